// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dashboard - how quick ccwtop is on a machine of some size
 *
 *	dashboard [-i IDLE-SECONDS] [-k KEYS] [-r ROUNDS] CCWTOP LSCSS SYSROOT
 *
 * Runs CCWTOP on a pseudo terminal of 200 x 60 and prints, a line each: the median time
 * until a first screenful of devices is shown, and until all are counted, in milliseconds
 * and as a ratio to the median time of LSCSS, runs of which are interleaved; the median
 * and the longest time from a key to what it changes on the screen; the share of one
 * processor while nothing happens; the peak of memory.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_MS 60000

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof(*values), cmp);
	return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static double time_lscss(const char *lscss, const char *sysroot)
{
	double start = now_ms();
	pid_t pid = fork();
	int status;

	if (pid < 0)
		die("fork");
	if (!pid) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(127);
		execl(lscss, lscss, "--sysroot", sysroot, (char *)NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || status) {
		fprintf(stderr, "dashboard: %s failed\n", lscss);
		exit(1);
	}
	return now_ms() - start;
}

static pid_t start(const char *ccwtop, const char *sysroot, int *fd)
{
	struct winsize size = { .ws_row = 60, .ws_col = 200 };
	pid_t pid = forkpty(fd, NULL, NULL, &size);

	if (pid < 0)
		die("forkpty");
	if (!pid) {
		setenv("TERM", "xterm", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execl(ccwtop, ccwtop, "--sysroot", sysroot, (char *)NULL);
		_exit(127);
	}
	return pid;
}

/* Until @text is among what was written since the start. */
static double wait_for(int fd, const char *text, double start_ms, bool first)
{
	static char seen[1 << 20];
	static size_t len;
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	ssize_t got;

	if (first)
		len = 0;
	while (now_ms() - start_ms < LIMIT_MS) {
		if (memmem(seen, len, text, strlen(text)))
			return now_ms() - start_ms;
		if (poll(&pfd, 1, 1000) <= 0)
			continue;
		if (len > sizeof(seen) / 2) {
			memmove(seen, seen + len - 4096, 4096);
			len = 4096;
		}
		got = read(fd, seen + len, sizeof(seen) - len - 1);
		if (got <= 0)
			break;
		len += (size_t)got;
	}
	fprintf(stderr, "dashboard: '%s' was never shown\n", text);
	exit(1);
}

/* What is still on its way. */
static void drain(int fd, int quiet_ms)
{
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	char buf[65536];

	while (poll(&pfd, 1, quiet_ms) > 0)
		if (read(fd, buf, sizeof(buf)) <= 0)
			return;
}

/* By the clock of the process: /proc/PID/stat counts ticks, of which there are few. */
static double cpu_ms(pid_t pid)
{
	struct timespec ts;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &ts))
		die("clock_getcpuclockid");
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static double stop(pid_t pid, int fd)
{
	struct rusage usage;
	int status;

	if (write(fd, "q", 1) != 1)
		die("write");
	drain(fd, 200);
	if (wait4(pid, &status, 0, &usage) < 0 || status) {
		fprintf(stderr, "dashboard: ccwtop ended with %d\n", status);
		exit(1);
	}
	close(fd);
	return (double)usage.ru_maxrss / 1024;
}

/* Down, page down, a letter of a search: what people do. */
static void time_keys(int fd, int n)
{
	static const char *const keys[] = { "j", "\033[6~", "G", "g", "/", "4", "\033" };
	double *times = calloc((size_t)n, sizeof(*times)), begin;
	struct pollfd pfd = { .fd = fd, .events = POLLIN };
	char buf[65536];
	int i, seen = 0;

	for (i = 0; i < n; i++) {
		const char *key = keys[i % (int)(sizeof(keys) / sizeof(keys[0]))];

		/* not in the middle of what it draws by itself */
		drain(fd, 30);
		begin = now_ms();
		if (write(fd, key, strlen(key)) < 0)
			die("write");
		/* some change nothing, such as one down at the end */
		if (poll(&pfd, 1, 500) > 0 && read(fd, buf, sizeof(buf)) > 0)
			times[seen++] = now_ms() - begin;
	}
	if (seen) {
		/* which puts them in order */
		begin = median(times, seen);
		printf("key: median %.1f ms, longest %.1f ms\n", begin, times[seen - 1]);
	}
	free(times);
}

int main(int argc, char **argv)
{
	double *first, *all, *list, cpu, begin, peak = 0;
	int idle = 30, n_keys = 140, rounds = 5, opt, i, fd;
	pid_t pid;

	while ((opt = getopt(argc, argv, "i:k:r:")) != -1) {
		if (opt == 'i')
			idle = (int)strtol(optarg, NULL, 10);
		else if (opt == 'k')
			n_keys = (int)strtol(optarg, NULL, 10);
		else if (opt == 'r')
			rounds = (int)strtol(optarg, NULL, 10);
	}
	if (argc - optind != 3 || rounds < 1 || n_keys < 1 || idle < 1) {
		fprintf(stderr, "Usage: dashboard [-i IDLE-SECONDS] [-k KEYS] [-r ROUNDS] "
				"CCWTOP LSCSS SYSROOT\n");
		return 2;
	}
	argv += optind;
	first = calloc((size_t)rounds, sizeof(*first));
	all = calloc((size_t)rounds, sizeof(*all));
	list = calloc((size_t)rounds, sizeof(*list));
	for (i = 0; i < rounds; i++) {
		list[i] = time_lscss(argv[1], argv[2]);
		begin = now_ms();
		pid = start(argv[0], argv[2], &fd);
		first[i] = wait_for(fd, "0.0.0000", begin, true);
		all[i] = wait_for(fd, " online", begin, false);
		drain(fd, 1500);
		if (i + 1 == rounds)
			break;
		stop(pid, fd);
	}
	cpu = median(list, rounds);
	printf("lscss: %.0f ms\n", cpu);
	printf("first screen: %.0f ms, %.2f of lscss\n", median(first, rounds),
	       median(first, rounds) / cpu);
	printf("all counted: %.0f ms, %.2f of lscss\n", median(all, rounds),
	       median(all, rounds) / cpu);
	time_keys(fd, n_keys);
	drain(fd, 100);
	cpu = cpu_ms(pid);
	begin = now_ms();
	while (now_ms() - begin < idle * 1e3)
		drain(fd, 200);
	printf("idle: %.2f %% of one processor\n",
	       (cpu_ms(pid) - cpu) * 100 / (now_ms() - begin));
	peak = stop(pid, fd);
	printf("memory: %.1f MiB\n", peak);
	return 0;
}
