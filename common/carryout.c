// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * carryout.c - changes, carried out until they are done or the user has had enough
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "carryout.h"

#define GRACE_MS 2000

static volatile sig_atomic_t signals;
/* When what is under way is given up; 0: not yet known. */
static long grace_end;

static void count_signal(int sig)
{
	signals++;
}

void carryout_catch_signals(void)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = count_signal }, old;
	size_t i;

	/* nobody reads what is printed: that is a failure, and no reason to stop halfway */
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&action.sa_mask);
	for (i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
		/* nohup(1), and what a shell starts in the background */
		if (sigaction(caught[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
			continue;
		sigaction(caught[i], &action, NULL);
	}
}

bool carryout_interrupted(void)
{
	return signals;
}

void carryout_forget_signals(void)
{
	signals = 0;
	grace_end = 0;
}

static long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000L + ts.tv_nsec / 1000000L;
}

int carryout_wait(struct ccw_changer *changer, int tick_ms, struct ccw_change **change)
{
	struct pollfd pfd = { .fd = ccw_changer_get_fd(changer), .events = POLLIN };
	long left;
	int rc;

	for (;;) {
		rc = ccw_changer_next(changer, change);
		if (rc != -EAGAIN)
			return rc;
		/* a second is the longest that a signal just before poll() is overlooked
		 */
		left = tick_ms >= 0 && tick_ms < 1000 ? tick_ms : 1000;
		if (signals) {
			if (!grace_end)
				grace_end = now_ms() + GRACE_MS;
			left = grace_end - now_ms();
			if (signals > 1 || left <= 0) {
				ccw_changer_give_up(changer);
				continue;
			}
		}
		if (poll(&pfd, 1, (int)left) == 0 && tick_ms >= 0 && !signals)
			return -EAGAIN;
	}
}

int carryout_changer(struct ccw_ctx *ctx, unsigned int jobs, bool long_ones,
		     struct ccw_changer **changer)
{
	return ccw_changer_new(ctx, jobs > 1 || long_ones || isatty(2) ? jobs : 0,
			       changer);
}

int carryout(struct ccw_changer *changer, struct ccw_change *change)
{
	struct ccw_change *done;
	int rc;

	rc = ccw_changer_start(changer, change);
	if (!rc)
		rc = carryout_wait(changer, -1, &done);
	return rc;
}
