// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model.c - the rows of each view: what is listed, in which order
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model-rows.h"

const char *const view_names[VIEW_COUNT] = { "devices", "paths", "matrix", "tree",
					     "events" };

int view_parse(const char *name, enum view *view)
{
	size_t len = strlen(name);
	int i;

	for (i = 0; len && i < VIEW_COUNT; i++) {
		if (!strncmp(view_names[i], name, len)) {
			*view = i;
			return 0;
		}
	}
	return -EINVAL;
}

int view_get_table(enum view view)
{
	return view == VIEW_PATHS ? TABLE_PATHS : TABLE_DEVICES;
}

void model_init(struct model *model, struct settings *settings)
{
	*model = (struct model){ .settings = settings };
	filter_init(&model->filter);
}

void model_free(struct model *model)
{
	size_t i;

	for (i = 0; i < model->n_ghosts; i++)
		free(model->ghosts[i].text);
	for (i = 0; i < VIEW_COUNT; i++)
		free(model->lists[i].items);
	filter_free(&model->filter);
	free(model->filter_words);
	free(model->now.usage);
	log_free(&model->log);
	set_clear(&model->tagged);
	set_clear(&model->toggled);
}

uint64_t model_get_attrs(const struct model *model, enum view view)
{
	uint64_t attrs = filter_get_attrs(&model->filter) | CCW_ATTR(CCW_SCH_TYPE) |
			 filter_get_chpath_attrs(&model->filter);
	int table = view_get_table(view);

	if (view == VIEW_DEVICES || view == VIEW_PATHS) {
		attrs |= columns_get_attrs(&model->settings->columns[table]);
		if (model->settings->sort[table])
			attrs |= model->settings->sort[table]->attrs;
	} else {
		attrs |= CCW_ATTRS_PATH_STATE | CCW_ATTR(CCW_CHP_TYPE) |
			 CCW_ATTR(CCW_DEV_IDENTITY) | CCW_ATTR(CCW_DEV_LINUX);
	}
	return attrs | (view == VIEW_PATHS ? CHP_USAGE_ATTRS : 0);
}

void model_forget(struct model *model)
{
	size_t i;

	for (i = 0; i < VIEW_COUNT; i++)
		model->lists[i].n = 0;
}

int model_set_filter(struct model *model, const char *words, char *message, size_t size)
{
	struct filter filter;
	char *copy;
	int rc;

	snprintf(message, size, "%s", strerror(ENOMEM));
	filter_init(&filter);
	rc = filter_add_words(&filter, words, message, size);
	copy = strdup(words);
	if (rc || !copy) {
		filter_free(&filter);
		free(copy);
		return -EINVAL;
	}
	filter_free(&model->filter);
	free(model->filter_words);
	model->filter = filter;
	model->filter_words = copy;
	model->filters++;
	if (!words[strspn(words, " ")]) {
		free(copy);
		model->filter_words = NULL;
	}
	return 0;
}

/* ---- objects ---- */

/* Their order is that of kinds, then of ids. */
static uint64_t key_of(const struct ccw_object *object)
{
	if (object->kind == CCW_KIND_CHPATH || object->kind == CCW_KIND_CSS)
		return (uint64_t)object->kind << 32 | (uint64_t)object->chpid.cssid << 8 |
		       object->chpid.id;
	return (uint64_t)object->kind << 32 | (uint64_t)object->id.cssid << 24 |
	       (uint64_t)object->id.ssid << 16 | object->id.devno;
}

bool object_is_same(const struct ccw_object *a, const struct ccw_object *b)
{
	return key_of(a) == key_of(b);
}

