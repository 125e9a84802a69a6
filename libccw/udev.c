// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * udev.c - libudev, loaded when the first monitor is made
 */
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "internal.h"
#include "udev.h"

#define LIBRARY "libudev.so.1"

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
#define FUNCTION(name) { "udev_" #name, offsetof(struct udev_lib, name) }
	FUNCTION(new),
	FUNCTION(unref),
	FUNCTION(monitor_new_from_netlink),
	FUNCTION(monitor_unref),
	FUNCTION(monitor_set_receive_buffer_size),
	FUNCTION(monitor_enable_receiving),
	FUNCTION(monitor_get_fd),
	FUNCTION(monitor_receive_device),
	FUNCTION(device_unref),
	FUNCTION(device_get_action),
	FUNCTION(device_get_devpath),
	FUNCTION(device_get_property_value),
};

int udev_lib_load(struct udev_lib *lib)
{
	size_t i;

	lib->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!lib->handle)
		return -ENOPKG;
	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		void *function = dlsym(lib->handle, functions[i].name);

		if (!function) {
			udev_lib_unload(lib);
			return -ENOPKG;
		}
		memcpy((char *)lib + functions[i].offset, &function, sizeof(function));
	}
	return 0;
}

void udev_lib_unload(struct udev_lib *lib)
{
	if (lib->handle)
		dlclose(lib->handle);
	lib->handle = NULL;
}
