// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * access.c - may the calling process change anything
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "internal.h"

/* Entries of the directory of devices to look at: the first may just be going. */
#define SOME 64

static const struct ranges any = { .limited = false };

/* -ENODATA: there is no such attribute, or the object is just going. */
static int check(struct place *place, const char *attr)
{
	if (!faccessat(place->dirfd, place_file(place, attr), W_OK, AT_EACCESS))
		return 0;
	return errno == ENOENT || errno == ENOTDIR || errno == ENODEV ? -ENODATA : -errno;
}

static int check_chpaths(const struct tree *tree, struct reader *reader, uint8_t css)
{
	struct key_list list = { .n = 0 };
	char id[CCW_ID_STRLEN];
	struct place place;
	int rc, answer = -ENODATA;
	size_t i;

	rc = scan_chpids(reader, tree->css_fd[css], css, &any, &list);
	for (i = 0; !rc && answer == -ENODATA && i < list.n; i++) {
		place_set(&place, tree->css_fd[css], "", "chp%s/",
			  ccw_chpid_format(chpid_from_key(list.key[i]), id));
		answer = check(&place, "status");
	}
	free(list.key);
	return rc ? rc : answer;
}

static int check_devices(const struct tree *tree, struct reader *reader)
{
	struct id_scan scan = { .dirfd = tree->ccw_fd, .label = "", .ranges = &any };
	int rc, answer = -ENODATA;
	char id[CCW_ID_STRLEN];
	struct place place;
	size_t i;

	if (tree->ccw_fd < 0)
		return -ENODATA;
	rc = scan_ids(reader, &scan, SOME);
	for (i = 0; answer == -ENODATA && i < scan.list.n; i++) {
		place_set(&place, tree->ccw_fd, "", "%s/",
			  ccw_id_format(id_from_key(scan.list.key[i]), id));
		answer = check(&place, "online");
	}
	free(scan.list.key);
	return rc && rc != -EAGAIN ? rc : answer;
}

CCW_EXPORT int ccw_ctx_check_writable(struct ccw_ctx *ctx)
{
	struct reader reader;
	struct tree tree;
	size_t i;
	int rc;

	reader_init(&reader);
	rc = tree_open(&tree, ctx);
	if (!rc)
		rc = tree_find_css(&tree, &reader);
	if (!rc)
		rc = -ENODATA;
	for (i = 0; rc == -ENODATA && i < tree.css.n; i++)
		rc = check_chpaths(&tree, &reader, (uint8_t)tree.css.key[i]);
	if (rc == -ENODATA)
		rc = check_devices(&tree, &reader);
	tree_close(&tree);
	arena_free(&reader.arena);
	reader_done(&reader);
	return rc;
}
