// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of ccwtop
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "output_options.h"
#include "settings.h"
#include "typed.h"

enum {
	OPT_LINE = OPT_OWN,
	OPT_READONLY,
	OPT_ASCII,
	OPT_MONO,
	OPT_VIEW,
	OPT_FILTER,
	OPT_SORT,
};

static const struct option_def option_defs[] = {
	{ "help", 'h', NULL, true, "print this help, then exit" },
	{ "version", 'v', NULL, true, "print the version, then exit" },
	{ "line", OPT_LINE, NULL, true,
	  "line mode: a prompt, for consoles without a cursor" },
	{ "batch", 'b', NULL, true, "print lists to standard output, without asking" },
	{ "iterations", 'n', "N", true, "with --batch: how many lists; 0: without end" },
	{ "delay", 'd', "SECONDS", true, "from one reading to the next, 0.1 to 60" },
	{ "view", OPT_VIEW, "VIEW", true,
	  "begin with devices, paths, matrix, tree or events" },
	{ "filter", OPT_FILTER, "WORDS", true,
	  "list only some: 'degraded', 'chpid=0.3a', ..." },
	{ "sort", OPT_SORT, "COLUMN", true, "order of the list" },
	{ "columns", 'o', "LIST", true, "columns of the list; 'help' lists them" },
	{ "format", OPT_FORMAT, "FORMAT", true,
	  "with --batch, for programs: " REPORT_FORMATS },
	{ "readonly", OPT_READONLY, NULL, true, "change nothing" },
	{ "ascii", OPT_ASCII, NULL, true, "draw with ASCII characters alone" },
	{ "mono", OPT_MONO, NULL, true, "no colours, as with NO_COLOR" },
	{ "sysroot", OPT_SYSROOT, "DIR", true, "show a copy of /sys in DIR" },
	{ NULL, 0, NULL, false, NULL },
};

static void take_delay(struct options *o, const char *text)
{
	if (parse_seconds(text, &o->delay_ms) || o->delay_ms < DELAY_MIN_MS ||
	    o->delay_ms > DELAY_MAX_MS)
		usage_error(&o->cmdline, "Invalid delay '%s': from 0.1 to 60 seconds",
			    text);
}

static void take_iterations(struct options *o, const char *text)
{
	char *end;

	errno = 0;
	o->iterations = strtoul(text, &end, 10);
	if (errno || *end || end == text || strspn(text, "0123456789") != strlen(text))
		usage_error(&o->cmdline, "Invalid number of iterations '%s'", text);
}

static void take_option(struct options *o, int val)
{
	switch (val) {
	case OPT_LINE:
		o->line = true;
		break;
	case 'b':
		o->batch = true;
		break;
	case 'n':
		take_iterations(o, optarg);
		break;
	case 'd':
		take_delay(o, optarg);
		break;
	case OPT_VIEW:
		o->view = optarg;
		break;
	case OPT_FILTER:
		o->filter = optarg;
		break;
	case OPT_SORT:
		o->sort = optarg;
		break;
	case 'o':
		o->columns = optarg;
		break;
	case OPT_FORMAT:
		o->format = parse_format(&o->cmdline, optarg);
		break;
	case OPT_READONLY:
		o->readonly = true;
		break;
	case OPT_ASCII:
		o->ascii = true;
		break;
	case OPT_MONO:
		o->mono = true;
		break;
	case OPT_SYSROOT:
		o->sysroot = optarg;
		break;
	}
}

static void check(const struct options *o)
{
	if (o->batch && o->line)
		usage_error(&o->cmdline, "--batch and --line exclude each other");
	if (o->format && !o->batch)
		usage_error(&o->cmdline, "--format is for --batch");
	if ((o->format == REPORT_JSON || o->format == REPORT_JSON_SEQ) &&
	    o->iterations != 1)
		usage_error(&o->cmdline,
			    "A JSON text has one list: use --iterations 1, or one of the "
			    "formats jsonl pairs csv");
}

void parse_options(struct options *o, struct out *out, int argc, char **argv)
{
	int val;

	*o = (struct options){
		.cmdline = { .name = "ccwtop",
			     .usage = "[OPTIONS]",
			     .about = "Shows channel devices and channel paths, what is "
				      "wrong "
				      "with them and what\nchanges, and changes them. On "
				      "a "
				      "terminal without a cursor it is a prompt.\n",
			     .options = option_defs,
			     .argc = argc,
			     .argv = argv,
			     .used_ours = true },
	};
	while ((val = cmdline_next(&o->cmdline)) != -1) {
		if (val == 'h')
			cmdline_help(&o->cmdline, out);
		if (val == 'v')
			cmdline_version(&o->cmdline, out);
		take_option(o, val);
	}
	if (optind < argc)
		usage_error(&o->cmdline, "Unexpected argument '%s'", argv[optind]);
	check(o);
}
