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
 * @chp_states: CHP_STATE of the channel paths that are known
 * @n_read, @ns: receive how many subchannels were read, with their devices, and the time
 *	of processors that took, in nanoseconds
 */
struct touched {
	struct key_list sch, dev;
	bool chpaths, chp_states, css;
	size_t n_read;
	uint64_t ns;
};

int touched_add(struct touched *touched, const struct ccw_object *object);
bool touched_any(const struct touched *touched);
/* Empties it, and keeps the memory. */
void touched_reset(struct touched *touched);
void touched_free(struct touched *touched);

/* Time of processors, of all threads: a long list is read by several. */
uint64_t cpu_ns(void);
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

/* ---- update.c and merge.c ---- */

/*
 * struct update - one round
 * @cur: the snapshot so far
 * @sch, @dev: what is read anew, in order
 * @chpaths, @chp_states, @css: channel paths, their state alone, channel subsystems are
 *	read anew
 * @found: subchannels, devices on them
 * @others: channel paths, channel subsystems; NULL: none were read
 * @defunct: devices without a subchannel; NULL: none were looked for
 * @ns: time of processors that reading @found took
 */
struct update {
	struct ccw_ctx *ctx;
	const struct ccw_query *query;
	const struct ccw_snapshot *cur;
	struct key_list sch, dev;
	bool chpaths, chp_states, css;
	struct ccw_snapshot *found, *others, *defunct;
	uint64_t ns;
};

static inline bool update_has_key(const struct key_list *list, uint32_t key)
{
	return key_list_find(list, key) >= 0;
}

/* The snapshot with the channel paths, or channel subsystems, that hold now. */
static inline const struct ccw_snapshot *update_get_chpaths(const struct update *u)
{
	return u->chpaths || u->chp_states ? u->others : u->cur;
}

static inline const struct ccw_snapshot *update_get_css(const struct update *u)
{
	return u->css ? u->others : u->cur;
}

/*
 * update_merge - the snapshot so far with what this round found
 *
 * An object is in it as read anew or as it was, never twice.
 */
int update_merge(const struct update *u, struct ccw_snapshot **out);

#endif
