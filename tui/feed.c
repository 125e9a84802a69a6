// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * feed.c - what there is to show, read by a thread of its own
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "events.h"
#include "feed.h"

/* What is always read of all objects; more of one of them when it is looked at. */
#define FEED_ATTRS                                                                      \
	(CCW_ATTR(CCW_CSS_CM_ENABLE) | CCW_ATTR(CCW_SCH_TYPE) |                         \
	 CCW_ATTR(CCW_SCH_DEV_BUSID) | CCW_ATTRS_IMPACT | CCW_ATTR(CCW_DEV_IDENTITY) | \
	 CCW_ATTR(CCW_DEV_AVAILABILITY) | CCW_ATTR(CCW_DEV_LINUX) | CCW_ATTRS_CHPATH)

/* The share of a processor that reading on all by itself may take, in thousandths. */
#define SWEEP_LOAD 2

/*
 * struct feed
 * @taken: the state was taken: reading may go on
 * @next, @events: the new state, for feed_take(); the thread does not touch it before
 *	@taken
 * @shown: what was handed over last
 * @attrs: what is read
 * @needed: what has to be: not less than that
 * @read_at: when the oldest of what is on the screen was read, as clock_ms(); 0: never
 */
struct feed {
	struct ccw_ctx *ctx;
	struct ccw_watch *watch;
	unsigned int rows;
	pthread_t thread;
	int to_thread, from_thread; /* eventfds */

	/* the thread's own */
	struct ccw_snapshot *first;
	const struct ccw_snapshot *shown;
	uint64_t attrs;

	pthread_mutex_t lock; /* of all below */
	bool stop, offered, taken;
	uint64_t needed;
	int error;
	unsigned int delay_ms, delay_set;
	struct feed_state next;
	struct log events;
	struct feed_call *calls, *ended;
	struct ccw_object *look;
	size_t n_look;
	uint64_t read_at;
	bool has_events;
};

static void wake(int fd)
{
	uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) < 0)
		return; /* it is awake */
}

static void sleep_well(int fd)
{
	uint64_t count;

	if (read(fd, &count, sizeof(count)) < 0)
		return; /* nobody called */
}

/* ---- calls ---- */

/* At the end of a list. */
static void append_call(struct feed_call **list, struct feed_call *call)
{
	while (*list)
		list = &(*list)->next;
	*list = call;
	call->next = NULL;
}

/* False: it is over. */
static bool run_calls(struct feed *f)
{
	const struct ccw_snapshot *snap = f->watch ? ccw_watch_get_snapshot(f->watch)
						   : f->first;
	struct feed_call *call;
	bool stop;

	for (;;) {
		pthread_mutex_lock(&f->lock);
		stop = f->stop;
		call = stop ? NULL : f->calls;
		if (call)
			f->calls = call->next;
		pthread_mutex_unlock(&f->lock);
		if (!call)
			break;
		call->run(call, f->ctx, snap);
		pthread_mutex_lock(&f->lock);
		append_call(&f->ended, call);
		pthread_mutex_unlock(&f->lock);
		wake(f->from_thread);
	}
	/* a call that came too late to be run is dropped by feed_free() */
	return !stop;
}

/* ---- handing over ---- */

/* Offers a state, and waits until it was taken. False: it is over. */
static bool hand_over(struct feed *f, const struct ccw_snapshot *snap, bool complete,
		      struct log *events)
{
	struct feed_state state = { .snap = snap,
				    .attrs = f->attrs,
				    .complete = complete };
	struct pollfd pfd = { .fd = f->to_thread, .events = POLLIN };
	bool done = false;

	f->shown = snap;
	state.usage = chp_usage_count(snap);
	overview_count(&state.overview, snap);
	pthread_mutex_lock(&f->lock);
	free(f->next.usage);
	f->next = state;
	log_move(&f->events, events);
	f->offered = true;
	f->taken = false;
	pthread_mutex_unlock(&f->lock);
	log_free(events);
	wake(f->from_thread);
	while (!done) {
		poll(&pfd, 1, -1);
		sleep_well(f->to_thread);
		if (!run_calls(f))
			return false;
		pthread_mutex_lock(&f->lock);
		done = f->taken;
		pthread_mutex_unlock(&f->lock);
	}
	return true;
}

/* ---- reading on ---- */

