// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-fba.c - disks of fixed blocks: commands, extents, checks
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

#define BLOCK 512

/* What LOCATE is for. */
enum { WRITE = 1, REPLICATED = 2, FORMAT = 4, WRITE_VERIFY = 5, READ = 6 };

/* The extent begins with block @begin of the disk, which is number @low. */
static void extent(u8 mask, u32 begin, u32 low, u32 high)
{
	u8 param[16] = { mask };

	put32(param + 4, begin);
	put32(param + 8, low);
	put32(param + 12, high);
	add_param(0x63, param, sizeof(param));
}

static void locate(u8 op, u32 block, u16 count)
{
	u8 param[8] = { op, 0, (u8)(count >> 8), (u8)count };

	put32(param + 4, block);
	add_param(0x43, param, sizeof(param));
}

/* A program that has come as far as to read or write. */
static void begin_at(u8 op, u32 block, u16 count)
{
	begin();
	extent(PERMIT_ALL, 0, 0, FBA_BLOCKS - 1);
	locate(op, block, count);
}

static u8 *block_at(u32 block)
{
	return store_unit(disk, block / 128) + block % 128 * BLOCK;
}

static void assert_block(u32 block, u8 val)
{
	u32 i;

	for (i = 0; i < BLOCK; i++)
		assert_int_equal(block_at(block)[i], val);
}

/* ---- reading and writing ---- */

static void test_chars(void **state)
{
	static const u8 size[] = { 0, 0, 0x20, 0 };

	begin();
	add(0x64, 0, 32, DATA);
	go_well();
	assert_int_equal(memory[DATA + 4] << 8 | memory[DATA + 5], BLOCK);
	assert_memory_equal(memory + DATA + 14, size, sizeof(size));
}

static void test_read(void **state)
{
	const struct irb_block *irb;

	memset(block_at(127), 0x11, BLOCK);
	memset(block_at(128), 0x22, BLOCK);
	begin_at(READ, 127, 3);
	add(0x42, 0, 3 * BLOCK, DATA);
	memset(memory + DATA, 0xee, 4 * BLOCK);
	irb = go();
	assert_done(irb);
	assert_int_equal(irb->scsw.count, 0);
	assert_bytes(DATA, 0x11, BLOCK);
	assert_bytes(DATA + BLOCK, 0x22, BLOCK);
	/* never written, in a unit that was, and in one that was not */
	assert_bytes(DATA + 2 * BLOCK, 0, BLOCK);
	assert_bytes(DATA + 3 * BLOCK, 0xee, BLOCK);
	begin_at(REPLICATED, 4000, 1);
	add(0x42, 0, BLOCK, DATA);
	go_well();
	assert_bytes(DATA, 0, BLOCK);
	assert_int_equal(n_stored, 0);

	/* less, and more than there is */
	begin_at(READ, 127, 2);
	add(0x42, 0, 100, DATA);
	go_well();
	begin_at(READ, 127, 1);
	memory[add(0x42, 0, BLOCK + 1, DATA) + 1] = 0;
	assert_int_equal(go()->scsw.cstat, CSTAT_LENGTH);
}

/* As the driver does it: a CCW for each page, all chained. */
static void test_data_chaining(void **state)
{
	u32 i;

	memset(memory + DATA, 0x5a, 8 * BLOCK);
	begin_at(WRITE, 1000, 8);
	for (i = 0; i < 8; i++)
		add(i ? 0 : 0x41, i < 7 ? CCW_CD : 0, BLOCK, DATA + i * BLOCK);
	go_well();
	for (i = 0; i < 8; i++)
		assert_block(1000 + i, 0x5a);
	assert_block(1008, 0);
	assert_int_equal(n_stored, 1);

	/* in pieces that are no blocks */
	begin_at(READ, 1000, 2);
	add(0x42, CCW_CD, 1, DATA + 0x1000);
	add(0, CCW_CD, BLOCK, DATA + 0x2000);
	add(0, CCW_CD, 3, DATA + 0x3000);
	add(0, 0, BLOCK - 4, DATA + 0x4000);
	go_well();
	assert_bytes(DATA + 0x1000, 0x5a, 1);
	assert_bytes(DATA + 0x2000, 0x5a, BLOCK);
	assert_bytes(DATA + 0x3000, 0x5a, 3);
	assert_bytes(DATA + 0x4000, 0x5a, BLOCK - 4);
}

static void test_write(void **state)
{
	static const u8 ops[] = { WRITE, FORMAT, WRITE_VERIFY };
	size_t i;

	memset(memory + DATA, 0x77, 2 * BLOCK);
	for (i = 0; i < ARRAY_SIZE(ops); i++) {
		begin_at(ops[i], 126 + i, 2);
		add(0x41, 0, 2 * BLOCK, DATA);
		go_well();
		assert_block(126 + i, 0x77);
		assert_block(127 + i, 0x77);
	}
	assert_block(125, 0);
	assert_block(130, 0);
	assert_int_equal(n_stored, 3);
}

