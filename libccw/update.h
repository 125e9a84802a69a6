/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * update.h - a snapshot of which some objects are read anew
 */
#ifndef LIBCCW_UPDATE_H
#define LIBCCW_UPDATE_H

#include "internal.h"

/*
 * struct touched - what to read anew
 * @sch, @dev: subchannels and devices; in any order, more than once
 * @chpaths, @css: all of them
 */
struct touched {
	struct key_list sch, dev;
	bool chpaths, css;
};

int touched_add(struct touched *touched, const struct ccw_object *object);
bool touched_any(const struct touched *touched);
/* Empties it, and keeps the memory. */
void touched_reset(struct touched *touched);
void touched_free(struct touched *touched);

/* All of it was read at @when. */
void snapshot_stamp(struct ccw_snapshot *snap, uint32_t when);

/*
 * snapshot_update - as ccw_snapshot_update()
 * @touched: is empty afterwards
 * @when: what objects read anew have as read_at, in @old, too, where nothing is new; 0:
 *	@old is not written to
 */
int snapshot_update(struct ccw_ctx *ctx, struct ccw_snapshot *old,
		    const struct ccw_query *query, struct touched *touched, uint32_t when,
		    struct ccw_snapshot **out);

#endif
