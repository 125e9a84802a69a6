// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-filter.c - words of a filter, and what they let through
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "filter.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct chp_usage *usage;
	char names[256];
};

/*
 * 1: two usable paths. 2: one of two varied off. 3: boxed, offline, one path on standby.
 * 4: another type, its only path. 5: no device. 6: CHSC. 1.0: another set. 0.0.9999 is
 * defunct.
 */
static void make_tree(const char *root)
{
	tree_add_chpath(root, "0.2a", "online", "1");
	tree_add_chpath(root, "0.3a", "offline", "1");
	tree_add_chpath(root, "0.4a", "online", "0");
	tree_add_chpath(root, "0.5a", "online", "1");
	tree_write(root, "devices/css0/chp0.5a/type", "11\n");
	tree_add_subchannel(root, "0.0.0001", "0.0.4711", "2a 5a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	tree_add_subchannel(root, "0.0.0002", "0.0.4712", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "80");
	tree_add_subchannel(root, "0.0.0003", "0.0.003a", "2a 4a 5a 00 00 00 00 00",
			    "e0 e0 ff", "00");
	tree_write(root, "devices/css0/0.0.0003/0.0.003a/availability", "boxed\n");
	tree_write(root, "devices/css0/0.0.0003/0.0.003a/online", "0\n");
	tree_add_subchannel(root, "0.0.0004", "0.0.0190", "5a 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	tree_write(root, "devices/css0/0.0.0004/0.0.0190/modalias",
		   "ccw:t1731m01dt1732dm01\n");
	tree_link(root, "devices/css0/0.0.0004/0.0.0190/driver",
		  "../../../../bus/ccw/drivers/qeth");
	tree_write(root, "devices/css0/0.0.0004/0.0.0190/availability", "no path\n");
	tree_add_subchannel(root, "0.0.0005", NULL, "2a 00 00 00 00 00 00 00", "80 80 ff",
			    "00");
	tree_link(root, "devices/css0/0.0.0005/driver",
		  "../../../bus/css/drivers/io_subchannel");
	tree_add_subchannel(root, "0.0.0006", NULL, "00 00 00 00 00 00 00 00", "00 00 ff",
			    NULL);
	tree_write(root, "devices/css0/0.0.0006/type", "1\n");
	tree_add_subchannel(root, "0.1.0000", "0.1.4711", "2a 5a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	tree_write(root, "devices/css0/defunct/0.0.9999/online", "0\n");
	tree_link(root, "bus/ccw/devices/0.0.9999",
		  "../../../devices/css0/defunct/0.0.9999");
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	make_tree(f->root);
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->usage);
	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* With the attributes the filter asks for, and no others. */
static void take(struct fixture *f, uint64_t attrs)
{
	struct ccw_query *query;

	free(f->usage);
	f->usage = NULL;
	ccw_snapshot_free(f->snap);
	f->snap = NULL;
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, attrs);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
}

static void parse(struct filter *filter, const char *words)
{
	char message[400] = "";

	filter_init(filter);
	if (filter_add_words(filter, words, message, sizeof(message)))
		fail_msg("'%s': %s", words, message);
	assert_string_equal(message, "");
}

static void note(struct fixture *f, const char *name)
{
	if (*f->names)
		strcat(f->names, " ");
	strcat(f->names, name);
}

/* The subchannels, and the defunct devices in parentheses, that are shown. */
static const char *shown(struct fixture *f, const char *words)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	struct filter filter;
	char id[CCW_ID_STRLEN], name[CCW_ID_STRLEN + 2];

	f->names[0] = '\0';
	parse(&filter, words);
	take(f, filter_get_attrs(&filter));
	ccw_snapshot_foreach_subchannel(f->snap, sch) {
		struct sch_row row = { f->snap, sch, ccw_subchannel_get_device(sch),
				       false };

		if (filter_match_all(&filter, &row))
			note(f, ccw_id_format(ccw_subchannel_get_id(sch), id) + 2);
	}
	ccw_snapshot_foreach_device(f->snap, dev) {
		struct sch_row row = { f->snap, NULL, dev, false };

		if (ccw_device_get_subchannel(dev) || !filter_match_all(&filter, &row))
			continue;
		snprintf(name, sizeof(name), "(%s)",
			 ccw_id_format(ccw_device_get_id(dev), id));
		note(f, name);
	}
	filter_free(&filter);
	return f->names;
}

