// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * device.c - channel devices
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"
#include "parse.h"

static int parse_online(const char *text, void *obj)
{
	struct ccw_device *dev = obj;

	return parse_bool(text, &dev->online);
}

static int parse_avail(const char *text, void *obj)
{
	struct ccw_device *dev = obj;
	enum ccw_availability avail;
	int rc;

	rc = parse_availability(text, &avail);
	if (!rc)
		dev->availability = avail;
	return rc;
}

static int parse_cmb_enable(const char *text, void *obj)
{
	struct ccw_device *dev = obj;

	return parse_bool(text, &dev->cmb_enable);
}

/*
 * "modalias" has all four values in one read; "cutype" and "devtype" are what
 * remains should it be missing. A device without a device type has no "devtype" on
 * no kernel, but "n/a" in it: one that is missing leaves the identity unknown.
 */
static int load_identity(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_device *dev = obj;
	struct ccw_identity identity;
	char text[ATTR_MAX];
	int rc;

	rc = reader_line(reader, place->dirfd, place_file(place, "modalias"), text);
	if (!rc && !parse_ccw_modalias(text, &dev->identity))
		return 0;

	rc = reader_line(reader, place->dirfd, place_file(place, "cutype"), text);
	if (!rc)
		rc = parse_type_model(text, &identity.cu_type, &identity.cu_model);
	if (rc)
		return rc;
	rc = reader_line(reader, place->dirfd, place_file(place, "devtype"), text);
	if (!rc)
		rc = parse_type_model(text, &identity.dev_type, &identity.dev_model);
	if (!rc)
		dev->identity = identity;
	return rc;
}

static struct dev_strings *strings(struct reader *reader, struct ccw_device *dev)
{
	if (!dev->str)
		dev->str = reader_alloc(reader, sizeof(*dev->str));
	return dev->str;
}

static int load_driver(struct reader *reader, struct place *place, void *obj)
{
	struct dev_strings *str = strings(reader, obj);

	return str ? load_link_name(reader, place, "driver", &str->driver) : -ENOMEM;
}

static int load_group(struct reader *reader, struct place *place, void *obj)
{
	struct dev_strings *str = strings(reader, obj);

	return str ? load_link_name(reader, place, "group_device", &str->group_device) :
		     -ENOMEM;
}

/* ---- what Linux made of it ---- */

struct names {
	char text[128];
	size_t len;
};

static void names_add(struct names *names, const char *name)
{
	size_t len = strlen(name);

	/* a device has one or two; more than fit would be a joke */
	if (names->len + len + 2 > sizeof(names->text))
		return;
	if (names->len)
		names->text[names->len++] = ' ';
	memcpy(names->text + names->len, name, len + 1);
	names->len += len;
}

static bool is_name(const char *name)
{
	return name[0] != '.';
}

static bool starts_with_number(const char *name, const char *prefix)
{
	size_t len = strlen(prefix);

	return !strncmp(name, prefix, len) && name[len] >= '0' && name[len] <= '9';
}

/* Class directories below a device that hold the name of what users work with. */
static const char *const classes[] = { "block", "net", "tty" };

#define ALL_CLASSES ((1U << ARRAY_SIZE(classes)) - 1)

/* Looks into those of the classes that are in @there. */
static int add_class_names(struct reader *reader, struct place *place, const char *below,
			   unsigned int there, struct names *names)
{
	char name[64], dir[96];
	size_t i;
	int rc;

	for (i = 0; i < ARRAY_SIZE(classes); i++) {
		if (!(there & 1U << i))
			continue;
		snprintf(dir, sizeof(dir), "%s%s", below, classes[i]);
		rc = scan_first(reader, place, dir, is_name, name, sizeof(name));
		if (!rc)
			names_add(names, name);
		else if (rc != -ENODATA && !is_absent(rc))
			return rc;
	}
	return 0;
}

/*
 * struct entries - what is of interest in the directory of a device: reading it once costs
 * less than trying what mostly is not there
 * @classes: bits of those that are there
 * @virtio, @host: the first by name; empty: none
 */
struct entries {
	unsigned int classes;
	bool group;
	char virtio[40], host[40];
};

static void keep_first(char first[40], const char *name)
{
	size_t len = strlen(name);

	if (len < 40 && (!first[0] || strcmp(name, first) < 0))
		memcpy(first, name, len + 1);
}

