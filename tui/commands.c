// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * commands.c - what can be typed, on a full screen behind ':' and in line mode
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "carryout.h"
#include "commands.h"
#include "idlist.h"

#define WORDS_MAX 256

/* ---- objects ---- */

static const char *skip_to_end(const char *text)
{
	return text + strlen(text);
}

static unsigned int count_dots(const char *text)
{
	unsigned int n = 0;

	for (; *text; text++)
		n += *text == '.';
	return n;
}

/* "0.3a" and "3a" are channel paths; "0.0.4711", "0.4711" and "4711" are not. */
static bool looks_like_chpid(const char *text)
{
	const char *dot = strrchr(text, '.');
	const char *digits = dot ? dot + 1 : text;

	return count_dots(text) < 2 && skip_to_end(digits) - digits <= 2;
}

bool parse_object(struct app *app, const char *text, struct ccw_object *object)
{
	struct ccw_object o = { .kind = CCW_KIND_CHPATH };

	if (looks_like_chpid(text)) {
		if (ccw_chpid_parse(text, &o.chpid)) {
			app_say(app, SAY_ERROR, "'%s' is neither a bus id nor a CHPID", text);
			return false;
		}
		if (!model_has_object(&app->model, &o)) {
			app_say(app, SAY_ERROR, "Channel path %s not found", text);
			return false;
		}
		*object = o;
		return true;
	}
	o.kind = CCW_KIND_DEVICE;
	if (ccw_id_parse(text, &o.id)) {
		app_say(app, SAY_ERROR, "'%s' is neither a bus id nor a CHPID", text);
		return false;
	}
	if (!model_has_object(&app->model, &o))
		o.kind = CCW_KIND_SUBCHANNEL;
	if (!model_has_object(&app->model, &o)) {
		app_say(app, SAY_ERROR, "No device or subchannel %s", text);
		return false;
	}
	*object = o;
	return true;
}

