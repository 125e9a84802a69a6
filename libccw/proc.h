/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * proc.h - the text forms of files in /proc
 *
 * Nothing here does I/O. A line is taken apart where it is: what is found points into
 * it, with escapes undone. Returns 0, or -EBADMSG.
 */
#ifndef LIBCCW_PROC_H
#define LIBCCW_PROC_H

#include <stdbool.h>
#include <stdint.h>

struct dev_number {
	uint32_t major, minor;
};

struct proc_mount {
	struct dev_number dev;
	char *dir;    /* where it is mounted */
	char *type;   /* of the file system */
	char *source; /* what it says it is on */
};

/* Cuts the next line off *@text; NULL: there is none. */
char *proc_next_line(char **text);
/* A line of PROC/PID/mountinfo. */
int proc_parse_mount(char *line, struct proc_mount *mount);
/* A line of PROC/swaps; the heading is none. */
int proc_parse_swap(char *line, char **name, bool *is_file);
/* The controlling terminal in PROC/PID/stat; 0:0: none. */
int proc_parse_terminal(const char *text, struct dev_number *dev);

#endif
