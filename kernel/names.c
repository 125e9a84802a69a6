// SPDX-License-Identifier: GPL-2.0-only
/*
 * names.c - drivers, and what they make of devices
 */
#include <stdio.h>
#include <string.h>

#include "names.h"

const char *subchannel_default_driver(const struct machine_subchannel *sch)
{
	switch (sch->type) {
	case CCW_SUBCHANNEL_IO:
		return sch->mdev ? "vfio_ccw" : "io_subchannel";
	case CCW_SUBCHANNEL_CHSC:
		return "chsc_subchannel";
	case CCW_SUBCHANNEL_EADM:
		return "eadm_subchannel";
	default:
		return NULL;
	}
}

#define ANY_MODEL 0x100

/*
 * The id tables of the kernel's ccw drivers (drivers/s390/{block,char,net,scsi,virtio}),
 * shortened to what tells them apart. A @dev_type of 0 matches all.
 */
static const struct {
	uint16_t cu_type, cu_model, dev_type;
	const char *driver;
} drivers[] = {
	{ 0x3990, ANY_MODEL, 0x3390, "dasd-eckd" },
	{ 0x2105, ANY_MODEL, 0x3390, "dasd-eckd" },
	{ 0x3880, ANY_MODEL, 0x3390, "dasd-eckd" },
	{ 0x3990, ANY_MODEL, 0x3380, "dasd-eckd" },
	{ 0x2105, ANY_MODEL, 0x3380, "dasd-eckd" },
	{ 0x9343, ANY_MODEL, 0x9345, "dasd-eckd" },
	{ 0x2107, ANY_MODEL, 0x3390, "dasd-eckd" },
	{ 0x2107, ANY_MODEL, 0x3380, "dasd-eckd" },
	{ 0x1750, ANY_MODEL, 0x3390, "dasd-eckd" },
	{ 0x1750, ANY_MODEL, 0x3380, "dasd-eckd" },
	{ 0x6310, ANY_MODEL, 0x9336, "dasd-fba" },
	{ 0x3880, ANY_MODEL, 0x3370, "dasd-fba" },
	{ 0x1731, 0x03, 0, "zfcp" },
	{ 0x1731, ANY_MODEL, 0x1732, "qeth" },
	{ 0x1731, ANY_MODEL, 0, "qeth" },
	{ 0x3088, 0x01, 0, "lcs" },
	{ 0x3088, 0x60, 0, "lcs" },
	{ 0x3088, 0x08, 0, "ctcm" },
	{ 0x3088, 0x1e, 0, "ctcm" },
	{ 0x3088, 0x1f, 0, "ctcm" },
	{ 0x3480, ANY_MODEL, 0, "tape_34xx" },
	{ 0x3490, ANY_MODEL, 0, "tape_34xx" },
	{ 0x3590, ANY_MODEL, 0, "tape_3590" },
	{ 0x3592, ANY_MODEL, 0, "tape_3590" },
	{ 0x2540, ANY_MODEL, 0, "vmur" },
	{ 0x1403, ANY_MODEL, 0, "vmur" },
	{ 0x3215, ANY_MODEL, 0, "3215" },
	{ 0x0009, ANY_MODEL, 0, "3215" },
	{ 0x3270, ANY_MODEL, 0, "3270" },
	{ 0x3274, ANY_MODEL, 0, "3270" },
	{ 0x3174, ANY_MODEL, 0, "3270" },
	{ 0x3832, ANY_MODEL, 0, "virtio_ccw" },
};

const char *device_default_driver(const struct ccw_identity *identity)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(drivers); i++) {
		if (drivers[i].cu_type != identity->cu_type)
			continue;
		if (drivers[i].cu_model != ANY_MODEL &&
		    drivers[i].cu_model != identity->cu_model)
			continue;
		if (!drivers[i].dev_type || drivers[i].dev_type == identity->dev_type)
			return drivers[i].driver;
	}
	return NULL;
}

