// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * keys.c - what keys do
 *
 * One table: the help text and the bar at the bottom are made of it. Most keys move
 * about; the others stand for a command that could be typed as well.
 */
#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>

#include "action.h"
#include "commands.h"
#include "editor.h"
#include "render.h"
#include "screen-state.h"

#define WHEEL	 3
#define KEYS_MAX 4

/*
 * struct key
 * @codes: of the keys, up to the first 0
 * @shown: what is on them
 * @label: for the bar; NULL: not in it
 * @changes: not where nothing can be changed
 * @run: NULL: @command is carried out
 * @argument: for @run
 */
struct key {
	int codes[KEYS_MAX];
	const char *shown, *label;
	bool changes;
	void (*run)(struct screen *s, int argument);
	int argument;
	const char *command;
	const char *help;
};

/* ---- moving about ---- */

static void move_by(struct screen *s, int by)
{
	size_t cursor = current_place(s)->cursor;

	move_to(s, by < 0 && cursor < (size_t)-by ? 0 : cursor + (size_t)by);
}

static void page_by(struct screen *s, int by)
{
	move_by(s, by * (int)body_rows());
}

static void go_first(struct screen *s, int argument)
{
	move_to(s, 0);
}

static void go_last(struct screen *s, int argument)
{
	move_to(s, current_count(s));
}

/* In the tree they open and close, elsewhere they move columns. */
static void toggle_branch(struct screen *s, bool open)
{
	const struct item *item = current_item(s);
	struct ccw_object object = { .kind = CCW_KIND_CHPATH };

	if (!item)
		return;
	object.chpid = item->chpid;
	if (item->depth) {
		current_place(s)->object = object;
		current_place(s)->depth = 0;
		find_place(s, VIEW_TREE);
		if (open)
			return;
	} else if (item->expanded != open) {
		set_put(&s->app->model.toggled, &object,
			!set_has(&s->app->model.toggled, &object));
	}
	rebuild(s);
}

static void shift(struct screen *s, int by)
{
	struct place *place = current_place(s);

	if (s->depth)
		return;
	if (s->view == VIEW_TREE) {
		toggle_branch(s, by > 0);
		return;
	}
	if (by < 0 && place->left)
		place->left--;
	else if (by > 0 && more_on_right(s))
		place->left++;
	s->dirty = true;
}

static void next_view(struct screen *s, int by)
{
	show_view(s, (enum view)(((int)s->view + by + VIEW_COUNT) % VIEW_COUNT));
}

static void choose_view(struct screen *s, int view)
{
	show_view(s, (enum view)view);
}

/* ---- looking closer ---- */

/* A line that may have been too long for the screen. */
static void show_event(struct screen *s)
{
	const struct item *item = current_item(s);
	char line[TEXT_MAX], *text;

	if (!item || item->kind != ITEM_EVENT)
		return;
	render_item(&s->app->model, s->view, item, s->app->ascii, line, sizeof(line));
	text = text_wrap(line, (size_t)COLS - 2);
	show_text(s, "Event", text ? text : line);
	free(text);
}

static void open_current(struct screen *s, int argument)
{
	struct ccw_object object;

	if (!object_under_cursor(s, &object))
		show_event(s);
	else if (model_has_object(&s->app->model, &object))
		open_object(s, &object);
	else
		app_say(s->app, SAY_ERROR, "It is not there any more");
}

/* To details; in these, to the next path or device, behind the last one to the first. */
static void jump_across(struct screen *s, int argument)
{
	struct ccw_object object;
	size_t i;

	if (!s->depth) {
		if (object_under_cursor(s, &object))
			open_current(s, 0);
		return;
	}
	for (i = current_place(s)->cursor + 1; i < s->detail.n; i++)
		if (s->detail.lines[i].object.kind != CCW_KIND_NONE)
			break;
	for (i = i < s->detail.n ? i : 0; i < s->detail.n; i++)
		if (s->detail.lines[i].object.kind != CCW_KIND_NONE)
			break;
	if (i == s->detail.n)
		return;
	/* with the headings above */
	current_place(s)->top = i > 2 ? i - 2 : 0;
	move_to(s, i);
}

static void escape(struct screen *s, int argument)
{
	if (s->depth)
		go_back(s);
	else if (s->app->model.filter_words)
		command_run(s->app, "filter");
	s->message[0] = '\0';
	s->dirty = true;
}

