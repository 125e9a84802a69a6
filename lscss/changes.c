// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * changes.c - lscss --follow
 *
 * A column that is made of attributes of the device alone belongs to the device, any
 * other one to the subchannel.
 */
#include <errno.h>
#include <stdlib.h>

#include "changes.h"
#include "follow.h"

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

static bool is_listed(const struct options *options, const struct sch_row *row)
{
	return (row->sch || row->dev) && options_match(options, row, options->show);
}

/* What is listed before or after is told about. */
static void tell(struct follow *f, const struct ccw_object *object, uint64_t attrs,
		 uint64_t not_attrs, const struct sch_row *before, const struct sch_row *after)
{
	const struct options *options = f->data;
	bool device = object->kind == CCW_KIND_DEVICE;

	if (!is_listed(options, before) && !is_listed(options, after))
		return;
	follow_object(f, object, attrs, not_attrs,
		      (device ? (const void *)before->dev : before->sch) ? before : NULL,
		      (device ? (const void *)after->dev : after->sch) ? after : NULL);
}

static struct sch_row subchannel_row(const struct options *options,
				     const struct ccw_snapshot *snap, struct ccw_id id)
{
	const struct ccw_subchannel *sch = ccw_snapshot_get_subchannel(snap, id);

	return (struct sch_row){ .snap = snap,
				 .sch = sch,
				 .dev = sch ? ccw_subchannel_get_device(sch) : NULL,
				 .short_ids = options->filter.short_ids };
}

static struct sch_row device_row(const struct options *options,
				 const struct ccw_snapshot *snap, struct ccw_id id)
{
	const struct ccw_device *dev = ccw_snapshot_get_device(snap, id);

	return (struct sch_row){ .snap = snap,
				 .sch = dev ? ccw_device_get_subchannel(dev) : NULL,
				 .dev = dev,
				 .short_ids = options->filter.short_ids };
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
		if (!rc && ccw_subchannel_uses_chpids(sch, chpid, chpid))
			rc = id_set_add(set, ccw_subchannel_get_id(sch));
	return rc;
}

/* Subchannels whose columns may show the change. */
static int add_affected(struct follow *f, struct id_set *set, const struct ccw_difference *change,
			const struct ccw_snapshot *old_snap,
			const struct ccw_snapshot *new_snap)
{
	int rc;

	switch (change->object.kind) {
	case CCW_KIND_SUBCHANNEL:
		return id_set_add(set, change->object.id);
	case CCW_KIND_DEVICE:
		rc = add_subchannel_of(set, old_snap, change->object.id);
		return rc ? rc : add_subchannel_of(set, new_snap, change->object.id);
	case CCW_KIND_CHPATH:
		/* the state of paths is in columns that are made of it */
		return columns_get_attrs(f->columns) & CCW_ATTR(CCW_CHP_STATUS) ?
			       add_users(set, new_snap, change->object.chpid) :
			       0;
	default:
		return 0;
	}
}

static int tell_changes(struct follow *f, const struct ccw_diff *diff,
			const struct ccw_snapshot *old_snap,
			const struct ccw_snapshot *new_snap)
{
	struct ccw_object object = { .kind = CCW_KIND_SUBCHANNEL };
	struct id_set set = { .n = 0 };
	const struct ccw_difference *change;
	struct sch_row before, after;
	size_t i;
	int rc = 0;

	for (change = NULL; !rc && (change = ccw_diff_next(diff, change));)
		rc = add_affected(f, &set, change, old_snap, new_snap);
	if (set.n)
		qsort(set.id, set.n, sizeof(*set.id), cmp_ids);
	for (i = 0; i < set.n; i++) {
		if (i && !ccw_id_cmp(set.id[i - 1], set.id[i]))
			continue;
		object.id = set.id[i];
		before = subchannel_row(f->data, old_snap, object.id);
		after = subchannel_row(f->data, new_snap, object.id);
		tell(f, &object, CCW_ATTRS_SUBCHANNEL, 0, &before, &after);
	}
	free(set.id);
	for (change = NULL; (change = ccw_diff_next(diff, change));) {
		if (change->object.kind != CCW_KIND_DEVICE)
			continue;
		before = device_row(f->data, old_snap, change->object.id);
		after = device_row(f->data, new_snap, change->object.id);
		tell(f, &change->object, CCW_ATTRS_DEVICE, CCW_ATTRS_SUBCHANNEL, &before,
		     &after);
	}
	return rc;
}

int follow_subchannels(const struct options *options, const struct columns *columns,
		       struct out *out, struct ccw_ctx *ctx, const struct ccw_query *query)
{
	struct follow f = { .out = out,
			    .columns = columns,
			    .format = options->format,
			    .changes = tell_changes,
			    .data = (void *)options };

	return follow_run(&f, ctx, query);
}