static int add_object(struct action *action, const struct ccw_object *object)
{
	struct ccw_object *grown;
	size_t i;

	for (i = 0; i < action->n; i++)
		if (object_is_same(&action->objects[i], object))
			return 0;
	grown = reallocarray(action->objects, action->n + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	action->objects = grown;
	action->objects[action->n++] = *object;
	return 0;
}

/* A range stands for what exists of it, one id for itself. */
static bool add_devices(struct app *app, struct action *action, const char *text)
{
	struct ccw_object o = { .kind = CCW_KIND_DEVICE };
	const struct ccw_device *dev;
	struct id_list list = { .n = 0 };
	char bad[48];
	bool found;
	size_t i;
	int rc;

	rc = id_list_add(&list, text, bad, sizeof(bad));
	if (rc == -EINVAL)
		app_say(app, SAY_ERROR, "'%s' is no bus id", bad);
	for (i = 0; !rc && i < list.n; i++) {
		const struct id_range *range = &list.range[i];

		found = false;
		o.id = range->from;
		if (ccw_id_cmp(range->from, range->to)) {
			ccw_snapshot_foreach_device(app->model.now.snap, dev) {
				o.id = ccw_device_get_id(dev);
				if (rc || !id_range_has(range, o.id))
					continue;
				found = true;
				rc = add_object(action, &o);
			}
		} else if (!model_has_object(&app->model, &o)) {
			app_say(app, SAY_ERROR, "Device %s not found", range->text);
			rc = -ENOENT;
		} else {
			found = true;
			rc = add_object(action, &o);
		}
		if (!rc && !found) {
			app_say(app, SAY_ERROR, "No device in range %s", range->text);
			rc = -ENOENT;
		}
	}
	id_list_free(&list);
	if (rc == -ENOMEM)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	return !rc;
}

static bool add_chpaths(struct app *app, struct action *action, const char *text)
{
	struct ccw_object o = { .kind = CCW_KIND_CHPATH };
	const struct ccw_chpath *chp;
	struct chpid_list list = { .n = 0 };
	char bad[48], id[CCW_ID_STRLEN];
	bool found;
	size_t i;
	int rc;

	rc = chpid_list_add(&list, text, bad, sizeof(bad));
	if (rc == -EINVAL)
		app_say(app, SAY_ERROR, "'%s' is no CHPID", bad);
	for (i = 0; !rc && i < list.n; i++) {
		const struct chpid_range *range = &list.range[i];

		found = false;
		ccw_snapshot_foreach_chpath(app->model.now.snap, chp) {
			o.chpid = ccw_chpath_get_id(chp);
			if (rc || ccw_chpid_cmp(range->from, o.chpid) > 0 ||
			    ccw_chpid_cmp(o.chpid, range->to) > 0)
				continue;
			found = true;
			rc = add_object(action, &o);
		}
		if (!rc && !found) {
			app_say(app, SAY_ERROR, "Channel path %s not found",
				ccw_chpid_format(range->from, id));
			rc = -ENOENT;
		}
	}
	chpid_list_free(&list);
	if (rc == -ENOMEM)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	return !rc;
}

static bool is_of(const struct action *action, const struct ccw_object *object)
{
	if (action->kind == CCW_CHANGE_VARY || action->kind == CCW_CHANGE_CONFIGURE)
		return object->kind == CCW_KIND_CHPATH;
	return object->kind == CCW_KIND_DEVICE ||
	       (action->kind == CCW_CHANGE_ATTRIBUTE && object->kind == CCW_KIND_CHPATH);
}

/* What is tagged, or what the cursor is on. */
static bool add_current(struct app *app, struct action *action)
{
	const struct object_set *tagged = &app->model.tagged;
	const char *what = is_of(action, &(struct ccw_object){ .kind = CCW_KIND_CHPATH }) ?
				   "channel path" :
				   "device";
	struct ccw_object object;
	size_t i;

	for (i = 0; i < tagged->n; i++) {
		object = set_get(tagged, i);
		if (is_of(action, &object) && add_object(action, &object))
			return false;
	}
	if (!action->n && app->front->current(app, &object) && is_of(action, &object) &&
	    add_object(action, &object))
		return false;
	if (!action->n)
		app_say(app, SAY_ERROR, "Which %s?", what);
	return action->n;
}

static struct action *new_action(struct app *app, enum ccw_change_kind kind)
{
	struct action *action = calloc(1, sizeof(*action));

	if (!action)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	else
		action->kind = kind;
	return action;
}

static bool has_read(struct app *app)
{
	if (app->model.now.snap)
		return true;
	app_say(app, SAY_ERROR, "Nothing has been read yet; try again in a moment");
	return false;
}

/* ---- changing ---- */

static void change_paths(struct app *app, enum ccw_change_kind kind, int argc, char **argv)
{
	struct action *action;
	bool ok = true, on;
	int i;

	on = argc > 1 && !strcmp(argv[1], "on");
	if (argc < 2 || (!on && strcmp(argv[1], "off"))) {
		app_say(app, SAY_ERROR, "%s: 'on' or 'off'?", argv[0]);
		return;
	}
	action = new_action(app, kind);
	if (!action)
		return;
	action->on = on;
	for (i = 2; ok && i < argc; i++)
		ok = add_chpaths(app, action, argv[i]);
	if (ok && argc == 2)
		ok = add_current(app, action);
	if (ok)
		action_begin(app, action);
	else
		action_free(action);
}

static void run_vary(struct app *app, int argc, char **argv)
{
	if (has_read(app))
		change_paths(app, CCW_CHANGE_VARY, argc, argv);
}

static void run_configure(struct app *app, int argc, char **argv)
{
	if (has_read(app))
		change_paths(app, CCW_CHANGE_CONFIGURE, argc, argv);
}

static void change_devices(struct app *app, enum ccw_change_kind kind, const char *special,
			   int argc, char **argv)
{
	struct action *action;
	bool ok = true;
	int i = 1;

	if (!has_read(app))
		return;
	action = new_action(app, kind);
	if (!action)
		return;
	if (argc > 1 && !strcmp(argv[1], special)) {
		action->special = true;
		i++;
	}
	if (i == argc)
		ok = add_current(app, action);
	for (; ok && i < argc; i++)
		ok = add_devices(app, action, argv[i]);
	if (ok)
		action_begin(app, action);
	else
		action_free(action);
}

static void run_online(struct app *app, int argc, char **argv)
{
	change_devices(app, CCW_CHANGE_ONLINE, "force", argc, argv);
}

static void run_offline(struct app *app, int argc, char **argv)
{
	change_devices(app, CCW_CHANGE_OFFLINE, "safe", argc, argv);
}

/* "NAME=VALUE", the last of the words; those before it are objects. */
static bool take_attribute(struct app *app, struct action *action, const char *word)
{
	const char *sign = strchr(word, '=');

	if (!sign || sign == word || !sign[1]) {
		app_say(app, SAY_ERROR, "'%s' is not NAME=VALUE", word);
		return false;
	}
	action->attribute = strndup(word, (size_t)(sign - word));
	action->value = strdup(sign + 1);
	if (!action->attribute || !action->value)
		return false;
	if (ccw_attribute_name_is_valid(action->attribute))
		return true;
	app_say(app, SAY_ERROR, "'%s' is no name of an attribute", action->attribute);
	return false;
}

static void run_attr(struct app *app, int argc, char **argv)
{
	struct action *action;
	bool ok;
	int i;

	if (!has_read(app))
		return;
	if (argc < 2) {
		app_say(app, SAY_ERROR, "attr: NAME=VALUE is missing");
		return;
	}
	action = new_action(app, CCW_CHANGE_ATTRIBUTE);
	if (!action)
		return;
	ok = take_attribute(app, action, argv[argc - 1]);
	for (i = 1; ok && i < argc - 1; i++)
		ok = looks_like_chpid(argv[i]) ? add_chpaths(app, action, argv[i])
					       : add_devices(app, action, argv[i]);
	if (ok && argc == 2)
		ok = add_current(app, action);
	if (ok)
		action_begin(app, action);
	else
		action_free(action);
}

/* It is not there yet: only its id can be looked at. */
static void run_unignore(struct app *app, int argc, char **argv)
{
	struct ccw_object object = { .kind = CCW_KIND_DEVICE };
	struct action *action = new_action(app, CCW_CHANGE_UNIGNORE);
	bool ok = action;
	int i;

	for (i = 1; ok && i < argc; i++) {
		ok = !ccw_id_parse(argv[i], &object.id);
		if (!ok)
			app_say(app, SAY_ERROR, "'%s' is no bus id", argv[i]);
		else
			ok = !add_object(action, &object);
	}
	if (ok && argc == 1) {
		app_say(app, SAY_ERROR, "Which device?");
		ok = false;
	}
	if (ok)
		action_begin(app, action);
	else
		action_free(action);
}

static void run_rescan(struct app *app, int argc, char **argv)
{
	struct ccw_object object = { .kind = CCW_KIND_CSS };
	struct action *action;
	const struct ccw_css *css;
	bool ok = true;

	if (!has_read(app))
		return;
	action = new_action(app, CCW_CHANGE_RESCAN);
	if (!action)
		return;
	ccw_snapshot_foreach_css(app->model.now.snap, css) {
		object.chpid.cssid = ccw_css_get_id(css);
		ok = ok && !add_object(action, &object);
	}
	if (ok && !action->n)
		app_say(app, SAY_ERROR, "There is no channel subsystem");
	if (ok && action->n)
		action_begin(app, action);
	else
		action_free(action);
}

static void run_stop(struct app *app, int argc, char **argv)
{
	app_say(app, SAY_INFO, "%s",
		action_stop(app) ? "Nothing more is started" : "Nothing is being changed");
}

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
	struct ccw_object object;

	if (!has_read(app))
		return;
	if (argc > 1) {
		if (parse_object(app, argv[1], &object))
			app->front->object(app, &object);
	} else if (app->front->current(app, &object)) {
		app->front->object(app, &object);
	} else {
		app_say(app, SAY_ERROR, "Which device or channel path?");
	}
}

