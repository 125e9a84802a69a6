/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * eckd.h - what the parts of a count-key-data disk have of each other
 */
#ifndef VCSS_ECKD_H
#define VCSS_ECKD_H

#include "disk.h"

/* What LOCATE RECORD is for. */
enum {
	OP_ORIENT = 0x00,
	OP_WRITE_DATA = 0x01,
	OP_FORMAT = 0x03,
	OP_READ_DATA = 0x06,
	OP_WRITE_TRACK = 0x0b,
	OP_READ_TRACKS = 0x0c,
	OP_READ = 0x16,
	OP_EXTENDED = 0x3f,
};

enum { EXT_WRITE_FULL_TRACK = 0x11, EXT_WRITE_TRACK_DATA = 0x23 };

/* dev-eckd.c */

u8 eckd_reject(struct vcss_sch *sch, u8 msg);
u8 eckd_protected(struct vcss_sch *sch);
u8 eckd_not_found(struct vcss_sch *sch);
u8 eckd_hold(struct vcss_sch *sch, bool write, struct eckd_track *track);
u8 eckd_next_track(struct vcss_sch *sch, bool write, struct eckd_track *track);
u8 eckd_track(struct vcss_sch *sch, bool next, bool write, struct eckd_track *track);

/* eckd-search.c; true: it is such a command, which has ended with @dstat */

bool eckd_search(struct vcss_sch *sch, u8 cmd, u8 *dstat);
u8 eckd_find_next(struct vcss_sch *sch, bool multi, bool zero, bool write,
		  struct eckd_track *track);
u8 eckd_this_or_next(struct vcss_sch *sch, bool multi, bool key, bool write,
		     struct eckd_track *track);

/* eckd-data.c; the same */

bool eckd_transfer(struct vcss_sch *sch, u8 cmd, u8 *dstat);

/* eckd-info.c: what a storage server says of itself */

u8 eckd_chars(struct vcss_sch *sch);
u8 eckd_config(struct vcss_sch *sch);
u8 eckd_perform(struct vcss_sch *sch);
u8 eckd_read_subsystem(struct vcss_sch *sch);
u8 eckd_status(struct vcss_sch *sch);

#endif
