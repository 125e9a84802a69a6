// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-eckd.c - disks of tracks: extents, locating, reading
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

#define N_TRACKS (15 * ECKD_CYLINDERS)

/* Operations of LOCATE RECORD, for orientation at the count. */
enum { ORIENT = 0x00, READ_DATA = 0x06, READ_TRACKS = 0x0c, READ = 0x16 };
enum { AT_HOME = 0x40, AT_DATA = 0x80, AT_INDEX = 0xc0 };

/* Where it happened, as the driver finds it in the sense data. */
static void assert_track(const struct irb_block *irb, u32 track)
{
	const u8 *sense = irb->ecw;

	assert_int_equal(sense[27] & 0x30, 0x30);
	assert_int_equal(sense[30] << 20 | (sense[31] & 0xf0) << 12 | sense[28] << 8 |
				 sense[29],
			 track / 15);
	assert_int_equal(sense[31] & 0x0f, track % 15);
}

static void begin_at(u8 op, u8 count, u32 track, u8 record)
{
	begin();
	add_extent(PERMIT_NONE, 0, N_TRACKS - 1);
	add_locate(op, count, track, record);
}

static void assert_rejected(u8 msg)
{
	assert_sense(go(), SENSE0_REJECT, 0, msg);
}

/* ---- extents ---- */

static void test_define_extent(void **state)
{
	u8 param[16] = { 0 };

	begin();
	add_extent(PERMIT_ALL, 0, 0);
	add_extent(PERMIT_ALL, 0, 0);
	assert_rejected(MSG_SEQUENCE);
	begin();
	add_param(0x63, param, 15);
	assert_rejected(MSG_SHORT);
	begin();
	add_extent(PERMIT_ALL, 0, N_TRACKS);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_ALL, 2, 1);
	assert_rejected(MSG_PARAMETER);
	/* no such head */
	param[11] = 15;
	param[13] = 3;
	begin();
	add_param(0x63, param, 16);
	assert_rejected(MSG_PARAMETER);
	/* no such cylinder, but for its upper bits */
	param[11] = 0;
	param[14] = 0x10;
	begin();
	add_param(0x63, param, 16);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_ALL, 0, N_TRACKS - 1);
	go_well();
}

static void test_protected(void **state)
{
	const struct irb_block *irb;

	make_track(16, 1, 0, 100);
	begin();
	add_extent(PERMIT_NONE, 10, 15);
	add_locate(READ_DATA, 1, 16, 1);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
	begin();
	add_extent(PERMIT_NONE, 10, 15);
	add_seek(9);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
	/* the end of the extent while reading */
	make_track(15, 1, 0, 100);
	begin();
	add_extent(PERMIT_NONE, 10, 15);
	add_locate(READ_DATA, 2, 15, 1);
	add(0x86, 0, 100, DATA);
	add(0x86, 0, 100, DATA);
	irb = go();
	assert_sense(irb, 0, SENSE1_PROTECTED, 0);
	assert_track(irb, 15);
}

/* Parameters may come in pieces. */
static void test_chained_parameters(void **state)
{
	u32 at;

	make_track(1, 1, 0, 100);
	begin();
	add_extent(PERMIT_NONE, 0, 1);
	add_locate(READ_DATA, 1, 1, 1);
	memcpy(memory + DATA, memory + PROGRAM + 0x800, 32);
	begin();
	add(0x63, CCW_CD, 7, DATA);
	add(0, 0, 9, DATA + 7);
	add(0x47, CCW_CD, 15, DATA + 16);
	at = add(0, 0, 1, DATA + 31);
	add(0x06, 0, 100, DATA + 0x100);
	go_well();
	assert_bytes(DATA + 0x100, fill(1, 1), 100);
	/* too few of them */
	memory[at + 1] = CCW_CC | CCW_SLI;
	memory[at + 3] = 0;
	memory[at - 8 + 1] = CCW_CC;
	assert_rejected(MSG_SHORT);
}

static void test_file_mask(void **state)
{
	u8 mask = PERMIT_ALL;

	begin();
	add_extent(PERMIT_NONE, 0, 9);
	add_param(0x1f, &mask, 1);
	assert_rejected(MSG_SEQUENCE);
	begin();
	add_param(0x1f, &mask, 1);
	go_well();
	/* those that nothing depends on */
	begin();
	add(0x23, 0, 1, DATA);
	add(0x22, 0, 1, DATA);
	add(0x87, 0, 2, DATA);
	go_well();
}

/* ---- LOCATE RECORD ---- */

