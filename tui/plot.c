// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plot.c - a small history as a row of bars
 */
#include <stdint.h>
#include <string.h>

#include "plot.h"

/* Steps in a character, from nothing to full. */
#define STEPS 8

void plot_row(char *dst, size_t size, const unsigned int *values, size_t n,
	      unsigned int max, int row, size_t width, bool ascii)
{
	static const char *const blocks[STEPS + 1] = { " ",	 "\u2581", "\u2582",
						       "\u2583", "\u2584", "\u2585",
						       "\u2586", "\u2587", "\u2588" };
	static const char *const letters[STEPS + 1] = { " ", ".", ".", ".", ":",
							":", ":", "|", "|" };
	size_t i = n > width ? n - width : 0, len = 0;
	const char *part;
	uint64_t steps;

	for (; i < n; i++) {
		/* what is not nothing is to be seen */
		steps = max ? ((uint64_t)values[i] * PLOT_ROWS * STEPS + max - 1) / max
			    : 0;
		steps = steps > (uint64_t)row * STEPS ? steps - (uint64_t)row * STEPS : 0;
		part = (ascii ? letters : blocks)[steps > STEPS ? STEPS : steps];
		if (len + strlen(part) >= size)
			break;
		strcpy(dst + len, part);
		len += strlen(part);
	}
	dst[len] = '\0';
}
