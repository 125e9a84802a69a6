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
	if (list->n == list->room) {
		size_t room = list->room ? 2 * list->room : 64;
		uint32_t *keys = reallocarray(list->key, room, sizeof(*keys));

		if (!keys)
			return -ENOMEM;
		list->key = keys;
		list->room = room;
	}
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

ssize_t key_list_find(const struct key_list *list, uint32_t key)
{
	const uint32_t *found = NULL;

	if (list->n)
		found = bsearch(&key, list->key, list->n, sizeof(key), cmp_keys);
	return found ? found - list->key : -1;
}

static DIR *open_dir(int dirfd, const char *path)
{
	int fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	DIR *dir;

	if (fd < 0)
		return NULL;
	dir = fdopendir(fd);
	if (!dir)
		close(fd);
	return dir;
}

int scan_ids(struct reader *reader, int dirfd, const char *path, const struct ranges *ranges,
	     struct key_list *list)
{
	struct dirent *entry;
	struct ccw_id id;
	DIR *dir;
	int rc = 0;

	dir = open_dir(dirfd, path);
	if (!dir)
		return -errno;
	while (!rc && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (parse_canonical_id(entry->d_name, &id))
			reader_message(reader, CCW_LOG_DEBUG, "%s: no bus id", entry->d_name);
		else if (ranges_match(ranges, id_key(id)))
			rc = key_list_add(list, id_key(id));
	}
	closedir(dir);
	return rc;
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

int scan_first(struct reader *reader, struct place *place, const char *path,
	       bool (*match)(const char *name), char *name, size_t size)
{
	struct dirent *entry;
	bool found = false;
	DIR *dir;

	dir = open_dir(place->dirfd, place_file(place, path));
	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		size_t len = strlen(entry->d_name);

		if (len >= size || !match(entry->d_name))
			continue;
		if (found && strcmp(entry->d_name, name) >= 0)
			continue;
		memcpy(name, entry->d_name, len + 1);
		found = true;
	}
	closedir(dir);
	return found ? 0 : -ENODATA;
}

/* "css0" to "cssff": the kernel prints the number without leading zeros. */
static int parse_css_name(const char *name, uint32_t *id)
{
	const char *p = name + 3;

	if (strncmp(name, "css", 3) || parse_hex_digits(&p, 1, 2, id) < 0 || *p)
		return -EBADMSG;
	return p - name == 5 && name[3] == '0' ? -EBADMSG : 0;
}

static int find_css(struct tree *tree, struct reader *reader)
{
	struct dirent *entry;
	uint32_t id;
	DIR *dir;
	int rc = 0;

	dir = open_dir(tree->root_fd, "devices");
	if (!dir)
		return 0;
	while (!rc && (entry = readdir(dir))) {
		if (parse_css_name(entry->d_name, &id) < 0)
			continue;
		tree->css_fd[id] = openat(dirfd(dir), entry->d_name,
					  O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (tree->css_fd[id] < 0) {
			reader_message(reader, CCW_LOG_WARNING, "devices/%s: %s",
				       entry->d_name, strerrordesc_np(errno));
			continue;
		}
		snprintf(tree->css_name[id], sizeof(tree->css_name[id]), "css%x", id);
		rc = key_list_add(&tree->css, id);
	}
	closedir(dir);
	key_list_sort(&tree->css);
	return rc;
}

int tree_open(struct tree *tree, struct ccw_ctx *ctx, struct reader *reader)
{
	const int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
	int i;

	memset(tree, 0, sizeof(*tree));
	for (i = 0; i < 256; i++)
		tree->css_fd[i] = -1;
	tree->ccw_fd = -1;
	tree->bus_fd = -1;
	tree->root_fd = open(ctx->root, flags);
	if (tree->root_fd < 0)
		return -errno;
	tree->bus_fd = openat(tree->root_fd, "bus/css/devices", flags);
	tree->ccw_fd = openat(tree->root_fd, "bus/ccw/devices", flags);
	return find_css(tree, reader);
}

int tree_max_fd(const struct tree *tree)
{
	int max = tree->root_fd;
	size_t i;

	if (tree->bus_fd > max)
		max = tree->bus_fd;
	if (tree->ccw_fd > max)
		max = tree->ccw_fd;
	for (i = 0; i < tree->css.n; i++)
		if (tree->css_fd[tree->css.key[i]] > max)
			max = tree->css_fd[tree->css.key[i]];
	return max;
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
