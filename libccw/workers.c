// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * workers.c - the same work on many objects
 *
 * Threads pay off only with descriptor tables of their own: a shared one is locked
 * at each open, and the descriptors of several threads do not follow each other.
 */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "workers.h"

/* Starting a thread costs about as much as reading four subchannels. */
#define THREADS_FROM 128
#define THREADS_MAX  4
#define PORTION	     32

struct job {
	size_t n;
	atomic_size_t next;
	work_fn fn;
	void *data;
};

struct worker {
	pthread_t thread;
	struct job *job;
	struct reader reader;
};

static void work(struct job *job, struct reader *reader)
{
	size_t item, end;

	while ((item = atomic_fetch_add(&job->next, PORTION)) < job->n) {
		end = item + PORTION < job->n ? item + PORTION : job->n;
		for (; item < end; item++)
			job->fn(reader, job->data, item);
	}
}

static void *thread_main(void *data)
{
	struct worker *worker = data;

	reader_unshare_fds(&worker->reader);
	work(worker->job, &worker->reader);
	reader_close(&worker->reader);
	return NULL;
}

static int count_cpus(void)
{
	cpu_set_t cpus;

	return sched_getaffinity(0, sizeof(cpus), &cpus) < 0 ? 1 : CPU_COUNT(&cpus);
}

/* Signals are for the threads of the application. */
static int start_thread(pthread_t *thread, void *(*fn)(void *), void *data)
{
	sigset_t all, old;
	int rc;

	sigfillset(&all);
	/* whoever wants to see to a crash, can */
	sigdelset(&all, SIGSEGV);
	sigdelset(&all, SIGBUS);
	sigdelset(&all, SIGFPE);
	sigdelset(&all, SIGILL);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(thread, NULL, fn, data);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return rc;
}

static int start_threads(struct worker *worker, int wanted, struct job *job)
{
	int n;

	for (n = 0; n < wanted; n++) {
		worker[n].job = job;
		reader_init(&worker[n].reader);
		if (start_thread(&worker[n].thread, thread_main, &worker[n]))
			break;
	}
	return n;
}

void workers_run(struct reader *reader, size_t n, work_fn fn, void *data)
{
	struct job job = { .n = n, .fn = fn, .data = data };
	struct worker worker[THREADS_MAX];
	int i, wanted, started = 0;

	if (n >= THREADS_FROM) {
		wanted = count_cpus();
		started = start_threads(worker, wanted < THREADS_MAX ? wanted : THREADS_MAX,
					&job);
	}
	if (!started)
		work(&job, reader);
	for (i = 0; i < started; i++) {
		pthread_join(worker[i].thread, NULL);
		reader_merge(reader, &worker[i].reader);
	}
}

struct background {
	pthread_t thread;
	void (*fn)(struct reader *reader, void *data);
	void *data;
	struct reader reader;
};

static void *background_main(void *data)
{
	struct background *background = data;

	background->fn(&background->reader, background->data);
	return NULL;
}

struct background *background_start(void (*fn)(struct reader *reader, void *data), void *data)
{
	struct background *background = malloc(sizeof(*background));

	if (!background)
		return NULL;
	background->fn = fn;
	background->data = data;
	reader_init(&background->reader);
	if (start_thread(&background->thread, background_main, background)) {
		free(background);
		return NULL;
	}
	return background;
}

void background_join(struct background *background, struct reader *reader)
{
	pthread_join(background->thread, NULL);
	reader_merge(reader, &background->reader);
	reader_close(&background->reader);
	free(background);
}
