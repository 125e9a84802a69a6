// SPDX-License-Identifier: GPL-2.0-only
/*
 * machines.c - machine files: where they are, and their text
 *
 * Bundled machines are NAME.machine in the directory given, in those of VCSS_MACHINES
 * (separated by colons), and where they were installed to.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machines.h"

#define SUFFIX ".machine"

/* Nothing that describes a machine is larger; /dev/zero is. */
#define SIZE_MAX_FILE (256U << 20)

/* ---- reading ---- */

/* Return: 0 or an errno. */
static int read_all(int fd, struct machine_file *file)
{
	size_t room = 0;
	char *grown;
	ssize_t n;

	for (;;) {
		if (file->len == room) {
			room = room ? 2 * room : 65536;
			grown = room > SIZE_MAX_FILE ? NULL : realloc(file->text, room);
			if (!grown)
				return room > SIZE_MAX_FILE ? EFBIG : ENOMEM;
			file->text = grown;
		}
		n = read(fd, file->text + file->len, room - file->len);
		if (!n)
			return 0;
		if (n > 0)
			file->len += (size_t)n;
		else if (errno != EINTR)
			return errno;
	}
}

static int read_file(struct machine_file *file)
{
	int fd, err;

	fd = open(file->name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno;
	err = read_all(fd, file);
	close(fd);
	return err;
}

int text_file_read(struct machine_file *file, const char *path)
{
	memset(file, 0, sizeof(*file));
	if (!strcmp(path, "-")) {
		file->name = strdup("standard input");
		return file->name ? read_all(STDIN_FILENO, file) : ENOMEM;
	}
	file->name = strdup(path);
	return file->name ? read_file(file) : ENOMEM;
}

const char *machine_file_get_title(const struct machine_file *file, size_t *len)
{
	const char *p = file->text, *end = file->text + file->len, *stop;

	for (; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		if (!stop)
			stop = end;
		if (stop - p < 3 || memcmp(p, "# ", 2) || !strncmp(p, "# SPDX", 6))
			continue;
		*len = (size_t)(stop - p) - 2;
		return p + 2;
	}
	*len = 0;
	return "";
}

void machine_file_free(struct machine_file *file)
{
	free(file->name);
	free(file->text);
}

/* ---- directories ---- */

/*
 * struct dirs - the directories to look into, one after the other
 * @copy: of VCSS_MACHINES, cut into pieces
 */
struct dirs {
	const char *first;
	char *copy, *rest;
	int step;
};

static const char *next_dir(struct dirs *dirs)
{
	const char *dir;

	if (dirs->step == 0) {
		dirs->step++;
		if (dirs->first)
			return dirs->first;
	}
	if (dirs->step == 1) {
		while ((dir = strsep(&dirs->rest, ":")))
			if (*dir)
				return dir;
		dirs->step++;
	}
	return dirs->step++ == 2 ? MACHINES_DIR : NULL;
}

static void dirs_init(struct dirs *dirs, const char *first)
{
	const char *env = secure_getenv("VCSS_MACHINES");

	memset(dirs, 0, sizeof(*dirs));
	dirs->first = first;
	dirs->copy = dirs->rest = env ? strdup(env) : NULL;
}

/* Return: 0 or an errno; ENOENT: there is none of that name. */
static int read_bundled(struct machine_file *file, const char *name, const char *first)
{
	struct dirs dirs;
	const char *dir;
	int err = ENOENT;

	dirs_init(&dirs, first);
	while (err == ENOENT && (dir = next_dir(&dirs))) {
		memset(file, 0, sizeof(*file));
		if (asprintf(&file->name, "%s/%s" SUFFIX, dir, name) < 0) {
			file->name = NULL;
			err = ENOMEM;
			break;
		}
		err = read_file(file);
		if (err == ENOENT)
			machine_file_free(file);
	}
	free(dirs.copy);
	return err;
}

int machine_file_read(struct machine_file *file, const char *name, const char *dir)
{
	int err = ENOENT;

	if (strcmp(name, "-") && !strpbrk(name, "./"))
		err = read_bundled(file, name, dir);
	return err == ENOENT ? text_file_read(file, name) : err;
}

/* ---- listing ---- */

struct names {
	char **name;
	size_t n;
};

static int add_name(struct names *names, const char *name, size_t len)
{
	char **grown;
	size_t i;

	for (i = 0; i < names->n; i++)
		if (!strncmp(names->name[i], name, len) && !names->name[i][len])
			return 0;
	grown = reallocarray(names->name, names->n + 2, sizeof(*grown));
	if (!grown)
		return ENOMEM;
	names->name = grown;
	grown[names->n] = strndup(name, len);
	if (!grown[names->n])
		return ENOMEM;
	grown[++names->n] = NULL;
	return 0;
}

static void add_names_of(struct names *names, const char *path)
{
	struct dirent *entry;
	DIR *dir;

	dir = opendir(path);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		size_t len = strlen(entry->d_name), suffix = strlen(SUFFIX);

		if (len > suffix && !strcmp(entry->d_name + len - suffix, SUFFIX) &&
		    add_name(names, entry->d_name, len - suffix))
			break;
	}
	closedir(dir);
}

static int cmp_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **machines_list(const char *first)
{
	struct names names = { calloc(1, sizeof(char *)), 0 };
	struct dirs dirs;
	const char *dir;

	if (!names.name)
		return NULL;
	dirs_init(&dirs, first);
	while ((dir = next_dir(&dirs)))
		add_names_of(&names, dir);
	free(dirs.copy);
	qsort(names.name, names.n, sizeof(*names.name), cmp_names);
	return names.name;
}

char *machines_get_dirs(const char *first)
{
	const char *dir, *separator = "";
	char *text = NULL;
	struct dirs dirs;
	size_t size;
	FILE *file;

	file = open_memstream(&text, &size);
	if (!file)
		return NULL;
	dirs_init(&dirs, first);
	while ((dir = next_dir(&dirs))) {
		fprintf(file, "%s%s", separator, dir);
		separator = ", ";
	}
	free(dirs.copy);
	fclose(file);
	return text;
}
