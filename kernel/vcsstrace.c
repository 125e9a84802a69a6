// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcsstrace.c - the module's trace events, in an instance of the kernel's tracing
 *
 * An instance of its own: somebody else may be tracing.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vcsstrace.h"

#define TRACING	 "/sys/kernel/tracing"
#define INSTANCE TRACING "/instances/vcss"
#define EVENTS	 "events/vcss/enable"

static int write_file(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err;

	if (fd < 0)
		return errno;
	err = write(fd, value, 1) < 0 ? errno : 0;
	close(fd);
	return err;
}

static int begin(void)
{
	int err;

	/* where there is no systemd, nobody has mounted it */
	if (access(TRACING "/instances", F_OK) && mount("tracefs", TRACING, "tracefs", 0, NULL) &&
	    errno != EBUSY)
		return errno;
	if (access(TRACING "/" EVENTS, F_OK))
		return ENOENT;
	/* one that is there may be older than the module, whose events are not written to it then */
	if (mkdir(INSTANCE, 0700) && errno != EEXIST)
		return errno;
	err = write_file(INSTANCE "/" EVENTS, "1");
	if (err)
		rmdir(INSTANCE);
	return err;
}

static int copy(struct out *out, const char *path, bool flush)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err = 0;
	char buf[4096];
	ssize_t n;

	if (fd < 0)
		return errno;
	while ((n = read(fd, buf, sizeof(buf))) > 0) {
		out_write(out, buf, n);
		if (flush && out_flush(out))
			break;
	}
	if (n < 0)
		err = errno;
	close(fd);
	return err;
}

int vcsstrace_show(struct out *out, bool follow)
{
	int err = begin();

	if (err)
		return err;
	return follow ? copy(out, INSTANCE "/trace_pipe", true)
		      : copy(out, INSTANCE "/trace", false);
}

int vcsstrace_off(void)
{
	if (access(INSTANCE, F_OK))
		return 0;
	write_file(INSTANCE "/" EVENTS, "0");
	return rmdir(INSTANCE) ? errno : 0;
}
