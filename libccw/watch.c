// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * watch.c - a snapshot that is kept current
 *
 * Events name objects, which are read anew a moment later, so that a burst of events
 * is one update. What sends no event is swept, once a second or as often as was set
 * (sweep.c).
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "watch.h"

#define INTERVAL_MS	1000
#define INTERVAL_MIN_MS 100
#define INTERVAL_MAX_MS 60000

/* What comes together is read together; the more there is to do, the more can wait. */
#define SETTLE_MS     50
#define SETTLE_MAX_MS 500

/* Events fetched before anything else gets its turn. */
#define EVENTS_MAX 16384

/* ---- time ---- */

static uint64_t clock_ms(void)
{
	return now_ns() / 1000000;
}

/*
 * Never 0. Differences are right for 49 days, or 24 where they may be negative; nothing that
 * is compared gets that old.
 */
static uint32_t now(const struct ccw_watch *w)
{
	uint32_t ms = (uint32_t)(clock_ms() - w->start);

	return ms ? ms : 1;
}

/* @first_ms 0: at once. */
static int start_timer(int fd, unsigned int first_ms, unsigned int interval_ms)
{
	struct itimerspec its = {
		.it_value = { first_ms / 1000, first_ms ? first_ms % 1000 * 1000000 : 1 },
		.it_interval = { interval_ms / 1000, interval_ms % 1000 * 1000000 },
	};

	return timerfd_settime(fd, 0, &its, NULL) < 0 ? -errno : 0;
}

static bool timer_expired(int fd)
{
	uint64_t times;

	return read(fd, &times, sizeof(times)) == sizeof(times);
}

static int read_soon(struct ccw_watch *w)
{
	uint32_t ms = w->took > SETTLE_MS ? w->took : SETTLE_MS;

	if (w->settling)
		return 0;
	w->settling = true;
	return start_timer(w->settle_fd, ms < SETTLE_MAX_MS ? ms : SETTLE_MAX_MS, 0);
}

/* ---- what came: events ---- */

static int take_event(struct ccw_watch *w, const struct ccw_event *event)
{
	int rc;

	rc = touched_add(&w->touched, &event->object);
	if (!rc)
		rc = touched_add(&w->touched, &event->parent);
	if (!rc)
		rc = touched_add(&w->touched, &event->old_parent);
	return rc ? rc : read_soon(w);
}

static int fetch_events(struct ccw_watch *w)
{
	struct ccw_event event;
	int n, rc = 0;

	for (n = 0; w->monitor && !rc && n < EVENTS_MAX; n++) {
		rc = ccw_monitor_next(w->monitor, &event);
		if (!rc) {
			rc = take_event(w, &event);
		} else if (rc == -ENOBUFS) {
			w->all = true;
			rc = 0;
		} else if (rc != -EAGAIN) {
			/* there is nothing to hope for from this socket: sweeping goes on */
			ccw_monitor_free(w->monitor);
			w->monitor = NULL;
			w->all = true;
		}
	}
	return rc == -ENOMEM ? rc : 0;
}

/* ---- what the caller asks for ---- */

CCW_EXPORT int ccw_watch_touch(struct ccw_watch *w, const struct ccw_object *objects, size_t n)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < n; i++)
		if ((unsigned int)objects[i].kind > CCW_KIND_CHPATH)
			return -EINVAL;
	for (i = 0; !rc && i < n; i++)
		rc = touched_add(&w->touched, &objects[i]);
	if (rc || !n)
		return rc;
	/* the timer is for those who wait; it may not have expired when we are called */
	w->due = true;
	return start_timer(w->settle_fd, 0, 0);
}

/* ---- reading anew ---- */

/* What is garbled was said once, and is garbled each time it is read. */
static void log_again(void *data, enum ccw_log_level level, const char *msg)
{
	const struct ccw_ctx *ctx = data;

	ctx->log(ctx->log_data, CCW_LOG_DEBUG, msg);
}

static int read_touched(struct ccw_watch *w, uint32_t when, struct ccw_snapshot **next)
{
	struct ccw_ctx quiet = *w->ctx;
	int rc;

	*next = NULL;
	if (quiet.log) {
		quiet.log = log_again;
		quiet.log_data = w->ctx;
	}
	if (!w->all) {
		rc = snapshot_update(&quiet, w->snap, &w->query, &w->touched, when, next);
		sweep_learn(w, w->touched.n_read, w->touched.ns);
		if (!rc && w->defunct)
			(*next ? *next : w->snap)->defunct_read_at = when;
	} else {
		touched_reset(&w->touched);
		rc = ccw_snapshot_new(&quiet, &w->query, next);
		if (!rc)
			snapshot_stamp(*next, when);
	}
	w->defunct = false;
	return rc;
}

