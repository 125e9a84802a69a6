// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-instr.c - the I/O instructions: condition codes, and what they leave
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "host.h"

#define NOWHERE SID(0, 0xfff0)

static void put_nop(void)
{
	put_ccw1(PROGRAM, 0x03, CCW_SLI, 0, 0);
}

/* A program whose device takes ten microseconds, and has begun. */
static void start_long(struct vcss_sch *sch)
{
	sch->dev.delay = 10;
	put_nop();
	assert_int_equal(start(sch, 0), 0);
	run(0);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_SCH | ACTL_DEV);
}

/* All codes of a subchannel that is not there, or not enabled. */
static void assert_not_operational(u32 sid)
{
	struct orb_block orb = { .control = cpu_to_be32(ORB_FMT1 | ORB_LPM),
				 .cpa = cpu_to_be32(PROGRAM) };
	struct irb_block irb;

	assert_int_equal(vcss_ssch(&css, sid, &orb), 3);
	assert_int_equal(vcss_tsch(&css, sid, &irb), 3);
	assert_int_equal(vcss_csch(&css, sid), 3);
	assert_int_equal(vcss_hsch(&css, sid), 3);
	assert_int_equal(vcss_xsch(&css, sid), 3);
	assert_int_equal(vcss_rsch(&css, sid), 3);
}

static void test_stsch(void **state)
{
	struct schib_block schib;

	add_subchannel(SID(0, 5), 0x80);
	assert_int_equal(vcss_stsch(&css, 0, &schib), 0);
	assert_int_equal(be16_to_cpu(schib.pmcw.devno), 0x1000);
	assert_int_equal(schib.pmcw.pim, 0xe0);
	assert_int_equal(schib.pmcw.chpid[2], 0x12);
	/* between two that are there, nothing is valid */
	memset(&schib, 0xff, sizeof(schib));
	assert_int_equal(vcss_stsch(&css, SID(0, 3), &schib), 0);
	assert_int_equal(be16_to_cpu(schib.pmcw.flags) & PMCW_DNV, 0);
	assert_int_equal(vcss_stsch(&css, SID(0, 6), &schib), 3);
	assert_int_equal(vcss_stsch(&css, SID(1, 0), &schib), 3);
	/* the highest gone, all that is left below it counts */
	free(vcss_css_remove(&css, SID(0, 5)));
	assert_int_equal(vcss_stsch(&css, SID(0, 1), &schib), 3);
	assert_null(vcss_css_remove(&css, SID(0, 5)));
}

static void test_not_operational(void **state)
{
	add_disabled(SID(0, 1), 0x80);
	assert_not_operational(NOWHERE);
	assert_not_operational(SID(0, 1));
}

static void test_msch(void **state)
{
	struct vcss_sch *sch = *state;
	struct schib_block schib, before;

	vcss_stsch(&css, 0, &before);
	memset(&schib, 0xff, sizeof(schib));
	schib.pmcw.flags = cpu_to_be16(0x3800 | PMCW_ENABLED | PMCW_MME_MB | PMCW_MP | 0x8006);
	schib.pmcw.chars = cpu_to_be32(CHARS_MBFC | CHARS_CSENSE | 7 << CHARS_ST_SHIFT);
	assert_int_equal(vcss_msch(&css, 0, &schib), 0);
	assert_int_equal(vcss_stsch(&css, 0, &schib), 0);
	assert_int_equal(be32_to_cpu(schib.pmcw.intparm), 0xffffffff);
	assert_int_equal(be16_to_cpu(schib.pmcw.flags),
			 0x3800 | PMCW_ENABLED | PMCW_MME_MB | PMCW_MP | PMCW_DNV);
	assert_int_equal(be32_to_cpu(schib.pmcw.chars), CHARS_MBFC | CHARS_CSENSE);
	assert_int_equal(be16_to_cpu(schib.pmcw.mbi), 0xffff);
	assert_true(schib.mba == ~0ULL);
	/* not the program's to change */
	assert_int_equal(schib.pmcw.devno, before.pmcw.devno);
	assert_int_equal(schib.pmcw.pim, before.pmcw.pim);
	assert_int_equal(schib.pmcw.pam, before.pmcw.pam);
	assert_memory_equal(schib.pmcw.chpid, before.pmcw.chpid, N_PATHS);

	assert_int_equal(vcss_msch(&css, NOWHERE, &schib), 3);
	schib.pmcw.flags |= cpu_to_be16(0x0100);
	assert_int_equal(vcss_msch(&css, 0, &schib), -EIO);
	schib.pmcw.flags = cpu_to_be16(PMCW_ENABLED | PMCW_LM);
	assert_int_equal(vcss_msch(&css, 0, &schib), -EIO);
	schib.pmcw.flags = cpu_to_be16(PMCW_ENABLED);
	schib.pmcw.chars = cpu_to_be32(8);
	assert_int_equal(vcss_msch(&css, 0, &schib), -EIO);

	start_long(sch);
	vcss_stsch(&css, 0, &schib);
	assert_int_equal(vcss_msch(&css, 0, &schib), 2);
	run(10000);
	assert_int_equal(vcss_msch(&css, 0, &schib), 1);
}

