// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * output_options.c - the options --format and --columns
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output_options.h"

enum report_format parse_format(const struct cmdline *cmdline, const char *name)
{
	enum report_format format = REPORT_TABLE;

	if (report_parse_format(name, &format))
		usage_error(cmdline, "Unknown format '%s', supported formats: %s", name,
			    REPORT_FORMATS);
	return format;
}

void check_columns_help(const struct cmdline *cmdline, const char *list,
			const struct column *all, struct out *out)
{
	if (!list || strcmp(list, "help"))
		return;
	columns_print_help(all, out);
	exit(finish(cmdline, out, STATUS_OK));
}

void choose_columns(const struct cmdline *cmdline, const char *list,
		    const struct column *all, struct columns *columns)
{
	char bad[64];
	int rc;

	columns->all = all;
	rc = columns_choose(columns, list, bad, sizeof(bad));
	if (rc == -ENOENT)
		usage_error(cmdline, "Unknown column '%s'; '--columns help' lists them",
			    bad);
	if (rc)
		usage_error(cmdline, "Too many columns");
}
