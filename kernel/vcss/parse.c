// SPDX-License-Identifier: GPL-2.0-only
/*
 * parse.c - lines of text that describe the channel subsystem, and change it
 *
 * What vcssctl writes to /dev/vcss: a word, an id or none, and pairs KEY=VALUE, separated
 * by single blanks; numbers are hexadecimal without prefix. Whoever writes something else
 * by hand is told what is wrong with it, but vcssctl says it better.
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "module.h"

/* Where a line is being read, and where to complain. */
struct line {
	char *rest;
	char *msg;
	char *reply;
	size_t size;
};

static int complain(struct line *line, const char *what, const char *word)
{
	snprintf(line->msg, MSG_LEN, "%s '%s'", what, word ? word : "");
	return -EINVAL;
}

/* ---- words ---- */

/* False: not a number, or too large. */
static bool parse_hex(const char *word, u64 max, u64 *val)
{
	return word && *word != '+' && !kstrtou64(word, 16, val) && *val <= max;
}

static bool parse_sid(const char *word, u32 *sid)
{
	unsigned int ssid, no;
	char rest;

	if (!word || strlen(word) != 6 ||
	    sscanf(word, "%1x.%4x%c", &ssid, &no, &rest) != 2 || ssid >= N_SETS)
		return false;
	*sid = SID(ssid, no);
	return true;
}

static int next_chpid(struct line *line, u8 *chpid)
{
	char *word = strsep(&line->rest, " ");
	u64 val;

	if (!parse_hex(word, 0xff, &val))
		return complain(line, "not a CHPID:", word);
	*chpid = val;
	return 0;
}

/* A subchannel, or with a '@' before it, the device that it leads to. */
static int next_sid(struct line *line, u32 *sid)
{
	char *word = strsep(&line->rest, " ");
	bool is_device = word && *word == '@';
	struct vcss_sch *sch;
	unsigned long flags;

	if (!parse_sid(word ? word + is_device : NULL, sid))
		return complain(line, "not a subchannel:", word);
	if (!is_device)
		return 0;
	raw_spin_lock_irqsave(&vcss_lock, flags);
	sch = vcss_css_find(&vcss, SID_SET(*sid), SID_NO(*sid));
	if (sch)
		*sid = sch->sid;
	raw_spin_unlock_irqrestore(&vcss_lock, flags);
	return sch ? 0 : complain(line, "no such device:", word + 1);
}

/* ---- pairs of key and value ---- */

enum type { TYPE_BOOL, TYPE_U8, TYPE_U16, TYPE_U32, TYPE_U64, TYPE_BYTES, TYPE_WORD };

/**
 * struct pair - where a value goes
 * @offset: in the structure that is filled
 * @size: of TYPE_BYTES
 */
struct pair {
	const char *name;
	enum type type;
	u16 offset, size;
};

static bool parse_bytes(const char *word, u8 *to, size_t size)
{
	size_t len = strlen(word);

	return !(len & 1) && len <= 2 * size && !hex2bin(to, word, len / 2);
}

static bool store_value(const struct pair *key, char *word, void *to)
{
	static const u64 max[] = { 1, 0xff, 0xffff, 0xffffffff, ~0ull };
	u64 val;

	if (key->type == TYPE_BYTES)
		return parse_bytes(word, to, key->size);
	if (key->type == TYPE_WORD) {
		*(const char **)to = word;
		return true;
	}
	if (!parse_hex(word, max[key->type], &val))
		return false;
	switch (key->type) {
	case TYPE_BOOL:
		*(bool *)to = val;
		break;
	case TYPE_U8:
		*(u8 *)to = val;
		break;
	case TYPE_U16:
		*(u16 *)to = val;
		break;
	case TYPE_U32:
		*(u32 *)to = val;
		break;
	default:
		*(u64 *)to = val;
		break;
	}
	return true;
}

/* Up to a key without name. */
static int parse_pairs(struct line *line, const struct pair *keys, void *to)
{
	const struct pair *key;
	char *word, *value;

	while ((word = strsep(&line->rest, " "))) {
		value = strchr(word, '=');
		if (!value)
			return complain(line, "not a pair:", word);
		*value++ = '\0';
		for (key = keys; key->name && strcmp(key->name, word); key++)
			;
		if (!key->name)
			return complain(line, "unknown key", word);
		if (!store_value(key, value, to + key->offset))
			return complain(line, "value not possible:", value);
	}
	return 0;
}

