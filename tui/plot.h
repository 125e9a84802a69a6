/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plot.h - a small history as a row of bars
 */
#ifndef TUI_PLOT_H
#define TUI_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* Lines that a plot takes. */
#define PLOT_ROWS 3

/*
 * plot_row - one line of a plot
 * @values: the last ones are drawn, as many as fit into @width columns
 * @max: what is drawn as high as can be
 * @row: 0: the lowest
 */
void plot_row(char *dst, size_t size, const unsigned int *values, size_t n,
	      unsigned int max, int row, size_t width, bool ascii);

#endif
