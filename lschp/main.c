// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lschp - list channel paths
 */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "chp_columns.h"
#include "cmdline.h"
#include "follow.h"
#include "output_options.h"
#include "sysroot.h"
#include "table.h"

enum { OPT_UNUSED = OPT_OWN, OPT_FOLLOW };

static const struct option_def option_defs[] = {
	{ NULL, 0, NULL, false, "Options:" },
	{ "unused", OPT_UNUSED, NULL, true, "only paths that no subchannel uses" },
	{ "columns", 'o', "LIST", true, "these columns; 'help' lists them" },
	{ "format", OPT_FORMAT, "FORMAT", false, "for programs: " REPORT_FORMATS },
	{ "follow", OPT_FOLLOW, NULL, true, "what changes, as it happens, until interrupted" },
	{ "sysroot", OPT_SYSROOT, "DIR", true, "read a copy of /sys in DIR" },
	{ "strict", OPT_STRICT, NULL, true, "a path that is not found is a failure" },
	{ "help", 'h', NULL, false, "print this help" },
	{ "version", 'v', NULL, false, "print the version" },
	{ NULL, 0, NULL, false, NULL },
};

struct lschp {
	struct cmdline cmdline;
	struct out out;
	struct columns columns;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct chp_usage *usage;
	struct chp_row *rows;
	size_t n_rows;
	const char *column_list, *sysroot;
	enum report_format format;
	bool unused, strict, one, follow;
	struct ccw_chpid chpid;
};

static void parse_option(struct lschp *l, int val)
{
	switch (val) {
	case OPT_UNUSED:
		l->unused = true;
		break;
	case 'o':
		l->column_list = optarg;
		break;
	case OPT_FORMAT:
		l->format = parse_format(&l->cmdline, optarg);
		break;
	case OPT_SYSROOT:
		l->sysroot = optarg;
		break;
	case OPT_STRICT:
		l->strict = true;
		break;
	case OPT_FOLLOW:
		l->follow = true;
		break;
	case 'h':
		cmdline_help(&l->cmdline, &l->out);
	case 'v':
		cmdline_version(&l->cmdline, &l->out);
	}
}

static void set_columns(struct lschp *l)
{
	const char *list = l->column_list;

	check_columns_help(&l->cmdline, list, chp_columns, &l->out);
	if (!list && l->follow)
		list = "vary,cfg,type,cmg,shared,pchid";
	if (!list)
		list = l->format ? "chpid,vary,cfg,type,cmg,shared,chid,chid_external" :
				   "chpid,vary,cfg,type,cmg,shared,pchid";
	choose_columns(&l->cmdline, list, chp_columns, &l->columns);
}

/* With a css id, both parts are as in listings: "0.3a", not "00.3a" or "0.a". */
static bool is_well_formed(const char *chpid)
{
	const char *dot = strchr(chpid, '.');

	return !dot || (strlen(dot) == 3 && (dot == chpid + 1 || chpid[0] != '0'));
}

static void parse_cmdline(struct lschp *l, int argc, char **argv)
{
	int val;

	l->cmdline = (struct cmdline){ .name = "lschp",
				       .usage = "[OPTIONS] [CHPID]",
				       .about = "List channel paths, or the one with CHPID, "
						"e.g. 0.3a, or 3a for short.",
				       .options = option_defs,
				       .argc = argc,
				       .argv = argv };
	while ((val = cmdline_next(&l->cmdline)) != -1)
		parse_option(l, val);
	set_columns(l);
	if (l->follow && (l->unused || l->strict))
		usage_error(&l->cmdline, "--follow cannot be used with --unused or --strict");
	if (l->follow)
		follow_check_format(&l->cmdline, l->format);
	if (argc > optind + 1)
		usage_error(&l->cmdline, "Too many arguments specified");
	if (argc == optind)
		return;
	l->one = true;
	if (ccw_chpid_parse(argv[optind], &l->chpid) || !is_well_formed(argv[optind]))
		usage_error(&l->cmdline, "%s is not a valid channel-path ID", argv[optind]);
}

static _Noreturn void die(struct lschp *l, int rc)
{
	warn(&l->cmdline, "Cannot read %s: %s", ccw_ctx_get_root(l->ctx), strerror(-rc));
	exit(STATUS_FAILED);
}

static bool needs_usage(const struct lschp *l)
{
	return l->unused || (columns_get_attrs(&l->columns) & CCW_ATTRS_SUBCHANNEL);
}

