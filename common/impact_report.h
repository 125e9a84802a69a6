/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * impact_report.h - what would be lost: shown, and asked about
 */
#ifndef COMMON_IMPACT_REPORT_H
#define COMMON_IMPACT_REPORT_H

#include <stdbool.h>

#include "cmdline.h"
#include "libccw.h"
#include "out.h"
#include "report.h"

/* All devices concerned, as a table with a summary. */
void impact_print(const struct ccw_impact *impact, struct out *out);
/* The same for programs; @impact NULL: nothing is lost. */
void impact_report(const struct ccw_impact *impact, enum report_format format,
		   struct out *out);

/*
 * impact_describe - what would be lost of what is in use, as lines of text
 * @before, @after: complete "This would @before 3 devices in use@after:"
 *
 * That line and one for each device, those with something on them first, up to ten.
 * Return: the text, which the caller frees; NULL: nothing is in use, or no memory.
 */
char *impact_describe(const struct ccw_impact *impact, const char *before,
		      const char *after);

/*
 * impact_confirm - warns of what would be lost, if that is in use, and asks
 * @before, @after: as of impact_describe()
 * @yes: the user has answered already
 *
 * Without a terminal, or with CCW_ASSUME_YES in the environment, nobody is asked, as
 * scripts expect that it goes on. False: the answer is no, or there is none.
 */
bool impact_confirm(const struct cmdline *cmdline, const struct ccw_impact *impact,
		    const char *before, const char *after, bool yes);

#endif
