// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * draw.c - what is around the rows, and what lies over them
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>

#include "action.h"
#include "editor.h"
#include "render.h"
#include "screen-state.h"

/* Puts text behind text. */
struct pen {
	struct screen *s;
	int y, x;
};

__attribute__((format(printf, 3, 4))) static void put(struct pen *pen, enum style style,
						      const char *fmt, ...)
{
	char text[TEXT_MAX], clean[TEXT_MAX];
	size_t width;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	width = text_clean(clean, sizeof(clean), text, pen->s->app->ascii);
	put_text(pen->y, pen->x, style, width, text, pen->s->app->ascii);
	pen->x += (int)width;
}

/* ---- above ---- */

static void format_age(const struct screen *s, char *buf, size_t size)
{
	unsigned int ms;

	if (!s->app->feed || feed_get_age(s->app->feed, &ms))
		snprintf(buf, size, "reading ...");
	else if (ms < 10000)
		snprintf(buf, size, "%u.%u s old", ms / 1000, ms / 100 % 10);
	else
		snprintf(buf, size, "%u s old", ms / 1000);
}

/* What it is a picture of, and how old that is. */
static void draw_title(struct screen *s)
{
	char host[65] = "", left[512], right[160], age[32];
	struct app *app = s->app;
	bool partly = app->model.now.snap && !app_is_current(app);
	size_t width;

	gethostname(host, sizeof(host) - 1);
	format_age(s, age, sizeof(age));
	snprintf(left, sizeof(left), " ccwtop  %s:%s%s%s", host,
		 ccw_ctx_get_root(app->ctx), *app->readonly ? "  read-only: " : "",
		 app->readonly);
	snprintf(right, sizeof(right), " %s%s%s%s ", app->paused ? "PAUSED  " : "",
		 partly			     ? "reading on ...  " :
		 feed_has_events(app->feed) || !app->model.now.snap ? "" :
							"no events, swept  ",
		 age, "");
	width = strlen(right) < (size_t)COLS ? strlen(right) : 0;
	put_text(0, 0, STYLE_TITLE, (size_t)COLS - width, left, app->ascii);
	if (width)
		put_text(0, COLS - (int)width, STYLE_TITLE, width, right, app->ascii);
}

static enum style style_of_count(unsigned int n, enum style style)
{
	return n ? style : STYLE_DIM;
}

static void draw_overview(struct screen *s)
{
	const struct overview *o = &s->app->model.now.overview;
	struct pen pen = { s, 1, 1 };

	if (!s->app->model.now.snap || !s->app->model.now.complete) {
		put(&pen, STYLE_DIM, "Devices  ...");
		pen = (struct pen){ s, 2, 1 };
		put(&pen, STYLE_DIM, "Paths    ...");
		return;
	}
	put(&pen, STYLE_NORMAL, "Devices %5u: ", o->devices);
	put(&pen, style_of_count(o->online, STYLE_GOOD), "%u online", o->online);
	put(&pen, STYLE_NORMAL, ", %u offline, ", o->offline);
	put(&pen, style_of_count(o->defunct, STYLE_BAD), "%u defunct", o->defunct);
	put(&pen, STYLE_NORMAL, "; ");
	put(&pen, style_of_count(o->degraded, STYLE_BAD), "%u degraded", o->degraded);
	put(&pen, STYLE_NORMAL, ", ");
	put(&pen, style_of_count(o->single, STYLE_WARN), "%u single-path", o->single);
	pen = (struct pen){ s, 2, 1 };
	put(&pen, STYLE_NORMAL, "Paths   %5u: ", o->paths);
	put(&pen, style_of_count(o->up, STYLE_GOOD), "%u up", o->up);
	put(&pen, STYLE_NORMAL, ", ");
	put(&pen, style_of_count(o->varied_off, STYLE_BAD), "%u varied off",
	    o->varied_off);
	put(&pen, STYLE_NORMAL, ", ");
	put(&pen, style_of_count(o->standby, STYLE_WARN), "%u standby", o->standby);
}

/* The views; or, in details, the way that led there. */
static void draw_tabs(struct screen *s)
{
	const struct model *model = &s->app->model;
	struct pen pen = { s, 3, 1 };
	char id[CCW_ID_STRLEN];
	size_t i;

	if (s->depth) {
		put(&pen, STYLE_KEY, "%s", view_names[s->view]);
		for (i = 0; i < s->depth; i++)
			put(&pen, i + 1 == s->depth ? STYLE_HEADING : STYLE_KEY, " > %s",
			    format_object_id(&s->stack[i], id));
		return;
	}
	for (i = 0; i < VIEW_COUNT; i++) {
		put(&pen, i == s->view ? STYLE_TITLE : STYLE_KEY, "%s%s%s",
		    i == s->view ? "[" : " ", view_names[i], i == s->view ? "]" : " ");
		put(&pen, STYLE_NORMAL, " ");
	}
	if (model->filter_words)
		put(&pen, STYLE_WARN, " filter: %s", model->filter_words);
	if (model->tagged.n)
		put(&pen, STYLE_TAGGED, "  %zu tagged", model->tagged.n);
}

