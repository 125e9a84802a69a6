// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-update.c - snapshots that are brought up to date, and what differs between two
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "libccw.h"
#include "tree.h"

#define N_SCH 40

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *old, *new;
	struct ccw_diff *diff;
};

static const char *sch_name(unsigned int i, char *buf)
{
	sprintf(buf, "0.0.%04x", i);
	return buf;
}

static const char *dev_name(unsigned int i, char *buf)
{
	sprintf(buf, "0.0.%04x", 0x4000 + i);
	return buf;
}

static void add(struct fixture *f, unsigned int sch, int dev)
{
	char s[16], d[16];

	tree_add_subchannel(f->root, sch_name(sch, s),
			    dev < 0 ? NULL : dev_name((unsigned int)dev, d),
			    "2a 3a 00 00 00 00 00 00", "c0 c0 ff", "c0");
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	unsigned int i;

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	for (i = 0; i < N_SCH; i++)
		add(f, i, i % 4 == 3 ? -1 : (int)i);
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "online", "1");
	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->old), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_diff_free(f->diff);
	ccw_snapshot_free(f->old);
	ccw_snapshot_free(f->new);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* ---- changes to the tree ---- */

static void write_dev(struct fixture *f, unsigned int sch, unsigned int dev, const char *file,
		      const char *text)
{
	char path[128], s[16], d[16];

	sprintf(path, "devices/css0/%s/%s/%s", sch_name(sch, s), dev_name(dev, d), file);
	tree_write(f->root, path, "%s\n", text);
}

static void write_sch(struct fixture *f, unsigned int sch, const char *file, const char *text)
{
	char path[128], s[16];

	sprintf(path, "devices/css0/%s/%s", sch_name(sch, s), file);
	tree_write(f->root, path, "%s\n", text);
}

static void remove_link(struct fixture *f, const char *bus, const char *name)
{
	char path[128];

	sprintf(path, "bus/%s/devices/%s", bus, name);
	tree_remove(f->root, path);
}

/* Its directory goes out of sight; where to does not matter. */
static void hide(struct fixture *f, const char *dir)
{
	char from[4096], to[4096];
	static unsigned int n;

	snprintf(from, sizeof(from), "%s/devices/css0/%s", f->root, dir);
	snprintf(to, sizeof(to), "%s/hidden%u", f->root, n++);
	assert_int_equal(rename(from, to), 0);
}

static void drop_device(struct fixture *f, unsigned int sch, unsigned int dev)
{
	char dir[64], s[16], d[16];

	sprintf(dir, "%s/%s", sch_name(sch, s), dev_name(dev, d));
	hide(f, dir);
	remove_link(f, "ccw", d);
	write_sch(f, sch, "dev_busid", "none");
}

static void drop_subchannel(struct fixture *f, unsigned int sch, int dev)
{
	char s[16], d[16];

	hide(f, sch_name(sch, s));
	remove_link(f, "css", s);
	if (dev >= 0)
		remove_link(f, "ccw", dev_name((unsigned int)dev, d));
}

/* @to: subchannel, -1: it becomes defunct */
static void move_device(struct fixture *f, int from, int to, unsigned int dev)
{
	char old[512], new[512], target[512], link[64], s[16], d[16];

	dev_name(dev, d);
	snprintf(old, sizeof(old), "%s/devices/css0/%s/%s", f->root,
		 from < 0 ? "defunct" : sch_name((unsigned int)from, s), d);
	if (to < 0)
		tree_write(f->root, "devices/css0/defunct/uevent", "\n");
	snprintf(new, sizeof(new), "%s/devices/css0/%s/%s", f->root,
		 to < 0 ? "defunct" : sch_name((unsigned int)to, s), d);
	assert_int_equal(rename(old, new), 0);
	if (from >= 0)
		write_sch(f, (unsigned int)from, "dev_busid", "none");
	if (to >= 0)
		write_sch(f, (unsigned int)to, "dev_busid", d);
	remove_link(f, "ccw", d);
	snprintf(target, sizeof(target), "../../..%s", new + strlen(f->root));
	sprintf(link, "bus/ccw/devices/%s", d);
	tree_link(f->root, link, target);
}

