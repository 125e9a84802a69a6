// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-chan.c - channel programs: CCWs, chaining, data, checks, faults
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "host.h"

/* Status of a program that has ended as it should. */
static void assert_good(const struct irb_block *irb)
{
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE);
	assert_int_equal(irb->scsw.cstat, 0);
	assert_int_equal(irb_control(irb) & (STCTL | ACTL | FCTL),
			 FCTL_START | STCTL_PRIMARY | STCTL_SECONDARY | STCTL_PENDING);
}

/* One that the subchannel has ended with a check, at CCW @at. */
static void assert_check(const struct irb_block *irb, u8 cstat, u32 at)
{
	assert_int_equal(irb->scsw.cstat, cstat);
	assert_int_equal(irb_control(irb) & STCTL_ALERT, STCTL_ALERT);
	assert_int_equal(be32_to_cpu(irb->scsw.ccw_addr), at + 8);
}

static void assert_counts_up(u32 at, u32 len, u8 first)
{
	u32 i;

	for (i = 0; i < len; i++)
		assert_int_equal(memory[at + i], (u8)(first + i));
}

/* ---- one command ---- */

static void test_formats(void **state)
{
	const struct irb_block *irb;

	put_ccw1(PROGRAM, 0x02, 0, 16, DATA);
	irb = execute(*state, 0);
	assert_good(irb);
	assert_int_equal(be32_to_cpu(irb->scsw.ccw_addr), PROGRAM + 8);
	assert_int_equal(irb->scsw.count, 0);
	assert_int_equal(irb->lpum, 0x80);
	assert_counts_up(DATA, 16, 0);
	assert_int_equal(memory[DATA + 16], 0);

	put_ccw0(PROGRAM, 0x02, 0, 16, DATA + 0x100);
	assert_good(execute(*state, FMT0));
	assert_counts_up(DATA + 0x100, 16, 0);

	memcpy(memory + DATA, "sixteen bytes...", 16);
	put_ccw1(PROGRAM, 0x01, 0, 16, DATA);
	assert_good(execute(*state, 0));
	assert_int_equal(device_got, 16);
	assert_memory_equal(device_data, "sixteen bytes...", 16);
}

/* What differs from the 16 bytes of the device, and what becomes of it. */
static void test_length(void **state)
{
	static const struct {
		u8 cmd, flags;
		u16 count;
		u32 orb;
		u8 cstat;
		u16 residual;
	} cases[] = {
		{ 0x02, 0, 20, 0, CSTAT_LENGTH, 4 },
		{ 0x02, CCW_SLI, 20, 0, 0, 4 },
		{ 0x02, 0, 10, 0, CSTAT_LENGTH, 0 },
		{ 0x02, CCW_SLI, 10, 0, 0, 0 },
		{ 0x01, 0, 20, 0, CSTAT_LENGTH, 4 },
		{ 0x03, 0, 1, 0, CSTAT_LENGTH, 1 },
		{ 0x03, CCW_SLI, 1, 0, 0, 1 },
		{ 0x03, 0, 1, ORB_ILS, 0, 1 },
		{ 0x03, 0, 0, 0, 0, 0 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct irb_block *irb;

		put_ccw1(PROGRAM, cases[i].cmd, cases[i].flags, cases[i].count, DATA);
		irb = execute(*state, cases[i].orb);
		assert_int_equal(irb->scsw.cstat, cases[i].cstat);
		assert_int_equal(be16_to_cpu(irb->scsw.count), cases[i].residual);
		assert_int_equal(irb->scsw.dstat, DSTAT_DONE);
	}
}

static void test_skip(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_SKIP, 16, DATA);
	memory[DATA + 3] = 0x77;
	assert_good(execute(*state, 0));
	assert_int_equal(memory[DATA + 3], 0x77);
}

/* ---- chaining ---- */

static void test_command_chaining(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_CC, 16, DATA);
	put_ccw1(PROGRAM + 8, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 16, 0x02, 0, 16, DATA + 16);
	assert_good(execute(*state, 0));
	assert_counts_up(DATA, 16, 0);
	assert_counts_up(DATA + 16, 16, 0);

	/* a wrong length ends the chain */
	put_ccw1(PROGRAM, 0x02, CCW_CC, 17, DATA);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_LENGTH);
}

