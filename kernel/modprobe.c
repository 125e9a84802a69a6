// SPDX-License-Identifier: GPL-2.0-only
/*
 * modprobe.c - modules of the kernel
 */
#include <errno.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>

#include "modprobe.h"

/* Where it is, whatever the path is. */
#define MODPROBE "/sbin/modprobe"

int modprobe(const char *option, const char *module)
{
	char *argv[] = { "modprobe", (char *)option, (char *)module, NULL };
	int status, err;
	pid_t pid;

	err = posix_spawn(&pid, MODPROBE, NULL, NULL, argv, environ);
	if (err)
		return err;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return errno;
	return WIFEXITED(status) && !WEXITSTATUS(status) ? 0 : ENOENT;
}
