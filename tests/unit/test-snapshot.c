// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-snapshot.c - what libccw makes of sysfs trees
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

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	unsigned int warnings;
};

static void count_warnings(void *data, enum ccw_log_level level, const char *msg)
{
	struct fixture *f = data;

	f->warnings += level == CCW_LOG_WARNING;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	ccw_ctx_set_log(f->ctx, count_warnings, f);
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

static void take(struct fixture *f, struct ccw_query *query)
{
	ccw_snapshot_free(f->snap);
	f->snap = NULL;
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
}

static const struct ccw_subchannel *sch(struct fixture *f, uint16_t number)
{
	return ccw_snapshot_get_subchannel(f->snap, (struct ccw_id){ .devno = number });
}

static void test_no_root(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ccw_ctx_set_root(f->ctx, "/nonexistent"), 0);
	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->snap), -ENOENT);
	assert_null(f->snap);
}

static void test_empty(void **state)
{
	struct fixture *f = *state;

	take(f, NULL);
	assert_null(ccw_snapshot_next_css(f->snap, NULL));
	assert_null(ccw_snapshot_next_subchannel(f->snap, NULL));
	assert_null(ccw_snapshot_next_device(f->snap, NULL));
	assert_null(ccw_snapshot_next_chpath(f->snap, NULL));
	assert_null(sch(f, 0));
}

