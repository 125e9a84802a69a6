// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * commands.c - what can be typed, on a full screen behind ':' and in line mode
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "change_commands.h"
#include "commands.h"
#include "typed.h"

#define WORDS_MAX 256

/* ---- looking ---- */

static void run_list(struct app *app, int argc, char **argv)
{
	enum view view = VIEW_DEVICES;

	if (argc > 1 && view_parse(argv[1], &view))
		app_say(app, SAY_ERROR,
			"No view '%s': devices, paths, matrix, tree or events", argv[1]);
	else
		app->front->view(app, view);
}

static void run_show(struct app *app, int argc, char **argv)
{
	struct ccw_object objects[CURRENT_MAX];

	if (!has_read(app))
		return;
	if (argc > 1) {
		if (parse_object(app, argv[1], &objects[0]))
			app->front->object(app, &objects[0]);
	} else if (app->front->current(app, objects)) {
		app->front->object(app, &objects[0]);
	} else {
		app_say(app, SAY_ERROR, "Which device or channel path?");
	}
}

/* False: there is no room for all of them. */
static bool join_words(int argc, char **argv, char *buf, size_t size)
{
	size_t len = 0;
	int i;

	buf[0] = '\0';
	for (i = 1; i < argc && len < size; i++)
		len += (size_t)snprintf(buf + len, size - len, "%s%s", i > 1 ? " " : "",
					argv[i]);
	return len < size;
}

static void run_filter(struct app *app, int argc, char **argv)
{
	char words[512], message[512];

	if (!join_words(argc, argv, words, sizeof(words))) {
		app_say(app, SAY_ERROR, "filter: too long");
		return;
	}
	if (model_set_filter(&app->model, words, message, sizeof(message)))
		app_say(app, SAY_ERROR, "filter: %s", message);
	else if (!*words)
		app_say(app, SAY_INFO, "Everything is listed");
	app->front->settings(app);
}

/* The view that is sorted, or whose columns are chosen: the one asked for by its name. */
static int take_table(int *argc, char ***argv)
{
	enum view view;

	if (*argc < 2 || strchr((*argv)[1], ',') || view_parse((*argv)[1], &view) ||
	    strcmp((*argv)[1], view_names[view]) || view > VIEW_PATHS)
		return TABLE_DEVICES;
	++*argv;
	--*argc;
	return view_get_table(view);
}

static void run_sort(struct app *app, int argc, char **argv)
{
	int table = take_table(&argc, &argv);
	bool reverse = argc > 2 && !strcmp(argv[2], "reverse");
	const char *name = argc > 1 && strcmp(argv[1], "id") ? argv[1] : "";

	if (argc > 3 || (argc == 3 && !reverse))
		app_say(app, SAY_ERROR, "sort: '%s' makes no sense here", argv[argc - 1]);
	else if (settings_set_sort(&app->settings, table, name, reverse))
		app_say(app, SAY_ERROR, "sort: no column '%s'; 'columns' lists them",
			name);
	else
		app->front->settings(app);
}

static void show_columns(struct app *app, int table)
{
	const struct column *column;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return;
	for (column = app->settings.columns[table].all; column->name; column++)
		fprintf(file, "%-16s %s\n", column->name, column->help);
	fclose(file);
	app->front->text(app, "Columns", text);
	free(text);
}

static void run_columns(struct app *app, int argc, char **argv)
{
	int table = take_table(&argc, &argv), rc;
	char bad[48];

	if (argc < 2 || !strcmp(argv[1], "help")) {
		show_columns(app, table);
		return;
	}
	rc = settings_set_columns(&app->settings, table, argv[1], bad, sizeof(bad));
	if (rc == -ENOENT)
		app_say(app, SAY_ERROR, "columns: no column '%s'; 'columns' lists them",
			bad);
	else if (rc)
		app_say(app, SAY_ERROR, "columns: too many");
	else
		app->front->settings(app);
}

static void tag(struct app *app, int argc, char **argv, bool in)
{
	struct ccw_object objects[CURRENT_MAX], object;
	int i;

	if (!has_read(app))
		return;
	if (argc == 1 && !in) {
		set_clear(&app->model.tagged);
	} else if (argc == 1) {
		if (app->front->current(app, objects))
			set_put(&app->model.tagged, &objects[0], in);
		else
			app_say(app, SAY_ERROR, "Which device or channel path?");
	}
	for (i = 1; i < argc; i++) {
		if (!parse_object(app, argv[i], &object))
			break;
		set_put(&app->model.tagged, &object, in);
	}
	app->front->settings(app);
}

static void run_tag(struct app *app, int argc, char **argv)
{
	tag(app, argc, argv, true);
}

