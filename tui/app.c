// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * app.c - the program, whatever it shows itself on
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "action.h"
#include "app.h"

void app_say(struct app *app, enum say how, const char *fmt, ...)
{
	char *text;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	if (how == SAY_RESULT || how == SAY_FAILED)
		log_text(&app->model.log, EVENT_RESULT, "%s", text);
	app->front->say(app, how, text);
	free(text);
}

bool app_is_complete(const struct app *app)
{
	return app->model.now.snap && app->model.now.complete;
}

static uint64_t needed_attrs(const struct app *app)
{
	return model_get_attrs(&app->model, VIEW_DEVICES) |
	       model_get_attrs(&app->model, VIEW_PATHS);
}

bool app_is_current(const struct app *app)
{
	return app_is_complete(app) && !(needed_attrs(app) & ~app->model.now.attrs);
}

int app_start(struct app *app, unsigned int rows)
{
	int rc;

	/* as many at a time as one action ever has, and some for others */
	rc = ccw_changer_new(app->ctx, 16, &app->changer);
	if (rc)
		return rc;
	return feed_new(ccw_ctx_get_root(app->ctx), ccw_ctx_get_proc(app->ctx),
			needed_attrs(app), app->settings.delay_ms, rows, &app->feed);
}

void app_free(struct app *app)
{
	struct action *action;
	size_t i;

	/* first: the changes must not go before those who carry them out */
	ccw_changer_free(app->changer);
	while ((action = app->running)) {
		app->running = action->next;
		for (i = 0; i < action->started; i++)
			ccw_change_free(action->changes[i]);
		action_free(action);
	}
	feed_free(app->feed);
	action_free(app->asking);
	model_free(&app->model);
	ccw_ctx_unref(app->ctx);
	free(app->settings_path);
}

void app_pause(struct app *app, bool paused)
{
	app->paused = paused;
}

/* ---- waiting ---- */

static bool is_held(const struct app *app)
{
	return app->paused && app_is_current(app);
}

static void take_state(struct app *app)
{
	uint64_t first = app->model.log.first + app->model.log.n;

	if (is_held(app))
		return;
	feed_take(app->feed, &app->model.now, &app->model.log);
	app->front->changed(app, first);
	action_check(app);
}

static void dispatch_feed(struct app *app)
{
	int rc = feed_dispatch(app->feed);

	if (rc > 0) {
		take_state(app);
	} else if (rc < 0) {
		app->failed = app->quit = true;
		app_say(app, SAY_ERROR, "%s: %s", ccw_ctx_get_root(app->ctx),
			strerror(-rc));
	}
}

static void take_signal(struct app *app, int fd)
{
	struct signalfd_siginfo info;

	if (read(fd, &info, sizeof(info)) != sizeof(info))
		return;
	switch (info.ssi_signo) {
	case SIGWINCH:
	case SIGTSTP:
	case SIGCONT:
		app->front->signal(app, (int)info.ssi_signo);
		break;
	default:
		app->ended_by = (int)info.ssi_signo;
		app->quit = true;
	}
}

static int open_signals(void)
{
	static const int taken[] = { SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP,
				     SIGQUIT };
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		sigaddset(&set, taken[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* A key, a signal, a new state, the end of a change: whatever comes first. */
void app_loop(struct app *app)
{
	struct pollfd fds[] = {
		{ .fd = 0, .events = POLLIN },
		{ .fd = feed_get_fd(app->feed), .events = POLLIN },
		{ .fd = ccw_changer_get_fd(app->changer), .events = POLLIN },
		{ .fd = open_signals(), .events = POLLIN },
	};
	bool was_held = false;
	int timeout;

	while (!app->quit) {
		/* what came meanwhile */
		if (was_held && !is_held(app))
			dispatch_feed(app);
		timeout = app->front->tick(app);
		if (app->quit)
			break;
		feed_need(app->feed, needed_attrs(app));
		was_held = is_held(app);
		fds[0].fd = app->hold_input ? -1 : 0;
		if (poll(fds, 4, timeout) < 0 && errno != EINTR)
			break;
		if (fds[3].revents)
			take_signal(app, fds[3].fd);
		if (fds[1].revents)
			dispatch_feed(app);
		if (fds[2].revents)
			action_dispatch(app);
		if (fds[0].revents & (POLLERR | POLLNVAL))
			app->quit = true;
		else if (fds[0].revents)
			app->front->input(app);
	}
	close(fds[3].fd);
	/* nobody answers any more */
	action_free(app->asking);
	app->asking = NULL;
}
