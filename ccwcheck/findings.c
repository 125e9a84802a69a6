// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * findings.c - findings in words and columns
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

const struct check_kind_info check_kinds[CHECK_KINDS] = {
	[CHECK_MISSING] = { "missing", SEVERITY_CRITICAL, SEVERITY_CRITICAL,
			    "what was asked for by its id does not exist" },
	[CHECK_DEFUNCT] = { "defunct", SEVERITY_CRITICAL, SEVERITY_CRITICAL,
			    "device whose subchannel is gone" },
	[CHECK_NO_PATH] = { "no-path", SEVERITY_CRITICAL, SEVERITY_NOTICE,
			    "device without a usable path" },
	[CHECK_NO_DEVICE] = { "no-device", SEVERITY_CRITICAL, SEVERITY_NOTICE,
			      "device that does not answer" },
	[CHECK_BOXED] = { "boxed", SEVERITY_CRITICAL, SEVERITY_NOTICE,
			  "device reserved by another system" },
	[CHECK_LAST_PATH] = { "last-path", SEVERITY_CRITICAL, SEVERITY_CRITICAL,
			      "online device with one usable path left of several" },
	[CHECK_DEGRADED] = { "degraded", SEVERITY_WARNING, SEVERITY_WARNING,
			     "online device with a path that should be usable and is "
			     "not" },
	[CHECK_SINGLE_PATH] = { "single-path", SEVERITY_NOTICE, SEVERITY_NOTICE,
				"online device with one path only, which is usable" },
	[CHECK_VARIED_OFF] = { "varied-off", SEVERITY_WARNING, SEVERITY_WARNING,
			       "channel path that Linux does not use" },
	[CHECK_STANDBY] = { "standby", SEVERITY_WARNING, SEVERITY_WARNING,
			    "channel path in standby or reserved, though installed" },
	[CHECK_NO_DRIVER] = { "no-driver", SEVERITY_WARNING, SEVERITY_NOTICE,
			      "device without a driver" },
	[CHECK_IGNORED] = { "ignored", SEVERITY_WARNING, SEVERITY_NOTICE,
			    "device on the cio_ignore list, though it is there" },
	[CHECK_LOST] = { "lost", SEVERITY_NOTICE, SEVERITY_NOTICE,
			 "subchannel that leads to a device Linux does not have" },
	[CHECK_OFFLINE] = { "offline", SEVERITY_IGNORED, SEVERITY_IGNORED,
			    "device that is offline" },
	[CHECK_UNKNOWN] = { "unknown", SEVERITY_UNKNOWN, SEVERITY_UNKNOWN,
			    "something that cannot be read, or makes no sense" },
};

const char *severity_get_name(enum severity severity)
{
	static const char *const names[SEVERITIES] = { "ignored", "notice", "unknown",
						       "warning", "critical" };

	return names[severity];
}

const char *severity_get_status_name(enum severity worst)
{
	return worst <= SEVERITY_NOTICE ? "ok" : severity_get_name(worst);
}

int severity_get_status(enum severity worst)
{
	static const int statuses[SEVERITIES] = { 0, 0, 3, 1, 2 };

	return statuses[worst];
}

char *finding_get_id(const struct finding *finding, char *buf)
{
	bool range = false;
	char *last = buf;

	*buf = '\0';
	if (finding->object == CCW_KIND_CHPATH) {
		last += strlen(ccw_chpid_format(finding->chpid, buf));
		range = ccw_chpid_cmp(finding->chpid, finding->chpid_last);
	} else if (finding->object != CCW_KIND_NONE) {
		last += strlen(ccw_id_format(finding->id, buf));
		range = ccw_id_cmp(finding->id, finding->last);
	}
	if (!range)
		return buf;
	*last++ = '-';
	if (finding->object == CCW_KIND_CHPATH)
		ccw_chpid_format(finding->chpid_last, last);
	else
		ccw_id_format(finding->last, last);
	return buf;
}

/* ---- in words ---- */

static const char *explain(int cause)
{
	return cause == -ENODATA   ? "not there"
	       : cause == -EBADMSG ? "makes no sense"
				   : strerror(-cause);
}