static void note_age(struct feed *f, const struct ccw_object *look, size_t n)
{
	unsigned int ms, oldest = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		enum ccw_attr attr = look[i].kind == CCW_KIND_CHPATH ? CCW_CHP_STATUS
				     : look[i].kind == CCW_KIND_SUBCHANNEL
					     ? CCW_SCH_TYPE
					     : CCW_DEV_ONLINE;

		if (!ccw_watch_get_age(f->watch, &look[i], attr, &ms) && ms > oldest)
			oldest = ms;
	}
	pthread_mutex_lock(&f->lock);
	f->read_at = clock_ms() - oldest;
	f->has_events = ccw_watch_has_events(f->watch);
	pthread_mutex_unlock(&f->lock);
}

/* A copy, which the caller frees, of what is on the screen. */
static struct ccw_object *get_look(struct feed *f, size_t *n, unsigned int *delay_ms)
{
	struct ccw_object *look = NULL;

	pthread_mutex_lock(&f->lock);
	*delay_ms = f->delay_ms;
	*n = f->n_look;
	if (*n)
		look = malloc(*n * sizeof(*look));
	if (look)
		memcpy(look, f->look, *n * sizeof(*look));
	else
		*n = 0;
	pthread_mutex_unlock(&f->lock);
	return look;
}

/* One round. Return: 0; -ECANCELED: it is over; -errno. */
static int read_on(struct feed *f, uint64_t *look_at)
{
	struct ccw_object *look;
	struct log events = { .n = 0 };
	const struct ccw_diff *diff;
	unsigned int delay_ms;
	size_t n;
	int rc = 0;

	look = get_look(f, &n, &delay_ms);
	/* ticks are a little late now and then */
	if (clock_ms() + delay_ms / 8 >= *look_at) {
		*look_at = clock_ms() + delay_ms;
		rc = ccw_watch_touch(f->watch, look, n);
	}
	if (!rc)
		rc = ccw_watch_process(f->watch, &diff);
	/* it may be another one, and yet the same: what is shown would be gone soon */
	if (!rc && (diff || ccw_watch_get_snapshot(f->watch) != f->shown)) {
		if (diff)
			events_add(&events, diff, ccw_watch_get_previous(f->watch),
				   ccw_watch_get_snapshot(f->watch));
		if (!hand_over(f, ccw_watch_get_snapshot(f->watch), true, &events))
			rc = -ECANCELED;
	}
	/* only now is it what is shown */
	if (!rc)
		note_age(f, look, n);
	free(look);
	return rc;
}

static uint64_t get_needed(struct feed *f)
{
	uint64_t needed;

	pthread_mutex_lock(&f->lock);
	needed = f->needed;
	pthread_mutex_unlock(&f->lock);
	return needed;
}

static int start_watch(struct feed *f)
{
	struct ccw_query *query;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	f->attrs = get_needed(f);
	ccw_query_add_attrs(query, f->attrs);
	rc = ccw_watch_new(f->ctx, query, &f->watch);
	ccw_query_free(query);
	if (!rc)
		rc = ccw_watch_set_load(f->watch, SWEEP_LOAD);
	f->delay_set = 0;
	return rc;
}

/* More of all objects than so far. */
static int read_more(struct feed *f)
{
	struct ccw_watch *old = f->watch;
	struct log events = { .n = 0 };
	struct ccw_diff *diff;
	int rc;

	f->watch = NULL;
	rc = start_watch(f);
	if (!rc)
		rc = ccw_diff_new(ccw_watch_get_snapshot(old),
				  ccw_watch_get_snapshot(f->watch), &diff);
	if (!rc) {
		events_add(&events, diff, ccw_watch_get_snapshot(old),
			   ccw_watch_get_snapshot(f->watch));
		ccw_diff_free(diff);
		if (!hand_over(f, ccw_watch_get_snapshot(f->watch), true, &events))
			rc = -ECANCELED;
	}
	/* what was shown until then */
	ccw_watch_free(old);
	return rc;
}

/* Another delay than before begins at once. */
static void set_pace(struct feed *f, uint64_t *look_at)
{
	unsigned int delay_ms;

	pthread_mutex_lock(&f->lock);
	delay_ms = f->delay_ms;
	pthread_mutex_unlock(&f->lock);
	if (delay_ms == f->delay_set)
		return;
	ccw_watch_set_interval(f->watch, delay_ms);
	f->delay_set = delay_ms;
	*look_at = 0;
}