/* ---- order, tags ---- */

/* The column left or right of the one it is sorted by now. */
static void sort_by(struct screen *s, int by)
{
	int table = view_get_table(s->view);
	struct settings *settings = &s->app->settings;
	const struct columns *columns = &settings->columns[table];
	size_t i = 0;

	if (s->view == VIEW_TREE || s->view == VIEW_EVENTS || s->depth)
		return;
	while (settings->sort[table] && i < columns->n &&
	       columns->chosen[i] != settings->sort[table])
		i++;
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): there is always a column */
	i = (i + columns->n + (size_t)by) % columns->n;
	settings->sort[table] = i ? columns->chosen[i] : NULL;
	rebuild(s);
}

static void invert(struct screen *s, int argument)
{
	bool *reverse = &s->app->settings.reverse[view_get_table(s->view)];

	*reverse = !*reverse;
	rebuild(s);
}

static void tag_current(struct screen *s, int argument)
{
	struct object_set *tagged = &s->app->model.tagged;
	struct ccw_object object;

	if (object_under_cursor(s, &object) && model_has_object(&s->app->model, &object))
		set_put(tagged, &object, !set_has(tagged, &object));
	move_by(s, 1);
}

static void suspend(struct screen *s, int argument)
{
	kill(getpid(), SIGTSTP);
}

static void redraw(struct screen *s, int argument)
{
	clearok(curscr, TRUE);
	s->dirty = true;
}

static void help(struct screen *s, int argument)
{
	char *text = keys_help();

	if (text)
		show_text(s, "Help", text);
	free(text);
}

/* ---- the table ---- */