static void join_words(int argc, char **argv, char *buf, size_t size)
{
	size_t len = 0;
	int i;

	buf[0] = '\0';
	for (i = 1; i < argc && len < size; i++)
		len += (size_t)snprintf(buf + len, size - len, "%s%s", i > 1 ? " " : "",
					argv[i]);
}

static void run_filter(struct app *app, int argc, char **argv)
{
	char words[512], message[512];

	join_words(argc, argv, words, sizeof(words));
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
	return view == VIEW_PATHS ? TABLE_PATHS : TABLE_DEVICES;
}

static void run_sort(struct app *app, int argc, char **argv)
{
	int table = take_table(&argc, &argv);
	bool reverse = argc > 2 && !strcmp(argv[2], "reverse");
	const char *name = argc > 1 && strcmp(argv[1], "id") ? argv[1] : "";

	if (argc > 3 || (argc == 3 && !reverse))
		app_say(app, SAY_ERROR, "sort: '%s' makes no sense here", argv[argc - 1]);
	else if (settings_set_sort(&app->settings, table, name, reverse))
		app_say(app, SAY_ERROR, "sort: no column '%s'; 'columns' lists them", name);
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
		app_say(app, SAY_ERROR, "columns: no column '%s'; 'columns' lists them", bad);
	else if (rc)
		app_say(app, SAY_ERROR, "columns: too many");
	else
		app->front->settings(app);
}

static void tag(struct app *app, int argc, char **argv, bool in)
{
	struct ccw_object object;
	int i;

	if (!has_read(app))
		return;
	if (argc == 1 && !in) {
		set_clear(&app->model.tagged);
	} else if (argc == 1) {
		if (app->front->current(app, &object))
			set_put(&app->model.tagged, &object, in);
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
		app_say(app, SAY_ERROR, "delay: '%s' is not from 0.1 to 60 seconds", argv[1]);
		return;
	}
	app->settings.delay_ms = ms;
	if (app->feed)
		feed_set_delay(app->feed, ms);
	app->front->settings(app);
}

