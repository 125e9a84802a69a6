// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of chchp
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

enum {
	OPT_ROLLBACK = OPT_CHANGE_OWN,
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
	CHANGE_OPTION_DEFS,
	{ "rollback", OPT_ROLLBACK, NULL, true,
	  "after a failure, put back what was changed" },
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
		usage_error(&o->cmdline, "Invalid value for %s (only 0 or 1 allowed)",
			    name);
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
			    "'%.64s' is not the name of an attribute of a channel path",
			    o->key);
	if (strlen(o->value) > CCW_ATTRIBUTE_VALUE_MAX)
		usage_error(&o->cmdline,
			    "The value of %.64s is longer than any attribute", o->key);
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
		cmdline_help(&o->cmdline, out);
	case 'V':
		cmdline_version(&o->cmdline, out);
	case OPT_ROLLBACK:
		o->rollback = true;
		break;
	case OPT_RESCAN:
		o->rescan = true;
		break;
	case OPT_STRICT:
		o->strict = true;
		break;
	default:
		change_options_parse(&o->common, &o->cmdline, val);
	}
}

static void parse_chpids(struct options *o, int argc, char **argv)
{
	char bad[64];
	int i, rc;

	for (i = optind; i < argc; i++) {
		rc = chpid_list_add(&o->list, argv[i], bad, sizeof(bad));
		if (rc == -EINVAL)
			usage_error(&o->cmdline, "Invalid channel-path identifier '%s'",
				    bad);
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
		.about = "Change the state of channel paths. CHPID is an id such as "
			 "0.3a, or 3a "
			 "for short, a range\nof them (0.3a-0.3f) or a list with commas.",
		.options = option_defs,
		.argc = argc,
		.argv = argv,
	};
	while ((val = cmdline_next(&o->cmdline)) != -1)
		parse_option(o, out, val);
	change_options_check(&o->common, &o->cmdline, out);
	if (o->action == ACTION_NONE && !o->rescan)
		usage_error(&o->cmdline,
			    "One of --vary, --configure or --attribute required");
	if (o->rollback && o->common.keep_going)
		usage_error(&o->cmdline,
			    "Only one of --rollback and --keep-going allowed");
	if (optind == argc && o->action != ACTION_NONE)
		usage_error(&o->cmdline, "Need to specify at least one channel-path ID");
	parse_chpids(o, argc, argv);
}
