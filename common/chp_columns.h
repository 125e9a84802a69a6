/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * chp_columns.h - columns of channel paths
 */
#ifndef COMMON_CHP_COLUMNS_H
#define COMMON_CHP_COLUMNS_H

#include "column.h"
#include "libccw.h"

/*
 * struct chp_usage - who uses a channel path
 * @id: of the path
 * @subchannels: it is an installed path of that many subchannels
 * @devices: with a device on them
 * @online: of which are online
 * @depend: online devices for which it is the only usable path
 */
struct chp_usage {
	struct ccw_chpid id;
	unsigned int subchannels, devices, online, depend;
};

/*
 * struct chp_row - a channel path
 * @usage: NULL: not asked for
 */
struct chp_row {
	const struct ccw_chpath *chp;
	const struct chp_usage *usage;
};

/* For struct chp_row. */
extern const struct column chp_columns[];

/* A column has these among its attributes: chp_usage is needed. */
#define CHP_USAGE_ATTRS CCW_ATTRS_PATH_STATE

/*
 * chp_usage_new - no uses yet of any of the channel paths
 *
 * Return: an array of @n, in the order of ccw_snapshot_foreach_chpath(); the caller
 * frees it. NULL: no memory.
 */
struct chp_usage *chp_usage_new(const struct ccw_snapshot *snap, size_t *n);
/* Counts those of one subchannel. */
void chp_usage_add(struct chp_usage *usage, size_t n, const struct ccw_snapshot *snap,
		   const struct ccw_subchannel *sch);

/*
 * chp_usage_count - counts the uses of all channel paths
 *
 * Return: an array, in the order of ccw_snapshot_foreach_chpath(); the caller frees
 * it. NULL: no memory.
 */
struct chp_usage *chp_usage_count(const struct ccw_snapshot *snap);

#endif
