// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * reader.c - reading sysfs files, memory for what was read, messages about it
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reader.h"

#define CHUNK_SIZE 4096

struct chunk {
	struct chunk *next;
	max_align_t data[];
};

void reader_init(struct reader *reader)
{
	memset(reader, 0, offsetof(struct reader, fds));
	reader->max_fds = KEEP_OPEN_SHARED;
	reader->messages_end = &reader->messages;
}

void reader_unshare_fds(struct reader *reader)
{
	if (unshare(CLONE_FILES) == 0)
		reader->max_fds = KEEP_OPEN_ALONE;
}

static void close_run(int first, int last)
{
	/* before Linux 5.9 they have to be closed one by one */
	if (close_range((unsigned int)first, (unsigned int)last, 0) < 0)
		for (; first <= last; first++)
			close(first);
}

void reader_close(struct reader *reader)
{
	unsigned int i, first = 0;

	for (i = 1; i <= reader->n_fds; i++) {
		if (i < reader->n_fds && reader->fds[i] == reader->fds[i - 1] + 1)
			continue;
		close_run(reader->fds[first], reader->fds[i - 1]);
		first = i;
	}
	reader->n_fds = 0;
}

static void close_later(struct reader *reader, int fd)
{
	reader->fds[reader->n_fds++] = fd;
	if (reader->n_fds == reader->max_fds)
		reader_close(reader);
}

bool is_absent(int rc)
{
	/* ENODEV: of sysfs, while the object is going */
	return rc == -ENOENT || rc == -ENODEV;
}

void reader_fail(struct reader *reader, int rc)
{
	if (!reader->error)
		reader->error = rc;
}

int reader_open(struct reader *reader, int dirfd, const char *path, int flags)
{
	int fd = openat(dirfd, path, flags);

	if (fd < 0 && errno == EMFILE && reader->n_fds) {
		reader_close(reader);
		fd = openat(dirfd, path, flags);
	}
	return fd < 0 ? -errno : fd;
}

ssize_t reader_read(struct reader *reader, int dirfd, const char *path, char *buf,
		    size_t size)
{
	/* O_NONBLOCK: a FIFO in a hostile tree must not hold us up */
	const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	ssize_t len;
	int fd;

	fd = reader_open(reader, dirfd, path, flags);
	if (fd < 0)
		return fd;
	/* sysfs hands out an attribute in one piece */
	do {
		len = read(fd, buf, size);
	} while (len < 0 && errno == EINTR);
	if (len < 0)
		len = -errno;
	close_later(reader, fd);
	if (len < 0)
		return len;
	if ((size_t)len == size)
		return -EMSGSIZE;
	buf[len] = '\0';
	return len;
}

int reader_line(struct reader *reader, int dirfd, const char *path, char buf[ATTR_MAX])
{
	ssize_t len = reader_read(reader, dirfd, path, buf, ATTR_MAX);

	if (len == -EMSGSIZE)
		return -EBADMSG;
	if (len < 0)
		return (int)len;
	if (len && buf[len - 1] == '\n')
		buf[--len] = '\0';
	if (!len)
		return -ENODATA;
	for (ssize_t i = 0; i < len; i++)
		if ((unsigned char)buf[i] < ' ' || (unsigned char)buf[i] >= 0x7f)
			return -EBADMSG;
	return 0;
}

void reader_message(struct reader *reader, enum ccw_log_level level, const char *fmt, ...)
{
	struct message *message;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	message = len < 0 ? NULL : malloc(sizeof(*message) + (size_t)len + 1);
	if (!message) {
		reader->nomem = true;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(message->text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	message->level = level;
	message->next = NULL;
	*reader->messages_end = message;
	reader->messages_end = &message->next;
}

void reader_merge(struct reader *to, struct reader *from)
{
	struct chunk **end;

	/* The open chunk of an arena is its first: append to keep ours first. */
	for (end = &to->arena.chunks; *end; end = &(*end)->next)
		;
	*end = from->arena.chunks;
	memset(&from->arena, 0, sizeof(from->arena));

	if (from->messages) {
		*to->messages_end = from->messages;
		to->messages_end = from->messages_end;
	}
	from->messages = NULL;
	from->messages_end = &from->messages;
	to->nomem |= from->nomem;
	reader_fail(to, from->error);
}

void reader_drop_messages(struct reader *reader, struct message **mark)
{
	struct message *message;

	while ((message = *mark)) {
		*mark = message->next;
		free(message);
	}
	reader->messages_end = mark;
}

void reader_done(struct reader *reader)
{
	reader_close(reader);
	reader_drop_messages(reader, &reader->messages);
}

int array_room(void *array, size_t n, size_t *room, size_t size)
{
	size_t more = *room ? 2 * *room : 16;
	void *old, *mem;

	if (n < *room)
		return 0;
	memcpy(&old, array, sizeof(old));
	mem = reallocarray(old, more, size);
	if (!mem)
		return -ENOMEM;
	memcpy(array, &mem, sizeof(mem));
	*room = more;
	/* cppcheck-suppress memleak ; the array is there now */
	return 0;
}

static void *alloc_aligned(struct reader *reader, size_t size, size_t align)
{
	struct arena *arena = &reader->arena;
	size_t gap = -(uintptr_t)arena->pos & (align - 1);
	struct chunk *chunk;
	void *mem;

	if (size + gap > arena->left) {
		size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;

		chunk = calloc(1, sizeof(*chunk) + room);
		if (!chunk) {
			reader->nomem = true;
			return NULL;
		}
		chunk->next = arena->chunks;
		arena->chunks = chunk;
		arena->pos = (char *)chunk->data;
		arena->left = room;
		gap = 0;
	}
	mem = arena->pos + gap;
	arena->pos += gap + size;
	arena->left -= gap + size;
	return mem;
}

void *reader_alloc(struct reader *reader, size_t size)
{
	return alloc_aligned(reader, size, _Alignof(max_align_t));
}

char *reader_strdup(struct reader *reader, const char *str)
{
	size_t len = strlen(str) + 1;
	char *copy = alloc_aligned(reader, len, 1);

	return copy ? memcpy(copy, str, len) : NULL;
}

void arena_free(struct arena *arena)
{
	struct chunk *chunk;

	while ((chunk = arena->chunks)) {
		arena->chunks = chunk->next;
		free(chunk);
	}
	arena->left = 0;
}
