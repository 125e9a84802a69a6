// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * watch.c - a snapshot that is kept current
 *
 * Events name objects, which are read anew a moment later, so that a burst of events
 * is one update. What sends no event is swept, once a second: all channel paths, the
 * subchannels on paths where something happened, and a slice of the others.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "build.h"
#include "update.h"

#define TICK_MS 1000

/* What comes together is read together; the more there is to do, the more can wait. */
#define SETTLE_MS     50
#define SETTLE_MAX_MS 500

/* A pass over all subchannels takes this long, or one second for each SLICE of them. */
#define PASS_S 5
#define SLICE  1024

/*
 * Paths are verified, and devices go online, some time after what set it off: the
 * subchannels on such a path come first for a while, as many as this each second.
 */
#define HOT_MS	3000
#define HOT_MAX 1024

/* Events fetched before anything else gets its turn. */
#define EVENTS_MAX 16384

/*
 * struct ccw_watch
 * @start: what read_at and the like count from, in milliseconds
 * @touched: what has to be read anew
 * @all: everything has to be
 * @took: how long the last reading took, in milliseconds
 * @settling: the timer for what events named is running
 * @defunct: all defunct devices are among those touched
 * @hot_due: the timer runs for the subchannels on hot paths, too
 * @next_key, @ticks_left, @slice: where the pass over the subchannels is, how many ticks
 *	and how many subchannels for each of them it has left
 * @hot_key: the subchannel on a hot path that is next
 * @hot: by css, until when each path is hot; NULL: never was
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
	bool all, settling, defunct, hot_due;
	uint32_t next_key, hot_key;
	unsigned int ticks_left;
	size_t slice;
	uint32_t *hot[256];
};

/* ---- time ---- */

static uint64_t clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

/* Never 0. Differences are right for 49 days, and nothing gets that old. */
static uint32_t now(const struct ccw_watch *w)
{
	uint32_t ms = (uint32_t)(clock_ms() - w->start);

	return ms ? ms : 1;
}

