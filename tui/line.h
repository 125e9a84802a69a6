/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * line.h - line mode: a prompt, for consoles without a cursor
 */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include "app.h"

void line_run(struct app *app);

#endif
