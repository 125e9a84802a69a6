/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * disks.h - what the tests of disks have in common: a disk, channel programs for it
 */
#ifndef TESTS_VCSS_DISKS_H
#define TESTS_VCSS_DISKS_H

#include "host.h"
#include "store.h"

/* The disk of tests: subchannel 0.0000 on three paths, with concurrent sense. */
extern struct vcss_sch *disk;

/* cmocka fixtures: a 9336 of FBA_BLOCKS, a 3390 of ECKD_CYLINDERS */
#define FBA_BLOCKS     (STORE_UNITS * 128)
#define ECKD_CYLINDERS 4
int set_up_fba(void **state);
int set_up_eckd(void **state);
int tear_down_disk(void **state);

/*
 * A channel program: its CCWs are chained, and do not mind the length, but for what
 * @flags say. Both return the address of the CCW. Parameters are copied.
 */
void begin(void);
u32 add(u8 cmd, u8 flags, u16 count, u32 addr);
u32 add_param(u8 cmd, const void *param, u16 len);
void add_tic(u32 to);
/* Starts it, the last CCW being the end; runs it, and returns the status. */
int start_program(void);
const struct irb_block *go(void);

/* Sense data of the last status, which has to be a unit check; bytes 0, 1, and 7. */
void assert_sense(const struct irb_block *irb, u8 sense0, u8 sense1, u8 sense7);
/* All has gone well; the residual count does not matter. */
void assert_done(const struct irb_block *irb);

static inline void go_well(void)
{
	assert_done(go());
}

/* @len bytes of memory at @at are all @val. */
void assert_bytes(u32 at, u8 val, u32 len);

/* ---- 3390 ---- */

#define PERMIT_ALL    0xc0
#define PERMIT_UPDATE 0x80
#define PERMIT_NONE   0x40
#define PERMIT_FORMAT 0x00

/* Cylinder, head and record, five bytes. */
void put_id(u8 *to, u32 track, u8 record);
void add_extent(u8 mask, u32 first, u32 last);
/* @op with the orientation in its first two bits */
void add_locate(u8 op, u8 count, u32 track, u8 record);
void add_extended(u8 op, u8 extended, u8 count, u32 track, u8 record);
void add_seek(u32 track);
/* SEARCH ID or alike, until it finds something */
void add_search(u8 cmd, u32 track, u8 record);

/*
 * Puts @n records on a track, with keys of @kl bytes, all 0x80 + number, and data of @dl
 * bytes, all fill(track, number).
 */
void make_track(u32 track, u8 n, u8 kl, u16 dl);
u8 fill(u32 track, u8 record);
/* Where a record begins on its track, as it is in the store; NULL: there is none. */
u8 *find_record(u32 track, u8 record);
/* How many records a track has. */
unsigned int count_records(u32 track);

#endif
