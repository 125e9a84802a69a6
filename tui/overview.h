/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * overview.h - how many there are of what
 */
#ifndef TUI_OVERVIEW_H
#define TUI_OVERVIEW_H

#include "libccw.h"

/*
 * struct overview - of all there is, whatever is shown of it
 * @degraded: subchannels with an installed path that is not usable
 * @single: online devices with one usable path
 */
struct overview {
	unsigned int devices, online, offline, defunct;
	unsigned int degraded, single;
	unsigned int paths, up, varied_off, standby;
};

/* Of a snapshot with CCW_ATTRS_PATH_STATE. */
void overview_count(struct overview *overview, const struct ccw_snapshot *snap);

#endif