/* ---- what Linux made of it ---- */

const char *const linux_class_names[LINUX_CLASSES] = {
	[LINUX_BLOCK] = "block",
	[LINUX_NET] = "net",
	[LINUX_TTY] = "tty",
};

static bool starts_with_number(const char *name, const char *prefix)
{
	size_t len = strlen(prefix);

	return !strncmp(name, prefix, len) && name[len] >= '0' && name[len] <= '9';
}

static bool starts_with(const char *name, const char *prefix)
{
	return !strncmp(name, prefix, strlen(prefix));
}

/* The kind of device decides; network interfaces can have any name. */
static enum linux_class guess_class(const struct machine_device *dev, const char *name)
{
	const struct ccw_identity *id = &dev->identity;

	if (starts_with(name, "dasd") || starts_with(name, "vd"))
		return LINUX_BLOCK;
	if (starts_with(name, "tty") || starts_with(name, "hvc") ||
	    starts_with(name, "vport"))
		return LINUX_TTY;
	if (dev->group || (id->cu_type == 0x3832 && id->cu_model == 0x01))
		return LINUX_NET;
	switch (id->cu_type) {
	case 0x1731:
	case 0x3088:
		return LINUX_NET;
	case 0x3215:
	case 0x3270:
		return LINUX_TTY;
	}
	return LINUX_BLOCK;
}

/* Where a name belongs, or NULL: a second one of its kind. */
static char *find_slot(const struct machine_device *dev, const char *name,
		       struct linux_names *names)
{
	enum linux_class class;
	char *slot;

	if (starts_with_number(name, "virtio")) {
		slot = names->virtio;
	} else if (starts_with_number(name, "host")) {
		slot = names->host;
	} else {
		class = guess_class(dev, name);
		if (class == LINUX_NET && dev->group)
			slot = names->group_net;
		else
			slot = names->virtio[0] ? names->below[class] : names->own[class];
	}
	return *slot ? NULL : slot;
}

const char *linux_names_split(const struct machine_device *dev, const char *text,
			      struct linux_names *names)
{
	char name[NAME_MAX_LEN + 1], *slot;
	size_t len;

	memset(names, 0, sizeof(*names));
	for (text += strspn(text, " "); *text; text += len, text += strspn(text, " ")) {
		len = strcspn(text, " ");
		if (len > NAME_MAX_LEN)
			return "a name is too long";
		memcpy(name, text, len);
		name[len] = '\0';
		if (!text_is_name(name))
			return "a name has characters that names cannot have";
		slot = find_slot(dev, name, names);
		if (!slot)
			return "two names of the same kind";
		memcpy(slot, name, len + 1);
	}
	return NULL;
}

static char *append(char *p, const char *start, const char *name)
{
	size_t len = strlen(name);

	if (!len)
		return p;
	if (p > start)
		*p++ = ' ';
	memcpy(p, name, len + 1);
	return p + len;
}

void linux_names_join(const struct linux_names *names, char *buf)
{
	char *p = buf;
	int i;

	*p = '\0';
	for (i = 0; i < LINUX_CLASSES; i++)
		p = append(p, buf, names->own[i]);
	p = append(p, buf, names->virtio);
	for (i = 0; i < LINUX_CLASSES; i++)
		p = append(p, buf, names->below[i]);
	append(p, buf, names->host);
}

const char *device_set_linux(struct machine *m, struct machine_device *dev,
			     const char *text)
{
	char joined[LINUX_NAMES_MAX];
	struct linux_names names;
	const char *wrong;

	wrong = linux_names_split(dev, text, &names);
	if (wrong)
		return wrong;
	linux_names_join(&names, joined);
	/* the group's name stays among them until machine_finish() finds the group */
	if (names.group_net[0])
		dev->linux_names = machine_strdup(m, text);
	else
		dev->linux_names = *joined ? machine_strdup(m, joined) : NULL;
	return NULL;
}