static void note_entry(void *data, const char *name)
{
	struct entries *entries = data;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(classes); i++)
		if (!strcmp(name, classes[i]))
			entries->classes |= 1U << i;
	if (!strcmp(name, "group_device"))
		entries->group = true;
	else if (starts_with_number(name, "virtio"))
		keep_first(entries->virtio, name);
	else if (starts_with_number(name, "host"))
		keep_first(entries->host, name);
}

static int add_names(struct reader *reader, struct place *place,
		     const struct entries *entries, struct names *names)
{
	char below[48];
	int rc;

	rc = add_class_names(reader, place, "", entries->classes, names);
	if (!rc && entries->virtio[0]) {
		names_add(names, entries->virtio);
		snprintf(below, sizeof(below), "%s/", entries->virtio);
		rc = add_class_names(reader, place, below, ALL_CLASSES, names);
	}
	if (entries->host[0])
		names_add(names, entries->host);
	/* the network interface belongs to the group device */
	if (!rc && entries->group)
		rc = add_class_names(reader, place, "group_device/", ALL_CLASSES, names);
	return rc;
}

static int load_linux(struct reader *reader, struct place *place, void *obj)
{
	struct entries entries = { .classes = 0 };
	struct ccw_device *dev = obj;
	struct names names = { .len = 0 };
	int rc;

	if (!strings(reader, dev))
		return -ENOMEM;
	rc = scan_each(reader, place, "", note_entry, &entries);
	if (!rc)
		rc = add_names(reader, place, &entries, &names);
	if (rc)
		return rc;
	if (!names.len)
		return -ENODATA;
	dev->str->linux_names = reader_strdup(reader, names.text);
	return dev->str->linux_names ? 0 : -ENOMEM;
}

/* ---- channel measurement ---- */

static const char *const cmf_names[CCW_CMF_COUNT] = {
	[CCW_CMF_SSCH_RSCH_COUNT] = "ssch_rsch_count",
	[CCW_CMF_SAMPLE_COUNT] = "sample_count",
	[CCW_CMF_AVG_SAMPLE_INTERVAL] = "avg_sample_interval",
	[CCW_CMF_AVG_UTILIZATION] = "avg_utilization",
	[CCW_CMF_AVG_INITIAL_COMMAND_RESPONSE_TIME] = "avg_initial_command_response_time",
	[CCW_CMF_AVG_DEVICE_ACTIVE_ONLY_TIME] = "avg_device_active_only_time",
	[CCW_CMF_AVG_DEVICE_BUSY_TIME] = "avg_device_busy_time",
	[CCW_CMF_AVG_DEVICE_CONNECT_TIME] = "avg_device_connect_time",
	[CCW_CMF_AVG_DEVICE_DISCONNECT_TIME] = "avg_device_disconnect_time",
	[CCW_CMF_AVG_CONTROL_UNIT_QUEUING_TIME] = "avg_control_unit_queuing_time",
	[CCW_CMF_AVG_FUNCTION_PENDING_TIME] = "avg_function_pending_time",
};

CCW_EXPORT const char *ccw_cmf_get_name(enum ccw_cmf which)
{
	return (unsigned int)which < CCW_CMF_COUNT ? cmf_names[which] : NULL;
}

static int parse_cmf(enum ccw_cmf which, const char *text, uint64_t *val)
{
	/* "not yet", in the kernel's two ways of saying so */
	if (!strcmp(text, "n/a") || !strcmp(text, "-1"))
		return -ENODATA;
	if (which == CCW_CMF_AVG_UTILIZATION)
		return parse_utilization(text, val);
	return parse_dec(text, UINT64_MAX, val);
}

static int load_cmf(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_device *dev = obj;
	struct dev_cmf *cmf;
	char file[48], text[ATTR_MAX];
	int i, rc, found = 0;

	cmf = reader_alloc(reader, sizeof(*cmf));
	if (!cmf || !strings(reader, dev))
		return -ENOMEM;
	dev->str->cmf = cmf;
	for (i = 0; i < CCW_CMF_COUNT; i++) {
		snprintf(file, sizeof(file), "cmf/%s", cmf_names[i]);
		rc = reader_line(reader, place->dirfd, place_file(place, file), text);
		if (!rc)
			rc = parse_cmf(i, text, &cmf->value[i]);
		if (rc == -EBADMSG)
			reader_message(reader, CCW_LOG_WARNING, "%s/%s: not understood",
				       place->label, place_file(place, file));
		cmf->err[i] = (uint8_t)(rc == -ENOENT ? ENODATA : -rc);
		found += rc != -ENOENT;
	}
	return found ? 0 : -ENODATA;
}

