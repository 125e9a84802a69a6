/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * savefile.h - a file that is replaced as a whole, or stays as it is
 *
 * What is written goes to a file beside it, whose name begins with a dot and ends with
 * six characters, so that nobody takes it for the file. It takes the file's place when
 * all of it is on disk.
 */
#ifndef COMMON_SAVEFILE_H
#define COMMON_SAVEFILE_H

#include <signal.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * struct savefile
 * @path: what is replaced
 * @temp: what it is replaced by
 * @mode: that this will have
 * @signals: those that were held up before
 */
struct savefile {
	char *path, *temp;
	int fd;
	mode_t mode;
	sigset_t signals;
};

/*
 * savefile_check - could @path be such a file at all
 * @message: receives why it cannot
 *
 * It is to be a regular file, or nothing, in a folder that exists. A link is no regular
 * file: it would be replaced, and not what it leads to. Nothing is written.
 * Return: 0, or -errno.
 */
int savefile_check(const char *path, char *message, size_t size);

/*
 * savefile_open - begin
 *
 * What is written to @file->fd is what the file is to hold. Signals that end a program
 * are held up until savefile_close(), so that the file beside it does not stay behind.
 * The file will be readable by all, and writable by its owner. Return: 0, or -errno.
 */
int savefile_open(struct savefile *file, const char *path);
/*
 * savefile_open_own - the same for a file in somebody's home, where links are usual
 * @message: receives why it cannot be
 *
 * If @path is a link, what it leads to is replaced, which may be missing, as the file may.
 * Mode and, if possible, owner stay as they were; a new file has what umask leaves.
 */
int savefile_open_own(struct savefile *file, const char *path, char *message, size_t size);
/*
 * savefile_close - end
 * @err: of writing: 0, or an errno, and the file stays as it is
 *
 * Return: 0, or -errno.
 */
int savefile_close(struct savefile *file, int err);

#endif
