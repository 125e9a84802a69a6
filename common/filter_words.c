// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * filter_words.c - filters as people type them
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "filter.h"

/* What separates words. */
#define BLANKS " \t\n\r\v\f"

static int __attribute__((format(printf, 3, 4)))
refuse(char *message, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, size, fmt, ap);
	va_end(ap);
	return -EINVAL;
}

const char *filter_arg_get_name(enum filter_arg arg)
{
	static const char *const names[] = {
		[FILTER_ARG_TYPES] = "TYPE[/MODEL],...",
		[FILTER_ARG_CHPIDS] = "CHPID,FROM-TO,...",
		[FILTER_ARG_DRIVERS] = "NAME,...",
		[FILTER_ARG_SUBCHANNELS] = "ID,FROM-TO,...",
	};

	return arg < sizeof(names) / sizeof(*names) ? names[arg] : NULL;
}

/* ---- what a word does ---- */

enum {
	WORD_DEGRADED,
	WORD_SINGLE,
	WORD_STANDBY,
	WORD_TYPE,
	WORD_CUTYPE,
};

static int add_online(struct filter *filter, const struct filter_word *word,
		      const char *value, char *message, size_t size)
{
	if (filter->online == !word->what)
		return refuse(message, size, "'online' and 'offline' exclude each other");
	filter->online = (int)word->what;
	return 0;
}

static int add_paths(struct filter *filter, const struct filter_word *word,
		     const char *value, char *message, size_t size)
{
	filter->degraded |= word->what == WORD_DEGRADED;
	filter->single |= word->what == WORD_SINGLE;
	filter->standby |= word->what == WORD_STANDBY;
	return 0;
}

static int add_availability(struct filter *filter, const struct filter_word *word,
			    const char *value, char *message, size_t size)
{
	filter->availabilities |= 1U << word->what;
	return 0;
}

static int add_sch_type(struct filter *filter, const struct filter_word *word,
			const char *value, char *message, size_t size)
{
	filter->sch_types |= word->what;
	return 0;
}

static int add_types(struct filter *filter, const struct filter_word *word,
		     const char *value, char *message, size_t size)
{
	struct type_list *list =
		word->what == WORD_TYPE ? &filter->devtypes : &filter->cutypes;
	char bad[32];
	int rc;

	rc = type_list_add(list, value, bad, sizeof(bad));
	if (rc != -EINVAL)
		return rc;
	return refuse(message, size, "'%s' of '%s' is no type, such as 3390 or 3390/0c",
		      bad, word->name);
}

static int add_chpids_to(struct chpid_list *list, const char *value, char *message,
			 size_t size)
{
	char bad[32];
	size_t i = list->n;
	int rc;

	rc = chpid_list_add(list, value, bad, sizeof(bad));
	if (rc == -EINVAL)
		return refuse(message, size,
			      "'%s' is no channel-path id, such as 3a or 0.3a-0.3f", bad);
	if (!rc && chpid_list_is_reversed(list, i))
		return refuse(message, size, "The range '%.32s' is reversed", value);
	return rc;
}

static int add_chpids(struct filter *filter, const struct filter_word *word,
		      const char *value, char *message, size_t size)
{
	return add_chpids_to(&filter->chpids, value, message, size);
}

static int add_ids_to(struct id_list *list, const char *value, char *message, size_t size)
{
	char bad[32];
	size_t i = list->n;
	int rc;

	rc = id_list_add(list, value, bad, sizeof(bad));
	if (rc == -EINVAL)
		return refuse(message, size,
			      "'%s' is no bus id, such as 0.0.4711 or 4711-4720", bad);
	for (; !rc && i < list->n; i++)
		if (ccw_id_cmp(list->range[i].from, list->range[i].to) > 0)
			return refuse(message, size, "The range '%s' is reversed",
				      list->range[i].text);
	return rc;
}

static int add_subchannels(struct filter *filter, const struct filter_word *word,
			   const char *value, char *message, size_t size)
{
	return add_ids_to(&filter->subchannels, value, message, size);
}

static int add_drivers(struct filter *filter, const struct filter_word *word,
		       const char *value, char *message, size_t size)
{
	char *names = strdup(value), *next = names, *name;
	int rc = names ? 0 : -ENOMEM;

	while (!rc && (name = strsep(&next, ",")))
		if (*name)
			rc = name_list_add(&filter->drivers, name);
	free(names);
	return rc;
}

