// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-keys-dev.c - keys of devices, and lines of a machine file: defunct
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "disk.h"
#include "machine-keys.h"
#include "names.h"
#include "text.h"

#define ONLINE_DELAY_MAX 600000
/* asm-generic/errno.h, EHWPOISON */
#define ERRNO_MAX 133

static void *defunct_begin(struct machine *m, const char *id, struct machine_pos pos)
{
	struct machine_device *dev;
	struct ccw_id busid;

	if (!parse_busid(id, &busid))
		return NULL;
	dev = machine_add_defunct(m, busid);
	dev->pos = pos;
	return dev;
}

static struct machine_device *defunct_device(void *obj)
{
	return obj;
}

/* ---- identity ---- */

static bool parse_cu(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	return text_to_type_model(text, &dev->identity.cu_type, &dev->identity.cu_model);
}

static bool get_cu(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	sprintf(buf, "%04x/%02x", dev->identity.cu_type, dev->identity.cu_model);
	return !(dev->absent & CCW_ATTR(CCW_DEV_IDENTITY));
}

/* The kernel takes type 0000 for "none" (drivers/s390/cio/device.c, devtype_show). */
static bool parse_dev(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	uint16_t type = 0;
	uint8_t model = 0;

	if (strcmp(text, "none") && !text_to_type_model(text, &type, &model))
		return false;
	if (!type && model)
		return false;
	dev->identity.dev_type = type;
	dev->identity.dev_model = model;
	return true;
}

static bool get_dev(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	sprintf(buf, "%04x/%02x", dev->identity.dev_type, dev->identity.dev_model);
	return dev->identity.dev_type && !(dev->absent & CCW_ATTR(CCW_DEV_IDENTITY));
}

/* What control unit and device say they are, for those who do not know by heart. */
static const struct {
	const char *name;
	struct ccw_identity identity;
} kinds[] = {
	{ "3270", { 0x3270, 0, 0x00, 0x00 } },
	{ "ctc", { 0x3088, 0, 0x08, 0x00 } },
	{ "tape", { 0x3490, 0x3490, 0x10, 0x40 } },
	{ "unit-record", { 0x2540, 0, 0x00, 0x00 } },
	{ "osa", { 0x1731, 0x1732, 0x01, 0x01 } },
	{ "fcp", { 0x1731, 0x1732, 0x03, 0x03 } },
	{ "3390-3", { 0x3990, 0x3390, 0xe9, 0x0a } },
	{ "3390-9", { 0x3990, 0x3390, 0xe9, 0x0c } },
	{ "3390-a", { 0x3990, 0x3390, 0xe9, MODEL_3390_A } },
	{ "9336", { 0x6310, 0x9336, 0x80, 0x10 } },
};

static bool parse_kind(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(text, kinds[i].name))
			continue;
		dev->identity = kinds[i].identity;
		return true;
	}
	return false;
}

/* That is written as what it stands for. */
static bool get_kind(const struct machine *m, const void *obj, int arg, char *buf)
{
	return false;
}

/* ---- state ---- */

static bool parse_online(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	return parse_yes_no(text, &dev->online);
}

static bool get_online(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	strcpy(buf, "yes");
	return dev->online && !(dev->absent & CCW_ATTR(CCW_DEV_ONLINE));
}

static bool parse_avail(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	const char *name;
	int i;

	for (i = 0; (name = ccw_availability_get_name(i)); i++) {
		if (strcmp(text, name))
			continue;
		dev->availability = i;
		return true;
	}
	return false;
}

static bool is_defunct(const struct machine *m, const struct machine_device *dev)
{
	return m->n_defunct && dev >= m->defunct && dev < m->defunct + m->n_defunct;
}

static bool get_avail(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	strcpy(buf, ccw_availability_get_name(dev->availability));
	if (dev->absent & CCW_ATTR(CCW_DEV_AVAILABILITY))
		return false;
	return dev->availability !=
	       (is_defunct(m, dev) ? CCW_AVAIL_NO_DEVICE : CCW_AVAIL_GOOD);
}

static bool parse_cmb_enable(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	return parse_yes_no(text, &dev->cmb_enable);
}

static bool get_cmb_enable(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	strcpy(buf, "yes");
	return dev->cmb_enable && !(dev->absent & CCW_ATTR(CCW_DEV_CMB_ENABLE));
}

