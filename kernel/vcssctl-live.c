// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcssctl-live.c - commands of vcssctl for the machine that the module vcss emulates
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "devvcss.h"
#include "emulate.h"
#include "machine-keys.h"
#include "settle.h"
#include "store.h"
#include "vcssctl-live.h"
#include "vcssctl.h"
#include "vcsstrace.h"

/* ---- one line to the module ---- */

/* Has the module carry out one line; says what was attempted if it does not. */
static bool tell(struct cmdline *cmdline, struct devvcss *dev, const char *attempt,
		 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static bool tell(struct cmdline *cmdline, struct devvcss *dev, const char *attempt,
		 const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = devvcss_vtell(dev, fmt, args);
	va_end(args);
	if (err)
		warn(cmdline, "Cannot %s: %s", attempt,
		     *dev->answer ? dev->answer : strerror(err));
	return !err;
}

static bool open_device(struct cmdline *cmdline, struct devvcss *dev, const char *attempt,
			bool load_module)
{
	int err = devvcss_open(dev, load_module);
	const char *hint = "";

	if (err == ENOENT)
		hint = "; is the module vcss installed, and loaded?";
	else if (err == EBUSY)
		hint = "; another program has it open";
	else if (err == EACCES || err == EPERM)
		hint = "; only root can";
	if (err)
		warn(cmdline, "Cannot %s: %s: %s%s", attempt, DEVVCSS_PATH, strerror(err),
		     hint);
	return !err;
}

int tell_once(struct cmdline *cmdline, const char *attempt, const char *line)
{
	struct devvcss dev;
	bool good;

	if (!open_device(cmdline, &dev, attempt, false))
		return STATUS_FAILED;
	good = tell(cmdline, &dev, attempt, "%s", line);
	devvcss_close(&dev);
	return good ? STATUS_OK : STATUS_FAILED;
}

void id_argument(struct cmdline *cmdline, const char *text, char *buf, size_t size)
{
	struct ccw_id id;

	if (!parse_busid(text, &id) || id.cssid)
		usage_error(cmdline, "'%s' is not the id of a %s, e.g. 0.0.0001", text,
			    options.device ? "device" : "subchannel");
	snprintf(buf, size, "%s%x.%04x", options.device ? "@" : "", id.ssid, id.devno);
}

static int tell_id(struct cmdline *cmdline, const char *word, const char *arg)
{
	char id[ID_ARGUMENT_MAX], line[64], attempt[64];

	id_argument(cmdline, arg, id, sizeof(id));
	snprintf(line, sizeof(line), "%s %s", word, id);
	snprintf(attempt, sizeof(attempt), "%s %.40s", word, arg);
	return tell_once(cmdline, attempt, line);
}

unsigned int chpid_argument(struct cmdline *cmdline, const char *text)
{
	struct ccw_chpid chpid;

	if (ccw_chpid_parse(text, &chpid) || chpid.cssid)
		usage_error(cmdline, "'%s' is not a channel-path id, e.g. 0.3a", text);
	return chpid.id;
}

/* ---- load, unload, status ---- */

/* @drivers: all that are needed are there */
static int settle(struct cmdline *cmdline, const struct machine *m, bool drivers)
{
	int status = settle_machine(cmdline, m);

	return drivers ? status : STATUS_PARTLY;
}

static int run_load(struct cmdline *cmdline, char **args, int n)
{
	struct source source = { cmdline, args[0], false };
	struct machine_diag diag = { .fn = print_diag, .data = &source };
	struct stores stores = { 0 };
	struct devvcss dev;
	struct machine m;
	int status = STATUS_FAILED, err;
	char attempt[128];
	bool drivers;

	snprintf(attempt, sizeof(attempt), "load %.100s", args[0]);
	if (!load(cmdline, &m, args[0], true) || !emulate_check(&m, &diag) ||
	    !stores_prepare(&stores, &m, &diag) ||
	    !open_device(cmdline, &dev, attempt, true)) {
		stores_end(&stores, false);
		machine_free(&m);
		return STATUS_FAILED;
	}
	drivers = settle_drivers(cmdline, &m);
	err = devvcss_describe(&dev, &m);
	if (err)
		warn(cmdline, "Cannot load %s: %s", args[0],
		     *dev.answer ? dev.answer : strerror(err));
	else if (tell(cmdline, &dev, "load the machine", "live"))
		status = settle(cmdline, &m, drivers);
	devvcss_close(&dev);
	stores_end(&stores, status != STATUS_FAILED);
	machine_free(&m);
	return status;
}

static int run_unload(struct cmdline *cmdline, char **args, int n)
{
	struct devvcss dev;
	bool good;

	if (!open_device(cmdline, &dev, "unload the machine", false))
		return STATUS_FAILED;
	good = tell(cmdline, &dev, "read the state", "status");
	/* without a machine, there is only the module to unload */
	if (good && strstr(dev.answer, "state: live"))
		good = settle_offline(cmdline, dev.answer) &&
		       tell(cmdline, &dev, "unload the machine", "down");
	devvcss_close(&dev);
	if (good && devvcss_unload_module()) {
		warn(cmdline, "Cannot unload the module vcss");
		good = false;
	}
	return good ? STATUS_OK : STATUS_FAILED;
}

static int run_status(struct cmdline *cmdline, char **args, int n)
{
	struct devvcss dev;
	bool good;

	if (!open_device(cmdline, &dev, "read the state", false))
		return STATUS_FAILED;
	good = tell(cmdline, &dev, "read the state", "status");
	if (good)
		out_puts(&out, dev.answer);
	devvcss_close(&dev);
	return good ? STATUS_OK : STATUS_FAILED;
}

/* ---- attach, detach ---- */

/* The line of a machine file that arguments make up. */
static char *join(const char *word, char **args, int n)
{
	size_t size = strlen(word) + 2;
	char *line, *p;
	int i;

	for (i = 0; i < n; i++)
		size += strlen(args[i]) + 1;
	line = malloc(size);
	if (!line)
		abort();
	p = stpcpy(line, word);
	for (i = 0; i < n; i++) {
		*p++ = ' ';
		p = stpcpy(p, args[i]);
	}
	stpcpy(p, "\n");
	return line;
}

static int run_attach(struct cmdline *cmdline, char **args, int n)
{
	struct source source = { cmdline, NULL, true };
	struct machine_diag diag = { .fn = print_diag, .data = &source };
	char *line = join("subchannel", args, n);
	int status = STATUS_FAILED, err;
	struct stores stores = { 0 };
	struct devvcss dev;
	char attempt[64];
	struct machine m;
	bool drivers;

	snprintf(attempt, sizeof(attempt), "attach %.40s", args[0]);
	machine_init(&m);
	if (machine_parse(&m, line, strlen(line), &diag) && emulate_check(&m, &diag) &&
	    stores_prepare(&stores, &m, &diag) &&
	    open_device(cmdline, &dev, attempt, false)) {
		drivers = settle_drivers(cmdline, &m);
		err = devvcss_attach(&dev, &m);
		if (err)
			warn(cmdline, "Cannot attach %s: %s", args[0],
			     *dev.answer ? dev.answer : strerror(err));
		else
			status = settle(cmdline, &m, drivers);
		devvcss_close(&dev);
	}
	stores_end(&stores, status != STATUS_FAILED);
	machine_free(&m);
	free(line);
	return status;
}

static int run_detach(struct cmdline *cmdline, char **args, int n)
{
	return tell_id(cmdline, "detach", args[0]);
}

/* ---- channel paths, events ---- */

static int tell_chpid(struct cmdline *cmdline, const char *word, const char *arg)
{
	unsigned int chpid = chpid_argument(cmdline, arg);
	char line[64], attempt[64];

	snprintf(line, sizeof(line), "%s %02x", word, chpid);
	snprintf(attempt, sizeof(attempt), "%s 0.%02x", word, chpid);
	return tell_once(cmdline, attempt, line);
}

static int run_path_fail(struct cmdline *cmdline, char **args, int n)
{
	return tell_chpid(cmdline, "path-fail", args[0]);
}

static int run_path_repair(struct cmdline *cmdline, char **args, int n)
{
	return tell_chpid(cmdline, "path-repair", args[0]);
}

static int run_path_config(struct cmdline *cmdline, char **args, int n)
{
	if (!strcmp(args[1], "on"))
		return tell_chpid(cmdline, "path-on", args[0]);
	if (!strcmp(args[1], "off"))
		return tell_chpid(cmdline, "path-off", args[0]);
	usage_error(cmdline, "'%s' is neither on nor off", args[1]);
}

/* What it is for the module; all but one are about a channel path. */
static const struct {
	const char *name, *line;
} events[] = {
	{ "access", "event access" },
	{ "cancel", "event cancel" },
	{ "configure", "event configure" },
	{ "deconfigure", "event deconfigure" },
	{ "link-degraded", "event link-degraded" },
	{ "link-stopped", "event link-stopped" },
	{ "modified", "path-modified" },
	{ "overflow", NULL },
};

static int run_event(struct cmdline *cmdline, char **args, int n)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(events) && strcmp(events[i].name, args[0]); i++)
		;
	if (i == ARRAY_SIZE(events))
		usage_error(cmdline, "Unknown event '%s'", args[0]);
	if (!events[i].line != (n == 1))
		usage_error(cmdline, "Event %s %s", args[0],
			    n == 1 ? "needs a channel path" : "is about no channel path");
	if (n == 1)
		return tell_once(cmdline, "report an overflow", "overflow");
	return tell_chpid(cmdline, events[i].line, args[1]);
}

