/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cppcheck.h - what cppcheck is told before each file
 */

/* Version 2.10 does not know this one, and takes the calls to return. */
#define _Noreturn __attribute__((noreturn))

/* Macros of the kernel, whose headers are not read, that begin a loop. */
#define xa_for_each(xa, index, entry) \
	for ((index) = 0; ((entry) = xa_load((xa), (index))); (index)++)
#define xa_for_each_range(xa, index, entry, first, last) \
	for ((index) = (first); ((entry) = xa_load((xa), (index))) && (index) < (last); (index)++)
