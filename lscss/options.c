// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the command line of lscss
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "follow.h"
#include "options.h"
#include "output_options.h"

enum {
	OPT_AVAIL = OPT_OWN,
	OPT_VPM,
	OPT_IO,
	OPT_CHSC,
	OPT_EADM,
	OPT_VFIO,
	OPT_DEGRADED,
	OPT_CHPID,
	OPT_CUTYPE,
	OPT_DRIVER,
	OPT_ONLINE,
	OPT_OFFLINE,
	OPT_TREE,
	OPT_COUNT,
	OPT_FOLLOW,
};

static const struct option_def option_defs[] = {
	{ NULL, 0, NULL, false, "What to list:" },
	{ "devrange", 'd', NULL, false, "RANGE is of devices, not of subchannels" },
	{ "devtype", 't', "TYPE[/MODEL],...", false, "only devices of these types" },
	{ "cutype", OPT_CUTYPE, "TYPE[/MODEL],...", true,
	  "only devices on control units of these types" },
	{ "chpid", OPT_CHPID, "LIST", true, "only subchannels using these channel paths" },
	{ "driver", OPT_DRIVER, "NAME", true, "only what is bound to this driver" },
	{ "online", OPT_ONLINE, NULL, true, "only online devices" },
	{ "offline", OPT_OFFLINE, NULL, true, "only offline devices" },
	{ "degraded", OPT_DEGRADED, NULL, true,
	  "only with an installed path that is not usable" },
	{ "io", OPT_IO, NULL, false, "I/O subchannels (the default)" },
	{ "chsc", OPT_CHSC, NULL, false, "CHSC subchannels" },
	{ "eadm", OPT_EADM, NULL, false, "EADM subchannels" },
	{ "vfio", OPT_VFIO, NULL, false, "subchannels bound to vfio_ccw" },
	{ "all", 'a', NULL, false, "subchannels of all types" },
	{ NULL, 0, NULL, false, "What to show of it:" },
	{ "short", 's', NULL, false, "ids without 0.0. (leaves out those of other sets)" },
	{ "uppercase", 'u', NULL, false, "values in upper case" },
	{ "avail", OPT_AVAIL, NULL, false, "availability of devices" },
	{ "vpm", OPT_VPM, NULL, false, "verified-path mask" },
	{ "columns", 'o', "LIST", true, "these columns; 'help' lists them" },
	{ "format", OPT_FORMAT, "FORMAT", true, "for programs: " REPORT_FORMATS },
	{ "tree", OPT_TREE, NULL, true, "channel paths, their subchannels, the devices" },
	{ "count", OPT_COUNT, NULL, true, "only how many there are" },
	{ "follow", OPT_FOLLOW, NULL, true, "what changes, as it happens, until interrupted" },
	{ NULL, 0, NULL, false, "Others:" },
	{ "sysroot", OPT_SYSROOT, "DIR", true, "read a copy of /sys in DIR" },
	{ "strict", OPT_STRICT, NULL, true, "an id that is not found is a failure" },
	{ "help", 'h', NULL, false, "print this help" },
	{ "version", 'v', NULL, false, "print the version" },
	{ NULL, 0, NULL, false, NULL },
};

static const char about[] =
	"List subchannels and the channel devices on them.\n"
	"\n"
	"RANGE:\n"
	"  ID          one, e.g. 0.0.004f, or 4f for short\n"
	"  FROM-TO     all from the first to the last\n"
	"  ID,FROM-TO  several, separated by commas or blanks";

static void add_types(struct options *options, struct type_list *list, const char *text)
{
	char bad[64];

	if (type_list_add(list, text, bad, sizeof(bad)))
		usage_error(&options->cmdline, "Invalid device type specified: %s", bad);
}

/* -t "" is no limit, as for s390-tools. */
static void add_cutypes(struct options *options, const char *text)
{
	size_t n = options->filter.cutypes.n;

	add_types(options, &options->filter.cutypes, text);
	if (options->filter.cutypes.n == n)
		usage_error(&options->cmdline, "'%s' has no control unit type", text);
}

static void add_chpids(struct options *options, const char *text)
{
	struct chpid_list *list = &options->filter.chpids;
	size_t n = list->n;
	char bad[64];

	if (chpid_list_add(list, text, bad, sizeof(bad)))
		usage_error(&options->cmdline, "Invalid channel-path ID specified: %s", bad);
	if (list->n == n)
		usage_error(&options->cmdline, "'%s' has no channel-path ID", text);
	if (chpid_list_is_reversed(list, n))
		usage_error(&options->cmdline, "The range '%s' is reversed", text);
}

/* The last one counts. */
static void set_driver(struct options *options, const char *name)
{
	name_list_free(&options->filter.drivers);
	if (name_list_add(&options->filter.drivers, name)) {
		warn(&options->cmdline, "%s", strerror(ENOMEM));
		exit(STATUS_FAILED);
	}
}

