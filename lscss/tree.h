/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tree.h - channel path, subchannel, device
 */
#ifndef LSCSS_TREE_H
#define LSCSS_TREE_H

#include "idlist.h"
#include "out.h"
#include "sch_columns.h"

#define TREE_ATTRS                                                                   \
	(CCW_ATTRS_PATH_STATE | CCW_ATTR(CCW_CHP_TYPE) | CCW_ATTR(CCW_DEV_IDENTITY) | \
	 CCW_ATTR(CCW_DEV_LINUX))

/*
 * Prints the paths that any of the @n rows uses, each with those that use it; of @only, if
 * there is something in it.
 */
void tree_print(struct out *out, const struct ccw_snapshot *snap, const struct sch_row *rows,
		size_t n, const struct chpid_list *only);

#endif
