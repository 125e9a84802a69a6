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

/*
 * enum path_state - what can be said of one of the eight paths of a subchannel
 * @PATH_NOT_OPERATIONAL: usable, but it was not at the last I/O
 *
 * From PATH_NOT_VERIFIED on, it is installed and not usable, and several reasons may
 * hold: the last one here counts.
 */
enum path_state {
	PATH_NOT_INSTALLED,
	PATH_USABLE,
	PATH_NOT_OPERATIONAL,
	PATH_NOT_VERIFIED,
	PATH_NOT_AVAILABLE,
	PATH_VARIED_OFF,
	PATH_STANDBY, /* or reserved */
	PATH_STATES,
};

/*
 * struct path_state_text
 * @letter: in the column "paths"
 * @word: in the column "unusable"; NULL: it is not there
 * @name: for people
 */
struct path_state_text {
	char letter;
	const char *word;
	const char *name;
};

extern const struct path_state_text path_state_texts[PATH_STATES];

/*
 * get_path_states - of the eight paths, in the order of CHPIDs and mask bits
 *
 * @snap was read with CCW_ATTRS_PATH_STATE. False: not known.
 */
bool get_path_states(const struct ccw_snapshot *snap, const struct ccw_subchannel *sch,
		     enum path_state states[CCW_PATHS_MAX]);

/* "3990/e9"; at least 8 bytes. */
char *format_type_model(uint16_t type, uint8_t model, char *buf);

#endif
