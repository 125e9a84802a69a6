// SPDX-License-Identifier: GPL-2.0-only
/*
 * model.c - sets, subchannels and channel paths, and what is pending on them
 *
 * Nothing here knows of the kernel. Locking: model.h.
 */
#include "model.h"

void vcss_css_init(struct vcss_css *css)
{
	memset(css, 0, sizeof(*css));
	css->exclusive = true;
	css->sclp = true;
	css->configure_crw = true;
}

/**
 * vcss_css_free - gives back what belongs to the sets; the subchannels are gone already
 */
void vcss_css_free(struct vcss_css *css)
{
	struct vcss_sch **set[N_SETS];
	unsigned int ssid;

	for (ssid = 0; ssid < N_SETS; ssid++) {
		set[ssid] = css->sch[ssid];
		WRITE_ONCE(css->sch[ssid], NULL);
	}
	host_synchronize();
	for (ssid = 0; ssid < N_SETS; ssid++)
		vcss_free(set[ssid]);
	vcss_css_init(css);
}

/**
 * vcss_css_add_set - have a set emulated; allocates; not called by two at a time
 *
 * Return: 0, also if it is already; -ENOMEM.
 */
int vcss_css_add_set(struct vcss_css *css, unsigned int ssid)
{
	struct vcss_sch **set;

	if (css->sch[ssid])
		return 0;
	set = vcss_alloc(N_SUBCHANNELS * sizeof(*set));
	smp_store_release(&css->sch[ssid], set);
	return set ? 0 : -ENOMEM;
}

/* Whether subchannels of the set are none of the real machine's. */
bool vcss_css_has_set(const struct vcss_css *css, unsigned int ssid)
{
	return css->exclusive || READ_ONCE(css->sch[ssid]);
}

/**
 * vcss_css_insert - a subchannel comes
 * @sch: it is the caller's if this fails
 *
 * Its set has been added. Return: 0, -EEXIST.
 */
int vcss_css_insert(struct vcss_css *css, struct vcss_sch *sch)
{
	unsigned int ssid = SID_SET(sch->sid), no = SID_NO(sch->sid);
	bool there;

	/* who finds it waits until it is complete */
	host_lock_sch(sch);
	host_lock(css);
	there = css->sch[ssid][no];
	if (!there) {
		smp_store_release(&css->sch[ssid][no], sch);
		if (css->n_sch[ssid] <= no)
			WRITE_ONCE(css->n_sch[ssid], no + 1);
	}
	host_unlock(css);
	vcss_sch_update_pam(css, sch);
	sch->schib.pmcw.lpm = sch->schib.pmcw.pim;
	host_unlock_sch(sch);
	return there ? -EEXIST : 0;
}

/**
 * vcss_css_remove - a subchannel goes
 *
 * Its number stays valid, without a device, as long as there are higher ones: the
 * common I/O layer looks for no subchannel behind the first that is not there.
 *
 * Return: the subchannel, for the caller to free, but not before all are done who may
 * have found it, see host_read_lock(); NULL: there is none.
 */
struct vcss_sch *vcss_css_remove(struct vcss_css *css, u32 sid)
{
	struct vcss_sch *sch = vcss_css_lock(css, sid);
	unsigned int ssid = SID_SET(sid);
	u32 n;

	if (!sch)
		return NULL;
	vcss_unqueue(css, sch);
	sch->gone = true;
	host_lock(css);
	WRITE_ONCE(css->sch[ssid][SID_NO(sid)], NULL);
	for (n = css->n_sch[ssid]; n && !css->sch[ssid][n - 1]; n--)
		;
	WRITE_ONCE(css->n_sch[ssid], n);
	host_unlock(css);
	host_unlock_sch(sch);
	return sch;
}

/**
 * vcss_css_get - looks for a subchannel, between host_read_lock() and host_read_unlock()
 *
 * Return: NULL: there is none.
 */
struct vcss_sch *vcss_css_get(const struct vcss_css *css, u32 sid)
{
	struct vcss_sch **set = smp_load_acquire(&css->sch[SID_SET(sid)]);

	return set ? smp_load_acquire(&set[SID_NO(sid)]) : NULL;
}

/**
 * vcss_css_lock - looks for a subchannel, and takes its lock
 *
 * Return: NULL: there is none; else host_unlock_sch() gives it back.
 */
struct vcss_sch *vcss_css_lock(const struct vcss_css *css, u32 sid)
{
	struct vcss_sch *sch;

	host_read_lock();
	sch = vcss_css_get(css, sid);
	if (sch) {
		host_lock_sch(sch);
		if (sch->gone) {
			host_unlock_sch(sch);
			sch = NULL;
		}
	}
	host_read_unlock();
	return sch;
}

/**
 * vcss_css_find - looks for the subchannel that leads to a device number
 * @sid: which it is
 *
 * Return: false: there is none.
 */
