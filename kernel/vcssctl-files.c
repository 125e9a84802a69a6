// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcssctl-files.c - commands of vcssctl for machine files
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "machines.h"
#include "render.h"
#include "sysroot.h"
#include "vcssctl.h"

/* ---- messages ---- */

void print_diag(void *data, bool is_error, struct machine_pos pos, const char *msg)
{
	const struct source *source = data;
	const char *kind = is_error ? "" : "warning: ";

	if (source->quiet && !is_error)
		return;
	if (source->name && pos.line)
		warn(source->cmdline, "%s:%u:%u: %s%s", source->name, pos.line,
		     pos.column, kind, msg);
	else
		warn(source->cmdline, "%s%s", kind, msg);
}

/* After the messages, how many there were. */
static void print_sum(const struct cmdline *cmdline, const char *name,
		      const struct machine_diag *diag)
{
	warn(cmdline, "%s: %u error%s", name, diag->errors, diag->errors > 1 ? "s" : "");
}

bool load(struct cmdline *cmdline, struct machine *m, const char *name, bool quiet)
{
	struct source source = { cmdline, NULL, quiet };
	struct machine_diag diag = { .fn = print_diag, .data = &source };
	struct machine_file file;
	bool good = false;
	int err;

	machine_init(m);
	err = machine_file_read(&file, name, options.machines);
	if (err) {
		warn(cmdline, "Cannot read machine %s: %s%s", name, strerror(err),
		     err == ENOENT ? "; 'vcssctl machines' lists those that are bundled"
				   : "");
	} else {
		source.name = file.name;
		good = machine_parse(m, file.text, file.len, &diag);
		if (!good)
			print_sum(cmdline, file.name, &diag);
	}
	machine_file_free(&file);
	return good;
}

/* ---- render ---- */

static int render(struct cmdline *cmdline, char **args, int n)
{
	struct machine m;
	struct mktree tree;
	int err = -1;

	if (load(cmdline, &m, args[0], false)) {
		err = machine_render(&m, args[1], &tree);
		if (err)
			warn(cmdline, "Cannot write %s: %s%s", tree.path, strerror(err),
			     err == ENOTEMPTY
				     ? "; give a directory that is empty, or not "
				       "there yet"
			     : tree.n_dirs ? "; what is in the directory is not complete"
					   : "");
	}
	machine_free(&m);
	return err ? STATUS_FAILED : STATUS_OK;
}

/* ---- capture ---- */

static bool capture_files(struct cmdline *cmdline, struct machine *m, char **args, int n)
{
	struct source source = { .cmdline = cmdline };
	struct machine_diag diag = { .fn = print_diag, .data = &source };
	struct machine_file file;
	bool good = true;
	int err, i;

	for (i = 0; i < n; i++) {
		err = text_file_read(&file, args[i]);
		source.name = file.name;
		if (err) {
			warn(cmdline, "Cannot read %s: %s", args[i], strerror(err));
			good = false;
		} else if (!capture_text(m, file.text, file.len, &diag)) {
			warn(cmdline, "%s: no row of lscss or lschp in it", args[i]);
			good = false;
		}
		machine_file_free(&file);
	}
	/* cppcheck-suppress redundantAssignment ; messages had it */
	source.name = NULL;
	return machine_finish(m, &diag) && good;
}

static bool is_empty(const struct machine *m)
{
	return !m->n_css && !m->n_chp && !m->n_sch && !m->n_defunct;
}

static bool capture_sysfs(struct cmdline *cmdline, struct machine *m)
{
	struct source source = { .cmdline = cmdline };
	struct machine_diag diag = { .fn = print_diag, .data = &source };
	struct ccw_ctx *ctx = sysroot_context(cmdline, options.sysroot);
	int rc;

	rc = capture_system(m, ctx, &diag);
	if (rc)
		warn(cmdline, "Cannot read %s: %s", ccw_ctx_get_root(ctx), strerror(-rc));
	else if (is_empty(m))
		warn(cmdline, "No channel subsystem in %s: there is nothing to capture",
		     ccw_ctx_get_root(ctx));
	ccw_ctx_unref(ctx);
	return !rc && !is_empty(m) && machine_finish(m, &diag);
}

