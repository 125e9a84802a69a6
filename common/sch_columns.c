// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sch_columns.c - columns of subchannels and the devices on them
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sch_columns.h"

static char *put_hex(char *p, unsigned int val, unsigned int digits)
{
	while (digits--)
		*p++ = "0123456789abcdef"[(val >> (4 * digits)) & 0xf];
	return p;
}

char *format_type_model(uint16_t type, uint8_t model, char *buf)
{
	char *p = put_hex(buf, type, 4);

	*p++ = '/';
	*put_hex(p, model, 2) = '\0';
	return buf;
}

static void set_id(struct cell *cell, struct ccw_id id, bool short_ids)
{
	ccw_id_format(id, cell->buf);
	cell_set_text(cell, short_ids && !strncmp(cell->buf, "0.0.", 4) ? cell->buf + 4 :
									 cell->buf);
}

static void set_mask(struct cell *cell, uint8_t mask)
{
	*put_hex(cell->buf, mask, 2) = '\0';
	cell_set_text(cell, cell->buf);
}

static void get_device(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	struct ccw_id id;
	int rc;

	if (row->dev) {
		set_id(cell, ccw_device_get_id(row->dev), row->short_ids);
		return;
	}
	if (ccw_subchannel_get_type(row->sch) != CCW_SUBCHANNEL_IO) {
		cell->text = "n/a";
		return;
	}
	rc = ccw_subchannel_get_dev_busid(row->sch, &id);
	if (!rc)
		set_id(cell, id, row->short_ids);
	else if (rc == -ENODEV)
		cell->text = "none";
}

static void get_subchannel(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;

	if (row->sch)
		set_id(cell, ccw_subchannel_get_id(row->sch), row->short_ids);
	else
		cell->text = "n/a";
}

static void get_type(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *name;

	if (!row->sch) {
		cell_set_text(cell, "defunct");
		return;
	}
	name = ccw_subchannel_type_get_name(ccw_subchannel_get_type(row->sch));
	if (!name) {
		snprintf(cell->buf, sizeof(cell->buf), "%d",
			 ccw_subchannel_get_type(row->sch));
		name = cell->buf;
	}
	cell_set_text(cell, name);
}

static bool get_identity(const struct sch_row *row, struct ccw_identity *identity)
{
	return row->dev && !ccw_device_get_identity(row->dev, identity);
}

static void get_devtype(const void *data, struct cell *cell)
{
	struct ccw_identity identity;

	if (!get_identity(data, &identity))
		return;
	format_type_model(identity.dev_type, identity.dev_model, cell->buf);
	cell->text = cell->buf;
	/* "n/a" in sysfs: zeros in a table, as ever, but no value */
	if (identity.dev_type || identity.dev_model)
		cell->kind = CELL_TEXT;
}

static void get_cutype(const void *data, struct cell *cell)
{
	struct ccw_identity identity;

	if (!get_identity(data, &identity))
		return;
	cell_set_text(cell, format_type_model(identity.cu_type, identity.cu_model,
					      cell->buf));
}

static void get_name(const void *data, struct cell *cell)
{
	struct ccw_identity identity;
	const char *name;

	if (!get_identity(data, &identity))
		return;
	name = ccw_identity_get_name(&identity);
	if (name)
		cell_set_text(cell, name);
}

static void get_online(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	bool online;

	if (row->dev && !ccw_device_get_online(row->dev, &online))
		cell_set_bool(cell, online, "yes", "");
}

static void get_availability(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	enum ccw_availability avail;

	if (row->dev && !ccw_device_get_availability(row->dev, &avail))
		cell_set_text(cell, ccw_availability_get_name(avail));
}

static void get_pim(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	struct ccw_masks masks;

	if (row->sch && !ccw_subchannel_get_masks(row->sch, &masks))
		set_mask(cell, masks.pim);
}

static void get_pam(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	struct ccw_masks masks;

	if (row->sch && !ccw_subchannel_get_masks(row->sch, &masks))
		set_mask(cell, masks.pam);
}

