// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-impact.c - what libccw says would happen, on trees
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "libccw.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct ccw_impact *impact;
	char text[4096];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char proc[256];

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	snprintf(proc, sizeof(proc), "%s/proc", f->root);
	assert_int_equal(ccw_ctx_set_proc(f->ctx, proc), 0);
	tree_add_chpath(f->root, "0.10", "online", NULL);
	tree_add_chpath(f->root, "0.11", "online", NULL);
	tree_add_chpath(f->root, "0.12", "online", NULL);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_impact_free(f->impact);
	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* ---- making trees ---- */

/*
 * Device 0.0.@number on the subchannel of the same number; @paths: masks as PIM and VPM
 * have them, of CHPIDs 10, 11, 12. @driver NULL: none.
 */
static void add_device(struct fixture *f, unsigned int number, unsigned int paths,
		       bool online, const char *driver)
{
	char sch[16], dev[16], masks[16], vpm[8], path[128], target[128];

	snprintf(dev, sizeof(dev), "0.0.%04x", number);
	snprintf(sch, sizeof(sch), "0.0.%04x", number & 0xff);
	snprintf(masks, sizeof(masks), "%02x %02x ff", paths, paths);
	snprintf(vpm, sizeof(vpm), "%02x", online ? paths : 0);
	tree_add_subchannel(f->root, sch, dev, "10 11 12 00 00 00 00 00", masks, vpm);
	snprintf(path, sizeof(path), "devices/css0/%s/%s/online", sch, dev);
	tree_write(f->root, path, "%d\n", online);
	if (!driver)
		return;
	snprintf(path, sizeof(path), "devices/css0/%s/%s/driver", sch, dev);
	snprintf(target, sizeof(target), "../../../../bus/ccw/drivers/%s", driver);
	tree_link(f->root, path, target);
	snprintf(path, sizeof(path), "bus/ccw/drivers/%s/%s", driver, dev);
	snprintf(target, sizeof(target), "../../../../devices/css0/%s/%s", sch, dev);
	tree_link(f->root, path, target);
}

/* @name: in class/block, @where: its directory below "devices/" */
static void add_block(struct fixture *f, const char *name, const char *number,
		      const char *where)
{
	char path[256], target[256];

	snprintf(path, sizeof(path), "devices/%s/dev", where);
	tree_write(f->root, path, "%s\n", number);
	snprintf(target, sizeof(target), "../../devices/%s", where);
	snprintf(path, sizeof(path), "class/block/%s", name);
	tree_link(f->root, path, target);
	snprintf(path, sizeof(path), "dev/block/%s", number);
	tree_link(f->root, path, target);
}

/* A DASD with one partition, 94:@minor and 94:@minor+1. */
static void add_dasd(struct fixture *f, unsigned int number, const char *name,
		     unsigned int minor)
{
	char where[128], part[32], dev[16];

	snprintf(dev, sizeof(dev), "94:%u", minor);
	snprintf(where, sizeof(where), "css0/0.0.%04x/0.0.%04x/block/%s", number & 0xff,
		 number, name);
	add_block(f, name, dev, where);
	snprintf(part, sizeof(part), "%s1", name);
	snprintf(dev, sizeof(dev), "94:%u", minor + 1);
	strcat(where, "/");
	strcat(where, part);
	add_block(f, part, dev, where);
}

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

static void mount_all(struct fixture *f, const char *lines)
{
	tree_write(f->root, "proc/self/mountinfo",
		   "20 1 0:4 / /proc rw,nosuid shared:1 - proc proc rw\n%s", lines);
}

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

/* ---- asking ---- */

static void take(struct fixture *f)
{
	struct ccw_query *query;

	ccw_impact_free(f->impact);
	f->impact = NULL;
	ccw_snapshot_free(f->snap);
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
}

/* Per device "NUMBER fate BEFORE>AFTER" (?>?: not known), per use " kind NAME[ via CHAIN]", "!" if lost.
 */
static const char *text_of(struct fixture *f)
{
	const struct ccw_impact_device *dev;
	const struct ccw_impact_use *use;
	char *pos = f->text, *end = f->text + sizeof(f->text);
	uint8_t before, after;
	struct ccw_id with;

	*pos = '\0';
	ccw_impact_foreach_device(f->impact, dev)
	{
		pos += snprintf(pos, (size_t)(end - pos), "%04x %s ",
				ccw_impact_device_get_id(dev).devno,
				ccw_fate_get_name(ccw_impact_device_get_fate(dev)));
		if (ccw_impact_device_get_paths(dev, &before, &after))
			pos += snprintf(pos, (size_t)(end - pos), "?>?");
		else
			pos += snprintf(pos, (size_t)(end - pos), "%02x>%02x", before,
					after);
		if (!ccw_impact_device_get_with(dev, &with))
			pos += snprintf(pos, (size_t)(end - pos), " with %04x",
					with.devno);
		ccw_impact_foreach_use(dev, use)
		{
			const char *via = ccw_impact_use_get_via(use);

			pos += snprintf(
				pos, (size_t)(end - pos), "; %s%s %s%s%s",
				ccw_impact_use_is_lost(use) ? "!" : "",
				ccw_use_kind_get_name(ccw_impact_use_get_kind(use)),
				ccw_impact_use_get_name(use), via ? " via " : "",
				via ? via : "");
		}
		pos += snprintf(pos, (size_t)(end - pos), "\n");
	}
	return f->text;
}

static const char *vary_off(struct fixture *f, uint8_t id)
{
	struct ccw_chpid chpid = { .id = id };

	take(f);
	assert_int_equal(ccw_impact_new_vary_off(f->ctx, f->snap, &chpid, 1, &f->impact),
			 0);
	return text_of(f);
}

static const char *offline(struct fixture *f, uint16_t number)
{
	struct ccw_id id = { .devno = number };

	take(f);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, &id, 1, &f->impact), 0);
	return text_of(f);
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

/* ---- block devices ---- */

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
	assert_string_equal(text_of(f), "0101 offline ?>?; !block dasda; !root / via dasda\n");
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
	struct ccw_id ids[] = { { .devno = 0x102 }, { .devno = 0x101 }, { .devno = 0x102 } };
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
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(test_paths_left),
		TEST(test_fates),
		TEST(test_offline_only),
		TEST(test_not_usable_before),
		TEST(test_arguments),
		TEST(test_partition),
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
		TEST(test_net),
		TEST(test_bond),
		TEST(test_group),
		TEST(test_group_torn),
		TEST(test_snapshot_of_one),
		TEST(test_terminal),
		TEST(test_offline),
		TEST(test_aliases),
		TEST(test_defunct),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