/* @arg: enum ccw_cmf */
static bool parse_cmf(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	uint64_t val;

	if (arg == CCW_CMF_AVG_UTILIZATION ? !text_to_tenths(text, &val)
					   : !text_to_dec(text, UINT64_MAX, &val))
		return false;
	if (!dev->cmf)
		dev->cmf = machine_alloc(m, sizeof(*dev->cmf));
	dev->cmf->has |= 1U << arg;
	dev->cmf->value[arg] = val;
	return true;
}

static bool get_cmf(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;
	unsigned long long val;

	if (!dev->cmf || !(dev->cmf->has & 1U << arg))
		return false;
	val = dev->cmf->value[arg];
	if (arg == CCW_CMF_AVG_UTILIZATION)
		sprintf(buf, "%llu.%llu%%", val / 10, val % 10);
	else
		sprintf(buf, "%llu", val);
	return true;
}

/* ---- driver, and what it makes of the device ---- */

static bool parse_driver(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	if (!text_is_name(text))
		return false;
	dev->by_kernel = !strcmp(text, "kernel");
	dev->driver = strcmp(text, "none") ? machine_strdup(m, text) : NULL;
	return true;
}

static const char *default_driver(const struct machine_device *dev)
{
	const char *driver = NULL;

	if (!(dev->absent & CCW_ATTR(CCW_DEV_IDENTITY)))
		driver = device_default_driver(&dev->identity);
	return driver ? driver : "none";
}

static bool get_driver(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;
	const char *driver = dev->driver ? dev->driver : "none";

	strcpy(buf, dev->by_kernel ? "kernel" : driver);
	return dev->by_kernel || strcmp(driver, default_driver(dev));
}

static bool parse_on_no_path(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	dev->has_keep = true;
	dev->keep = !strcmp(text, "keep");
	return dev->keep || !strcmp(text, "remove");
}

static bool get_on_no_path(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	strcpy(buf, dev->keep ? "keep" : "remove");
	return dev->has_keep;
}

static bool parse_delay(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	uint64_t val;

	if (!text_to_dec(text, UINT32_MAX, &val))
		return false;
	dev->delay = (uint32_t)val;
	return true;
}

static bool get_delay(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	sprintf(buf, "%u", dev->delay);
	return dev->delay;
}

static bool parse_online_delay(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	uint64_t val;

	if (!text_to_dec(text, ONLINE_DELAY_MAX, &val))
		return false;
	dev->online_delay = (uint32_t)val;
	return true;
}

static bool get_online_delay(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	sprintf(buf, "%u", dev->online_delay);
	return dev->online_delay;
}

static bool parse_online_error(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	int err;

	for (err = 1; err <= ERRNO_MAX; err++) {
		if (!strerrorname_np(err) || strcmp(strerrorname_np(err), text))
			continue;
		dev->online_error = err;
		return true;
	}
	return false;
}

static bool get_online_error(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	if (!dev->online_error)
		return false;
	strcpy(buf, strerrorname_np(dev->online_error));
	return true;
}

/* ---- what is on a disk ---- */

/* @arg: enum disk_kind, here and below */
static bool parse_size(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	uint64_t val;

	if (!text_to_dec(text, UINT32_MAX, &val) || !val)
		return false;
	*(arg == DISK_FBA ? &dev->blocks : &dev->cylinders) = (uint32_t)val;
	return true;
}

static bool get_size(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;
	uint32_t size = arg == DISK_FBA ? dev->blocks : dev->cylinders;

	sprintf(buf, "%u", size);
	return size && size != disk_usual_size(&dev->identity);
}

/* The kernel opens the file, and knows nothing of the directory that was meant. */
static bool parse_store(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;
	char path[STORE_MAX + 1] = "";
	size_t len = 0, i;

	if (*text && *text != '/') {
		if (!getcwd(path, sizeof(path)))
			return false;
		len = strlen(path);
		if (path[len - 1] != '/')
			path[len++] = '/';
	}
	if (len + strlen(text) > STORE_MAX)
		return false;
	strcpy(path + len, text);
	/* the name of the directory can have what a machine file cannot */
	for (i = 0; path[i]; i++)
		if ((unsigned char)path[i] < ' ' || path[i] == 0x7f)
			return false;
	dev->store = *path ? machine_strdup(m, path) : NULL;
	return true;
}

static bool get_store(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	if (!dev->store)
		return false;
	strcpy(buf, dev->store);
	return true;
}

static bool parse_read_only(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	return parse_yes_no(text, &dev->read_only);
}

static bool get_read_only(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	strcpy(buf, "yes");
	return dev->read_only;
}

