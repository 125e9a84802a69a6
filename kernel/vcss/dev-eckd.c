// SPDX-License-Identifier: GPL-2.0-only
/*
 * dev-eckd.c - disks of tracks with records: 3390 on 3990 and 2107
 *
 * Which command may come when, and where it leaves the heads: "IBM 3990 Storage Control
 * Reference", GA32-0099, and drivers/s390/block/dasd_eckd.c for what Linux makes of it.
 * A channel program defines an extent, locates a record in it, and carries out as many
 * commands on that and the following records as it said it would: the domain of LOCATE
 * RECORD. Or it seeks and searches, as ever. eckd-data.c has what reads and writes,
 * eckd-search.c what looks for a record. Locking: model.h.
 */
#include "eckd.h"

enum {
	CMD_SEEK = 0x07,
	CMD_SEEK_CYLINDER = 0x0b,
	CMD_RECALIBRATE = 0x13,
	CMD_SEEK_HEAD = 0x1b,
	CMD_SET_FILE_MASK = 0x1f,
	CMD_READ_SECTOR = 0x22,
	CMD_SET_SECTOR = 0x23,
	CMD_PERFORM = 0x27,
	CMD_READ_SUBSYSTEM = 0x3e,
	CMD_LOCATE = 0x47,
	CMD_LOCATE_EXTENDED = 0x4b,
	CMD_SENSE_STATUS = 0x54,
	CMD_DEFINE_EXTENT = 0x63,
	CMD_READ_CHARS = 0x64,
	CMD_SET_MODE = 0x87,
	CMD_PREFIX = 0xe7,
	CMD_READ_CONFIG = 0xfa,
};

#define EXTENT_LEN	16
#define EXTENT_MAX	32
#define LOCATE_LEN	16
#define EXTENDED_LEN	20
#define EXTENDED_MAX	22
#define PREFIX_HEAD	12
#define PREFIX_MAX	(PREFIX_HEAD + EXTENT_MAX + EXTENDED_MAX)

/* Where the heads are to be left. */
enum { TO_COUNT, TO_HOME, TO_DATA, TO_INDEX };

u8 eckd_reject(struct vcss_sch *sch, u8 msg)
{
	return vcss_disk_check(sch, SENSE0_REJECT, 0, msg);
}

u8 eckd_protected(struct vcss_sch *sch)
{
	return vcss_disk_check(sch, 0, SENSE1_PROTECTED, MSG_NONE);
}

u8 eckd_not_found(struct vcss_sch *sch)
{
	return vcss_disk_check(sch, 0, SENSE1_NO_RECORD, MSG_NONE);
}

/* ---- tracks ---- */

/* A cylinder and a head. False: the disk has no such track. */
static bool parse_track(const struct vcss_sch *sch, const u8 *p, u32 *track)
{
	u32 head = get16(p + 2) & 0x0f;
	u32 cylinder = get16(p) | (get16(p + 2) & 0xfff0) << 12;

	*track = cylinder * HEADS + head;
	return head < HEADS && cylinder < sch->dev.data.eckd.cylinders;
}

static bool in_extent(const struct eckd_chain *chain, u32 track)
{
	return !chain->defined || (track >= chain->first && track <= chain->last);
}

/**
 * eckd_hold - gets hold of the track where the heads are
 * @write: it is going to be changed
 *
 * Return: the device status: DSTAT_DONE, or else the command has to end with it.
 */
u8 eckd_hold(struct vcss_sch *sch, bool write, struct eckd_track *track)
{
	struct vcss_eckd *eckd = &sch->dev.data.eckd;
	u32 number = eckd->chain.track;
	u8 *data = NULL;
	int err;

	err = host_unit(sch, number, write, &data);
	if (err)
		return vcss_disk_not_there(sch, err);
	if (vcss_disk_is_defective(sch, number, number))
		return vcss_disk_check(sch, SENSE0_DATA, SENSE1_PERMANENT, MSG_DATA_AREA);
	track->data = data;
	track->len = TRACK_LEN;
	if (data && !vcss_track_is_blank(data))
		return DSTAT_DONE;
	if (!write) {
		track->data = eckd->blank;
		track->len = BLANK_LEN;
	}
	vcss_track_blank(track->data, number);
	if (write)
		host_unit_changed(sch, number, 0, BLANK_LEN);
	return DSTAT_DONE;
}

/**
 * eckd_next_track - the heads go on to the next track
 */
