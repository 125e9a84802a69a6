// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * query.c - what a snapshot shall hold
 */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

CCW_EXPORT int ccw_query_new(struct ccw_query **out)
{
	struct ccw_query *query = calloc(1, sizeof(*query));

	if (!query)
		return -ENOMEM;
	*out = query;
	return 0;
}

CCW_EXPORT void ccw_query_free(struct ccw_query *query)
{
	if (!query)
		return;
	free(query->subchannels.range);
	free(query->devices.range);
	free(query->chpaths.range);
	free(query);
}

CCW_EXPORT void ccw_query_add_attrs(struct ccw_query *query, uint64_t attrs)
{
	query->attrs |= attrs & CCW_ATTRS_ALL;
}

static int ranges_add(struct ranges *ranges, uint32_t from, uint32_t to)
{
	struct range *range;

	range = reallocarray(ranges->range, ranges->n + 1, sizeof(*range));
	if (!range)
		return -ENOMEM;
	ranges->range = range;
	range[ranges->n++] = (struct range){ .from = from, .to = to };
	return 0;
}

CCW_EXPORT int ccw_query_add_subchannels(struct ccw_query *query, struct ccw_id from,
					 struct ccw_id to)
{
	return ranges_add(&query->subchannels, id_key(from), id_key(to));
}

CCW_EXPORT int ccw_query_add_devices(struct ccw_query *query, struct ccw_id from,
				     struct ccw_id to)
{
	return ranges_add(&query->devices, id_key(from), id_key(to));
}

CCW_EXPORT int ccw_query_add_chpaths(struct ccw_query *query, struct ccw_chpid from,
				     struct ccw_chpid to)
{
	return ranges_add(&query->chpaths, chpid_key(from), chpid_key(to));
}

bool ranges_match(const struct ranges *ranges, uint32_t key)
{
	size_t i;

	if (!ranges->n)
		return true;
	for (i = 0; i < ranges->n; i++)
		if (key >= ranges->range[i].from && key <= ranges->range[i].to)
			return true;
	return false;
}

bool ranges_are_few(const struct ranges *ranges, size_t max)
{
	size_t i, total = 0;

	if (!ranges->n)
		return false;
	for (i = 0; i < ranges->n; i++) {
		const struct range *r = &ranges->range[i];

		if (r->to < r->from)
			continue;
		if (r->to - r->from >= max)
			return false;
		total += r->to - r->from + 1;
		if (total > max)
			return false;
	}
	return true;
}