static const char *shown_paths(struct fixture *f, const char *words)
{
	const struct ccw_chpath *chp;
	struct filter filter;
	char id[CCW_ID_STRLEN];
	size_t i = 0;

	f->names[0] = '\0';
	parse(&filter, words);
	take(f, filter_get_chpath_attrs(&filter));
	f->usage = chp_usage_count(f->snap);
	ccw_snapshot_foreach_chpath(f->snap, chp) {
		struct chp_row row = { chp, &f->usage[i++] };

		if (filter_match_chpath(&filter, &row))
			note(f, ccw_chpid_format(ccw_chpath_get_id(chp), id) + 2);
	}
	filter_free(&filter);
	return f->names;
}

#define ALL "0.0001 0.0002 0.0003 0.0004 0.0005 0.0006 1.0000 (0.0.9999)"

static void test_nothing(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown(f, ""), ALL);
	assert_string_equal(shown(f, " \t "), ALL);
	assert_string_equal(shown_paths(f, ""), "2a 3a 4a 5a");
}

static void test_states(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown(f, "online"), "0.0001 0.0002 0.0004 1.0000");
	assert_string_equal(shown(f, "OffLine"), "0.0003 (0.0.9999)");
	assert_string_equal(shown(f, "degraded"), "0.0002 0.0003");
	assert_string_equal(shown(f, "single"), "0.0002 0.0004 0.0005");
	assert_string_equal(shown(f, "standby"), "0.0003");
	assert_string_equal(shown(f, "boxed"), "0.0003");
	assert_string_equal(shown(f, "no-path"), "0.0004");
	assert_string_equal(shown(f, "no-device"), "");
	assert_string_equal(shown(f, "boxed no-path"), "0.0003 0.0004");
	/* all must hold */
	assert_string_equal(shown(f, "degraded online"), "0.0002");
	assert_string_equal(shown(f, "degraded single offline"), "");
}

static void test_types(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown(f, "io"), "0.0001 0.0002 0.0003 0.0004 0.0005 1.0000");
	assert_string_equal(shown(f, "chsc"), "0.0006");
	assert_string_equal(shown(f, "eadm"), "");
	assert_string_equal(shown(f, "message"), "");
	assert_string_equal(shown(f, "defunct"), "(0.0.9999)");
	assert_string_equal(shown(f, "chsc defunct"), "0.0006 (0.0.9999)");
	assert_string_equal(shown(f, "type=1732"), "0.0004");
	assert_string_equal(shown(f, "type=1732/02"), "");
	assert_string_equal(shown(f, "type=1732/02,3390/0c"),
			    "0.0001 0.0002 0.0003 1.0000");
	assert_string_equal(shown(f, "type=1732 type=3390 offline"), "0.0003");
	assert_string_equal(shown(f, "cutype=1731/01"), "0.0004");
	assert_string_equal(shown(f, "cutype=3990 type=1732"), "");
}

static void test_ids(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown(f, "4711"), "0.0001");
	assert_string_equal(shown(f, "0.0.4711 0.1.4711"), "0.0001 1.0000");
	assert_string_equal(shown(f, "4711-4712"), "0.0001 0.0002");
	assert_string_equal(shown(f, "4712,0.1.0-0.1.ffff"), "0.0002 1.0000");
	assert_string_equal(shown(f, "9999"), "(0.0.9999)");
	assert_string_equal(shown(f, "sch=1,4-5"), "0.0001 0.0004 0.0005");
	assert_string_equal(shown(f, "sch=1-5 4711-5000"), "0.0001 0.0002");
	assert_string_equal(shown(f, "chpid=3a-4a"), "0.0002 0.0003");
	assert_string_equal(shown(f, "chpid=3a chpid=0.4a online"), "0.0002");
	/* a device, and not a channel path; and the other way round */
	assert_string_equal(shown(f, "3a"), "0.0003");
	assert_string_equal(shown(f, "0.3a"), "0.0002");
	assert_string_equal(shown(f, "driver=qeth"), "0.0004");
	assert_string_equal(shown(f, "driver=io_subchannel,qeth"), "0.0004 0.0005");
	assert_string_equal(shown(f, "driver=QETH"), "");
}