/* ---- what is expected ---- */

static struct ccw_object subchannel(unsigned int i)
{
	return (struct ccw_object){ .kind = CCW_KIND_SUBCHANNEL, .id = { .devno = i } };
}

static struct ccw_object device(unsigned int i)
{
	return (struct ccw_object){ .kind = CCW_KIND_DEVICE, .id = { .devno = 0x4000 + i } };
}

static struct ccw_object chpath(uint8_t id)
{
	return (struct ccw_object){ .kind = CCW_KIND_CHPATH, .chpid = { .id = id } };
}

static void update(struct fixture *f, const struct ccw_object *objects, size_t n)
{
	ccw_snapshot_free(f->new);
	f->new = NULL;
	assert_int_equal(ccw_snapshot_update(f->ctx, f->old, NULL, objects, n, &f->new), 0);
}

/* The update must be as a snapshot that is taken now. */
static void is_current(struct fixture *f)
{
	const struct ccw_snapshot *have = f->new ? f->new : f->old;
	const struct ccw_device *dev;
	struct ccw_snapshot *want;
	struct ccw_diff *diff;

	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &want), 0);
	assert_int_equal(ccw_diff_new(want, have, &diff), 0);
	assert_null(ccw_diff_next(diff, NULL));
	ccw_diff_free(diff);
	ccw_snapshot_free(want);
	ccw_snapshot_foreach_device(have, dev) {
		const struct ccw_subchannel *sch = ccw_device_get_subchannel(dev);

		assert_ptr_equal(dev, ccw_snapshot_get_device(have, ccw_device_get_id(dev)));
		if (!sch)
			continue;
		assert_ptr_equal(ccw_subchannel_get_device(sch), dev);
		assert_ptr_equal(sch, ccw_snapshot_get_subchannel(
					      have, ccw_subchannel_get_id(sch)));
	}
}

static void diff(struct fixture *f)
{
	ccw_diff_free(f->diff);
	f->diff = NULL;
	assert_non_null(f->new);
	assert_int_equal(ccw_diff_new(f->old, f->new, &f->diff), 0);
}

static const struct ccw_difference *is_change(struct fixture *f, const struct ccw_difference *prev,
					  struct ccw_object object, uint64_t attrs)
{
	const struct ccw_difference *change = ccw_diff_next(f->diff, prev);

	assert_non_null(change);
	assert_int_equal(change->object.kind, object.kind);
	assert_int_equal(ccw_id_cmp(change->object.id, object.id), 0);
	assert_int_equal(ccw_chpid_cmp(change->object.chpid, object.chpid), 0);
	assert_int_equal(change->attrs, attrs);
	return change;
}

static void test_nothing_new(void **state)
{
	struct ccw_object objects[] = { subchannel(1), subchannel(1), device(2), chpath(0x2a),
					{ .kind = CCW_KIND_CSS }, subchannel(0x999),
					device(0x999),		  { .kind = CCW_KIND_NONE } };
	struct fixture *f = *state;

	update(f, objects, 8);
	assert_null(f->new);
	update(f, NULL, 0);
	assert_null(f->new);
	objects[0].kind = 99;
	assert_int_equal(ccw_snapshot_update(f->ctx, f->old, NULL, objects, 1, &f->new),
			 -EINVAL);
}

static void test_attributes(void **state)
{
	const struct ccw_difference *change;
	struct fixture *f = *state;
	struct ccw_object object;

	write_dev(f, 1, 1, "online", "0");
	write_dev(f, 2, 2, "availability", "boxed");
	write_sch(f, 1, "vpm", "80");
	write_sch(f, 3, "pimpampom", "c0 80 ff");
	tree_write(f->root, "devices/css0/chp0.3a/status", "offline\n");

	/* only what is named is read */
	object = subchannel(2);
	update(f, &object, 1);
	diff(f);
	change = is_change(f, NULL, device(2), CCW_ATTR(CCW_DEV_AVAILABILITY));
	assert_false(change->appeared || change->vanished || change->moved);
	assert_null(ccw_diff_next(f->diff, change));

	update(f, (struct ccw_object[]){ device(1), device(2), subchannel(3), chpath(1) }, 4);
	diff(f);
	change = is_change(f, NULL, chpath(0x3a), CCW_ATTR(CCW_CHP_STATUS));
	change = is_change(f, change, subchannel(1), CCW_ATTR(CCW_SCH_VPM));
	change = is_change(f, change, subchannel(3), CCW_ATTR(CCW_SCH_PIMPAMPOM));
	change = is_change(f, change, device(1), CCW_ATTR(CCW_DEV_ONLINE));
	change = is_change(f, change, device(2), CCW_ATTR(CCW_DEV_AVAILABILITY));
	assert_null(ccw_diff_next(f->diff, change));
	is_current(f);
}

