// SPDX-License-Identifier: GPL-2.0-only
/*
 * redirect.c - routes the common I/O layer's instructions and SCLP requests to the model
 *
 * The instructions are functions of the kernel (drivers/s390/cio/ioasm.c); with the
 * function tracer's means, a call of one of them goes on in the function of the same
 * name here. What is not emulated is passed on to the original: behind the place that
 * the tracer has patched.
 */
#define pr_fmt(fmt) "vcss: " fmt

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/version.h>
#include <asm/chpid.h>
#include <asm/crw.h>
#include <asm/schid.h>
#include <asm/sclp.h>
#include <asm/tpi.h>

#include "module.h"
#include "trace.h"

struct vcss_cio vcss_cio;

/* Length of the instruction at the start of a function that the tracer patches. */
#define PATCH_LEN	6

/* Hooks that are running. Those that sleep do so in the original, with this raised. */
static atomic_t running;

/* No subchannel is operational any more: they are to go. */
static bool leaving;

static u32 sid_of(struct subchannel_id schid)
{
	return SID(schid.ssid, schid.sch_no);
}

static bool is_ours(struct subchannel_id schid)
{
	return vcss_css_has_set(&vcss, schid.ssid);
}

/* ---- the functions that calls are routed to ---- */

struct original {
	int (*stsch)(struct subchannel_id schid, void *schib);
	int (*msch)(struct subchannel_id schid, void *schib);
	int (*ssch)(struct subchannel_id schid, void *orb);
	int (*tsch)(struct subchannel_id schid, void *irb);
	int (*csch)(struct subchannel_id schid);
	int (*hsch)(struct subchannel_id schid);
	int (*xsch)(struct subchannel_id schid);
	int (*rsch)(struct subchannel_id schid);
	int (*tpi)(struct tpi_info *info);
	int (*stcrw)(struct crw *crw);
	int (*chsc)(void *page);
	int (*configure)(struct chp_id chpid);
	int (*deconfigure)(struct chp_id chpid);
	int (*read_info)(struct sclp_chp_info *info);
};

static struct original original;

/*
 * An instruction: into @cc, the condition code of the emulated one, or else that of the
 * original.
 */
#define EXECUTE(cc, schid, emulated, passed_on) \
	do {                                    \
		atomic_inc(&running);           \
		if (!is_ours(schid))            \
			cc = passed_on;         \
		else if (READ_ONCE(leaving))    \
			cc = 3;                 \
		else                            \
			cc = emulated;          \
		atomic_dec(&running);           \
	} while (0)

static int hook_stsch(struct subchannel_id schid, void *schib)
{
	int cc;

	EXECUTE(cc, schid, vcss_stsch(&vcss, sid_of(schid), schib),
		original.stsch(schid, schib));
	trace_vcss_instruction("stsch", sid_of(schid), cc);
	return cc;
}

static int hook_msch(struct subchannel_id schid, void *schib)
{
	int cc;

	EXECUTE(cc, schid, vcss_msch(&vcss, sid_of(schid), schib),
		original.msch(schid, schib));
	trace_vcss_instruction("msch", sid_of(schid), cc);
	return cc;
}

static int hook_ssch(struct subchannel_id schid, void *orb)
{
	int cc;

	EXECUTE(cc, schid, vcss_ssch(&vcss, sid_of(schid), orb), original.ssch(schid, orb));
	trace_vcss_start(sid_of(schid), orb, cc);
	return cc;
}

static int hook_tsch(struct subchannel_id schid, void *irb)
{
	int cc;

	EXECUTE(cc, schid, vcss_tsch(&vcss, sid_of(schid), irb), original.tsch(schid, irb));
	trace_vcss_test(sid_of(schid), irb, cc);
	return cc;
}

static int hook_csch(struct subchannel_id schid)
{
	int cc;

	EXECUTE(cc, schid, vcss_csch(&vcss, sid_of(schid)), original.csch(schid));
	trace_vcss_instruction("csch", sid_of(schid), cc);
	return cc;
}

static int hook_hsch(struct subchannel_id schid)
{
	int cc;

	EXECUTE(cc, schid, vcss_hsch(&vcss, sid_of(schid)), original.hsch(schid));
	trace_vcss_instruction("hsch", sid_of(schid), cc);
	return cc;
}

static int hook_xsch(struct subchannel_id schid)
{
	int cc;

	EXECUTE(cc, schid, vcss_xsch(&vcss, sid_of(schid)), original.xsch(schid));
	trace_vcss_instruction("xsch", sid_of(schid), cc);
	return cc;
}

