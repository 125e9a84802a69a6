// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * chp_columns.c - columns of channel paths
 */
#include <stdio.h>
#include <stdlib.h>

#include "chp_columns.h"

static void get_chpid(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;

	cell_set_text(cell, ccw_chpid_format(ccw_chpath_get_id(row->chp), cell->buf));
}

static void get_vary(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	bool on;

	cell->text = "-";
	if (!ccw_chpath_get_vary(row->chp, &on))
		cell_set_number(cell, on, "%d", on);
}

static void get_cfg(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	enum ccw_configure state;

	cell->text = "-";
	if (!ccw_chpath_get_configure(row->chp, &state))
		cell_set_number(cell, state, "%d", state);
}

/* Both in a word: what is not configured cannot be used, varied on or not. */
static void get_state(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	enum ccw_configure state = CCW_CONFIGURE_STANDBY;
	bool on;

	cell->text = "-";
	ccw_chpath_get_configure(row->chp, &state);
	if (ccw_chpath_is_standby(row->chp))
		cell_set_text(cell, state == CCW_CONFIGURE_STANDBY ? "standby" : "reserved");
	else if (!ccw_chpath_get_vary(row->chp, &on))
		cell_set_text(cell, on ? "up" : "varied off");
}

static void get_type(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint8_t type;

	cell->text = "-";
	if (!ccw_chpath_get_type(row->chp, &type))
		cell_set_number(cell, type, "%02x", type);
}

static void get_name(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	const char *name = NULL;
	uint8_t type;

	if (!ccw_chpath_get_type(row->chp, &type))
		name = ccw_chpath_type_get_name(type);
	cell->text = "-";
	if (name)
		cell_set_text(cell, name);
}

static void get_cmg(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint32_t cmg;

	cell->text = "-";
	if (!ccw_chpath_get_cmg(row->chp, &cmg))
		cell_set_number(cell, cmg, "%x", cmg);
}

static void get_shared(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint32_t shared;

	cell->text = "-";
	if (!ccw_chpath_get_shared(row->chp, &shared))
		cell_set_number(cell, shared, "%x", shared);
}

/* For tables: an internal channel id is in parentheses. */
static void get_pchid(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint16_t chid;
	bool external;

	cell->text = "-";
	if (ccw_chpath_get_chid(row->chp, &chid, &external))
		return;
	snprintf(cell->buf, sizeof(cell->buf), external ? " %04x " : "(%04x)", chid);
	cell_set_text(cell, cell->buf);
}

static void get_chid(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint16_t chid;
	bool external;

	cell->text = "-";
	if (!ccw_chpath_get_chid(row->chp, &chid, &external))
		cell_set_number(cell, chid, "%04x", chid);
}

static void get_chid_external(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint16_t chid;
	bool external;

	cell->text = "-";
	if (!ccw_chpath_get_chid(row->chp, &chid, &external))
		cell_set_bool(cell, external, "yes", "no");
}

static void get_esc(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	uint8_t esc;

	cell->text = "-";
	if (!ccw_chpath_get_esc(row->chp, &esc))
		cell_set_number(cell, esc, "%02x", esc);
}

static void get_speed(const void *data, struct cell *cell)
{
	static const char suffixes[] = { '\0', 'K', 'M', 'G', 'T' };
	const struct chp_row *row = data;
	unsigned int i = 0;
	uint64_t bps, n;

	cell->text = "-";
	if (ccw_chpath_get_speed(row->chp, &bps) || !bps)
		return;
	for (n = bps; i + 1 < sizeof(suffixes) && n % 1000 == 0; n /= 1000)
		i++;
	cell_set_number(cell, bps, "%llu%.1s", (unsigned long long)n, suffixes + i);
}

static void get_util(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;
	const char *text;

	cell->text = "-";
	if (!ccw_chpath_get_util_string(row->chp, &text))
		cell_set_text(cell, text);
}

static void get_measured(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;

	cell_set_bool(cell, ccw_chpath_has_measurement_chars(row->chp), "yes", "no");
}

static void get_devices(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;

	cell_set_number(cell, row->usage->devices, "%u", row->usage->devices);
}

static void get_online(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;

	cell_set_number(cell, row->usage->online, "%u", row->usage->online);
}

static void get_depend(const void *data, struct cell *cell)
{
	const struct chp_row *row = data;

	cell_set_number(cell, row->usage->depend, "%u", row->usage->depend);
}

