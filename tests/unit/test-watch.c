// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-watch.c - a copy of sysfs is watched: no events, all changes are found by sweeping
 */
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "libccw.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_watch *watch;
	unsigned int warnings, lines;
};

static void count(void *data, enum ccw_log_level level, const char *msg)
{
	struct fixture *f = data;

	f->lines++;
	f->warnings += level == CCW_LOG_WARNING;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char sch[16], dev[16];
	unsigned int i;

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	ccw_ctx_set_log(f->ctx, count, f);
	for (i = 0; i < 20; i++) {
		sprintf(sch, "0.0.%04x", i);
		sprintf(dev, "0.0.%04x", 0x4000 + i);
		tree_add_subchannel(f->root, sch, dev,
				    i % 2 ? "3a 00 00 00 00 00 00 00" :
					    "2a 00 00 00 00 00 00 00",
				    "80 80 ff", "80");
	}
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "online", "1");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_watch_free(f->watch);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

static unsigned int clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (unsigned int)ts.tv_sec * 1000 + (unsigned int)(ts.tv_nsec / 1000000);
}

/* Waits for something to do, and does it. */
static const struct ccw_diff *process(struct fixture *f)
{
	struct pollfd fd = { .fd = ccw_watch_get_fd(f->watch), .events = POLLIN };
	const struct ccw_diff *diff;

	/* it is due once a second; a loaded machine may be late */
	assert_int_equal(poll(&fd, 1, 20000), 1);
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	return diff;
}

static bool has_change(const struct ccw_diff *diff, struct ccw_object object, uint64_t attrs)
{
	const struct ccw_difference *change;

	for (change = NULL; diff && (change = ccw_diff_next(diff, change));)
		if (change->object.kind == object.kind &&
		    !ccw_id_cmp(change->object.id, object.id) &&
		    !ccw_chpid_cmp(change->object.chpid, object.chpid))
			return attrs ? change->attrs == attrs :
				       change->appeared || change->vanished;
	return false;
}

/* Goes on until the change is there; returns how long that took. */
static unsigned int await(struct fixture *f, struct ccw_object object, uint64_t attrs)
{
	unsigned int start = clock_ms();

	while (clock_ms() - start < 30000)
		if (has_change(process(f), object, attrs))
			return clock_ms() - start;
	fail_msg("not seen");
	return 0;
}

static struct ccw_object named(enum ccw_kind kind, uint16_t id)
{
	if (kind == CCW_KIND_CHPATH)
		return (struct ccw_object){ .kind = kind, .chpid = { .id = (uint8_t)id } };
	return (struct ccw_object){ .kind = kind, .id = { .devno = id } };
}

static void begin(struct fixture *f, uint64_t attrs)
{
	struct ccw_query *query;

	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, attrs);
	assert_int_equal(ccw_watch_new(f->ctx, query, &f->watch), 0);
	ccw_query_free(query);
	assert_false(ccw_watch_has_events(f->watch));
	assert_non_null(ccw_watch_get_snapshot(f->watch));
	assert_ptr_equal(ccw_watch_get_snapshot(f->watch), ccw_watch_get_previous(f->watch));
}

static void test_no_root(void **state)
{
	struct fixture *f = *state;
	struct ccw_monitor *monitor = NULL;

	/* events are about the kernel's own tree */
	assert_int_equal(ccw_monitor_new(f->ctx, &monitor), -EOPNOTSUPP);
	assert_null(monitor);
	assert_int_equal(ccw_ctx_set_root(f->ctx, "/nonexistent"), 0);
	assert_int_equal(ccw_watch_new(f->ctx, NULL, &f->watch), -ENOENT);
	assert_null(f->watch);
}

