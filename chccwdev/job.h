/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * job.h - what is to be done with one device
 *
 * Attributes that can be written are, then it goes online or offline, then the other
 * attributes are written: some exist, or can be written, in one of the states only. A
 * job says which change is next, and is told what became of it.
 */
#ifndef CHCCWDEV_JOB_H
#define CHCCWDEV_JOB_H

#include "options.h"

enum job_state {
	JOB_ATTRS_BEFORE,
	JOB_GOAL,
	JOB_ATTRS_AFTER,
	JOB_DONE,
	JOB_FAILED,
};

/* A line to be printed, with a newline, or to be warned of, without. */
struct line {
	bool warning;
	char *text;
};

/*
 * struct job
 * @exists, @online: when it was looked for
 * @attr: the next one
 * @written: attributes that are done with
 * @change: under way
 * @nomem: memory ran out
 */
struct job {
	const struct options *o;
	struct ccw_ctx *ctx;
	struct ccw_id id;
	bool exists, online;
	enum job_state state;
	size_t attr;
	bool *written;
	struct ccw_change *change;
	bool nomem;
	struct line *lines;
	size_t n_lines, n_printed;
};

void job_init(struct job *job, const struct options *o, struct ccw_ctx *ctx,
	      struct ccw_id id);
void job_free(struct job *job);
/*
 * The next change, in job->change: it is started elsewhere, and given back. Return: 1;
 * 0: there is none, the job has ended; -errno.
 */
int job_next(struct job *job);
/* What became of it; job->change is NULL then, and the caller frees it. */
void job_take(struct job *job, struct ccw_change *change);
/* job->change could not be carried out. */
void job_fail(struct job *job, const char *why);

#endif