/* ---- descriptions ---- */

struct machine_line {
	bool beside, sclp, refuse, crw;
};

#define KEY(s, name, type, member) { name, type, offsetof(struct s, member), \
				     sizeof(((struct s *)NULL)->member) }

static const struct pair machine_keys[] = {
	KEY(machine_line, "beside", TYPE_BOOL, beside),
	KEY(machine_line, "sclp", TYPE_BOOL, sclp),
	KEY(machine_line, "sclp_refuse", TYPE_BOOL, refuse),
	KEY(machine_line, "configure_crw", TYPE_BOOL, crw),
	{ NULL },
};

/* Begins a description; what was described before is forgotten. */
static int do_machine(struct line *line)
{
	struct machine_line args = { .sclp = true, .crw = true };
	int err = parse_pairs(line, machine_keys, &args);

	if (err)
		return err;
	live_clear();
	vcss.exclusive = !args.beside;
	vcss.sclp = args.sclp;
	vcss.sclp_refuse = args.refuse;
	vcss.configure_crw = args.crw;
	return 0;
}

static const struct pair chpath_keys[] = {
	KEY(vcss_chp, "type", TYPE_U8, type),
	KEY(vcss_chp, "state", TYPE_U8, state),
	KEY(vcss_chp, "has_chid", TYPE_BOOL, has_chid),
	KEY(vcss_chp, "chid", TYPE_U16, chid),
	KEY(vcss_chp, "external", TYPE_BOOL, chid_external),
	KEY(vcss_chp, "has_cmg", TYPE_BOOL, has_cmg),
	KEY(vcss_chp, "cmg", TYPE_U8, cmg),
	KEY(vcss_chp, "shared", TYPE_BOOL, shared),
	KEY(vcss_chp, "esc", TYPE_U8, esc),
	KEY(vcss_chp, "speed", TYPE_U64, speed),
	KEY(vcss_chp, "util", TYPE_BYTES, util),
	{ NULL },
};

static int do_chpath(struct line *line)
{
	struct vcss_chp chp = { .present = true, .state = CHP_CONFIGURED };
	u8 chpid;
	int err;

	err = next_chpid(line, &chpid);
	if (!err)
		err = parse_pairs(line, chpath_keys, &chp);
	if (err)
		return err;
	if (vcss.chp[chpid].present || chp.state > CHP_NOT_RECOGNIZED) {
		snprintf(line->msg, MSG_LEN, "channel path 0.%02x: %s", chpid,
			 chp.state > CHP_NOT_RECOGNIZED ? "no such state" : "a second time");
		return -EINVAL;
	}
	vcss.chp[chpid] = chp;
	return 0;
}

struct subchannel_line {
	bool dnv, nodev, own, keep, reserved;
	u8 type, pim, pam, pom, cumodel, devmodel;
	u16 devno, cu, dev;
	u32 delay;
	u8 chpids[N_PATHS];
};

static const struct pair subchannel_keys[] = {
	KEY(subchannel_line, "type", TYPE_U8, type),
	KEY(subchannel_line, "dnv", TYPE_BOOL, dnv),
	KEY(subchannel_line, "devno", TYPE_U16, devno),
	KEY(subchannel_line, "pim", TYPE_U8, pim),
	KEY(subchannel_line, "pam", TYPE_U8, pam),
	KEY(subchannel_line, "pom", TYPE_U8, pom),
	KEY(subchannel_line, "chpids", TYPE_BYTES, chpids),
	KEY(subchannel_line, "nodev", TYPE_BOOL, nodev),
	KEY(subchannel_line, "cu", TYPE_U16, cu),
	KEY(subchannel_line, "cumodel", TYPE_U8, cumodel),
	KEY(subchannel_line, "dev", TYPE_U16, dev),
	KEY(subchannel_line, "devmodel", TYPE_U8, devmodel),
	KEY(subchannel_line, "own", TYPE_BOOL, own),
	KEY(subchannel_line, "keep", TYPE_BOOL, keep),
	KEY(subchannel_line, "reserved", TYPE_BOOL, reserved),
	KEY(subchannel_line, "delay", TYPE_U32, delay),
	{ NULL },
};

