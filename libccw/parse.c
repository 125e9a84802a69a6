// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * parse.c - the text forms of sysfs attributes
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "internal.h"
#include "parse.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

int parse_hex_digits(const char **pos, unsigned int min, unsigned int max, uint32_t *val)
{
	const char *p = *pos;
	uint32_t v = 0;
	unsigned int n;
	int digit;

	for (n = 0; n < max && (digit = hex_value(*p)) >= 0; n++, p++)
		v = v << 4 | (uint32_t)digit;
	if (n < min)
		return -EBADMSG;
	*pos = p;
	*val = v;
	return 0;
}

int parse_hex(const char *text, unsigned int max_digits, uint32_t *val)
{
	uint32_t v;

	if (parse_hex_digits(&text, 1, max_digits, &v) < 0 || *text)
		return -EBADMSG;
	*val = v;
	return 0;
}

int parse_dec(const char *text, uint64_t max, uint64_t *val)
{
	uint64_t v = 0;

	if (!*text)
		return -EBADMSG;
	for (; *text; text++) {
		unsigned int digit = (unsigned int)(*text - '0');

		if (digit > 9 || digit > max || v > (max - digit) / 10)
			return -EBADMSG;
		v = v * 10 + digit;
	}
	*val = v;
	return 0;
}

int parse_bool(const char *text, bool *val)
{
	uint64_t v;
	int rc;

	rc = parse_dec(text, 1, &v);
	if (!rc)
		*val = v;
	return rc;
}

int parse_pimpampom(const char *text, struct ccw_masks *masks)
{
	uint32_t mask[3];
	int i;

	for (i = 0; i < 3; i++) {
		if (i && *text++ != ' ')
			return -EBADMSG;
		if (parse_hex_digits(&text, 1, 2, &mask[i]) < 0)
			return -EBADMSG;
	}
	if (*text)
		return -EBADMSG;
	*masks = (struct ccw_masks){ .pim = mask[0], .pam = mask[1], .pom = mask[2] };
	return 0;
}

int parse_chpids(const char *text, uint8_t *chpids)
{
	uint8_t ids[CCW_PATHS_MAX];
	uint32_t id;
	int i;

	for (i = 0; i < CCW_PATHS_MAX; i++) {
		if (i && *text++ != ' ')
			return -EBADMSG;
		if (parse_hex_digits(&text, 2, 2, &id) < 0)
			return -EBADMSG;
		ids[i] = id;
	}
	/* the kernel prints a blank after each id, the last one included */
	if (*text == ' ')
		text++;
	if (*text)
		return -EBADMSG;
	memcpy(chpids, ids, sizeof(ids));
	return 0;
}

int parse_type_model(const char *text, uint16_t *type, uint8_t *model)
{
	uint32_t t, m;

	if (!strcmp(text, "n/a")) {
		*type = 0;
		*model = 0;
		return 0;
	}
	if (parse_hex_digits(&text, 4, 4, &t) < 0 || *text++ != '/' ||
	    parse_hex_digits(&text, 2, 2, &m) < 0 || *text)
		return -EBADMSG;
	*type = t;
	*model = m;
	return 0;
}

static bool skip(const char **pos, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*pos, word, len))
		return false;
	*pos += len;
	return true;
}

int parse_ccw_modalias(const char *text, struct ccw_identity *identity)
{
	uint32_t cu_type, cu_model, dev_type = 0, dev_model = 0;

	if (!skip(&text, "ccw:t") || parse_hex_digits(&text, 4, 4, &cu_type) < 0 ||
	    !skip(&text, "m") || parse_hex_digits(&text, 2, 2, &cu_model) < 0)
		return -EBADMSG;
	if (strcmp(text, "dtdm")) {
		if (!skip(&text, "dt") || parse_hex_digits(&text, 4, 4, &dev_type) < 0 ||
		    !skip(&text, "dm") || parse_hex_digits(&text, 2, 2, &dev_model) < 0 ||
		    *text)
			return -EBADMSG;
	}
	*identity = (struct ccw_identity){ .cu_type = cu_type,
					   .cu_model = cu_model,
					   .dev_type = dev_type,
					   .dev_model = dev_model };
	return 0;
}

int parse_speed(const char *text, uint64_t *bps)
{
	static const char suffixes[] = "KMGT";
	size_t len = strlen(text);
	uint64_t factor = 1, v;
	char digits[24];
	const char *s;

	if (!len || len >= sizeof(digits))
		return -EBADMSG;
	memcpy(digits, text, len + 1);
	s = strchr(suffixes, digits[len - 1]);
	if (s) {
		digits[len - 1] = '\0';
		for (; s >= suffixes; s--)
			factor *= 1000;
	}
	if (parse_dec(digits, UINT64_MAX / factor, &v) < 0)
		return -EBADMSG;
	*bps = v * factor;
	return 0;
}

