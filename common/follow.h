/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * follow.h - the option --follow: a line for each change, as it happens
 */
#ifndef COMMON_FOLLOW_H
#define COMMON_FOLLOW_H

#include "cmdline.h"
#include "column.h"
#include "libccw.h"
#include "report.h"

/* For messages. */
#define FOLLOW_FORMATS "jsonl pairs csv"

/*
 * struct follow
 * @columns: those whose changes are told
 * @changes: calls follow_object() for each object that may have changed
 */
struct follow {
	struct out *out;
	const struct columns *columns;
	enum report_format format;
	int (*changes)(struct follow *follow, const struct ccw_diff *diff,
		       const struct ccw_snapshot *old_snap, const struct ccw_snapshot *new_snap);
	void *data;

	/* follow.c's own */
	struct report report;
	const char *arrow;
	char when[64];
};

/* Ends the program if what changes cannot be told in this format. */
void follow_check_format(const struct cmdline *cmdline, enum report_format format);

/*
 * follow_object - tells in what an object changed
 * @attrs: only of columns that are made of some of these attributes, and of none of
 *	@not_attrs
 * @before, @after: its rows; NULL: it was, or is, not there
 */
void follow_object(struct follow *follow, const struct ccw_object *object, uint64_t attrs,
		   uint64_t not_attrs, const void *before, const void *after);

/*
 * follow_run - until SIGINT or SIGTERM, or until the output is closed
 *
 * Return: 0, or a negative errno: watching is not possible.
 */
int follow_run(struct follow *follow, struct ccw_ctx *ctx, const struct ccw_query *query);

#endif