/* ---- what Linux made of it ---- */

static bool parse_group(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	if (!text_is_name(text))
		return false;
	dev->group = machine_strdup(m, text);
	return true;
}

static bool get_group(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	if (!dev->group)
		return false;
	strcpy(buf, dev->group);
	return true;
}

/* Checked when identity and group are known. */
static bool parse_linux(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	dev->linux_names = machine_strdup(m, text);
	return strlen(text) < LINUX_NAMES_MAX;
}

/* The first of a group says what became of the group. */
static bool get_linux(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;
	const struct machine_group *group = NULL;
	const char *own = dev->linux_names ? dev->linux_names : "";
	const char *net = "";

	if (dev->group)
		group = machine_get_group(m, dev->group);
	if (group && group->net && group->member[0] == dev)
		net = group->net;
	snprintf(buf, KEY_VALUE_MAX, "%s%s%s", own, *own && *net ? " " : "", net);
	return *buf;
}

static bool parse_absent(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_device *dev = obj;

	return absent_parse(text, ABSENT_DEVICE, &dev->absent);
}

static bool get_absent(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_device *dev = obj;

	return absent_format(dev->absent & ~m->absent, buf);
}

#define CMF_KEY(name, which, expected)                                  \
	{                                                               \
		"cmf." name, 0, expected, parse_cmf, get_cmf, CCW_CMF_##which \
	}
#define NUMBER "a decimal number"

/* Of devices on subchannels and of defunct ones. */
const struct key_def device_keys[] = {
	{ "cu", CCW_ATTR(CCW_DEV_IDENTITY), "TYPE/MODEL, e.g. 3990/e9", parse_cu, get_cu, 0 },
	{ "dev", CCW_ATTR(CCW_DEV_IDENTITY), "TYPE/MODEL, e.g. 3390/0c, or none", parse_dev,
	  get_dev, 0 },
	{ "kind", CCW_ATTR(CCW_DEV_IDENTITY),
	  "3270, ctc, tape, unit-record, osa, fcp, 3390-3, 3390-9, 3390-a or 9336",
	  parse_kind, get_kind, 0 },
	{ "online", CCW_ATTR(CCW_DEV_ONLINE), "yes or no", parse_online, get_online, 0 },
	{ "avail", CCW_ATTR(CCW_DEV_AVAILABILITY),
	  "good, boxed, \"no path\" or \"no device\"", parse_avail, get_avail, 0 },
	{ "driver", 0, "name of a driver, or none", parse_driver, get_driver, 0 },
	{ "on-no-path", 0, "keep or remove", parse_on_no_path, get_on_no_path, 0 },
	{ "delay", 0, "a number of microseconds", parse_delay, get_delay, 0 },
	{ "online-delay", 0, "a number of milliseconds, up to 600000", parse_online_delay,
	  get_online_delay, 0 },
	{ "online-error", 0, "name of an error, e.g. EIO", parse_online_error,
	  get_online_error, 0 },
	{ "cylinders", 0, "a number of cylinders", parse_size, get_size,
	  DISK_ECKD },
	{ "blocks", 0, "a number of blocks of 512 bytes", parse_size, get_size,
	  DISK_FBA },
	{ "store", 0, "path of a file, up to 255 bytes with the directory", parse_store,
	  get_store, 0 },
	{ "read-only", 0, "yes or no", parse_read_only, get_read_only, 0 },
	{ "group", 0, "name of a ccwgroup device, e.g. 0.0.8000", parse_group, get_group, 0 },
	{ "linux", 0, "names, separated by blanks", parse_linux, get_linux, 0 },
	{ "cmb_enable", CCW_ATTR(CCW_DEV_CMB_ENABLE), "yes or no", parse_cmb_enable,
	  get_cmb_enable, 0 },
	CMF_KEY("ssch_rsch_count", SSCH_RSCH_COUNT, NUMBER),
	CMF_KEY("sample_count", SAMPLE_COUNT, NUMBER),
	CMF_KEY("avg_sample_interval", AVG_SAMPLE_INTERVAL, NUMBER),
	CMF_KEY("avg_utilization", AVG_UTILIZATION, "a percentage, e.g. 12.5%"),
	CMF_KEY("avg_initial_command_response_time",
		AVG_INITIAL_COMMAND_RESPONSE_TIME, NUMBER),
	CMF_KEY("avg_device_active_only_time", AVG_DEVICE_ACTIVE_ONLY_TIME, NUMBER),
	CMF_KEY("avg_device_busy_time", AVG_DEVICE_BUSY_TIME, NUMBER),
	CMF_KEY("avg_device_connect_time", AVG_DEVICE_CONNECT_TIME, NUMBER),
	CMF_KEY("avg_device_disconnect_time", AVG_DEVICE_DISCONNECT_TIME, NUMBER),
	CMF_KEY("avg_control_unit_queuing_time", AVG_CONTROL_UNIT_QUEUING_TIME, NUMBER),
	CMF_KEY("avg_function_pending_time", AVG_FUNCTION_PENDING_TIME, NUMBER),
	{ 0 },
};

