// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pattern.c - data that tells whether a disk keeps it
 *
 *	pattern write FILE SEED MIB
 *		pseudo-random data, which is on the disk in the end
 *	pattern check FILE SEED MIB [STATE]
 *		whether it is there; what differs is told
 *	pattern churn FILE SEED MIB STATE SECONDS WORKERS
 *		as many processes write and read in what "write" wrote, each in its own
 *		part of it; STATE is a file that tells what is where by now, which it
 *		goes on from
 *	pattern speed read|write sequential|random FILE MIB COUNT
 *		COUNT times 1 MiB in turn, or 4 KiB anywhere, in the first MIB of FILE,
 *		past the page cache
 *
 * The unit is a block of 4 KiB. It has its number and its generation in it, how often it
 * was written: a block that is old or of another place is told from one that is broken.
 * Exit status: 0, 1 if something differs or fails, 2 if it was called wrongly.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BLOCK	    4096
#define WORDS	    (BLOCK / sizeof(uint64_t))
#define CHUNK	    256 /* blocks that are written or read at once, 1 MiB */
#define RUN_MAX	    16	/* the same, while it is churned */
#define WORKERS_MAX 64
#define TOLD_MAX    8

struct worker {
	uint64_t n_reads, n_writes, longest_ms;
};

struct shared {
	volatile sig_atomic_t stop;
	struct worker worker[WORKERS_MAX];
};

static uint64_t seed;
static uint64_t n_blocks;
static uint64_t *buffer;
static struct shared *shared;

static void fail(const char *what)
{
	fprintf(stderr, "pattern: %s: %s\n", what, strerror(errno));
	exit(1);
}

static uint64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

/* splitmix64 */
static uint64_t mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

/* xorshift64 */
static uint64_t next(uint64_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 7;
	*x ^= *x << 17;
	return *x;
}

static uint64_t label(uint64_t block, uint32_t generation)
{
	return block << 32 | generation;
}

static void fill(uint64_t *words, uint64_t block, uint32_t generation)
{
	uint64_t x = mix(seed ^ mix(label(block, generation))) | 1;
	size_t i;

	words[0] = label(block, generation);
	for (i = 1; i < WORDS; i++)
		words[i] = next(&x);
}

/* Where a block differs first, or -1. */
static long differs(const uint64_t *words, uint64_t block, uint32_t generation)
{
	uint64_t expected[WORDS];
	size_t i;

	fill(expected, block, generation);
	if (!memcmp(words, expected, BLOCK))
		return -1;
	for (i = 0; words[i] == expected[i]; i++)
		;
	return (long)(i * sizeof(*words));
}

static void tell(const uint64_t *words, uint64_t block, uint32_t generation, long at)
{
	printf("offset %" PRIu64 ": differs; ", block * BLOCK + (uint64_t)at);
	if (words[0] >> 32 < n_blocks &&
	    differs(words, words[0] >> 32, (uint32_t)words[0]) < 0)
		printf("generation %u of block %" PRIu64 " is there", (uint32_t)words[0],
		       words[0] >> 32);
	else
		printf("%016" PRIx64 " is there", words[at / (long)sizeof(*words)]);
	printf(", expected was generation %u of block %" PRIu64 "\n", generation, block);
}

static int open_file(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd < 0)
		fail(path);
	return fd;
}

static void write_all(int fd, const void *data, size_t len, uint64_t offset)
{
	ssize_t n;

	for (; len; len -= (size_t)n, offset += (uint64_t)n) {
		n = pwrite(fd, data, len, (off_t)offset);
		if (n <= 0)
			fail("writing");
		data = (const char *)data + n;
	}
}

static void read_all(int fd, void *data, size_t len, uint64_t offset)
{
	ssize_t n;

	for (; len; len -= (size_t)n, offset += (uint64_t)n) {
		n = pread(fd, data, len, (off_t)offset);
		if (n == 0)
			errno = ENODATA;
		if (n <= 0)
			fail("reading");
		data = (char *)data + n;
	}
}