static void test_ssch(void **state)
{
	struct vcss_sch *sch = *state;
	struct orb_block orb = { .cpa = cpu_to_be32(PROGRAM) };

	start_long(sch);
	assert_int_equal(start(sch, 0), 2);
	run(10000);
	assert_int_equal(start(sch, 0), 1);
	test_status(sch, 0);
	assert_int_equal(start_path(sch, 0, 0x10), 3);
	assert_int_equal(start_path(sch, 0, 0x00), 3);
	/* reserved bits, transport mode, an address of 32 bits */
	orb.control = cpu_to_be32(ORB_FMT1 | ORB_LPM | 0x02);
	assert_int_equal(vcss_ssch(&css, 0, &orb), -EIO);
	orb.control = cpu_to_be32(ORB_FMT1 | ORB_LPM | ORB_TM);
	assert_int_equal(vcss_ssch(&css, 0, &orb), -EIO);
	orb.control = cpu_to_be32(ORB_FMT1 | ORB_LPM);
	orb.cpa = cpu_to_be32(0x80000000);
	assert_int_equal(vcss_ssch(&css, 0, &orb), -EIO);
	orb.cpa = cpu_to_be32(PROGRAM);
	orb.intparm = cpu_to_be32(0x4711);
	assert_int_equal(vcss_ssch(&css, 0, &orb), 0);
	assert_int_equal(be32_to_cpu(sch->schib.pmcw.intparm), 0x4711);
}

static void test_tsch(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	test_status(sch, 1);
	start_long(sch);
	irb = test_status(sch, 1);
	assert_int_equal(irb_control(irb) & FCTL, FCTL_START);
	run(10000);
	assert_true(sch->queued);
	test_status(sch, 0);
	assert_false(sch->queued);
	irb = test_status(sch, 1);
	assert_int_equal(irb_control(irb) & (FCTL | ACTL | STCTL), 0);
	assert_int_equal(irb->scsw.dstat, 0);
}

static void test_csch(void **state)
{
	struct vcss_sch *sch = *state;

	start_long(sch);
	assert_int_equal(vcss_csch(&css, 0), 0);
	assert_int_equal(sch_control(sch) & (FCTL | ACTL), FCTL_CLEAR | ACTL_CLEAR);
	assert_int_equal(vcss_hsch(&css, 0), 2);
	run(100000);
	assert_int_equal(irb_control(test_status(sch, 0)) & (FCTL | ACTL | STCTL),
			 FCTL_CLEAR | STCTL_PENDING);
	/* the timer of the program that was cleared comes to nothing */
	test_status(sch, 1);
	/* it takes status away */
	start_long(sch);
	run(10000);
	assert_int_equal(vcss_csch(&css, 0), 0);
	assert_false(sch->queued);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & FCTL, FCTL_CLEAR);
}

static void test_hsch(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	start_long(sch);
	assert_int_equal(vcss_hsch(&css, 0), 0);
	assert_int_equal(vcss_hsch(&css, 0), 2);
	assert_int_equal(vcss_xsch(&css, 0), 2);
	run(0);
	assert_int_equal(vcss_hsch(&css, 0), 1);
	irb = test_status(sch, 0);
	assert_int_equal(irb_control(irb) & FCTL, FCTL_START | FCTL_HALT);
	assert_int_equal(irb_control(irb) & STCTL_PRIMARY, STCTL_PRIMARY);
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE);
	/* nothing to halt */
	assert_int_equal(vcss_hsch(&css, 0), 0);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & (FCTL | STCTL),
			 FCTL_HALT | STCTL_PENDING);
}

