// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model-rows.c - how lists of rows are made
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model-rows.h"

/* With more subchannels than this, the tree is a list of paths to be opened. */
#define TREE_OPEN_MAX 256

int items_add(struct item_list *list, const struct item *item)
{
	size_t room = list->room ? 2 * list->room : 64;
	struct item *grown;

	if (list->n == list->room) {
		grown = reallocarray(list->items, room, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		list->items = grown;
		list->room = room;
	}
	list->items[list->n++] = *item;
	return 0;
}

/* ---- devices ---- */

static int add_row(struct model *model, struct item_list *list,
		   const struct ccw_subchannel *sch, const struct ccw_device *dev)
{
	struct item item = { .kind = ITEM_SUBCHANNEL, .sch = sch, .dev = dev };
	struct sch_row row = item_sch_row(model, &item);

	return filter_match_all(&model->filter, &row) ? items_add(list, &item) : 0;
}

static int add_subchannels(struct model *model, struct item_list *list)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	int rc = 0;

	ccw_snapshot_foreach_subchannel(model->now.snap, sch)
		if (!rc)
			rc = add_row(model, list, sch, ccw_subchannel_get_device(sch));
	ccw_snapshot_foreach_device(model->now.snap, dev)
		if (!rc && !ccw_device_get_subchannel(dev))
			rc = add_row(model, list, NULL, dev);
	return rc;
}

/* A matrix shows paths: what has none is not in it. */
static int add_matrix(struct model *model, struct item_list *list)
{
	enum path_state states[CCW_PATHS_MAX];
	size_t i, kept = 0;
	int rc;

	rc = add_subchannels(model, list);
	for (i = 0; i < list->n; i++)
		if (list->items[i].sch &&
		    get_path_states(model->now.snap, list->items[i].sch, states))
			list->items[kept++] = list->items[i];
	list->n = kept;
	return rc;
}

/* ---- paths ---- */

/* @index: see struct item */
static struct item path_item(const struct ccw_chpath *chp, size_t index)
{
	return (struct item){ .kind = ITEM_CHPATH,
			      .chp = chp,
			      .chpid = ccw_chpath_get_id(chp),
			      .index = index };
}

static int add_chpaths(struct model *model, struct item_list *list)
{
	const struct ccw_chpath *chp;
	struct chp_row row;
	size_t i = 0;
	int rc = 0;

	ccw_snapshot_foreach_chpath(model->now.snap, chp) {
		struct item item = path_item(chp, i++);

		row = item_chp_row(model, &item);
		if (!rc && filter_match_chpath(&model->filter, &row))
			rc = items_add(list, &item);
	}
	return rc;
}

/* ---- tree ---- */

/* Is the subchannel to be listed below the path? */
static bool is_below(const struct model *model, const struct ccw_subchannel *sch,
		     struct ccw_chpid chpid)
{
	struct sch_row row = { .snap = model->now.snap, .sch = sch,
			       .dev = ccw_subchannel_get_device(sch) };

	return ccw_subchannel_get_path_mask(sch, chpid, chpid) &&
	       filter_match_all(&model->filter, &row);
}

/* With a filter, paths that have something to list below them, and pass themselves. */
static bool has_branch(const struct model *model, const struct item *path)
{
	struct chp_row row = item_chp_row(model, path);
	const struct ccw_subchannel *sch;

	if (!model->filter_words)
		return true;
	if (!filter_match_chpath(&model->filter, &row))
		return false;
	ccw_snapshot_foreach_subchannel(model->now.snap, sch)
		if (is_below(model, sch, path->chpid))
			return true;
	return false;
}

static int add_branch(struct model *model, struct item_list *list, struct item *path)
{
	size_t at = list->n;
	struct item item = { .kind = ITEM_SUBCHANNEL, .depth = 1, .chpid = path->chpid };
	const struct ccw_subchannel *sch;
	const char *names;
	size_t i;
	int rc = 0;

	ccw_snapshot_foreach_subchannel(model->now.snap, sch) {
		if (rc || !is_below(model, sch, path->chpid))
			continue;
		item.sch = sch;
		item.dev = ccw_subchannel_get_device(sch);
		item.depth = 1;
		rc = items_add(list, &item);
		item.depth = 2;
		if (!rc && item.dev && !ccw_device_get_linux(item.dev, &names))
			rc = items_add(list, &item);
	}
	for (i = list->n; i > at; i--) {
		list->items[i - 1].last = true;
		if (list->items[i - 1].depth == 1)
			break;
	}
	return rc;
}

static bool is_large(const struct model *model)
{
	const struct ccw_subchannel *sch;
	size_t n = 0;

	ccw_snapshot_foreach_subchannel(model->now.snap, sch)
		if (++n > TREE_OPEN_MAX)
			return true;
	return false;
}

static int add_tree(struct model *model, struct item_list *list)
{
	bool open = !is_large(model);
	const struct ccw_chpath *chp;
	size_t i = 0;
	int rc = 0;

	ccw_snapshot_foreach_chpath(model->now.snap, chp) {
		struct item item = path_item(chp, i++);
		struct ccw_object object = item_object(model, &item);

		if (rc || !has_branch(model, &item))
			continue;
		item.expanded = open != set_has(&model->toggled, &object);
		rc = items_add(list, &item);
		if (!rc && item.expanded)
			rc = add_branch(model, list, &item);
	}
	return rc;
}

