/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hint.h - which module would serve a device that no driver serves
 */
#ifndef CHCCWDEV_HINT_H
#define CHCCWDEV_HINT_H

#include "libccw.h"

/*
 * find_module - asks modprobe(8)
 *
 * Return: the name of a module, which the caller frees; "" if there is none. NULL: a
 * driver is bound to the device, or it cannot be found out.
 */
char *find_module(struct ccw_ctx *ctx, struct ccw_id id);

#endif
