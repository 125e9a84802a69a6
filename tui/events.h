/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * events.h - what changed from one snapshot to the next, for the log
 */
#ifndef TUI_EVENTS_H
#define TUI_EVENTS_H

#include "log.h"

/* Adds what @diff says to @log, in words. */
void events_add(struct log *log, const struct ccw_diff *diff,
		const struct ccw_snapshot *old_snap, const struct ccw_snapshot *new_snap);

#endif