static int refresh(struct ccw_watch *w, uint32_t when)
{
	struct ccw_snapshot *next;
	struct ccw_diff *diff;
	int rc;

	rc = read_touched(w, when, &next);
	w->took = now(w) - when;
	/* what was asked for is forgotten: next time, all of it */
	w->all = rc;
	if (rc || !next)
		return rc;
	rc = ccw_diff_new(w->snap, next, &diff);
	if (rc) {
		ccw_snapshot_free(next);
		w->all = true;
		return rc;
	}
	w->previous = w->snap;
	w->snap = next;
	w->diff = diff;
	rc = sweep_heat(w, when);
	return !rc && w->hot_due ? read_soon(w) : rc;
}

CCW_EXPORT int ccw_watch_process(struct ccw_watch *w, const struct ccw_diff **diff)
{
	uint32_t when = now(w);
	bool tick, settled;
	int rc;

	*diff = NULL;
	/* before a new one is made: there are never more than two of everything */
	ccw_snapshot_free(w->previous);
	w->previous = NULL;
	ccw_diff_free(w->diff);
	w->diff = NULL;
	rc = fetch_events(w);
	tick = timer_expired(w->tick_fd);
	settled = timer_expired(w->settle_fd) || w->due;
	if (settled)
		w->settling = w->due = false;
	if (!rc && tick)
		rc = sweep(w, when);
	else if (!rc && settled && w->hot_due)
		rc = sweep_hot(w, when);
	if (rc)
		w->all = true;
	else if (tick || settled || w->all)
		rc = refresh(w, when);
	if (!rc && w->diff && ccw_diff_next(w->diff, NULL))
		*diff = w->diff;
	return rc;
}

/* ---- beginning and end ---- */

/* Where masks are watched, so are the channel paths: they tell which masks to look at. */
static void add_neighbourhood(struct ccw_query *query)
{
	const uint64_t masks = CCW_ATTR(CCW_SCH_PIMPAMPOM) | CCW_ATTR(CCW_SCH_VPM) |
			       CCW_ATTR(CCW_DEV_AVAILABILITY);

	if (query->attrs & masks)
		query->attrs |= CCW_ATTR(CCW_SCH_PIMPAMPOM) | CCW_ATTR(CCW_SCH_CHPIDS) |
				CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE);
}

