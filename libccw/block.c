// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * block.c - block devices, and what is mounted or swapped to on them
 *
 * Each entry of class/block is a node. Below a partition is its disk, below what the
 * device mapper or md made is what its "slaves" say, below a disk is a channel device.
 * From each node of interest the search goes down to the disks.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "impact.h"
#include "parse.h"
#include "workers.h"

/* Deeper than anyone stacks block devices. */
#define DEPTH_MAX 16
#define VIA_MAX	  1024

enum verdict { NOT_ASKED, BEING_ASKED, GOOD, LOST };

/*
 * struct leg - what a block device stands on
 * @working: it is in use: md also has spares, and legs that failed, as multipath has
 */
struct leg {
	struct block *block;
	bool working;
};

/*
 * struct block - a block device, or a file system over several
 * @name: in sysfs
 * @label: what users call it
 * @device: the channel device it is on
 * @dev: that in the impact; NULL: none
 * @disk: of a partition
 * @needed: as many of the @n_leg legs have to work
 */
struct block {
	const char *name, *label;
	uint32_t device;
	bool on_device, is_virtual;
	const struct ccw_impact_device *dev;
	struct block *disk;
	struct leg *leg;
	size_t n_leg, needed;
	enum verdict verdict;
	size_t visited; /* by this search */
};

struct mounted {
	const char *dir;
	struct block *block;
};

/* @shared: file systems over several block devices, as nodes */
struct blocks {
	struct look *look;
	struct block *block;
	size_t n;
	struct block *shared;
	size_t n_shared, room_shared;
	struct mounted *mounted;
	size_t n_mounted, room_mounted;
	size_t searches;
};

static int cmp_blocks(const void *key, const void *block)
{
	return strcmp(key, ((const struct block *)block)->name);
}

static struct block *find_block(const struct blocks *blocks, const char *name)
{
	return blocks->n ? bsearch(name, blocks->block, blocks->n, sizeof(*blocks->block),
				   cmp_blocks)
			 : NULL;
}

/* "/dev/dasda1", "/dev/mapper/vg0-home", "/dev/cciss/c0d0" */
static struct block *find_source(const struct blocks *blocks, const char *source)
{
	static const char dev[] = "/dev/", mapper[] = "/dev/mapper/";
	char name[256], *slash;
	size_t i;

	if (!strncmp(source, mapper, strlen(mapper))) {
		for (i = 0; i < blocks->n; i++)
			if (!strcmp(blocks->block[i].label, source + strlen(mapper)))
				return &blocks->block[i];
		return NULL;
	}
	if (strncmp(source, dev, strlen(dev)) != 0)
		return NULL;
	source += strlen(dev);
	if (strlen(source) >= sizeof(name))
		return NULL;
	strcpy(name, source);
	while ((slash = strchr(name, '/')))
		*slash = '!';
	return find_block(blocks, name);
}

/* ---- what there is ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * The disk that a partition is of, by its name (block/partitions/core.c): that of the
 * disk, "p" should that end in a digit, and a number. Only md lets users choose the names
 * of disks ("md_home1"): see find_place(). Saves reading most of the links. @last: the
 * disk before it in order, which mostly is the one.
 */
static struct block *find_disk(const struct blocks *blocks, const char *name,
			       struct block *last)
{
	size_t len = strlen(name), digits = len;
	char disk[256];

	while (digits && is_digit(name[digits - 1]))
		digits--;
	if (digits == len || len >= sizeof(disk) || !strncmp(name, "md_", strlen("md_")))
		return NULL;
	if (digits > 1 && name[digits - 1] == 'p' && is_digit(name[digits - 2]))
		digits--;
	memcpy(disk, name, digits);
	disk[digits] = '\0';
	return last && !strcmp(last->name, disk) ? last : find_block(blocks, disk);
}

static bool is_in_sync(struct look *look, const char *md, const char *leg)
{
	char text[ATTR_MAX];

	return look_line(look, text, "class/block/%s/md/dev-%s/state", md, leg) ||
	       strstr(text, "in_sync");
}

/* A SCSI disk, whose state is not "offline", "transport-offline", "blocked"... */
static bool is_running(struct look *look, const char *disk)
{
	char text[ATTR_MAX];

	return look_line(look, text, "class/block/%s/device/state", disk) ||
	       !strcmp(text, "running");
}