/* Options that say what to list. False: it is another one. */
static bool parse_selection(struct options *options, int val)
{
	struct filter *filter = &options->filter;

	switch (val) {
	case 'd':
		options->ids_of_devices = true;
		break;
	case 't':
		add_types(options, &filter->devtypes, optarg);
		break;
	case OPT_CUTYPE:
		add_cutypes(options, optarg);
		break;
	case OPT_CHPID:
		add_chpids(options, optarg);
		break;
	case OPT_DRIVER:
		set_driver(options, optarg);
		break;
	case OPT_ONLINE:
	case OPT_OFFLINE:
		if (filter->online == (val == OPT_OFFLINE))
			usage_error(&options->cmdline,
				    "--online and --offline exclude each other");
		filter->online = val == OPT_ONLINE;
		break;
	case OPT_DEGRADED:
		filter->degraded = true;
		break;
	case OPT_IO:
		options->show |= SHOW_IO;
		break;
	case OPT_CHSC:
		options->show |= SHOW_CHSC;
		break;
	case OPT_EADM:
		options->show |= SHOW_EADM;
		break;
	case OPT_VFIO:
		options->show |= SHOW_VFIO;
		break;
	default:
		return false;
	}
	return true;
}

static void parse_option(struct options *options, int val, struct out *out)
{
	switch (val) {
	case 's':
		options->filter.short_ids = true;
		break;
	case 'u':
		options->uppercase = true;
		break;
	case OPT_AVAIL:
		options->avail = true;
		break;
	case OPT_VPM:
		options->vpm = true;
		break;
	case 'o':
		options->columns = optarg;
		break;
	case OPT_FORMAT:
		options->format = parse_format(&options->cmdline, optarg);
		break;
	case OPT_TREE:
		options->tree = true;
		break;
	case OPT_COUNT:
		options->count = true;
		break;
	case OPT_FOLLOW:
		options->follow = true;
		break;
	case OPT_SYSROOT:
		options->sysroot = optarg;
		break;
	case OPT_STRICT:
		options->strict = true;
		break;
	case 'h':
		cmdline_help(&options->cmdline, out);
	case 'v':
		cmdline_version(&options->cmdline, out);
	}
}

static void check_combinations(struct options *options, bool all)
{
	const struct filter *filter = &options->filter;

	if ((options->show & SHOW_VFIO) &&
	    ((options->show & SHOW_IO) || options->ids_of_devices || filter->devtypes.n ||
	     options->avail))
		usage_error(&options->cmdline, "Invalid option combination: --vfio can not "
					       "be used with --io, -d, -t or --avail");
	if (options->tree + options->count + !!options->columns > 1 ||
	    ((options->tree || options->count) && options->format))
		usage_error(&options->cmdline,
			    "Choose one of --tree, --count, and --columns or --format");
	if (options->follow && (options->tree || options->count || options->strict))
		usage_error(&options->cmdline,
			    "--follow cannot be used with --tree, --count or --strict");
	if (options->follow)
		follow_check_format(&options->cmdline, options->format);
	if (all)
		options->show |= SHOW_IO | SHOW_CHSC | SHOW_EADM | SHOW_OTHERS;
	if (!options->show)
		options->show = SHOW_IO;
}

void options_parse(struct options *options, int argc, char **argv, struct out *out)
{
	struct cmdline *cmdline = &options->cmdline;
	bool all = false;
	char bad[64];
	int val;

	memset(options, 0, sizeof(*options));
	*cmdline = (struct cmdline){ .name = "lscss",
				     .usage = "[OPTIONS] [RANGE]",
				     .about = about,
				     .options = option_defs,
				     .argc = argc,
				     .argv = argv };
	filter_init(&options->filter);
	while ((val = cmdline_next(cmdline)) != -1) {
		if (val == 'a')
			all = true;
		else if (!parse_selection(options, val))
			parse_option(options, val, out);
	}
	check_combinations(options, all);
	check_columns_help(cmdline, options->columns, sch_columns, out);
	options->ids = options->ids_of_devices ? &options->filter.devices
					       : &options->filter.subchannels;
	for (; optind < argc; optind++)
		if (id_list_add(options->ids, argv[optind], bad, sizeof(bad)))
			usage_error(cmdline, "Invalid ID specified: %s", bad);
}

static bool is_shown(const struct sch_row *row, unsigned int show)
{
	const char *uuid;
	int rc;

	if (!row->sch)
		return show & SHOW_IO;
	switch (ccw_subchannel_get_type(row->sch)) {
	case CCW_SUBCHANNEL_IO:
		if (show & SHOW_IO)
			return true;
		if (!(show & SHOW_VFIO))
			return false;
		rc = ccw_subchannel_get_mdev(row->sch, &uuid);
		return !rc || rc == -ENODEV;
	case CCW_SUBCHANNEL_CHSC:
		return show & SHOW_CHSC;
	case CCW_SUBCHANNEL_EADM:
		return show & SHOW_EADM;
	default:
		return show & SHOW_OTHERS;
	}
}

bool options_match(const struct options *options, const struct sch_row *row,
		   unsigned int show)
{
	return is_shown(row, show) && filter_match(&options->filter, row);
}
