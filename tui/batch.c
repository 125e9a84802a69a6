// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * batch.c - lists on standard output, for scripts and logs
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "batch.h"
#include "render.h"
#include "sysroot.h"
#include "table.h"

/* ---- views as lines ---- */

static void print_table(const struct model *model, enum view view, struct out *out,
			size_t width)
{
	int which = view_get_table(view);
	const struct item_list *list = &model->lists[view];
	struct columns columns = model->settings->columns[which];
	struct table table = { .out = out, .columns = &columns, .rule = '-' };
	size_t i, size = which == TABLE_PATHS ? sizeof(struct chp_row) :
						sizeof(struct sch_row);
	char *rows = calloc(list->n ? list->n : 1, size);

	if (!rows) {
		out->error = ENOMEM;
		return;
	}
	if (width && !model->settings->chosen[which])
		columns.n = columns_that_fit(&columns, 0, width);
	for (i = 0; i < list->n; i++) {
		if (which == TABLE_PATHS)
			((struct chp_row *)rows)[i] =
				item_chp_row(model, &list->items[i]);
		else
			((struct sch_row *)rows)[i] =
				item_sch_row(model, &list->items[i]);
	}
	table_print(&table, rows, list->n, size);
	free(rows);
}

/* Of a row of the matrix, whole cells, but for the blanks behind the last one. */
static void cut_matrix(char *line, size_t width)
{
	if (width < MATRIX_LEFT || strlen(line) <= width)
		return;
	line[width - (width + MATRIX_GAP - MATRIX_LEFT) % MATRIX_STEP] = '\0';
}

void print_view(const struct model *model, enum view view, struct out *out, size_t width,
		bool ascii)
{
	const struct item_list *list = &model->lists[view];
	char line[TEXT_MAX], clean[TEXT_MAX];
	size_t i;

	if (view == VIEW_DEVICES || view == VIEW_PATHS) {
		print_table(model, view, out, width);
		return;
	}
	for (i = 0; view == VIEW_MATRIX && i < MATRIX_HEAD; i++) {
		render_matrix_head(model, i, line, sizeof(line));
		cut_matrix(line, width);
		out_puts(out, line);
		out_putc(out, '\n');
	}
	for (i = 0; i < list->n; i++) {
		render_item(model, view, &list->items[i], ascii, line, sizeof(line));
		if (view == VIEW_MATRIX)
			cut_matrix(line, width);
		text_clean(clean, sizeof(clean), line, ascii);
		out_puts(out, clean);
		out_putc(out, '\n');
	}
}

/* ---- one after the other ---- */

static int take_snapshot(struct app *app, enum view view, struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query, model_get_attrs(&app->model, view) |
					   CCW_ATTR(CCW_CSS_CM_ENABLE));
	rc = ccw_snapshot_new(app->ctx, query, snap);
	ccw_query_free(query);
	return rc;
}

static void report_view(struct app *app, enum view view, struct out *out)
{
	int which = view_get_table(view);
	const struct item_list *list = &app->model.lists[view];
	struct report report = { .format = app->options->format,
				 .out = out,
				 .columns = &app->settings.columns[which],
				 .list = which == TABLE_PATHS ? "channel_paths" :
								"subchannels" };
	struct chp_row chp_row;
	struct sch_row sch_row;
	size_t i;

	report_start(&report);
	for (i = 0; i < list->n; i++) {
		chp_row = item_chp_row(&app->model, &list->items[i]);
		sch_row = item_sch_row(&app->model, &list->items[i]);
		report_row(&report, which == TABLE_PATHS ? (void *)&chp_row
							 : (void *)&sch_row);
	}
	report_end(&report);
}

static void print_time(struct out *out)
{
	time_t now = time(NULL);
	char text[32] = "";
	struct tm tm;

	if (localtime_r(&now, &tm))
		strftime(text, sizeof(text), "%F %T", &tm);
	out_printf(out, "%s\n", text);
}

static int print_once(struct app *app, enum view view, struct out *out, bool first)
{
	struct ccw_snapshot *snap;
	int rc;

	rc = take_snapshot(app, view, &snap);
	if (rc)
		return rc;
	if (first)
		warn_no_css(app->cmdline, app->ctx, snap);
	app->model.now.snap = snap;
	app->model.now.usage = chp_usage_count(snap);
	rc = app->model.now.usage ? model_build(&app->model, view) : -ENOMEM;
	if (!rc && app->options->format) {
		report_view(app, view, out);
	} else if (!rc) {
		if (!first)
			out_putc(out, '\n');
		if (app->options->iterations != 1)
			print_time(out);
		print_view(&app->model, view, out, 0, app->ascii);
	}
	free(app->model.now.usage);
	app->model.now = (struct feed_state){ .snap = NULL };
	model_forget(&app->model);
	ccw_snapshot_free(snap);
	return rc ? rc : -out_flush(out);
}

int batch_run(struct app *app, enum view view, struct out *out)
{
	unsigned long n = 0, last = app->options->iterations;
	unsigned int ms = app->settings.delay_ms;
	struct timespec delay = { ms / 1000, ms % 1000 * 1000000L };
	int rc = 0;

	if (view == VIEW_EVENTS)
		usage_error(app->cmdline,
			    "Events are told by 'lscss --follow' and 'lschp "
			    "--follow'");
	if (app->options->format && view != VIEW_DEVICES && view != VIEW_PATHS)
		usage_error(app->cmdline, "--format is for the views devices and paths");
	while (!rc) {
		rc = print_once(app, view, out, !n);
		if (rc || ++n == last)
			break;
		nanosleep(&delay, NULL);
	}
	if (rc && !out->error)
		warn(app->cmdline, "%s: %s", ccw_ctx_get_root(app->ctx), strerror(-rc));
	return finish(app->cmdline, out, rc ? STATUS_FAILED : STATUS_OK);
}
