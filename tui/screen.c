// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * screen.c - the full screen: the terminal, and what a front end does
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <curses.h>

#include "action.h"
#include "commands.h"
#include "editor.h"
#include "render.h"
#include "screen-state.h"
#include "screen.h"
#include "terminal.h"

/* ---- the terminal ---- */

static chtype styles[STYLE_COUNT];

int style_attrs(enum style style)
{
	return (int)styles[style];
}

/* Told apart without colours, too; with them, by more than by them alone. */
static void init_styles(bool mono)
{
	static const struct {
		attr_t attrs;
		short colour;
	} look[STYLE_COUNT] = {
		[STYLE_NORMAL] = { A_NORMAL, -1 },
		[STYLE_TITLE] = { A_REVERSE, -1 },
		[STYLE_HEADING] = { A_BOLD, COLOR_CYAN },
		[STYLE_SELECTED] = { A_REVERSE, -1 },
		[STYLE_TAGGED] = { A_BOLD, COLOR_YELLOW },
		[STYLE_GOOD] = { A_NORMAL, COLOR_GREEN },
		[STYLE_WARN] = { A_BOLD, COLOR_YELLOW },
		[STYLE_BAD] = { A_BOLD, COLOR_RED },
		[STYLE_DIM] = { A_DIM, -1 },
		[STYLE_CHANGED] = { A_BOLD | A_UNDERLINE, COLOR_MAGENTA },
		[STYLE_KEY] = { A_BOLD, COLOR_CYAN },
		[STYLE_DIALOG] = { A_NORMAL, -1 },
	};
	bool colours = !mono && has_colors();
	int i;

	if (colours) {
		start_color();
		use_default_colors();
	}
	for (i = 0; i < STYLE_COUNT; i++) {
		styles[i] = look[i].attrs;
		if (!colours || look[i].colour < 0)
			continue;
		init_pair((short)(i + 1), look[i].colour, -1);
		styles[i] |= (chtype)COLOR_PAIR(i + 1);
	}
}

static void begin(struct app *app)
{
	terminal_prepare_rescue();
	/*
	 * While it draws, ncurses ignores SIGTSTP, and one that waits for the loop would be
	 * gone: it leaves alone what is ignored already.
	 */
	signal(SIGTSTP, SIG_IGN);
	initscr();
	signal(SIGTSTP, SIG_DFL);
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(25);
	curs_set(0);
	mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED,
		  NULL);
	mouseinterval(0);
	init_styles(app->mono);
}

void put_text(int y, int x, enum style style, size_t width, const char *text, bool ascii)
{
	char line[TEXT_MAX];

	if (y < 0 || y >= LINES || x < 0 || x >= COLS)
		return;
	if (width > (size_t)(COLS - x))
		width = (size_t)(COLS - x);
	text_fit(line, sizeof(line), text, width, ascii);
	attrset((attr_t)style_attrs(style));
	mvaddstr(y, x, line);
	attrset(A_NORMAL);
}

/* ---- what a front end does ---- */

static void screen_say(struct app *app, enum say how, const char *text)
{
	struct screen *s = app->front_data;

	snprintf(s->message, sizeof(s->message), "%s", text);
	s->message_how = how;
	s->message_until = clock_ms() + MESSAGE_MS;
	s->dirty = true;
	/* results are events */
	if (s->view == VIEW_EVENTS)
		rebuild(s);
}

static void screen_text(struct app *app, const char *heading, const char *text)
{
	show_text(app->front_data, heading, text);
}

static void screen_view(struct app *app, enum view view)
{
	show_view(app->front_data, view);
}

static void screen_object(struct app *app, const struct ccw_object *object)
{
	open_object(app->front_data, object);
}

/* In details, the path or device of the line, then what they are about. */
static size_t screen_current(struct app *app, struct ccw_object objects[CURRENT_MAX])
{
	struct screen *s = app->front_data;
	size_t n = object_under_cursor(s, &objects[0]) &&
		   model_has_object(&app->model, &objects[0]);

	if (s->depth)
		objects[n++] = s->stack[s->depth - 1];
	return n;
}

static void screen_question(struct app *app)
{
	struct screen *s = app->front_data;

	if (app->asking && app->asking->serial != s->question_serial) {
		s->question_serial = app->asking->serial;
		s->question_top = 0;
	}
	s->dirty = true;
}

/* What was on the screen, and is no more, stays for a moment. */
static void keep_ghosts(struct screen *s)
{
	struct model *model = &s->app->model;
	struct ghost *ghost;
	size_t i;

	if (s->depth || (s->view != VIEW_DEVICES && s->view != VIEW_PATHS))
		return;
	for (i = 0; i < s->n_drawn && model->n_ghosts < GHOSTS_MAX; i++) {
		const struct drawn *row = &s->drawn[i];

		if (row->object.kind == CCW_KIND_NONE ||
		    model_has_object(model, &row->object))
			continue;
		ghost = &model->ghosts[model->n_ghosts];
		*ghost = (struct ghost){ .view = s->view,
					 .object = row->object,
					 .text = strdup(row->text),
					 .until = clock_ms() + GHOST_MS,
					 .position = row->position };
		model->n_ghosts += !!ghost->text;
	}
}