static void test_locate(void **state)
{
	u8 param[16] = { 0 };

	make_track(2, 3, 0, 80);
	begin();
	add_locate(READ_DATA, 1, 0, 0);
	assert_rejected(MSG_SEQUENCE);
	begin_at(READ_DATA, 1, 2, 1);
	add_locate(READ_DATA, 1, 2, 1);
	assert_rejected(MSG_SEQUENCE);
	begin_at(READ_DATA, 0, 2, 1);
	assert_rejected(MSG_PARAMETER);
	begin_at(0x07, 1, 2, 1);
	assert_rejected(MSG_PARAMETER);
	begin_at(0x3f, 1, 2, 1);
	assert_rejected(MSG_PARAMETER);
	begin_at(READ_DATA, 1, N_TRACKS, 1);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_NONE, 0, 9);
	add_param(0x47, param, 15);
	assert_rejected(MSG_SHORT);
	/* no such record */
	begin_at(READ_DATA, 1, 2, 4);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
	begin_at(READ_DATA | AT_DATA, 1, 2, 4);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
}

/* Where the heads are, by what is read next. */
static void test_orientation(void **state)
{
	make_track(2, 3, 4, 80);
	begin_at(READ, 1, 2, 1);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(2, 1), 80);
	/* a count is that of the next record */
	begin_at(READ, 1, 2, 1);
	add(0x12, 0, 8, DATA);
	go_well();
	assert_int_equal(memory[DATA + 4], 2);
	begin_at(READ | AT_DATA, 1, 2, 1);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(2, 2), 80);
	begin_at(READ | AT_HOME, 1, 2, 9);
	add(0x16, 0, 16, DATA);
	go_well();
	assert_int_equal(memory[DATA + 4], 0);
	begin_at(READ | AT_INDEX, 1, 2, 9);
	add(0x1a, 0, 5, DATA);
	go_well();
	assert_int_equal(memory[DATA + 4], 2);
	/* that alone, and then as if there was no domain */
	begin_at(ORIENT, 0, 2, 2);
	add(0x0e, 0, 84, DATA);
	add(0x0e, 0, 84, DATA + 0x100);
	go_well();
	assert_bytes(DATA, 0x82, 4);
	assert_bytes(DATA + 4, fill(2, 2), 80);
	assert_bytes(DATA + 0x104, fill(2, 3), 80);
}

/* In a domain there are as many commands as were said, of the kind that was. */
static void test_domain(void **state)
{
	static const struct {
		u8 op, cmd;
	} bad[] = {
		{ READ_DATA, 0x05 }, { READ_DATA, 0x1d },   { READ_DATA, 0xde },
		{ READ_DATA, 0x31 }, { READ_DATA, 0x07 },   { READ_DATA, 0x63 },
		{ READ_DATA, 0x1a }, { READ_TRACKS, 0x06 }, { READ, 0x11 },
		{ 0x01, 0x06 },	     { 0x03, 0x05 },	    { 0x0b, 0x1d },
		{ READ_DATA, 0x02 }, { READ, 0xa5 },	    { READ, 0x95 },
	};
	size_t i;

	make_track(0, 3, 0, 80);
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		begin();
		add_extent(PERMIT_ALL, 0, 9);
		add_locate(bad[i].op, 1, 0, 1);
		add(bad[i].cmd, 0, 16, DATA);
		assert_rejected(MSG_SEQUENCE);
	}
	/* fewer are no error; behind them, another begins */
	begin_at(READ_DATA, 5, 0, 1);
	add(0x06, 0, 80, DATA);
	go_well();
	begin_at(READ_DATA, 2, 0, 2);
	add(0x06, 0, 80, DATA);
	add(0x06, 0, 80, DATA + 0x100);
	add_locate(READ_DATA, 1, 0, 1);
	add(0x06, 0, 80, DATA + 0x200);
	go_well();
	assert_bytes(DATA, fill(0, 2), 80);
	assert_bytes(DATA + 0x100, fill(0, 3), 80);
	assert_bytes(DATA + 0x200, fill(0, 1), 80);
	/* behind the last record of the track, without going on to the next */
	begin_at(READ_DATA, 2, 0, 3);
	add(0x06, 0, 80, DATA);
	add(0x06, 0, 80, DATA);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
}

static void test_locate_extended(void **state)
{
	u8 param[20] = { 0 };

	make_track(0, 1, 0, 80);
	begin();
	add_extent(PERMIT_NONE, 0, 9);
	add_extended(READ_DATA, 0, 1, 0, 1);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(0, 1), 80);
	begin();
	add_extent(PERMIT_NONE, 0, 9);
	add_extended(0x3f, 0x12, 1, 0, 1);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_NONE, 0, 9);
	add_param(0x4b, param, 19);
	assert_rejected(MSG_SHORT);
}

