/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * chchp.h - changing channel paths, and what there is to it
 */
#ifndef CHCHP_CHCHP_H
#define CHCHP_CHCHP_H

#include "options.h"

/* Room for the words of change_describe(). */
#define DESCRIPTION_MAX 5000

/*
 * struct chchp
 * @chpids: to be changed, in order, those that do not exist included
 * @done: changes that were written, in order: what can be rolled back
 * @n_ok: those among them that are as asked
 */
struct chchp {
	struct options o;
	struct out out;
	struct columns columns;
	struct report report;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct ccw_changer *changer;
	struct ccw_chpid *chpids;
	size_t n_chpids;
	struct ccw_change **done;
	size_t n_done, n_ok, n_failed, n_missing, n_left;
};

/* "Vary offline 0.3a" */
void change_describe(const struct ccw_change *change, char *buf, size_t size);
/* Carries it out and reports it. False: it failed. */
bool change_run(struct chchp *c, struct ccw_change *change);

/* Puts back what was changed, the last first, and names the devices that were lost. */
void rollback(struct chchp *c);

#endif
