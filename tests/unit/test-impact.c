// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-impact.c - what libccw says would happen to devices, networks and terminals
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "impact-fixture.h"
#include "tree.h"

/* ---- making trees ---- */

static void add_net(struct fixture *f, const char *name, const char *where, bool up)
{
	char path[256], target[256];

	snprintf(path, sizeof(path), "devices/%s/flags", where);
	tree_write(f->root, path, "%s\n", up ? "0x1003" : "0x1002");
	snprintf(path, sizeof(path), "class/net/%s", name);
	snprintf(target, sizeof(target), "../../devices/%s", where);
	tree_link(f->root, path, target);
}

/* A qeth group of three devices, @first to @first + 2. */
static void add_group(struct fixture *f, unsigned int first)
{
	char path[128], target[128];
	unsigned int i;

	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "devices/qeth/0.0.%04x/cdev%u", first, i);
		snprintf(target, sizeof(target), "../../css0/0.0.%04x/0.0.%04x",
			 (first + i) & 0xff, first + i);
		tree_link(f->root, path, target);
	}
	snprintf(path, sizeof(path), "bus/ccwgroup/devices/0.0.%04x", first);
	snprintf(target, sizeof(target), "../../../devices/qeth/0.0.%04x", first);
	tree_link(f->root, path, target);
}

static void write_dasd(struct fixture *f, unsigned int number, const char *alias,
		       const char *uid)
{
	char path[128];

	snprintf(path, sizeof(path), "devices/css0/0.0.%04x/0.0.%04x/alias",
		 number & 0xff, number);
	tree_write(f->root, path, "%s\n", alias);
	snprintf(path, sizeof(path), "devices/css0/0.0.%04x/0.0.%04x/uid", number & 0xff,
		 number);
	tree_write(f->root, path, "%s\n", uid);
}

/* ---- paths and fates ---- */

static void test_paths_left(void **state)
{
	struct ccw_chpid both[] = { { .id = 0x10 }, { .id = 0x11 } };
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0xc0, true, "dasd-eckd");
	add_device(f, 0x103, 0xe0, true, "dasd-eckd");
	add_device(f, 0x104, 0x60, true, "dasd-eckd");
	assert_string_equal(vary_off(f, 0x10), "0101 waits 80>00\n"
					       "0102 one-path c0>40\n"
					       "0103 keeps e0>60\n");
	assert_true(ccw_impact_is_in_use(f->impact));
	assert_string_equal(vary_off(f, 0x12), "0103 keeps e0>c0\n"
					       "0104 one-path 60>40\n");
	assert_false(ccw_impact_is_in_use(f->impact));

	take(f);
	assert_int_equal(
		ccw_impact_new_configure_off(f->ctx, f->snap, both, 2, &f->impact), 0);
	assert_string_equal(text_of(f), "0101 waits 80>00\n"
					"0102 waits c0>00\n"
					"0103 one-path e0>20\n"
					"0104 one-path 60>20\n");
	assert_string_equal(vary_off(f, 0x77), "");
	assert_false(ccw_impact_is_in_use(f->impact));
}

static void test_fates(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-fba");
	add_device(f, 0x102, 0x80, true, "zfcp");
	add_device(f, 0x103, 0x80, true, "virtio_ccw");
	add_device(f, 0x104, 0x80, true, "3270");
	add_device(f, 0x105, 0x80, true, "vcss");
	add_device(f, 0x106, 0x80, false, "dasd-eckd");
	add_device(f, 0x107, 0x80, false, NULL);
	add_device(f, 0x108, 0x80, false, "vcss");
	assert_string_equal(vary_off(f, 0x10), "0101 waits 80>00\n"
					       "0102 waits 80>00\n"
					       "0103 removed 80>00\n"
					       "0104 removed 80>00\n"
					       "0105 unknown 80>00\n"
					       "0106 removed 80>00\n"
					       "0107 removed 80>00\n"
					       "0108 removed 80>00\n");
	assert_true(ccw_impact_is_in_use(f->impact));
}

/* What is offline is removed, too, but nobody used it. */
static void test_offline_only(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, false, "dasd-eckd");
	assert_string_equal(vary_off(f, 0x10), "0101 removed 80>00\n");
	assert_false(ccw_impact_is_in_use(f->impact));
}

/* A path that was not usable takes nothing away. */
static void test_not_usable_before(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0xc0, true, "dasd-eckd");
	tree_write(f->root, "devices/css0/0.0.0001/vpm", "40\n");
	assert_string_equal(vary_off(f, 0x10), "0101 unaffected 40>40\n");
	tree_add_chpath(f->root, "0.11", "offline", NULL);
	assert_string_equal(vary_off(f, 0x11), "0101 unaffected 00>00\n");
	assert_false(ccw_impact_is_in_use(f->impact));
}

