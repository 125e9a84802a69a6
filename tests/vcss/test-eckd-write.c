// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-eckd-write.c - disks of tracks: writing, formatting, what does not fit
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

#define N_TRACKS (15 * ECKD_CYLINDERS)

/* Operations of LOCATE RECORD, for orientation at the count. */
enum { WRITE_DATA = 0x01, FORMAT = 0x03, ERASE = 0x0b, EXTENDED = 0x3f };
enum { AT_HOME = 0x40, AT_DATA = 0x80, AT_INDEX = 0xc0 };
enum { FULL_TRACK = 0x11, TRACK_DATA = 0x23 };

static void begin_at(u8 op, u8 count, u32 track, u8 record)
{
	begin();
	add_extent(PERMIT_ALL, 0, N_TRACKS - 1);
	add_locate(op, count, track, record);
}

static void begin_extended(u8 extended, u8 count, u32 track, u8 record)
{
	begin();
	add_extent(PERMIT_ALL, 0, N_TRACKS - 1);
	add_extended(EXTENDED, extended, count, track, record);
}

static void assert_rejected(u8 msg)
{
	assert_sense(go(), SENSE0_REJECT, 0, msg);
}

static void assert_record(u32 track, u8 number, u8 key, u8 data)
{
	const u8 *record = find_record(track, number);
	u32 kl, dl, i;

	assert_non_null(record);
	kl = record[5];
	dl = record[6] << 8 | record[7];
	for (i = 0; i < kl + dl; i++)
		assert_int_equal(record[8 + i], i < kl ? key : data);
}

/* The count of a record in memory. */
static u32 put_count(u32 at, u32 track, u8 record, u8 kl, u16 dl)
{
	put_id(memory + at, track, record);
	memory[at + 5] = kl;
	memory[at + 6] = (u8)(dl >> 8);
	memory[at + 7] = (u8)dl;
	return at + 8;
}

/* ---- data of records ---- */

static void test_write_data(void **state)
{
	make_track(1, 3, 0, 80);
	make_track(2, 1, 0, 80);
	memset(memory + DATA, 0xd1, 80);
	memset(memory + DATA + 80, 0xd2, 80);
	begin_at(WRITE_DATA, 3, 1, 2);
	add(0x05, 0, 80, DATA);
	add(0x85, 0, 80, DATA + 80);
	add(0x85, 0, 80, DATA);
	go_well();
	assert_record(1, 1, 0, fill(1, 1));
	assert_record(1, 2, 0, 0xd1);
	assert_record(1, 3, 0, 0xd2);
	assert_record(2, 1, 0, 0xd1);
	assert_int_equal(count_records(1), 3);
	assert_int_equal(n_stored, 1);
	/* what is missing becomes zero; what is too much is told */
	begin_at(WRITE_DATA, 1, 1, 1);
	add(0x05, 0, 10, DATA);
	go_well();
	assert_int_equal(find_record(1, 1)[8 + 9], 0xd1);
	assert_int_equal(find_record(1, 1)[8 + 10], 0);
	begin_at(WRITE_DATA, 1, 1, 1);
	memory[add(0x05, 0, 81, DATA) + 1] = 0;
	assert_int_equal(go()->scsw.cstat, CSTAT_LENGTH);
	assert_record(1, 2, 0, 0xd1);
}

static void test_write_key_data(void **state)
{
	make_track(1, 3, 4, 80);
	memset(memory + DATA, 0xc1, 4);
	memset(memory + DATA + 4, 0xd1, 80);
	begin_at(WRITE_DATA, 2, 1, 2);
	add(0x0d, 0, 84, DATA);
	add(0x05, 0, 80, DATA + 4);
	go_well();
	assert_record(1, 2, 0xc1, 0xd1);
	assert_record(1, 3, 0x83, 0xd1);
	assert_int_equal(count_records(1), 3);
}

static void test_write_chained(void **state)
{
	make_track(1, 1, 0, 4096);
	memset(memory + DATA, 0xd1, 4096);
	begin_at(WRITE_DATA, 1, 1, 1);
	add(0x05, CCW_CD, 1, DATA);
	add(0, CCW_CD, 4000, DATA);
	add(0, 0, 95, DATA);
	go_well();
	assert_record(1, 1, 0, 0xd1);
}

