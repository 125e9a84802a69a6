/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * names.h - drivers, and what they make of devices
 */
#ifndef KERNEL_NAMES_H
#define KERNEL_NAMES_H

#include "machine.h"
#include "text.h"

/* The driver that binds a subchannel, or a device, by itself; NULL: none. */
const char *subchannel_default_driver(const struct machine_subchannel *sch);
const char *device_default_driver(const struct ccw_identity *identity);

enum linux_class { LINUX_BLOCK, LINUX_NET, LINUX_TTY, LINUX_CLASSES };

/* Directories' names, by enum linux_class. */
extern const char *const linux_class_names[LINUX_CLASSES];

/*
 * struct linux_names - what Linux made of a device; empty strings: not that
 * @own: a block device, network interface or terminal in directories of the device
 * @virtio: virtioN
 * @below: the same as @own, of virtioN
 * @host: hostN, of SCSI
 * @group_net: the network interface of the ccwgroup device
 */
struct linux_names {
	char own[LINUX_CLASSES][NAME_MAX_LEN + 1];
	char virtio[NAME_MAX_LEN + 1];
	char below[LINUX_CLASSES][NAME_MAX_LEN + 1];
	char host[NAME_MAX_LEN + 1];
	char group_net[NAME_MAX_LEN + 1];
};

/* Room for linux_names_join(), and the longest text for linux_names_split(). */
#define LINUX_NAMES_MAX ((2 * LINUX_CLASSES + 3) * (NAME_MAX_LEN + 1))

/*
 * linux_names_split - tells a list of names, separated by blanks, apart
 * @dev: whose names they are: its identity and group decide what a name can mean
 *
 * Return: NULL, or what is wrong.
 */
const char *linux_names_split(const struct machine_device *dev, const char *text,
			      struct linux_names *names);
/* All but the group's, in libccw's order; *@buf is empty if there are none. */
void linux_names_join(const struct linux_names *names, char *buf);
/*
 * device_set_linux - sets the names, in order; the group must be known already
 *
 * Return: NULL, or what is wrong.
 */
const char *device_set_linux(struct machine *m, struct machine_device *dev,
			     const char *text);

#endif
