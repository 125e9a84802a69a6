// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-model.c - paths, path groups, reservation, measurement, channel subsystem calls
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "host.h"

#define PAGE_LEN 4096

static u8 page[PAGE_LEN];

static void put_nop(void)
{
	put_ccw1(PROGRAM, 0x03, CCW_SLI, 0, 0);
}

/* ---- paths ---- */

static void test_configure(void **state)
{
	struct vcss_sch *sch = *state;

	assert_int_equal(sch->schib.pmcw.pam, 0xe0);
	vcss_chp_set_state(&css, 0x11, CHP_STANDBY);
	assert_int_equal(sch->schib.pmcw.pam, 0xa0);
	put_nop();
	assert_int_equal(start_path(sch, 0, 0x40), 3);
	vcss_chp_set_state(&css, 0x11, CHP_CONFIGURED);
	assert_int_equal(sch->schib.pmcw.pam, 0xe0);
	assert_int_equal(sch->schib.pmcw.pim, 0xe0);
	/* one that comes later, on a path in standby */
	vcss_chp_set_state(&css, 0x10, CHP_STANDBY);
	assert_int_equal(add_subchannel(SID(0, 1), 0xc0)->schib.pmcw.pam, 0x40);
}

static void test_failure(void **state)
{
	struct vcss_sch *sch = *state;

	vcss_chp_set_failed(&css, 0x10, true);
	assert_int_equal(sch->schib.pmcw.pam, 0xe0);
	assert_int_equal(sch->schib.pmcw.pom, 0x7f);
	put_nop();
	assert_int_equal(start_path(sch, 0, 0x80), 3);
	/* over the others, with a remark */
	assert_int_equal(irb_control(execute(sch, 0)) & SCSW_N, SCSW_N);
	assert_int_equal(sch->schib.pmcw.lpum, 0x40);
	vcss_chp_set_failed(&css, 0x10, false);
	assert_int_equal(sch->schib.pmcw.pom, 0x7f);
	assert_int_equal(irb_control(execute(sch, 0)) & SCSW_N, 0);
	assert_int_equal(sch->schib.pmcw.pom, 0xff);
	assert_int_equal(sch->schib.pmcw.lpum, 0x80);

	/* between start and selection */
	assert_int_equal(start_path(sch, 0, 0x20), 0);
	vcss_chp_set_failed(&css, 0x12, true);
	run(0);
	assert_int_equal(irb_control(test_status(sch, 0)) & (SCSW_CC | SCSW_N),
			 3 << SCSW_CC_SHIFT | SCSW_N);
	assert_int_equal(sch->schib.pmcw.pom, 0xdf);
}

static void test_rotation(void **state)
{
	static const u8 multipath[] = { 0x80, 0x40, 0x20, 0x80 };
	struct vcss_sch *sch = *state;
	size_t i;

	put_nop();
	for (i = 0; i < 3; i++)
		assert_int_equal(execute(sch, 0)->lpum, 0x80);
	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_MP);
	sch->schib.pmcw.lpum = 0;
	for (i = 0; i < ARRAY_SIZE(multipath); i++)
		assert_int_equal(execute(sch, 0)->lpum, multipath[i]);
}

static void test_no_device(void **state)
{
	struct vcss_sch *sch = *state;

	put_nop();
	sch->has_dev = false;
	assert_int_equal(start(sch, 0), 3);
}

/* ---- path groups, reservation ---- */

static void set_pgid(struct vcss_sch *sch, u8 lpm, u8 function, char id)
{
	memory[DATA] = function;
	memset(memory + DATA + 1, id, 11);
	put_ccw1(PROGRAM, 0xaf, 0, 12, DATA);
	assert_int_equal(start_path(sch, 0, lpm), 0);
	run(0);
	assert_int_equal(test_status(sch, 0)->scsw.dstat, DSTAT_DONE);
}

