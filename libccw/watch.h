/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * watch.h - a snapshot that is kept current: what watch.c and sweep.c share
 */
#ifndef LIBCCW_WATCH_H
#define LIBCCW_WATCH_H

#include "update.h"

/* What reading a subchannel and its device is taken to cost before any was read. */
#define COST_NS 50000

/*
 * struct ccw_watch
 * @start: what read_at and the like count from, in milliseconds
 * @touched: what has to be read anew
 * @due: it is at once
 * @all: everything has to be
 * @took: how long the last reading took, in milliseconds
 * @settling: the timer for what events named is running
 * @defunct: all defunct devices are among those touched
 * @hot_due: the timer runs for the subchannels on hot paths, too
 * @interval: from tick to tick, in milliseconds
 * @load: share of a processor for the pass over the subchannels, in permille; 0: any
 * @cost: what reading a subchannel and its device takes of a processor, in nanoseconds
 * @next_key, @ticks_left: where the pass over the subchannels is, and how many ticks it
 *	takes at least from here
 * @rare_left: ticks until what changes rarely is read
 * @listed_at: when what exists was looked for
 * @hot_key: the subchannel on a hot path that is next
 * @hot: by css, until when each path is hot, 0: it is not; NULL: none ever was
 * @is_hot: some path is
 */
struct ccw_watch {
	struct ccw_ctx *ctx;
	struct ccw_query query;
	struct ccw_monitor *monitor;
	struct ccw_snapshot *snap, *previous;
	struct ccw_diff *diff;
	int epoll_fd, tick_fd, settle_fd;
	uint64_t start;
	uint32_t took;
	struct touched touched;
	bool due, all, settling, defunct, hot_due, is_hot;
	unsigned int interval, load;
	uint64_t cost;
	uint32_t next_key, hot_key;
	unsigned int ticks_left, rare_left;
	uint32_t listed_at;
	uint32_t *hot[256];
};

/* sweep.c: everything was read just now. */
void sweep_begin(struct ccw_watch *w);
/* What is due at a tick is touched. */
int sweep(struct ccw_watch *w, uint32_t when);
/* Touches subchannels on hot paths. */
int sweep_hot(struct ccw_watch *w, uint32_t when);
/* After a change, with w->diff: what may have to do with it is hot; sets w->hot_due. */
int sweep_heat(struct ccw_watch *w, uint32_t when);
/* Learns from reading @n subchannels, which took @ns of a processor. */
void sweep_learn(struct ccw_watch *w, size_t n, uint64_t ns);

#endif
