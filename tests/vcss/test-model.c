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

	assert_ptr_equal(vcss_kind_of(0x3990), &vcss_generic);
	assert_ptr_equal(vcss_kind_of(0x3832), &vcss_virtio);
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
	};

	return cmocka_run_group_tests_name("channel subsystem", tests, NULL, NULL);
}
