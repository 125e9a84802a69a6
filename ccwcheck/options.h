/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of ccwcheck
 */
#ifndef CCWCHECK_OPTIONS_H
#define CCWCHECK_OPTIONS_H

#include "check.h"
#include "cmdline.h"
#include "report.h"

/*
 * struct options
 * @format: REPORT_TABLE: text, if neither @columns nor @metrics says otherwise
 * @output: NULL: standard output
 */
struct options {
	struct cmdline cmdline;
	struct filter filter;
	enum severity severity[CHECK_KINDS]; /* SEVERITIES: as usual */
	bool filtered, all, quiet, metrics;
	const char *columns;
	const char *output;
	const char *sysroot;
	enum report_format format;
};

/* Ends the program for --help and the like, and for what makes no sense. */
void options_parse(struct options *options, int argc, char **argv, struct out *out);

#endif
