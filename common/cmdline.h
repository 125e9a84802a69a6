/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cmdline.h - options, help text and messages of a command
 */
#ifndef COMMON_CMDLINE_H
#define COMMON_CMDLINE_H

#include <stdbool.h>

#include "libccw.h"
#include "out.h"
#include "status.h"

/* Options without a letter count from here. Those below are the same everywhere. */
enum {
	OPT_FORMAT = 256,
	OPT_SYSROOT,
	OPT_STRICT,
	OPT_OWN,
};

/*
 * struct option_def - an option
 * @name: long name; NULL: @help is a heading
 * @val: its letter, or from OPT_OWN on
 * @arg: name of its argument, NULL: none
 * @ours: s390-tools does not have it
 */
struct option_def {
	const char *name;
	int val;
	const char *arg;
	bool ours;
	const char *help;
};

/*
 * struct cmdline
 * @name: of the command
 * @usage: behind the name, for help
 * @about: a paragraph for help
 * @options: ends with a row without @help
 * @trouble: exit status of all that goes wrong; 0: as in status.h
 * @used_ours: an option of ours was on the command line
 */
struct cmdline {
	const char *name;
	const char *usage;
	const char *about;
	const struct option_def *options;
	int argc;
	char **argv;
	int trouble;
	bool used_ours;
};

/*
 * cmdline_next - as getopt_long(3): the next option's @val, -1 after the last
 *
 * Options may be shortened as s390-tools allows, whatever options of ours begin the
 * same. What cannot be understood ends the program.
 */
int cmdline_next(struct cmdline *cmdline);

/* What --help and --version print; they end the program. */
_Noreturn void cmdline_help(const struct cmdline *cmdline, struct out *out);
_Noreturn void cmdline_version(const struct cmdline *cmdline, struct out *out);

/* To standard error, with the command's name before and a newline behind. */
void warn(const struct cmdline *cmdline, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The same, and ends the program: the command line makes no sense. */
_Noreturn void usage_error(const struct cmdline *cmdline, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* What a failure ends with. */
int cmdline_failed(const struct cmdline *cmdline);
/* Flushes @out. Return: @status, or a failure, with a message, if output was lost. */
int finish(const struct cmdline *cmdline, struct out *out, int status);

/* A ccw_log_fn; @data is the struct cmdline. */
void log_to_stderr(void *data, enum ccw_log_level level, const char *msg);

#endif