static void get_pom(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	struct ccw_masks masks;

	if (row->sch && !ccw_subchannel_get_masks(row->sch, &masks))
		set_mask(cell, masks.pom);
}

static void get_vpm(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	uint8_t vpm;

	if (row->sch && !ccw_subchannel_get_vpm(row->sch, &vpm))
		set_mask(cell, vpm);
}

/* "2a3a0900 00000000" in tables; "0.2a 0.3a 0.09", those installed, elsewhere. */
static void get_chpids(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;
	char *p = cell->buf;
	int i;

	if (!row->sch || ccw_subchannel_get_chpids(row->sch, chpids))
		return;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		if (i == CCW_PATHS_MAX / 2)
			*p++ = ' ';
		p = put_hex(p, chpids[i], 2);
	}
	*p++ = '\0';
	cell->text = cell->buf;
	if (ccw_subchannel_get_masks(row->sch, &masks))
		return;
	cell->kind = CELL_LIST;
	cell->value = p;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid id = { ccw_subchannel_get_id(row->sch).cssid, chpids[i] };

		if (!(masks.pim & (0x80 >> i)))
			continue;
		if (p > cell->value)
			*p++ = ' ';
		p += strlen(ccw_chpid_format(id, p));
	}
	*p = '\0';
}

static void get_mdev(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *uuid;
	int rc;

	if (!row->sch)
		return;
	rc = ccw_subchannel_get_mdev(row->sch, &uuid);
	if (!rc)
		cell_set_text(cell, uuid);
	else if (rc == -ENODEV)
		cell->text = "none";
}

static void get_driver(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *driver;

	if (row->dev && !ccw_device_get_driver(row->dev, &driver))
		cell_set_text(cell, driver);
}

static void get_sch_driver(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *driver;

	if (row->sch && !ccw_subchannel_get_driver(row->sch, &driver))
		cell_set_text(cell, driver);
}

static void get_driver_override(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *driver;

	if (row->sch && !ccw_subchannel_get_driver_override(row->sch, &driver))
		cell_set_text(cell, driver);
}

static void get_modalias(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *modalias;

	if (row->sch && !ccw_subchannel_get_modalias(row->sch, &modalias))
		cell_set_text(cell, modalias);
}

static void get_linux(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *names;

	if (!row->dev || ccw_device_get_linux(row->dev, &names))
		return;
	cell->kind = CELL_LIST;
	cell->text = names;
}

static void get_group(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	const char *group;

	if (row->dev && !ccw_device_get_group_device(row->dev, &group))
		cell_set_text(cell, group);
}

static void get_cmb(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	bool on;

	if (row->dev && !ccw_device_get_cmb_enable(row->dev, &on))
		cell_set_bool(cell, on, "yes", "");
}

static void get_utilization(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	uint64_t tenths;

	if (!row->dev || ccw_device_get_cmf(row->dev, CCW_CMF_AVG_UTILIZATION, &tenths))
		return;
	snprintf(cell->buf, sizeof(cell->buf), "%llu.%llu%%", (unsigned long long)tenths / 10,
		 (unsigned long long)tenths % 10);
	cell_set_text(cell, cell->buf);
}

static void get_starts(const void *data, struct cell *cell)
{
	const struct sch_row *row = data;
	uint64_t count;

	if (row->dev && !ccw_device_get_cmf(row->dev, CCW_CMF_SSCH_RSCH_COUNT, &count))
		cell_set_number(cell, count, "%llu", (unsigned long long)count);
}

static bool get_paths(const struct sch_row *row, struct ccw_paths *paths)
{
	return row->sch && !ccw_subchannel_get_paths(row->snap, row->sch, paths);
}

static void set_count(struct cell *cell, uint8_t mask)
{
	int n = __builtin_popcount(mask);

	cell_set_number(cell, (uint64_t)n, "%d", n);
}

static void get_installed(const void *data, struct cell *cell)
{
	struct ccw_paths paths;

	if (get_paths(data, &paths))
		set_count(cell, paths.installed);
}

