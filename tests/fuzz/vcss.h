/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcss.h - surroundings for the model of vcss to be fuzzed: memory, a clock, devices
 *
 * What must not be ends the program: an order of locks that is not that of model.h, a
 * subchannel that is not asked again in time.
 */
#ifndef TESTS_FUZZ_VCSS_H
#define TESTS_FUZZ_VCSS_H

#include "model.h"

#define require(cond)            \
	do {                     \
		if (!(cond))     \
			abort(); \
	} while (0)

/*
 * Absolute addresses are offsets into it, without their upper bits, so that many are good:
 * half of what is left leads nowhere. The last page needs a storage key.
 */
#define MEMORY_LEN 0x10000
#define ADDR_MASK  0x1ffff
#define KEYED_PAGE 0xf000
#define KEYED_KEY  3

extern u8 memory[MEMORY_LEN];
extern struct vcss_css css;

#define N_DEVICES 2

/* What is fuzzed with: zeros behind the end. */
struct input {
	const u8 *at, *end;
};

u8 take8(struct input *in);
u16 take16(struct input *in);
u32 take32(struct input *in);

/* All is as in the beginning. */
void surroundings_reset(void);
/* Subchannel 0.0.000@no anew, on three paths, enabled, of device 1000 */
struct vcss_sch *surroundings_device(u32 no, const struct vcss_kind *kind);

/* The clock goes on for @ns, and what is due until then is done. */
void run(u64 ns);

void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr);
/* START SUBCHANNEL of CCWs of format 1 */
int start(struct vcss_sch *sch, u32 cpa, u32 flags, u8 lpm);

/* What holds of a subchannel at all times. */
void check_sch(const struct vcss_sch *sch);

#endif
