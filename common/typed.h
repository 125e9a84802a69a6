/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * typed.h - small things that people type
 */
#ifndef COMMON_TYPED_H
#define COMMON_TYPED_H

#include <stdbool.h>

/* "5", "0.5": seconds, as milliseconds. 0, or -EINVAL. */
int parse_seconds(const char *text, unsigned int *ms);
/*
 * parse_status - what the kernel takes for the status of a channel path
 * @text: what is to be written to the attribute
 * @on: receives whether that varies the path on
 *
 * These are more words than those it shows (chp_status_write() in chp.c of cio).
 * Return: 0, or -EINVAL: it takes no such word.
 */
int parse_status(const char *text, bool *on);
/* Cuts blanks off both ends of @text, which is written to; returns where it begins then. */
char *trim(char *text);

#endif
