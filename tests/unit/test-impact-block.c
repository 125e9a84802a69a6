// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-impact-block.c - what libccw says would happen to disks, and to what is on them
 */
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

/* @slaves: a blank-separated list */
static void add_virtual(struct fixture *f, const char *name, const char *number,
			const char *slaves)
{
	char where[128], path[256], list[128], *pos, *slave;

	snprintf(where, sizeof(where), "virtual/block/%s", name);
	add_block(f, name, number, where);
	strcpy(list, slaves);
	for (slave = strtok_r(list, " ", &pos); slave;
	     slave = strtok_r(NULL, " ", &pos)) {
		snprintf(path, sizeof(path), "devices/%s/slaves/%s", where, slave);
		tree_link(f->root, path, "..");
	}
}

static void add_dm(struct fixture *f, unsigned int minor, const char *dm_name,
		   const char *uuid, const char *slaves)
{
	char name[16], number[16], path[128];

	snprintf(name, sizeof(name), "dm-%u", minor);
	snprintf(number, sizeof(number), "252:%u", minor);
	add_virtual(f, name, number, slaves);
	snprintf(path, sizeof(path), "devices/virtual/block/%s/dm/name", name);
	tree_write(f->root, path, "%s\n", dm_name);
	snprintf(path, sizeof(path), "devices/virtual/block/%s/dm/uuid", name);
	tree_write(f->root, path, "%s\n", uuid);
}

/* @states: of the slaves in the same order, blank-separated */
static void add_md(struct fixture *f, const char *level, unsigned int degraded,
		   const char *slaves, const char *states)
{
	char path[128], s[128], t[128], *spos, *tpos, *slave, *legstate;

	add_virtual(f, "md0", "9:0", slaves);
	tree_write(f->root, "devices/virtual/block/md0/md/level", "%s\n", level);
	tree_write(f->root, "devices/virtual/block/md0/md/degraded", "%u\n", degraded);
	strcpy(s, slaves);
	strcpy(t, states);
	slave = strtok_r(s, " ", &spos);
	legstate = strtok_r(t, " ", &tpos);
	for (; slave && legstate;
	     slave = strtok_r(NULL, " ", &spos), legstate = strtok_r(NULL, " ", &tpos)) {
		snprintf(path, sizeof(path), "devices/virtual/block/md0/md/dev-%s/state",
			 slave);
		tree_write(f->root, path, "%s\n", legstate);
	}
}

/* ---- asking ---- */

static void test_partition(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	mount_all(f, "21 1 94:1 / / rw - ext4 /dev/root rw\n"
		     "22 21 94:0 / /mnt/a\\040b rw - ext4 /dev/dasda rw\n"
		     "23 21 94:1 /sub /srv rw - ext4 /dev/dasda1 rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; !mount /mnt/a b via dasda; "
			    "!mount /srv via dasda1; !root / via dasda1\n");
	/* nothing is lost while there is a path */
	add_device(f, 0x102, 0xc0, true, "dasd-eckd");
	add_dasd(f, 0x102, "dasdb", 4);
	assert_string_equal(vary_off(f, 0x11), "0102 one-path c0>80; block dasdb\n");
}

/* Users choose names of md: those of partitions do not tell the disk. */
static void test_partition_of_md(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_virtual(f, "md_home1", "9:1", "dasda1");
	add_block(f, "md_home1p1", "259:0", "virtual/block/md_home1/md_home1p1");
	mount_all(f, "21 1 259:0 / /home rw - ext4 /dev/md_home1p1 rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; !block md_home1 via dasda1; "
			    "!mount /home via dasda1 md_home1 md_home1p1\n");
}

static void test_lvm(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0x40, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_dasd(f, 0x102, "dasdb", 4);
	add_dm(f, 0, "vg0-root", "LVM-abc", "dasda1 dasdb1");
	add_dm(f, 1, "vg0-swap", "LVM-def", "dasdb1");
	mount_all(f, "21 1 252:0 / / rw - ext4 /dev/mapper/vg0-root rw\n");
	tree_write(f->root, "proc/swaps",
		   "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n"
		   "/dev/dm-1                               partition\t1020\t0\t-2\n"
		   "/var/swap\\040file                      file\t1020\t0\t-3\n");
	assert_string_equal(
		vary_off(f, 0x11),
		"0102 waits 40>00; !block dasdb; !block vg0-root via dasdb1; "
		"!block vg0-swap via dasdb1; !root / via dasdb1 vg0-root; "
		"!swap /var/swap file via dasdb1 vg0-root; !swap vg0-swap via dasdb1\n");
	/* the logical volume needs both */
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; !block vg0-root via dasda1; "
			    "!root / via dasda1 vg0-root; "
			    "!swap /var/swap file via dasda1 vg0-root\n");
}

static void test_swap_partition(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	tree_write(f->root, "proc/swaps", "/dev/dasda1 partition\t1\t0\t-2\n");
	assert_string_equal(offline(f, 0x101),
			    "0101 offline 80>80; !block dasda; !swap dasda1\n");
	assert_true(ccw_impact_is_in_use(f->impact));
}

