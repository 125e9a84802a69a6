// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * savefile.c - a file that is replaced as a whole, or stays as it is
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "savefile.h"

/* Of the folder, with the slash at its end: "" for that of "file". */
static int folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (int)(slash + 1 - path) : 0;
}

static int open_folder(const char *path)
{
	int len = folder_len(path), fd;
	char *folder;

	if (asprintf(&folder, "%.*s.", len, path) < 0)
		return -ENOMEM;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	free(folder);
	return fd;
}

static int refuse(char *message, size_t size, int rc, const char *why)
{
	snprintf(message, size, "%s", why);
	return rc;
}

int savefile_check(const char *path, char *message, size_t size)
{
	const char *name = path + folder_len(path);
	struct stat st;
	int fd;

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return refuse(message, size, -EISDIR, "This is no name of a file");
	fd = open_folder(path);
	if (fd < 0)
		return refuse(message, size, fd, strerror(-fd));
	close(fd);
	if (lstat(path, &st) < 0)
		return errno == ENOENT ? 0
				       : refuse(message, size, -errno, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(message, size, -EINVAL,
			      "Not a regular file, it cannot be replaced");
	return 0;
}

/*
 * What could end the program. SIGXFSZ would where there is an error, too: it is ignored
 * from here on.
 */
static void hold_signals(struct savefile *file)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGQUIT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGALRM);
	sigprocmask(SIG_BLOCK, &set, &file->signals);
	sigaction(SIGXFSZ, &ignore, NULL);
}

static void drop(struct savefile *file)
{
	free(file->path);
	free(file->temp);
	sigprocmask(SIG_SETMASK, &file->signals, NULL);
}

int savefile_open(struct savefile *file, const char *path)
{
	int len = folder_len(path), rc;

	file->mode = 0644;
	file->path = strdup(path);
	if (!file->path)
		return -ENOMEM;
	if (asprintf(&file->temp, "%.*s.%s.XXXXXX", len, path, path + len) < 0) {
		free(file->path);
		return -ENOMEM;
	}
	hold_signals(file);
	file->fd = mkostemp(file->temp, O_CLOEXEC);
	if (file->fd >= 0)
		return 0;
	rc = -errno;
	drop(file);
	return rc;
}

/* Where @path leads to: that is no link, and may be nothing. The caller frees it. */
static int follow_links(const char *path, char **target)
{
	char *at = strdup(path), *next, text[PATH_MAX];
	int i, rc = at ? 0 : -ENOMEM;
	ssize_t len;

	/* as many as the kernel follows */
	for (i = 0; !rc && i <= 40; i++) {
		len = readlink(at, text, sizeof(text) - 1);
		if (len < 0 && (errno == EINVAL || errno == ENOENT)) {
			*target = at;
			return 0;
		}
		if (len < 0) {
			rc = -errno;
			break;
		}
		text[len] = '\0';
		/* what is no absolute path begins in the folder of the link */
		if (asprintf(&next, "%.*s%s", *text == '/' ? 0 : folder_len(at), at,
			     text) < 0) {
			rc = -ENOMEM;
			break;
		}
		free(at);
		at = next;
	}
	free(at);
	return rc ? rc : -ELOOP;
}

/* As @path is: who it belongs to, and what they may do with it, is theirs to say. */
static void keep_owner(struct savefile *file, const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) < 0) {
		mask = umask(077);
		umask(mask);
		file->mode = 0666 & ~mask;
		return;
	}
	file->mode = st.st_mode & 0777;
	/* what was for its group is not for another one */
	if (fchown(file->fd, st.st_uid, st.st_gid) < 0 &&
	    fchown(file->fd, (uid_t)-1, st.st_gid) < 0)
		file->mode &= 0707;
}

int savefile_open_own(struct savefile *file, const char *path, char *message, size_t size)
{
	char *target;
	int rc;

	rc = follow_links(path, &target);
	if (rc)
		return refuse(message, size, rc, strerror(-rc));
	rc = savefile_check(target, message, size);
	if (!rc) {
		rc = savefile_open(file, target);
		if (rc)
			refuse(message, size, rc, strerror(-rc));
		else
			keep_owner(file, target);
	}
	free(target);
	return rc;
}

/* The new name, too, is to be there after a power failure. */
static void sync_folder(const char *path)
{
	int fd = open_folder(path);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

int savefile_close(struct savefile *file, int err)
{
	if (!err && (fchmod(file->fd, file->mode) < 0 || fsync(file->fd) < 0))
		err = errno;
	if (close(file->fd) < 0 && !err && errno != EINTR)
		err = errno;
	if (!err && rename(file->temp, file->path) < 0)
		err = errno;
	if (err)
		unlink(file->temp);
	else
		sync_folder(file->path);
	drop(file);
	return -err;
}
