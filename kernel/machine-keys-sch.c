// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-keys-sch.c - lines of a machine file: subchannel
 */
#include <stdio.h>
#include <string.h>

#include "machine-keys.h"
#include "names.h"
#include "text.h"

bool parse_busid(const char *text, struct ccw_id *id)
{
	struct ccw_id parsed;

	if (ccw_id_parse(text, &parsed) || parsed.ssid > 3)
		return false;
	*id = parsed;
	return true;
}

static void *subchannel_begin(struct machine *m, const char *id, struct machine_pos pos)
{
	struct machine_subchannel *sch;
	struct ccw_id busid;

	if (!parse_busid(id, &busid))
		return NULL;
	sch = machine_add_subchannel(m, busid);
	sch->pos = pos;
	sch->device.pos = pos;
	return sch;
}

static struct machine_device *subchannel_device(void *obj)
{
	struct machine_subchannel *sch = obj;

	return &sch->device;
}

static bool parse_type(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;
	uint64_t val;
	int i;

	for (i = CCW_SUBCHANNEL_IO; i <= CCW_SUBCHANNEL_EADM; i++) {
		if (strcmp(text, ccw_subchannel_type_get_name(i)))
			continue;
		sch->type = (uint8_t)i;
		return true;
	}
	if (!text_to_dec(text, 7, &val))
		return false;
	sch->type = (uint8_t)val;
	return true;
}

static bool get_type(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;
	const char *name = ccw_subchannel_type_get_name(sch->type);

	if (name)
		strcpy(buf, name);
	else
		sprintf(buf, "%u", sch->type);
	return sch->type != CCW_SUBCHANNEL_IO;
}

static bool parse_device(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;

	sch->has_device = parse_busid(text, &sch->device.id);
	return sch->has_device;
}

static bool get_device(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;

	ccw_id_format(sch->device.id, buf);
	return sch->has_device;
}

static bool parse_chpids(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;
	uint32_t val;
	uint8_t n;

	for (n = 0; n < CCW_PATHS_MAX; n++) {
		if (!text_skip_hex(&text, 2, &val))
			return false;
		sch->chpids[n] = (uint8_t)val;
		if (!*text)
			break;
		if (*text++ != ',')
			return false;
	}
	sch->n_chpids = (uint8_t)(n + 1);
	return n < CCW_PATHS_MAX;
}

static bool get_chpids(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;
	unsigned int i, n = subchannel_count_chpids(sch);

	for (i = 0; i < n; i++)
		buf += sprintf(buf, "%s%02x", i ? "," : "", sch->chpids[i]);
	return n && !(sch->absent & CCW_ATTR(CCW_SCH_CHPIDS));
}

/* ---- masks ---- */

enum { PIM, PAM, POM };

static uint8_t *mask_of(struct machine_subchannel *sch, int which)
{
	return which == PIM   ? &sch->masks.pim
	       : which == PAM ? &sch->masks.pam
			      : &sch->masks.pom;
}

/* How many CHPIDs chpids= will have. */
static unsigned int told_chpids(const struct machine_subchannel *sch)
{
	return sch->absent & CCW_ATTR(CCW_SCH_CHPIDS) ? 0 : subchannel_count_chpids(sch);
}

static bool parse_mask(struct machine *m, void *obj, int arg, const char *text)
{
	uint32_t val;

	if (!text_skip_hex(&text, 2, &val) || *text)
		return false;
	*mask_of(obj, arg) = (uint8_t)val;
	return true;
}

static bool get_mask(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;
	uint8_t by_default, mask;

	if (sch->type != CCW_SUBCHANNEL_IO || (sch->absent & CCW_ATTR(CCW_SCH_PIMPAMPOM)))
		return false;
	by_default = arg == PIM	  ? first_paths(told_chpids(sch))
		     : arg == PAM ? subchannel_default_pam(m, sch)
				  : 0xff;
	mask = arg == PIM ? sch->masks.pim : arg == PAM ? sch->masks.pam : sch->masks.pom;
	sprintf(buf, "%02x", mask);
	return mask != by_default;
}

static bool parse_vpm(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;
	uint32_t val;

	if (!text_skip_hex(&text, 2, &val) || *text)
		return false;
	sch->vpm = (uint8_t)val;
	return true;
}

static bool get_vpm(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;

	if (sch->type != CCW_SUBCHANNEL_IO || (sch->absent & CCW_ATTR(CCW_SCH_VPM)))
		return false;
	sprintf(buf, "%02x", sch->vpm);
	return sch->vpm != subchannel_default_vpm(m, sch) ||
	       subchannel_default_absent(sch);
}

/* ---- drivers ---- */

static bool parse_driver(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;

	if (!text_is_name(text))
		return false;
	sch->driver = strcmp(text, "none") ? machine_strdup(m, text) : NULL;
	return true;
}

static bool get_driver(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;
	const char *by_default = subchannel_default_driver(sch);
	const char *driver = sch->driver ? sch->driver : "none";

	strcpy(buf, driver);
	return strcmp(driver, by_default ? by_default : "none");
}

static bool parse_override(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;

	if (!text_is_name(text))
		return false;
	sch->driver_override = machine_strdup(m, text);
	return true;
}

static bool get_override(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;

	if (!sch->driver_override)
		return false;
	strcpy(buf, sch->driver_override);
	return true;
}

static bool parse_mdev(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;

	if (!text_is_uuid(text))
		return false;
	sch->mdev = machine_strdup(m, text);
	return true;
}

