/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of chccwdev
 */
#ifndef CHCCWDEV_OPTIONS_H
#define CHCCWDEV_OPTIONS_H

#include "change_options.h"
#include "idlist.h"

/* What to do with a device beside writing attributes. */
enum goal {
	GOAL_NONE,
	GOAL_ONLINE,
	GOAL_OFFLINE,
};

struct attribute {
	const char *name, *value;
};

/*
 * struct options
 * @attrs: in the order in which they are written, each name once
 */
struct options {
	struct cmdline cmdline;
	enum goal goal;
	bool force, safe;
	struct attribute *attrs;
	size_t n_attrs;
	struct id_list list;
	unsigned int jobs;
	bool unignore;
	struct change_options common;
};

/* Ends the program if the command line makes no sense, or asks for help only. */
void parse_options(struct options *o, struct out *out, int argc, char **argv);

#endif