static int capture(struct cmdline *cmdline, char **args, int n)
{
	struct machine m;
	bool good;

	if (options.from_text != (n > 0))
		usage_error(cmdline, options.from_text ? "--from-text needs a file"
						   : "Files are for --from-text only");
	machine_init(&m);
	good = options.from_text ? capture_files(cmdline, &m, args, n)
			     : capture_sysfs(cmdline, &m);
	if (good)
		machine_write(&m, &out);
	machine_free(&m);
	return good ? STATUS_OK : STATUS_FAILED;
}

/* ---- check, format, machines ---- */

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void print_summary(const struct machine *m, const char *name)
{
	size_t i, n_dev = m->n_defunct;

	for (i = 0; i < m->n_sch; i++)
		n_dev += m->sch[i].has_device;
	out_printf(&out, "%s: %zu subchannel%s, %zu device%s, %zu channel path%s\n", name,
		   m->n_sch, plural(m->n_sch), n_dev, plural(n_dev), m->n_chp,
		   plural(m->n_chp));
}

static int check(struct cmdline *cmdline, char **args, int n)
{
	int i, status = STATUS_OK;
	struct machine m;

	for (i = 0; i < n; i++) {
		if (load(cmdline, &m, args[i], false))
			print_summary(&m, args[i]);
		else
			status = STATUS_FAILED;
		machine_free(&m);
	}
	return status;
}

static int format(struct cmdline *cmdline, char **args, int n)
{
	struct machine m;
	bool good;

	good = load(cmdline, &m, args[0], true);
	if (good)
		machine_write(&m, &out);
	machine_free(&m);
	return good ? STATUS_OK : STATUS_FAILED;
}

/* Its first comment that says something. */
static void print_title(const char *name, const struct machine_file *file)
{
	size_t len;
	const char *title = machine_file_get_title(file, &len);

	out_printf(&out, "%-16s %.*s\n", name, (int)len, title);
}

static void report_no_machines(struct cmdline *cmdline)
{
	char *dirs = machines_get_dirs(options.machines);

	warn(cmdline,
	     "No machines in %s; --machines or VCSS_MACHINES name another directory",
	     dirs ? dirs : "any directory");
	free(dirs);
}

static int list_machines(struct cmdline *cmdline, char **args, int n)
{
	char **names = machines_list(options.machines);
	struct machine_file file;
	int err, status = STATUS_OK;
	size_t i;

	if (names && !names[0])
		report_no_machines(cmdline);
	for (i = 0; names && names[i]; i++) {
		err = machine_file_read(&file, names[i], options.machines);
		if (err) {
			warn(cmdline, "Cannot read machine %s: %s", names[i],
			     strerror(err));
			status = STATUS_FAILED;
		} else {
			print_title(names[i], &file);
		}
		machine_file_free(&file);
		free(names[i]);
	}
	free(names);
	return status;
}

/* ---- the table ---- */

const struct option_def machine_options[] = {
	OPTIONS_HEADING,
	MACHINES_OPTION,
	HELP_OPTION,
	{ 0 },
};

static const struct option_def capture_options[] = {
	OPTIONS_HEADING,
	{ "sysroot", OPT_SYSROOT, "DIR", true, "read a copy of /sys in DIR" },
	{ "from-text", OPT_FROM_TEXT, NULL, true,
	  "read saved output of lscss and lschp in FILEs" },
	HELP_OPTION,
	{ 0 },
};

const struct command file_commands[] = {
	{ "render", "[OPTIONS] MACHINE DIR",
	  "Write a machine as a sysfs tree below DIR, which must be empty or not exist.",
	  machine_options, 2, 2, render },
	{ "capture", "[--sysroot DIR] | capture --from-text FILE...",
	  "Print the machine file of this system, of a copy of its /sys, or of listings.",
	  capture_options, 0, 99, capture },
	{ "check", "[OPTIONS] MACHINE...",
	  "Read machines, and say what is wrong with them.", machine_options, 1, 99,
	  check },
	{ "format", "[OPTIONS] MACHINE", "Print a machine file in its canonical form.",
	  machine_options, 1, 1, format },
	{ "machines", "[OPTIONS]", "List the bundled machines.", machine_options, 0, 0,
	  list_machines },
	{ 0 },
};