static struct ccw_query *make_query(struct lschp *l)
{
	struct ccw_query *query;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		die(l, rc);
	ccw_query_add_attrs(query, columns_get_attrs(&l->columns) | CCW_ATTR(CCW_CHP_STATUS) |
					   (l->unused ? CHP_USAGE_ATTRS : 0));
	/* who depends on one path is seen by looking at the others, too */
	if (l->one && !needs_usage(l))
		rc = ccw_query_add_chpaths(query, l->chpid, l->chpid);
	if (rc)
		die(l, rc);
	return query;
}

static void take_snapshot(struct lschp *l)
{
	struct ccw_query *query = make_query(l);
	int rc;

	rc = ccw_snapshot_new(l->ctx, query, &l->snap);
	ccw_query_free(query);
	if (rc)
		die(l, rc);
	if (!needs_usage(l))
		return;
	l->usage = chp_usage_count(l->snap);
	if (!l->usage)
		die(l, -ENOMEM);
}

static void collect_rows(struct lschp *l)
{
	const struct ccw_chpath *chp;
	size_t i = 0, n = 0;

	ccw_snapshot_foreach_chpath(l->snap, chp)
		n++;
	l->rows = calloc(n ? n : 1, sizeof(*l->rows));
	if (!l->rows)
		die(l, -ENOMEM);
	ccw_snapshot_foreach_chpath(l->snap, chp) {
		const struct chp_usage *usage = l->usage ? &l->usage[i++] : NULL;

		if (l->one && ccw_chpid_cmp(ccw_chpath_get_id(chp), l->chpid))
			continue;
		if (l->unused && usage->subchannels)
			continue;
		l->rows[l->n_rows++] = (struct chp_row){ .chp = chp, .usage = usage };
	}
}

static void print(struct lschp *l)
{
	struct report report = { .format = l->format,
				 .out = &l->out,
				 .columns = &l->columns,
				 .list = "channel_paths" };
	struct table table = { .out = &l->out,
			       .columns = &l->columns,
			       .rule = '=',
			       .fixed = !l->column_list };
	size_t i;

	if (!l->format) {
		table_print(&table, l->rows, l->n_rows, sizeof(*l->rows));
		return;
	}
	report_start(&report);
	for (i = 0; i < l->n_rows; i++)
		report_row(&report, &l->rows[i]);
	report_end(&report);
}

static int check_found(const struct lschp *l, const struct ccw_snapshot *snap)
{
	char buf[CCW_ID_STRLEN];

	if (l->one && !ccw_snapshot_get_chpath(snap, l->chpid)) {
		warn(&l->cmdline, "No channel path %s", ccw_chpid_format(l->chpid, buf));
		return l->strict ? STATUS_FAILED : STATUS_OK;
	}
	if (!l->one && !ccw_snapshot_next_chpath(snap, NULL))
		warn(&l->cmdline, "No channel paths in %s", ccw_ctx_get_root(l->ctx));
	return STATUS_OK;
}

/* ---- following ---- */

static bool is_listed(void *data, const void *row)
{
	const struct chp_row *chp_row = row;
	const struct lschp *l = data;

	return !l->one || !ccw_chpid_cmp(ccw_chpath_get_id(chp_row->chp), l->chpid);
}

/* What is not there may still come. */
static void warn_missing(void *data, const struct ccw_snapshot *snap)
{
	check_found(data, snap);
}

static void follow(struct lschp *l)
{
	struct follow f = { .out = &l->out,
			    .format = l->format,
			    .find = changes_of_chpaths,
			    .changes = { .columns = &l->columns,
					 .wanted = is_listed,
					 .wanted_data = l },
			    .begins = warn_missing,
			    .begins_data = l };
	struct ccw_query *query = make_query(l);
	int rc;

	rc = follow_run(&f, l->ctx, query);
	ccw_query_free(query);
	if (rc)
		die(l, rc);
}

static int list(struct lschp *l)
{
	take_snapshot(l);
	collect_rows(l);
	print(l);
	return check_found(l, l->snap);
}

int main(int argc, char **argv)
{
	static struct lschp l;
	int status = STATUS_OK;

	out_init(&l.out, 1);
	parse_cmdline(&l, argc, argv);
	l.ctx = sysroot_context(&l.cmdline, l.sysroot);
	if (l.follow)
		follow(&l);
	else
		status = list(&l);
	status = finish(&l.cmdline, &l.out, status);
	free(l.rows);
	free(l.usage);
	ccw_snapshot_free(l.snap);
	ccw_ctx_unref(l.ctx);
	return status;
}
