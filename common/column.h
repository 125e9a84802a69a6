/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * column.h - columns: what can be shown of an object, and which of it is
 *
 * A column is one row of a table such as sch_columns[]: to add one, add a row. It
 * serves tables and all structured formats, in the commands and in the dashboard.
 */
#ifndef COMMON_COLUMN_H
#define COMMON_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "out.h"

enum cell_kind {
	CELL_NULL,   /* not known, or there is none */
	CELL_TEXT,
	CELL_NUMBER,
	CELL_BOOL,
	CELL_LIST,   /* words, separated by blanks */
};

/*
 * struct cell - one value
 * @text: what a table shows; a borrowed string, or @buf. Never NULL.
 * @buf: has room for a word for each of eight paths, and a sentence about them
 * @value: what structured formats show of CELL_TEXT and CELL_LIST; NULL: @text
 * @number: CELL_NUMBER and CELL_BOOL
 */
struct cell {
	enum cell_kind kind;
	const char *text;
	const char *value;
	uint64_t number;
	char buf[256];
};

/*
 * struct column
 * @name: for -o, and as key of structured formats
 * @heading, @width: of a table
 * @attrs: what libccw has to read for it
 * @get: fills @cell, which is CELL_NULL and empty, from a row
 */
struct column {
	const char *name;
	const char *heading;
	unsigned int width;
	uint64_t attrs;
	void (*get)(const void *row, struct cell *cell);
	const char *help;
};

void cell_set_text(struct cell *cell, const char *text);
void cell_set_number(struct cell *cell, uint64_t number, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void cell_set_bool(struct cell *cell, bool value, const char *if_true, const char *if_false);
/* For @column of @row. */
void cell_get(struct cell *cell, const struct column *column, const void *row);

/* What people are shown of a value by itself: a word, also where a table has nothing. */
const char *cell_shown(const struct cell *cell);
/* By its name; NULL: there is none. */
const struct column *column_find(const struct column *all, const char *name);

#define COLUMNS_MAX 40

/* Columns chosen, in order. */
struct columns {
	const struct column *all; /* ends with a row without a name */
	const struct column *chosen[COLUMNS_MAX];
	unsigned int width[COLUMNS_MAX];
	size_t n;
};

/*
 * columns_choose - from a comma-separated list of names, in any case
 *
 * Return: 0; -ENOENT, and *@bad is the name not known; -E2BIG. What was chosen
 * before is forgotten.
 */
int columns_choose(struct columns *columns, const char *list, char *bad, size_t size);
/* Another width than the usual one, if the column is among those chosen. */
void columns_set_width(struct columns *columns, const char *name, unsigned int width);
uint64_t columns_get_attrs(const struct columns *columns);
/* For "--columns help". */
void columns_print_help(const struct column *all, struct out *out);

#endif
