// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * complete.c - words that could stand at the end of a line
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

/* More would be of no use to anybody. */
#define WORDS_MAX 2000

struct words {
	const char *begin;
	size_t len;
	char **word;
	size_t n;
};

/* @tail: what is put behind it. */
static void offer(struct words *words, const char *word, const char *tail)
{
	char **grown, *copy;

	if (strncmp(word, words->begin, words->len) || words->n == WORDS_MAX)
		return;
	grown = reallocarray(words->word, words->n + 1, sizeof(*grown));
	if (!grown)
		return;
	words->word = grown;
	if (asprintf(&copy, "%s%s", word, tail) >= 0)
		grown[words->n++] = copy;
}

static void offer_list(struct words *words, const char *const *list)
{
	for (; *list; list++)
		offer(words, *list, "");
}

static void offer_commands(struct words *words)
{
	const struct command *command;

	for (command = commands; command->name; command++)
		offer(words, command->name, "");
}

static void offer_chpids(struct words *words, const struct ccw_snapshot *snap)
{
	const struct ccw_chpath *chp;
	char id[CCW_ID_STRLEN];

	ccw_snapshot_foreach_chpath(snap, chp)
		offer(words, ccw_chpid_format(ccw_chpath_get_id(chp), id), "");
}

static void offer_devices(struct words *words, const struct ccw_snapshot *snap)
{
	const struct ccw_device *dev;
	char id[CCW_ID_STRLEN];

	ccw_snapshot_foreach_device(snap, dev)
		offer(words, ccw_id_format(ccw_device_get_id(dev), id), "");
}

static void offer_columns(struct words *words, const struct app *app)
{
	const struct column *column;
	int i;

	for (i = 0; i < TABLE_COUNT; i++)
		for (column = app->settings.columns[i].all; column->name; column++)
			offer(words, column->name, "");
}

static void offer_filter_words(struct words *words)
{
	const struct filter_word *word;

	for (word = filter_words; word->name; word++)
		offer(words, word->name, word->arg ? "=" : "");
}

/* Of the object named before, or of the current one. */
static void offer_attributes(struct words *words, struct app *app, const char *name)
{
	char *names, *save = NULL, *word;
	struct ccw_object objects[CURRENT_MAX], object;

	if (!name) {
		if (!app->front->current(app, objects))
			return;
		object = objects[0];
	} else {
		object.kind = CCW_KIND_CHPATH;
		if (ccw_chpid_parse(name, &object.chpid)) {
			object.kind = CCW_KIND_DEVICE;
			if (ccw_id_parse(name, &object.id))
				return;
		}
	}
	if (ccw_object_list_attributes(app->ctx, &object, &names))
		return;
	for (word = strtok_r(names, " ", &save); word; word = strtok_r(NULL, " ", &save))
		offer(words, word, "=");
	free(names);
}

static void offer_files(struct words *words)
{
	char dir_name[1024] = ".";
	const char *slash = memrchr(words->begin, '/', words->len);
	size_t len = slash ? (size_t)(slash - words->begin) + 1 : 0;
	struct dirent *entry;
	char path[2048];
	DIR *dir;

	if (len >= sizeof(dir_name))
		return;
	if (len)
		snprintf(dir_name, sizeof(dir_name), "%.*s", (int)len, words->begin);
	dir = opendir(dir_name);
	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%.*s%s", (int)len, words->begin,
			 entry->d_name);
		offer(words, path, "");
	}
	closedir(dir);
}

static void offer_arguments(struct words *words, struct app *app, enum arg_kind kind,
			    const struct command *command, const char *before)
{
	static const char *const on_off[] = { "on", "off", NULL };
	const struct ccw_snapshot *snap = app->model.now.snap;

	switch (kind) {
	case ARG_NONE:
		break;
	case ARG_COMMAND:
		offer_commands(words);
		break;
	case ARG_VIEW:
		offer_list(words, (const char *const[]){ "devices", "paths", "matrix",
							 "tree", "events", NULL });
		break;
	case ARG_ON_OFF:
		offer_list(words, on_off);
		break;
	case ARG_OBJECT:
	case ARG_CHPID:
		if (snap)
			offer_chpids(words, snap);
		if (kind == ARG_CHPID)
			break;
		/* fall through */
	case ARG_DEVICE:
		if (!strcmp(command->name, "online"))
			offer(words, "force", "");
		if (!strcmp(command->name, "offline"))
			offer(words, "safe", "");
		if (snap)
			offer_devices(words, snap);
		break;
	case ARG_ATTRIBUTE:
		offer_attributes(words, app, before);
		break;
	case ARG_FILTER:
		offer_filter_words(words);
		break;
	case ARG_COLUMN:
		offer_columns(words, app);
		break;
	case ARG_FILE:
		offer_files(words);
		break;
	}
}

static int cmp_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_words(struct words *words)
{
	size_t i, kept = 0;

	if (words->n)
		qsort(words->word, words->n, sizeof(*words->word), cmp_words);
	for (i = 0; i < words->n; i++) {
		if (kept && !strcmp(words->word[kept - 1], words->word[i]))
			free(words->word[i]);
		else
			words->word[kept++] = words->word[i];
	}
	words->n = kept;
}

/* The @number-th word of the line, behind blanks; in @buf. */
static const char *nth_word(const char *line, size_t number, char *buf, size_t size)
{
	size_t len;

	for (line += strspn(line, " "); number; number--) {
		line += strcspn(line, " ");
		line += strspn(line, " ");
	}
	len = strcspn(line, " ");
	snprintf(buf, size, "%.*s", (int)len, line);
	return buf;
}

static size_t count_words_before(const char *line, size_t end)
{
	size_t i, n = 0;

	for (i = 0; i < end; i++)
		n += line[i] != ' ' && (!i || line[i - 1] == ' ');
	return n;
}

size_t command_complete(struct app *app, const char *line, size_t *start, char ***out)
{
	struct words words = { .len = 0 };
	const struct command *command;
	char name[32], object[CCW_ID_STRLEN + 1];
	size_t end = strlen(line), arg;

	for (*start = end; *start && line[*start - 1] != ' '; --*start)
		;
	words.begin = line + *start;
	words.len = end - *start;
	arg = count_words_before(line, *start);
	if (!arg) {
		offer_commands(&words);
	} else {
		command = command_find(nth_word(line, 0, name, sizeof(name)));
		if (command) {
			size_t i = arg - 1 < ARGS_MAX ? arg - 1 : ARGS_MAX - 1;

			while (i && command->args[i] == ARG_NONE)
				i--;
			offer_arguments(
				&words, app, command->args[i], command,
				arg > 1 ? nth_word(line, 1, object, sizeof(object))
					: NULL);
			/* the object may be left out */
			if (command->args[1] == ARG_ATTRIBUTE && !i)
				offer_attributes(&words, app, NULL);
		}
	}
	/* what all begin with is not known then, and would be put in their place */
	if (words.n == WORDS_MAX)
		while (words.n)
			free(words.word[--words.n]);
	sort_words(&words);
	*out = words.word;
	return words.n;
}
