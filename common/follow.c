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

/* Room for the values of all columns of an object. */
#define SUMMARY_MAX 1024

/*
 * struct change_row - one line
 * @column: what changed; NULL: the object came or went, and @summary tells about it
 * @before, @after: rows of the object
 */
struct change_row {
	const struct follow *follow;
	const struct ccw_object *object;
	const struct column *column;
	const void *before, *after;
	char summary[SUMMARY_MAX];
};

static void format_id(const struct ccw_object *object, char *buf)
{
	if (object->kind == CCW_KIND_CHPATH)
		ccw_chpid_format(object->chpid, buf);
	else
		ccw_id_format(object->id, buf);
}

static void get_time(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, row->follow->when);
}

static void get_kind(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, ccw_kind_get_name(row->object->kind));
}

static void get_id(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	format_id(row->object, cell->buf);
	cell_set_text(cell, cell->buf);
}

static void get_event(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	cell_set_text(cell, row->before && row->after ? "changed" :
			    row->after		      ? "appeared" :
							"vanished");
}

static void get_field(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	if (row->column)
		cell_set_text(cell, row->column->name);
}

static void get_value(const struct change_row *row, const void *value, struct cell *cell)
{
	if (row->column)
		cell_get(cell, row->column, value);
	else if (value)
		cell_set_text(cell, row->summary);
}

static void get_before(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	get_value(row, row->before, cell);
}

static void get_after(const void *data, struct cell *cell)
{
	const struct change_row *row = data;

	get_value(row, row->after, cell);
}

/* The keys of formats for programs. */
static const struct column change_columns[] = {
	{ "time", "", 0, 0, get_time, "" },	  { "kind", "", 0, 0, get_kind, "" },
	{ "id", "", 0, 0, get_id, "" },		  { "event", "", 0, 0, get_event, "" },
	{ "field", "", 0, 0, get_field, "" },	  { "before", "", 0, 0, get_before, "" },
	{ "after", "", 0, 0, get_after, "" },	  { NULL, NULL, 0, 0, NULL, NULL },
};

void follow_check_format(const struct cmdline *cmdline, enum report_format format)
{
	if (format == REPORT_JSON || format == REPORT_JSON_SEQ)
		usage_error(cmdline,
			    "--follow has no end, as a JSON text must have: choose one of "
			    "the formats " FOLLOW_FORMATS);
}

/* ---- for people ---- */

/* What a table shows, as one word where there is nothing to see. */
static const char *shown(const struct cell *cell)
{
	if (cell->kind == CELL_BOOL)
		return cell->number ? "yes" : "no";
	return *cell->text ? cell->text : "-";
}

static void put_line(struct follow *f, const struct change_row *row)
{
	char id[CCW_ID_STRLEN];
	struct cell before, after;

	format_id(row->object, id);
	out_printf(f->out, "%s  %s %s  ", f->when, ccw_kind_get_name(row->object->kind), id);
	if (!row->column) {
		out_puts(f->out, row->after ? "appeared" : "vanished");
		out_puts(f->out, *row->summary ? ": " : "");
		out_puts(f->out, row->summary);
	} else {
		cell_get(&before, row->column, row->before);
		cell_get(&after, row->column, row->after);
		out_puts(f->out, row->column->name);
		out_puts(f->out, "  ");
		out_puts(f->out, shown(&before));
		out_puts(f->out, f->arrow);
		out_puts(f->out, shown(&after));
	}
	out_putc(f->out, '\n');
}

static void put_row(struct follow *f, const struct change_row *row)
{
	if (f->format)
		report_row(&f->report, row);
	else
		put_line(f, row);
}

/* ---- one object ---- */

static bool concerns(const struct column *column, uint64_t attrs, uint64_t not_attrs)
{
	return (column->attrs & attrs) && !(column->attrs & not_attrs);
}

static const char *value_of(const struct cell *cell)
{
	return cell->value ? cell->value : shown(cell);
}

static bool same_cells(const struct cell *a, const struct cell *b)
{
	return a->kind == b->kind && a->number == b->number && !strcmp(a->text, b->text) &&
	       !strcmp(value_of(a), value_of(b));
}

/* "online=yes chpids=0.2a,0.3a": what is known of it, as words. */
static void summarize(const struct follow *f, uint64_t attrs, uint64_t not_attrs,
		      const void *obj, char *summary)
{
	struct cell cell;
	size_t i, len = 0;
	char *p;

	summary[0] = '\0';
	for (i = 0; i < f->columns->n; i++) {
		const struct column *column = f->columns->chosen[i];

		if (!concerns(column, attrs, not_attrs))
			continue;
		cell_get(&cell, column, obj);
		if (cell.kind == CELL_NULL || !*value_of(&cell))
			continue;
		p = summary + len;
		len += (size_t)snprintf(p, SUMMARY_MAX - len, "%s%s=%s", len ? " " : "",
					column->name, value_of(&cell));
		if (len >= SUMMARY_MAX)
			return;
		for (p += p > summary; (p = strchr(p, ' '));)
			*p = ',';
	}
}

void follow_object(struct follow *f, const struct ccw_object *object, uint64_t attrs,
		   uint64_t not_attrs, const void *before, const void *after)
{
	struct change_row row = {
		.follow = f, .object = object, .before = before, .after = after
	};
	struct cell a, b;
	size_t i;

	if (!before || !after) {
		summarize(f, attrs, not_attrs, after ? after : before, row.summary);
		put_row(f, &row);
		return;
	}
	for (i = 0; i < f->columns->n; i++) {
		row.column = f->columns->chosen[i];
		if (!concerns(row.column, attrs, not_attrs))
			continue;
		cell_get(&a, row.column, before);
		cell_get(&b, row.column, after);
		if (!same_cells(&a, &b))
			put_row(f, &row);
	}
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
	rc = f->changes(f, diff, ccw_watch_get_previous(watch), ccw_watch_get_snapshot(watch));
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
	static struct columns columns = { .all = change_columns };
	char bad[1];

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
		begin(f);
		rc = loop(f, watch, fd);
		ccw_watch_free(watch);
	}
	close(fd);
	return rc;
}
