// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * column.c - columns: what can be shown of an object, and which of it is
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "column.h"

void cell_set_text(struct cell *cell, const char *text)
{
	cell->kind = CELL_TEXT;
	cell->text = text;
}

void cell_set_number(struct cell *cell, uint64_t number, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(cell->buf, sizeof(cell->buf), fmt, ap);
	va_end(ap);
	cell->kind = CELL_NUMBER;
	cell->number = number;
	cell->text = cell->buf;
}

void cell_set_bool(struct cell *cell, bool value, const char *if_true, const char *if_false)
{
	cell->kind = CELL_BOOL;
	cell->number = value;
	cell->text = value ? if_true : if_false;
}

void cell_get(struct cell *cell, const struct column *column, const void *row)
{
	cell->kind = CELL_NULL;
	cell->text = "";
	cell->value = NULL;
	cell->number = 0;
	column->get(row, cell);
}

const char *cell_shown(const struct cell *cell)
{
	if (cell->kind == CELL_BOOL)
		return cell->number ? "yes" : "no";
	return *cell->text ? cell->text : "-";
}

static const struct column *find_column(const struct column *all, const char *name,
					size_t len)
{
	for (; all->name; all++)
		if (strlen(all->name) == len && !strncasecmp(all->name, name, len))
			return all;
	return NULL;
}

const struct column *column_find(const struct column *all, const char *name)
{
	return find_column(all, name, strlen(name));
}

int columns_choose(struct columns *columns, const char *list, char *bad, size_t size)
{
	const struct column *column;
	size_t len;

	columns->n = 0;
	for (;; list += len + 1) {
		len = strcspn(list, ",");
		column = find_column(columns->all, list, len);
		if (!column) {
			snprintf(bad, size, "%.*s", (int)len, list);
			return -ENOENT;
		}
		if (columns->n == COLUMNS_MAX)
			return -E2BIG;
		columns->width[columns->n] = column->width;
		columns->chosen[columns->n++] = column;
		if (!list[len])
			return 0;
	}
}

void columns_set_width(struct columns *columns, const char *name, unsigned int width)
{
	size_t i;

	for (i = 0; i < columns->n; i++)
		if (!strcmp(columns->chosen[i]->name, name))
			columns->width[i] = width;
}

uint64_t columns_get_attrs(const struct columns *columns)
{
	uint64_t attrs = 0;
	size_t i;

	for (i = 0; i < columns->n; i++)
		attrs |= columns->chosen[i]->attrs;
	return attrs;
}

void columns_print_help(const struct column *all, struct out *out)
{
	size_t width = 0, len;
	const struct column *column;

	for (column = all; column->name; column++) {
		len = strlen(column->name);
		if (len > width)
			width = len;
	}
	for (column = all; column->name; column++) {
		out_puts(out, column->name);
		out_fill(out, ' ', width + 2 - strlen(column->name));
		out_puts(out, column->help);
		out_putc(out, '\n');
	}
}
