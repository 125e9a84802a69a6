// SPDX-License-Identifier: GPL-2.0-only
/*
 * starts - how many channel programs the model of vcss carries out in a second
 *
 *	starts [-j] [-r ROUNDS] [-m MILLISECONDS] [-p PROGRAM] [-t THREADS]
 *
 * Each thread starts channel programs on a subchannel of its own, has them carried out,
 * takes an interruption and tests the status. Prints a line for each program, or for
 * PROGRAM alone: starts a second with one thread, with THREADS (2) of them and the ratio;
 * then the same number of threads if all subchannels have one lock, which is what would
 * become of it if the machine were locked while a channel program is carried out. Medians
 * of interleaved rounds; -j: as JSON. Without a processor for each thread, the ratio means
 * nothing.
 *
 * For a profile: perf record bench/starts -p NAME -t 1; perf report
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "threads.h"

#define ROUNDS_MAX 99
#define PAGE	   0x1000
#define AREA	   0x20000 /* a page with the program, then its data */

/* One more to begin with, of the thread that has all others started. */
#define WORKERS_MAX (THREADS_MAX - 1)

/* How threads are at it. */
enum way { ALONE, TOGETHER, ONE_LOCK, N_WAYS };

static const struct program {
	const char *name;
	u8 cmd;
	u16 count;
	u8 n_ccws;
} programs[] = {
	{ "nop", 0x03, 1, 1 },
	{ "sense-id", 0xe4, 7, 1 },
	{ "read-config", 0xfa, 256, 1 },
	{ "read-4k", 0x02, PAGE, 1 },
	{ "read-16x4k", 0x02, PAGE, 16 },
};

static bool stop;
static pthread_barrier_t begin;
static pthread_spinlock_t one_lock;

struct worker {
	pthread_t thread;
	u32 sid;
	double rate;
} __attribute__((aligned(128)));

static struct worker workers[WORKERS_MAX];

static void die(const char *what)
{
	fprintf(stderr, "starts: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* ---- starting ---- */

static void start_one(u32 sid)
{
	struct vcss_interruption interruption;
	struct irb_block irb;

	if (start(sid, sid * AREA) || !run(sid))
		die("a start failed");
	/* maybe that of another thread, which takes this one then */
	vcss_tpi(&css, 0xff, &interruption);
	if (vcss_tsch(&css, sid, &irb) || irb.scsw.dstat != DSTAT_DONE || irb.scsw.cstat)
		die("a channel program failed");
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	unsigned long n = 0;
	double time;

	threads_enter();
	pthread_barrier_wait(&begin);
	time = now();
	for (; !__atomic_load_n(&stop, __ATOMIC_RELAXED); n++)
		start_one(worker->sid);
	worker->rate = (double)n / (now() - time);
	return NULL;
}

static void put_program(const struct program *program, u32 at)
{
	u8 flags = CCW_SLI | CCW_CC;
	int i;

	for (i = 1; i <= program->n_ccws; i++) {
		if (i == program->n_ccws)
			flags = CCW_SLI;
		put_ccw1(at + 8 * (i - 1), program->cmd, flags, program->count,
			 at + i * PAGE);
	}
}

static void set_up(const struct program *program, int n, enum way way)
{
	int i;

	for (i = 0; i < n; i++) {
		workers[i].sid = i + 1;
		put_program(program, workers[i].sid * AREA);
		add_subchannel(workers[i].sid, way == ONE_LOCK ? &one_lock : NULL);
	}
}

static double measure(const struct program *program, int n, enum way way, int ms)
{
	const struct timespec pause = { ms / 1000, ms % 1000 * 1000000L };
	double rate = 0;
	int i;

	set_up(program, n, way);
	stop = false;
	pthread_barrier_init(&begin, NULL, (unsigned int)n + 1);
	for (i = 0; i < n; i++)
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
			die("no thread");
	pthread_barrier_wait(&begin);
	nanosleep(&pause, NULL);
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (i = 0; i < n; i++) {
		pthread_join(workers[i].thread, NULL);
		rate += workers[i].rate;
		remove_subchannel(workers[i].sid);
	}
	pthread_barrier_destroy(&begin);
	return rate;
}

/* ---- the table ---- */

static int cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void compare(const struct program *program, int threads, int rounds, int ms,
		    bool json)
{
	double value[N_WAYS][ROUNDS_MAX];
	int way, i;

	for (i = 0; i < rounds; i++)
		for (way = 0; way < N_WAYS; way++)
			value[way][i] =
				measure(program, way == ALONE ? 1 : threads, way, ms);
	for (way = 0; way < N_WAYS; way++)
		qsort(value[way], (size_t)rounds, sizeof(value[way][0]), cmp);
	i = rounds / 2;
	if (json)
		printf("{\"name\": \"starts, %s\", \"rounds\": %d, \"threads\": %d, "
		       "\"alone\": %.0f, \"together\": %.0f, \"one_lock\": %.0f}\n",
		       program->name, rounds, threads, value[ALONE][i],
		       value[TOGETHER][i], value[ONE_LOCK][i]);
	else
		printf("%-12s %12.0f %12.0f %6.2f %12.0f %6.2f\n", program->name,
		       value[ALONE][i], value[TOGETHER][i],
		       value[TOGETHER][i] / value[ALONE][i], value[ONE_LOCK][i],
		       value[ONE_LOCK][i] / value[ALONE][i]);
	fflush(stdout);
}

static int number(const char *word, int max)
{
	char *end;
	long val = strtol(word, &end, 10);

	if (*end || val < 1 || val > max)
		die("number out of range");
	return (int)val;
}

int main(int argc, char **argv)
{
	int rounds = 5, ms = 200, threads = 2, c;
	const char *only = NULL;
	bool json = false;
	size_t i;

	while ((c = getopt(argc, argv, "jm:p:r:t:")) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'm')
			ms = number(optarg, 100000);
		else if (c == 'p')
			only = optarg;
		else if (c == 'r')
			rounds = number(optarg, ROUNDS_MAX);
		else if (c == 't')
			threads = number(optarg, WORKERS_MAX);
		else
			return 2;
	}
	pthread_spin_init(&one_lock, PTHREAD_PROCESS_PRIVATE);
	if (!json)
		printf("%-12s %12s %9d %2s %6s %12s %6s\n", "program", "1 thread",
		       threads, "of", "ratio", "one lock", "ratio");
	for (i = 0; i < ARRAY_SIZE(programs); i++)
		if (!only || !strcmp(only, programs[i].name))
			compare(&programs[i], threads, rounds, ms, json);
	return 0;
}
