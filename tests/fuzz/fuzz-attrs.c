// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz-attrs.c - any bytes as the text of each sysfs attribute, and of files in /proc
 *
 * What a parser accepts it must accept whole: shown again in the kernel's form and
 * parsed, it gives the same value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "parse.h"
#include "proc.h"

#define require(cond) \
	do {          \
		if (!(cond)) \
			abort(); \
	} while (0)

static void try_masks(const char *text)
{
	struct ccw_masks masks, again;
	char buf[16];

	if (parse_pimpampom(text, &masks))
		return;
	snprintf(buf, sizeof(buf), "%02x %02x %02x", masks.pim, masks.pam, masks.pom);
	require(!parse_pimpampom(buf, &again) && !memcmp(&masks, &again, sizeof(masks)));
}

static void try_chpids(const char *text)
{
	uint8_t chpids[CCW_PATHS_MAX], again[CCW_PATHS_MAX];
	char buf[32], *p = buf;
	int i;

	if (parse_chpids(text, chpids))
		return;
	for (i = 0; i < CCW_PATHS_MAX; i++)
		p += sprintf(p, "%02x ", chpids[i]);
	require(!parse_chpids(buf, again) && !memcmp(chpids, again, sizeof(chpids)));
}

static void try_identity(const char *text)
{
	struct ccw_identity id;
	uint16_t type;
	uint8_t model;
	char buf[64];

	if (!parse_ccw_modalias(text, &id)) {
		snprintf(buf, sizeof(buf), "ccw:t%04Xm%02Xdt%04Xdm%02X", id.cu_type,
			 id.cu_model, id.dev_type, id.dev_model);
		require(!strncasecmp(text, buf, 11));
	}
	if (!parse_type_model(text, &type, &model)) {
		snprintf(buf, sizeof(buf), "%04x/%02x", type, model);
		require(!strcasecmp(text, buf) || !strcmp(text, "n/a"));
	}
}

static void try_numbers(const char *text)
{
	enum ccw_availability avail;
	uint64_t number;
	uint32_t hex;
	bool flag;

	if (!parse_dec(text, UINT64_MAX, &number))
		require(strspn(text, "0123456789") == strlen(text));
	if (!parse_hex(text, 8, &hex))
		require(hex == strtoul(text, NULL, 16));
	parse_bool(text, &flag);
	parse_speed(text, &number);
	parse_utilization(text, &number);
	parse_vary(text, &flag);
	if (!parse_availability(text, &avail))
		require(!strcmp(ccw_availability_get_name(avail), text));
	is_uuid(text);
}

static void try_ignored(const char *text)
{
	struct ccw_id from, to, again;
	char buf[2 * CCW_ID_STRLEN], id[CCW_ID_STRLEN];

	if (parse_ignored(text, &from, &to))
		return;
	snprintf(buf, sizeof(buf), "%s", ccw_id_format(from, id));
	require(!strncmp(text, buf, strlen(buf)));
	require(!parse_ignored(buf, &again, &again) && !ccw_id_cmp(from, again));
}

/* What is found is in the line, whatever the escapes. */
static void try_lines(const char *text, size_t size, bool swaps)
{
	char *copy = strdup(text), *pos = copy, *line, *name;
	struct proc_mount mount;
	bool is_file;

	while ((line = proc_next_line(&pos))) {
		if (swaps && !proc_parse_swap(line, &name, &is_file))
			require(name == line && *name == '/');
		if (!swaps && !proc_parse_mount(line, &mount))
			require(mount.dir > line && mount.dir < mount.type &&
				mount.type < mount.source &&
				mount.source + strlen(mount.source) <= copy + size);
	}
	require(pos == copy + strlen(text));
	free(copy);
}

static void try_proc(const char *text, size_t size)
{
	struct dev_number dev;

	try_lines(text, size, false);
	try_lines(text, size, true);
	if (!proc_parse_terminal(text, &dev))
		require(dev.major < 1 << 12 && dev.minor < 1 << 20 && strchr(text, ')'));
}

static void try_devpath(const char *text)
{
	char sch[CCW_ID_STRLEN], dev[CCW_ID_STRLEN], chpid[CCW_ID_STRLEN], path[64];
	struct ccw_event event;

	if (parse_devpath(text, &event))
		return;
	ccw_id_format(event.parent.id, sch);
	ccw_id_format(event.object.id, dev);
	ccw_chpid_format(event.object.chpid, chpid);
	switch (event.object.kind) {
	case CCW_KIND_CSS:
		snprintf(path, sizeof(path), "/devices/css%x", event.object.chpid.cssid);
		break;
	case CCW_KIND_SUBCHANNEL:
		snprintf(path, sizeof(path), "/devices/css%x/%s", event.object.id.cssid, dev);
		break;
	case CCW_KIND_CHPATH:
		snprintf(path, sizeof(path), "/devices/css%x/chp%s", event.object.chpid.cssid,
			 chpid);
		break;
	default:
		/* of a group: no parent, and whatever driver */
		require(strstr(text, dev));
		if (!event.parent.kind)
			return;
		snprintf(path, sizeof(path), "/devices/css%x/%s/%s", event.parent.id.cssid, sch,
			 dev);
	}
	require(!strncmp(text, path, strlen(path)) && event.below == !!text[strlen(path)]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), *out = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	try_masks(text);
	try_chpids(text);
	try_identity(text);
	try_numbers(text);
	try_ignored(text);
	try_proc(text, size);
	try_devpath(text);
	require(util_string_to_ascii(data, size, out) <= size);
	free(text);
	free(out);
	return 0;
}