/* ---- below ---- */

static const char *prompt_text(const struct screen *s)
{
	static const char *const texts[] = { [PROMPT_COMMAND] = ":",
					     [PROMPT_SEARCH] = "search: ",
					     [PROMPT_FILTER] = "filter: ",
					     [PROMPT_JUMP] = "go to: " };

	return texts[s->prompt];
}

static void draw_prompt(struct screen *s)
{
	char clean[TEXT_MAX], before[TEXT_MAX];
	struct pen pen = { s, LINES - 2, 0 };
	size_t cursor, len;
	const char *line;

	line = editor_get_line(&cursor);
	put(&pen, STYLE_KEY, "%s", prompt_text(s));
	snprintf(before, sizeof(before), "%.*s", (int)cursor, line);
	len = text_clean(clean, sizeof(clean), before, s->app->ascii);
	/* where it does not fit, its end is what matters */
	if (len + 2 > (size_t)(COLS - pen.x)) {
		line += cursor > 20 ? cursor - 20 : 0;
		len = cursor > 20 ? 20 : cursor;
	}
	put_text(pen.y, pen.x, STYLE_NORMAL, (size_t)(COLS - pen.x), line, s->app->ascii);
	curs_set(1);
	move(pen.y, pen.x + (int)len);
}

static void draw_message(struct screen *s)
{
	static const enum style styles_of[] = { [SAY_INFO] = STYLE_NORMAL,
						[SAY_RESULT] = STYLE_GOOD,
						[SAY_FAILED] = STYLE_BAD,
						[SAY_ERROR] = STYLE_BAD };
	struct pen pen = { s, LINES - 2, 1 };
	char progress[256];

	if (editor_is_open()) {
		draw_prompt(s);
		return;
	}
	action_progress(s->app, progress, sizeof(progress));
	if (*progress)
		put(&pen, STYLE_WARN, "%s   ", progress);
	if (*s->message)
		put(&pen, styles_of[s->message_how], "%s", s->message);
}

/* As many as there is room for; how to get out of here, always. Or what can be typed. */
static void draw_bar(struct screen *s)
{
	struct pen pen = { s, LINES - 1, COLS - 7 };
	const char *key, *label;
	bool changes;
	size_t i = 0, len;

	if (editor_is_open() && *s->matches) {
		put_text(LINES - 1, 0, STYLE_NORMAL, (size_t)COLS, s->matches,
			 s->app->ascii);
		return;
	}
	put(&pen, STYLE_KEY, "q");
	put(&pen, STYLE_NORMAL, " Quit");
	pen.x = 0;
	while ((key = keys_bar(&i, &len, &label, &changes))) {
		bool off = changes && *s->app->readonly;

		if (pen.x + (int)(len + strlen(label) + 2) > COLS - 7)
			break;
		put(&pen, off ? STYLE_DIM : STYLE_KEY, "%.*s", (int)len, key);
		put(&pen, off ? STYLE_DIM : STYLE_NORMAL, " %s  ", label);
	}
}

/* ---- over all ---- */

/* The @n-th line of a text; an empty one behind its end. */
static const char *nth_line(const char *text, size_t n, char *buf, size_t size)
{
	for (; n && *text; n--) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	snprintf(buf, size, "%.*s", (int)strcspn(text, "\n"), text);
	return buf;
}

static size_t count_lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n' || !text[1];
	return n;
}

static void draw_text(struct screen *s)
{
	size_t i, rows = body_rows() + 2, n = count_lines(s->text);
	struct pen pen = { s, 3, 1 };
	char line[TEXT_MAX];

	if (s->text_top + rows > n + 1)
		s->text_top = n + 1 > rows ? n + 1 - rows : 0;
	put(&pen, STYLE_TITLE, "[%s]", s->text_heading);
	put(&pen, STYLE_DIM, "   lines %zu-%zu of %zu; Esc: back", s->text_top + 1,
	    s->text_top + rows - 1 < n ? s->text_top + rows - 1 : n, n);
	for (i = 0; i + 1 < rows; i++)
		put_text(4 + (int)i, 1, STYLE_NORMAL, (size_t)COLS - 1,
			 nth_line(s->text, s->text_top + i, line, sizeof(line)),
			 s->app->ascii);
}

