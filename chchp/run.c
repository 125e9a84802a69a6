// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * run.c - one change: carried out, and what became of it
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "carryout.h"
#include "change_columns.h"
#include "chchp.h"

void change_describe(const struct ccw_change *change, char *buf, size_t size)
{
	const char *asked = ccw_change_get_asked(change);
	char id[CCW_ID_STRLEN];

	ccw_change_get_object(change, id);
	switch (ccw_change_get_kind(change)) {
	case CCW_CHANGE_VARY:
		snprintf(buf, size, "Vary %s %s", asked, id);
		break;
	case CCW_CHANGE_CONFIGURE:
		snprintf(buf, size, "Configure %s %s",
			 !strcmp(asked, "1") ? "online" : "standby", id);
		break;
	case CCW_CHANGE_RESCAN:
		snprintf(buf, size, "Rescan %s", id);
		break;
	default:
		snprintf(buf, size, "Attribute %s=%s %s",
			 ccw_change_get_attribute(change), asked, id);
	}
}

/* In the words of s390-tools; NULL: it did not fail. */
static const char *failure(const struct ccw_change *change)
{
	const char *after;

	switch (ccw_change_get_effect(change)) {
	case CCW_EFFECT_PENDING:
		return "not done yet";
	case CCW_EFFECT_UNCHANGED:
		if (ccw_change_get_kind(change) == CCW_CHANGE_VARY)
			return "devices not as expected";
		return "attribute value not as expected";
	case CCW_EFFECT_FAILED:
		break;
	case CCW_EFFECT_WRITTEN:
		if (ccw_change_get_after(change, &after) &&
		    ccw_change_get_kind(change) != CCW_CHANGE_RESCAN)
			return "could not determine new attribute value";
		return NULL;
	default:
		return NULL;
	}
	switch (ccw_change_get_step(change)) {
	case CCW_CHANGE_STEP_OPEN:
		if (ccw_change_get_errno(change) == ENOENT)
			return "no such attribute";
		if (geteuid() || ccw_change_get_errno(change) == EROFS)
			return "attribute not writable";
		return "write failed";
	case CCW_CHANGE_STEP_READ:
		return "could not determine new attribute value";
	default:
		return "write failed";
	}
}

bool change_run(struct chchp *c, struct ccw_change *change)
{
	const char *failed, *reason;
	char what[DESCRIPTION_MAX];
	int rc;

	change_describe(change, what, sizeof(what));
	if (!c->o.common.format) {
		out_puts(&c->out, what);
		out_puts(&c->out, "... ");
		/* it may take its time, and messages may come in between */
		out_flush(&c->out);
	}
	rc = carryout(c->changer, change);
	if (rc) {
		if (!c->o.common.format)
			out_puts(&c->out, "failed\n");
		out_flush(&c->out);
		warn(&c->o.cmdline, "%s: %s", what, strerror(-rc));
		return false;
	}
	failed = failure(change);
	if (c->o.common.format)
		report_row(&c->report, &(struct change_row){ .change = change });
	else if (failed)
		out_printf(&c->out, "failed - %s\n", failed);
	else
		out_puts(&c->out, "done.\n");
	out_flush(&c->out);
	reason = ccw_change_get_reason(change);
	if (failed)
		warn(&c->o.cmdline, "%s: %s", what, reason ? reason : failed);
	return !failed;
}