/* No change is missed, whatever kind it is of. */
static void test_changes(void **state)
{
	struct fixture *f = *state;
	const struct ccw_device *dev;
	struct ccw_object object;
	bool online;

	begin(f, CCW_ATTRS_ALL);
	object = named(CCW_KIND_DEVICE, 0x4007);
	tree_write(f->root, "devices/css0/0.0.0007/0.0.4007/online", "0\n");
	await(f, object, CCW_ATTR(CCW_DEV_ONLINE));
	dev = ccw_snapshot_get_device(ccw_watch_get_previous(f->watch), object.id);
	assert_int_equal(ccw_device_get_online(dev, &online), 0);
	assert_true(online);
	dev = ccw_snapshot_get_device(ccw_watch_get_snapshot(f->watch), object.id);
	assert_int_equal(ccw_device_get_online(dev, &online), 0);
	assert_false(online);

	tree_add_subchannel(f->root, "0.0.0100", "0.0.4100", "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	await(f, named(CCW_KIND_SUBCHANNEL, 0x100), 0);
	assert_non_null(ccw_snapshot_get_device(ccw_watch_get_snapshot(f->watch),
						(struct ccw_id){ .devno = 0x4100 }));
	tree_remove(f->root, "bus/css/devices/0.0.0100");
	tree_remove(f->root, "bus/ccw/devices/0.0.4100");
	await(f, named(CCW_KIND_DEVICE, 0x4100), 0);
	tree_add_chpath(f->root, "0.4a", "online", "1");
	await(f, named(CCW_KIND_CHPATH, 0x4a), 0);
}

/* A path is varied off: the masks on it, and only those, are looked at right afterwards. */
static void test_neighbourhood(void **state)
{
	struct fixture *f = *state;
	const struct ccw_diff *diff;
	unsigned int i;
	char path[64];

	begin(f, CCW_ATTR(CCW_SCH_VPM) | CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE));
	tree_write(f->root, "devices/css0/chp0.3a/status", "offline\n");
	/* in the same moment: those on the path, and something else on the others */
	for (i = 0; i < 20; i++) {
		sprintf(path, "devices/css0/0.0.%04x/%s", i, i % 2 ? "vpm" : "driver_override");
		tree_write(f->root, path, "00\n");
	}
	await(f, named(CCW_KIND_CHPATH, 0x3a), CCW_ATTR(CCW_CHP_STATUS));
	do
		diff = process(f);
	while (!diff);
	for (i = 1; i < 20; i += 2) {
		uint8_t vpm;

		assert_int_equal(
			ccw_subchannel_get_vpm(
				ccw_snapshot_get_subchannel(ccw_watch_get_snapshot(f->watch),
							    (struct ccw_id){ .devno = i }),
				&vpm),
			0);
		assert_int_equal(vpm, 0);
	}
	/* the last of the others has to wait for the sweep */
	assert_false(has_change(diff, named(CCW_KIND_SUBCHANNEL, 18),
				CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE)));
	await(f, named(CCW_KIND_SUBCHANNEL, 18), CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE));
}

static unsigned int age(struct fixture *f, struct ccw_object object, enum ccw_attr attr)
{
	unsigned int ms = 0;

	assert_int_equal(ccw_watch_get_age(f->watch, &object, attr, &ms), 0);
	return ms;
}

