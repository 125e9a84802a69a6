// SPDX-License-Identifier: GPL-2.0-only
/*
 * store.c - where the data of disks are: in memory, or in a file
 *
 * Channel programs run in interrupts, and do not wait: what is not in memory is fetched by
 * a work item, which has the subchannel carry on then. With a file, what was changed is
 * written to it before the channel program ends, so that what Linux has been told of is
 * in the file, in one write for each unit; units are kept in memory as long as there are
 * few. Without a file, units that were never written take no memory.
 */
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include "module.h"

/* So many units of a file are kept in memory. */
#define UNITS_MAX	256
#define CKD_HEAD_LEN	512

/**
 * struct unit - one that is in memory
 * @used: since it was last looked whether it can go
 * @from, @to: what was changed; nothing if @to is 0
 */
struct unit {
	u8 *data;
	bool used;
	u32 from, to;
};

/**
 * struct host_store - the data of a disk
 * @list: in that of all that there are, which control.c's mutex protects
 * @file: NULL: in memory only
 * @offset: of the first unit in the file
 * @units: those in memory, by number; changed by the work item only
 * @wanted: a unit that is to be fetched, if @want
 * @waiting: the channel program goes on when the work item is done
 * @dirty: units from @first to @last were changed
 * @err: what was tried last has failed
 */
struct host_store {
	struct list_head list;
	struct vcss_sch *sch;
	struct file *file;
	u32 unit_len;
	loff_t offset;
	struct xarray units;
	u32 n, wanted, first, last;
	bool want, waiting, dirty;
	int err;
	u8 *stage;
	struct work_struct work;
};

static struct workqueue_struct *workers;
static LIST_HEAD(stores);

/* ---- what the model calls, with the lock of the subchannel held ---- */

static int later(struct host_store *store)
{
	int err = store->err;

	store->err = 0;
	if (err)
		return -EIO;
	store->waiting = true;
	queue_work(workers, &store->work);
	return -EAGAIN;
}

int host_unit(struct vcss_sch *sch, u32 unit, bool write, u8 **data)
{
	struct host_store *store = sch->store;
	struct unit *found = xa_load(&store->units, unit);

	*data = NULL;
	if (found) {
		found->used = true;
		*data = found->data;
		return 0;
	}
	if (!store->file && !write)
		return 0;
	store->wanted = unit;
	store->want = true;
	return later(store);
}

void host_unit_changed(struct vcss_sch *sch, u32 unit, u32 from, u32 len)
{
	struct host_store *store = sch->store;
	struct unit *changed = xa_load(&store->units, unit);

	if (!store->file)
		return;
	changed->from = changed->to ? min(changed->from, from) : from;
	changed->to = max(changed->to, from + len);
	store->first = store->dirty ? min(store->first, unit) : unit;
	store->last = store->dirty ? max(store->last, unit) : unit;
	store->dirty = true;
}

u8 *host_stage(struct vcss_sch *sch)
{
	return sch->store->stage;
}

int host_store(struct vcss_sch *sch)
{
	struct host_store *store = sch->store;
	int err = store->err;

	if (store->dirty)
		return later(store);
	store->err = 0;
	return err;
}

/* ---- the work item ---- */

static void free_unit(struct unit *unit)
{
	if (unit)
		kvfree(unit->data);
	kfree(unit);
}

/* What the file does not have is zero. */
static int read_unit(struct host_store *store, u32 number, u8 *data)
{
	loff_t pos = store->offset + (loff_t)number * store->unit_len;
	size_t done = 0;
	ssize_t n;

	while (done < store->unit_len) {
		n = kernel_read(store->file, data + done, store->unit_len - done, &pos);
		if (n < 0)
			return n;
		if (!n)
			break;
		done += n;
	}
	return 0;
}

static int fetch(struct host_store *store, u32 number)
{
	struct unit *unit = kzalloc(sizeof(*unit), GFP_KERNEL);
	int err = -ENOMEM;

	if (unit)
		unit->data = kvzalloc(store->unit_len, GFP_KERNEL | __GFP_NOWARN);
	if (!store->stage)
		store->stage = kvmalloc(store->unit_len, GFP_KERNEL | __GFP_NOWARN);
	if (unit && unit->data && store->stage)
		err = store->file ? read_unit(store, number, unit->data) : 0;
	if (!err)
		err = xa_err(xa_store(&store->units, number, unit, GFP_KERNEL));
	if (err)
		free_unit(unit);
	else
		store->n++;
	return err;
}

static int write_unit(struct host_store *store, unsigned long number, const struct unit *unit,
		      u32 from, u32 to)
{
	loff_t pos = store->offset + (loff_t)number * store->unit_len + from;
	ssize_t n = kernel_write(store->file, unit->data + from, to - from, &pos);

	return n < 0 ? n : n == to - from ? 0 : -EIO;
}

