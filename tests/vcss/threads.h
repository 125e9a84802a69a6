/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * threads.h - surroundings for the model of vcss in which several threads are at it
 */
#ifndef TESTS_VCSS_THREADS_H
#define TESTS_VCSS_THREADS_H

#include <pthread.h>

#include "model.h"

#define MEMORY_LEN  0x1000000
#define THREADS_MAX 64

/* Absolute addresses are offsets into it. */
extern u8 memory[MEMORY_LEN];
extern struct vcss_css css;

/* The device: READ (02) has 4 KiB; all else is generic. */

/* Each thread but the first calls it first. */
void threads_enter(void);

/* Subchannel @sid, enabled, on a path. @lock: NULL: one of its own */
void add_subchannel(u32 sid, pthread_spinlock_t *lock);
/* False: there is none. */
bool remove_subchannel(u32 sid);

/* Has the subchannel do what is due. False: nothing is. */
bool run(u32 sid);

void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr);
/* START SUBCHANNEL of CCWs of format 1 */
int start(u32 sid, u32 program);

#endif
