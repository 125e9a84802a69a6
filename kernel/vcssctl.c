// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcssctl - machine files: write them as sysfs trees, make them of systems, emulate them
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vcssctl.h"

struct options options;
struct out out;

const struct option_def help_options[] = {
	OPTIONS_HEADING,
	HELP_OPTION,
	{ 0 },
};

static const char top_about[] =
	"Describe channel subsystems in machine files, see vcss-machine(5).\n"
	"\n"
	"Machine files:\n"
	"  render       write a machine as a sysfs tree\n"
	"  capture      print the machine file of a system or of saved listings\n"
	"  check        say what is wrong with machine files\n"
	"  format       print a machine file in its canonical form\n"
	"  machines     list the bundled machines\n"
	"\n"
	"A machine emulated by the kernel module vcss, see vcss(7):\n"
	"  load         have a machine emulated\n"
	"  unload       end that\n"
	"  status       say what is emulated\n"
	"  attach       add a subchannel with its device\n"
	"  detach       take a subchannel away\n"
	"  path-fail    have nothing get through on a channel path\n"
	"  path-repair  have it repaired\n"
	"  path-config  change the state of a channel path, as an operator does\n"
	"  event        report something\n"
	"  inject       have a device fail\n"
	"  reserve      have another system reserve a device\n"
	"  release      have it give the device back\n"
	"  show         say what is known of a device\n"
	"  trace        show the instructions and commands that went by\n"
	"\n"
	"'vcssctl COMMAND --help' tells more.";

static void parse_options(struct cmdline *cmdline)
{
	int val;

	while ((val = cmdline_next(cmdline)) != -1) {
		switch (val) {
		case OPT_MACHINES:
			options.machines = optarg;
			break;
		case OPT_SYSROOT:
			options.sysroot = optarg;
			break;
		case OPT_FROM_TEXT:
			options.from_text = true;
			break;
		case OPT_OFF:
			options.off = true;
			break;
		case OPT_FOLLOW:
			options.follow = true;
			break;
		case OPT_PATH:
			options.path = optarg;
			break;
		case 'd':
			options.device = true;
			break;
		case 'h':
			cmdline_help(cmdline, &out);
		case 'v':
			cmdline_version(cmdline, &out);
		}
	}
}

static const struct command *find_command(const char *name)
{
	static const struct command *const tables[] = { file_commands, live_commands };
	const struct command *command;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tables); i++)
		for (command = tables[i]; command->name; command++)
			if (!strcmp(command->name, name))
				return command;
	return NULL;
}

/* Options in front of the command; what it is called. */
static const struct command *parse_command(struct cmdline *cmdline)
{
	const struct command *command;

	if (cmdline->argc < 2)
		usage_error(cmdline, "Which command?");
	command = find_command(cmdline->argv[1]);
	if (command)
		return command;
	parse_options(cmdline);
	if (optind >= cmdline->argc)
		usage_error(cmdline, "Which command?");
	usage_error(cmdline, "Unknown command '%s'", cmdline->argv[optind]);
}

int main(int argc, char **argv)
{
	struct cmdline cmdline = { .name = "vcssctl",
				   .usage = "COMMAND ...",
				   .about = top_about,
				   .options = help_options,
				   .argc = argc,
				   .argv = argv,
				   .used_ours = true };
	const struct command *command;
	char usage[96];
	int n;

	out_init(&out, 1);
	command = parse_command(&cmdline);
	snprintf(usage, sizeof(usage), "%s %s", command->name, command->usage);
	cmdline.usage = usage;
	cmdline.about = command->about;
	cmdline.options = command->options;
	cmdline.argc--;
	cmdline.argv++;
	parse_options(&cmdline);
	n = cmdline.argc - optind;
	if (n < command->min || n > command->max)
		usage_error(&cmdline, "Usage: vcssctl %s", usage);
	return finish(&cmdline, &out, command->run(&cmdline, cmdline.argv + optind, n));
}