/* ---- reservations, what is known of a device ---- */

static int run_reserve(struct cmdline *cmdline, char **args, int n)
{
	return tell_id(cmdline, "reserve", args[0]);
}

static int run_release(struct cmdline *cmdline, char **args, int n)
{
	return tell_id(cmdline, "release", args[0]);
}

static int run_show(struct cmdline *cmdline, char **args, int n)
{
	char id[ID_ARGUMENT_MAX], attempt[64];
	struct devvcss dev;
	bool good;

	id_argument(cmdline, args[0], id, sizeof(id));
	snprintf(attempt, sizeof(attempt), "show %.40s", args[0]);
	if (!open_device(cmdline, &dev, attempt, false))
		return STATUS_FAILED;
	good = tell(cmdline, &dev, attempt, "show %s", id);
	if (good)
		out_puts(&out, dev.answer);
	devvcss_close(&dev);
	return good ? STATUS_OK : STATUS_FAILED;
}

/* ---- trace ---- */

static int run_trace(struct cmdline *cmdline, char **args, int n)
{
	int err = options.off ? vcsstrace_off() : vcsstrace_show(&out, options.follow);
	const char *hint = "";

	if (err == ENOENT)
		hint = "; is the module vcss loaded?";
	else if (err == EACCES || err == EPERM)
		hint = "; only root can";
	if (err)
		warn(cmdline, "Cannot %s: %s%s",
		     options.off ? "end the trace" : "show the trace", strerror(err),
		     hint);
	return err ? STATUS_FAILED : STATUS_OK;
}