static void assert_pgid(struct vcss_sch *sch, u8 lpm, u8 state, char id)
{
	put_ccw1(PROGRAM, 0x34, 0, 12, DATA + 0x100);
	assert_int_equal(start_path(sch, 0, lpm), 0);
	run(0);
	assert_int_equal(test_status(sch, 0)->scsw.cstat, 0);
	assert_int_equal(memory[DATA + 0x100], state);
	assert_int_equal(memory[DATA + 0x101], id);
	assert_int_equal(memory[DATA + 0x10b], id);
}

static void test_path_groups(void **state)
{
	struct vcss_sch *sch = *state;

	assert_pgid(sch, 0x80, 0, 0);
	set_pgid(sch, 0x80, 0x80, 'a');
	set_pgid(sch, 0x40, 0x80, 'a');
	set_pgid(sch, 0x20, 0x00, 'b');
	assert_pgid(sch, 0x80, PGID_GROUPED | PGID_MULTIPATH, 'a');
	assert_pgid(sch, 0x20, PGID_GROUPED, 'b');
	set_pgid(sch, 0x80, 0xc0, 'a');
	assert_pgid(sch, 0x80, PGID_UNGROUPED | PGID_MULTIPATH, 'a');
	/* the whole group, from whichever path */
	set_pgid(sch, 0x40, 0xa0, 'a');
	assert_pgid(sch, 0x80, 0, 0);
	assert_pgid(sch, 0x40, 0, 0);
	assert_pgid(sch, 0x20, PGID_GROUPED, 'b');
	/* a path that was lost has forgotten its group */
	vcss_chp_set_failed(&css, 0x12, true);
	vcss_chp_set_failed(&css, 0x12, false);
	assert_pgid(sch, 0x20, 0, 0);
}

static void test_reservation(void **state)
{
	struct vcss_sch *sch = *state;

	sch->dev.reserved = true;
	assert_pgid(sch, 0x80, PGID_RESERVED, 0);
	put_ccw1(PROGRAM, 0x14, CCW_SLI, 32, DATA);
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE);
	/* taken away, it is kept until it is released */
	assert_pgid(sch, 0x80, PGID_HELD, 0);
	put_ccw1(PROGRAM, 0x94, CCW_SLI, 32, DATA);
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE);
	assert_pgid(sch, 0x80, 0, 0);
}

static void test_sense_id(void **state)
{
	static const u8 expected[] = { 0xff, 0x39, 0x90, 0xe9, 0x33, 0x90, 0x0c };

	put_ccw1(PROGRAM, 0xe4, CCW_SLI, 256, DATA);
	assert_int_equal(be16_to_cpu(execute(*state, 0)->scsw.count), 256 - 12);
	assert_memory_equal(memory + DATA, expected, sizeof(expected));
}

static void test_virtio(void **state)
{
	struct vcss_sch *sch = *state;

	assert_ptr_equal(vcss_kind_of(0x3990, false), &vcss_generic);
	assert_ptr_equal(vcss_kind_of(0x3832, false), &vcss_virtio);
	assert_ptr_equal(vcss_kind_of(0x3990, true), &vcss_eckd_kind);
	assert_ptr_equal(vcss_kind_of(0x6310, true), &vcss_fba_kind);
	sch->dev.kind = &vcss_virtio;
	memory[DATA + 1] = 3;
	put_ccw1(PROGRAM, 0x83, 0, 4, DATA);
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE | DSTAT_UC);
	memory[DATA + 1] = 1;
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE);
	/* the second 32 features: version 1, and nothing else */
	memory[DATA + 4] = 1;
	put_ccw1(PROGRAM, 0x12, 0, 5, DATA);
	assert_int_equal(execute(sch, 0)->scsw.cstat, 0);
	assert_int_equal(memory[DATA], 1);
	memory[DATA + 4] = 0;
	execute(sch, 0);
	assert_int_equal(memory[DATA], 0);
	memory[DATA] = 0x0f;
	put_ccw1(PROGRAM, 0x31, 0, 1, DATA);
	execute(sch, 0);
	put_ccw1(PROGRAM, 0x72, 0, 1, DATA + 8);
	execute(sch, 0);
	assert_int_equal(memory[DATA + 8], 0x0f);
}

