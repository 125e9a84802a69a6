// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * explain.c - why a change failed, or did not do what was asked
 *
 * What an errno means depends on what was written: drivers/s390/cio/device.c
 * (online_store) and device_ops.c for devices, chp.c for channel paths.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "change.h"
#include "parse.h"

/* The first line of a file of the object. False: there is none, or it is empty. */
static bool read_file(const struct ccw_change *change, int root_fd, const char *name,
		      char text[ATTR_MAX])
{
	char dir[PATH_LEN / 2], path[PATH_LEN];

	change_get_dir(change, dir, sizeof(dir));
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return !writer_read(root_fd, path, text) && text[0];
}

static bool has_file(const struct ccw_change *change, int root_fd, const char *name)
{
	char dir[PATH_LEN / 2], path[PATH_LEN];

	change_get_dir(change, dir, sizeof(dir));
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return faccessat(root_fd, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void explain_open(struct ccw_change *change, int root_fd)
{
	int err = change->reply.err;

	if (change->kind == CCW_CHANGE_UNIGNORE && err == EACCES && geteuid() != 0)
		change_set_reason(change, "only root can change /proc/cio_ignore (%s)",
				  strerrordesc_np(err));
	else if (change->kind == CCW_CHANGE_UNIGNORE)
		change_set_reason(change, "/proc/cio_ignore cannot be opened: %s",
				  strerrordesc_np(err));
	else if (err == ENOENT && !has_file(change, root_fd, ""))
		change_set_reason(change, "it is not there (any more)");
	else if (err == ENOENT)
		change_set_reason(change, "it has no attribute %s", change->name);
	else if ((err == EACCES || err == EPERM) && geteuid() != 0)
		change_set_reason(change, "only root can change it (%s)",
				  strerrordesc_np(err));
	else if (err == EACCES || err == EPERM)
		change_set_reason(change, "the attribute %s cannot be changed (%s)",
				  change->name, strerrordesc_np(err));
	else if (err == EROFS)
		change_set_reason(change,
				  "it is mounted read-only, as in a container (%s)",
				  strerrordesc_np(err));
	else
		change_set_reason(change, "the attribute %s cannot be opened: %s",
				  change->name, strerrordesc_np(err));
}

/* Nothing serves the device: it cannot go online. */
static bool explain_no_driver(struct ccw_change *change, int root_fd)
{
	char modalias[ATTR_MAX];

	if (change->group[0] || has_file(change, root_fd, "driver"))
		return false;
	if (!has_file(change, root_fd, ""))
		return false;
	if (!read_file(change, root_fd, "modalias", modalias))
		snprintf(modalias, sizeof(modalias), "not known");
	change_set_reason(change, "no driver is bound to it (modalias %s)", modalias);
	return true;
}

static const char *availability_says(const char *text)
{
	enum ccw_availability avail;

	if (parse_availability(text, &avail))
		return NULL;
	switch (avail) {
	case CCW_AVAIL_BOXED:
		return "it is boxed: reserved by another system; forcing it online takes "
		       "it "
		       "over";
	case CCW_AVAIL_NO_PATH:
		return "no channel path leads to it";
	case CCW_AVAIL_NO_DEVICE:
		return "there is no device at the other end";
	case CCW_AVAIL_GOOD:
		break;
	}
	return NULL;
}

static void explain_online(struct ccw_change *change, int root_fd)
{
	int err = change->reply.err;
	const char *says = NULL;
	char text[ATTR_MAX];

	if (change->kind == CCW_CHANGE_ONLINE && explain_no_driver(change, root_fd))
		return;
	if (change->kind == CCW_CHANGE_ONLINE &&
	    read_file(change, root_fd, "availability", text))
		says = availability_says(text);
	if (!says && !has_file(change, root_fd, ""))
		says = "it went away meanwhile";
	if (!says && err == EAGAIN)
		says = "another change of it was still running";
	if (!says && err == ENODEV)
		says = "it is not operational, or its driver does not take it";
	if (!says && err == EBUSY)
		says = "it is in use";
	if (!says && err == EINVAL)
		says = "it is not in a state in which that can be done";
	if (says)
		change_set_reason(change, "%s (%s)", says, strerrordesc_np(err));
	else
		change_set_reason(change, "the kernel says: %s", strerrordesc_np(err));
}

/* drivers/s390/char/sclp_chp.c: without the facility, nobody answers. */
static void explain_configure(struct ccw_change *change)
{
	if (change->reply.err == EOPNOTSUPP)
		change_set_reason(change, "no SCLP that configures channel paths: the "
					  "hypervisor or the machine does not offer it");
	else if (change->reply.err)
		change_set_reason(change, "the kernel says: %s",
				  strerrordesc_np(change->reply.err));
	else
		change_set_reason(change, "the value is unchanged: the hypervisor or the "
					  "machine does not allow it");
}

/*
 * What the driver has to say of a device that is online: drivers/s390/block/
 * dasd_devmap.c ("status"), scsi/zfcp_sysfs.c ("failed"), net/qeth_core_sys.c ("state").
 */
static void explain_verdict(struct ccw_change *change, int root_fd)
{
	char text[ATTR_MAX];

	if (change->group[0]) {
		if (read_file(change, root_fd, "state", text) && strncmp(text, "UP", 2) &&
		    strcmp(text, "SOFTSETUP"))
			change_set_reason(change, "its driver says: %s", text);
	} else if (read_file(change, root_fd, "failed", text)) {
		if (!strcmp(text, "1"))
			change_set_reason(change, "its driver says: failed");
	} else if (read_file(change, root_fd, "status", text)) {
		if (strcmp(text, "online"))
			change_set_reason(change, "its driver says: %s", text);
	}
}

void change_explain(struct ccw_change *change, int root_fd)
{
	change->reason[0] = '\0';
	switch (change->effect) {
	case CCW_EFFECT_NONE:
	case CCW_EFFECT_ALREADY:
	case CCW_EFFECT_WRITTEN:
		return;
	case CCW_EFFECT_PENDING:
		change_set_reason(change,
				  "not done after %u ms: the kernel goes on with it",
				  (unsigned int)(change->ns / 1000000));
		return;
	case CCW_EFFECT_DONE:
		if (change->kind == CCW_CHANGE_ONLINE)
			explain_verdict(change, root_fd);
		return;
	case CCW_EFFECT_UNCHANGED:
	case CCW_EFFECT_FAILED:
		break;
	}
	if (change->effect == CCW_EFFECT_FAILED && change->step == CCW_CHANGE_STEP_OPEN)
		explain_open(change, root_fd);
	else if (change->kind == CCW_CHANGE_CONFIGURE)
		explain_configure(change);
	else if (change->effect == CCW_EFFECT_UNCHANGED)
		change_set_reason(change,
				  "the kernel took the value, but %s reads \"%s\"",
				  change->name, change->reply.after);
	else if (change->kind == CCW_CHANGE_ONLINE || change->kind == CCW_CHANGE_OFFLINE)
		explain_online(change, root_fd);
	else
		change_set_reason(change, "the kernel says: %s",
				  strerrordesc_np(change->reply.err));
}
