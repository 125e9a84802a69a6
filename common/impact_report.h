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
 * impact_confirm - warns of what would be lost, if that is in use, and asks
 * @before, @after: complete "This would @before 3 devices in use@after"
 * @yes: the user has answered already
 *
 * Without a terminal, or with CCW_ASSUME_YES in the environment, nobody is asked, as
 * scripts expect that it goes on. False: the answer is no, or there is none.
 */
bool impact_confirm(const struct cmdline *cmdline, const struct ccw_impact *impact,
		    const char *before, const char *after, bool yes);

#endif