/* ---- measurement ---- */

static void test_measurement(void **state)
{
	struct vcss_sch *sch = *state;
	struct cmb_block cmb;
	int i;

	sch->dev.delay = 320; /* two and a half units */
	sch->schib.mba = cpu_to_be64(0x8000);
	put_nop();
	start(sch, 0);
	run(320000);
	test_status(sch, 0);
	assert_int_equal(memory[0x8003], 0);
	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_MME_MB);
	sch->schib.pmcw.chars |= cpu_to_be32(CHARS_MBFC);
	for (i = 0; i < 2; i++) {
		start(sch, 0);
		run(320000);
		test_status(sch, 0);
	}
	memcpy(&cmb, memory + 0x8000, sizeof(cmb));
	assert_int_equal(be32_to_cpu(cmb.starts), 2);
	assert_int_equal(be32_to_cpu(cmb.samples), 2);
	assert_int_equal(be32_to_cpu(cmb.connect), 5);
	assert_int_equal(be32_to_cpu(cmb.pending), 0);
}

/* ---- channel subsystem calls ---- */

static bool call(u16 code, u8 byte4, u8 byte5, u8 byte6, u8 byte7, u8 last)
{
	memset(page, 0, sizeof(page));
	page[1] = 0x10;
	page[2] = code >> 8;
	page[3] = code & 0xff;
	page[4] = byte4;
	page[5] = byte5;
	page[6] = byte6;
	page[7] = byte7;
	page[11] = last;
	return vcss_chsc(&css, page);
}

static void test_describe_subchannel(void **state)
{
	add_subchannel(SID(3, 0), 0x80);
	assert_true(call(0x0004, 0, 0, 0, 0, 0));
	assert_int_equal(page[19], 0x01);
	assert_int_equal(page[24], 0xc0);
	assert_int_equal(page[26] << 8 | page[27], 0x1000);
	assert_int_equal(page[28], 0xe0);
	assert_int_equal(page[32], 0x10);
	assert_int_equal(page[34], 0x12);
	assert_true(call(0x0004, 0, 0x30, 0, 0, 0));
	assert_int_equal(page[28], 0x80);
	/* the real machine's, if there is one beside */
	css.exclusive = false;
	assert_false(call(0x0004, 0, 0x10, 0, 0, 0));
}

static void test_describe_path(void **state)
{
	struct vcss_chp *chp = &css.chp[0x3a];

	*chp = (struct vcss_chp){ .present = true,
				  .state = CHP_CONFIGURED,
				  .has_chid = true,
				  .chid_external = true,
				  .chid = 0x5e4,
				  .type = 0x1b,
				  .esc = 0x42,
				  .util = "utility" };
	assert_true(call(0x0002, 0, 0, 0, 0x3a, 0x3a));
	assert_int_equal(page[24], 0x80);
	assert_int_equal(page[26], 0x1b);
	assert_int_equal(page[27], 0x3a);
	assert_true(call(0x0002, 0x10, 0, 1, 0x3a, 0x3a));
	assert_int_equal(page[24], 0x98);
	assert_int_equal(page[30], 0x42);
	assert_int_equal(page[40] << 8 | page[41], 0x5e4);
	assert_true(call(0x0002, 0, 0, 3, 0x3a, 0x3a));
	assert_string_equal((char *)page + 24 + 32, "utility");
	/* none, and a format that is not known */
	assert_true(call(0x0002, 0, 0, 0, 0x3b, 0x3b));
	assert_int_equal(page[24], 0);
	assert_true(call(0x0002, 0, 0, 2, 0x3a, 0x3a));
	assert_int_equal(page[19], 0x03);
	css.exclusive = false;
	assert_false(call(0x0002, 0, 0, 0, 0x3b, 0x3b));
}

