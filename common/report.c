// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report.c - rows in a format for programs
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "printable.h"
#include "report.h"

int report_parse_format(const char *name, enum report_format *format)
{
	static const char *const names[] = {
		[REPORT_JSON] = "json",	  [REPORT_JSON_SEQ] = "json-seq",
		[REPORT_JSONL] = "jsonl", [REPORT_PAIRS] = "pairs",
		[REPORT_CSV] = "csv",
	};
	int i;

	for (i = REPORT_JSON; i <= REPORT_CSV; i++) {
		if (!strcasecmp(name, names[i])) {
			*format = i;
			return 0;
		}
	}
	return -EINVAL;
}

/* ---- quoting ---- */

/* Bytes that are no UTF-8, as names of files may have, are U+FFFD. */
static void put_json_string(struct out *out, const char *text, size_t len)
{
	size_t i, n;

	out_putc(out, '"');
	for (i = 0; i < len; i += n ? n : 1) {
		unsigned char c = (unsigned char)text[i];

		n = c < 0x80 ? 1 : utf8_len(text + i, len - i);
		if (c == '"' || c == '\\') {
			out_putc(out, '\\');
			out_putc(out, (char)c);
		} else if (c < ' ' || c == 0x7f) {
			out_printf(out, "\\u%04x", c);
		} else if (!n) {
			out_puts(out, "\\ufffd");
		} else if (n == 1) {
			out_putc(out, (char)c);
		} else {
			out_write(out, text + i, n);
		}
	}
	out_putc(out, '"');
}

/* For a shell between double quotes. */
static void put_pairs_string(struct out *out, const char *text)
{
	out_putc(out, '"');
	for (; *text; text++) {
		if (strchr("\"$`\\", *text))
			out_putc(out, '\\');
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			out_printf(out, "\\x%02x", (unsigned char)*text);
		else
			out_putc(out, *text);
	}
	out_putc(out, '"');
}

/* RFC 4180 */
static void put_csv_string(struct out *out, const char *text)
{
	out_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			out_putc(out, '"');
		out_putc(out, *text);
	}
	out_putc(out, '"');
}

static const char *cell_value(const struct cell *cell)
{
	return cell->value ? cell->value : cell->text;
}

static void put_json_list(struct out *out, const char *words)
{
	const char *separator = "";
	size_t len;

	out_putc(out, '[');
	for (; *words; words += len + (words[len] == ' ')) {
		len = strcspn(words, " ");
		out_puts(out, separator);
		put_json_string(out, words, len);
		separator = ", ";
	}
	out_putc(out, ']');
}

static void put_json_value(struct out *out, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		out_puts(out, "null");
		break;
	case CELL_TEXT:
		put_json_string(out, cell_value(cell), strlen(cell_value(cell)));
		break;
	case CELL_NUMBER:
		out_printf(out, "%" PRIu64, cell->number);
		break;
	case CELL_BOOL:
		out_puts(out, cell->number ? "true" : "false");
		break;
	case CELL_LIST:
		put_json_list(out, cell_value(cell));
		break;
	}
}

/* The value of CELL_NUMBER and CELL_BOOL as text, "" for CELL_NULL. */
static const char *plain_value(const struct cell *cell, char *buf, size_t size)
{
	switch (cell->kind) {
	case CELL_NULL:
		return "";
	case CELL_NUMBER:
		snprintf(buf, size, "%" PRIu64, cell->number);
		return buf;
	case CELL_BOOL:
		return cell->number ? "true" : "false";
	default:
		return cell_value(cell);
	}
}

/* ---- meta ---- */

struct meta {
	char host[256];
	char when[32];
	time_t now;
};

static void get_meta(struct meta *meta)
{
	struct tm tm;

	if (gethostname(meta->host, sizeof(meta->host)) < 0)
		meta->host[0] = '\0';
	meta->host[sizeof(meta->host) - 1] = '\0';
	meta->now = time(NULL);
	if (!localtime_r(&meta->now, &tm) ||
	    !strftime(meta->when, sizeof(meta->when), "%F %T%z", &tm))
		meta->when[0] = '\0';
}

/* @nl and @indent: how members are set apart. */
static void put_json_meta(struct out *out, const char *nl, const char *indent)
{
	struct meta meta;

	get_meta(&meta);
	out_printf(out, "\"meta\": {%s%s\"api_level\": 1,%s%s\"version\": \"%s\",%s%s\"host\": ",
		   nl, indent, nl, indent, PACKAGE_VERSION, nl, indent);
	put_json_string(out, meta.host, strlen(meta.host));
	out_printf(out, ",%s%s\"time_epoch\": %lld,%s%s\"time\": \"%s\"%s", nl, indent,
		   (long long)meta.now, nl, indent, meta.when, nl);
	out_puts(out, *nl ? "  }" : "}");
}

static void put_pairs_meta(struct out *out)
{
	struct meta meta;

	get_meta(&meta);
	out_printf(out, "meta.api_level=1\nmeta.version=\"%s\"\nmeta.host=", PACKAGE_VERSION);
	put_pairs_string(out, meta.host);
	out_printf(out, "\nmeta.time_epoch=%lld\nmeta.time=\"%s\"\n", (long long)meta.now,
		   meta.when);
}

/* ---- the list ---- */

