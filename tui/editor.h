/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * editor.h - lines that are typed: readline, for both front ends
 *
 * In line mode readline has the terminal. On a full screen it has none: keys are given
 * to it, and what it has made of them is drawn by the screen.
 */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include "app.h"

/*
 * editor_take_fn - gets a line
 * @line: valid during the call; NULL: end of input
 */
typedef void (*editor_take_fn)(struct app *app, const char *line);

/* Reads the history of earlier runs, and completes commands. */
void editor_init(struct app *app);
/* Keeps the history for later ones. */
void editor_free(void);
void editor_remember(const char *line);

/* ---- line mode ---- */

/* @interactive: standard input is a terminal. */
void editor_begin(struct app *app, bool interactive, editor_take_fn take);
void editor_end(void);
/* Input can be read. */
void editor_read(void);
/* A line has been read, and not yet been taken. */
bool editor_has_line(void);
/* Takes the next of them. */
void editor_next_line(void);
/* Makes room for something to be printed. */
void editor_hide(void);
/* Shows what is being typed again, behind @prompt. */
void editor_show(const char *prompt);
/* The terminal as it was, while the program is stopped. */
void editor_suspend(void);

/* ---- full screen ---- */

/*
 * @prefix: what would have to be before it for it to be a command, which Tab completes;
 *	NULL: it is none
 * @text: what is there to begin with
 */
void editor_open(struct app *app, const char *prefix, const char *text,
		 editor_take_fn take);
void editor_close(void);
bool editor_is_open(void);
/* A key, as the bytes that a terminal sends. */
void editor_key(const char *bytes);
/* What has been typed, and where in it the cursor is, in bytes. */
const char *editor_get_line(size_t *cursor);
/* Words that could come next, after Tab; an empty text: none. Forgotten by this. */
void editor_get_matches(char *buf, size_t size);

#endif
