// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change_options.c - options of the commands that change something
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "carryout.h"
#include "change_columns.h"
#include "change_options.h"

bool change_options_parse(struct change_options *options, const struct cmdline *cmdline,
			  int val)
{
	switch (val) {
	case 'n':
		options->dry_run = true;
		return true;
	case 'o':
		options->column_list = optarg;
		return true;
	case OPT_YES:
		options->yes = true;
		return true;
	case OPT_WAIT:
		if (parse_seconds(optarg, &options->wait_ms) || !options->wait_ms)
			usage_error(cmdline, "'%s' is not a number of seconds to wait",
				    optarg);
		return true;
	case OPT_KEEP_GOING:
		options->keep_going = true;
		return true;
	case OPT_FORMAT:
		if (report_parse_format(optarg, &options->format))
			usage_error(cmdline, "Unknown format '%s', supported formats: %s",
				    optarg, REPORT_FORMATS);
		return true;
	case OPT_SYSROOT:
		options->sysroot = optarg;
		return true;
	}
	return false;
}

void change_options_check(const struct change_options *options,
			  const struct cmdline *cmdline, struct out *out)
{
	if (!options->column_list)
		return;
	if (!strcmp(options->column_list, "help")) {
		columns_print_help(change_columns, out);
		exit(finish(cmdline, out, STATUS_OK));
	}
	if (!options->format)
		usage_error(cmdline, "--columns needs --format");
	if (options->dry_run)
		usage_error(cmdline, "--columns is not for --dry-run");
}

void change_options_init_report(const struct change_options *options,
				const struct cmdline *cmdline, struct columns *columns,
				struct report *report, struct out *out)
{
	const char *list = options->column_list;
	char bad[64];
	int rc;

	columns->all = change_columns;
	rc = columns_choose(columns, list ? list : CHANGE_COLUMNS_DEFAULT, bad,
			    sizeof(bad));
	if (rc == -ENOENT)
		usage_error(cmdline, "Unknown column '%s'; '--columns help' lists them",
			    bad);
	if (rc)
		usage_error(cmdline, "Too many columns");
	*report = (struct report){ .format = options->format,
				   .out = out,
				   .columns = columns,
				   .list = "results" };
}
