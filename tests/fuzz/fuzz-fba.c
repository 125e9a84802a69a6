// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz-fba.c - channel programs for fixed blocks
 */
#include "disks.h"

#define BLOCKS (STORE_UNITS * 128 - 5)

/* Blocks that something happens at: around the ends of units, and of the disk. */
static u32 take_block(struct input *in)
{
	static const u32 blocks[] = { 0,   1,	 2,	     127,	 128,
				      129, 8100, BLOCKS - 2, BLOCKS - 1, BLOCKS };
	u8 which = take8(in);

	return which < 0xf0 ? blocks[which % ARRAY_SIZE(blocks)] : take32(in);
}

static void fill(struct vcss_sch *sch, struct input *in)
{
	u8 n = take8(in) & 3;
	u32 block;

	while (n--) {
		block = take_block(in) % BLOCKS;
		memset(store_unit(sch, block / 128) + block % 128 * 512, take8(in), 512);
	}
}

static void choose(struct command *command, struct input *in)
{
	static const u8 cmds[] = { 0x63, 0x43, 0x43, 0x41, 0x41, 0x42, 0x42, 0x02, 0x64,
				   0x03, 0x04, 0xe4, 0x94, 0xb4, 0x14, 0x34, 0xfa, 0xa4 };
	static const u8 ops[] = { 1, 2, 4, 5, 6 };
	u8 which = take8(in);
	u8 *param = command->param;

	command->cmd = which < 0xfe ? cmds[which % ARRAY_SIZE(cmds)] : take8(in) | 1;
	switch (command->cmd) {
	case 0x63:
		which = take8(in);
		command->len = 16;
		param[0] = which & 0xc0;
		put32(param + 4, which & 1 ? take_block(in) : 0);
		put32(param + 8, which & 2 ? take_block(in) : 0);
		put32(param + 12, which & 4 ? take_block(in) : BLOCKS - 1);
		break;
	case 0x43:
		which = take8(in);
		command->len = 8;
		param[0] = which < 0xf0 ? ops[which % ARRAY_SIZE(ops)] : which;
		param[2] = which & 0x80 ? take8(in) & 0x1f : 0;
		param[3] = take8(in);
		put32(param + 4, take_block(in));
		break;
	}
	if (command->len)
		command->count = (u16)command->len - (take8(in) == 0xff);
	else
		command->count = take16(in);
}

static void spoil(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;
	u32 blocks = fba->blocks;

	memset(fba, 0xff, sizeof(*fba));
	fba->blocks = blocks;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct disk_kind disk = { &vcss_fba_kind, BLOCKS, fill, choose,
					       spoil };
	struct input in = { data, data + size };

	fuzz_disk(&disk, &in);
	return 0;
}
