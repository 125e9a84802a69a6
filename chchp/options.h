/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of chchp
 */
#ifndef CHCHP_OPTIONS_H
#define CHCHP_OPTIONS_H

#include "cmdline.h"
#include "idlist.h"
#include "report.h"

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
 * @wait_ms: 0: not given
 */
struct options {
	struct cmdline cmdline;
	enum action action;
	bool on;
	char *key, *value;
	struct chpid_list list;
	bool dry_run, yes, keep_going, rollback, rescan, strict;
	unsigned int wait_ms;
	enum report_format format;
	const char *column_list, *sysroot;
};

/* Ends the program if the command line makes no sense, or asks for help only. */
void parse_options(struct options *o, struct out *out, int argc, char **argv);

#endif
