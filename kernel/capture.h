/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * capture.h - machines from what there is already
 */
#ifndef KERNEL_CAPTURE_H
#define KERNEL_CAPTURE_H

#include "machine.h"

/*
 * capture_system - the machine that libccw sees
 *
 * Return: what the snapshot answered. Call machine_finish() after it.
 */
int capture_system(struct machine *m, struct ccw_ctx *ctx, struct machine_diag *diag);

/*
 * capture_text - adds what a saved output of lscss or lschp lists
 *
 * In any of their forms, and with other lines between; may be called again for more.
 * What makes no sense goes to @diag, with the place in the text. Return: how many
 * rows there were. Call machine_finish() after it.
 */
size_t capture_text(struct machine *m, const char *text, size_t len,
		    struct machine_diag *diag);

#endif
