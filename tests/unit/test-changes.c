// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-changes.c - in which columns objects differ between two snapshots
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "changes.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *old, *new;
	struct columns columns;
	struct changes changes;
	char lines[1024];
};

/* "device 208f online yes>no;", the ids without "0.0." or "0." */
static void note(void *data, const struct object_change *change)
{
	struct fixture *f = data;
	size_t len = strlen(f->lines);
	struct cell before, after;
	char id[CCW_ID_STRLEN];

	snprintf(f->lines + len, sizeof(f->lines) - len, "%s %s %s %s>%s;",
		 ccw_kind_get_name(change->object->kind),
		 strrchr(format_object_id(change->object, id), '.') + 1,
		 change->column ? change->column->name : object_change_get_event(change),
		 object_change_show_before(change, &before),
		 object_change_show_after(change, &after));
	if (change->column)
		assert_string_equal(object_change_get_event(change), "changed");
	assert_true(change->column || !change->before || !change->after);
}

/* Two disks on paths 2a and 3a, and a console on 4a. */
static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "online", "1");
	tree_add_chpath(f->root, "0.4a", "online", "1");
	tree_add_subchannel(f->root, "0.0.0001", "0.0.0191", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	tree_add_subchannel(f->root, "0.0.0002", "0.0.0192", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	tree_add_subchannel(f->root, "0.0.0003", "0.0.0009", "4a 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->old), 0);
	f->changes.columns = &f->columns;
	f->changes.tell = note;
	f->changes.tell_data = f;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_snapshot_free(f->old);
	ccw_snapshot_free(f->new);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

typedef int find_fn(const struct changes *changes, const struct ccw_diff *diff,
		    const struct ccw_snapshot *old_snap,
		    const struct ccw_snapshot *new_snap);

static const char *find(struct fixture *f, find_fn *fn, const char *columns)
{
	struct ccw_diff *diff;
	char bad[16];

	f->columns.all = fn == changes_of_chpaths ? chp_columns : sch_columns;
	assert_int_equal(columns_choose(&f->columns, columns, bad, sizeof(bad)), 0);
	ccw_snapshot_free(f->new);
	f->new = NULL;
	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->new), 0);
	assert_int_equal(ccw_diff_new(f->old, f->new, &diff), 0);
	f->lines[0] = '\0';
	assert_int_equal(fn(&f->changes, diff, f->old, f->new), 0);
	ccw_diff_free(diff);
	return f->lines;
}

static void test_nothing(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(find(f, changes_of_subchannels, "device,online,vpm,usable"),
			    "");
	assert_string_equal(find(f, changes_of_chpaths, "vary,online"), "");
}

/* The device has its own columns, the subchannel the others. */
static void test_whose_column(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/0.0.0002/vpm", "40\n");
	tree_write(f->root, "devices/css0/0.0.0002/0.0.0192/availability", "boxed\n");
	tree_write(f->root, "devices/css0/0.0.0001/0.0.0191/online", "0\n");
	assert_string_equal(find(f, changes_of_subchannels, "online,vpm,availability"),
			    "subchannel 0002 vpm c0>40;device 0191 online yes>no;"
			    "device 0192 availability good>boxed;");
	/* of a device that is offline, no path is found not verified */
	assert_string_equal(find(f, changes_of_subchannels, "unusable"),
			    "subchannel 0002 unusable ->0.2a:n/verif;");
	assert_string_equal(find(f, changes_of_subchannels, "pim,devtype"), "");
}

/* Columns of subchannels that are made of the state of a path. */
static void test_users_of_a_path(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/chp0.3a/status", "offline\n");
	assert_string_equal(find(f, changes_of_subchannels, "paths,online"),
			    "subchannel 0001 paths ++......>+v......;"
			    "subchannel 0002 paths ++......>+v......;");
	assert_string_equal(find(f, changes_of_subchannels, "pam,vpm,online"), "");
	assert_string_equal(find(f, changes_of_chpaths, "vary,cfg,depend"),
			    "chpath 2a depend 0>2;chpath 3a vary 1>0;");
}

static void test_come_and_go(void **state)
{
	struct fixture *f = *state;

	tree_remove(f->root, "bus/css/devices/0.0.0003");
	tree_remove(f->root, "bus/ccw/devices/0.0.0009");
	tree_add_subchannel(f->root, "0.0.0004", NULL, "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "00");
	tree_add_chpath(f->root, "0.5a", "online", "1");
	assert_string_equal(find(f, changes_of_subchannels, "chpids,online"),
			    "subchannel 0003 vanished chpids=0.4a>-;"
			    "subchannel 0004 appeared ->chpids=0.2a,0.3a;"
			    "device 0009 vanished online=yes>-;");
	assert_string_equal(find(f, changes_of_subchannels, "linux"),
			    "subchannel 0003 vanished ->-;subchannel 0004 appeared ->-;"
			    "device 0009 vanished ->-;");
	assert_string_equal(find(f, changes_of_chpaths, "vary,type,devices"),
			    "chpath 4a devices 1>0;"
			    "chpath 5a appeared ->vary=1 type=1b devices=0;");
}

static bool is_online(void *data, const void *row)
{
	const struct sch_row *sch_row = row;
	bool online;

	return sch_row->dev && !ccw_device_get_online(sch_row->dev, &online) && online;
}

static bool has_usage(void *data, const void *row)
{
	const struct chp_row *chp_row = row;

	assert_non_null(chp_row->usage);
	return chp_row->usage->devices;
}

/* What is of interest before or after is told of. */
static void test_wanted(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/0.0.0001/0.0.0191/online", "0\n");
	tree_write(f->root, "devices/css0/0.0.0002/vpm", "40\n");
	tree_write(f->root, "devices/css0/chp0.2a/status", "offline\n");
	tree_add_chpath(f->root, "0.5a", "online", "1");
	f->changes.wanted = is_online;
	assert_string_equal(find(f, changes_of_subchannels, "online,vpm"),
			    "subchannel 0002 vpm c0>40;device 0191 online yes>no;");
	f->changes.wanted = has_usage;
	f->changes.with_usage = true;
	assert_string_equal(find(f, changes_of_chpaths, "vary"), "chpath 2a vary 1>0;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_whose_column, setup, teardown),
		cmocka_unit_test_setup_teardown(test_users_of_a_path, setup, teardown),
		cmocka_unit_test_setup_teardown(test_come_and_go, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wanted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
