// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * cio.c - the common I/O layer's files in /proc
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "parse.h"

static int open_proc(const struct ccw_ctx *ctx, const char *name, int flags)
{
	char *path;
	int fd, err;

	if (!ctx->proc)
		return -ENODATA;
	if (asprintf(&path, "%s/%s", ctx->proc, name) < 0)
		return -ENOMEM;
	fd = open(path, flags | O_CLOEXEC);
	err = errno;
	free(path);
	if (fd < 0)
		return err == ENOENT ? -ENODATA : -err;
	return fd;
}

CCW_EXPORT int ccw_ctx_settle(struct ccw_ctx *ctx)
{
	int fd, rc = 0;

	fd = open_proc(ctx, "cio_settle", O_WRONLY);
	if (fd < 0)
		return fd;
	if (write(fd, "1", 1) < 0)
		rc = -errno;
	close(fd);
	return rc;
}

/* Goes through all lines: what makes no sense further down is found in any case. */
static int find_ignored(FILE *file, struct ccw_id id, bool *ignored)
{
	struct ccw_id from, to;
	char *line = NULL;
	size_t size = 0;
	int rc = 0;

	while (!rc && getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		rc = parse_ignored(line, &from, &to);
		if (!rc && ccw_id_cmp(from, id) <= 0 && ccw_id_cmp(id, to) <= 0)
			*ignored = true;
	}
	if (!rc && ferror(file))
		rc = -EIO;
	free(line);
	return rc;
}

CCW_EXPORT int ccw_ctx_is_ignored(struct ccw_ctx *ctx, struct ccw_id id, bool *out)
{
	bool ignored = false;
	FILE *file;
	int fd, rc;

	fd = open_proc(ctx, "cio_ignore", O_RDONLY);
	if (fd < 0)
		return fd;
	file = fdopen(fd, "r");
	if (!file) {
		rc = -errno;
		close(fd);
		return rc;
	}
	rc = find_ignored(file, id, &ignored);
	fclose(file);
	if (!rc)
		*out = ignored;
	return rc;
}
