// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * path-health.c - are the channel paths of all devices in order?
 *
 *	path-health [SYSFS]
 *
 * Prints a line for each device that has installed paths it cannot use. Exit status, as
 * monitoring systems expect it: 0 all is well, 1 there are such devices, 2 one that is
 * online has no usable path left, 3 not known. SYSFS is a copy of /sys of another system.
 */
#include <libccw.h>
#include <stdio.h>
#include <string.h>

enum health { HEALTH_OK, HEALTH_WARNING, HEALTH_CRITICAL, HEALTH_UNKNOWN };

/* Names the paths of a mask: "0.2a 0.3a". */
static void print_paths(const char *what, struct ccw_id id, const uint8_t *chpids,
			uint8_t mask)
{
	char buf[CCW_ID_STRLEN];
	int i;

	if (!mask)
		return;
	printf(" %s", what);
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid chpid = { id.cssid, chpids[i] };

		if (mask & (0x80 >> i))
			printf(" %s", ccw_chpid_format(chpid, buf));
	}
}

static enum health check_device(const struct ccw_snapshot *snap,
				const struct ccw_device *dev)
{
	const struct ccw_subchannel *sch = ccw_device_get_subchannel(dev);
	struct ccw_id id = ccw_device_get_id(dev);
	uint8_t chpids[CCW_PATHS_MAX];
	char buf[CCW_ID_STRLEN];
	struct ccw_paths paths;
	bool online;

	/* without a subchannel it is defunct, and has no paths to speak of */
	if (!sch || ccw_subchannel_get_paths(snap, sch, &paths) < 0 ||
	    ccw_subchannel_get_chpids(sch, chpids) < 0)
		return HEALTH_OK;
	if (paths.usable == paths.installed)
		return HEALTH_OK;

	printf("%s:", ccw_id_format(id, buf));
	print_paths("usable", id, chpids, paths.usable);
	print_paths("varied off", id, chpids, paths.varied_off);
	print_paths("standby", id, chpids, paths.standby);
	print_paths("not available", id, chpids, paths.not_available);
	print_paths("not verified", id, chpids, paths.not_verified);
	printf("\n");
	if (!paths.usable && ccw_device_get_online(dev, &online) == 0 && online)
		return HEALTH_CRITICAL;
	return HEALTH_WARNING;
}

static int read_paths(struct ccw_ctx *ctx, struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	int rc = ccw_query_new(&query);

	if (rc < 0)
		return rc;
	ccw_query_add_attrs(query, CCW_ATTRS_PATH_STATE);
	rc = ccw_snapshot_new(ctx, query, snap);
	ccw_query_free(query);
	return rc;
}

int main(int argc, char **argv)
{
	enum health health, worst = HEALTH_OK;
	const struct ccw_device *dev;
	struct ccw_snapshot *snap = NULL;
	struct ccw_ctx *ctx = NULL;
	int rc;

	rc = ccw_ctx_new(&ctx);
	if (rc == 0 && argc > 1)
		rc = ccw_ctx_set_root(ctx, argv[1]);
	if (rc == 0)
		rc = read_paths(ctx, &snap);
	if (rc < 0) {
		fprintf(stderr, "path-health: %s\n", strerror(-rc));
		ccw_ctx_unref(ctx);
		return HEALTH_UNKNOWN;
	}
	ccw_snapshot_foreach_device (snap, dev) {
		health = check_device(snap, dev);
		if (health > worst)
			worst = health;
	}
	ccw_snapshot_free(snap);
	ccw_ctx_unref(ctx);
	return worst;
}
