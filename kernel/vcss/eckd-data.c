// SPDX-License-Identifier: GPL-2.0-only
/*
 * eckd-data.c - reads and writes records and tracks
 *
 * A record that is written is first taken as a whole, and put in its place then: a
 * transfer that breaks off leaves what was there. Locking: model.h.
 */
#include "eckd.h"

/* Which writes a file mask permits, by its first two bits. */
enum { PERMIT_FORMAT = 0, PERMIT_NONE = 1, PERMIT_UPDATE = 2, PERMIT_ALL = 3 };

/* What a command does: writes are in the order of what they need permission for. */
enum what { DO_READ, DO_UPDATE, DO_FORMAT, DO_FORMAT_ZERO };

/* Bits of operations that a command may follow. */
#define OPS(op)		(1ULL << (op))
#define OPS_READ	(OPS(OP_READ_DATA) | OPS(OP_READ))
#define OPS_TRACKS	OPS(OP_READ_TRACKS)
#define OPS_EXTENDED	OPS(OP_EXTENDED)

#define MULTI		0x80
#define SPECIAL_LEN	28 /* of a home address with what is known of defects */

static u8 put(struct vcss_sch *sch, const void *data, u32 len)
{
	vcss_put(sch, data, len);
	return DSTAT_DONE;
}

/* A record without data is the end of a file. */
static u8 end_record(const u8 *count)
{
	return rec_dl(count) ? DSTAT_DONE : DSTAT_DONE | DSTAT_UX;
}

/* A record from byte @from on. */
static u8 put_record(struct vcss_sch *sch, const u8 *count, u32 from)
{
	vcss_put(sch, count + from, COUNT_LEN + rec_kl(count) + rec_dl(count) - from);
	return end_record(count);
}

/* Whether the program has more for the command. */
static bool has_more(const struct vcss_sch *sch)
{
	return sch->chan.left || sch->chan.ccw.flags & CCW_CD;
}

/* The channel program has ended with a check: nothing must be changed any more. */
static bool broke_off(const struct vcss_sch *sch)
{
	return sch->chan.cstat;
}

/* ---- reading ---- */

