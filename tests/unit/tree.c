// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tree.c - sysfs trees in a temporary folder, file by file
 */
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tree.h"

static void fail(const char *what)
{
	perror(what);
	abort();
}

char *tree_new(void)
{
	const char *tmp = getenv("TMPDIR");
	char *root;

	if (asprintf(&root, "%s/ccwtools.XXXXXX", tmp ? tmp : "/tmp") < 0 || !mkdtemp(root))
		fail("mkdtemp");
	return root;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	return remove(path);
}

void tree_free(char *root)
{
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(root);
}

static void make_folders(char *path)
{
	char *slash;

	for (slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

void tree_write(const char *root, const char *path, const char *fmt, ...)
{
	char full[4096];
	va_list ap;
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", root, path);
	make_folders(full);
	file = fopen(full, "w");
	if (!file)
		fail(full);
	va_start(ap, fmt);
	vfprintf(file, fmt, ap);
	va_end(ap);
	fclose(file);
}

void tree_remove(const char *root, const char *path)
{
	char full[4096];

	snprintf(full, sizeof(full), "%s/%s", root, path);
	if (remove(full) < 0)
		fail(full);
}

void tree_link(const char *root, const char *path, const char *target)
{
	char full[4096];

	snprintf(full, sizeof(full), "%s/%s", root, path);
	make_folders(full);
	if (symlink(target, full) < 0)
		fail(full);
}

void tree_add_subchannel(const char *root, const char *sch, const char *dev,
			 const char *chpids, const char *masks, const char *vpm)
{
	char dir[256], path[512], target[512];

	snprintf(dir, sizeof(dir), "devices/css0/%s", sch);
#define FILE_AT(name, ...)                                       \
	do {                                                     \
		snprintf(path, sizeof(path), "%s/%s", dir, name); \
		tree_write(root, path, __VA_ARGS__);             \
	} while (0)
	FILE_AT("type", "0\n");
	FILE_AT("modalias", "css:t0\n");
	FILE_AT("chpids", "%s \n", chpids);
	FILE_AT("pimpampom", "%s\n", masks);
	FILE_AT("dev_busid", "%s\n", dev ? dev : "none");
	if (vpm)
		FILE_AT("vpm", "%s\n", vpm);
	snprintf(path, sizeof(path), "bus/css/devices/%s", sch);
	snprintf(target, sizeof(target), "../../../%s", dir);
	tree_link(root, path, target);
	if (!dev)
		return;
	snprintf(dir, sizeof(dir), "devices/css0/%s/%s", sch, dev);
	FILE_AT("modalias", "ccw:t3990mE9dt3390dm0C\n");
	FILE_AT("cutype", "3990/e9\n");
	FILE_AT("devtype", "3390/0c\n");
	FILE_AT("online", "1\n");
	FILE_AT("availability", "good\n");
	snprintf(path, sizeof(path), "bus/ccw/devices/%s", dev);
	snprintf(target, sizeof(target), "../../../%s", dir);
	tree_link(root, path, target);
}

void tree_add_chpath(const char *root, const char *id, const char *status,
		     const char *configure)
{
	char path[128];

	snprintf(path, sizeof(path), "devices/css0/chp%s/status", id);
	tree_write(root, path, "%s\n", status);
	snprintf(path, sizeof(path), "devices/css0/chp%s/type", id);
	tree_write(root, path, "1b\n");
	if (!configure)
		return;
	snprintf(path, sizeof(path), "devices/css0/chp%s/configure", id);
	tree_write(root, path, "%s\n", configure);
}