static void test_unreadable_and_absent(void **state)
{
	struct ccw_object object = subchannel(1);
	const struct ccw_difference *change;
	struct fixture *f = *state;

	write_dev(f, 1, 1, "availability", "nonsense");
	tree_remove(f->root, "devices/css0/0.0.0001/vpm");
	update(f, &object, 1);
	diff(f);
	change = is_change(f, NULL, subchannel(1), CCW_ATTR(CCW_SCH_VPM));
	is_change(f, change, device(1), CCW_ATTR(CCW_DEV_AVAILABILITY));
	is_current(f);
}

static void test_come_and_go(void **state)
{
	const struct ccw_difference *change;
	struct fixture *f = *state;

	add(f, 0x100, 0x100);
	drop_subchannel(f, 4, 4);
	drop_device(f, 5, 5);
	update(f, (struct ccw_object[]){ device(0x100), subchannel(4), device(5) }, 3);
	is_current(f);
	diff(f);
	change = is_change(f, NULL, subchannel(4), 0);
	assert_true(change->vanished && !change->appeared);
	change = is_change(f, change, subchannel(5), CCW_ATTR(CCW_SCH_DEV_BUSID));
	change = is_change(f, change, subchannel(0x100), 0);
	assert_true(change->appeared && !change->vanished);
	change = is_change(f, change, device(4), 0);
	assert_true(change->vanished);
	change = is_change(f, change, device(5), 0);
	assert_true(change->vanished);
	change = is_change(f, change, device(0x100), 0);
	assert_true(change->appeared);
	assert_null(ccw_diff_next(f->diff, change));
}

/* Whichever of the objects is named, all of them are right afterwards. */
static void test_moves(void **state)
{
	struct fixture *f = *state;
	struct ccw_object objects[] = { device(6), subchannel(6), subchannel(7) };
	const struct ccw_difference *change;
	size_t i;

	move_device(f, 6, 7, 6);
	for (i = 0; i < 3; i++) {
		update(f, &objects[i], 1);
		is_current(f);
		diff(f);
		change = is_change(f, NULL, subchannel(6), CCW_ATTR(CCW_SCH_DEV_BUSID));
		change = is_change(f, change, subchannel(7), CCW_ATTR(CCW_SCH_DEV_BUSID));
		change = is_change(f, change, device(6), 0);
		assert_true(change->moved);
	}
	ccw_snapshot_free(f->old);
	f->old = f->new;
	f->new = NULL;
	move_device(f, 7, -1, 6);
	for (i = 0; i < 3; i += 2) {
		update(f, &objects[i], 1);
		is_current(f);
		assert_null(ccw_device_get_subchannel(
			ccw_snapshot_get_device(f->new, objects[0].id)));
	}
	ccw_snapshot_free(f->old);
	f->old = f->new;
	f->new = NULL;
	move_device(f, -1, 3, 6);
	objects[1] = subchannel(3);
	for (i = 0; i < 2; i++) {
		update(f, &objects[i], 1);
		is_current(f);
	}
}

