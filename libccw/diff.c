// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * diff.c - in what two snapshots differ
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* ---- two readings of one object: the attributes that differ ---- */

/* Attribute @attr, with its error bytes; @same is about the values, if both are good. */
static uint64_t differs(enum ccw_attr attr, uint8_t err_a, uint8_t err_b, bool same)
{
	return err_a != err_b || (!err_a && !same) ? CCW_ATTR(attr) : 0;
}

/* Only called for strings that are there in both. */
static bool same_text(const char *a, const char *b)
{
	return !strcmp(a, b);
}

uint64_t css_differ(const struct ccw_css *a, const struct ccw_css *b)
{
#define CSS(attr, same)                                           \
	differs(attr, a->err[(attr) - CCW_CSS_CM_ENABLE],          \
		b->err[(attr) - CCW_CSS_CM_ENABLE], (same))
	return CSS(CCW_CSS_CM_ENABLE, a->cm_enable == b->cm_enable) |
	       CSS(CCW_CSS_REAL_CSSID, a->real_cssid == b->real_cssid);
}

static uint64_t dev_busid_differs(const struct ccw_subchannel *a,
				  const struct ccw_subchannel *b)
{
	struct ccw_id id_a, id_b;
	int rc_a = ccw_subchannel_get_dev_busid(a, &id_a);
	int rc_b = ccw_subchannel_get_dev_busid(b, &id_b);

	return differs(CCW_SCH_DEV_BUSID, (uint8_t)-rc_a, (uint8_t)-rc_b,
		       rc_a || rc_b || !ccw_id_cmp(id_a, id_b));
}

uint64_t subchannel_differ(const struct ccw_subchannel *a, const struct ccw_subchannel *b)
{
	uint64_t attrs;

#define ERR(obj, attr)	(obj)->err[(attr) - CCW_SCH_TYPE]
#define SCH(attr, same) differs(attr, ERR(a, attr), ERR(b, attr), (same))
#define TEXT(attr, name)                                         \
	SCH(attr, ERR(a, attr) || ERR(b, attr) ||                \
			  same_text(a->str->name, b->str->name))
	attrs = SCH(CCW_SCH_TYPE, a->type == b->type) |
		SCH(CCW_SCH_PIMPAMPOM, !memcmp(&a->masks, &b->masks, sizeof(a->masks))) |
		SCH(CCW_SCH_CHPIDS, !memcmp(a->chpids, b->chpids, sizeof(a->chpids))) |
		SCH(CCW_SCH_VPM, a->vpm == b->vpm) | dev_busid_differs(a, b);
	if (!a->str && !b->str)
		return attrs;
	/* NOLINTBEGIN(clang-analyzer-core.NullDereference): no error, so they are there */
	return attrs | TEXT(CCW_SCH_MODALIAS, modalias) | TEXT(CCW_SCH_DRIVER, driver) |
	       TEXT(CCW_SCH_DRIVER_OVERRIDE, driver_override) | TEXT(CCW_SCH_MDEV, mdev);
	/* NOLINTEND(clang-analyzer-core.NullDereference) */
#undef ERR
#undef TEXT
}

static bool same_cmf(const struct dev_cmf *a, const struct dev_cmf *b)
{
	int i;

	for (i = 0; i < CCW_CMF_COUNT; i++)
		if (a->err[i] != b->err[i] || (!a->err[i] && a->value[i] != b->value[i]))
			return false;
	return true;
}

uint64_t device_differ(const struct ccw_device *a, const struct ccw_device *b)
{
	const struct ccw_identity *ia = &a->identity, *ib = &b->identity;
	uint64_t attrs;

#define ERR(obj, attr)	(obj)->err[(attr) - CCW_DEV_IDENTITY]
#define DEV(attr, same) differs(attr, ERR(a, attr), ERR(b, attr), (same))
#define TEXT(attr, name)                                         \
	DEV(attr, ERR(a, attr) || ERR(b, attr) ||                \
			  same_text(a->str->name, b->str->name))
	attrs = DEV(CCW_DEV_IDENTITY,
		    ia->cu_type == ib->cu_type && ia->cu_model == ib->cu_model &&
			    ia->dev_type == ib->dev_type && ia->dev_model == ib->dev_model) |
		DEV(CCW_DEV_ONLINE, a->online == b->online) |
		DEV(CCW_DEV_AVAILABILITY, a->availability == b->availability) |
		DEV(CCW_DEV_CMB_ENABLE, a->cmb_enable == b->cmb_enable);
	if (!a->str && !b->str)
		return attrs;
	/* NOLINTBEGIN(clang-analyzer-core.NullDereference): no error, so they are there */
	return attrs | TEXT(CCW_DEV_DRIVER, driver) |
	       TEXT(CCW_DEV_GROUP_DEVICE, group_device) | TEXT(CCW_DEV_LINUX, linux_names) |
	       DEV(CCW_DEV_CMF,
		   ERR(a, CCW_DEV_CMF) || ERR(b, CCW_DEV_CMF) || same_cmf(a->str->cmf, b->str->cmf));
	/* NOLINTEND(clang-analyzer-core.NullDereference) */
#undef ERR
#undef TEXT
}

