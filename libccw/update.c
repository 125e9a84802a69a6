// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * update.c - a snapshot of which some objects are read anew
 *
 * What is read anew comes as a small snapshot of its own, with the usual code. Where
 * it tells anything new, it is merged with the old one into a third (merge.c). A device
 * that was found on another subchannel than before, or on none, takes a second round.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "build.h"
#include "update.h"

/* ---- what to read anew ---- */

int touched_add(struct touched *touched, const struct ccw_object *object)
{
	switch (object->kind) {
	case CCW_KIND_NONE:
		return 0;
	case CCW_KIND_CSS:
		touched->css = true;
		return 0;
	case CCW_KIND_CHPATH:
		touched->chpaths = true;
		return 0;
	case CCW_KIND_SUBCHANNEL:
		return key_list_add(&touched->sch, id_key(object->id));
	case CCW_KIND_DEVICE:
		return key_list_add(&touched->dev, id_key(object->id));
	}
	return -EINVAL;
}

bool touched_any(const struct touched *touched)
{
	return touched->sch.n || touched->dev.n || touched->chpaths || touched->chp_states ||
	       touched->css;
}

void touched_reset(struct touched *touched)
{
	touched->sch.n = touched->dev.n = 0;
	touched->chpaths = touched->chp_states = touched->css = false;
}

void touched_free(struct touched *touched)
{
	free(touched->sch.key);
	free(touched->dev.key);
}

uint64_t cpu_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000 + (uint64_t)ts.tv_nsec;
}

/*
 * Adds the subchannels where the devices were and where they are now. @without gets
 * those that are on none.
 */
static int find_subchannels(struct update *u, struct key_list *without)
{
	const struct ccw_device *dev;
	size_t i;
	int rc = 0;

	key_list_sort(&u->dev);
	key_list_keep(&u->dev, &u->query->devices);
	for (i = 0; !rc && i < u->dev.n; i++) {
		dev = ccw_snapshot_get_device(u->cur, id_from_key(u->dev.key[i]));
		if (dev && dev->sch)
			rc = key_list_add(&u->sch, id_key(dev->sch->id));
	}
	if (!rc && u->dev.n)
		rc = devices_locate(u->ctx, &u->dev, &u->sch, without);
	key_list_sort(&u->sch);
	key_list_keep(&u->sch, &u->query->subchannels);
	return rc;
}

static int set_ranges(struct ranges *ranges, const struct key_list *keys)
{
	size_t i;
	int rc = 0;

	ranges->limited = true;
	for (i = 0; !rc && i < keys->n; i++)
		rc = ranges_add(ranges, keys->key[i], keys->key[i]);
	return rc;
}

/* Devices that the query does not ask for take their subchannels with them. */
static void drop_unwanted(const struct ccw_query *query, struct ccw_snapshot *snap)
{
	size_t i, n = 0;

	if (!query->devices.limited)
		return;
	for (i = 0; i < snap->n_sch; i++) {
		struct ccw_subchannel *sch = &snap->sch[i];

		if (!sch->dev || !ranges_match(&query->devices, id_key(sch->dev->id)))
			sch->gone = true;
	}
	for (i = 0; i < snap->n_dev; i++) {
		struct ccw_device *dev = &snap->dev[i];

		if (dev->sch->gone)
			continue;
		snap->dev[n] = *dev;
		dev->sch->dev = &snap->dev[n++];
	}
	snap->n_dev = n;
}

static int read_found(struct update *u, uint32_t when)
{
	struct ccw_query query = { .known = true };
	uint64_t start = cpu_ns();
	int rc;

	if (u->sch.n)
		query.attrs = u->query->attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE);
	rc = set_ranges(&query.subchannels, &u->sch);
	if (!rc)
		rc = ccw_snapshot_new(u->ctx, &query, &u->found);
	free(query.subchannels.range);
	if (rc)
		return rc;
	u->ns = cpu_ns() - start;
	drop_unwanted(u->query, u->found);
	snapshot_stamp(u->found, when);
	return 0;
}

static void copy_chp_err(struct ccw_chpath *to, const struct ccw_chpath *from,
			 enum ccw_attr attr)
{
	to->err[attr - CCW_CHP_STATUS] = from->err[attr - CCW_CHP_STATUS];
}

/* Where only the state was read, all else is as it was. */
static void fill_in_chpaths(struct ccw_snapshot *states, const struct ccw_snapshot *cur)
{
	size_t i;

	for (i = 0; i < states->n_chp; i++) {
		struct ccw_chpath *is = &states->chp[i], state = *is;

		*is = *ccw_snapshot_get_chpath(cur, state.id);
		is->vary = state.vary;
		is->configure = state.configure;
		copy_chp_err(is, &state, CCW_CHP_STATUS);
		copy_chp_err(is, &state, CCW_CHP_CONFIGURE);
	}
	states->chp_read_at = cur->chp_read_at;
}

