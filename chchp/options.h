/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of chchp
 */
#ifndef CHCHP_OPTIONS_H
#define CHCHP_OPTIONS_H

#include "change_options.h"
#include "idlist.h"

enum action {
	ACTION_NONE,
	ACTION_VARY,
	ACTION_CONFIGURE,
	ACTION_ATTRIBUTE,
};

/*
 * struct options
 * @on: of vary and configure
 * @key, @value: of attribute
 */
struct options {
	struct cmdline cmdline;
	enum action action;
	bool on;
	char *key, *value;
	struct chpid_list list;
	bool rollback, rescan, strict;
	struct change_options common;
};

/* Ends the program if the command line makes no sense, or asks for help only. */
void parse_options(struct options *o, struct out *out, int argc, char **argv);

#endif
