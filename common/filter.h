/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * filter.h - which subchannels, devices and channel paths to show
 */
#ifndef COMMON_FILTER_H
#define COMMON_FILTER_H

#include "chp_columns.h"
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

struct name_list {
	char **name;
	size_t n;
};

/* 0, or -ENOMEM. */
int name_list_add(struct name_list *list, const char *name);
/* It is empty then, and may be added to. */
void name_list_free(struct name_list *list);

/* A bit of struct filter's @sch_types beside those of enum ccw_subchannel_type. */
#define FILTER_DEFUNCT (1U << 31)

/*
 * struct filter - all of it must hold; the items of a list are alternatives
 * @devices, @subchannels: ids; none: all
 * @chpids: only subchannels using one of these; only these channel paths
 * @bare_chpids: the ids of @devices that can be read as those of channel paths
 * @drivers: only devices or subchannels bound to one of them
 * @sch_types: 1 << enum ccw_subchannel_type, %FILTER_DEFUNCT; 0: all
 * @availabilities: 1 << enum ccw_availability; 0: all
 * @online: 1: only online devices, 0: only offline ones, -1: all
 * @degraded: only with an installed path that is not usable
 * @single: only with exactly one usable path
 * @standby: only with an installed path that is in standby or reserved
 * @short_ids: only what can be shortened
 */
struct filter {
	struct id_list devices, subchannels;
	struct type_list devtypes, cutypes;
	struct chpid_list chpids, bare_chpids;
	struct name_list drivers;
	unsigned int sch_types, availabilities;
	int online;
	bool degraded, single, standby;
	bool short_ids;
};

/* Lets everything through. */
void filter_init(struct filter *filter);
void filter_free(struct filter *filter);

/* ---- subchannels and devices ---- */

/* What it has to look at. */
uint64_t filter_get_attrs(const struct filter *filter);
/* All but the ids, where the query has seen to them. */
bool filter_match(const struct filter *filter, const struct sch_row *row);
/* The same with the ids. */
bool filter_match_all(const struct filter *filter, const struct sch_row *row);

/* ---- channel paths ---- */

/* What it has to look at there. */
uint64_t filter_get_chpath_attrs(const struct filter *filter);
/*
 * filter_match_chpath - is the channel path to be shown
 *
 * online, offline: it is varied on, or off. standby: in standby, or reserved. single: an
 * online device has no other usable path; row->usage tells. type=1b: its type; only
 * those without a model, up to ff, can be meant. chpid= and bare CHPIDs: its id.
 * Whatever else a filter says is about devices and subchannels, and leaves channel
 * paths alone: "0.0.4711 boxed" shows all of them.
 */
bool filter_match_chpath(const struct filter *filter, const struct chp_row *row);

/* ---- filters as people type them ---- */

enum filter_arg {
	FILTER_ARG_NONE,
	FILTER_ARG_TYPES,
	FILTER_ARG_CHPIDS,
	FILTER_ARG_DRIVERS,
	FILTER_ARG_SUBCHANNELS,
};

/* "TYPE[/MODEL],..." and the like, for help; NULL for FILTER_ARG_NONE. */
const char *filter_arg_get_name(enum filter_arg arg);

/*
 * struct filter_word - a word, for completion and help
 * @name: without "=" and what is behind it; NULL: after the last
 * @add, @what: filter_words.c's own
 */
struct filter_word {
	const char *name;
	enum filter_arg arg;
	const char *help;
	int (*add)(struct filter *filter, const struct filter_word *word,
		   const char *value, char *message, size_t size);
	unsigned int what;
};

extern const struct filter_word filter_words[];

/*
 * filter_add_words - "online degraded type=3390 0.0.4711-4720"
 * @message: receives, with -EINVAL, a sentence that says which word is wrong, and why
 *
 * Blank-separated words of filter_words[], in any case, and bare ids of devices, ranges
 * and lists of them; "0.3a", which is none of a device, is short for chpid=0.3a. All of
 * them must hold, but ids are alternatives, and so are types, control unit types, CHPIDs,
 * drivers, types of subchannels and availabilities. No words: nothing is added.
 *
 * Return: 0; -EINVAL; -ENOMEM. After a failure, @filter is good for filter_free() only.
 */
int filter_add_words(struct filter *filter, const char *words, char *message,
		     size_t size);

#endif
