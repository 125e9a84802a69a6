// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change_options.c - options of the commands that change something
 */
#include <getopt.h>

#include "change_columns.h"
#include "change_options.h"
#include "output_options.h"
#include "typed.h"

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
			usage_error(cmdline, "'%s' is not a number of seconds above 0 to wait",
				    optarg);
		return true;
	case OPT_KEEP_GOING:
		options->keep_going = true;
		return true;
	case OPT_FORMAT:
		options->format = parse_format(cmdline, optarg);
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
	check_columns_help(cmdline, options->column_list, change_columns, out);
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

	choose_columns(cmdline, list ? list : CHANGE_COLUMNS_DEFAULT, change_columns,
		       columns);
	*report = (struct report){ .format = options->format,
				   .out = out,
				   .columns = columns,
				   .list = "results" };
}
