/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * reader.h - reading sysfs files, memory for what was read, messages about it
 *
 * Every thread that reads has its own struct reader, so that nothing is locked
 * while the kernel holds up a read. Memory and messages are handed over to the
 * calling thread when the work is done.
 */
#ifndef LIBCCW_READER_H
#define LIBCCW_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "libccw.h"

/* An attribute is shorter than this, or garbled. The kernel's own limit is 4096. */
#define ATTR_MAX 128

/*
 * Files kept open before they are closed together. In a table that other threads
 * share there must be room left for them.
 */
#define KEEP_OPEN_SHARED 32
#define KEEP_OPEN_ALONE	 256

struct arena {
	struct chunk *chunks;
	char *pos;
	size_t left;
};

struct message {
	struct message *next;
	enum ccw_log_level level;
	char text[];
};

/*
 * struct reader
 * @fds: files that were read and are still open: descriptors that follow each other
 *	are closed by one system call
 * @max_fds: how many of them at the most
 * @nomem: memory ran out; what was read is incomplete
 * @error: why it could not be found out what exists, or 0
 */
struct reader {
	unsigned int n_fds, max_fds;
	bool nomem;
	int error;
	struct arena arena;
	struct message *messages, **messages_end;
	int fds[KEEP_OPEN_ALONE];
};

void reader_init(struct reader *reader);
/* Gives the calling thread a descriptor table of its own, if the system can. */
void reader_unshare_fds(struct reader *reader);
/* Closes what is still open. */
void reader_close(struct reader *reader);
/* Moves arena and messages to @to. */
void reader_merge(struct reader *to, struct reader *from);
/* Frees the messages; the arena is the snapshot's. */
void reader_done(struct reader *reader);

/* openat(2) that closes what is kept open where that is too much. -errno. */
int reader_open(struct reader *reader, int dirfd, const char *path, int flags);
/* It cannot be found out what exists: of all that is read, nothing counts. */
void reader_fail(struct reader *reader, int rc);
/* Answers of the kernel that say that something is not there, or not any more. */
bool is_absent(int rc);

/*
 * reader_read - the contents of a file, NUL-terminated
 *
 * Return: the length; -EMSGSIZE if @size - 1 bytes do not hold it; -errno.
 */
ssize_t reader_read(struct reader *reader, int dirfd, const char *path, char *buf,
		    size_t size);

/*
 * reader_line - a one-line text attribute without its newline
 *
 * Return: 0; -ENODATA if it is empty; -EBADMSG if it is no single line of text of
 * at most ATTR_MAX - 1 bytes; -errno.
 */
int reader_line(struct reader *reader, int dirfd, const char *path, char buf[ATTR_MAX]);

/* Starts with a path relative to the root. */
void reader_message(struct reader *reader, enum ccw_log_level level, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Forgets the messages since reader->messages_end was @mark. */
void reader_drop_messages(struct reader *reader, struct message **mark);

/* NULL and reader->nomem when memory runs out. Zeroed, aligned for any object. */
void *reader_alloc(struct reader *reader, size_t size);
char *reader_strdup(struct reader *reader, const char *str);

/*
 * array_room - room for one more than @n elements of @size bytes
 * @array: address of the pointer to the first; NULL at first, free(3) ends it
 * @room: how many there is room for; at first 0
 *
 * 0, or -ENOMEM, and all is as it was.
 */
int array_room(void *array, size_t n, size_t *room, size_t size);

void arena_free(struct arena *arena);

#endif
