// SPDX-License-Identifier: GPL-2.0-only
/*
 * instr.c - the I/O instructions
 *
 * Each function is the instruction it is named after and returns its condition code, or
 * -EIO where there would be an operand exception. Condition codes and what becomes of
 * the status: Principles of Operation, chapter 14. Locking: model.h.
 */
#include "model.h"

/* Ends whatever goes on, and forgets all status. */
static void reset_status(struct vcss_css *css, struct vcss_sch *sch)
{
	vcss_unqueue(css, sch);
	memset(&sch->schib.scsw, 0, sizeof(sch->schib.scsw));
	memset(&sch->irb, 0, sizeof(sch->irb));
	sch->schib.pmcw.pnom = 0;
}

/* NULL: there is none, or it is not enabled: for most instructions, that is the same. */
static struct vcss_sch *lock_enabled(const struct vcss_css *css, u32 sid)
{
	struct vcss_sch *sch = vcss_css_lock(css, sid);

	if (!sch || sch_flags(sch) & PMCW_ENABLED)
		return sch;
	host_unlock_sch(sch);
	return NULL;
}

/* An instruction that has no operand but a subchannel, which has to be enabled. */
static int execute(struct vcss_css *css, u32 sid,
		   int (*instruction)(struct vcss_css *css, struct vcss_sch *sch))
{
	struct vcss_sch *sch = lock_enabled(css, sid);
	int cc;

	if (!sch)
		return 3;
	cc = instruction(css, sch);
	host_unlock_sch(sch);
	return cc;
}

/* Subchannels below the highest are there, even if nothing is on them. */
static bool is_hole(const struct vcss_css *css, u32 sid)
{
	return SID_NO(sid) < READ_ONCE(css->n_sch[SID_SET(sid)]);
}

/**
 * vcss_stsch - STORE SUBCHANNEL
 *
 * 0, 3: there is no such subchannel.
 */
int vcss_stsch(struct vcss_css *css, u32 sid, struct schib_block *schib)
{
	struct vcss_sch *sch = vcss_css_lock(css, sid);

	if (sch) {
		*schib = sch->schib;
		host_unlock_sch(sch);
		return 0;
	}
	if (!is_hole(css, sid))
		return 3;
	memset(schib, 0, sizeof(*schib));
	return 0;
}

static bool pmcw_is_valid(const struct pmcw_word *pmcw)
{
	return !(be16_to_cpu(pmcw->flags) & PMCW_ZERO) &&
	       (be16_to_cpu(pmcw->flags) & PMCW_LM) != PMCW_LM &&
	       !(be32_to_cpu(pmcw->chars) & CHARS_ZERO);
}

static int modify(struct vcss_sch *sch, const struct schib_block *schib)
{
	const struct pmcw_word *from = &schib->pmcw;
	struct pmcw_word *to = &sch->schib.pmcw;

	if (sch_control(sch) & STCTL_PENDING)
		return 1;
	if (sch_control(sch) & FCTL)
		return 2;
	if (!(sch_flags(sch) & (PMCW_DNV | PMCW_W)) && sch_type(sch) == 0)
		return 0;
	to->intparm = from->intparm;
	to->flags = cpu_to_be16((be16_to_cpu(to->flags) & ~PMCW_MODIFY) |
				(be16_to_cpu(from->flags) & PMCW_MODIFY));
	to->lpm = from->lpm;
	to->pom = from->pom;
	to->mbi = from->mbi;
	to->chars = cpu_to_be32((be32_to_cpu(to->chars) & ~CHARS_MODIFY) |
				(be32_to_cpu(from->chars) & CHARS_MODIFY));
	if (be32_to_cpu(from->chars) & CHARS_MBFC)
		sch->schib.mba = schib->mba;
	return 0;
}

/**
 * vcss_msch - MODIFY SUBCHANNEL
 *
 * 0, 1: status pending, 2: busy, 3: there is no such subchannel. What is not the
 * program's to change is ignored.
 */