static void test_status_modifier(void **state)
{
	put_ccw1(PROGRAM, 0x31, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 8, 0x00, 0, 0, 0);
	put_ccw1(PROGRAM + 16, 0x02, 0, 16, DATA);
	assert_good(execute(*state, 0));
	assert_counts_up(DATA, 16, 0);
}

static void test_data_chaining(void **state)
{
	const struct irb_block *irb;

	put_ccw1(PROGRAM, 0x02, CCW_CD, 3, DATA);
	put_ccw1(PROGRAM + 8, 0x00, CCW_CD | CCW_SKIP, 4, DATA + 0x100);
	put_ccw1(PROGRAM + 16, 0x08, 0, 0, PROGRAM + 32);
	put_ccw1(PROGRAM + 32, 0x00, 0, 9, DATA + 0x200);
	irb = execute(*state, 0);
	assert_good(irb);
	assert_int_equal(be32_to_cpu(irb->scsw.ccw_addr), PROGRAM + 40);
	assert_counts_up(DATA, 3, 0);
	assert_int_equal(memory[DATA + 0x101], 0);
	assert_counts_up(DATA + 0x200, 9, 7);

	/* SLI does not help where more was chained than there was */
	device_len = 2;
	put_ccw1(PROGRAM, 0x02, CCW_CD | CCW_SLI, 3, DATA);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_LENGTH);
}

static void test_tic(void **state)
{
	put_ccw1(PROGRAM, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 8, 0x08, 0, 0, PROGRAM + 0x100);
	put_ccw1(PROGRAM + 0x100, 0x02, 0, 16, DATA);
	assert_good(execute(*state, 0));
	assert_counts_up(DATA, 16, 0);

	/* to another */
	put_ccw1(PROGRAM + 0x100, 0x08, 0, 0, PROGRAM);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM + 0x100);
	/* with bits that are not zero; format 0 does not mind */
	put_ccw1(PROGRAM + 8, 0x18, 0, 0, PROGRAM + 0x100);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_PROGRAM);
	put_ccw0(PROGRAM, 0x03, CCW_CC | CCW_SLI, 1, 0);
	put_ccw0(PROGRAM + 8, 0x18, 0xff, 1, PROGRAM + 0x100);
	put_ccw0(PROGRAM + 0x100, 0x02, 0, 16, DATA);
	assert_good(execute(*state, FMT0));
	/* as the first */
	put_ccw1(PROGRAM, 0x08, 0, 0, PROGRAM + 0x100);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM);
}

/* A program that never ends leaves time for others, and can be cleared. */
static void test_endless(void **state)
{
	struct vcss_sch *sch = *state;

	put_ccw1(PROGRAM, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 8, 0x08, 0, 0, PROGRAM);
	assert_int_equal(start(sch, 0), 0);
	run(0);
	test_status(sch, 1);
	run(10000000);
	test_status(sch, 1);
	assert_int_equal(vcss_csch(&css, sch->sid), 0);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & FCTL, FCTL_CLEAR);
}

/* ---- interruptions on the way ---- */

static void test_pci(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	sch->dev.delay = 5;
	put_ccw1(PROGRAM, 0x02, CCW_PCI, 16, DATA);
	assert_int_equal(start(sch, 0), 0);
	run(0);
	irb = test_status(sch, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_PCI);
	assert_int_equal(irb_control(irb) & STCTL, STCTL_INTER | STCTL_PENDING);
	assert_int_equal(irb_control(irb) & ACTL, ACTL_SCH | ACTL_DEV);
	run(5000);
	assert_good(test_status(sch, 0));

	/* what was not fetched in time is in the status at the end */
	assert_int_equal(start(sch, 0), 0);
	run(5000);
	irb = test_status(sch, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_PCI);
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE);
}

