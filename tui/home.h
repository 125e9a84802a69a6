/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * home.h - where the user's files are: settings and history
 */
#ifndef TUI_HOME_H
#define TUI_HOME_H

/*
 * home_get_path - of a file of ours
 * @variable: of the environment, which may name the folder
 * @folder: in the user's home, if it does not
 *
 * The caller frees it. NULL: there is no home, or no memory.
 */
char *home_get_path(const char *variable, const char *folder, const char *name);
/*
 * home_make_folders - the folder of @path, and those above it, as far as there are none
 * @path: absolute
 *
 * They are the user's alone, as the specification of XDG_CONFIG_HOME wants.
 * Return: 0, or -errno.
 */
int home_make_folders(const char *path);

#endif
