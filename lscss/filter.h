/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * filter.h - which subchannels and devices to list
 */
#ifndef LSCSS_FILTER_H
#define LSCSS_FILTER_H

#include "idlist.h"
#include "sch_columns.h"

/* TYPE or TYPE/MODEL */
struct type_filter {
	uint16_t type;
	uint8_t model;
	bool any_model;
};

struct type_list {
	struct type_filter *type;
	size_t n;
};

/* As id_list_add(), for "3390,1732/01". */
int type_list_add(struct type_list *list, const char *text, char *bad, size_t size);

/*
 * struct filter
 * @ids: of subchannels, or of devices if @ids_of_devices; none: all
 * @online: 1: only online devices, 0: only offline ones, -1: all
 * @degraded: only with an installed path that is not usable
 * @driver: only devices or subchannels bound to it
 * @short_ids: only what can be shortened
 */
struct filter {
	struct id_list ids;
	bool ids_of_devices;
	struct type_list devtypes, cutypes;
	struct chpid_list chpids;
	int online;
	bool degraded;
	bool short_ids;
	const char *driver;
};

/* What it has to look at. */
uint64_t filter_get_attrs(const struct filter *filter);
/* All but the ids, which the query has seen to. */
bool filter_match(const struct filter *filter, const struct sch_row *row);

#endif
