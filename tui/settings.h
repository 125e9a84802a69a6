/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * settings.h - what the user likes, kept in a file
 *
 * "$XDG_CONFIG_HOME/ccwtop", or "~/.config/ccwtop": lines "key = value", comments from '#'.
 */
#ifndef TUI_SETTINGS_H
#define TUI_SETTINGS_H

#include "column.h"

enum {
	TABLE_DEVICES,
	TABLE_PATHS,
	TABLE_COUNT,
};

#define DELAY_MIN_MS 100
#define DELAY_MAX_MS 60000

/*
 * struct settings
 * @columns, @sort, @reverse: of the views with columns; @sort NULL: in the order of ids
 * @chosen: the columns were chosen by the user; otherwise there are as many as fit
 * @colours: false: the terminal's are not used
 * @ascii: nothing but ASCII is drawn
 */
struct settings {
	unsigned int delay_ms;
	struct columns columns[TABLE_COUNT];
	const struct column *sort[TABLE_COUNT];
	bool reverse[TABLE_COUNT], chosen[TABLE_COUNT];
	bool colours, ascii;
};

/* How it all begins. */
void settings_init(struct settings *settings);
/* -ENOENT: no such column, whose name is in *@bad; -E2BIG. */
int settings_set_columns(struct settings *settings, int table, const char *list,
			 char *bad, size_t size);
/* "" is the order of ids. -ENOENT: no such column. */
int settings_set_sort(struct settings *settings, int table, const char *name,
		      bool reverse);

/* Name of the file; the caller frees it. NULL: there is no home. */
char *settings_get_path(void);
/*
 * settings_read - from a file
 * @complain: told about lines that make no sense, which are ignored
 *
 * Return: 0, also without a file; -errno.
 */
int settings_read(struct settings *settings, const char *path,
		  void (*complain)(void *data, const char *message), void *data);
/*
 * settings_write - replaces the file, or what it leads to if it is a link
 * @message: receives why it cannot
 *
 * Its folders are made. Return: 0, or -errno: it is as it was.
 */
int settings_write(const struct settings *settings, const char *path, char *message,
		   size_t size);

#endif
