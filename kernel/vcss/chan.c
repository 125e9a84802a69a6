// SPDX-License-Identifier: GPL-2.0-only
/*
 * chan.c - the channel: carries out channel programs
 *
 * CCWs, chaining, suspension and the checks of a channel program are those of the
 * Principles of Operation, chapter 15, the status they end with of chapter 16. A device
 * takes its time once for a channel program, before its first command; what follows is
 * done at a stroke. Locking: model.h.
 */
#include "model.h"

/* So many CCWs at a time: a program that never ends has to leave room for others. */
#define CCWS_MAX	256
#define CCWS_PAUSE	1000000 /* nanoseconds */

#define NEVER		(~0ULL)
#define NS_PER_US	1000ULL

/* ---- fetching CCWs ---- */

static bool is_tic(u8 cmd)
{
	return (cmd & 0x0f) == 0x08;
}

static void decode(struct vcss_ccw *ccw, const void *raw, bool fmt1)
{
	const struct ccw0_block *ccw0 = raw;
	const struct ccw1_block *ccw1 = raw;

	if (fmt1) {
		ccw->cmd = ccw1->cmd;
		ccw->flags = ccw1->flags;
		ccw->count = be16_to_cpu(ccw1->count);
		ccw->addr = be32_to_cpu(ccw1->addr);
	} else {
		ccw->cmd = be32_to_cpu(ccw0->cmd_addr) >> 24;
		ccw->flags = ccw0->flags;
		ccw->count = be16_to_cpu(ccw0->count);
		ccw->addr = be32_to_cpu(ccw0->cmd_addr) & 0x00ffffff;
	}
}

/* What a transfer in channel must not have; nothing of format 0 is looked at. */
static bool tic_is_valid(const struct vcss_ccw *ccw, bool fmt1)
{
	return !fmt1 || (ccw->cmd == 0x08 && !ccw->flags && !ccw->count &&
			 !(ccw->addr & 0x80000000));
}

static bool ccw_is_valid(const struct vcss_ccw *ccw, u32 orb, bool chaining_data)
{
	bool fmt1 = orb & ORB_FMT1;

	if (!chaining_data && !(ccw->cmd & 0x0f))
		return false;
	if (!ccw->count && (!fmt1 || chaining_data || ccw->flags & CCW_CD))
		return false;
	if (fmt1 && ccw->addr & 0x80000000)
		return false;
	if (ccw->flags & CCW_SUSPEND && (chaining_data || !(orb & ORB_SPND)))
		return false;
	if (ccw->flags & CCW_MIDA && (ccw->flags & (CCW_IDA | CCW_SKIP) || !(orb & ORB_D)))
		return false;
	return true;
}

/* Where there is memory that the key of the program does not fit: a protection check. */
static u8 check_of(int err)
{
	return err == -EACCES ? CSTAT_PROTECT : CSTAT_PROGRAM;
}

/* The CCW at chan->next, which may be a transfer in channel. False: a check. */
static bool fetch_one(struct vcss_chan *chan)
{
	u8 raw[sizeof(struct ccw1_block)];
	bool fmt1 = chan->orb & ORB_FMT1;
	int err;

	chan->at = chan->next;
	err = chan->at & 7 || (!fmt1 && chan->at & 0xff000000) || chan->at & 0x80000000
		      ? -EFAULT
		      : host_read(chan->at, raw, sizeof(raw), chan->orb >> ORB_KEY_SHIFT);
	if (err) {
		chan->cstat |= check_of(err);
		return false;
	}
	decode(&chan->ccw, raw, fmt1);
	return true;
}

/**
 * vcss_chan_fetch - fetches the next CCW, and gets ready for its data
 * @chaining_data: it only says where the data of the command go on
 *
 * Return: false: the channel program has ended with a check.
 */
