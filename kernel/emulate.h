/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * emulate.h - machines for the module vcss: what is written to /dev/vcss
 */
#ifndef KERNEL_EMULATE_H
#define KERNEL_EMULATE_H

#include "machine.h"
#include "out.h"

/* The lines that describe a machine, without the one that brings it to life. */
void emulate_machine(const struct machine *m, struct out *out);
/* The line of a subchannel. */
void emulate_subchannel(const struct machine *m, const struct machine_subchannel *sch,
			struct out *out);
/*
 * emulate_check - tells what of a machine cannot be emulated
 *
 * False: too much of it.
 */
bool emulate_check(const struct machine *m, struct machine_diag *diag);
/* Whether a driver of the module is to serve the device. */
bool emulate_is_own(const struct machine_device *dev);
/* Whether the driver of the device sets it online by itself. */
bool emulate_goes_online(const struct machine_device *dev);

#endif
