// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * chchp - change the state of channel paths
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carryout.h"
#include "chchp.h"
#include "impact_report.h"
#include "sysroot.h"
#include "typed.h"

#define TAKES_PATH "take the last usable path of"

static _Noreturn void die(struct chchp *c, const char *what, int rc)
{
	warn(&c->o.cmdline, "%s: %s", what, strerror(-rc));
	exit(finish(&c->o.cmdline, &c->out, STATUS_FAILED));
}

/* ---- which channel paths ---- */

static size_t range_size(const struct chpid_range *range)
{
	int from = range->from.cssid << 8 | range->from.id;
	int to = range->to.cssid << 8 | range->to.id;

	return (size_t)abs(to - from) + 1;
}

/* Ranges go up or down, and from one channel subsystem into the next. */
static void expand_chpids(struct chchp *c)
{
	const struct chpid_list *list = &c->o.list;
	size_t i, k, n = 0;

	for (i = 0; i < list->n; i++)
		n += range_size(&list->range[i]);
	c->chpids = calloc(n ? n : 1, sizeof(*c->chpids));
	c->done = calloc(n + 256, sizeof(*c->done));
	if (!c->chpids || !c->done)
		die(c, "Cannot expand the list of ids", -ENOMEM);
	for (i = 0; i < list->n; i++) {
		const struct chpid_range *range = &list->range[i];
		int key = range->from.cssid << 8 | range->from.id;
		int step = ccw_chpid_cmp(range->from, range->to) <= 0 ? 1 : -1;

		for (k = range_size(range); k; k--, key += step)
			c->chpids[c->n_chpids++] =
				(struct ccw_chpid){ .cssid = (uint8_t)(key >> 8),
						    .id = (uint8_t)key };
	}
}

/* Does it take something away, by --attribute, too? */
static bool takes_away(const struct options *o)
{
	bool on;

	switch (o->action) {
	case ACTION_VARY:
	case ACTION_CONFIGURE:
		return !o->on;
	case ACTION_ATTRIBUTE:
		if (!strcmp(o->key, "status"))
			return !parse_status(o->value, &on) && !on;
		return !strcmp(o->key, "configure") && !strtol(o->value, NULL, 10);
	case ACTION_NONE:
		break;
	}
	return false;
}

/* The devices before, where they are needed: giving something is quicker without. */
static void take_snapshot(struct chchp *c)
{
	const struct options *o = &c->o;
	struct ccw_query *query;
	int rc;

	if (!takes_away(o) && !o->rollback &&
	    !(o->common.wait_ms && o->action == ACTION_VARY))
		return;
	rc = ccw_query_new(&query);
	if (rc)
		die(c, "Cannot read the channel paths", rc);
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	rc = ccw_snapshot_new(c->ctx, query, &c->snap);
	ccw_query_free(query);
	if (rc)
		die(c, ccw_ctx_get_root(c->ctx), rc);
}

static bool exists(const struct chchp *c, struct ccw_chpid chpid)
{
	return ccw_chpath_exists(c->ctx, chpid);
}

/* ---- before something is taken away ---- */

static struct ccw_impact *find_impact(struct chchp *c)
{
	struct ccw_impact *impact;
	int rc;

	if (!takes_away(&c->o))
		return NULL;
	if (c->o.action == ACTION_CONFIGURE ||
	    (c->o.action == ACTION_ATTRIBUTE && !strcmp(c->o.key, "configure")))
		rc = ccw_impact_new_configure_off(c->ctx, c->snap, c->chpids, c->n_chpids,
						  &impact);
	else
		rc = ccw_impact_new_vary_off(c->ctx, c->snap, c->chpids, c->n_chpids,
					     &impact);
	if (rc)
		die(c, "Cannot find out what would be lost", rc);
	return impact;
}

