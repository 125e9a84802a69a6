// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * draw-body.c - the rows of the views, and the lines of details
 */
#include <stdlib.h>
#include <string.h>

#include <curses.h>

#include "render.h"
#include "screen-state.h"

/* Events that are new enough to be marked. */
#define RECENT_MAX 256

struct recent {
	const struct event *events[RECENT_MAX];
	size_t n;
};

size_t body_rows(void)
{
	int rows = LINES - HEAD_LINES - FOOT_LINES;

	return rows < 1 ? 1 : rows > ROWS_MAX ? ROWS_MAX : (size_t)rows;
}

/* ---- what changed just now ---- */

static void find_recent(const struct model *model, struct recent *recent)
{
	uint64_t now = clock_ms();
	size_t i;

	recent->n = 0;
	for (i = model->log.n; i && recent->n < RECENT_MAX; i--) {
		const struct event *event = log_get(&model->log, i - 1);

		if (event->seen + MARK_MS < now)
			break;
		if (event->kind == EVENT_CHANGED || event->kind == EVENT_APPEARED)
			recent->events[recent->n++] = event;
	}
}

static bool is_about(const struct event *event, const struct item *item)
{
	switch (event->object.kind) {
	case CCW_KIND_CHPATH:
		return item->kind == ITEM_CHPATH &&
		       !ccw_chpid_cmp(event->object.chpid, item->chpid);
	case CCW_KIND_SUBCHANNEL:
		return item->kind == ITEM_SUBCHANNEL && item->sch &&
		       !ccw_id_cmp(event->object.id, ccw_subchannel_get_id(item->sch));
	case CCW_KIND_DEVICE:
		return item->kind == ITEM_SUBCHANNEL && item->dev &&
		       !ccw_id_cmp(event->object.id, ccw_device_get_id(item->dev));
	default:
		return false;
	}
}

/* Columns of channel paths are made of the same attributes as those told about. */
static bool is_changed(const struct recent *recent, const struct item *item,
		       const struct column *column)
{
	size_t i;

	for (i = 0; i < recent->n; i++) {
		const struct event *event = recent->events[i];

		if (!is_about(event, item))
			continue;
		if (event->kind == EVENT_APPEARED || event->column == column ||
		    (item->kind == ITEM_CHPATH && (event->column->attrs & column->attrs)))
			return true;
	}
	return false;
}

/* ---- cells ---- */

static enum style style_of_path(char letter)
{
	switch (letter) {
	case '+':
		return STYLE_GOOD;
	case '.':
		return STYLE_DIM;
	case 'o':
	case 's':
		return STYLE_WARN;
	default:
		return STYLE_BAD;
	}
}

/* For those whose terminal has more than letters. */
static const char *sign_of_path(char letter, bool ascii, char buf[2])
{
	if (!ascii && letter == '+')
		return "\u25cf";
	if (!ascii && letter == '.')
		return "\u00b7";
	buf[0] = letter;
	buf[1] = '\0';
	return buf;
}

static enum style style_of_state(const char *state)
{
	return !strcmp(state, "up")	 ? STYLE_GOOD :
	       !strcmp(state, "standby") ? STYLE_WARN :
					   STYLE_BAD;
}

static enum style style_of_cell(const struct column *column, const struct cell *cell)
{
	if (!strcmp(column->name, "availability") && cell->kind == CELL_TEXT)
		return strcmp(cell->text, "good") ? STYLE_BAD : STYLE_NORMAL;
	if (!strcmp(column->name, "state"))
		return style_of_state(cell->text);
	if (!strcmp(column->name, "online") && cell->kind == CELL_BOOL)
		return STYLE_GOOD;
	if (!strcmp(column->name, "depend") && cell->kind == CELL_NUMBER && cell->number)
		return STYLE_WARN;
	return STYLE_NORMAL;
}

static void put_paths(struct screen *s, int y, int x, size_t width, const char *letters,
		      enum style row_style)
{
	char buf[2];
	size_t i;

	for (i = 0; i < width && letters[i]; i++)
		put_text(y, x + (int)i,
			 row_style == STYLE_NORMAL ? style_of_path(letters[i])
						   : row_style,
			 1, sign_of_path(letters[i], s->app->ascii, buf), s->app->ascii);
}

static enum style style_of_row(struct screen *s, size_t position,
			       const struct ccw_object *object)
{
	if (position == current_place(s)->cursor)
		return STYLE_SELECTED;
	if (object->kind != CCW_KIND_NONE && set_has(&s->app->model.tagged, object))
		return STYLE_TAGGED;
	return STYLE_NORMAL;
}

