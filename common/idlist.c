// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * idlist.c - lists of ids and ranges of them, as people type them
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "idlist.h"
#include "typed.h"

#define ITEM_MAX 48

/* Items that are empty, and lines that are blank; a blank by itself is no id. */
static size_t skip_empty(const char *pos)
{
	size_t len = strspn(pos, ", \t\r\n");

	return memchr(pos, '\n', len) ? len : strspn(pos, ",");
}

/*
 * Takes the next item off *@pos, and splits it at its first dash. *@to is NULL
 * where there is none. Return: 1; 0: no more; -EINVAL: too long for any id.
 */
static int next_item(const char **pos, char item[ITEM_MAX], char **from, char **to)
{
	size_t len;

	*pos += skip_empty(*pos);
	len = strcspn(*pos, ",\n");
	if (!len)
		return 0;
	snprintf(item, ITEM_MAX, "%.*s", (int)len, *pos);
	*from = item;
	*to = NULL;
	if (len >= ITEM_MAX)
		return -EINVAL;
	*pos += len;
	*to = strchr(item, '-');
	if (*to)
		*(*to)++ = '\0';
	*from = trim(item);
	if (*to)
		*to = trim(*to);
	return 1;
}

static int parse_id(const struct id_list *list, const char *text, struct ccw_id *id)
{
	const char *dot = strchr(text, '.');
	char full[CCW_ID_STRLEN];

	if (!list->with_sets || !dot || strchr(dot + 1, '.'))
		return ccw_id_parse(text, id);
	if (snprintf(full, sizeof(full), "0.%s", text) >= (int)sizeof(full))
		return -EINVAL;
	return ccw_id_parse(full, id);
}

int id_list_add(struct id_list *list, const char *text, char *bad, size_t size)
{
	char item[ITEM_MAX], *from, *to;
	struct id_range range, *grown;
	int rc;

	while ((rc = next_item(&text, item, &from, &to)) > 0) {
		/* a dash and nothing behind: the other end is to blame, as ever */
		if (parse_id(list, from, &range.from) || (to && !*to)) {
			snprintf(bad, size, "%s", from);
			return -EINVAL;
		}
		range.to = range.from;
		if (to && parse_id(list, to, &range.to)) {
			snprintf(bad, size, "%s", to);
			return -EINVAL;
		}
		snprintf(range.text, sizeof(range.text), "%s%s%s", from, to ? "-" : "",
			 to ? to : "");
		grown = reallocarray(list->range, list->n + 1, sizeof(range));
		if (!grown)
			return -ENOMEM;
		list->range = grown;
		list->range[list->n++] = range;
	}
	if (rc < 0)
		snprintf(bad, size, "%s", item);
	return rc;
}

bool id_range_has(const struct id_range *range, struct ccw_id id)
{
	return ccw_id_cmp(range->from, id) <= 0 && ccw_id_cmp(id, range->to) <= 0;
}

/* Nearly all are of one id, and there may be as many as devices. */
static bool is_one(const struct id_range *range)
{
	return !ccw_id_cmp(range->from, range->to);
}

bool id_range_has_device(const struct id_range *range, const struct ccw_snapshot *snap)
{
	const struct ccw_device *dev;

	if (is_one(range))
		return ccw_snapshot_get_device(snap, range->from);
	ccw_snapshot_foreach_device(snap, dev)
		if (id_range_has(range, ccw_device_get_id(dev)))
			return true;
	return false;
}

bool id_range_has_subchannel(const struct id_range *range, const struct ccw_snapshot *snap)
{
	const struct ccw_subchannel *sch;

	if (is_one(range))
		return ccw_snapshot_get_subchannel(snap, range->from);
	ccw_snapshot_foreach_subchannel(snap, sch)
		if (id_range_has(range, ccw_subchannel_get_id(sch)))
			return true;
	return false;
}

void id_list_free(struct id_list *list)
{
	free(list->range);
}

int chpid_list_add(struct chpid_list *list, const char *text, char *bad, size_t size)
{
	char item[ITEM_MAX], *from, *to;
	struct chpid_range range, *grown;
	int rc;

	while ((rc = next_item(&text, item, &from, &to)) > 0) {
		if (ccw_chpid_parse(from, &range.from) || (to && !*to)) {
			snprintf(bad, size, "%s", from);
			return -EINVAL;
		}
		range.to = range.from;
		if (to && ccw_chpid_parse(to, &range.to)) {
			snprintf(bad, size, "%s", to);
			return -EINVAL;
		}
		grown = reallocarray(list->range, list->n + 1, sizeof(range));
		if (!grown)
			return -ENOMEM;
		list->range = grown;
		list->range[list->n++] = range;
	}
	if (rc < 0)
		snprintf(bad, size, "%s", item);
	return rc;
}

bool chpid_list_is_reversed(const struct chpid_list *list, size_t i)
{
	for (; i < list->n; i++)
		if (ccw_chpid_cmp(list->range[i].from, list->range[i].to) > 0)
			return true;
	return false;
}

bool chpid_list_has(const struct chpid_list *list, struct ccw_chpid id)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (ccw_chpid_cmp(list->range[i].from, id) <= 0 &&
		    ccw_chpid_cmp(id, list->range[i].to) <= 0)
			return true;
	return false;
}

void chpid_list_free(struct chpid_list *list)
{
	free(list->range);
}
