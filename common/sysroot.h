/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysroot.h - the option --sysroot
 */
#ifndef COMMON_SYSROOT_H
#define COMMON_SYSROOT_H

#include "cmdline.h"

/*
 * sysroot_context - a context for libccw
 * @dir: argument of --sysroot: a copy of /sys, or a directory with a copy of it in
 *	"sys" and, for what is in use, perhaps one of /proc in "proc"; NULL: not given
 *
 * Its log lines go to standard error. Ends the program if @dir is no such thing.
 */
struct ccw_ctx *sysroot_context(struct cmdline *cmdline, const char *dir);
/*
 * Warns if there is no channel subsystem, of which an empty table says nothing. @snap is of a
 * query with CCW_CSS_CM_ENABLE.
 */
void warn_no_css(const struct cmdline *cmdline, const struct ccw_ctx *ctx,
		 const struct ccw_snapshot *snap);

#endif
