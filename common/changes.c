// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * changes.c - in which columns objects differ between two snapshots
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"

/* Room for the values of all columns of an object. */
#define SUMMARY_MAX 1024

/* ---- what can be said of a change ---- */

const char *object_change_get_event(const struct object_change *change)
{
	return change->before && change->after ? "changed"
	       : change->after		       ? "appeared"
					       : "vanished";
}

static const char *show(const struct object_change *change, const void *row,
			struct cell *cell)
{
	if (!change->column)
		return row && *change->summary ? change->summary : "-";
	cell_get(cell, change->column, row);
	return cell_shown(cell);
}

const char *object_change_show_before(const struct object_change *change,
				      struct cell *cell)
{
	return show(change, change->before, cell);
}

const char *object_change_show_after(const struct object_change *change,
				     struct cell *cell)
{
	return show(change, change->after, cell);
}

char *format_object_id(const struct ccw_object *object, char *buf)
{
	if (object->kind == CCW_KIND_CSS) {
		snprintf(buf, CCW_ID_STRLEN, "css%x", object->chpid.cssid);
		return buf;
	}
	return object->kind == CCW_KIND_CHPATH ? ccw_chpid_format(object->chpid, buf)
					       : ccw_id_format(object->id, buf);
}

/* ---- one object ---- */

/*
 * struct pair - an object in both snapshots
 * @attrs: columns count that are made of some of these, and of none of @not_attrs
 * @before, @after: its rows; NULL: it was, or is, not there
 */
struct pair {
	const struct ccw_object *object;
	uint64_t attrs, not_attrs;
	const void *before, *after;
};

static bool concerns(const struct column *column, const struct pair *pair)
{
	return (column->attrs & pair->attrs) && !(column->attrs & pair->not_attrs);
}

static const char *value_of(const struct cell *cell)
{
	return cell->value ? cell->value : cell_shown(cell);
}

static bool same_cells(const struct cell *a, const struct cell *b)
{
	return a->kind == b->kind && a->number == b->number &&
	       !strcmp(a->text, b->text) && !strcmp(value_of(a), value_of(b));
}

/* "online=yes chpids=0.2a,0.3a": what is known of it, as words. */
static void summarize(const struct changes *changes, const struct pair *pair,
		      char summary[SUMMARY_MAX])
{
	struct cell cell;
	size_t i, len = 0;
	char *p;

	summary[0] = '\0';
	for (i = 0; i < changes->columns->n; i++) {
		const struct column *column = changes->columns->chosen[i];

		if (!concerns(column, pair))
			continue;
		cell_get(&cell, column, pair->after ? pair->after : pair->before);
		if (cell.kind == CELL_NULL || !*value_of(&cell))
			continue;
		p = summary + len;
		len += (size_t)snprintf(p, SUMMARY_MAX - len, "%s%s=%s", len ? " " : "",
					column->name, value_of(&cell));
		if (len >= SUMMARY_MAX)
			return;
		for (p += p > summary; (p = strchr(p, ' '));)
			*p = ',';
	}
}

static void tell_pair(const struct changes *changes, const struct pair *pair)
{
	struct object_change change = { .object = pair->object,
					.before = pair->before,
					.after = pair->after,
					.summary = "" };
	char summary[SUMMARY_MAX];
	struct cell a, b;
	size_t i;

	if (!pair->before || !pair->after) {
		summarize(changes, pair, summary);
		change.summary = summary;
		changes->tell(changes->tell_data, &change);
		return;
	}
	for (i = 0; i < changes->columns->n; i++) {
		change.column = changes->columns->chosen[i];
		if (!concerns(change.column, pair))
			continue;
		cell_get(&a, change.column, pair->before);
		cell_get(&b, change.column, pair->after);
		if (!same_cells(&a, &b))
			changes->tell(changes->tell_data, &change);
	}
}

/* ---- which subchannels may show a change ---- */

struct id_set {
	struct ccw_id *id;
	size_t n, room;
};

