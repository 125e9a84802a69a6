// SPDX-License-Identifier: GPL-2.0-or-later
/* monitor.c - prints which devices, subchannels and channel paths come, go and change */
#include <libccw.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

static void print(const struct ccw_difference *d)
{
	char id[CCW_ID_STRLEN];

	if (d->object.kind == CCW_KIND_SUBCHANNEL || d->object.kind == CCW_KIND_DEVICE)
		ccw_id_format(d->object.id, id);
	else
		ccw_chpid_format(d->object.chpid, id);
	printf("%s %s %s\n", ccw_kind_get_name(d->object.kind), id,
	       d->appeared ? "came" : d->vanished ? "went" : "changed");
}

int main(void)
{
	struct ccw_ctx *ctx;
	struct ccw_watch *watch = NULL;
	int rc = ccw_ctx_new(&ctx);

	rc = rc < 0 ? rc : ccw_watch_new(ctx, NULL, &watch);
	while (rc == 0) {
		struct pollfd fd = { ccw_watch_get_fd(watch), POLLIN, 0 };
		const struct ccw_difference *d = NULL;
		const struct ccw_diff *diff;

		poll(&fd, 1, -1);
		rc = ccw_watch_process(watch, &diff);
		while (rc == 0 && diff && (d = ccw_diff_next(diff, d)))
			print(d);
		fflush(stdout);
	}
	fprintf(stderr, "monitor: %s\n", strerror(-rc));
	return 1;
}