bool vcss_chan_fetch(struct vcss_sch *sch, bool chaining_data)
{
	struct vcss_chan *chan = &sch->chan;
	bool fmt1 = chan->orb & ORB_FMT1;
	bool good = fetch_one(chan);

	if (good && is_tic(chan->ccw.cmd)) {
		good = !chan->first && tic_is_valid(&chan->ccw, fmt1);
		chan->next = chan->ccw.addr;
		good = good && fetch_one(chan) && !is_tic(chan->ccw.cmd);
	}
	if (!good || !ccw_is_valid(&chan->ccw, chan->orb, chaining_data)) {
		if (!(chan->cstat & CSTAT_PROTECT))
			chan->cstat |= CSTAT_PROGRAM;
		return false;
	}
	chan->next = chan->at + sizeof(struct ccw1_block);
	chan->left = chan->ccw.count;
	chan->data = chan->ccw.addr;
	chan->list = chan->ccw.addr;
	chan->list_begun = false;
	chan->list_last = false;
	chan->skip = false;
	chan->block = chan->ccw.flags & (CCW_IDA | CCW_MIDA) ? 0 : chan->left;
	return true;
}

/* ---- how a channel program ends ---- */

/* Sense data go with the status if the program wanted that. */
static u32 store_sense(struct vcss_sch *sch)
{
	if (!(sch_chars(sch) & CHARS_CSENSE) || !sch->dev.has_sense)
		return 0;
	memcpy(sch->irb.ecw, sch->dev.sense, SENSE_MAX);
	memset(sch->dev.sense, 0, SENSE_MAX);
	sch->irb.erw = cpu_to_be32(ERW_CONS | SENSE_MAX << ERW_SCNT_SHIFT);
	sch->dev.has_sense = false;
	return SCSW_E | SCSW_L;
}

/**
 * vcss_chan_end - the channel program has ended
 * @dstat: device status
 *
 * The subchannel status is in chan->cstat.
 */
void vcss_chan_end(struct vcss_css *css, struct vcss_sch *sch, u8 dstat)
{
	struct vcss_chan *chan = &sch->chan;
	u32 control = sch_control(sch) & ~(ACTL | STCTL_INTER);

	sch->schib.scsw.ccw_addr = cpu_to_be32(chan->at + sizeof(struct ccw1_block));
	sch->schib.scsw.dstat = dstat;
	sch->schib.scsw.cstat |= chan->cstat;
	sch->schib.scsw.count = cpu_to_be16(chan->left);
	control |= STCTL_PRIMARY | STCTL_SECONDARY | STCTL_PENDING;
	if (dstat & DSTAT_UC)
		control |= STCTL_ALERT | store_sense(sch);
	if (chan->cstat & ~(CSTAT_PCI | CSTAT_LENGTH))
		control |= STCTL_ALERT;
	if (chan->cstat & (CSTAT_DATA | CSTAT_CONTROL | CSTAT_INTERFACE))
		control |= SCSW_L;
	sch_set_control(sch, control);
	vcss_measure(sch);
	vcss_queue(css, sch);
}

/* It has not even begun: a deferred condition code. */
static void end_deferred(struct vcss_css *css, struct vcss_sch *sch, u32 cc)
{
	u32 control = sch_control(sch) & ~ACTL;

	sch->schib.scsw.ccw_addr = cpu_to_be32(sch->chan.next);
	sch->schib.scsw.dstat = cc == 1 ? DSTAT_BUSY : 0;
	sch_set_control(sch, control | cc << SCSW_CC_SHIFT | STCTL_ALERT | STCTL_PRIMARY |
				     STCTL_SECONDARY | STCTL_PENDING);
	vcss_queue(css, sch);
}

/* ---- paths ---- */

/* Where a path is looked for first: in multipath mode, behind the last one. */
static u8 first_path(const struct vcss_sch *sch)
{
	return sch_flags(sch) & PMCW_MP && sch->schib.pmcw.lpum > 0x01
		       ? sch->schib.pmcw.lpum >> 1
		       : 0x80;
}