/* How many legs of a md device may be missing; of @n that should be there. */
static size_t spare_legs(const char *level, size_t n)
{
	if (!strcmp(level, "raid1") || !strcmp(level, "multipath"))
		return n - 1;
	if (!strcmp(level, "raid4") || !strcmp(level, "raid5") ||
	    !strcmp(level, "raid10"))
		return 1;
	return strcmp(level, "raid6") ? 0 : 2;
}

static void set_needed(struct look *look, struct block *block)
{
	size_t i, working = 0, missing = 0;
	char text[ATTR_MAX];
	uint64_t val;
	bool is_dm;

	block->needed = block->n_leg;
	is_dm = !look_line(look, text, "class/block/%s/dm/uuid", block->name);
	if (is_dm && strncmp(text, "mpath-", strlen("mpath-")))
		return;
	for (i = 0; i < block->n_leg; i++) {
		const char *leg = block->leg[i].block->name;

		block->leg[i].working = is_dm ? is_running(look, leg)
					      : is_in_sync(look, block->name, leg);
		working += block->leg[i].working;
	}
	block->needed = is_dm ? working > 0 : working;
	if (is_dm)
		return;
	if (look_line(look, text, "class/block/%s/md/degraded", block->name) == 0 &&
	    !parse_dec(text, SIZE_MAX / 2, &val))
		missing = val;
	if (working && !look_line(look, text, "class/block/%s/md/level", block->name)) {
		size_t spare = spare_legs(text, working + missing);

		if (spare > missing)
			block->needed -= spare - missing;
	}
}

static void find_legs(struct blocks *blocks, struct block *block)
{
	struct look *look = blocks->look;
	char text[ATTR_MAX], path[300];
	struct names names;
	size_t i;

	snprintf(path, sizeof(path), "class/block/%s/slaves", block->name);
	look_list(look, path, "", &names);
	if (names.n)
		block->leg = reader_alloc(&look->reader, names.n * sizeof(*block->leg));
	for (i = 0; block->leg && i < names.n; i++) {
		struct block *below = find_block(blocks, names.name[i]);

		if (below)
			block->leg[block->n_leg++] = (struct leg){ below, true };
	}
	free(names.name);
	if (!block->leg || !block->n_leg)
		return;
	if (!look_line(look, text, "class/block/%s/dm/name", block->name))
		block->label = reader_strdup(&look->reader, text);
	if (!block->label)
		block->label = block->name;
	set_needed(look, block);
}

/* The disk that a partition is of, by where it is: ".../block/md_home1/md_home1p1". */
static struct block *find_parent(const struct blocks *blocks, char *target)
{
	char *name = strrchr(target, '/'), *above;
	struct block *parent;

	if (!name)
		return NULL;
	*name = '\0';
	above = strrchr(target, '/');
	parent = above ? find_block(blocks, above + 1) : NULL;
	*name = '/';
	return parent;
}

/* Where a block device is: its link. Many of them are read by several threads. */
static void find_place(struct reader *reader, void *data, size_t item)
{
	struct blocks *blocks = data;
	struct block *block = &blocks->block[item];
	char path[300], target[PATH_MAX];
	uint32_t key[GROUP_MAX];

	if (block->disk)
		return;
	snprintf(path, sizeof(path), "class/block/%s", block->name);
	if (look_link(blocks->look, target, sizeof(target), path))
		return;
	block->disk = find_parent(blocks, target);
	if (block->disk)
		return;
	block->is_virtual = strstr(target, "/virtual/");
	if (!block->is_virtual && look_devices(blocks->look, target, key) == 1) {
		block->on_device = true;
		block->device = key[0];
	}
}

static void find_all(struct blocks *blocks)
{
	struct look *look = blocks->look;
	struct block *last = NULL;
	struct names names;
	size_t i;

	look_list(look, "class/block", "", &names);
	if (names.n)
		blocks->block = calloc(names.n, sizeof(*blocks->block));
	if (names.n && !blocks->block)
		look->reader.nomem = true;
	for (i = 0; blocks->block && i < names.n; i++)
		blocks->block[i].name = blocks->block[i].label = names.name[i];
	blocks->n = blocks->block ? names.n : 0;
	free(names.name);

	for (i = 0; i < blocks->n; i++) {
		struct block *block = &blocks->block[i];

		block->disk = find_disk(blocks, block->name, last);
		if (!block->disk)
			last = block;
	}
	workers_run(&look->reader, blocks->n, find_place, blocks);
	for (i = 0; i < blocks->n; i++) {
		struct block *block = &blocks->block[i];

		if (block->is_virtual)
			find_legs(blocks, block);
		if (block->on_device && key_list_add(&look->disks, block->device) < 0)
			look->reader.nomem = true;
	}
	key_list_sort(&look->disks);
}

