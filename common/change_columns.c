// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change_columns.c - columns of changes: what was asked for, and what became of it
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "change_columns.h"

static void get_object(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_change_get_object(row->change, cell->buf));
}

static void get_action(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_change_kind_get_name(ccw_change_get_kind(row->change)));
}

static void get_attribute(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_change_get_attribute(row->change));
}

static void get_group(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	const char *group = ccw_change_get_group_device(row->change);

	if (group)
		cell_set_text(cell, group);
}

static void get_before(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	const char *value;

	if (!ccw_change_get_before(row->change, &value))
		cell_set_text(cell, value);
}

static void get_asked(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_change_get_asked(row->change));
}

static void get_after(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	const char *value;

	if (!ccw_change_get_after(row->change, &value))
		cell_set_text(cell, value);
}

static void get_effect(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_effect_get_name(ccw_change_get_effect(row->change)));
}

static void get_errno(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	int err = ccw_change_get_errno(row->change);

	if (err)
		cell_set_text(cell, strerrorname_np(err) ? strerrorname_np(err) : "?");
}

static void get_ms(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	uint64_t ms = ccw_change_get_duration(row->change) / 1000000;

	cell_set_number(cell, ms, "%llu", (unsigned long long)ms);
}

static void get_missing(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	enum ccw_effect effect = ccw_change_get_effect(row->change);
	size_t n;

	if (ccw_change_get_kind(row->change) != CCW_CHANGE_VARY)
		return;
	ccw_change_get_missing(row->change, &n);
	/* otherwise nobody looked */
	if (n || effect == CCW_EFFECT_DONE || effect == CCW_EFFECT_UNCHANGED)
		cell_set_number(cell, n, "%zu", n);
}

static void get_reason(const void *data, struct cell *cell)
{
	const struct change_row *row = data;
	const char *reason = ccw_change_get_reason(row->change);

	if (reason)
		cell_set_text(cell, reason);
}

const struct column change_columns[] = {
	{ "object", "Object", 10, 0, get_object, "channel path or device" },
	{ "action", "Action", 9, 0, get_action,
	  "chchp: vary, configure, attribute or rescan; chccwdev: online, offline or "
	  "attribute" },
	{ "attribute", "Attribute", 12, 0, get_attribute, "the file that is written" },
	{ "group", "Group", 10, 0, get_group,
	  "the group device that is changed in place of the device" },
	{ "before", "Before", 8, 0, get_before, "its value before" },
	{ "asked", "Asked", 8, 0, get_asked, "the value asked for" },
	{ "after", "After", 8, 0, get_after, "its value afterwards" },
	{ "effect", "Effect", 9, 0, get_effect,
	  "done, already (chccwdev), written, unchanged, pending or failed" },
	{ "errno", "Errno", 8, 0, get_errno, "name of the error, e.g. ENODEV" },
	{ "ms", "ms", 6, 0, get_ms, "time taken, in milliseconds" },
	{ "missing", "Missing", 7, 0, get_missing,
	  "devices on the path at which the effect was not seen" },
	{ "reason", "Reason", 20, 0, get_reason,
	  "why it failed, or what the driver says" },
	{ NULL, NULL, 0, 0, NULL, NULL },
};
