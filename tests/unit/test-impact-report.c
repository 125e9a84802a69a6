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

#include "impact-fixture.h"
#include "impact_report.h"
#include "tree.h"

#define TAKES "take the last usable path of"

/* 0.0.4700 has a second path, which 0.0.4701 and those behind it lack. */
static void add_devices(struct fixture *f, unsigned int n)
{
	unsigned int i;

	add_device(f, 0x4700, 0xc0, true, NULL);
	for (i = 1; i <= n; i++)
		add_device(f, 0x4700 + i, 0x80, true, NULL);
}

/* The @n-th device is the disk dasd@letter, 94:@minor. */
static void add_disk(struct fixture *f, unsigned int n, char letter, unsigned int minor)
{
	char name[8], number[16], where[64];

	snprintf(name, sizeof(name), "dasd%c", letter);
	snprintf(number, sizeof(number), "94:%u", minor);
	snprintf(where, sizeof(where), "css0/0.0.%04x/0.0.%04x/block/%s", n, 0x4700 + n, name);
	add_block(f, name, number, where);
}

/* What is said if 0.10 is varied off; the caller frees it. */
static char *describe(struct fixture *f)
{
	vary_off(f, 0x10);
	return impact_describe(f->impact, TAKES, "");
}

static void test_not_in_use(void **state)
{
	struct fixture *f = *state;

	add_devices(f, 0);
	assert_null(describe(f));
}

static void test_one(void **state)
{
	char *text;

	add_devices(*state, 1);
	text = describe(*state);
	assert_string_equal(text, "This would " TAKES " 1 device in use:\n"
				  "  0.0.4701 is removed\n");
	free(text);
}

/* Two block devices of 0.0.470b: the disk, and the swap space on it. */
static void test_what_is_on_it_comes_first(void **state)
{
	struct fixture *f = *state;
	char *text, *second;

	add_devices(f, 12);
	add_disk(f, 11, 'a', 0);
	tree_write(f->root, "proc/swaps",
		   "Filename Type Size Used Priority\n"
		   "/dev/dasda partition 1000 0 -2\n");
	text = describe(f);
	second = strchr(text, '\n') + 1;
	*strchr(text, '\n') = '\0';
	assert_string_equal(text, "This would " TAKES " 12 devices in use:");
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
	free(text);
}

/* Disks that nobody uses are set offline without a word, and do not hide the one in use. */
static void test_idle_disks(void **state)
{
	struct ccw_id ids[12];
	struct fixture *f = *state;
	unsigned int i;
	char *text;

	add_devices(f, 12);
	for (i = 0; i < 12; i++) {
		add_disk(f, i + 1, (char)('a' + i), 4 * i);
		ids[i] = (struct ccw_id){ .devno = (uint16_t)(0x4701 + i) };
	}
	tree_write(f->root, "proc/self/mountinfo",
		   "21 1 94:44 / /s\033[2J\\012rv\302\2332J\233m\351\303\251 rw - ext4 "
		   "/dev/dasdl rw\n");
	take(f);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, ids, 12, &f->impact), 0);
	text = impact_describe(f->impact, "take", " offline");
	assert_string_equal(text, "This would take 1 device in use offline:\n"
				  "  0.0.470c goes offline, with block dasdl, "
				  "mount /s?[2J?rv?2J?m\351\303\251 (dasdl)\n");
	free(text);
	text = describe(f);
	assert_non_null(strstr(text, "12 devices in use:\n"
				     "  0.0.470c is removed, with block dasdl, mount"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_not_in_use),
		TEST(test_one),
		TEST(test_what_is_on_it_comes_first),
		TEST(test_idle_disks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
