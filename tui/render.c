// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * render.c - rows as text, whatever they are put on
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "render.h"

struct line {
	char *buf;
	size_t size, len;
};

__attribute__((format(printf, 2, 3))) static void put(struct line *line, const char *fmt,
						      ...)
{
	va_list ap;
	int n;

	if (line->len >= line->size)
		return;
	va_start(ap, fmt);
	n = vsnprintf(line->buf + line->len, line->size - line->len, fmt, ap);
	va_end(ap);
	line->len += n > 0 ? (size_t)n : 0;
}

/* ---- tree ---- */

static void render_chpath(const struct model *model, const struct item *item, bool ascii,
			  struct line *line)
{
	struct chp_row row = item_chp_row(model, item);
	char id[CCW_ID_STRLEN];
	struct cell cell;

	put(line, "%s %s ",
	    item->expanded ? (ascii ? "-" : "\u25be") : (ascii ? "+" : "\u25b8"),
	    ccw_chpid_format(item->chpid, id));
	cell_get(&cell, column_find(chp_columns, "type"), &row);
	put(line, "%s ", cell.text);
	cell_get(&cell, column_find(chp_columns, "name"), &row);
	put(line, "%s, ", cell.text);
	cell_get(&cell, column_find(chp_columns, "state"), &row);
	put(line, "%s", cell.text);
	if (row.usage)
		put(line, "; %u devices, %u online, %u depend on it", row.usage->devices,
		    row.usage->online, row.usage->depend);
}

static void render_branch(const struct model *model, const struct item *item, bool ascii,
			  struct line *line)
{
	static const char *const stems[2][4] = {
		{ "\u251c\u2500 ", "\u2514\u2500 ", "\u2502  \u2514\u2500 ",
		  "   \u2514\u2500 " },
		{ "|- ", "`- ", "|  `- ", "   `- " },
	};
	struct sch_row row = item_sch_row(model, item);
	enum path_state states[CCW_PATHS_MAX];
	uint8_t bit = ccw_subchannel_get_path_mask(item->sch, item->chpid, item->chpid);
	char id[CCW_ID_STRLEN];
	struct cell cell;
	bool online;

	put(line, "  %s", stems[ascii][item->last + 2 * (item->depth == 2)]);
	if (item->depth == 2) {
		cell_get(&cell, column_find(sch_columns, "linux"), &row);
		put(line, "%s", cell.text);
		return;
	}
	if (item->dev)
		put(line, "%s", ccw_id_format(ccw_device_get_id(item->dev), id));
	else
		put(line, "subchannel %s",
		    ccw_id_format(ccw_subchannel_get_id(item->sch), id));
	cell_get(&cell, column_find(sch_columns, "devtype"), &row);
	put(line, " %s", cell.text);
	cell_get(&cell, column_find(sch_columns, "name"), &row);
	put(line, " %s", cell.text);
	if (item->dev && !ccw_device_get_online(item->dev, &online))
		put(line, ", %s", online ? "online" : "offline");
	if (bit && get_path_states(model->now.snap, item->sch, states)) {
		enum path_state state = states[__builtin_clz(bit) - 24];

		if (state != PATH_USABLE)
			put(line, ", path %s", path_state_texts[state].name);
	}
}

/* ---- matrix ---- */

bool matrix_state(const struct model *model, const struct item *item,
		  struct ccw_chpid chpid, enum path_state *state)
{
	enum path_state states[CCW_PATHS_MAX];
	uint8_t bit = ccw_subchannel_get_path_mask(item->sch, chpid, chpid);

	if (!bit || !get_path_states(model->now.snap, item->sch, states))
		return false;
	*state = states[__builtin_clz(bit) - 24];
	return true;
}

void render_matrix_head(const struct model *model, size_t number, char *buf, size_t size)
{
	struct line line = { buf, size, 0 };
	const struct ccw_chpath *chp;
	char id[CCW_ID_STRLEN];

	put(&line, "%-*s", MATRIX_LEFT, "Device");
	if (!model->now.snap)
		return;
	/* without the css, of which there is one */
	ccw_snapshot_foreach_chpath(model->now.snap, chp) {
		ccw_chpid_format(ccw_chpath_get_id(chp), id);
		put(&line, "%-*s", MATRIX_STEP, strchr(id, '.') + 1);
	}
}

static void render_matrix(const struct model *model, const struct item *item,
			  struct line *line)
{
	const struct ccw_chpath *chp;
	enum path_state state;
	char id[CCW_ID_STRLEN];

	put(line, "%-*s", MATRIX_LEFT,
	    ccw_id_format(item->dev ? ccw_device_get_id(item->dev)
				    : ccw_subchannel_get_id(item->sch),
			  id));
	ccw_snapshot_foreach_chpath(model->now.snap, chp)
		put(line, "%c%*s",
		    matrix_state(model, item, ccw_chpath_get_id(chp), &state) ?
			    path_state_texts[state].letter :
			    ' ',
		    MATRIX_STEP - 1, "");
}

/* ---- all ---- */

static void render_event(const struct model *model, const struct item *item, bool ascii,
			 struct line *line)
{
	const struct event *event = log_get(&model->log, item->index - model->log.first);
	char text[TEXT_MAX], when[16];

	event_format(event, ascii ? " -> " : " \u2192 ", text, sizeof(text));
	put(line, "%s  %s", event_format_time(event, when), text);
}

void render_item(const struct model *model, enum view view, const struct item *item,
		 bool ascii, char *buf, size_t size)
{
	struct line line = { buf, size, 0 };

	buf[0] = '\0';
	if (item->kind == ITEM_GHOST)
		put(&line, "%s", model->ghosts[item->index].text);
	else if (item->kind == ITEM_EVENT)
		render_event(model, item, ascii, &line);
	else if (view == VIEW_MATRIX)
		render_matrix(model, item, &line);
	else if (item->kind == ITEM_CHPATH)
		render_chpath(model, item, ascii, &line);
	else
		render_branch(model, item, ascii, &line);
}

/* ---- columns ---- */

size_t columns_next(size_t i, size_t left)
{
	return i ? i + 1 : left + 1;
}

size_t columns_that_fit(const struct columns *columns, size_t left, size_t width)
{
	size_t i, used = 0;

	for (i = 0; i < columns->n; i = columns_next(i, left)) {
		used += columns->width[i] + 1;
		/* the last one may be cut, if something of it can be seen */
		if (used > width + 1)
			return used - columns->width[i] + 4 <= width || !i ? i + 1 : i;
	}
	return columns->n;
}

bool columns_fit(const struct columns *columns, size_t left, size_t width)
{
	size_t i, used = 0;

	for (i = 0; i < columns->n; i = columns_next(i, left))
		used += columns->width[i] + 1;
	return used <= width + 1;
}
