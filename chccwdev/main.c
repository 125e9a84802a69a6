// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * chccwdev - set channel devices online or offline, and write their attributes
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "carryout.h"
#include "change_columns.h"
#include "impact_report.h"
#include "job.h"
#include "sysroot.h"

/* So many devices make progress worth showing; or so long, in milliseconds. */
#define PROGRESS_DEVICES 8
#define PROGRESS_TICK_MS 500

/*
 * struct chccwdev
 * @n_started, @n_ended: jobs[] below the first have been started; those that have ended
 *	are spread among them
 * @n_printed: lines of jobs[] below have been printed
 */
struct chccwdev {
	struct options o;
	struct out out;
	struct columns columns;
	struct report report;
	struct ccw_ctx *ctx;
	struct ccw_changer *changer;
	struct job *jobs;
	size_t n_jobs, n_started, n_ended, n_failed, n_changed, n_printed;
	bool progress_shown;
};

static _Noreturn void die(struct chccwdev *c, const char *what, int rc)
{
	warn(&c->o.cmdline, "%s: %s", what, strerror(-rc));
	exit(finish(&c->o.cmdline, &c->out, STATUS_FAILED));
}

/* ---- which devices ---- */

static struct ccw_snapshot *take_snapshot(struct chccwdev *c, uint64_t attrs)
{
	const struct id_list *list = &c->o.list;
	struct ccw_snapshot *snap = NULL;
	struct ccw_query *query;
	size_t i;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		die(c, "Cannot look for devices", rc);
	ccw_query_add_attrs(query, attrs);
	for (i = 0; !rc && i < list->n; i++)
		rc = ccw_query_add_devices(query, list->range[i].from, list->range[i].to);
	if (!rc)
		rc = ccw_snapshot_new(c->ctx, query, &snap);
	ccw_query_free(query);
	if (rc)
		die(c, ccw_ctx_get_root(c->ctx), rc);
	return snap;
}

static void add_job(struct chccwdev *c, struct ccw_id id, const struct ccw_device *dev)
{
	struct job *job, *grown;

	/* doubled at every power of two */
	if (!(c->n_jobs & (c->n_jobs - 1))) {
		grown = reallocarray(c->jobs, c->n_jobs ? 2 * c->n_jobs : 1,
				     sizeof(*grown));
		if (!grown)
			die(c, "Cannot list the devices", -ENOMEM);
		c->jobs = grown;
	}
	job = &c->jobs[c->n_jobs++];
	job_init(job, &c->o, c->ctx, id);
	job->exists = dev;
	if (dev && ccw_device_get_online(dev, &job->online))
		job->online = false;
}

/* A range stands for the devices that exist, an id for itself. */
static void make_jobs(struct chccwdev *c, const struct ccw_snapshot *snap)
{
	const struct id_list *list = &c->o.list;
	const struct ccw_device *dev;
	size_t i, before;

	for (i = 0; i < list->n; i++) {
		const struct id_range *range = &list->range[i];

		if (!ccw_id_cmp(range->from, range->to)) {
			add_job(c, range->from,
				ccw_snapshot_get_device(snap, range->from));
			continue;
		}
		before = c->n_jobs;
		ccw_snapshot_foreach_device(snap, dev)
			if (id_range_has(range, ccw_device_get_id(dev)))
				add_job(c, ccw_device_get_id(dev), dev);
		/* in a dry run, they may still be ignored */
		if (c->n_jobs == before && !(c->o.unignore && c->o.common.dry_run)) {
			warn(&c->o.cmdline, "No device in range %s found", range->text);
			exit(finish(&c->o.cmdline, &c->out, STATUS_FAILED));
		}
	}
}

static bool is_ignored(const struct chccwdev *c, struct ccw_id id)
{
	bool ignored;

	return !ccw_ctx_is_ignored(c->ctx, id, &ignored) && ignored;
}

/* Takes the devices named off the list of those ignored, and waits until they are there. */
static void unignore(struct chccwdev *c)
{
	const struct id_list *list = &c->o.list;
	struct ccw_change *change;
	size_t i;
	int rc;

	for (i = 0; i < list->n; i++) {
		const struct id_range *range = &list->range[i];

		if (!ccw_id_cmp(range->from, range->to) && !is_ignored(c, range->from))
			continue;
		if (c->o.common.dry_run) {
			if (!c->o.common.format)
				out_printf(&c->out,
					   "Would take %s off the cio_ignore list.\n",
					   range->text);
			continue;
		}
		rc = ccw_change_new_unignore(range->from, range->to, &change);
		if (rc)
			die(c, "Cannot free ignored devices", rc);
		rc = carryout(c->changer, change);
		if (rc)
			die(c, "Cannot free ignored devices", rc);
		if (ccw_change_get_effect(change) == CCW_EFFECT_FAILED) {
			warn(&c->o.cmdline, "Cannot take %s off the cio_ignore list: %s",
			     range->text, ccw_change_get_reason(change));
			exit(finish(&c->o.cmdline, &c->out, STATUS_FAILED));
		}
		ccw_change_free(change);
	}
	if (!c->o.common.dry_run)
		ccw_ctx_settle(c->ctx);
}

