/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * batch.h - lists on standard output, for scripts and logs
 */
#ifndef TUI_BATCH_H
#define TUI_BATCH_H

#include "app.h"

/* Return: exit status. */
int batch_run(struct app *app, enum view view, struct out *out);

/*
 * A view as lines of text, also for line mode. @width: of columns that nobody chose, and
 * of the matrix, those that fit; 0: all
 */
void print_view(const struct model *model, enum view view, struct out *out, size_t width,
		bool ascii);

#endif
