/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * settle.h - devices and channel paths of an emulated machine, in the state that its
 * machine file says
 *
 * What Linux decides, and not the machine, is written to sysfs.
 */
#ifndef KERNEL_SETTLE_H
#define KERNEL_SETTLE_H

#include "cmdline.h"
#include "machine.h"

/*
 * settle_drivers - loads the kernel's drivers for disks
 *
 * To be called before there are devices: they are bound when they are found. False: one
 * is not there; a message was printed.
 */
bool settle_drivers(const struct cmdline *cmdline, const struct machine *m);

/* Varies paths, sets devices online. Return: an exit status; messages were printed. */
int settle_machine(const struct cmdline *cmdline, const struct machine *m);

/*
 * settle_offline - sets devices that nobody uses offline: those served by the module,
 * virtio devices, and disks
 * @status: of the module, says what is emulated
 *
 * False: others are online, a disk is in use, or one could not be set offline; messages
 * were printed.
 */
bool settle_offline(const struct cmdline *cmdline, const char *status);

#endif