/* ---- events ---- */

/* With a filter, those about what it lets through; about what has gone, all. */
static bool event_matches(const struct model *model, const struct event *event)
{
	const struct ccw_snapshot *snap = model->now.snap;
	const struct ccw_subchannel *sch = NULL;
	const struct ccw_device *dev = NULL;
	struct sch_row row = { .snap = snap };

	if (!model->filter_words || !snap)
		return true;
	if (event->object.kind == CCW_KIND_SUBCHANNEL) {
		sch = ccw_snapshot_get_subchannel(snap, event->object.id);
		dev = sch ? ccw_subchannel_get_device(sch) : NULL;
	} else if (event->object.kind == CCW_KIND_DEVICE) {
		dev = ccw_snapshot_get_device(snap, event->object.id);
		sch = dev ? ccw_device_get_subchannel(dev) : NULL;
	}
	row.sch = sch;
	row.dev = dev;
	return (!sch && !dev) || filter_match_all(&model->filter, &row);
}

static int add_events(struct model *model, struct item_list *list)
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < model->log.n; i++) {
		struct item item = { .kind = ITEM_EVENT, .index = model->log.first + i };

		if (event_matches(model, log_get(&model->log, i)))
			rc = items_add(list, &item);
	}
	return rc;
}

/* ---- order ---- */

/*
 * struct sort_key - a row's place in the order of a column
 * @text: NULL: the number counts
 */
struct sort_key {
	uint64_t number;
	char *text;
	size_t position;
	struct item item;
};

static int cmp_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	int cmp = 0;

	if (x->text && y->text)
		cmp = strcmp(x->text, y->text);
	else if (!x->text != !y->text)
		cmp = x->text ? 1 : -1;
	else if (x->number != y->number)
		cmp = x->number < y->number ? -1 : 1;
	return cmp ? cmp : x->position < y->position ? -1 : 1;
}

/* The other way round, but what is the same in its old order. */
static int cmp_keys_reverse(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	struct sort_key at_x = *x, at_y = *y;

	at_x.position = y->position;
	at_y.position = x->position;
	return cmp_keys(&at_y, &at_x);
}

/* As the column shows it; ids as numbers, "0.0.0009" has less digits than "10.0.0001". */
static int make_key(const struct model *model, enum view view,
		    const struct column *column, struct sort_key *key)
{
	struct ccw_id id;
	struct cell cell;

	item_get_cell(model, view, &key->item, column, &cell);
	if (cell.kind == CELL_NUMBER || cell.kind == CELL_BOOL) {
		key->number = cell.number + 1;
		return 0;
	}
	if (cell.kind == CELL_NULL)
		return 0;
	if (strchr(cell.text, '.') && !ccw_id_parse(cell.text, &id)) {
		key->number = ((uint64_t)id.cssid << 24 | (uint64_t)id.ssid << 16 |
			       id.devno) + 1;
		return 0;
	}
	key->text = strdup(cell.text);
	return key->text ? 0 : -ENOMEM;
}

int items_sort(struct model *model, enum view view, const struct column *column,
	       bool reverse)
{
	struct item_list *list = &model->lists[view];
	struct sort_key *keys = calloc(list->n ? list->n : 1, sizeof(*keys));
	size_t i;
	int rc = 0;

	if (!keys)
		return -ENOMEM;
	for (i = 0; !rc && i < list->n; i++) {
		keys[i].item = list->items[i];
		keys[i].position = i;
		rc = column ? make_key(model, view, column, &keys[i]) : 0;
		/* by position alone, which is the order of ids */
		if (!column)
			keys[i].number = i;
	}
	if (!rc)
		qsort(keys, list->n, sizeof(*keys),
		      reverse ? cmp_keys_reverse : cmp_keys);
	for (i = 0; i < list->n; i++) {
		if (!rc)
			list->items[i] = keys[i].item;
		free(keys[i].text);
	}
	free(keys);
	return rc;
}

/* ---- all of them ---- */

int model_build(struct model *model, enum view view)
{
	static int (*const add[VIEW_COUNT])(struct model *, struct item_list *) = {
		[VIEW_DEVICES] = add_subchannels, [VIEW_PATHS] = add_chpaths,
		[VIEW_MATRIX] = add_matrix,	  [VIEW_TREE] = add_tree,
		[VIEW_EVENTS] = add_events,
	};
	struct item_list *list = &model->lists[view];
	int table = view_get_table(view);
	const struct settings *settings = model->settings;
	int rc = 0;

	list->n = 0;
	if (model->now.snap || view == VIEW_EVENTS)
		rc = add[view](model, list);
	if (!rc && view != VIEW_TREE && view != VIEW_EVENTS &&
	    (settings->sort[table] || settings->reverse[table]))
		rc = items_sort(model, view, settings->sort[table],
				settings->reverse[table]);
	if (!rc && (view == VIEW_DEVICES || view == VIEW_PATHS))
		rc = items_add_ghosts(model, view);
	return rc;
}
