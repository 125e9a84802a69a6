/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * host.h - surroundings for the model of vcss: memory, a clock, one subchannel
 */
#ifndef TESTS_VCSS_HOST_H
#define TESTS_VCSS_HOST_H

#include "model.h"

/* Absolute addresses are offsets into it. One page needs a storage key. */
#define MEMORY_LEN  0x10000
#define KEYED_PAGE  0xf000
#define KEYED_KEY   3
#define FETCH_PAGE  0xe000 /* the same, and fetch-protected */

/* Where channel programs are, and their data. */
#define PROGRAM	 0x1000
#define DATA	 0x2000

extern u8 memory[MEMORY_LEN];
extern struct vcss_css css;
/* How often an interruption was queued, and a report made pending. */
extern unsigned int n_interrupts, n_reports;

/*
 * The device of tests: READ (02) has @device_len bytes, counted up from 0; WRITE (01)
 * takes as many into @device_data, @device_got of them came; SEARCH (31) answers with
 * status modifier; all else is generic.
 */
extern u8 device_data[8192];
extern u32 device_len, device_got;

/* Paths 10, 11, ... of subchannel @sid, enabled, as many as @pim says. */
struct vcss_sch *add_subchannel(u32 sid, u8 pim);
struct vcss_sch *add_disabled(u32 sid, u8 pim);
void add_path(u8 chpid);

/* cmocka fixtures: a channel subsystem with subchannel 0.0000 on three paths, *@state. */
int set_up(void **state);
int tear_down(void **state);

void put_ccw0(u32 at, u8 cmd, u8 flags, u16 count, u32 addr);
void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr);

/* START SUBCHANNEL at PROGRAM; CCWs of format 1 but for @flags FMT0, all paths */
#define FMT0 0x80000000u
int start(struct vcss_sch *sch, u32 flags);
int start_path(struct vcss_sch *sch, u32 flags, u8 lpm);
/* What is due is done; the clock goes on to the time of what is not, for @ns. */
void run(u64 ns);
/* The subchannel that TEST PENDING INTERRUPTION tells, NULL: none. */
struct vcss_sch *test_pending(u8 iscs);
/* The status that TEST SUBCHANNEL stores; its condition code has to be @cc. */
const struct irb_block *test_status(struct vcss_sch *sch, int cc);
/* All of it. */
const struct irb_block *execute(struct vcss_sch *sch, u32 flags);

static inline u32 irb_control(const struct irb_block *irb)
{
	return be32_to_cpu(irb->scsw.control);
}

#endif