/* Without LOCATE RECORD, what is written has to be found first. */
static void test_search_and_write(void **state)
{
	static const u8 key[4] = { 0x82, 0x82, 0x82, 0x82 };
	u8 id[5];
	u32 at;

	make_track(0, 3, 4, 80);
	memset(memory + DATA, 0xd1, 84);
	begin();
	add_seek(0);
	add_search(0x31, 0, 1);
	add(0x05, 0, 80, DATA);
	add_tic(add_param(0x29, key, 4));
	add(0x05, 0, 80, DATA);
	add_search(0x31, 0, 3);
	add(0x0d, 0, 84, DATA);
	go_well();
	assert_record(0, 1, 0x81, 0xd1);
	assert_record(0, 2, 0x82, 0xd1);
	assert_record(0, 3, 0xd1, 0xd1);

	/* nothing was searched for; it was another, or higher; twice; it was read */
	begin();
	add_seek(0);
	add(0x05, 0, 80, DATA);
	assert_rejected(MSG_SEQUENCE);
	put_id(id, 0, 3);
	begin();
	add_seek(0);
	add_param(0x31, id, 5);
	add(0x05, 0, 80, DATA);
	assert_rejected(MSG_SEQUENCE);
	begin();
	add_seek(0);
	add_search(0x71, 0, 1);
	add(0x05, 0, 80, DATA);
	assert_rejected(MSG_SEQUENCE);
	begin();
	add_seek(0);
	add_search(0x31, 0, 1);
	at = add(0x05, 0, 80, DATA);
	add(0x05, 0, 80, DATA);
	assert_rejected(MSG_SEQUENCE);
	memory[at] = 0x06;
	assert_rejected(MSG_SEQUENCE);
	memory[at] = 0x85;
	assert_rejected(MSG_SEQUENCE);
	/* the key has gone by */
	begin();
	add_seek(0);
	add_tic(add_param(0x29, key, 4));
	add(0x0d, 0, 84, DATA);
	assert_rejected(MSG_SEQUENCE);
}

/* ---- what must not be written ---- */

static void test_file_mask(void **state)
{
	static const struct {
		u8 mask, locate, cmd;
		bool good;
	} cases[] = {
		{ PERMIT_FORMAT, WRITE_DATA, 0x05, true },
		{ PERMIT_FORMAT, FORMAT, 0x1d, true },
		{ PERMIT_FORMAT, FORMAT | AT_HOME, 0x15, false },
		{ PERMIT_NONE, WRITE_DATA, 0x05, false },
		{ PERMIT_NONE, WRITE_DATA, 0x0d, false },
		{ PERMIT_NONE, FORMAT, 0x1d, false },
		{ PERMIT_UPDATE, WRITE_DATA, 0x05, true },
		{ PERMIT_UPDATE, FORMAT, 0x1d, false },
		{ PERMIT_UPDATE, ERASE, 0x11, false },
		{ PERMIT_ALL, FORMAT, 0x1d, true },
		{ PERMIT_ALL, FORMAT | AT_HOME, 0x15, true },
		{ PERMIT_ALL, FORMAT | AT_INDEX, 0x19, true },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		make_track(0, 1, 0, 80);
		put_count(DATA, 0, 2, 0, 72);
		begin();
		add_extent(cases[i].mask, 0, 9);
		add_locate(cases[i].locate, 1, 0, 1);
		add(cases[i].cmd, 0, 80, DATA);
		if (cases[i].good)
			go_well();
		else
			assert_rejected(0);
	}
	/* the same by a mask of its own */
	make_track(0, 1, 0, 80);
	memory[DATA] = PERMIT_NONE;
	begin();
	add(0x1f, 0, 1, DATA);
	add_seek(0);
	add_search(0x31, 0, 1);
	add(0x05, 0, 80, DATA);
	assert_rejected(0);
	assert_record(0, 1, 0, fill(0, 1));
}

static void test_inhibited(void **state)
{
	make_track(0, 1, 0, 80);
	begin_at(WRITE_DATA, 1, 0, 1);
	add(0x05, 0, 80, DATA);
	disk->dev.read_only = true;
	assert_sense(go(), SENSE0_REJECT, SENSE1_INHIBITED, 0);
	disk->dev.read_only = false;
	disk->injection = (struct vcss_injection){ .fault = FAULT_READ_ONLY, .left = 1 };
	assert_sense(go(), SENSE0_REJECT, SENSE1_INHIBITED, 0);
	assert_record(0, 1, 0, fill(0, 1));
	go_well();
	/* a disk that is read only is read */
	disk->dev.read_only = true;
	begin();
	add_seek(0);
	add(0x06, 0, 80, DATA);
	go_well();
}

