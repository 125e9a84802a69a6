// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rollback.c - putting back what was changed before something failed
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "carryout.h"
#include "chchp.h"

/* What rolling back may take where no time was given. */
#define ROLLBACK_MS 10000

/* Of a longer value, just the beginning is known. */
#define BEFORE_MAX 126

/* Its value before, also where the kernel is not done with it. */
static int get_before(const struct chchp *c, const struct ccw_change *change,
		      struct ccw_chpid chpid, const char **before)
{
	const struct ccw_chpath *chp = ccw_snapshot_get_chpath(c->snap, chpid);
	enum ccw_configure state;
	bool on;

	if (!ccw_change_get_before(change, before))
		return strlen(*before) > BEFORE_MAX ? -E2BIG : 0;
	if (chp && ccw_change_get_kind(change) == CCW_CHANGE_VARY &&
	    !ccw_chpath_get_vary(chp, &on)) {
		*before = on ? "online" : "offline";
		return 0;
	}
	if (chp && ccw_change_get_kind(change) == CCW_CHANGE_CONFIGURE &&
	    !ccw_chpath_get_configure(chp, &state) && state <= CCW_CONFIGURE_CONFIGURED) {
		*before = state == CCW_CONFIGURE_CONFIGURED ? "1" : "0";
		return 0;
	}
	return -ENODATA;
}

static int new_rollback(const struct chchp *c, const struct ccw_change *change,
			struct ccw_change **out)
{
	char buf[CCW_ID_STRLEN];
	struct ccw_chpid chpid;
	const char *before;
	int rc;

	rc = ccw_chpid_parse(ccw_change_get_object(change, buf), &chpid);
	if (!rc)
		rc = get_before(c, change, chpid, &before);
	if (rc)
		return rc;
	switch (ccw_change_get_kind(change)) {
	case CCW_CHANGE_VARY:
		return ccw_change_new_vary(chpid, !strcmp(before, "online"), out);
	case CCW_CHANGE_CONFIGURE:
		/* reserved and not recognized are nothing that can be asked for */
		if (strcmp(before, "0") && strcmp(before, "1"))
			return -EINVAL;
		return ccw_change_new_configure(chpid, *before == '1', out);
	case CCW_CHANGE_ATTRIBUTE:
		return ccw_change_new_chpath_attribute(
			chpid, ccw_change_get_attribute(change), before, out);
	default:
		return -EINVAL;
	}
}

/* Devices that were online before and are not: what nobody can put back. */
static void name_lost_devices(struct chchp *c)
{
	const struct ccw_device *dev, *now;
	struct ccw_snapshot *after;
	struct ccw_query *query;
	char buf[CCW_ID_STRLEN];
	bool online;
	int rc;

	ccw_ctx_settle(c->ctx);
	rc = ccw_query_new(&query);
	if (rc)
		return;
	ccw_query_add_attrs(query, CCW_ATTR(CCW_DEV_ONLINE));
	rc = ccw_snapshot_new(c->ctx, query, &after);
	ccw_query_free(query);
	if (rc)
		return;
	ccw_snapshot_foreach_device(c->snap, dev) {
		if (ccw_device_get_online(dev, &online) || !online)
			continue;
		now = ccw_snapshot_get_device(after, ccw_device_get_id(dev));
		ccw_id_format(ccw_device_get_id(dev), buf);
		if (!now)
			warn(&c->o.cmdline, "Device %s did not return", buf);
		else if (!ccw_device_get_online(now, &online) && !online)
			warn(&c->o.cmdline, "Device %s did not return online", buf);
	}
	ccw_snapshot_free(after);
}

void rollback(struct chchp *c)
{
	struct ccw_change *change, *back;
	size_t i, n_back = 0;
	char what[DESCRIPTION_MAX];
	int rc;

	carryout_forget_signals();
	for (i = c->n_done; i-- > 0;) {
		change = c->done[i];
		change_describe(change, what, sizeof(what));
		rc = new_rollback(c, change, &back);
		if (rc) {
			warn(&c->o.cmdline, "%s: cannot be rolled back: %s", what,
			     strerror(-rc));
			continue;
		}
		ccw_change_set_timeout(back, c->o.common.wait_ms ? c->o.common.wait_ms
								 : ROLLBACK_MS);
		ccw_change_set_settle(back, true);
		if (change_run(c, back))
			n_back++;
		ccw_change_free(back);
	}
	/* what is as it was has not been done in part */
	c->n_ok = c->n_done - n_back;
	name_lost_devices(c);
}
