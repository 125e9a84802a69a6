/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - rows in a format for programs
 *
 * The layout of s390-tools' lschp: an object "meta" (left out if FMT_NOMETA=1 is in
 * the environment, and in csv), then the list of rows. A report can have a summary, an
 * object that goes where "meta" goes.
 *	json		one object with both
 *	json-seq	RFC 7464: two texts, meta and the list
 *	jsonl		a line each: meta, then every row
 *	pairs		key="value" lines
 *	csv		a heading and a line for each row, all quoted
 */
#ifndef COMMON_REPORT_H
#define COMMON_REPORT_H

#include "column.h"

enum report_format {
	REPORT_TABLE,
	REPORT_JSON,
	REPORT_JSON_SEQ,
	REPORT_JSONL,
	REPORT_PAIRS,
	REPORT_CSV,
};

/* For messages and help. */
#define REPORT_FORMATS "json json-seq jsonl pairs csv"

/* 0, or -EINVAL. Case does not matter. */
int report_parse_format(const char *name, enum report_format *format);

/*
 * struct report
 * @list: name of the list, e.g. "channel_paths"
 * @summary: columns of the summary; NULL: there is none
 * @summary_row: what they are of
 * @meta, @n: report.c's own; rows so far
 */
struct report {
	enum report_format format;
	struct out *out;
	const struct columns *columns;
	const char *list;
	const struct columns *summary;
	const void *summary_row;
	bool meta;
	size_t n;
};

void report_start(struct report *report);
void report_row(struct report *report, const void *row);
void report_end(struct report *report);

#endif
