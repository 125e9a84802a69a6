// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * impact.c - asks libccw what would happen, for benchmarks
 *
 * impact vary-off|offline: for all channel paths, or all devices, there are. impact
 * vary-off CHPID, impact offline DEVICE: for one. Prints the number of devices by fate,
 * of uses, and of uses that would be lost.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libccw.h"

static _Noreturn void fail(int rc)
{
	fprintf(stderr, "impact: %s\n", strerror(-rc));
	exit(1);
}

static void read_machine(struct ccw_ctx **ctx, struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	int rc;

	rc = ccw_ctx_new(ctx);
	if (!rc)
		rc = ccw_query_new(&query);
	if (rc)
		fail(rc);
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	rc = ccw_snapshot_new(*ctx, query, snap);
	if (rc)
		fail(rc);
	ccw_query_free(query);
}

static struct ccw_impact *vary_off(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
				   const char *arg)
{
	static struct ccw_chpid ids[65536];
	const struct ccw_chpath *chp;
	struct ccw_impact *impact;
	size_t n = 0;
	int rc = 0;

	if (arg)
		rc = ccw_chpid_parse(arg, &ids[n++]);
	else
		ccw_snapshot_foreach_chpath(snap, chp)
			ids[n++] = ccw_chpath_get_id(chp);
	if (!rc)
		rc = ccw_impact_new_vary_off(ctx, snap, ids, n, &impact);
	if (rc)
		fail(rc);
	return impact;
}

static struct ccw_impact *offline(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
				  const char *arg)
{
	static struct ccw_id ids[65536 * 4];
	const struct ccw_device *dev;
	struct ccw_impact *impact;
	size_t n = 0;
	int rc = 0;

	if (arg)
		rc = ccw_id_parse(arg, &ids[n++]);
	else
		ccw_snapshot_foreach_device(snap, dev)
			ids[n++] = ccw_device_get_id(dev);
	if (!rc)
		rc = ccw_impact_new_offline(ctx, snap, ids, n, &impact);
	if (rc)
		fail(rc);
	return impact;
}

static void print_counts(const struct ccw_impact *impact)
{
	unsigned int fates[CCW_FATE_UNKNOWN + 1] = { 0 }, uses = 0, lost = 0;
	const struct ccw_impact_device *dev;
	const struct ccw_impact_use *use;
	int i;

	ccw_impact_foreach_device(impact, dev) {
		fates[ccw_impact_device_get_fate(dev)]++;
		ccw_impact_foreach_use(dev, use) {
			uses++;
			lost += ccw_impact_use_is_lost(use);
		}
	}
	for (i = 0; i <= CCW_FATE_UNKNOWN; i++)
		printf("%s %u\n", ccw_fate_get_name(i), fates[i]);
	printf("uses %u\nlost %u\n", uses, lost);
}

int main(int argc, char **argv)
{
	struct ccw_snapshot *snap;
	struct ccw_impact *impact;
	struct ccw_ctx *ctx;

	if (argc < 2)
		return 2;
	read_machine(&ctx, &snap);
	impact = (strcmp(argv[1], "offline") ? vary_off : offline)(ctx, snap, argv[2]);
	print_counts(impact);
	ccw_impact_free(impact);
	ccw_snapshot_free(snap);
	ccw_ctx_unref(ctx);
	return 0;
}