static int add_fd(struct ccw_watch *w, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };

	if (fd < 0)
		return -errno;
	return epoll_ctl(w->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

static int open_fds(struct ccw_watch *w)
{
	int rc;

	w->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (w->epoll_fd < 0)
		return -errno;
	w->tick_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	rc = add_fd(w, w->tick_fd);
	if (rc)
		return rc;
	w->settle_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	rc = add_fd(w, w->settle_fd);
	return rc ? rc : start_timer(w->tick_fd, w->interval, w->interval);
}

static int read_first(struct ccw_watch *w)
{
	uint64_t before = cpu_ns();
	int rc;

	rc = ccw_snapshot_new(w->ctx, &w->query, &w->snap);
	if (rc)
		return rc;
	w->listed_at = now(w);
	snapshot_stamp(w->snap, w->listed_at);
	sweep_begin(w);
	w->cost = COST_NS;
	sweep_learn(w, w->snap->n_sch, cpu_ns() - before);
	return 0;
}

static int start(struct ccw_watch *w, const struct ccw_query *query)
{
	int rc;

	rc = query_copy(&w->query, query ? query : &query_everything);
	if (rc)
		return rc;
	add_neighbourhood(&w->query);
	rc = open_fds(w);
	if (rc)
		return rc;
	/* before anything is read: a change meanwhile is not missed */
	rc = ccw_monitor_new(w->ctx, &w->monitor);
	if (rc == -ENOMEM)
		return rc;
	if (!rc)
		rc = add_fd(w, ccw_monitor_get_fd(w->monitor));
	else
		rc = 0;
	return rc ? rc : read_first(w);
}

CCW_EXPORT int ccw_watch_new(struct ccw_ctx *ctx, const struct ccw_query *query,
			     struct ccw_watch **out)
{
	struct ccw_watch *w = calloc(1, sizeof(*w));
	int rc;

	if (!w)
		return -ENOMEM;
	w->ctx = ccw_ctx_ref(ctx);
	w->epoll_fd = w->tick_fd = w->settle_fd = -1;
	w->interval = INTERVAL_MS;
	w->start = clock_ms();
	rc = start(w, query);
	if (rc) {
		ccw_watch_free(w);
		return rc;
	}
	*out = w;
	return 0;
}

CCW_EXPORT int ccw_watch_set_interval(struct ccw_watch *w, unsigned int ms)
{
	int rc;

	if (ms < INTERVAL_MIN_MS || ms > INTERVAL_MAX_MS)
		return -EINVAL;
	/* a timer that is set again and again never expires */
	if (ms == w->interval)
		return 0;
	rc = start_timer(w->tick_fd, ms, ms);
	if (rc)
		return rc;
	w->interval = ms;
	w->rare_left = 0;
	return 0;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

CCW_EXPORT void ccw_watch_free(struct ccw_watch *w)
{
	size_t i;

	if (!w)
		return;
	ccw_monitor_free(w->monitor);
	close_fd(w->tick_fd);
	close_fd(w->settle_fd);
	close_fd(w->epoll_fd);
	ccw_diff_free(w->diff);
	ccw_snapshot_free(w->previous);
	ccw_snapshot_free(w->snap);
	touched_free(&w->touched);
	query_release(&w->query);
	for (i = 0; i < ARRAY_SIZE(w->hot); i++)
		free(w->hot[i]);
	ccw_ctx_unref(w->ctx);
	free(w);
}

/* ---- questions ---- */

CCW_EXPORT int ccw_watch_get_fd(const struct ccw_watch *w)
{
	return w->epoll_fd;
}

CCW_EXPORT const struct ccw_snapshot *ccw_watch_get_snapshot(const struct ccw_watch *w)
{
	return w->snap;
}

CCW_EXPORT const struct ccw_snapshot *ccw_watch_get_previous(const struct ccw_watch *w)
{
	return w->previous ? w->previous : w->snap;
}

CCW_EXPORT bool ccw_watch_has_events(const struct ccw_watch *w)
{
	return w->monitor;
}

/* When the attribute was read; 0: there is no such object. */
static uint32_t read_at(const struct ccw_snapshot *snap, const struct ccw_object *object,
			enum ccw_attr attr)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;

	switch (object->kind) {
	case CCW_KIND_CSS:
		return ccw_snapshot_get_css(snap, object->chpid.cssid) ? snap->css_read_at : 0;
	case CCW_KIND_CHPATH:
		if (!ccw_snapshot_get_chpath(snap, object->chpid))
			return 0;
		return CHP_STATE & CCW_ATTR(attr) ? snap->chp_state_at : snap->chp_read_at;
	case CCW_KIND_SUBCHANNEL:
		sch = ccw_snapshot_get_subchannel(snap, object->id);
		return sch ? sch->read_at : 0;
	case CCW_KIND_DEVICE:
		dev = ccw_snapshot_get_device(snap, object->id);
		if (!dev)
			return 0;
		return dev->sch ? dev->sch->read_at : snap->defunct_read_at;
	default:
		return 0;
	}
}

CCW_EXPORT int ccw_watch_get_age(const struct ccw_watch *w, const struct ccw_object *object,
				 enum ccw_attr attr, unsigned int *ms)
{
	static const uint64_t of_kind[] = {
		[CCW_KIND_CSS] = CCW_ATTRS_CSS,
		[CCW_KIND_SUBCHANNEL] = CCW_ATTRS_SUBCHANNEL,
		[CCW_KIND_DEVICE] = CCW_ATTRS_DEVICE,
		[CCW_KIND_CHPATH] = CCW_ATTRS_CHPATH,
	};
	uint32_t when;

	if ((unsigned int)object->kind >= ARRAY_SIZE(of_kind) ||
	    (unsigned int)attr >= CCW_ATTR_COUNT ||
	    !(w->query.attrs & of_kind[object->kind] & CCW_ATTR(attr)))
		return -EINVAL;
	when = read_at(w->snap, object, attr);
	if (!when)
		return -ENOENT;
	*ms = now(w) - when;
	return 0;
}