static int read_others(struct update *u, uint32_t when)
{
	const struct ccw_snapshot *cur = u->cur;
	struct ccw_query query = { .serial = true, .known = u->chp_states };
	size_t i;
	int rc = 0;

	if (u->chp_states)
		query.attrs = u->query->attrs & CHP_STATE;
	else if (u->chpaths)
		query.attrs = u->query->attrs & CCW_ATTRS_CHPATH;
	if (u->css)
		query.attrs |= u->query->attrs & CCW_ATTRS_CSS;
	query.chpaths = u->query->chpaths;
	if (u->chp_states)
		query.chpaths = (struct ranges){ .limited = true };
	for (i = 0; !rc && u->chp_states && i < cur->n_chp; i++)
		rc = ranges_add(&query.chpaths, chpid_key(cur->chp[i].id),
				chpid_key(cur->chp[i].id));
	if (!rc)
		rc = ccw_snapshot_new(u->ctx, &query, &u->others);
	if (u->chp_states)
		free(query.chpaths.range);
	if (rc)
		return rc;
	snapshot_stamp(u->others, when);
	if (u->chp_states)
		fill_in_chpaths(u->others, cur);
	return 0;
}

static int read_defunct(struct update *u, const struct key_list *devices)
{
	struct ccw_query query = { .known = true };
	int rc;

	if (!devices->n || u->query->subchannels.limited)
		return 0;
	query.attrs = u->query->attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE);
	rc = set_ranges(&query.devices, devices);
	if (!rc)
		rc = ccw_snapshot_new(u->ctx, &query, &u->defunct);
	free(query.devices.range);
	return rc;
}

/* ---- does it tell anything new ---- */

static bool differ(const struct ccw_device *a, const struct ccw_device *b)
{
	if (!a || !b)
		return a || b;
	return ccw_id_cmp(a->id, b->id) || device_moved(a, b) || device_differ(a, b);
}

static bool pairs_are_news(const struct update *u)
{
	size_t i;

	for (i = 0; i < u->sch.n; i++) {
		struct ccw_id id = id_from_key(u->sch.key[i]);
		const struct ccw_subchannel *was = ccw_snapshot_get_subchannel(u->cur, id);
		const struct ccw_subchannel *is = ccw_snapshot_get_subchannel(u->found, id);

		if (!was != !is)
			return true;
		if (was && (subchannel_differ(was, is) || differ(was->dev, is->dev)))
			return true;
	}
	return false;
}

/* The device where it was found, on a subchannel or on none. */
static const struct ccw_device *find_device(const struct update *u, struct ccw_id id)
{
	const struct ccw_device *dev = ccw_snapshot_get_device(u->found, id);

	if (!dev && u->defunct)
		dev = ccw_snapshot_get_device(u->defunct, id);
	return dev;
}

static bool devices_are_news(const struct update *u)
{
	size_t i;

	for (i = 0; i < u->dev.n; i++) {
		struct ccw_id id = id_from_key(u->dev.key[i]);

		if (differ(ccw_snapshot_get_device(u->cur, id), find_device(u, id)))
			return true;
	}
	return false;
}

static bool others_are_news(const struct update *u)
{
	const struct ccw_snapshot *chp = update_get_chpaths(u), *css = update_get_css(u);
	const struct ccw_snapshot *was = u->cur;
	size_t i;

	if (was->n_chp != chp->n_chp || was->n_css != css->n_css)
		return true;
	for (i = 0; chp != was && i < chp->n_chp; i++)
		if (ccw_chpid_cmp(was->chp[i].id, chp->chp[i].id) ||
		    chpath_differ(&was->chp[i], &chp->chp[i]))
			return true;
	for (i = 0; css != was && i < css->n_css; i++)
		if (was->css[i].id != css->css[i].id || css_differ(&was->css[i], &css->css[i]))
			return true;
	return false;
}

/* ---- rounds ---- */

void snapshot_stamp(struct ccw_snapshot *snap, uint32_t when)
{
	size_t i;

	for (i = 0; i < snap->n_sch; i++)
		snap->sch[i].read_at = when;
	snap->chp_read_at = snap->chp_state_at = snap->css_read_at = when;
	snap->defunct_read_at = when;
}

/* Everything is as it was, and that was seen just now. */
static void stamp_seen(const struct update *u, struct ccw_snapshot *snap, uint32_t when)
{
	size_t i;

	for (i = 0; i < u->sch.n; i++) {
		struct ccw_id id = id_from_key(u->sch.key[i]);
		const struct ccw_subchannel *sch = ccw_snapshot_get_subchannel(snap, id);

		if (sch)
			snap->sch[sch - snap->sch].read_at = when;
	}
	snap->chp_read_at = update_get_chpaths(u)->chp_read_at;
	snap->chp_state_at = update_get_chpaths(u)->chp_state_at;
	snap->css_read_at = update_get_css(u)->css_read_at;
}

