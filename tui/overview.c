// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * overview.c - how many there are of what
 */
#include "overview.h"

static void count_device(struct overview *o, const struct ccw_snapshot *snap,
			 const struct ccw_device *dev)
{
	const struct ccw_subchannel *sch = ccw_device_get_subchannel(dev);
	struct ccw_paths paths;
	bool online;

	o->devices++;
	if (!sch)
		o->defunct++;
	if (ccw_device_get_online(dev, &online) || !online) {
		o->offline += !!sch;
		return;
	}
	o->online++;
	if (sch && !ccw_subchannel_get_paths(snap, sch, &paths))
		o->single += __builtin_popcount(paths.usable) == 1;
}

void overview_count(struct overview *o, const struct ccw_snapshot *snap)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	const struct ccw_chpath *chp;
	struct ccw_paths paths;
	bool on;

	*o = (struct overview){ .devices = 0 };
	ccw_snapshot_foreach_device(snap, dev)
		count_device(o, snap, dev);
	ccw_snapshot_foreach_subchannel(snap, sch)
		o->degraded += !ccw_subchannel_get_paths(snap, sch, &paths) &&
			       (paths.installed & ~paths.usable);
	ccw_snapshot_foreach_chpath(snap, chp) {
		o->paths++;
		if (ccw_chpath_is_standby(chp))
			o->standby++;
		else if (!ccw_chpath_get_vary(chp, &on) && !on)
			o->varied_off++;
		else
			o->up++;
	}
}