/* What was changed, from unit @first to @last. */
static int write_changed(struct host_store *store, u32 first, u32 last)
{
	unsigned long number;
	struct unit *unit;
	int err = 0, rc;
	u32 from, to;

	xa_for_each_range(&store->units, number, unit, first, last) {
		host_lock_sch(store->sch);
		from = unit->from;
		to = unit->to;
		unit->to = 0;
		host_unlock_sch(store->sch);
		rc = to ? write_unit(store, number, unit, from, to) : 0;
		err = rc ? rc : err;
	}
	return err;
}

/* Those that were not used for a while go when there are many. */
static void forget_unused(struct host_store *store)
{
	unsigned long number;
	struct unit *unit;
	bool goes;

	if (!store->file || store->n <= UNITS_MAX)
		return;
	xa_for_each(&store->units, number, unit) {
		host_lock_sch(store->sch);
		goes = !unit->used && !unit->to;
		unit->used = false;
		if (goes)
			xa_erase(&store->units, number);
		host_unlock_sch(store->sch);
		if (goes) {
			free_unit(unit);
			store->n--;
		}
	}
}

static void work(struct work_struct *work)
{
	struct host_store *store = container_of(work, struct host_store, work);
	/* the memory may have to come from pages that wait to be written to this very disk */
	unsigned int noio = memalloc_noio_save();
	u32 wanted, first, last;
	bool want, dirty;
	int err = 0;

	host_lock_sch(store->sch);
	want = store->want;
	wanted = store->wanted;
	dirty = store->dirty;
	first = store->first;
	last = store->last;
	store->want = false;
	store->dirty = false;
	host_unlock_sch(store->sch);
	if (dirty)
		err = write_changed(store, first, last);
	forget_unused(store);
	if (want && !xa_load(&store->units, wanted) && !err)
		err = fetch(store, wanted);
	host_lock_sch(store->sch);
	/* of nobody's if what it was for was given up */
	store->err = store->waiting ? err : 0;
	if (store->waiting) {
		store->waiting = false;
		vcss_sch_ready(&vcss, store->sch);
	}
	host_unlock_sch(store->sch);
	memalloc_noio_restore(noio);
}

/* ---- stores come and go ---- */

/* Whether another disk has the file; several may have one that none of them changes. */
static bool is_taken(const struct file *file, bool read_only)
{
	const struct host_store *store;

	list_for_each_entry(store, &stores, list)
		if (store->file && store->file->f_mapping == file->f_mapping &&
		    !(read_only && store->sch->dev.read_only))
			return true;
	return false;
}

/**
 * store_open - gives a disk room for its data
 * @path: of a file that is there; empty: they are in memory
 *
 * Return: 0, -EBUSY: another disk has the file, or another negative errno.
 */
int store_open(struct vcss_sch *sch, const char *path)
{
	struct host_store *store = kzalloc(sizeof(*store), GFP_KERNEL);
	struct file *file = NULL;

	if (!store)
		return -ENOMEM;
	if (*path)
		file = filp_open(path, (sch->dev.read_only ? O_RDONLY : O_RDWR) | O_LARGEFILE, 0);
	if (IS_ERR(file)) {
		kfree(store);
		return PTR_ERR(file);
	}
	if (file && is_taken(file, sch->dev.read_only)) {
		fput(file);
		kfree(store);
		return -EBUSY;
	}
	store->sch = sch;
	store->file = file;
	store->unit_len = sch->dev.kind->unit_len;
	store->offset = sch->dev.kind == &vcss_eckd_kind ? CKD_HEAD_LEN : 0;
	xa_init(&store->units);
	INIT_WORK(&store->work, work);
	list_add(&store->list, &stores);
	sch->store = store;
	return 0;
}

/**
 * store_close - of a subchannel that is not part of the channel subsystem any more
 */
void store_close(struct vcss_sch *sch)
{
	struct host_store *store = sch->store;
	unsigned long number;
	struct unit *unit;

	if (!store)
		return;
	list_del(&store->list);
	sch->store = NULL;
	flush_work(&store->work);
	if (store->file) {
		write_changed(store, 0, U32_MAX);
		fput(store->file);
	}
	xa_for_each(&store->units, number, unit)
		free_unit(unit);
	xa_destroy(&store->units);
	kvfree(store->stage);
	kfree(store);
}

int store_init(void)
{
	workers = alloc_workqueue("vcss-store", WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	return workers ? 0 : -ENOMEM;
}

void store_exit(void)
{
	destroy_workqueue(workers);
}