int vcss_msch(struct vcss_css *css, u32 sid, const struct schib_block *schib)
{
	struct vcss_sch *sch;
	int cc;

	if (!pmcw_is_valid(&schib->pmcw))
		return -EIO;
	sch = vcss_css_lock(css, sid);
	if (!sch)
		return is_hole(css, sid) ? 0 : 3;
	cc = modify(sch, schib);
	host_unlock_sch(sch);
	return cc;
}

/* The condition code of START SUBCHANNEL; 0: over chan.path, as far as is known yet. */
static int start_cc(const struct vcss_css *css, struct vcss_sch *sch)
{
	sch->chan.path = vcss_chan_next_path(css, sch);
	if (!sch->chan.path)
		return 3;
	return vcss_fault_hits(sch, FAULT_CC) ? sch->injection.arg : 0;
}

static bool orb_is_valid(const struct orb_block *orb)
{
	u32 control = be32_to_cpu(orb->control);

	return !(control & (ORB_ZERO | ORB_TM)) && !(be32_to_cpu(orb->cpa) & 0x80000000);
}

/* Flags that the status word has in the same place as the operation-request block. */
#define ORB_SAME	(ORB_KEY | ORB_SPND | ORB_FMT1 | ORB_PFCH | ORB_ISIC | ORB_ALCC | ORB_SSIC)

static_assert(ORB_KEY == SCSW_KEY && ORB_SPND == SCSW_S && ORB_FMT1 == SCSW_F &&
		      ORB_PFCH == SCSW_P && ORB_ISIC == SCSW_I && ORB_ALCC == SCSW_A &&
		      ORB_SSIC == SCSW_U,
	      "ORB and SCSW");

static int start(struct vcss_css *css, struct vcss_sch *sch, const struct orb_block *orb)
{
	u32 control = be32_to_cpu(orb->control);
	u64 delay = 0;
	u8 lpm, path;
	int cc;

	if (sch_type(sch))
		return 3;
	if (sch_control(sch) & STCTL_PENDING)
		return 1;
	if (sch_control(sch) & FCTL)
		return 2;
	lpm = sch->schib.pmcw.lpm;
	sch->schib.pmcw.lpm = control >> ORB_LPM_SHIFT;
	cc = start_cc(css, sch);
	if (cc) {
		sch->schib.pmcw.lpm = lpm;
		return cc;
	}

	sch->schib.pmcw.intparm = orb->intparm;
	reset_status(css, sch);
	sch_set_control(sch, (control & ORB_SAME) | FCTL_START | ACTL_START);
	path = sch->chan.path;
	memset(&sch->chan, 0, sizeof(sch->chan));
	sch->chan.path = path;
	sch->chan.orb = control;
	sch->chan.next = be32_to_cpu(orb->cpa);
	sch->chan.first = true;
	sch->started = host_now();
	if (vcss_fault_hits(sch, FAULT_PENDING))
		delay = 1000ULL * sch->injection.arg;
	sch->due = sch->started + delay;
	host_start(css, sch, delay);
	return 0;
}

/**
 * vcss_ssch - START SUBCHANNEL
 *
 * 0, 1: status pending, 2: busy, 3: not operational: there is no such subchannel, it is
 * not enabled, or none of the paths asked for is available and operational.
 */
int vcss_ssch(struct vcss_css *css, u32 sid, const struct orb_block *orb)
{
	struct vcss_sch *sch;
	int cc;

	if (!orb_is_valid(orb))
		return -EIO;
	sch = lock_enabled(css, sid);
	if (!sch)
		return 3;
	cc = start(css, sch, orb);
	host_unlock_sch(sch);
	return cc;
}

