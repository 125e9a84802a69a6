// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * scan.c - finds out what exists
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "parse.h"

int key_list_add(struct key_list *list, uint32_t key)
{
	int rc = array_room(&list->key, list->n, &list->room, sizeof(*list->key));

	if (rc)
		return rc;
	list->key[list->n++] = key;
	return 0;
}

static int cmp_keys(const void *a, const void *b)
{
	uint32_t ka = *(const uint32_t *)a, kb = *(const uint32_t *)b;

	return (ka > kb) - (ka < kb);
}

void key_list_sort(struct key_list *list)
{
	size_t i, n = 0;

	if (!list->n)
		return;
	qsort(list->key, list->n, sizeof(*list->key), cmp_keys);
	for (i = 0; i < list->n; i++)
		if (!i || list->key[i] != list->key[n - 1])
			list->key[n++] = list->key[i];
	list->n = n;
}

void key_list_keep(struct key_list *list, const struct ranges *ranges)
{
	size_t i, n = 0;

	for (i = 0; i < list->n; i++)
		if (ranges_match(ranges, list->key[i]))
			list->key[n++] = list->key[i];
	list->n = n;
}

ssize_t key_list_find(const struct key_list *list, uint32_t key)
{
	const uint32_t *found = NULL;

	if (list->n)
		found = bsearch(&key, list->key, list->n, sizeof(key), cmp_keys);
	return found ? found - list->key : -1;
}

/*
 * struct dir_reader - readdir(3) without the 32 KiB that opendir(3) allocates: most
 * directories here have a few entries
 * @ours: close it
 * @err: what reading it ended with, if not with the last entry
 */
struct dir_reader {
	int fd, err;
	bool ours;
	ssize_t pos, len;
	union {
		struct dirent64 entry;
		char bytes[4096];
	} buf;
};

