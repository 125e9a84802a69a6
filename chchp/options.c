// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of chchp
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "carryout.h"
#include "change_columns.h"
#include "options.h"

enum {
	OPT_YES = OPT_OWN,
	OPT_WAIT,
	OPT_KEEP_GOING,
	OPT_ROLLBACK,
	OPT_RESCAN,
};

static const struct option_def option_defs[] = {
	{ NULL, 0, NULL, false, "Actions:" },
	{ "vary", 'v', "0|1", false, "have Linux use the path (1), or not (0)" },
	{ "configure", 'c', "0|1", false, "configure the path (1), or to standby (0)" },
	{ "attribute", 'a', "KEY=VALUE", false, "write an attribute of the path" },
	{ "rescan", OPT_RESCAN, NULL, true,
	  "then, or only, have the kernel look at all subchannels" },
	{ NULL, 0, NULL, false, "Options:" },
	{ "dry-run", 'n', NULL, true, "say what would happen, and change nothing" },
	{ "yes", OPT_YES, NULL, true, "do not ask before something in use is lost" },
	{ "wait", OPT_WAIT, "SECONDS", true, "wait for the effect at the devices" },
	{ "keep-going", OPT_KEEP_GOING, NULL, true, "go on after a failure" },
	{ "rollback", OPT_ROLLBACK, NULL, true, "after a failure, put back what was changed" },
	{ "format", OPT_FORMAT, "FORMAT", true, "for programs: " REPORT_FORMATS },
	{ "columns", 'o', "LIST", true, "these columns; 'help' lists them" },
	{ "sysroot", OPT_SYSROOT, "DIR", true, "change a copy of /sys in DIR" },
	{ "strict", OPT_STRICT, NULL, true, "a path that is not found is a failure" },
	{ "help", 'h', NULL, false, "print this help" },
	{ "version", 'V', NULL, false, "print the version" },
	{ NULL, 0, NULL, false, NULL },
};

static void set_action(struct options *o, enum action action)
{
	if (o->action != ACTION_NONE)
		usage_error(&o->cmdline,
			    "Only one of --vary, --configure or --attribute allowed");
	o->action = action;
}

static bool parse_switch(struct options *o, const char *name)
{
	if (strcmp(optarg, "0") && strcmp(optarg, "1"))
		usage_error(&o->cmdline, "Invalid value for %s (only 0 or 1 allowed)", name);
	return optarg[0] == '1';
}

static void parse_attribute(struct options *o)
{
	char *equals = strchr(optarg, '=');

	if (!equals || equals == optarg || !equals[1])
		usage_error(&o->cmdline, "--attribute requires an argument KEY=VALUE");
	*equals = '\0';
	o->key = optarg;
	o->value = equals + 1;
	if (!ccw_attribute_name_is_valid(o->key))
		usage_error(&o->cmdline,
			    "'%.64s' is not the name of an attribute of a channel path", o->key);
	if (strlen(o->value) > 4094)
		usage_error(&o->cmdline, "The value of %.64s is longer than any attribute",
			    o->key);
}

static void print_and_exit(struct options *o, struct out *out,
			   void (*print)(const struct cmdline *, struct out *))
{
	print(&o->cmdline, out);
	exit(finish(&o->cmdline, out, STATUS_OK));
}

static void parse_own_option(struct options *o, int val)
{
	switch (val) {
	case 'n':
		o->dry_run = true;
		break;
	case 'o':
		o->column_list = optarg;
		break;
	case OPT_YES:
		o->yes = true;
		break;
	case OPT_WAIT:
		if (parse_seconds(optarg, &o->wait_ms) || !o->wait_ms)
			usage_error(&o->cmdline, "'%s' is not a number of seconds", optarg);
		break;
	case OPT_KEEP_GOING:
		o->keep_going = true;
		break;
	case OPT_ROLLBACK:
		o->rollback = true;
		break;
	case OPT_RESCAN:
		o->rescan = true;
		break;
	case OPT_FORMAT:
		if (report_parse_format(optarg, &o->format))
			usage_error(&o->cmdline, "Unknown format '%s', supported formats: %s",
				    optarg, REPORT_FORMATS);
		break;
	case OPT_SYSROOT:
		o->sysroot = optarg;
		break;
	case OPT_STRICT:
		o->strict = true;
		break;
	}
}

static void parse_option(struct options *o, struct out *out, int val)
{
	switch (val) {
	case 'v':
		set_action(o, ACTION_VARY);
		o->on = parse_switch(o, "--vary");
		break;
	case 'c':
		set_action(o, ACTION_CONFIGURE);
		o->on = parse_switch(o, "--configure");
		break;
	case 'a':
		set_action(o, ACTION_ATTRIBUTE);
		parse_attribute(o);
		break;
	case 'h':
		print_and_exit(o, out, cmdline_print_help);
		break;
	case 'V':
		print_and_exit(o, out, cmdline_print_version);
		break;
	default:
		parse_own_option(o, val);
	}
}

static void parse_chpids(struct options *o, int argc, char **argv)
{
	char bad[64];
	int i, rc;

	for (i = optind; i < argc; i++) {
		rc = chpid_list_add(&o->list, argv[i], bad, sizeof(bad));
		if (rc == -EINVAL)
			usage_error(&o->cmdline, "Invalid channel-path identifier '%s'", bad);
		if (rc) {
			warn(&o->cmdline, "%s", strerror(-rc));
			exit(STATUS_FAILED);
		}
	}
}

void parse_options(struct options *o, struct out *out, int argc, char **argv)
{
	int val;

	o->cmdline = (struct cmdline){
		.name = "chchp",
		.usage = "ACTION [OPTIONS] CHPID...",
		.about = "Change the state of channel paths. CHPID is an id such as 0.3a, or 3a "
			 "for short, a range\nof them (0.3a-0.3f) or a list with commas.",
		.options = option_defs,
		.argc = argc,
		.argv = argv,
	};
	while ((val = cmdline_next(&o->cmdline)) != -1)
		parse_option(o, out, val);
	if (o->column_list && !strcmp(o->column_list, "help")) {
		columns_print_help(change_columns, out);
		exit(finish(&o->cmdline, out, STATUS_OK));
	}
	if (o->action == ACTION_NONE && !o->rescan)
		usage_error(&o->cmdline,
			    "One of --vary, --configure or --attribute required");
	if (o->rollback && o->keep_going)
		usage_error(&o->cmdline, "Only one of --rollback and --keep-going allowed");
	if (o->column_list && !o->format)
		usage_error(&o->cmdline, "--columns needs --format");
	if (o->column_list && o->dry_run)
		usage_error(&o->cmdline, "--columns is not for --dry-run");
	if (optind == argc && o->action != ACTION_NONE)
		usage_error(&o->cmdline, "Need to specify at least one channel-path ID");
	parse_chpids(o, argc, argv);
}
