// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * navigate.c - where the user is: rows, views, details, and back
 */
#include <stdlib.h>
#include <string.h>

#include <curses.h>

#include "render.h"
#include "screen-state.h"

struct place *current_place(struct screen *s)
{
	return s->depth ? &s->stack_places[s->depth - 1] : &s->places[s->view];
}

size_t current_count(const struct screen *s)
{
	return s->depth ? s->detail.n : s->app->model.lists[s->view].n;
}

const struct item *current_item(struct screen *s)
{
	const struct item_list *list = &s->app->model.lists[s->view];
	size_t cursor = s->places[s->view].cursor;

	return s->depth || cursor >= list->n ? NULL : &list->items[cursor];
}

bool object_under_cursor(struct screen *s, struct ccw_object *object)
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

/* The object that the cursor is on, which it follows. */
static void note_place(struct screen *s)
{
	struct place *place = current_place(s);
	const struct item *item = current_item(s);

	if (s->depth)
		return;
	place->object = (struct ccw_object){ .kind = CCW_KIND_NONE };
	if (item) {
		place->object = item_object(&s->app->model, item);
		place->chpid = item->chpid;
		place->depth = item->depth;
	}
}

void move_to(struct screen *s, size_t position)
{
	struct place *place = current_place(s);
	size_t n = current_count(s);

	place->cursor = position < n ? position : n ? n - 1 : 0;
	note_place(s);
	s->dirty = true;
}

bool find_place(struct screen *s, enum view view)
{
	struct model *model = &s->app->model;
	struct place *place = &s->places[view];
	size_t row;
	long found;

	/* events have no object to follow: who is at the end, stays there */
	if (view == VIEW_EVENTS || place->object.kind == CCW_KIND_NONE)
		return true;
	found = model_find(model, view, &place->object, place->chpid,
			   place->depth);
	if (found < 0)
		return false;
	/* the row stays where it is on the screen; so does the beginning of the list */
	row = place->top + (size_t)found;
	if (place->top)
		place->top = row > place->cursor ? row - place->cursor : 0;
	place->cursor = (size_t)found;
	return true;
}

/* In another order, the list is another one, and begins at its beginning. */
static void note_order(struct screen *s)
{
	const struct settings *settings = &s->app->settings;
	struct place *place = &s->places[s->view];
	int table = view_get_table(s->view);

	if (s->view == VIEW_TREE || s->view == VIEW_EVENTS ||
	    (place->sort == settings->sort[table] &&
	     place->reverse == settings->reverse[table]))
		return;
	*place = (struct place){ .left = place->left,
				 .filters = place->filters,
				 .sort = settings->sort[table],
				 .reverse = settings->reverse[table] };
}

void rebuild(struct screen *s)
{
	struct model *model = &s->app->model;
	struct place *place = &s->places[s->view];
	size_t before = model->lists[s->view].n, n;
	bool at_end = place->cursor + 1 >= before;

	model_forget(model);
	if (model_build(model, s->view))
		snprintf(s->message, sizeof(s->message), "There is no memory for all rows");
	if (s->view <= VIEW_PATHS &&
	    place->left + 1 >= model->settings->columns[s->view].n)
		place->left = 0;
	n = model->lists[s->view].n;
	if (s->view == VIEW_EVENTS && at_end && n)
		place->cursor = n - 1;
	note_order(s);
	/* with another filter, the row is where it was, or there is none to stay at */
	if (!find_place(s, s->view) && place->filters != model->filters)
		place->top = place->cursor = 0;
	place->filters = model->filters;
	if (place->cursor >= n)
		place->cursor = n ? n - 1 : 0;
	/* the first row of a part, or of what is not in order yet, may not be the first */
	if (!s->depth && app_is_current(s->app))
		note_place(s);
	s->dirty = true;
}

void show_view(struct screen *s, enum view view)
{
	s->depth = 0;
	s->view = view;
	s->n_drawn = 0;
	detail_free(&s->detail);
	rebuild(s);
	/* the latest is what one wants to see of events */
	if (view == VIEW_EVENTS)
		move_to(s, current_count(s));
}

static void begin_detail(struct screen *s)
{
	detail_free(&s->detail);
	s->detail_serial++;
	s->detail_at = 0;
	s->detail_gone = false;
	s->dirty = true;
}

void open_object(struct screen *s, const struct ccw_object *object)
{
	if (s->depth && object_is_same(&s->stack[s->depth - 1], object))
		return;
	/* the oldest step is forgotten: the way back ends in the view nevertheless */
	if (s->depth == DEPTH_MAX) {
		memmove(s->stack, s->stack + 1, (DEPTH_MAX - 1) * sizeof(*s->stack));
		memmove(s->stack_places, s->stack_places + 1,
			(DEPTH_MAX - 1) * sizeof(*s->stack_places));
		s->depth--;
	}
	s->stack[s->depth] = *object;
	s->stack_places[s->depth] = (struct place){ .top = 0 };
	s->depth++;
	begin_detail(s);
}

void go_back(struct screen *s)
{
	if (!s->depth)
		return;
	s->depth--;
	begin_detail(s);
	if (!s->depth)
		rebuild(s);
}

void show_text(struct screen *s, const char *heading, const char *text)
{
	free(s->text_heading);
	free(s->text);
	s->text_heading = strdup(heading);
	s->text =
		s->text_heading ? text_wrap(text, COLS > 2 ? (size_t)COLS - 2 : 1) : NULL;
	s->text_top = 0;
	s->dirty = true;
}

/* As it is, or would be, on the screen; columns that are moved out count, too. */
bool row_has(struct screen *s, size_t position, const char *text)
{
	enum view view = s->view;
	const struct item *item;
	const struct columns *columns;
	char line[TEXT_MAX];
	struct cell cell;
	size_t i;

	if (s->depth)
		return strcasestr(s->detail.lines[position].text, text);
	item = &s->app->model.lists[view].items[position];
	if (item->kind == ITEM_GHOST)
		return false;
	if (view != VIEW_DEVICES && view != VIEW_PATHS) {
		render_item(&s->app->model, view, item, s->app->ascii, line,
			    sizeof(line));
		return strcasestr(line, text);
	}
	columns = &s->app->settings
			   .columns[view_get_table(view)];
	for (i = 0; i < columns->n; i++) {
		item_get_cell(&s->app->model, view, item, columns->chosen[i], &cell);
		if (strcasestr(cell.text, text))
			return true;
	}
	return false;
}