static const struct key keys[] = {
	{ { '?', KEY_F(1) }, "? F1", "Help", false, help, 0, NULL, "this help" },
	{ { '\r', '\n', KEY_ENTER },
	  "Enter",
	  "Details",
	  false,
	  open_current,
	  0,
	  NULL,
	  "all there is to know of the row" },
	{ { KEY_ESC },
	  "Esc",
	  NULL,
	  false,
	  escape,
	  0,
	  NULL,
	  "back; or take the filter away" },
	{ { 'v' }, "v", "Vary off", true, NULL, 0, "vary off", "vary channel paths off" },
	{ { 'V' }, "V", "on", true, NULL, 0, "vary on", "vary channel paths on" },
	{ { 'c' },
	  "c",
	  NULL,
	  true,
	  NULL,
	  0,
	  "configure off",
	  "configure channel paths off, to standby" },
	{ { 'C' },
	  "C",
	  NULL,
	  true,
	  NULL,
	  0,
	  "configure on",
	  "configure channel paths on" },
	{ { 'o' }, "o", "Online", true, NULL, 0, "online", "set devices online" },
	{ { 'F' },
	  "F",
	  NULL,
	  true,
	  NULL,
	  0,
	  "online force",
	  "set devices online, also if they are reserved" },
	{ { 'O' }, "O", "Offline", true, NULL, 0, "offline", "set devices offline" },
	{ { 'S' },
	  "S",
	  NULL,
	  true,
	  NULL,
	  0,
	  "offline safe",
	  "set devices offline after all of their I/O" },
	{ { 'a' }, "a", NULL, true, prompt_attribute, 0, NULL, "set an attribute" },
	{ { '/' },
	  "/",
	  "Search",
	  false,
	  prompt,
	  PROMPT_SEARCH,
	  NULL,
	  "search as you type" },
	{ { '\\' },
	  "\\",
	  "Filter",
	  false,
	  prompt,
	  PROMPT_FILTER,
	  NULL,
	  "list only some: ':help filter' has the words" },
	{ { ':' },
	  ":",
	  "Command",
	  false,
	  prompt,
	  PROMPT_COMMAND,
	  NULL,
	  "type a command; Tab completes it" },
	{ { '\t' },
	  "Tab",
	  "View",
	  false,
	  next_view,
	  1,
	  NULL,
	  "next view: devices, paths, matrix, tree, events" },
	{ { KEY_BTAB }, "Shift-Tab", NULL, false, next_view, -1, NULL, "previous view" },
	{ { KEY_F(2) }, "F2", NULL, false, choose_view, VIEW_DEVICES, NULL, "devices" },
	{ { KEY_F(3) },
	  "F3",
	  NULL,
	  false,
	  choose_view,
	  VIEW_PATHS,
	  NULL,
	  "channel paths" },
	{ { KEY_F(4) },
	  "F4",
	  NULL,
	  false,
	  choose_view,
	  VIEW_MATRIX,
	  NULL,
	  "devices and their paths, as a matrix" },
	{ { KEY_F(5) },
	  "F5",
	  NULL,
	  false,
	  choose_view,
	  VIEW_TREE,
	  NULL,
	  "paths, the devices on them, and what Linux made of these" },
	{ { KEY_F(6) },
	  "F6",
	  NULL,
	  false,
	  choose_view,
	  VIEW_EVENTS,
	  NULL,
	  "what changed" },
	{ { KEY_UP, 'k' }, "Up k", NULL, false, move_by, -1, NULL, "one row up" },
	{ { KEY_DOWN, 'j' }, "Down j", NULL, false, move_by, 1, NULL, "one row down" },
	{ { KEY_LEFT, 'h' },
	  "Left h",
	  NULL,
	  false,
	  shift,
	  -1,
	  NULL,
	  "columns to the left; in the tree: close" },
	{ { KEY_RIGHT, 'l' },
	  "Right l",
	  NULL,
	  false,
	  shift,
	  1,
	  NULL,
	  "columns to the right; in the tree: open" },
	{ { KEY_PPAGE, KEY_CONTROL('b') },
	  "PgUp ^B",
	  NULL,
	  false,
	  page_by,
	  -1,
	  NULL,
	  "one page up" },
	{ { KEY_NPAGE, KEY_CONTROL('f') },
	  "PgDn ^F",
	  NULL,
	  false,
	  page_by,
	  1,
	  NULL,
	  "one page down" },
	{ { KEY_HOME, 'g' }, "Home g", NULL, false, go_first, 0, NULL, "first row" },
	{ { KEY_END, 'G' }, "End G", NULL, false, go_last, 0, NULL, "last row" },
	{ { 'p' },
	  "p",
	  NULL,
	  false,
	  jump_across,
	  0,
	  NULL,
	  "details of the row; in details, its next path or device" },
	{ { 'n' }, "n", NULL, false, search_on, 1, NULL, "next row that is found" },
	{ { 'N' }, "N", NULL, false, search_on, -1, NULL, "the one before" },
	{ { ' ' },
	  "Space",
	  "Tag",
	  false,
	  tag_current,
	  0,
	  NULL,
	  "tag the row: changes are for those tagged" },
	{ { 'U' }, "U", NULL, false, NULL, 0, "untag", "take all tags away" },
	{ { '<' }, "<", NULL, false, sort_by, -1, NULL, "sort by the column before" },
	{ { '>' }, ">", NULL, false, sort_by, 1, NULL, "sort by the next column" },
	{ { 'I' }, "I", NULL, false, invert, 0, NULL, "the other way round" },
	{ { 'Z' },
	  "Z",
	  NULL,
	  false,
	  NULL,
	  0,
	  "pause",
	  "read nothing anew, until Z again" },
	{ { 's' }, "s", NULL, false, NULL, 0, "save", "save the events to a file" },
	{ { 'W' }, "W", NULL, false, NULL, 0, "write", "write the settings to a file" },
	{ { KEY_CONTROL('l'), KEY_F(12) },
	  "^L F12",
	  NULL,
	  false,
	  redraw,
	  0,
	  NULL,
	  "draw all anew" },
	{ { KEY_CONTROL('z') }, "^Z", NULL, false, suspend, 0, NULL, "suspend" },
	{ { 'q', KEY_CONTROL('c'), KEY_F(10) },
	  "q ^C F10",
	  NULL,
	  false,
	  NULL,
	  0,
	  "quit",
	  "end the program" },
	{ { 0 }, NULL, NULL, false, NULL, 0, NULL, NULL },
};

char *keys_help(void)
{
	const struct command *command;
	const struct key *key;
	char *text = NULL, usage[80];
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return NULL;
	fputs("Keys\n", file);
	for (key = keys; key->shown; key++)
		fprintf(file, "  %-12s %s\n", key->shown, key->help);
	fputs("  0-9          go to an id\n"
	      "\nPaths of a device, by their letters\n",
	      file);
	for (size_t i = 0; i <= PATH_STANDBY; i++)
		fprintf(file, "  %c  %s\n", path_state_texts[i].letter,
			path_state_texts[i].name);
	fputs("\nCommands, behind ':'\n", file);
	for (command = commands; command->name; command++) {
		snprintf(usage, sizeof(usage), "%s %s", command->name, command->usage);
		fprintf(file, "  %-32s%s\n", usage, command->help);
	}
	fclose(file);
	return text;
}