static void test_suspend(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	put_ccw1(PROGRAM, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 8, 0x02, CCW_SUSPEND, 16, DATA);
	irb = execute(sch, ORB_SPND);
	assert_int_equal(irb_control(irb) & (STCTL | ACTL),
			 STCTL_INTER | STCTL_PENDING | ACTL_SUSPENDED);
	assert_int_equal(be32_to_cpu(irb->scsw.ccw_addr), PROGRAM + 16);
	assert_int_equal(memory[DATA + 1], 0);
	/* it suspends again */
	assert_int_equal(vcss_rsch(&css, sch->sid), 0);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & ACTL, ACTL_SUSPENDED);
	put_ccw1(PROGRAM + 8, 0x02, 0, 16, DATA);
	assert_int_equal(vcss_rsch(&css, sch->sid), 0);
	run(0);
	assert_good(test_status(sch, 0));
	assert_counts_up(DATA, 16, 0);

	/* without an interruption; without leave */
	put_ccw1(PROGRAM + 8, 0x02, CCW_SUSPEND, 16, DATA);
	assert_int_equal(start(sch, ORB_SPND | ORB_SSIC), 0);
	run(0);
	test_status(sch, 1);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_SUSPENDED);
	assert_int_equal(vcss_xsch(&css, sch->sid), 0);
	assert_check(execute(sch, 0), CSTAT_PROGRAM, PROGRAM + 8);
}

/* ---- indirect data ---- */

static void put_idaw32(u32 at, u32 addr)
{
	__be32 word = cpu_to_be32(addr);

	memcpy(memory + at, &word, sizeof(word));
}

static void put_idaw64(u32 at, u64 addr)
{
	__be64 word = cpu_to_be64(addr);

	memcpy(memory + at, &word, sizeof(word));
}

static void test_idal_format1(void **state)
{
	device_len = 3000;
	put_ccw1(PROGRAM, 0x02, CCW_IDA, 3000, 0x1800);
	put_idaw32(0x1800, 0x4700);
	put_idaw32(0x1804, 0x5000);
	put_idaw32(0x1808, 0x6800);
	assert_good(execute(*state, 0));
	/* up to the next block of 2 KiB, then whole ones */
	assert_counts_up(0x4700, 0x100, 0);
	assert_counts_up(0x5000, 0x800, 0);
	assert_counts_up(0x6800, 3000 - 0x900, 0);
	assert_int_equal(memory[0x6800 + 3000 - 0x900], 0);

	put_idaw32(0x1804, 0x5001);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_PROGRAM | CSTAT_LENGTH);
	put_ccw1(PROGRAM, 0x02, CCW_IDA | CCW_SLI, 3000, 0x1802);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_PROGRAM);
}

static void test_idal_format2(void **state)
{
	device_len = 5000;
	put_ccw1(PROGRAM, 0x02, CCW_IDA, 5000, 0x1800);
	put_idaw64(0x1800, 0x4ff0);
	put_idaw64(0x1808, 0x7000);
	put_idaw64(0x1810, 0x9000);
	assert_good(execute(*state, ORB_C64));
	assert_counts_up(0x4ff0, 16, 0);
	assert_counts_up(0x7000, 0x1000, 16);
	assert_counts_up(0x9000, 5000 - 0x1010, 16);

	/* blocks of 2 KiB */
	memset(memory + 0x7000, 0, 0x3000);
	device_len = 0x800 + 16;
	put_ccw1(PROGRAM, 0x02, CCW_IDA, 0x810, 0x1800);
	put_idaw64(0x1808, 0x7800);
	assert_good(execute(*state, ORB_C64 | ORB_I2K));
	assert_counts_up(0x7800, 0x800, 16);
	/* which is no boundary for larger ones */
	assert_int_equal(execute(*state, ORB_C64)->scsw.cstat & CSTAT_PROGRAM, CSTAT_PROGRAM);
}

static void put_midaw(u32 at, u8 flags, u16 count, u64 addr)
{
	struct midaw_block midaw = { .flags = flags,
				     .count = cpu_to_be16(count),
				     .addr = cpu_to_be64(addr) };

	memcpy(memory + at, &midaw, sizeof(midaw));
}