static void run_untag(struct app *app, int argc, char **argv)
{
	tag(app, argc, argv, false);
}

/* ---- the program itself ---- */

/* Without a word, the other one. False: it is neither. */
static bool take_on_off(struct app *app, int argc, char **argv, bool *on)
{
	if (argc < 2) {
		*on = !*on;
		return true;
	}
	if (strcmp(argv[1], "on") && strcmp(argv[1], "off")) {
		app_say(app, SAY_ERROR, "%s: 'on' or 'off'?", argv[0]);
		return false;
	}
	*on = !strcmp(argv[1], "on");
	return true;
}

static void run_watch(struct app *app, int argc, char **argv)
{
	if (take_on_off(app, argc, argv, &app->watching))
		app_say(app, SAY_INFO, "Changes are %sprinted as they happen",
			app->watching ? "" : "not ");
}

static void run_pause(struct app *app, int argc, char **argv)
{
	bool paused = app->paused;

	if (!take_on_off(app, argc, argv, &paused))
		return;
	app_pause(app, paused);
	app->front->settings(app);
}

static void run_delay(struct app *app, int argc, char **argv)
{
	unsigned int ms;

	if (argc < 2) {
		app_say(app, SAY_INFO, "What is shown is read every %u.%03u seconds",
			app->settings.delay_ms / 1000, app->settings.delay_ms % 1000);
		return;
	}
	if (parse_seconds(argv[1], &ms) || ms < DELAY_MIN_MS || ms > DELAY_MAX_MS) {
		app_say(app, SAY_ERROR, "delay: '%s' is not from 0.1 to 60 seconds",
			argv[1]);
		return;
	}
	app->settings.delay_ms = ms;
	if (app->feed)
		feed_set_delay(app->feed, ms);
	app->front->settings(app);
}

static void run_save(struct app *app, int argc, char **argv)
{
	time_t now = time(NULL);
	char name[64];
	const char *path = argc > 1 ? argv[1] : name;
	struct tm tm;
	int rc;

	localtime_r(&now, &tm);
	strftime(name, sizeof(name), "ccwtop-%Y%m%d-%H%M%S.txt", &tm);
	rc = log_save(&app->model.log, path);
	if (rc)
		app_say(app, SAY_ERROR, "save: %s: %s", path, strerror(-rc));
	else
		app_say(app, SAY_INFO, "%zu events saved to %s", app->model.log.n, path);
}

static void run_write(struct app *app, int argc, char **argv)
{
	char message[200];

	if (!app->settings_path) {
		app_say(app, SAY_ERROR,
			"write: there is no home folder to keep settings in");
		return;
	}
	if (settings_write(&app->settings, app->settings_path, message, sizeof(message)))
		app_say(app, SAY_ERROR, "write: %s: %s", app->settings_path, message);
	else
		app_say(app, SAY_INFO, "Settings written to %s", app->settings_path);
}

static void print_filter_word(FILE *file, const struct filter_word *word)
{
	char usage[64];

	snprintf(usage, sizeof(usage), "%s%s%s", word->name, word->arg ? "=" : "",
		 word->arg ? filter_arg_get_name(word->arg) : "");
	fprintf(file, "  %-30s%s\n", usage, word->help);
}

/* There is none, or several begin like this. */
static void say_no_command(struct app *app, const char *name)
{
	char list[256] = "", **words;
	size_t i, start, len = 0, n = command_complete(app, name, &start, &words);

	for (i = 0; i < n; i++) {
		if (len < sizeof(list))
			len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%s",
						!i	   ? "" :
						i + 1 == n ? " or " :
							     ", ",
						words[i]);
		free(words[i]);
	}
	free(words);
	if (n)
		app_say(app, SAY_ERROR, "'%s' could be %s", name, list);
	else
		app_say(app, SAY_ERROR, "No command '%s'; 'help' lists them", name);
}

static void run_help(struct app *app, int argc, char **argv)
{
	const struct command *command;
	const struct filter_word *word;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return;
	for (command = commands; command->name; command++) {
		char usage[64];

		if (argc > 1 && command_find(argv[1]) != command)
			continue;
		snprintf(usage, sizeof(usage), "%s %s", command->name, command->usage);
		fprintf(file, "%-32s%s\n", usage, command->help);
		if (argc > 1 && !strcmp(command->name, "filter"))
			for (word = filter_words; word->name; word++)
				print_filter_word(file, word);
	}
	fclose(file);
	if (argc > 1 && !command_find(argv[1]))
		say_no_command(app, argv[1]);
	else
		app->front->text(app, "Commands", text);
	free(text);
}

static void run_quit(struct app *app, int argc, char **argv)
{
	app->quit = true;
}

