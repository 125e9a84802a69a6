// SPDX-License-Identifier: GPL-2.0-only
/*
 * host.c - surroundings for the model of vcss: memory, a clock, one subchannel
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "host.h"
#include "locks.h"

#define N_STARTED 16

u8 memory[MEMORY_LEN];
struct vcss_css css;
unsigned int n_interrupts, n_reports;
u8 device_data[8192];
u32 device_len, device_got;

static u64 now;

/* What host_start() was called for. */
static struct {
	struct vcss_sch *sch;
	u64 due;
} started[N_STARTED];

static unsigned int n_started;

/* ---- what the model calls ---- */

void host_start(struct vcss_css *unused, struct vcss_sch *sch, u64 ns)
{
	locks_must_hold(sch);
	assert_true(n_started < N_STARTED);
	started[n_started].sch = sch;
	started[n_started++].due = now + ns;
}

void host_interrupt(struct vcss_css *unused)
{
	locks_must_not_hold_machine();
	n_interrupts++;
}

void host_report(struct vcss_css *unused)
{
	locks_must_not_hold_machine();
	n_reports++;
}

u64 host_now(void)
{
	return now;
}

void host_trace_ccw(const struct vcss_sch *sch)
{
}

static int access(u64 addr, u32 len, u8 key, bool store)
{
	u64 page = addr & ~0xfffULL;

	/* data are moved with the lock of one subchannel held */
	locks_must_hold_one();
	if (addr >= MEMORY_LEN || len > MEMORY_LEN - addr)
		return -EFAULT;
	if (!key || key == KEYED_KEY)
		return 0;
	return page == FETCH_PAGE || (page == KEYED_PAGE && store) ? -EACCES : 0;
}

int host_read(u64 addr, void *buf, u32 len, u8 key)
{
	int err = access(addr, len, key, false);

	if (!err)
		memcpy(buf, memory + addr, len);
	return err;
}

int host_write(u64 addr, const void *buf, u32 len, u8 key)
{
	int err = access(addr, len, key, true);

	if (!err)
		memcpy(memory + addr, buf, len);
	return err;
}

/* ---- the device ---- */

static u8 command(struct vcss_sch *sch, u8 cmd)
{
	u32 i;

	locks_must_hold(sch);
	switch (cmd) {
	case 0x01:
		device_got = vcss_get(sch, device_data, device_len);
		return DSTAT_DONE;
	case 0x02:
		for (i = 0; i < device_len; i++)
			device_data[i] = (u8)i;
		vcss_put(sch, device_data, device_len);
		return DSTAT_DONE;
	case 0x31:
		return DSTAT_DONE | DSTAT_MODIFIER;
	}
	return vcss_generic_command(sch, cmd);
}

static const struct vcss_kind test_kind = { .name = "test", .command = command };

/* ---- building ---- */

struct vcss_sch *add_disabled(u32 sid, u8 pim)
{
	struct vcss_sch *sch = calloc(1, sizeof(*sch));
	int i;

	assert_non_null(sch);
	sch->sid = sid;
	sch->has_dev = true;
	sch->pam = pim;
	sch->schib.pmcw.pim = pim;
	sch->schib.pmcw.pom = 0xff;
	sch->schib.pmcw.flags = cpu_to_be16(PMCW_DNV);
	sch->schib.pmcw.devno = cpu_to_be16(0x1000 + SID_NO(sid));
	for (i = 0; i < N_PATHS; i++)
		if (pim & 0x80 >> i)
			sch->schib.pmcw.chpid[i] = (u8)(0x10 + i);
	sch->dev.kind = &test_kind;
	sch->dev.cu_type = 0x3990;
	sch->dev.cu_model = 0xe9;
	sch->dev.dev_type = 0x3390;
	sch->dev.dev_model = 0x0c;
	assert_int_equal(vcss_css_add_set(&css, SID_SET(sid)), 0);
	assert_int_equal(vcss_css_insert(&css, sch), 0);
	return sch;
}

struct vcss_sch *add_subchannel(u32 sid, u8 pim)
{
	struct vcss_sch *sch = add_disabled(sid, pim);

	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_ENABLED);
	return sch;
}

void add_path(u8 chpid)
{
	css.chp[chpid] = (struct vcss_chp){ .present = true,
					    .state = CHP_CONFIGURED,
					    .type = 0x1b };
}

int set_up(void **state)
{
	u8 chpid;

	memset(memory, 0, sizeof(memory));
	memset(device_data, 0, sizeof(device_data));
	device_len = 16;
	device_got = 0;
	n_interrupts = n_reports = n_started = 0;
	now = 1000;
	vcss_css_init(&css);
	for (chpid = 0x10; chpid < 0x18; chpid++)
		add_path(chpid);
	*state = add_subchannel(0, 0xe0);
	return 0;
}

int tear_down(void **state)
{
	unsigned int ssid;

	locks_must_hold_none();
	for (ssid = 0; ssid < N_SETS; ssid++)
		while (css.n_sch[ssid])
			free(vcss_css_remove(&css, SID(ssid, css.n_sch[ssid] - 1)));
	vcss_css_free(&css);
	return 0;
}

void put_ccw0(u32 at, u8 cmd, u8 flags, u16 count, u32 addr)
{
	struct ccw0_block ccw = { cpu_to_be32((u32)cmd << 24 | addr), flags, 0,
				  cpu_to_be16(count) };

	memcpy(memory + at, &ccw, sizeof(ccw));
}

void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr)
{
	struct ccw1_block ccw = { cmd, flags, cpu_to_be16(count), cpu_to_be32(addr) };

	memcpy(memory + at, &ccw, sizeof(ccw));
}

/* ---- running ---- */

int start_path(struct vcss_sch *sch, u32 flags, u8 lpm)
{
	struct orb_block orb = { .cpa = cpu_to_be32(PROGRAM) };
	u32 control = flags & FMT0 ? flags & ~FMT0 : flags | ORB_FMT1;

	orb.control = cpu_to_be32(control | (u32)lpm << ORB_LPM_SHIFT);
	return vcss_ssch(&css, sch->sid, &orb);
}

int start(struct vcss_sch *sch, u32 flags)
{
	return start_path(sch, flags, 0xff);
}

void run(u64 ns)
{
	u64 end = now + ns;
	unsigned int i;

	for (i = 0; i < n_started;) {
		if (started[i].due > end) {
			i++;
			continue;
		}
		struct vcss_sch *sch = started[i].sch;

		now = started[i].due > now ? started[i].due : now;
		started[i] = started[--n_started];
		vcss_sch_run(&css, sch);
		i = 0;
	}
	now = end;
}

struct vcss_sch *test_pending(u8 iscs)
{
	struct vcss_interruption interruption;

	return vcss_tpi(&css, iscs, &interruption) ? vcss_css_get(&css, interruption.sid)
						   : NULL;
}

const struct irb_block *test_status(struct vcss_sch *sch, int cc)
{
	static struct irb_block irb;

	assert_int_equal(vcss_tsch(&css, sch->sid, &irb), cc);
	return &irb;
}

const struct irb_block *execute(struct vcss_sch *sch, u32 flags)
{
	assert_int_equal(start(sch, flags), 0);
	run(0);
	return test_status(sch, 0);
}