static void test_midaw(void **state)
{
	static const struct {
		u8 flags;
		u16 count;
		u64 addr;
		u32 orb;
	} bad[] = {
		{ MIDAW_LAST, 9, 0x5000, ORB_D },	 /* not all of the CCW's */
		{ MIDAW_LAST, 11, 0x5000, ORB_D },	 /* more than that */
		{ 0, 10, 0x5000, ORB_D },		 /* not the last */
		{ MIDAW_LAST, 10, 0x5ffc, ORB_D },	 /* across a page */
		{ MIDAW_LAST | 0x10, 10, 0x5000, ORB_D }, /* an unknown flag */
		{ MIDAW_LAST, 10, 0x5000, 0 },		 /* not allowed */
	};
	size_t i;

	put_ccw1(PROGRAM, 0x02, CCW_MIDA, 16, 0x1800);
	put_midaw(0x1800, 0, 3, 0x4001);
	put_midaw(0x1810, MIDAW_SKIP, 3, 0x4101);
	put_midaw(0x1820, MIDAW_LAST, 10, 0x5ff0);
	assert_good(execute(*state, ORB_D));
	assert_counts_up(0x4001, 3, 0);
	assert_int_equal(memory[0x4102], 0);
	assert_counts_up(0x5ff0, 10, 6);

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		put_midaw(0x1820, bad[i].flags, bad[i].count, bad[i].addr);
		assert_int_equal(execute(*state, bad[i].orb)->scsw.cstat & CSTAT_PROGRAM,
				 CSTAT_PROGRAM);
	}
	put_ccw1(PROGRAM, 0x02, CCW_MIDA | CCW_IDA, 16, 0x1800);
	assert_check(execute(*state, ORB_D), CSTAT_PROGRAM, PROGRAM);
}

/* ---- checks ---- */

static void test_program_checks(void **state)
{
	static const struct {
		u8 cmd, flags;
		u16 count;
		u32 addr;
	} bad[] = {
		{ 0x00, 0, 16, DATA },		 /* no command */
		{ 0x10, 0, 16, DATA },		 /* neither */
		{ 0x02, CCW_CD, 0, DATA },	 /* nothing to chain */
		{ 0x02, 0, 16, 0x80000000 | DATA }, /* 32 bits */
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		put_ccw1(PROGRAM, bad[i].cmd, bad[i].flags, bad[i].count, bad[i].addr);
		assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM);
	}
	put_ccw0(PROGRAM, 0x02, 0, 0, DATA);
	assert_check(execute(*state, FMT0), CSTAT_PROGRAM, PROGRAM);
	/* data where there is no memory: as much as there is */
	put_ccw1(PROGRAM, 0x02, CCW_SLI, 16, MEMORY_LEN);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM);
	/* a CCW where there is none, and one between two places for CCWs */
	put_ccw1(PROGRAM, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw1(PROGRAM + 8, 0x08, 0, 0, MEMORY_LEN);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, MEMORY_LEN);
	put_ccw1(PROGRAM + 8, 0x08, 0, 0, PROGRAM + 4);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM + 4);
}

static void test_protection(void **state)
{
	u32 key = 5u << ORB_KEY_SHIFT;

	put_ccw1(PROGRAM, 0x02, CCW_SLI, 16, KEYED_PAGE);
	assert_check(execute(*state, key), CSTAT_PROTECT, PROGRAM);
	assert_int_equal(memory[KEYED_PAGE + 1], 0);
	assert_good(execute(*state, (u32)KEYED_KEY << ORB_KEY_SHIFT));
	assert_good(execute(*state, 0));
	/* what is not fetch-protected can be read */
	put_ccw1(PROGRAM, 0x01, CCW_SLI, 16, KEYED_PAGE);
	assert_good(execute(*state, key));
	put_ccw1(PROGRAM, 0x01, CCW_SLI, 16, FETCH_PAGE);
	assert_check(execute(*state, key), CSTAT_PROTECT, PROGRAM);
}

/* ---- sense ---- */

static void test_basic_sense(void **state)
{
	const struct irb_block *irb;

	put_ccw1(PROGRAM, 0x5b, CCW_SLI | CCW_CC, 1, DATA);
	put_ccw1(PROGRAM + 8, 0x02, 0, 16, DATA);
	irb = execute(*state, 0);
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE | DSTAT_UC);
	assert_int_equal(irb_control(irb) & (SCSW_E | STCTL_ALERT), STCTL_ALERT);
	assert_int_equal(irb->erw, 0);
	assert_int_equal(be32_to_cpu(irb->scsw.ccw_addr), PROGRAM + 8);
	put_ccw1(PROGRAM, 0x04, 0, 32, DATA);
	assert_good(execute(*state, 0));
	assert_int_equal(memory[DATA], 0x80);
	/* it has been told */
	assert_good(execute(*state, 0));
	assert_int_equal(memory[DATA], 0);
}