const struct command commands[] = {
	{ "list",
	  "[VIEW]",
	  { ARG_VIEW },
	  false,
	  run_list,
	  "devices, paths, matrix, tree or events" },
	{ "show",
	  "[ID|CHPID]",
	  { ARG_OBJECT },
	  false,
	  run_show,
	  "all there is to know of one" },
	{ "filter",
	  "[WORD...]",
	  { ARG_FILTER },
	  false,
	  run_filter,
	  "list only some: 'help filter' has the words" },
	{ "sort",
	  "[TABLE] [COLUMN [reverse]]",
	  { ARG_COLUMN },
	  false,
	  run_sort,
	  "order of devices or paths; without a column, of ids" },
	{ "columns",
	  "[TABLE] [LIST]",
	  { ARG_COLUMN },
	  false,
	  run_columns,
	  "of devices or paths; without a list, what there is" },
	{ "vary",
	  "on|off [CHPID...]",
	  { ARG_ON_OFF, ARG_CHPID },
	  true,
	  run_vary,
	  "Linux' own use of channel paths" },
	{ "configure",
	  "on|off [CHPID...]",
	  { ARG_ON_OFF, ARG_CHPID },
	  true,
	  run_configure,
	  "their state in the machine: off is standby" },
	{ "online",
	  "[force] [ID...]",
	  { ARG_DEVICE },
	  true,
	  run_online,
	  "set devices online; force: reserved ones, too" },
	{ "offline",
	  "[safe] [ID...]",
	  { ARG_DEVICE },
	  true,
	  run_offline,
	  "set them offline; safe: after all I/O" },
	{ "attr",
	  "[ID|CHPID...] NAME=VALUE",
	  { ARG_OBJECT, ARG_ATTRIBUTE },
	  true,
	  run_attr,
	  "set an attribute" },
	{ "unignore",
	  "ID...",
	  { ARG_NONE },
	  true,
	  run_unignore,
	  "take devices off the cio_ignore list" },
	{ "rescan",
	  "",
	  { ARG_NONE },
	  true,
	  run_rescan,
	  "have the kernel look at all subchannels again" },
	{ "stop",
	  "",
	  { ARG_NONE },
	  false,
	  run_stop,
	  "start nothing more of what is being changed" },
	{ "tag",
	  "[ID|CHPID...]",
	  { ARG_OBJECT },
	  false,
	  run_tag,
	  "the next changes are for those tagged" },
	{ "untag",
	  "[ID|CHPID...]",
	  { ARG_OBJECT },
	  false,
	  run_untag,
	  "take tags away; without an id, all" },
	{ "watch",
	  "[on|off]",
	  { ARG_ON_OFF },
	  false,
	  run_watch,
	  "line mode: print changes as they happen" },
	{ "pause", "[on|off]", { ARG_ON_OFF }, false, run_pause, "read nothing anew" },
	{ "delay",
	  "[SECONDS]",
	  { ARG_NONE },
	  false,
	  run_delay,
	  "how often what is shown is read" },
	{ "save", "[FILE]", { ARG_FILE }, false, run_save, "save the events" },
	{ "write",
	  "",
	  { ARG_NONE },
	  false,
	  run_write,
	  "write settings to ~/.config/ccwtop" },
	{ "help", "[COMMAND]", { ARG_COMMAND }, false, run_help, "this list" },
	{ "quit", "", { ARG_NONE }, false, run_quit, "end the program" },
	{ NULL, NULL, { ARG_NONE }, false, NULL, NULL },
};

/* ---- a line ---- */

const struct command *command_find(const char *name)
{
	const struct command *command, *found = NULL;
	size_t len = strlen(name);

	for (command = commands; command->name; command++) {
		if (!strcmp(command->name, name))
			return command;
		if (strncmp(command->name, name, len))
			continue;
		if (found)
			return NULL;
		found = command;
	}
	return found;
}

void command_run(struct app *app, const char *line)
{
	char *copy = strdup(line), *argv[WORDS_MAX + 1], *save = NULL, *word;
	const struct command *command;
	int argc = 0;

	if (!copy)
		return;
	for (word = strtok_r(copy, " \t\n", &save); word;
	     word = strtok_r(NULL, " \t\n", &save)) {
		if (argc == WORDS_MAX) {
			app_say(app, SAY_ERROR, "Too many words");
			free(copy);
			return;
		}
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	if (argc) {
		command = command_find(argv[0]);
		if (!command)
			say_no_command(app, argv[0]);
		else if (command->changes && *app->readonly)
			app_say(app, SAY_ERROR, "%s: nothing was changed: %s", line,
				app->readonly);
		else
			command->run(app, argc, argv);
	}
	free(copy);
}