static const struct key_def defunct_keys[] = {
	{ "absent", 0, "of cutype, online, availability, cmb_enable, separated by commas",
	  parse_absent, get_absent, 0 },
	{ 0 },
};

/* The keys of a disk need a disk. False: an error was reported. */
static bool check_disk_keys(struct object_line *line, const struct machine_device *dev)
{
	static const struct {
		const char *key, *disks;
		unsigned int kinds;
	} keys[] = {
		{ "cylinders", "3390 on 3990, 2105, 2107 or 1750", 1U << DISK_ECKD },
		{ "blocks", "9336 on 6310", 1U << DISK_FBA },
		{ "store", "3390 on 3990, 2105, 2107 or 1750, 9336 on 6310",
		  1U << DISK_ECKD | 1U << DISK_FBA },
		{ "read-only", "3390 on 3990, 2105, 2107 or 1750, 9336 on 6310",
		  1U << DISK_ECKD | 1U << DISK_FBA },
	};
	unsigned int errors = line->diag->errors;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		if (!line_has(line, keys[i].key))
			continue;
		if (!(keys[i].kinds & 1U << disk_kind_of(&dev->identity)))
			machine_error(line->diag, line->pos, "%s= is for disks: %s",
				      keys[i].key, keys[i].disks);
		else if (!dev->by_kernel)
			machine_error(line->diag, line->pos, "%s= needs driver=kernel",
				      keys[i].key);
	}
	return line->diag->errors == errors;
}

static void check_disk(struct object_line *line, const struct machine_device *dev)
{
	uint32_t size = device_disk_size(dev), max = disk_max_size(&dev->identity);
	const char *key = device_disk(dev) == DISK_FBA ? "blocks" : "cylinders";

	if (!check_disk_keys(line, dev) || !device_disk(dev))
		return;
	if (!size)
		machine_error(line->diag, line->pos,
			      "a disk %04x/%02x needs %s=: no number is usual for this model",
			      dev->identity.dev_type, dev->identity.dev_model, key);
	if (size > max)
		machine_error(line->diag, line->pos, "%s=%u: a disk %04x/%02x has up to %u",
			      key, size, dev->identity.dev_type, dev->identity.dev_model, max);
}

/* Also for a line of a subchannel with a device. */
void device_end(struct object_line *line)
{
	struct machine_device *dev = line->def->device_of(line->obj);
	bool has_cu = line_has(line, "cu") || line_has(line, "kind");
	const char *wrong;

	dev->given = line->given;
	check_absent(line, dev->absent);
	if (!has_cu &&
	    !((dev->absent | line->m->absent) & CCW_ATTR(CCW_DEV_IDENTITY)))
		machine_error(line->diag, line->pos, "a device needs cu=TYPE/MODEL");
	if (line_has(line, "dev") && !has_cu)
		machine_error(line->diag, line->pos, "dev= needs cu=");
	if (line_has(line, "kind") && (line_has(line, "cu") || line_has(line, "dev")))
		machine_error(line->diag, line->pos, "kind= says what cu= and dev= say");
	if (!line_has(line, "driver") || dev->by_kernel)
		dev->driver = has_cu ? device_default_driver(&dev->identity) : NULL;
	if (has_cu)
		check_disk(line, dev);
	if (!dev->linux_names)
		return;
	wrong = device_set_linux(line->m, dev, dev->linux_names);
	if (wrong)
		machine_error(line->diag, line->pos, "linux=\"%s\": %s", dev->linux_names,
			      wrong);
}

const struct object_def defunct_object = {
	.keyword = "defunct",
	.id_expected = "the bus id of a device, e.g. 0.0.4711",
	.begin = defunct_begin,
	.keys = defunct_keys,
	.device_keys = device_keys,
	.device_of = defunct_device,
	.end = device_end,
};