static u8 path_behind(u8 mask)
{
	return mask > 1 ? mask >> 1 : 0x80;
}

/**
 * vcss_chan_next_path - the path that a start would take now; 0: there is none
 */
u8 vcss_chan_next_path(const struct vcss_css *css, const struct vcss_sch *sch)
{
	u8 operational = vcss_sch_operational(css, sch);
	u8 mask = first_path(sch);

	while (operational && !(operational & mask))
		mask = path_behind(mask);
	return operational & mask;
}

/*
 * Chooses a path; in multipath mode, it is the one after the last. Those on the way there
 * over which nothing gets through are not operational from then on; the one that is taken
 * is.
 */
static bool select_path(struct vcss_css *css, struct vcss_sch *sch)
{
	struct pmcw_word *pmcw = &sch->schib.pmcw;
	u8 operational = vcss_sch_operational(css, sch);
	u8 mask = first_path(sch);
	int i;

	for (i = 0; i < N_PATHS; i++, mask = path_behind(mask)) {
		if (!(pmcw->lpm & pmcw->pam & mask))
			continue;
		if (operational & mask) {
			pmcw->lpum = mask;
			pmcw->pom |= mask;
			sch->chan.path = mask;
			return true;
		}
		pmcw->pnom |= mask;
		pmcw->pom &= ~mask;
		sch_set_control(sch, sch_control(sch) | SCSW_N);
	}
	return false;
}

/**
 * vcss_fault_hits - whether a fault is to happen now; it is counted then
 */
bool vcss_fault_hits(struct vcss_sch *sch, enum vcss_fault fault)
{
	struct vcss_injection *injection = &sch->injection;

	if (injection->fault != fault || !injection->left ||
	    (injection->paths && !(injection->paths & sch->chan.path)))
		return false;
	injection->left--;
	sch->n_faults++;
	return true;
}

static void count_path(struct vcss_sch *sch)
{
	int i;

	for (i = 0; i < N_PATHS; i++)
		sch->n_path[i] += !!(sch->chan.path & 0x80 >> i);
}

/**
 * vcss_chan_interrupt - paths fail; a channel program that uses one of them has failed too
 */
void vcss_chan_interrupt(struct vcss_css *css, struct vcss_sch *sch, u8 paths)
{
	u32 control = sch_control(sch);

	if (!(control & ACTL_SCH) || control & (ACTL_SUSPENDED | ACTL_CLEAR | ACTL_HALT) ||
	    !(sch->chan.path & paths))
		return;
	sch->n_faults++;
	sch->chan.cstat |= CSTAT_INTERFACE;
	vcss_chan_end(css, sch, 0);
}

/**
 * vcss_chan_start - the start function is initiated: the device is selected
 */
void vcss_chan_start(struct vcss_css *css, struct vcss_sch *sch)
{
	if (!select_path(css, sch)) {
		end_deferred(css, sch, 3);
		return;
	}
	if (vcss_fault_hits(sch, FAULT_DEFERRED_CC)) {
		end_deferred(css, sch, sch->injection.arg);
		return;
	}
	count_path(sch);
	if (sch->dev.kind->start)
		sch->dev.kind->start(sch);
	sch->selected = host_now();
	sch_set_control(sch, (sch_control(sch) & ~ACTL) | ACTL_SCH | ACTL_DEV);
	vcss_chan_go(css, sch);
}

/* ---- carrying out commands ---- */

/* The path has broken: what the device may have said of it did not get here. */
static u8 not_heard(struct vcss_dev *dev)
{
	memset(dev->sense, 0, SENSE_MAX);
	dev->has_sense = false;
	return 0;
}

