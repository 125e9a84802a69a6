/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * feed.h - what there is to show, read by a thread of its own
 *
 * A read of sysfs may take its time, or be held up by the kernel for minutes: keys are
 * answered nevertheless. All that takes long on a large machine is done there, too:
 * counting, comparing, and looking for what is in use.
 *
 * The thread waits with what it has read until it was taken: what was taken before is
 * valid until then.
 */
#ifndef TUI_FEED_H
#define TUI_FEED_H

#include "chp_columns.h"
#include "libccw.h"
#include "log.h"
#include "overview.h"

/*
 * struct feed_state
 * @snap: NULL: nothing was read yet
 * @usage: in the order of its channel paths
 * @attrs: what was read of them
 * @complete: false: the first screenful of subchannels, the others are being read
 */
struct feed_state {
	const struct ccw_snapshot *snap;
	struct chp_usage *usage;
	struct overview overview;
	uint64_t attrs;
	bool complete;
};

struct feed;

/*
 * struct feed_call - something to be done by the thread
 * @run: with a context of the thread, and what was read last; NULL: nothing yet
 * @done: called by feed_dispatch(), owns the call from there on
 */
struct feed_call {
	void (*run)(struct feed_call *call, struct ccw_ctx *ctx,
		    const struct ccw_snapshot *snap);
	void (*done)(struct feed_call *call);
	struct feed_call *next;
};

/*
 * feed_new - starts reading
 * @root, @proc: see ccw_ctx_set_root() and ccw_ctx_set_proc()
 * @attrs: what has to be read, but for what always is
 * @rows: subchannels on the first screen
 */
int feed_new(const char *root, const char *proc, uint64_t attrs, unsigned int delay_ms,
	     unsigned int rows, struct feed **feed);
void feed_free(struct feed *feed);

/* Readable when feed_dispatch() has something to do. */
int feed_get_fd(const struct feed *feed);

/*
 * feed_dispatch - ends calls, and tells whether there is a new state
 *
 * Return: 1: there is, and feed_take() gets it; 0: there is none; -errno: nothing can be
 * read any more.
 */
int feed_dispatch(struct feed *feed);

/*
 * feed_take - the new state, and what changed
 *
 * Frees what was in *@state; with the first call, *@state is all zero. Events are added
 * to @log. The objects of the last state are invalid from here on.
 */
void feed_take(struct feed *feed, struct feed_state *state, struct log *log);

/* Has a call run. */
void feed_call(struct feed *feed, struct feed_call *call);

/* What is on the screen: it is read anew each time, all else in its turn. */
void feed_look(struct feed *feed, const struct ccw_object *objects, size_t n);
void feed_set_delay(struct feed *feed, unsigned int delay_ms);
/* What has to be read, too: all is read anew if that was not so far. */
void feed_need(struct feed *feed, uint64_t attrs);

/*
 * How old the oldest of what is on the screen is, in milliseconds. Return: 0, or
 * -ENODATA: nothing was read yet.
 */
int feed_get_age(const struct feed *feed, unsigned int *ms);
/* Do events of the kernel tell of changes? */
bool feed_has_events(const struct feed *feed);

#endif
