// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * watch-load - what a process costs that does nothing but watch
 *
 *	watch-load SECONDS [INTERVAL-MS [PERMILLE [DEVICE]]]
 *
 * Watches what a dashboard would, below SYSFS_ROOT. With DEVICE, its availability there
 * changes once a second, and it is touched. Prints one line of JSON: the share of one
 * processor that was used after the first snapshot, in percent; how long a change of what
 * is swept takes to be seen; how many differences there were; and the most memory there
 * was, in KiB, with the first snapshot and at the end.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "libccw.h"

static _Noreturn void fail(const char *what, int rc)
{
	fprintf(stderr, "watch-load: %s: %s\n", what, strerror(-rc));
	exit(1);
}

static double elapsed(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double seconds(struct timeval tv)
{
	return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

static struct ccw_watch *start(struct ccw_ctx **ctx)
{
	struct ccw_watch *watch;
	struct ccw_query *query;
	int rc;

	rc = ccw_ctx_new(ctx);
	if (!rc)
		rc = ccw_query_new(&query);
	if (rc)
		fail("query", rc);
	ccw_query_add_attrs(query, CCW_ATTRS_PATH_STATE | CCW_ATTR(CCW_DEV_IDENTITY) |
					   CCW_ATTR(CCW_DEV_AVAILABILITY) |
					   CCW_ATTR(CCW_DEV_DRIVER) | CCW_ATTR(CCW_DEV_LINUX) |
					   CCW_ATTR(CCW_SCH_TYPE) |
					   CCW_ATTR(CCW_SCH_DEV_BUSID) | CCW_ATTRS_CHPATH);
	rc = ccw_watch_new(*ctx, query, &watch);
	if (rc)
		fail("watch", rc);
	ccw_query_free(query);
	return watch;
}

static void change(const struct ccw_ctx *ctx, struct ccw_watch *watch, const char *device,
		   unsigned int turn)
{
	struct ccw_object object = { .kind = CCW_KIND_DEVICE };
	char path[4096];
	FILE *file;
	int rc;

	snprintf(path, sizeof(path), "%s/bus/ccw/devices/%s/availability",
		 ccw_ctx_get_root(ctx), device);
	file = fopen(path, "w");
	if (!file)
		fail(path, -errno);
	fputs(turn % 2 ? "boxed\n" : "good\n", file);
	fclose(file);
	rc = ccw_id_parse(device, &object.id);
	if (!rc)
		rc = ccw_watch_touch(watch, &object, 1);
	if (rc)
		fail("touch", rc);
}

/* Returns how many differences were seen. */
static unsigned int run(struct ccw_ctx *ctx, struct ccw_watch *watch, double end,
			const char *device)
{
	struct pollfd fd = { .fd = ccw_watch_get_fd(watch), .events = POLLIN };
	double next = elapsed(), now;
	unsigned int seen = 0, turn = 0;
	const struct ccw_diff *diff;
	int rc;

	while ((now = elapsed()) < end) {
		if (device && now >= next) {
			change(ctx, watch, device, ++turn);
			next += 1;
		}
		if (poll(&fd, 1, (int)((device ? next : end) * 1000 - now * 1000) + 1) <= 0)
			continue;
		rc = ccw_watch_process(watch, &diff);
		if (rc)
			fail("process", rc);
		seen += diff != NULL;
	}
	if (device)
		change(ctx, watch, device, 0);
	return seen;
}

static unsigned int number(const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (end == text || *end || n > UINT_MAX)
		fail(text, -EINVAL);
	return (unsigned int)n;
}

static void set_pace(struct ccw_watch *watch, char **args, int n)
{
	int rc = ccw_watch_set_interval(watch, number(args[0]));

	if (!rc && n > 1)
		rc = ccw_watch_set_load(watch, number(args[1]));
	if (rc)
		fail("pace", rc);
}

int main(int argc, char **argv)
{
	struct rusage before, after;
	struct ccw_watch *watch;
	struct ccw_ctx *ctx;
	unsigned int seen;
	double begin, used;

	if (argc < 2)
		return 2;
	watch = start(&ctx);
	if (argc > 2)
		set_pace(watch, argv + 2, argc - 2);
	getrusage(RUSAGE_SELF, &before);
	begin = elapsed();
	seen = run(ctx, watch, begin + number(argv[1]), argc > 4 ? argv[4] : NULL);
	getrusage(RUSAGE_SELF, &after);
	used = seconds(after.ru_utime) - seconds(before.ru_utime) + seconds(after.ru_stime) -
	       seconds(before.ru_stime);
	printf("{\"percent\": %.2f, \"latency_ms\": %u, \"changes\": %u, \"kib_first\": %ld, "
	       "\"kib\": %ld}\n",
	       used * 100 / (elapsed() - begin), ccw_watch_get_latency(watch, CCW_DEV_ONLINE),
	       seen, before.ru_maxrss, after.ru_maxrss);
	ccw_watch_free(watch);
	ccw_ctx_unref(ctx);
	return 0;
}