static void fill_subchannel(struct vcss_sch *sch, const struct subchannel_line *args)
{
	struct pmcw_word *pmcw = &sch->schib.pmcw;

	if (args->dnv)
		pmcw->flags = cpu_to_be16(args->type == 2 ? PMCW_W : PMCW_DNV);
	pmcw->devno = cpu_to_be16(args->devno);
	pmcw->chars = cpu_to_be32(args->type << CHARS_ST_SHIFT);
	pmcw->pim = args->pim;
	pmcw->pom = args->pom;
	sch->pam = args->pam;
	memcpy(pmcw->chpid, args->chpids, N_PATHS);
	sch->has_dev = !args->nodev;
	sch->dev = (struct vcss_dev){
		.kind = vcss_kind_of(args->cu),
		.cu_type = args->cu,
		.cu_model = args->cumodel,
		.dev_type = args->dev,
		.dev_model = args->devmodel,
		.own = args->own,
		.keep = args->keep,
		.reserved = args->reserved,
		.delay = args->delay,
	};
}

static int do_subchannel(struct line *line)
{
	struct subchannel_line args = { .pom = 0xff };
	struct vcss_sch *sch;
	u32 sid;
	int err;

	err = next_sid(line, &sid);
	if (!err)
		err = parse_pairs(line, subchannel_keys, &args);
	if (err)
		return err;
	if (args.type > 7)
		return complain(line, "no such type of", "subchannel");
	if (live_is_on() && !vcss_css_has_set(&vcss, SID_SET(sid)))
		return complain(line, "not a set that is emulated:", "subchannel");
	sch = host_sch_new(sid);
	if (!sch)
		return -ENOMEM;
	fill_subchannel(sch, &args);
	err = live_attach(sch);
	if (err)
		host_sch_free(sch);
	if (err == -EEXIST)
		snprintf(line->msg, MSG_LEN, "there is a subchannel 0.%x.%04x already",
			 SID_SET(sid), SID_NO(sid));
	return err ? err : live_is_on() ? live_settle() : 0;
}

/* ---- the whole ---- */

static int do_live(struct line *line)
{
	return live_begin(line->msg);
}

static int do_down(struct line *line)
{
	return live_end(line->msg);
}

static int count_subchannels(void)
{
	unsigned int ssid, n = 0;
	u32 no;

	for (ssid = 0; ssid < N_SETS; ssid++)
		for (no = 0; no < vcss.n_sch[ssid]; no++)
			n += !!vcss.sch[ssid][no];
	return n;
}

static int do_status(struct line *line)
{
	unsigned int chpid, n = 0, failed = 0, ssid;
	char sets[2 * N_SETS + 1] = "";

	for (ssid = 0; ssid < N_SETS; ssid++)
		if (vcss_css_has_set(&vcss, ssid))
			sprintf(sets + strlen(sets), " %u", ssid);
	for (chpid = 0; chpid < N_CHPIDS; chpid++) {
		n += vcss.chp[chpid].present;
		failed += vcss.chp[chpid].failed;
	}
	scnprintf(line->reply, line->size,
		  "state: %s\nmode: %s\nsets:%s\nsubchannels: %d\nchannel paths: %u\n"
		  "failed paths: %u\nsclp: %s\npending reports: %u\npending events: %u\n",
		  live_is_on() ? "live" : "down", vcss.exclusive ? "exclusive" : "beside",
		  sets, count_subchannels(), n, failed,
		  !vcss.sclp	     ? "none"
		  : vcss.sclp_refuse ? "refuse"
				     : "allow",
		  vcss.n_crw, vcss.n_event);
	return 0;
}

/* ---- changes ---- */

static int do_detach(struct line *line)
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
	unsigned long flags;
	u8 chpid;
	int err = next_path(line, &chpid);

	if (err)
		return err;
	raw_spin_lock_irqsave(&vcss_lock, flags);
	change(chpid);
	vcss_report(&vcss, RSC_CHANNEL_PATH, erc, chpid);
	raw_spin_unlock_irqrestore(&vcss_lock, flags);
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

