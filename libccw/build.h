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
/* From the side of the devices? */
bool reads_by_device(const struct build *b);
/*
 * list_pairs - which subchannels, b->sch_ids, and which devices to look at
 * @by_device: without it, only the former
 *
 * Both lists are in order.
 */
int list_pairs(struct build *b, bool by_device, struct key_list *devices);
/*
 * devices_locate - adds the subchannels that devices are on
 * @without: gets those that are on none
 *
 * Devices that are gone are in neither. What is added is in no order.
 */
int devices_locate(struct ccw_ctx *ctx, const struct key_list *devices,
		   struct key_list *subchannels, struct key_list *without);

/* snapshot.c: what exists of what @query asks for, in order; the caller frees the keys. */
int snapshot_list(struct ccw_ctx *ctx, const struct ccw_query *query, struct key_list *sch,
		  struct key_list *dev);

#endif
