/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change_commands.h - the commands that change something, for the table in commands.c
 */
#ifndef TUI_CHANGE_COMMANDS_H
#define TUI_CHANGE_COMMANDS_H

#include "app.h"

void run_vary(struct app *app, int argc, char **argv);
void run_configure(struct app *app, int argc, char **argv);
void run_online(struct app *app, int argc, char **argv);
void run_offline(struct app *app, int argc, char **argv);
void run_attr(struct app *app, int argc, char **argv);
void run_unignore(struct app *app, int argc, char **argv);
void run_rescan(struct app *app, int argc, char **argv);
void run_stop(struct app *app, int argc, char **argv);

/* Says so if nothing was read yet. */
bool has_read(struct app *app);

#endif