/* Says what would happen. */
static void dry_run_all(struct chchp *c)
{
	char buf[CCW_ID_STRLEN];
	size_t i;

	for (i = 0; i < c->n_chpids; i++) {
		ccw_chpid_format(c->chpids[i], buf);
		if (!exists(c, c->chpids[i])) {
			warn(&c->o.cmdline, "There is no channel path %s", buf);
			c->n_missing++;
		} else if (c->o.common.format || c->o.action == ACTION_NONE)
			continue;
		else if (c->o.action == ACTION_VARY)
			out_printf(&c->out, "Would vary %s %s.\n",
				   c->o.on ? "online" : "offline", buf);
		else if (c->o.action == ACTION_CONFIGURE)
			out_printf(&c->out, "Would configure %s %s.\n",
				   c->o.on ? "online" : "standby", buf);
		else
			out_printf(&c->out, "Would set attribute %s of %s to %s.\n",
				   c->o.key, buf, c->o.value);
	}
	if (c->o.rescan && !c->o.common.format)
		out_puts(&c->out, "Would rescan all subchannels.\n");
}

static int dry_run(struct chchp *c, const struct ccw_impact *impact)
{
	dry_run_all(c);
	if (c->o.common.format)
		impact_report(impact, c->o.common.format, &c->out);
	else if (impact)
		impact_print(impact, &c->out);
	return finish(&c->o.cmdline, &c->out,
		      c->o.strict && c->n_missing ? STATUS_FAILED : STATUS_OK);
}

/* ---- carrying out ---- */

static int new_change(const struct options *o, struct ccw_chpid chpid,
		      struct ccw_change **change)
{
	switch (o->action) {
	case ACTION_VARY:
		return ccw_change_new_vary(chpid, o->on, change);
	case ACTION_CONFIGURE:
		return ccw_change_new_configure(chpid, o->on, change);
	case ACTION_ATTRIBUTE:
		return ccw_change_new_chpath_attribute(chpid, o->key, o->value, change);
	case ACTION_NONE:
		break;
	}
	return -EINVAL;
}

/* Is there something to be put back? What a vary has done does not show in its value. */
static bool has_changed(const struct ccw_change *change)
{
	const char *before, *after;

	switch (ccw_change_get_effect(change)) {
	case CCW_EFFECT_NONE:
	case CCW_EFFECT_FAILED:
		return false;
	case CCW_EFFECT_UNCHANGED:
		return ccw_change_get_kind(change) == CCW_CHANGE_VARY ||
		       ccw_change_get_before(change, &before) ||
		       ccw_change_get_after(change, &after) || strcmp(before, after);
	default:
		return true;
	}
}

static void run_and_count(struct chchp *c, struct ccw_change *change)
{
	if (change_run(c, change))
		c->n_ok++;
	else
		c->n_failed++;
	if (has_changed(change))
		c->done[c->n_done++] = change;
	else
		ccw_change_free(change);
}

static void report_unknown(struct chchp *c, struct ccw_chpid chpid)
{
	char buf[CCW_ID_STRLEN];

	warn(&c->o.cmdline, "Skipping unknown channel-path %s",
	     ccw_chpid_format(chpid, buf));
	c->n_missing++;
}

static void change_one(struct chchp *c, struct ccw_chpid chpid)
{
	struct ccw_change *change;
	int rc;

	if (!exists(c, chpid)) {
		report_unknown(c, chpid);
		return;
	}
	rc = new_change(&c->o, chpid, &change);
	if (rc)
		die(c, "Cannot change a channel path", rc);
	ccw_change_set_timeout(change, c->o.common.wait_ms);
	ccw_change_set_settle(change, c->o.common.wait_ms);
	ccw_change_set_snapshot(change, c->snap);
	run_and_count(c, change);
}

static void find_all_css(struct chchp *c, bool *found)
{
	const struct ccw_css *css;
	struct ccw_snapshot *snap;
	struct ccw_query *query;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		die(c, "Cannot read the channel subsystems", rc);
	ccw_query_add_attrs(query, CCW_ATTR(CCW_CSS_CM_ENABLE));
	rc = ccw_snapshot_new(c->ctx, query, &snap);
	ccw_query_free(query);
	if (rc)
		die(c, ccw_ctx_get_root(c->ctx), rc);
	ccw_snapshot_foreach_css(snap, css)
		found[ccw_css_get_id(css)] = true;
	ccw_snapshot_free(snap);
}

