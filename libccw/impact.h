/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * impact.h - how an impact comes about, for libccw's own files
 *
 * impact.c finds the devices and what becomes of each of them; look.c reads of sysfs and
 * /proc what more than one of the others needs. Then block.c and net.c start at what is
 * in use, and go down from there to devices: so there is little to read, however many
 * devices there are.
 */
#ifndef LIBCCW_IMPACT_H
#define LIBCCW_IMPACT_H

#include "internal.h"
#include "proc.h"

struct ccw_impact_use {
	size_t dev; /* index into impact->dev */
	enum ccw_use_kind kind;
	bool lost;
	const char *name, *via;
};

struct ccw_impact_device {
	const struct ccw_impact *impact;
	const struct ccw_device *dev;
	struct ccw_id id, with;
	enum ccw_fate fate;
	bool online, has_with, has_paths;
	uint8_t before, after;
	size_t first_use;
};

/* Devices are in order of id, uses in order of device, kind and name. */
struct ccw_impact {
	struct ccw_impact_device *dev;
	struct ccw_impact_use *use;
	size_t n_dev, room_dev, n_use, room_use;
	bool in_use;
	struct arena arena;
};

/* NULL: it is not in the impact. */
struct ccw_impact_device *impact_find(const struct ccw_impact *impact, uint32_t key);
/* Its driver cannot do I/O any more. */
bool impact_is_lost(const struct ccw_impact_device *dev);

/* ---- looking around ---- */

#define GROUP_MAX 8

/* A ccwgroup device, and the devices it is made of. */
struct group {
	uint32_t key;
	uint32_t member[GROUP_MAX];
	unsigned int n;
};

/*
 * struct look - what is needed to look around
 * @reader: its arena becomes the impact's; nomem says that something was left out
 * @group: in order of @key
 * @disks: devices that have a block device
 */
struct look {
	struct ccw_ctx *ctx;
	struct ccw_impact *impact;
	struct reader reader;
	int root_fd;
	struct group *group;
	size_t n_group, room_group;
	struct blocks *blocks;
	struct key_list disks;
};

struct names {
	const char **name;
	size_t n, room;
};

/* The entries of a directory that start with @prefix, in order; free names.name. */
void look_list(struct look *look, const char *dir, const char *prefix,
	       struct names *names);
/* One line of a file. 0, or as reader_line(). */
int look_line(struct look *look, char buf[ATTR_MAX], const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Where a link leads to. 0 or -errno. */
int look_link(struct look *look, char *target, size_t size, const char *path);
/* A whole file of PROC; the caller frees it. NULL: not there. */
char *look_proc(struct look *look, const char *name);
void look_find_groups(struct look *look);
const struct group *look_group(const struct look *look, uint32_t key);
/*
 * The devices that something is on, whose directory is @target: one, or those of a
 * ccwgroup device. Their number; 0: it is elsewhere.
 */
unsigned int look_devices(const struct look *look, const char *target,
			  uint32_t key[GROUP_MAX]);

/*
 * Notes a use of a device in the impact. @name and @via: in the arena, or static.
 */
void look_add_use(struct look *look, const struct ccw_impact_device *dev,
		  enum ccw_use_kind kind, const char *name, const char *via, bool lost);
/* realloc() for an array that gets one more element; false and nomem: no memory. */
bool look_room(struct look *look, void *array, size_t n, size_t *room, size_t size);

/* ---- what is in use ---- */

/* In class/block; what is on them, once the devices in the impact are settled. */
void look_find_blocks(struct look *look);
void look_for_block_uses(struct look *look);
void look_free_blocks(struct look *look);
void look_for_nets(struct look *look);
void look_for_terminal(struct look *look);

#endif
