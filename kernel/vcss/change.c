// SPDX-License-Identifier: GPL-2.0-only
/*
 * change.c - lines that change the channel subsystem while it is live
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"

int do_detach(struct line *line)
{
	u32 sid;
	int err;

	err = next_sid(line, &sid);
	if (!err)
		err = live_detach(sid, line->msg);
	return err ? err : live_settle();
}

/* A path that there is. */
static int next_path(struct line *line, u8 *chpid)
{
	int err = next_chpid(line, chpid);

	if (!err && !vcss.chp[*chpid].present) {
		snprintf(line->msg, MSG_LEN, "there is no channel path 0.%02x", *chpid);
		err = -ENODEV;
	}
	return err;
}

/* How a path changes, and what is reported of it. */
static int change_path(struct line *line, void (*change)(u8 chpid), enum vcss_erc erc)
{
	u8 chpid;
	int err = next_path(line, &chpid);

	if (err)
		return err;
	change(chpid);
	vcss_report(&vcss, RSC_CHANNEL_PATH, erc, chpid);
	return live_settle();
}

static void path_fails(u8 chpid)
{
	vcss_chp_set_failed(&vcss, chpid, true);
}

static void path_is_repaired(u8 chpid)
{
	vcss_chp_set_failed(&vcss, chpid, false);
}

static void path_is_configured(u8 chpid)
{
	vcss_chp_set_state(&vcss, chpid, CHP_CONFIGURED);
}

static void path_is_deconfigured(u8 chpid)
{
	vcss_chp_set_state(&vcss, chpid, CHP_STANDBY);
}

static void path_is_as_before(u8 chpid)
{
}

int do_path_fail(struct line *line)
{
	return change_path(line, path_fails, ERC_PERMANENT_INIT);
}

int do_path_repair(struct line *line)
{
	return change_path(line, path_is_repaired, ERC_INITIALIZED);
}

int do_path_on(struct line *line)
{
	return change_path(line, path_is_configured, ERC_INITIALIZED);
}

int do_path_off(struct line *line)
{
	return change_path(line, path_is_deconfigured, ERC_PERMANENT);
}

int do_path_modified(struct line *line)
{
	return change_path(line, path_is_as_before, ERC_MODIFIED);
}

/* ---- events ---- */

static bool link_stopped(struct vcss_css *css, u8 chpid)
{
	return vcss_event_link_incident(css, chpid, true);
}

static bool link_degraded(struct vcss_css *css, u8 chpid)
{
	return vcss_event_link_incident(css, chpid, false);
}

static bool ask_configure(struct vcss_css *css, u8 chpid)
{
	return vcss_event_configure(css, chpid, 0);
}

static bool ask_deconfigure(struct vcss_css *css, u8 chpid)
{
	return vcss_event_configure(css, chpid, 1);
}

static bool ask_cancel(struct vcss_css *css, u8 chpid)
{
	return vcss_event_configure(css, chpid, 2);
}

static const struct {
	const char *name;
	bool (*announce)(struct vcss_css *css, u8 chpid);
} events[] = {
	{ "access", vcss_event_resource_access },
	{ "link-stopped", link_stopped },
	{ "link-degraded", link_degraded },
	{ "configure", ask_configure },
	{ "deconfigure", ask_deconfigure },
	{ "cancel", ask_cancel },
};

int do_event(struct line *line)
{
	char *name = strsep(&line->rest, " ");
	u8 chpid;
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(events) && strcmp(events[i].name, name ? name : ""); i++)
		;
	if (i == ARRAY_SIZE(events))
		return complain(line, "unknown event", name);
	err = next_path(line, &chpid);
	if (err)
		return err;
	return events[i].announce(&vcss, chpid) ? live_settle() : -EBUSY;
}

int do_overflow(struct line *line)
{
	vcss_report_overflow(&vcss);
	return live_settle();
}

/* A subchannel, locked; NULL: there is none, which has been told. */
static struct vcss_sch *lock_sch(struct line *line, u32 sid)
{
	struct vcss_sch *sch = vcss_css_lock(&vcss, sid);

	if (!sch)
		snprintf(line->msg, MSG_LEN, "there is no such subchannel");
	return sch;
}

/* ---- faults ---- */