/* Devices that are elsewhere now, and subchannels whose device is. */
static int find_followers(const struct update *u, struct touched *next)
{
	const struct ccw_device *dev, *was;
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < u->sch.n; i++) {
		const struct ccw_subchannel *sch =
			ccw_snapshot_get_subchannel(u->cur, id_from_key(u->sch.key[i]));

		if (sch && sch->dev && !find_device(u, sch->dev->id))
			rc = key_list_add(&next->dev, id_key(sch->dev->id));
	}
	for (dev = NULL; !rc && (dev = ccw_snapshot_next_device(u->found, dev));) {
		was = ccw_snapshot_get_device(u->cur, dev->id);
		if (was && was->sch && !update_has_key(&u->sch, id_key(was->sch->id)))
			rc = key_list_add(&next->sch, id_key(was->sch->id));
	}
	for (dev = NULL; !rc && u->defunct && (dev = ccw_snapshot_next_device(u->defunct, dev));)
		if (dev->sch)
			rc = key_list_add(&next->dev, id_key(dev->id));
	return rc;
}

/* Is there anything to look at, or to drop? */
static bool is_idle(const struct update *u, const struct key_list *without)
{
	size_t i;

	for (i = 0; i < u->dev.n; i++)
		if (ccw_snapshot_get_device(u->cur, id_from_key(u->dev.key[i])))
			return false;
	return !u->sch.n && !without->n && !u->chpaths && !u->chp_states && !u->css;
}

/* One round. @touched becomes what the next one has to look at. */
static int do_round(struct update *u, struct touched *touched, uint32_t when,
		    struct ccw_snapshot **out)
{
	struct key_list without = { .n = 0 };
	int rc;

	*out = NULL;
	rc = find_subchannels(u, &without);
	touched_reset(touched);
	if (rc || is_idle(u, &without))
		goto out;
	rc = read_found(u, when);
	if (!rc && (u->chpaths || u->chp_states || u->css))
		rc = read_others(u, when);
	if (!rc)
		rc = read_defunct(u, &without);
	if (rc)
		goto out;
	if (pairs_are_news(u) || devices_are_news(u) || others_are_news(u)) {
		rc = find_followers(u, touched);
		if (!rc)
			rc = update_merge(u, out);
	} else if (when) {
		stamp_seen(u, (struct ccw_snapshot *)u->cur, when);
	}
out:
	free(without.key);
	ccw_snapshot_free(u->found);
	ccw_snapshot_free(u->others);
	ccw_snapshot_free(u->defunct);
	return rc;
}

/* A device that is chased through more subchannels than this is left to the next event. */
#define ROUNDS_MAX 4

int snapshot_update(struct ccw_ctx *ctx, struct ccw_snapshot *old,
		    const struct ccw_query *query, struct touched *touched, uint32_t when,
		    struct ccw_snapshot **out)
{
	struct ccw_snapshot *cur = old, *next;
	size_t n_read = 0;
	uint64_t ns = 0;
	int rounds, rc = 0;

	for (rounds = 0; !rc && rounds < ROUNDS_MAX && touched_any(touched); rounds++) {
		struct update u = { .ctx = ctx,
				    .query = query,
				    .cur = cur,
				    .sch = touched->sch,
				    .dev = touched->dev,
				    .chpaths = touched->chpaths,
				    .css = touched->css };

		u.chp_states = touched->chp_states && !touched->chpaths &&
			       (query->attrs & CHP_STATE);
		*touched = (struct touched){ .chpaths = false };
		rc = do_round(&u, touched, when, &next);
		n_read += u.sch.n;
		ns += u.ns;
		free(u.sch.key);
		free(u.dev.key);
		if (rc || !next)
			continue;
		if (cur != old)
			ccw_snapshot_free(cur);
		cur = next;
	}
	touched->n_read = n_read;
	touched->ns = ns;
	if (rc && cur != old)
		ccw_snapshot_free(cur);
	if (!rc)
		*out = cur == old ? NULL : cur;
	return rc;
}

CCW_EXPORT int ccw_snapshot_update(struct ccw_ctx *ctx, const struct ccw_snapshot *old,
				   const struct ccw_query *query,
				   const struct ccw_object *objects, size_t n,
				   struct ccw_snapshot **out)
{
	struct touched touched = { .chpaths = false };
	size_t i;
	int rc = 0;

	if (!query)
		query = &query_everything;
	for (i = 0; !rc && i < n; i++)
		rc = touched_add(&touched, &objects[i]);
	/* without a time, nothing is written to the old one */
	if (!rc)
		rc = snapshot_update(ctx, (struct ccw_snapshot *)old, query, &touched, 0, out);
	touched_free(&touched);
	return rc;
}
