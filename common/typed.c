// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * typed.c - small things that people type
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "typed.h"

/* What separates words for the kernel's sscanf(). */
#define BLANKS " \t\n\v\f\r"

int parse_seconds(const char *text, unsigned int *ms)
{
	unsigned long whole;
	unsigned int part = 0, unit = 100;
	char *end;

	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	errno = 0;
	whole = strtoul(text, &end, 10);
	if (errno || whole > 1000000)
		return -EINVAL;
	if (*end == '.' && isdigit((unsigned char)end[1]))
		for (end++; isdigit((unsigned char)*end); end++, unit /= 10)
			part += (unsigned int)(*end - '0') * unit;
	if (*end)
		return -EINVAL;
	*ms = (unsigned int)whole * 1000 + part;
	return 0;
}

int parse_status(const char *text, bool *on)
{
	const char *word = text + strspn(text, BLANKS);
	size_t len = strcspn(word, BLANKS);

	/* only the beginning of a word counts, of whatever comes behind a word nothing */
	if (!strncasecmp(word, "on", 2) || (len == 1 && *word == '1'))
		*on = true;
	else if (!strncasecmp(word, "off", 3) || (len == 1 && *word == '0'))
		*on = false;
	else
		return -EINVAL;
	return 0;
}

char *trim(char *text)
{
	char *end;

	while (isspace((unsigned char)*text))
		text++;
	end = text + strlen(text);
	while (end > text && isspace((unsigned char)end[-1]))
		*--end = '\0';
	return text;
}
