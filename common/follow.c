// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * follow.c - the option --follow: a line for each change, as it happens
 */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "follow.h"

/* One line. */
struct follow_row {
	const struct follow *follow;
	const struct object_change *change;
};

static void get_time(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	cell_set_text(cell, row->follow->when);
}

static void get_kind(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	cell_set_text(cell, ccw_kind_get_name(row->change->object->kind));
}

static void get_id(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	cell_set_text(cell, format_object_id(row->change->object, cell->buf));
}

static void get_event(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	cell_set_text(cell, object_change_get_event(row->change));
}

static void get_field(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	if (row->change->column)
		cell_set_text(cell, row->change->column->name);
}

static void get_value(const struct object_change *change, const void *value,
		      struct cell *cell)
{
	if (change->column)
		cell_get(cell, change->column, value);
	else if (value)
		cell_set_text(cell, change->summary);
}

static void get_before(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	get_value(row->change, row->change->before, cell);
}

static void get_after(const void *data, struct cell *cell)
{
	const struct follow_row *row = data;

	get_value(row->change, row->change->after, cell);
}

/* The keys of formats for programs. */
static const struct column follow_columns[] = {
	{ "time", "", 0, 0, get_time, "" },   { "kind", "", 0, 0, get_kind, "" },
	{ "id", "", 0, 0, get_id, "" },	      { "event", "", 0, 0, get_event, "" },
	{ "field", "", 0, 0, get_field, "" }, { "before", "", 0, 0, get_before, "" },
	{ "after", "", 0, 0, get_after, "" }, { NULL, NULL, 0, 0, NULL, NULL },
};

void follow_check_format(const struct cmdline *cmdline, enum report_format format)
{
	if (format == REPORT_JSON || format == REPORT_JSON_SEQ)
		usage_error(cmdline,
			    "--follow has no end, as a JSON text must have: choose one of "
			    "the formats " FOLLOW_FORMATS);
}

/* For people. */
static void put_line(struct follow *f, const struct object_change *change)
{
	char id[CCW_ID_STRLEN];
	struct cell cell;

	out_printf(f->out, "%s  %s %s  ", f->when,
		   ccw_kind_get_name(change->object->kind),
		   format_object_id(change->object, id));
	if (!change->column) {
		out_puts(f->out, object_change_get_event(change));
		out_puts(f->out, *change->summary ? ": " : "");
		out_puts(f->out, change->summary);
	} else {
		out_puts(f->out, change->column->name);
		out_puts(f->out, "  ");
		out_puts(f->out, object_change_show_before(change, &cell));
		out_puts(f->out, f->arrow);
		out_puts(f->out, object_change_show_after(change, &cell));
	}
	out_putc(f->out, '\n');
}

static void put_change(void *data, const struct object_change *change)
{
	struct follow *f = data;

	if (f->format)
		report_row(&f->report, &(struct follow_row){ f, change });
	else
		put_line(f, change);
}

/* ---- watching ---- */

static void set_time(struct follow *f)
{
	char date[24], zone[8];
	struct timespec ts;
	struct tm tm;

	clock_gettime(CLOCK_REALTIME, &ts);
	if (!localtime_r(&ts.tv_sec, &tm))
		memset(&tm, 0, sizeof(tm));
	strftime(date, sizeof(date), "%FT%T", &tm);
	strftime(zone, sizeof(zone), "%z", &tm);
	snprintf(f->when, sizeof(f->when), "%s.%03ld%s", date, ts.tv_nsec / 1000000, zone);
}

static int process(struct follow *f, struct ccw_watch *watch)
{
	const struct ccw_diff *diff;
	int rc;

	rc = ccw_watch_process(watch, &diff);
	if (rc || !diff)
		return rc;
	set_time(f);
	rc = f->find(&f->changes, diff, ccw_watch_get_previous(watch),
		     ccw_watch_get_snapshot(watch));
	out_flush(f->out);
	return rc;
}

/* Until a signal arrives, or nobody listens any more. */
static int loop(struct follow *f, struct ccw_watch *watch, int signal_fd)
{
	struct pollfd fds[] = {
		{ .fd = ccw_watch_get_fd(watch), .events = POLLIN },
		{ .fd = signal_fd, .events = POLLIN },
		{ .fd = f->out->fd }, /* tells when the other end of a pipe is closed */
	};
	int rc = 0;

	while (!rc && !f->out->error) {
		if (poll(fds, 3, -1) < 0) {
			if (errno != EINTR)
				rc = -errno;
			continue;
		}
		if (fds[1].revents)
			break;
		if (fds[2].revents & (POLLERR | POLLHUP | POLLNVAL))
			f->out->error = EPIPE;
		else if (fds[0].revents)
			rc = process(f, watch);
	}
	return rc;
}

static void begin(struct follow *f)
{
	static struct columns columns = { .all = follow_columns };
	char bad[1];

	f->changes.tell = put_change;
	f->changes.tell_data = f;
	setlocale(LC_CTYPE, "");
	f->arrow = strcmp(nl_langinfo(CODESET), "UTF-8") ? " -> " : " \u2192 ";
	columns_choose(&columns, "time,kind,id,event,field,before,after", bad, sizeof(bad));
	f->report = (struct report){ .format = f->format,
				     .out = f->out,
				     .columns = &columns,
				     .list = "changes" };
	/* whoever reads it knows from now on that nothing will be missed */
	if (f->format)
		report_start(&f->report);
	out_flush(f->out);
}

int follow_run(struct follow *f, struct ccw_ctx *ctx, const struct ccw_query *query)
{
	struct ccw_watch *watch;
	sigset_t signals;
	int fd, rc;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	/* a closed pipe shall be told as other errors of writing are */
	signal(SIGPIPE, SIG_IGN);
	fd = signalfd(-1, &signals, SFD_CLOEXEC);
	if (fd < 0)
		return -errno;
	rc = ccw_watch_new(ctx, query, &watch);
	if (!rc) {
		f->begins(f->begins_data, ccw_watch_get_snapshot(watch));
		begin(f);
		rc = loop(f, watch, fd);
		ccw_watch_free(watch);
	}
	close(fd);
	return rc;
}
