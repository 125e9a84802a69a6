// SPDX-License-Identifier: GPL-2.0-only
/*
 * disks.c - what the tests of disks have in common: a disk, channel programs for it
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

#define PARAMS (PROGRAM + 0x800)

struct vcss_sch *disk;

static u32 at, params;

/* ---- the disk ---- */

static int set_up_disk(void **state, const struct vcss_kind *kind, u32 size)
{
	int err = set_up(state);

	disk = *state;
	disk->dev.kind = kind;
	disk->schib.pmcw.chars |= cpu_to_be32(CHARS_CSENSE);
	vcss_disk_set_size(&disk->dev, size);
	store_open(disk);
	store_slow = false;
	store_fails = 0;
	n_stored = 0;
	return err;
}

int set_up_fba(void **state)
{
	int err = set_up_disk(state, &vcss_fba_kind, FBA_BLOCKS);

	disk->dev.cu_type = 0x6310;
	disk->dev.cu_model = 0x80;
	disk->dev.dev_type = 0x9336;
	disk->dev.dev_model = 0x10;
	return err;
}

int set_up_eckd(void **state)
{
	return set_up_disk(state, &vcss_eckd_kind, ECKD_CYLINDERS);
}

int tear_down_disk(void **state)
{
	store_close(disk);
	return tear_down(state);
}

/* ---- channel programs ---- */

void begin(void)
{
	at = PROGRAM;
	params = PARAMS;
}

u32 add(u8 cmd, u8 flags, u16 count, u32 addr)
{
	put_ccw1(at, cmd, flags & CCW_CD ? flags : CCW_CC | CCW_SLI | flags, count, addr);
	at += 8;
	assert_true(at < PARAMS);
	return at - 8;
}

u32 add_param(u8 cmd, const void *param, u16 len)
{
	u32 addr = params;

	params += len;
	assert_true(params <= DATA);
	memcpy(memory + addr, param, len);
	return add(cmd, 0, len, addr);
}

void add_tic(u32 to)
{
	put_ccw1(at, 0x08, 0, 0, to);
	at += 8;
}

int start_program(void)
{
	memory[at - 7] &= (u8)~CCW_CC;
	return start(disk, 0);
}

const struct irb_block *go(void)
{
	assert_int_equal(start_program(), 0);
	run(0);
	return test_status(disk, 0);
}

void assert_sense(const struct irb_block *irb, u8 sense0, u8 sense1, u8 sense7)
{
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE | DSTAT_UC);
	assert_int_equal(irb_control(irb) & SCSW_E, SCSW_E);
	assert_int_equal(irb->ecw[0], sense0);
	assert_int_equal(irb->ecw[1], sense1);
	assert_int_equal(irb->ecw[7], sense7);
	/* 24 bytes of it */
	assert_int_equal(irb->ecw[27] & 0x80, 0x80);
}

void assert_done(const struct irb_block *irb)
{
	assert_int_equal(irb->scsw.dstat & ~DSTAT_MODIFIER, DSTAT_DONE);
	assert_int_equal(irb->scsw.cstat, 0);
	assert_int_equal(irb_control(irb) & STCTL_ALERT, 0);
}

void assert_bytes(u32 addr, u8 val, u32 len)
{
	u32 i;

	for (i = 0; i < len; i++)
		assert_int_equal(memory[addr + i], val);
}

/* ---- 3390 ---- */

static void put_track(u8 *to, u32 track)
{
	u32 cylinder = track / 15, head = track % 15 | cylinder >> 16 << 4;

	to[0] = (u8)(cylinder >> 8);
	to[1] = (u8)cylinder;
	to[2] = (u8)(head >> 8);
	to[3] = (u8)head;
}

void put_id(u8 *to, u32 track, u8 record)
{
	put_track(to, track);
	to[4] = record;
}

void add_extent(u8 mask, u32 first, u32 last)
{
	u8 extent[16] = { mask };

	put_track(extent + 8, first);
	put_track(extent + 12, last);
	add_param(0x63, extent, sizeof(extent));
}

static void make_locate(u8 *locate, u8 op, u8 count, u32 track, u8 record)
{
	locate[0] = op;
	locate[3] = count;
	put_track(locate + 4, track);
	put_id(locate + 8, track, record);
}

void add_locate(u8 op, u8 count, u32 track, u8 record)
{
	u8 locate[16] = { 0 };

	make_locate(locate, op, count, track, record);
	add_param(0x47, locate, sizeof(locate));
}

void add_extended(u8 op, u8 extended, u8 count, u32 track, u8 record)
{
	u8 locate[20] = { 0 };

	make_locate(locate, op, count, track, record);
	locate[17] = extended;
	add_param(0x4b, locate, sizeof(locate));
}

void add_seek(u32 track)
{
	u8 seek[6] = { 0 };

	put_track(seek + 2, track);
	add_param(0x07, seek, sizeof(seek));
}

void add_search(u8 cmd, u32 track, u8 record)
{
	u8 id[5];

	put_id(id, track, record);
	add_tic(add_param(cmd, id, sizeof(id)));
}

/* ---- tracks, without the model ---- */

u8 fill(u32 track, u8 record)
{
	return (u8)(track * 16 + record);
}

static u8 *put_record(u8 *to, u32 track, u8 record, u8 kl, u16 dl)
{
	put_id(to, track, record);
	to[5] = kl;
	to[6] = (u8)(dl >> 8);
	to[7] = (u8)dl;
	memset(to + 8, 0x80 + record, kl);
	memset(to + 8 + kl, record ? fill(track, record) : 0, dl);
	return to + 8 + kl + dl;
}

void make_track(u32 track, u8 n, u8 kl, u16 dl)
{
	u8 *to = store_unit(disk, track);
	u8 i;

	to[0] = 0;
	put_track(to + 1, track);
	to = put_record(to + 5, track, 0, 0, 8);
	for (i = 1; i <= n; i++)
		to = put_record(to, track, i, kl, dl);
	memset(to, 0xff, 8);
}

static u8 *next_record(u8 *record)
{
	return record + 8 + record[5] + (record[6] << 8 | record[7]);
}

static bool is_end(const u8 *record)
{
	static const u8 end[8] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

	return !memcmp(record, end, sizeof(end));
}

u8 *find_record(u32 track, u8 number)
{
	u8 *record = store_unit(disk, track) + 5;

	while (!is_end(record) && record[4] != number)
		record = next_record(record);
	return is_end(record) ? NULL : record;
}

unsigned int count_records(u32 track)
{
	u8 *record = next_record(store_unit(disk, track) + 5);
	unsigned int n;

	for (n = 0; !is_end(record); n++)
		record = next_record(record);
	return n;
}