/* "2 of 3 paths are usable: 0.3a:off" */
static void put_paths(const struct finding *finding, char *buf, size_t size)
{
	const struct sch_row row = { .snap = finding->snap, .sch = finding->sch };
	const struct column *column = column_find(sch_columns, "unusable");
	int usable = __builtin_popcount(finding->usable);
	int unknown = __builtin_popcount(finding->unknown);
	struct cell cell;
	size_t len;

	cell_get(&cell, column, &row);
	len = (size_t)snprintf(buf, size, "%d of %d path%s %s usable", usable,
			       __builtin_popcount(finding->installed),
			       __builtin_popcount(finding->installed) == 1 ? "" : "s",
			       usable == 1 ? "is" : "are");
	if (unknown && len < size)
		len += (size_t)snprintf(buf + len, size - len, ", %d %s not known",
					unknown, unknown == 1 ? "is" : "are");
	if (*cell.text && len < size)
		snprintf(buf + len, size - len, ": %s", cell.text);
}

static void put_users(const struct finding *finding, const char *state, char *buf,
		      size_t size)
{
	const struct chp_usage *usage = finding->usage;

	if (!usage->devices)
		snprintf(buf, size, "%s, no device has it", state);
	else
		snprintf(buf, size, "%s, %u device%s %s it, %u of them online", state,
			 usage->devices, usage->devices == 1 ? "" : "s",
			 usage->devices == 1 ? "has" : "have", usage->online);
}

static void put_unknown(const struct finding *finding, char *buf, size_t size)
{
	if (finding->rc)
		snprintf(buf, size, "%s: %s", finding->what, explain(finding->rc));
	else if (finding->object == CCW_KIND_NONE)
		snprintf(buf, size, "%s", finding->what);
	else
		snprintf(buf, size, "%s is not known", finding->what);
}

/* Those that say the same of each. */
static const char *get_sentence(const struct finding *finding)
{
	switch (finding->kind) {
	case CHECK_MISSING:
		return finding->on_list ? "does not exist: it is on the cio_ignore list"
					: "does not exist";
	case CHECK_DEFUNCT:
		return "its subchannel is gone";
	case CHECK_NO_DEVICE:
		return "does not answer";
	case CHECK_BOXED:
		return "reserved by another system";
	case CHECK_NO_DRIVER:
		return "no driver is bound to it";
	case CHECK_IGNORED:
		return "is on the cio_ignore list, and will not be found again";
	case CHECK_OFFLINE:
		return "is not online";
	default:
		return "";
	}
}

void finding_get_message(const struct finding *finding, char *buf, size_t size)
{
	char id[CCW_ID_STRLEN] = "";
	struct ccw_id dev;

	switch (finding->kind) {
	case CHECK_NO_PATH:
		if (!finding->installed || finding->usable) {
			snprintf(buf, size, "the kernel knows no path to it");
			break;
		}
		/* fall through */
	case CHECK_LAST_PATH:
	case CHECK_DEGRADED:
	case CHECK_SINGLE_PATH:
		put_paths(finding, buf, size);
		break;
	case CHECK_VARIED_OFF:
		put_users(finding, "varied off", buf, size);
		break;
	case CHECK_STANDBY:
		put_users(finding, "in standby or reserved", buf, size);
		break;
	case CHECK_LOST:
		if (!ccw_subchannel_get_dev_busid(finding->sch, &dev))
			ccw_id_format(dev, id);
		snprintf(buf, size, "leads to %s, which Linux does not have", id);
		break;
	case CHECK_UNKNOWN:
		put_unknown(finding, buf, size);
		break;
	default:
		snprintf(buf, size, "%s", get_sentence(finding));
	}
}

/* ---- columns of findings ---- */

static void get_severity(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	cell_set_text(cell, severity_get_name(finding->severity));
}

static void get_kind(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	cell_set_text(cell, check_kinds[finding->kind].name);
}

static void get_object(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	if (finding->object != CCW_KIND_NONE)
		cell_set_text(cell, ccw_kind_get_name(finding->object));
}

static void get_id(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	if (finding->object != CCW_KIND_NONE)
		cell_set_text(cell, finding_get_id(finding, cell->buf));
}

