// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz-channel.c - any memory as channel programs, any order of I/O instructions
 *
 * The input says what is done; what is left of it is the memory. At the end, a subchannel
 * that is cleared works as a new one.
 */
#include "fuzz.h"
#include "vcss.h"

#define STEPS_MAX 64
#define IMAGE	  0x1000

/* The command that asks for a retry has done so. */
static bool retried;

/* Data of any length in both directions, searches, and what is done the second time. */
static u8 command(struct vcss_sch *sch, u8 cmd)
{
	static u8 data[8192];
	u32 len = (u32)(cmd >> 3) << 8 | cmd;

	switch (cmd & 7) {
	case 1:
		vcss_get(sch, data, len);
		return DSTAT_DONE;
	case 2:
		vcss_put(sch, data, len);
		return DSTAT_DONE;
	case 5:
		vcss_get_some(sch, data, len);
		return cmd & 0x10 ? DSTAT_DONE : DSTAT_DONE | DSTAT_MODIFIER;
	}
	if ((cmd & 7) == 6) {
		vcss_get_some(sch, data, len);
		retried = !retried;
		return retried ? DSTAT_RETRY : DSTAT_DONE;
	}
	return vcss_generic_command(sch, cmd);
}

static const struct vcss_kind mover = { .name = "mover", .command = command };

static void inject(struct vcss_sch *sch, struct input *in)
{
	struct vcss_injection *injection = &sch->injection;

	injection->fault = take8(in) % (FAULT_READ_ONLY + 1);
	injection->paths = take8(in);
	injection->left = take8(in) & 7;
	injection->arg = take16(in);
	/* a condition code */
	if (injection->fault == FAULT_CC || injection->fault == FAULT_DEFERRED_CC)
		injection->arg = injection->arg % 3 + 1;
}

static void modify(struct vcss_sch *sch, struct input *in)
{
	struct schib_block schib;

	require(!vcss_stsch(&css, sch->sid, &schib));
	schib.pmcw.flags ^= cpu_to_be16(take16(in));
	schib.pmcw.chars ^= cpu_to_be32(take8(in));
	schib.pmcw.lpm = take8(in);
	vcss_msch(&css, sch->sid, &schib);
}

static void start_any(struct vcss_sch *sch, struct input *in)
{
	struct orb_block orb = { 0 };

	orb.control = cpu_to_be32(take32(in) & ~(u32)(ORB_ZERO | ORB_TM));
	orb.cpa = cpu_to_be32(take16(in) & (IMAGE - 1) & ~7u);
	vcss_ssch(&css, sch->sid, &orb);
}

static void change(struct vcss_sch *sch, u8 what)
{
	host_lock_sch(sch);
	vcss_dev_set_reserved(&css, sch, what & 1);
	if (what & 2)
		vcss_sch_ready(&css, sch);
	host_unlock_sch(sch);
}

static void step(struct vcss_sch *sch, struct input *in)
{
	struct vcss_interruption interruption;
	struct irb_block irb;
	u8 what = take8(in), arg;
	__be32 crw;

	switch (what & 0x0f) {
	case 0:
	case 1:
		start_any(sch, in);
		break;
	case 2:
	case 3:
		vcss_tsch(&css, sch->sid, &irb);
		break;
	case 4:
		vcss_hsch(&css, sch->sid);
		break;
	case 5:
		vcss_csch(&css, sch->sid);
		break;
	case 6:
		vcss_rsch(&css, sch->sid);
		break;
	case 7:
		vcss_xsch(&css, sch->sid);
		break;
	case 8:
	case 9:
		run((u64)take16(in) * 1000);
		break;
	case 10:
		inject(sch, in);
		break;
	case 11:
		arg = take8(in);
		vcss_chp_set_failed(&css, 0x10 + arg % 3, arg & 0x80);
		break;
	case 12:
		modify(sch, in);
		break;
	case 13:
		vcss_tpi(&css, take8(in), &interruption);
		vcss_stcrw(&css, &crw);
		break;
	case 14:
		change(sch, take8(in));
		break;
	case 15:
		arg = take8(in);
		vcss_chp_set_state(&css, 0x10 + arg % 3,
				   arg & 0x80 ? CHP_STANDBY : CHP_CONFIGURED);
		break;
	}
	/* or the next instruction is quicker */
	if (!(what & 0x10))
		run(0);
	check_sch(sch);
}

/* Whatever there was, it can be cleared, and the device answers. */
static void finish(struct vcss_sch *sch)
{
	struct irb_block irb;
	u8 i;

	for (i = 0; i < 3; i++) {
		vcss_chp_set_failed(&css, 0x10 + i, false);
		vcss_chp_set_state(&css, 0x10 + i, CHP_CONFIGURED);
	}
	sch->injection.left = 0;
	sch->dev.reserved = false;
	sch->dev.delay = 0;
	sch->schib.pmcw.flags |= cpu_to_be16(PMCW_ENABLED);
	require(!vcss_csch(&css, 0));
	run(0);
	require(!vcss_tsch(&css, 0, &irb));
	require((be32_to_cpu(irb.scsw.control) & FCTL) == FCTL_CLEAR);
	put_ccw1(0, 0x03, CCW_SLI | CCW_CC, 1, 0);
	put_ccw1(8, 0xe4, CCW_SLI, 7, IMAGE);
	require(!start(sch, 0, 0, 0xe0));
	run(0);
	require(!vcss_tsch(&css, 0, &irb));
	require(irb.scsw.dstat == DSTAT_DONE && !irb.scsw.cstat);
	require(memory[IMAGE] == 0xff && memory[IMAGE + 1] == 0x39);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, data + size };
	const struct vcss_kind *kinds[] = { &mover, &vcss_generic, &vcss_virtio };
	struct vcss_sch *sch;
	size_t n;
	u32 i;
	u8 what;

	if (size < 2)
		return 0;
	what = take8(&in);
	n = take8(&in);
	n = n < size - 2 ? n : size - 2;
	retried = false;
	surroundings_reset();
	sch = surroundings_device(0, kinds[what % ARRAY_SIZE(kinds)]);
	sch->dev.delay = what & 0x80 ? 5 : 0;
	memcpy(memory, in.at + n, size - 2 - n < IMAGE ? size - 2 - n : IMAGE);
	in.end = in.at + n;
	for (i = 0; i < STEPS_MAX && in.at < in.end; i++)
		step(sch, &in);
	finish(sch);
	return 0;
}
