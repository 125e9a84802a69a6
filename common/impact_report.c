// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * impact_report.c - what would be lost: shown, and asked about
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "impact_report.h"
#include "printable.h"
#include "table.h"

/* Devices named in a warning. */
#define WARN_MAX 10

/* What is named first in a warning. */
enum rank {
	RANK_NEEDED, /* what is on it is lost, and more than a block device that is idle */
	RANK_BLOCK,
	RANK_NOTHING,
};

/*
 * struct impact_row
 * @uses, @lost: what is on it, and what of this would be lost; NULL: nothing
 */
struct impact_row {
	const struct ccw_impact_device *dev;
	char *uses, *lost;
	enum rank rank;
};

/* ---- rows ---- */

/* "root / (dasda1 vg0-root), swap dasda2" */
static char *list_uses(const struct ccw_impact_device *dev, bool lost_only)
{
	const struct ccw_impact_use *use;
	char *text = NULL;
	const char *via;
	size_t size;
	FILE *file;

	ccw_impact_foreach_use(dev, use)
		if (!lost_only || ccw_impact_use_is_lost(use))
			break;
	if (!use)
		return NULL;
	file = open_memstream(&text, &size);
	if (!file)
		return NULL;
	ccw_impact_foreach_use(dev, use) {
		if (lost_only && !ccw_impact_use_is_lost(use))
			continue;
		via = ccw_impact_use_get_via(use);
		fprintf(file, "%s%s %s", ftell(file) ? ", " : "",
			ccw_use_kind_get_name(ccw_impact_use_get_kind(use)),
			ccw_impact_use_get_name(use));
		if (via)
			fprintf(file, " (%s)", via);
	}
	fclose(file);
	/* anyone who may mount chooses such names */
	if (text)
		make_printable(text);
	return text;
}

static enum rank get_rank(const struct ccw_impact_device *dev)
{
	const struct ccw_impact_use *use;
	enum rank rank = RANK_NOTHING;

	ccw_impact_foreach_use(dev, use) {
		if (!ccw_impact_use_is_lost(use))
			continue;
		if (ccw_impact_use_get_kind(use) != CCW_USE_BLOCK)
			return RANK_NEEDED;
		rank = RANK_BLOCK;
	}
	return rank;
}

static void get_device(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;

	cell_set_text(cell, ccw_id_format(ccw_impact_device_get_id(row->dev), cell->buf));
}

static void get_driver(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;
	const struct ccw_device *dev = ccw_impact_device_get_device(row->dev);
	const char *driver;

	cell->text = "-";
	if (dev && !ccw_device_get_driver(dev, &driver))
		cell_set_text(cell, driver);
}

static void get_online(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;

	cell_set_bool(cell, ccw_impact_device_get_online(row->dev), "yes", "no");
}

static void set_count(struct cell *cell, uint8_t paths)
{
	int n = __builtin_popcount(paths);

	cell_set_number(cell, (uint64_t)n, "%d", n);
}

static void get_before(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;
	uint8_t before, after;

	cell->text = "-";
	if (!ccw_impact_device_get_paths(row->dev, &before, &after))
		set_count(cell, before);
}

static void get_after(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;
	uint8_t before, after;

	cell->text = "-";
	if (!ccw_impact_device_get_paths(row->dev, &before, &after))
		set_count(cell, after);
}

/* For people. */
static const char *fate_text(const struct ccw_impact_device *dev)
{
	uint8_t before, after;

	switch (ccw_impact_device_get_fate(dev)) {
	case CCW_FATE_UNAFFECTED:
		return "nothing";
	case CCW_FATE_KEEPS:
		return "has other paths";
	case CCW_FATE_ONE_PATH:
		return "one path left";
	case CCW_FATE_WAITS:
		return "waits for a path";
	case CCW_FATE_REMOVED:
		return "is removed";
	case CCW_FATE_OFFLINE:
		return "goes offline";
	case CCW_FATE_IDLE:
		return "has nothing to do";
	case CCW_FATE_UNKNOWN:
		break;
	}
	return ccw_impact_device_get_paths(dev, &before, &after) ? "paths not known"
								 : "waits or is removed";
}

static void get_fate(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;

	cell_set_text(cell, fate_text(row->dev));
	cell->value = ccw_fate_get_name(ccw_impact_device_get_fate(row->dev));
}

