/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * udev.h - libudev, loaded when the first monitor is made
 *
 * The commands would otherwise start with one more shared library, which few of their
 * runs need and all would pay for.
 */
#ifndef LIBCCW_UDEV_H
#define LIBCCW_UDEV_H

#include <libudev.h>

/* The functions that are used; named as in libudev.h, without "udev_". */
struct udev_lib {
	void *handle;
	struct udev *(*new)(void);
	struct udev *(*unref)(struct udev *udev);
	struct udev_monitor *(*monitor_new_from_netlink)(struct udev *udev, const char *name);
	struct udev_monitor *(*monitor_unref)(struct udev_monitor *monitor);
	int (*monitor_set_receive_buffer_size)(struct udev_monitor *monitor, int size);
	int (*monitor_enable_receiving)(struct udev_monitor *monitor);
	int (*monitor_get_fd)(struct udev_monitor *monitor);
	struct udev_device *(*monitor_receive_device)(struct udev_monitor *monitor);
	struct udev_device *(*device_unref)(struct udev_device *device);
	const char *(*device_get_action)(struct udev_device *device);
	const char *(*device_get_devpath)(struct udev_device *device);
	const char *(*device_get_property_value)(struct udev_device *device, const char *key);
};

/* 0; -ENOPKG: there is no libudev.so.1, or one without these functions. */
int udev_lib_load(struct udev_lib *lib);
void udev_lib_unload(struct udev_lib *lib);

#endif
