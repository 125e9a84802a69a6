/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * disks.h - channel programs for disks, made of what is fuzzed with
 *
 * There are two disks with the same data. Each program is carried out by both: by one
 * whose store is quick and whose last program has left nothing, and by one whose store is
 * slow, and which remembers nonsense. They have to do the same.
 */
#ifndef TESTS_FUZZ_DISKS_H
#define TESTS_FUZZ_DISKS_H

#include "fuzz.h"
#include "store.h"
#include "vcss.h"

#define PARAM_MAX 80

/*
 * A CCW: its parameter, @len bytes, is in @param; without one, data are moved. @loops: a
 * transfer in channel back to it follows.
 */
struct command {
	u8 cmd, param[PARAM_MAX];
	u16 count;
	u32 len;
	bool loops;
};

/* What is special about a kind of disks. */
struct disk_kind {
	const struct vcss_kind *kind;
	u32 size;
	/* data that are there in the beginning */
	void (*fill)(struct vcss_sch *sch, struct input *in);
	void (*choose)(struct command *command, struct input *in);
	/* what a disk remembers of a channel program becomes nonsense */
	void (*spoil)(struct vcss_sch *sch);
};

void fuzz_disk(const struct disk_kind *disk, struct input *in);

#endif
