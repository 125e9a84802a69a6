// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * typing.c - what is typed on a full screen: commands, searches, filters, ids
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <curses.h>

#include "commands.h"
#include "editor.h"
#include "screen-state.h"

void search_on(struct screen *s, int by)
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

/*
 * The first row whose id begins like this, the set and the css being left out or not. False:
 * there is none, and the cursor is where it was.
 */
static bool jump_typed(struct screen *s, const char *text)
{
	size_t i, n = current_count(s);
	const struct item_list *list = &s->app->model.lists[s->view];
	char id[CCW_ID_STRLEN];
	struct ccw_object object;

	*current_place(s) = s->before_search;
	move_to(s, s->before_search.cursor);
	for (i = 0; *text && !s->depth && i < n; i++) {
		object = item_object(&s->app->model, &list->items[i]);
		if (object.kind == CCW_KIND_NONE)
			continue;
		format_object_id(&object, id);
		if (!strncasecmp(id, text, strlen(text)) ||
		    !strncasecmp(strrchr(id, '.') + 1, text, strlen(text))) {
			move_to(s, i);
			return true;
		}
	}
	return false;
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
	s->message[0] = '\0';
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
	} else if (s->prompt == PROMPT_JUMP && *line && !jump_typed(s, line)) {
		app_say(app, SAY_ERROR, "No id in this list begins with '%s'", line);
	}
}

static void open_prompt(struct screen *s, enum prompt which, const char *text)
{
	static const char *const prefixes[] = { [PROMPT_COMMAND] = "",
						[PROMPT_FILTER] = "filter ",
						[PROMPT_SEARCH] = NULL,
						[PROMPT_JUMP] = NULL };

	s->prompt = which;
	s->before_search = *current_place(s);
	s->matches[0] = '\0';
	editor_open(s->app, prefixes[which], text, take_typed);
	s->dirty = true;
}

void prompt(struct screen *s, int which)
{
	const char *words = s->app->model.filter_words;

	open_prompt(s, (enum prompt)which,
		    which == PROMPT_FILTER && words ? words : "");
}

/* "attr ", with what it is for already there. */
void prompt_attribute(struct screen *s, int argument)
{
	char text[32] = "attr ", id[CCW_ID_STRLEN];
	struct ccw_object objects[CURRENT_MAX];

	if (!s->app->model.tagged.n && s->app->front->current(s->app, objects))
		snprintf(text, sizeof(text), "attr %s ",
			 format_object_id(&objects[0], id));
	open_prompt(s, PROMPT_COMMAND, text);
}

/* While something is typed, keys are for the editor, as a terminal would send them. */
void type_key(struct screen *s, int key)
{
	static const struct {
		int key;
		const char *bytes;
	} sent[] = {
		{ KEY_LEFT, "\033[D" }, { KEY_RIGHT, "\033[C" },   { KEY_UP, "\033[A" },
		{ KEY_DOWN, "\033[B" }, { KEY_HOME, "\001" },	   { KEY_END, "\005" },
		{ KEY_DC, "\004" },	{ KEY_BACKSPACE, "\177" }, { KEY_ENTER, "\n" },
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
	if (key == KEY_ESC || key == KEY_CONTROL('c') || key == KEY_CONTROL('g')) {
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
