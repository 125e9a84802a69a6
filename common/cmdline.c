// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * cmdline.c - options, help text and messages of a command
 */
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmdline.h"

#define OPTIONS_MAX 48

/* In one write: lines of several commands may meet in one log. */
static void vwarn(const struct cmdline *cmdline, const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		return;
	fprintf(stderr, "%s: %s\n", cmdline->name, text);
	free(text);
}

void warn(const struct cmdline *cmdline, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vwarn(cmdline, fmt, ap);
	va_end(ap);
}

/*
 * Was an option of ours used, also behind the point where parsing stopped? Only
 * what is spelled out counts: s390-tools takes no such word for an option.
 */
static bool any_of_ours(const struct cmdline *cmdline)
{
	const struct option_def *def;
	size_t len;
	int i;

	for (i = 1; i < cmdline->argc; i++) {
		const char *arg = cmdline->argv[i];

		if (!strcmp(arg, "--"))
			break;
		for (def = cmdline->options; def->help; def++) {
			if (!def->name || !def->ours)
				continue;
			len = strlen(def->name);
			if (!strncmp(arg, "--", 2) && !strncmp(arg + 2, def->name, len) &&
			    (!arg[2 + len] || arg[2 + len] == '='))
				return true;
			if (def->val < 256 && arg[0] == '-' && arg[1] == def->val)
				return true;
		}
	}
	return false;
}

int cmdline_failed(const struct cmdline *cmdline)
{
	return cmdline->trouble ? cmdline->trouble : STATUS_FAILED;
}

void usage_error(const struct cmdline *cmdline, const char *fmt, ...)
{
	bool ours = cmdline->used_ours || any_of_ours(cmdline);
	va_list ap;

	va_start(ap, fmt);
	vwarn(cmdline, fmt, ap);
	va_end(ap);
	fprintf(stderr, "Try '%s --help' for more information.\n", cmdline->name);
	exit(ours && !cmdline->trouble ? STATUS_USAGE : cmdline_failed(cmdline));
}

static const struct option_def *find_by_val(const struct cmdline *cmdline, int val)
{
	const struct option_def *def;

	for (def = cmdline->options; def->help; def++)
		if (def->name && def->val == val)
			return def;
	return NULL;
}

/* The one option of s390-tools that "--word" or "--word=..." is short for. */
static const struct option_def *find_shortened(const struct cmdline *cmdline,
					       const char *word)
{
	const struct option_def *def, *found = NULL;
	size_t len = strcspn(word, "=");

	for (def = cmdline->options; def->help; def++) {
		if (!def->name || def->ours || strncmp(def->name, word, len))
			continue;
		if (found)
			return NULL;
		found = def;
	}
	return found;
}

/* getopt_long() finds a word ambiguous that was not before there were ours. */
static int resolve_shortened(struct cmdline *cmdline, const char *arg)
{
	const struct option_def *def;
	const char *value;

	if (optopt || strncmp(arg, "--", 2))
		return '?';
	def = find_shortened(cmdline, arg + 2);
	if (!def)
		return '?';
	value = strchr(arg, '=');
	if (!def->arg)
		return value ? '?' : def->val;
	optarg = value ? (char *)value + 1 : cmdline->argv[optind];
	if (!value && !optarg)
		return ':';
	if (!value)
		optind++;
	return def->val;
}

static void build_getopt(const struct cmdline *cmdline, char *letters, struct option *longs)
{
	const struct option_def *def;

	/* report a missing argument as ':' */
	*letters++ = ':';
	for (def = cmdline->options; def->help; def++) {
		if (!def->name)
			continue;
		*longs++ = (struct option){ def->name,
					    def->arg ? required_argument : no_argument, NULL,
					    def->val };
		if (def->val >= 256)
			continue;
		*letters++ = (char)def->val;
		if (def->arg)
			*letters++ = ':';
	}
	*letters = '\0';
	*longs = (struct option){ NULL, 0, NULL, 0 };
}

int cmdline_next(struct cmdline *cmdline)
{
	struct option longs[OPTIONS_MAX + 1];
	char letters[2 * OPTIONS_MAX + 2];
	const struct option_def *def;
	const char *arg;
	int val;

	build_getopt(cmdline, letters, longs);
	opterr = 0;
	val = getopt_long(cmdline->argc, cmdline->argv, letters, longs, NULL);
	if (val == -1)
		return -1;
	arg = cmdline->argv[optind - 1];
	if (val == '?')
		val = resolve_shortened(cmdline, arg);
	if (val == ':')
		usage_error(cmdline, "Option '%s' requires an argument", arg);
	if (val == '?' && optopt && optopt < 256)
		usage_error(cmdline, "Invalid option '-%c'", optopt);
	if (val == '?')
		usage_error(cmdline, "Invalid option '%s'", arg);
	def = find_by_val(cmdline, val);
	if (def && def->ours)
		cmdline->used_ours = true;
	return val;
}

static void format_option(const struct option_def *def, char *buf, size_t size)
{
	if (def->val < 256)
		snprintf(buf, size, "  -%c, --%s%s%s", def->val, def->name,
			 def->arg ? " " : "", def->arg ? def->arg : "");
	else
		snprintf(buf, size, "      --%s%s%s", def->name, def->arg ? " " : "",
			 def->arg ? def->arg : "");
}

void cmdline_help(const struct cmdline *cmdline, struct out *out)
{
	const struct option_def *def;
	size_t len, width = 0;
	char buf[80];

	out_printf(out, "Usage: %s %s\n\n", cmdline->name, cmdline->usage);
	out_puts(out, cmdline->about);
	out_putc(out, '\n');
	for (def = cmdline->options; def->help; def++) {
		if (!def->name)
			continue;
		format_option(def, buf, sizeof(buf));
		len = strlen(buf);
		if (len > width)
			width = len;
	}
	for (def = cmdline->options; def->help; def++) {
		if (!def->name) {
			out_printf(out, "\n%s\n", def->help);
			continue;
		}
		format_option(def, buf, sizeof(buf));
		out_puts(out, buf);
		out_fill(out, ' ', width + 2 - strlen(buf));
		out_puts(out, def->help);
		out_putc(out, '\n');
	}
	exit(finish(cmdline, out, STATUS_OK));
}

void cmdline_version(const struct cmdline *cmdline, struct out *out)
{
	out_printf(out, "%s (%s) %s\n", cmdline->name, PACKAGE_NAME, PACKAGE_VERSION);
	exit(finish(cmdline, out, STATUS_OK));
}

int finish(const struct cmdline *cmdline, struct out *out, int status)
{
	int err = out_close(out);

	if (!err)
		return status;
	warn(cmdline, "Cannot write standard output: %s", strerror(err));
	return cmdline_failed(cmdline);
}

void log_to_stderr(void *data, enum ccw_log_level level, const char *msg)
{
	if (level == CCW_LOG_WARNING)
		warn(data, "%s", msg);
}