static void test_arguments(void **state)
{
	const struct ccw_impact *none = (void *)-1;
	struct ccw_impact *impact = (void *)none;
	struct ccw_id id = { .devno = 0x101 };
	struct fixture *f = *state;
	struct ccw_query *query;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_PATH_STATE);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, &id, 1, &impact),
			 -EINVAL);
	take(f);
	assert_int_equal(ccw_ctx_set_root(f->ctx, "/nonexistent"), 0);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, &id, 1, &impact),
			 -ENOENT);
	assert_ptr_equal(impact, none);
	assert_null(ccw_fate_get_name(99));
	assert_null(ccw_use_kind_get_name(99));
	ccw_impact_free(NULL);
}

/* ---- network, terminal ---- */

static void test_net(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "virtio_ccw");
	add_device(f, 0x102, 0x80, true, "virtio_ccw");
	add_net(f, "enc101", "css0/0.0.0001/0.0.0101/virtio1/net/enc101", true);
	add_net(f, "enc102", "css0/0.0.0002/0.0.0102/virtio2/net/enc102", false);
	assert_string_equal(vary_off(f, 0x10), "0101 removed 80>00; !net enc101\n"
					       "0102 removed 80>00\n");
	offline(f, 0x102);
	assert_false(ccw_impact_is_in_use(f->impact));
	offline(f, 0x101);
	assert_true(ccw_impact_is_in_use(f->impact));
}

static void test_bond(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "virtio_ccw");
	add_device(f, 0x102, 0x40, true, "virtio_ccw");
	add_net(f, "a", "css0/0.0.0001/0.0.0101/virtio1/net/a", true);
	add_net(f, "b", "css0/0.0.0002/0.0.0102/virtio2/net/b", true);
	add_net(f, "bond0", "virtual/net/bond0", true);
	add_net(f, "vlan7", "virtual/net/vlan7", true);
	tree_link(f->root, "class/net/a/upper_bond0", "..");
	tree_link(f->root, "class/net/b/upper_bond0", "..");
	tree_link(f->root, "class/net/bond0/lower_a", "..");
	tree_link(f->root, "class/net/bond0/lower_b", "..");
	tree_link(f->root, "class/net/bond0/upper_vlan7", "..");
	tree_link(f->root, "class/net/vlan7/lower_bond0", "..");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 removed 80>00; !net a; net bond0 via a; "
			    "net vlan7 via a bond0\n");
	/* the other leg is down */
	tree_write(f->root, "devices/css0/0.0.0002/0.0.0102/virtio2/net/b/flags",
		   "0x1002\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 removed 80>00; !net a; !net bond0 via a; "
			    "!net vlan7 via a bond0\n");
}

static void test_group(void **state)
{
	struct fixture *f = *state;
	unsigned int i;

	for (i = 0; i < 3; i++)
		add_device(f, 0x8000 + i, 0x80, true, "qeth");
	add_group(f, 0x8000);
	add_net(f, "enc8000", "qeth/0.0.8000/net/enc8000", true);
	assert_string_equal(vary_off(f, 0x10), "8000 removed 80>00; !net enc8000\n"
					       "8001 removed 80>00; !net enc8000\n"
					       "8002 removed 80>00; !net enc8000\n");
	/* a member takes the others with it */
	assert_string_equal(offline(f, 0x8001),
			    "8000 offline 80>80 with 8001; !net enc8000\n"
			    "8001 offline 80>80; !net enc8000\n"
			    "8002 offline 80>80 with 8001; !net enc8000\n");
	assert_true(ccw_impact_is_in_use(f->impact));
}

/* Members of a group on different paths: the group does not survive the loss of one. */
static void test_group_torn(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x8000, 0x80, true, "qeth");
	add_device(f, 0x8001, 0x40, true, "qeth");
	add_device(f, 0x8002, 0xc0, true, "qeth");
	add_group(f, 0x8000);
	assert_string_equal(vary_off(f, 0x10), "8000 removed 80>00\n"
					       "8001 offline 40>40 with 8000\n"
					       "8002 offline c0>40 with 8000\n");
	/* an offline group loses a device, and that is all */
	tree_write(f->root, "devices/css0/0.0.0000/0.0.8000/online", "0\n");
	tree_write(f->root, "devices/css0/0.0.0001/0.0.8001/online", "0\n");
	tree_write(f->root, "devices/css0/0.0.0002/0.0.8002/online", "0\n");
	assert_string_equal(vary_off(f, 0x10), "8000 removed 80>00\n"
					       "8002 one-path c0>40\n");
}

