/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcsstrace.h - the module's trace events, in an instance of the kernel's tracing
 */
#ifndef KERNEL_VCSSTRACE_H
#define KERNEL_VCSSTRACE_H

#include <stdbool.h>

#include "out.h"

/*
 * vcsstrace_show - prints what was traced; the first time, begins to trace
 * @follow: prints what comes, until a signal ends the program
 *
 * Return, both: 0, or an errno; ENOENT: there are no such events.
 */
int vcsstrace_show(struct out *out, bool follow);
int vcsstrace_off(void);

#endif
