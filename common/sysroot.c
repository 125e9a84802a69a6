// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sysroot.c - the option --sysroot
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sysroot.h"

static bool has_dir(const char *dir, const char *name)
{
	char path[4096];
	struct stat st;

	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return false;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* DIR/sys, and DIR/proc if that is there too; or DIR itself. */
static int set_root(struct ccw_ctx *ctx, const char *dir)
{
	char path[4096];
	int rc;

	if (!has_dir(dir, "sys/devices") && !has_dir(dir, "sys/bus"))
		return ccw_ctx_set_root(ctx, dir);
	snprintf(path, sizeof(path), "%s/sys", dir);
	rc = ccw_ctx_set_root(ctx, path);
	if (rc || !has_dir(dir, "proc"))
		return rc;
	snprintf(path, sizeof(path), "%s/proc", dir);
	return ccw_ctx_set_proc(ctx, path);
}

void warn_no_css(const struct cmdline *cmdline, const struct ccw_ctx *ctx,
		 const struct ccw_snapshot *snap)
{
	if (!ccw_snapshot_next_css(snap, NULL))
		warn(cmdline, "No channel subsystem in %s", ccw_ctx_get_root(ctx));
}

struct ccw_ctx *sysroot_context(struct cmdline *cmdline, const char *dir)
{
	struct ccw_ctx *ctx;
	int rc;

	rc = ccw_ctx_new(&ctx);
	/* most likely a variable that a script has not set: that is not this machine */
	if (!rc && !*(dir ? dir : ccw_ctx_get_root(ctx))) {
		warn(cmdline, "%s is empty: it should be a directory",
		     dir ? "--sysroot" : "SYSFS_ROOT");
		exit(cmdline_failed(cmdline));
	}
	if (!rc && dir) {
		if (!has_dir(dir, ".")) {
			warn(cmdline, "Cannot read --sysroot %s: %s", dir,
			     errno ? strerror(errno) : "not a directory");
			exit(cmdline_failed(cmdline));
		}
		rc = set_root(ctx, dir);
	}
	if (rc) {
		warn(cmdline, "%s", strerror(-rc));
		exit(cmdline_failed(cmdline));
	}
	ccw_ctx_set_log(ctx, log_to_stderr, cmdline);
	return ctx;
}
