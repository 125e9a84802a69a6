// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * update.c - a snapshot of which some objects are read anew
 *
 * What is read anew comes as a small snapshot of its own, with the usual code. Where
 * it tells anything new, it is merged with the old one into a third: an object is in
 * it as read anew or as it was, never twice. A device that was found on another
 * subchannel than before, or on none, takes a second round.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

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
	return touched->sch.n || touched->dev.n || touched->chpaths || touched->css;
}

void touched_reset(struct touched *touched)
{
	touched->sch.n = touched->dev.n = 0;
	touched->chpaths = touched->css = false;
}

void touched_free(struct touched *touched)
{
	free(touched->sch.key);
	free(touched->dev.key);
}

/*
 * struct update - one round
 * @cur: the snapshot so far
 * @sch, @dev: what is read anew, in order
 * @found: subchannels, devices on them, channel paths, channel subsystems
 * @defunct: devices without a subchannel; NULL: none were looked for
 */
struct update {
	struct ccw_ctx *ctx;
	const struct ccw_query *query;
	const struct ccw_snapshot *cur;
	struct key_list sch, dev;
	bool chpaths, css;
	struct ccw_snapshot *found, *defunct;
};

static bool has_key(const struct key_list *list, uint32_t key)
{
	return key_list_find(list, key) >= 0;
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
	struct ccw_query query = { .known = true, .chpaths = u->query->chpaths };
	int rc;

	query.attrs = u->query->attrs & ((u->chpaths ? CCW_ATTRS_CHPATH : 0) |
					 (u->css ? CCW_ATTRS_CSS : 0));
	if (u->sch.n)
		query.attrs |= u->query->attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE);
	rc = set_ranges(&query.subchannels, &u->sch);
	if (!rc)
		rc = ccw_snapshot_new(u->ctx, &query, &u->found);
	free(query.subchannels.range);
	if (rc)
		return rc;
	drop_unwanted(u->query, u->found);
	snapshot_stamp(u->found, when);
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
	const struct ccw_snapshot *was = u->cur, *is = u->found;
	size_t i;

	if ((u->chpaths && was->n_chp != is->n_chp) || (u->css && was->n_css != is->n_css))
		return true;
	for (i = 0; u->chpaths && i < is->n_chp; i++)
		if (ccw_chpid_cmp(was->chp[i].id, is->chp[i].id) ||
		    chpath_differ(&was->chp[i], &is->chp[i]))
			return true;
	for (i = 0; u->css && i < is->n_css; i++)
		if (was->css[i].id != is->css[i].id || css_differ(&was->css[i], &is->css[i]))
			return true;
	return false;
}

/* ---- merging ---- */

static bool copy_text(struct reader *reader, const char **text)
{
	if (*text)
		*text = reader_strdup(reader, *text);
	return !reader->nomem;
}

static void copy_subchannel(struct reader *reader, struct ccw_subchannel *to,
			    const struct ccw_subchannel *from)
{
	struct sch_strings *str;

	*to = *from;
	to->dev = NULL;
	if (!from->str)
		return;
	to->str = str = reader_alloc(reader, sizeof(*str));
	if (!str)
		return;
	*str = *from->str;
	(void)(copy_text(reader, &str->modalias) && copy_text(reader, &str->driver) &&
	       copy_text(reader, &str->driver_override) && copy_text(reader, &str->mdev));
}

static void copy_device(struct reader *reader, struct ccw_device *to,
			const struct ccw_device *from)
{
	struct dev_strings *str;

	*to = *from;
	if (!from->str)
		return;
	to->str = str = reader_alloc(reader, sizeof(*str));
	if (!str)
		return;
	*str = *from->str;
	(void)(copy_text(reader, &str->driver) && copy_text(reader, &str->group_device) &&
	       copy_text(reader, &str->linux_names));
}

static int merge_subchannels(const struct update *u, struct reader *reader,
			     struct ccw_snapshot *snap)
{
	const struct ccw_subchannel *a = ccw_snapshot_next_subchannel(u->cur, NULL);
	const struct ccw_subchannel *b = ccw_snapshot_next_subchannel(u->found, NULL);
	size_t room = u->cur->n_sch + u->found->n_sch;

	snap->sch = calloc(room ? room : 1, sizeof(*snap->sch));
	if (!snap->sch)
		return -ENOMEM;
	while (a || b) {
		if (a && has_key(&u->sch, id_key(a->id))) {
			a = ccw_snapshot_next_subchannel(u->cur, a);
		} else if (a && (!b || ccw_id_cmp(a->id, b->id) < 0)) {
			copy_subchannel(reader, &snap->sch[snap->n_sch++], a);
			a = ccw_snapshot_next_subchannel(u->cur, a);
		} else {
			copy_subchannel(reader, &snap->sch[snap->n_sch++], b);
			b = ccw_snapshot_next_subchannel(u->found, b);
		}
	}
	return reader->nomem ? -ENOMEM : 0;
}

/* The next that was not looked for again. */
static const struct ccw_device *next_kept(const struct update *u,
					  const struct ccw_device *dev)
{
	while ((dev = ccw_snapshot_next_device(u->cur, dev)))
		if (!has_key(&u->dev, id_key(dev->id)) &&
		    !(dev->sch && has_key(&u->sch, id_key(dev->sch->id))))
			break;
	return dev;
}

static const struct ccw_device *next_defunct(const struct update *u,
					     const struct ccw_device *dev)
{
	if (!u->defunct)
		return NULL;
	while ((dev = ccw_snapshot_next_device(u->defunct, dev)))
		if (!dev->sch)
			break;
	return dev;
}

