/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * follow.h - the option --follow: a line for each change, as it happens
 */
#ifndef COMMON_FOLLOW_H
#define COMMON_FOLLOW_H

#include "changes.h"
#include "cmdline.h"
#include "libccw.h"
#include "report.h"

/* For messages. */
#define FOLLOW_FORMATS "jsonl pairs csv"

/*
 * struct follow
 * @find: changes_of_subchannels() or changes_of_chpaths()
 * @changes: what it is to tell; to whom is up to follow_run()
 * @begins: told what there is at first
 */
struct follow {
	struct out *out;
	enum report_format format;
	int (*find)(const struct changes *changes, const struct ccw_diff *diff,
		    const struct ccw_snapshot *old_snap,
		    const struct ccw_snapshot *new_snap);
	struct changes changes;
	void (*begins)(void *data, const struct ccw_snapshot *snap);
	void *begins_data;

	/* follow.c's own */
	struct report report;
	const char *arrow;
	char when[64];
};

/* Ends the program if what changes cannot be told in this format. */
void follow_check_format(const struct cmdline *cmdline, enum report_format format);

/*
 * follow_run - until SIGINT or SIGTERM, or until the output is closed
 *
 * Return: 0, or a negative errno: watching is not possible.
 */
int follow_run(struct follow *follow, struct ccw_ctx *ctx, const struct ccw_query *query);

#endif