/* @path NULL: @dirfd itself, from its start. */
static int dir_open(struct reader *reader, struct dir_reader *dir, int dirfd,
		    const char *path)
{
	dir->pos = dir->len = 0;
	dir->err = 0;
	dir->ours = path;
	dir->fd = dirfd;
	if (path)
		dir->fd = reader_open(reader, dirfd, path,
				      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	else if (lseek(dirfd, 0, SEEK_SET) < 0)
		return -errno;
	return dir->fd < 0 ? dir->fd : 0;
}

/* 0, or why there may be more entries than were read. */
static int dir_close(struct dir_reader *dir)
{
	if (dir->ours)
		close(dir->fd);
	return dir->err;
}

/* The name of the next entry; NULL after the last, or where it cannot be read. */
static const char *dir_next(struct dir_reader *dir)
{
	const struct dirent64 *entry;

	if (dir->pos >= dir->len) {
		dir->pos = 0;
		dir->len = getdents64(dir->fd, dir->buf.bytes, sizeof(dir->buf));
		/* one that vanishes while it is read has no more entries */
		if (dir->len < 0 && !is_absent(-errno))
			dir->err = -errno;
		if (dir->len <= 0)
			return NULL;
	}
	entry = (const struct dirent64 *)(dir->buf.bytes + dir->pos);
	dir->pos += entry->d_reclen;
	return entry->d_name;
}

int scan_ids(struct reader *reader, struct id_scan *scan, size_t max)
{
	const char *name;
	struct ccw_id id;
	int rc = 0;

	if (!scan->dir) {
		scan->dir = reader_alloc(reader, sizeof(*scan->dir));
		rc = scan->dir ? dir_open(reader, scan->dir, scan->dirfd, NULL) : -ENOMEM;
	}
	while (!rc && max--) {
		name = dir_next(scan->dir);
		if (!name) {
			key_list_sort(&scan->list);
			return dir_close(scan->dir);
		}
		if (name[0] == '.')
			continue;
		if (parse_canonical_id(name, &id))
			reader_message(reader, CCW_LOG_DEBUG, "%s/%s: no bus id", scan->label,
				       name);
		else if (ranges_match(scan->ranges, id_key(id)))
			rc = key_list_add(&scan->list, id_key(id));
	}
	return rc ? rc : -EAGAIN;
}

int ranges_expand(const struct ranges *ranges, struct key_list *list)
{
	size_t i;

	for (i = 0; i < ranges->n; i++) {
		uint64_t key;

		for (key = ranges->range[i].from; key <= ranges->range[i].to; key++)
			if (key_list_add(list, (uint32_t)key) < 0)
				return -ENOMEM;
	}
	key_list_sort(list);
	return 0;
}

int scan_each(struct reader *reader, struct place *place, const char *path,
	      void (*fn)(void *data, const char *name), void *data)
{
	struct dir_reader dir;
	const char *name;
	int rc;

	rc = dir_open(reader, &dir, place->dirfd, place_file(place, path));
	if (rc)
		return rc;
	while ((name = dir_next(&dir)))
		fn(data, name);
	return dir_close(&dir);
}

int scan_first(struct reader *reader, struct place *place, const char *path,
	       bool (*match)(const char *name), char *name, size_t size)
{
	struct dir_reader dir;
	const char *entry;
	bool found = false;
	int rc;

	rc = dir_open(reader, &dir, place->dirfd, place_file(place, path));
	if (rc)
		return rc;
	while ((entry = dir_next(&dir))) {
		size_t len = strlen(entry);

		if (len >= size || !match(entry) || (found && strcmp(entry, name) >= 0))
			continue;
		memcpy(name, entry, len + 1);
		found = true;
	}
	rc = dir_close(&dir);
	return rc || found ? rc : -ENODATA;
}

/* Reading that many directory entries costs about as much as trying all CHPIDs. */
#define ENTRIES_MAX 256

int scan_chpids(struct reader *reader, int css_fd, uint8_t cssid,
		const struct ranges *ranges, struct key_list *list)
{
	struct ccw_chpid chpid;
	struct dir_reader dir;
	const char *name;
	int rc, err, n = 0;

	rc = dir_open(reader, &dir, css_fd, ".");
	if (rc)
		return is_absent(rc) ? 0 : rc;
	while (!rc && n < ENTRIES_MAX && (name = dir_next(&dir))) {
		n++;
		if (!parse_chp_name(name, cssid, &chpid) &&
		    ranges_match(ranges, chpid_key(chpid)))
			rc = key_list_add(list, chpid_key(chpid));
	}
	err = dir_close(&dir);
	rc = rc ? rc : err;
	/* a directory with thousands of subchannels: rather try what is possible */
	for (chpid = (struct ccw_chpid){ .cssid = cssid }; !rc && n == ENTRIES_MAX;) {
		if (ranges_match(ranges, chpid_key(chpid)))
			rc = key_list_add(list, chpid_key(chpid));
		if (!++chpid.id)
			break;
	}
	return rc;
}

int tree_add_css(struct tree *tree, struct reader *reader, uint8_t id)
{
	int fd;

	if (tree->css_fd[id] >= 0)
		return 0;
	snprintf(tree->css_name[id], sizeof(tree->css_name[id]), "devices/css%x", id);
	fd = reader_open(reader, tree->root_fd, tree->css_name[id],
			 O_PATH | O_DIRECTORY | O_CLOEXEC);
	/* ENOTDIR: a file with such a name is something else */
	if (fd < 0)
		return is_absent(fd) || fd == -ENOTDIR ? 0 : fd;
	tree->css_fd[id] = fd;
	return key_list_add(&tree->css, id);
}

int tree_find_css(struct tree *tree, struct reader *reader)
{
	struct dir_reader dir;
	const char *name;
	uint32_t id;
	int rc, err;

	rc = dir_open(reader, &dir, tree->root_fd, "devices");
	if (rc)
		return is_absent(rc) ? 0 : rc;
	while (!rc && (name = dir_next(&dir)))
		if (!parse_css_name(name, &id))
			rc = tree_add_css(tree, reader, (uint8_t)id);
	err = dir_close(&dir);
	key_list_sort(&tree->css);
	return rc ? rc : err;
}

/* -1 where there is none: this machine has no channel subsystem. */
static int open_bus(const struct tree *tree, const char *path, int *fd)
{
	*fd = openat(tree->root_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *fd < 0 && errno != ENOENT ? -errno : 0;
}

int tree_open(struct tree *tree, struct ccw_ctx *ctx)
{
	int i, rc;

	memset(&tree->css, 0, sizeof(tree->css));
	for (i = 0; i < 256; i++)
		tree->css_fd[i] = -1;
	tree->bus_fd = tree->ccw_fd = -1;
	tree->root_fd = open(ctx->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (tree->root_fd < 0)
		return -errno;
	rc = open_bus(tree, "bus/css/devices", &tree->bus_fd);
	return rc ? rc : open_bus(tree, "bus/ccw/devices", &tree->ccw_fd);
}

void tree_close(struct tree *tree)
{
	size_t i;

	for (i = 0; i < tree->css.n; i++)
		close(tree->css_fd[tree->css.key[i]]);
	free(tree->css.key);
	if (tree->bus_fd >= 0)
		close(tree->bus_fd);
	if (tree->ccw_fd >= 0)
		close(tree->ccw_fd);
	if (tree->root_fd >= 0)
		close(tree->root_fd);
}