bool vcss_css_find(const struct vcss_css *css, unsigned int ssid, u16 devno, u32 *sid)
{
	const struct vcss_sch *sch;
	bool found = false;
	u32 no;

	host_read_lock();
	for (no = 0; !found && no < READ_ONCE(css->n_sch[ssid]); no++) {
		*sid = SID(ssid, no);
		sch = vcss_css_get(css, *sid);
		found = sch && sch_flags(sch) & (PMCW_DNV | PMCW_W) &&
			be16_to_cpu(sch->schib.pmcw.devno) == devno;
	}
	host_read_unlock();
	return found;
}

/* ---- channel paths ---- */

/* The mask of installed paths with a CHPID. */
u8 vcss_sch_paths_to(const struct vcss_sch *sch, u8 chpid)
{
	u8 mask = 0;
	int i;

	for (i = 0; i < N_PATHS; i++)
		if (sch->schib.pmcw.chpid[i] == chpid)
			mask |= 0x80 >> i;
	return mask & sch->schib.pmcw.pim;
}

static const struct vcss_chp *chp_of_path(const struct vcss_css *css,
					  const struct vcss_sch *sch, int i)
{
	return &css->chp[sch->schib.pmcw.chpid[i]];
}

/**
 * vcss_sch_operational - paths over which a start function gets to the device
 *
 * Of those that it may use, see the logical-path mask. A channel path that nobody
 * described works.
 */
u8 vcss_sch_operational(const struct vcss_css *css, const struct vcss_sch *sch)
{
	u8 mask = sch->has_dev ? sch->schib.pmcw.lpm & sch->schib.pmcw.pam : 0;
	int i;

	for (i = 0; i < N_PATHS; i++)
		if (READ_ONCE(chp_of_path(css, sch, i)->failed))
			mask &= ~(0x80 >> i);
	return mask;
}

/**
 * vcss_sch_update_pam - a path that is not configured is not available
 */
void vcss_sch_update_pam(const struct vcss_css *css, struct vcss_sch *sch)
{
	const struct vcss_chp *chp;
	u8 pam = sch->pam;
	int i;

	for (i = 0; i < N_PATHS; i++) {
		chp = chp_of_path(css, sch, i);
		if (chp->present && READ_ONCE(chp->state) != CHP_CONFIGURED)
			pam &= ~(0x80 >> i);
	}
	sch->schib.pmcw.pam = pam;
}

/* Has @fn called for all subchannels that @chpid leads to, one after the other. */
static void for_each_on_path(struct vcss_css *css, u8 chpid,
			     void (*fn)(struct vcss_css *css, struct vcss_sch *sch,
					u8 paths))
{
	struct vcss_sch *sch;
	unsigned int ssid;
	u8 paths;
	u32 no;

	host_read_lock();
	for (ssid = 0; ssid < N_SETS; ssid++) {
		for (no = 0; no < READ_ONCE(css->n_sch[ssid]); no++) {
			sch = vcss_css_get(css, SID(ssid, no));
			paths = sch ? vcss_sch_paths_to(sch, chpid) : 0;
			if (!paths)
				continue;
			/* one that is gone does not mind */
			host_lock_sch(sch);
			fn(css, sch, paths);
			host_unlock_sch(sch);
		}
	}
	host_read_unlock();
}

static void configured(struct vcss_css *css, struct vcss_sch *sch, u8 paths)
{
	vcss_sch_update_pam(css, sch);
	vcss_dev_reset_path(&sch->dev, paths);
}

static void failed(struct vcss_css *css, struct vcss_sch *sch, u8 paths)
{
	sch->schib.pmcw.pom &= ~paths;
	vcss_dev_reset_path(&sch->dev, paths);
	vcss_chan_interrupt(css, sch, paths);
}

/**
 * vcss_chp_set_state - configure or deconfigure a channel path
 *
 * The masks of available paths have followed when this is done; nothing is reported.
 */
void vcss_chp_set_state(struct vcss_css *css, u8 chpid, enum vcss_chp_state state)
{
	/* a subchannel that is just inserted either is found below, or finds this */
	host_lock(css);
	WRITE_ONCE(css->chp[chpid].state, state);
	host_unlock(css);
	for_each_on_path(css, chpid, configured);
}

/**
 * vcss_chp_set_failed - have nothing get through on a channel path, or have it repaired
 *
 * A failed path is not operational until an operation on it succeeds.
 */
void vcss_chp_set_failed(struct vcss_css *css, u8 chpid, bool has_failed)
{
	WRITE_ONCE(css->chp[chpid].failed, has_failed);
	if (has_failed)
		for_each_on_path(css, chpid, failed);
}

/*
 * ---- pending interruptions, of each interruption subclass first come first served ----
 *
 * A subchannel whose interruption is pending has status pending, too: until that has
 * gone, and the interruption with it, neither its subclass nor its parameter changes.
 * So both can be read with the lock of the machine alone. An interruption becomes pending
 * with both locks held: who has that of the subchannel knows that there is none yet.
 */

static unsigned int isc_of(const struct vcss_sch *sch)
{
	return (sch_flags(sch) & PMCW_ISC) >> PMCW_ISC_SHIFT;
}

/**
 * vcss_queue - makes an interruption pending for a subchannel with status
 */