static void test_defective(void **state)
{
	const struct irb_block *irb;

	make_track(3, 1, 0, 80);
	make_track(4, 1, 0, 80);
	disk->injection =
		(struct vcss_injection){ .fault = FAULT_DEFECTIVE, .left = 2, .arg = 4 };
	begin_at(WRITE_DATA, 2, 3, 1);
	add(0x85, 0, 80, DATA);
	add(0x85, 0, 80, DATA);
	irb = go();
	assert_sense(irb, SENSE0_DATA, SENSE1_PERMANENT, MSG_DATA_AREA);
	assert_int_equal(irb->ecw[31] & 0x0f, 4);
	assert_int_equal(disk->n_faults, 1);
	assert_record(3, 1, 0, 0);
	assert_record(4, 1, 0, fill(4, 1));
	begin();
	add_seek(4);
	add(0x06, 0, 80, DATA);
	assert_sense(go(), SENSE0_DATA, SENSE1_PERMANENT, MSG_DATA_AREA);
	go_well();
}

/* A record is written as a whole, or not at all, whatever ends the transfer. */
static void test_whole_records(void **state)
{
	static const u8 cmds[] = { 0x05, 0x0d, 0x1d };
	u32 i, j;

	for (i = 0; i < ARRAY_SIZE(cmds); i++) {
		u8 op = cmds[i] == 0x1d ? FORMAT : WRITE_DATA;

		make_track(0, 2, 0, 80);
		memset(memory + MEMORY_LEN - 40, 0xee, 40);
		put_count(MEMORY_LEN - 40, 0, 3, 0, 80);
		/* beyond memory, in both CCWs; a CCW where there is none */
		for (j = 0; j < 3; j++) {
			begin_at(op, 1, 0, 2);
			if (j)
				add(cmds[i], CCW_CD, 20, MEMORY_LEN - 40);
			add(j ? 0 : cmds[i], 0, 88, MEMORY_LEN - 40 + 20 * (j > 0));
			if (j == 2)
				memory[PROGRAM + 8 * 3 + 1] = CCW_SUSPEND;
			assert_int_equal(go()->scsw.cstat & CSTAT_PROGRAM, CSTAT_PROGRAM);
		}
		/* the path fails */
		memset(memory + DATA, 0xee, 88);
		put_count(DATA, 0, 3, 0, 80);
		begin_at(op, 1, 0, 2);
		add(cmds[i], CCW_CD, 40, DATA);
		add(0, 0, 48, DATA + 40);
		disk->injection = (struct vcss_injection){ .fault = FAULT_TRANSFER,
							   .left = 1,
							   .arg = 32 + 40 };
		assert_int_equal(go()->scsw.cstat & CSTAT_INTERFACE, CSTAT_INTERFACE);
		assert_int_equal(disk->injection.left, 0);
		assert_record(0, 2, 0, fill(0, 2));
		assert_int_equal(count_records(0), 2);
		go_well();
		assert_true(count_records(0) == 3 ||
			    *(find_record(0, 2) + 8 + 40) == 0xee);
	}
}

/* ... and where the key does not fit. */
static void test_protection(void **state)
{
	make_track(0, 1, 0, 80);
	begin_at(WRITE_DATA, 1, 0, 1);
	add(0x05, CCW_CD, 40, DATA);
	memory[add(0, 0, 40, FETCH_PAGE) + 1] = CCW_SLI;
	assert_int_equal(start(disk, 5u << ORB_KEY_SHIFT), 0);
	run(0);
	assert_int_equal(test_status(disk, 0)->scsw.cstat, CSTAT_PROTECT);
	assert_record(0, 1, 0, fill(0, 1));
}

/* ---- formatting ---- */