static void test_xsch(void **state)
{
	struct vcss_sch *sch = *state;

	assert_int_equal(vcss_xsch(&css, 0), 2);
	put_nop();
	assert_int_equal(start(sch, 0), 0);
	assert_int_equal(vcss_xsch(&css, 0), 0);
	run(100);
	test_status(sch, 1);
	start_long(sch);
	assert_int_equal(vcss_xsch(&css, 0), 2);
	run(10000);
	assert_int_equal(vcss_xsch(&css, 0), 1);
}

static void test_rsch(void **state)
{
	struct vcss_sch *sch = *state;

	assert_int_equal(vcss_rsch(&css, 0), 2);
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	assert_int_equal(start(sch, ORB_SPND), 0);
	assert_int_equal(vcss_rsch(&css, 0), 2);
	run(0);
	assert_int_equal(vcss_rsch(&css, 0), 1);
	test_status(sch, 0);
	assert_int_equal(vcss_rsch(&css, 0), 0);
	assert_int_equal(vcss_rsch(&css, 0), 2);
}

/* The most urgent subclass first, of one the first; none that is not enabled. */
static void test_tpi(void **state)
{
	static const u8 isc[] = { 3, 5, 3, 1 };
	struct vcss_sch *sch[4];
	int i;

	put_nop();
	for (i = 0; i < 4; i++) {
		sch[i] = add_subchannel(SID(0, i + 1), 0x80);
		sch[i]->schib.pmcw.flags |= cpu_to_be16(isc[i] << PMCW_ISC_SHIFT);
		assert_int_equal(start(sch[i], 0), 0);
	}
	assert_null(test_pending(0xff));
	run(0);
	assert_ptr_equal(test_pending(0x10), sch[0]);
	assert_null(test_pending(0x0b));
	assert_ptr_equal(test_pending(0xff), sch[3]);
	/* status that is tested is no interruption any more */
	test_status(sch[2], 0);
	assert_ptr_equal(test_pending(0xff), sch[1]);
	assert_null(test_pending(0xff));
	/* ... but what was an interruption is still status */
	test_status(sch[0], 0);
	test_status(sch[1], 0);
	assert_int_equal(n_interrupts, 4);
}

static void assert_crw(u32 expected)
{
	__be32 crw;

	assert_int_equal(vcss_stcrw(&css, &crw), 0);
	assert_int_equal(be32_to_cpu(crw), expected);
}

static void test_stcrw(void **state)
{
	__be32 crw = 1;
	int i;

	assert_int_equal(vcss_stcrw(&css, &crw), 1);
	assert_int_equal(crw, 0);
	vcss_report(&css, RSC_CHANNEL_PATH, ERC_INITIALIZED, 0x3a);
	vcss_report_sch(&css, 0);
	vcss_report_sch(&css, SID(2, 0x123));
	assert_int_equal(n_reports, 3);
	assert_crw(0x0402003a);
	assert_crw(0x03040000);
	assert_crw(0x13040123);
	assert_crw(0x03040020);
	assert_int_equal(vcss_stcrw(&css, &crw), 1);

	/* the last that has room tells that others had none */
	for (i = 0; i < N_CRWS + 3; i++)
		vcss_report(&css, RSC_CHANNEL_PATH, ERC_PERMANENT, (u16)i);
	for (i = 0; i < N_CRWS - 1; i++)
		assert_crw(0x04060000 + i);
	assert_crw(0x24060000 + N_CRWS - 1);
	assert_int_equal(vcss_stcrw(&css, &crw), 1);
	vcss_report_overflow(&css);
	assert_crw(0x2b000000);
}

/* Bits that are none, and those of transport mode; the flags that the SCSW repeats. */
static void test_orb_bits(void **state)
{
	struct orb_block orb = { .cpa = cpu_to_be32(PROGRAM) };
	const u32 same = 0xf8f80000, invalid = 0x0004003e;
	struct vcss_sch *sch = *state;
	u32 bit;

	put_nop();
	for (bit = 1; bit; bit <<= 1) {
		/* streaming mode, which is not for every machine */
		if (bit == 0x04000000)
			continue;
		orb.control = cpu_to_be32(bit | ORB_LPM);
		assert_int_equal(vcss_ssch(&css, 0, &orb), bit & invalid ? -EIO : 0);
		if (bit & invalid)
			continue;
		assert_int_equal(sch_control(sch),
				 (bit & same) | FCTL_START | ACTL_START);
		assert_int_equal(vcss_xsch(&css, 0), 0);
		assert_int_equal(sch_control(sch), 0);
		run(0);
	}
}

