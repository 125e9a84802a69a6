/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screen.h - the full screen
 */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "app.h"

void screen_run(struct app *app, enum view view);

#endif
