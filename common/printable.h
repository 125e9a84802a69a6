/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * printable.h - texts that others chose
 */
#ifndef COMMON_PRINTABLE_H
#define COMMON_PRINTABLE_H

#include <stddef.h>

/* How long the character beyond ASCII is that @text begins with; 0: none (RFC 3629). */
size_t utf8_len(const char *text, size_t len);

/*
 * Each control character in @text becomes '?': they tell terminals what to do, or begin a
 * line that was never printed. Those beyond ASCII (ISO 6429: C1) are one byte, or two in
 * UTF-8.
 */
void make_printable(char *text);

#endif