static void test_describe_measurement(void **state)
{
	assert_true(call(0x0022, 0, 0, 0, 0x10, 0x10));
	assert_int_equal(page[24], 0x80);
	css.chp[0x10].has_cmg = true;
	css.chp[0x10].cmg = 3;
	css.chp[0x10].shared = true;
	css.chp[0x10].speed = 16000000000ULL;
	assert_true(call(0x0022, 0, 0, 0, 0x10, 0x10));
	assert_int_equal(page[24], 0x40);
	assert_int_equal(page[27], 0x10);
	assert_int_equal(page[31], 3);
	/* 16000 and six zeros */
	assert_int_equal(page[29], 6);
	assert_int_equal(page[34] << 8 | page[35], 16000);
}

static void test_events(void **state)
{
	int i;

	assert_false(call(0x000e, 0, 0, 0, 0, 0));
	assert_true(vcss_event_configure(&css, 0x3a, 1));
	assert_true(vcss_event_link_incident(&css, 0x1b, true));
	assert_int_equal(n_reports, 2);
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[24], 0x80); /* another one is pending */
	assert_int_equal(page[27], 8);
	assert_int_equal(page[40 + 0x3a / 8], 0x80 >> 0x3a % 8);
	assert_int_equal(page[40 + 32], 1);
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[24], 0);
	assert_int_equal(page[26], 4);
	assert_int_equal(page[27], 1);
	assert_int_equal(page[31], 0x1b);
	assert_int_equal(page[40], 2 << 2);

	for (i = 0; i < N_EVENTS; i++)
		assert_true(vcss_event_resource_access(&css, 0x10));
	assert_false(vcss_event_resource_access(&css, 0x10));
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[24], 0xc0);
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[24], 0x80);
}

static void test_other_calls(void **state)
{
	assert_false(call(0x0010, 0, 0, 0, 0, 0));
	memset(page, 0, sizeof(page));
	page[1] = 0x20;
	page[3] = 0x04;
	assert_false(vcss_chsc(&css, page));
}

/* ---- subchannels that come and go ---- */

static void test_insert(void **state)
{
	struct vcss_sch *sch = *state, *other = add_subchannel(SID(1, 7), 0x80), twin;
	u32 sid;

	twin = *sch;
	assert_int_equal(vcss_css_insert(&css, &twin), -EEXIST);
	assert_ptr_equal(vcss_css_get(&css, 0), sch);
	assert_true(vcss_css_find(&css, 0, 0x1000, &sid));
	assert_int_equal(sid, 0);
	assert_true(vcss_css_find(&css, 1, 0x1007, &sid));
	assert_int_equal(sid, SID(1, 7));
	assert_false(vcss_css_find(&css, 1, 0x1000, &sid));
	assert_false(vcss_css_find(&css, 2, 0x1000, &sid));
	/* CHPID 0 is where no path is installed */
	assert_int_equal(vcss_sch_paths_to(sch, 0x00), 0);
	assert_int_equal(vcss_sch_paths_to(sch, 0x12), 0x20);
	css.exclusive = false;
	assert_true(vcss_css_has_set(&css, 1));
	assert_false(vcss_css_has_set(&css, 2));
	/* no device number that is not valid */
	other->schib.pmcw.flags = 0;
	assert_false(vcss_css_find(&css, 1, 0x1007, &sid));
}

static void test_gone(void **state)
{
	struct vcss_sch *sch = add_subchannel(SID(0, 4), 0x80);

	put_nop();
	assert_int_equal(start(sch, 0), 0);
	run(0);
	assert_true(sch->queued);
	assert_ptr_equal(vcss_css_remove(&css, SID(0, 4)), sch);
	assert_null(test_pending(0xff));
	assert_int_equal(css.n_sch[0], 1);
	/* what was still to be done for it is not */
	sch_set_control(sch, FCTL_CLEAR | ACTL_CLEAR);
	vcss_sch_run(&css, sch);
	assert_int_equal(sch_control(sch), FCTL_CLEAR | ACTL_CLEAR);
	assert_int_equal(n_interrupts, 1);
	free(sch);
}