static int loop(struct feed *f)
{
	struct pollfd fds[] = {
		{ .events = POLLIN },
		{ .fd = f->to_thread, .events = POLLIN },
	};
	uint64_t look_at = 0;
	int rc = 0;

	while (!rc) {
		fds[0].fd = ccw_watch_get_fd(f->watch);
		poll(fds, 2, -1);
		if (fds[1].revents)
			sleep_well(f->to_thread);
		if (!run_calls(f))
			return 0;
		if (get_needed(f) & ~f->attrs)
			rc = read_more(f);
		else if (fds[0].revents)
			rc = read_on(f, &look_at);
		if (!rc)
			set_pace(f, &look_at);
	}
	return rc == -ECANCELED ? 0 : rc;
}

/* ---- the beginning ---- */

/* The first subchannels, by their names only, are quickly found; then what they are. */
static int read_first(struct feed *f)
{
	struct ccw_snapshot *names;
	const struct ccw_subchannel *sch, *last = NULL;
	struct ccw_query *query;
	unsigned int n = 0;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query, CCW_ATTR(CCW_SCH_TYPE));
	rc = ccw_snapshot_new(f->ctx, query, &names);
	if (rc) {
		ccw_query_free(query);
		return rc;
	}
	ccw_snapshot_foreach_subchannel(names, sch) {
		if (n++ >= f->rows)
			break;
		last = sch;
	}
	/* nothing is won where all of them are on the screen */
	if (last && n > f->rows) {
		f->attrs = get_needed(f);
		ccw_query_add_attrs(query, f->attrs);
		rc = ccw_query_add_subchannels(query, (struct ccw_id){ 0, 0, 0 },
					       ccw_subchannel_get_id(last));
		if (!rc)
			rc = ccw_snapshot_new(f->ctx, query, &f->first);
	}
	ccw_snapshot_free(names);
	ccw_query_free(query);
	return rc;
}

static void keep_log_line(void *data, enum ccw_log_level level, const char *msg)
{
	struct feed *f = data;

	if (level != CCW_LOG_WARNING)
		return;
	pthread_mutex_lock(&f->lock);
	log_text(&f->events, EVENT_WARNING, "%s", msg);
	pthread_mutex_unlock(&f->lock);
}

static int read_all(struct feed *f)
{
	struct log events = { .n = 0 };
	int rc;

	rc = read_first(f);
	if (!rc && f->first && !hand_over(f, f->first, false, &events))
		return 0;
	if (!rc)
		rc = start_watch(f);
	if (rc)
		return rc;
	note_age(f, NULL, 0);
	if (!hand_over(f, ccw_watch_get_snapshot(f->watch), true, &events))
		return 0;
	ccw_snapshot_free(f->first);
	f->first = NULL;
	return loop(f);
}

static void *run_thread(void *data)
{
	struct feed *f = data;
	int rc = read_all(f);

	pthread_mutex_lock(&f->lock);
	f->error = rc;
	pthread_mutex_unlock(&f->lock);
	if (rc)
		wake(f->from_thread);
	return NULL;
}

static int prepare(struct feed *f, const char *root, const char *proc)
{
	int rc;

	f->to_thread = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	f->from_thread = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (f->to_thread < 0 || f->from_thread < 0)
		return -errno;
	rc = ccw_ctx_new(&f->ctx);
	if (!rc)
		rc = ccw_ctx_set_root(f->ctx, root);
	if (!rc)
		rc = ccw_ctx_set_proc(f->ctx, proc);
	if (!rc)
		ccw_ctx_set_log(f->ctx, keep_log_line, f);
	return rc;
}

static void release(struct feed *f)
{
	ccw_watch_free(f->watch);
	ccw_snapshot_free(f->first);
	ccw_ctx_unref(f->ctx);
	free(f->next.usage);
	log_free(&f->events);
	free(f->look);
	close(f->to_thread);
	close(f->from_thread);
	pthread_mutex_destroy(&f->lock);
	free(f);
}