const char *keys_bar(size_t *i, size_t *len, const char **label, bool *changes)
{
	while (keys[*i].shown && !keys[*i].label)
		++*i;
	if (!keys[*i].shown)
		return NULL;
	*label = keys[*i].label;
	*changes = keys[*i].changes;
	*len = strcspn(keys[*i].shown, " ");
	return keys[(*i)++].shown;
}

/* ---- a key ---- */

static void answer(struct screen *s, int key)
{
	if (key == KEY_DOWN || key == 'j' || key == KEY_NPAGE)
		s->question_top++;
	else if ((key == KEY_UP || key == 'k' || key == KEY_PPAGE) && s->question_top)
		s->question_top--;
	else if (key == 'y' || key == 'Y')
		action_answer(s->app, LINES >= LINES_MIN && COLS >= COLUMNS_MIN);
	else if (key != KEY_UP && key != 'k' && key != KEY_PPAGE && key != KEY_MOUSE)
		action_answer(s->app, false);
	s->dirty = true;
}

/* True: the key was for the text that lies over all. */
static bool read_text(struct screen *s, int key)
{
	size_t page = body_rows();

	s->dirty = true;
	switch (key) {
	case KEY_DOWN:
	case 'j':
		s->text_top++;
		return true;
	case KEY_UP:
	case 'k':
		if (s->text_top)
			s->text_top--;
		return true;
	case KEY_NPAGE:
	case ' ':
		s->text_top += page;
		return true;
	case KEY_PPAGE:
		s->text_top -= s->text_top < page ? s->text_top : page;
		return true;
	case KEY_HOME:
		s->text_top = 0;
		return true;
	case KEY_END:
		s->text_top = 100000;
		return true;
	default:
		free(s->text);
		s->text = NULL;
		return key == KEY_ESC || key == 'q' || key == '?' || key == '\r';
	}
}

static void use_mouse(struct screen *s)
{
	int x = 1, i;
	MEVENT event;

	if (getmouse(&event) != OK || s->app->asking || editor_is_open())
		return;
	if (event.bstate & BUTTON4_PRESSED) {
		move_by(s, -WHEEL);
	} else if (event.bstate & BUTTON5_PRESSED) {
		move_by(s, WHEEL);
	} else if (event.y >= HEAD_LINES && event.y < LINES - FOOT_LINES) {
		size_t at = current_place(s)->top + (size_t)(event.y - HEAD_LINES);

		if (at < current_count(s))
			move_to(s, at);
	} else if (event.y == 3 && !s->depth) {
		for (i = 0; i < VIEW_COUNT; i++) {
			int width = (int)strlen(view_names[i]) + 3;

			if (event.x < x + width) {
				show_view(s, (enum view)i);
				return;
			}
			x += width;
		}
	}
}

/* What was said of the one before is old. */
static void run_command(struct screen *s, const char *command)
{
	s->message[0] = '\0';
	s->dirty = true;
	command_run(s->app, command);
}

static const struct key *find_key(int code)
{
	const struct key *key;
	int i;

	for (key = keys; key->shown; key++)
		for (i = 0; i < KEYS_MAX && key->codes[i]; i++)
			if (key->codes[i] == code)
				return key;
	return NULL;
}

void press_key(struct screen *s, int code)
{
	const struct key *key;

	if (s->app->asking) {
		answer(s, code);
		return;
	}
	if (editor_is_open()) {
		type_key(s, code);
		return;
	}
	if (s->text && read_text(s, code))
		return;
	if (code == KEY_MOUSE) {
		use_mouse(s);
		return;
	}
	if (code > 0 && code < 128 && isdigit(code) && !s->depth &&
	    s->view != VIEW_EVENTS) {
		prompt(s, PROMPT_JUMP);
		type_key(s, code);
		return;
	}
	key = find_key(code);
	if (!key)
		return;
	if (key->changes && *s->app->readonly)
		app_say(s->app, SAY_ERROR, "Nothing can be changed: %s",
			s->app->readonly);
	else if (key->run)
		key->run(s, key->argument);
	else
		run_command(s, key->command);
}