static void suspend(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = (sch_control(sch) & ~ACTL) | ACTL_SUSPENDED;

	sch->chan.next = sch->chan.at;
	sch->schib.scsw.ccw_addr = cpu_to_be32(sch->chan.at + sizeof(struct ccw1_block));
	if (!(control & SCSW_U))
		control |= STCTL_INTER | STCTL_PENDING;
	sch_set_control(sch, control);
	vcss_measure(sch);
	if (!(control & SCSW_U))
		vcss_queue(css, sch);
}

/* A program-controlled interruption. */
static void interrupt_program(struct vcss_css *css, struct vcss_sch *sch)
{
	sch->schib.scsw.ccw_addr = cpu_to_be32(sch->chan.at + sizeof(struct ccw1_block));
	sch->schib.scsw.cstat |= CSTAT_PCI;
	sch_set_control(sch, sch_control(sch) | STCTL_INTER | STCTL_PENDING);
	vcss_queue(css, sch);
}

/* Goes on later, with the same CCW. */
static void wait(struct vcss_css *css, struct vcss_sch *sch, u64 ns)
{
	sch->chan.next = sch->chan.at;
	sch->due = host_now() + ns;
	host_start(css, sch, ns);
}

/* Goes on when vcss_sch_wake() is called for @what, with the same CCW. */
static void wait_for(struct vcss_sch *sch, enum vcss_await what)
{
	sch->chan.next = sch->chan.at;
	sch->chan.awaits = what;
	sch->due = NEVER;
}

/* Before the first command. True: the device takes its time, or for ever. */
static bool device_waits(struct vcss_css *css, struct vcss_sch *sch)
{
	u64 us = sch->dev.delay;

	if (sch->chan.waited)
		return false;
	sch->chan.waited = true;
	if (vcss_fault_hits(sch, FAULT_NO_RESPONSE)) {
		wait_for(sch, AWAIT_NOTHING);
		return true;
	}
	if (vcss_fault_hits(sch, FAULT_DELAY))
		us = sch->injection.arg;
	if (us)
		wait(css, sch, us * NS_PER_US);
	return us;
}

/* A fault instead of the first command. True: @dstat and chan->cstat tell of it. */
static bool device_fails(struct vcss_sch *sch, u8 *dstat)
{
	*dstat = 0;
	if (vcss_fault_hits(sch, FAULT_UNIT_CHECK)) {
		memcpy(sch->dev.sense, sch->injection.sense, SENSE_MAX);
		sch->dev.has_sense = true;
		*dstat = DSTAT_DONE | DSTAT_UC;
		return true;
	}
	if (vcss_fault_hits(sch, FAULT_INTERFACE_CHECK)) {
		sch->chan.cstat |= CSTAT_INTERFACE;
		return true;
	}
	if (vcss_fault_hits(sch, FAULT_DATA_CHECK))
		sch->chan.cstat |= CSTAT_DATA;
	else if (vcss_fault_hits(sch, FAULT_CHAINING_CHECK))
		sch->chan.cstat |= CSTAT_CHAINING;
	else
		return false;
	*dstat = DSTAT_DONE;
	return true;
}

enum step { STEP_NEXT, STEP_END, STEP_LATER };

/*
 * The device is done with a command. Whether it used all that the CCW offers, and the
 * CCW all that the device had, matters unless the flags say that it does not.
 */
static void check_length(struct vcss_chan *chan, u8 dstat)
{
	bool chained = chan->ccw.flags & CCW_CD;
	bool immediate = chan->left == chan->ccw.count && !chan->too_long;

	if (!chan->left && !chained && !chan->too_long)
		return;
	if (chan->ccw.flags & CCW_SLI && !chained)
		return;
	if (immediate && chan->orb & ORB_FMT1 && chan->orb & ORB_ILS)
		return;
	/* nobody asks for the length of a command that was refused */
	if (dstat & DSTAT_UC && immediate)
		return;
	chan->cstat |= CSTAT_LENGTH;
}

/*
 * The device wants the command once more: when it is ready, or as a fault, later. Nothing
 * of it has been done, and all is as it was @before.
 */
