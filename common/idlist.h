/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * idlist.h - lists of ids and ranges of them, as people type them
 */
#ifndef COMMON_IDLIST_H
#define COMMON_IDLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "libccw.h"

/*
 * struct id_range - FROM-TO, or one ID (@from and @to the same)
 * @text: as typed, without blanks around
 */
struct id_range {
	struct ccw_id from, to;
	char text[48];
};

/*
 * struct id_list
 * @with_sets: "1.4711" stands for 0.1.4711
 */
struct id_list {
	struct id_range *range;
	size_t n;
	bool with_sets;
};

/*
 * id_list_add - the ids in "ID,FROM-TO,..."; empty items are skipped
 *
 * A newline separates as a comma does. Blanks and tabs may be around ids only: within
 * one, they are not taken for its end, as that would be another id.
 *
 * Return: 0; -EINVAL, and *@bad is what is no id; -ENOMEM.
 */
int id_list_add(struct id_list *list, const char *text, char *bad, size_t size);
bool id_range_has(const struct id_range *range, struct ccw_id id);
/* Does the snapshot have one in the range? */
bool id_range_has_device(const struct id_range *range, const struct ccw_snapshot *snap);
bool id_range_has_subchannel(const struct id_range *range, const struct ccw_snapshot *snap);
void id_list_free(struct id_list *list);

struct chpid_range {
	struct ccw_chpid from, to;
};

struct chpid_list {
	struct chpid_range *range;
	size_t n;
};

/* As id_list_add(), for channel-path ids. */
int chpid_list_add(struct chpid_list *list, const char *text, char *bad, size_t size);
bool chpid_list_has(const struct chpid_list *list, struct ccw_chpid id);
/* Is one of the ranges from number @i on from a greater id to a smaller one? */
bool chpid_list_is_reversed(const struct chpid_list *list, size_t i);
void chpid_list_free(struct chpid_list *list);

#endif