static void draw_frame(int y, int x, int height, int width, const char *title, bool ascii)
{
	char blank[TEXT_MAX];
	int i;

	memset(blank, ' ', sizeof(blank) - 1);
	blank[sizeof(blank) - 1] = '\0';
	for (i = 0; i < height; i++)
		put_text(y + i, x, STYLE_DIALOG, (size_t)width, blank, ascii);
	attrset((attr_t)style_attrs(STYLE_WARN));
	if (ascii) {
		mvhline(y, x, '-', width);
		mvhline(y + height - 1, x, '-', width);
		mvvline(y, x, '|', height);
		mvvline(y, x + width - 1, '|', height);
	} else {
		mvhline_set(y, x, WACS_HLINE, width);
		mvhline_set(y + height - 1, x, WACS_HLINE, width);
		mvvline_set(y, x, WACS_VLINE, height);
		mvvline_set(y, x + width - 1, WACS_VLINE, height);
		mvadd_wch(y, x, WACS_ULCORNER);
		mvadd_wch(y, x + width - 1, WACS_URCORNER);
		mvadd_wch(y + height - 1, x, WACS_LLCORNER);
		mvadd_wch(y + height - 1, x + width - 1, WACS_LRCORNER);
	}
	attrset(A_NORMAL);
	put_text(y, x + 2, STYLE_WARN, strlen(title) + 2, "", ascii);
	put_text(y, x + 3, STYLE_WARN, strlen(title) < (size_t)width - 6 ?
					       strlen(title) :
					       (size_t)width - 6,
		 title, ascii);
}

/*
 * Below what would be lost: what has gone meanwhile, and the question; none before it is
 * known, as an answer would be none.
 */
static void draw_answer(struct screen *s, int y, int x, size_t width, bool more)
{
	const struct action *action = s->app->asking;
	bool all_gone = action->gone == action->n;

	if (action->gone)
		put_text(y, x, STYLE_BAD, width,
			 !all_gone     ? "Some of them are gone meanwhile." :
			 action->n > 1 ? "All of them are gone meanwhile." :
					 "It is gone meanwhile.",
			 s->app->ascii);
	put_text(y + 1, x, STYLE_KEY, width,
		 all_gone	 ? "Press a key" :
		 !action->impact ? "Press a key to give up" :
		 more		 ? "Go on? [y/N]   (there is more above: Down, Up)" :
				   "Go on? [y/N]",
		 s->app->ascii);
}

/* What would be lost, and the question. */
static void draw_question(struct screen *s)
{
	const struct action *action = s->app->asking;
	int width = COLS > 100 ? 96 : COLS - 4, x = (COLS - width) / 2, y, i;
	int room = LINES - 6, shown;
	char *text, line[TEXT_MAX];
	size_t n;

	text = text_wrap(action->impact ? action->impact
					: "Looking what would be lost ...",
			 (size_t)width - 4);
	if (!text)
		return;
	n = count_lines(text);
	shown = n < (size_t)room ? (int)n : room;
	y = (LINES - shown - 4) / 2;
	draw_frame(y, x, shown + 4, width, action->title, s->app->ascii);
	if (s->question_top + (size_t)shown > n)
		s->question_top = n - (size_t)shown;
	for (i = 0; i < shown; i++)
		put_text(y + 1 + i, x + 2, action->in_use ? STYLE_BAD : STYLE_DIALOG,
			 (size_t)width - 4,
			 nth_line(text, s->question_top + (size_t)i, line, sizeof(line)),
			 s->app->ascii);
	draw_answer(s, y + 1 + shown, x + 2, (size_t)width - 4, n > (size_t)shown);
	free(text);
}

void draw(struct screen *s)
{
	char needed[32];

	erase();
	curs_set(0);
	if (LINES < LINES_MIN || COLS < COLUMNS_MIN) {
		put_text(0, 0, STYLE_BAD, (size_t)COLS, "The terminal is too small:",
			 s->app->ascii);
		snprintf(needed, sizeof(needed), "%dx%d is needed", COLUMNS_MIN, LINES_MIN);
		put_text(1, 0, STYLE_BAD, (size_t)COLS, needed, s->app->ascii);
		refresh();
		return;
	}
	draw_title(s);
	draw_overview(s);
	if (s->text) {
		draw_text(s);
	} else {
		draw_tabs(s);
		draw_body(s);
	}
	draw_bar(s);
	if (s->app->asking)
		draw_question(s);
	draw_message(s);
	refresh();
}
