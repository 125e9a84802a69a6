/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sch_columns.h - columns of subchannels and the devices on them
 */
#ifndef COMMON_SCH_COLUMNS_H
#define COMMON_SCH_COLUMNS_H

#include "column.h"
#include "libccw.h"

/*
 * struct sch_row - a subchannel with its device
 * @sch: NULL: a defunct device
 * @dev: NULL: no device
 * @short_ids: ids without "0.0."
 */
struct sch_row {
	const struct ccw_snapshot *snap;
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	bool short_ids;
};

/* For struct sch_row. */
extern const struct column sch_columns[];

/* "3990/e9"; at least 8 bytes. */
char *format_type_model(uint16_t type, uint8_t model, char *buf);

#endif
