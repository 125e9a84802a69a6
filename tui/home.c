// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * home.c - where the user's files are: settings and history
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "home.h"

char *home_get_path(const char *variable, const char *folder, const char *name)
{
	const char *dir = getenv(variable), *home = getenv("HOME");
	char *path;

	/* others than absolute ones are to be ignored, says the specification */
	if (dir && *dir == '/')
		return asprintf(&path, "%s/%s", dir, name) < 0 ? NULL : path;
	if (!home || *home != '/')
		return NULL;
	return asprintf(&path, "%s/%s/%s", home, folder, name) < 0 ? NULL : path;
}

int home_make_folders(const char *path)
{
	char *copy = strdup(path), *slash = copy;
	int rc = copy ? 0 : -ENOMEM;

	while (!rc && (slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			rc = -errno;
		*slash = '/';
	}
	free(copy);
	return rc;
}
