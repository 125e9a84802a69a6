/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * machines.h - machine files: where they are, and their text
 */
#ifndef KERNEL_MACHINES_H
#define KERNEL_MACHINES_H

#include <stddef.h>

/*
 * struct machine_file
 * @name: for messages
 * @text: all of it, @len bytes; free both
 */
struct machine_file {
	char *name;
	char *text;
	size_t len;
};

/*
 * machine_file_read - a machine by its name on the command line
 * @name: "-": standard input; a name without '.' and '/': a bundled machine, if there
 *	is one; else a file
 * @dir: where to look for bundled machines first; NULL: nowhere
 *
 * Return: 0 or an errno; file->name is set anyway.
 */
int machine_file_read(struct machine_file *file, const char *name, const char *dir);
/* The same for any file, or "-". */
int text_file_read(struct machine_file *file, const char *path);
/* The first comment but SPDX lines, *@len bytes of it; empty: none. */
const char *machine_file_get_title(const struct machine_file *file, size_t *len);
void machine_file_free(struct machine_file *file);

/*
 * machines_list - names of bundled machines, in order, each once
 *
 * Return: an array that ends with NULL, to be freed with its strings; NULL: no memory.
 */
char **machines_list(const char *dir);
/* Where it looks: "DIR, DIR, DIR", to be freed; NULL: no memory. */
char *machines_get_dirs(const char *dir);

#endif
