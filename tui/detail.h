/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * detail.h - all there is to know of one object, as lines of text
 */
#ifndef TUI_DETAIL_H
#define TUI_DETAIL_H

#include "model.h"

enum line_kind {
	LINE_TEXT,
	LINE_HEADING,
	LINE_GOOD,
	LINE_BAD,
	LINE_PLOT,
};

/*
 * struct detail_line
 * @object: what it is about, to go to; of kind CCW_KIND_NONE: nothing
 */
struct detail_line {
	enum line_kind kind;
	char *text;
	struct ccw_object object;
};

struct detail {
	struct detail_line *lines;
	size_t n;
};

/* Samples of a measured device, one for each reading. */
#define HISTORY_MAX 120

/*
 * struct history
 * @taken, @starts, @busy: of the sample before; the latter in nanoseconds
 * @utilization: tenths of a percent of the time since then that the device was busy:
 *	function pending, connected, disconnected (drivers/s390/cio/cmf.c)
 * @rate: starts per second
 */
struct history {
	struct ccw_object object;
	uint64_t taken, starts, busy;
	unsigned int utilization[HISTORY_MAX], rate[HISTORY_MAX];
	size_t n;
};

/*
 * detail_read - reads all of an object
 * @known: what is known of all objects; NULL: nothing
 * @snap: the caller's; has the object, if there is such a thing
 */
int detail_read(struct ccw_ctx *ctx, const struct ccw_snapshot *known,
		const struct ccw_object *object, struct ccw_snapshot **snap);
/* Another sample; of another object than before, the first one. */
void history_add(struct history *history, const struct ccw_snapshot *snap,
		 const struct ccw_object *object);
/*
 * detail_make - the lines
 * @snap: as read by detail_read()
 * @history: NULL: none
 * @width: of a plot, in columns
 *
 * What was in *@detail is freed. 0, or -ENOMEM; -ENOENT: there is no such object.
 */
int detail_make(struct detail *detail, const struct model *model,
		const struct ccw_snapshot *snap, const struct ccw_object *object,
		const struct history *history, size_t width, bool ascii);
void detail_free(struct detail *detail);

#endif