/* What TEST SUBCHANNEL leaves of the status. */
static void clear_status(struct vcss_sch *sch)
{
	u32 control = sch_control(sch);
	bool suspended = control & ACTL_SUSPENDED;

	if (!(control & STCTL_INTER) ||
	    control & (STCTL_PRIMARY | STCTL_SECONDARY | STCTL_ALERT)) {
		control &= ~(FCTL | ACTL | SCSW_N);
		sch->schib.pmcw.pnom = 0;
	} else if (suspended && control & FCTL_HALT) {
		control &= ~(FCTL | ACTL | SCSW_N);
	} else if (suspended) {
		control &= ~(ACTL_RESUME | ACTL_START | SCSW_N);
	}
	control &= ~(STCTL | SCSW_L | SCSW_E | SCSW_CC | SCSW_Z);
	sch_set_control(sch, control);
	sch->schib.scsw.dstat = 0;
	sch->schib.scsw.cstat = 0;
	memset(&sch->irb, 0, sizeof(sch->irb));
}

static int test(struct vcss_css *css, struct vcss_sch *sch, struct irb_block *irb)
{
	*irb = sch->irb;
	irb->scsw = sch->schib.scsw;
	irb->lpum = sch->schib.pmcw.lpum;
	if (!(sch_control(sch) & STCTL_PENDING))
		return 1;
	vcss_unqueue(css, sch);
	clear_status(sch);
	return 0;
}

/**
 * vcss_tsch - TEST SUBCHANNEL
 *
 * 0: status was stored, and is not pending any more; 1: none was, the status word is
 * stored nevertheless; 3: there is no such subchannel, or it is not enabled.
 */
int vcss_tsch(struct vcss_css *css, u32 sid, struct irb_block *irb)
{
	struct vcss_sch *sch = lock_enabled(css, sid);
	int cc;

	if (!sch)
		return 3;
	cc = test(css, sch, irb);
	host_unlock_sch(sch);
	return cc;
}

static int clear(struct vcss_css *css, struct vcss_sch *sch)
{
	reset_status(css, sch);
	sch_set_control(sch, FCTL_CLEAR | ACTL_CLEAR);
	host_start(css, sch, 0);
	return 0;
}

/**
 * vcss_csch - CLEAR SUBCHANNEL
 *
 * 0; 3: there is no such subchannel, or it is not enabled.
 */
int vcss_csch(struct vcss_css *css, u32 sid)
{
	return execute(css, sid, clear);
}

static int halt(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = sch_control(sch);

	/* intermediate status alone does not keep a program from being halted */
	if (control & STCTL_PENDING &&
	    (!(control & STCTL_INTER) ||
	     control & (STCTL_PRIMARY | STCTL_SECONDARY | STCTL_ALERT)))
		return 1;
	if (control & (FCTL_HALT | FCTL_CLEAR))
		return 2;
	vcss_unqueue(css, sch);
	sch_set_control(sch, (control & ~(STCTL | ACTL_RESUME)) | FCTL_HALT | ACTL_HALT);
	host_start(css, sch, 0);
	return 0;
}

/**
 * vcss_hsch - HALT SUBCHANNEL
 *
 * 0, 1: status pending, 2: a halt or clear function is in progress already, 3: there is
 * no such subchannel, or it is not enabled.
 */
int vcss_hsch(struct vcss_css *css, u32 sid)
{
	return execute(css, sid, halt);
}

static int cancel(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = sch_control(sch);

	if (control & STCTL_PENDING)
		return 1;
	if ((control & FCTL) != FCTL_START ||
	    !(control & (ACTL_START | ACTL_RESUME | ACTL_SUSPENDED)) ||
	    control & (ACTL_SCH | ACTL_DEV))
		return 2;
	reset_status(css, sch);
	return 0;
}

/**
 * vcss_xsch - CANCEL SUBCHANNEL
 *
 * 0: the start function is given up; 1: status pending; 2: not applicable: nothing was
 * started, or the device is at it; 3: there is no such subchannel, or it is not enabled.
 */
int vcss_xsch(struct vcss_css *css, u32 sid)
{
	return execute(css, sid, cancel);
}

static int resume(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = sch_control(sch);

	if (control & STCTL_PENDING)
		return 1;
	if ((control & FCTL) != FCTL_START || control & ACTL_RESUME ||
	    !(control & ACTL_SUSPENDED))
		return 2;
	sch_set_control(sch, control | ACTL_RESUME);
	sch->started = host_now();
	sch->due = sch->started;
	host_start(css, sch, 0);
	return 0;
}