/* ---- what would be lost ---- */

static bool is_lost(struct block *block)
{
	size_t i, left = 0;
	bool lost = false;

	/* a circle: not in a real system */
	if (block->verdict == BEING_ASKED)
		return false;
	if (block->verdict != NOT_ASKED)
		return block->verdict == LOST;
	block->verdict = BEING_ASKED;
	if (block->disk)
		lost = is_lost(block->disk);
	else if (block->dev)
		lost = impact_is_lost(block->dev);
	for (i = 0; i < block->n_leg; i++) {
		if (!block->leg[i].working)
			continue;
		if (is_lost(block->leg[i].block))
			lost = true;
		else
			left++;
	}
	if (block->n_leg)
		lost = lost && left < block->needed;
	block->verdict = lost ? LOST : GOOD;
	return lost;
}

/* ---- from a use down to the devices ---- */

/*
 * struct search - for the devices that @top is on
 * @chain: nodes from the first one that is to be told downwards
 */
struct search {
	struct blocks *blocks;
	enum ccw_use_kind kind;
	const char *name;
	bool lost;
	const struct block *chain[DEPTH_MAX];
	size_t depth;
};

/* From the device on; a disk goes without saying if its partition follows. */
static const char *chain_text(const struct search *search)
{
	char text[VIA_MAX];
	size_t i = search->depth, len = 0;

	if (i > 1 && search->chain[i - 2]->disk == search->chain[i - 1])
		i--;
	for (; i-- > 0;) {
		size_t more = strlen(search->chain[i]->label);

		if (len + more + 2 > sizeof(text))
			break;
		if (len)
			text[len++] = ' ';
		memcpy(text + len, search->chain[i]->label, more);
		len += more;
	}
	text[len] = '\0';
	return len ? reader_strdup(&search->blocks->look->reader, text) : NULL;
}

static void search_down(struct search *search, struct block *block, bool tell)
{
	struct blocks *blocks = search->blocks;
	size_t i;

	if (block->visited == blocks->searches || search->depth == DEPTH_MAX)
		return;
	block->visited = blocks->searches;
	if (tell)
		search->chain[search->depth++] = block;
	if (block->dev)
		look_add_use(blocks->look, block->dev, search->kind, search->name,
			     chain_text(search), search->lost);
	if (block->disk)
		search_down(search, block->disk, tell || search->depth);
	for (i = 0; i < block->n_leg; i++)
		search_down(search, block->leg[i].block, true);
	if (tell)
		search->depth--;
}

/* @itself: @name is not that of the block device, which is between it and the disk. */
static void add_uses(struct blocks *blocks, enum ccw_use_kind kind, const char *name,
		     struct block *top, bool itself)
{
	struct search search = {
		.blocks = blocks, .kind = kind, .name = name, .lost = is_lost(top)};

	blocks->searches++;
	search_down(&search, top, itself && top->label);
}

/* ---- uses ---- */

/* btrfs: all block devices of the file system that @block is one of. */
static struct block *find_shared(struct blocks *blocks, struct block *block)
{
	size_t i, k;

	for (i = 0; i < blocks->n_shared; i++)
		for (k = 0; k < blocks->shared[i].n_leg; k++)
			if (blocks->shared[i].leg[k].block == block)
				return &blocks->shared[i];
	return block;
}

static void find_btrfs(struct blocks *blocks)
{
	struct look *look = blocks->look;
	struct names systems, names;
	struct block *shared;
	char path[300];
	size_t i, k;

	look_list(look, "fs/btrfs", "", &systems);
	for (i = 0; i < systems.n; i++) {
		snprintf(path, sizeof(path), "fs/btrfs/%s/devices", systems.name[i]);
		look_list(look, path, "", &names);
		if (names.n > 1 && look_room(look, &blocks->shared, blocks->n_shared,
					     &blocks->room_shared, sizeof(*shared))) {
			shared = &blocks->shared[blocks->n_shared++];
			*shared = (struct block){ .name = systems.name[i] };
			shared->leg = reader_alloc(&look->reader,
						   names.n * sizeof(*shared->leg));
			for (k = 0; shared->leg && k < names.n; k++) {
				struct block *leg = find_block(blocks, names.name[k]);

				if (leg)
					shared->leg[shared->n_leg++] =
						(struct leg){ leg, true };
			}
			shared->needed = shared->n_leg;
		}
		free(names.name);
	}
	free(systems.name);
}