static u8 read_home(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 home[SPECIAL_LEN] = { 0 };
	struct eckd_track track;
	bool next = cmd & MULTI && chain->area != AREA_INDEX;
	u8 dstat = eckd_track(sch, next, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->area = AREA_HOME;
	if ((cmd & ~MULTI) == 0x1a)
		return put(sch, track.data, HOME_LEN);
	memcpy(home + SPECIAL_LEN - HOME_LEN, track.data, HOME_LEN);
	return put(sch, home, sizeof(home));
}

static u8 read_zero(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	bool next = cmd & MULTI && chain->area > AREA_HOME;
	u8 dstat = eckd_track(sch, next, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->pos = vcss_track_first(&track);
	if (chain->pos == NO_RECORD)
		return eckd_not_found(sch);
	chain->area = AREA_DATA;
	count = track.data + chain->pos;
	return put_record(sch, count, 0);
}

static u8 read_count(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 dstat = eckd_find_next(sch, cmd & MULTI, false, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->area = AREA_COUNT;
	return put(sch, track.data + chain->pos, COUNT_LEN);
}

static u8 read_fields(struct vcss_sch *sch, u8 cmd, bool with_key)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u8 dstat = eckd_this_or_next(sch, cmd & MULTI, !with_key, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->area = AREA_DATA;
	count = track.data + chain->pos;
	return put_record(sch, count, COUNT_LEN + (with_key ? 0 : rec_kl(count)));
}

static u8 read_data(struct vcss_sch *sch, u8 cmd)
{
	return read_fields(sch, cmd, false);
}

static u8 read_key_data(struct vcss_sch *sch, u8 cmd)
{
	return read_fields(sch, cmd, true);
}

static u8 read_record(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u8 dstat = eckd_find_next(sch, cmd & MULTI, false, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->area = AREA_DATA;
	count = track.data + chain->pos;
	return put_record(sch, count, 0);
}

/* All records up to the end of the track, at least one. */
static u8 read_records(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u32 pos;
	u8 dstat = eckd_find_next(sch, false, false, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	for (pos = chain->pos; pos != NO_RECORD; pos = vcss_track_next(&track, pos)) {
		chain->pos = pos;
		count = track.data + pos;
		vcss_put(sch, count, COUNT_LEN + rec_kl(count) + rec_dl(count));
	}
	chain->area = AREA_DATA;
	return DSTAT_DONE;
}

static u8 read_ipl(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	chain->track = 0;
	chain->area = AREA_INDEX;
	return read_data(sch, cmd);
}

/* A command has had the track up to its end. */
static u8 end_track(struct eckd_chain *chain)
{
	chain->pos = NO_RECORD;
	chain->area = AREA_INDEX;
	return DSTAT_DONE;
}

/*
 * The track for a command that has all of it: the one that was located, or that after the
 * last.
 */
static u8 whole_track(struct vcss_sch *sch, bool write, struct eckd_track *track)
{
	return eckd_track(sch, sch->dev.data.eckd.chain.begun, write, track);
}

/* From record zero on, with the mark that there is no more. */
static u8 read_track(struct vcss_sch *sch, u8 cmd)
{
	static const u8 end[COUNT_LEN] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u32 pos;
	u8 dstat = whole_track(sch, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	for (pos = vcss_track_first(&track); pos != NO_RECORD;
	     pos = vcss_track_next(&track, pos)) {
		count = track.data + pos;
		vcss_put(sch, count, COUNT_LEN + rec_kl(count) + rec_dl(count));
	}
	vcss_put(sch, end, sizeof(end));
	return end_track(chain);
}

/* The first record of which a command that has a whole track has the data. */
static u32 first_data(const struct eckd_chain *chain, const struct eckd_track *track)
{
	if (!chain->begun && chain->area == AREA_COUNT)
		return chain->pos;
	return vcss_track_next(track, vcss_track_first(track));
}

static u8 read_track_data(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u32 left = chain->count == 1 && chain->len ? chain->len : TRACK_LEN;
	struct eckd_track track;
	const u8 *count;
	u32 pos, n;
	u8 dstat = whole_track(sch, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	pos = first_data(chain, &track);
	if (pos == NO_RECORD)
		return eckd_not_found(sch);
	for (; pos != NO_RECORD && left; pos = vcss_track_next(&track, pos)) {
		count = track.data + pos;
		n = min_t(u32, left, rec_dl(count));
		vcss_put(sch, count + COUNT_LEN + rec_kl(count), n);
		left -= n;
	}
	return end_track(chain);
}

/* ---- writing ---- */

/*
 * Takes data for @len bytes of the track at @pos, of which those that the program does
 * not have become zero. False: the channel program has ended, nothing is changed.
 */
static bool replace(struct vcss_sch *sch, struct eckd_track *track, u32 pos, u32 len)
{
	u8 *stage = host_stage(sch);
	u32 n = vcss_get(sch, stage, len);

	if (broke_off(sch))
		return false;
	memset(stage + n, 0, len - n);
	memcpy(track->data + pos, stage, len);
	host_unit_changed(sch, sch->dev.data.eckd.chain.track, pos, len);
	return true;
}

static u8 write_fields(struct vcss_sch *sch, u8 cmd, bool with_key)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u32 kept;
	u8 dstat = eckd_this_or_next(sch, cmd & MULTI, !with_key, true, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	chain->area = AREA_DATA;
	count = track.data + chain->pos;
	kept = with_key ? 0 : rec_kl(count);
	replace(sch, &track, chain->pos + COUNT_LEN + kept,
		rec_kl(count) + rec_dl(count) - kept);
	return end_record(count);
}

static u8 write_data(struct vcss_sch *sch, u8 cmd)
{
	return write_fields(sch, cmd, false);
}

static u8 write_key_data(struct vcss_sch *sch, u8 cmd)
{
	return write_fields(sch, cmd, true);
}

/* A new record behind @after; all that followed is gone. */
static u8 add_record(struct vcss_sch *sch, struct eckd_track *track, u32 after)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u32 pos = vcss_track_end(track, after), kl, dl, n;
	u8 *stage = host_stage(sch);

	if (vcss_get(sch, stage, COUNT_LEN) != COUNT_LEN)
		return broke_off(sch) ? DSTAT_DONE : eckd_reject(sch, MSG_SHORT);
	kl = rec_kl(stage);
	dl = rec_dl(stage);
	if (!vcss_track_fits(track, after, kl, dl))
		return vcss_disk_check(sch, 0, SENSE1_FORMAT, MSG_NONE);
	n = vcss_get(sch, stage + COUNT_LEN, kl + dl);
	if (broke_off(sch))
		return DSTAT_DONE;
	memset(stage + COUNT_LEN + n, 0, kl + dl - n);
	memcpy(track->data + pos, stage, COUNT_LEN + kl + dl);
	vcss_track_cut(track, pos + COUNT_LEN + kl + dl);
	host_unit_changed(sch, chain->track, pos, COUNT_LEN + kl + dl + COUNT_LEN);
	chain->pos = pos;
	chain->area = AREA_DATA;
	return DSTAT_DONE;
}

/* WRITE COUNT, KEY AND DATA, with @cmd MULTI as the first record of the next track */
static u8 write_record(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 dstat;

	if (cmd & MULTI) {
		dstat = eckd_next_track(sch, true, &track);
		if (dstat == DSTAT_DONE)
			chain->pos = vcss_track_first(&track);
	} else if (chain->area < AREA_COUNT) {
		return eckd_reject(sch, MSG_SEQUENCE);
	} else {
		dstat = eckd_hold(sch, true, &track);
	}
	if (dstat != DSTAT_DONE)
		return dstat;
	return chain->pos == NO_RECORD ? eckd_not_found(sch)
				       : add_record(sch, &track, chain->pos);
}

static u8 write_zero(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_track track;
	u8 dstat;

	if (sch->dev.data.eckd.chain.area != AREA_HOME)
		return eckd_reject(sch, MSG_SEQUENCE);
	dstat = eckd_hold(sch, true, &track);
	return dstat == DSTAT_DONE ? add_record(sch, &track, NO_RECORD) : dstat;
}

/* The address is what it is; what was on the track is gone. */
static u8 write_home(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 home[SPECIAL_LEN];
	struct eckd_track track;
	u8 dstat = eckd_hold(sch, true, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	vcss_get_some(sch, home, sizeof(home));
	if (broke_off(sch))
		return DSTAT_DONE;
	vcss_track_blank(track.data, chain->track);
	host_unit_changed(sch, chain->track, 0, BLANK_LEN);
	chain->area = AREA_HOME;
	return DSTAT_DONE;
}

/* Nothing is left behind the record where the heads are. */
static u8 erase(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 count[COUNT_LEN];
	struct eckd_track track;
	u32 pos;
	u8 dstat;

	if (chain->area < AREA_COUNT)
		return eckd_reject(sch, MSG_SEQUENCE);
	dstat = eckd_hold(sch, true, &track);
	if (dstat != DSTAT_DONE)
		return dstat;
	vcss_get_some(sch, count, sizeof(count));
	if (broke_off(sch))
		return DSTAT_DONE;
	pos = vcss_track_end(&track, chain->pos);
	if (pos + COUNT_LEN <= TRACK_LEN) {
		vcss_track_cut(&track, pos);
		host_unit_changed(sch, chain->track, pos, COUNT_LEN);
	}
	return DSTAT_DONE;
}

/* All records of a track anew, from record zero on, up to the mark that there is no more. */
static u8 write_full_track(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track, new = { .len = TRACK_LEN };
	u32 pos = NO_RECORD, end = HOME_LEN, kl, dl;
	u8 dstat = whole_track(sch, true, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	new.data = host_stage(sch);
	memcpy(new.data, track.data, HOME_LEN);
	for (;;) {
		vcss_track_cut(&new, end);
		if (!has_more(sch) ||
		    vcss_get(sch, new.data + end, COUNT_LEN) != COUNT_LEN ||
		    vcss_track_is_end(new.data + end))
			break;
		kl = rec_kl(new.data + end);
		dl = rec_dl(new.data + end);
		if (!vcss_track_fits(&new, pos, kl, dl))
			return vcss_disk_check(sch, 0, SENSE1_FORMAT, MSG_NONE);
		vcss_get(sch, new.data + end + COUNT_LEN, kl + dl);
		if (broke_off(sch))
			return DSTAT_DONE;
		pos = end;
		end += COUNT_LEN + kl + dl;
	}
	if (broke_off(sch))
		return DSTAT_DONE;
	vcss_track_cut(&new, end);
	memcpy(track.data, new.data, end + COUNT_LEN);
	host_unit_changed(sch, chain->track, 0, end + COUNT_LEN);
	return end_track(chain);
}

/* The data of records, as many as the program has data for. */
static u8 write_track_data(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	const u8 *count;
	u32 pos;
	u8 dstat = whole_track(sch, true, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	pos = first_data(chain, &track);
	if (pos == NO_RECORD)
		return eckd_not_found(sch);
	for (; pos != NO_RECORD && has_more(sch); pos = vcss_track_next(&track, pos)) {
		count = track.data + pos;
		if (!replace(sch, &track, pos + COUNT_LEN + rec_kl(count), rec_dl(count)))
			break;
	}
	return end_track(chain);
}

/* ---- commands ---- */

/*
 * @cmd: without the bit for more than one track, where @multi says that it may have it
 * @ops: what must have been located for it, if anything is; @alone: nothing need be
 */
static const struct transfer {
	u8 cmd;
	bool multi, alone;
	enum what what;
	u8 (*run)(struct vcss_sch *sch, u8 cmd);
	u64 ops;
} transfers[] = {
	{ 0x02, false, true, DO_READ, read_ipl, 0 },
	{ 0x05, true, true, DO_UPDATE, write_data, OPS(OP_WRITE_DATA) },
	{ 0x06, true, true, DO_READ, read_data, OPS_READ },
	{ 0x09, false, false, DO_FORMAT_ZERO, write_home, OPS(OP_FORMAT) },
	{ 0x0a, true, true, DO_READ, read_home, OPS(OP_READ) },
	{ 0x0d, true, true, DO_UPDATE, write_key_data, OPS(OP_WRITE_DATA) },
	{ 0x0e, true, true, DO_READ, read_key_data, OPS_READ },
	{ 0x11, false, true, DO_FORMAT, erase, OPS(OP_FORMAT) | OPS(OP_WRITE_TRACK) },
	{ 0x12, true, true, DO_READ, read_count, OPS_READ },
	{ 0x15, false, true, DO_FORMAT_ZERO, write_zero, OPS(OP_FORMAT) },
	{ 0x16, true, true, DO_READ, read_zero, OPS(OP_READ) },
	{ 0x19, false, true, DO_FORMAT_ZERO, write_home, OPS(OP_FORMAT) },
	{ 0x1a, true, true, DO_READ, read_home, OPS(OP_READ) },
	{ 0x1d, true, true, DO_FORMAT, write_record, OPS(OP_FORMAT) },
	{ 0x1e, true, true, DO_READ, read_record, OPS_READ },
	{ 0x5e, false, true, DO_READ, read_records, OPS_READ },
	{ 0x95, false, false, DO_FORMAT_ZERO, write_full_track, OPS_EXTENDED },
	{ 0xa5, false, false, DO_UPDATE, write_track_data, OPS_EXTENDED },
	{ 0xa6, false, false, DO_READ, read_track_data, OPS_TRACKS },
	{ 0xde, false, false, DO_READ, read_track, OPS_TRACKS },
};

static const struct transfer *find_transfer(u8 cmd)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(transfers); i++)
		if (transfers[i].cmd == cmd ||
		    (transfers[i].multi && (transfers[i].cmd | MULTI) == cmd))
			return &transfers[i];
	return NULL;
}

/* Without LOCATE RECORD, only what was searched for, and found, is written. */
static bool may_stand_alone(const struct eckd_chain *chain, const struct transfer *transfer,
			    u8 cmd)
{
	if (!transfer->alone)
		return false;
	if (transfer->what == DO_READ || transfer->run == write_home)
		return true;
	if (!chain->found || cmd & MULTI)
		return false;
	return transfer->what != DO_UPDATE || chain->area == AREA_COUNT ||
	       (chain->area == AREA_KEY && transfer->run == write_data);
}

/* Whether it comes where it may. */
static bool is_in_place(const struct eckd_chain *chain, const struct transfer *transfer,
			u8 cmd)
{
	if (!chain->located)
		return may_stand_alone(chain, transfer, cmd);
	if (!(transfer->ops & OPS(chain->op)))
		return false;
	if (chain->op != OP_EXTENDED)
		return true;
	return transfer->run == (chain->extended == EXT_WRITE_FULL_TRACK ? write_full_track
									 : write_track_data);
}

static bool is_permitted(const struct eckd_chain *chain, enum what what)
{
	switch (what) {
	case DO_READ:
		return true;
	case DO_UPDATE:
		return chain->mask != PERMIT_NONE;
	case DO_FORMAT:
		return chain->mask == PERMIT_FORMAT || chain->mask == PERMIT_ALL;
	case DO_FORMAT_ZERO:
		break;
	}
	return chain->mask == PERMIT_ALL;
}

static u8 run(struct vcss_sch *sch, const struct transfer *transfer, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 dstat;

	if (!is_in_place(chain, transfer, cmd))
		return eckd_reject(sch, MSG_SEQUENCE);
	if (!is_permitted(chain, transfer->what))
		return eckd_reject(sch, MSG_NONE);
	if (transfer->what != DO_READ && vcss_disk_is_inhibited(sch))
		return vcss_disk_check(sch, SENSE0_REJECT, SENSE1_INHIBITED, MSG_NONE);
	dstat = transfer->run(sch, cmd);
	if (dstat != DSTAT_DONE)
		return dstat;
	chain->indexes = 0;
	chain->begun = true;
	/* records are written one behind the other */
	chain->found = !chain->located && transfer->what >= DO_FORMAT;
	if (chain->located && !--chain->count)
		chain->located = false;
	return DSTAT_DONE;
}

bool eckd_transfer(struct vcss_sch *sch, u8 cmd, u8 *dstat)
{
	const struct transfer *transfer = find_transfer(cmd);

	if (transfer)
		*dstat = run(sch, transfer, cmd);
	return transfer;
}