/* A subchannel that does not take the start function keeps what it has. */
static void test_ssch_refused(void **state)
{
	struct orb_block orb = { .cpa = cpu_to_be32(PROGRAM),
				 .intparm = cpu_to_be32(0x4711) };
	struct vcss_sch *sch = *state;
	struct schib_block before;

	orb.control = cpu_to_be32(ORB_FMT1 | 0x40 << ORB_LPM_SHIFT);
	start_long(sch);
	before = sch->schib;
	assert_int_equal(vcss_ssch(&css, 0, &orb), 2);
	assert_memory_equal(&sch->schib, &before, sizeof(before));
	run(10000);
	before = sch->schib;
	assert_int_equal(vcss_ssch(&css, 0, &orb), 1);
	assert_memory_equal(&sch->schib, &before, sizeof(before));
	test_status(sch, 0);
	vcss_chp_set_failed(&css, 0x11, true);
	before = sch->schib;
	assert_int_equal(vcss_ssch(&css, 0, &orb), 3);
	assert_int_equal(sch->schib.pmcw.intparm, before.pmcw.intparm);
	assert_int_equal(sch_control(sch) & (FCTL | ACTL | STCTL), 0);
	vcss_chp_set_failed(&css, 0x11, false);
	orb.control |= cpu_to_be32(0x02);
	assert_int_equal(vcss_ssch(&css, NOWHERE, &orb), -EIO);
}

/* Condition code 3, too: no other action is taken. */
static void test_ssch_keeps_lpm(void **state)
{
	struct vcss_sch *sch = *state;

	put_nop();
	assert_int_equal(sch->schib.pmcw.lpm, 0xe0);
	assert_int_equal(start_path(sch, 0, 0x10), 3);
	assert_int_equal(sch->schib.pmcw.lpm, 0xe0);
}

static void test_msch_kept(void **state)
{
	struct vcss_sch *sch = *state, *other = add_disabled(SID(0, 5), 0x80);
	struct schib_block schib = sch->schib, before;

	/* where nothing is, and where nothing is valid */
	assert_int_equal(vcss_msch(&css, SID(0, 3), &schib), 0);
	other->schib.pmcw.flags = 0;
	before = other->schib;
	assert_int_equal(vcss_msch(&css, SID(0, 5), &schib), 0);
	assert_memory_equal(&other->schib, &before, sizeof(before));

	schib.pmcw.lpm = 0x40;
	schib.pmcw.pom = 0x7f;
	schib.pmcw.lpum = schib.pmcw.pnom = schib.pmcw.pim = schib.pmcw.pam = 0x11;
	schib.mba = cpu_to_be64(0x8000);
	schib.scsw.control = cpu_to_be32(FCTL_START | STCTL_PENDING);
	before = sch->schib;
	before.pmcw.lpm = 0x40;
	before.pmcw.pom = 0x7f;
	assert_int_equal(vcss_msch(&css, 0, &schib), 0);
	assert_memory_equal(&sch->schib, &before, sizeof(before));

	schib.pmcw.intparm = cpu_to_be32(0x4711);
	start_long(sch);
	before = sch->schib;
	assert_int_equal(vcss_msch(&css, 0, &schib), 2);
	assert_memory_equal(&sch->schib, &before, sizeof(before));
	run(10000);
	before = sch->schib;
	assert_int_equal(vcss_msch(&css, 0, &schib), 1);
	assert_memory_equal(&sch->schib, &before, sizeof(before));
}

/* Intermediate status goes without the function that is in progress. */
static void test_tsch_intermediate(void **state)
{
	struct vcss_sch *sch = *state;

	sch->dev.delay = 10;
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_PCI | CCW_CC, 0, 0);
	put_ccw1(PROGRAM + 8, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	assert_int_equal(start(sch, ORB_SPND), 0);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & 0xffff,
			 FCTL_START | ACTL_SCH | ACTL_DEV | STCTL_INTER | STCTL_PENDING);
	assert_int_equal(sch_control(sch) & 0xffff, FCTL_START | ACTL_SCH | ACTL_DEV);
	assert_int_equal(sch->schib.scsw.cstat, 0);
	run(10000);
	assert_int_equal(irb_control(test_status(sch, 0)) & 0xffff,
			 FCTL_START | ACTL_SUSPENDED | STCTL_INTER | STCTL_PENDING);
	assert_int_equal(sch_control(sch) & 0xffff, FCTL_START | ACTL_SUSPENDED);
	assert_int_equal(vcss_ssch(&css, 0, &(struct orb_block){ 0 }), 2);
}