static void test_order_and_links(void **state)
{
	const struct ccw_subchannel *s;
	const struct ccw_device *dev;
	struct fixture *f = *state;
	char buf[CCW_ID_STRLEN], all[256] = "";
	struct ccw_id id;

	tree_add_subchannel(f->root, "0.1.0000", "0.1.0001", "01 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	tree_add_subchannel(f->root, "0.0.0001", "0.0.9999", "01 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	tree_add_subchannel(f->root, "0.0.0000", NULL, "01 00 00 00 00 00 00 00", "80 80 ff",
			    "00");
	take(f, NULL);
	ccw_snapshot_foreach_subchannel(f->snap, s) {
		strcat(all, ccw_id_format(ccw_subchannel_get_id(s), buf));
		strcat(all, " ");
	}
	assert_string_equal(all, "0.0.0000 0.0.0001 0.1.0000 ");
	assert_null(ccw_subchannel_get_device(sch(f, 0)));
	assert_int_equal(ccw_subchannel_get_dev_busid(sch(f, 0), &id), -ENODEV);
	dev = ccw_subchannel_get_device(sch(f, 1));
	assert_non_null(dev);
	assert_ptr_equal(ccw_device_get_subchannel(dev), sch(f, 1));
	assert_int_equal(ccw_subchannel_get_dev_busid(sch(f, 1), &id), 0);
	assert_string_equal(ccw_id_format(id, buf), "0.0.9999");
	all[0] = '\0';
	ccw_snapshot_foreach_device(f->snap, dev) {
		strcat(all, ccw_id_format(ccw_device_get_id(dev), buf));
		strcat(all, " ");
	}
	assert_string_equal(all, "0.0.9999 0.1.0001 ");
}

static void test_query_ranges(void **state)
{
	struct fixture *f = *state;
	struct ccw_id first = { 0, 0, 2 }, last = { 0, 0, 5 };
	struct ccw_query *query;
	char name[16], dev[16];
	unsigned int i, n = 0;
	const struct ccw_subchannel *s;
	const struct ccw_device *d;

	for (i = 0; i < 10; i++) {
		snprintf(name, sizeof(name), "0.0.%04x", i);
		snprintf(dev, sizeof(dev), "0.0.%04x", 0x100 - i);
		tree_add_subchannel(f->root, name, dev, "01 00 00 00 00 00 00 00", "80 80 ff",
				    "80");
	}
	ccw_query_new(&query);
	ccw_query_add_attrs(query, CCW_ATTR(CCW_DEV_ONLINE));
	ccw_query_add_subchannels(query, first, last);
	take(f, query);
	ccw_snapshot_foreach_subchannel(f->snap, s)
		n++;
	assert_int_equal(n, 4);
	assert_non_null(ccw_subchannel_get_device(sch(f, 2)));

	ccw_query_new(&query);
	ccw_query_add_attrs(query, CCW_ATTR(CCW_DEV_ONLINE));
	ccw_query_add_devices(query, (struct ccw_id){ 0, 0, 0xfe }, (struct ccw_id){ 3, 0, 0 });
	take(f, query);
	n = 0;
	ccw_snapshot_foreach_device(f->snap, d)
		n++;
	assert_int_equal(n, 3);
	assert_non_null(sch(f, 0));
	assert_null(sch(f, 3));

	ccw_query_new(&query);
	ccw_query_add_attrs(query, CCW_ATTRS_ALL);
	ccw_query_add_subchannels(query, last, first);
	take(f, query);
	assert_null(ccw_snapshot_next_subchannel(f->snap, NULL));
}

static void test_not_asked_for(void **state)
{
	struct fixture *f = *state;
	struct ccw_query *query;
	struct ccw_masks masks;
	struct ccw_paths paths;
	uint8_t vpm;

	tree_add_subchannel(f->root, "0.0.0000", NULL, "01 00 00 00 00 00 00 00", "80 80 ff",
			    "00");
	ccw_query_new(&query);
	ccw_query_add_attrs(query, CCW_ATTR(CCW_SCH_PIMPAMPOM));
	take(f, query);
	assert_int_equal(ccw_subchannel_get_masks(sch(f, 0), &masks), 0);
	assert_int_equal(ccw_subchannel_get_vpm(sch(f, 0), &vpm), -EINVAL);
	assert_int_equal(ccw_subchannel_get_paths(f->snap, sch(f, 0), &paths), -EINVAL);
	assert_null(ccw_snapshot_next_chpath(f->snap, NULL));
}

/* Absent, unreadable, garbled and zero are four different things. */
static void test_errors(void **state)
{
	struct fixture *f = *state;
	uint8_t vpm, chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;

	tree_add_subchannel(f->root, "0.0.0000", NULL, "01 00 00 00 00 00 00 00", "80 80 ff",
			    "00");
	tree_add_subchannel(f->root, "0.0.0001", NULL, "01 00 00 00 00 00 00 00", "80 80 ff",
			    NULL);
	tree_add_subchannel(f->root, "0.0.0002", NULL, "junk", "80 80 ff", "zz");
	tree_remove(f->root, "devices/css0/0.0.0002/pimpampom");
	tree_write(f->root, "devices/css0/0.0.0002/pimpampom/file", "x");
	take(f, NULL);
	assert_int_equal(ccw_subchannel_get_vpm(sch(f, 0), &vpm), 0);
	assert_int_equal(vpm, 0);
	assert_int_equal(ccw_subchannel_get_vpm(sch(f, 1), &vpm), -ENODATA);
	assert_int_equal(ccw_subchannel_get_vpm(sch(f, 2), &vpm), -EBADMSG);
	assert_int_equal(ccw_subchannel_get_chpids(sch(f, 2), chpids), -EBADMSG);
	assert_int_equal(ccw_subchannel_get_masks(sch(f, 2), &masks), -EISDIR);
	assert_true(f->warnings >= 3);
}

static void check_paths(struct fixture *f, unsigned int number, uint8_t usable,
			uint8_t not_available, uint8_t varied_off, uint8_t standby,
			uint8_t not_verified)
{
	struct ccw_paths paths;

	assert_int_equal(ccw_subchannel_get_paths(f->snap, sch(f, (uint16_t)number), &paths), 0);
	assert_int_equal(paths.usable, usable);
	assert_int_equal(paths.not_available, not_available);
	assert_int_equal(paths.varied_off, varied_off);
	assert_int_equal(paths.standby, standby);
	assert_int_equal(paths.not_verified, not_verified);
}

static void test_paths(void **state)
{
	struct fixture *f = *state;

	tree_add_chpath(f->root, "0.00", "offline", "1");
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "offline", "1");
	tree_add_chpath(f->root, "0.4a", "online", "0");
	tree_add_chpath(f->root, "0.5a", "online", NULL);
	/* all well; POM says nothing; CHPID 00 is not installed, only a zero byte */
	tree_add_subchannel(f->root, "0.0.0000", "0.0.0100", "2a 5a 00 00 00 00 00 00",
			    "c0 c0 00", "c0");
	/* one path of four for each reason */
	tree_add_subchannel(f->root, "0.0.0001", "0.0.0101", "2a 3a 4a 5a 00 00 00 00",
			    "f0 70 ff", "e0");
	/* offline: the VPM does not count */
	tree_add_subchannel(f->root, "0.0.0002", "0.0.0102", "2a 5a 00 00 00 00 00 00",
			    "c0 c0 ff", "00");
	tree_write(f->root, "devices/css0/0.0.0002/0.0.0102/online", "0\n");
	/* no directory for 6b: counts as varied on */
	tree_add_subchannel(f->root, "0.0.0003", NULL, "6b 00 00 00 00 00 00 00", "80 80 ff",
			    NULL);
	/* CHPID 00 installed, and varied off */
	tree_add_subchannel(f->root, "0.0.0004", "0.0.0104", "00 2a 00 00 00 00 00 00",
			    "c0 c0 ff", "40");
	take(f, NULL);
	check_paths(f, 0, 0xc0, 0, 0, 0, 0);
	check_paths(f, 1, 0x00, 0x80, 0x40, 0x20, 0x10);
	check_paths(f, 2, 0xc0, 0, 0, 0, 0);
	check_paths(f, 3, 0x80, 0, 0, 0, 0);
	check_paths(f, 4, 0x40, 0, 0x80, 0, 0x80);
}

