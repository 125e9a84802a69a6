// SPDX-License-Identifier: GPL-2.0-only
/*
 * dev-fba.c - disks of fixed blocks: 9336 on 6310
 *
 * A channel program defines an extent of blocks, locates some of it, and reads or writes
 * these: "IBM 9336 Direct Access Storage Subsystem", and drivers/s390/block/dasd_fba.c for
 * what Linux makes of it. A block is written as a whole or not at all. Locking: model.h.
 */
#include "disk.h"

enum {
	CMD_READ_IPL = 0x02,
	CMD_WRITE = 0x41,
	CMD_READ = 0x42,
	CMD_LOCATE = 0x43,
	CMD_DEFINE_EXTENT = 0x63,
	CMD_READ_CHARS = 0x64,
};

/* What LOCATE is for. */
enum { OP_WRITE = 1, OP_READ_REPLICATED = 2, OP_FORMAT = 4, OP_WRITE_VERIFY = 5, OP_READ = 6 };

/* Which writes an extent permits: mask, by its first two bits. */
enum { PERMIT_WRITE = 0, PERMIT_NONE = 1, PERMIT_ALL = 3 };

#define BLOCK_LEN	512
#define BLOCKS_IN_UNIT	128
#define CHARS_LEN	32

static u8 reject(struct vcss_sch *sch)
{
	return vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_NONE);
}

/* Data may be chained; 777 and 111 blocks are what a 9336 has on a cylinder and a track. */
static u8 read_chars(struct vcss_sch *sch)
{
	u8 chars[CHARS_LEN] = { 0x30, 0x08, 0x21, 0x11, BLOCK_LEN >> 8, BLOCK_LEN & 0xff };

	put32(&chars[6], 111);
	put32(&chars[10], 777);
	put32(&chars[14], sch->dev.data.fba.blocks);
	vcss_put(sch, chars, sizeof(chars));
	return DSTAT_DONE;
}

static u8 define_extent(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;
	u8 data[16];

	if (fba->defined || vcss_get(sch, data, sizeof(data)) != sizeof(data))
		return reject(sch);
	fba->mask = data[0] >> 6;
	fba->begin = get32(&data[4]);
	fba->low = get32(&data[8]);
	fba->high = get32(&data[12]);
	if (get16(&data[2]) % BLOCK_LEN || fba->high < fba->low ||
	    fba->begin >= fba->blocks || fba->high - fba->low >= fba->blocks - fba->begin)
		return reject(sch);
	fba->defined = true;
	return DSTAT_DONE;
}

static u8 locate(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;
	u32 block, count;
	u8 data[8];

	if (!fba->defined || vcss_get(sch, data, sizeof(data)) != sizeof(data))
		return reject(sch);
	block = get32(&data[4]);
	count = get16(&data[2]);
	/* only where in the extent it begins matters */
	if (!count || block < fba->low || block > fba->high || count - 1 > fba->high - block)
		return vcss_disk_check(sch, 0, SENSE1_PROTECTED, MSG_NONE);
	fba->op = data[0] & 0x0f;
	fba->at = fba->begin + (block - fba->low);
	fba->count = count;
	fba->located = true;
	return DSTAT_DONE;
}

/*
 * Gets hold of @count blocks from @at on. Return: the device status: DSTAT_DONE, or else
 * the command has to end with it.
 */
static u8 hold(struct vcss_sch *sch, u32 at, u32 count, bool write)
{
	u32 unit;
	u8 *data;
	int err;

	for (unit = at / BLOCKS_IN_UNIT; unit <= (at + count - 1) / BLOCKS_IN_UNIT; unit++) {
		err = host_unit(sch, unit, write, &data);
		if (err)
			return vcss_disk_not_there(sch, err);
	}
	if (vcss_disk_is_defective(sch, at, at + count - 1))
		return vcss_disk_check(sch, SENSE0_DATA, SENSE1_PERMANENT, MSG_NONE);
	return DSTAT_DONE;
}

/* One block of what is held; NULL: it was never written. */
static u8 *block_at(struct vcss_sch *sch, u32 at, bool write)
{
	u8 *data = NULL;

	if (host_unit(sch, at / BLOCKS_IN_UNIT, write, &data) || !data)
		return NULL;
	return data + at % BLOCKS_IN_UNIT * BLOCK_LEN;
}

static u8 read_blocks(struct vcss_sch *sch, u32 at, u32 count)
{
	const u8 *block;
	u32 i;
	u8 dstat = hold(sch, at, count, false);

	if (dstat != DSTAT_DONE)
		return dstat;
	for (i = 0; i < count && !sch->chan.cstat && !sch->chan.too_long; i++) {
		block = block_at(sch, at + i, false);
		if (block)
			vcss_put(sch, block, BLOCK_LEN);
		else
			vcss_disk_put_zeros(sch, BLOCK_LEN);
	}
	return DSTAT_DONE;
}

/* What there is no data for becomes zero: without any, all that was located. */
static u8 write_blocks(struct vcss_sch *sch, u32 at, u32 count)
{
	bool no_data = !sch->chan.ccw.count;
	u8 data[BLOCK_LEN], *block;
	u32 i, n;
	u8 dstat = hold(sch, at, count, true);

	if (dstat != DSTAT_DONE)
		return dstat;
	for (i = 0; i < count; i++) {
		block = block_at(sch, at + i, true);
		n = no_data ? 0 : vcss_get(sch, data, BLOCK_LEN);
		if (!block || sch->chan.cstat || (!n && !no_data))
			break;
		memset(data + n, 0, BLOCK_LEN - n);
		memcpy(block, data, BLOCK_LEN);
		host_unit_changed(sch, (at + i) / BLOCKS_IN_UNIT,
				  (at + i) % BLOCKS_IN_UNIT * BLOCK_LEN, BLOCK_LEN);
	}
	return DSTAT_DONE;
}

static u8 read(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;
	u8 dstat;

	if (!fba->located || (fba->op != OP_READ && fba->op != OP_READ_REPLICATED))
		return reject(sch);
	dstat = read_blocks(sch, fba->at, fba->count);
	fba->located = dstat == DSTAT_RETRY;
	return dstat;
}

static u8 write(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;
	u8 dstat;

	if (!fba->located ||
	    (fba->op != OP_WRITE && fba->op != OP_WRITE_VERIFY && fba->op != OP_FORMAT) ||
	    (fba->mask != PERMIT_WRITE && fba->mask != PERMIT_ALL))
		return reject(sch);
	if (vcss_disk_is_inhibited(sch))
		return vcss_disk_check(sch, SENSE0_REJECT, SENSE1_INHIBITED, MSG_NONE);
	dstat = write_blocks(sch, fba->at, fba->count);
	fba->located = dstat == DSTAT_RETRY;
	return dstat;
}

static void start(struct vcss_sch *sch)
{
	struct vcss_fba *fba = &sch->dev.data.fba;

	fba->defined = false;
	fba->located = false;
}

static u8 command(struct vcss_sch *sch, u8 cmd)
{
	switch (cmd) {
	case CMD_READ_IPL:
		return read_blocks(sch, 0, 1);
	case CMD_WRITE:
		return write(sch);
	case CMD_READ:
		return read(sch);
	case CMD_LOCATE:
		return locate(sch);
	case CMD_DEFINE_EXTENT:
		return define_extent(sch);
	case CMD_READ_CHARS:
		return read_chars(sch);
	}
	return vcss_disk_command(sch, cmd);
}

const struct vcss_kind vcss_fba_kind = {
	.name = "fba",
	.command = command,
	.start = start,
	.unit_len = BLOCKS_IN_UNIT * BLOCK_LEN,
};
