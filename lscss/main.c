// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lscss - list subchannels and the channel devices on them
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "follow.h"
#include "options.h"
#include "output_options.h"
#include "sysroot.h"
#include "table.h"
#include "tree.h"

/* The columns that are followed if none are chosen. */
#define FOLLOW_COLUMNS \
	"device,type,devtype,cutype,online,pim,pam,pom,vpm,chpids,availability"

struct lscss {
	struct options options;
	struct out out;
	struct columns columns;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct sch_row *rows;
	size_t n_rows;
};

static _Noreturn void die(struct lscss *l, int rc)
{
	warn(&l->options.cmdline, "Cannot read %s: %s", ccw_ctx_get_root(l->ctx),
	     strerror(-rc));
	exit(STATUS_FAILED);
}

/* ---- what to read ---- */

static void set_columns(struct lscss *l, const char *list)
{
	choose_columns(&l->options.cmdline, list, sch_columns, &l->columns);
}

static void choose_report_columns(struct lscss *l)
{
	const struct options *options = &l->options;
	char list[160];

	if (options->columns) {
		set_columns(l, options->columns);
		return;
	}
	if (options->follow) {
		set_columns(l, options->show & SHOW_VFIO ? "mdev," FOLLOW_COLUMNS
							 : FOLLOW_COLUMNS);
		return;
	}
	snprintf(list, sizeof(list), "%s%s%spim,pam,pom,%schpids%s",
		 options->show & SHOW_VFIO ? "mdev," : "",
		 options->show == SHOW_VFIO ? "subchannel,type," : "device,subchannel,type,",
		 options->show == SHOW_VFIO ? "" : "devtype,cutype,online,",
		 options->vpm ? "vpm," : "", options->avail ? ",availability" : "");
	set_columns(l, list);
}

static void choose_table_columns(struct lscss *l, unsigned int show)
{
	const struct options *options = &l->options;
	char list[128];

	if (show == SHOW_CHSC || show == SHOW_EADM) {
		set_columns(l, "device,subchannel");
		return;
	}
	snprintf(list, sizeof(list), "%spim,pam,pom,%schpids%s",
		 show == SHOW_VFIO ? "mdev,subchannel," :
				     "device,subchannel,devtype,cutype,online,",
		 options->vpm ? "vpm," : "", options->avail ? ",availability" : "");
	set_columns(l, list);
	if (!options->vpm)
		columns_set_width(&l->columns, "pom", 4);
}

static uint64_t needed_attrs(struct lscss *l)
{
	const struct options *options = &l->options;
	uint64_t attrs = filter_get_attrs(&options->filter);
	unsigned int show;

	if (options->show & SHOW_VFIO)
		attrs |= CCW_ATTR(CCW_SCH_MDEV);
	if (options->count)
		return attrs;
	if (options->tree)
		return attrs | TREE_ATTRS;
	if (options->follow || options->columns || options->format) {
		choose_report_columns(l);
		return attrs | columns_get_attrs(&l->columns);
	}
	for (show = SHOW_IO; show <= SHOW_VFIO; show <<= 1) {
		if (options->show & show) {
			choose_table_columns(l, show);
			attrs |= columns_get_attrs(&l->columns);
		}
	}
	return attrs;
}

static struct ccw_query *make_query(struct lscss *l)
{
	const struct id_list *ids = l->options.ids;
	uint64_t attrs = needed_attrs(l);
	struct ccw_query *query;
	size_t i;
	int rc;

	rc = ccw_query_new(&query);
	if (!rc)
		ccw_query_add_attrs(query, attrs);
	for (i = 0; !rc && i < ids->n; i++) {
		const struct id_range *range = &ids->range[i];

		rc = l->options.ids_of_devices
			     ? ccw_query_add_devices(query, range->from, range->to)
			     : ccw_query_add_subchannels(query, range->from, range->to);
	}
	if (rc)
		die(l, rc);
	return query;
}

static void take_snapshot(struct lscss *l)
{
	struct ccw_query *query = make_query(l);
	int rc;

	rc = ccw_snapshot_new(l->ctx, query, &l->snap);
	ccw_query_free(query);
	if (rc)
		die(l, rc);
}

