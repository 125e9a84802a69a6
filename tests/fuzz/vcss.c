// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcss.c - surroundings for the model of vcss to be fuzzed: memory, a clock, devices
 */
#include "locks.h"
#include "vcss.h"

#define STARTED_MAX 4096

u8 memory[MEMORY_LEN];
struct vcss_css css;

static struct vcss_sch devices[N_DEVICES];
static u64 now;

/* What host_start() was called for. */
static struct {
	struct vcss_sch *sch;
	u64 due;
} started[STARTED_MAX];

static unsigned int n_started;

/* ---- input ---- */

u8 take8(struct input *in)
{
	return in->at < in->end ? *in->at++ : 0;
}

u16 take16(struct input *in)
{
	u16 high = take8(in);

	return (u16)(high << 8 | take8(in));
}

u32 take32(struct input *in)
{
	u32 high = take16(in);

	return high << 16 | take16(in);
}

/* ---- what the model calls ---- */

void host_start(struct vcss_css *unused, struct vcss_sch *sch, u64 ns)
{
	locks_must_hold(sch);
	require(n_started < STARTED_MAX);
	started[n_started].sch = sch;
	started[n_started++].due = now + ns;
}

void host_interrupt(struct vcss_css *unused)
{
	locks_must_not_hold_machine();
}

void host_report(struct vcss_css *unused)
{
	locks_must_not_hold_machine();
}

u64 host_now(void)
{
	return now;
}

void host_trace_ccw(const struct vcss_sch *sch)
{
}

/* Of memory from *@addr on. */
static int access_memory(u64 *addr, u32 len, u8 key)
{
	locks_must_hold_one();
	*addr &= ADDR_MASK;
	if (*addr >= MEMORY_LEN || len > MEMORY_LEN - *addr)
		return -EFAULT;
	return key && key != KEYED_KEY && *addr >= KEYED_PAGE ? -EACCES : 0;
}

int host_read(u64 addr, void *buf, u32 len, u8 key)
{
	int err = access_memory(&addr, len, key);

	if (!err)
		memcpy(buf, memory + addr, len);
	return err;
}

int host_write(u64 addr, const void *buf, u32 len, u8 key)
{
	int err = access_memory(&addr, len, key);

	if (!err)
		memcpy(memory + addr, buf, len);
	return err;
}

/* ---- devices ---- */

void surroundings_reset(void)
{
	struct vcss_sch **set = css.sch[0];
	u32 i;

	now = 1000;
	n_started = 0;
	memset(memory, 0, sizeof(memory));
	/* a table of all subchannels is expensive */
	vcss_css_init(&css);
	css.sch[0] = set;
	if (set)
		memset(set, 0, N_DEVICES * sizeof(*set));
	require(!vcss_css_add_set(&css, 0));
	for (i = 0x10; i < 0x13; i++)
		css.chp[i] = (struct vcss_chp){ .present = true,
						.state = CHP_CONFIGURED,
						.type = 0x1b };
}

struct vcss_sch *surroundings_device(u32 no, const struct vcss_kind *kind)
{
	struct vcss_sch *sch = &devices[no];
	u8 i;

	memset(sch, 0, sizeof(*sch));
	sch->sid = no;
	sch->has_dev = true;
	sch->pam = 0xe0;
	sch->schib.pmcw.pim = 0xe0;
	sch->schib.pmcw.pom = 0xff;
	sch->schib.pmcw.flags = cpu_to_be16(PMCW_DNV | PMCW_ENABLED);
	sch->schib.pmcw.devno = cpu_to_be16(0x1000);
	for (i = 0; i < 3; i++)
		sch->schib.pmcw.chpid[i] = (u8)(0x10 + i);
	sch->dev.kind = kind;
	sch->dev.cu_type = 0x3990;
	sch->dev.dev_type = 0x3390;
	require(!vcss_css_insert(&css, sch));
	return sch;
}

/* ---- running ---- */

void run(u64 ns)
{
	u64 end = now + ns;
	struct vcss_sch *sch;
	unsigned int i;

	for (i = 0; i < n_started;) {
		if (started[i].due > end) {
			i++;
			continue;
		}
		sch = started[i].sch;
		now = started[i].due > now ? started[i].due : now;
		started[i] = started[--n_started];
		vcss_sch_run(&css, sch);
		check_sch(sch);
		i = 0;
	}
	now = end;
}

void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr)
{
	struct ccw1_block ccw = { cmd, flags, cpu_to_be16(count), cpu_to_be32(addr) };

	memcpy(memory + at, &ccw, sizeof(ccw));
}

int start(struct vcss_sch *sch, u32 cpa, u32 flags, u8 lpm)
{
	struct orb_block orb = { .cpa = cpu_to_be32(cpa) };

	orb.control = cpu_to_be32(flags | ORB_FMT1 | (u32)lpm << ORB_LPM_SHIFT);
	return vcss_ssch(&css, sch->sid, &orb);
}

void check_sch(const struct vcss_sch *sch)
{
	u32 control = sch_control(sch);

	locks_must_hold_none();
	require(!sch->queued || control & STCTL_PENDING);
	require(control & FCTL || !(control & ACTL));
	if (control & STCTL_PRIMARY)
		require(!(control & (ACTL_START | ACTL_RESUME | ACTL_SCH | ACTL_DEV)));
	/* what is in progress has somebody who carries on with it */
	if (control & (ACTL_HALT | ACTL_CLEAR | ACTL_START | ACTL_RESUME))
		require(n_started);
}