/* Channel subsystems of the paths, or all of them. */
static void rescan(struct chchp *c)
{
	bool seen[256] = { false };
	struct ccw_change *change;
	size_t i;
	int css;

	for (i = 0; i < c->n_chpids; i++) {
		if (exists(c, c->chpids[i]))
			seen[c->chpids[i].cssid] = true;
		else if (c->o.action == ACTION_NONE)
			report_unknown(c, c->chpids[i]);
	}
	if (!c->n_chpids)
		find_all_css(c, seen);
	for (css = 0; css < 256; css++) {
		if (!seen[css] || ccw_change_new_rescan((uint8_t)css, &change))
			continue;
		ccw_change_set_timeout(change, c->o.common.wait_ms);
		ccw_change_set_settle(change, c->o.common.wait_ms);
		run_and_count(c, change);
	}
}

static void change_all(struct chchp *c)
{
	bool interrupted;
	size_t i;
	int rc;

	rc = carryout_changer(c->ctx, 1,
			      c->o.common.wait_ms || c->o.rollback ||
				      c->o.action == ACTION_CONFIGURE,
			      &c->changer);
	if (rc)
		die(c, ccw_ctx_get_root(c->ctx), rc);
	if (c->o.common.format)
		report_start(&c->report);
	for (i = 0; c->o.action != ACTION_NONE && i < c->n_chpids; i++) {
		if (carryout_interrupted() || (c->n_failed && !c->o.common.keep_going))
			break;
		change_one(c, c->chpids[i]);
	}
	if (c->o.action != ACTION_NONE)
		c->n_left = c->n_chpids - i;
	interrupted = carryout_interrupted();
	if (c->o.rescan && !c->n_failed && !carryout_interrupted())
		rescan(c);
	if (c->n_failed && c->o.rollback)
		rollback(c);
	if (c->o.common.format)
		report_end(&c->report);
	if (interrupted && c->n_left)
		warn(&c->o.cmdline,
		     "Interrupted: %zu of %zu channel paths left as they are", c->n_left,
		     c->n_chpids);
	ccw_changer_free(c->changer);
}

static int find_status(const struct chchp *c)
{
	bool failed = c->n_failed || (c->o.strict && c->n_missing);

	if (carryout_interrupted() && (c->n_left || failed))
		return STATUS_PARTLY;
	if (!failed)
		return STATUS_OK;
	return c->o.cmdline.used_ours && c->n_ok ? STATUS_PARTLY : STATUS_FAILED;
}

int main(int argc, char **argv)
{
	static struct chchp c;
	struct ccw_impact *impact;
	int status;
	size_t i;

	out_init(&c.out, 1);
	parse_options(&c.o, &c.out, argc, argv);
	change_options_init_report(&c.o.common, &c.o.cmdline, &c.columns, &c.report,
				   &c.out);
	c.ctx = sysroot_context(&c.o.cmdline, c.o.common.sysroot);
	expand_chpids(&c);
	take_snapshot(&c);
	impact = find_impact(&c);
	if (c.o.common.dry_run) {
		status = dry_run(&c, impact);
	} else if (impact && !impact_confirm(&c.o.cmdline, impact, TAKES_PATH, "",
					     c.o.common.yes)) {
		status = STATUS_FAILED;
	} else {
		carryout_catch_signals();
		change_all(&c);
		status = finish(&c.o.cmdline, &c.out, find_status(&c));
	}
	for (i = 0; i < c.n_done; i++)
		ccw_change_free(c.done[i]);
	free(c.done);
	free(c.chpids);
	ccw_impact_free(impact);
	ccw_snapshot_free(c.snap);
	chpid_list_free(&c.o.list);
	ccw_ctx_unref(c.ctx);
	return status;
}
