// SPDX-License-Identifier: GPL-2.0-only
/*
 * host.c - what the model needs of the kernel: locks, time, memory, interruptions
 *
 * Channel programs run in hard-irq context: from an irq_work if there is nothing to wait
 * for, else from a timer. Another irq_work presents interruptions, with no lock held:
 * the common I/O layer's handler is called as for a real one, and calls TEST SUBCHANNEL
 * in turn.
 */
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/irq.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <asm/irq.h>
#include <asm/irq_regs.h>
#include <asm/page.h>
#include <asm/tpi.h>

#include "module.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

struct vcss_css vcss;

/**
 * struct host_lock - a lock
 * @flags: whether interrupts were disabled, of who has it
 */
struct host_lock {
	raw_spinlock_t lock;
	unsigned long flags;
};

/**
 * struct host_sch - a subchannel, and what has it run
 */
struct host_sch {
	struct vcss_sch sch;
	struct host_lock lock;
	struct hrtimer timer;
	struct irq_work work;
	struct rcu_head rcu;
};

static struct host_lock machine_lock = {
	.lock = __RAW_SPIN_LOCK_UNLOCKED(machine_lock.lock),
};

/* An interruption for which no processor is enabled is looked at again after that. */
#define MASKED_POLL_NS	(10 * NSEC_PER_MSEC)

static struct hrtimer masked_timer;

/* ---- locks ---- */

static void take(struct host_lock *lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock->lock, flags);
	lock->flags = flags;
}

static void give(struct host_lock *lock)
{
	/* not ours to look at any more when the lock is not */
	unsigned long flags = lock->flags;

	raw_spin_unlock_irqrestore(&lock->lock, flags);
}

void host_lock_sch(struct vcss_sch *sch)
{
	take(&container_of(sch, struct host_sch, sch)->lock);
}

void host_unlock_sch(struct vcss_sch *sch)
{
	give(&container_of(sch, struct host_sch, sch)->lock);
}

void host_lock(struct vcss_css *css)
{
	take(&machine_lock);
}

void host_unlock(struct vcss_css *css)
{
	give(&machine_lock);
}

void host_read_lock(void)
{
	rcu_read_lock();
}

void host_read_unlock(void)
{
	rcu_read_unlock();
}

void host_synchronize(void)
{
	synchronize_rcu();
}

/* ---- subchannels run ---- */

static void run_work(struct irq_work *work)
{
	vcss_sch_run(&vcss, &container_of(work, struct host_sch, work)->sch);
}

static enum hrtimer_restart run_timer(struct hrtimer *timer)
{
	vcss_sch_run(&vcss, &container_of(timer, struct host_sch, timer)->sch);
	return HRTIMER_NORESTART;
}

void host_start(struct vcss_css *css, struct vcss_sch *sch, u64 ns)
{
	struct host_sch *host = container_of(sch, struct host_sch, sch);

	if (ns)
		hrtimer_start(&host->timer, ns_to_ktime(ns), HRTIMER_MODE_REL_HARD);
	else
		irq_work_queue(&host->work);
}

/**
 * host_sch_new - a subchannel with nothing in it; NULL: no memory
 */
struct vcss_sch *host_sch_new(u32 sid)
{
	struct host_sch *host = kzalloc(sizeof(*host), GFP_KERNEL);

