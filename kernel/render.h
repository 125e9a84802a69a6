/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * render.h - writes a machine as a sysfs tree
 */
#ifndef KERNEL_RENDER_H
#define KERNEL_RENDER_H

#include "machine.h"
#include "mktree.h"

/*
 * machine_render - writes @m below @path, which must not exist or be empty
 *
 * What stands for /sys is @path itself. Return: 0, or an errno; tree->path then
 * says where it went wrong, and the tree is not complete.
 */
int machine_render(const struct machine *m, const char *path, struct mktree *tree);

/* ---- for the render-*.c files ---- */

/*
 * struct render_bus - /sys/bus/NAME
 * @driver: directories of drivers, in order of name
 */
struct render_bus {
	struct mktree_dir dir, devices, drivers;
	struct render_driver {
		char *name;
		struct mktree_dir dir;
	} * driver;
	size_t n_drivers;
};

/*
 * struct render
 * @css: devices/cssN of the css at work
 */
struct render {
	const struct machine *m;
	struct mktree *tree;
	struct mktree_dir root, bus, devices, css;
	struct render_bus css_bus, ccw_bus, group_bus;
};

void render_bus_open(struct render *r, struct render_bus *bus, const char *name);
void render_bus_close(struct render_bus *bus);
/*
 * Lists a device on its bus and with its driver.
 * @path: of its directory, below devices/
 * @driver: NULL: none
 */
void render_bus_add(struct render *r, struct render_bus *bus, const char *id,
		    const char *path, const char *driver);
/* Path of a device below devices/; @buf: at least 64 bytes */
void render_device_path(const struct machine_device *dev,
			const struct machine_subchannel *sch, char *buf);

void render_chpath(struct render *r, const struct machine_chpath *chp);
/* @sch: NULL: defunct; @up: the directory it is in */
void render_device(struct render *r, const struct machine_device *dev,
		   const struct machine_subchannel *sch, const struct mktree_dir *up);
void render_groups(struct render *r);
/* What Linux made of a device, in its directory. */
void render_linux(struct render *r, const struct machine_device *dev,
		  const struct mktree_dir *dir);
void render_class(struct render *r, const struct mktree_dir *dir, const char *class,
		  const char *name);

#endif
