/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * locks.h - locks of the model where there is one thread: the order that model.h has
 *
 * Has host_lock() and the like. What is against the order ends the program.
 */
#ifndef TESTS_LOCKS_H
#define TESTS_LOCKS_H

#include "model.h"

/* Ends the program unless this subchannel is locked and the machine is not. */
void locks_must_hold(const struct vcss_sch *sch);
/* ... unless some subchannel is locked and the machine is not. */
void locks_must_hold_one(void);
/* ... unless the machine is not locked. */
void locks_must_not_hold_machine(void);
/* ... unless nothing is locked, and nobody reads. */
void locks_must_hold_none(void);

#endif
