// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of chccwdev
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

enum { OPT_UNIGNORE = OPT_CHANGE_OWN };

static const struct option_def option_defs[] = {
	{ NULL, 0, NULL, false, "Actions:" },
	{ "online", 'e', NULL, false, "set the devices online" },
	{ "forceonline", 'f', NULL, false,
	  "the same, and take over those that are boxed" },
	{ "offline", 'd', NULL, false, "set the devices offline" },
	{ "safeoffline", 's', NULL, false,
	  "the same, after all outstanding I/O; may take for ever" },
	{ "attribute", 'a', "NAME=VALUE", false,
	  "write an attribute: before going online if it can be, or else after" },
	{ NULL, 0, NULL, false, "Options:" },
	{ "jobs", 'j', "N", true, "N devices at a time" },
	{ "unignore", OPT_UNIGNORE, NULL, true,
	  "take devices off the cio_ignore list first" },
	CHANGE_OPTION_DEFS,
	{ "help", 'h', NULL, false, "print this help" },
	{ "version", 'v', NULL, false, "print the version" },
	{ NULL, 0, NULL, false, NULL },
};

static void set_goal(struct options *o, enum goal goal)
{
	if (o->goal != GOAL_NONE && o->goal != goal)
		usage_error(&o->cmdline,
			    "Devices cannot be set online and offline at once");
	o->goal = goal;
}

/* "-a online=1" is an action. */
static void set_online_attribute(struct options *o, const char *value)
{
	if (!strcmp(value, "force")) {
		set_goal(o, GOAL_ONLINE);
		o->force = true;
	} else if (!strcmp(value, "1")) {
		set_goal(o, GOAL_ONLINE);
	} else if (!strcmp(value, "0")) {
		set_goal(o, GOAL_OFFLINE);
	} else {
		usage_error(&o->cmdline, "'online' can be 0, 1 or force, and not '%.64s'",
			    value);
	}
}

/* The last value given for a name counts, at the place of the first. */
static void add_attribute(struct options *o, const char *name, const char *value)
{
	struct attribute *grown;
	size_t i;

	for (i = 0; i < o->n_attrs; i++)
		if (!strcmp(o->attrs[i].name, name))
			break;
	if (i == o->n_attrs) {
		grown = reallocarray(o->attrs, i + 1, sizeof(*grown));
		if (!grown) {
			warn(&o->cmdline, "%s", strerror(ENOMEM));
			exit(STATUS_FAILED);
		}
		o->attrs = grown;
		o->n_attrs++;
	}
	o->attrs[i] = (struct attribute){ .name = name, .value = value };
}

static void parse_attribute(struct options *o)
{
	char *equals = strchr(optarg, '=');

	if (!equals)
		usage_error(&o->cmdline,
			    "Attribute '%.64s' has no value: NAME=VALUE is needed",
			    optarg);
	*equals = '\0';
	if (!ccw_attribute_name_is_valid(optarg))
		usage_error(&o->cmdline,
			    "'%.64s' is not the name of an attribute of a device",
			    optarg);
	if (strlen(equals + 1) > CCW_ATTRIBUTE_VALUE_MAX)
		usage_error(&o->cmdline,
			    "The value of %.64s is longer than any attribute", optarg);
	if (!equals[1]) {
		warn(&o->cmdline, "Attribute %s has no value and will be ignored",
		     optarg);
	} else if (!strcmp(optarg, "online")) {
		set_online_attribute(o, equals + 1);
	} else if (!strcmp(optarg, "safe_offline")) {
		set_goal(o, GOAL_OFFLINE);
		o->safe = true;
	} else {
		add_attribute(o, optarg, equals + 1);
	}
}

static void parse_jobs(struct options *o)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(optarg, &end, 10);
	if (!isdigit((unsigned char)*optarg) || *end || errno || n < 1 ||
	    n > CCW_CHANGER_JOBS_MAX)
		usage_error(&o->cmdline, "'%s' is not a number from 1 to %d", optarg,
			    CCW_CHANGER_JOBS_MAX);
	o->jobs = (unsigned int)n;
}

static void parse_option(struct options *o, struct out *out, int val)
{
	switch (val) {
	case 'e':
		set_goal(o, GOAL_ONLINE);
		break;
	case 'f':
		set_goal(o, GOAL_ONLINE);
		o->force = true;
		break;
	case 'd':
		set_goal(o, GOAL_OFFLINE);
		break;
	case 's':
		set_goal(o, GOAL_OFFLINE);
		o->safe = true;
		break;
	case 'a':
		parse_attribute(o);
		break;
	case 'h':
		cmdline_help(&o->cmdline, out);
	case 'v':
		cmdline_version(&o->cmdline, out);
	case 'j':
		parse_jobs(o);
		break;
	case OPT_UNIGNORE:
		o->unignore = true;
		break;
	default:
		change_options_parse(&o->common, &o->cmdline, val);
	}
}

static bool has_empty_item(const char *list)
{
	size_t len = strlen(list);

	return !len || list[0] == ',' || list[len - 1] == ',' || strstr(list, ",,");
}

static void check_range(struct options *o, const struct id_range *range)
{
	if (range->from.cssid != range->to.cssid || range->from.ssid != range->to.ssid)
		usage_error(&o->cmdline,
			    "Invalid range %s: it must not cross subchannel sets",
			    range->text);
	if (ccw_id_cmp(range->from, range->to) > 0)
		usage_error(&o->cmdline, "Invalid range order: %s", range->text);
}

static void parse_ids(struct options *o, int argc, char **argv)
{
	char bad[64];
	size_t k;
	int i, rc;

	o->list.with_sets = true;
	for (i = optind; i < argc; i++) {
		if (has_empty_item(argv[i]))
			usage_error(&o->cmdline, "\"\" is not a valid bus ID");
		rc = id_list_add(&o->list, argv[i], bad, sizeof(bad));
		if (rc == -EINVAL)
			usage_error(&o->cmdline, "'%s' is not a valid bus ID", bad);
		if (rc) {
			warn(&o->cmdline, "%s", strerror(-rc));
			exit(STATUS_FAILED);
		}
	}
	for (k = 0; k < o->list.n; k++)
		check_range(o, &o->list.range[k]);
}

void parse_options(struct options *o, struct out *out, int argc, char **argv)
{
	int val;

	o->cmdline = (struct cmdline){
		.name = "chccwdev",
		.usage = "ACTION... [OPTIONS] DEVICE...",
		.about = "Set channel devices online or offline, and write their "
			 "attributes. "
			 "DEVICE is a bus id such\nas 0.0.4711, or 4711 for short, a "
			 "range of "
			 "them (4711-4720) or a list with commas.",
		.options = option_defs,
		.argc = argc,
		.argv = argv,
	};
	o->jobs = 1;
	while ((val = cmdline_next(&o->cmdline)) != -1)
		parse_option(o, out, val);
	change_options_check(&o->common, &o->cmdline, out);
	parse_ids(o, argc, argv);
	if (!o->list.n)
		usage_error(&o->cmdline, "No bus ID given");
	if (o->goal == GOAL_NONE && !o->n_attrs && !o->unignore)
		usage_error(&o->cmdline,
			    "No action given: one of --online, --forceonline, "
			    "--offline, --safeoffline, --attribute or --unignore is needed");
}
