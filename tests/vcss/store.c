// SPDX-License-Identifier: GPL-2.0-only
/*
 * store.c - where the data of disks are when the model of vcss is a program
 */
#include <stdlib.h>

#include "store.h"

/* of the program */
extern struct vcss_css css;

bool store_slow;
int store_fails;
unsigned int n_stored;

struct host_store {
	u8 *units[STORE_UNITS];
	u8 stage[TRACK_LEN > 65536 ? TRACK_LEN : 65536];
	bool wanted[STORE_UNITS], waiting, dirty, storing;
	int err;
};

void store_open(struct vcss_sch *sch)
{
	sch->store = calloc(1, sizeof(*sch->store));
	if (!sch->store)
		abort();
}

void store_close(struct vcss_sch *sch)
{
	u32 i;

	if (!sch->store)
		return;
	for (i = 0; i < STORE_UNITS; i++)
		free(sch->store->units[i]);
	free(sch->store);
	sch->store = NULL;
}

u8 *store_unit(struct vcss_sch *sch, u32 unit)
{
	u8 **data = &sch->store->units[unit];

	if (!*data)
		*data = calloc(1, sch->dev.kind->unit_len);
	if (!*data)
		abort();
	return *data;
}

const u8 *store_peek(const struct vcss_sch *sch, u32 unit)
{
	return sch->store->units[unit];
}

bool store_is_waiting(const struct vcss_sch *sch)
{
	return sch->store->waiting;
}

void store_ready(struct vcss_sch *sch)
{
	struct host_store *store = sch->store;

	host_lock_sch(sch);
	if (store->storing)
		store->err = store_fails ? -EIO : 0;
	store->waiting = false;
	store->storing = false;
	vcss_sch_ready(&css, sch);
	host_unlock_sch(sch);
}

/* What is asked for the first time is not there yet, when the store is slow. */
int host_unit(struct vcss_sch *sch, u32 unit, bool write, u8 **data)
{
	struct host_store *store = sch->store;

	*data = NULL;
	if (unit >= STORE_UNITS)
		return -EIO;
	if (store_slow && !store->wanted[unit]) {
		store->wanted[unit] = true;
		store->waiting = true;
		return -EAGAIN;
	}
	if (store_fails)
		return -EIO;
	*data = write ? store_unit(sch, unit) : store->units[unit];
	return 0;
}

void host_unit_changed(struct vcss_sch *sch, u32 unit, u32 from, u32 len)
{
	if (unit >= STORE_UNITS || !sch->store->units[unit] ||
	    len > sch->dev.kind->unit_len || from > sch->dev.kind->unit_len - len)
		abort();
	sch->store->dirty = true;
}

u8 *host_stage(struct vcss_sch *sch)
{
	return sch->store->stage;
}

int host_store(struct vcss_sch *sch)
{
	struct host_store *store = sch->store;
	int err = store->err;

	if (!store->dirty) {
		store->err = 0;
		return err;
	}
	store->dirty = false;
	n_stored++;
	if (!store_slow)
		return store_fails ? -EIO : 0;
	store->storing = true;
	store->waiting = true;
	return -EAGAIN;
}
