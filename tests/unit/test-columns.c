// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-columns.c - columns of subchannels: the states of paths
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sch_columns.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

static void take(struct fixture *f, uint64_t attrs)
{
	struct ccw_query *query;

	ccw_snapshot_free(f->snap);
	f->snap = NULL;
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, attrs);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
}

static void get(struct fixture *f, const char *name, struct cell *cell)
{
	const struct ccw_subchannel *sch = ccw_snapshot_next_subchannel(f->snap, NULL);
	struct sch_row row = { f->snap, sch, ccw_subchannel_get_device(sch), false };

	assert_non_null(column_find(sch_columns, name));
	cell_get(cell, column_find(sch_columns, name), &row);
}

/* Seven paths with a state each; POM is against what is not usable, too. */
static void test_each_state(void **state)
{
	static const enum path_state want[CCW_PATHS_MAX] = {
		PATH_USABLE,	    PATH_NOT_OPERATIONAL, PATH_NOT_VERIFIED,
		PATH_NOT_AVAILABLE, PATH_VARIED_OFF,	  PATH_STANDBY,
		PATH_STANDBY,	    PATH_NOT_INSTALLED,
	};
	struct fixture *f = *state;
	enum path_state states[CCW_PATHS_MAX];
	struct cell cell;

	/* that it is not recognized says nothing against it */
	tree_add_chpath(f->root, "0.11", "online", "3");
	tree_add_chpath(f->root, "0.15", "offline", "1");
	tree_add_chpath(f->root, "0.16", "online", "0");
	tree_add_chpath(f->root, "0.17", "online", "2");
	tree_add_subchannel(f->root, "0.0.0000", "0.0.4711", "11 12 13 14 15 16 17 00",
			    "fe ee a0", "ce");
	take(f, CCW_ATTRS_PATH_STATE);
	assert_true(get_path_states(f->snap, ccw_snapshot_next_subchannel(f->snap, NULL),
				    states));
	assert_memory_equal(states, want, sizeof(want));
	get(f, "paths", &cell);
	assert_int_equal(cell.kind, CELL_TEXT);
	assert_string_equal(cell.text, "+onavss.");
	get(f, "unusable", &cell);
	assert_string_equal(
		cell.text,
		"0.13:n/verif 0.14:n/avail 0.15:off 0.16:standby 0.17:standby");
}

/* Of several reasons, the one that is to be seen to first. */
static void test_precedence(void **state)
{
	struct fixture *f = *state;
	struct cell cell;

	tree_add_chpath(f->root, "0.11", "offline", "0");
	tree_add_chpath(f->root, "0.12", "offline", "1");
	tree_add_chpath(f->root, "0.13", "online", "1");
	tree_add_subchannel(f->root, "0.0.0000", "0.0.4711", "11 12 13 00 00 00 00 00",
			    "e0 00 00", "00");
	take(f, CCW_ATTRS_PATH_STATE);
	get(f, "paths", &cell);
	assert_string_equal(cell.text, "sva.....");
	get(f, "unusable", &cell);
	assert_string_equal(cell.text, "0.11:standby 0.12:off 0.13:n/avail");
}

/* The longest lists there are: eight paths, in a css with an id of two digits. */
static void test_eight_paths(void **state)
{
	static const char dir[] = "devices/css1f/1f.0.0000";
	struct fixture *f = *state;
	char path[64];
	struct cell cell;

#define WRITE(name, text)                                         \
	do {                                                      \
		snprintf(path, sizeof(path), "%s/%s", dir, name); \
		tree_write(f->root, path, text);                  \
	} while (0)
	WRITE("type", "0\n");
	WRITE("chpids", "10 11 12 13 14 15 16 17 \n");
	WRITE("pimpampom", "ff 00 ff\n");
	WRITE("vpm", "00\n");
	WRITE("dev_busid", "none\n");
	tree_link(f->root, "bus/css/devices/1f.0.0000", "../../../devices/css1f/1f.0.0000");
	take(f, CCW_ATTRS_PATH_STATE);
	get(f, "chpids", &cell);
	assert_string_equal(cell.text, "10111213 14151617");
	assert_string_equal(cell.value,
			    "1f.10 1f.11 1f.12 1f.13 1f.14 1f.15 1f.16 1f.17");
	get(f, "unusable", &cell);
	assert_string_equal(cell.text,
			    "1f.10:n/avail 1f.11:n/avail 1f.12:n/avail 1f.13:n/avail "
			    "1f.14:n/avail 1f.15:n/avail 1f.16:n/avail 1f.17:n/avail");
}

static void test_not_known(void **state)
{
	struct fixture *f = *state;
	enum path_state states[CCW_PATHS_MAX];
	struct cell cell;

	tree_add_subchannel(f->root, "0.0.0000", NULL, "11 00 00 00 00 00 00 00",
			    "80 80 ff", "00");
	take(f, CCW_ATTR(CCW_SCH_PIMPAMPOM));
	assert_false(get_path_states(f->snap, ccw_snapshot_next_subchannel(f->snap, NULL),
				     states));
	get(f, "paths", &cell);
	assert_int_equal(cell.kind, CELL_NULL);
	tree_remove(f->root, "devices/css0/0.0.0000/pimpampom");
	take(f, CCW_ATTRS_PATH_STATE);
	get(f, "paths", &cell);
	assert_int_equal(cell.kind, CELL_NULL);
	get(f, "unusable", &cell);
	assert_int_equal(cell.kind, CELL_NULL);
}

/* No two states look the same, and each has a name. */
static void test_texts(void **state)
{
	int i, k;

	for (i = 0; i < PATH_STATES; i++) {
		assert_non_null(path_state_texts[i].name);
		assert_true(!path_state_texts[i].word == (i < PATH_NOT_VERIFIED));
		for (k = 0; k < i; k++)
			assert_int_not_equal(path_state_texts[i].letter,
					     path_state_texts[k].letter);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_state, setup, teardown),
		cmocka_unit_test_setup_teardown(test_precedence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_eight_paths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_known, setup, teardown),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
