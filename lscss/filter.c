// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * filter.c - which subchannels and devices to list
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"

/* 1 to @max hexadecimal digits, up to @end. */
static bool parse_hex_part(const char *text, const char *end, size_t max, unsigned int *val)
{
	size_t len = (size_t)(end - text);
	char digits[5], *stop;

	if (!len || len > max || !isxdigit((unsigned char)*text))
		return false;
	memcpy(digits, text, len);
	digits[len] = '\0';
	*val = (unsigned int)strtoul(digits, &stop, 16);
	return !*stop && !memchr(digits, 'x', len) && !memchr(digits, 'X', len);
}

static bool parse_type(const char *text, const char *end, struct type_filter *filter)
{
	unsigned int type, model = 0;
	const char *slash;

	while (text < end && isspace((unsigned char)*text))
		text++;
	while (end > text && isspace((unsigned char)end[-1]))
		end--;
	slash = memchr(text, '/', (size_t)(end - text));
	if (!parse_hex_part(text, slash ? slash : end, 4, &type) ||
	    (slash && !parse_hex_part(slash + 1, end, 2, &model)))
		return false;
	*filter = (struct type_filter){ .type = type, .model = model, .any_model = !slash };
	return true;
}

int type_list_add(struct type_list *list, const char *text, char *bad, size_t size)
{
	struct type_filter filter, *grown;
	size_t len;

	for (; *text; text += len + !!text[len]) {
		len = strcspn(text, ",");
		if (!len)
			continue;
		if (!parse_type(text, text + len, &filter)) {
			snprintf(bad, size, "%.*s", (int)len, text);
			return -EINVAL;
		}
		grown = reallocarray(list->type, list->n + 1, sizeof(filter));
		if (!grown)
			return -ENOMEM;
		list->type = grown;
		list->type[list->n++] = filter;
	}
	return 0;
}

static bool type_list_has(const struct type_list *list, uint16_t type, uint8_t model)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (list->type[i].type == type &&
		    (list->type[i].any_model || list->type[i].model == model))
			return true;
	return !list->n;
}

uint64_t filter_get_attrs(const struct filter *filter)
{
	uint64_t attrs = CCW_ATTR(CCW_SCH_TYPE);

	if (filter->devtypes.n || filter->cutypes.n)
		attrs |= CCW_ATTR(CCW_DEV_IDENTITY);
	if (filter->online >= 0)
		attrs |= CCW_ATTR(CCW_DEV_ONLINE);
	if (filter->chpids.n)
		attrs |= CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM);
	if (filter->degraded)
		attrs |= CCW_ATTRS_PATH_STATE;
	if (filter->driver)
		attrs |= CCW_ATTR(CCW_DEV_DRIVER) | CCW_ATTR(CCW_SCH_DRIVER);
	if (filter->short_ids)
		attrs |= CCW_ATTR(CCW_SCH_DEV_BUSID);
	return attrs;
}

static bool match_types(const struct filter *filter, const struct ccw_device *dev)
{
	struct ccw_identity identity;

	if (!filter->devtypes.n && !filter->cutypes.n)
		return true;
	return dev && !ccw_device_get_identity(dev, &identity) &&
	       type_list_has(&filter->devtypes, identity.dev_type, identity.dev_model) &&
	       type_list_has(&filter->cutypes, identity.cu_type, identity.cu_model);
}

static bool match_online(const struct filter *filter, const struct ccw_device *dev)
{
	bool online;

	if (filter->online < 0)
		return true;
	return dev && !ccw_device_get_online(dev, &online) && online == filter->online;
}

static bool match_chpids(const struct filter *filter, const struct ccw_subchannel *sch)
{
	size_t i;

	if (!filter->chpids.n)
		return true;
	for (i = 0; sch && i < filter->chpids.n; i++)
		if (ccw_subchannel_uses_chpids(sch, filter->chpids.range[i].from,
					       filter->chpids.range[i].to))
			return true;
	return false;
}

static bool match_driver(const struct filter *filter, const struct sch_row *row)
{
	const char *driver;

	if (!filter->driver)
		return true;
	if (row->dev && !ccw_device_get_driver(row->dev, &driver) &&
	    !strcmp(driver, filter->driver))
		return true;
	return row->sch && !ccw_subchannel_get_driver(row->sch, &driver) &&
	       !strcmp(driver, filter->driver);
}

static bool match_degraded(const struct filter *filter, const struct sch_row *row)
{
	struct ccw_paths paths;

	if (!filter->degraded)
		return true;
	return row->sch && !ccw_subchannel_get_paths(row->snap, row->sch, &paths) &&
	       (paths.installed & ~paths.usable);
}

static bool can_shorten(struct ccw_id id)
{
	return !id.cssid && !id.ssid;
}

/* "none" cannot be shortened, nothing at all can. */
static bool match_short(const struct filter *filter, const struct sch_row *row)
{
	struct ccw_id id;
	int rc;

	if (!filter->short_ids)
		return true;
	if (row->sch && !can_shorten(ccw_subchannel_get_id(row->sch)))
		return false;
	if (row->dev)
		return can_shorten(ccw_device_get_id(row->dev));
	if (ccw_subchannel_get_type(row->sch) != CCW_SUBCHANNEL_IO)
		return true;
	rc = ccw_subchannel_get_dev_busid(row->sch, &id);
	return rc ? rc != -ENODEV : can_shorten(id);
}

bool filter_match(const struct filter *filter, const struct sch_row *row)
{
	return match_types(filter, row->dev) && match_online(filter, row->dev) &&
	       match_chpids(filter, row->sch) && match_driver(filter, row) &&
	       match_degraded(filter, row) && match_short(filter, row);
}