int parse_utilization(const char *text, uint64_t *tenths)
{
	const char *dot = strchr(text, '.');
	uint64_t percent;
	char digits[8];
	size_t len;

	if (!dot)
		return -EBADMSG;
	len = (size_t)(dot - text);
	if (len >= sizeof(digits))
		return -EBADMSG;
	memcpy(digits, text, len);
	digits[len] = '\0';
	if (parse_dec(digits, 1000000, &percent) < 0 || dot[1] < '0' || dot[1] > '9' ||
	    strcmp(dot + 2, "%"))
		return -EBADMSG;
	*tenths = percent * 10 + (uint64_t)(dot[1] - '0');
	return 0;
}

static const char *const availability_names[] = {
	[CCW_AVAIL_GOOD] = "good",
	[CCW_AVAIL_BOXED] = "boxed",
	[CCW_AVAIL_NO_PATH] = "no path",
	[CCW_AVAIL_NO_DEVICE] = "no device",
};

#define N_AVAIL (sizeof(availability_names) / sizeof(availability_names[0]))

int parse_availability(const char *text, enum ccw_availability *avail)
{
	unsigned int i;

	for (i = 0; i < N_AVAIL; i++) {
		if (!strcmp(text, availability_names[i])) {
			*avail = i;
			return 0;
		}
	}
	return -EBADMSG;
}

CCW_EXPORT const char *ccw_availability_get_name(enum ccw_availability avail)
{
	return (unsigned int)avail < N_AVAIL ? availability_names[avail] : NULL;
}

int parse_vary(const char *text, bool *on)
{
	if (strcmp(text, "online") && strcmp(text, "offline"))
		return -EBADMSG;
	*on = !strcmp(text, "online");
	return 0;
}

int parse_canonical_id(const char *text, struct ccw_id *id)
{
	char buf[CCW_ID_STRLEN];
	struct ccw_id parsed;

	if (ccw_id_parse(text, &parsed) < 0 || strcmp(ccw_id_format(parsed, buf), text))
		return -EBADMSG;
	*id = parsed;
	return 0;
}

int parse_ignored(const char *text, struct ccw_id *from, struct ccw_id *to)
{
	struct ccw_id first, last;
	char buf[CCW_ID_STRLEN];
	size_t len = strcspn(text, "-");

	if (len >= sizeof(buf))
		return -EBADMSG;
	memcpy(buf, text, len);
	buf[len] = '\0';
	if (parse_canonical_id(buf, &first))
		return -EBADMSG;
	last = first;
	if (text[len] && parse_canonical_id(text + len + 1, &last))
		return -EBADMSG;
	*from = first;
	*to = last;
	return 0;
}

bool is_uuid(const char *text)
{
	static const unsigned int groups[] = { 8, 4, 4, 4, 12 };
	unsigned int i, j;

	for (i = 0; i < 5; i++) {
		if (i && *text++ != '-')
			return false;
		for (j = 0; j < groups[i]; j++)
			if (hex_value(*text++) < 0)
				return false;
	}
	return !*text;
}

/*
 * Letters, digits and the punctuation that is at the same place in all Latin
 * EBCDIC code pages (the "syntactic character set", IBM CDRA).
 */
static char ebcdic_to_ascii(uint8_t c)
{
	static const struct {
		uint8_t first, last;
		char ascii;
	} runs[] = {
		{ 0x81, 0x89, 'a' }, { 0x91, 0x99, 'j' }, { 0xa2, 0xa9, 's' },
		{ 0xc1, 0xc9, 'A' }, { 0xd1, 0xd9, 'J' }, { 0xe2, 0xe9, 'S' },
		{ 0xf0, 0xf9, '0' }, { 0x40, 0x40, ' ' }, { 0x4b, 0x4b, '.' },
		{ 0x4d, 0x4d, '(' }, { 0x4e, 0x4e, '+' }, { 0x50, 0x50, '&' },
		{ 0x5c, 0x5c, '*' }, { 0x5d, 0x5d, ')' }, { 0x60, 0x60, '-' },
		{ 0x61, 0x61, '/' }, { 0x6b, 0x6b, ',' }, { 0x6c, 0x6c, '%' },
		{ 0x6d, 0x6d, '_' }, { 0x6f, 0x6f, '?' }, { 0x7a, 0x7a, ':' },
		{ 0x7d, 0x7d, '\'' }, { 0x7e, 0x7e, '=' },
	};
	unsigned int i;

	for (i = 0; i < sizeof(runs) / sizeof(runs[0]); i++)
		if (c >= runs[i].first && c <= runs[i].last)
			return (char)(runs[i].ascii + (c - runs[i].first));
	return '?';
}