/* ---- which rows ---- */

static void add_row(struct lscss *l, const struct ccw_subchannel *sch,
		    const struct ccw_device *dev, unsigned int show)
{
	struct sch_row row = { .snap = l->snap,
			       .sch = sch,
			       .dev = dev,
			       .short_ids = l->options.filter.short_ids };

	if (options_match(&l->options, &row, show))
		l->rows[l->n_rows++] = row;
}

static void collect_rows(struct lscss *l, unsigned int show)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	size_t n = 0;

	if (!l->rows) {
		ccw_snapshot_foreach_subchannel(l->snap, sch)
			n++;
		ccw_snapshot_foreach_device(l->snap, dev)
			n += !ccw_device_get_subchannel(dev);
		l->rows = calloc(n ? n : 1, sizeof(*l->rows));
		if (!l->rows)
			die(l, -ENOMEM);
	}
	l->n_rows = 0;
	ccw_snapshot_foreach_subchannel(l->snap, sch)
		add_row(l, sch, ccw_subchannel_get_device(sch), show);
	ccw_snapshot_foreach_device(l->snap, dev)
		if (!ccw_device_get_subchannel(dev))
			add_row(l, NULL, dev, show);
}

/* ---- printing ---- */

static void print_tables(struct lscss *l)
{
	static const char *const headings[] = {
		[SHOW_IO] = "IO Subchannels and Devices:\n",
		[SHOW_CHSC] = "\nCHSC Subchannels:\n",
		[SHOW_EADM] = "\nEADM Subchannels:\n",
		[SHOW_VFIO] = "\nI/O Subchannels used for VFIO:\n",
	};
	struct table table = { .out = &l->out,
			       .columns = &l->columns,
			       .rule = '-',
			       .uppercase = l->options.uppercase,
			       .fixed = true };
	unsigned int show;

	for (show = SHOW_IO; show <= SHOW_VFIO; show <<= 1) {
		if (!(l->options.show & show))
			continue;
		if ((l->options.show & ~SHOW_OTHERS) != show)
			out_puts(&l->out, headings[show]);
		choose_table_columns(l, show);
		collect_rows(l, show);
		table_print(&table, l->rows, l->n_rows, sizeof(*l->rows));
	}
}

static void print_report(struct lscss *l)
{
	struct report report = { .format = l->options.format,
				 .out = &l->out,
				 .columns = &l->columns,
				 .list = "subchannels" };
	struct table table = { .out = &l->out,
			       .columns = &l->columns,
			       .rule = '-',
			       .uppercase = l->options.uppercase };
	size_t i;

	if (!l->options.format) {
		table_print(&table, l->rows, l->n_rows, sizeof(*l->rows));
		return;
	}
	report_start(&report);
	for (i = 0; i < l->n_rows; i++)
		report_row(&report, &l->rows[i]);
	report_end(&report);
}

static void print(struct lscss *l)
{
	const struct options *options = &l->options;

	if (!options->count && !options->tree && !options->columns && !options->format) {
		print_tables(l);
		return;
	}
	collect_rows(l, options->show);
	if (options->count)
		out_printf(&l->out, "%zu\n", l->n_rows);
	else if (options->tree)
		tree_print(&l->out, l->snap, l->rows, l->n_rows, &options->filter.chpids);
	else
		print_report(l);
}

/* ---- ids that were asked for and are not there ---- */

static bool is_found(const struct lscss *l, const struct ccw_snapshot *snap,
		     const struct id_range *range)
{
	return l->options.ids_of_devices ? id_range_has_device(range, snap)
					 : id_range_has_subchannel(range, snap);
}

/*
 * QEMU puts virtual devices into css fe, and says so on its command line; unless the
 * guest enables multiple channel subsystems, which Linux does not, they are in css 0.
 */