/* ---- one after the other ---- */

static int do_write(const char *path)
{
	int fd = open_file(path, O_WRONLY | O_CREAT);
	uint64_t block, i;

	for (block = 0; block < n_blocks; block += CHUNK) {
		for (i = 0; i < CHUNK; i++)
			fill(buffer + i * WORDS, block + i, 0);
		write_all(fd, buffer, CHUNK * BLOCK, block * BLOCK);
	}
	if (fsync(fd) < 0 || close(fd) < 0)
		fail(path);
	return 0;
}

/* The generation of each block, in a file that others see, too. */
static uint32_t *map_state(const char *path, bool create)
{
	size_t len = n_blocks * sizeof(uint32_t);
	uint32_t *state;
	int fd;

	fd = open_file(path, create ? O_RDWR | O_CREAT : O_RDWR);
	if (create && ftruncate(fd, (off_t)len) < 0)
		fail(path);
	state = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (state == MAP_FAILED)
		fail(path);
	close(fd);
	return state;
}

static int do_check(const char *path, const uint32_t *state)
{
	int fd = open_file(path, O_RDONLY);
	uint64_t block, i, n = 0;
	uint32_t generation;
	long at;

	for (block = 0; block < n_blocks; block += CHUNK) {
		read_all(fd, buffer, CHUNK * BLOCK, block * BLOCK);
		for (i = 0; i < CHUNK; i++) {
			generation = state ? state[block + i] : 0;
			at = differs(buffer + i * WORDS, block + i, generation);
			if (at >= 0 && n++ < TOLD_MAX)
				tell(buffer + i * WORDS, block + i, generation, at);
		}
	}
	if (n)
		printf("%" PRIu64 " of %" PRIu64 " blocks differ\n", n, n_blocks);
	close(fd);
	return n > 0;
}

/* ---- many at once ---- */

static void stop(int number)
{
	shared->stop = 1;
}

static void read_run(int fd, const uint32_t *state, uint64_t first, uint64_t n)
{
	uint64_t i;
	long at;

	read_all(fd, buffer, n * BLOCK, first * BLOCK);
	for (i = 0; i < n; i++) {
		at = differs(buffer + i * WORDS, first + i, state[first + i]);
		if (at >= 0) {
			tell(buffer + i * WORDS, first + i, state[first + i], at);
			exit(1);
		}
	}
}

static void write_run(int fd, uint32_t *state, uint64_t first, uint64_t n, bool direct)
{
	uint64_t i;

	for (i = 0; i < n; i++)
		fill(buffer + i * WORDS, first + i, state[first + i] + 1);
	write_all(fd, buffer, n * BLOCK, first * BLOCK);
	if (!direct && fdatasync(fd) < 0)
		fail("fdatasync");
	for (i = 0; i < n; i++)
		state[first + i]++;
}

/* Those with even numbers go past the page cache, the others through it. */
static void work(const char *path, uint32_t *state, unsigned int me,
		 unsigned int n_workers)
{
	struct worker *worker = &shared->worker[me];
	uint64_t from = n_blocks * me / n_workers;
	uint64_t size = n_blocks * (me + 1) / n_workers - from;
	uint64_t x = mix(seed + me) | 1;
	bool direct = me % 2 == 0;
	int fd = open_file(path, O_RDWR | (direct ? O_DIRECT : 0));

	if (!direct) /* nothing of what others write is read ahead */
		posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM);
	while (!shared->stop) {
		uint64_t n = next(&x) % RUN_MAX + 1;
		uint64_t first = from + next(&x) % (size - n + 1);
		uint64_t begin = now_ms(), took;

		if (next(&x) % 2) {
			read_run(fd, state, first, n);
			worker->n_reads++;
		} else {
			write_run(fd, state, first, n, direct);
			worker->n_writes++;
		}
		if (!direct)
			posix_fadvise(fd, (off_t)(first * BLOCK), (off_t)(n * BLOCK),
				      POSIX_FADV_DONTNEED);
		took = now_ms() - begin;
		if (took > worker->longest_ms)
			worker->longest_ms = took;
	}
	if (fsync(fd) < 0 || close(fd) < 0)
		fail(path);
	exit(0);
}