static void get_with(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;
	struct ccw_id id;

	cell->text = "-";
	if (!ccw_impact_device_get_with(row->dev, &id))
		cell_set_text(cell, ccw_id_format(id, cell->buf));
}

static void get_uses(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;

	cell->text = "-";
	if (row->uses)
		cell_set_text(cell, row->uses);
}

static void get_lost(const void *data, struct cell *cell)
{
	const struct impact_row *row = data;

	cell->text = "-";
	if (row->lost)
		cell_set_text(cell, row->lost);
}

static const struct column impact_columns[] = {
	{ "device", "Device", 8, 0, get_device, "its bus id" },
	{ "driver", "Driver", 10, 0, get_driver, "its driver" },
	{ "online", "Online", 6, 0, get_online, "is it online" },
	{ "paths_before", "Paths", 5, 0, get_before, "usable paths now" },
	{ "paths_after", "Then", 4, 0, get_after, "usable paths afterwards" },
	{ "fate", "What happens", 16, 0, get_fate, "what becomes of it" },
	{ "with", "With", 8, 0, get_with, "the device it goes with" },
	{ "uses", "On it", 8, 0, get_uses, "what is on it" },
	{ "lost", "Lost", 8, 0, get_lost, "what of this would be lost" },
	{ NULL, NULL, 0, 0, NULL, NULL },
};

static struct impact_row *get_rows(const struct ccw_impact *impact, size_t *n)
{
	const struct ccw_impact_device *dev;
	struct impact_row *rows;
	size_t count = 0;

	*n = 0;
	if (impact)
		ccw_impact_foreach_device(impact, dev)
			count++;
	rows = calloc(count ? count : 1, sizeof(*rows));
	if (!rows || !count)
		return rows;
	ccw_impact_foreach_device(impact, dev)
		rows[(*n)++] = (struct impact_row){ .dev = dev,
						    .uses = list_uses(dev, false),
						    .lost = list_uses(dev, true),
						    .rank = get_rank(dev) };
	return rows;
}

static void free_rows(struct impact_row *rows, size_t n)
{
	while (n--) {
		free(rows[n].uses);
		free(rows[n].lost);
	}
	free(rows);
}

/* ---- all of it ---- */

/* What becomes of one device; of several. */
static const char *const become[][2] = {
	[CCW_FATE_UNAFFECTED] = { "is not affected", "are not affected" },
	[CCW_FATE_KEEPS] = { "has other paths", "have other paths" },
	[CCW_FATE_ONE_PATH] = { "has one path left", "have one path left" },
	[CCW_FATE_WAITS] = { "waits for a path", "wait for a path" },
	[CCW_FATE_REMOVED] = { "is removed", "are removed" },
	[CCW_FATE_OFFLINE] = { "goes offline", "go offline" },
	[CCW_FATE_IDLE] = { "has nothing to do", "have nothing to do" },
	[CCW_FATE_UNKNOWN] = { "may wait or be removed", "may wait or be removed" },
};

/* "12 devices: 9 have other paths, 3 are removed" */
static void print_summary(const struct impact_row *rows, size_t n, struct out *out)
{
	size_t count[CCW_FATE_UNKNOWN + 1] = { 0 };
	const char *separator = ": ";
	size_t i;

	for (i = 0; i < n; i++)
		count[ccw_impact_device_get_fate(rows[i].dev)]++;
	out_printf(out, "%zu device%s", n, n == 1 ? "" : "s");
	for (i = 0; i <= CCW_FATE_UNKNOWN; i++) {
		if (!count[i])
			continue;
		out_printf(out, "%s%zu %s", separator, count[i], become[i][count[i] > 1]);
		separator = ", ";
	}
	out_puts(out, "\n");
}

void impact_print(const struct ccw_impact *impact, struct out *out)
{
	struct columns columns = { .all = impact_columns };
	struct table table = { .out = out, .columns = &columns, .rule = '-' };
	struct impact_row *rows;
	char bad[8];
	size_t n;

	rows = get_rows(impact, &n);
	if (n) {
		columns_choose(&columns,
			       "device,driver,online,paths_before,paths_after,fate,uses",
			       bad, sizeof(bad));
		table_print(&table, rows, n, sizeof(*rows));
	}
	print_summary(rows, n, out);
	free_rows(rows, n);
}

