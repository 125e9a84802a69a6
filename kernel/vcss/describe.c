// SPDX-License-Identifier: GPL-2.0-only
/*
 * describe.c - lines that describe the channel subsystem, begin it and end it
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"

struct machine_line {
	bool beside, sclp, refuse, crw;
};

static const struct pair machine_keys[] = {
	KEY(machine_line, "beside", TYPE_BOOL, beside),
	KEY(machine_line, "sclp", TYPE_BOOL, sclp),
	KEY(machine_line, "sclp_refuse", TYPE_BOOL, refuse),
	KEY(machine_line, "configure_crw", TYPE_BOOL, crw),
	{ NULL },
};

/* Begins a description; what was described before is forgotten. */
int do_machine(struct line *line)
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

int do_chpath(struct line *line)
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

/* Longest path of a file with the data of a disk, with a zero behind it. */
#define STORE_MAX 256

struct subchannel_line {
	bool dnv, nodev, own, keep, reserved, ro;
	u8 type, pim, pam, pom, cumodel, devmodel;
	u16 devno, cu, dev;
	u32 delay, online_delay, online_error, size;
	u8 chpids[N_PATHS];
	u8 store[STORE_MAX];
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
	KEY(subchannel_line, "onlinedelay", TYPE_U32, online_delay),
	KEY(subchannel_line, "onlineerror", TYPE_U32, online_error),
	/* of a disk only: cylinders or blocks */
	KEY(subchannel_line, "size", TYPE_U32, size),
	KEY(subchannel_line, "store", TYPE_BYTES, store),
	KEY(subchannel_line, "ro", TYPE_BOOL, ro),
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
		.kind = vcss_kind_of(args->cu, args->size),
		.cu_type = args->cu,
		.cu_model = args->cumodel,
		.dev_type = args->dev,
		.dev_model = args->devmodel,
		.own = args->own,
		.keep = args->keep,
		.reserved = args->reserved,
		.read_only = args->ro,
		.delay = args->delay,
		.online_delay = args->online_delay,
		.online_error = min_t(u32, args->online_error, MAX_ERRNO),
	};
	if (args->size)
		vcss_disk_set_size(&sch->dev, args->size);
}

static int open_store(struct line *line, struct vcss_sch *sch, struct subchannel_line *args)
{
	int err;

	if (!args->size)
		return 0;
	args->store[STORE_MAX - 1] = '\0';
	err = store_open(sch, (const char *)args->store);
	if (err)
		snprintf(line->msg, MSG_LEN, "subchannel 0.%x.%04x: store: %s (%d)",
			 SID_SET(sch->sid), SID_NO(sch->sid),
			 err == -EBUSY ? "another disk has that" : "cannot be opened", err);
	return err;
}

int do_subchannel(struct line *line)
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
	err = open_store(line, sch, &args);
	if (!err)
		err = live_attach(sch);
	if (err)
		host_sch_free(sch);
	if (err == -EEXIST)
		snprintf(line->msg, MSG_LEN, "there is a subchannel 0.%x.%04x already",
			 SID_SET(sid), SID_NO(sid));
	return err ? err : live_is_on() ? live_settle() : 0;
}

/* ---- the whole ---- */

int do_live(struct line *line)
{
	return live_begin(line->msg);
}

int do_down(struct line *line)
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

int do_status(struct line *line)
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