/* While nothing changes, nothing gets older than is stated. */
static void test_age(void **state)
{
	struct ccw_object object = named(CCW_KIND_DEVICE, 0x4000);
	struct fixture *f = *state;
	unsigned int i, oldest = 0, old_path = 0, late, start, ms;

	tree_write(f->root, "devices/css0/0.0.0003/vpm", "garbled\n");
	begin(f, CCW_ATTR(CCW_DEV_ONLINE) | CCW_ATTR(CCW_SCH_VPM));
	assert_int_equal(ccw_watch_get_age(f->watch, &object, CCW_CHP_STATUS, &ms), -EINVAL);
	assert_int_equal(ccw_watch_get_age(f->watch, &object, CCW_DEV_DRIVER, &ms), -EINVAL);
	assert_int_equal(ccw_watch_get_age(f->watch, &object, CCW_ATTR_COUNT, &ms), -EINVAL);
	object.id.devno = 1;
	assert_int_equal(ccw_watch_get_age(f->watch, &object, CCW_DEV_ONLINE, &ms), -ENOENT);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 5000);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_STATUS), 2000);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_CONFIGURE), 3000);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_TYPE), 6000);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CSS_CM_ENABLE), 6000);
	for (start = clock_ms(); clock_ms() - start < 11000;) {
		unsigned int before = clock_ms();

		assert_null(process(f));
		/* what the machine was late is not the watch's fault */
		late = clock_ms() - before > 1000 ? clock_ms() - before - 1000 : 0;
		for (i = 0; i < 20; i++) {
			ms = age(f, named(CCW_KIND_DEVICE, (uint16_t)(0x4000 + i)),
				 CCW_DEV_ONLINE);
			assert_true(ms <= 4100 + 4 * late);
			oldest = ms > oldest ? ms : oldest;
		}
		ms = age(f, named(CCW_KIND_CHPATH, 0x2a), CCW_CHP_STATUS);
		old_path = ms > old_path ? ms : old_path;
	}
	/* it was the sweep that kept them young, one part of them after the other */
	assert_in_range(oldest, 2500, 6000);
	assert_true(old_path < 1000);
	/* what is garbled was read three times at least, and is worth one warning */
	assert_int_equal(f->warnings, 1);
	assert_true(f->lines >= 3);
}

/* How many of the devices were read after @start. */
static unsigned int count_read(struct fixture *f, unsigned int start)
{
	struct ccw_object object = named(CCW_KIND_DEVICE, 0x4000);
	unsigned int n = 0;

	for (; object.id.devno < 0x4000 + 20; object.id.devno++)
		n += age(f, object, CCW_DEV_ONLINE) + 20 < clock_ms() - start;
	return n;
}

static void test_interval(void **state)
{
	struct fixture *f = *state;
	unsigned int i, start;

	begin(f, CCW_ATTRS_ALL);
	assert_int_equal(ccw_watch_set_interval(f->watch, 99), -EINVAL);
	assert_int_equal(ccw_watch_set_interval(f->watch, 60001), -EINVAL);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 5000);
	assert_int_equal(ccw_watch_set_interval(f->watch, 60000), 0);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 300000);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_TYPE), 120000);
	assert_int_equal(ccw_watch_set_interval(f->watch, 100), 0);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 500);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_STATUS), 200);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_CONFIGURE), 1200);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_CHP_TYPE), 5100);
	start = clock_ms();
	for (i = 0; i < 10; i++)
		process(f);
	assert_int_equal(count_read(f, start), 20);
	assert_true(clock_ms() - start < 5000);
}

/* The state of a path is read at each tick, and all of it after the state changed. */
static void test_path_state(void **state)
{
	struct fixture *f = *state;
	unsigned int start;

	begin(f, CCW_ATTRS_CHPATH);
	assert_int_equal(ccw_watch_set_interval(f->watch, 100), 0);
	/* all of it is read with the first tick, and then not for five seconds */
	process(f);
	start = clock_ms();
	tree_write(f->root, "devices/css0/chp0.2a/type", "25\n");
	process(f);
	tree_write(f->root, "devices/css0/chp0.2a/configure", "0\n");
	await(f, named(CCW_KIND_CHPATH, 0x2a), CCW_ATTR(CCW_CHP_CONFIGURE));
	await(f, named(CCW_KIND_CHPATH, 0x2a), CCW_ATTR(CCW_CHP_TYPE));
	assert_true(clock_ms() - start < 4500);
	tree_remove(f->root, "devices/css0/chp0.3a/status");
	tree_remove(f->root, "devices/css0/chp0.3a/configure");
	tree_remove(f->root, "devices/css0/chp0.3a/type");
	tree_remove(f->root, "devices/css0/chp0.3a");
	await(f, named(CCW_KIND_CHPATH, 0x3a), 0);
}