static void run_save(struct app *app, int argc, char **argv)
{
	const char *path = argc > 1 ? argv[1] : "ccwtop-events.txt";
	int rc = log_save(&app->model.log, path);

	if (rc)
		app_say(app, SAY_ERROR, "save: %s: %s", path, strerror(-rc));
	else
		app_say(app, SAY_INFO, "%zu events saved to %s", app->model.log.n, path);
}

static void run_write(struct app *app, int argc, char **argv)
{
	int rc;

	if (!app->settings_path) {
		app_say(app, SAY_ERROR, "write: there is no home folder to keep settings in");
		return;
	}
	rc = settings_write(&app->settings, app->settings_path);
	if (rc)
		app_say(app, SAY_ERROR, "write: %s: %s", app->settings_path, strerror(-rc));
	else
		app_say(app, SAY_INFO, "Settings written to %s", app->settings_path);
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
		fprintf(file, "%-34s %s\n", usage, command->help);
		if (argc > 1 && !strcmp(command->name, "filter"))
			for (word = filter_words; word->name; word++)
				fprintf(file, "  %s%s%s  %s\n", word->name,
					word->arg ? "=" : "",
					word->arg ? filter_arg_get_name(word->arg) : "",
					word->help);
	}
	fclose(file);
	if (argc > 1 && !command_find(argv[1]))
		app_say(app, SAY_ERROR, "No command '%s'; 'help' lists them", argv[1]);
	else
		app->front->text(app, "Commands", text);
	free(text);
}

static void run_quit(struct app *app, int argc, char **argv)
{
	app->quit = true;
}

const struct command commands[] = {
	{ "list", "[devices|paths|matrix|tree|events]", { ARG_VIEW }, false, run_list,
	  "list them" },
	{ "show", "[ID|CHPID]", { ARG_OBJECT }, false, run_show,
	  "all there is to know of one" },
	{ "filter", "[WORD...]", { ARG_FILTER }, false, run_filter,
	  "list only some: 'help filter' has the words" },
	{ "sort", "[devices|paths] [COLUMN [reverse]]", { ARG_COLUMN }, false, run_sort,
	  "order of the list; without a column, of ids" },
	{ "columns", "[devices|paths] [LIST]", { ARG_COLUMN }, false, run_columns,
	  "what is shown; without a list, what there is" },
	{ "vary", "on|off [CHPID...]", { ARG_ON_OFF, ARG_CHPID }, true, run_vary,
	  "Linux' own use of channel paths" },
	{ "configure", "on|off [CHPID...]", { ARG_ON_OFF, ARG_CHPID }, true, run_configure,
	  "their state in the machine: off is standby" },
	{ "online", "[force] [ID...]", { ARG_DEVICE }, true, run_online,
	  "set devices online; force: reserved ones, too" },
	{ "offline", "[safe] [ID...]", { ARG_DEVICE }, true, run_offline,
	  "set them offline; safe: after all I/O" },
	{ "attr", "[ID|CHPID...] NAME=VALUE", { ARG_OBJECT, ARG_ATTRIBUTE }, true, run_attr,
	  "set an attribute" },
	{ "unignore", "ID...", { ARG_NONE }, true, run_unignore,
	  "take devices off the cio_ignore list" },
	{ "rescan", "", { ARG_NONE }, true, run_rescan,
	  "have the kernel look at all subchannels again" },
	{ "stop", "", { ARG_NONE }, false, run_stop,
	  "start nothing more of what is being changed" },
	{ "tag", "[ID|CHPID...]", { ARG_OBJECT }, false, run_tag,
	  "the next changes are for those tagged" },
	{ "untag", "[ID|CHPID...]", { ARG_OBJECT }, false, run_untag,
	  "take tags away; without an id, all" },
	{ "watch", "[on|off]", { ARG_ON_OFF }, false, run_watch,
	  "line mode: print changes as they happen" },
	{ "pause", "[on|off]", { ARG_ON_OFF }, false, run_pause, "read nothing anew" },
	{ "delay", "[SECONDS]", { ARG_NONE }, false, run_delay,
	  "how often what is shown is read" },
	{ "save", "[FILE]", { ARG_FILE }, false, run_save, "save the events" },
	{ "write", "", { ARG_NONE }, false, run_write, "write settings to ~/.config/ccwtop" },
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
			app_say(app, SAY_ERROR, "No command '%s'; 'help' lists them",
				argv[0]);
		else if (command->changes && *app->readonly)
			app_say(app, SAY_ERROR, "Nothing was changed: %s", app->readonly);
		else
			command->run(app, argc, argv);
	}
	free(copy);
}
