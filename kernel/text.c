// SPDX-License-Identifier: GPL-2.0-only
/*
 * text.c - numbers and words in text
 */
#include <stdio.h>
#include <string.h>

#include "text.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool text_skip_hex(const char **pos, unsigned int digits, uint32_t *val)
{
	const char *p = *pos;
	uint32_t v = 0;

	while (digits--) {
		int digit = hex_value(*p++);

		if (digit < 0)
			return false;
		v = v << 4 | (uint32_t)digit;
	}
	*pos = p;
	*val = v;
	return true;
}

bool text_to_hex(const char *text, unsigned int digits, uint32_t *val)
{
	size_t len = strlen(text);

	return len && len <= digits && text_skip_hex(&text, (unsigned int)len, val);
}

bool text_to_dec(const char *text, uint64_t max, uint64_t *val)
{
	uint64_t v = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		unsigned int digit = (unsigned int)(*text - '0');

		if (digit > 9 || digit > max || v > (max - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*val = v;
	return true;
}

static const char speed_suffixes[] = "KMGT";

bool text_to_speed(const char *text, uint64_t *val)
{
	size_t len = strlen(text);
	uint64_t factor = 1, v;
	const char *suffix;
	char digits[24];

	if (!len || len >= sizeof(digits))
		return false;
	memcpy(digits, text, len + 1);
	suffix = strchr(speed_suffixes, digits[len - 1]);
	if (suffix) {
		digits[len - 1] = '\0';
		for (; suffix >= speed_suffixes; suffix--)
			factor *= 1000;
	}
	if (!text_to_dec(digits, UINT64_MAX / factor, &v))
		return false;
	*val = v * factor;
	return true;
}

void speed_to_text(uint64_t val, char *buf, size_t size)
{
	size_t i = 0;

	while (speed_suffixes[i] && val && val % 1000 == 0) {
		val /= 1000;
		i++;
	}
	snprintf(buf, size, "%llu%.*s", (unsigned long long)val, i ? 1 : 0,
		 i ? &speed_suffixes[i - 1] : "");
}

bool text_to_tenths(const char *text, uint64_t *val)
{
	const char *dot = strchr(text, '.');
	char digits[12];
	uint64_t whole;
	size_t len;

	if (!dot)
		return false;
	len = (size_t)(dot - text);
	if (len >= sizeof(digits))
		return false;
	memcpy(digits, text, len);
	digits[len] = '\0';
	if (!text_to_dec(digits, 1000000, &whole) || dot[1] < '0' || dot[1] > '9' ||
	    strcmp(dot + 2, "%"))
		return false;
	*val = whole * 10 + (uint64_t)(dot[1] - '0');
	return true;
}

bool text_is_uuid(const char *text)
{
	static const unsigned int groups[] = { 8, 4, 4, 4, 12 };
	unsigned int i, n;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (i && *text++ != '-')
			return false;
		for (n = groups[i]; n; n--)
			if (hex_value(*text++) < 0)
				return false;
	}
	return !*text;
}

bool text_is_name(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "0123456789_.:+-");

	return len && !text[len] && len <= NAME_MAX_LEN && strcmp(text, ".") &&
	       strcmp(text, "..");
}

bool text_to_type_model(const char *text, uint16_t *type, uint8_t *model)
{
	uint32_t t, m;

	if (!text_skip_hex(&text, 4, &t) || *text++ != '/' ||
	    !text_skip_hex(&text, 2, &m) || *text)
		return false;
	*type = (uint16_t)t;
	*model = (uint8_t)m;
	return true;
}