/* ---- PREFIX ---- */

static void add_prefix(u8 format, u8 validity, u16 len)
{
	u8 param[64] = { format, validity };

	param[12] = PERMIT_NONE;
	param[12 + 15] = 9; /* up to track 9 */
	param[44] = READ_DATA;
	param[47] = 1;
	put_id(param + 44 + 8, 3, 2);
	memcpy(param + 48, param + 52, 4);
	add_param(0xe7, param, len);
}

static void test_prefix(void **state)
{
	make_track(3, 2, 0, 80);
	begin();
	add_prefix(1, 0x80, 64);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(3, 2), 80);

	/* only an extent, behind what does nothing */
	begin();
	add(0x03, 0, 0, 0);
	add_tic(PROGRAM + 16);
	add_prefix(0, 0x80, 64);
	add_locate(READ_DATA, 1, 3, 1);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(3, 1), 80);
	begin();
	add_prefix(0, 0x80, 44);
	add_locate(READ_DATA, 1, 10, 1);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);

	begin();
	add_prefix(1, 0x80, 63);
	assert_rejected(MSG_SHORT);
	begin();
	add_prefix(0, 0x80, 43);
	assert_rejected(MSG_SHORT);
	begin();
	add_prefix(2, 0x80, 64);
	assert_rejected(MSG_PARAMETER);
	/* without an extent; of an alias */
	begin();
	add_prefix(1, 0, 64);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_prefix(1, 0xa0, 64);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_ALL, 0, 9);
	add_prefix(1, 0x80, 64);
	assert_rejected(MSG_SEQUENCE);
}

/* ---- reading ---- */

static void test_read(void **state)
{
	static const u8 count[8] = { 0, 0, 0, 4, 2, 4, 0, 80 };

	make_track(4, 3, 4, 80);
	begin_at(READ, 5, 4, 1);
	add(0x12, 0, 8, DATA);
	add(0x06, 0, 80, DATA + 0x100);
	add(0x1e, 0, 92, DATA + 0x200);
	add_locate(READ, 1, 4, 2);
	go();
	assert_rejected(MSG_SEQUENCE);
	assert_memory_equal(memory + DATA, count, 8);
	assert_bytes(DATA + 0x100, fill(4, 2), 80);
	assert_int_equal(memory[DATA + 0x204], 3);
	assert_bytes(DATA + 0x208, 0x83, 4);
	assert_bytes(DATA + 0x20c, fill(4, 3), 80);
	/* all that follow, at once */
	begin();
	add_seek(4);
	add(0x5e, 0, 0x1000, DATA);
	go_well();
	assert_int_equal(memory[DATA + 4], 1);
	assert_int_equal(memory[DATA + 92 + 4], 2);
	assert_int_equal(memory[DATA + 2 * 92 + 4], 3);
	/* only the beginning; not even the key */
	begin_at(READ, 1, 4, 3);
	add(0x0e, 0, 2, DATA + 0x300);
	go_well();
	assert_bytes(DATA + 0x300, 0x83, 2);
	assert_bytes(DATA + 0x302, 0, 2);
	/* HOME ADDRESS, as it is and with what is known of defects */
	begin();
	add_seek(4);
	add(0x0a, 0, 28, DATA + 0x400);
	add(0x9a, 0, 5, DATA + 0x420);
	go_well();
	assert_int_equal(memory[DATA + 0x400 + 27], 4);
	assert_int_equal(memory[DATA + 0x424], 5);
	/* IPL: the first record of all */
	make_track(0, 1, 0, 24);
	begin();
	add(0x02, 0, 24, DATA);
	go_well();
	assert_bytes(DATA, fill(0, 1), 24);
}

static void test_read_track(void **state)
{
	make_track(5, 3, 0, 80);
	make_track(6, 2, 2, 80);
	begin_at(READ_TRACKS | AT_HOME, 2, 5, 0);
	add(0xde, 0, 0x1000, DATA);
	add(0xde, 0, 0x1000, DATA + 0x1000);
	go_well();
	assert_memory_equal(memory + DATA, store_unit(disk, 5) + 5, 16 + 3 * 88 + 8);
	assert_memory_equal(memory + DATA + 0x1000, store_unit(disk, 6) + 5,
			    16 + 2 * 90 + 8);
}

