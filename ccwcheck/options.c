// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of ccwcheck
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "options.h"
#include "output_options.h"
#include "savefile.h"

#define FORMATS REPORT_FORMATS " openmetrics"

enum {
	OPT_IGNORE = OPT_OWN,
	OPT_NOTICE,
	OPT_WARNING,
	OPT_CRITICAL,
	OPT_KINDS,
	OPT_OUTPUT,
};

static const struct option_def option_defs[] = {
	{ NULL, 0, NULL, false, "What matters:" },
	{ "ignore", OPT_IGNORE, "KIND,...", true,
	  "these kinds of findings do not count" },
	{ "notice", OPT_NOTICE, "KIND,...", true, "they do not change the status" },
	{ "warning", OPT_WARNING, "KIND,...", true, "they are warnings" },
	{ "critical", OPT_CRITICAL, "KIND,...", true, "they are critical" },
	{ "kinds", OPT_KINDS, NULL, true, "list the kinds, and what they are otherwise" },
	{ NULL, 0, NULL, false, "What to show:" },
	{ "all", 'a', NULL, true, "notices, too" },
	{ "quiet", 'q', NULL, true, "only the line that sums up" },
	{ "columns", 'o', "LIST", true, "a table with these columns; 'help' lists them" },
	{ "format", OPT_FORMAT, "FORMAT", true, "for programs: " FORMATS },
	{ "output", OPT_OUTPUT, "FILE", true,
	  "write to FILE, all at once or not at all" },
	{ NULL, 0, NULL, false, "Others:" },
	{ "sysroot", OPT_SYSROOT, "DIR", true, "read a copy of /sys in DIR" },
	{ "help", 'h', NULL, true, "print this help" },
	{ "version", 'v', NULL, true, "print the version" },
	{ NULL, 0, NULL, false, NULL },
};

static const char about[] =
	"Report what is wrong with channel devices and channel paths.\n"
	"\n"
	"FILTER:\n"
	"  ID, FROM-TO  a device that must exist, e.g. 0.0.4711, or a range of them\n"
	"  WORD         what to look at, e.g. type=3390, chpid=0.3a, sch=0.0.0012, "
	"online\n"
	"\n"
	"The exit status is that of a monitoring plugin: 0 ok, 1 warning, 2 critical,\n"
	"3 not known, or something went wrong.";

static _Noreturn void print_kinds(const struct cmdline *cmdline, struct out *out)
{
	const struct check_kind_info *info;

	for (info = check_kinds; info < check_kinds + CHECK_KINDS; info++)
		out_printf(out, "%-11s  %-8s  %s\n", info->name,
			   severity_get_name(info->severity), info->help);
	exit(finish(cmdline, out, 0));
}

static void set_severity(struct options *options, const char *list,
			 enum severity severity)
{
	const struct cmdline *cmdline = &options->cmdline;
	size_t len;
	bool found;
	int kind;

	for (; *list; list += len + !!list[len]) {
		len = strcspn(list, ",");
		found = len == 3 && !strncasecmp(list, "all", len);
		for (kind = 0; kind < CHECK_KINDS; kind++) {
			const char *name = check_kinds[kind].name;
			bool same = strlen(name) == len && !strncasecmp(list, name, len);

			if (same || (found && len == 3))
				options->severity[kind] = severity;
			found |= same;
		}
		if (!found && len)
			usage_error(
				cmdline,
				"Unknown kind of finding '%.*s'; '--kinds' lists them",
				len > 60 ? 60 : (int)len, list);
	}
}

static void set_format(struct options *options, const char *name)
{
	options->metrics = !strcasecmp(name, "openmetrics");
	options->format = REPORT_TABLE;
	if (!options->metrics && report_parse_format(name, &options->format))
		usage_error(&options->cmdline,
			    "Unknown format '%s', supported formats: %s", name, FORMATS);
}

static void parse_option(struct options *options, int val, struct out *out)
{
	switch (val) {
	case OPT_IGNORE:
		set_severity(options, optarg, SEVERITY_IGNORED);
		break;
	case OPT_NOTICE:
		set_severity(options, optarg, SEVERITY_NOTICE);
		break;
	case OPT_WARNING:
		set_severity(options, optarg, SEVERITY_WARNING);
		break;
	case OPT_CRITICAL:
		set_severity(options, optarg, SEVERITY_CRITICAL);
		break;
	case OPT_KINDS:
		print_kinds(&options->cmdline, out);
	case 'a':
		options->all = true;
		break;
	case 'q':
		options->quiet = true;
		break;
	case 'o':
		options->columns = optarg;
		break;
	case OPT_FORMAT:
		set_format(options, optarg);
		break;
	case OPT_OUTPUT:
		options->output = optarg;
		break;
	case OPT_SYSROOT:
		options->sysroot = optarg;
		break;
	case 'h':
		cmdline_help(&options->cmdline, out);
	case 'v':
		cmdline_version(&options->cmdline, out);
	}
}

static void check_combinations(const struct options *options)
{
	char message[200];

	if (options->quiet &&
	    (options->all || options->columns || options->format || options->metrics))
		usage_error(&options->cmdline,
			    "--quiet cannot be used with --all, --columns or --format");
	if (options->columns && options->metrics)
		usage_error(&options->cmdline, "openmetrics has no columns");
	if (options->output && savefile_check(options->output, message, sizeof(message)))
		usage_error(&options->cmdline, "--output %.200s: %s", options->output,
			    message);
}

void options_parse(struct options *options, int argc, char **argv, struct out *out)
{
	struct cmdline *cmdline = &options->cmdline;
	char message[500];
	int val, kind, rc;

	memset(options, 0, sizeof(*options));
	*cmdline = (struct cmdline){ .name = "ccwcheck",
				     .usage = "[OPTION]... [FILTER]...",
				     .about = about,
				     .options = option_defs,
				     .argc = argc,
				     .argv = argv,
				     .trouble = 3 };
	filter_init(&options->filter);
	for (kind = 0; kind < CHECK_KINDS; kind++)
		options->severity[kind] = SEVERITIES;
	while ((val = cmdline_next(cmdline)) != -1)
		parse_option(options, val, out);
	check_columns_help(cmdline, options->columns, finding_columns, out);
	check_combinations(options);
	for (; optind < argc; optind++) {
		rc = filter_add_words(&options->filter, argv[optind], message,
				      sizeof(message));
		if (rc == -EINVAL)
			usage_error(cmdline, "%s", message);
		if (rc) {
			warn(cmdline, "%s", strerror(-rc));
			exit(cmdline_failed(cmdline));
		}
		options->filtered |= argv[optind][strspn(argv[optind], " \t\n\r\v\f,")];
	}
}