/* Where the key is, or would have to be. */
static size_t set_position(const struct object_set *set, uint64_t key)
{
	size_t from = 0, to = set->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (set->keys[mid] < key)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

bool set_has(const struct object_set *set, const struct ccw_object *object)
{
	uint64_t key = key_of(object);
	size_t i = set_position(set, key);

	return i < set->n && set->keys[i] == key;
}

int set_put(struct object_set *set, const struct ccw_object *object, bool in)
{
	uint64_t key = key_of(object), *grown;
	size_t i = set_position(set, key);
	bool has = i < set->n && set->keys[i] == key;

	if (has == in)
		return 0;
	if (!in) {
		set->n--;
		memmove(set->keys + i, set->keys + i + 1, (set->n - i) * sizeof(key));
		return 0;
	}
	grown = reallocarray(set->keys, set->n + 1, sizeof(key));
	if (!grown)
		return -ENOMEM;
	set->keys = grown;
	memmove(grown + i + 1, grown + i, (set->n - i) * sizeof(key));
	grown[i] = key;
	set->n++;
	return 0;
}

struct ccw_object set_get(const struct object_set *set, size_t i)
{
	uint64_t key = set->keys[i];
	struct ccw_object object = { .kind = (enum ccw_kind)(key >> 32) };

	if (object.kind == CCW_KIND_CHPATH || object.kind == CCW_KIND_CSS)
		object.chpid = (struct ccw_chpid){ (uint8_t)(key >> 8), (uint8_t)key };
	else
		object.id = (struct ccw_id){ (uint8_t)(key >> 24), (uint8_t)(key >> 16),
					     (uint16_t)key };
	return object;
}

void set_clear(struct object_set *set)
{
	free(set->keys);
	*set = (struct object_set){ .n = 0 };
}

bool model_has_object(const struct model *model, const struct ccw_object *object)
{
	const struct ccw_snapshot *snap = model->now.snap;

	if (!snap)
		return false;
	switch (object->kind) {
	case CCW_KIND_SUBCHANNEL:
		return ccw_snapshot_get_subchannel(snap, object->id);
	case CCW_KIND_DEVICE:
		return ccw_snapshot_get_device(snap, object->id);
	case CCW_KIND_CHPATH:
		return ccw_snapshot_get_chpath(snap, object->chpid);
	default:
		return false;
	}
}

/* ---- items ---- */

struct ccw_object item_object(const struct model *model, const struct item *item)
{
	struct ccw_object object = { .kind = CCW_KIND_NONE };

	switch (item->kind) {
	case ITEM_SUBCHANNEL:
		object.kind = item->dev ? CCW_KIND_DEVICE : CCW_KIND_SUBCHANNEL;
		object.id = item->dev ? ccw_device_get_id(item->dev)
				      : ccw_subchannel_get_id(item->sch);
		break;
	case ITEM_CHPATH:
		object.kind = CCW_KIND_CHPATH;
		object.chpid = item->chpid;
		break;
	case ITEM_EVENT:
		return log_get(&model->log, item->index - model->log.first)->object;
	case ITEM_GHOST:
		return model->ghosts[item->index].object;
	}
	return object;
}

long model_find(const struct model *model, enum view view,
		const struct ccw_object *object, struct ccw_chpid chpid,
		uint8_t depth)
{
	const struct item_list *list = &model->lists[view];
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct item *item = &list->items[i];
		struct ccw_object of_item;

		if (view == VIEW_TREE &&
		    (item->depth != depth || ccw_chpid_cmp(item->chpid, chpid)))
			continue;
		of_item = item_object(model, item);
		if (object_is_same(&of_item, object))
			return (long)i;
	}
	return -1;
}

struct sch_row item_sch_row(const struct model *model, const struct item *item)
{
	return (struct sch_row){ .snap = model->now.snap,
				 .sch = item->sch,
				 .dev = item->dev };
}

struct chp_row item_chp_row(const struct model *model, const struct item *item)
{
	return (struct chp_row){ .chp = item->chp,
				 .usage = model->now.usage
						  ? &model->now.usage[item->index]
						  : NULL };
}

void item_get_cell(const struct model *model, enum view view, const struct item *item,
		   const struct column *column, struct cell *cell)
{
	struct sch_row sch_row;
	struct chp_row chp_row;

	if (view == VIEW_PATHS) {
		chp_row = item_chp_row(model, item);
		cell_get(cell, column, &chp_row);
	} else {
		sch_row = item_sch_row(model, item);
		cell_get(cell, column, &sch_row);
	}
}

/* ---- ghosts ---- */

bool model_drop_ghosts(struct model *model, uint64_t now)
{
	size_t i, kept = 0, before = model->n_ghosts;

	for (i = 0; i < model->n_ghosts; i++) {
		if (model->ghosts[i].until > now &&
		    !model_has_object(model, &model->ghosts[i].object))
			model->ghosts[kept++] = model->ghosts[i];
		else
			free(model->ghosts[i].text);
	}
	model->n_ghosts = kept;
	return kept != before;
}

/* Where they were, as far as that can be said. */
int items_add_ghosts(struct model *model, enum view view)
{
	struct item_list *list = &model->lists[view];
	size_t i, position;
	int rc = 0;

	for (i = 0; !rc && i < model->n_ghosts; i++) {
		struct item item = { .kind = ITEM_GHOST, .index = i };

		if (model->ghosts[i].view != view)
			continue;
		position = model->ghosts[i].position;
		if (position > list->n)
			position = list->n;
		rc = items_add(list, &item);
		if (rc)
			break;
		memmove(&list->items[position + 1], &list->items[position],
			(list->n - 1 - position) * sizeof(item));
		list->items[position] = item;
	}
	return rc;
}
