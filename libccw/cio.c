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
	/* O_NONBLOCK: as for attributes, a FIFO must not hold us up */
	fd = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
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

struct ignored {
	struct ccw_id_range *range;
	size_t n;
};

static int add_range(struct ignored *list, const struct ccw_id_range *range)
{
	struct ccw_id_range *grown;

	/* room for 16, 32, 64, ... */
	if (list->n < 16 ? !list->n : !(list->n & (list->n - 1))) {
		grown = reallocarray(list->range, list->n ? 2 * list->n : 16,
				     sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		list->range = grown;
	}
	list->range[list->n++] = *range;
	return 0;
}

static int read_ignored(FILE *file, struct ignored *list)
{
	struct ccw_id_range range;
	char *line = NULL;
	size_t size = 0;
	int rc = 0;

	while (!rc && getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		rc = parse_ignored(line, &range.from, &range.to);
		if (!rc)
			rc = add_range(list, &range);
	}
	if (!rc && ferror(file))
		rc = -EIO;
	free(line);
	return rc;
}

static int cmp_ranges(const void *a, const void *b)
{
	const struct ccw_id_range *first = a, *second = b;

	return ccw_id_cmp(first->from, second->from);
}

CCW_EXPORT int ccw_ctx_get_ignored(struct ccw_ctx *ctx, struct ccw_id_range **out,
				   size_t *n)
{
	struct ignored list = { NULL, 0 };
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
	rc = read_ignored(file, &list);
	fclose(file);
	if (rc) {
		free(list.range);
		return rc;
	}
	if (list.n)
		qsort(list.range, list.n, sizeof(*list.range), cmp_ranges);
	*out = list.range;
	*n = list.n;
	return 0;
}

CCW_EXPORT int ccw_ctx_is_ignored(struct ccw_ctx *ctx, struct ccw_id id, bool *out)
{
	struct ccw_id_range *ranges = NULL;
	size_t i, n = 0;
	int rc;

	rc = ccw_ctx_get_ignored(ctx, &ranges, &n);
	if (rc)
		return rc;
	for (i = 0; i < n; i++)
		if (ccw_id_cmp(ranges[i].from, id) <= 0 &&
		    ccw_id_cmp(id, ranges[i].to) <= 0)
			break;
	*out = i < n;
	free(ranges);
	return 0;
}