static struct block *find_mounted(struct blocks *blocks, const struct proc_mount *mount)
{
	char path[64], target[PATH_MAX], *name;
	struct block *block;

	if (!mount->dev.major) {
		block = find_source(blocks, mount->source);
		return block && !strcmp(mount->type, "btrfs") ? find_shared(blocks, block)
							      : block;
	}
	snprintf(path, sizeof(path), "dev/block/%u:%u", mount->dev.major,
		 mount->dev.minor);
	if (look_link(blocks->look, target, sizeof(target), path))
		return find_source(blocks, mount->source);
	name = strrchr(target, '/');
	return name ? find_block(blocks, name + 1) : NULL;
}

static void add_mounts(struct blocks *blocks)
{
	struct look *look = blocks->look;
	char *text = look_proc(look, "self/mountinfo"), *pos = text, *line;
	struct proc_mount mount;

	while (pos && (line = proc_next_line(&pos))) {
		struct block *block;
		const char *dir;

		if (proc_parse_mount(line, &mount))
			continue;
		block = find_mounted(blocks, &mount);
		dir = reader_strdup(&look->reader, mount.dir);
		if (!dir || !look_room(look, &blocks->mounted, blocks->n_mounted,
				       &blocks->room_mounted, sizeof(*blocks->mounted)))
			break;
		blocks->mounted[blocks->n_mounted++] = (struct mounted){ dir, block };
		if (block)
			add_uses(blocks, strcmp(dir, "/") ? CCW_USE_MOUNT : CCW_USE_ROOT,
				 dir, block, true);
	}
	free(text);
}

/* Where a file is: the longest directory of a mount that is the start of its path. */
static struct block *find_file(const struct blocks *blocks, const char *path)
{
	const struct mounted *best = NULL;
	size_t i, len, best_len = 0;

	for (i = 0; i < blocks->n_mounted; i++) {
		const char *dir = blocks->mounted[i].dir;

		len = strcmp(dir, "/") ? strlen(dir) : 0;
		if (strncmp(path, dir, len) != 0 || path[len] != '/' || len < best_len)
			continue;
		best = &blocks->mounted[i];
		best_len = len;
	}
	return best ? best->block : NULL;
}

static void add_swaps(struct blocks *blocks)
{
	struct look *look = blocks->look;
	char *text = look_proc(look, "swaps"), *pos = text, *line, *name;
	struct block *block;
	bool is_file;

	while (pos && (line = proc_next_line(&pos))) {
		if (proc_parse_swap(line, &name, &is_file))
			continue;
		block = is_file ? find_file(blocks, name) : find_source(blocks, name);
		if (block)
			add_uses(blocks, CCW_USE_SWAP,
				 is_file ? reader_strdup(&look->reader, name)
					 : block->label,
				 block, is_file);
	}
	free(text);
}

void look_find_blocks(struct look *look)
{
	struct blocks *blocks = reader_alloc(&look->reader, sizeof(*blocks));

	look->blocks = blocks;
	/* where nothing is affected nothing needs to be found */
	if (!blocks || !look->impact->n_dev)
		return;
	blocks->look = look;
	find_all(blocks);
	find_btrfs(blocks);
}

void look_for_block_uses(struct look *look)
{
	struct blocks *blocks = look->blocks;
	size_t i;

	if (!blocks || !blocks->n)
		return;
	for (i = 0; i < blocks->n; i++)
		if (blocks->block[i].on_device)
			blocks->block[i].dev = impact_find(look->impact,
							   blocks->block[i].device);
	for (i = 0; i < blocks->n; i++)
		if (!blocks->block[i].disk)
			add_uses(blocks, CCW_USE_BLOCK, blocks->block[i].label,
				 &blocks->block[i], false);
	add_mounts(blocks);
	add_swaps(blocks);
}

void look_free_blocks(struct look *look)
{
	struct blocks *blocks = look->blocks;

	if (blocks) {
		free(blocks->block);
		free(blocks->shared);
		free(blocks->mounted);
	}
	free(look->disks.key);
}