/* ---- before something is taken away ---- */

static struct ccw_impact *find_impact(struct chccwdev *c, const struct ccw_snapshot *snap)
{
	struct ccw_impact *impact;
	struct ccw_id *ids;
	size_t i;
	int rc;

	ids = calloc(c->n_jobs ? c->n_jobs : 1, sizeof(*ids));
	if (!ids)
		die(c, "Cannot list the devices", -ENOMEM);
	for (i = 0; i < c->n_jobs; i++)
		ids[i] = c->jobs[i].id;
	rc = ccw_impact_new_offline(c->ctx, snap, ids, c->n_jobs, &impact);
	free(ids);
	if (rc)
		die(c, "Cannot find out what would be lost", rc);
	return impact;
}

static void dry_run_goal(struct chccwdev *c, const struct job *job, const char *id,
			 const struct ccw_device *dev)
{
	const char *state = c->o.goal == GOAL_ONLINE ? "online" : "offline";
	const char *group;

	if (job->online == (c->o.goal == GOAL_ONLINE)) {
		out_printf(&c->out, "Device %s is already %s.\n", id, state);
		return;
	}
	out_printf(&c->out, "Would set device %s %s.\n", id, state);
	if (dev && !ccw_device_get_group_device(dev, &group))
		out_printf(&c->out,
			   "Device %s is part of group device %s, which would be set %s.\n",
			   id, group, state);
}

static void dry_run_job(struct chccwdev *c, const struct job *job,
			const struct ccw_snapshot *snap)
{
	bool ignored = !job->exists && is_ignored(c, job->id);
	char id[CCW_ID_STRLEN];
	size_t i;

	ccw_id_format(job->id, id);
	if (!job->exists && !(c->o.unignore && ignored)) {
		warn(&c->o.cmdline, "Device %s not found%s", id,
		     ignored ? ": it is on the cio_ignore list" : "");
		c->n_failed++;
		return;
	}
	if (c->o.common.format)
		return;
	for (i = 0; i < c->o.n_attrs; i++)
		out_printf(&c->out, "Would set %s attribute of %s to %s.\n",
			   c->o.attrs[i].name, id, c->o.attrs[i].value);
	if (c->o.goal != GOAL_NONE)
		dry_run_goal(c, job, id, ccw_snapshot_get_device(snap, job->id));
}

static int dry_run(struct chccwdev *c, const struct ccw_snapshot *snap,
		   const struct ccw_impact *impact)
{
	size_t i;

	for (i = 0; i < c->n_jobs; i++)
		dry_run_job(c, &c->jobs[i], snap);
	if (c->o.common.format)
		impact_report(impact, c->o.common.format, &c->out);
	else if (impact)
		impact_print(impact, &c->out);
	return finish(&c->o.cmdline, &c->out, c->n_failed ? STATUS_FAILED : STATUS_OK);
}

/* ---- showing ---- */

static void hide_progress(struct chccwdev *c)
{
	if (c->progress_shown)
		fputs("\r\033[K", stderr);
	c->progress_shown = false;
}

/* The first device that is under way. */
static void show_progress(struct chccwdev *c)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	if (!isatty(2))
		return;
	hide_progress(c);
	for (i = c->n_printed; i < c->n_started; i++) {
		if (!c->jobs[i].change)
			continue;
		fprintf(stderr, "%zu/%zu %s ...", c->n_ended, c->n_jobs,
			ccw_id_format(c->jobs[i].id, id));
		c->progress_shown = true;
		return;
	}
}

static void print_job(struct chccwdev *c, struct job *job)
{
	for (; job->n_printed < job->n_lines; job->n_printed++) {
		const struct line *line = &job->lines[job->n_printed];

		hide_progress(c);
		if (line->warning) {
			if (!c->o.common.format)
				out_flush(&c->out);
			warn(&c->o.cmdline, "%s", line->text);
		} else if (!c->o.common.format) {
			out_puts(&c->out, line->text);
			out_putc(&c->out, '\n');
		}
	}
}

/* In the order of the devices, whatever the order in which they get ready. */
static void print_lines(struct chccwdev *c)
{
	for (; c->n_printed < c->n_started; c->n_printed++) {
		struct job *job = &c->jobs[c->n_printed];

		print_job(c, job);
		if (job->state < JOB_DONE)
			break;
	}
	if (!c->o.common.format && isatty(1))
		out_flush(&c->out);
}

/* ---- carrying out ---- */

static bool is_to_stop(const struct chccwdev *c)
{
	return carryout_interrupted() || (c->n_failed && !c->o.common.keep_going);
}

static void end_job(struct chccwdev *c, struct job *job)
{
	c->n_ended++;
	c->n_changed += job->state == JOB_DONE;
	c->n_failed += job->state == JOB_FAILED;
	if (job->nomem)
		die(c, "Cannot report what was done", -ENOMEM);
}