static int id_set_add(struct id_set *set, struct ccw_id id)
{
	size_t room = set->room ? 2 * set->room : 64;
	struct ccw_id *grown;

	if (set->n == set->room) {
		grown = reallocarray(set->id, room, sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		set->id = grown;
		set->room = room;
	}
	set->id[set->n++] = id;
	return 0;
}

static int cmp_ids(const void *a, const void *b)
{
	return ccw_id_cmp(*(const struct ccw_id *)a, *(const struct ccw_id *)b);
}

static int add_subchannel_of(struct id_set *set, const struct ccw_snapshot *snap,
			     struct ccw_id device)
{
	const struct ccw_device *dev = ccw_snapshot_get_device(snap, device);
	const struct ccw_subchannel *sch = dev ? ccw_device_get_subchannel(dev) : NULL;

	return sch ? id_set_add(set, ccw_subchannel_get_id(sch)) : 0;
}

static int add_users(struct id_set *set, const struct ccw_snapshot *snap,
		     struct ccw_chpid chpid)
{
	const struct ccw_subchannel *sch;
	int rc = 0;

	ccw_snapshot_foreach_subchannel(snap, sch)
		if (!rc && ccw_subchannel_get_path_mask(sch, chpid, chpid))
			rc = id_set_add(set, ccw_subchannel_get_id(sch));
	return rc;
}

static int add_affected(const struct changes *changes, struct id_set *set,
			const struct ccw_difference *diff,
			const struct ccw_snapshot *old_snap,
			const struct ccw_snapshot *new_snap)
{
	int rc;

	switch (diff->object.kind) {
	case CCW_KIND_SUBCHANNEL:
		return id_set_add(set, diff->object.id);
	case CCW_KIND_DEVICE:
		rc = add_subchannel_of(set, old_snap, diff->object.id);
		return rc ? rc : add_subchannel_of(set, new_snap, diff->object.id);
	case CCW_KIND_CHPATH:
		/* the state of paths is in columns that are made of it */
		return columns_get_attrs(changes->columns) & CCW_ATTR(CCW_CHP_STATUS)
			       ? add_users(set, new_snap, diff->object.chpid)
			       : 0;
	default:
		return 0;
	}
}

/* ---- subchannels and devices ---- */

static struct sch_row subchannel_row(const struct changes *changes,
				     const struct ccw_snapshot *snap, struct ccw_id id)
{
	const struct ccw_subchannel *sch = ccw_snapshot_get_subchannel(snap, id);

	return (struct sch_row){ .snap = snap,
				 .sch = sch,
				 .dev = sch ? ccw_subchannel_get_device(sch) : NULL,
				 .short_ids = changes->short_ids };
}

static struct sch_row device_row(const struct changes *changes,
				 const struct ccw_snapshot *snap, struct ccw_id id)
{
	const struct ccw_device *dev = ccw_snapshot_get_device(snap, id);

	return (struct sch_row){ .snap = snap,
				 .sch = dev ? ccw_device_get_subchannel(dev) : NULL,
				 .dev = dev,
				 .short_ids = changes->short_ids };
}

static bool is_wanted(const struct changes *changes, const void *row)
{
	return row && (!changes->wanted || changes->wanted(changes->wanted_data, row));
}

static void tell_rows(const struct changes *changes, const struct ccw_object *object,
		      const struct sch_row *before, const struct sch_row *after)
{
	bool device = object->kind == CCW_KIND_DEVICE;
	struct pair pair = {
		.object = object,
		.attrs = device ? CCW_ATTRS_DEVICE : CCW_ATTRS_SUBCHANNEL,
		.not_attrs = device ? CCW_ATTRS_SUBCHANNEL : 0,
		.before = (device ? (const void *)before->dev : before->sch) ? before
									     : NULL,
		.after = (device ? (const void *)after->dev : after->sch) ? after : NULL,
	};

	if (is_wanted(changes, pair.before) || is_wanted(changes, pair.after))
		tell_pair(changes, &pair);
}

int changes_of_subchannels(const struct changes *changes, const struct ccw_diff *diff,
			   const struct ccw_snapshot *old_snap,
			   const struct ccw_snapshot *new_snap)
{
	struct ccw_object object = { .kind = CCW_KIND_SUBCHANNEL };
	struct id_set set = { .n = 0 };
	const struct ccw_difference *d;
	struct sch_row before, after;
	size_t i;
	int rc = 0;

	for (d = NULL; !rc && (d = ccw_diff_next(diff, d));)
		rc = add_affected(changes, &set, d, old_snap, new_snap);
	if (set.n)
		qsort(set.id, set.n, sizeof(*set.id), cmp_ids);
	for (i = 0; i < set.n; i++) {
		if (i && !ccw_id_cmp(set.id[i - 1], set.id[i]))
			continue;
		object.id = set.id[i];
		before = subchannel_row(changes, old_snap, object.id);
		after = subchannel_row(changes, new_snap, object.id);
		tell_rows(changes, &object, &before, &after);
	}
	free(set.id);
	for (d = NULL; (d = ccw_diff_next(diff, d));) {
		if (d->object.kind != CCW_KIND_DEVICE)
			continue;
		before = device_row(changes, old_snap, d->object.id);
		after = device_row(changes, new_snap, d->object.id);
		tell_rows(changes, &d->object, &before, &after);
	}
	return rc;
}

/* ---- channel paths ---- */

/* The paths of a snapshot, with their usage, in order. */
struct view {
	const struct ccw_snapshot *snap;
	struct chp_usage *usage;
	struct chp_row row;
	size_t next;
};

static void view_next(struct view *view)
{
	view->row.chp = ccw_snapshot_next_chpath(view->snap, view->row.chp);
	view->row.usage = view->usage ? &view->usage[view->next++] : NULL;
}

static void tell_views(const struct changes *changes, struct view *old, struct view *new)
{
	struct ccw_object object = { .kind = CCW_KIND_CHPATH };
	struct pair pair = { .object = &object, .attrs = CCW_ATTRS_ALL };
	int order;

	view_next(old);
	view_next(new);
	while (old->row.chp || new->row.chp) {
		order = !old->row.chp	? 1
			: !new->row.chp ? -1
					: ccw_chpid_cmp(ccw_chpath_get_id(old->row.chp),
							ccw_chpath_get_id(new->row.chp));
		object.chpid = ccw_chpath_get_id(order > 0 ? new->row.chp : old->row.chp);
		pair.before = order <= 0 ? &old->row : NULL;
		pair.after = order >= 0 ? &new->row : NULL;
		if (is_wanted(changes, pair.before) || is_wanted(changes, pair.after))
			tell_pair(changes, &pair);
		if (order <= 0)
			view_next(old);
		if (order >= 0)
			view_next(new);
	}
}

/* All of them, as there are few: a device that went online is in columns of paths. */
int changes_of_chpaths(const struct changes *changes, const struct ccw_diff *diff,
		       const struct ccw_snapshot *old_snap,
		       const struct ccw_snapshot *new_snap)
{
	bool usage = changes->with_usage ||
		     (columns_get_attrs(changes->columns) & CCW_ATTRS_SUBCHANNEL);
	struct view old = { .snap = old_snap }, new = { .snap = new_snap };
	int rc = 0;

	if (usage) {
		old.usage = chp_usage_count(old_snap);
		new.usage = chp_usage_count(new_snap);
	}
	if (usage && (!old.usage || !new.usage))
		rc = -ENOMEM;
	else
		tell_views(changes, &old, &new);
	free(old.usage);
	free(new.usage);
	return rc;
}