/* Keeps it for the day it vanishes, and for searching. */
static void note_drawn(struct screen *s, size_t position, const struct ccw_object *object)
{
	struct drawn *drawn;

	if (s->n_drawn == ROWS_MAX)
		return;
	drawn = &s->drawn[s->n_drawn++];
	drawn->object = *object;
	drawn->position = position;
	drawn->text[0] = '\0';
}

static void add_drawn(struct screen *s, const char *text)
{
	struct drawn *drawn = &s->drawn[s->n_drawn - 1];
	size_t len = strlen(drawn->text);

	snprintf(drawn->text + len, sizeof(drawn->text) - len, "%s ", text);
}

/* ---- tables ---- */

static const struct columns *columns_of(const struct screen *s)
{
	return &s->app->settings
			.columns[view_get_table(s->view)];
}

static void draw_table_head(struct screen *s)
{
	const struct columns *columns = columns_of(s);
	int table = view_get_table(s->view), x = 2;
	const struct column *sort = s->app->settings.sort[table];
	size_t i, left = current_place(s)->left;
	size_t end = columns_that_fit(columns, left, (size_t)COLS - 2);
	char text[64];

	for (i = 0; i < end; i = columns_next(i, left)) {
		const struct column *column = columns->chosen[i];
		bool by = sort ? sort == column : !i;

		/* the arrow is not what is cut off: it may be in the gap to the next column */
		snprintf(text, sizeof(text), "%.*s%s", (int)columns->width[i],
			 column->heading,
			 !by ? ""
			 : s->app->settings.reverse[table]
				 ? (s->app->ascii ? "^" : "\u2191")
				 : (s->app->ascii ? "v" : "\u2193"));
		put_text(HEAD_LINES - 1, x, STYLE_HEADING, columns->width[i] + by, text,
			 s->app->ascii);
		x += (int)columns->width[i] + 1;
	}
}

static void draw_cells(struct screen *s, int y, const struct item *item,
		       enum style row_style, const struct recent *recent)
{
	const struct columns *columns = columns_of(s);
	size_t i, left = current_place(s)->left;
	size_t end = columns_that_fit(columns, left, (size_t)COLS - 2);
	char fitted[256];
	struct cell cell;
	int x = 2;

	for (i = 0; i < end; i = columns_next(i, left)) {
		const struct column *column = columns->chosen[i];
		enum style style = row_style;

		item_get_cell(&s->app->model, s->view, item, column, &cell);
		if (style == STYLE_NORMAL)
			style = is_changed(recent, item, column)
					? STYLE_CHANGED
					: style_of_cell(column, &cell);
		text_fit(fitted, sizeof(fitted), cell.text, columns->width[i],
			 s->app->ascii);
		add_drawn(s, fitted);
		if (!strcmp(column->name, "paths"))
			put_paths(s, y, x, columns->width[i], cell.text, style);
		else
			put_text(y, x, style,
				 columns_next(i, left) >= end ? (size_t)(COLS - x) :
								columns->width[i],
				 cell.text, s->app->ascii);
		x += (int)columns->width[i] + 1;
	}
}

static void draw_row(struct screen *s, int y, size_t position,
		     const struct recent *recent)
{
	const struct item *item = &s->app->model.lists[s->view].items[position];
	struct ccw_object object = item_object(&s->app->model, item);
	enum style style = style_of_row(s, position, &object);

	note_drawn(s, position, &object);
	if (style == STYLE_SELECTED)
		put_text(y, 0, style, (size_t)COLS, "", s->app->ascii);
	put_text(y, 0, style, 2, set_has(&s->app->model.tagged, &object) ? "*" : "",
		 s->app->ascii);
	if (item->kind == ITEM_GHOST) {
		put_text(y, 2, STYLE_DIM, (size_t)COLS - 2,
			 s->app->model.ghosts[item->index].text, s->app->ascii);
		/* it is not drawn anew, and must not become another ghost */
		s->n_drawn--;
		return;
	}
	draw_cells(s, y, item, style, recent);
}

/* ---- views of lines ---- */

/* Of the matrix, whole cells only. */
static size_t line_width(const struct screen *s)
{
	size_t width = (size_t)COLS - 2;

	if (s->view != VIEW_MATRIX || width < MATRIX_LEFT)
		return width;
	return width - (width - MATRIX_LEFT) % MATRIX_STEP;
}