/*
 * Nothing says which of the two encodings it is. EBCDIC letters and digits are all
 * above 0x7f, ASCII ones below; a string of nothing but EBCDIC blanks is ASCII '@'.
 */
size_t util_string_to_ascii(const uint8_t *bytes, size_t len, char *out)
{
	bool ebcdic = false, only_ebcdic_blanks = true;
	size_t i;

	while (len && bytes[len - 1] == 0)
		len--;
	for (i = 0; i < len; i++) {
		ebcdic |= bytes[i] > 0x7f;
		only_ebcdic_blanks &= bytes[i] == 0x40;
	}
	ebcdic |= only_ebcdic_blanks;
	for (i = 0; i < len; i++) {
		if (ebcdic)
			out[i] = ebcdic_to_ascii(bytes[i]);
		else
			out[i] = bytes[i] >= ' ' && bytes[i] < 0x7f ? (char)bytes[i] : '?';
	}
	while (len && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return len;
}

/* ---- names of directories, paths of events ---- */

int parse_css_name(const char *name, uint32_t *id)
{
	const char *p = name + 3;
	char canonical[8];

	if (strncmp(name, "css", 3) || parse_hex_digits(&p, 1, 2, id) < 0)
		return -EBADMSG;
	snprintf(canonical, sizeof(canonical), "css%x", *id & 0xff);
	return strcmp(canonical, name) ? -EBADMSG : 0;
}

int parse_chp_name(const char *name, uint8_t cssid, struct ccw_chpid *chpid)
{
	char canonical[CCW_ID_STRLEN];

	if (strncmp(name, "chp", 3) || ccw_chpid_parse(name + 3, chpid) ||
	    chpid->cssid != cssid)
		return -EBADMSG;
	return strcmp(ccw_chpid_format(*chpid, canonical), name + 3) ? -EBADMSG : 0;
}


/* Moves *@path past "/NAME", if NAME fits into @name. */
static bool next_component(const char **path, char *name, size_t size)
{
	const char *start = *path;
	size_t len;

	if (*start != '/')
		return false;
	len = strcspn(++start, "/");
	if (!len || len >= size)
		return false;
	memcpy(name, start, len);
	name[len] = '\0';
	*path = start + len;
	return true;
}

/* "0.0.4711", and behind it the end or something below. */
static bool take_id(const char **path, struct ccw_id *id)
{
	const char *pos = *path;
	char name[CCW_ID_STRLEN];

	if (!next_component(&pos, name, sizeof(name)) || parse_canonical_id(name, id))
		return false;
	*path = pos;
	return true;
}

/* Behind "/devices/cssN". */
static void parse_below_css(const char *path, struct ccw_event *event)
{
	char name[CCW_ID_STRLEN + 3];
	struct ccw_chpid chpid;
	const char *pos = path;
	struct ccw_id id;

	if (take_id(&pos, &id) && id.cssid == event->object.chpid.cssid) {
		event->object = (struct ccw_object){ .kind = CCW_KIND_SUBCHANNEL, .id = id };
		path = pos;
		if (take_id(&path, &id)) {
			event->parent = event->object;
			event->object = (struct ccw_object){ .kind = CCW_KIND_DEVICE, .id = id };
		}
	} else if (next_component(&pos, name, sizeof(name))) {
		if (!parse_chp_name(name, event->object.chpid.cssid, &chpid)) {
			event->object =
				(struct ccw_object){ .kind = CCW_KIND_CHPATH, .chpid = chpid };
			path = pos;
		} else if (!strcmp(name, "defunct") && take_id(&pos, &id)) {
			event->object = (struct ccw_object){ .kind = CCW_KIND_DEVICE, .id = id };
			path = pos;
		}
	}
	event->below = *path;
}

int parse_devpath(const char *path, struct ccw_event *event)
{
	struct ccw_event parsed = { .action = CCW_ACTION_OTHER };
	char name[CCW_ID_STRLEN];
	struct ccw_id id;
	uint32_t css;

	if (strncmp(path, "/devices/", 9) || strstr(path, "//") ||
	    path[strlen(path) - 1] == '/')
		return -EBADMSG;
	path += 8;
	if (!next_component(&path, name, sizeof(name)))
		return -EBADMSG;
	if (!parse_css_name(name, &css)) {
		parsed.object = (struct ccw_object){ .kind = CCW_KIND_CSS,
						     .chpid.cssid = (uint8_t)css };
		parse_below_css(path, &parsed);
	} else if (take_id(&path, &id)) {
		/* ccwgroup.c names a group by its first device: qeth/0.0.8000 */
		parsed.object = (struct ccw_object){ .kind = CCW_KIND_DEVICE, .id = id };
		parsed.below = true;
	} else {
		return -EBADMSG;
	}
	*event = parsed;
	return 0;
}