static void get_subchannel(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	if (finding->sch)
		cell_set_text(cell, ccw_id_format(ccw_subchannel_get_id(finding->sch),
						  cell->buf));
}

static void get_driver(const void *data, struct cell *cell)
{
	const struct finding *finding = data;
	const char *driver;

	if (finding->dev && !ccw_device_get_driver(finding->dev, &driver))
		cell_set_text(cell, driver);
}

static void set_count(const struct finding *finding, uint8_t mask, struct cell *cell)
{
	int n = __builtin_popcount(mask);

	if (finding->installed)
		cell_set_number(cell, (uint64_t)n, "%d", n);
}

static void get_installed(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	set_count(finding, finding->installed, cell);
}

static void get_usable(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	set_count(finding, finding->usable, cell);
}

static void get_unknown_paths(const void *data, struct cell *cell)
{
	const struct finding *finding = data;

	set_count(finding, finding->unknown, cell);
}

static void get_unusable(const void *data, struct cell *cell)
{
	const struct finding *finding = data;
	const struct sch_row row = { .snap = finding->snap, .sch = finding->sch };

	if (finding->installed)
		cell_get(cell, column_find(sch_columns, "unusable"), &row);
}

static void get_message(const void *data, struct cell *cell)
{
	finding_get_message(data, cell->buf, sizeof(cell->buf));
	cell_set_text(cell, cell->buf);
}

const struct column finding_columns[] = {
	{ "severity", "Severity", 8, 0, get_severity,
	  "critical, warning, unknown, notice" },
	{ "kind", "Kind", 11, 0, get_kind, "kind of finding; --kinds lists them" },
	{ "object", "Object", 10, 0, get_object, "device, subchannel or chpath" },
	{ "id", "Id", 8, 0, get_id, "of the object; a range, if all of it is missing" },
	{ "subchannel", "Subchan.", 8, 0, get_subchannel, "subchannel of the device" },
	{ "driver", "Driver", 10, 0, get_driver, "driver of the device" },
	{ "installed", "Inst.", 5, 0, get_installed, "number of its installed paths" },
	{ "usable", "Usable", 6, 0, get_usable, "number of those that are usable" },
	{ "unknown", "Unkn.", 5, 0, get_unknown_paths,
	  "number of those of which it is not known" },
	{ "unusable", "Unusable paths", 14, 0, get_unusable,
	  "those that are not usable, as in lscss" },
	{ "message", "Message", 40, 0, get_message, "what is wrong, in words" },
	{ NULL, NULL, 0, 0, NULL, NULL },
};

/* ---- columns of the summary ---- */

static void get_status(const void *data, struct cell *cell)
{
	const struct check *check = data;

	cell_set_text(cell, severity_get_status_name(check->worst));
}

#define COUNT(name, value)                                            \
	static void name(const void *data, struct cell *cell)         \
	{                                                             \
		const struct check *check = data;                     \
                                                                      \
		cell_set_number(cell, value, "%zu", (size_t)(value)); \
	}

COUNT(get_critical, check_count(check, SEVERITY_CRITICAL))
COUNT(get_warnings, check_count(check, SEVERITY_WARNING))
COUNT(get_unknowns, check_count(check, SEVERITY_UNKNOWN))
COUNT(get_notices, check_count(check, SEVERITY_NOTICE))
COUNT(get_subchannels, check->totals.subchannels)
COUNT(get_devices, check->totals.devices)
COUNT(get_online, check->totals.online)
COUNT(get_chpaths, check->totals.chpaths)

const struct column summary_columns[] = {
	{ "status", "", 0, 0, get_status, NULL },
	{ "critical", "", 0, 0, get_critical, NULL },
	{ "warning", "", 0, 0, get_warnings, NULL },
	{ "unknown", "", 0, 0, get_unknowns, NULL },
	{ "notice", "", 0, 0, get_notices, NULL },
	{ "subchannels", "", 0, 0, get_subchannels, NULL },
	{ "devices", "", 0, 0, get_devices, NULL },
	{ "online", "", 0, 0, get_online, NULL },
	{ "chpaths", "", 0, 0, get_chpaths, NULL },
	{ NULL, NULL, 0, 0, NULL, NULL },
};
