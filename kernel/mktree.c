// SPDX-License-Identifier: GPL-2.0-only
/*
 * mktree.c - makes directories, files and symbolic links
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mktree.h"

#define DIR_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

static size_t put_path(const struct mktree_dir *dir, char *buf, size_t size)
{
	size_t len = dir->up ? put_path(dir->up, buf, size) : 0;

	return len + (size_t)snprintf(buf + (len < size ? len : size),
				      len < size ? size - len : 0, "%s%s",
				      dir->up ? "/" : "", dir->name);
}

/* Remembers errno, and what it was about: @name in @dir. */
static void fail(struct mktree *tree, const struct mktree_dir *dir, const char *name)
{
	struct mktree_dir at = { -1, dir, name };

	if (tree->error)
		return;
	tree->error = errno;
	put_path(&at, tree->path, sizeof(tree->path));
}

/* 1: nothing in it, 0: something, -1: errno says why nobody knows */
static int is_empty(int fd)
{
	struct dirent *entry;
	int copy, empty = 1;
	DIR *dir;

	copy = dup(fd);
	dir = copy < 0 ? NULL : fdopendir(copy);
	if (!dir) {
		if (copy >= 0)
			close(copy);
		return -1;
	}
	while (empty && (entry = readdir(dir)))
		empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
	closedir(dir);
	return empty;
}

void mktree_start(struct mktree *tree, struct mktree_dir *root, const char *path)
{
	int empty;

	memset(tree, 0, sizeof(*tree));
	*root = (struct mktree_dir){ -1, NULL, path };
	if (mkdir(path, 0755) < 0 && errno != EEXIST) {
		fail(tree, NULL, path);
		return;
	}
	root->fd = open(path, DIR_FLAGS);
	empty = root->fd < 0 ? -1 : is_empty(root->fd);
	if (!empty)
		errno = ENOTEMPTY;
	if (empty <= 0)
		fail(tree, NULL, path);
}

static void make_dir(struct mktree *tree, const struct mktree_dir *up, const char *name,
		     struct mktree_dir *dir, bool may_exist)
{
	*dir = (struct mktree_dir){ -1, up, name };
	if (tree->error)
		return;
	if (mkdirat(up->fd, name, 0755) < 0) {
		if (errno != EEXIST || !may_exist) {
			fail(tree, up, name);
			return;
		}
	} else {
		tree->n_dirs++;
	}
	dir->fd = openat(up->fd, name, DIR_FLAGS | O_NOFOLLOW);
	if (dir->fd < 0)
		fail(tree, up, name);
}

void mktree_dir_new(struct mktree *tree, const struct mktree_dir *up, const char *name,
		    struct mktree_dir *dir)
{
	make_dir(tree, up, name, dir, false);
}

void mktree_open(struct mktree *tree, const struct mktree_dir *up, const char *name,
		 struct mktree_dir *dir)
{
	make_dir(tree, up, name, dir, true);
}

void mktree_close(struct mktree_dir *dir)
{
	if (dir->fd >= 0)
		close(dir->fd);
	dir->fd = -1;
}

void mktree_write(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		  int mode, const char *data, size_t len)
{
	ssize_t n = 0;
	int fd;

	if (tree->error)
		return;
	fd = openat(dir->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0) {
		fail(tree, dir, name);
		return;
	}
	if (len)
		n = write(fd, data, len);
	/* a file of a few bytes is written in one go, or there is no room */
	if (n >= 0 && (size_t)n != len) {
		n = -1;
		errno = ENOSPC;
	}
	if (n < 0)
		fail(tree, dir, name);
	if (close(fd) < 0)
		fail(tree, dir, name);
	tree->n_files++;
}

static void write_text(struct mktree *tree, const struct mktree_dir *dir,
		       const char *name, int mode, const char *fmt, va_list ap)
{
	char text[1024];
	int len;

	len = vsnprintf(text, sizeof(text), fmt, ap);
	if (len < 0 || (size_t)len >= sizeof(text)) {
		errno = ENAMETOOLONG;
		fail(tree, dir, name);
		return;
	}
	mktree_write(tree, dir, name, mode, text, (size_t)len);
}

void mktree_attr(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		 const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_text(tree, dir, name, 0444, fmt, ap);
	va_end(ap);
}

void mktree_attr_rw(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_text(tree, dir, name, 0644, fmt, ap);
	va_end(ap);
}

void mktree_link(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		 const char *fmt, ...)
{
	char target[512];
	va_list ap;

	if (tree->error)
		return;
	va_start(ap, fmt);
	vsnprintf(target, sizeof(target), fmt, ap);
	va_end(ap);
	if (symlinkat(target, dir->fd, name) < 0)
		fail(tree, dir, name);
	tree->n_links++;
}