/* With a load that allows next to nothing, fewer have their turn, but all of them do. */
static void test_load(void **state)
{
	struct fixture *f = *state;
	unsigned int i, slice, start;

	begin(f, CCW_ATTRS_ALL);
	assert_int_equal(ccw_watch_set_interval(f->watch, 100), 0);
	assert_int_equal(ccw_watch_set_load(f->watch, 1001), -EINVAL);
	assert_int_equal(ccw_watch_set_load(f->watch, 1000), 0);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 500);
	assert_int_equal(ccw_watch_set_load(f->watch, 1), 0);
	/* 16 a second are 2 at a tick; more than 4 would take less than 20 us each */
	assert_in_range(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 600, 1100);
	slice = 20 / (ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE) / 100 - 1) + 1;
	start = clock_ms();
	for (i = 0; i < 4; i++)
		process(f);
	assert_in_range(count_read(f, start), 2, 4 * slice);
	assert_true(count_read(f, start) < 20);
	while (count_read(f, start) < 20 && clock_ms() - start < 20000)
		process(f);
	assert_int_equal(count_read(f, start), 20);
	assert_int_equal(ccw_watch_set_load(f->watch, 0), 0);
	assert_int_equal(ccw_watch_get_latency(f->watch, CCW_DEV_ONLINE), 500);
}

/* What is touched is read at once, and nothing else is. */
static void test_touch(void **state)
{
	struct ccw_object objects[] = {
		named(CCW_KIND_DEVICE, 0x4003),
		named(CCW_KIND_NONE, 0),
		named(CCW_KIND_SUBCHANNEL, 4),
		named(CCW_KIND_DEVICE, 0x4003),
		named(CCW_KIND_DEVICE, 0x4999),
		named(CCW_KIND_CHPATH, 0x2a),
	};
	struct fixture *f = *state;
	struct pollfd fd = { .events = POLLIN };
	const struct ccw_diff *diff;

	begin(f, CCW_ATTRS_ALL);
	/* no tick comes while we look */
	assert_int_equal(ccw_watch_set_interval(f->watch, 60000), 0);
	fd.fd = ccw_watch_get_fd(f->watch);
	tree_write(f->root, "devices/css0/0.0.0003/0.0.4003/online", "0\n");
	tree_write(f->root, "devices/css0/0.0.0004/vpm", "00\n");
	tree_write(f->root, "devices/css0/0.0.0005/vpm", "00\n");
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	assert_null(diff);
	assert_int_equal(ccw_watch_touch(f->watch, objects, 0), 0);
	objects[5].kind = CCW_KIND_CHPATH + 1;
	assert_int_equal(ccw_watch_touch(f->watch, objects, 6), -EINVAL);
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	assert_null(diff);
	assert_int_equal(poll(&fd, 1, 0), 0);

	objects[5].kind = CCW_KIND_CHPATH;
	assert_int_equal(ccw_watch_touch(f->watch, objects, 6), 0);
	assert_int_equal(poll(&fd, 1, 10000), 1);
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	assert_true(has_change(diff, objects[0], CCW_ATTR(CCW_DEV_ONLINE)));
	assert_true(has_change(diff, objects[2], CCW_ATTR(CCW_SCH_VPM)));
	assert_false(has_change(diff, named(CCW_KIND_SUBCHANNEL, 5), CCW_ATTR(CCW_SCH_VPM)));
	assert_int_equal(poll(&fd, 1, 0), 0);
	assert_ptr_not_equal(ccw_watch_get_previous(f->watch), ccw_watch_get_snapshot(f->watch));
	/* nothing was due: there is no snapshot but the current one any more */
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	assert_null(diff);
	assert_ptr_equal(ccw_watch_get_previous(f->watch), ccw_watch_get_snapshot(f->watch));
	/* one who does not wait finds it, too */
	tree_write(f->root, "devices/css0/chp0.2a/type", "25\n");
	assert_int_equal(ccw_watch_touch(f->watch, &objects[5], 1), 0);
	assert_int_equal(ccw_watch_process(f->watch, &diff), 0);
	assert_true(has_change(diff, objects[5], CCW_ATTR(CCW_CHP_TYPE)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_root),
		TEST(test_changes),
		TEST(test_neighbourhood),
		TEST(test_age),
		TEST(test_interval),
		TEST(test_path_state),
		TEST(test_load),
		TEST(test_touch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
