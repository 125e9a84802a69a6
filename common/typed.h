/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * typed.h - small things that people type
 */
#ifndef COMMON_TYPED_H
#define COMMON_TYPED_H

/* "5", "0.5": seconds, as milliseconds. 0, or -EINVAL. */
int parse_seconds(const char *text, unsigned int *ms);
/* Cuts blanks off both ends of @text, which is written to; returns where it begins then. */
char *trim(char *text);

#endif
