// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-search.c - disks of tracks: seeking, and searching record by record
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

/* Where it happened: on the first cylinders. */
static void assert_track(const struct irb_block *irb, u32 track)
{
	assert_int_equal(irb->ecw[29], track / 15);
	assert_int_equal(irb->ecw[31], track % 15);
}

static void test_seek(void **state)
{
	static const u8 bad[3][6] = { { 1 }, { 0, 0, 0, 4 }, { 0, 0, 0, 0, 0, 15 } };
	static const u8 head[6] = { 0, 0, 0, 1, 0, 5 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		begin();
		add_param(0x07, bad[i], 6);
		assert_sense(go(), SENSE0_REJECT, 0, MSG_PARAMETER);
	}
	begin();
	add_param(0x07, head, 5);
	assert_sense(go(), SENSE0_REJECT, 0, MSG_SHORT);
	make_track(35, 1, 0, 80);
	make_track(0, 1, 0, 80);
	/* SEEK HEAD stays on the cylinder */
	begin();
	add_seek(31);
	add_param(0x1b, head, 6);
	add_search(0x31, 35, 1);
	add(0x06, 0, 80, DATA);
	/* RECALIBRATE */
	add(0x13, 0, 0, 0);
	add_search(0x31, 0, 1);
	add(0x06, 0, 80, DATA + 0x100);
	go_well();
	assert_bytes(DATA, fill(35, 1), 80);
	assert_bytes(DATA + 0x100, fill(0, 1), 80);
}

static void test_search_id(void **state)
{
	const struct irb_block *irb;

	make_track(7, 4, 0, 80);
	begin();
	add_seek(7);
	add_search(0x31, 7, 3);
	add(0x06, 0, 80, DATA);
	/* it goes round */
	add_search(0x31, 7, 2);
	add(0x06, 0, 80, DATA + 0x100);
	/* record 0 is one */
	add_search(0x31, 7, 0);
	add(0x06, 0, 8, DATA + 0x200);
	go_well();
	assert_bytes(DATA, fill(7, 3), 80);
	assert_bytes(DATA + 0x100, fill(7, 2), 80);
	assert_bytes(DATA + 0x200, 0, 8);

	begin();
	add_seek(7);
	add_search(0x51, 7, 2);
	add(0x06, 0, 80, DATA);
	add_search(0x71, 7, 4);
	add(0x06, 0, 80, DATA + 0x100);
	go_well();
	assert_bytes(DATA, fill(7, 3), 80);
	assert_bytes(DATA + 0x100, fill(7, 4), 80);

	begin();
	add_seek(7);
	add_search(0x31, 7, 5);
	add(0x06, 0, 80, DATA);
	irb = go();
	assert_sense(irb, 0, SENSE1_NO_RECORD, 0);
	assert_track(irb, 7);
	begin();
	add_seek(7);
	add(0x31, 0, 0, 0);
	assert_sense(go(), SENSE0_REJECT, 0, MSG_SHORT);
}

static void test_search_key(void **state)
{
	static const u8 third[4] = { 0x83, 0x83, 0x83, 0x83 };

	make_track(1, 5, 4, 80);
	begin();
	add_seek(1);
	add_tic(add_param(0x29, third, 4));
	add(0x06, 0, 80, DATA);
	add_tic(add_param(0x49, third, 4));
	add(0x06, 0, 80, DATA + 0x100);
	add_tic(add_param(0x69, third, 4));
	add(0x06, 0, 80, DATA + 0x200);
	/* of the record whose count has gone by, of others, and only its beginning */
	add_search(0x31, 1, 3);
	add_tic(add_param(0x29, third, 2));
	add(0x06, 0, 80, DATA + 0x300);
	go_well();
	assert_bytes(DATA, fill(1, 3), 80);
	assert_bytes(DATA + 0x100, fill(1, 4), 80);
	assert_bytes(DATA + 0x200, fill(1, 5), 80);
	assert_bytes(DATA + 0x300, fill(1, 3), 80);

	/* records without keys are none that are found */
	make_track(2, 3, 0, 80);
	begin();
	add_seek(2);
	add_tic(add_param(0x29, third, 4));
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
}

static void test_search_home(void **state)
{
	static const u8 home[4] = { 0, 1, 0, 2 };

	make_track(17, 1, 0, 80);
	begin();
	add_seek(17);
	add_tic(add_param(0x39, home, 4));
	add(0x16, 0, 16, DATA);
	add(0x1e, 0, 88, DATA + 0x100);
	go_well();
	assert_int_equal(memory[DATA + 4], 0);
	assert_int_equal(memory[DATA + 0x104], 1);
}

/* From track to track, but not to another cylinder. */
static void test_search_multi(void **state)
{
	const struct irb_block *irb;

	make_track(12, 2, 0, 80);
	make_track(14, 2, 0, 80);
	make_track(15, 2, 0, 80);
	begin();
	add_seek(11);
	add_search(0xb1, 14, 2);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(14, 2), 80);
	begin();
	add_seek(11);
	add_search(0xb1, 15, 2);
	irb = go();
	assert_sense(irb, 0, SENSE1_END_OF_CYLINDER, 0);
	assert_track(irb, 14);
	/* reading goes on to other tracks, too */
	begin();
	add_seek(12);
	add_search(0x31, 12, 2);
	add(0x86, 0, 80, DATA);
	add(0x86, 0, 80, DATA + 0x100);
	add(0x92, 0, 8, DATA + 0x200);
	go_well();
	assert_bytes(DATA, fill(12, 2), 80);
	assert_bytes(DATA + 0x100, fill(14, 1), 80);
	assert_int_equal(memory[DATA + 0x204], 2);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up_eckd, tear_down_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(seek),	   TEST(search_id),    TEST(search_key),
		TEST(search_home), TEST(search_multi),
	};

	return cmocka_run_group_tests_name("searching", tests, NULL, NULL);
}
