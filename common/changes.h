/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * changes.h - in which columns objects differ between two snapshots
 *
 * For --follow and for the list of events of the dashboard. A column that is made of
 * attributes of the device alone belongs to the device, any other one of sch_columns[]
 * to the subchannel.
 */
#ifndef COMMON_CHANGES_H
#define COMMON_CHANGES_H

#include "chp_columns.h"
#include "column.h"
#include "libccw.h"
#include "sch_columns.h"

/*
 * struct object_change
 * @column: what changed; NULL: the object came or went
 * @before, @after: its rows; NULL: it was, or is, not there
 * @summary: of an object that came or went, "online=yes chpids=0.2a,0.3a"; else ""
 */
struct object_change {
	const struct ccw_object *object;
	const struct column *column;
	const void *before, *after;
	const char *summary;
};

/* "changed", "appeared", "vanished" */
const char *object_change_get_event(const struct object_change *change);
/*
 * What people are shown of the value before, and of the one after: with a column, what
 * is in its cell; without, the summary, or "-" where the object is not there. The text
 * may be in @cell.
 */
const char *object_change_show_before(const struct object_change *change,
				      struct cell *cell);
const char *object_change_show_after(const struct object_change *change,
				     struct cell *cell);
/* The id of a channel path, subchannel or device; @buf: CCW_ID_STRLEN bytes. */
char *format_object_id(const struct ccw_object *object, char *buf);

/*
 * struct changes - which changes are told, and to whom
 * @columns: those whose changes are
 * @wanted: is an object with this row of interest? One that is so before or after is
 *	told of. NULL: all are.
 * @short_ids: struct sch_row's
 * @with_usage: @wanted looks at struct chp_row's @usage, even if no column does
 * @tell: called for each change; what it gets is gone afterwards
 */
struct changes {
	const struct columns *columns;
	bool (*wanted)(void *wanted_data, const void *row);
	void *wanted_data;
	bool short_ids;
	bool with_usage;
	void (*tell)(void *tell_data, const struct object_change *change);
	void *tell_data;
};

/*
 * changes_of_subchannels - of subchannels and devices; rows are struct sch_row
 *
 * @diff is what differs between the snapshots, which were read with what the columns
 * need. Subchannels come first, then devices, in the order of ids. Where the state of a
 * channel path changes, so do columns of its users.
 *
 * Return: 0, or -ENOMEM: not all was told.
 */
int changes_of_subchannels(const struct changes *changes, const struct ccw_diff *diff,
			   const struct ccw_snapshot *old_snap,
			   const struct ccw_snapshot *new_snap);

/* The same of channel paths; rows are struct chp_row. */
int changes_of_chpaths(const struct changes *changes, const struct ccw_diff *diff,
		       const struct ccw_snapshot *old_snap,
		       const struct ccw_snapshot *new_snap);

#endif
