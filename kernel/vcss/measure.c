// SPDX-License-Identifier: GPL-2.0-only
/*
 * measure.c - channel-subsystem monitoring: the extended measurement block
 *
 * Principles of Operation, chapter 17. Locking: model.h.
 */
#include "model.h"

#define UNIT_NS		128000

static void add(__be32 *to, u32 n)
{
	*to = cpu_to_be32(be32_to_cpu(*to) + n);
}

/* Whole units; what is left is kept for the next time. */
static u32 take_units(u64 *ns)
{
	u64 n = *ns / UNIT_NS;

	*ns %= UNIT_NS;
	return n;
}

/**
 * vcss_measure - a channel program has ended or was suspended
 *
 * Updates the block if the program wants it, with the time that the function was pending
 * and the time that the device was connected. A block that is no memory is left alone.
 */
void vcss_measure(struct vcss_sch *sch)
{
	u64 mba = be64_to_cpu(sch->schib.mba);
	struct cmb_block cmb;
	u8 key = 0;

	if (!(sch_flags(sch) & PMCW_MME_MB) || !(sch_chars(sch) & CHARS_MBFC) ||
	    host_read(mba, &cmb, sizeof(cmb), key))
		return;
	sch->pending += sch->selected - sch->started;
	sch->connect += host_now() - sch->selected;
	add(&cmb.starts, 1);
	add(&cmb.samples, 1);
	add(&cmb.pending, take_units(&sch->pending));
	add(&cmb.connect, take_units(&sch->connect));
	host_write(mba, &cmb, sizeof(cmb), key);
}