static bool get_mdev(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;

	if (!sch->mdev)
		return false;
	strcpy(buf, sch->mdev);
	return true;
}

static bool parse_dev_busid(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;

	sch->has_busid = parse_busid(text, &sch->busid);
	return sch->has_busid;
}

static bool get_dev_busid(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;

	ccw_id_format(sch->busid, buf);
	return sch->has_busid && !sch->has_device;
}

static bool parse_absent(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_subchannel *sch = obj;
	uint64_t absent = 0;

	if (!absent_parse(text, ABSENT_SUBCHANNEL | ABSENT_DEVICE, &absent))
		return false;
	sch->absent = absent & ABSENT_SUBCHANNEL;
	sch->device.absent = absent & ABSENT_DEVICE;
	return true;
}

static bool get_absent(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_subchannel *sch = obj;
	uint64_t absent = sch->absent & ~subchannel_default_absent(sch);

	if (sch->has_device)
		absent |= sch->device.absent;
	return absent_format(absent & ~m->absent, buf);
}

static const struct key_def subchannel_keys[] = {
	{ "type", 0, "io, chsc, message, eadm or a number up to 7", parse_type, get_type,
	  0 },
	{ "device", 0, "a bus id, e.g. 0.0.4711", parse_device, get_device, 0 },
	{ "dev_busid", CCW_ATTR(CCW_SCH_DEV_BUSID), "a bus id, e.g. 0.0.4711",
	  parse_dev_busid, get_dev_busid, 0 },
	{ "chpids", CCW_ATTR(CCW_SCH_CHPIDS),
	  "up to eight CHPIDs of two hexadecimal digits, separated by commas",
	  parse_chpids, get_chpids, 0 },
	{ "pim", CCW_ATTR(CCW_SCH_PIMPAMPOM), "two hexadecimal digits", parse_mask,
	  get_mask, PIM },
	{ "pam", CCW_ATTR(CCW_SCH_PIMPAMPOM), "two hexadecimal digits", parse_mask,
	  get_mask, PAM },
	{ "pom", CCW_ATTR(CCW_SCH_PIMPAMPOM), "two hexadecimal digits", parse_mask,
	  get_mask, POM },
	{ "vpm", CCW_ATTR(CCW_SCH_VPM), "two hexadecimal digits", parse_vpm, get_vpm, 0 },
	{ "sch_driver", 0, "name of a driver, or none", parse_driver, get_driver, 0 },
	{ "driver_override", CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE), "name of a driver",
	  parse_override, get_override, 0 },
	{ "mdev", 0, "a UUID", parse_mdev, get_mdev, 0 },
	{ "absent", 0, "names of attributes, separated by commas", parse_absent,
	  get_absent, 0 },
	{ 0 },
};

/* ---- the whole line ---- */

uint64_t subchannel_attrs(const struct machine_subchannel *sch)
{
	if (sch->type == CCW_SUBCHANNEL_IO)
		return ABSENT_SUBCHANNEL;
	return CCW_ATTR(CCW_SCH_MODALIAS) | CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE);
}

static void fill_defaults(struct object_line *line)
{
	struct machine_subchannel *sch = line->obj;

	if (sch->type == CCW_SUBCHANNEL_IO) {
		if (!line_has(line, "pim"))
			sch->masks.pim = first_paths(sch->n_chpids);
		sch->pam_by_default = !line_has(line, "pam");
		if (!line_has(line, "pom"))
			sch->masks.pom = 0xff;
	}
	if (!line_has(line, "sch_driver"))
		sch->driver = subchannel_default_driver(sch);
	if (sch->has_device) {
		sch->has_busid = true;
		sch->busid = sch->device.id;
	}
}

/* Only I/O subchannels have paths and devices. */
static void check_type(struct object_line *line)
{
	static const char *const io_only[] = { "device", "dev_busid", "chpids", "pim",
					       "pam",	 "pom",	      "vpm",	"mdev" };
	const struct machine_subchannel *sch = line->obj;
	size_t i;

	if (sch->type == CCW_SUBCHANNEL_IO)
		return;
	if (sch->absent & ~subchannel_attrs(sch))
		machine_error(line->diag, line->pos,
			      "absent= has attributes of I/O subchannels");
	for (i = 0; i < ARRAY_SIZE(io_only); i++)
		if (line_has(line, io_only[i]))
			machine_error(line->diag, line->pos,
				      "%s= is for I/O subchannels only", io_only[i]);
}

static void subchannel_end(struct object_line *line)
{
	struct machine_subchannel *sch = line->obj;
	bool has_device_keys = line->seen >> DEVICE_KEY_SHIFT;

	sch->given = line->given;
	fill_defaults(line);
	check_type(line);
	check_absent(line, sch->absent);
	if (!sch->has_device && (has_device_keys || sch->device.absent))
		machine_error(line->diag, line->pos, "keys of a device, but no device=");
	if (line_has(line, "dev_busid") && sch->has_device)
		machine_error(line->diag, line->pos,
			      "dev_busid= and device= exclude each other");
	if (sch->mdev && (!sch->driver || strcmp(sch->driver, "vfio_ccw")))
		machine_error(line->diag, line->pos, "mdev= needs sch_driver=vfio_ccw");
	if (sch->has_device)
		device_end(line);
}

const struct object_def subchannel_object = {
	.keyword = "subchannel",
	.id_expected = "a bus id, e.g. 0.0.0008, in subchannel sets 0 to 3",
	.begin = subchannel_begin,
	.keys = subchannel_keys,
	.device_keys = device_keys,
	.device_of = subchannel_device,
	.end = subchannel_end,
};