/* Rotation passes over what is not available, and notes what is not operational. */
static void test_rotation_over_gaps(void **state)
{
	struct vcss_sch *sch = *state;

	put_nop();
	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_MP);
	assert_int_equal(execute(sch, 0)->lpum, 0x80);
	vcss_chp_set_state(&css, 0x11, CHP_STANDBY);
	assert_int_equal(execute(sch, 0)->lpum, 0x20);
	vcss_chp_set_state(&css, 0x11, CHP_CONFIGURED);
	vcss_chp_set_failed(&css, 0x10, true);
	assert_int_equal(start(sch, 0), 0);
	run(0);
	assert_int_equal(sch->schib.pmcw.pnom, 0x80);
	assert_int_equal(irb_control(test_status(sch, 0)) & SCSW_N, SCSW_N);
	assert_int_equal(sch->schib.pmcw.lpum, 0x40);
	/* the logical-path mask is the program's */
	assert_int_equal(start_path(sch, 0, 0x40), 0);
	run(0);
	assert_int_equal(test_status(sch, 0)->lpum, 0x40);
}

static void test_pgid_refused(void **state)
{
	put_ccw1(PROGRAM, 0xaf, CCW_SLI, 11, DATA);
	assert_int_equal(execute(*state, 0)->scsw.dstat, DSTAT_DONE | DSTAT_UC);
	put_ccw1(PROGRAM, 0x04, 0, 32, DATA);
	execute(*state, 0);
	assert_int_equal(memory[DATA], SENSE_REJECT);
	assert_pgid(*state, 0x80, 0, 0);
}

/* A path in standby has left its group, too. */
static void test_standby_ungroups(void **state)
{
	set_pgid(*state, 0x80, 0x80, 'a');
	set_pgid(*state, 0x40, 0x80, 'a');
	vcss_chp_set_state(&css, 0x10, CHP_STANDBY);
	vcss_chp_set_state(&css, 0x10, CHP_CONFIGURED);
	assert_pgid(*state, 0x80, 0, 0);
	assert_pgid(*state, 0x40, PGID_GROUPED | PGID_MULTIPATH, 'a');
}

static void test_read_config(void **state)
{
	static const u8 dev[] = { 0xf3, 0xf3, 0xf9, 0xf0 };
	static const u8 cu[] = { 0xf3, 0xf9, 0xf9, 0xf0 };

	put_ccw1(PROGRAM, 0xfa, 0, 256, DATA);
	assert_int_equal(execute(*state, 0)->scsw.cstat, 0);
	assert_int_equal(memory[DATA], 0xcc);
	assert_memory_equal(memory + DATA + 6, dev, 4);
	assert_int_equal(memory[DATA + 32], 0xc4);
	assert_memory_equal(memory + DATA + 38, cu, 4);
	put_ccw1(PROGRAM, 0x64, 0, 64, DATA);
	assert_int_equal(execute(*state, 0)->scsw.cstat, 0);
	assert_memory_equal(memory + DATA, "\x39\x90\xe9\x33\x90\x0c", 7);
}

