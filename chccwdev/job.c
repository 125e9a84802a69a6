// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * job.c - what is to be done with one device
 *
 * The lines printed are those of s390-tools, as scripts read them.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hint.h"
#include "job.h"

void job_init(struct job *job, const struct options *o, struct ccw_ctx *ctx,
	      struct ccw_id id)
{
	*job = (struct job){ .o = o, .ctx = ctx, .id = id };
	job->state = o->goal == GOAL_NONE ? JOB_ATTRS_AFTER : JOB_ATTRS_BEFORE;
}

void job_free(struct job *job)
{
	size_t i;

	for (i = 0; i < job->n_lines; i++)
		free(job->lines[i].text);
	free(job->lines);
	free(job->written);
}

/* ---- lines ---- */

__attribute__((format(printf, 3, 4))) static void say(struct job *job, bool warning,
						      const char *fmt, ...)
{
	struct line *grown;
	char *text;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	grown = len < 0 ? NULL
			: reallocarray(job->lines, job->n_lines + 1, sizeof(*grown));
	if (!grown) {
		if (len >= 0)
			free(text);
		job->nomem = true;
		return;
	}
	job->lines = grown;
	job->lines[job->n_lines++] = (struct line){ .warning = warning, .text = text };
}

static const char *goal_name(const struct job *job)
{
	return job->o->goal == GOAL_ONLINE ? "online" : "offline";
}

void job_fail(struct job *job, const char *why)
{
	char id[CCW_ID_STRLEN];

	say(job, true, "Cannot change device %s: %s", ccw_id_format(job->id, id), why);
	job->state = JOB_FAILED;
}

static const char *reason_of(const struct ccw_change *change)
{
	const char *reason = ccw_change_get_reason(change);

	return reason ? reason : strerror(ccw_change_get_errno(change));
}

/* ---- the next change ---- */

static void report_not_found(struct job *job)
{
	char id[CCW_ID_STRLEN];
	bool ignored;

	ccw_id_format(job->id, id);
	if (!ccw_ctx_is_ignored(job->ctx, job->id, &ignored) && ignored)
		say(job, true,
		    "Device %s not found: it is on the cio_ignore list; "
		    "'cio_ignore -r %s', or --unignore, frees it",
		    id, id);
	else
		say(job, true, "Device %s not found", id);
	job->state = JOB_FAILED;
}

/* After the state that has no more to do; true: the job has ended. */
static bool next_state(struct job *job)
{
	job->attr = 0;
	job->state++;
	if (job->state != JOB_DONE)
		return false;
	/* nothing was to be changed but the cio_ignore list */
	if (!job->exists && job->o->goal == GOAL_NONE && !job->o->n_attrs)
		report_not_found(job);
	else
		say(job, false, "Done");
	return true;
}

static int new_change(struct job *job)
{
	const struct options *o = job->o;

	if (job->state != JOB_GOAL)
		return ccw_change_new_device_attribute(job->id, o->attrs[job->attr].name,
						       o->attrs[job->attr].value,
						       &job->change);
	if (o->goal == GOAL_ONLINE)
		return ccw_change_new_online(job->id, o->force, &job->change);
	return ccw_change_new_offline(job->id, o->safe, &job->change);
}

int job_next(struct job *job)
{
	const struct options *o = job->o;
	int rc;

	if (!job->written && o->n_attrs) {
		job->written = calloc(o->n_attrs, sizeof(*job->written));
		if (!job->written)
			return -ENOMEM;
	}
	for (;;) {
		if (job->state >= JOB_DONE)
			return 0;
		if (job->state == JOB_GOAL)
			break;
		while (job->attr < o->n_attrs && job->written[job->attr])
			job->attr++;
		if (job->attr < o->n_attrs)
			break;
		if (next_state(job))
			return 0;
	}
	rc = new_change(job);
	if (rc)
		return rc;
	ccw_change_set_skip(job->change, true);
	ccw_change_set_timeout(job->change, o->common.wait_ms);
	ccw_change_set_settle(job->change, o->common.wait_ms);
	return 1;
}

