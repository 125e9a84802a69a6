// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * settings.c - what the user likes, kept in a file
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "chp_columns.h"
#include "home.h"
#include "out.h"
#include "savefile.h"
#include "sch_columns.h"
#include "settings.h"
#include "typed.h"

/* As many of them are shown as there is room for. */
static const struct {
	const char *name;
	const struct column *all;
	const char *columns;
} tables[TABLE_COUNT] = {
	[TABLE_DEVICES] = { "devices", sch_columns,
			    "device,subchannel,devtype,online,paths,linux,name,"
			    "availability,"
			    "chpids,driver" },
	[TABLE_PATHS] = { "paths", chp_columns,
			  "chpid,state,type,name,devices,online,depend,shared,pchid,"
			  "speed,"
			  "cmg,util" },
};

void settings_init(struct settings *settings)
{
	char bad[32];
	int i;

	*settings = (struct settings){ .delay_ms = 1000, .colours = true };
	for (i = 0; i < TABLE_COUNT; i++) {
		settings->columns[i].all = tables[i].all;
		columns_choose(&settings->columns[i], tables[i].columns, bad,
			       sizeof(bad));
	}
}

int settings_set_columns(struct settings *settings, int table, const char *list,
			 char *bad, size_t size)
{
	struct columns columns = { .all = tables[table].all };
	int rc;

	rc = columns_choose(&columns, list, bad, size);
	if (rc)
		return rc;
	settings->columns[table] = columns;
	settings->chosen[table] = true;
	return 0;
}

int settings_set_sort(struct settings *settings, int table, const char *name,
		      bool reverse)
{
	struct columns columns = { .all = tables[table].all };
	char bad[32];

	if (!*name) {
		settings->sort[table] = NULL;
	} else {
		if (columns_choose(&columns, name, bad, sizeof(bad)) || columns.n != 1)
			return -ENOENT;
		settings->sort[table] = columns.chosen[0];
	}
	settings->reverse[table] = reverse;
	return 0;
}

/* ---- reading ---- */

static int take_bool(const char *value, bool *out)
{
	if (!strcasecmp(value, "yes"))
		*out = true;
	else if (!strcasecmp(value, "no"))
		*out = false;
	else
		return -EINVAL;
	return 0;
}

static int take_delay(struct settings *settings, const char *value)
{
	unsigned int ms;

	if (parse_seconds(value, &ms) || ms < DELAY_MIN_MS || ms > DELAY_MAX_MS)
		return -EINVAL;
	settings->delay_ms = ms;
	return 0;
}

/* "columns.devices" is @what of a table: which one? -1: it is not. */
static int table_of(const char *key, const char *what)
{
	size_t len = strlen(what);
	int i;

	if (strncmp(key, what, len) || key[len] != '.')
		return -1;
	for (i = 0; i < TABLE_COUNT; i++)
		if (!strcmp(key + len + 1, tables[i].name))
			return i;
	return -1;
}

/* "online" or "online reverse" */
static int take_sort(struct settings *settings, int table, char *value)
{
	char *space = strchr(value, ' ');
	bool reverse = space && !strcmp(space + 1, "reverse");

	if (space && !reverse)
		return -EINVAL;
	if (space)
		*space = '\0';
	return settings_set_sort(settings, table, strcmp(value, "id") ? value : "",
				 reverse);
}

static int take(struct settings *settings, const char *key, char *value)
{
	char bad[32];
	int table;

	if (!strcmp(key, "delay"))
		return take_delay(settings, value);
	if (!strcmp(key, "colours"))
		return take_bool(value, &settings->colours);
	if (!strcmp(key, "ascii"))
		return take_bool(value, &settings->ascii);
	table = table_of(key, "columns");
	if (table >= 0)
		return settings_set_columns(settings, table, value, bad, sizeof(bad)) ?
			       -EINVAL :
			       0;
	table = table_of(key, "sort");
	if (table >= 0)
		return take_sort(settings, table, value) ? -EINVAL : 0;
	return -ENOENT;
}

/* Return: 0; -ENOENT: no such key; -EINVAL: no such value. */
static int take_line(struct settings *settings, char *line)
{
	char *value, *key;

	line[strcspn(line, "#")] = '\0';
	key = trim(line);
	if (!*key)
		return 0;
	value = strchr(key, '=');
	if (!value)
		return -ENOENT;
	*value++ = '\0';
	return take(settings, trim(key), trim(value));
}

int settings_read(struct settings *settings, const char *path,
		  void (*complain)(void *data, const char *message), void *data)
{
	char *line = NULL, message[512];
	unsigned int number = 0;
	size_t size = 0;
	FILE *file;
	int rc;

	file = fopen(path, "re");
	if (!file)
		return errno == ENOENT ? 0 : -errno;
	while (getline(&line, &size, file) >= 0) {
		number++;
		rc = take_line(settings, line);
		if (!rc)
			continue;
		snprintf(message, sizeof(message), "%s, line %u: %s; the line is ignored",
			 path, number,
			 rc == -ENOENT ? "no such setting" : "this value makes no sense");
		complain(data, message);
	}
	rc = ferror(file) ? -EIO : 0;
	free(line);
	fclose(file);
	return rc;
}

/* ---- writing ---- */

char *settings_get_path(void)
{
	return home_get_path("XDG_CONFIG_HOME", ".config", "ccwtop");
}

static void print(const struct settings *settings, struct out *out)
{
	size_t c;
	int i;

	out_puts(out, "# settings of ccwtop(8)\n");
	out_printf(out, "delay = %u.%03u\n", settings->delay_ms / 1000,
		   settings->delay_ms % 1000);
	out_printf(out, "colours = %s\n", settings->colours ? "yes" : "no");
	out_printf(out, "ascii = %s\n", settings->ascii ? "yes" : "no");
	for (i = 0; i < TABLE_COUNT; i++) {
		const struct columns *columns = &settings->columns[i];

		if (settings->chosen[i])
			out_printf(out, "columns.%s = ", tables[i].name);
		for (c = 0; settings->chosen[i] && c < columns->n; c++)
			out_printf(out, "%s%s", c ? "," : "", columns->chosen[c]->name);
		out_printf(out, "%ssort.%s = %s%s\n", settings->chosen[i] ? "\n" : "",
			   tables[i].name,
			   settings->sort[i] ? settings->sort[i]->name : "id",
			   settings->reverse[i] ? " reverse" : "");
	}
}

int settings_write(const struct settings *settings, const char *path, char *message,
		   size_t size)
{
	static struct out out;
	struct savefile file;
	int rc;

	rc = home_make_folders(path);
	if (!rc) {
		rc = savefile_open_own(&file, path, message, size);
		if (rc)
			return rc;
		out_init(&out, file.fd);
		print(settings, &out);
		rc = savefile_close(&file, out_flush(&out));
	}
	if (rc)
		snprintf(message, size, "%s", strerror(-rc));
	return rc;
}
