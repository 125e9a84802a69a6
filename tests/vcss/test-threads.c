// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-threads.c - several threads at the model of vcss at once
 *
 * Most of what can be wrong with locks is seen here by chance only, or with
 * -fsanitize=thread, which also tells of what is no harm: sch_flags() and sch_chars(), of
 * bits that do not change, while others do. What is sure: nobody waits for ever, and at
 * the end, all works as if nothing had happened, and no interruption is left.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "threads.h"

#define N_SCH	 4
#define N_USERS	 3
#define N_ROUNDS 30000

/* A page each: programs, then data. */
#define PROGRAMS 0x10000
#define DATA	 0x20000
#define PAGE	 0x1000

static bool done;

static u32 next_random(u32 *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static u32 program_of(u32 sid, u32 which)
{
	return PROGRAMS + sid * PAGE + (which & 3) * 0x100;
}

/* One that reads, with a PCI; one that chains; one that suspends; one that is refused. */
static void put_programs(u32 sid)
{
	u32 at = program_of(sid, 0), data = DATA + sid * PAGE;

	put_ccw1(at, 0x02, CCW_PCI, PAGE, data);
	at = program_of(sid, 1);
	put_ccw1(at, 0x03, CCW_CC | CCW_SLI, 1, 0);
	put_ccw1(at + 8, 0xe4, CCW_CC | CCW_SLI, 7, data);
	put_ccw1(at + 16, 0xfa, CCW_SLI, 256, data);
	at = program_of(sid, 2);
	put_ccw1(at, 0x03, CCW_CC | CCW_SLI, 1, 0);
	put_ccw1(at + 8, 0x03, CCW_SLI | CCW_SUSPEND, 1, 0);
	put_ccw1(program_of(sid, 3), 0x5b, 0, 1, data);
}

static void modify(u32 sid, u32 val)
{
	struct schib_block schib;

	if (vcss_stsch(&css, sid, &schib))
		return;
	schib.pmcw.intparm = cpu_to_be32(val);
	schib.pmcw.flags = cpu_to_be16((be16_to_cpu(schib.pmcw.flags) & ~PMCW_ISC) |
				       (val & 7) << PMCW_ISC_SHIFT | PMCW_ENABLED);
	vcss_msch(&css, sid, &schib);
}

/* The program of a machine: an instruction at random, for a subchannel at random. */
static void use(u32 *seed)
{
	struct vcss_interruption interruption;
	u32 r = next_random(seed), sid = r % N_SCH;
	struct irb_block irb;

	run(sid);
	switch (r >> 8 & 0xf) {
	case 0:
		vcss_csch(&css, sid);
		break;
	case 1:
		vcss_hsch(&css, sid);
		break;
	case 2:
		vcss_xsch(&css, sid);
		break;
	case 3:
		vcss_rsch(&css, sid);
		break;
	case 4:
		modify(sid, r);
		break;
	case 5:
	case 6:
	case 7:
		if (vcss_tpi(&css, (u8)(r >> 12), &interruption))
			vcss_tsch(&css, interruption.sid, &irb);
		break;
	case 8:
	case 9:
		vcss_tsch(&css, sid, &irb);
		break;
	default:
		start(sid, program_of(sid, r >> 12));
	}
}

static void *use_it(void *number)
{
	u32 seed = (u32)(uintptr_t)number;
	int i;

	threads_enter();
	for (i = 0; i < N_ROUNDS; i++)
		use(&seed);
	return NULL;
}

/* Asks for, and throws away, what is pending. */
static void look(void)
{
	static u8 page[4096];
	__be32 crw;

	memset(page, 0, sizeof(page));
	page[1] = 0x10;
	page[3] = 0x0e;
	vcss_chsc(&css, page);
	page[3] = 0x04;
	page[11] = 0xff;
	vcss_chsc(&css, page);
	vcss_stcrw(&css, &crw);
}

/* Somebody who changes the machine meanwhile. */
static void change(u32 *seed)
{
	u32 r = next_random(seed), sid = r % N_SCH, found;

	switch (r >> 8 & 7) {
	case 0:
		if (remove_subchannel(sid)) {
			vcss_report_sch(&css, sid);
			add_subchannel(sid, NULL);
		}
		break;
	case 1:
		vcss_chp_set_failed(&css, 0x10, r >> 12 & 1);
		break;
	case 2:
		vcss_chp_set_state(&css, 0x10,
				   r >> 12 & 1 ? CHP_STANDBY : CHP_CONFIGURED);
		break;
	case 3:
		vcss_event_available(&css);
		break;
	case 4:
		vcss_css_find(&css, 0, (u16)sid, &found);
		break;
	case 5:
		vcss_any_queued(&css, 0xff);
		break;
	default:
		look();
	}
}

static void *change_it(void *unused)
{
	u32 seed = 4711;

	threads_enter();
	while (!__atomic_load_n(&done, __ATOMIC_RELAXED))
		change(&seed);
	vcss_chp_set_failed(&css, 0x10, false);
	vcss_chp_set_state(&css, 0x10, CHP_CONFIGURED);
	return NULL;
}

/* What is under way is ended; then all of it works as if nothing had happened. */
static void check_sch(u32 sid)
{
	struct vcss_interruption interruption;
	struct irb_block irb;

	while (run(sid))
		;
	assert_int_equal(vcss_csch(&css, sid), 0);
	assert_true(run(sid));
	assert_int_equal(vcss_tsch(&css, sid, &irb), 0);
	assert_int_equal(be32_to_cpu(irb.scsw.control) & FCTL, FCTL_CLEAR);
	assert_int_equal(vcss_tsch(&css, sid, &irb), 1);
	assert_int_equal(start(sid, program_of(sid, 1)), 0);
	assert_true(run(sid));
	while (vcss_tpi(&css, 0xff, &interruption) && interruption.sid != sid)
		;
	assert_int_equal(interruption.sid, sid);
	assert_int_equal(interruption.intparm, program_of(sid, 1));
	assert_int_equal(vcss_tsch(&css, sid, &irb), 0);
	assert_int_equal(irb.scsw.dstat, DSTAT_DONE);
	assert_int_equal(irb.scsw.cstat, 0);
}

static void test_threads(void **state)
{
	pthread_t user[N_USERS], changer;
	uintptr_t i;
	u32 sid;

	for (sid = 0; sid < N_SCH; sid++) {
		put_programs(sid);
		add_subchannel(sid, NULL);
	}
	assert_int_equal(pthread_create(&changer, NULL, change_it, NULL), 0);
	for (i = 0; i < N_USERS; i++)
		assert_int_equal(pthread_create(&user[i], NULL, use_it, (void *)(i + 1)),
				 0);
	for (i = 0; i < N_USERS; i++)
		pthread_join(user[i], NULL);
	__atomic_store_n(&done, true, __ATOMIC_RELAXED);
	pthread_join(changer, NULL);

	for (sid = 0; sid < N_SCH; sid++)
		check_sch(sid);
	assert_false(vcss_any_queued(&css, 0xff));
	for (sid = 0; sid < N_SCH; sid++)
		assert_true(remove_subchannel(sid));
	assert_int_equal(css.n_sch[0], 0);
	vcss_css_free(&css);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_threads) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