	if (!host)
		return NULL;
	host->sch.sid = sid;
	raw_spin_lock_init(&host->lock.lock);
	hrtimer_init(&host->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	host->timer.function = run_timer;
	host->work = IRQ_WORK_INIT_HARD(run_work);
	return &host->sch;
}

/**
 * host_sch_free - frees a subchannel that is not part of the channel subsystem any more
 *
 * It is not run any more: only what has its lock and finds it there has it run. Those
 * that have looked it up and wait for its lock are given the time to find it gone.
 */
void host_sch_free(struct vcss_sch *sch)
{
	struct host_sch *host = container_of(sch, struct host_sch, sch);

	irq_work_sync(&host->work);
	hrtimer_cancel(&host->timer);
	store_close(sch);
	kfree_rcu(host, rcu);
}

u64 host_now(void)
{
	return ktime_get_ns();
}

/* ---- interruptions ---- */

/* Interruption subclasses that this processor is enabled for. */
u8 host_enabled_iscs(void)
{
	unsigned long cr6;

	asm volatile("stctg	6,6,%0" : "=Q"(cr6));
	return cr6 >> 24;
}

/* What an interruption of a subchannel is told to be. */
void host_fill_tpi(struct tpi_info *info, const struct vcss_interruption *interruption)
{
	u32 sid = interruption->sid;
	u32 schid = SID_SET(sid) << SSID_SHIFT | SID_ONE | SID_NO(sid);

	memset(info, 0, sizeof(*info));
	memcpy(&info->schid, &schid, sizeof(schid));
	info->intparm = interruption->intparm;
	info->isc = interruption->isc;
}

/* Has the handler of I/O interruptions called, in the way the first-level one does. */
static void present(const struct vcss_interruption *interruption)
{
	struct pt_regs regs = *get_irq_regs(), *old;

	trace_vcss_interrupt(interruption->sid, interruption->intparm, interruption->isc);
	host_fill_tpi(&regs.tpi_info, interruption);
	old = set_irq_regs(&regs);
	generic_handle_irq(IO_INTERRUPT);
	set_irq_regs(old);
}

static void present_all(struct irq_work *unused)
{
	struct vcss_interruption interruption;

	while (vcss_next_queued(&vcss, host_enabled_iscs(), &interruption))
		present(&interruption);
	if (vcss_any_queued(&vcss, 0xff))
		hrtimer_start(&masked_timer, MASKED_POLL_NS, HRTIMER_MODE_REL_HARD);
}

static struct irq_work present_work = IRQ_WORK_INIT_HARD(present_all);

static enum hrtimer_restart masked_again(struct hrtimer *unused)
{
	irq_work_queue(&present_work);
	return HRTIMER_NORESTART;
}

void host_interrupt(struct vcss_css *css)
{
	irq_work_queue(&present_work);
}

static void report_now(struct irq_work *unused)
{
	vcss_cio.handle_channel_report();
}

static struct irq_work report_work = IRQ_WORK_INIT_HARD(report_now);

void host_report(struct vcss_css *css)
{
	irq_work_queue(&report_work);
}

/* ---- memory ---- */

/*
 * Whether a program with @key may use the page of @addr: with the same access-control
 * bits always, else it may read if the page is not fetch-protected.
 */
static bool key_fits(u64 addr, u8 key, bool store)
{
	unsigned char page;

	if (!key)
		return true;
	page = page_get_storage_key(addr & PAGE_MASK);
	return page >> 4 == key || (!store && !(page & 0x08));
}

/* Up to the end of a page at a time. */
static int access(u64 addr, void *to, const void *from, u32 len, u8 key)
{
	u32 n;

	for (; len; len -= n, addr += n) {
		n = min_t(u32, len, PAGE_SIZE - offset_in_page(addr));
		if (!pfn_valid(PHYS_PFN(addr)))
			return -EFAULT;
		if (!key_fits(addr, key, from))
			return -EACCES;
		if (to ? copy_from_kernel_nofault(to, phys_to_virt(addr), n)
		       : vcss_cio.copy_to_kernel(phys_to_virt(addr), from, n))
			return -EFAULT;
		if (to)
			to += n;
		else
			from += n;
	}
	return 0;
}

int host_read(u64 addr, void *buf, u32 len, u8 key)
{
	return access(addr, buf, NULL, len, key);
}

int host_write(u64 addr, const void *buf, u32 len, u8 key)
{
	return access(addr, NULL, buf, len, key);
}

void host_trace_ccw(const struct vcss_sch *sch)
{
	trace_vcss_ccw(sch);
}

void host_init(void)
{
	vcss_css_init(&vcss);
	hrtimer_init(&masked_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
	masked_timer.function = masked_again;
}

/**
 * host_exit - waits until nothing of this is under way any more
 */
void host_exit(void)
{
	hrtimer_cancel(&masked_timer);
	irq_work_sync(&present_work);
	irq_work_sync(&report_work);
	hrtimer_cancel(&masked_timer);
}