bool more_on_right(struct screen *s)
{
	size_t left = current_place(s)->left, width = line_width(s), n = 0;
	const struct columns *columns = columns_of(s);
	const struct ccw_chpath *chp;

	if (s->view == VIEW_DEVICES || s->view == VIEW_PATHS)
		return left + 2 < columns->n && !columns_fit(columns, left, width);
	if (s->view != VIEW_MATRIX || !s->app->model.now.snap || width < MATRIX_LEFT)
		return false;
	ccw_snapshot_foreach_chpath(s->app->model.now.snap, chp)
		n++;
	return left + (width - MATRIX_LEFT) / MATRIX_STEP < n;
}

static void draw_matrix_cells(struct screen *s, int y, const struct item *item,
			      enum style row_style)
{
	const struct ccw_chpath *chp;
	size_t left = current_place(s)->left, i = 0;
	enum path_state state;
	int x = 2 + MATRIX_LEFT;
	char buf[2];

	ccw_snapshot_foreach_chpath(s->app->model.now.snap, chp) {
		if (i++ < left)
			continue;
		if (x + MATRIX_STEP > 2 + (int)line_width(s))
			break;
		if (matrix_state(&s->app->model, item, ccw_chpath_get_id(chp), &state))
			put_text(y, x,
				 row_style == STYLE_NORMAL
					 ? style_of_path(path_state_texts[state].letter)
					 : row_style,
				 1,
				 sign_of_path(path_state_texts[state].letter,
					      s->app->ascii, buf),
				 s->app->ascii);
		x += MATRIX_STEP;
	}
}

/* What is left of a line when @left columns, or cells of the matrix, are moved out. */
static const char *move_out(const struct screen *s, char *line, size_t left)
{
	size_t len = strlen(line), skip = left * MATRIX_STEP;

	if (s->view != VIEW_MATRIX || !left)
		return line;
	if (len <= MATRIX_LEFT)
		return line;
	if (skip > len - MATRIX_LEFT)
		skip = len - MATRIX_LEFT;
	memmove(line + MATRIX_LEFT, line + MATRIX_LEFT + skip,
		len - MATRIX_LEFT - skip + 1);
	return line;
}

static enum style style_of_line(const struct screen *s, const struct item *item)
{
	const struct event *event;
	struct cell cell;

	if (item->kind == ITEM_EVENT) {
		event = log_get(&s->app->model.log,
				item->index - s->app->model.log.first);
		return event->kind == EVENT_VANISHED ? STYLE_BAD :
		       event->kind == EVENT_APPEARED ? STYLE_GOOD :
		       event->kind == EVENT_CHANGED  ? STYLE_NORMAL :
						       STYLE_WARN;
	}
	if (s->view == VIEW_TREE && !item->depth) {
		struct chp_row row = item_chp_row(&s->app->model, item);

		cell_get(&cell, column_find(chp_columns, "state"), &row);
		return strcmp(cell.text, "up") ? style_of_state(cell.text)
					       : STYLE_HEADING;
	}
	return STYLE_NORMAL;
}

static void draw_line(struct screen *s, int y, size_t position)
{
	const struct item *item = &s->app->model.lists[s->view].items[position];
	struct ccw_object object = item_object(&s->app->model, item);
	enum style style = style_of_row(s, position, &object);
	char line[TEXT_MAX];

	render_item(&s->app->model, s->view, item, s->app->ascii, line, sizeof(line));
	move_out(s, line, current_place(s)->left);
	note_drawn(s, position, &object);
	add_drawn(s, line);
	put_text(y, 0, style, 2,
		 object.kind != CCW_KIND_NONE && set_has(&s->app->model.tagged, &object)
			 ? "*"
			 : "",
		 s->app->ascii);
	if (s->view == VIEW_MATRIX)
		line[line_width(s) < sizeof(line) ? line_width(s) : 0] = '\0';
	put_text(y, 2, style == STYLE_NORMAL ? style_of_line(s, item) : style,
		 (size_t)COLS - 2, line, s->app->ascii);
	if (s->view == VIEW_MATRIX)
		draw_matrix_cells(s, y, item, style);
}

static void draw_view_head(struct screen *s)
{
	static const char *const heads[VIEW_COUNT] = {
		[VIEW_TREE] =
			"Channel paths, devices on them, and what Linux made of these",
		[VIEW_EVENTS] = "Time          What changed",
	};
	char line[TEXT_MAX];

	if (s->view == VIEW_MATRIX) {
		render_matrix_head(&s->app->model, 0, line, sizeof(line));
		move_out(s, line, current_place(s)->left);
		line[line_width(s) < sizeof(line) ? line_width(s) : 0] = '\0';
		put_text(HEAD_LINES - 1, 2, STYLE_HEADING, (size_t)COLS - 2, line,
			 s->app->ascii);
	} else if (s->view == VIEW_TREE || s->view == VIEW_EVENTS) {
		put_text(HEAD_LINES - 1, 2, STYLE_HEADING, (size_t)COLS - 2,
			 heads[s->view], s->app->ascii);
	} else {
		draw_table_head(s);
	}
}