static void test_raid1(void **state)
{
	struct ccw_chpid both[] = { { .id = 0x10 }, { .id = 0x11 } };
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0x40, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_dasd(f, 0x102, "dasdb", 4);
	add_md(f, "raid1", 0, "dasda1 dasdb1", "in_sync in_sync");
	mount_all(f, "21 1 9:0 / /home rw - ext4 /dev/md0 rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; block md0 via dasda1; "
			    "mount /home via dasda1 md0\n");
	assert_true(ccw_impact_is_in_use(f->impact));
	offline(f, 0x101);
	assert_false(ccw_impact_is_in_use(f->impact));

	take(f);
	assert_int_equal(ccw_impact_new_vary_off(f->ctx, f->snap, both, 2, &f->impact),
			 0);
	assert_string_equal(text_of(f),
			    "0101 waits 80>00; !block dasda; !block md0 via dasda1; "
			    "!mount /home via dasda1 md0\n"
			    "0102 waits 40>00; !block dasdb; !block md0 via dasdb1; "
			    "!mount /home via dasdb1 md0\n");

	/* the other leg is being rebuilt */
	tree_write(f->root, "devices/virtual/block/md0/md/dev-dasdb1/state", "spare\n");
	tree_write(f->root, "devices/virtual/block/md0/md/degraded", "1\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; !block md0 via dasda1; "
			    "!mount /home via dasda1 md0\n");
	assert_string_equal(vary_off(f, 0x11),
			    "0102 waits 40>00; !block dasdb; block md0 via dasdb1; "
			    "mount /home via dasdb1 md0\n");
}

/* One of three legs of a raid5 may go, but only one. */
static void test_raid5(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0x40, true, "dasd-eckd");
	add_device(f, 0x103, 0x40, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_dasd(f, 0x102, "dasdb", 4);
	add_dasd(f, 0x103, "dasdc", 8);
	add_md(f, "raid5", 0, "dasda dasdb dasdc", "in_sync in_sync in_sync");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; block md0 via dasda\n");
	assert_string_equal(vary_off(f, 0x11),
			    "0102 waits 40>00; !block dasdb; !block md0 via dasdb\n"
			    "0103 waits 40>00; !block dasdc; !block md0 via dasdc\n");
	tree_write(f->root, "devices/virtual/block/md0/md/level", "raid6\n");
	assert_non_null(strstr(vary_off(f, 0x11), "; block md0 via dasdb\n"));
	tree_write(f->root, "devices/virtual/block/md0/md/level", "raid0\n");
	assert_non_null(strstr(vary_off(f, 0x10), "; !block md0 via dasda\n"));
}

static void test_multipath(void **state)
{
	static const char *const state_of_sda =
		"devices/css0/0.0.0001/0.0.0101/host0/rport-0:0-0/target0:0:0/0:0:0:1/"
		"block/sda/device/state";
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "zfcp");
	add_device(f, 0x102, 0x40, true, "zfcp");
	add_block(
		f, "sda", "8:0",
		"css0/0.0.0001/0.0.0101/host0/rport-0:0-0/target0:0:0/0:0:0:1/block/sda");
	add_block(
		f, "sdb", "8:16",
		"css0/0.0.0002/0.0.0102/host1/rport-1:0-0/target1:0:0/1:0:0:1/block/sdb");
	add_dm(f, 0, "mpatha", "mpath-36005", "sda sdb");
	add_dm(f, 1, "mpatha1", "part1-mpath-36005", "dm-0");
	mount_all(f, "21 1 252:1 / / rw - xfs /dev/mapper/mpatha1 rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; block mpatha via sda; "
			    "block mpatha1 via sda mpatha; !block sda; "
			    "root / via sda mpatha mpatha1\n");
	assert_string_equal(offline(f, 0x102),
			    "0102 offline 40>40; block mpatha via sdb; "
			    "block mpatha1 via sdb mpatha; !block sdb; "
			    "root / via sdb mpatha mpatha1\n");
	assert_false(ccw_impact_is_in_use(f->impact));
	/* the other leg works, does not work, is gone */
	tree_write(f->root, state_of_sda, "running\n");
	offline(f, 0x102);
	assert_false(ccw_impact_is_in_use(f->impact));
	tree_write(f->root, state_of_sda, "transport-offline\n");
	assert_string_equal(offline(f, 0x102),
			    "0102 offline 40>40; !block mpatha via sdb; "
			    "!block mpatha1 via sdb mpatha; !block sdb; "
			    "!root / via sdb mpatha mpatha1\n");
	assert_true(ccw_impact_is_in_use(f->impact));
	offline(f, 0x101);
	assert_false(ccw_impact_is_in_use(f->impact));
	tree_remove(f->root, "devices/virtual/block/dm-0/slaves/sda");
	offline(f, 0x102);
	assert_true(ccw_impact_is_in_use(f->impact));
}