u8 eckd_next_track(struct vcss_sch *sch, bool write, struct eckd_track *track)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	if (!chain->located && chain->track % HEADS == HEADS - 1)
		return vcss_disk_check(sch, 0, SENSE1_END_OF_CYLINDER, MSG_NONE);
	if (!in_extent(chain, chain->track + 1) ||
	    chain->track + 1 >= sch->dev.data.eckd.cylinders * HEADS)
		return eckd_protected(sch);
	chain->track++;
	chain->area = AREA_INDEX;
	return eckd_hold(sch, write, track);
}

/**
 * eckd_track - gets hold of the track where the heads are, or with @next of the next one
 */
u8 eckd_track(struct vcss_sch *sch, bool next, bool write, struct eckd_track *track)
{
	return next ? eckd_next_track(sch, write, track) : eckd_hold(sch, write, track);
}

/* ---- extents ---- */

/* @p: EXTENT_LEN bytes */
static u8 set_extent(struct vcss_sch *sch, const u8 *p)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	if (!parse_track(sch, p + 8, &chain->first) || !parse_track(sch, p + 12, &chain->last) ||
	    chain->last < chain->first)
		return eckd_reject(sch, MSG_PARAMETER);
	chain->mask = p[0] >> 6;
	chain->defined = true;
	return DSTAT_DONE;
}

static u8 define_extent(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 data[EXTENT_MAX] = { 0 };

	if (chain->defined || chain->located)
		return eckd_reject(sch, MSG_SEQUENCE);
	if (vcss_get_some(sch, data, EXTENT_MAX) < EXTENT_LEN)
		return eckd_reject(sch, MSG_SHORT);
	return set_extent(sch, data);
}

/* ---- locating ---- */

static bool op_is_valid(u8 op, u8 extended)
{
	switch (op) {
	case OP_ORIENT:
	case OP_WRITE_DATA:
	case OP_FORMAT:
	case OP_READ_DATA:
	case OP_WRITE_TRACK:
	case OP_READ_TRACKS:
	case OP_READ:
		return true;
	case OP_EXTENDED:
		return extended == EXT_WRITE_FULL_TRACK || extended == EXT_WRITE_TRACK_DATA;
	}
	return false;
}

/* Leaves the heads at the record that is looked for. */
static u8 orient(struct vcss_sch *sch, u8 where, const u8 *id)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 dstat = eckd_hold(sch, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->pos = NO_RECORD;
	if (where == TO_HOME || where == TO_INDEX) {
		chain->area = where == TO_HOME ? AREA_HOME : AREA_INDEX;
		return DSTAT_DONE;
	}
	chain->pos = vcss_track_find(&track, id);
	chain->area = where == TO_COUNT ? AREA_COUNT : AREA_DATA;
	return chain->pos == NO_RECORD ? eckd_not_found(sch) : DSTAT_DONE;
}

/* @p: LOCATE_LEN bytes, or EXTENDED_LEN if @is_extended */
static u8 set_location(struct vcss_sch *sch, const u8 *p, bool is_extended)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u32 track;
	u8 dstat;

	chain->op = p[0] & 0x3f;
	chain->extended = is_extended ? p[17] : 0;
	chain->count = p[3];
	chain->len = get16(p + 14);
	if (!op_is_valid(chain->op, chain->extended) || !parse_track(sch, p + 4, &track) ||
	    (!chain->count && chain->op != OP_ORIENT))
		return eckd_reject(sch, MSG_PARAMETER);
	if (!in_extent(chain, track))
		return eckd_protected(sch);
	chain->track = track;
	chain->indexes = 0;
	chain->found = false;
	dstat = orient(sch, p[0] >> 6, p + 8);
	chain->begun = false;
	chain->located = dstat == DSTAT_DONE && chain->op != OP_ORIENT;
	return dstat;
}

static u8 locate(struct vcss_sch *sch, bool is_extended)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u32 len = is_extended ? EXTENDED_LEN : LOCATE_LEN;
	u8 data[EXTENDED_MAX] = { 0 };

	if (!chain->defined || chain->located)
		return eckd_reject(sch, MSG_SEQUENCE);
	if (vcss_get_some(sch, data, is_extended ? EXTENDED_MAX : LOCATE_LEN) < len)
		return eckd_reject(sch, MSG_SHORT);
	return set_location(sch, data, is_extended);
}

