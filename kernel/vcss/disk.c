// SPDX-License-Identifier: GPL-2.0-only
/*
 * disk.c - what all disks have in common: how they fail, how large they are
 *
 * Sense data are those of 24 bytes: "IBM 3990 Storage Control Reference", GA32-0099, and
 * drivers/s390/block/dasd_3990_erp.c for what is made of them. Locking: model.h.
 */
#include "disk.h"

#define LOG_LEN 32

/* Bits of byte 27: 24 bytes of sense data, and the track is told, with a large cylinder. */
#define SENSE27_SHORT	0x80
#define SENSE27_TRACK	0x20
#define SENSE27_LARGE	0x10

/* Where it happened: as the channel program knows it, and as a track of a large disk. */
static void tell_track(u8 *sense, u32 track)
{
	u32 cylinder = track / HEADS, head = track % HEADS;

	sense[5] = cylinder;
	sense[6] = (cylinder >> 4 & 0xf0) | head;
	sense[27] |= SENSE27_TRACK | SENSE27_LARGE;
	sense[28] = cylinder >> 8;
	sense[29] = cylinder;
	sense[30] = cylinder >> 20;
	sense[31] = (cylinder >> 12 & 0xf0) | head;
}

/**
 * vcss_disk_check - a command fails
 * @sense0, @sense1: the first bytes of the sense data
 * @msg: format and message, byte 7
 *
 * Return: the device status.
 */
u8 vcss_disk_check(struct vcss_sch *sch, u8 sense0, u8 sense1, u8 msg)
{
	struct vcss_dev *dev = &sch->dev;
	u8 dstat = vcss_unit_check(dev, sense0);

	dev->sense[1] = sense1;
	dev->sense[7] = msg;
	dev->sense[27] = SENSE27_SHORT;
	if (dev->kind == &vcss_eckd_kind)
		tell_track(dev->sense, dev->data.eckd.chain.track);
	return dstat;
}

/* What was changed cannot be stored. */
u8 vcss_disk_failed(struct vcss_sch *sch)
{
	return vcss_disk_check(sch, SENSE0_EQUIPMENT, SENSE1_PERMANENT, MSG_STORE);
}

/* The data that a command needs are not in memory. @err: what host_unit() has said */
u8 vcss_disk_not_there(struct vcss_sch *sch, int err)
{
	return err == -EAGAIN ? DSTAT_RETRY : vcss_disk_failed(sch);
}

/* Whether nothing may be written at all. */
bool vcss_disk_is_inhibited(struct vcss_sch *sch)
{
	return sch->dev.read_only || vcss_fault_hits(sch, FAULT_READ_ONLY);
}

/* Whether one of some tracks or blocks cannot be read, nor written. */
bool vcss_disk_is_defective(struct vcss_sch *sch, u32 first, u32 last)
{
	u32 which = sch->injection.arg;

	return which >= first && which <= last && vcss_fault_hits(sch, FAULT_DEFECTIVE);
}

void vcss_disk_put_zeros(struct vcss_sch *sch, u32 len)
{
	static const u8 zeros[512];
	u32 n;

	for (; len; len -= n) {
		n = min_t(u32, len, sizeof(zeros));
		vcss_put(sch, zeros, n);
	}
}

/**
 * vcss_disk_set_size - how large a disk is
 * @size: in cylinders, or blocks
 */
void vcss_disk_set_size(struct vcss_dev *dev, u32 size)
{
	if (dev->kind == &vcss_eckd_kind)
		dev->data.eckd.cylinders = size;
	else
		dev->data.fba.blocks = size;
}

/**
 * vcss_disk_command - commands that all disks have
 */
u8 vcss_disk_command(struct vcss_sch *sch, u8 cmd)
{
	u8 dstat;

	switch (cmd) {
	case 0xa4: /* READ AND RESET BUFFERED LOG: nothing has been counted */
	case 0x44: /* RESET ALLEGIANCE: there is none */
		vcss_disk_put_zeros(sch, LOG_LEN);
		return DSTAT_DONE;
	}
	dstat = vcss_generic_command(sch, cmd);
	if (dstat & DSTAT_UC)
		dstat = vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_INVALID_COMMAND);
	return dstat;
}
