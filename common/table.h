/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * table.h - rows as a table with a heading and a rule
 */
#ifndef COMMON_TABLE_H
#define COMMON_TABLE_H

#include "column.h"

/*
 * struct table
 * @rule: the character of the line below the heading
 * @uppercase: print all values in upper case
 * @fixed: the columns are as wide as they say, as in s390-tools, and padded to the
 *	end of the line; otherwise as wide as what is in them
 */
struct table {
	struct out *out;
	const struct columns *columns;
	char rule;
	bool uppercase;
	bool fixed;
};

/* @rows: an array of @n rows of @size bytes. */
void table_print(const struct table *table, const void *rows, size_t n, size_t size);

#endif