static void get_usable(const void *data, struct cell *cell)
{
	struct ccw_paths paths;

	if (get_paths(data, &paths))
		set_count(cell, paths.usable);
}

const struct path_state_text path_state_texts[PATH_STATES] = {
	[PATH_NOT_INSTALLED] = { '.', NULL, "not installed" },
	[PATH_USABLE] = { '+', NULL, "usable" },
	[PATH_NOT_OPERATIONAL] = { 'o', NULL, "usable, not operational at the last I/O" },
	[PATH_NOT_VERIFIED] = { 'n', "n/verif", "not verified" },
	[PATH_NOT_AVAILABLE] = { 'a', "n/avail", "not available" },
	[PATH_VARIED_OFF] = { 'v', "off", "varied off" },
	[PATH_STANDBY] = { 's', "standby", "standby" },
};

static enum path_state get_state(const struct ccw_paths *paths, uint8_t pom, uint8_t bit)
{
	if (!(paths->installed & bit))
		return PATH_NOT_INSTALLED;
	if (paths->usable & bit)
		return pom & bit ? PATH_USABLE : PATH_NOT_OPERATIONAL;
	return paths->standby & bit	    ? PATH_STANDBY
	       : paths->varied_off & bit    ? PATH_VARIED_OFF
	       : paths->not_available & bit ? PATH_NOT_AVAILABLE
					    : PATH_NOT_VERIFIED;
}

bool get_path_states(const struct ccw_snapshot *snap, const struct ccw_subchannel *sch,
		     enum path_state states[CCW_PATHS_MAX])
{
	struct ccw_paths paths;
	struct ccw_masks masks;
	int i;

	if (ccw_subchannel_get_paths(snap, sch, &paths) ||
	    ccw_subchannel_get_masks(sch, &masks))
		return false;
	for (i = 0; i < CCW_PATHS_MAX; i++)
		states[i] = get_state(&paths, masks.pom, 0x80 >> i);
	return true;
}

/* A letter for each of the eight. */
static void get_path_letters(const void *data, struct cell *cell)
{
	enum path_state states[CCW_PATHS_MAX];
	const struct sch_row *row = data;
	int i;

	if (!row->sch || !get_path_states(row->snap, row->sch, states))
		return;
	for (i = 0; i < CCW_PATHS_MAX; i++)
		cell->buf[i] = path_state_texts[states[i]].letter;
	cell->buf[i] = '\0';
	cell_set_text(cell, cell->buf);
}

/* Installed paths that are not usable, each with the reason. */
static void get_unusable(const void *data, struct cell *cell)
{
	enum path_state states[CCW_PATHS_MAX];
	const struct sch_row *row = data;
	uint8_t chpids[CCW_PATHS_MAX];
	size_t len = 0;
	int i;

	if (!row->sch || !get_path_states(row->snap, row->sch, states) ||
	    ccw_subchannel_get_chpids(row->sch, chpids))
		return;
	cell->kind = CELL_LIST;
	cell->text = cell->buf;
	cell->buf[0] = '\0';
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid id = { ccw_subchannel_get_id(row->sch).cssid, chpids[i] };
		const char *word = path_state_texts[states[i]].word;
		char name[CCW_ID_STRLEN];

		if (!word)
			continue;
		len += (size_t)snprintf(cell->buf + len, sizeof(cell->buf) - len,
					"%s%s:%s", len ? " " : "",
					ccw_chpid_format(id, name), word);
		if (len >= sizeof(cell->buf))
			break;
	}
}

#define DEV_ID (CCW_ATTR(CCW_SCH_DEV_BUSID))

