/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * changes.h - lscss --follow
 */
#ifndef LSCSS_CHANGES_H
#define LSCSS_CHANGES_H

#include "options.h"

/* The columns that are followed if none are chosen. */
#define FOLLOW_COLUMNS "device,type,devtype,cutype,online,pim,pam,pom,vpm,chpids,availability"

/* As follow_run(). */
int follow_subchannels(const struct options *options, const struct columns *columns,
		       struct out *out, struct ccw_ctx *ctx, const struct ccw_query *query);

#endif
