// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * paths.c - which channel paths of a subchannel are usable, and why others are not
 */
#include <errno.h>
#include <string.h>

#include "internal.h"

static bool is_varied_off(const struct ccw_chpath *chp)
{
	bool on;

	return !ccw_chpath_get_vary(chp, &on) && !on;
}

static bool is_online(const struct ccw_device *dev)
{
	bool online;

	return dev && !ccw_device_get_online(dev, &online) && online;
}

CCW_EXPORT int ccw_subchannel_get_paths(const struct ccw_snapshot *snap,
					const struct ccw_subchannel *sch,
					struct ccw_paths *out)
{
	uint8_t chpids[CCW_PATHS_MAX], vpm;
	struct ccw_paths paths;
	struct ccw_masks masks;
	int i, rc;

	if ((snap->attrs & CCW_ATTRS_PATH_STATE) != CCW_ATTRS_PATH_STATE)
		return -EINVAL;
	rc = ccw_subchannel_get_masks(sch, &masks);
	if (!rc)
		rc = ccw_subchannel_get_chpids(sch, chpids);
	if (rc)
		return rc;

	memset(&paths, 0, sizeof(paths));
	paths.installed = masks.pim;
	paths.not_available = masks.pim & ~masks.pam;
	/* without a VPM (old kernel) nothing is held against the path */
	if (is_online(sch->dev) && !ccw_subchannel_get_vpm(sch, &vpm))
		paths.not_verified = masks.pim & ~vpm;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid chpid = { .cssid = sch->id.cssid, .id = chpids[i] };
		const struct ccw_chpath *chp;
		uint8_t bit = 0x80 >> i;

		if (!(masks.pim & bit))
			continue;
		chp = ccw_snapshot_get_chpath(snap, chpid);
		if (chp && is_varied_off(chp))
			paths.varied_off |= bit;
		if (chp && ccw_chpath_is_standby(chp))
			paths.standby |= bit;
	}
	paths.usable = paths.installed & ~(paths.not_available | paths.varied_off |
					   paths.standby | paths.not_verified);
	*out = paths;
	return 0;
}

CCW_EXPORT uint8_t ccw_subchannel_get_path_mask(const struct ccw_subchannel *sch,
						struct ccw_chpid from, struct ccw_chpid to)
{
	uint8_t chpids[CCW_PATHS_MAX], mask = 0;
	struct ccw_masks masks;
	int i;

	if (!sch || ccw_subchannel_get_masks(sch, &masks) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return 0;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid chpid = { .cssid = sch->id.cssid, .id = chpids[i] };

		if (ccw_chpid_cmp(from, chpid) <= 0 && ccw_chpid_cmp(chpid, to) <= 0)
			mask |= 0x80 >> i;
	}
	return masks.pim & mask;
}
