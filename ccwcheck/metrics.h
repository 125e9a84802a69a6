/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * metrics.h - a check as OpenMetrics text
 *
 * Only gauges, which look the same in Prometheus' own text format 0.0.4: node_exporter's
 * textfile collector reads that one.
 */
#ifndef CCWCHECK_METRICS_H
#define CCWCHECK_METRICS_H

#include "check.h"

/*
 * So many objects have lines of their own: channel paths, then the worst of the others.
 * The rest is only counted.
 */
#define METRICS_OBJECTS_MAX 1000

/* @started: clock_gettime(CLOCK_MONOTONIC) of the beginning, in seconds. */
void metrics_print(struct out *out, const struct check *check, double started);

#endif
