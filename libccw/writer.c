// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * writer.c - a process that writes attributes
 *
 * The program that forked it may have threads: all that is called in the new process
 * has to be async-signal-safe.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "writer.h"

#define PAUSE_MIN_MS 5
#define PAUSE_MAX_MS 100

/* A little longer each time. False: @ms since @start are over. */
static bool pause_until(uint64_t start, unsigned int ms, unsigned int *pause_ms)
{
	struct timespec ts = { .tv_nsec = *pause_ms * 1000000L };

	if (now_ns() - start >= ms * 1000000ULL)
		return false;
	nanosleep(&ts, NULL);
	if (*pause_ms < PAUSE_MAX_MS)
		*pause_ms *= 2;
	return true;
}

/*
 * Links lead to devices, but never out of the tree. Before Linux 5.6, nobody can tell.
 */
static int open_beneath(int dirfd, const char *path, int flags)
{
	const struct open_how how = { .flags = (unsigned int)flags,
				      .resolve = RESOLVE_BENEATH };
	int fd, tries = 3;

	do
		fd = (int)syscall(SYS_openat2, dirfd, path, &how, sizeof(how));
	while (fd < 0 && errno == EAGAIN && --tries);
	/* EPERM: of filters that know no newer system calls */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(dirfd, path, flags);
	return fd;
}

/* What opening answers where there is no regular file; ENXIO: a FIFO that nobody reads */
static bool is_no_attr(int err)
{
	return err == ELOOP || err == EISDIR || err == EXDEV || err == ENXIO;
}

/*
 * An attribute is a regular file in its object's directory, and never a link. O_NONBLOCK:
 * opening a FIFO must not hold us up, with all signals blocked; sysfs and /proc take no
 * notice of it.
 */
static int open_attr(int dirfd, const char *path, int flags)
{
	const int always = O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK;
	struct stat st;
	int fd;

	fd = open_beneath(dirfd, path, flags | always);
	if (fd < 0)
		return is_no_attr(errno) ? -ENOENT : -errno;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		return fd;
	close(fd);
	return -ENOENT;
}

