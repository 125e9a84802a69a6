/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the command line of lscss
 */
#ifndef LSCSS_OPTIONS_H
#define LSCSS_OPTIONS_H

#include "cmdline.h"
#include "filter.h"
#include "report.h"

/* The tables s390-tools prints one after the other. */
enum {
	SHOW_IO = 1 << 0,
	SHOW_CHSC = 1 << 1,
	SHOW_EADM = 1 << 2,
	SHOW_VFIO = 1 << 3,
	SHOW_OTHERS = 1 << 4, /* types that no table there has: not in tables */
};

/*
 * struct options
 * @ids: those given: the filter's devices or its subchannels
 */
struct options {
	struct cmdline cmdline;
	struct filter filter;
	struct id_list *ids;
	bool ids_of_devices;
	unsigned int show;
	bool avail, vpm, uppercase;
	bool tree, count, follow, strict;
	const char *columns;
	const char *sysroot;
	enum report_format format;
};

/* Ends the program for --help and the like, and for what makes no sense. */
void options_parse(struct options *options, int argc, char **argv, struct out *out);
/* Is it among what is listed, of the types @show? */
bool options_match(const struct options *options, const struct sch_row *row,
		   unsigned int show);

#endif
