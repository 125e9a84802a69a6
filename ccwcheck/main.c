// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ccwcheck - report what is wrong with channel devices and channel paths
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "metrics.h"
#include "options.h"
#include "output_options.h"
#include "printable.h"
#include "savefile.h"
#include "sysroot.h"
#include "table.h"

#define REPORT_COLUMNS                                                                 \
	"severity,kind,object,id,subchannel,driver,installed,usable,unknown,unusable," \
	"message"

struct ccwcheck {
	struct options options;
	struct out out;
	struct columns columns, summary;
	struct ccw_ctx *ctx;
	struct check check;
	const struct finding *sorted;
	double started;
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static _Noreturn void die(const struct ccwcheck *c, const char *what, int rc)
{
	warn(&c->options.cmdline, "%s%s%s", what, *what ? ": " : "", strerror(-rc));
	exit(cmdline_failed(&c->options.cmdline));
}

/* ---- looking ---- */

static void look(struct ccwcheck *c)
{
	const struct options *options = &c->options;
	struct check *check = &c->check;
	int kind, rc;

	check_init(check, &options->filter, options->filtered);
	check->notices = options->all;
	for (kind = 0; kind < CHECK_KINDS; kind++)
		if (options->severity[kind] != SEVERITIES)
			check->severity[kind][0] = check->severity[kind][1] =
				options->severity[kind];
	rc = check_run(check, c->ctx);
	if (rc)
		die(c, "", rc);
}

/* Channel paths are why devices have findings. */
static bool is_cause(const struct finding *finding)
{
	return finding->object == CCW_KIND_CHPATH || finding->object == CCW_KIND_NONE;
}

/* The worst first; of the same severity causes, then the rest as it was found. */
static struct finding *sort(const struct check *check)
{
	struct finding *sorted = calloc(check->n ? check->n : 1, sizeof(*sorted));
	enum severity severity;
	size_t i, n = 0;
	int cause;

	if (!sorted)
		return NULL;
	for (severity = SEVERITY_CRITICAL; severity > SEVERITY_IGNORED; severity--)
		for (cause = 1; cause >= 0; cause--)
			for (i = 0; i < check->n; i++)
				if (check->findings[i].severity == severity &&
				    is_cause(&check->findings[i]) == cause)
					sorted[n++] = check->findings[i];
	return sorted;
}

/* ---- text ---- */

static void put_count(struct out *out, const char **separator, size_t n, const char *one,
		      const char *many)
{
	if (!n)
		return;
	out_printf(out, "%s%zu %s", *separator, n, n == 1 ? one : many);
	*separator = ", ";
}

static void print_summary(struct out *out, const struct check *check)
{
	static const char *const words[SEVERITIES] = { "OK", "OK", "UNKNOWN", "WARNING",
						       "CRITICAL" };
	const struct check_totals *totals = &check->totals;
	const char *separator = " - ";

	out_puts(out, words[check->worst]);
	put_count(out, &separator, check_count(check, SEVERITY_CRITICAL), "critical",
		  "critical");
	put_count(out, &separator, check_count(check, SEVERITY_WARNING), "warning",
		  "warnings");
	put_count(out, &separator, check_count(check, SEVERITY_UNKNOWN), "unknown",
		  "unknown");
	put_count(out, &separator, check_count(check, SEVERITY_NOTICE), "notice",
		  "notices");
	out_printf(out, "%s%zu device%s, %zu online, %zu channel path%s\n",
		   *separator == ',' ? "; " : separator, totals->devices,
		   totals->devices == 1 ? "" : "s", totals->online, totals->chpaths,
		   totals->chpaths == 1 ? "" : "s");
}

static void print_finding(struct out *out, const struct finding *finding)
{
	static const char *const objects[] = {
		[CCW_KIND_DEVICE] = "device ",
		[CCW_KIND_SUBCHANNEL] = "subchannel ",
		[CCW_KIND_CHPATH] = "channel path ",
	};
	char id[2 * CCW_ID_STRLEN], text[256];
	const char *driver;

	out_printf(out, "%s: ", severity_get_name(finding->severity));
	if (finding->object != CCW_KIND_NONE)
		out_printf(out, "%s%s", objects[finding->object],
			   finding_get_id(finding, id));
	if (finding->dev && !ccw_device_get_driver(finding->dev, &driver)) {
		snprintf(text, sizeof(text), "%s", driver);
		make_printable(text);
		out_printf(out, " (%s)", text);
	}
	if (finding->object != CCW_KIND_NONE)
		out_puts(out, ": ");
	/* a file of the kernel, or a bad copy of one, has the last word in some */
	finding_get_message(finding, text, sizeof(text));
	make_printable(text);
	out_printf(out, "%s: %s\n", check_kinds[finding->kind].name, text);
}

/* ---- printing ---- */

static void print_report(struct ccwcheck *c)
{
	struct report report = { .format = c->options.format,
				 .out = &c->out,
				 .columns = &c->columns,
				 .list = "findings",
				 .summary = &c->summary,
				 .summary_row = &c->check };
	size_t i;

	report_start(&report);
	for (i = 0; i < c->check.n; i++)
		report_row(&report, &c->sorted[i]);
	report_end(&report);
}

static void print(struct ccwcheck *c)
{
	const struct options *options = &c->options;
	struct table table = { .out = &c->out, .columns = &c->columns, .rule = '-' };
	size_t i;

	if (options->metrics) {
		metrics_print(&c->out, &c->check, c->started);
		return;
	}
	if (options->format) {
		print_report(c);
		return;
	}
	if (options->columns) {
		table_print(&table, c->sorted, c->check.n, sizeof(*c->sorted));
		return;
	}
	print_summary(&c->out, &c->check);
	for (i = 0; !options->quiet && i < c->check.n; i++)
		print_finding(&c->out, &c->sorted[i]);
}

static void save(struct ccwcheck *c)
{
	struct savefile file;
	char what[300];
	int rc;

	rc = savefile_open(&file, c->options.output);
	if (!rc) {
		out_init(&c->out, file.fd);
		print(c);
		rc = savefile_close(&file, out_flush(&c->out));
	}
	if (!rc)
		return;
	snprintf(what, sizeof(what), "Cannot write %.250s", c->options.output);
	die(c, what, rc);
}

int main(int argc, char **argv)
{
	static struct ccwcheck c;
	struct finding *sorted;
	int status;

	c.started = now();
	out_init(&c.out, 1);
	options_parse(&c.options, argc, argv, &c.out);
	choose_columns(&c.options.cmdline,
		       c.options.columns ? c.options.columns : REPORT_COLUMNS,
		       finding_columns, &c.columns);
	choose_columns(&c.options.cmdline,
		       "status,critical,warning,unknown,notice,subchannels,devices,"
		       "online,chpaths",
		       summary_columns, &c.summary);
	c.ctx = sysroot_context(&c.options.cmdline, c.options.sysroot);
	look(&c);
	sorted = sort(&c.check);
	if (!sorted)
		die(&c, "", -ENOMEM);
	c.sorted = sorted;
	status = severity_get_status(c.check.worst);
	if (c.options.output)
		save(&c);
	else
		print(&c);
	if (!c.options.output)
		status = finish(&c.options.cmdline, &c.out, status);
	free(sorted);
	check_free(&c.check);
	filter_free(&c.options.filter);
	ccw_ctx_unref(c.ctx);
	return status;
}