static void test_virtio_reset(void **state)
{
	static const u8 swallowed[] = { 0x11, 0x13, 0x21, 0x43, 0x53, 0x73 };
	struct vcss_sch *sch = *state;
	size_t i;

	sch->dev.kind = &vcss_virtio;
	sch->dev.data.virtio.status = 7;
	put_ccw1(PROGRAM, 0x33, CCW_SLI, 0, 0);
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE);
	assert_int_equal(sch->dev.data.virtio.status, 0);
	for (i = 0; i < sizeof(swallowed); i++) {
		put_ccw1(PROGRAM, swallowed[i], 0, 8, DATA);
		assert_int_equal(execute(sch, 0)->scsw.cstat, 0);
	}
	/* no queue has any room */
	memset(memory + DATA, 0xff, 5);
	put_ccw1(PROGRAM, 0x32, 0, 4, DATA);
	assert_int_equal(execute(sch, 0)->scsw.cstat, 0);
	assert_memory_equal(memory + DATA, "\0\0\0\0\xff", 5);
	put_ccw1(PROGRAM, 0x99, CCW_SLI, 4, DATA);
	assert_int_equal(execute(sch, 0)->scsw.dstat, DSTAT_DONE | DSTAT_UC);
}

/* Where the features asked for are said is where the data are. */
static void test_virtio_idal(void **state)
{
	__be32 idaw = cpu_to_be32(DATA);
	struct vcss_sch *sch = *state;

	sch->dev.kind = &vcss_virtio;
	memcpy(memory + 0x1800, &idaw, sizeof(idaw));
	memory[DATA + 4] = 1;
	put_ccw1(PROGRAM, 0x12, CCW_IDA, 5, 0x1800);
	assert_int_equal(execute(sch, 0)->scsw.cstat, 0);
	assert_int_equal(memory[DATA], 1);
}

static void test_measured_times(void **state)
{
	struct vcss_sch *sch = *state;
	struct cmb_block cmb;

	sch->schib.mba = cpu_to_be64(0x8000);
	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_MME_MB);
	sch->schib.pmcw.chars |= cpu_to_be32(CHARS_MBFC);
	sch->injection = (struct vcss_injection){ .fault = FAULT_PENDING,
						  .left = 1,
						  .arg = 300 };
	put_ccw1(PROGRAM, 0x03, CCW_SLI | CCW_SUSPEND, 0, 0);
	assert_int_equal(start(sch, ORB_SPND), 0);
	run(300000);
	test_status(sch, 0);
	memcpy(&cmb, memory + 0x8000, sizeof(cmb));
	assert_int_equal(be32_to_cpu(cmb.starts), 1);
	assert_int_equal(be32_to_cpu(cmb.pending), 2);
	assert_int_equal(be32_to_cpu(cmb.connect), 0);
	/* what comes after the program has been resumed */
	sch->dev.delay = 128;
	put_nop();
	run(1000000);
	assert_int_equal(vcss_rsch(&css, 0), 0);
	run(128000);
	test_status(sch, 0);
	memcpy(&cmb, memory + 0x8000, sizeof(cmb));
	assert_int_equal(be32_to_cpu(cmb.starts), 2);
	assert_int_equal(be32_to_cpu(cmb.samples), 2);
	assert_int_equal(be32_to_cpu(cmb.pending), 2);
	assert_int_equal(be32_to_cpu(cmb.connect), 1);
	/* a block that is no memory does no harm */
	sch->schib.mba = cpu_to_be64(MEMORY_LEN);
	assert_int_equal(start(sch, 0), 0);
	run(128000);
	assert_int_equal(test_status(sch, 0)->scsw.dstat, DSTAT_DONE);
}

