/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * writer.h - a process that writes attributes
 *
 * A write to sysfs may sleep in the kernel for minutes, where no signal reaches it, and
 * a signal makes a write to "configure" come back before it is done. So it happens in a
 * process of its own with all signals blocked: the program that asked can stop waiting.
 */
#ifndef LIBCCW_WRITER_H
#define LIBCCW_WRITER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "reader.h"

/* What sysfs takes at the most, and what of it is kept to show */
#define VALUE_MAX (CCW_ATTRIBUTE_VALUE_MAX + 1)

#define PATH_LEN 384

/*
 * struct write_request
 * @write_path: below the root of sysfs; @proc_file: below /proc
 * @read_path: what to read before and after; empty: nothing
 * @value: what is written
 * @expect: what @read_path reads when it is done; empty: not known
 * @skip: write nothing if that is what it reads already
 * @settle: after the write, wait until the kernel has no more to do
 * @again_ms: how long to try again while the kernel answers EAGAIN
 * @confirm_ms: how long to wait for @expect
 */
struct write_request {
	char write_path[PATH_LEN];
	char read_path[PATH_LEN];
	bool proc_file, skip, settle;
	unsigned int again_ms, confirm_ms;
	char expect[ATTR_MAX];
	char value[VALUE_MAX + 1];
};

enum write_step {
	WRITE_STEP_OPEN,
	WRITE_STEP_WRITE,
	WRITE_STEP_READ,
	WRITE_STEP_DONE,
};

/*
 * struct write_reply
 * @step, @err: where it failed, and the errno
 * @skipped: it had the value already
 * @ns: from the first attempt to write to the last answer
 * @before_err, @after_err: errno of reading
 */
struct write_reply {
	enum write_step step;
	int err;
	bool skipped;
	uint64_t ns;
	int before_err, after_err;
	char before[ATTR_MAX], after[ATTR_MAX];
};

/*
 * struct writer
 * @pid: 0: there is no process yet
 * @fd: the writer's end of a pair of sockets of whole messages
 */
struct writer {
	pid_t pid;
	int fd;
};

/* The first line of an attribute of an object. 0, or a positive errno. */
int writer_read(int dirfd, const char *path, char text[ATTR_MAX]);

/*
 * writer_carry_out - what such a process does, in the caller's own: all signals are
 * blocked meanwhile
 * @root_fd, @proc_fd: directories; the latter -1: there is none
 */
void writer_carry_out(int root_fd, int proc_fd, const struct write_request *request,
		      struct write_reply *reply);

/* @root_fd, @proc_fd: directories; the latter -1: there is none. 0, or -errno. */
int writer_start(struct writer *writer, int root_fd, int proc_fd);
int writer_send(struct writer *writer, const struct write_request *request);
/* -EAGAIN: it is not done yet. -EPIPE: the process is gone. */
int writer_receive(struct writer *writer, struct write_reply *reply);
/* Of one that has nothing to do: it was killed. */
bool writer_has_ended(const struct writer *writer);
/*
 * Ends the process. One that is at work goes on and ends then: with @busy that is not
 * waited for, and its pid is returned, for the caller to collect; otherwise 0.
 */
pid_t writer_stop(struct writer *writer, bool busy);

#endif