static void test_snapshot_of_one(void **state)
{
	struct ccw_id id = { .devno = 0x8001 };
	struct fixture *f = *state;
	struct ccw_query *query;
	unsigned int i;

	for (i = 0; i < 3; i++)
		add_device(f, 0x8000 + i, 0x80, true, "qeth");
	add_group(f, 0x8000);
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	assert_int_equal(ccw_query_add_devices(query, id, id), 0);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, &id, 1, &f->impact), 0);
	assert_string_equal(text_of(f), "8000 offline ?>? with 8001\n"
					"8001 offline 80>80\n"
					"8002 offline ?>? with 8001\n");
	assert_null(
		ccw_impact_device_get_device(ccw_impact_next_device(f->impact, NULL)));
}

static void test_terminal(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "3270");
	add_device(f, 0x102, 0x40, true, "3270");
	add_device(f, 0x103, 0x80, true, "virtio_ccw");
	/* major 227, minor 1 */
	tree_write(f->root, "proc/self/stat", "7 (a) b) S 1 7 7 58113 7 4194304\n");
	tree_link(f->root, "dev/char/227:1", "../../devices/virtual/tty/3270!tty1");
	assert_string_equal(vary_off(f, 0x10), "0101 removed 80>00; !terminal 3270/tty1\n"
					       "0103 removed 80>00\n");
	offline(f, 0x101);
	assert_true(ccw_impact_is_in_use(f->impact));
	/* one that is below its device */
	tree_write(f->root, "proc/self/stat", "7 (a) S 1 7 7 58624 7\n");
	tree_link(f->root, "dev/char/229:0",
		  "../../devices/css0/0.0.0003/0.0.0103/virtio1/tty/hvc0");
	assert_string_equal(vary_off(f, 0x10), "0101 removed 80>00\n"
					       "0103 removed 80>00; !terminal hvc0\n");
	tree_write(f->root, "proc/self/stat", "7 (a) S 1 7 7 0 -1\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 removed 80>00\n0103 removed 80>00\n");
}

/* ---- devices ---- */

static void test_offline(void **state)
{
	struct ccw_id ids[] = { { .devno = 0x102 },
				{ .devno = 0x101 },
				{ .devno = 0x102 } };
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, false, "dasd-eckd");
	add_device(f, 0x102, 0xc0, true, "dasd-eckd");
	add_dasd(f, 0x102, "dasda", 0);
	assert_string_equal(offline(f, 0x102), "0102 offline c0>c0; !block dasda\n");
	assert_false(ccw_impact_is_in_use(f->impact));
	assert_string_equal(offline(f, 0x999), "");

	take(f);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, ids, 3, &f->impact), 0);
	assert_string_equal(text_of(f), "0101 unaffected 80>80\n"
					"0102 offline c0>c0; !block dasda\n");
}

static void test_aliases(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x200, 0xc0, true, "dasd-eckd");
	add_device(f, 0x201, 0xc0, true, "dasd-eckd");
	add_device(f, 0x210, 0x80, true, "dasd-eckd");
	add_device(f, 0x211, 0x80, true, "dasd-eckd");
	add_device(f, 0x212, 0x80, true, "dasd-eckd");
	write_dasd(f, 0x200, "0", "IBM.750000.0100.00");
	write_dasd(f, 0x201, "0", "IBM.750000.0100.01");
	write_dasd(f, 0x210, "1", "IBM.750000.0100.00");
	write_dasd(f, 0x211, "1", "IBM.750000.0100.01");
	write_dasd(f, 0x212, "1", "IBM.750000.0100.xx");
	add_dasd(f, 0x200, "dasda", 0);
	add_dasd(f, 0x201, "dasdb", 4);
	assert_string_equal(offline(f, 0x200), "0200 offline c0>c0; !block dasda\n"
					       "0210 idle 80>80 with 0200\n");
	/* an alias goes alone */
	assert_string_equal(offline(f, 0x210), "0210 offline 80>80\n");
}

static void test_defunct(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/defunct/0.0.0101/online", "1\n");
	tree_link(f->root, "bus/ccw/devices/0.0.0101",
		  "../../../devices/css0/defunct/0.0.0101");
	add_block(f, "dasda", "94:0", "css0/defunct/0.0.0101/block/dasda");
	mount_all(f, "21 1 94:0 / /x rw - ext4 /dev/dasda rw\n");
	assert_string_equal(vary_off(f, 0x10), "");
	assert_string_equal(offline(f, 0x101),
			    "0101 offline ?>?; !block dasda; !mount /x via dasda\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_paths_left),	 TEST(test_fates),
		TEST(test_offline_only), TEST(test_not_usable_before),
		TEST(test_arguments),	 TEST(test_net),
		TEST(test_bond),	 TEST(test_group),
		TEST(test_group_torn),	 TEST(test_snapshot_of_one),
		TEST(test_terminal),	 TEST(test_offline),
		TEST(test_aliases),	 TEST(test_defunct),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
