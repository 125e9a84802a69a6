/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * commands.h - what can be typed, on a full screen behind ':' and in line mode
 *
 * One table: a command that is added to it can be typed on both, is in the help of
 * both, and is completed by both. Keys stand for such commands, too (keys.h).
 */
#ifndef TUI_COMMANDS_H
#define TUI_COMMANDS_H

#include "app.h"

/* What an argument can be, for completion. */
enum arg_kind {
	ARG_NONE,
	ARG_COMMAND,
	ARG_VIEW,
	ARG_ON_OFF,
	ARG_CHPID,
	ARG_DEVICE,  /* or "force", "safe", as the command has it */
	ARG_OBJECT,
	ARG_ATTRIBUTE,
	ARG_FILTER,
	ARG_COLUMN,
	ARG_FILE,
};

#define ARGS_MAX 2

/*
 * struct command
 * @usage: what comes behind the name
 * @args: what the arguments are; the last one may come again and again
 * @changes: not with --readonly
 * @run: the line is split already: argv[0] is the name
 */
struct command {
	const char *name;
	const char *usage;
	enum arg_kind args[ARGS_MAX];
	bool changes;
	void (*run)(struct app *app, int argc, char **argv);
	const char *help;
};

/* Ends with a row without a name. */
extern const struct command commands[];

/* Carries out a line. What is wrong with it, is said. */
void command_run(struct app *app, const char *line);
/* By name, or the beginning of one if there is no other; NULL. */
const struct command *command_find(const char *name);

/*
 * command_complete - words that could stand at the end of a line
 * @line: up to the cursor
 *
 * Return: how many, in *@words, which the caller frees, as each of them. *@start is
 * where in the line the word begins.
 */
size_t command_complete(struct app *app, const char *line, size_t *start, char ***words);

/* The devices and channel paths that people type; says what is no such thing. */
bool parse_object(struct app *app, const char *text, struct ccw_object *object);

#endif