/* ---- what became of it ---- */

/* The device is not there, or its attribute is not. */
static bool is_absent(const struct ccw_change *change)
{
	return ccw_change_get_effect(change) == CCW_EFFECT_FAILED &&
	       ccw_change_get_step(change) == CCW_CHANGE_STEP_OPEN &&
	       ccw_change_get_errno(change) == ENOENT;
}

static void take_attribute(struct job *job, const struct ccw_change *change)
{
	const struct attribute *attr = &job->o->attrs[job->attr];
	enum ccw_effect effect = ccw_change_get_effect(change);
	char id[CCW_ID_STRLEN];

	ccw_id_format(job->id, id);
	if (is_absent(change)) {
		/* it may come with the device going online */
		if (job->state == JOB_ATTRS_AFTER || job->online) {
			say(job, true, "Device %s has no attribute %s", id, attr->name);
			job->state = JOB_FAILED;
		}
		job->attr++;
		return;
	}
	if (effect == CCW_EFFECT_ALREADY)
		say(job, false, "The %s attribute of %s already is %s", attr->name, id,
		    attr->value);
	else
		say(job, false, "Setting %s attribute of %s to %s", attr->name, id,
		    attr->value);
	if (effect == CCW_EFFECT_UNCHANGED)
		say(job, true, "Attribute %s of %s: %s", attr->name, id,
		    reason_of(change));
	job->written[job->attr] =
		effect != CCW_EFFECT_FAILED && effect != CCW_EFFECT_PENDING;
	if (effect == CCW_EFFECT_PENDING ||
	    (effect == CCW_EFFECT_FAILED && job->state == JOB_ATTRS_AFTER)) {
		say(job, true, "Failed to set %s attribute of %s: %s", attr->name, id,
		    reason_of(change));
		job->state = JOB_FAILED;
	}
	job->attr++;
}

static void report_goal_failure(struct job *job, const struct ccw_change *change)
{
	char id[CCW_ID_STRLEN], *module;

	ccw_id_format(job->id, id);
	if (is_absent(change))
		say(job, true, "Cannot set device %s %s: attribute %s is not available",
		    id, goal_name(job), ccw_change_get_attribute(change));
	else
		say(job, true, "Cannot set device %s %s: %s", id, goal_name(job),
		    reason_of(change));
	module = find_module(job->ctx, job->id);
	if (module && *module)
		say(job, true,
		    "Module %s has a driver for such devices: try 'modprobe %s'", module,
		    module);
	else if (module)
		say(job, true, "No module has a driver for such devices");
	free(module);
	job->state = JOB_FAILED;
}

static void take_goal(struct job *job, const struct ccw_change *change)
{
	const char *group = ccw_change_get_group_device(change);
	enum ccw_effect effect = ccw_change_get_effect(change);
	char id[CCW_ID_STRLEN];

	ccw_id_format(job->id, id);
	/* without the attribute, it is as offline as it can be */
	if (is_absent(change) && job->o->goal == GOAL_OFFLINE && !job->o->safe)
		effect = CCW_EFFECT_ALREADY;
	if (effect == CCW_EFFECT_ALREADY) {
		say(job, true, "Device %s is already %s", id, goal_name(job));
		next_state(job);
		return;
	}
	say(job, false, "Setting device %s %s", id, goal_name(job));
	if (group)
		say(job, true, "Device %s is part of group device %s, which is set %s",
		    id, group, goal_name(job));
	if (effect != CCW_EFFECT_DONE && effect != CCW_EFFECT_WRITTEN) {
		report_goal_failure(job, change);
		return;
	}
	if (ccw_change_get_reason(change))
		say(job, true, "Device %s is online, but %s", id,
		    ccw_change_get_reason(change));
	next_state(job);
}

void job_take(struct job *job, struct ccw_change *change)
{
	job->change = NULL;
	if (is_absent(change) && !job->exists)
		report_not_found(job);
	else if (job->state == JOB_GOAL)
		take_goal(job, change);
	else
		take_attribute(job, change);
}