/* ---- details ---- */

static void draw_detail_line(struct screen *s, int y, size_t position)
{
	static const enum style styles[] = { [LINE_TEXT] = STYLE_NORMAL,
					     [LINE_HEADING] = STYLE_HEADING,
					     [LINE_GOOD] = STYLE_GOOD,
					     [LINE_BAD] = STYLE_BAD,
					     [LINE_PLOT] = STYLE_GOOD };
	const struct detail_line *line = &s->detail.lines[position];
	bool selected = position == current_place(s)->cursor;

	put_text(y, 2, selected ? STYLE_SELECTED : styles[line->kind], (size_t)COLS - 2,
		 line->text, s->app->ascii);
}

static void draw_detail(struct screen *s)
{
	const struct ccw_object *object = &s->stack[s->depth - 1];
	struct place *place = current_place(s);
	size_t i, rows = body_rows(), end = place->top + rows;
	char id[CCW_ID_STRLEN], head[80];

	snprintf(head, sizeof(head), "%s %s%s",
		 object->kind == CCW_KIND_CHPATH     ? "Channel path" :
		 object->kind == CCW_KIND_SUBCHANNEL ? "Subchannel" :
						       "Device",
		 format_object_id(object, id),
		 s->detail_gone ? ": it is not there any more" :
		 s->detail.n	? "" :
				  ": reading ...");
	put_text(HEAD_LINES - 1, 2, s->detail_gone ? STYLE_BAD : STYLE_HEADING,
		 (size_t)COLS - 2, head, s->app->ascii);
	snprintf(head, sizeof(head), "lines %zu-%zu of %zu", place->top + 1,
		 end < s->detail.n ? end : s->detail.n, s->detail.n);
	if (s->detail.n > rows)
		put_text(HEAD_LINES - 1, COLS - (int)strlen(head) - 1, STYLE_DIM,
			 strlen(head), head, s->app->ascii);
	for (i = 0; i < rows && place->top + i < s->detail.n; i++)
		draw_detail_line(s, HEAD_LINES + (int)i, place->top + i);
}

/* ---- all ---- */

/* What is on the screen is read anew more often than the rest. */
static void tell_feed(struct screen *s)
{
	struct ccw_object look[ROWS_MAX] = { 0 };
	size_t i, n = 0;

	for (i = 0; i < s->n_drawn; i++)
		if (s->drawn[i].object.kind != CCW_KIND_NONE && s->view != VIEW_EVENTS)
			look[n++] = s->drawn[i].object;
	for (i = 0; i < n && n == s->n_look && object_is_same(&look[i], &s->look[i]); i++)
		;
	if (n == s->n_look && i == n)
		return;
	memcpy(s->look, look, n * sizeof(*look));
	s->n_look = n;
	feed_look(s->app->feed, look, n);
}

void draw_body(struct screen *s)
{
	struct place *place = current_place(s);
	size_t i, n = current_count(s), rows = body_rows();
	struct recent recent;

	/* no room is left below while there are rows above */
	if (n && place->top + rows > n)
		place->top = n > rows ? n - rows : 0;
	if (place->cursor < place->top)
		place->top = place->cursor;
	if (place->cursor >= place->top + rows)
		place->top = place->cursor - rows + 1;
	if (s->depth) {
		draw_detail(s);
		return;
	}
	s->n_drawn = 0;
	find_recent(&s->app->model, &recent);
	draw_view_head(s);
	for (i = 0; i < rows && place->top + i < n; i++) {
		if (s->view == VIEW_DEVICES || s->view == VIEW_PATHS)
			draw_row(s, HEAD_LINES + (int)i, place->top + i, &recent);
		else
			draw_line(s, HEAD_LINES + (int)i, place->top + i);
	}
	if (!n)
		put_text(HEAD_LINES, 2, STYLE_DIM, (size_t)COLS - 2,
			 s->view == VIEW_EVENTS		 ? "Nothing has happened yet" :
			 !s->app->model.now.snap	 ? "Reading ..." :
			 s->app->model.filter_words	 ? "Nothing matches the filter" :
			 !ccw_snapshot_next_css(s->app->model.now.snap, NULL) ?
							   "This system has no channel "
							   "subsystem; --sysroot shows a "
							   "copy of another one's" :
							   "There is nothing to list",
			 s->app->ascii);
	tell_feed(s);
}
