// SPDX-License-Identifier: GPL-2.0-only
/*
 * eckd-search.c - looks for records: the next one, or one with an id or a key
 *
 * Records go by under the heads in circles. A command ends with no record found when the
 * beginning of the track has gone by twice and nothing was read, or once in the domain of
 * LOCATE RECORD, which is not left this way. Locking: model.h.
 */
#include "eckd.h"

enum {
	CMD_SEARCH_KEY_EQUAL = 0x29,
	CMD_SEARCH_KEY_HIGH = 0x49,
	CMD_SEARCH_KEY_EQUAL_HIGH = 0x69,
	CMD_SEARCH_ID_EQUAL = 0x31,
	CMD_SEARCH_ID_HIGH = 0x51,
	CMD_SEARCH_ID_EQUAL_HIGH = 0x71,
	CMD_SEARCH_HOME = 0x39,
	CMD_MULTI = 0x80,
};

#define ID_LEN	5

/* The beginning of a track goes by: with @multi that of the next one. */
static u8 pass_index(struct vcss_sch *sch, bool multi, bool write, struct eckd_track *track)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	if (multi) {
		/* a domain has no more than one track without records */
		if (chain->located && chain->indexes++)
			return eckd_not_found(sch);
		return eckd_next_track(sch, write, track);
	}
	if (chain->located || chain->indexes++)
		return eckd_not_found(sch);
	chain->area = AREA_INDEX;
	return DSTAT_DONE;
}

/**
 * eckd_find_next - the heads go on to the next record
 * @multi: which may be on another track
 * @zero: record zero is one, too
 * @write: the track is going to be changed
 */
u8 eckd_find_next(struct vcss_sch *sch, bool multi, bool zero, bool write,
		  struct eckd_track *track)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 dstat = eckd_hold(sch, write, track);
	u32 pos;

	while (dstat == DSTAT_DONE) {
		if (chain->area <= AREA_HOME)
			chain->pos = NO_RECORD;
		pos = vcss_track_next(track, chain->pos);
		if (chain->pos == NO_RECORD && pos != NO_RECORD && !zero)
			pos = vcss_track_next(track, pos);
		if (pos != NO_RECORD) {
			chain->pos = pos;
			return DSTAT_DONE;
		}
		dstat = pass_index(sch, multi, write, track);
	}
	return dstat;
}

/**
 * eckd_this_or_next - the record that a command is about
 * @key: it does not matter whether its key has gone by, too
 *
 * That is the one whose count has gone by, or else the next one.
 */
u8 eckd_this_or_next(struct vcss_sch *sch, bool multi, bool key, bool write,
		     struct eckd_track *track)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 dstat;

	if (chain->area != AREA_COUNT && !(chain->area == AREA_KEY && key))
		return eckd_find_next(sch, multi, false, write, track);
	dstat = eckd_hold(sch, write, track);
	if (dstat == DSTAT_DONE && vcss_track_at(track, chain->pos) == NO_RECORD)
		dstat = eckd_not_found(sch);
	return dstat;
}

/* ---- searching ---- */

/* Whether the next command is to be skipped, which is what a search is for. */
static u8 compare(struct vcss_sch *sch, u8 cmd, const u8 *found, const u8 *wanted, u32 len)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	int order = memcmp(found, wanted, len);
	bool good = false;

	switch (cmd & ~CMD_MULTI) {
	case CMD_SEARCH_HOME:
	case CMD_SEARCH_ID_EQUAL:
	case CMD_SEARCH_KEY_EQUAL:
		good = !order;
		chain->found = good;
		break;
	case CMD_SEARCH_ID_HIGH:
	case CMD_SEARCH_KEY_HIGH:
		good = order > 0;
		break;
	case CMD_SEARCH_ID_EQUAL_HIGH:
	case CMD_SEARCH_KEY_EQUAL_HIGH:
		good = order >= 0;
		break;
	}
	return good ? DSTAT_DONE | DSTAT_MODIFIER : DSTAT_DONE;
}

static u8 search_id(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 wanted[ID_LEN], dstat;
	u32 len;

	dstat = eckd_find_next(sch, cmd & CMD_MULTI, true, false, &track);
	if (dstat != DSTAT_DONE)
		return dstat;
	len = vcss_get(sch, wanted, ID_LEN);
	chain->area = AREA_COUNT;
	return len ? compare(sch, cmd, track.data + chain->pos, wanted, len)
		   : eckd_reject(sch, MSG_SHORT);
}

/* Of the record whose count has gone by, or of the next one. */
static u8 search_key(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 wanted[255];
	const u8 *count;
	u32 len;
	u8 dstat = eckd_this_or_next(sch, cmd & CMD_MULTI, false, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	count = track.data + chain->pos;
	len = vcss_get_some(sch, wanted, rec_kl(count));
	chain->area = AREA_KEY;
	return len ? compare(sch, cmd, count + COUNT_LEN, wanted, len) : DSTAT_DONE;
}

static u8 search_home(struct vcss_sch *sch, u8 cmd)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	struct eckd_track track;
	u8 wanted[4];
	u32 len;
	bool next = cmd & CMD_MULTI && chain->area != AREA_INDEX;
	u8 dstat = eckd_track(sch, next, false, &track);

	if (dstat != DSTAT_DONE)
		return dstat;
	len = vcss_get(sch, wanted, sizeof(wanted));
	chain->area = AREA_HOME;
	return len ? compare(sch, cmd, track.data + 1, wanted, len) : eckd_reject(sch, MSG_SHORT);
}

bool eckd_search(struct vcss_sch *sch, u8 cmd, u8 *dstat)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 (*search)(struct vcss_sch *sch, u8 cmd);

	switch (cmd & ~CMD_MULTI) {
	case CMD_SEARCH_HOME:
		search = search_home;
		break;
	case CMD_SEARCH_ID_EQUAL:
	case CMD_SEARCH_ID_HIGH:
	case CMD_SEARCH_ID_EQUAL_HIGH:
		search = search_id;
		break;
	case CMD_SEARCH_KEY_EQUAL:
	case CMD_SEARCH_KEY_HIGH:
	case CMD_SEARCH_KEY_EQUAL_HIGH:
		search = search_key;
		break;
	default:
		return false;
	}
	if (chain->located) {
		*dstat = eckd_reject(sch, MSG_SEQUENCE);
		return true;
	}
	chain->found = false;
	*dstat = search(sch, cmd);
	return true;
}