static void put_csv_heading(struct report *report)
{
	size_t i;

	for (i = 0; i < report->columns->n; i++) {
		if (i)
			out_putc(report->out, ',');
		put_csv_string(report->out, report->columns->chosen[i]->name);
	}
	out_putc(report->out, '\n');
}

/* @separator is between two members, @indent before each. */
static void put_json_members(struct out *out, const struct columns *columns,
			     const void *row, const char *separator, const char *indent)
{
	struct cell cell;
	size_t i;

	for (i = 0; i < columns->n; i++) {
		cell_get(&cell, columns->chosen[i], row);
		if (i)
			out_puts(out, separator);
		out_puts(out, indent);
		out_putc(out, '"');
		out_puts(out, columns->chosen[i]->name);
		out_puts(out, "\": ");
		put_json_value(out, &cell);
	}
}

static void put_json_summary(struct report *report, bool pretty)
{
	struct out *out = report->out;

	if (!report->summary)
		return;
	out_puts(out, pretty ? ",\n  \"summary\": {\n" : ",\"summary\": {");
	put_json_members(out, report->summary, report->summary_row, pretty ? ",\n" : ",",
			 pretty ? "    " : "");
	out_puts(out, pretty ? "\n  }" : "}");
}

/* KEY=VALUE lines; @prefix is what is before the name of a column. */
static void put_pairs_members(struct out *out, const struct columns *columns,
			      const void *row, const char *prefix)
{
	struct cell cell;
	char buf[24];
	size_t i;

	for (i = 0; i < columns->n; i++) {
		cell_get(&cell, columns->chosen[i], row);
		out_printf(out, "%s.%s=", prefix, columns->chosen[i]->name);
		if (cell.kind == CELL_NUMBER || cell.kind == CELL_BOOL)
			out_puts(out, plain_value(&cell, buf, sizeof(buf)));
		else
			put_pairs_string(out, plain_value(&cell, buf, sizeof(buf)));
		out_putc(out, '\n');
	}
}

void report_start(struct report *report)
{
	const char *nometa = secure_getenv("FMT_NOMETA");
	struct out *out = report->out;

	report->n = 0;
	report->meta = !nometa || strcmp(nometa, "1");
	switch (report->format) {
	case REPORT_TABLE:
		break;
	case REPORT_JSON:
		if (report->meta) {
			out_puts(out, "{\n  ");
			put_json_meta(out, "\n", "    ");
			put_json_summary(report, true);
			out_printf(out, ",\n  \"%s\": [\n", report->list);
		} else {
			out_puts(out, "[\n");
		}
		break;
	case REPORT_JSON_SEQ:
	case REPORT_JSONL:
		if (report->meta) {
			out_puts(out, report->format == REPORT_JSON_SEQ ? "\036{" : "{");
			put_json_meta(out, "", "");
			put_json_summary(report, false);
			out_puts(out, "}\n");
		}
		if (report->format == REPORT_JSON_SEQ)
			out_puts(out, "\036[");
		break;
	case REPORT_PAIRS:
		if (report->meta)
			put_pairs_meta(out);
		if (report->meta && report->summary)
			put_pairs_members(out, report->summary, report->summary_row,
					  "summary");
		break;
	case REPORT_CSV:
		put_csv_heading(report);
		break;
	}
}

static void put_json_row(struct report *report, const void *row)
{
	bool pretty = report->format == REPORT_JSON;
	const char *indent = !pretty ? "" : report->meta ? "    " : "  ";
	struct out *out = report->out;
	char deeper[8];

	snprintf(deeper, sizeof(deeper), "%s%s", indent, pretty ? "  " : "");
	if (report->n && report->format != REPORT_JSONL)
		out_puts(out, pretty ? ",\n" : ",");
	out_puts(out, indent);
	out_puts(out, pretty ? "{\n" : "{");
	put_json_members(out, report->columns, row, pretty ? ",\n" : ",", deeper);
	if (pretty)
		out_putc(out, '\n');
	out_puts(out, indent);
	out_puts(out, report->format == REPORT_JSONL ? "}\n" : "}");
}

static void put_pairs_row(struct report *report, const void *row)
{
	char prefix[64];

	snprintf(prefix, sizeof(prefix), "%s[%zu].entry", report->list, report->n);
	put_pairs_members(report->out, report->columns, row, prefix);
}

static void put_csv_row(struct report *report, const void *row)
{
	struct cell cell;
	char buf[24];
	size_t i;

	for (i = 0; i < report->columns->n; i++) {
		cell_get(&cell, report->columns->chosen[i], row);
		if (i)
			out_putc(report->out, ',');
		put_csv_string(report->out, plain_value(&cell, buf, sizeof(buf)));
	}
	out_putc(report->out, '\n');
}

void report_row(struct report *report, const void *row)
{
	switch (report->format) {
	case REPORT_TABLE:
		break;
	case REPORT_JSON:
	case REPORT_JSON_SEQ:
	case REPORT_JSONL:
		put_json_row(report, row);
		break;
	case REPORT_PAIRS:
		put_pairs_row(report, row);
		break;
	case REPORT_CSV:
		put_csv_row(report, row);
		break;
	}
	report->n++;
}

void report_end(struct report *report)
{
	struct out *out = report->out;

	if (report->format == REPORT_JSON_SEQ)
		out_puts(out, "]\n");
	if (report->format != REPORT_JSON)
		return;
	if (report->n)
		out_putc(out, '\n');
	out_puts(out, report->meta ? "  ]\n}\n" : "]\n");
}
