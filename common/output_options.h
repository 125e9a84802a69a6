/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * output_options.h - the options --format and --columns
 *
 * Each of these ends the program with a message if the option makes no sense.
 */
#ifndef COMMON_OUTPUT_OPTIONS_H
#define COMMON_OUTPUT_OPTIONS_H

#include "cmdline.h"
#include "column.h"
#include "report.h"

enum report_format parse_format(const struct cmdline *cmdline, const char *name);
/* For "--columns help": prints what there is and ends the program. @list: NULL: none. */
void check_columns_help(const struct cmdline *cmdline, const char *list,
			const struct column *all, struct out *out);
/* Those in @list, of @all. */
void choose_columns(const struct cmdline *cmdline, const char *list,
		    const struct column *all, struct columns *columns);

#endif
