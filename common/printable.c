// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * printable.c - texts that others chose
 */
#include <stdbool.h>
#include <string.h>

#include "printable.h"

size_t utf8_len(const char *text, size_t len)
{
	const unsigned char *byte = (const unsigned char *)text;
	/* what the second byte may be: no longer than needed, no surrogate, no more than 10ffff */
	unsigned char low = 0x80, high = 0xbf;
	size_t n, i;

	if (byte[0] < 0xc2 || byte[0] > 0xf4)
		return 0;
	n = byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
	if (byte[0] == 0xe0)
		low = 0xa0;
	else if (byte[0] == 0xed)
		high = 0x9f;
	else if (byte[0] == 0xf0)
		low = 0x90;
	else if (byte[0] == 0xf4)
		high = 0x8f;
	if (n > len || byte[1] < low || byte[1] > high)
		return 0;
	for (i = 2; i < n; i++)
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

/* @n: its bytes, as utf8_len() tells; 0: a byte that is no UTF-8 */
static bool is_control(const char *text, size_t n)
{
	unsigned char c = (unsigned char)text[0];

	if (n > 2 || (n == 2 && c != 0xc2))
		return false;
	if (n == 2)
		c = (unsigned char)text[1];
	return c < ' ' || (c >= 0x7f && c < 0xa0);
}

void make_printable(char *text)
{
	size_t n, step, left = strlen(text);
	char *to = text;

	for (; left; text += step, left -= step) {
		n = (unsigned char)*text < 0x80 ? 1 : utf8_len(text, left);
		step = n ? n : 1;
		if (is_control(text, n)) {
			*to++ = '?';
			continue;
		}
		memmove(to, text, step);
		to += step;
	}
	*to = '\0';
}