static const struct attr_def dev_attrs[] = {
	{ CCW_DEV_IDENTITY, "modalias", NULL, load_identity },
	{ CCW_DEV_ONLINE, "online", parse_online, NULL },
	{ CCW_DEV_AVAILABILITY, "availability", parse_avail, NULL },
	{ CCW_DEV_CMB_ENABLE, "cmb_enable", parse_cmb_enable, NULL },
	{ CCW_DEV_DRIVER, "driver", NULL, load_driver },
	{ CCW_DEV_GROUP_DEVICE, "group_device", NULL, load_group },
	{ CCW_DEV_LINUX, "", NULL, load_linux },
	{ CCW_DEV_CMF, "cmf", NULL, load_cmf },
};

enum load device_load(struct reader *reader, struct place *place, uint64_t wanted,
		      struct ccw_device *dev)
{
	memset(dev->err, EINVAL, sizeof(dev->err));
	dev->str = NULL;
	return attrs_load(reader, place, dev_attrs, ARRAY_SIZE(dev_attrs), CCW_DEV_IDENTITY,
			  wanted, dev, dev->err);
}

static int dev_rc(const struct ccw_device *dev, enum ccw_attr attr)
{
	return -dev->err[attr - CCW_DEV_IDENTITY];
}

CCW_EXPORT struct ccw_id ccw_device_get_id(const struct ccw_device *dev)
{
	return dev->id;
}

CCW_EXPORT const struct ccw_subchannel *
ccw_device_get_subchannel(const struct ccw_device *dev)
{
	return dev->sch;
}

CCW_EXPORT int ccw_device_get_identity(const struct ccw_device *dev,
				       struct ccw_identity *identity)
{
	int rc = dev_rc(dev, CCW_DEV_IDENTITY);

	if (!rc)
		*identity = dev->identity;
	return rc;
}

CCW_EXPORT int ccw_device_get_online(const struct ccw_device *dev, bool *online)
{
	int rc = dev_rc(dev, CCW_DEV_ONLINE);

	if (!rc)
		*online = dev->online;
	return rc;
}

CCW_EXPORT int ccw_device_get_availability(const struct ccw_device *dev,
					   enum ccw_availability *avail)
{
	int rc = dev_rc(dev, CCW_DEV_AVAILABILITY);

	if (!rc)
		*avail = dev->availability;
	return rc;
}

CCW_EXPORT int ccw_device_get_cmb_enable(const struct ccw_device *dev, bool *on)
{
	int rc = dev_rc(dev, CCW_DEV_CMB_ENABLE);

	if (!rc)
		*on = dev->cmb_enable;
	return rc;
}

CCW_EXPORT int ccw_device_get_driver(const struct ccw_device *dev, const char **str)
{
	int rc = dev_rc(dev, CCW_DEV_DRIVER);

	if (!rc)
		*str = dev->str->driver;
	return rc;
}

CCW_EXPORT int ccw_device_get_group_device(const struct ccw_device *dev, const char **str)
{
	int rc = dev_rc(dev, CCW_DEV_GROUP_DEVICE);

	if (!rc)
		*str = dev->str->group_device;
	return rc;
}

CCW_EXPORT int ccw_device_get_linux(const struct ccw_device *dev, const char **names)
{
	int rc = dev_rc(dev, CCW_DEV_LINUX);

	if (!rc)
		*names = dev->str->linux_names;
	return rc;
}

CCW_EXPORT int ccw_device_get_cmf(const struct ccw_device *dev, enum ccw_cmf which,
				  uint64_t *value)
{
	int rc = dev_rc(dev, CCW_DEV_CMF);

	if ((unsigned int)which >= CCW_CMF_COUNT)
		return -EINVAL;
	if (!rc)
		rc = -dev->str->cmf->err[which];
	if (!rc)
		*value = dev->str->cmf->value[which];
	return rc;
}
