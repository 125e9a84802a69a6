/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change_options.h - options of the commands that change something
 */
#ifndef COMMON_CHANGE_OPTIONS_H
#define COMMON_CHANGE_OPTIONS_H

#include "cmdline.h"
#include "report.h"

/*
 * struct change_options
 * @wait_ms: 0: not given
 */
struct change_options {
	bool dry_run, yes, keep_going;
	unsigned int wait_ms;
	enum report_format format;
	const char *column_list, *sysroot;
};

enum {
	OPT_YES = OPT_OWN,
	OPT_WAIT,
	OPT_KEEP_GOING,
	OPT_CHANGE_OWN, /* from here on, those of the command */
};

/* Rows for the command's table. */
#define CHANGE_OPTION_DEFS                                                             \
	{ "dry-run", 'n', NULL, true, "say what would happen, and change nothing" },   \
		{ "yes", OPT_YES, NULL, true,                                          \
		  "do not ask before something in use is lost" },                      \
		{ "wait", OPT_WAIT, "SECONDS", true,                                   \
		  "wait for the effect, and no longer than that" },                    \
		{ "keep-going", OPT_KEEP_GOING, NULL, true, "go on after a failure" }, \
		{ "format", OPT_FORMAT, "FORMAT", true,                                \
		  "for programs: " REPORT_FORMATS },                                   \
		{ "columns", 'o', "LIST", true, "these columns; 'help' lists them" },  \
	{                                                                              \
		"sysroot", OPT_SYSROOT, "DIR", true, "change a copy of /sys in DIR"    \
	}

/* Takes option @val. False: it is none of these. */
bool change_options_parse(struct change_options *options, const struct cmdline *cmdline,
			  int val);
/* When all have been taken; prints the columns there are, if that was asked for. */
void change_options_check(const struct change_options *options,
			  const struct cmdline *cmdline, struct out *out);
/* A report of results, in @columns. */
void change_options_init_report(const struct change_options *options,
				const struct cmdline *cmdline, struct columns *columns,
				struct report *report, struct out *out);

#endif