static int do_path_fail(struct line *line)
{
	return change_path(line, path_fails, ERC_PERMANENT_INIT);
}

static int do_path_repair(struct line *line)
{
	return change_path(line, path_is_repaired, ERC_INITIALIZED);
}

static int do_path_on(struct line *line)
{
	return change_path(line, path_is_configured, ERC_INITIALIZED);
}

static int do_path_off(struct line *line)
{
	return change_path(line, path_is_deconfigured, ERC_PERMANENT);
}

static int do_path_modified(struct line *line)
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

static int do_event(struct line *line)
{
	char *name = strsep(&line->rest, " ");
	unsigned long flags;
	bool good;
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
	raw_spin_lock_irqsave(&vcss_lock, flags);
	good = events[i].announce(&vcss, chpid);
	raw_spin_unlock_irqrestore(&vcss_lock, flags);
	return good ? live_settle() : -EBUSY;
}

static int do_overflow(struct line *line)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&vcss_lock, flags);
	vcss_report_overflow(&vcss);
	raw_spin_unlock_irqrestore(&vcss_lock, flags);
	return live_settle();
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
};

struct inject_line {
	const char *fault;
	u32 count, arg;
	u8 sense[SENSE_MAX];
};

static const struct pair inject_keys[] = {
	KEY(inject_line, "fault", TYPE_WORD, fault),
	KEY(inject_line, "count", TYPE_U32, count),
	KEY(inject_line, "arg", TYPE_U32, arg),
	KEY(inject_line, "sense", TYPE_BYTES, sense),
	{ NULL },
};

static int do_inject(struct line *line)
{
	struct inject_line args = { .fault = "", .count = 1 };
	struct vcss_sch *sch;
	unsigned long flags;
	size_t fault;
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
	raw_spin_lock_irqsave(&vcss_lock, flags);
	sch = vcss_css_get(&vcss, sid);
	if (sch) {
		sch->injection.fault = fault;
		sch->injection.left = fault ? args.count : 0;
		sch->injection.arg = args.arg;
		memcpy(sch->injection.sense, args.sense, SENSE_MAX);
	}
	raw_spin_unlock_irqrestore(&vcss_lock, flags);
	if (!sch)
		snprintf(line->msg, MSG_LEN, "there is no such subchannel");
	return sch ? 0 : -ENODEV;
}

/* ---- lines ---- */

/* When a line is for: while the machine is described, while it is live, or both. */
#define DOWN	0x1
#define LIVE	0x2

static const struct {
	const char *name;
	unsigned int when;
	int (*run)(struct line *line);
} commands[] = {
	{ "machine", DOWN, do_machine },
	{ "chpath", DOWN, do_chpath },
	{ "subchannel", DOWN | LIVE, do_subchannel },
	{ "live", DOWN, do_live },
	{ "down", LIVE, do_down },
	{ "status", DOWN | LIVE, do_status },
	{ "detach", LIVE, do_detach },
	{ "path-fail", LIVE, do_path_fail },
	{ "path-repair", LIVE, do_path_repair },
	{ "path-on", LIVE, do_path_on },
	{ "path-off", LIVE, do_path_off },
	{ "path-modified", LIVE, do_path_modified },
	{ "event", LIVE, do_event },
	{ "overflow", LIVE, do_overflow },
	{ "inject", LIVE, do_inject },
};

/**
 * parse_line - does what a line says
 * @line: without its newline; is changed
 * @msg: of MSG_LEN: what is wrong
 * @reply: of @size: the answer, if there is one
 *
 * Return: 0, or a negative errno.
 */
int parse_line(char *line, char *msg, char *reply, size_t size)
{
	struct line state = { .rest = line, .msg = msg, .reply = reply, .size = size };
	char *name = strsep(&state.rest, " ");
	size_t i;

	*msg = '\0';
	for (i = 0; i < ARRAY_SIZE(commands) && strcmp(commands[i].name, name); i++)
		;
	if (i == ARRAY_SIZE(commands))
		return complain(&state, "unknown word", name);
	if (!(commands[i].when & (live_is_on() ? LIVE : DOWN))) {
		snprintf(msg, MSG_LEN, live_is_on() ? "a machine is live" : "no machine is live");
		return -EBUSY;
	}
	return commands[i].run(&state);
}
