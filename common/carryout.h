/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * carryout.h - changes, carried out until they are done or the user has had enough
 */
#ifndef COMMON_CARRYOUT_H
#define COMMON_CARRYOUT_H

#include <stdbool.h>

#include "cmdline.h"
#include "libccw.h"

/* Catches SIGINT, SIGTERM and SIGHUP from here on. */
void carryout_catch_signals(void);
/* One came: nothing more is to be started. */
bool carryout_interrupted(void);
/* What comes now is to be done nevertheless, until there is another one. */
void carryout_forget_signals(void);

/*
 * carryout_wait - the next change that has ended
 * @tick_ms: how long to wait; -1: as long as it takes
 *
 * After a signal, what is under way has two more seconds, and none after another
 * signal. Return: as ccw_changer_next().
 */
int carryout_wait(struct ccw_changer *changer, int tick_ms, struct ccw_change **change);

/*
 * carryout_changer - as ccw_changer_new(), for @jobs changes at a time
 * @long_ones: some may take their time, or time is limited
 *
 * A child process for each can be given up, and progress be shown meanwhile; but making
 * one takes as long as all else of a short run. There is none for one change at a time
 * that nobody watches and that is done at once, if at all.
 */
int carryout_changer(struct ccw_ctx *ctx, unsigned int jobs, bool long_ones,
		     struct ccw_changer **changer);

/* Starts one change and waits for its end. Return: 0, or why it could not be started. */
int carryout(struct ccw_changer *changer, struct ccw_change *change);

#endif