/* Without data, all becomes zero; a block that ends early ends with zeros. */
static void test_write_little(void **state)
{
	memset(block_at(5), 0xff, 3 * BLOCK);
	memset(memory + DATA, 0x33, BLOCK);
	begin_at(WRITE, 5, 2);
	add(0x41, 0, 100, DATA);
	go_well();
	assert_int_equal(block_at(5)[99], 0x33);
	assert_int_equal(block_at(5)[100], 0);
	assert_int_equal(block_at(5)[BLOCK - 1], 0);
	assert_block(6, 0xff);

	begin_at(WRITE, 5, 2);
	add(0x41, 0, 0, 0);
	go_well();
	assert_block(5, 0);
	assert_block(6, 0);
	assert_block(7, 0xff);
}

static void test_ipl(void **state)
{
	memset(block_at(0), 0x49, BLOCK);
	begin();
	add(0x02, 0, BLOCK, DATA);
	go_well();
	assert_bytes(DATA, 0x49, BLOCK);
}

/* ---- what must not be ---- */

static void test_extent(void **state)
{
	/* blocks 100 to 109 are known as 0 to 9 */
	memset(block_at(109), 0x99, BLOCK);
	begin();
	extent(PERMIT_ALL, 100, 0, 9);
	locate(READ, 9, 1);
	add(0x42, 0, BLOCK, DATA);
	go_well();
	assert_bytes(DATA, 0x99, BLOCK);

	begin();
	extent(PERMIT_ALL, 100, 0, 9);
	locate(READ, 9, 2);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
	begin();
	extent(PERMIT_ALL, 100, 50, 59);
	locate(READ, 49, 1);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
	begin();
	extent(PERMIT_ALL, 100, 50, 59);
	locate(READ, 0xffffffff, 1);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
	begin();
	extent(PERMIT_ALL, 100, 0, 9);
	locate(READ, 0, 0);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
}

/* Extents that are not on the disk. */
static void test_bad_extent(void **state)
{
	static const struct {
		u32 begin, low, high;
	} bad[] = {
		{ 0, 0, FBA_BLOCKS }, { 1, 0, FBA_BLOCKS - 1 }, { FBA_BLOCKS, 0, 0 },
		{ 0, 1, 0 },	      { 0xffffffff, 0, 1 },	{ 5, 0, 0xffffffff },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		begin();
		extent(PERMIT_ALL, bad[i].begin, bad[i].low, bad[i].high);
		assert_sense(go(), SENSE0_REJECT, 0, 0);
	}
	begin();
	extent(PERMIT_ALL, FBA_BLOCKS - 1, 0xffffffff, 0xffffffff);
	locate(READ, 0xffffffff, 1);
	add(0x42, 0, BLOCK, DATA);
	go_well();
}

static void assert_rejected(void)
{
	assert_sense(go(), SENSE0_REJECT, 0, 0);
}

static void test_sequence(void **state)
{
	/* LOCATE before DEFINE EXTENT, the latter twice, READ and WRITE before LOCATE */
	begin();
	locate(READ, 0, 1);
	assert_rejected();
	begin();
	extent(PERMIT_ALL, 0, 0, 9);
	extent(PERMIT_ALL, 0, 0, 9);
	assert_rejected();
	begin();
	extent(PERMIT_ALL, 0, 0, 9);
	add(0x42, 0, BLOCK, DATA);
	assert_rejected();
	begin();
	extent(PERMIT_ALL, 0, 0, 9);
	add(0x41, 0, BLOCK, DATA);
	assert_rejected();
	/* what was located was something else, or is used up */
	begin_at(READ, 0, 1);
	add(0x41, 0, BLOCK, DATA);
	assert_rejected();
	begin_at(WRITE, 0, 1);
	add(0x42, 0, BLOCK, DATA);
	assert_rejected();
	begin_at(READ, 0, 1);
	add(0x42, 0, BLOCK, DATA);
	add(0x42, 0, BLOCK, DATA);
	assert_rejected();
	/* parameters that are too short; what is no command at all */
	begin();
	add(0x63, 0, 15, DATA);
	assert_rejected();
	begin();
	extent(PERMIT_ALL, 0, 0, 9);
	add(0x43, 0, 7, DATA);
	assert_rejected();
	begin();
	add(0x47, 0, 16, DATA);
	assert_sense(go(), SENSE0_REJECT, 0, MSG_INVALID_COMMAND);
}

/* Two of what was located, in one program. */
static void test_locate_again(void **state)
{
	memset(block_at(3), 3, BLOCK);
	memset(block_at(9), 9, BLOCK);
	begin_at(READ, 3, 1);
	add(0x42, 0, BLOCK, DATA);
	locate(READ, 9, 1);
	add(0x42, 0, BLOCK, DATA + BLOCK);
	go_well();
	assert_bytes(DATA, 3, BLOCK);
	assert_bytes(DATA + BLOCK, 9, BLOCK);
}