static void test_read_track_data(void **state)
{
	make_track(14, 3, 0, 80);
	make_track(15, 2, 0, 80);
	begin_at(READ_TRACKS, 2, 14, 2);
	add(0xa6, 0, 160, DATA);
	add(0xa6, 0, 160, DATA + 0x100);
	go_well();
	/* from the record on, then all, on the next cylinder, too */
	assert_bytes(DATA, fill(14, 2), 80);
	assert_bytes(DATA + 80, fill(14, 3), 80);
	assert_bytes(DATA + 0x100, fill(15, 1), 80);
	assert_bytes(DATA + 0x100 + 80, fill(15, 2), 80);
	/* there is none on a track that was never written */
	begin_at(READ_TRACKS | AT_INDEX, 1, 20, 0);
	add(0xa6, 0, 160, DATA);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
}

/* A track that was never written has a home address and a record zero. */
static void test_blank(void **state)
{
	static const u8 zero[16] = { 0, 1, 0, 3, 0, 0, 0, 8 };

	begin();
	add_seek(18);
	add(0x1a, 0, 5, DATA);
	add(0x16, 0, 16, DATA + 16);
	add(0x12, 0, 8, DATA + 32);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
	assert_int_equal(memory[DATA + 2], 1);
	assert_int_equal(memory[DATA + 4], 3);
	assert_memory_equal(memory + DATA + 16, zero, 16);
	assert_int_equal(n_stored, 0);
}

/* A record without data is the end of a file. */
static void test_end_of_file(void **state)
{
	static const u8 cmds[] = { 0x06, 0x0e, 0x1e };
	const struct irb_block *irb;
	size_t i;

	make_track(0, 2, 4, 0);
	for (i = 0; i < ARRAY_SIZE(cmds); i++) {
		begin_at(READ, 2, 0, 1);
		add(cmds[i], 0, 100, DATA);
		add(0x06, 0, 100, DATA);
		irb = go();
		assert_int_equal(irb->scsw.dstat, DSTAT_DONE | DSTAT_UX);
		assert_int_equal(irb->scsw.cstat, 0);
	}
	begin_at(READ, 1, 0, 1);
	add(0x12, 0, 8, DATA);
	go_well();
}

/* ---- cylinders that do not fit in 16 bits ---- */

static void test_large(void **state)
{
	const struct irb_block *irb;
	u32 track = 70000 * 15 + 3;
	u8 home[5] = { 0 };

	vcss_disk_set_size(&disk->dev, 70001);
	put_id(home, track, 0);
	assert_int_equal(home[3], 0x13);
	/* the store ends long before */
	begin();
	add_extent(PERMIT_NONE, track, track);
	add_seek(track);
	add(0x1a, 0, 5, DATA);
	irb = go();
	assert_sense(irb, SENSE0_EQUIPMENT, SENSE1_PERMANENT, MSG_STORE);
	assert_track(irb, track);
	begin();
	add_extent(PERMIT_NONE, track, 70001 * 15);
	assert_rejected(MSG_PARAMETER);
	begin();
	add_extent(PERMIT_NONE, track + 1, track + 1);
	add_seek(track);
	assert_sense(go(), 0, SENSE1_PROTECTED, 0);
}

/* ---- from one program to the next ---- */

static void test_forgotten(void **state)
{
	make_track(0, 3, 0, 80);
	make_track(2, 3, 0, 80);
	/* extent, domain, mask, where the heads are */
	begin_at(READ_DATA, 3, 2, 2);
	go_well();
	begin();
	add(0x06, 0, 80, DATA);
	go_well();
	assert_bytes(DATA, fill(0, 1), 80);
	begin_at(READ_DATA, 3, 2, 2);
	add(0x06, 0, 80, DATA);
	go_well();
	begin();
	add_seek(50);
	add_locate(READ_DATA, 1, 2, 2);
	assert_rejected(MSG_SEQUENCE);
	/* what can be read of the subsystem */
	memset(memory + DATA, 0, 12);
	memory[DATA] = 0x18;
	begin();
	add(0x27, 0, 12, DATA);
	go_well();
	begin();
	add(0x3e, 0, 16, DATA);
	assert_rejected(MSG_SEQUENCE);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up_eckd, tear_down_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(define_extent), TEST(protected),	    TEST(chained_parameters),
		TEST(file_mask),     TEST(locate),	    TEST(orientation),
		TEST(domain),	     TEST(locate_extended), TEST(prefix),
		TEST(read),	     TEST(read_track),	    TEST(read_track_data),
		TEST(blank),	     TEST(end_of_file),	    TEST(large),
		TEST(forgotten),
	};

	return cmocka_run_group_tests_name("tracks", tests, NULL, NULL);
}