int writer_read(int dirfd, const char *path, char text[ATTR_MAX])
{
	ssize_t len;
	int fd, err;

	text[0] = '\0';
	fd = open_attr(dirfd, path, O_RDONLY);
	if (fd < 0)
		return -fd;
	len = read(fd, text, ATTR_MAX - 1);
	err = errno;
	close(fd);
	if (len < 0) {
		text[0] = '\0';
		return err;
	}
	text[len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return 0;
}

static int write_value(int fd, const char *value)
{
	size_t len = strlen(value);
	ssize_t n;

	n = write(fd, value, len);
	if (n < 0)
		return errno;
	return (size_t)n == len ? 0 : EIO;
}

/* Writes, again while another change is running. */
static void write_attr(int dirfd, const struct write_request *request,
		       struct write_reply *reply)
{
	unsigned int pause_ms = PAUSE_MIN_MS;
	uint64_t start = now_ns();
	int fd;

	fd = open_attr(dirfd, request->write_path, O_WRONLY | O_TRUNC);
	if (fd < 0) {
		reply->step = WRITE_STEP_OPEN;
		reply->err = -fd;
		return;
	}
	do
		reply->err = write_value(fd, request->value);
	while (reply->err == EAGAIN && pause_until(start, request->again_ms, &pause_ms));
	close(fd);
	reply->step = reply->err ? WRITE_STEP_WRITE : WRITE_STEP_DONE;
}

static void settle(int proc_fd)
{
	int fd;

	if (proc_fd < 0)
		return;
	fd = open_attr(proc_fd, "cio_settle", O_WRONLY);
	if (fd < 0)
		return;
	write_value(fd, "1");
	close(fd);
}

/* Reads what has become of it. A file that is gone is not coming back. */
static void confirm(int root_fd, const struct write_request *request,
		    struct write_reply *reply)
{
	unsigned int pause_ms = PAUSE_MIN_MS;
	uint64_t start = now_ns();

	do
		reply->after_err = writer_read(root_fd, request->read_path, reply->after);
	while (request->expect[0] && reply->after_err != ENOENT &&
	       reply->after_err != ENODEV && strcmp(reply->after, request->expect) &&
	       pause_until(start, request->confirm_ms, &pause_ms));
	if (reply->after_err)
		reply->step = WRITE_STEP_READ;
}

static void carry_out(int root_fd, int proc_fd, const struct write_request *request,
		      struct write_reply *reply)
{
	uint64_t start;

	memset(reply, 0, sizeof(*reply));
	if (request->read_path[0])
		reply->before_err =
			writer_read(root_fd, request->read_path, reply->before);
	if (request->skip && request->expect[0] && !reply->before_err &&
	    !strcmp(reply->before, request->expect)) {
		memcpy(reply->after, reply->before, sizeof(reply->after));
		reply->skipped = true;
		reply->step = WRITE_STEP_DONE;
		return;
	}
	start = now_ns();
	write_attr(request->proc_file ? proc_fd : root_fd, request, reply);
	if (!reply->err && request->settle)
		settle(proc_fd);
	if (request->read_path[0] && reply->step != WRITE_STEP_OPEN) {
		if (reply->err)
			reply->after_err =
				writer_read(root_fd, request->read_path, reply->after);
		else
			confirm(root_fd, request, reply);
	}
	reply->ns = now_ns() - start;
}

void writer_carry_out(int root_fd, int proc_fd, const struct write_request *request,
		      struct write_reply *reply)
{
	sigset_t all, old;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	carry_out(root_fd, proc_fd, request, reply);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

/* Closes all files but @keep: pipes would stay open for as long as the kernel sleeps. */
static void close_others(const int *keep, size_t n)
{
	int i, next, first = 0;
	size_t k;

	/* in order, as there are three at the most */
	for (;;) {
		next = INT_MAX;
		for (k = 0; k < n; k++)
			if (keep[k] >= first && keep[k] < next)
				next = keep[k];
		if (next == INT_MAX)
			break;
		if (next > first)
			close_range((unsigned int)first, (unsigned int)next - 1, 0);
		first = next + 1;
	}
	if (close_range((unsigned int)first, ~0U, 0) == 0 || errno != ENOSYS)
		return;
	/* before Linux 5.9 */
	for (i = 0; i < 1024; i++) {
		for (k = 0; k < n && keep[k] != i; k++)
			;
		if (k == n)
			close(i);
	}
}

/* What sends comes from the same program: a message is whole, and makes sense. */
static _Noreturn void run_writer(int fd, int root_fd, int proc_fd)
{
	static struct write_request request;
	static struct write_reply reply;
	const int keep[] = { fd, root_fd, proc_fd };

	close_others(keep, ARRAY_SIZE(keep));
	while (recv(fd, &request, sizeof(request), 0) == (ssize_t)sizeof(request)) {
		carry_out(root_fd, proc_fd, &request, &reply);
		if (send(fd, &reply, sizeof(reply), MSG_NOSIGNAL) < 0)
			break;
	}
	_exit(0);
}

int writer_start(struct writer *writer, int root_fd, int proc_fd)
{
	sigset_t all, old;
	int fds[2], err;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
		return -errno;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	writer->pid = fork();
	err = errno;
	if (writer->pid == 0)
		run_writer(fds[1], root_fd, proc_fd);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	close(fds[1]);
	if (writer->pid < 0) {
		writer->pid = 0;
		close(fds[0]);
		return -err;
	}
	writer->fd = fds[0];
	return 0;
}

int writer_send(struct writer *writer, const struct write_request *request)
{
	if (send(writer->fd, request, sizeof(*request), MSG_NOSIGNAL) < 0)
		return -errno;
	return 0;
}

int writer_receive(struct writer *writer, struct write_reply *reply)
{
	ssize_t n;

	n = recv(writer->fd, reply, sizeof(*reply), MSG_DONTWAIT);
	if (n < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	return n == (ssize_t)sizeof(*reply) ? 0 : -EPIPE;
}

bool writer_has_ended(const struct writer *writer)
{
	char byte;

	/* nothing, or an error: the other end is closed; and it says nothing unasked */
	return recv(writer->fd, &byte, sizeof(byte), MSG_PEEK | MSG_DONTWAIT) >= 0 ||
	       (errno != EAGAIN && errno != EINTR);
}

pid_t writer_stop(struct writer *writer, bool busy)
{
	pid_t pid = writer->pid;

	if (!pid)
		return 0;
	/* it ends when nobody talks to it, also if someone else has got the socket */
	shutdown(writer->fd, SHUT_RDWR);
	close(writer->fd);
	writer->pid = 0;
	if (busy)
		return waitpid(pid, NULL, WNOHANG) == pid ? 0 : pid;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return 0;
}
