// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * vary.c - whether a channel path that was varied is used, or not any more
 *
 * "status" reads as written whatever happens; what counts is the VPM of the online
 * devices on the path.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "change.h"

static int id_array_add(struct id_array *array, struct ccw_id id)
{
	int rc = array_room(&array->id, array->n, &array->room, sizeof(id));

	if (rc)
		return rc;
	array->id[array->n++] = id;
	return 0;
}

bool vary_is_on(const struct ccw_change *change)
{
	return !strcmp(change->asked, "online");
}

/* Is it an online device that uses the path, or will when the path is varied on? */
static bool is_watched(const struct ccw_change *change, const struct ccw_device *dev,
		       const struct ccw_subchannel *sch)
{
	struct ccw_masks masks;
	uint8_t mask, vpm;
	bool online;

	if (!sch || ccw_device_get_online(dev, &online) || !online)
		return false;
	mask = ccw_subchannel_get_path_mask(sch, change->chpid, change->chpid);
	if (!mask || ccw_subchannel_get_vpm(sch, &vpm) ||
	    ccw_subchannel_get_masks(sch, &masks))
		return false;
	return vary_is_on(change) ? mask & masks.pam : mask & vpm;
}

static int read_devices(struct ccw_ctx *ctx, const struct id_array *ids,
			struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	size_t i;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query,
			    CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM) |
				    CCW_ATTR(CCW_SCH_VPM) | CCW_ATTR(CCW_DEV_ONLINE));
	/* looked up as they are, they cost as much as there are left of them */
	query->known = ids;
	for (i = 0; !rc && ids && i < ids->n; i++)
		rc = ccw_query_add_devices(query, ids->id[i], ids->id[i]);
	if (!rc)
		rc = ccw_snapshot_new(ctx, query, snap);
	ccw_query_free(query);
	return rc;
}

int vary_find_devices(struct ccw_change *change, struct ccw_ctx *ctx)
{
	const struct ccw_snapshot *snap = change->before_snap;
	struct ccw_snapshot *own = NULL;
	const struct ccw_device *dev;
	int rc = 0;

	change->watched.n = change->missing.n = 0;
	if (!snap) {
		rc = read_devices(ctx, NULL, &own);
		snap = own;
	}
	if (!rc)
		ccw_snapshot_foreach_device(snap, dev)
			if (!rc && is_watched(change, dev, dev->sch))
				rc = id_array_add(&change->watched, dev->id);
	ccw_snapshot_free(own);
	return rc;
}

/* Does the device do without the path, or use it still? */
static bool is_missing(const struct ccw_change *change, const struct ccw_snapshot *snap,
		       struct ccw_id id)
{
	const struct ccw_device *dev = ccw_snapshot_get_device(snap, id);
	uint8_t chpids[CCW_PATHS_MAX], mask, vpm;
	bool on = vary_is_on(change), online;
	struct ccw_masks masks;

	/* a device that is gone has lost its path, and has not got it back */
	if (!dev || !dev->sch)
		return on;
	/* what cannot be read is not known to be as it should */
	if (ccw_device_get_online(dev, &online))
		return true;
	/* one that went offline uses no path, though its VPM stays as it was */
	if (!online)
		return on;
	if (ccw_subchannel_get_vpm(dev->sch, &vpm) ||
	    ccw_subchannel_get_masks(dev->sch, &masks) ||
	    ccw_subchannel_get_chpids(dev->sch, chpids))
		return true;
	mask = ccw_subchannel_get_path_mask(dev->sch, change->chpid, change->chpid);
	return on ? !(vpm & mask) : vpm & mask;
}

int vary_find_missing(struct ccw_change *change, struct ccw_ctx *ctx)
{
	const struct id_array *left = &change->watched;
	struct id_array still = { .n = 0 };
	struct ccw_snapshot *snap;
	size_t i;
	int rc;

	if (change->looked)
		left = &change->missing;
	if (!left->n)
		return 0;
	rc = read_devices(ctx, left, &snap);
	if (rc)
		return rc;
	for (i = 0; !rc && i < left->n; i++)
		if (is_missing(change, snap, left->id[i]))
			rc = id_array_add(&still, left->id[i]);
	ccw_snapshot_free(snap);
	if (rc) {
		free(still.id);
		return rc;
	}
	free(change->missing.id);
	change->missing = still;
	change->looked = true;
	return 0;
}
