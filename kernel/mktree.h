/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mktree.h - makes directories, files and symbolic links
 *
 * The first failure is remembered and everything after it is left undone, so that
 * who makes a tree need not look at every step. Each step is relative to an open
 * directory.
 */
#ifndef KERNEL_MKTREE_H
#define KERNEL_MKTREE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * struct mktree_dir - an open directory
 * @up: for messages: where it is; NULL: @name is all of the path
 */
struct mktree_dir {
	int fd;
	const struct mktree_dir *up;
	const char *name;
};

/*
 * struct mktree
 * @error: errno of the first failure; 0: none
 * @path: of what could not be made
 */
struct mktree {
	int error;
	char path[512];
	unsigned long n_dirs, n_files, n_links;
};

/*
 * mktree_start - opens @path as the root of a tree, and makes it if it is missing
 *
 * Fails with ENOTEMPTY if there is something in it already.
 */
void mktree_start(struct mktree *tree, struct mktree_dir *root, const char *path);
/* Makes and opens a directory; close it, whatever comes of it. @name is borrowed. */
void mktree_dir_new(struct mktree *tree, const struct mktree_dir *up, const char *name,
		    struct mktree_dir *dir);
/* The same, if it may exist already. */
void mktree_open(struct mktree *tree, const struct mktree_dir *up, const char *name,
		 struct mktree_dir *dir);
void mktree_close(struct mktree_dir *dir);

void mktree_write(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		  int mode, const char *data, size_t len);
/* A read-only attribute, and one that can be written. */
void mktree_attr(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void mktree_attr_rw(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* @name leads to what the rest makes. */
void mktree_link(struct mktree *tree, const struct mktree_dir *dir, const char *name,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