static int wait_for_workers(unsigned int n_workers)
{
	uint64_t n_reads = 0, n_writes = 0, longest = 0;
	int result = 0, status;
	unsigned int i;

	for (i = 0; i < n_workers;) {
		if (wait(&status) < 0) {
			if (errno != EINTR)
				fail("wait");
			continue;
		}
		i++;
		if (status) {
			shared->stop = 1;
			result = 1;
		}
	}
	for (i = 0; i < n_workers; i++) {
		n_reads += shared->worker[i].n_reads;
		n_writes += shared->worker[i].n_writes;
		if (shared->worker[i].longest_ms > longest)
			longest = shared->worker[i].longest_ms;
	}
	printf("reads: %" PRIu64 "\nwrites: %" PRIu64 "\nlongest: %" PRIu64 " ms\n",
	       n_reads, n_writes, longest);
	return result;
}

static int do_churn(const char *path, uint32_t *state, unsigned int seconds,
		    unsigned int n_workers)
{
	unsigned int i;
	pid_t pid;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		fail("mmap");
	for (i = 0; i < n_workers; i++) {
		pid = fork();
		if (pid < 0)
			fail("fork");
		if (pid == 0)
			work(path, state, i, n_workers);
	}
	signal(SIGALRM, stop);
	signal(SIGTERM, stop);
	alarm(seconds);
	return wait_for_workers(n_workers);
}

/* ---- speed ---- */

static int do_speed(bool writing, bool random, const char *path, uint64_t count)
{
	int fd = open_file(path, O_DIRECT | (writing ? O_WRONLY : O_RDONLY));
	size_t len = random ? BLOCK : CHUNK * BLOCK;
	uint64_t x = mix(0), i, offset;

	fill(buffer, 0, 0);
	for (i = 0; i < count; i++) {
		offset = (random ? next(&x) : i) * len % (n_blocks * BLOCK);
		if (writing)
			write_all(fd, buffer, len, offset);
		else
			read_all(fd, buffer, len, offset);
	}
	if (close(fd) < 0)
		fail(path);
	return 0;
}

/* ---- the command line ---- */

static uint64_t number(const char *text)
{
	char *end;
	uint64_t value = strtoull(text, &end, 0);

	if (*end || end == text) {
		fprintf(stderr, "pattern: not a number: %s\n", text);
		exit(2);
	}
	return value;
}

static bool is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	setvbuf(stdout, NULL, _IOLBF, 0);
	buffer = aligned_alloc(BLOCK, CHUNK * BLOCK);
	if (!buffer)
		fail("memory");
	if (argc == 7 && is(what, "speed")) {
		n_blocks = number(argv[5]) * CHUNK;
		return do_speed(is(argv[2], "write"), is(argv[3], "random"), argv[4],
				number(argv[6]));
	}
	if (argc > 4) {
		seed = number(argv[3]);
		n_blocks = number(argv[4]) * CHUNK;
	}
	if (argc == 5 && is(what, "write"))
		return do_write(argv[2]);
	if (argc == 5 && is(what, "check"))
		return do_check(argv[2], NULL);
	if (argc == 6 && is(what, "check"))
		return do_check(argv[2], map_state(argv[5], false));
	if (argc == 8 && is(what, "churn") && number(argv[7]) - 1 < WORKERS_MAX)
		return do_churn(argv[2], map_state(argv[5], true),
				(unsigned int)number(argv[6]),
				(unsigned int)number(argv[7]));
	fprintf(stderr, "pattern: see pattern.c\n");
	return 2;
}