const struct filter_word filter_words[] = {
	{ "online", FILTER_ARG_NONE, "online devices; channel paths that are varied on",
	  add_online, 1 },
	{ "offline", FILTER_ARG_NONE,
	  "offline devices; channel paths that are varied off", add_online, 0 },
	{ "degraded", FILTER_ARG_NONE, "with an installed path that is not usable",
	  add_paths, WORD_DEGRADED },
	{ "single", FILTER_ARG_NONE,
	  "with one usable path only; channel paths that are the only one of a device",
	  add_paths, WORD_SINGLE },
	{ "standby", FILTER_ARG_NONE,
	  "channel paths in standby or reserved, and their users", add_paths,
	  WORD_STANDBY },
	{ "boxed", FILTER_ARG_NONE, "devices reserved by another system",
	  add_availability, CCW_AVAIL_BOXED },
	{ "no-path", FILTER_ARG_NONE, "devices that no path leads to", add_availability,
	  CCW_AVAIL_NO_PATH },
	{ "no-device", FILTER_ARG_NONE, "devices that do not answer", add_availability,
	  CCW_AVAIL_NO_DEVICE },
	{ "defunct", FILTER_ARG_NONE, "devices without a subchannel", add_sch_type,
	  FILTER_DEFUNCT },
	{ "io", FILTER_ARG_NONE, "I/O subchannels", add_sch_type,
	  1U << CCW_SUBCHANNEL_IO },
	{ "chsc", FILTER_ARG_NONE, "CHSC subchannels", add_sch_type,
	  1U << CCW_SUBCHANNEL_CHSC },
	{ "message", FILTER_ARG_NONE, "message subchannels", add_sch_type,
	  1U << CCW_SUBCHANNEL_MESSAGE },
	{ "eadm", FILTER_ARG_NONE, "EADM subchannels", add_sch_type,
	  1U << CCW_SUBCHANNEL_EADM },
	{ "type", FILTER_ARG_TYPES, "device types; types of channel paths, such as 1b",
	  add_types, WORD_TYPE },
	{ "cutype", FILTER_ARG_TYPES, "control unit types", add_types, WORD_CUTYPE },
	{ "chpid", FILTER_ARG_CHPIDS, "channel paths, and what uses them", add_chpids,
	  0 },
	{ "driver", FILTER_ARG_DRIVERS, "drivers of devices or subchannels", add_drivers,
	  0 },
	{ "sch", FILTER_ARG_SUBCHANNELS, "ids of subchannels", add_subchannels, 0 },
	{ NULL, FILTER_ARG_NONE, NULL, NULL, 0 },
};

/* ---- words ---- */

static int refuse_word(const char *text, char *message, size_t size)
{
	const struct filter_word *word;
	size_t len;

	len = (size_t)snprintf(message, size,
			       "Unknown word '%.32s', possible are:", text);
	for (word = filter_words; word->name && len < size; word++)
		len += (size_t)snprintf(message + len, size - len, " %s%s", word->name,
					word->arg ? "=" : "");
	if (len < size)
		snprintf(message + len, size - len,
			 " and ids, such as 4711-4720 or 0.3a");
	return -EINVAL;
}

/* A list of CHPIDs, and of nothing else. */
static bool are_chpids(const char *text)
{
	struct chpid_list list = { .n = 0 };
	char bad[8];
	bool are;

	are = !chpid_list_add(&list, text, bad, sizeof(bad)) && list.n;
	chpid_list_free(&list);
	return are;
}

static bool are_ids(const char *text)
{
	struct id_list list = { .n = 0 };
	char bad[8];
	bool are;

	are = !id_list_add(&list, text, bad, sizeof(bad)) && list.n;
	id_list_free(&list);
	return are;
}

static int add_bare_ids(struct filter *filter, const char *text, char *message,
			size_t size)
{
	int rc;

	if (!are_ids(text))
		return are_chpids(text)
			       ? add_chpids_to(&filter->chpids, text, message, size)
			       : refuse_word(text, message, size);
	rc = add_ids_to(&filter->devices, text, message, size);
	if (!rc && are_chpids(text))
		rc = add_chpids_to(&filter->bare_chpids, text, message, size);
	return rc;
}

/* @text is cut at its "=". */
static int add_word(struct filter *filter, char *text, char *message, size_t size)
{
	char *value = strchr(text, '=');
	const struct filter_word *word;

	if (value)
		*value++ = '\0';
	for (word = filter_words; word->name; word++)
		if (!strcasecmp(word->name, text))
			break;
	if (!word->name)
		return value ? refuse_word(text, message, size)
			     : add_bare_ids(filter, text, message, size);
	if (!word->arg && value)
		return refuse(message, size, "Nothing can be behind '%s'", word->name);
	if (word->arg && (!value || !value[strspn(value, ",")]))
		return refuse(message, size, "'%s=' needs %s behind it", word->name,
			      filter_arg_get_name(word->arg));
	return word->add(filter, word, value, message, size);
}

int filter_add_words(struct filter *filter, const char *words, char *message, size_t size)
{
	char *text = strdup(words), *next, *word;
	int rc = text ? 0 : -ENOMEM;

	if (text)
		for (word = strtok_r(text, BLANKS, &next); !rc && word;
		     word = strtok_r(NULL, BLANKS, &next))
			rc = add_word(filter, word, message, size);
	free(text);
	return rc;
}