/**
 * vcss_rsch - RESUME SUBCHANNEL
 *
 * 0, 1: status pending, 2: not applicable: no channel program is suspended, or it is
 * about to go on already; 3: there is no such subchannel, or it is not enabled.
 */
int vcss_rsch(struct vcss_css *css, u32 sid)
{
	return execute(css, sid, resume);
}

/**
 * vcss_tpi - TEST PENDING INTERRUPTION
 *
 * 0: none is pending; 1: one was, and is not any more.
 */
int vcss_tpi(struct vcss_css *css, u8 iscs, struct vcss_interruption *interruption)
{
	return vcss_next_queued(css, iscs, interruption);
}

/**
 * vcss_stcrw - STORE CHANNEL REPORT WORD
 *
 * 0; 1: none is pending, zeros are stored.
 */
int vcss_stcrw(struct vcss_css *css, __be32 *crw)
{
	bool pending;

	*crw = 0;
	host_lock(css);
	pending = css->n_crw;
	if (pending) {
		*crw = css->crw[css->crw_first];
		css->crw_first = (css->crw_first + 1) % N_CRWS;
		css->n_crw--;
	}
	host_unlock(css);
	return !pending;
}

/* ---- what goes on behind the instructions ---- */

static void finish_clear(struct vcss_css *css, struct vcss_sch *sch)
{
	sch->schib.pmcw.lpum = 0;
	sch->schib.pmcw.pom = 0xff;
	sch_set_control(sch, FCTL_CLEAR | STCTL_PENDING);
	vcss_queue(css, sch);
}

/* A device that was at work ends it; one that was not has nothing to say. */
static void finish_halt(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = sch_control(sch), stctl = STCTL_PENDING;

	if (control & (ACTL_SCH | ACTL_DEV)) {
		stctl |= STCTL_PRIMARY | STCTL_SECONDARY;
		sch->schib.scsw.dstat = DSTAT_DONE;
	} else if (control & FCTL_START) {
		stctl |= STCTL_PRIMARY | STCTL_ALERT;
	}
	sch_set_control(sch, (control & ~(ACTL | STCTL)) | stctl);
	vcss_queue(css, sch);
}

static void go_on(struct vcss_css *css, struct vcss_sch *sch)
{
	u32 control = sch_control(sch);

	if (control & ACTL_CLEAR)
		finish_clear(css, sch);
	else if (control & ACTL_HALT)
		finish_halt(css, sch);
	else if (!(control & FCTL_START) || host_now() < sch->due)
		return;
	else if (control & ACTL_START)
		vcss_chan_start(css, sch);
	else if (control & ACTL_RESUME || (control & ACTL_SCH && !(control & ACTL_SUSPENDED)))
		vcss_chan_go(css, sch);
}

/**
 * vcss_sch_wake - something is there; who waits for something else goes on waiting
 */
void vcss_sch_wake(struct vcss_css *css, struct vcss_sch *sch, enum vcss_await what)
{
	if (sch->gone || sch->chan.awaits != what)
		return;
	sch->chan.awaits = AWAIT_NOTHING;
	sch->due = 0;
	go_on(css, sch);
}

/**
 * vcss_sch_ready - data that a subchannel was waiting for are there, or are stored
 */
void vcss_sch_ready(struct vcss_css *css, struct vcss_sch *sch)
{
	vcss_sch_wake(css, sch, AWAIT_STORE);
}

/**
 * vcss_sch_run - the subchannel does what is due
 *
 * host_start() has this called. A call does no harm that comes too early, because what it
 * was asked for was given up meanwhile, or too late, because another call was faster, or
 * that finds the subchannel gone.
 */
void vcss_sch_run(struct vcss_css *css, struct vcss_sch *sch)
{
	host_lock_sch(sch);
	if (!sch->gone)
		go_on(css, sch);
	host_unlock_sch(sch);
}