/* A step into a random direction; the objects that it touched. */
static size_t step(struct fixture *f, int place[N_SCH], struct ccw_object *objects)
{
	static const char *const avails[] = { "good", "boxed", "no path", "no device" };
	unsigned int sch = (unsigned int)rand() % N_SCH, other = (unsigned int)rand() % N_SCH;
	int dev = place[sch];

	objects[0] = subchannel(sch);
	if (dev < 0) {
		if (place[other] < 0 || other == sch)
			return 0;
		place[sch] = place[other];
		place[other] = -1;
		move_device(f, (int)other, (int)sch, (unsigned int)place[sch]);
		/* one of the three will do */
		if (rand() % 2)
			objects[0] = device((unsigned int)place[sch]);
		else if (rand() % 2)
			objects[0] = subchannel(other);
		return 1;
	}
	switch (rand() % 4) {
	case 0:
		write_dev(f, sch, (unsigned int)dev, "availability", avails[rand() % 4]);
		break;
	case 1:
		write_dev(f, sch, (unsigned int)dev, "online", rand() % 2 ? "1" : "0");
		objects[0] = device((unsigned int)dev);
		break;
	case 2:
		write_sch(f, sch, "vpm", rand() % 2 ? "80" : "c0");
		break;
	case 3:
		drop_subchannel(f, sch, dev);
		place[sch] = rand() % 2 ? dev : -1;
		add(f, sch, place[sch]);
		break;
	}
	return 1;
}

/* After any steps, an update of what they touched is as good as a new snapshot. */
static void test_random(void **state)
{
	struct ccw_object objects[8];
	struct fixture *f = *state;
	int place[N_SCH], round, i;
	size_t n;

	srand(1);
	for (i = 0; i < N_SCH; i++)
		place[i] = i % 4 == 3 ? -1 : i;
	for (round = 0; round < 300; round++) {
		for (i = 0, n = 0; i < 1 + round % 6; i++)
			n += step(f, place, objects + n);
		update(f, objects, n);
		is_current(f);
		if (!f->new)
			continue;
		ccw_snapshot_free(f->old);
		f->old = f->new;
		f->new = NULL;
	}
}

/* Limits of the query hold for updates, too. */
static void test_limits(void **state)
{
	struct ccw_object objects[] = { subchannel(1), device(1), subchannel(9), device(9),
					subchannel(11), device(11) };
	struct ccw_id from = { .devno = 0x4008 }, to = { .devno = 0x400f };
	struct ccw_snapshot *old, *new;
	struct fixture *f = *state;
	struct ccw_query *query;
	struct ccw_diff *d;

	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE);
	assert_int_equal(ccw_query_add_devices(query, from, to), 0);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &old), 0);
	write_dev(f, 1, 1, "online", "0");
	write_dev(f, 9, 9, "online", "0");
	move_device(f, 10, 11, 10);
	assert_int_equal(ccw_snapshot_update(f->ctx, old, query, objects, 6, &new), 0);
	ccw_snapshot_free(old);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &old), 0);
	assert_int_equal(ccw_diff_new(old, new, &d), 0);
	assert_null(ccw_diff_next(d, NULL));
	assert_null(ccw_snapshot_get_subchannel(new, subchannel(1).id));
	ccw_diff_free(d);
	ccw_snapshot_free(old);
	ccw_snapshot_free(new);
	ccw_query_free(query);
}

/* Ranges that overlap, touch, or are added in any order: what is asked for is found. */
static void test_ranges(void **state)
{
	static const struct { uint16_t from, to; } ranges[] = {
		{ 30, 35 }, { 2, 4 }, { 10, 12 }, { 13, 14 }, { 36, 33 }, { 3, 11 }, { 20, 20 },
	};
	const struct ccw_subchannel *sch;
	struct fixture *f = *state;
	struct ccw_query *query;
	size_t i, n = 0;

	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTR(CCW_SCH_TYPE));
	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		struct ccw_id from = { .devno = ranges[i].from };
		struct ccw_id to = { .devno = ranges[i].to };

		assert_int_equal(ccw_query_add_subchannels(query, from, to), 0);
	}
	ccw_snapshot_free(f->old);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->old), 0);
	ccw_snapshot_foreach_subchannel(f->old, sch) {
		uint16_t id = ccw_subchannel_get_id(sch).devno;

		assert_true((id >= 2 && id <= 14) || id == 20 || (id >= 30 && id <= 35));
		n++;
	}
	assert_int_equal(n, 13 + 1 + 6);
	ccw_query_free(query);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing_new), TEST(test_attributes), TEST(test_unreadable_and_absent),
		TEST(test_come_and_go), TEST(test_moves),      TEST(test_random),
		TEST(test_limits),	TEST(test_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