static void test_concurrent_sense(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	sch->schib.pmcw.chars |= cpu_to_be32(CHARS_CSENSE);
	put_ccw1(PROGRAM, 0x5b, CCW_SLI, 1, DATA);
	irb = execute(sch, 0);
	assert_int_equal(irb_control(irb) & (SCSW_E | SCSW_L), SCSW_E | SCSW_L);
	assert_int_equal(be32_to_cpu(irb->erw), ERW_CONS | 32 << ERW_SCNT_SHIFT);
	assert_int_equal(irb->ecw[0], 0x80);
	put_ccw1(PROGRAM, 0x04, 0, 32, DATA);
	assert_good(execute(sch, 0));
	assert_int_equal(memory[DATA], 0);
}

/* ---- faults ---- */

static void inject(struct vcss_sch *sch, enum vcss_fault fault, u32 arg)
{
	sch->injection = (struct vcss_injection){
		.fault = fault, .left = 1, .arg = arg, .sense = { 0x08, 0x40 }
	};
}

static void test_faults(void **state)
{
	static const struct {
		enum vcss_fault fault;
		u8 dstat, cstat;
	} cases[] = {
		{ FAULT_UNIT_CHECK, DSTAT_DONE | DSTAT_UC, 0 },
		{ FAULT_DATA_CHECK, DSTAT_DONE, CSTAT_DATA },
		{ FAULT_INTERFACE_CHECK, 0, CSTAT_INTERFACE },
		{ FAULT_CHAINING_CHECK, DSTAT_DONE, CSTAT_CHAINING },
	};
	struct vcss_sch *sch = *state;
	size_t i;

	put_ccw1(PROGRAM, 0x02, 0, 16, DATA);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct irb_block *irb;

		inject(sch, cases[i].fault, 0);
		irb = execute(sch, 0);
		assert_int_equal(irb->scsw.dstat, cases[i].dstat);
		assert_int_equal(irb->scsw.cstat, cases[i].cstat);
		assert_int_equal(irb_control(irb) & STCTL_ALERT, STCTL_ALERT);
		assert_good(execute(sch, 0));
	}
	inject(sch, FAULT_UNIT_CHECK, 0);
	execute(sch, 0);
	put_ccw1(PROGRAM, 0x04, 0, 32, DATA);
	assert_good(execute(sch, 0));
	assert_int_equal(memory[DATA], 0x08);
	assert_int_equal(memory[DATA + 1], 0x40);
}

static void test_fault_codes(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;
	u32 cc;

	put_ccw1(PROGRAM, 0x02, 0, 16, DATA);
	for (cc = 1; cc <= 3; cc++) {
		inject(sch, FAULT_CC, cc);
		assert_int_equal(start(sch, 0), cc);
		assert_good(execute(sch, 0));
	}
	inject(sch, FAULT_DEFERRED_CC, 3);
	irb = execute(sch, 0);
	assert_int_equal(irb_control(irb) & SCSW_CC, 3 << SCSW_CC_SHIFT);
	inject(sch, FAULT_DEFERRED_CC, 1);
	irb = execute(sch, 0);
	assert_int_equal(irb_control(irb) & (SCSW_CC | STCTL_ALERT),
			 1 << SCSW_CC_SHIFT | STCTL_ALERT);
	assert_good(execute(sch, 0));
}

static void test_fault_times(void **state)
{
	struct vcss_sch *sch = *state;

	put_ccw1(PROGRAM, 0x02, 0, 16, DATA);
	inject(sch, FAULT_PENDING, 10);
	assert_int_equal(start(sch, 0), 0);
	run(9999);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_START);
	run(1);
	assert_good(test_status(sch, 0));

	inject(sch, FAULT_DELAY, 10);
	assert_int_equal(start(sch, 0), 0);
	run(9999);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_SCH | ACTL_DEV);
	run(1);
	assert_good(test_status(sch, 0));

	inject(sch, FAULT_NO_RESPONSE, 0);
	assert_int_equal(start(sch, 0), 0);
	run(1000000000000ULL);
	test_status(sch, 1);
	assert_int_equal(vcss_hsch(&css, sch->sid), 0);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & FCTL, FCTL_START | FCTL_HALT);
	assert_good(execute(sch, 0));
}

/* ---- what the tests above leave out ---- */

/* The device asks for more than the program has: a long block on output. */
static void test_write_too_long(void **state)
{
	const struct irb_block *irb;

	put_ccw1(PROGRAM, 0x01, 0, 10, DATA);
	irb = execute(*state, 0);
	assert_int_equal(device_got, 10);
	assert_int_equal(irb->scsw.count, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_LENGTH);
	put_ccw1(PROGRAM, 0x01, CCW_SLI, 10, DATA);
	assert_int_equal(execute(*state, 0)->scsw.cstat, 0);
}