static const char *const faults[] = {
	[FAULT_NONE] = "none",
	[FAULT_UNIT_CHECK] = "unit-check",
	[FAULT_DATA_CHECK] = "data-check",
	[FAULT_INTERFACE_CHECK] = "interface-check",
	[FAULT_CHAINING_CHECK] = "chaining-check",
	[FAULT_NO_RESPONSE] = "no-response",
	[FAULT_CC] = "cc",
	[FAULT_DEFERRED_CC] = "deferred-cc",
	[FAULT_PENDING] = "pending",
	[FAULT_DELAY] = "delay",
	[FAULT_RETRY] = "retry",
	[FAULT_TRANSFER] = "transfer-check",
	[FAULT_DEFECTIVE] = "defective",
	[FAULT_READ_ONLY] = "read-only",
};

#define NO_CHPID N_CHPIDS

struct inject_line {
	const char *fault;
	u32 count, arg;
	u16 chpid;
	u8 sense[SENSE_MAX];
};

static const struct pair inject_keys[] = {
	KEY(inject_line, "fault", TYPE_WORD, fault),
	KEY(inject_line, "count", TYPE_U32, count),
	KEY(inject_line, "arg", TYPE_U32, arg),
	KEY(inject_line, "chpid", TYPE_U16, chpid),
	KEY(inject_line, "sense", TYPE_BYTES, sense),
	{ NULL },
};

int do_inject(struct line *line)
{
	struct inject_line args = { .fault = "", .count = 1, .chpid = NO_CHPID };
	struct vcss_sch *sch;
	bool bad_path;
	size_t fault;
	u8 paths;
	u32 sid;
	int err;

	err = next_sid(line, &sid);
	if (!err)
		err = parse_pairs(line, inject_keys, &args);
	if (err)
		return err;
	for (fault = 0; fault < ARRAY_SIZE(faults) && strcmp(faults[fault], args.fault); fault++)
		;
	if (fault == ARRAY_SIZE(faults))
		return complain(line, "unknown fault", args.fault);
	sch = lock_sch(line, sid);
	if (!sch)
		return -ENODEV;
	paths = args.chpid < NO_CHPID ? vcss_sch_paths_to(sch, args.chpid) : 0;
	bad_path = args.chpid != NO_CHPID && !paths;
	if (!bad_path) {
		sch->injection.fault = fault;
		sch->injection.paths = paths;
		sch->injection.left = fault ? args.count : 0;
		sch->injection.arg = args.arg;
		memcpy(sch->injection.sense, args.sense, SENSE_MAX);
	}
	host_unlock_sch(sch);
	if (bad_path)
		snprintf(line->msg, MSG_LEN, "no path of it is 0.%02x", args.chpid);
	return bad_path ? -ENODEV : 0;
}

/* The subchannel that a line is about, locked. */
static int next_locked(struct line *line, struct vcss_sch **sch)
{
	u32 sid;
	int err = next_sid(line, &sid);

	if (err)
		return err;
	*sch = lock_sch(line, sid);
	return *sch ? 0 : -ENODEV;
}

/* ---- reservation ---- */

static int set_reserved(struct line *line, bool reserved)
{
	struct vcss_sch *sch;
	bool good;
	int err = next_locked(line, &sch);

	if (err)
		return err;
	good = sch->has_dev;
	if (good)
		vcss_dev_set_reserved(&vcss, sch, reserved);
	host_unlock_sch(sch);
	if (!good)
		snprintf(line->msg, MSG_LEN, "there is no such device");
	return good ? 0 : -ENODEV;
}

int do_reserve(struct line *line)
{
	return set_reserved(line, true);
}

int do_release(struct line *line)
{
	return set_reserved(line, false);
}

/* ---- what there is to know of one ---- */

static void show_paths(struct line *line, const struct vcss_sch *sch)
{
	char *to = line->reply;
	u32 starts = 0;
	int i;

	for (i = 0; i < N_PATHS; i++)
		starts += sch->n_path[i];
	to += scnprintf(to, line->size, "starts: %u\nstarts by path:", starts);
	for (i = 0; i < N_PATHS; i++)
		to += scnprintf(to, line->reply + line->size - to, " %u", sch->n_path[i]);
	scnprintf(to, line->reply + line->size - to,
		  "\nfaults: %u\nfaults to come: %u\nreserved: %s\nkind: %s\n", sch->n_faults,
		  sch->injection.left,
		  sch->dev.reserved ? "by another system"
		  : sch->dev.held   ? "by this system"
				    : "no",
		  sch->has_dev ? sch->dev.kind->name : "none");
}

int do_show(struct line *line)
{
	struct vcss_sch *sch;
	int err = next_locked(line, &sch);

	if (err)
		return err;
	show_paths(line, sch);
	host_unlock_sch(sch);
	return 0;
}