/* Nothing of one program is left for the next. */
static void test_forgotten(void **state)
{
	begin_at(READ, 3, 1);
	go_well();
	begin();
	add(0x42, 0, BLOCK, DATA);
	assert_rejected();
	begin();
	locate(READ, 3, 1);
	assert_rejected();
}

static void test_permission(void **state)
{
	memset(memory + DATA, 1, BLOCK);
	begin();
	extent(PERMIT_NONE, 0, 0, 9);
	locate(WRITE, 0, 1);
	add(0x41, 0, BLOCK, DATA);
	assert_rejected();
	disk->dev.read_only = true;
	begin_at(WRITE, 0, 1);
	add(0x41, 0, BLOCK, DATA);
	assert_sense(go(), SENSE0_REJECT, SENSE1_INHIBITED, 0);
	disk->dev.read_only = false;
	disk->injection = (struct vcss_injection){ .fault = FAULT_READ_ONLY, .left = 1 };
	assert_sense(go(), SENSE0_REJECT, SENSE1_INHIBITED, 0);
	assert_block(0, 0);
	go_well();
	assert_block(0, 1);
}

static void test_defective(void **state)
{
	memset(memory + DATA, 1, 4 * BLOCK);
	disk->injection =
		(struct vcss_injection){ .fault = FAULT_DEFECTIVE, .left = 2, .arg = 13 };
	begin_at(READ, 10, 3);
	add(0x42, 0, 3 * BLOCK, DATA + 0x1000);
	go_well();
	begin_at(READ, 10, 4);
	add(0x42, 0, 4 * BLOCK, DATA + 0x1000);
	assert_sense(go(), SENSE0_DATA, SENSE1_PERMANENT, 0);
	begin_at(WRITE, 13, 1);
	add(0x41, 0, BLOCK, DATA);
	assert_sense(go(), SENSE0_DATA, SENSE1_PERMANENT, 0);
	assert_block(13, 0);
	assert_int_equal(disk->n_faults, 2);
	go_well();
	assert_block(13, 1);
}

/* A block is written as a whole, or not at all, whatever ends the transfer. */
static void test_whole_blocks(void **state)
{
	u32 addr = MEMORY_LEN - BLOCK - 256;

	memset(block_at(0), 0x0f, 3 * BLOCK);
	memset(memory + addr, 0xab, BLOCK + 256);
	begin_at(WRITE, 0, 3);
	add(0x41, 0, 3 * BLOCK, addr);
	assert_int_equal(go()->scsw.cstat, CSTAT_PROGRAM);
	assert_block(0, 0xab);
	assert_block(1, 0x0f);

	/* in two CCWs, the second where there is nothing */
	begin_at(WRITE, 0, 3);
	add(0x41, CCW_CD, BLOCK + 256, addr);
	add(0, 0, 2 * BLOCK - 256, MEMORY_LEN);
	assert_int_equal(go()->scsw.cstat, CSTAT_PROGRAM);
	assert_block(0, 0xab);
	assert_block(1, 0x0f);

	memset(block_at(0), 0x0f, BLOCK);
	disk->injection = (struct vcss_injection){ .fault = FAULT_TRANSFER,
						   .left = 1,
						   .arg = 24 + BLOCK + 1 };
	begin_at(WRITE, 0, 2);
	add(0x41, 0, 2 * BLOCK, addr - BLOCK);
	memset(memory + addr - BLOCK, 0xab, BLOCK);
	assert_int_equal(go()->scsw.cstat & CSTAT_INTERFACE, CSTAT_INTERFACE);
	assert_block(0, 0xab);
	assert_block(1, 0x0f);
}

/* Units come one by one; nothing is moved before all are there. */
static void test_slow(void **state)
{
	u32 waits = 0;

	memset(memory + DATA, 0x42, 3 * BLOCK);
	store_slow = true;
	begin_at(WRITE, 127, 3);
	add(0x41, 0, 3 * BLOCK, DATA);
	assert_int_equal(start_program(), 0);
	run(0);
	while (store_is_waiting(disk)) {
		test_status(disk, 1);
		waits++;
		assert_int_equal(store_unit(disk, 0)[127 * BLOCK], waits == 3 ? 0x42 : 0);
		store_ready(disk);
		run(0);
	}
	/* two units, and until they were stored */
	assert_int_equal(waits, 3);
	assert_done(test_status(disk, 0));
	assert_block(129, 0x42);
	assert_int_equal(n_stored, 1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up_fba, tear_down_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(chars),	    TEST(read),		TEST(data_chaining),
		TEST(write),	    TEST(write_little), TEST(ipl),
		TEST(extent),	    TEST(bad_extent),	TEST(sequence),
		TEST(locate_again), TEST(forgotten),	TEST(permission),
		TEST(defective),    TEST(whole_blocks), TEST(slow),
	};

	return cmocka_run_group_tests_name("fixed blocks", tests, NULL, NULL);
}
