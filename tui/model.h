/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model.h - the rows of each view: what is listed, in which order
 *
 * Knows nothing of a terminal: full screen, line mode and batch mode list the same.
 */
#ifndef TUI_MODEL_H
#define TUI_MODEL_H

#include "changes.h"
#include "feed.h"
#include "filter.h"
#include "settings.h"

enum view {
	VIEW_DEVICES,
	VIEW_PATHS,
	VIEW_MATRIX,
	VIEW_TREE,
	VIEW_EVENTS,
	VIEW_COUNT,
};

/* "devices", "paths", ... */
extern const char *const view_names[VIEW_COUNT];
/* -EINVAL: no such view. May be shortened. */
int view_parse(const char *name, enum view *view);
/* Whose columns and order it has: TABLE_PATHS, or else TABLE_DEVICES. */
int view_get_table(enum view view);

/*
 * struct item - a row of a view
 * @sch, @dev: of a subchannel, with its device; or of a defunct device. Not both NULL
 * @chp: of a channel path; NULL: the row is about none, or it has no directory in sysfs
 * @chpid: of a channel path; in the tree, of the path that the row is below
 * @index: of a path: which chp_usage; of an event: its number since the beginning; of
 *	what has vanished: which ghost
 * @depth: in the tree: 0 a path, 1 a device on it, 2 what Linux made of the device
 * @last: of those at its depth
 * @expanded: a path with rows below it
 */
enum item_kind {
	ITEM_SUBCHANNEL,
	ITEM_CHPATH,
	ITEM_EVENT,
	ITEM_GHOST,
};

struct item {
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	const struct ccw_chpath *chp;
	uint64_t index;
	struct ccw_chpid chpid;
	uint8_t kind, depth;
	bool last, expanded;
};

/*
 * struct ghost - a row that was on the screen, and is of something that has vanished
 * @before: the item that it was
 * @text: as it was drawn last
 * @until: when it goes, as clock_ms()
 * @position: in its view
 */
struct ghost {
	enum view view;
	struct ccw_object object;
	char *text;
	uint64_t until;
	size_t position;
};

#define GHOSTS_MAX 64

struct item_list {
	struct item *items;
	size_t n, room;
};

/* A set of objects, ordered. */
struct object_set {
	uint64_t *keys;
	size_t n;
};

/*
 * struct model
 * @filter_words: as typed; NULL: all are listed
 * @filters: how often that was set
 * @tagged: objects that the next command is for
 * @toggled: paths of the tree that are not as they are at first
 */
struct model {
	struct feed_state now;
	struct log log;
	struct settings *settings;
	struct filter filter;
	char *filter_words;
	size_t filters;
	struct object_set tagged, toggled;
	struct ghost ghosts[GHOSTS_MAX];
	size_t n_ghosts;
	struct item_list lists[VIEW_COUNT];
};

void model_init(struct model *model, struct settings *settings);
void model_free(struct model *model);
/* The rows of a view, anew. 0, or -ENOMEM: they are as before. */
int model_build(struct model *model, enum view view);
/* What the rows of a view are made of. */
uint64_t model_get_attrs(const struct model *model, enum view view);
/* Forgets all rows: what they are about will be gone. */
void model_forget(struct model *model);
/* Ghosts whose time is over; true: there were some. */
bool model_drop_ghosts(struct model *model, uint64_t now);

/* -EINVAL, with a message for people: the filter stays as it is. */
int model_set_filter(struct model *model, const char *words, char *message, size_t size);

/* What a row is about: a device, or else a subchannel, or a channel path, or nothing. */
struct ccw_object item_object(const struct model *model, const struct item *item);
/* Position of the row of an object; -1: none. In the tree: at @depth, below @chpid. */
long model_find(const struct model *model, enum view view,
		const struct ccw_object *object, struct ccw_chpid chpid, uint8_t depth);
bool model_has_object(const struct model *model, const struct ccw_object *object);

bool object_is_same(const struct ccw_object *a, const struct ccw_object *b);
bool set_has(const struct object_set *set, const struct ccw_object *object);
/* Adds or removes. -ENOMEM. */
int set_put(struct object_set *set, const struct ccw_object *object, bool in);
struct ccw_object set_get(const struct object_set *set, size_t i);
void set_clear(struct object_set *set);

/* Rows for columns. */
struct sch_row item_sch_row(const struct model *model, const struct item *item);
struct chp_row item_chp_row(const struct model *model, const struct item *item);
/* The cell of a row of the views with columns. */
void item_get_cell(const struct model *model, enum view view, const struct item *item,
		   const struct column *column, struct cell *cell);

#endif
