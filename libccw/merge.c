// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * merge.c - lays what was read anew into a copy of a snapshot
 */
#include <errno.h>
#include <stdlib.h>

#include "update.h"

static bool copy_text(struct reader *reader, const char **text)
{
	if (*text)
		*text = reader_strdup(reader, *text);
	return !reader->nomem;
}

static void copy_subchannel(struct reader *reader, struct ccw_subchannel *to,
			    const struct ccw_subchannel *from)
{
	struct sch_strings *str;

	*to = *from;
	to->dev = NULL;
	if (!from->str)
		return;
	to->str = str = reader_alloc(reader, sizeof(*str));
	if (!str)
		return;
	*str = *from->str;
	(void)(copy_text(reader, &str->modalias) && copy_text(reader, &str->driver) &&
	       copy_text(reader, &str->driver_override) && copy_text(reader, &str->mdev));
}

static void copy_device(struct reader *reader, struct ccw_device *to,
			const struct ccw_device *from)
{
	struct dev_strings *str;

	*to = *from;
	if (!from->str)
		return;
	to->str = str = reader_alloc(reader, sizeof(*str));
	if (!str)
		return;
	*str = *from->str;
	(void)(copy_text(reader, &str->driver) && copy_text(reader, &str->group_device) &&
	       copy_text(reader, &str->linux_names));
	if (!str->cmf)
		return;
	str->cmf = reader_alloc(reader, sizeof(*str->cmf));
	if (str->cmf)
		*str->cmf = *from->str->cmf;
}

static int merge_subchannels(const struct update *u, struct reader *reader,
			     struct ccw_snapshot *snap)
{
	const struct ccw_subchannel *a = ccw_snapshot_next_subchannel(u->cur, NULL);
	const struct ccw_subchannel *b = ccw_snapshot_next_subchannel(u->found, NULL);
	size_t room = u->cur->n_sch + u->found->n_sch;

	snap->sch = calloc(room ? room : 1, sizeof(*snap->sch));
	if (!snap->sch)
		return -ENOMEM;
	while (a || b) {
		if (a && update_has_key(&u->sch, id_key(a->id))) {
			a = ccw_snapshot_next_subchannel(u->cur, a);
		} else if (a && (!b || ccw_id_cmp(a->id, b->id) < 0)) {
			copy_subchannel(reader, &snap->sch[snap->n_sch++], a);
			a = ccw_snapshot_next_subchannel(u->cur, a);
		} else {
			copy_subchannel(reader, &snap->sch[snap->n_sch++], b);
			b = ccw_snapshot_next_subchannel(u->found, b);
		}
	}
	return reader->nomem ? -ENOMEM : 0;
}

/* The next that was not looked for again. */
static const struct ccw_device *next_kept(const struct update *u,
					  const struct ccw_device *dev)
{
	while ((dev = ccw_snapshot_next_device(u->cur, dev)))
		if (!update_has_key(&u->dev, id_key(dev->id)) &&
		    !(dev->sch && update_has_key(&u->sch, id_key(dev->sch->id))))
			break;
	return dev;
}

static const struct ccw_device *next_defunct(const struct update *u,
					     const struct ccw_device *dev)
{
	if (!u->defunct)
		return NULL;
	while ((dev = ccw_snapshot_next_device(u->defunct, dev)))
		if (!dev->sch)
			break;
	return dev;
}

static bool is_first(const struct ccw_device *dev, const struct ccw_device *a,
		     const struct ccw_device *b)
{
	return dev && (!a || ccw_id_cmp(dev->id, a->id) <= 0) &&
	       (!b || ccw_id_cmp(dev->id, b->id) <= 0);
}

/* Where one is found twice, what was read on a subchannel holds, then what was read. */
static int merge_devices(const struct update *u, struct reader *reader,
			 struct ccw_snapshot *snap)
{
	const struct ccw_device *kept = next_kept(u, NULL), *lost = next_defunct(u, NULL);
	const struct ccw_device *found = ccw_snapshot_next_device(u->found, NULL), *dev;
	size_t room = u->cur->n_dev + u->found->n_dev + (u->defunct ? u->defunct->n_dev : 0);

	snap->dev = calloc(room ? room : 1, sizeof(*snap->dev));
	if (!snap->dev)
		return -ENOMEM;
	while (kept || found || lost) {
		struct ccw_id id;

		dev = is_first(found, lost, kept) ? found :
		      is_first(lost, kept, NULL)  ? lost :
						    kept;
		id = dev->id;
		copy_device(reader, &snap->dev[snap->n_dev++], dev);
		if (found && !ccw_id_cmp(found->id, id))
			found = ccw_snapshot_next_device(u->found, found);
		if (lost && !ccw_id_cmp(lost->id, id))
			lost = next_defunct(u, lost);
		if (kept && !ccw_id_cmp(kept->id, id))
			kept = next_kept(u, kept);
	}
	return reader->nomem ? -ENOMEM : 0;
}

/* Devices point to subchannels of the snapshots they are copied from: find ours. */
static void tie(struct ccw_snapshot *snap)
{
	size_t i;

	for (i = 0; i < snap->n_dev; i++) {
		struct ccw_device *dev = &snap->dev[i];

		if (!dev->sch)
			continue;
		dev->sch = (struct ccw_subchannel *)ccw_snapshot_get_subchannel(snap,
										dev->sch->id);
		if (dev->sch)
			dev->sch->dev = dev;
	}
}

static int merge_others(const struct update *u, struct reader *reader,
			struct ccw_snapshot *snap)
{
	const struct ccw_snapshot *chp = update_get_chpaths(u), *css = update_get_css(u);
	size_t i;

	snap->chp = calloc(chp->n_chp ? chp->n_chp : 1, sizeof(*snap->chp));
	snap->css = calloc(css->n_css ? css->n_css : 1, sizeof(*snap->css));
	if (!snap->chp || !snap->css)
		return -ENOMEM;
	for (i = 0; i < chp->n_chp; i++) {
		snap->chp[i] = chp->chp[i];
		if (!copy_text(reader, &snap->chp[i].util_string))
			return -ENOMEM;
	}
	for (i = 0; i < css->n_css; i++)
		snap->css[i] = css->css[i];
	snap->n_chp = chp->n_chp;
	snap->n_css = css->n_css;
	snap->chp_read_at = chp->chp_read_at;
	snap->chp_state_at = chp->chp_state_at;
	snap->css_read_at = css->css_read_at;
	snap->defunct_read_at = u->cur->defunct_read_at;
	return 0;
}

int update_merge(const struct update *u, struct ccw_snapshot **out)
{
	struct ccw_snapshot *snap = calloc(1, sizeof(*snap));
	struct reader reader;
	int rc;

	if (!snap)
		return -ENOMEM;
	reader_init(&reader);
	snap->attrs = u->cur->attrs;
	rc = merge_subchannels(u, &reader, snap);
	if (!rc)
		rc = merge_devices(u, &reader, snap);
	if (!rc)
		rc = merge_others(u, &reader, snap);
	snap->arena = reader.arena;
	if (rc) {
		ccw_snapshot_free(snap);
		return rc;
	}
	tie(snap);
	*out = snap;
	return 0;
}
