// SPDX-License-Identifier: GPL-2.0-only
/*
 * test.c - I/O instructions on an emulated subchannel, from within the kernel
 *
 * Calls what the common I/O layer calls: the functions that vcss redirects. The
 * subchannel is 0.0.0000; no driver has it, its device takes DELAY for each channel
 * program. What is found goes to the kernel's log as TAP lines; the module never stays.
 */
#define pr_fmt(fmt) "vcss-test: " fmt

#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <asm/isc.h>
#include <asm/schid.h>
#include <asm/tpi.h>

#include "arch.h"

/* What the machine says that the device takes, and enough to be sure. */
#define DELAY_MS	40
#define DONE_MS		(3 * DELAY_MS)

/* A subclass that Linux does not use, so that it has interruptions stay pending. */
#define TEST_ISC	7

static int (*stsch_fn)(struct subchannel_id, void *);
static int (*msch_fn)(struct subchannel_id, void *);
static int (*ssch_fn)(struct subchannel_id, void *);
static int (*tsch_fn)(struct subchannel_id, void *);
static int (*csch_fn)(struct subchannel_id);
static int (*hsch_fn)(struct subchannel_id);
static int (*xsch_fn)(struct subchannel_id);
static int (*rsch_fn)(struct subchannel_id);
static int (*tpi_fn)(struct tpi_info *);

static const struct {
	const char *name;
	void **fn;
} functions[] = {
	{ "stsch", (void **)&stsch_fn }, { "msch", (void **)&msch_fn },
	{ "ssch", (void **)&ssch_fn },	 { "tsch", (void **)&tsch_fn },
	{ "csch", (void **)&csch_fn },	 { "hsch", (void **)&hsch_fn },
	{ "xsch", (void **)&xsch_fn },	 { "rsch", (void **)&rsch_fn },
	{ "tpi", (void **)&tpi_fn },
};

static struct subchannel_id schid;
static struct schib_block schib __aligned(8);
static struct irb_block irb __aligned(8);
static struct ccw1_block *ccw;
static int failed;

/* ---- how it is told ---- */

static void is(const char *what, long found, long expected)
{
	if (found == expected) {
		pr_info("ok - %s\n", what);
		return;
	}
	failed++;
	pr_info("not ok - %s: 0x%lx, and not 0x%lx\n", what, found, expected);
}

static u32 control(void)
{
	return be32_to_cpu(irb.scsw.control);
}

/* ---- channel programs ---- */

static void put_ccw(int i, u8 cmd, u8 flags, u16 count, u32 addr)
{
	ccw[i] = (struct ccw1_block){ cmd, flags, cpu_to_be16(count), cpu_to_be32(addr) };
}

static int start(u32 flags, u8 lpm)
{
	struct orb_block orb[3] __aligned(8) = {};

	orb->control = cpu_to_be32(ORB_FMT1 | flags | lpm << ORB_LPM_SHIFT);
	orb->cpa = cpu_to_be32(__pa(ccw));
	return ssch_fn(schid, orb);
}

static int modify(u16 set, u16 clear)
{
	stsch_fn(schid, &schib);
	schib.pmcw.flags &= cpu_to_be16(~clear);
	schib.pmcw.flags |= cpu_to_be16(set);
	return msch_fn(schid, &schib);
}

static int test(void)
{
	return tsch_fn(schid, &irb);
}

static void nop_program(void)
{
	put_ccw(0, 0x03, CCW_SLI, 0, 0);
}

/* ---- tests ---- */

static void test_enabling(void)
{
	struct subchannel_id nothing = schid;

	nothing.sch_no = 0xfff0;
	is("STSCH: a subchannel, cc", stsch_fn(schid, &schib), 0);
	is("STSCH: its device number is valid", be16_to_cpu(schib.pmcw.flags) & PMCW_DNV, PMCW_DNV);
	is("STSCH: none, cc", stsch_fn(nothing, &schib), 3);
	nop_program();
	is("SSCH: not enabled, cc", start(0, 0x80), 3);
	is("TSCH: not enabled, cc", test(), 3);
	is("HSCH: not enabled, cc", hsch_fn(schid), 3);
	is("MSCH: reserved bits, operand exception", modify(PMCW_ZERO, 0), -EIO);
	is("MSCH: enable, cc", modify(PMCW_ENABLED | TEST_ISC << PMCW_ISC_SHIFT, PMCW_ISC), 0);
	is("TSCH: nothing pending, cc", test(), 1);
	is("RSCH: nothing suspended, cc", rsch_fn(schid), 2);
	is("XSCH: nothing started, cc", xsch_fn(schid), 2);
	is("SSCH: a path that is not there, cc", start(0, 0x01), 3);
}

