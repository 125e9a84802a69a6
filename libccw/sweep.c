// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * sweep.c - finds changes that send no event
 *
 * At each tick: the state of channel paths, the subchannels on paths where something
 * happened, and a slice of the others, so large that a pass over all of them takes a
 * few seconds, or as large as the load that was set allows.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "build.h"
#include "watch.h"

/* A pass over all subchannels takes this many ticks, or one for each SLICE of them. */
#define PASS_TICKS 5
#define SLICE	   1024

/* With a load that is set, this many subchannels a second are read whatever it is. */
#define LEAST 16

/* What of channel paths and channel subsystems changes rarely is read that often. */
#define RARE_MS 5000

/* Events tell what comes; to be sure, it is looked for that often all the same. */
#define LIST_MS 60000

/*
 * Paths are verified, and devices go online, some time after what set it off: the
 * subchannels on such a path come first for a while, as many as this at each tick.
 */
#define HOT_MS	3000
#define HOT_MAX 1024

/* ---- where something happened ---- */

static bool is_hot(const struct ccw_watch *w, const struct ccw_subchannel *sch)
{
	const uint32_t *until = w->hot[sch->id.cssid];
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;
	int i;

	if (!until || ccw_subchannel_get_masks(sch, &masks) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return false;
	for (i = 0; i < CCW_PATHS_MAX; i++)
		if ((masks.pim & (0x80 >> i)) && until[chpids[i]])
			return true;
	return false;
}

/* Forgets whose time is over. In 24 days it would seem to be ahead. False: none is left. */
static bool cool(struct ccw_watch *w, uint32_t when)
{
	bool left = false;
	size_t css, i;

	for (css = 0; css < ARRAY_SIZE(w->hot); css++) {
		for (i = 0; w->hot[css] && i < 256; i++) {
			uint32_t *until = &w->hot[css][i];

			if (*until && (int32_t)(*until - when) <= 0)
				*until = 0;
			left |= *until;
		}
	}
	return left;
}

static int heat_path(struct ccw_watch *w, struct ccw_chpid chpid, uint32_t when)
{
	uint32_t ms = 2 * w->interval > HOT_MS ? 2 * w->interval : HOT_MS;
	uint32_t **hot = &w->hot[chpid.cssid], until = when + ms;

	if (!*hot)
		*hot = calloc(256, sizeof(**hot));
	if (!*hot)
		return -ENOMEM;
	(*hot)[chpid.id] = until ? until : 1;
	w->is_hot = true;
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

int sweep_heat(struct ccw_watch *w, uint32_t when)
{
	const struct ccw_difference *change;
	int rc = 0;

	for (change = NULL; !rc && (change = ccw_diff_next(w->diff, change));) {
		rc = heat_change(w, change, when);
		if (change->object.kind != CCW_KIND_CHPATH)
			continue;
		w->hot_due = true;
		/* other attributes of the path may have changed with its state */
		w->touched.chpaths |= change->attrs & CHP_STATE;
	}
	return rc;
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

int sweep_hot(struct ccw_watch *w, uint32_t when)
{
	size_t i, n = 0, start = find_position(w->snap, w->hot_key), n_sch = w->snap->n_sch;
	int rc = 0;

	w->hot_due = false;
	if (w->is_hot)
		w->is_hot = cool(w, when);
	if (!w->is_hot)
		return 0;
	for (i = 0; !rc && i < n_sch && n < HOT_MAX; i++) {
		const struct ccw_subchannel *sch = &w->snap->sch[(start + i) % n_sch];

		if (sch->gone || !is_hot(w, sch))
			continue;
		rc = key_list_add(&w->touched.sch, id_key(sch->id));
		w->hot_key = id_key(sch->id) + 1;
		n++;
	}
	return rc;
}

/* ---- the pass over all subchannels ---- */

static size_t divide_up(size_t a, size_t b)
{
	return (a + b - 1) / b;
}

static unsigned int pass_ticks(const struct ccw_watch *w)
{
	size_t ticks = divide_up(w->snap->n_sch, SLICE);

	return ticks > PASS_TICKS ? (unsigned int)ticks : PASS_TICKS;
}

/* How many subchannels are for the next tick. */
static size_t slice_size(const struct ccw_watch *w)
{
	/* one tick in reserve: what is stated is kept even if a tick comes late */
	size_t n, most = divide_up(w->snap->n_sch, pass_ticks(w) - 1);
	size_t least = divide_up((size_t)LEAST * w->interval, 1000);

	if (!w->load)
		return most;
	/* milliseconds and permille make 1000 nanoseconds */
	n = (size_t)((uint64_t)w->interval * w->load * 1000 / w->cost);
	n = n > least ? n : least;
	return n < most ? n : most;
}

void sweep_learn(struct ccw_watch *w, size_t n, uint64_t ns)
{
	/* of a few, most is what they have in common */
	if (n < LEAST)
		return;
	w->cost = w->cost ? (3 * w->cost + ns / n) / 4 : ns / n;
	if (!w->cost)
		w->cost = 1;
}

/* Those of @list, which is in order, that are not in the snapshot. */
static int add_unknown_subchannels(struct ccw_watch *w, const struct key_list *list)
{
	const struct ccw_snapshot *snap = w->snap;
	size_t i, at = 0;
	int rc = 0;

	for (i = 0; !rc && i < list->n; i++) {
		while (at < snap->n_sch && id_key(snap->sch[at].id) < list->key[i])
			at++;
		if (at == snap->n_sch || id_key(snap->sch[at].id) != list->key[i] ||
		    snap->sch[at].gone)
			rc = key_list_add(&w->touched.sch, list->key[i]);
	}
	return rc;
}

static int add_unknown_devices(struct ccw_watch *w, const struct key_list *list)
{
	const struct ccw_snapshot *snap = w->snap;
	size_t i, at = 0;
	int rc = 0;

	for (i = 0; !rc && i < list->n; i++) {
		while (at < snap->n_dev && id_key(snap->dev[at].id) < list->key[i])
			at++;
		if (at == snap->n_dev || id_key(snap->dev[at].id) != list->key[i])
			rc = key_list_add(&w->touched.dev, list->key[i]);
	}
	return rc;
}

/* Those that exist and are not in the snapshot: no event told, or there are no events. */
static int add_unknown(struct ccw_watch *w, uint32_t when)
{
	struct key_list sch = { .n = 0 }, dev = { .n = 0 };
	int rc;

	if (w->monitor && when - w->listed_at < LIST_MS)
		return 0;
	w->listed_at = when;
	rc = snapshot_list(w->ctx, &w->query, &sch, &dev);
	/* with a limit on devices, a subchannel is of interest for its device only */
	if (!rc && !w->query.devices.limited)
		rc = add_unknown_subchannels(w, &sch);
	if (!rc)
		rc = add_unknown_devices(w, &dev);
	free(sch.key);
	free(dev.key);
	return rc;
}

static unsigned int rare_ticks(const struct ccw_watch *w)
{
	return w->interval < RARE_MS ? RARE_MS / w->interval : 1;
}

void sweep_begin(struct ccw_watch *w)
{
	w->ticks_left = pass_ticks(w) - 1;
	w->rare_left = rare_ticks(w);
	w->next_key = 0;
}

static int start_pass(struct ccw_watch *w, uint32_t when)
{
	const struct ccw_device *dev;
	int rc;

	w->ticks_left = pass_ticks(w) - 1;
	w->next_key = 0;
	rc = add_unknown(w, when);
	w->defunct = true;
	ccw_snapshot_foreach_device(w->snap, dev)
		if (!rc && !dev->sch)
			rc = key_list_add(&w->touched.dev, id_key(dev->id));
	return rc;
}

static int add_slice(struct ccw_watch *w, uint32_t when)
{
	size_t i, end;
	int rc = 0;

	if (!w->ticks_left && find_position(w->snap, w->next_key) == w->snap->n_sch)
		rc = start_pass(w, when);
	i = find_position(w->snap, w->next_key);
	for (end = i + slice_size(w); !rc && i < w->snap->n_sch && i < end; i++) {
		rc = key_list_add(&w->touched.sch, id_key(w->snap->sch[i].id));
		w->next_key = id_key(w->snap->sch[i].id) + 1;
	}
	if (w->ticks_left)
		w->ticks_left--;
	return rc;
}

/* ---- all of it ---- */

int sweep(struct ccw_watch *w, uint32_t when)
{
	int rc = 0;

	w->touched.chp_states = w->query.attrs & CHP_STATE;
	if (!w->rare_left) {
		w->rare_left = rare_ticks(w);
		w->touched.chpaths |= !!(w->query.attrs & CCW_ATTRS_CHPATH);
		w->touched.css |= !!(w->query.attrs & CCW_ATTRS_CSS);
	}
	w->rare_left--;
	if (w->query.attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE))
		rc = add_slice(w, when);
	return rc ? rc : sweep_hot(w, when);
}

/* ---- pace ---- */

/* How many ticks pass at most until the attribute is read again. */
static uint64_t get_ticks(const struct ccw_watch *w, enum ccw_attr attr)
{
	size_t slice, ticks;

	if (CHP_STATE & CCW_ATTR(attr))
		return 2;
	if ((CCW_ATTRS_CHPATH | CCW_ATTRS_CSS) & CCW_ATTR(attr))
		return rare_ticks(w) + 1;
	slice = slice_size(w);
	ticks = slice ? divide_up(w->snap->n_sch, slice) + 1 : 0;
	return ticks > pass_ticks(w) ? ticks : pass_ticks(w);
}

CCW_EXPORT unsigned int ccw_watch_get_latency(const struct ccw_watch *w, enum ccw_attr attr)
{
	uint64_t ms = get_ticks(w, attr) * w->interval;

	/* the kernel's own copy of the configure state is up to a second old */
	if (attr == CCW_CHP_CONFIGURE)
		ms += 1000;
	return ms < UINT_MAX ? (unsigned int)ms : UINT_MAX;
}

CCW_EXPORT int ccw_watch_set_load(struct ccw_watch *w, unsigned int permille)
{
	if (permille > 1000)
		return -EINVAL;
	w->load = permille;
	return 0;
}