uint64_t chpath_differ(const struct ccw_chpath *a, const struct ccw_chpath *b)
{
#define ERR(obj, attr)	(obj)->err[(attr) - CCW_CHP_STATUS]
#define CHP(attr, same) differs(attr, ERR(a, attr), ERR(b, attr), (same))
	return CHP(CCW_CHP_STATUS, a->vary == b->vary) |
	       CHP(CCW_CHP_CONFIGURE, a->configure == b->configure) |
	       CHP(CCW_CHP_TYPE, a->type == b->type) | CHP(CCW_CHP_CMG, a->cmg == b->cmg) |
	       CHP(CCW_CHP_SHARED, a->shared == b->shared) |
	       CHP(CCW_CHP_CHID, a->chid == b->chid && a->chid_external == b->chid_external) |
	       CHP(CCW_CHP_ESC, a->esc == b->esc) |
	       CHP(CCW_CHP_SPEED_BPS, a->speed == b->speed) |
	       CHP(CCW_CHP_UTIL_STRING,
		   ERR(a, CCW_CHP_UTIL_STRING) || ERR(b, CCW_CHP_UTIL_STRING) ||
			   same_text(a->util_string, b->util_string)) |
	       CHP(CCW_CHP_MEASUREMENT_CHARS,
		   a->has_measurement_chars == b->has_measurement_chars);
#undef ERR
}

bool device_moved(const struct ccw_device *a, const struct ccw_device *b)
{
	if (!a->sch || !b->sch)
		return a->sch || b->sch;
	return ccw_id_cmp(a->sch->id, b->sch->id);
}

/* ---- all objects of two snapshots ---- */

struct ccw_diff {
	struct ccw_difference *change;
	size_t n, room;
};

/* How to go through the objects of a kind. */
struct walk {
	const void *(*next)(const struct ccw_snapshot *snap, const void *prev);
	struct ccw_object (*name)(const void *obj);
	/* false: they are alike */
	bool (*compare)(const void *a, const void *b, struct ccw_difference *change);
};

#define WALK(noun, object_kind, name_member)                                         \
	static const void *next_##noun(const struct ccw_snapshot *snap, const void *prev) \
	{                                                                            \
		return ccw_snapshot_next_##noun(snap, prev);                         \
	}                                                                            \
	static struct ccw_object name_##noun(const void *obj)                        \
	{                                                                            \
		const struct ccw_##noun *named = obj;                                \
                                                                                     \
		return (struct ccw_object){ .kind = (object_kind),                   \
					    .name_member = named->id };              \
	}                                                                            \
	static bool compare_##noun(const void *a, const void *b, struct ccw_difference *change) \
	{                                                                            \
		change->attrs = noun##_differ(a, b);                                 \
		return change->attrs;                                                \
	}

WALK(css, CCW_KIND_CSS, chpid.cssid)
WALK(chpath, CCW_KIND_CHPATH, chpid)
WALK(subchannel, CCW_KIND_SUBCHANNEL, id)
WALK(device, CCW_KIND_DEVICE, id)

static bool compare_place_too(const void *a, const void *b, struct ccw_difference *change)
{
	change->moved = device_moved(a, b);
	return compare_device(a, b, change) || change->moved;
}

static int add_change(struct ccw_diff *diff, const struct ccw_difference *change)
{
	int rc = array_room(&diff->change, diff->n, &diff->room, sizeof(*change));

	if (rc)
		return rc;
	diff->change[diff->n++] = *change;
	return 0;
}

static int cmp_names(const struct ccw_object *a, const struct ccw_object *b)
{
	int order = ccw_id_cmp(a->id, b->id);

	return order ? order : ccw_chpid_cmp(a->chpid, b->chpid);
}

static int add_changes(struct ccw_diff *diff, const struct walk *walk,
		       const struct ccw_snapshot *old_snap,
		       const struct ccw_snapshot *new_snap)
{
	const void *a = walk->next(old_snap, NULL), *b = walk->next(new_snap, NULL);
	int rc = 0;

	while (!rc && (a || b)) {
		struct ccw_object name_a = a ? walk->name(a) : (struct ccw_object){ 0 };
		struct ccw_object name_b = b ? walk->name(b) : (struct ccw_object){ 0 };
		int order = !a ? 1 : !b ? -1 : cmp_names(&name_a, &name_b);
		struct ccw_difference change = { .object = order > 0 ? name_b : name_a,
					     .vanished = order < 0,
					     .appeared = order > 0 };

		if (order || walk->compare(a, b, &change))
			rc = add_change(diff, &change);
		if (order <= 0)
			a = walk->next(old_snap, a);
		if (order >= 0)
			b = walk->next(new_snap, b);
	}
	return rc;
}

CCW_EXPORT int ccw_diff_new(const struct ccw_snapshot *old_snap,
			    const struct ccw_snapshot *new_snap, struct ccw_diff **out)
{
	static const struct walk walks[] = {
		{ next_css, name_css, compare_css },
		{ next_chpath, name_chpath, compare_chpath },
		{ next_subchannel, name_subchannel, compare_subchannel },
		{ next_device, name_device, compare_place_too },
	};
	struct ccw_diff *diff = calloc(1, sizeof(*diff));
	size_t i;

	if (!diff)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(walks); i++) {
		if (add_changes(diff, &walks[i], old_snap, new_snap) < 0) {
			ccw_diff_free(diff);
			return -ENOMEM;
		}
	}
	*out = diff;
	return 0;
}

CCW_EXPORT void ccw_diff_free(struct ccw_diff *diff)
{
	if (!diff)
		return;
	free(diff->change);
	free(diff);
}

CCW_EXPORT const struct ccw_difference *ccw_diff_next(const struct ccw_diff *diff,
						  const struct ccw_difference *prev)
{
	const struct ccw_difference *change = prev ? prev + 1 : diff->change;

	return change && change < diff->change + diff->n ? change : NULL;
}