const struct column chp_columns[] = {
	{ "chpid", "CHPID", 6, CCW_ATTR(CCW_CHP_STATUS), get_chpid, "channel-path id" },
	{ "vary", "Vary", 5, CCW_ATTR(CCW_CHP_STATUS), get_vary, "1: used by Linux" },
	{ "cfg", "Cfg.", 5, CCW_ATTR(CCW_CHP_CONFIGURE), get_cfg,
	  "0: standby, 1: configured, 2: reserved, 3: not recognized" },
	{ "state", "State", 10, CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE),
	  get_state, "up, varied off, standby, reserved" },
	{ "type", "Type", 5, CCW_ATTR(CCW_CHP_TYPE), get_type, "channel-path type" },
	{ "name", "Name", 10, CCW_ATTR(CCW_CHP_TYPE), get_name, "what the type stands for" },
	{ "cmg", "Cmg", 4, CCW_ATTR(CCW_CHP_CMG), get_cmg, "channel-measurement group" },
	{ "shared", "Shared", 6, CCW_ATTR(CCW_CHP_SHARED), get_shared,
	  "1: shared between LPARs" },
	{ "pchid", " PCHID", 6, CCW_ATTR(CCW_CHP_CHID), get_pchid,
	  "physical channel id; in parentheses: an internal one" },
	{ "chid", "CHID", 4, CCW_ATTR(CCW_CHP_CHID), get_chid, "channel id" },
	{ "chid_external", "Ext.", 4, CCW_ATTR(CCW_CHP_CHID), get_chid_external,
	  "the channel id is a physical one" },
	{ "esc", "ESC", 3, CCW_ATTR(CCW_CHP_ESC), get_esc, "extended support code" },
	{ "speed", "Speed", 5, CCW_ATTR(CCW_CHP_SPEED_BPS), get_speed, "bits per second" },
	{ "util", "Util. string", 12, CCW_ATTR(CCW_CHP_UTIL_STRING), get_util,
	  "utility string of the machine" },
	{ "measured", "Meas.", 5, CCW_ATTR(CCW_CHP_MEASUREMENT_CHARS), get_measured,
	  "measurement characteristics are there" },
	{ "devices", "Devices", 7, CHP_USAGE_ATTRS, get_devices, "devices using the path" },
	{ "online", "Online", 6, CHP_USAGE_ATTRS, get_online, "online devices using it" },
	{ "depend", "Depend", 6, CHP_USAGE_ATTRS, get_depend,
	  "online devices that have no other usable path" },
	{ NULL, NULL, 0, 0, NULL, NULL },
};

static int cmp_usage(const void *key, const void *usage)
{
	return ccw_chpid_cmp(*(const struct ccw_chpid *)key,
			     ((const struct chp_usage *)usage)->id);
}

void chp_usage_add(struct chp_usage *usage, size_t n, const struct ccw_snapshot *snap,
		   const struct ccw_subchannel *sch)
{
	const struct ccw_device *dev = ccw_subchannel_get_device(sch);
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_paths paths;
	bool online = false;
	int i;

	if (ccw_subchannel_get_paths(snap, sch, &paths) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return;
	if (dev && ccw_device_get_online(dev, &online))
		online = false;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid id = { ccw_subchannel_get_id(sch).cssid, chpids[i] };
		struct chp_usage *u;

		if (!(paths.installed & (0x80 >> i)))
			continue;
		u = bsearch(&id, usage, n, sizeof(*usage), cmp_usage);
		if (!u)
			continue;
		u->subchannels++;
		u->devices += !!dev;
		u->online += online;
		u->depend += online && paths.usable == (0x80 >> i);
	}
}

struct chp_usage *chp_usage_new(const struct ccw_snapshot *snap, size_t *count)
{
	const struct ccw_chpath *chp;
	struct chp_usage *usage;
	size_t n = 0;

	ccw_snapshot_foreach_chpath(snap, chp)
		n++;
	usage = calloc(n ? n : 1, sizeof(*usage));
	if (!usage)
		return NULL;
	n = 0;
	ccw_snapshot_foreach_chpath(snap, chp)
		usage[n++].id = ccw_chpath_get_id(chp);
	*count = n;
	return usage;
}

struct chp_usage *chp_usage_count(const struct ccw_snapshot *snap)
{
	const struct ccw_subchannel *sch;
	struct chp_usage *usage;
	size_t n;

	usage = chp_usage_new(snap, &n);
	if (usage)
		ccw_snapshot_foreach_subchannel(snap, sch)
			chp_usage_add(usage, n, snap, sch);
	return usage;
}
