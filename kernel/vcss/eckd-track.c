// SPDX-License-Identifier: GPL-2.0-only
/*
 * eckd-track.c - images of tracks: home address, record zero, records
 *
 * A track is kept as the Hercules emulator has it in its image files: five bytes of home
 * address (flag, cylinder, head), then the records one after the other, each with its
 * count (cylinder, head, record, length of key, length of data), key and data, and eight
 * bytes FF after the last. A track of zeros was never formatted: it has a home address
 * and a record zero. Images come from files: nothing in them is trusted.
 *
 * How much room a record takes of a 3390's track: "Using IBM 3390 Direct Access Storage
 * in an MVS Environment", GC26-4574, and drivers/s390/block/dasd_eckd.c, recs_per_track().
 * Locking: model.h.
 */
#include "disk.h"

/* Room of a track behind its record zero, in units of 34 bytes. */
#define TRACK_ROOM 1729

static const u8 end_mark[COUNT_LEN] = { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };

/* The beginning is enough: there is a mark in it, or data. */
bool vcss_track_is_blank(const u8 *data)
{
	u32 i;

	for (i = 0; i < BLANK_LEN; i++)
		if (data[i])
			return false;
	return true;
}

/* How it is addressed: cylinders beyond 65535 are in the upper bits of the head. */
static void put_address(u8 *to, u32 track)
{
	u32 cylinder = track / HEADS;
	u32 head = track % HEADS | cylinder >> 16 << 4;

	put16(to, cylinder);
	put16(to + 2, head);
}

/**
 * vcss_track_blank - the beginning of a track that has only just been made
 * @data: BLANK_LEN bytes
 */
void vcss_track_blank(u8 *data, u32 track)
{
	u8 *count = data + HOME_LEN;

	memset(data, 0, BLANK_LEN);
	put_address(data + 1, track);
	put_address(count, track);
	count[7] = COUNT_LEN;
	memcpy(data + BLANK_LEN - COUNT_LEN, end_mark, COUNT_LEN);
}

bool vcss_track_is_end(const u8 *count)
{
	return !memcmp(count, end_mark, COUNT_LEN);
}

/* Where there is a record: @pos; NO_RECORD: there is none. */
u32 vcss_track_at(const struct eckd_track *track, u32 pos)
{
	const u8 *count = track->data + pos;

	if (pos + COUNT_LEN > track->len || vcss_track_is_end(count) ||
	    rec_kl(count) + rec_dl(count) > track->len - pos - COUNT_LEN)
		return NO_RECORD;
	return pos;
}

u32 vcss_track_first(const struct eckd_track *track)
{
	return vcss_track_at(track, HOME_LEN);
}

/* Where the record at @pos ends; NO_RECORD: where the first one begins. */
u32 vcss_track_end(const struct eckd_track *track, u32 pos)
{
	const u8 *count = track->data + pos;

	if (pos == NO_RECORD)
		return HOME_LEN;
	if (pos + COUNT_LEN > track->len)
		return track->len;
	return pos + COUNT_LEN + rec_kl(count) + rec_dl(count);
}

u32 vcss_track_next(const struct eckd_track *track, u32 pos)
{
	return vcss_track_at(track, vcss_track_end(track, pos));
}

/* The record with an id: cylinder, head and record. */
u32 vcss_track_find(const struct eckd_track *track, const u8 *id)
{
	u32 pos = vcss_track_first(track);

	while (pos != NO_RECORD && memcmp(track->data + pos, id, 5))
		pos = vcss_track_next(track, pos);
	return pos;
}

static u32 quotient(u32 a, u32 b)
{
	return (a + b - 1) / b;
}

/* What a field takes beside its check bytes. */
static u32 field_room(u32 len)
{
	u32 segments = quotient(len + 6, 232) + 1;

	return 9 + quotient(len + 6 * segments, 34);
}

static u32 record_room(u32 kl, u32 dl)
{
	return 10 + (kl ? field_room(kl) : 0) + field_room(dl);
}

/**
 * vcss_track_fits - whether there is room for one more record
 * @after: the record that it follows
 */
bool vcss_track_fits(const struct eckd_track *track, u32 after, u32 kl, u32 dl)
{
	u32 pos = vcss_track_first(track), room = record_room(kl, dl);

	/* record zero is not counted */
	while (pos != NO_RECORD && pos < after) {
		pos = vcss_track_next(track, pos);
		if (pos != NO_RECORD)
			room += record_room(rec_kl(track->data + pos), rec_dl(track->data + pos));
	}
	return room <= TRACK_ROOM &&
	       vcss_track_end(track, after) + COUNT_LEN + kl + dl + COUNT_LEN <= TRACK_LEN;
}

/* Nothing is left on a track from @pos on, where there is room for the mark. */
void vcss_track_cut(struct eckd_track *track, u32 pos)
{
	memcpy(track->data + pos, end_mark, COUNT_LEN);
}