static void test_busy(void)
{
	nop_program();
	is("SSCH: idle, cc", start(0, 0x80), 0);
	mdelay(DELAY_MS / 4);
	stsch_fn(schid, &schib);
	is("the device is active", be32_to_cpu(schib.scsw.control) & (ACTL_SCH | ACTL_DEV),
	   ACTL_SCH | ACTL_DEV);
	is("SSCH: busy, cc", start(0, 0x80), 2);
	is("MSCH: busy, cc", modify(0, 0), 2);
	is("XSCH: the device is active, cc", xsch_fn(schid), 2);
	is("RSCH: not suspended, cc", rsch_fn(schid), 2);
	is("TSCH: nothing pending yet, cc", test(), 1);
	msleep(DONE_MS);
	is("SSCH: status pending, cc", start(0, 0x80), 1);
	is("MSCH: status pending, cc", modify(0, 0), 1);
	is("HSCH: status pending, cc", hsch_fn(schid), 1);
	is("XSCH: status pending, cc", xsch_fn(schid), 1);
	is("RSCH: status pending, cc", rsch_fn(schid), 1);
	is("TSCH: status pending, cc", test(), 0);
	is("TSCH: primary and secondary status", control() & STCTL,
	   STCTL_PRIMARY | STCTL_SECONDARY | STCTL_PENDING);
	is("TSCH: device status", irb.scsw.dstat, DSTAT_CE | DSTAT_DE);
	is("TSCH: subchannel status", irb.scsw.cstat, 0);
	is("TSCH: address behind the CCW", be32_to_cpu(irb.scsw.ccw_addr), __pa(ccw) + 8);
	is("TSCH: a second time, cc", test(), 1);
}

static void test_ending(void)
{
	unsigned long flags;

	is("HSCH: start", start(0, 0x80), 0);
	mdelay(DELAY_MS / 4);
	is("HSCH: the device is active, cc", hsch_fn(schid), 0);
	msleep(DONE_MS);
	is("HSCH: status is pending", test(), 0);
	is("HSCH: its function", control() & FCTL, FCTL_START | FCTL_HALT);
	is("HSCH: primary status", control() & STCTL_PRIMARY, STCTL_PRIMARY);

	is("CSCH: start", start(0, 0x80), 0);
	mdelay(DELAY_MS / 4);
	is("CSCH: the device is active, cc", csch_fn(schid), 0);
	msleep(DONE_MS);
	is("CSCH: status is pending", test(), 0);
	is("CSCH: its function", control() & FCTL, FCTL_CLEAR);
	is("CSCH: status pending alone", control() & STCTL, STCTL_PENDING);

	/* here, the channel does not get to it */
	local_irq_save(flags);
	is("XSCH: start", start(0, 0x80), 0);
	is("XSCH: start pending, cc", xsch_fn(schid), 0);
	local_irq_restore(flags);
	msleep(DONE_MS);
	is("XSCH: no status", test(), 1);

	local_irq_save(flags);
	is("HSCH: once more", start(0, 0x80), 0);
	is("HSCH: start pending, cc", hsch_fn(schid), 0);
	is("HSCH: halt pending, cc", hsch_fn(schid), 2);
	is("XSCH: halt pending, cc", xsch_fn(schid), 2);
	local_irq_restore(flags);
	msleep(DONE_MS);
	is("HSCH: status is pending again", test(), 0);
}

