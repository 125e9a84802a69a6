// SPDX-License-Identifier: GPL-2.0-only
/*
 * chan-data.c - the channel: moves data between devices and memory
 *
 * Where data are: directly at the address of the CCW, or in the blocks that a list of
 * indirect-data-address words (IDAWs) or modified ones (MIDAWs) names, see Principles of
 * Operation, chapter 15. Locking: model.h.
 */
#include "model.h"

#define PAGE_LEN	4096

/* False: a check has ended the channel program. */
static bool read_word(struct vcss_chan *chan, u64 addr, void *buf, u32 len)
{
	int err = addr & (len - 1) ? -EFAULT
				   : host_read(addr, buf, len, chan->orb >> ORB_KEY_SHIFT);

	if (err)
		chan->cstat |= err == -EACCES ? CSTAT_PROTECT : CSTAT_PROGRAM;
	return !err;
}

/* The next block of an IDAW: to the next boundary, where all but the first begin. */
static bool next_idaw(struct vcss_chan *chan)
{
	u32 size = chan->orb & ORB_C64 && !(chan->orb & ORB_I2K) ? 4096 : 2048;
	__be64 word64;
	__be32 word32;

	if (chan->orb & ORB_C64) {
		if (!read_word(chan, chan->list, &word64, sizeof(word64)))
			return false;
		chan->data = be64_to_cpu(word64);
		chan->list += sizeof(word64);
	} else {
		if (!read_word(chan, chan->list, &word32, sizeof(word32)))
			return false;
		chan->data = be32_to_cpu(word32);
		chan->list += sizeof(word32);
	}
	if ((chan->list_begun && chan->data & (size - 1)) ||
	    (!(chan->orb & ORB_C64) && chan->data & 0x80000000)) {
		chan->cstat |= CSTAT_PROGRAM;
		return false;
	}
	chan->block = size - (chan->data & (size - 1));
	chan->list_begun = true;
	return true;
}

/* The next block of a MIDAW: has its own length, lies within a page, as the list does. */
static bool next_midaw(struct vcss_chan *chan)
{
	static const u8 no_bits[sizeof(((struct midaw_block *)NULL)->zero)];
	struct midaw_block midaw;
	u32 count;

	if (!read_word(chan, chan->list, &midaw, sizeof(midaw)))
		return false;
	count = be16_to_cpu(midaw.count);
	chan->data = be64_to_cpu(midaw.addr);
	if (chan->list_last || (chan->list_begun && !(chan->list & (PAGE_LEN - 1))) ||
	    !count || count > chan->left ||
	    (chan->data & (PAGE_LEN - 1)) + count > PAGE_LEN ||
	    memcmp(midaw.zero, no_bits, sizeof(no_bits)) ||
	    midaw.flags & (u8)~(MIDAW_LAST | MIDAW_SKIP | MIDAW_DTI) ||
	    !(midaw.flags & MIDAW_LAST) == (count == chan->left)) {
		chan->cstat |= CSTAT_PROGRAM;
		return false;
	}
	chan->block = count;
	chan->skip = midaw.flags & MIDAW_SKIP;
	chan->list_last = midaw.flags & MIDAW_LAST;
	chan->list += sizeof(midaw);
	chan->list_begun = true;
	return true;
}

/* Makes sure that there is somewhere to go on. False: no room, or a check. */
static bool next_block(struct vcss_sch *sch)
{
	struct vcss_chan *chan = &sch->chan;

	while (!chan->left) {
		if (!(chan->ccw.flags & CCW_CD) || !vcss_chan_fetch(sch, true))
			return false;
		if (chan->ccw.flags & CCW_PCI)
			chan->pci_chained = true;
	}
	if (chan->block)
		return true;
	return chan->ccw.flags & CCW_MIDA ? next_midaw(chan) : next_idaw(chan);
}

static int move(struct vcss_chan *chan, void *to, const void *from, u32 n)
{
	u8 key = chan->orb >> ORB_KEY_SHIFT;

	if (to)
		return host_read(chan->data, to, n, key);
	if (chan->skip || chan->ccw.flags & CCW_SKIP)
		return 0;
	return host_write(chan->data, from, n, key);
}

/* A path that fails in the middle. True: not even the next @n bytes get over. */
static bool breaks_off(struct vcss_sch *sch, u32 n)
{
	return sch->chan.moved + n > sch->injection.arg && vcss_fault_hits(sch, FAULT_TRANSFER);
}

/* Either @to, or @from: the device's side. */
static u32 transfer(struct vcss_sch *sch, u8 *to, const u8 *from, u32 len)
{
	struct vcss_chan *chan = &sch->chan;
	u32 done = 0, n;
	int err;

	while (done < len && !chan->cstat && next_block(sch)) {
		n = min_t(u32, len - done, min_t(u32, chan->left, chan->block));
		if (breaks_off(sch, n)) {
			chan->cstat |= CSTAT_INTERFACE;
			break;
		}
		err = move(chan, to ? to + done : NULL, from ? from + done : NULL, n);
		if (err) {
			chan->cstat |= err == -EACCES ? CSTAT_PROTECT : CSTAT_PROGRAM;
			break;
		}
		chan->data += n;
		chan->block -= n;
		chan->left -= n;
		chan->moved += n;
		done += n;
	}
	return done;
}

/**
 * vcss_put - a device has data for the program
 *
 * Return: how many bytes of them there was room for.
 */
u32 vcss_put(struct vcss_sch *sch, const void *buf, u32 len)
{
	u32 n = transfer(sch, NULL, buf, len);

	if (n < len)
		sch->chan.too_long = true;
	return n;
}

/**
 * vcss_get - a device asks the program for data
 *
 * Return: how many bytes there were.
 */
u32 vcss_get(struct vcss_sch *sch, void *buf, u32 len)
{
	u32 n = transfer(sch, buf, NULL, len);

	if (n < len)
		sch->chan.too_long = true;
	return n;
}

/**
 * vcss_get_some - a device asks for data, of which there may be fewer
 *
 * Return: how many bytes there were.
 */
u32 vcss_get_some(struct vcss_sch *sch, void *buf, u32 len)
{
	return transfer(sch, buf, NULL, len);
}