static uint8_t path_mask(const struct ccw_subchannel *sch, uint8_t from, uint8_t to)
{
	return ccw_subchannel_get_path_mask(sch, (struct ccw_chpid){ 0, from },
					    (struct ccw_chpid){ 0, to });
}

static void test_path_mask(void **state)
{
	struct fixture *f = *state;

	/* 00 where no path is installed, and where one is */
	tree_add_subchannel(f->root, "0.0.0000", NULL, "2a 3a 5a 00 00 00 00 00", "e0 e0 ff",
			    NULL);
	tree_add_subchannel(f->root, "0.0.0001", NULL, "2a 00 00 00 00 00 00 00", "c0 c0 ff",
			    NULL);
	take(f, NULL);
	assert_int_equal(path_mask(sch(f, 0), 0x00, 0x29), 0);
	assert_int_equal(path_mask(sch(f, 0), 0x00, 0x2a), 0x80);
	assert_int_equal(path_mask(sch(f, 0), 0x3a, 0x3a), 0x40);
	assert_int_equal(path_mask(sch(f, 0), 0x30, 0x5f), 0x60);
	assert_int_equal(path_mask(sch(f, 0), 0x5b, 0xff), 0);
	assert_int_equal(path_mask(sch(f, 1), 0x00, 0x00), 0x40);
	assert_int_equal(ccw_subchannel_get_path_mask(sch(f, 0), (struct ccw_chpid){ 1, 0x2a },
						      (struct ccw_chpid){ 1, 0x2a }),
			 0);
	assert_int_equal(path_mask(NULL, 0x00, 0xff), 0);
}