static int hook_rsch(struct subchannel_id schid)
{
	int cc;

	EXECUTE(cc, schid, vcss_rsch(&vcss, sid_of(schid)), original.rsch(schid));
	trace_vcss_instruction("rsch", sid_of(schid), cc);
	return cc;
}

static int hook_tpi(struct tpi_info *info)
{
	struct vcss_interruption interruption;
	int cc;

	atomic_inc(&running);
	cc = vcss_tpi(&vcss, host_enabled_iscs(), &interruption);
	if (cc)
		host_fill_tpi(info, &interruption);
	else
		cc = original.tpi(info);
	atomic_dec(&running);
	return cc;
}

static int hook_stcrw(struct crw *crw)
{
	__be32 word;
	int cc;

	atomic_inc(&running);
	cc = vcss_stcrw(&vcss, &word);
	if (cc) {
		cc = original.stcrw(crw);
	} else {
		memcpy(crw, &word, sizeof(word));
		trace_vcss_crw(be32_to_cpu(word));
	}
	atomic_dec(&running);
	return cc;
}

static int hook_chsc(void *page)
{
	int cc = 0;

	atomic_inc(&running);
	if (!vcss_chsc(&vcss, page))
		cc = original.chsc(page);
	trace_vcss_chsc(page);
	atomic_dec(&running);
	return cc;
}

/* A request to configure or deconfigure a path: to it, unless it is somebody else's. */
static int configure(struct chp_id chpid, enum vcss_chp_state state,
		     int (*passed_on)(struct chp_id chpid), const char *name)
{
	const struct vcss_chp *chp = &vcss.chp[chpid.id];
	u8 before = READ_ONCE(chp->state);
	int rc = 0;

	atomic_inc(&running);
	if (!vcss.sclp || (!vcss.exclusive && !chp->present)) {
		rc = passed_on(chpid);
	} else if (vcss.sclp_refuse || !chp->present || before > CHP_CONFIGURED) {
		rc = -EIO;
	} else if (before != state) {
		vcss_chp_set_state(&vcss, chpid.id, state);
		if (vcss.configure_crw)
			vcss_report(&vcss, RSC_CHANNEL_PATH,
				    state == CHP_CONFIGURED ? ERC_INITIALIZED : ERC_PERMANENT,
				    chpid.id);
	}
	trace_vcss_sclp(name, chpid.id, rc);
	atomic_dec(&running);
	return rc;
}

static int hook_configure(struct chp_id chpid)
{
	return configure(chpid, CHP_CONFIGURED, original.configure, "configure");
}

static int hook_deconfigure(struct chp_id chpid)
{
	return configure(chpid, CHP_STANDBY, original.deconfigure, "deconfigure");
}

static void set_info(struct sclp_chp_info *info, unsigned int chpid,
		     const struct vcss_chp *chp)
{
	u8 mask = 0x80 >> chpid % 8;
	unsigned int i = chpid / 8;
	u8 state = READ_ONCE(chp->state);

	info->recognized[i] &= ~mask;
	info->standby[i] &= ~mask;
	info->configured[i] &= ~mask;
	if (!chp->present || state == CHP_NOT_RECOGNIZED)
		return;
	info->recognized[i] |= mask;
	if (state == CHP_STANDBY)
		info->standby[i] |= mask;
	else if (state == CHP_CONFIGURED)
		info->configured[i] |= mask;
}

static int hook_read_info(struct sclp_chp_info *info)
{
	unsigned int chpid;
	int rc = 0;

	atomic_inc(&running);
	if (!vcss.exclusive || !vcss.sclp)
		rc = original.read_info(info);
	if (vcss.sclp) {
		if (rc)
			memset(info, 0, sizeof(*info));
		for (chpid = 0; chpid < N_CHPIDS; chpid++)
			if (vcss.exclusive || vcss.chp[chpid].present)
				set_info(info, chpid, &vcss.chp[chpid]);
		rc = 0;
	}
	trace_vcss_sclp("read_info", 0, rc);
	atomic_dec(&running);
	return rc;
}

/* ---- routing ---- */

/**
 * struct redirection - a function of the kernel, and where its calls go
 * @original: where to call it without being routed
 */
struct redirection {
	const char *name;
	void *hook;
	void **original;
	unsigned long addr;
};

#define REDIRECT(symbol, id) { symbol, hook_##id, (void **)&original.id, 0 }