void vcss_queue(struct vcss_css *css, struct vcss_sch *sch)
{
	unsigned int isc = isc_of(sch);
	bool queued;

	host_lock(css);
	queued = sch->queued;
	if (!queued) {
		sch->queued = true;
		sch->prev_queued = css->queue_end[isc];
		sch->next_queued = NULL;
		if (sch->prev_queued)
			sch->prev_queued->next_queued = sch;
		else
			WRITE_ONCE(css->queue[isc], sch);
		css->queue_end[isc] = sch;
	}
	host_unlock(css);
	if (!queued)
		host_interrupt(css);
}

/* With the lock of the machine held. */
static void take_out(struct vcss_css *css, struct vcss_sch *sch)
{
	unsigned int isc = isc_of(sch);

	if (sch->prev_queued)
		sch->prev_queued->next_queued = sch->next_queued;
	else
		WRITE_ONCE(css->queue[isc], sch->next_queued);
	if (sch->next_queued)
		sch->next_queued->prev_queued = sch->prev_queued;
	else
		css->queue_end[isc] = sch->prev_queued;
	/* from now on, what the interruption tells may change: see vcss_unqueue() */
	smp_store_release(&sch->queued, false);
}

/**
 * vcss_unqueue - its interruption, if one is pending, has become needless
 */
void vcss_unqueue(struct vcss_css *css, struct vcss_sch *sch)
{
	/* mostly it has been presented already */
	if (!smp_load_acquire(&sch->queued))
		return;
	host_lock(css);
	if (sch->queued)
		take_out(css, sch);
	host_unlock(css);
}

/**
 * vcss_any_queued - whether there is an interruption of some subclasses
 *
 * Looks without a lock: of what comes meanwhile, host_interrupt() tells.
 */
bool vcss_any_queued(const struct vcss_css *css, u8 iscs)
{
	int isc;

	for (isc = 0; isc < N_ISCS; isc++)
		if (iscs & 0x80 >> isc && READ_ONCE(css->queue[isc]))
			return true;
	return false;
}

/**
 * vcss_next_queued - takes the most urgent interruption
 * @iscs: subclasses that are enabled, as in control register 6; 0x80 is the first
 * @found: what it tells
 *
 * Return: false: none is pending.
 */
bool vcss_next_queued(struct vcss_css *css, u8 iscs, struct vcss_interruption *found)
{
	struct vcss_sch *sch = NULL;
	int isc;

	if (!vcss_any_queued(css, iscs))
		return false;
	host_lock(css);
	for (isc = 0; isc < N_ISCS && !sch; isc++)
		sch = iscs & 0x80 >> isc ? css->queue[isc] : NULL;
	if (sch) {
		found->sid = sch->sid;
		found->intparm = be32_to_cpu(sch->schib.pmcw.intparm);
		found->isc = isc_of(sch);
		take_out(css, sch);
	}
	host_unlock(css);
	return sch;
}

/* ---- channel reports: what is static is called with the machine's lock held ---- */

/* True: there was room for @n. What does not fit leaves its mark on the last one. */
static bool has_room(struct vcss_css *css, unsigned int n)
{
	unsigned int last = (css->crw_first + css->n_crw - 1) % N_CRWS;

	if (css->n_crw + n <= N_CRWS)
		return true;
	css->crw[last] |= cpu_to_be32(CRW_OVERFLOW);
	return false;
}

static void add_crw(struct vcss_css *css, u32 crw)
{
	css->crw[(css->crw_first + css->n_crw++) % N_CRWS] = cpu_to_be32(crw);
}

/**
 * vcss_report - makes a channel report pending
 * @rsid: what it is about
 */
void vcss_report(struct vcss_css *css, enum vcss_rsc rsc, enum vcss_erc erc, u16 rsid)
{
	host_lock(css);
	if (has_room(css, 1))
		add_crw(css, rsc << CRW_RSC_SHIFT | erc << CRW_ERC_SHIFT | rsid);
	host_unlock(css);
	host_report(css);
}

/**
 * vcss_report_sch - reports that a subchannel has come or gone
 *
 * The set is in a second word that is chained to the first.
 */
void vcss_report_sch(struct vcss_css *css, u32 sid)
{
	u32 crw = RSC_SUBCHANNEL << CRW_RSC_SHIFT | ERC_ALERT << CRW_ERC_SHIFT;
	unsigned int ssid = SID_SET(sid);

	if (!ssid) {
		vcss_report(css, RSC_SUBCHANNEL, ERC_ALERT, SID_NO(sid));
		return;
	}
	host_lock(css);
	if (has_room(css, 2)) {
		add_crw(css, crw | CRW_CHAINED | SID_NO(sid));
		add_crw(css, crw | ssid << 4);
	}
	host_unlock(css);
	host_report(css);
}

/**
 * vcss_report_overflow - reports that reports were lost: everything has to be looked at
 */
void vcss_report_overflow(struct vcss_css *css)
{
	host_lock(css);
	if (!css->n_crw)
		add_crw(css, RSC_CSS << CRW_RSC_SHIFT);
	css->crw[(css->crw_first + css->n_crw - 1) % N_CRWS] |= cpu_to_be32(CRW_OVERFLOW);
	host_unlock(css);
	host_report(css);
}
