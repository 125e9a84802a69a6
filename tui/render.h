/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * render.h - rows as text, whatever they are put on
 */
#ifndef TUI_RENDER_H
#define TUI_RENDER_H

#include "model.h"
#include "text.h"

/*
 * Columns of a matrix row before its first cell, from one cell to the next, and between the
 * CHPIDs above them.
 */
#define MATRIX_LEFT 10
#define MATRIX_STEP 3
#define MATRIX_GAP  1
/* Lines above a matrix. */
#define MATRIX_HEAD 1

/* A line of the tree, of the events or of the matrix, not yet cleaned. */
void render_item(const struct model *model, enum view view, const struct item *item,
		 bool ascii, char *buf, size_t size);
/*
 * Where the columns end that there is room for; the last one may be cut. @left of them are moved
 * out behind the first one, which stays: it tells which row is which.
 */
size_t columns_that_fit(const struct columns *columns, size_t left, size_t width);
/* Do they all fit in whole? */
bool columns_fit(const struct columns *columns, size_t left, size_t width);
/* The column behind @i. */
size_t columns_next(size_t i, size_t left);
/* The CHPIDs above a matrix. */
void render_matrix_head(const struct model *model, size_t line, char *buf, size_t size);
/* State of a path in the matrix; false: the subchannel does not have it. */
bool matrix_state(const struct model *model, const struct item *item,
		  struct ccw_chpid chpid, enum path_state *state);

#endif
