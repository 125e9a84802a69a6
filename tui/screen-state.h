/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screen-state.h - the full screen's own: what is where on it
 *
 *	screen.c	the terminal, and what a front end does
 *	draw.c		all that is drawn, but for
 *	draw-body.c	the rows of the views
 *	navigate.c	rows, views, details, and back
 *	typing.c	what is typed
 *	keys.c		what keys do
 */
#ifndef TUI_SCREEN_STATE_H
#define TUI_SCREEN_STATE_H

#include "app.h"
#include "detail.h"
#include "text.h"

/* Lines above and below the rows. */
#define HEAD_LINES 5
#define FOOT_LINES 2

/* The smallest terminal on which anything is drawn. */
#define LINES_MIN   10
#define COLUMNS_MIN 40

/* Rows and columns of the largest terminal that is used in full. */
#define ROWS_MAX 300

/* How long changes are marked, what has vanished fades, and a message stays. */
#define MARK_MS	   3000
#define GHOST_MS   3000
#define MESSAGE_MS 15000

enum style {
	STYLE_NORMAL,
	STYLE_TITLE,
	STYLE_HEADING,
	STYLE_SELECTED,
	STYLE_TAGGED,
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_DIM,
	STYLE_CHANGED,
	STYLE_KEY,
	STYLE_DIALOG,
	STYLE_COUNT,
};

/*
 * struct place - where the user is in a list
 * @object, @chpid, @depth: of the row that the cursor is on, which it follows
 * @left: columns behind the first one, or cells, that have been moved out on the left
 * @filters, @sort, @reverse: model.filters and the order when the rows were made last
 */
struct place {
	size_t top, cursor, left, filters;
	const struct column *sort;
	bool reverse;
	struct ccw_object object;
	struct ccw_chpid chpid;
	uint8_t depth;
};

/* A row as it was drawn. */
struct drawn {
	struct ccw_object object;
	size_t position;
	char text[512];
};

enum prompt {
	PROMPT_COMMAND,
	PROMPT_SEARCH,
	PROMPT_FILTER,
	PROMPT_JUMP,
};

#define DEPTH_MAX 16

/*
 * struct screen
 * @stack: objects whose details were asked for, one from the other; the last one is shown
 * @depth: of it; 0: the view is shown
 * @stack_places: in the lines of each
 * @detail_pending: they are being read
 * @text_heading, @text: a text that lies over all; NULL: none
 * @matches: what could come next of what is being typed, after Tab
 * @question_serial, @question_top: of the question that was drawn last
 * @before_search: where the cursor was
 */
struct screen {
	struct app *app;
	enum view view;
	struct place places[VIEW_COUNT];
	struct ccw_object stack[DEPTH_MAX];
	struct place stack_places[DEPTH_MAX];
	size_t depth;
	struct detail detail;
	struct history history;
	bool detail_pending, detail_gone;
	uint64_t detail_at, detail_serial;
	char *text_heading, *text;
	size_t text_top;
	char message[TEXT_MAX];
	enum say message_how;
	uint64_t message_until;
	enum prompt prompt;
	char search[128], matches[512];
	struct place before_search;
	uint64_t question_serial;
	size_t question_top;
	struct drawn drawn[ROWS_MAX];
	size_t n_drawn;
	struct ccw_object look[ROWS_MAX];
	size_t n_look;
	bool dirty;
	uint64_t drawn_at;
};

/* ---- the terminal ---- */

/* Attributes of a style on this terminal. */
int style_attrs(enum style style);
/* Text in a style, cut or filled to @width columns. */
void put_text(int y, int x, enum style style, size_t width, const char *text, bool ascii);

/* ---- drawing ---- */

void draw(struct screen *s);
/* The rows of the view, or the lines of details. */
void draw_body(struct screen *s);
/* Are there columns, or cells of the matrix, that Right would move in? */
bool more_on_right(struct screen *s);
/* How many rows there is room for. */
size_t body_rows(void);

/* ---- where the user is ---- */

struct place *current_place(struct screen *s);
/* How many rows there are to be on. */
size_t current_count(const struct screen *s);
const struct item *current_item(struct screen *s);
/* What the row, or the line of details, is about; false: nothing. */
bool object_under_cursor(struct screen *s, struct ccw_object *object);
/* Moves the cursor, as far as there are rows. */
void move_to(struct screen *s, size_t position);
/* After the rows were made anew: back to the object. False: it is not among them. */
bool find_place(struct screen *s, enum view view);
void show_view(struct screen *s, enum view view);
void open_object(struct screen *s, const struct ccw_object *object);
void go_back(struct screen *s);
void rebuild(struct screen *s);
/* Does the row have the text? */
bool row_has(struct screen *s, size_t position, const char *text);
void show_text(struct screen *s, const char *heading, const char *text);

/* ---- what is typed ---- */

#define KEY_CONTROL(c) ((c) & 0x1f)
#define KEY_ESC 27

/* Opens a prompt; in that of a filter is the filter there is. */
void prompt(struct screen *s, int which);
/* "attr ", with what it is for already there. */
void prompt_attribute(struct screen *s, int argument);
/* A key, while a prompt is open. */
void type_key(struct screen *s, int key);
/* The next row, or the one before, with what was searched last. */
void search_on(struct screen *s, int by);

/* ---- keys ---- */


void press_key(struct screen *s, int key);
/* For the help text; the caller frees it. */
char *keys_help(void);
/*
 * For the bar: the next key from @i on that is worth it, @len bytes; NULL: no more.
 */
const char *keys_bar(size_t *i, size_t *len, const char **label, bool *changes);

#endif
