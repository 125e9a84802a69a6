/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcssctl.h - what the commands of vcssctl have in common
 */
#ifndef KERNEL_VCSSCTL_H
#define KERNEL_VCSSCTL_H

#include "cmdline.h"
#include "machine.h"

/* Options without a letter. */
enum {
	OPT_MACHINES = OPT_OWN,
	OPT_FROM_TEXT,
	OPT_OFF,
	OPT_FOLLOW,
	OPT_PATH,
};

#define OPTIONS_HEADING                          \
	{                                        \
		NULL, 0, NULL, false, "Options:" \
	}
#define HELP_OPTION                                             \
	{ "help", 'h', NULL, true, "print this help" },         \
	{                                                       \
		"version", 'v', NULL, true, "print the version" \
	}
#define MACHINES_OPTION                                          \
	{                                                        \
		"machines", OPT_MACHINES, "DIR", true,           \
			"look for bundled machines in DIR first" \
	}

/*
 * struct options - of all commands
 * @device: ids are those of devices
 * @path: a CHPID, as it was typed
 */
struct options {
	const char *machines, *sysroot, *path;
	bool from_text, device, off, follow;
};

extern struct options options;
/* Standard output. */
extern struct out out;

/*
 * struct command - what the first argument chooses
 * @min, @max: number of arguments
 */
struct command {
	const char *name;
	const char *usage;
	const char *about;
	const struct option_def *options;
	int min, max;
	int (*run)(struct cmdline *cmdline, char **args, int n);
};

/* Both end with a row without a name. */
extern const struct command file_commands[], live_commands[];

/*
 * struct source - where messages about a machine are from
 * @name: of a file, NULL: none
 * @quiet: no warnings
 */
struct source {
	const struct cmdline *cmdline;
	const char *name;
	bool quiet;
};

/* A machine_diag_fn; @data is the source. */
void print_diag(void *data, bool is_error, struct machine_pos pos, const char *msg);
/* Reads a machine as it is called on the command line. False: messages were printed. */
bool load(struct cmdline *cmdline, struct machine *m, const char *name, bool quiet);

extern const struct option_def help_options[], machine_options[];

#endif
