// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * filter.c - which subchannels, devices and channel paths to show
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"

/* 1 to @max hexadecimal digits, up to @end. */
static bool parse_hex_part(const char *text, const char *end, size_t max,
			   unsigned int *val)
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
	*filter =
		(struct type_filter){ .type = type, .model = model, .any_model = !slash };
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

int name_list_add(struct name_list *list, const char *name)
{
	char **grown = reallocarray(list->name, list->n + 1, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	list->name = grown;
	list->name[list->n] = strdup(name);
	if (!list->name[list->n])
		return -ENOMEM;
	list->n++;
	return 0;
}

void name_list_free(struct name_list *list)
{
	while (list->n)
		free(list->name[--list->n]);
	free(list->name);
	list->name = NULL;
}

static bool name_list_has(const struct name_list *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!strcmp(list->name[i], name))
			return true;
	return false;
}

void filter_init(struct filter *filter)
{
	*filter = (struct filter){ .online = -1 };
}

void filter_free(struct filter *filter)
{
	id_list_free(&filter->devices);
	id_list_free(&filter->subchannels);
	free(filter->devtypes.type);
	free(filter->cutypes.type);
	chpid_list_free(&filter->chpids);
	chpid_list_free(&filter->bare_chpids);
	name_list_free(&filter->drivers);
}

/* ---- subchannels and devices ---- */

uint64_t filter_get_attrs(const struct filter *filter)
{
	uint64_t attrs = CCW_ATTR(CCW_SCH_TYPE);

	if (filter->devtypes.n || filter->cutypes.n)
		attrs |= CCW_ATTR(CCW_DEV_IDENTITY);
	if (filter->online >= 0)
		attrs |= CCW_ATTR(CCW_DEV_ONLINE);
	if (filter->chpids.n)
		attrs |= CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM);
	if (filter->degraded || filter->single || filter->standby)
		attrs |= CCW_ATTRS_PATH_STATE;
	if (filter->availabilities)
		attrs |= CCW_ATTR(CCW_DEV_AVAILABILITY);
	if (filter->drivers.n)
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
	for (i = 0; i < filter->chpids.n; i++)
		if (ccw_subchannel_get_path_mask(sch, filter->chpids.range[i].from,
						 filter->chpids.range[i].to))
			return true;
	return false;
}

static bool match_driver(const struct filter *filter, const struct sch_row *row)
{
	const char *driver;

	if (!filter->drivers.n)
		return true;
	if (row->dev && !ccw_device_get_driver(row->dev, &driver) &&
	    name_list_has(&filter->drivers, driver))
		return true;
	return row->sch && !ccw_subchannel_get_driver(row->sch, &driver) &&
	       name_list_has(&filter->drivers, driver);
}

static bool match_paths(const struct filter *filter, const struct sch_row *row)
{
	struct ccw_paths paths;

	if (!filter->degraded && !filter->single && !filter->standby)
		return true;
	if (!row->sch || ccw_subchannel_get_paths(row->snap, row->sch, &paths))
		return false;
	return (!filter->degraded || (paths.installed & ~paths.usable)) &&
	       (!filter->single || __builtin_popcount(paths.usable) == 1) &&
	       (!filter->standby || paths.standby);
}

static bool match_sch_type(const struct filter *filter, const struct ccw_subchannel *sch)
{
	unsigned int type;

	if (!filter->sch_types)
		return true;
	if (!sch)
		return filter->sch_types & FILTER_DEFUNCT;
	type = ccw_subchannel_get_type(sch);
	return type <= CCW_SUBCHANNEL_EADM && (filter->sch_types & (1U << type));
}

static bool match_availability(const struct filter *filter, const struct ccw_device *dev)
{
	enum ccw_availability avail;

	if (!filter->availabilities)
		return true;
	return dev && !ccw_device_get_availability(dev, &avail) &&
	       (filter->availabilities & (1U << avail));
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
	return match_sch_type(filter, row->sch) && match_types(filter, row->dev) &&
	       match_online(filter, row->dev) && match_availability(filter, row->dev) &&
	       match_chpids(filter, row->sch) && match_driver(filter, row) &&
	       match_paths(filter, row) && match_short(filter, row);
}

static bool id_list_has(const struct id_list *list, struct ccw_id id)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		if (id_range_has(&list->range[i], id))
			return true;
	return false;
}

bool filter_match_all(const struct filter *filter, const struct sch_row *row)
{
	if (filter->devices.n &&
	    (!row->dev || !id_list_has(&filter->devices, ccw_device_get_id(row->dev))))
		return false;
	if (filter->subchannels.n &&
	    (!row->sch ||
	     !id_list_has(&filter->subchannels, ccw_subchannel_get_id(row->sch))))
		return false;
	return filter_match(filter, row);
}

/* ---- channel paths ---- */

/* 3390 and 3390/0c are types of devices; of type 1b, there are channel paths only. */
static bool is_chpath_type(const struct type_filter *type)
{
	return type->any_model && type->type <= 0xff;
}

static bool names_chpath_types(const struct filter *filter)
{
	size_t i;

	for (i = 0; i < filter->devtypes.n; i++)
		if (is_chpath_type(&filter->devtypes.type[i]))
			return true;
	return false;
}

uint64_t filter_get_chpath_attrs(const struct filter *filter)
{
	uint64_t attrs = CCW_ATTR(CCW_CHP_STATUS);

	if (filter->standby)
		attrs |= CCW_ATTR(CCW_CHP_CONFIGURE);
	if (names_chpath_types(filter))
		attrs |= CCW_ATTR(CCW_CHP_TYPE);
	if (filter->single)
		attrs |= CHP_USAGE_ATTRS;
	return attrs;
}

static bool match_chpath_type(const struct filter *filter, const struct ccw_chpath *chp)
{
	uint8_t type;
	size_t i;

	if (!names_chpath_types(filter))
		return true;
	if (ccw_chpath_get_type(chp, &type))
		return false;
	for (i = 0; i < filter->devtypes.n; i++)
		if (is_chpath_type(&filter->devtypes.type[i]) &&
		    filter->devtypes.type[i].type == type)
			return true;
	return false;
}

static bool match_chpath_state(const struct filter *filter, const struct chp_row *row)
{
	bool on;

	if (filter->online >= 0 &&
	    (ccw_chpath_get_vary(row->chp, &on) || on != filter->online))
		return false;
	if (filter->standby && !ccw_chpath_is_standby(row->chp))
		return false;
	return !filter->single || (row->usage && row->usage->depend);
}

bool filter_match_chpath(const struct filter *filter, const struct chp_row *row)
{
	struct ccw_chpid id = ccw_chpath_get_id(row->chp);

	if ((filter->chpids.n || filter->bare_chpids.n) &&
	    !chpid_list_has(&filter->chpids, id) &&
	    !chpid_list_has(&filter->bare_chpids, id))
		return false;
	return match_chpath_type(filter, row->chp) && match_chpath_state(filter, row);
}