static enum step retry(struct vcss_css *css, struct vcss_sch *sch,
		       const struct vcss_chan *before, bool as_fault)
{
	sch->chan = *before;
	sch->chan.pci_done = true;
	if (as_fault)
		wait(css, sch, sch->injection.arg * NS_PER_US);
	else
		wait_for(sch, AWAIT_STORE);
	return STEP_LATER;
}

/* One command, with all CCWs of its data. */
static enum step step(struct vcss_css *css, struct vcss_sch *sch, u8 *dstat)
{
	struct vcss_chan *chan = &sch->chan;
	struct vcss_chan before;
	bool as_fault = chan->first;

	*dstat = 0;
	if (!vcss_chan_fetch(sch, false))
		return STEP_END;
	if (chan->ccw.flags & CCW_SUSPEND) {
		suspend(css, sch);
		return STEP_LATER;
	}
	if (chan->ccw.flags & CCW_PCI && !chan->pci_done) {
		chan->pci_done = true;
		interrupt_program(css, sch);
	}
	if (vcss_dev_is_busy(sch, chan->ccw.cmd)) {
		wait_for(sch, AWAIT_RELEASE);
		return STEP_LATER;
	}
	if (chan->first) {
		if (device_waits(css, sch))
			return STEP_LATER;
		if (device_fails(sch, dstat))
			return STEP_END;
		chan->first = false;
	}
	chan->pci_done = false;
	chan->too_long = false;
	host_trace_ccw(sch);
	before = *chan;
	as_fault = as_fault && vcss_fault_hits(sch, FAULT_RETRY);
	*dstat = as_fault ? DSTAT_RETRY : vcss_dev_command(sch, chan->ccw.cmd);
	if (*dstat == DSTAT_RETRY)
		return retry(css, sch, &before, as_fault);
	if (chan->pci_chained)
		interrupt_program(css, sch);
	chan->pci_chained = false;
	check_length(chan, *dstat);
	if (chan->cstat & CSTAT_INTERFACE)
		*dstat = not_heard(&sch->dev);
	if (chan->cstat || *dstat & ~(DSTAT_DONE | DSTAT_MODIFIER) ||
	    !(chan->ccw.flags & CCW_CC))
		return STEP_END;
	if (*dstat & DSTAT_MODIFIER)
		chan->next += sizeof(struct ccw1_block);
	return STEP_NEXT;
}

/* Ends the channel program when the device has stored what was changed. */
static void end_stored(struct vcss_css *css, struct vcss_sch *sch)
{
	int err = sch->dev.kind->unit_len ? host_store(sch) : 0;

	if (err == -EAGAIN) {
		sch->chan.awaits = AWAIT_STORE;
		sch->due = NEVER;
		return;
	}
	if (err)
		sch->chan.dstat = vcss_disk_failed(sch);
	vcss_chan_end(css, sch, sch->chan.dstat);
}

/**
 * vcss_chan_go - carries on with a channel program
 */
void vcss_chan_go(struct vcss_css *css, struct vcss_sch *sch)
{
	enum step done = STEP_NEXT;
	u8 dstat = 0;
	int i;

	if (sch_control(sch) & ACTL_RESUME) {
		sch->selected = host_now();
		sch_set_control(sch, (sch_control(sch) & ~ACTL) | ACTL_SCH | ACTL_DEV);
	}
	if (sch->chan.ending) {
		end_stored(css, sch);
		return;
	}
	for (i = 0; i < CCWS_MAX && done == STEP_NEXT; i++)
		done = step(css, sch, &dstat);
	if (done == STEP_END) {
		sch->chan.ending = true;
		sch->chan.dstat = dstat;
		end_stored(css, sch);
	}
	if (done == STEP_NEXT) {
		sch->chan.at = sch->chan.next;
		wait(css, sch, CCWS_PAUSE);
	}
}
