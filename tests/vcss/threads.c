// SPDX-License-Identifier: GPL-2.0-only
/*
 * threads.c - surroundings for the model of vcss in which several threads are at it
 *
 * The locks are real. What host_start() is called for is noted at the subchannel, for
 * whichever thread comes along.
 */
#include <sched.h>
#include <stdio.h>
#include <time.h>

#include "threads.h"

u8 memory[MEMORY_LEN];
struct vcss_css css;

struct host_sch {
	struct vcss_sch sch;
	pthread_spinlock_t own, *lock;
	bool due;
};

/*
 * Of each thread, how often it is between host_read_lock() and host_read_unlock(). All but
 * that of the first are used again, the numbers go round: two threads may share one.
 */
static struct reader {
	unsigned int depth;
} __attribute__((aligned(128))) readers[THREADS_MAX];

static unsigned int n_threads;
static __thread struct reader *self = readers;

/* alone in its cache line */
static struct {
	pthread_spinlock_t lock;
} __attribute__((aligned(128))) machine;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static struct host_sch *host_of(struct vcss_sch *sch)
{
	return (struct host_sch *)((char *)sch - offsetof(struct host_sch, sch));
}

static void die(const char *what)
{
	fprintf(stderr, "%s\n", what);
	abort();
}

/* ---- what the model calls ---- */

void host_lock_sch(struct vcss_sch *sch)
{
	pthread_spin_lock(host_of(sch)->lock);
}

void host_unlock_sch(struct vcss_sch *sch)
{
	pthread_spin_unlock(host_of(sch)->lock);
}

void host_lock(struct vcss_css *unused)
{
	pthread_spin_lock(&machine.lock);
}

void host_unlock(struct vcss_css *unused)
{
	pthread_spin_unlock(&machine.lock);
}

/* That it is done has to be seen before what is looked up is read. */
void host_read_lock(void)
{
	__atomic_fetch_add(&self->depth, 1, __ATOMIC_SEQ_CST);
}

void host_read_unlock(void)
{
	__atomic_fetch_sub(&self->depth, 1, __ATOMIC_RELEASE);
}

void host_synchronize(void)
{
	unsigned int i;

	/* a change, though of nothing, is not reordered with what was done before */
	for (i = 0; i < THREADS_MAX; i++)
		while (__atomic_fetch_add(&readers[i].depth, 0, __ATOMIC_SEQ_CST))
			sched_yield();
}

void host_start(struct vcss_css *unused, struct vcss_sch *sch, u64 ns)
{
	__atomic_store_n(&host_of(sch)->due, true, __ATOMIC_RELEASE);
}

void host_interrupt(struct vcss_css *unused)
{
}

void host_report(struct vcss_css *unused)
{
}

u64 host_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * 1000000000 + (u64)now.tv_nsec;
}

void host_trace_ccw(const struct vcss_sch *sch)
{
}

int host_read(u64 addr, void *buf, u32 len, u8 key)
{
	if (addr >= MEMORY_LEN || len > MEMORY_LEN - addr)
		return -EFAULT;
	memcpy(buf, memory + addr, len);
	return 0;
}

int host_write(u64 addr, const void *buf, u32 len, u8 key)
{
	if (addr >= MEMORY_LEN || len > MEMORY_LEN - addr)
		return -EFAULT;
	memcpy(memory + addr, buf, len);
	return 0;
}

/* ---- the device ---- */

static u8 command(struct vcss_sch *sch, u8 cmd)
{
	static const u8 data[4096] = { 1, 2, 3 };

	if (cmd != 0x02)
		return vcss_generic_command(sch, cmd);
	vcss_put(sch, data, sizeof(data));
	return DSTAT_DONE;
}

static const struct vcss_kind test_kind = { .name = "test", .command = command };

/* ---- subchannels ---- */

static void init(void)
{
	pthread_spin_init(&machine.lock, PTHREAD_PROCESS_PRIVATE);
	vcss_css_init(&css);
	css.chp[0x10] = (struct vcss_chp){ .present = true, .state = CHP_CONFIGURED };
}

void threads_enter(void)
{
	unsigned int i = __atomic_fetch_add(&n_threads, 1, __ATOMIC_SEQ_CST);

	self = &readers[1 + i % (THREADS_MAX - 1)];
}

void add_subchannel(u32 sid, pthread_spinlock_t *lock)
{
	/* no two of them in a cache line */
	struct host_sch *host = aligned_alloc(128, (sizeof(*host) + 127) & ~(size_t)127);
	struct vcss_sch *sch = &host->sch;

	pthread_once(&once, init);
	if (!host || vcss_css_add_set(&css, SID_SET(sid)))
		die("no memory");
	memset(host, 0, sizeof(*host));
	pthread_spin_init(&host->own, PTHREAD_PROCESS_PRIVATE);
	host->lock = lock ? lock : &host->own;
	sch->sid = sid;
	sch->has_dev = true;
	sch->pam = 0x80;
	sch->schib.pmcw.pim = 0x80;
	sch->schib.pmcw.pom = 0xff;
	sch->schib.pmcw.chpid[0] = 0x10;
	sch->schib.pmcw.flags = cpu_to_be16(PMCW_DNV | PMCW_ENABLED);
	sch->schib.pmcw.devno = cpu_to_be16(SID_NO(sid));
	sch->dev.kind = &test_kind;
	sch->dev.cu_type = 0x3990;
	sch->dev.dev_type = 0x3390;
	if (vcss_css_insert(&css, sch))
		die("a second time");
}

bool remove_subchannel(u32 sid)
{
	struct vcss_sch *sch = vcss_css_remove(&css, sid);

	if (!sch)
		return false;
	host_synchronize();
	free(host_of(sch));
	return true;
}

bool run(u32 sid)
{
	struct vcss_sch *sch;
	bool due;

	host_read_lock();
	sch = vcss_css_get(&css, sid);
	due = sch && __atomic_exchange_n(&host_of(sch)->due, false, __ATOMIC_ACQ_REL);
	if (due)
		vcss_sch_run(&css, sch);
	host_read_unlock();
	return due;
}

void put_ccw1(u32 at, u8 cmd, u8 flags, u16 count, u32 addr)
{
	struct ccw1_block ccw = { cmd, flags, cpu_to_be16(count), cpu_to_be32(addr) };

	memcpy(memory + at, &ccw, sizeof(ccw));
}

int start(u32 sid, u32 program)
{
	struct orb_block orb = { .intparm = cpu_to_be32(program),
				 .cpa = cpu_to_be32(program) };

	orb.control = cpu_to_be32(ORB_FMT1 | ORB_SPND | 0x80 << ORB_LPM_SHIFT);
	return vcss_ssch(&css, sid, &orb);
}
