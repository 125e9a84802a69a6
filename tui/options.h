/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of ccwtop
 */
#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

#include "cmdline.h"
#include "report.h"

/*
 * struct options
 * @delay_ms: 0: not given
 * @iterations: of batch mode; 0: without end
 */
struct options {
	struct cmdline cmdline;
	bool batch, line, readonly, ascii, mono;
	unsigned int delay_ms;
	unsigned long iterations;
	const char *view, *filter, *columns, *sort, *sysroot;
	enum report_format format;
};

/* Ends the program for --help and the like, and for what makes no sense. */
void parse_options(struct options *options, struct out *out, int argc, char **argv);

#endif
