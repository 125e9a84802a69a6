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

#define CTRL(c)	 ((c) & 0x1f)
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
	const struct ccw_chpath *chp;
	size_t most = 0;

	if (s->depth)
		return;
	if (s->view == VIEW_TREE) {
		toggle_branch(s, by > 0);
		return;
	}
	if (s->view == VIEW_MATRIX && s->app->model.now.snap) {
		ccw_snapshot_foreach_chpath(s->app->model.now.snap, chp)
			most++;
	} else if (s->view == VIEW_DEVICES || s->view == VIEW_PATHS) {
		most = s->app->settings.columns[s->view == VIEW_PATHS].n;
	}
	if (by < 0 && place->left)
		place->left--;
	else if (by > 0 && place->left + 1 < most)
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

static bool object_under_cursor(struct screen *s, struct ccw_object *object)
{
	const struct item *item = current_item(s);
	size_t cursor = current_place(s)->cursor;

	object->kind = CCW_KIND_NONE;
	if (s->depth && cursor < s->detail.n)
		*object = s->detail.lines[cursor].object;
	else if (item)
		*object = item_object(&s->app->model, item);
	return object->kind != CCW_KIND_NONE;
}

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

/* From a device to its first path, from a path to the first device on it. */
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
	if (i < s->detail.n)
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
	int table = s->view == VIEW_PATHS ? TABLE_PATHS : TABLE_DEVICES;
	struct settings *settings = &s->app->settings;
	const struct columns *columns = &settings->columns[table];
	size_t i = 0;

	if (s->view == VIEW_TREE || s->view == VIEW_EVENTS || s->depth)
		return;
	while (settings->sort[table] && i < columns->n &&
	       columns->chosen[i] != settings->sort[table])
		i++;
	i = (i + columns->n + (size_t)by) % columns->n;
	settings->sort[table] = i ? columns->chosen[i] : NULL;
	rebuild(s);
}

static void invert(struct screen *s, int argument)
{
	bool *reverse = &s->app->settings.reverse[s->view == VIEW_PATHS ? TABLE_PATHS :
									  TABLE_DEVICES];

	*reverse = !*reverse;
	rebuild(s);
}

static void tag_current(struct screen *s, int argument)
{
	struct object_set *tagged = &s->app->model.tagged;
	struct ccw_object object;

	if (object_under_cursor(s, &object))
		set_put(tagged, &object, !set_has(tagged, &object));
	move_by(s, 1);
}

/* ---- typing ---- */

static void search_on(struct screen *s, int by)
{
	size_t i, n = current_count(s), at = current_place(s)->cursor;

	if (!*s->search)
		return;
	for (i = 0; i < n; i++) {
		at = by > 0 ? (at + 1) % n : (at + n - 1) % n;
		if (row_has(s, at, s->search)) {
			move_to(s, at);
			return;
		}
	}
	app_say(s->app, SAY_ERROR, "'%s' is nowhere in this list", s->search);
}

/* From where the search began: each letter may lead elsewhere. */
static void search_typed(struct screen *s, const char *text)
{
	size_t i, n = current_count(s);

	snprintf(s->search, sizeof(s->search), "%s", text);
	*current_place(s) = s->before_search;
	move_to(s, s->before_search.cursor);
	for (i = 0; *text && i < n; i++) {
		size_t at = (s->before_search.cursor + i) % n;

		if (row_has(s, at, text)) {
			move_to(s, at);
			return;
		}
	}
}

/* The first row whose id begins like this, the set and the css being left out or not. */
static void jump_typed(struct screen *s, const char *text)
{
	size_t i, n = current_count(s);
	const struct item_list *list = &s->app->model.lists[s->view];
	char id[CCW_ID_STRLEN];
	struct ccw_object object;

	for (i = 0; *text && !s->depth && i < n; i++) {
		object = item_object(&s->app->model, &list->items[i]);
		if (object.kind == CCW_KIND_NONE)
			continue;
		format_object_id(&object, id);
		if (!strncasecmp(id, text, strlen(text)) ||
		    !strncasecmp(strrchr(id, '.') + 1, text, strlen(text))) {
			move_to(s, i);
			return;
		}
	}
}

static void typed_on(struct screen *s)
{
	size_t cursor;
	const char *text = editor_get_line(&cursor);

	if (s->prompt == PROMPT_SEARCH)
		search_typed(s, text);
	else if (s->prompt == PROMPT_JUMP)
		jump_typed(s, text);
}

static void take_typed(struct app *app, const char *line)
{
	struct screen *s = app->front_data;
	char command[600];

	s->dirty = true;
	if (s->prompt == PROMPT_COMMAND) {
		editor_remember(line);
		command_run(app, line);
	} else if (s->prompt == PROMPT_FILTER) {
		snprintf(command, sizeof(command), "filter %s", line);
		command_run(app, command);
	} else if (s->prompt == PROMPT_SEARCH && *line) {
		search_typed(s, line);
		if (!current_count(s) || !row_has(s, current_place(s)->cursor, line))
			app_say(app, SAY_ERROR, "'%s' is nowhere in this list", line);
	}
}