static void test_defunct(void **state)
{
	struct fixture *f = *state;
	const struct ccw_device *dev;
	bool online;

	tree_write(f->root, "devices/css0/defunct/0.0.4711/online", "1\n");
	tree_link(f->root, "bus/ccw/devices/0.0.4711", "../../../devices/css0/defunct/0.0.4711");
	tree_add_subchannel(f->root, "0.0.0000", "0.0.0100", "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	take(f, NULL);
	dev = ccw_snapshot_get_device(f->snap, (struct ccw_id){ 0, 0, 0x4711 });
	assert_non_null(dev);
	assert_null(ccw_device_get_subchannel(dev));
	assert_int_equal(ccw_device_get_online(dev, &online), 0);
	assert_true(online);
}

static void test_chpath(void **state)
{
	struct fixture *f = *state;
	const struct ccw_chpath *chp;
	enum ccw_configure configure;
	const char *text;
	uint32_t number;
	uint64_t bps;
	uint16_t chid;
	uint8_t byte;
	bool flag;

	tree_add_chpath(f->root, "0.2a", "online", "3");
	tree_write(f->root, "devices/css0/chp0.2a/cmg", "unknown\n");
	tree_write(f->root, "devices/css0/chp0.2a/shared", "1\n");
	tree_write(f->root, "devices/css0/chp0.2a/chid", "05e4\n");
	tree_write(f->root, "devices/css0/chp0.2a/chid_external", "1\n");
	tree_write(f->root, "devices/css0/chp0.2a/esc", "ff\n");
	tree_write(f->root, "devices/css0/chp0.2a/speed_bps", "16G\n");
	tree_write(f->root, "devices/css0/chp0.2a/util_string", "SITE 7");
	tree_write(f->root, "devices/css0/chp0.2a/measurement_chars", "x");
	tree_write(f->root, "devices/css0/cm_enable", "1\n");
	take(f, NULL);
	chp = ccw_snapshot_get_chpath(f->snap, (struct ccw_chpid){ 0, 0x2a });
	assert_non_null(chp);
	assert_int_equal(ccw_chpath_get_vary(chp, &flag), 0);
	assert_true(flag);
	assert_int_equal(ccw_chpath_get_configure(chp, &configure), 0);
	assert_int_equal(configure, CCW_CONFIGURE_NOT_RECOGNIZED);
	assert_false(ccw_chpath_is_standby(chp));
	assert_int_equal(ccw_chpath_get_type(chp, &byte), 0);
	assert_int_equal(byte, 0x1b);
	assert_int_equal(ccw_chpath_get_cmg(chp, &number), -ENODATA);
	assert_int_equal(ccw_chpath_get_shared(chp, &number), 0);
	assert_int_equal(ccw_chpath_get_chid(chp, &chid, &flag), 0);
	assert_int_equal(chid, 0x5e4);
	assert_true(flag);
	assert_int_equal(ccw_chpath_get_esc(chp, &byte), 0);
	assert_int_equal(byte, 0xff);
	assert_int_equal(ccw_chpath_get_speed(chp, &bps), 0);
	assert_true(bps == 16000000000ULL);
	assert_int_equal(ccw_chpath_get_util_string(chp, &text), 0);
	assert_string_equal(text, "SITE 7");
	assert_true(ccw_chpath_has_measurement_chars(chp));
	assert_int_equal(ccw_css_get_cm_enable(ccw_snapshot_next_css(f->snap, NULL), &flag), 0);
	assert_int_equal(ccw_css_get_real_cssid(ccw_snapshot_next_css(f->snap, NULL), &byte),
			 -ENODATA);
}

/* Enough for threads: nothing is lost or doubled, no descriptor leaks. */
static void test_many(void **state)
{
	struct fixture *f = *state;
	const struct ccw_subchannel *s;
	struct ccw_identity identity;
	char name[16], dev[16];
	unsigned int i;
	int fd;

	for (i = 0; i < 1500; i++) {
		snprintf(name, sizeof(name), "0.%x.%04x", i & 3, i);
		snprintf(dev, sizeof(dev), "0.%x.%04x", i & 3, 0xffff - i);
		tree_add_subchannel(f->root, name, i % 10 ? dev : NULL,
				    "01 02 00 00 00 00 00 00", "c0 c0 ff", "c0");
	}
	fd = dup(0);
	close(fd);
	take(f, NULL);
	i = 0;
	ccw_snapshot_foreach_subchannel(f->snap, s) {
		const struct ccw_device *d = ccw_subchannel_get_device(s);
		struct ccw_id id = ccw_subchannel_get_id(s);

		i++;
		assert_int_equal(!d, id.devno % 10 == 0);
		if (!d)
			continue;
		assert_int_equal(ccw_device_get_id(d).devno, 0xffff - id.devno);
		assert_int_equal(ccw_device_get_identity(d, &identity), 0);
		assert_int_equal(identity.cu_model, 0xe9);
	}
	assert_int_equal(i, 1500);
	i = (unsigned int)dup(0);
	assert_int_equal(i, fd);
	close(fd);
}

static void test_names(void **state)
{
	struct ccw_identity eckd = { 0x3990, 0x3390, 0xe9, 0x0c };
	struct ccw_identity blk = { 0x3832, 0, 2, 0 };
	struct ccw_identity osa = { 0x1731, 0x1732, 1, 1 };
	struct ccw_identity none = { 0x1234, 0, 0, 0 };

	assert_string_equal(ccw_identity_get_name(&eckd), "ECKD DASD");
	assert_string_equal(ccw_identity_get_name(&blk), "virtio-blk");
	assert_string_equal(ccw_identity_get_name(&osa), "OSA QDIO");
	assert_null(ccw_identity_get_name(&none));
	assert_string_equal(ccw_chpath_type_get_name(0x1b), "FICON");
	assert_string_equal(ccw_chpath_type_get_name(0x32), "virtio");
	assert_null(ccw_chpath_type_get_name(0xff));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_no_root),
		TEST(test_empty),
		TEST(test_order_and_links),
		TEST(test_query_ranges),
		TEST(test_errors),
		TEST(test_not_asked_for),
		TEST(test_paths),
		TEST(test_path_mask),
		TEST(test_defunct),
		TEST(test_chpath),
		TEST(test_many),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