static void explain_virtual_css(struct lscss *l, struct ccw_id id)
{
	struct ccw_id here = { .ssid = id.ssid, .devno = id.devno };
	const struct ccw_subchannel *sch = NULL;
	const struct ccw_device *dev = NULL;
	struct ccw_snapshot *snap = NULL;
	struct ccw_query *query;
	char name[CCW_ID_STRLEN], sch_name[CCW_ID_STRLEN];

	if (ccw_query_new(&query))
		return;
	ccw_query_add_attrs(query, CCW_ATTR(CCW_SCH_TYPE));
	if (!ccw_query_add_devices(query, here, here) &&
	    !ccw_snapshot_new(l->ctx, query, &snap))
		dev = ccw_snapshot_get_device(snap, here);
	ccw_id_format(here, name);
	if (dev)
		sch = ccw_device_get_subchannel(dev);
	if (sch)
		warn(&l->options.cmdline,
		     "css fe is the hypervisor's name for it: here the device is %s, on "
		     "subchannel %s; try 'lscss -d %s'",
		     name, ccw_id_format(ccw_subchannel_get_id(sch), sch_name), name);
	else
		warn(&l->options.cmdline,
		     "css fe is known to the hypervisor only; here the device would be %s",
		     name);
	ccw_snapshot_free(snap);
	ccw_query_free(query);
}

/* Return: how many of the ranges have nothing in them. */
static size_t report_missing(struct lscss *l, const struct ccw_snapshot *snap)
{
	const struct id_list *ids = l->options.ids;
	size_t i, missing = 0;

	for (i = 0; i < ids->n; i++) {
		const struct id_range *range = &ids->range[i];
		bool reversed = ccw_id_cmp(range->from, range->to) > 0;

		if (is_found(l, snap, range))
			continue;
		missing++;
		warn(&l->options.cmdline, "No %s %s%s",
		     l->options.ids_of_devices ? "device" : "subchannel", range->text,
		     reversed ? ": the range is reversed" : "");
		if (range->from.cssid == 0xfe)
			explain_virtual_css(l, range->from);
	}
	return missing;
}

static void report_no_css(struct lscss *l)
{
	struct ccw_snapshot *snap;
	struct ccw_query *query;

	if (ccw_query_new(&query))
		return;
	ccw_query_add_attrs(query, CCW_ATTR(CCW_CSS_CM_ENABLE));
	if (!ccw_snapshot_new(l->ctx, query, &snap)) {
		warn_no_css(&l->options.cmdline, l->ctx, snap);
		ccw_snapshot_free(snap);
	}
	ccw_query_free(query);
}

static int check_found(struct lscss *l)
{
	const struct id_list *ids = l->options.ids;
	size_t missing = report_missing(l, l->snap);

	if (!ccw_snapshot_next_subchannel(l->snap, NULL))
		report_no_css(l);
	if (!missing || !l->options.strict)
		return STATUS_OK;
	return missing < ids->n ? STATUS_PARTLY : STATUS_FAILED;
}

static bool is_listed(void *options, const void *row)
{
	return options_match(options, row, ((struct options *)options)->show);
}

/* What is not there may still come. */
static void warn_missing(void *data, const struct ccw_snapshot *snap)
{
	report_missing(data, snap);
}

static void follow(struct lscss *l)
{
	struct follow f = { .out = &l->out,
			    .format = l->options.format,
			    .find = changes_of_subchannels,
			    .changes = { .columns = &l->columns,
					 .wanted = is_listed,
					 .wanted_data = &l->options,
					 .short_ids = l->options.filter.short_ids },
			    .begins = warn_missing,
			    .begins_data = l };
	struct ccw_query *query = make_query(l);
	int rc;

	report_no_css(l);
	rc = follow_run(&f, l->ctx, query);
	ccw_query_free(query);
	if (rc)
		die(l, rc);
}

static int list(struct lscss *l)
{
	take_snapshot(l);
	print(l);
	return check_found(l);
}

int main(int argc, char **argv)
{
	static struct lscss l;
	int status = STATUS_OK;

	out_init(&l.out, 1);
	options_parse(&l.options, argc, argv, &l.out);
	l.ctx = sysroot_context(&l.options.cmdline, l.options.sysroot);
	if (l.options.follow)
		follow(&l);
	else
		status = list(&l);
	status = finish(&l.options.cmdline, &l.out, status);
	free(l.rows);
	filter_free(&l.options.filter);
	ccw_snapshot_free(l.snap);
	ccw_ctx_unref(l.ctx);
	return status;
}
