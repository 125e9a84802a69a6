/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * text.h - text that can be put on a terminal
 *
 * What comes from sysfs, and what is typed, may have anything in it: control characters
 * would be commands to the terminal.
 */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the longest text that is drawn. */
#define TEXT_MAX 2048

/*
 * text_clean - a copy in which what cannot be printed is '?'
 * @ascii: nothing else can be printed
 *
 * Return: how many columns it takes.
 */
size_t text_clean(char *dst, size_t size, const char *src, bool ascii);
/* The same, cut or filled with blanks to @width columns. */
void text_fit(char *dst, size_t size, const char *src, size_t width, bool ascii);
/*
 * Lines of at most @width columns, broken at blanks; what a line goes on with is indented. The
 * caller frees it. NULL.
 */
char *text_wrap(const char *src, size_t width);

#endif
