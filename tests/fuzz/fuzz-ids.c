// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz-ids.c - any bytes as an id, a list of ids, a list of device types, words of a filter
 */
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "fuzz.h"
#include "idlist.h"
#include "parse.h"

static void try_ids(const char *text)
{
	struct ccw_id id, id_again;
	struct ccw_chpid chpid, chpid_again;
	char buf[CCW_ID_STRLEN];

	if (!ccw_id_parse(text, &id) &&
	    (ccw_id_parse(ccw_id_format(id, buf), &id_again) || ccw_id_cmp(id, id_again)))
		abort();
	if (!ccw_chpid_parse(text, &chpid) &&
	    (ccw_chpid_parse(ccw_chpid_format(chpid, buf), &chpid_again) ||
	     ccw_chpid_cmp(chpid, chpid_again)))
		abort();
	if (!parse_canonical_id(text, &id) && strcmp(ccw_id_format(id, buf), text))
		abort();
}

static void try_lists(const char *text)
{
	struct chpid_list chpids = { .n = 0 };
	struct type_list types = { .n = 0 };
	struct id_list ids = { .n = 0 };
	char bad[16];

	if (id_list_add(&ids, text, bad, sizeof(bad)) && strlen(bad) >= sizeof(bad))
		abort();
	chpid_list_add(&chpids, text, bad, sizeof(bad));
	type_list_add(&types, text, bad, sizeof(bad));
	id_list_free(&ids);
	chpid_list_free(&chpids);
	free(types.type);
}

static void try_filter(const char *text)
{
	struct filter filter;
	char message[80] = "";
	int rc;

	filter_init(&filter);
	rc = filter_add_words(&filter, text, message, sizeof(message));
	if (!rc != !*message)
		abort();
	filter_free(&filter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	try_ids(text);
	try_lists(text);
	try_filter(text);
	free(text);
	return 0;
}
