// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * query.c - what a snapshot shall hold
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

const struct ccw_query query_everything = { .attrs = CCW_ATTRS_ALL };

CCW_EXPORT int ccw_query_new(struct ccw_query **out)
{
	struct ccw_query *query = calloc(1, sizeof(*query));

	if (!query)
		return -ENOMEM;
	*out = query;
	return 0;
}

void query_release(struct ccw_query *query)
{
	free(query->subchannels.range);
	free(query->devices.range);
	free(query->chpaths.range);
}

CCW_EXPORT void ccw_query_free(struct ccw_query *query)
{
	if (!query)
		return;
	query_release(query);
	free(query);
}

CCW_EXPORT void ccw_query_add_attrs(struct ccw_query *query, uint64_t attrs)
{
	query->attrs |= attrs & CCW_ATTRS_ALL;
}

/* Index of the first range that ends at @key or behind it. */
static size_t ranges_find(const struct ranges *ranges, uint32_t key)
{
	size_t from = 0, to = ranges->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (ranges->range[mid].to < key)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Ranges that touch or overlap become one, so that they can be searched. */
int ranges_add(struct ranges *ranges, uint32_t from, uint32_t to)
{
	size_t first, end;

	if (from > to) {
		ranges->limited = true;
		return 0;
	}
	if (array_room(&ranges->range, ranges->n, &ranges->room, sizeof(*ranges->range)))
		return -ENOMEM;
	ranges->limited = true;
	first = ranges_find(ranges, from ? from - 1 : 0);
	for (end = first; end < ranges->n; end++) {
		struct range *range = &ranges->range[end];

		if (range->from > to && range->from - to > 1)
			break;
		from = range->from < from ? range->from : from;
		to = range->to > to ? range->to : to;
	}
	memmove(&ranges->range[first + 1], &ranges->range[end],
		(ranges->n - end) * sizeof(*ranges->range));
	ranges->range[first] = (struct range){ .from = from, .to = to };
	ranges->n -= end - first;
	ranges->n++;
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

	if (!ranges->limited)
		return true;
	i = ranges_find(ranges, key);
	return i < ranges->n && ranges->range[i].from <= key;
}

bool ranges_are_few(const struct ranges *ranges, size_t max)
{
	size_t i, total = 0;

	for (i = 0; i < ranges->n; i++) {
		const struct range *r = &ranges->range[i];

		if (r->to - r->from >= max)
			return false;
		total += r->to - r->from + 1;
		if (total > max)
			return false;
	}
	return ranges->limited;
}

static int ranges_copy(struct ranges *to, const struct ranges *from)
{
	size_t i;
	int rc = 0;

	to->limited = from->limited;
	for (i = 0; !rc && i < from->n; i++)
		rc = ranges_add(to, from->range[i].from, from->range[i].to);
	return rc;
}

int query_copy(struct ccw_query *to, const struct ccw_query *from)
{
	int rc;

	to->attrs = from->attrs;
	rc = ranges_copy(&to->subchannels, &from->subchannels);
	if (!rc)
		rc = ranges_copy(&to->devices, &from->devices);
	return rc ? rc : ranges_copy(&to->chpaths, &from->chpaths);
}