static int start_timer(int fd, unsigned int first_ms, unsigned int interval_ms)
{
	struct itimerspec its = {
		.it_value = { first_ms / 1000, first_ms % 1000 * 1000000 },
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

/* ---- what is due: the sweep ---- */

static bool is_hot(const struct ccw_watch *w, const struct ccw_subchannel *sch, uint32_t when)
{
	const uint32_t *until = w->hot[sch->id.cssid];
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;
	int i;

	if (!until || ccw_subchannel_get_masks(sch, &masks) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return false;
	for (i = 0; i < CCW_PATHS_MAX; i++)
		if ((masks.pim & (0x80 >> i)) && until[chpids[i]] &&
		    (int32_t)(until[chpids[i]] - when) > 0)
			return true;
	return false;
}

static int heat_path(struct ccw_watch *w, struct ccw_chpid chpid, uint32_t when)
{
	uint32_t **hot = &w->hot[chpid.cssid];

	if (!*hot)
		*hot = calloc(256, sizeof(**hot));
	if (!*hot)
		return -ENOMEM;
	(*hot)[chpid.id] = when + HOT_MS;
	return 0;
}

/* Those installed paths that are in @mask. */
static int heat_subchannel(struct ccw_watch *w, const struct ccw_subchannel *sch,
			   uint8_t mask, uint32_t when)
{
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;
	int i, rc = 0;

	if (!sch || ccw_subchannel_get_masks(sch, &masks) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return 0;
	for (i = 0; !rc && i < CCW_PATHS_MAX; i++)
		if (masks.pim & mask & (0x80 >> i))
			rc = heat_path(w, (struct ccw_chpid){ sch->id.cssid, chpids[i] }, when);
	return rc;
}

/* Paths that are available or verified now and were not, or the other way round. */
static uint8_t changed_paths(const struct ccw_watch *w, struct ccw_id id)
{
	const struct ccw_subchannel *was = ccw_snapshot_get_subchannel(w->previous, id);
	const struct ccw_subchannel *is = ccw_snapshot_get_subchannel(w->snap, id);
	uint8_t vpm_was = 0, vpm_is = 0;
	struct ccw_masks a, b;

	if (ccw_subchannel_get_masks(was, &a) || ccw_subchannel_get_masks(is, &b))
		return 0;
	if (ccw_subchannel_get_vpm(was, &vpm_was) || ccw_subchannel_get_vpm(is, &vpm_is))
		vpm_was = vpm_is;
	return (a.pim ^ b.pim) | (a.pam ^ b.pam) | (vpm_was ^ vpm_is);
}

/*
 * Changes that may be the cause, or the effect, of others on the same paths. What has
 * appeared is not: it was read just now, and may be one of thousands.
 */
static int heat_change(struct ccw_watch *w, const struct ccw_difference *change, uint32_t when)
{
	const uint64_t telling = CCW_ATTR(CCW_DEV_ONLINE) | CCW_ATTR(CCW_DEV_AVAILABILITY);
	const struct ccw_snapshot *snap = change->vanished ? w->previous : w->snap;
	const struct ccw_device *dev;

	if (change->object.kind == CCW_KIND_CHPATH)
		return heat_path(w, change->object.chpid, when);
	if (change->appeared)
		return 0;
	if (change->object.kind == CCW_KIND_SUBCHANNEL)
		return heat_subchannel(
			w, ccw_snapshot_get_subchannel(snap, change->object.id),
			change->vanished ? 0xff : changed_paths(w, change->object.id), when);
	if (change->object.kind != CCW_KIND_DEVICE ||
	    !(change->vanished || change->moved || (change->attrs & telling)))
		return 0;
	dev = ccw_snapshot_get_device(snap, change->object.id);
	return heat_subchannel(w, dev->sch, 0xff, when);
}

/* After a change: what may have to do with it is read in a moment, and again later. */
static int heat(struct ccw_watch *w, uint32_t when)
{
	const struct ccw_difference *change;
	int rc = 0;

	for (change = NULL; !rc && (change = ccw_diff_next(w->diff, change));) {
		rc = heat_change(w, change, when);
		if (change->object.kind == CCW_KIND_CHPATH)
			w->hot_due = true;
	}
	return !rc && w->hot_due ? read_soon(w) : rc;
}

/* Index of the first subchannel from @key on, or of the end. */
static size_t find_position(const struct ccw_snapshot *snap, uint32_t key)
{
	size_t from = 0, to = snap->n_sch;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (id_key(snap->sch[mid].id) < key)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static int add_hot(struct ccw_watch *w, uint32_t when)
{
	size_t i, n = 0, start = find_position(w->snap, w->hot_key), n_sch = w->snap->n_sch;
	int rc = 0;

	for (i = 0; !rc && i < n_sch && n < HOT_MAX; i++) {
		const struct ccw_subchannel *sch = &w->snap->sch[(start + i) % n_sch];

		if (sch->gone || !is_hot(w, sch, when))
			continue;
		rc = key_list_add(&w->touched.sch, id_key(sch->id));
		w->hot_key = id_key(sch->id) + 1;
		n++;
	}
	w->hot_due = false;
	return rc;
}

static unsigned int pass_seconds(const struct ccw_watch *w)
{
	size_t s = (w->snap->n_sch + SLICE - 1) / SLICE;

	return s > PASS_S ? (unsigned int)s : PASS_S;
}

/* Those that exist and are not in the snapshot: no event told, or there are no events. */
static int add_unknown(struct ccw_watch *w)
{
	struct key_list sch = { .n = 0 }, dev = { .n = 0 };
	size_t i;
	int rc;

	rc = snapshot_list(w->ctx, &w->query, &sch, &dev);
	/* with a limit on devices, a subchannel is of interest for its device only */
	for (i = 0; !rc && !w->query.devices.limited && i < sch.n; i++)
		if (!ccw_snapshot_get_subchannel(w->snap, id_from_key(sch.key[i])))
			rc = key_list_add(&w->touched.sch, sch.key[i]);
	for (i = 0; !rc && i < dev.n; i++)
		if (!ccw_snapshot_get_device(w->snap, id_from_key(dev.key[i])))
			rc = key_list_add(&w->touched.dev, dev.key[i]);
	free(sch.key);
	free(dev.key);
	return rc;
}

static int start_pass(struct ccw_watch *w)
{
	const struct ccw_device *dev;
	int rc;

	/* one tick in reserve: what is stated is kept even if a tick comes late */
	w->ticks_left = pass_seconds(w) - 1;
	w->slice = (w->snap->n_sch + w->ticks_left - 1) / w->ticks_left;
	w->next_key = 0;
	w->touched.css = w->query.attrs & CCW_ATTRS_CSS;
	if (!(w->query.attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE)))
		return 0;
	rc = add_unknown(w);
	w->defunct = true;
	ccw_snapshot_foreach_device(w->snap, dev)
		if (!rc && !dev->sch)
			rc = key_list_add(&w->touched.dev, id_key(dev->id));
	return rc;
}

static int add_slice(struct ccw_watch *w)
{
	size_t i = find_position(w->snap, w->next_key), end = i + w->slice;
	int rc = 0;

	for (; !rc && i < w->snap->n_sch && i < end; i++) {
		rc = key_list_add(&w->touched.sch, id_key(w->snap->sch[i].id));
		w->next_key = id_key(w->snap->sch[i].id) + 1;
	}
	w->ticks_left--;
	return rc;
}

static int sweep(struct ccw_watch *w, uint32_t when)
{
	int rc = 0;

	if (w->query.attrs & CCW_ATTRS_CHPATH)
		w->touched.chpaths = true;
	if (!w->ticks_left)
		rc = start_pass(w);
	if (!rc)
		rc = add_slice(w);
	return rc ? rc : add_hot(w, when);
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
	ccw_snapshot_free(w->previous);
	w->previous = w->snap;
	w->snap = next;
	w->diff = diff;
	return heat(w, when);
}

CCW_EXPORT int ccw_watch_process(struct ccw_watch *w, const struct ccw_diff **diff)
{
	uint32_t when = now(w);
	bool tick, settled;
	int rc;

	*diff = NULL;
	ccw_diff_free(w->diff);
	w->diff = NULL;
	rc = fetch_events(w);
	tick = timer_expired(w->tick_fd);
	settled = timer_expired(w->settle_fd);
	if (settled)
		w->settling = false;
	if (!rc && tick)
		rc = sweep(w, when);
	else if (!rc && settled && w->hot_due)
		rc = add_hot(w, when);
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
	return rc ? rc : start_timer(w->tick_fd, TICK_MS, TICK_MS);
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
	if (!rc)
		rc = ccw_snapshot_new(w->ctx, &w->query, &w->snap);
	if (!rc)
		snapshot_stamp(w->snap, now(w));
	return rc;
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
	w->start = clock_ms();
	rc = start(w, query);
	if (rc) {
		ccw_watch_free(w);
		return rc;
	}
	*out = w;
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

CCW_EXPORT unsigned int ccw_watch_get_latency(const struct ccw_watch *w, enum ccw_attr attr)
{
	if (!(CCW_ATTRS_CHPATH & CCW_ATTR(attr)))
		return pass_seconds(w) * 1000;
	/* the kernel's own copy of the configure state is up to a second old */
	return 2 * TICK_MS + (attr == CCW_CHP_CONFIGURE ? 1000 : 0);
}

/* When the object was read; 0: there is no such object. */
static uint32_t read_at(const struct ccw_snapshot *snap, const struct ccw_object *object)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;

	switch (object->kind) {
	case CCW_KIND_CSS:
		return ccw_snapshot_get_css(snap, object->chpid.cssid) ? snap->css_read_at : 0;
	case CCW_KIND_CHPATH:
		return ccw_snapshot_get_chpath(snap, object->chpid) ? snap->chp_read_at : 0;
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
	when = read_at(w->snap, object);
	if (!when)
		return -ENOENT;
	*ms = now(w) - when;
	return 0;
}