/* A CCW that data chaining gets to can ask for an interruption as well. */
static void test_pci_data_chaining(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_CD, 8, DATA);
	put_ccw1(PROGRAM + 8, 0x00, CCW_PCI, 8, DATA + 8);
	assert_int_equal(execute(*state, 0)->scsw.cstat, CSTAT_PCI);
	assert_counts_up(DATA, 16, 0);
}

/* ... but not for suspension. */
static void test_suspend_data_chaining(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_CD, 8, DATA);
	put_ccw1(PROGRAM + 8, 0x00, CCW_SUSPEND | CCW_SLI, 8, DATA + 8);
	assert_check(execute(*state, ORB_SPND), CSTAT_PROGRAM, PROGRAM + 8);
}

/* Modified indirect data addressing is bit 25 of the control word; bit 6 is not it. */
static void test_midaw_control(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_MIDA, 16, 0x1800);
	put_midaw(0x1800, MIDAW_LAST, 16, DATA);
	assert_good(execute(*state, 0x00000040));
	assert_counts_up(DATA, 16, 0);
	assert_check(execute(*state, 0x02000000), CSTAT_PROGRAM, PROGRAM);
}

static void test_midaw_skip(void **state)
{
	put_ccw1(PROGRAM, 0x02, CCW_MIDA | CCW_SKIP, 16, 0x1800);
	put_midaw(0x1800, MIDAW_LAST, 16, DATA);
	assert_check(execute(*state, ORB_D), CSTAT_PROGRAM, PROGRAM);
}

/* Lists of IDAWs and MIDAWs are fetched with the key of the program. */
static void test_list_checks(void **state)
{
	u32 key = 5u << ORB_KEY_SHIFT;

	put_ccw1(PROGRAM, 0x02, CCW_IDA | CCW_SLI, 16, FETCH_PAGE);
	put_idaw32(FETCH_PAGE, DATA);
	assert_check(execute(*state, key), CSTAT_PROTECT, PROGRAM);
	assert_good(execute(*state, 0));
	put_idaw32(FETCH_PAGE, 0x80000000 | DATA);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM);
	put_ccw1(PROGRAM, 0x02, CCW_IDA | CCW_SLI, 16, MEMORY_LEN);
	assert_check(execute(*state, 0), CSTAT_PROGRAM, PROGRAM);
	put_ccw1(PROGRAM, 0x02, CCW_IDA | CCW_SLI, 16, 0x1804);
	assert_check(execute(*state, ORB_C64), CSTAT_PROGRAM, PROGRAM);
	/* a list of MIDAWs ends with its page, and is where one begins */
	put_ccw1(PROGRAM, 0x02, CCW_MIDA | CCW_SLI, 16, 0x1808);
	assert_check(execute(*state, ORB_D), CSTAT_PROGRAM, PROGRAM);
	put_ccw1(PROGRAM, 0x02, CCW_MIDA | CCW_SLI, 16, 0x1ff0);
	put_midaw(0x1ff0, 0, 8, 0x4000);
	put_midaw(0x2000, MIDAW_LAST, 8, 0x4008);
	assert_check(execute(*state, ORB_D), CSTAT_PROGRAM, PROGRAM);
	put_midaw(0x1ff0, MIDAW_LAST, 16, 0x4000);
	assert_good(execute(*state, ORB_D));
	memory[0x1ff4] = 1;
	assert_check(execute(*state, ORB_D), CSTAT_PROGRAM, PROGRAM);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(formats),	       TEST(length),
		TEST(skip),	       TEST(command_chaining),
		TEST(status_modifier), TEST(data_chaining),
		TEST(tic),	       TEST(endless),
		TEST(pci),	       TEST(suspend),
		TEST(idal_format1),    TEST(idal_format2),
		TEST(midaw),	       TEST(program_checks),
		TEST(protection),      TEST(basic_sense),
		TEST(concurrent_sense), TEST(faults),
		TEST(fault_codes),     TEST(fault_times),
		TEST(write_too_long), TEST(pci_data_chaining),
		TEST(suspend_data_chaining), TEST(midaw_control),
		TEST(midaw_skip), TEST(list_checks),
	};

	return cmocka_run_group_tests_name("channel programs", tests, NULL, NULL);
}
