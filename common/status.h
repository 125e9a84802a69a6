/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * status.h - exit status of all commands but ccwcheck
 *
 * A command line that s390-tools knows ends as it does there: 0 or 1. Where one of
 * our own options is used, more can be told apart. ccwcheck ends as monitoring plugins
 * do.
 */
#ifndef COMMON_STATUS_H
#define COMMON_STATUS_H

enum status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,   /* of an option of ours; otherwise 1 */
	STATUS_PARTLY = 64, /* some of what was asked for was done, some was not */
};

#endif