static void test_describe_range(void **state)
{
	add_subchannel(SID(0, 2), 0x40)->schib.pmcw.flags = 0;
	assert_true(call(0x0004, 0, 0, 0, 0, 3));
	assert_int_equal(page[16] << 8 | page[17], 8 + 4 * 32);
	assert_int_equal(page[24], 0xc0);
	assert_int_equal(page[24 + 32], 0); /* none */
	assert_int_equal(page[24 + 64], 0x80); /* without a device */
	assert_int_equal(page[24 + 64 + 7], 2);
	assert_int_equal(page[24 + 64 + 9], 0x11);
	assert_int_equal(page[24 + 96], 0);
	assert_true(call(0x0004, 0, 0, 0, 9, 3));
	assert_int_equal(page[18] << 8 | page[19], 0x0003);
	/* as many as a page has room for */
	assert_true(call(0x0004, 0, 0, 0, 0, 0xff));
	assert_int_equal(page[16] << 8 | page[17], 8 + 127 * 32);

	assert_true(call(0x0002, 0, 0, 0, 0x0f, 0x11));
	assert_int_equal(page[16] << 8 | page[17], 8 + 3 * 8);
	assert_int_equal(page[24], 0);
	assert_int_equal(page[32], 0x80);
	assert_int_equal(page[35], 0x10);
	assert_int_equal(page[43], 0x11);
	assert_true(call(0x0002, 0x10, 0, 1, 0, 0xff));
	assert_int_equal(page[16] << 8 | page[17], 8 + 127 * 32);
	assert_true(call(0x0002, 0x10, 0, 3, 0x10, 0x10));
	assert_int_equal(page[16] << 8 | page[17], 8 + 96);
	assert_true(call(0x0002, 0, 0, 0, 0x11, 0x10));
	assert_int_equal(page[18] << 8 | page[19], 0x0003);
}

static void test_speeds(void **state)
{
	static const struct {
		u64 speed;
		u8 power;
		u16 number;
	} cases[] = {
		{ 0, 0, 0 },
		{ 30, 1, 3 },
		{ 65535, 1, 6553 },
		{ 655350, 1, 65535 },
		{ 655360, 2, 6553 },
		{ 32000000000ULL, 6, 32000 },
	};
	size_t i;

	css.chp[0x10].has_cmg = true;
	css.chp[0x10].cmg = 2;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		css.chp[0x10].speed = cases[i].speed;
		assert_true(call(0x0022, 0, 0, 0, 0x10, 0x10));
		assert_int_equal(page[24], 0);
		assert_int_equal(page[29], cases[i].power);
		assert_int_equal(page[34] << 8 | page[35], cases[i].number);
		assert_int_equal(page[31], 2);
	}
}

static void test_event_contents(void **state)
{
	u8 map[32] = { 0 };
	__be32 crw;

	assert_true(vcss_event_available(&css));
	assert_true(vcss_event_link_incident(&css, 0x10, false));
	assert_true(vcss_event_resource_access(&css, 0x17));
	assert_int_equal(vcss_stcrw(&css, &crw), 0);
	assert_int_equal(be32_to_cpu(crw), 0x0b000000);
	map[2] = 0xff;
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[16] << 8 | page[17], 8 + EVENT_LEN);
	assert_int_equal(page[26], 0);
	assert_int_equal(page[27], 7);
	assert_memory_equal(page + 40, map, sizeof(map));
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[27], 1);
	assert_int_equal(page[40], 1 << 2);
	assert_true(call(0x000e, 0, 0, 0, 0, 0));
	assert_int_equal(page[24], 0);
	assert_int_equal(page[26], 4);
	assert_int_equal(page[27], 2);
	assert_int_equal(page[30] << 8 | page[31], 0x17);
	assert_false(call(0x000e, 0, 0, 0, 0, 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(configure),
		TEST(failure),
		TEST(rotation),
		TEST(no_device),
		TEST(path_groups),
		TEST(reservation),
		TEST(sense_id),
		TEST(virtio),
		TEST(measurement),
		TEST(describe_subchannel),
		TEST(describe_path),
		TEST(describe_measurement),
		TEST(events),
		TEST(other_calls),
		TEST(insert), TEST(gone),
		TEST(rotation_over_gaps), TEST(pgid_refused),
		TEST(standby_ungroups), TEST(read_config),
		TEST(virtio_reset), TEST(virtio_idal),
		TEST(measured_times), TEST(describe_range),
		TEST(speeds), TEST(event_contents),
	};

	return cmocka_run_group_tests_name("channel subsystem", tests, NULL, NULL);
}
