// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hint.c - which module would serve a device that no driver serves
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hint.h"

/* The identity of a device that no driver is bound to. */
static int get_identity(struct ccw_ctx *ctx, struct ccw_id id,
			struct ccw_identity *identity)
{
	const struct ccw_device *dev;
	struct ccw_snapshot *snap;
	struct ccw_query *query;
	const char *driver;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query, CCW_ATTR(CCW_DEV_IDENTITY) | CCW_ATTR(CCW_DEV_DRIVER));
	rc = ccw_query_add_devices(query, id, id);
	if (!rc)
		rc = ccw_snapshot_new(ctx, query, &snap);
	ccw_query_free(query);
	if (rc)
		return rc;
	dev = ccw_snapshot_get_device(snap, id);
	rc = -ENODEV;
	if (dev && ccw_device_get_driver(dev, &driver) == -ENODATA)
		rc = ccw_device_get_identity(dev, identity);
	ccw_snapshot_free(snap);
	return rc;
}

/* Output of "modprobe --resolve-alias ALIAS"; its messages are nobody's business. */
static FILE *start_modprobe(const char *alias, pid_t *pid)
{
	char *const argv[] = { "modprobe", "--resolve-alias", (char *)alias, NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t signals;
	int fds[2], err;
	FILE *file;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[1], 1);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	/* which is ignored here */
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigdefault(&attr, &signals);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	err = posix_spawnp(pid, "modprobe", &actions, &attr, argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	file = err ? NULL : fdopen(fds[0], "r");
	if (!file)
		close(fds[0]);
	return file;
}

/* drivers/s390/cio/device.c, snprint_alias() */
static void format_modalias(const struct ccw_identity *identity, char *buf, size_t size)
{
	if (identity->dev_type)
		snprintf(buf, size, "ccw:t%04Xm%02Xdt%04Xdm%02X", identity->cu_type,
			 identity->cu_model, identity->dev_type, identity->dev_model);
	else
		snprintf(buf, size, "ccw:t%04Xm%02Xdtdm", identity->cu_type,
			 identity->cu_model);
}

char *find_module(struct ccw_ctx *ctx, struct ccw_id id)
{
	char alias[40], name[64], *module = NULL;
	struct ccw_identity identity;
	FILE *file;
	pid_t pid;

	/* another system has other modules */
	if (!ccw_ctx_get_proc(ctx) || strcmp(ccw_ctx_get_proc(ctx), "/proc"))
		return NULL;
	if (get_identity(ctx, id, &identity))
		return NULL;
	format_modalias(&identity, alias, sizeof(alias));
	file = start_modprobe(alias, &pid);
	if (!file)
		return NULL;
	if (fgets(name, sizeof(name), file)) {
		name[strcspn(name, "\n")] = '\0';
		module = strdup(name);
	} else if (!ferror(file)) {
		module = strdup("");
	}
	fclose(file);
	waitpid(pid, NULL, 0);
	return module;
}