/* Twelve records of a page are what a track has room for. */
static void test_format(void **state)
{
	const struct irb_block *irb;
	u8 i;

	begin_at(FORMAT, 12, 9, 0);
	for (i = 1; i <= 12; i++) {
		put_count(DATA + 8 * i, 9, i, 0, 4096);
		add(0x1d, CCW_CD, 8, DATA + 8 * i);
		add(0, 0, 4096, DATA + 0x1000);
	}
	memset(memory + DATA + 0x1000, 0xf1, 4096);
	go_well();
	assert_int_equal(count_records(9), 12);
	assert_record(9, 1, 0, 0xf1);
	assert_record(9, 12, 0, 0xf1);
	/* the thirteenth does not fit; what was there stays */
	put_count(DATA, 9, 13, 0, 4096);
	begin_at(FORMAT, 1, 9, 12);
	add(0x1d, 0, 8 + 4096, DATA);
	irb = go();
	assert_sense(irb, 0, SENSE1_FORMAT, 0);
	assert_int_equal(irb->ecw[31] & 0x0f, 9);
	assert_int_equal(count_records(9), 12);
	/* a record in the middle is the last one then */
	put_count(DATA, 9, 6, 2, 100);
	begin_at(FORMAT, 1, 9, 5);
	add(0x1d, 0, 8 + 102, DATA);
	go_well();
	assert_int_equal(count_records(9), 6);
}

/* As dasdfmt has it done: only the count, data become zero; to the next track. */
static void test_format_tracks(void **state)
{
	u8 i;

	begin_at(FORMAT, 3, 0, 0);
	for (i = 0; i < 3; i++) {
		put_count(DATA + 8 * i, i / 2, (u8)(i % 2 + 1), 0, 4096);
		add(i == 2 ? 0x9d : 0x1d, 0, 8, DATA + 8 * i);
	}
	go_well();
	assert_int_equal(count_records(0), 2);
	assert_int_equal(count_records(1), 1);
	assert_record(0, 2, 0, 0);
	/* a count that is none */
	begin_at(FORMAT, 1, 0, 0);
	add(0x1d, 0, 7, DATA);
	assert_rejected(MSG_SHORT);
	/* where there is no record */
	begin_at(FORMAT | AT_HOME, 1, 0, 0);
	add(0x1d, 0, 8, DATA);
	assert_rejected(MSG_SEQUENCE);
	/* without LOCATE RECORD, one behind the other */
	put_count(DATA, 5, 1, 0, 80);
	put_count(DATA + 8, 5, 2, 0, 80);
	begin();
	add_seek(5);
	add_search(0x31, 5, 0);
	add(0x1d, 0, 8, DATA);
	add(0x1d, 0, 8, DATA + 8);
	go_well();
	assert_int_equal(count_records(5), 2);
}

static void test_erase(void **state)
{
	make_track(0, 5, 0, 80);
	put_count(DATA, 0, 3, 0, 0);
	begin_at(ERASE, 1, 0, 2);
	add(0x11, 0, 8, DATA);
	go_well();
	assert_int_equal(count_records(0), 2);
	assert_record(0, 2, 0, fill(0, 2));
	begin_at(ERASE | AT_HOME, 1, 0, 0);
	add(0x11, 0, 8, DATA);
	assert_rejected(MSG_SEQUENCE);
}

static void test_home(void **state)
{
	make_track(20, 5, 0, 80);
	/* record zero anew: what followed is gone */
	memset(memory + DATA, 0x0e, 16);
	put_count(DATA, 20, 0, 0, 8);
	begin_at(FORMAT | AT_HOME, 1, 20, 0);
	add(0x15, 0, 16, DATA);
	go_well();
	assert_int_equal(count_records(20), 0);
	assert_int_equal(find_record(20, 0)[8], 0x0e);
	make_track(20, 5, 0, 80);
	memset(memory + DATA, 0xaa, 28);
	begin_at(FORMAT | AT_INDEX, 1, 20, 0);
	add(0x09, 0, 28, DATA);
	go_well();
	assert_int_equal(count_records(20), 0);
	assert_int_equal(store_unit(disk, 20)[2], 1);
	assert_int_equal(store_unit(disk, 20)[4], 5);
	/* not behind anything else */
	begin_at(FORMAT, 1, 20, 0);
	add(0x15, 0, 16, DATA);
	assert_rejected(MSG_SEQUENCE);
}

/* A record zero without data, on the first track: all bytes up to its end are zero. */
static void test_zero_without_data(void **state)
{
	put_count(DATA, 0, 0, 0, 0);
	put_count(DATA + 8, 0, 1, 0, 80);
	begin_at(FORMAT | AT_HOME, 2, 0, 0);
	add(0x15, 0, 8, DATA);
	add(0x1d, 0, 8, DATA + 8);
	go_well();
	assert_int_equal(count_records(0), 1);
	assert_int_equal(find_record(0, 0)[7], 0);
	begin();
	add_seek(0);
	add_search(0x31, 0, 1);
	add(0x06, 0, 80, DATA);
	go_well();
}