/* Its next change is started, or it has ended. False: it has. */
static bool advance(struct chccwdev *c, struct job *job)
{
	int rc;

	rc = job_next(job);
	if (rc > 0 && carryout_interrupted())
		rc = -EINTR;
	if (rc > 0) {
		rc = ccw_changer_start(c->changer, job->change);
		if (!rc)
			return true;
	}
	if (rc < 0) {
		ccw_change_free(job->change);
		job->change = NULL;
		job_fail(job, rc == -EINTR ? "interrupted" : strerror(-rc));
	}
	end_job(c, job);
	return false;
}

static struct job *find_job(struct chccwdev *c, const struct ccw_change *change)
{
	size_t i = c->n_started;

	while (i--)
		if (c->jobs[i].change == change)
			break;
	return &c->jobs[i];
}

static void take_change(struct chccwdev *c, struct ccw_change *change)
{
	struct job *job = find_job(c, change);

	job_take(job, change);
	if (c->o.common.format)
		report_row(&c->report, &(struct change_row){ .change = change });
	ccw_change_free(change);
	advance(c, job);
}

static void change_all(struct chccwdev *c)
{
	size_t running = 0, ended;
	struct ccw_change *change;
	int rc;

	for (;;) {
		while (running < c->o.jobs && c->n_started < c->n_jobs && !is_to_stop(c))
			running += advance(c, &c->jobs[c->n_started++]);
		print_lines(c);
		if (!running)
			return;
		if (c->n_jobs > PROGRESS_DEVICES)
			show_progress(c);
		rc = carryout_wait(c->changer, PROGRESS_TICK_MS, &change);
		if (rc == -EAGAIN)
			show_progress(c);
		if (rc)
			continue;
		ended = c->n_ended;
		take_change(c, change);
		running -= c->n_ended - ended;
	}
}

static int find_status(const struct chccwdev *c)
{
	bool partly = c->n_started < c->n_jobs || c->n_failed;

	if (carryout_interrupted() && partly)
		return STATUS_PARTLY;
	if (!c->n_failed)
		return STATUS_OK;
	return c->o.cmdline.used_ours && c->n_changed ? STATUS_PARTLY : STATUS_FAILED;
}

static int carry_out(struct chccwdev *c)
{
	size_t left;

	if (c->o.common.format)
		report_start(&c->report);
	change_all(c);
	hide_progress(c);
	if (c->o.common.format)
		report_end(&c->report);
	out_flush(&c->out);
	left = c->n_jobs - c->n_started;
	if (left && (carryout_interrupted() || c->n_jobs > 1))
		warn(&c->o.cmdline, "%zu of %zu devices left as they are", left,
		     c->n_jobs);
	return finish(&c->o.cmdline, &c->out, find_status(c));
}

static void prepare(struct chccwdev *c)
{
	int rc;

	change_options_init_report(&c->o.common, &c->o.cmdline, &c->columns, &c->report,
				   &c->out);
	c->ctx = sysroot_context(&c->o.cmdline, c->o.common.sysroot);
	rc = carryout_changer(c->ctx, c->o.jobs, c->o.common.wait_ms || c->o.safe,
			      &c->changer);
	if (rc)
		die(c, ccw_ctx_get_root(c->ctx), rc);
	/* devices that have just come: as ever */
	ccw_ctx_settle(c->ctx);
}

int main(int argc, char **argv)
{
	static struct chccwdev c;
	struct ccw_impact *impact = NULL;
	struct ccw_snapshot *snap;
	bool go_on = true;
	uint64_t attrs;
	size_t i;
	int status;

	out_init(&c.out, 1);
	parse_options(&c.o, &c.out, argc, argv);
	prepare(&c);
	carryout_catch_signals();
	if (c.o.unignore)
		unignore(&c);
	attrs = c.o.goal == GOAL_OFFLINE ? CCW_ATTRS_IMPACT : CCW_ATTR(CCW_DEV_ONLINE);
	if (c.o.common.dry_run)
		attrs |= CCW_ATTR(CCW_DEV_GROUP_DEVICE);
	snap = take_snapshot(&c, attrs);
	make_jobs(&c, snap);
	if (c.o.goal == GOAL_OFFLINE)
		impact = find_impact(&c, snap);
	if (c.o.common.dry_run) {
		status = dry_run(&c, snap, impact);
	} else {
		if (impact)
			go_on = impact_confirm(&c.o.cmdline, impact, "take", " offline",
					       c.o.common.yes);
		status = go_on ? carry_out(&c) : STATUS_FAILED;
	}
	ccw_impact_free(impact);
	ccw_snapshot_free(snap);
	ccw_changer_free(c.changer);
	for (i = 0; i < c.n_jobs; i++)
		job_free(&c.jobs[i]);
	free(c.jobs);
	free(c.o.attrs);
	id_list_free(&c.o.list);
	ccw_ctx_unref(c.ctx);
	return status;
}