/* What a deferred condition code leaves is cleared with it. */
static void test_tsch_cleared(void **state)
{
	struct vcss_sch *sch = *state;
	const struct irb_block *irb;

	put_nop();
	assert_int_equal(start_path(sch, 0, 0x80), 0);
	vcss_chp_set_failed(&css, 0x10, true);
	run(0);
	assert_int_equal(sch->schib.pmcw.pnom, 0x80);
	irb = test_status(sch, 0);
	assert_int_equal(irb_control(irb),
			 SCSW_F | SCSW_N | SCSW_CC | FCTL_START | STCTL_ALERT |
				 STCTL_PRIMARY | STCTL_SECONDARY | STCTL_PENDING);
	assert_int_equal(sch_control(sch), SCSW_F);
	assert_int_equal(sch->schib.pmcw.pnom, 0);
}

/* Effectively, all paths are operational, and none has been used. */
static void test_csch_paths(void **state)
{
	struct vcss_sch *sch = *state;

	put_nop();
	execute(sch, 0);
	sch->schib.pmcw.pom = 0x7f;
	sch->schib.pmcw.pnom = 0x80;
	assert_int_equal(sch->schib.pmcw.lpum, 0x80);
	assert_int_equal(vcss_csch(&css, 0), 0);
	run(0);
	assert_int_equal(sch->schib.pmcw.pnom, 0);
	assert_int_equal(sch->schib.pmcw.lpum, 0);
	assert_int_equal(sch->schib.pmcw.pom, 0xff);
}

static void test_hsch_states(void **state)
{
	struct vcss_sch *sch = *state;

	/* before the device has anything to do with it */
	put_nop();
	assert_int_equal(start(sch, 0), 0);
	assert_int_equal(vcss_hsch(&css, 0), 0);
	assert_int_equal(sch_control(sch) & (FCTL | ACTL),
			 FCTL_START | FCTL_HALT | ACTL_START | ACTL_HALT);
	run(0);
	assert_int_equal(test_status(sch, 0)->scsw.dstat, 0);
	test_status(sch, 1);
	/* intermediate status does not keep it; it is not an interruption any more */
	sch->dev.delay = 10;
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_PCI, 0, 0);
	assert_int_equal(start(sch, 0), 0);
	run(0);
	assert_true(sch->queued);
	assert_int_equal(vcss_hsch(&css, 0), 0);
	assert_false(sch->queued);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & (FCTL | STCTL),
			 FCTL_START | FCTL_HALT | STCTL_PRIMARY | STCTL_SECONDARY |
				 STCTL_PENDING);
	run(20000);
	test_status(sch, 1);
	/* a channel program that is suspended does not go on */
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	execute(sch, ORB_SPND);
	assert_int_equal(vcss_hsch(&css, 0), 0);
	assert_int_equal(vcss_rsch(&css, 0), 2);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & FCTL, FCTL_START | FCTL_HALT);
	assert_int_equal(sch_control(sch) & (FCTL | ACTL | STCTL), 0);
}

static void test_xsch_suspended(void **state)
{
	struct vcss_sch *sch = *state;

	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	assert_int_equal(start(sch, ORB_SPND), 0);
	run(0);
	assert_int_equal(vcss_xsch(&css, 0), 1);
	test_status(sch, 0);
	/* about to go on */
	assert_int_equal(vcss_rsch(&css, 0), 0);
	assert_int_equal(vcss_xsch(&css, 0), 0);
	assert_int_equal(sch_control(sch) & (FCTL | ACTL | STCTL), 0);
	run(100);
	test_status(sch, 1);
	put_nop();
	execute(sch, 0);
}