int feed_new(const char *root, const char *proc, uint64_t attrs, unsigned int delay_ms,
	     unsigned int rows, struct feed **feed)
{
	struct feed *f = calloc(1, sizeof(*f));
	sigset_t all, before;
	int rc;

	if (!f)
		return -ENOMEM;
	f->to_thread = f->from_thread = -1;
	f->delay_ms = delay_ms;
	f->rows = rows;
	f->needed = FEED_ATTRS | attrs;
	pthread_mutex_init(&f->lock, NULL);
	rc = prepare(f, root, proc);
	if (rc) {
		release(f);
		return rc;
	}
	/* signals are for those who wait for keys */
	sigfillset(&all);
	/* but for those of a crash, which restores the terminal */
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGFPE);
	sigdelset(&all, SIGILL);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = -pthread_create(&f->thread, NULL, run_thread, f);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc) {
		release(f);
		return rc;
	}
	*feed = f;
	return 0;
}

/* How long a read of sysfs that hangs can keep the program from ending. */
#define END_MS 500

void feed_free(struct feed *f)
{
	struct feed_call *call;
	struct timespec end;

	if (!f)
		return;
	pthread_mutex_lock(&f->lock);
	f->stop = true;
	pthread_mutex_unlock(&f->lock);
	wake(f->to_thread);
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_nsec += END_MS * 1000000L;
	end.tv_sec += end.tv_nsec / 1000000000L;
	end.tv_nsec %= 1000000000L;
	/* it is held up by the kernel: its memory goes with the process */
	if (pthread_timedjoin_np(f->thread, NULL, &end))
		return;
	while ((call = f->calls ? f->calls : f->ended)) {
		if (call == f->calls)
			f->calls = call->next;
		else
			f->ended = call->next;
		call->done(call);
	}
	release(f);
}

/* ---- for the other thread ---- */

int feed_get_fd(const struct feed *f)
{
	return f->from_thread;
}

int feed_dispatch(struct feed *f)
{
	struct feed_call *call, *next;
	int rc;

	sleep_well(f->from_thread);
	pthread_mutex_lock(&f->lock);
	call = f->ended;
	f->ended = NULL;
	rc = f->error ? f->error : f->offered;
	pthread_mutex_unlock(&f->lock);
	for (; call; call = next) {
		next = call->next;
		call->done(call);
	}
	return rc;
}

void feed_take(struct feed *f, struct feed_state *state, struct log *log)
{
	free(state->usage);
	pthread_mutex_lock(&f->lock);
	*state = f->next;
	f->next.usage = NULL;
	log_move(log, &f->events);
	f->offered = false;
	f->taken = true;
	pthread_mutex_unlock(&f->lock);
	wake(f->to_thread);
}

void feed_call(struct feed *f, struct feed_call *call)
{
	pthread_mutex_lock(&f->lock);
	append_call(&f->calls, call);
	pthread_mutex_unlock(&f->lock);
	wake(f->to_thread);
}

void feed_look(struct feed *f, const struct ccw_object *objects, size_t n)
{
	struct ccw_object *copy = malloc((n ? n : 1) * sizeof(*copy));

	if (!copy)
		return; /* what was on the screen before is looked at a while longer */
	if (n)
		memcpy(copy, objects, n * sizeof(*copy));
	pthread_mutex_lock(&f->lock);
	free(f->look);
	f->look = copy;
	f->n_look = n;
	pthread_mutex_unlock(&f->lock);
}

void feed_set_delay(struct feed *f, unsigned int delay_ms)
{
	pthread_mutex_lock(&f->lock);
	f->delay_ms = delay_ms;
	pthread_mutex_unlock(&f->lock);
	wake(f->to_thread);
}

void feed_need(struct feed *f, uint64_t attrs)
{
	bool more;

	pthread_mutex_lock(&f->lock);
	more = attrs & ~f->needed;
	f->needed |= attrs;
	pthread_mutex_unlock(&f->lock);
	if (more)
		wake(f->to_thread);
}

int feed_get_age(const struct feed *feed, unsigned int *ms)
{
	struct feed *f = (struct feed *)feed;
	uint64_t read_at;

	pthread_mutex_lock(&f->lock);
	read_at = f->read_at;
	pthread_mutex_unlock(&f->lock);
	if (!read_at)
		return -ENODATA;
	*ms = (unsigned int)(clock_ms() - read_at);
	return 0;
}

bool feed_has_events(const struct feed *feed)
{
	struct feed *f = (struct feed *)feed;
	bool has;

	pthread_mutex_lock(&f->lock);
	has = f->has_events;
	pthread_mutex_unlock(&f->lock);
	return has;
}