static struct redirection redirections[] = {
	REDIRECT("stsch", stsch),
	REDIRECT("msch", msch),
	REDIRECT("ssch", ssch),
	REDIRECT("tsch", tsch),
	REDIRECT("csch", csch),
	REDIRECT("hsch", hsch),
	REDIRECT("xsch", xsch),
	REDIRECT("rsch", rsch),
	REDIRECT("tpi", tpi),
	REDIRECT("stcrw", stcrw),
	REDIRECT("chsc", chsc),
	REDIRECT("sclp_chp_configure", configure),
	REDIRECT("sclp_chp_deconfigure", deconfigure),
	REDIRECT("sclp_chp_read_info", read_info),
};

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define ftrace_regs_set_instruction_pointer ftrace_instruction_pointer_set
#endif

static void notrace route(unsigned long ip, unsigned long parent_ip, struct ftrace_ops *ops,
			  struct ftrace_regs *fregs)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(redirections); i++)
		if (redirections[i].addr == ip)
			ftrace_regs_set_instruction_pointer(
				fregs, (unsigned long)redirections[i].hook);
}

static struct ftrace_ops redirect_ops = {
	.func = route,
	.flags = FTRACE_OPS_FL_IPMODIFY | FTRACE_OPS_FL_RECURSION,
};

/* ---- finding functions that are not exported ---- */

typedef unsigned long (*lookup_fn)(const char *name);

static lookup_fn find_lookup(void)
{
	struct kprobe probe = { .symbol_name = "kallsyms_lookup_name" };
	lookup_fn fn;

	if (register_kprobe(&probe))
		return NULL;
	fn = (lookup_fn)probe.addr;
	unregister_kprobe(&probe);
	return fn;
}

static void *find(lookup_fn lookup, const char *name)
{
	unsigned long addr = lookup(name);

	if (!addr)
		pr_err("this kernel has no function %s, it cannot be redirected\n",
		       name);
	return (void *)addr;
}

/**
 * redirect_init - finds all that is needed
 *
 * Return: 0, -ENOENT: something is missing, the kernel's log says what.
 */
int redirect_init(void)
{
	lookup_fn lookup = find_lookup();
	size_t i;

	if (!lookup) {
		pr_err("this kernel does not tell where its functions are\n");
		return -ENOENT;
	}
	for (i = 0; i < ARRAY_SIZE(redirections); i++) {
		redirections[i].addr = (unsigned long)find(lookup, redirections[i].name);
		if (!redirections[i].addr)
			return -ENOENT;
		*redirections[i].original = (void *)redirections[i].addr + PATCH_LEN;
	}
	vcss_cio.handle_channel_report = find(lookup, "crw_handle_channel_report");
	vcss_cio.wait_for_channel_report = find(lookup, "crw_wait_for_channel_report");
	vcss_cio.complete_work = find(lookup, "css_complete_work");
	vcss_cio.get_css = find(lookup, "cio_get_dma_css_dev");
	vcss_cio.copy_to_kernel = find(lookup, "copy_to_kernel_nofault");
	return vcss_cio.handle_channel_report && vcss_cio.wait_for_channel_report &&
			       vcss_cio.complete_work && vcss_cio.get_css &&
			       vcss_cio.copy_to_kernel
		       ? 0
		       : -ENOENT;
}

/**
 * redirect_start - from now on, calls are routed here
 *
 * Return: 0, or what the function tracer says.
 */
int redirect_start(void)
{
	size_t i;
	int err = 0;

	WRITE_ONCE(leaving, false);
	for (i = 0; !err && i < ARRAY_SIZE(redirections); i++) {
		err = ftrace_set_filter_ip(&redirect_ops, redirections[i].addr, 0, 0);
		if (err)
			pr_err("%s cannot be redirected (%d)\n",
			       redirections[i].name, err);
	}
	if (!err)
		err = register_ftrace_function(&redirect_ops);
	if (err)
		ftrace_set_filter(&redirect_ops, NULL, 0, 1);
	return err;
}

/**
 * redirect_stop - calls go where they went before; waits until none is here any more
 */
void redirect_stop(void)
{
	unregister_ftrace_function(&redirect_ops);
	ftrace_set_filter(&redirect_ops, NULL, 0, 1);
	/* those that are on their way to a hook */
	synchronize_rcu_tasks();
	synchronize_rcu();
	while (atomic_read(&running))
		msleep(10);
	/* its last instructions */
	synchronize_rcu_tasks();
	synchronize_rcu();
}

/* Whether the subchannels are to go: no instruction finds one operational. */
void redirect_set_leaving(bool now)
{
	WRITE_ONCE(leaving, now);
}

/* Whether the real machine has subchannels in a set. */
bool redirect_set_is_real(unsigned int ssid)
{
	struct subchannel_id schid;
	struct schib_block schib __aligned(8);

	init_subchannel_id(&schid);
	schid.ssid = ssid;
	return original.stsch(schid, &schib) == 0;
}