/* What the kernel would not do: whether it is the last path cannot be said. */
static void test_unknown_paths(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0x80, true, "dasd-eckd");
	add_device(f, 0x103, 0x80, false, "dasd-eckd");
	add_device(f, 0x104, 0x20, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	mount_all(f, "21 1 94:1 / / rw - ext4 /dev/dasda1 rw\n");
	tree_write(f->root, "devices/css0/0.0.0001/pimpampom", "garbled\n");
	tree_write(f->root, "devices/css0/0.0.0002/chpids", "\n");
	tree_write(f->root, "devices/css0/0.0.0003/pimpampom", "\n");
	assert_string_equal(vary_off(f, 0x11), "0101 unknown ?>?; !block dasda; "
					       "!root / via dasda1\n"
					       "0102 unknown ?>?\n"
					       "0103 unaffected ?>?\n");
	assert_true(ccw_impact_is_in_use(f->impact));
	assert_string_equal(offline(f, 0x102), "0102 offline ?>?\n");
}

/* Channel subsystems have hexadecimal ids. */
static void test_css_a(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/cssa/a.0.0001/a.0.0101/online", "1\n");
	tree_write(f->root, "devices/cssa/a.0.0001/type", "0\n");
	tree_link(f->root, "bus/css/devices/a.0.0001", "../../../devices/cssa/a.0.0001");
	tree_link(f->root, "bus/ccw/devices/a.0.0101",
		  "../../../devices/cssa/a.0.0001/a.0.0101");
	add_block(f, "dasda", "94:0", "cssa/a.0.0001/a.0.0101/block/dasda");
	mount_all(f, "21 1 94:0 / / rw - ext4 /dev/dasda rw\n");
	take(f);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap,
						&(struct ccw_id){ 0xa, 0, 0x101 }, 1,
						&f->impact),
			 0);
	assert_string_equal(text_of(f),
			    "0101 offline ?>?; !block dasda; !root / via dasda\n");
}

static void test_btrfs(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_device(f, 0x102, 0x40, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_dasd(f, 0x102, "dasdb", 4);
	mount_all(f, "21 1 0:33 /@ / rw shared:2 master:3 - btrfs /dev/dasda1 rw\n"
		     "22 1 0:34 / /tmp rw - tmpfs tmpfs rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 waits 80>00; !block dasda; !root / via dasda1\n");
	tree_link(f->root, "fs/btrfs/1234-5678/devices/dasda1", "..");
	tree_link(f->root, "fs/btrfs/1234-5678/devices/dasdb1", "..");
	assert_string_equal(vary_off(f, 0x11),
			    "0102 waits 40>00; !block dasdb; !root / via dasdb1\n");
}

/* virtio: the disk is removed with its device. */
static void test_virtio(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "virtio_ccw");
	add_block(f, "vda", "254:0", "css0/0.0.0001/0.0.0101/virtio3/block/vda");
	mount_all(f, "21 1 254:0 / / rw - ext4 /dev/vda rw\n");
	assert_string_equal(vary_off(f, 0x10),
			    "0101 removed 80>00; !block vda; !root / via vda\n");
}

/* Devices that stand on each other in a circle end the search, not the program. */
static void test_circle(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	add_dm(f, 0, "a", "x", "dm-1 dasda");
	add_dm(f, 1, "b", "x", "dm-0");
	assert_string_equal(vary_off(f, 0x10), "0101 waits 80>00; !block a via dasda; "
					       "block b via dasda a; !block dasda\n");
}

static void test_no_proc(void **state)
{
	struct fixture *f = *state;

	add_device(f, 0x101, 0x80, true, "dasd-eckd");
	add_dasd(f, 0x101, "dasda", 0);
	mount_all(f, "21 1 94:1 / / rw - ext4 /dev/dasda1 rw\n");
	assert_non_null(strstr(vary_off(f, 0x10), "root"));
	assert_int_equal(ccw_ctx_set_proc(f->ctx, NULL), 0);
	assert_string_equal(vary_off(f, 0x10), "0101 waits 80>00; !block dasda\n");
	assert_int_equal(ccw_ctx_set_proc(f->ctx, "/nonexistent"), 0);
	assert_string_equal(vary_off(f, 0x10), "0101 waits 80>00; !block dasda\n");
}

static void test_proc_default(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ccw_ctx_set_root(f->ctx, "/sys"), 0);
	assert_string_equal(ccw_ctx_get_proc(f->ctx), "/proc");
	assert_int_equal(ccw_ctx_set_proc(f->ctx, "/x"), 0);
	assert_string_equal(ccw_ctx_get_proc(f->ctx), "/x");
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	assert_null(ccw_ctx_get_proc(f->ctx));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_partition),
		TEST(test_partition_of_md),
		TEST(test_lvm),
		TEST(test_swap_partition),
		TEST(test_raid1),
		TEST(test_raid5),
		TEST(test_multipath),
		TEST(test_unknown_paths),
		TEST(test_css_a),
		TEST(test_btrfs),
		TEST(test_virtio),
		TEST(test_circle),
		TEST(test_no_proc),
		TEST(test_proc_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
