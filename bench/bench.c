// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bench.c - runs commands in turn and prints medians of paired ratios
 *
 *	bench [-r RESET] ROUNDS NAME COMMAND-A COMMAND-B [COMMAND-C]
 *
 * Each round runs every command once, one right after the other, so that what slows
 * the machine down slows them all; the ratio is that of one round. Which of them is
 * first changes from round to round. Prints one line of JSON: medians of the times in
 * milliseconds, of processor times, and of the ratios A to B and A to C, and the largest
 * resident set. Commands are split at blanks; their output goes nowhere. Any that fails
 * ends it all. RESET is a command that is run before each of them, and not measured.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 3
#define ROUNDS_MAX   1001

/* What a run took, in milliseconds: time that passed, and processor time. */
enum time { PASSED, CPU, N_TIMES };

static double times[COMMANDS_MAX][N_TIMES][ROUNDS_MAX];
static long rss_kib[COMMANDS_MAX];

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void run_child(char *command)
{
	char *argv[32], *word;
	int n = 0, null;

	for (word = strtok(command, " "); word && n < 31; word = strtok(NULL, " "))
		argv[n++] = word;
	if (!n)
		_exit(127);
	argv[n] = NULL;
	null = open("/dev/null", O_WRONLY);
	dup2(null, 1);
	dup2(null, 2);
	execv(argv[0], argv);
	_exit(127);
}

static double tv_ms(struct timeval tv)
{
	return (double)tv.tv_sec * 1e3 + (double)tv.tv_usec / 1e3;
}

static void run(const char *command, double took[N_TIMES], long *kib)
{
	struct rusage usage;
	double start;
	int status;
	pid_t pid;

	start = now_ms();
	pid = fork();
	if (pid == 0)
		run_child(strdup(command));
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || status) {
		fprintf(stderr, "bench: failed: %s\n", command);
		exit(1);
	}
	took[PASSED] = now_ms() - start;
	took[CPU] = tv_ms(usage.ru_utime) + tv_ms(usage.ru_stime);
	if (usage.ru_maxrss > *kib)
		*kib = usage.ru_maxrss;
}

/* Runs command number @i from the state it starts from. */
static void run_fresh(const char *reset, const char *command, int i, int round)
{
	double took[N_TIMES];
	long ignored = 0;
	int t;

	if (reset)
		run(reset, took, &ignored);
	run(command, took, &rss_kib[i]);
	for (t = 0; t < N_TIMES; t++)
		times[i][t][round] = took[t];
}

static int cmp(const void *a, const void *b)
{
	double da = *(const double *)a, db = *(const double *)b;

	return (da > db) - (da < db);
}

static double median(const double *values, int n)
{
	double sorted[ROUNDS_MAX];

	memcpy(sorted, values, (size_t)n * sizeof(*values));
	qsort(sorted, (size_t)n, sizeof(*sorted), cmp);
	return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

static double median_ratio(int a, int b, int n)
{
	double ratio[ROUNDS_MAX];
	int i;

	for (i = 0; i < n; i++)
		ratio[i] = times[a][PASSED][i] / times[b][PASSED][i];
	return median(ratio, n);
}

int main(int argc, char **argv)
{
	static const char *const letters = "abc";
	const char *reset = NULL;
	int rounds, n, i, r;

	if (argc > 2 && !strcmp(argv[1], "-r")) {
		reset = argv[2];
		argv += 2;
		argc -= 2;
	}
	rounds = argc < 5 ? 0 : (int)strtol(argv[1], NULL, 10);
	n = argc - 3;
	if (rounds < 1 || rounds > ROUNDS_MAX || n > COMMANDS_MAX) {
		fprintf(stderr, "Usage: bench [-r RESET] ROUNDS NAME COMMAND-A COMMAND-B "
				"[COMMAND-C]\n");
		return 2;
	}
	for (i = 0; i < n; i++) /* warm caches */
		run_fresh(reset, argv[3 + i], i, 0);
	for (r = 0; r < rounds; r++)
		for (i = r; i < r + n; i++)
			run_fresh(reset, argv[3 + i % n], i % n, r);

	printf("{\"name\": \"%s\", \"rounds\": %d", argv[2], rounds);
	for (i = 0; i < n; i++)
		printf(", \"%c_ms\": %.3f, \"%c_cpu_ms\": %.3f, \"%c_kib\": %ld",
		       letters[i], median(times[i][PASSED], rounds), letters[i],
		       median(times[i][CPU], rounds), letters[i], rss_kib[i]);
	for (i = 1; i < n; i++)
		printf(", \"a_to_%c\": %.4f", letters[i], median_ratio(0, i, rounds));
	printf("}\n");
	return 0;
}
