// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * attrlist.c - which attributes of an object can be written
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

static int object_path(const struct ccw_ctx *ctx, const struct ccw_object *object,
		       char path[PATH_MAX])
{
	char id[CCW_ID_STRLEN];
	int len;

	switch (object->kind) {
	case CCW_KIND_DEVICE:
		len = snprintf(path, PATH_MAX, "%s/bus/ccw/devices/%s", ctx->root,
			       ccw_id_format(object->id, id));
		break;
	case CCW_KIND_CHPATH:
		len = snprintf(path, PATH_MAX, "%s/devices/css%x/chp%s", ctx->root,
			       object->chpid.cssid, ccw_chpid_format(object->chpid, id));
		break;
	default:
		return -EINVAL;
	}
	return len < PATH_MAX ? 0 : -ENAMETOOLONG;
}

/* Links lead to other objects; "uevent" makes an event, and is no attribute of any. */
static int is_wanted(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && strcmp(entry->d_name, "uevent") &&
	       !strchr(entry->d_name, ' ') &&
	       (entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN);
}

static bool is_writable(int dirfd, const char *name)
{
	struct stat st;

	return !fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISREG(st.st_mode) &&
	       (st.st_mode & 0222);
}

static char *join_names(int dirfd, struct dirent **entries, int n)
{
	char *names = NULL;
	size_t size;
	FILE *file = open_memstream(&names, &size);
	int i;

	if (!file)
		return NULL;
	for (i = 0; i < n; i++)
		if (is_writable(dirfd, entries[i]->d_name))
			fprintf(file, "%s%s", ftell(file) ? " " : "", entries[i]->d_name);
	return fclose(file) ? NULL : names;
}

CCW_EXPORT int ccw_object_list_attributes(const struct ccw_ctx *ctx,
					  const struct ccw_object *object, char **names)
{
	struct dirent **entries;
	char path[PATH_MAX], *joined = NULL;
	int fd, n, i, rc;

	rc = object_path(ctx, object, path);
	if (rc)
		return rc;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	n = scandirat(fd, ".", &entries, is_wanted, alphasort);
	rc = n < 0 ? -errno : 0;
	if (!rc) {
		joined = join_names(fd, entries, n);
		for (i = 0; i < n; i++)
			free(entries[i]);
		free(entries);
		rc = joined ? 0 : -ENOMEM;
	}
	close(fd);
	if (!rc)
		*names = joined;
	return rc;
}
