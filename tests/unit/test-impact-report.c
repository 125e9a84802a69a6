// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-impact-report.c - what people are told would be lost
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "impact_report.h"
#include "tree.h"

#define TAKES "take the last usable path of"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct ccw_impact *impact;
	char *text;
};

/* Device 0.0.4700 has paths 10 and 11, and 0.0.4701 and those behind it 10 alone. */
static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	tree_add_chpath(f->root, "0.10", "online", NULL);
	tree_add_chpath(f->root, "0.11", "online", NULL);
	tree_add_subchannel(f->root, "0.0.0000", "0.0.4700", "10 11 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->text);
	ccw_impact_free(f->impact);
	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

static void add_devices(struct fixture *f, unsigned int n)
{
	char sch[16], dev[16];
	unsigned int i;

	for (i = 1; i <= n; i++) {
		snprintf(sch, sizeof(sch), "0.0.%04x", i);
		snprintf(dev, sizeof(dev), "0.0.%04x", 0x4700 + i);
		tree_add_subchannel(f->root, sch, dev, "10 00 00 00 00 00 00 00",
				    "80 80 ff", "80");
	}
}

static void describe(struct fixture *f)
{
	struct ccw_chpid chpid = { 0, 0x10 };

	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->snap), 0);
	assert_int_equal(ccw_impact_new_vary_off(f->ctx, f->snap, &chpid, 1, &f->impact),
			 0);
	f->text = impact_describe(f->impact, TAKES, "");
}

static void test_not_in_use(void **state)
{
	struct fixture *f = *state;

	describe(f);
	assert_null(f->text);
}

static void test_one(void **state)
{
	struct fixture *f = *state;

	add_devices(f, 1);
	describe(f);
	assert_string_equal(f->text, "This would " TAKES " 1 device in use:\n"
				     "  0.0.4701 is removed\n");
}

/* The @n-th device is the disk dasd@letter, 94:@minor. */
static void add_disk(struct fixture *f, unsigned int n, char letter, unsigned int minor)
{
	char path[64], where[64], target[96];

	snprintf(where, sizeof(where), "devices/css0/0.0.%04x/0.0.%04x/block/dasd%c", n,
		 0x4700 + n, letter);
	snprintf(target, sizeof(target), "../../%s", where);
	snprintf(path, sizeof(path), "class/block/dasd%c", letter);
	tree_link(f->root, path, target);
	snprintf(path, sizeof(path), "dev/block/94:%u", minor);
	tree_link(f->root, path, target);
	snprintf(target, sizeof(target), "%s/dev", where);
	tree_write(f->root, target, "94:%u\n", minor);
}

static void use_proc(struct fixture *f)
{
	char proc[256];

	snprintf(proc, sizeof(proc), "%s/proc", f->root);
	assert_int_equal(ccw_ctx_set_proc(f->ctx, proc), 0);
}

/* Two block devices of 0.0.470b: the disk, and the swap space on it. */
static void test_what_is_on_it_comes_first(void **state)
{
	struct fixture *f = *state;
	char *second;

	add_devices(f, 12);
	add_disk(f, 11, 'a', 0);
	tree_write(f->root, "proc/swaps",
		   "Filename Type Size Used Priority\n"
		   "/dev/dasda partition 1000 0 -2\n");
	use_proc(f);
	describe(f);
	second = strchr(f->text, '\n') + 1;
	*strchr(f->text, '\n') = '\0';
	assert_string_equal(f->text, "This would " TAKES " 12 devices in use:");
	assert_string_equal(second,
			    "  0.0.470b is removed, with block dasda, swap dasda\n"
			    "  0.0.4701 is removed\n"
			    "  0.0.4702 is removed\n"
			    "  0.0.4703 is removed\n"
			    "  0.0.4704 is removed\n"
			    "  0.0.4705 is removed\n"
			    "  0.0.4706 is removed\n"
			    "  0.0.4707 is removed\n"
			    "  0.0.4708 is removed\n"
			    "  0.0.4709 is removed\n"
			    "  and 2 more\n");
}

/* Disks that nobody uses are set offline without a word, and do not hide the one in use. */
static void test_idle_disks(void **state)
{
	struct ccw_id ids[12];
	struct fixture *f = *state;
	unsigned int i;

	add_devices(f, 12);
	for (i = 0; i < 12; i++) {
		add_disk(f, i + 1, (char)('a' + i), 4 * i);
		ids[i] = (struct ccw_id){ .devno = (uint16_t)(0x4701 + i) };
	}
	tree_write(f->root, "proc/self/mountinfo",
		   "21 1 94:44 / /s\033[2J\\012rv\302\2332J\233m\351\303\251 rw - ext4 "
		   "/dev/dasdl rw\n");
	use_proc(f);
	assert_int_equal(ccw_snapshot_new(f->ctx, NULL, &f->snap), 0);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, ids, 12, &f->impact), 0);
	f->text = impact_describe(f->impact, "take", " offline");
	assert_string_equal(f->text, "This would take 1 device in use offline:\n"
				     "  0.0.470c goes offline, with block dasdl, "
				     "mount /s?[2J?rv?2J?m\351\303\251 (dasdl)\n");
	free(f->text);
	ccw_impact_free(f->impact);
	ccw_snapshot_free(f->snap);
	describe(f);
	assert_non_null(strstr(f->text, "12 devices in use:\n"
					"  0.0.470c is removed, with block dasdl, mount"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_not_in_use, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_on_it_comes_first, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_idle_disks, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