static void screen_changed(struct app *app, uint64_t first)
{
	struct screen *s = app->front_data;

	/* an object that was not listed before it was complete has not vanished */
	model_drop_ghosts(&app->model, clock_ms());
	keep_ghosts(s);
	s->n_drawn = 0;
	rebuild(s);
}

static void screen_settings(struct app *app)
{
	rebuild(app->front_data);
}

/*
 * Behind ESC: the rest of what a key sends that the terminal is not known to have. Its
 * letters are not to be taken for keys. False: there is none.
 */
static bool skip_sequence(void)
{
	int key = getch();

	if (key != '[' && key != 'O') {
		if (key != ERR)
			ungetch(key);
		return false;
	}
	do
		key = getch();
	while (key >= ' ' && key < '@');
	return true;
}

static void screen_input(struct app *app)
{
	int key;

	while (!app->quit && (key = getch()) != ERR)
		/* of another size it has been told already */
		if (key != KEY_RESIZE && (key != KEY_ESC || !skip_sequence()))
			press_key(app->front_data, key);
}

static void resize(struct screen *s)
{
	struct winsize size;

	if (!ioctl(1, TIOCGWINSZ, &size) && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	clearok(curscr, TRUE);
	s->dirty = true;
}

static void screen_signal(struct app *app, int signal_number)
{
	if (signal_number == SIGTSTP) {
		endwin();
		kill(getpid(), SIGSTOP);
	}
	/* it may have become another one while we were away */
	resize(app->front_data);
}

/* ---- details ---- */

struct detail_call {
	struct feed_call call;
	struct screen *screen;
	uint64_t serial;
	struct ccw_object object;
	struct ccw_snapshot *snap;
};

static void run_detail(struct feed_call *call, struct ccw_ctx *ctx,
		       const struct ccw_snapshot *snap)
{
	struct detail_call *c = (struct detail_call *)call;

	if (detail_read(ctx, snap, &c->object, &c->snap))
		c->snap = NULL;
}

static void end_detail(struct feed_call *call)
{
	struct detail_call *c = (struct detail_call *)call;
	struct screen *s = c->screen;
	int rc = -ENOENT;

	s->detail_pending = false;
	if (s->depth && c->serial == s->detail_serial) {
		if (c->snap) {
			history_add(&s->history, c->snap, &c->object);
			rc = detail_make(&s->detail, &s->app->model, c->snap, &c->object,
					 &s->history, COLS > 4 ? (size_t)COLS - 4 : 1,
					 s->app->ascii);
		}
		s->detail_gone = rc == -ENOENT;
		move_to(s, current_place(s)->cursor);
		s->dirty = true;
	} else if (s->depth) {
		s->detail_at = 0;
	}
	ccw_snapshot_free(c->snap);
	free(c);
}

static void ask_for_detail(struct screen *s, uint64_t now)
{
	struct detail_call *c;

	if (!s->depth || s->detail_pending || now < s->detail_at ||
	    (s->app->paused && s->detail.n))
		return;
	c = calloc(1, sizeof(*c));
	if (!c)
		return;
	*c = (struct detail_call){ .call = { .run = run_detail, .done = end_detail },
				   .screen = s,
				   .serial = s->detail_serial,
				   .object = s->stack[s->depth - 1] };
	s->detail_pending = true;
	s->detail_at = now + s->app->settings.delay_ms;
	feed_call(s->app->feed, &c->call);
}

/* ---- going on ---- */

/* Draws what is due, and says when it will be again. */
static int screen_tick(struct app *app)
{
	struct screen *s = app->front_data;
	uint64_t now = clock_ms();

	ask_for_detail(s, now);
	if (s->message_until && now >= s->message_until) {
		s->message_until = 0;
		s->message[0] = '\0';
		s->dirty = true;
	}
	if (app->model.n_ghosts && model_drop_ghosts(&app->model, now))
		rebuild(s);
	/* the age of what is shown counts on */
	if (s->dirty || now >= s->drawn_at + 1000) {
		draw(s);
		s->dirty = false;
		s->drawn_at = now;
	}
	/* ghosts, and details, have a time of their own */
	if (app->model.n_ghosts)
		return 200;
	return s->depth && app->settings.delay_ms < 1000 ? (int)app->settings.delay_ms : 1000;
}

void screen_run(struct app *app, enum view view)
{
	static const struct front front = {
		.say = screen_say,
		.text = screen_text,
		.view = screen_view,
		.object = screen_object,
		.current = screen_current,
		.question = screen_question,
		.changed = screen_changed,
		.settings = screen_settings,
		.input = screen_input,
		.signal = screen_signal,
		.tick = screen_tick,
	};
	struct screen *s = calloc(1, sizeof(*s));
	int rc = s ? 0 : -ENOMEM;

	app->front = &front;
	app->front_data = s;
	if (s) {
		s->app = app;
		s->view = view;
		s->dirty = true;
		begin(app);
		rc = app_start(app, LINES > 0 ? (unsigned int)LINES : 24);
		if (!rc) {
			editor_init(app);
			app_loop(app);
			editor_close();
			editor_free();
		}
		endwin();
	}
	if (rc || app->failed) {
		warn(app->cmdline, "%s", rc ? strerror(-rc) : s->message);
		app->failed = true;
	}
	if (!s)
		return;
	/* calls that end from here on must not find the screen gone */
	feed_free(app->feed);
	app->feed = NULL;
	detail_free(&s->detail);
	free(s->text_heading);
	free(s->text);
	free(s);
}