/* An extent, and in format 1 a location; aliases of devices, for which it is, are none. */
static u8 prefix(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 data[PREFIX_MAX] = { 0 };
	u32 len = vcss_get_some(sch, data, PREFIX_MAX);
	u8 dstat;

	if (chain->defined || chain->located)
		return eckd_reject(sch, MSG_SEQUENCE);
	if (len < PREFIX_HEAD + EXTENT_MAX || (data[0] && len < PREFIX_MAX - 2))
		return eckd_reject(sch, MSG_SHORT);
	if (data[0] > 1 || !(data[1] & 0x80) || data[1] & 0x30)
		return eckd_reject(sch, MSG_PARAMETER);
	dstat = set_extent(sch, data + PREFIX_HEAD);
	if (dstat != DSTAT_DONE || !data[0])
		return dstat;
	return set_location(sch, data + PREFIX_HEAD + EXTENT_MAX, true);
}

/* ---- seeking ---- */

static u8 seek(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 data[6];
	u32 track;

	if (chain->located)
		return eckd_reject(sch, MSG_SEQUENCE);
	if (vcss_get(sch, data, sizeof(data)) != sizeof(data))
		return eckd_reject(sch, MSG_SHORT);
	if (!parse_track(sch, data + 2, &track) || data[0] || data[1])
		return eckd_reject(sch, MSG_PARAMETER);
	if (cmd == CMD_SEEK_HEAD)
		track = chain->track / HEADS * HEADS + track % HEADS;
	if (!in_extent(chain, track))
		return eckd_protected(sch);
	chain->track = track;
	chain->area = AREA_INDEX;
	chain->indexes = 0;
	chain->found = false;
	return DSTAT_DONE;
}

static u8 recalibrate(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	if (chain->located || !in_extent(chain, 0))
		return eckd_reject(sch, MSG_SEQUENCE);
	chain->track = 0;
	chain->area = AREA_INDEX;
	chain->found = false;
	return DSTAT_DONE;
}

static u8 set_file_mask(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 mask;

	if (chain->defined || vcss_get(sch, &mask, 1) != 1)
		return eckd_reject(sch, MSG_SEQUENCE);
	chain->mask = mask >> 6;
	return DSTAT_DONE;
}

/* Data that nothing depends on. */
static u8 take(struct vcss_sch *sch, u32 len)
{
	u8 data[4];

	return vcss_get(sch, data, len) == len ? DSTAT_DONE : eckd_reject(sch, MSG_SHORT);
}

static u8 read_sector(struct vcss_sch *sch)
{
	vcss_disk_put_zeros(sch, 1);
	return DSTAT_DONE;
}

/* ---- commands ---- */

static u8 control(struct vcss_sch *sch, u8 cmd)
{
	switch (cmd) {
	case CMD_SEEK:
	case CMD_SEEK_CYLINDER:
	case CMD_SEEK_HEAD:
		return seek(sch, cmd);
	case CMD_RECALIBRATE:
		return recalibrate(sch);
	case CMD_SET_FILE_MASK:
		return set_file_mask(sch);
	case CMD_READ_SECTOR:
		return read_sector(sch);
	case CMD_SET_SECTOR:
		return take(sch, 1);
	case CMD_SET_MODE:
		return take(sch, 2);
	case CMD_PERFORM:
		return eckd_perform(sch);
	case CMD_READ_SUBSYSTEM:
		return eckd_read_subsystem(sch);
	case CMD_LOCATE:
		return locate(sch, false);
	case CMD_LOCATE_EXTENDED:
		return locate(sch, true);
	case CMD_SENSE_STATUS:
		return eckd_status(sch);
	case CMD_DEFINE_EXTENT:
		return define_extent(sch);
	case CMD_READ_CHARS:
		return eckd_chars(sch);
	case CMD_PREFIX:
		return prefix(sch);
	case CMD_READ_CONFIG:
		return eckd_config(sch);
	}
	return vcss_disk_command(sch, cmd);
}

/*
 * What Linux is to know before it uses the disk again: somebody else has taken it. What the
 * common I/O layer asks in between is not about that, and is not heard by the driver.
 */
static u8 tell_lost(struct vcss_sch *sch)
{
	sch->dev.lost = false;
	return vcss_disk_check(sch, 0, 0, MSG_ALLEGIANCE);
}

static u8 command(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain, before = *chain;
	u8 dstat;

	if (sch->dev.lost && sch->chan.ours)
		return tell_lost(sch);
	if (!eckd_search(sch, cmd, &dstat) && !eckd_transfer(sch, cmd, &dstat))
		dstat = control(sch, cmd);
	if (dstat == DSTAT_RETRY)
		*chain = before;
	return dstat;
}

static void start(struct vcss_sch *sch)
{
	memset(&sch->dev.data.eckd.chain, 0, sizeof(sch->dev.data.eckd.chain));
}

const struct vcss_kind vcss_eckd_kind = {
	.name = "eckd",
	.command = command,
	.start = start,
	.unit_len = TRACK_LEN,
};
