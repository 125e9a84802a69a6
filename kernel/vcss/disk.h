/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * disk.h - disks: what fixed-block and count-key-data ones have in common
 *
 * The data of a disk are units of one size: groups of blocks, or tracks. The host has
 * them, in memory or in a file. A command first gets hold of all units that it needs,
 * with host_unit(); if one is not in memory, it ends with DSTAT_RETRY, and is carried
 * out once more, from its beginning, when the unit is there: the command retry of control
 * units that have a cache. What was changed is in the file when the channel program ends.
 */
#ifndef VCSS_DISK_H
#define VCSS_DISK_H

#include "model.h"

/* Bytes of the sense data that all disks have. */
enum {
	SENSE0_REJECT = 0x80,
	SENSE0_EQUIPMENT = 0x10,
	SENSE0_DATA = 0x08,
	SENSE1_PERMANENT = 0x80,
	SENSE1_FORMAT = 0x40,
	SENSE1_END_OF_CYLINDER = 0x20,
	SENSE1_NO_RECORD = 0x08,
	SENSE1_PROTECTED = 0x04,
	SENSE1_INHIBITED = 0x02,
};

/* Formats of byte 7, and messages. */
enum {
	MSG_NONE = 0x00,
	MSG_INVALID_COMMAND = 0x01,
	MSG_SEQUENCE = 0x02,
	MSG_SHORT = 0x03,
	MSG_PARAMETER = 0x04,
	MSG_ALLEGIANCE = 0x3f,
	MSG_DATA_AREA = 0x43,
	MSG_STORE = 0x90,
};

/* Numbers in what a program gives and gets. */

static inline u32 get16(const u8 *p)
{
	return (u32)p[0] << 8 | p[1];
}

static inline u32 get32(const u8 *p)
{
	return get16(p) << 16 | get16(p + 2);
}

static inline void put16(u8 *to, u32 val)
{
	to[0] = val >> 8;
	to[1] = val;
}

static inline void put32(u8 *to, u32 val)
{
	put16(to, val >> 16);
	put16(to + 2, val);
}

/* disk.c */

u8 vcss_disk_check(struct vcss_sch *sch, u8 sense0, u8 sense1, u8 msg);
u8 vcss_disk_not_there(struct vcss_sch *sch, int err);
bool vcss_disk_is_inhibited(struct vcss_sch *sch);
bool vcss_disk_is_defective(struct vcss_sch *sch, u32 first, u32 last);
u8 vcss_disk_command(struct vcss_sch *sch, u8 cmd);
void vcss_disk_put_zeros(struct vcss_sch *sch, u32 len);

/* eckd-track.c: images of tracks, see there */

#define TRACK_LEN	56832
#define HOME_LEN	5
#define COUNT_LEN	8
#define BLANK_LEN	(HOME_LEN + 2 * COUNT_LEN + COUNT_LEN)
#define HEADS		15
#define NO_RECORD	0

struct eckd_track {
	u8 *data;
	u32 len;
};

bool vcss_track_is_blank(const u8 *data);
bool vcss_track_is_end(const u8 *count);
void vcss_track_blank(u8 *data, u32 track);
u32 vcss_track_at(const struct eckd_track *track, u32 pos);
u32 vcss_track_first(const struct eckd_track *track);
u32 vcss_track_next(const struct eckd_track *track, u32 pos);
u32 vcss_track_find(const struct eckd_track *track, const u8 *id);
u32 vcss_track_end(const struct eckd_track *track, u32 pos);
bool vcss_track_fits(const struct eckd_track *track, u32 after, u32 kl, u32 dl);
void vcss_track_cut(struct eckd_track *track, u32 pos);

static inline u32 rec_kl(const u8 *count)
{
	return count[5];
}

static inline u32 rec_dl(const u8 *count)
{
	return get16(count + 6);
}

#endif