static void test_suspend(void)
{
	put_ccw(0, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw(1, 0x03, CCW_SUSPEND | CCW_SLI, 0, 0);
	is("suspend: start", start(ORB_SPND, 0x80), 0);
	msleep(DONE_MS);
	is("suspend: status is pending", test(), 0);
	is("suspend: intermediate status", control() & STCTL, STCTL_INTER | STCTL_PENDING);
	is("suspend: it is suspended", control() & ACTL, ACTL_SUSPENDED);
	is("suspend: address behind the second CCW", be32_to_cpu(irb.scsw.ccw_addr),
	   __pa(ccw) + 16);
	is("SSCH: suspended, cc", start(0, 0x80), 2);
	put_ccw(1, 0x03, CCW_SLI, 0, 0);
	is("RSCH: suspended, cc", rsch_fn(schid), 0);
	msleep(DONE_MS);
	is("RSCH: status is pending", test(), 0);
	is("RSCH: the end", irb.scsw.dstat, DSTAT_CE | DSTAT_DE);

	put_ccw(1, 0x03, CCW_SUSPEND | CCW_SLI, 0, 0);
	is("suspend without interruption: start", start(ORB_SPND | ORB_SSIC, 0x80), 0);
	msleep(DONE_MS);
	is("suspend without interruption: no status", test(), 1);
	is("XSCH: suspended, cc", xsch_fn(schid), 0);
}

static void test_checks(void)
{
	put_ccw(0, 0x03, CCW_CC | CCW_SLI, 0, 0);
	put_ccw(1, 0x00, CCW_SLI, 1, 0);
	is("bad command: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	is("bad command: status is pending", test(), 0);
	is("bad command: program check", irb.scsw.cstat, CSTAT_PROGRAM);
	is("bad command: alert", control() & STCTL_ALERT, STCTL_ALERT);
	is("bad command: address behind the second CCW", be32_to_cpu(irb.scsw.ccw_addr),
	   __pa(ccw) + 16);

	put_ccw(0, 0xe4, CCW_SLI, 8, 0x7ffffff0);
	is("bad address: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	is("bad address: status is pending", test(), 0);
	is("bad address: program check", irb.scsw.cstat, CSTAT_PROGRAM);

	put_ccw(0, 0x5b, CCW_SLI, 0, 0);
	is("unknown command: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	is("unknown command: status is pending", test(), 0);
	is("unknown command: unit check", irb.scsw.dstat, DSTAT_CE | DSTAT_DE | DSTAT_UC);
	/* the common I/O layer has asked for concurrent sense when it had the subchannel */
	is("unknown command: sense data with the status", be32_to_cpu(irb.erw) & ERW_CONS,
	   ERW_CONS);
	is("unknown command: command reject", irb.ecw[0], 0x80);
	*(u8 *)&ccw[4] = 0xff;
	put_ccw(0, 0x04, CCW_SLI, 32, __pa(&ccw[4]));
	is("SENSE: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	is("SENSE: status is pending", test(), 0);
	is("SENSE: nothing is left", *(u8 *)&ccw[4], 0x00);
}

/* With the subclass enabled for this processor alone, and not presented to it. */
static int tpi_here(struct tpi_info *info)
{
	unsigned long before, now, flags;
	int cc;

	local_irq_save(flags);
	asm volatile("stctg	6,6,%0" : "=Q"(before));
	now = before | 0x80000000UL >> TEST_ISC;
	asm volatile("lctlg	6,6,%0" : : "Q"(now));
	cc = tpi_fn(info);
	asm volatile("lctlg	6,6,%0" : : "Q"(before));
	local_irq_restore(flags);
	return cc;
}

static void test_interruption(void)
{
	struct tpi_info info = {};

	nop_program();
	is("TPI: nothing pending, cc", tpi_here(&info), 0);
	is("TPI: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	is("an interruption of a subclass that is not enabled stays pending, cc",
	   tpi_fn(&info), 0);
	is("TPI: pending, cc", tpi_here(&info), 1);
	is("TPI: its subchannel", info.schid.sch_no, schid.sch_no);
	is("TPI: its subclass", info.isc, TEST_ISC);
	is("TPI: not any more, cc", tpi_here(&info), 0);
	is("TPI: status is pending still, cc", test(), 0);

	is("interruption: start", start(0, 0x80), 0);
	msleep(DONE_MS);
	/* the common I/O layer's handler tests a subchannel that it does not know */
	isc_register(TEST_ISC);
	msleep(DONE_MS);
	isc_unregister(TEST_ISC);
	is("interruption: presented when its subclass is enabled", test(), 1);
}

static int find_functions(void)
{
	struct kprobe probe = { .symbol_name = "kallsyms_lookup_name" };
	unsigned long (*lookup)(const char *name);
	size_t i;

	if (register_kprobe(&probe))
		return -ENOENT;
	lookup = (void *)probe.addr;
	unregister_kprobe(&probe);
	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		*functions[i].fn = (void *)lookup(functions[i].name);
		if (!*functions[i].fn)
			return -ENOENT;
	}
	return 0;
}

static int __init test_init(void)
{
	int err = find_functions();

	if (err)
		return err;
	ccw = kzalloc(PAGE_SIZE, GFP_KERNEL | GFP_DMA);
	if (!ccw)
		return -ENOMEM;
	init_subchannel_id(&schid);
	test_enabling();
	test_busy();
	test_ending();
	test_suspend();
	test_checks();
	test_interruption();
	is("MSCH: disable, cc", modify(0, PMCW_ENABLED), 0);
	pr_info("done, %d failed\n", failed);
	kfree(ccw);
	return -EAGAIN;
}

module_init(test_init);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Test of I/O instructions on an emulated subchannel");
