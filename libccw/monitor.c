// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * monitor.c - events of the kernel about channel devices
 *
 * The kernel's own netlink group: it needs no udevd, and tells before udevd does.
 */
#include <errno.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

#include "internal.h"
#include "parse.h"
#include "udev.h"

/*
 * Room for a burst: each attached device makes about six events, and one in the queue
 * takes about 1 KiB. As for udevd, it is a limit; only what waits takes memory.
 */
#define RECEIVE_BUFFER (128 << 20)

struct ccw_monitor {
	struct udev_lib lib;
	struct udev *udev;
	struct udev_monitor *monitor;
};

static void message(struct ccw_ctx *ctx, enum ccw_log_level level, const char *msg)
{
	if (ctx->log)
		ctx->log(ctx->log_data, level, msg);
}

static int start(struct ccw_monitor *mon, struct ccw_ctx *ctx)
{
	struct udev_lib *lib = &mon->lib;
	int rc;

	rc = udev_lib_load(lib);
	if (rc) {
		message(ctx, CCW_LOG_WARNING, "libudev.so.1 cannot be loaded: no events");
		return rc;
	}
	errno = 0;
	mon->udev = lib->new();
	if (mon->udev)
		mon->monitor = lib->monitor_new_from_netlink(mon->udev, "kernel");
	if (!mon->monitor)
		return errno ? -errno : -ENOMEM;
	/* more than the system's usual limit is for root: others live with less */
	if (lib->monitor_set_receive_buffer_size(mon->monitor, RECEIVE_BUFFER) < 0)
		message(ctx, CCW_LOG_DEBUG, "netlink: the usual receive buffer has to do");
	return lib->monitor_enable_receiving(mon->monitor);
}

CCW_EXPORT int ccw_monitor_new(struct ccw_ctx *ctx, struct ccw_monitor **out)
{
	struct ccw_monitor *mon;
	struct statfs st;
	int rc;

	if (statfs(ctx->root, &st) < 0)
		return -errno;
	/* the kernel tells about its own tree, not about a copy */
	if (st.f_type != SYSFS_MAGIC)
		return -EOPNOTSUPP;
	mon = calloc(1, sizeof(*mon));
	if (!mon)
		return -ENOMEM;
	rc = start(mon, ctx);
	if (rc < 0) {
		ccw_monitor_free(mon);
		return rc;
	}
	*out = mon;
	return 0;
}

CCW_EXPORT void ccw_monitor_free(struct ccw_monitor *mon)
{
	if (!mon)
		return;
	if (mon->monitor)
		mon->lib.monitor_unref(mon->monitor);
	if (mon->udev)
		mon->lib.unref(mon->udev);
	udev_lib_unload(&mon->lib);
	free(mon);
}

CCW_EXPORT int ccw_monitor_get_fd(const struct ccw_monitor *mon)
{
	return mon->lib.monitor_get_fd(mon->monitor);
}

static enum ccw_action parse_action(const char *text)
{
	static const char *const names[] = {
		[CCW_ACTION_ADD] = "add",	[CCW_ACTION_REMOVE] = "remove",
		[CCW_ACTION_CHANGE] = "change", [CCW_ACTION_MOVE] = "move",
		[CCW_ACTION_BIND] = "bind",	[CCW_ACTION_UNBIND] = "unbind",
	};
	size_t i;

	for (i = 0; text && i < ARRAY_SIZE(names); i++)
		if (names[i] && !strcmp(names[i], text))
			return i;
	return CCW_ACTION_OTHER;
}

/* False: about something else. */
static bool get_event(const struct udev_lib *lib, struct udev_device *device,
		      struct ccw_event *event)
{
	const char *path = lib->device_get_devpath(device), *from;
	struct ccw_event old;

	if (!path || parse_devpath(path, event))
		return false;
	event->action = parse_action(lib->device_get_action(device));
	from = lib->device_get_property_value(device, "DEVPATH_OLD");
	if (event->action == CCW_ACTION_MOVE && from && !parse_devpath(from, &old))
		event->old_parent = old.parent;
	return true;
}

CCW_EXPORT int ccw_monitor_next(struct ccw_monitor *mon, struct ccw_event *event)
{
	struct udev_device *device;
	struct ccw_event parsed;
	bool ours;

	for (;;) {
		errno = 0;
		device = mon->lib.monitor_receive_device(mon->monitor);
		if (!device && errno == EINTR)
			continue;
		if (!device)
			return errno ? -errno : -EAGAIN;
		ours = get_event(&mon->lib, device, &parsed);
		mon->lib.device_unref(device);
		if (!ours)
			continue;
		*event = parsed;
		return 0;
	}
}