/* ---- the table ---- */

static const struct option_def id_options[] = {
	OPTIONS_HEADING,
	{ "device", 'd', NULL, true, "ID is the id of a device" },
	HELP_OPTION,
	{ 0 },
};

static const struct option_def trace_options[] = {
	OPTIONS_HEADING,
	{ "follow", OPT_FOLLOW, NULL, true, "print what comes until interrupted" },
	{ "off", OPT_OFF, NULL, true, "end tracing, forget what was traced" },
	HELP_OPTION,
	{ 0 },
};

const struct command live_commands[] = {
	{ "load", "[OPTIONS] MACHINE",
	  "Have the module vcss emulate a machine, with its devices in the state it says.",
	  machine_options, 1, 1, run_load },
	{ "unload", "[OPTIONS]",
	  "End the emulation, and unload the module. Devices that are in use prevent it.",
	  help_options, 0, 0, run_unload },
	{ "status", "[OPTIONS]", "Print what is emulated.", help_options, 0, 0, run_status },
	{ "attach", "[OPTIONS] ID KEY=VALUE...",
	  "Add subchannel ID, with the keys of a machine file.", help_options, 1, 64,
	  run_attach },
	{ "detach", "[OPTIONS] ID", "Take subchannel ID away, with its device.", id_options,
	  1, 1, run_detach },
	{ "path-fail", "[OPTIONS] CHPID", "Have nothing get through on a channel path.",
	  help_options, 1, 1, run_path_fail },
	{ "path-repair", "[OPTIONS] CHPID", "Have a channel path repaired.", help_options, 1,
	  1, run_path_repair },
	{ "path-config", "[OPTIONS] CHPID on|off",
	  "Configure or deconfigure a channel path, without Linux being asked.",
	  help_options, 2, 2, run_path_config },
	{ "event", "[OPTIONS] EVENT [CHPID]",
	  "Report access, cancel, configure, deconfigure, link-degraded, link-stopped or\n"
	  "modified of a channel path, or an overflow.",
	  help_options, 1, 2, run_event },
	{ "inject", "[OPTIONS] ID FAULT[=VALUE] [COUNT]", inject_about, inject_options, 2, 3,
	  run_inject },
	{ "reserve", "[OPTIONS] ID",
	  "Have another system reserve the device on subchannel ID.", id_options, 1, 1,
	  run_reserve },
	{ "release", "[OPTIONS] ID",
	  "Have that system give the device on subchannel ID back.", id_options, 1, 1,
	  run_release },
	{ "show", "[OPTIONS] ID", "Print what the module knows of subchannel ID.", id_options,
	  1, 1, run_show },
	{ "trace", "[OPTIONS]",
	  "Print the instructions and commands that went by since tracing began, with the\n"
	  "first of these commands.",
	  trace_options, 0, 0, run_trace },
	{ 0 },
};