static bool is_first(const struct ccw_device *dev, const struct ccw_device *a,
		     const struct ccw_device *b)
{
	return dev && (!a || ccw_id_cmp(dev->id, a->id) <= 0) &&
	       (!b || ccw_id_cmp(dev->id, b->id) <= 0);
}

/* Where one is found twice, what was read on a subchannel holds, then what was read. */
static int merge_devices(const struct update *u, struct reader *reader,
			 struct ccw_snapshot *snap)
{
	const struct ccw_device *kept = next_kept(u, NULL), *lost = next_defunct(u, NULL);
	const struct ccw_device *found = ccw_snapshot_next_device(u->found, NULL), *dev;
	size_t room = u->cur->n_dev + u->found->n_dev + (u->defunct ? u->defunct->n_dev : 0);

	snap->dev = calloc(room ? room : 1, sizeof(*snap->dev));
	if (!snap->dev)
		return -ENOMEM;
	while (kept || found || lost) {
		struct ccw_id id;

		dev = is_first(found, lost, kept) ? found :
		      is_first(lost, kept, NULL)  ? lost :
						    kept;
		id = dev->id;
		copy_device(reader, &snap->dev[snap->n_dev++], dev);
		if (found && !ccw_id_cmp(found->id, id))
			found = ccw_snapshot_next_device(u->found, found);
		if (lost && !ccw_id_cmp(lost->id, id))
			lost = next_defunct(u, lost);
		if (kept && !ccw_id_cmp(kept->id, id))
			kept = next_kept(u, kept);
	}
	return reader->nomem ? -ENOMEM : 0;
}

/* Devices point to subchannels of the snapshots they are copied from: find ours. */
static void tie(struct ccw_snapshot *snap)
{
	size_t i;

	for (i = 0; i < snap->n_dev; i++) {
		struct ccw_device *dev = &snap->dev[i];

		if (!dev->sch)
			continue;
		dev->sch = (struct ccw_subchannel *)ccw_snapshot_get_subchannel(snap,
										dev->sch->id);
		if (dev->sch)
			dev->sch->dev = dev;
	}
}

static int merge_others(const struct update *u, struct reader *reader,
			struct ccw_snapshot *snap)
{
	const struct ccw_snapshot *chp = u->chpaths ? u->found : u->cur;
	const struct ccw_snapshot *css = u->css ? u->found : u->cur;
	size_t i;

	snap->chp = calloc(chp->n_chp ? chp->n_chp : 1, sizeof(*snap->chp));
	snap->css = calloc(css->n_css ? css->n_css : 1, sizeof(*snap->css));
	if (!snap->chp || !snap->css)
		return -ENOMEM;
	for (i = 0; i < chp->n_chp; i++) {
		snap->chp[i] = chp->chp[i];
		if (!copy_text(reader, &snap->chp[i].util_string))
			return -ENOMEM;
	}
	for (i = 0; i < css->n_css; i++)
		snap->css[i] = css->css[i];
	snap->n_chp = chp->n_chp;
	snap->n_css = css->n_css;
	snap->chp_read_at = chp->chp_read_at;
	snap->css_read_at = css->css_read_at;
	snap->defunct_read_at = u->cur->defunct_read_at;
	return 0;
}

static int merge(const struct update *u, struct ccw_snapshot **out)
{
	struct ccw_snapshot *snap = calloc(1, sizeof(*snap));
	struct reader reader;
	int rc;

	if (!snap)
		return -ENOMEM;
	reader_init(&reader);
	snap->attrs = u->cur->attrs;
	rc = merge_subchannels(u, &reader, snap);
	if (!rc)
		rc = merge_devices(u, &reader, snap);
	if (!rc)
		rc = merge_others(u, &reader, snap);
	snap->arena = reader.arena;
	if (rc) {
		ccw_snapshot_free(snap);
		return rc;
	}
	tie(snap);
	*out = snap;
	return 0;
}

/* ---- rounds ---- */

void snapshot_stamp(struct ccw_snapshot *snap, uint32_t when)
{
	size_t i;

	for (i = 0; i < snap->n_sch; i++)
		snap->sch[i].read_at = when;
	snap->chp_read_at = snap->css_read_at = snap->defunct_read_at = when;
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
	if (u->chpaths)
		snap->chp_read_at = when;
	if (u->css)
		snap->css_read_at = when;
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
		if (was && was->sch && !has_key(&u->sch, id_key(was->sch->id)))
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
	return !u->sch.n && !without->n && !u->chpaths && !u->css;
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
	if (!rc)
		rc = read_defunct(u, &without);
	if (rc)
		goto out;
	if (pairs_are_news(u) || devices_are_news(u) || others_are_news(u)) {
		rc = find_followers(u, touched);
		if (!rc)
			rc = merge(u, out);
	} else if (when) {
		stamp_seen(u, (struct ccw_snapshot *)u->cur, when);
	}
out:
	free(without.key);
	ccw_snapshot_free(u->found);
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
	int rounds, rc = 0;

	for (rounds = 0; !rc && rounds < ROUNDS_MAX && touched_any(touched); rounds++) {
		struct update u = { .ctx = ctx,
				    .query = query,
				    .cur = cur,
				    .sch = touched->sch,
				    .dev = touched->dev,
				    .chpaths = touched->chpaths,
				    .css = touched->css };

		*touched = (struct touched){ .chpaths = false };
		rc = do_round(&u, touched, when, &next);
		free(u.sch.key);
		free(u.dev.key);
		if (rc || !next)
			continue;
		if (cur != old)
			ccw_snapshot_free(cur);
		cur = next;
	}
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
