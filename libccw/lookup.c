// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * lookup.c - the objects of a snapshot, in order and by id
 */
#include <stdlib.h>

#include "internal.h"

CCW_EXPORT const struct ccw_css *ccw_snapshot_next_css(const struct ccw_snapshot *snap,
						       const struct ccw_css *prev)
{
	const struct ccw_css *css = prev ? prev + 1 : snap->css;

	return css && css < snap->css + snap->n_css ? css : NULL;
}

CCW_EXPORT const struct ccw_subchannel *
ccw_snapshot_next_subchannel(const struct ccw_snapshot *snap,
			     const struct ccw_subchannel *prev)
{
	const struct ccw_subchannel *sch = prev ? prev + 1 : snap->sch;

	if (!sch)
		return NULL;
	for (; sch < snap->sch + snap->n_sch; sch++)
		if (!sch->gone)
			return sch;
	return NULL;
}

CCW_EXPORT const struct ccw_device *
ccw_snapshot_next_device(const struct ccw_snapshot *snap, const struct ccw_device *prev)
{
	const struct ccw_device *dev = prev ? prev + 1 : snap->dev;

	return dev && dev < snap->dev + snap->n_dev ? dev : NULL;
}

CCW_EXPORT const struct ccw_chpath *
ccw_snapshot_next_chpath(const struct ccw_snapshot *snap, const struct ccw_chpath *prev)
{
	const struct ccw_chpath *chp = prev ? prev + 1 : snap->chp;

	return chp && chp < snap->chp + snap->n_chp ? chp : NULL;
}

static int cmp_subchannel(const void *key, const void *obj)
{
	const struct ccw_subchannel *sch = obj;

	return ccw_id_cmp(*(const struct ccw_id *)key, sch->id);
}

static int cmp_device(const void *key, const void *obj)
{
	const struct ccw_device *dev = obj;

	return ccw_id_cmp(*(const struct ccw_id *)key, dev->id);
}

static int cmp_chpath(const void *key, const void *obj)
{
	const struct ccw_chpath *chp = obj;

	return ccw_chpid_cmp(*(const struct ccw_chpid *)key, chp->id);
}

CCW_EXPORT const struct ccw_css *ccw_snapshot_get_css(const struct ccw_snapshot *snap,
						      uint8_t cssid)
{
	const struct ccw_css *css;

	ccw_snapshot_foreach_css(snap, css)
		if (css->id == cssid)
			return css;
	return NULL;
}

CCW_EXPORT const struct ccw_subchannel *
ccw_snapshot_get_subchannel(const struct ccw_snapshot *snap, struct ccw_id id)
{
	const struct ccw_subchannel *sch = NULL;

	if (snap->n_sch)
		sch = bsearch(&id, snap->sch, snap->n_sch, sizeof(*sch), cmp_subchannel);
	return sch && !sch->gone ? sch : NULL;
}

CCW_EXPORT const struct ccw_device *ccw_snapshot_get_device(const struct ccw_snapshot *snap,
							    struct ccw_id id)
{
	return snap->n_dev ? bsearch(&id, snap->dev, snap->n_dev, sizeof(*snap->dev),
				     cmp_device) :
			     NULL;
}

CCW_EXPORT const struct ccw_chpath *ccw_snapshot_get_chpath(const struct ccw_snapshot *snap,
							    struct ccw_chpid chpid)
{
	return snap->n_chp ? bsearch(&chpid, snap->chp, snap->n_chp, sizeof(*snap->chp),
				     cmp_chpath) :
			     NULL;
}
