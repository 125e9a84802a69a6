// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * text.c - text that can be put on a terminal
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "text.h"

/* The next character, '?' for what is none. Return: its bytes in the source. */
static size_t next_char(const char *src, bool ascii, wchar_t *c)
{
	mbstate_t state = { 0 };
	size_t len = mbrtowc(c, src, strlen(src), &state);

	if (len == (size_t)-1 || len == (size_t)-2) {
		*c = L'?';
		return 1;
	}
	if (!iswprint((wint_t)*c) || wcwidth(*c) < 1 || (ascii && *c > 0x7e))
		*c = L'?';
	return len;
}

/*
 * Puts characters until @width columns are full. Return: columns used. *@rest is what
 * was left.
 */
static size_t put(char *dst, size_t size, const char *src, size_t width, bool ascii,
		  const char **rest)
{
	char bytes[MB_LEN_MAX];
	size_t columns = 0, len = 0;
	mbstate_t state;
	wchar_t c;

	while (*src) {
		size_t in = next_char(src, ascii, &c), n;
		size_t wide = (size_t)wcwidth(c);

		memset(&state, 0, sizeof(state));
		n = wcrtomb(bytes, c, &state);
		if (n == (size_t)-1 || columns + wide > width || len + n >= size)
			break;
		memcpy(dst + len, bytes, n);
		len += n;
		columns += wide;
		src += in;
	}
	dst[len] = '\0';
	*rest = src;
	return columns;
}

size_t text_clean(char *dst, size_t size, const char *src, bool ascii)
{
	const char *rest;

	return put(dst, size, src, (size_t)-1 / 2, ascii, &rest);
}

void text_fit(char *dst, size_t size, const char *src, size_t width, bool ascii)
{
	const char *rest, *mark = ascii ? ">" : "\u2026";
	size_t columns, len;

	if (width >= size)
		width = size - 1;
	columns = put(dst, size, src, width, ascii, &rest);
	/* where nothing but blanks is cut, nothing is missing */
	if (rest[strspn(rest, " ")] && width) {
		columns = put(dst, size, src, width - 1, ascii, &rest);
		len = strlen(dst);
		if (len + strlen(mark) < size) {
			strcpy(dst + len, mark);
			columns++;
		}
	}
	len = strlen(dst);
	while (columns < width && len + 1 < size) {
		dst[len++] = ' ';
		columns++;
	}
	dst[len] = '\0';
}

/*
 * Where a line of @len bytes goes on: below what has two blanks before it, as what a list of
 * commands says of each; or, if that is too far to the right, a bit behind its beginning. Of
 * plain text, below it.
 */
static size_t hanging_indent(const char *line, size_t len, size_t width)
{
	size_t begin = strspn(line, " "), gap = 0, indent, i;

	for (i = begin + 2; i < len && !gap; i++)
		if (line[i - 2] == ' ' && line[i - 1] == ' ' && line[i] != ' ')
			gap = i;
	indent = gap && gap <= width / 2 ? gap : gap || begin ? begin + 2 : 0;
	return indent <= width / 2 ? indent : 0;
}

/* How many bytes of a line fit, up to a blank behind the first @begin; if there is one. */
static size_t fitting(const char *line, size_t len, size_t begin, size_t width)
{
	size_t column = 0, blank = 0, i;

	for (i = 0; i < len; i++) {
		if (line[i] == ' ' && i >= begin)
			blank = i;
		/* of characters of several bytes, the first counts */
		column += ((unsigned char)line[i] & 0xc0) != 0x80;
		if (column > width && blank)
			return blank;
	}
	return len;
}

static void wrap_line(FILE *file, const char *line, size_t len, size_t width)
{
	size_t indent = hanging_indent(line, len, width), n;

	n = fitting(line, len, strspn(line, " "), width);
	fprintf(file, "%.*s", (int)n, line);
	for (;;) {
		while (n < len && line[n] == ' ')
			n++;
		if (n == len)
			break;
		line += n;
		len -= n;
		n = fitting(line, len, 0, width - indent);
		fprintf(file, "\n%*s%.*s", (int)indent, "", (int)n, line);
	}
}

char *text_wrap(const char *src, size_t width)
{
	char *text = NULL;
	size_t len, size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return NULL;
	while (*src) {
		len = strcspn(src, "\n");
		wrap_line(file, src, len, width);
		src += len;
		if (*src)
			putc(*src++, file);
	}
	fclose(file);
	return text;
}
