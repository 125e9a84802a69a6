// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * table.c - rows as a table with a heading and a rule
 */
#include <ctype.h>
#include <string.h>

#include "table.h"

static void find_widths(const struct table *table, const char *rows, size_t n, size_t size,
			size_t *width)
{
	const struct columns *columns = table->columns;
	struct cell cell;
	size_t i, r, len;

	for (i = 0; i < columns->n; i++) {
		width[i] = table->fixed ? columns->width[i] :
					  strlen(columns->chosen[i]->heading);
		for (r = 0; !table->fixed && r < n; r++) {
			cell_get(&cell, columns->chosen[i], rows + r * size);
			len = strlen(cell.text);
			if (len > width[i])
				width[i] = len;
		}
	}
}

static void print_cell(const struct table *table, const char *text, size_t width, bool last,
		       bool uppercase)
{
	size_t i, len = strlen(text);

	if (uppercase)
		for (i = 0; i < len; i++)
			out_putc(table->out, (char)toupper((unsigned char)text[i]));
	else
		out_write(table->out, text, len);
	if (len < width && (!last || table->fixed))
		out_fill(table->out, ' ', width - len);
	out_putc(table->out, last ? '\n' : ' ');
}

void table_print(const struct table *table, const void *rows, size_t n, size_t size)
{
	const struct columns *columns = table->columns;
	size_t width[COLUMNS_MAX], total = columns->n - 1;
	const char *row = rows;
	struct cell cell;
	size_t i;

	find_widths(table, rows, n, size, width);
	for (i = 0; i < columns->n; i++) {
		total += width[i];
		print_cell(table, columns->chosen[i]->heading, width[i], i + 1 == columns->n,
			   false);
	}
	out_fill(table->out, table->rule, total);
	out_putc(table->out, '\n');

	for (; n--; row += size) {
		for (i = 0; i < columns->n; i++) {
			cell_get(&cell, columns->chosen[i], row);
			print_cell(table, cell.text, width[i], i + 1 == columns->n,
				   table->uppercase);
		}
	}
}
