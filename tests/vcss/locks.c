// SPDX-License-Identifier: GPL-2.0-only
/*
 * locks.c - locks of the model where there is one thread
 */
#include <stdlib.h>

#include "locks.h"

static const struct vcss_sch *locked;
static bool machine_locked;
static unsigned int n_reading;

static void require(bool is_so)
{
	if (!is_so)
		abort();
}

void locks_must_hold(const struct vcss_sch *sch)
{
	require(locked == sch && !machine_locked);
}

void locks_must_hold_one(void)
{
	require(locked && !machine_locked);
}

void locks_must_not_hold_machine(void)
{
	require(!machine_locked);
}

void locks_must_hold_none(void)
{
	require(!locked && !machine_locked && !n_reading);
}

/* ---- what the model calls ---- */

void host_lock_sch(struct vcss_sch *sch)
{
	require(!locked && !machine_locked);
	locked = sch;
}

void host_unlock_sch(struct vcss_sch *sch)
{
	locks_must_hold(sch);
	locked = NULL;
}

void host_lock(struct vcss_css *unused)
{
	require(!machine_locked);
	machine_locked = true;
}

void host_unlock(struct vcss_css *unused)
{
	require(machine_locked);
	machine_locked = false;
}

void host_read_lock(void)
{
	n_reading++;
}

void host_read_unlock(void)
{
	require(n_reading);
	n_reading--;
}

void host_synchronize(void)
{
	locks_must_hold_none();
}