/* ---- whole tracks ---- */

static void test_write_full_track(void **state)
{
	u32 at = DATA, begun;

	make_track(14, 5, 0, 80);
	memset(memory + DATA, 0xf0, 0x200);
	at = put_count(at, 14, 0, 0, 8) + 8;
	at = put_count(at, 14, 1, 4, 20) + 24;
	memset(memory + at, 0xff, 8);
	begun = at += 8;
	at = put_count(at, 15, 0, 0, 8) + 8;
	at = put_count(at, 15, 1, 0, 30) + 30;
	begin_extended(FULL_TRACK, 2, 14, 0);
	add(0x95, 0, (u16)(begun - DATA), DATA);
	/* the mark may be left out */
	add(0x95, 0, (u16)(at - begun), begun);
	go_well();
	assert_int_equal(count_records(14), 1);
	assert_record(14, 1, 0xf0, 0xf0);
	assert_int_equal(count_records(15), 1);
	assert_record(15, 1, 0, 0xf0);
	/* it does not fit: all as before */
	put_count(DATA + 16, 14, 1, 0, 60000);
	begin_extended(FULL_TRACK, 1, 14, 0);
	add(0x95, 0, 50, DATA);
	assert_sense(go(), 0, SENSE1_FORMAT, 0);
	assert_record(14, 1, 0xf0, 0xf0);
	/* it breaks off: the same */
	begin_extended(FULL_TRACK, 1, 14, 0);
	add(0x95, 0, 50, MEMORY_LEN - 40);
	memset(memory + MEMORY_LEN - 40, 0, 40);
	put_count(MEMORY_LEN - 40, 14, 0, 0, 8);
	put_count(MEMORY_LEN - 24, 14, 1, 0, 24);
	assert_int_equal(go()->scsw.cstat & CSTAT_PROGRAM, CSTAT_PROGRAM);
	assert_record(14, 1, 0xf0, 0xf0);
	/* the other operation has been located */
	begin_extended(TRACK_DATA, 1, 14, 0);
	add(0x95, 0, 50, DATA);
	assert_rejected(MSG_SEQUENCE);
	begin_extended(FULL_TRACK, 1, 14, 0);
	add(0xa5, 0, 50, DATA);
	assert_rejected(MSG_SEQUENCE);
}

static void test_write_track_data(void **state)
{
	make_track(14, 3, 0, 80);
	make_track(15, 3, 0, 80);
	memset(memory + DATA, 0xd1, 240);
	begin_extended(TRACK_DATA, 2, 14, 2);
	add(0xa5, 0, 160, DATA);
	/* the last track not to its end */
	add(0xa5, 0, 80, DATA);
	go_well();
	assert_record(14, 1, 0, fill(14, 1));
	assert_record(14, 2, 0, 0xd1);
	assert_record(14, 3, 0, 0xd1);
	assert_record(15, 1, 0, 0xd1);
	assert_record(15, 2, 0, fill(15, 2));
	assert_int_equal(n_stored, 1);
	/* more than there are records for */
	begin_extended(TRACK_DATA, 1, 14, 3);
	memory[add(0xa5, 0, 81, DATA) + 1] = 0;
	assert_int_equal(go()->scsw.cstat, CSTAT_LENGTH);
	/* a track that was never formatted */
	begin_extended(TRACK_DATA, 1, 30, 1);
	add(0xa5, 0, 80, DATA);
	assert_sense(go(), 0, SENSE1_NO_RECORD, 0);
}

/* Data of a record that has none. */
static void test_end_of_file(void **state)
{
	make_track(0, 1, 0, 0);
	begin_at(WRITE_DATA, 1, 0, 1);
	add(0x05, 0, 80, DATA);
	assert_int_equal(go()->scsw.dstat, DSTAT_DONE | DSTAT_UX);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up_eckd, tear_down_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(write_data),
		TEST(write_key_data),
		TEST(write_chained),
		TEST(search_and_write),
		TEST(file_mask),
		TEST(inhibited),
		TEST(defective),
		TEST(whole_records),
		TEST(protection),
		TEST(format),
		TEST(format_tracks),
		TEST(erase),
		TEST(home),
		TEST(zero_without_data),
		TEST(write_full_track),
		TEST(write_track_data),
		TEST(end_of_file),
	};

	return cmocka_run_group_tests_name("writing tracks", tests, NULL, NULL);
}