void impact_report(const struct ccw_impact *impact, enum report_format format,
		   struct out *out)
{
	struct columns columns = { .all = impact_columns };
	struct report report = {
		.format = format, .out = out, .columns = &columns, .list = "impact"
	};
	struct impact_row *rows;
	char bad[8];
	size_t i, n;

	columns_choose(
		&columns,
		"device,driver,online,paths_before,paths_after,fate,with,uses,lost", bad,
		sizeof(bad));
	rows = get_rows(impact, &n);
	report_start(&report);
	for (i = 0; i < n; i++)
		report_row(&report, &rows[i]);
	report_end(&report);
	free_rows(rows, n);
}

/* ---- asking ---- */

/* A device that goes offline is asked for: only what is on it is worth a word. */
static bool is_lost(const struct impact_row *row)
{
	switch (ccw_impact_device_get_fate(row->dev)) {
	case CCW_FATE_WAITS:
	case CCW_FATE_REMOVED:
	case CCW_FATE_UNKNOWN:
		return ccw_impact_device_get_online(row->dev);
	case CCW_FATE_OFFLINE:
		return row->rank == RANK_NEEDED;
	default:
		return false;
	}
}

/* Those of @rank. Returns how many were named. */
static size_t name_devices(FILE *file, const struct impact_row *rows, size_t n,
			   enum rank rank, size_t max)
{
	size_t i, named = 0;
	char id[CCW_ID_STRLEN];

	for (i = 0; i < n && named < max; i++) {
		if (!is_lost(&rows[i]) || rows[i].rank != rank)
			continue;
		ccw_id_format(ccw_impact_device_get_id(rows[i].dev), id);
		fprintf(file, "  %s %s%s%s\n", id,
			fate_text(rows[i].dev), rows[i].lost ? ", with " : "",
			rows[i].lost ? rows[i].lost : "");
		named++;
	}
	return named;
}

/* @hint: where those can be seen that there was no room for */
static char *describe(const struct ccw_impact *impact, const char *before,
		      const char *after, const char *hint)
{
	size_t i, n, size, lost = 0, named = 0;
	struct impact_row *rows;
	enum rank rank;
	char *text = NULL;
	FILE *file;

	rows = get_rows(impact, &n);
	if (!rows)
		return NULL;
	file = open_memstream(&text, &size);
	if (file) {
		for (i = 0; i < n; i++)
			lost += is_lost(&rows[i]);
		fprintf(file, "This would %s %zu device%s in use%s:\n", before, lost,
			lost == 1 ? "" : "s", after);
		for (rank = RANK_NEEDED; rank <= RANK_NOTHING; rank++)
			named += name_devices(file, rows, n, rank, WARN_MAX - named);
		if (named < lost)
			fprintf(file, "  and %zu more%s\n", lost - named, hint);
		fclose(file);
	}
	free_rows(rows, n);
	return text;
}

char *impact_describe(const struct ccw_impact *impact, const char *before,
		      const char *after)
{
	return ccw_impact_is_in_use(impact) ? describe(impact, before, after, "") : NULL;
}

static void warn_of(const struct cmdline *cmdline, const struct ccw_impact *impact,
		    const char *before, const char *after)
{
	char *text, *next, *line;

	text = describe(impact, before, after, "; --dry-run lists them all");
	if (!text)
		warn(cmdline, "Cannot tell what is in use: %s", strerror(ENOMEM));
	for (next = text; (line = strsep(&next, "\n")) && next;)
		warn(cmdline, "%s", line);
	free(text);
}

static bool ask(void)
{
	char answer[16];

	fputs("Go on? [y/N] ", stderr);
	if (!fgets(answer, sizeof(answer), stdin)) {
		fputc('\n', stderr);
		return false;
	}
	answer[strcspn(answer, "\n")] = '\0';
	return !strcasecmp(answer, "y") || !strcasecmp(answer, "yes");
}

bool impact_confirm(const struct cmdline *cmdline, const struct ccw_impact *impact,
		    const char *before, const char *after, bool yes)
{
	if (!ccw_impact_is_in_use(impact))
		return true;
	warn_of(cmdline, impact, before, after);
	if (yes || getenv("CCW_ASSUME_YES") || !isatty(0) || !isatty(2))
		return true;
	return ask();
}
