// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ccwtop - the dashboard: channel devices and paths at a glance
 */
#include <errno.h>
#include <locale.h>
#include <langinfo.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "batch.h"
#include "line.h"
#include "output_options.h"
#include "screen.h"
#include "sysroot.h"
#include "terminal.h"

static void complain(void *data, const char *message)
{
	struct app *app = data;

	log_text(&app->model.log, EVENT_WARNING, "%s", message);
	warn(app->cmdline, "%s", message);
}

static void keep_log_line(void *data, enum ccw_log_level level, const char *msg)
{
	struct app *app = data;

	if (level == CCW_LOG_WARNING)
		log_text(&app->model.log, EVENT_WARNING, "%s", msg);
}

static void find_readonly(struct app *app)
{
	int rc;

	if (app->options->readonly) {
		snprintf(app->readonly, sizeof(app->readonly), "--readonly was given");
		return;
	}
	rc = ccw_ctx_check_writable(app->ctx);
	if (rc == -EACCES && geteuid())
		snprintf(app->readonly, sizeof(app->readonly), "only root can (%s)",
			 strerror(-rc));
	else if (rc && rc != -ENODATA)
		snprintf(app->readonly, sizeof(app->readonly), "%s", strerror(-rc));
}

/* What the command line says goes before what the file says. */
static void apply_options(struct app *app, enum view view)
{
	const struct options *o = app->options;
	const char *no_color = getenv("NO_COLOR");
	int table = view_get_table(view);
	char message[512];

	if (o->delay_ms)
		app->settings.delay_ms = o->delay_ms;
	app->ascii = o->ascii || app->settings.ascii ||
		     strcmp(nl_langinfo(CODESET), "UTF-8");
	app->mono = o->mono || !app->settings.colours || (no_color && *no_color);
	if (o->columns) {
		choose_columns(app->cmdline, o->columns, app->settings.columns[table].all,
			       &app->settings.columns[table]);
		app->settings.chosen[table] = true;
	}
	if (o->sort && settings_set_sort(&app->settings, table, o->sort, false))
		usage_error(app->cmdline,
			    "Unknown column '%s'; '--columns help' lists them", o->sort);
	if (o->filter &&
	    model_set_filter(&app->model, o->filter, message, sizeof(message)))
		usage_error(app->cmdline, "Invalid filter: %s", message);
}

static void read_settings(struct app *app)
{
	int rc;

	settings_init(&app->settings);
	app->settings_path = settings_get_path();
	rc = app->settings_path
		     ? settings_read(&app->settings, app->settings_path, complain, app)
		     : 0;
	if (rc)
		warn(app->cmdline, "%s: %s", app->settings_path, strerror(-rc));
}

static enum view choose_view(struct app *app, struct out *out)
{
	const struct options *o = app->options;
	enum view view = VIEW_DEVICES;

	if (o->view && view_parse(o->view, &view))
		usage_error(app->cmdline,
			    "Unknown view '%s': devices, paths, matrix, tree or events",
			    o->view);
	check_columns_help(app->cmdline, o->columns, view == VIEW_PATHS ? chp_columns
									: sch_columns,
			   out);
	return view;
}

/* Full screen unless something speaks against it, which is said. */
static bool wants_line(struct app *app)
{
	const char *why;

	if (app->options->line)
		return true;
	if (terminal_is_possible(&why))
		return false;
	fprintf(stderr, "%s: line mode, as %s\n", app->cmdline->name, why);
	return true;
}

/* As the shell expects of a program that a signal has ended. */
static int end(struct app *app)
{
	int signal_number = app->ended_by,
	    status = app->failed ? STATUS_FAILED : STATUS_OK;
	sigset_t set;

	app_free(app);
	if (!signal_number)
		return status;
	sigemptyset(&set);
	sigaddset(&set, signal_number);
	signal(signal_number, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(signal_number);
	return 128 + signal_number;
}

int main(int argc, char **argv)
{
	static struct options options;
	static struct app app;
	static struct out out;
	enum view view;
	int status;

	setlocale(LC_CTYPE, "");
	out_init(&out, 1);
	parse_options(&options, &out, argc, argv);
	app.options = &options;
	app.cmdline = &options.cmdline;
	model_init(&app.model, &app.settings);
	read_settings(&app);
	view = choose_view(&app, &out);
	apply_options(&app, view);
	app.ctx = sysroot_context(app.cmdline, options.sysroot);
	if (options.batch) {
		status = batch_run(&app, view, &out);
		app_free(&app);
		return status;
	}
	/* not on standard error, which is the screen */
	ccw_ctx_set_log(app.ctx, keep_log_line, &app);
	find_readonly(&app);
	if (wants_line(&app))
		line_run(&app);
	else
		screen_run(&app, view);
	return end(&app);
}