/* Interruptions that leave the queue, wherever in it they are. */
static void test_unqueue(void **state)
{
	static const u8 order[][3] = { { 0, 1, 2 }, { 1, 0, 2 }, { 2, 0, 1 } };
	struct vcss_sch *sch[4];
	int i, k;

	put_nop();
	for (i = 0; i < 4; i++)
		sch[i] = add_subchannel(SID(0, i + 1), 0x80);
	for (k = 0; k < 3; k++) {
		for (i = 0; i < 3; i++)
			assert_int_equal(start(sch[i], 0), 0);
		run(0);
		/* whichever goes, one that comes is behind the others */
		test_status(sch[order[k][0]], 0);
		assert_int_equal(start(sch[3], 0), 0);
		run(0);
		/* the fake host keeps no order of its own */
		for (i = 0; i < 3; i++) {
			struct vcss_sch *next = test_pending(0x80);

			assert_non_null(next);
			assert_ptr_not_equal(next, sch[order[k][0]]);
			if (i == 2)
				assert_ptr_equal(next, sch[3]);
			test_status(next, 0);
		}
		assert_null(test_pending(0xff));
	}
}

/* Two words that belong together are not torn apart. */
static void test_stcrw_chained(void **state)
{
	__be32 crw;
	u32 ssid;
	int i;

	for (ssid = 1; ssid < N_SETS; ssid++) {
		vcss_report_sch(&css, SID(ssid, 0x20));
		assert_crw(0x13040020);
		assert_crw(0x03040000 | ssid << 4);
	}
	for (i = 0; i < N_CRWS - 1; i++)
		vcss_report(&css, RSC_CHANNEL_PATH, ERC_PERMANENT, (u16)i);
	vcss_report_sch(&css, SID(3, 0x20));
	for (i = 0; i < N_CRWS - 2; i++)
		assert_crw(0x04060000 + i);
	assert_crw(0x24060000 + N_CRWS - 2);
	assert_int_equal(vcss_stcrw(&css, &crw), 1);
	/* what is lost later is marked where nothing is lost yet */
	vcss_report(&css, RSC_CHANNEL_PATH, ERC_PERMANENT, 1);
	vcss_report_overflow(&css);
	assert_crw(0x24060001);
	assert_int_equal(vcss_stcrw(&css, &crw), 1);
}

/* A run that nobody asked for changes nothing. */
static void assert_idle(struct vcss_sch *sch)
{
	struct vcss_sch before = *sch;

	vcss_sch_run(&css, sch);
	assert_memory_equal(sch, &before, sizeof(before));
}

/* More than one may have a subchannel run: a timer, and what comes at once. */
static void test_run_too_often(void **state)
{
	struct vcss_sch *sch = *state;

	assert_idle(sch);
	sch->injection = (struct vcss_injection){ .fault = FAULT_PENDING, .left = 1, .arg = 10 };
	sch->dev.delay = 10;
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_CC, 0, 0);
	put_ccw1(PROGRAM + 8, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	assert_int_equal(start(sch, ORB_SPND), 0);
	assert_idle(sch);
	run(10000);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_SCH | ACTL_DEV);
	assert_idle(sch);
	run(10000);
	assert_int_equal(sch_control(sch) & ACTL, ACTL_SUSPENDED);
	assert_idle(sch);
	test_status(sch, 0);
	assert_idle(sch);
	put_ccw1(PROGRAM + 8, 0x03, CCW_SLI, 0, 0);
	assert_int_equal(vcss_rsch(&css, 0), 0);
	run(0);
	assert_int_equal(sch_control(sch) & ACTL, 0);
	assert_idle(sch);
	test_status(sch, 0);
	assert_idle(sch);
	assert_int_equal(vcss_csch(&css, 0), 0);
	run(0);
	assert_idle(sch);
	test_status(sch, 0);
	assert_int_equal(n_interrupts, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(stsch), TEST(not_operational), TEST(msch), TEST(ssch),
		TEST(tsch),  TEST(csch),	    TEST(hsch), TEST(xsch),
		TEST(rsch),  TEST(tpi),		    TEST(stcrw),
		TEST(orb_bits), TEST(ssch_refused),
		TEST(ssch_keeps_lpm), TEST(msch_kept),
		TEST(tsch_intermediate), TEST(tsch_cleared),
		TEST(csch_paths), TEST(hsch_states),
		TEST(xsch_suspended), TEST(unqueue),
		TEST(stcrw_chained), TEST(run_too_often),
	};

	return cmocka_run_group_tests_name("I/O instructions", tests, NULL, NULL);
}
