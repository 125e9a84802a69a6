/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change_columns.h - columns of changes: what was asked for, and what became of it
 */
#ifndef COMMON_CHANGE_COLUMNS_H
#define COMMON_CHANGE_COLUMNS_H

#include "column.h"
#include "libccw.h"
#include "report.h"

/*
 * struct change_row
 * @change: carried out
 */
struct change_row {
	const struct ccw_change *change;
};

/* For struct change_row. */
extern const struct column change_columns[];

/* What is shown unless others are asked for. */
#define CHANGE_COLUMNS_DEFAULT \
	"object,action,attribute,before,asked,after,effect,errno,ms,missing,reason"

#endif
