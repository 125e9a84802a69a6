/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * terminal.h - what kind of terminal it is, and how it comes back from a crash
 */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <stdbool.h>

/* Can it show a full screen? False: @why tells what it lacks. */
bool terminal_is_possible(const char **why);
/* Before it is changed: whatever signal says of a crash brings it back. */
void terminal_prepare_rescue(void);

#endif
