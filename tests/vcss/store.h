/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * store.h - where the data of disks are when the model of vcss is a program
 */
#ifndef VCSS_TEST_STORE_H
#define VCSS_TEST_STORE_H

#include "disk.h"

/* So many units a disk has room for; those behind them fail. */
#define STORE_UNITS 64

/*
 * What is asked for is there only after store_ready(); nothing can be read, or stored.
 * How often something was stored.
 */
extern bool store_slow;
extern int store_fails;
extern unsigned int n_stored;

void store_open(struct vcss_sch *sch);
void store_close(struct vcss_sch *sch);

/* What is on the disk. */
u8 *store_unit(struct vcss_sch *sch, u32 unit);
/* The same; NULL: it was never written. */
const u8 *store_peek(const struct vcss_sch *sch, u32 unit);

/* Whether something is on its way from or to the store; it has come about now. */
bool store_is_waiting(const struct vcss_sch *sch);
void store_ready(struct vcss_sch *sch);

#endif