const struct column sch_columns[] = {
	{ "device", "Device", 8, DEV_ID, get_device, "device bus id" },
	{ "subchannel", "Subchan.", 9, CCW_ATTR(CCW_SCH_TYPE), get_subchannel,
	  "subchannel bus id" },
	{ "type", "Type", 7, CCW_ATTR(CCW_SCH_TYPE), get_type,
	  "type of subchannel: io, chsc, message, eadm; defunct: a device without one" },
	{ "devtype", "DevType", 7, CCW_ATTR(CCW_DEV_IDENTITY), get_devtype,
	  "device type and model" },
	{ "cutype", "CU Type", 7, CCW_ATTR(CCW_DEV_IDENTITY), get_cutype,
	  "control unit type and model" },
	{ "name", "Name", 16, CCW_ATTR(CCW_DEV_IDENTITY), get_name,
	  "what device and control unit type stand for" },
	{ "online", "Use", 4, CCW_ATTR(CCW_DEV_ONLINE), get_online, "device is online" },
	{ "pim", "PIM", 3, CCW_ATTR(CCW_SCH_PIMPAMPOM), get_pim, "path-installed mask" },
	{ "pam", "PAM", 3, CCW_ATTR(CCW_SCH_PIMPAMPOM), get_pam, "path-available mask" },
	{ "pom", "POM", 3, CCW_ATTR(CCW_SCH_PIMPAMPOM), get_pom,
	  "path-operational mask" },
	{ "vpm", "VPM", 3, CCW_ATTR(CCW_SCH_VPM), get_vpm,
	  "verified-path mask of Linux" },
	{ "chpids", "CHPIDs", 17, CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM),
	  get_chpids, "channel paths: all eight bytes in a table, else those installed" },
	{ "availability", "Avail.", 6, CCW_ATTR(CCW_DEV_AVAILABILITY), get_availability,
	  "good, boxed, no path, no device" },
	{ "installed", "Inst.", 5, CCW_ATTRS_PATH_STATE, get_installed,
	  "number of installed paths" },
	{ "usable", "Usable", 6, CCW_ATTRS_PATH_STATE, get_usable,
	  "number of usable paths" },
	{ "unusable", "Unusable paths", 14, CCW_ATTRS_PATH_STATE, get_unusable,
	  "installed paths that cannot be used: standby, off (varied off), n/avail, "
	  "n/verif" },
	{ "paths", "Paths", 8, CCW_ATTRS_PATH_STATE, get_path_letters,
	  "a letter for each path: + usable, o not operational, n not verified, "
	  "a not available, v varied off, s standby, . none" },
	{ "driver", "Driver", 10, CCW_ATTR(CCW_DEV_DRIVER), get_driver,
	  "driver of the device" },
	{ "linux", "Linux", 12, CCW_ATTR(CCW_DEV_LINUX), get_linux,
	  "what Linux made of it: dasda, enc8000, virtio0, ..." },
	{ "group", "Group", 8, CCW_ATTR(CCW_DEV_GROUP_DEVICE), get_group,
	  "group device it is part of (qeth, ctcm, lcs)" },
	{ "mdev", "MDEV", 37, CCW_ATTR(CCW_SCH_MDEV), get_mdev,
	  "UUID of the mediated device (vfio_ccw)" },
	{ "sch-driver", "Sch. driver", 13, CCW_ATTR(CCW_SCH_DRIVER), get_sch_driver,
	  "driver of the subchannel" },
	{ "driver-override", "Override", 8, CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE),
	  get_driver_override, "the only driver the subchannel may be bound to" },
	{ "modalias", "Modalias", 8, CCW_ATTR(CCW_SCH_MODALIAS), get_modalias,
	  "modalias of the subchannel" },
	{ "cmb", "CMB", 3, CCW_ATTR(CCW_DEV_CMB_ENABLE), get_cmb,
	  "channel measurement is enabled" },
	{ "utilization", "Util.", 6, CCW_ATTR(CCW_DEV_CMF), get_utilization,
	  "average utilization, if measured" },
	{ "starts", "Starts", 8, CCW_ATTR(CCW_DEV_CMF), get_starts,
	  "START and RESUME SUBCHANNELs, if measured" },
	{ NULL, NULL, 0, 0, NULL, NULL },
};