static void open_prompt(struct screen *s, enum prompt prompt, const char *text)
{
	s->prompt = prompt;
	s->before_search = *current_place(s);
	s->matches[0] = '\0';
	editor_open(s->app, text, take_typed);
	s->dirty = true;
}

static void prompt(struct screen *s, int which)
{
	const char *words = s->app->model.filter_words;

	open_prompt(s, (enum prompt)which,
		    which == PROMPT_FILTER && words ? words : "");
}

/* "attr ", with what it is for already there. */
static void prompt_attribute(struct screen *s, int argument)
{
	char text[32] = "attr ", id[CCW_ID_STRLEN];
	struct ccw_object object;

	if (!s->app->model.tagged.n && s->app->front->current(s->app, &object))
		snprintf(text, sizeof(text), "attr %s ", format_object_id(&object, id));
	open_prompt(s, PROMPT_COMMAND, text);
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
	{ { '?', KEY_F(1) }, "?", "Help", false, help, 0, NULL, "this help" },
	{ { '\r', '\n', KEY_ENTER }, "Enter", "Details", false, open_current, 0, NULL,
	  "all there is to know of the row" },
	{ { KEY_ESC }, "Esc", NULL, false, escape, 0, NULL,
	  "back; or take the filter away" },
	{ { 'v' }, "v", "Vary off", true, NULL, 0, "vary off", "vary channel paths off" },
	{ { 'V' }, "V", "on", true, NULL, 0, "vary on", "vary channel paths on" },
	{ { 'c' }, "c", NULL, true, NULL, 0, "configure off",
	  "configure channel paths off, to standby" },
	{ { 'C' }, "C", NULL, true, NULL, 0, "configure on", "configure channel paths on" },
	{ { 'o' }, "o", "Online", true, NULL, 0, "online", "set devices online" },
	{ { 'F' }, "F", NULL, true, NULL, 0, "online force",
	  "set devices online, also if they are reserved" },
	{ { 'O' }, "O", "Offline", true, NULL, 0, "offline", "set devices offline" },
	{ { 'S' }, "S", NULL, true, NULL, 0, "offline safe",
	  "set devices offline after all of their I/O" },
	{ { 'a' }, "a", NULL, true, prompt_attribute, 0, NULL, "set an attribute" },
	{ { '\t' }, "Tab", "View", false, next_view, 1, NULL,
	  "next view: devices, paths, matrix, tree, events" },
	{ { KEY_BTAB }, "Shift-Tab", NULL, false, next_view, -1, NULL, "previous view" },
	{ { KEY_F(2) }, "F2", NULL, false, choose_view, VIEW_DEVICES, NULL, "devices" },
	{ { KEY_F(3) }, "F3", NULL, false, choose_view, VIEW_PATHS, NULL, "channel paths" },
	{ { KEY_F(4) }, "F4", NULL, false, choose_view, VIEW_MATRIX, NULL,
	  "devices and their paths, as a matrix" },
	{ { KEY_F(5) }, "F5", NULL, false, choose_view, VIEW_TREE, NULL,
	  "paths, the devices on them, and what Linux made of these" },
	{ { KEY_F(6) }, "F6", NULL, false, choose_view, VIEW_EVENTS, NULL, "what changed" },
	{ { KEY_UP, 'k' }, "Up k", NULL, false, move_by, -1, NULL, "one row up" },
	{ { KEY_DOWN, 'j' }, "Down j", NULL, false, move_by, 1, NULL, "one row down" },
	{ { KEY_LEFT, 'h' }, "Left h", NULL, false, shift, -1, NULL,
	  "columns to the left; in the tree: close" },
	{ { KEY_RIGHT, 'l' }, "Right l", NULL, false, shift, 1, NULL,
	  "columns to the right; in the tree: open" },
	{ { KEY_PPAGE, CTRL('b') }, "PgUp", NULL, false, page_by, -1, NULL, "one page up" },
	{ { KEY_NPAGE, CTRL('f') }, "PgDn", NULL, false, page_by, 1, NULL, "one page down" },
	{ { KEY_HOME, 'g' }, "Home g", NULL, false, go_first, 0, NULL, "first row" },
	{ { KEY_END, 'G' }, "End G", NULL, false, go_last, 0, NULL, "last row" },
	{ { 'p' }, "p", NULL, false, jump_across, 0, NULL,
	  "from a device to its paths, from a path to its devices" },
	{ { '/' }, "/", "Search", false, prompt, PROMPT_SEARCH, NULL, "search as you type" },
	{ { 'n' }, "n", NULL, false, search_on, 1, NULL, "next row that is found" },
	{ { 'N' }, "N", NULL, false, search_on, -1, NULL, "the one before" },
	{ { '\\' }, "\\", "Filter", false, prompt, PROMPT_FILTER, NULL,
	  "list only some: ':help filter' has the words" },
	{ { ' ' }, "Space", "Tag", false, tag_current, 0, NULL,
	  "tag the row: changes are for those tagged" },
	{ { 'U' }, "U", NULL, false, NULL, 0, "untag", "take all tags away" },
	{ { '<' }, "<", NULL, false, sort_by, -1, NULL, "sort by the column before" },
	{ { '>' }, ">", NULL, false, sort_by, 1, NULL, "sort by the next column" },
	{ { 'I' }, "I", NULL, false, invert, 0, NULL, "the other way round" },
	{ { 'Z' }, "Z", NULL, false, NULL, 0, "pause", "read nothing anew, until Z again" },
	{ { 's' }, "s", NULL, false, NULL, 0, "save", "save the events to a file" },
	{ { 'W' }, "W", NULL, false, NULL, 0, "write", "write the settings to a file" },
	{ { ':' }, ":", "Command", false, prompt, PROMPT_COMMAND, NULL,
	  "type a command; Tab completes it" },
	{ { CTRL('l'), KEY_F(12) }, "^L", NULL, false, redraw, 0, NULL, "draw all anew" },
	{ { CTRL('z') }, "^Z", NULL, false, suspend, 0, NULL, "suspend" },
	{ { 'q', CTRL('c'), KEY_F(10) }, "q", NULL, false, NULL, 0, "quit",
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
		fprintf(file, "  %c  %s\n", path_state_texts[i].letter, path_state_texts[i].name);
	fputs("\nCommands, behind ':'\n", file);
	for (command = commands; command->name; command++) {
		snprintf(usage, sizeof(usage), "%s %s", command->name, command->usage);
		fprintf(file, "  %-40s %s\n", usage, command->help);
	}
	fclose(file);
	return text;
}

const char *keys_bar(size_t *i, const char **label, bool *changes)
{
	while (keys[*i].shown && !keys[*i].label)
		++*i;
	if (!keys[*i].shown)
		return NULL;
	*label = keys[*i].label;
	*changes = keys[*i].changes;
	return keys[(*i)++].shown;
}

/* ---- a key ---- */

/* While something is typed, keys are for the editor, as a terminal would send them. */
static void type_key(struct screen *s, int key)
{
	static const struct {
		int key;
		const char *bytes;
	} sent[] = {
		{ KEY_LEFT, "\033[D" },	  { KEY_RIGHT, "\033[C" },     { KEY_UP, "\033[A" },
		{ KEY_DOWN, "\033[B" },	  { KEY_HOME, "\001" },	       { KEY_END, "\005" },
		{ KEY_DC, "\004" },	  { KEY_BACKSPACE, "\177" },   { KEY_ENTER, "\n" },
	};
	/*
	 * Others would wait for more keys, or want to show something that is not drawn here:
	 * ^X, ^V, searching in the history.
	 */
	static const char controls[] = "\001\002\004\005\006\b\t\n\v\r\016\020\024\025"
				       "\027\031\037\177";
	char byte[2] = { (char)key, '\0' };
	size_t i;

	s->dirty = true;
	if (key == KEY_ESC || key == CTRL('c') || key == CTRL('g')) {
		editor_close();
		if (s->prompt == PROMPT_SEARCH || s->prompt == PROMPT_JUMP) {
			*current_place(s) = s->before_search;
			move_to(s, s->before_search.cursor);
		}
		return;
	}
	for (i = 0; i < sizeof(sent) / sizeof(sent[0]); i++)
		if (sent[i].key == key)
			break;
	if (i < sizeof(sent) / sizeof(sent[0]))
		editor_key(sent[i].bytes);
	else if (key > 0 && key < 256 && (!iscntrl(key) || strchr(controls, key)))
		editor_key(byte);
	if (!editor_is_open())
		return;
	typed_on(s);
	editor_get_matches(s->matches, sizeof(s->matches));
}

static void answer(struct screen *s, int key)
{
	if (key == KEY_DOWN || key == 'j' || key == KEY_NPAGE)
		s->question_top++;
	else if ((key == KEY_UP || key == 'k' || key == KEY_PPAGE) && s->question_top)
		s->question_top--;
	else if (key == 'y' || key == 'Y')
		action_answer(s->app, s->app->asking->impact != NULL);
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
		s->text_top -= !!s->text_top;
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
	int x = 2, i;
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
	char digit[2] = { (char)code, '\0' };

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
	if (code > 0 && code < 128 && isdigit(code)) {
		open_prompt(s, PROMPT_JUMP, digit);
		typed_on(s);
		return;
	}
	key = find_key(code);
	if (!key)
		return;
	if (key->changes && *s->app->readonly)
		app_say(s->app, SAY_ERROR, "Nothing can be changed: %s", s->app->readonly);
	else if (key->run)
		key->run(s, key->argument);
	else
		command_run(s->app, key->command);
}
