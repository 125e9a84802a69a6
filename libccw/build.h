/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * build.h - a snapshot while it is read
 */
#ifndef LIBCCW_BUILD_H
#define LIBCCW_BUILD_H

#include "internal.h"

/* Looking up this many ids that may not exist is cheaper than reading directories. */
#define FEW 256

/*
 * struct build
 * @sch_ids: of snap->sch, by index
 */
struct build {
	struct tree tree;
	struct reader reader;
	const struct ccw_query *query;
	struct ccw_snapshot *snap;
	struct key_list sch_ids;
};

/* An object that is read alone. */
struct alone {
	struct place place;
	uint64_t attrs;
	void *obj;
};

/* Are ids looked up as they are, rather than found in directories? */
bool is_lookup(const struct ccw_query *query, const struct ranges *ranges);

/* pairs.c: subchannels and devices */
int read_subchannels(struct build *b);

#endif