static void test_paths(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(shown_paths(f, "online"), "2a 4a 5a");
	assert_string_equal(shown_paths(f, "offline"), "3a");
	assert_string_equal(shown_paths(f, "standby"), "4a");
	assert_string_equal(shown_paths(f, "standby offline"), "");
	assert_string_equal(shown_paths(f, "single"), "2a 5a");
	assert_string_equal(shown_paths(f, "type=11"), "5a");
	assert_string_equal(shown_paths(f, "type=1b chpid=0.4a-0.ff"), "4a");
	assert_string_equal(shown_paths(f, "3a"), "3a");
	assert_string_equal(shown_paths(f, "0.3a 5a"), "3a 5a");
	assert_string_equal(shown_paths(f, "3a-4a"), "3a 4a");
	/* of devices and subchannels */
	assert_string_equal(
		shown_paths(f, "4711 boxed degraded type=3390 type=11/01 sch=1 io "
			       "driver=qeth cutype=3990"),
		"2a 3a 4a 5a");
}

static void refused(const char *words, const char *message)
{
	struct filter filter;
	char text[400] = "";

	filter_init(&filter);
	assert_int_equal(filter_add_words(&filter, words, text, sizeof(text)), -EINVAL);
	filter_free(&filter);
	if (strncmp(text, message, strlen(message)))
		fail_msg("'%s': %s", words, text);
}

static void test_refused(void **state)
{
	refused("online bxed",
		"Unknown word 'bxed', possible are: online offline degraded ");
	refused("foo=bar", "Unknown word 'foo'");
	refused("=3a", "Unknown word ''");
	refused("type=33900", "'33900' of 'type' is no type");
	refused("cutype=39x", "'39x' of 'cutype' is no type");
	refused("chpid=123", "'123' is no channel-path id");
	refused("sch=0.0.12345", "'0.0.12345' is no bus id");
	refused("4711-", "Unknown word '4711-'");
	refused("4720-4711", "The range '4720-4711' is reversed");
	refused("sch=1,3-2", "The range '3-2' is reversed");
	refused("chpid=4-3", "The range '4-3' is reversed");
	refused("0.4-0.3", "The range '0.4-0.3' is reversed");
	refused("online offline", "'online' and 'offline' exclude each other");
	refused("offline online", "'online' and 'offline' exclude each other");
	refused("online=1", "Nothing can be behind 'online'");
	refused("type", "'type=' needs TYPE[/MODEL],... behind it");
	refused("driver=", "'driver=' needs NAME,... behind it");
	refused("chpid=,", "'chpid=' needs CHPID,FROM-TO,... behind it");
	refused(",", "Unknown word ','");
}

/* Each word is named by the message, unless there is no room for it. */
static void test_message(void **state)
{
	const struct filter_word *word;
	struct filter filter;
	char text[400], name[32], tiny[12];

	filter_init(&filter);
	filter_add_words(&filter, "none", text, sizeof(text));
	for (word = filter_words; word->name; word++) {
		snprintf(name, sizeof(name), " %s%s", word->name, word->arg ? "=" : "");
		assert_non_null(strstr(text, name));
		assert_true(!word->arg == !filter_arg_get_name(word->arg));
	}
	assert_non_null(strstr(text, " and ids, such as 4711-4720 or 0.3a"));
	assert_int_equal(filter_add_words(&filter, "none", tiny, sizeof(tiny)), -EINVAL);
	assert_string_equal(tiny, "Unknown wor");
	filter_free(&filter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_states, setup, teardown),
		cmocka_unit_test_setup_teardown(test_types, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ids, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
