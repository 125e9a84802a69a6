/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * model-rows.h - the model's own: how lists of rows are made
 */
#ifndef TUI_MODEL_ROWS_H
#define TUI_MODEL_ROWS_H

#include "model.h"

/* 0, or -ENOMEM. */
int items_add(struct item_list *list, const struct item *item);
int items_add_ghosts(struct model *model, enum view view);
/* By a column; stable, so that what is the same stays in the order of ids. */
int items_sort(struct model *model, enum view view, const struct column *column,
	       bool reverse);

#endif
