// SPDX-License-Identifier: GPL-2.0-only
/*
 * disks.c - channel programs for disks, made of what is fuzzed with
 */
#include "disks.h"

#define PROGRAM	     0x0
#define PARAMS	     0x800
#define DATA	     0x2000
#define PROGRAMS_MAX 6
#define COMMANDS_MAX 16
/* A program that searches a whole cylinder of tiny records needs about half of it. */
#define ROUNDS_MAX 200000
#define ROUND	   1000000

static u8 memory_before[MEMORY_LEN], memory_after[MEMORY_LEN];

/* ---- a channel program ---- */

static u32 put_command(u32 at, u32 *params, const struct command *command, u8 how,
		       bool last)
{
	u8 flags = (last ? 0 : CCW_CC) | (how & 0x0f ? CCW_SLI : 0) |
		   (how == 0x10 ? CCW_PCI : 0);
	u32 addr = DATA + (how & 0x60) * 0x100;
	u32 begun = at, first;

	if (command->len) {
		addr = *params;
		memcpy(memory + addr, command->param, command->len);
		*params += PARAM_MAX;
	} else if ((how & 0xe0) == 0xe0) {
		/* where there is little of it, or where the key does not fit */
		addr = how & 1 ? MEMORY_LEN - 0x100 : KEYED_PAGE - 0x100;
	}
	first = how & 0x80 ? command->count / 3 : 0;
	if (first) {
		put_ccw1(at, command->cmd, CCW_CD, (u16)first, addr);
		put_ccw1(at + 8, 0, flags, (u16)(command->count - first), addr + first);
		at += 16;
	} else {
		put_ccw1(at, command->cmd, flags, command->count, addr);
		at += 8;
	}
	if (command->loops && !last) {
		put_ccw1(at, 0x08, 0, 0, begun);
		at += 8;
	}
	return at;
}

static void put_program(const struct disk_kind *disk, struct input *in)
{
	u32 n = take8(in) % COMMANDS_MAX + 1, at = PROGRAM, params = PARAMS, i;
	struct command command;

	memset(memory + DATA, take8(in), 0x200);
	for (i = 0; i < 8; i++)
		memory[DATA + i] = take8(in);
	for (i = 0; i < n; i++) {
		memset(&command, 0, sizeof(command));
		disk->choose(&command, in);
		at = put_command(at, &params, &command, take8(in), i == n - 1);
	}
}

/* ---- carrying it out ---- */

static void inject(struct vcss_sch *sch, struct input *in)
{
	struct vcss_injection *injection = &sch->injection;

	injection->fault = take8(in) % (FAULT_READ_ONLY + 1);
	injection->left = 1;
	injection->arg = take8(in) * 8;
	if (injection->fault == FAULT_CC || injection->fault == FAULT_DEFERRED_CC)
		injection->arg = injection->arg % 3 + 1;
}

static void set_reserved(struct vcss_sch *sch, bool reserved)
{
	host_lock_sch(sch);
	vcss_dev_set_reserved(&css, sch, reserved);
	host_unlock_sch(sch);
}

static bool is_pending(const struct vcss_sch *sch)
{
	return sch_control(sch) & (STCTL_PRIMARY | STCTL_SECONDARY | STCTL_ALERT) ||
	       (sch_control(sch) & STCTL_PENDING && !(sch_control(sch) & FCTL_START));
}

/* Something that ends a program before its time, after which the disks differ. */
static void disturb(struct vcss_sch *sch, u8 how)
{
	if (how & 1)
		vcss_hsch(&css, sch->sid);
	else if (how & 2)
		vcss_csch(&css, sch->sid);
	else if (how & 4)
		store_fails = !store_fails;
	else
		vcss_chp_set_failed(&css, 0x10 + how % 3, true);
	run(0);
}

/* It ends, whatever it is; but what does not respond has to be cleared. */
static void finish(struct vcss_sch *sch, u8 when, u8 how, struct irb_block *irb)
{
	u32 i;

	for (i = 0; !is_pending(sch); i++) {
		require(i < ROUNDS_MAX);
		if (how && i == when)
			disturb(sch, how);
		run(ROUND);
		if (store_is_waiting(sch))
			store_ready(sch);
		else if (sch->dev.reserved && i > 8)
			set_reserved(sch, false);
		else if (sch->due == ~0ULL && sch->chan.awaits == AWAIT_NOTHING)
			require(!vcss_csch(&css, sch->sid));
		run(0);
	}
	require(!vcss_tsch(&css, sch->sid, irb));
	check_sch(sch);
	while (store_is_waiting(sch))
		store_ready(sch);
	sch->injection.left = 0;
	set_reserved(sch, false);
}

/* Both have to come to the same end, with the same data in memory. */
static void run_program(struct vcss_sch *sch[], bool same, struct input *in,
			const struct disk_kind *disk)
{
	const struct input before = *in;
	struct irb_block irb[N_DEVICES];
	u8 how = 0, when = 0;
	int cc[N_DEVICES];
	u32 i;

	memcpy(memory_before, memory, sizeof(memory));
	for (i = 0; i < N_DEVICES; i++) {
		u8 what;

		*in = before;
		what = take8(in);
		memcpy(memory, memory_before, sizeof(memory));
		if (what & 1)
			inject(sch[i], in);
		sch[i]->dev.read_only = what == 0xfe;
		set_reserved(sch[i], (what & 0x1e) == 2);
		store_slow = i;
		store_fails = 0;
		if (i)
			disk->spoil(sch[i]);
		if (!same) {
			how = take8(in);
			when = take8(in) & 7;
			store_slow = true;
		}
		memset(&irb[i], 0, sizeof(irb[i]));
		cc[i] = start(sch[i], PROGRAM, what & 0x20 ? 5u << ORB_KEY_SHIFT : 0,
			      0xe0);
		run(0);
		if (!cc[i])
			finish(sch[i], when, how, &irb[i]);
		if (!i)
			memcpy(memory_after, memory, sizeof(memory));
	}
	if (!same)
		return;
	require(cc[0] == cc[1]);
	require(!memcmp(&irb[0], &irb[1], sizeof(irb[0])));
	require(!memcmp(memory, memory_after, sizeof(memory)));
}

static void compare_disks(struct vcss_sch *sch[])
{
	const u8 *data[N_DEVICES];
	u32 unit, i;

	for (unit = 0; unit < STORE_UNITS; unit++) {
		for (i = 0; i < N_DEVICES; i++)
			data[i] = store_peek(sch[i], unit);
		require(!data[0] == !data[1]);
		if (data[0])
			require(!memcmp(data[0], data[1], sch[0]->dev.kind->unit_len));
	}
}

void fuzz_disk(const struct disk_kind *disk, struct input *in)
{
	const struct input before = *in;
	struct vcss_sch *sch[N_DEVICES];
	bool same;
	u32 i;

	surroundings_reset();
	for (i = 0; i < N_DEVICES; i++) {
		*in = before;
		sch[i] = surroundings_device(i, disk->kind);
		sch[i]->schib.pmcw.chars |= cpu_to_be32(CHARS_CSENSE);
		vcss_disk_set_size(&sch[i]->dev, disk->size);
		store_open(sch[i]);
		disk->fill(sch[i], in);
	}
	same = !(take8(in) & 1);
	for (i = 0; i < PROGRAMS_MAX && in->at < in->end; i++) {
		memset(memory, 0, sizeof(memory));
		put_program(disk, in);
		run_program(sch, same, in, disk);
	}
	if (same)
		compare_disks(sch);
	for (i = 0; i < N_DEVICES; i++)
		store_close(sch[i]);
}
