// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * look.c - reads what is needed to tell what is in use
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "impact.h"
#include "parse.h"

/* No file of /proc that is read here is longer. */
#define PROC_MAX (64UL << 20)

bool look_room(struct look *look, void *array, size_t n, size_t *room, size_t size)
{
	if (array_room(array, n, room, size)) {
		look->reader.nomem = true;
		return false;
	}
	return true;
}

static void say(struct look *look, const char *dir, const char *name, int err)
{
	char text[512];

	if (!look->ctx->log)
		return;
	snprintf(text, sizeof(text), "%s/%s: %s", dir, name, strerror(err));
	look->ctx->log(look->ctx->log_data,
		       err == ENOENT ? CCW_LOG_DEBUG : CCW_LOG_WARNING, text);
}

static int cmp_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void look_list(struct look *look, const char *path, const char *prefix,
	       struct names *names)
{
	size_t len = strlen(prefix);
	struct dirent *entry;
	DIR *dir;
	int fd;

	memset(names, 0, sizeof(*names));
	fd = openat(look->root_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		else if (errno != ENOENT)
			say(look, look->ctx->root, path, errno);
		return;
	}
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || strncmp(entry->d_name, prefix, len) != 0)
			continue;
		if (!look_room(look, &names->name, names->n, &names->room,
			       sizeof(*names->name)))
			break;
		names->name[names->n] = reader_strdup(&look->reader, entry->d_name);
		if (!names->name[names->n])
			break;
		names->n++;
	}
	closedir(dir);
	if (names->n)
		qsort(names->name, names->n, sizeof(*names->name), cmp_names);
}

int look_line(struct look *look, char buf[ATTR_MAX], const char *fmt, ...)
{
	char path[512];
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(path, sizeof(path), fmt, ap);
	va_end(ap);
	if (len < 0 || (size_t)len >= sizeof(path))
		return -ENAMETOOLONG;
	return reader_line(&look->reader, look->root_fd, path, buf);
}

int look_link(struct look *look, char *target, size_t size, const char *path)
{
	ssize_t len = readlinkat(look->root_fd, path, target, size - 1);

	if (len < 0)
		return -errno;
	target[len] = '\0';
	return 0;
}

/* All that can be read from a descriptor. */
static char *read_whole(int fd)
{
	size_t len = 0, room = 16384;
	char *text = malloc(room), *more;
	ssize_t n;

	while (text) {
		n = read(fd, text + len, room - len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
		if (len + 1 < room)
			continue;
		room *= 2;
		more = room <= PROC_MAX ? realloc(text, room) : NULL;
		if (!more) {
			free(text);
			errno = EFBIG;
			return NULL;
		}
		text = more;
	}
	if (text && n < 0) {
		free(text);
		return NULL;
	}
	if (text)
		text[len] = '\0';
	return text;
}

char *look_proc(struct look *look, const char *name)
{
	char path[4096], *text = NULL;
	int fd;

	if (!look->ctx->proc)
		return NULL;
	if (snprintf(path, sizeof(path), "%s/%s", look->ctx->proc, name) >=
	    (int)sizeof(path))
		return NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd >= 0)
		text = read_whole(fd);
	if (!text)
		say(look, look->ctx->proc, name, errno);
	if (fd >= 0)
		close(fd);
	return text;
}

/* ---- ccwgroup devices ---- */

static int cmp_groups(const void *a, const void *b)
{
	const struct group *ga = a, *gb = b;

	return (ga->key > gb->key) - (ga->key < gb->key);
}

void look_find_groups(struct look *look)
{
	char path[64], target[PATH_MAX];
	struct group *group;
	struct names names;
	const char *name;
	struct ccw_id id;
	size_t i;

	look_list(look, "bus/ccwgroup/devices", "", &names);
	for (i = 0; i < names.n; i++) {
		if (parse_canonical_id(names.name[i], &id) ||
		    !look_room(look, &look->group, look->n_group, &look->room_group,
			       sizeof(*group)))
			continue;
		group = &look->group[look->n_group++];
		*group = (struct group){ .key = id_key(id) };
		while (group->n < GROUP_MAX) {
			snprintf(path, sizeof(path), "bus/ccwgroup/devices/%s/cdev%u",
				 names.name[i], group->n);
			if (look_link(look, target, sizeof(target), path))
				break;
			name = strrchr(target, '/');
			if (!name || parse_canonical_id(name + 1, &id))
				break;
			group->member[group->n++] = id_key(id);
		}
	}
	free(names.name);
	if (look->n_group)
		qsort(look->group, look->n_group, sizeof(*look->group), cmp_groups);
}

const struct group *look_group(const struct look *look, uint32_t key)
{
	struct group want = { .key = key };

	return look->n_group ? bsearch(&want, look->group, look->n_group, sizeof(want),
				       cmp_groups)
			     : NULL;
}

/* ---- where things are ---- */

static bool is_css(const char *name)
{
	uint32_t id;

	return !parse_css_name(name, &id);
}

/*
 * ".../css0/0.0.0011/0.0.fc00/host0/...": a subchannel, or "defunct", and a device;
 * ".../qeth/0.0.8000/net/...": a ccwgroup device.
 */
unsigned int look_devices(const struct look *look, const char *target,
			  uint32_t key[GROUP_MAX])
{
	const struct group *group;
	struct ccw_id id, last = { 0 };
	bool in_css = false;
	unsigned int n = 0;
	char name[32];
	size_t len;

	for (; *target; target += len + (target[len] == '/')) {
		len = strcspn(target, "/");
		if (!len || len >= sizeof(name))
			continue;
		memcpy(name, target, len);
		name[len] = '\0';
		if (is_css(name))
			in_css = true;
		if (in_css && !strcmp(name, "defunct"))
			n++;
		if (parse_canonical_id(name, &id))
			continue;
		n++;
		last = id;
		if (in_css && n == 2)
			break;
	}
	if (in_css && n == 2) {
		key[0] = id_key(last);
		return 1;
	}
	group = n == 1 && !in_css ? look_group(look, id_key(last)) : NULL;
	if (!group)
		return 0;
	memcpy(key, group->member, sizeof(group->member));
	return group->n;
}

void look_add_use(struct look *look, const struct ccw_impact_device *dev,
		  enum ccw_use_kind kind, const char *name, const char *via, bool lost)
{
	struct ccw_impact *impact = look->impact;

	if (!name || !look_room(look, &impact->use, impact->n_use, &impact->room_use,
				sizeof(*impact->use)))
		return;
	impact->use[impact->n_use++] = (struct ccw_impact_use){
		.dev = (size_t)(dev - impact->dev),
		.kind = kind,
		.lost = lost,
		.name = name,
		.via = via,
	};
}
