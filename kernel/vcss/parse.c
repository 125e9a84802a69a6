// SPDX-License-Identifier: GPL-2.0-only
/*
 * parse.c - lines of text that describe the channel subsystem, and change it
 *
 * What vcssctl writes to /dev/vcss: a word, an id or none, and pairs KEY=VALUE, separated
 * by single blanks; numbers are hexadecimal without prefix. Whoever writes something else
 * by hand is told what is wrong with it, but vcssctl says it better.
 */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "parse.h"

int complain(struct line *line, const char *what, const char *word)
{
	snprintf(line->msg, MSG_LEN, "%s '%s'", what, word ? word : "");
	return -EINVAL;
}

/* ---- words ---- */

/* False: not a number, or too large. */
static bool parse_hex(const char *word, u64 max, u64 *val)
{
	return word && *word != '+' && !kstrtou64(word, 16, val) && *val <= max;
}

static bool parse_sid(const char *word, u32 *sid)
{
	unsigned int ssid, no;
	char rest;

	if (!word || strlen(word) != 6 ||
	    sscanf(word, "%1x.%4x%c", &ssid, &no, &rest) != 2 || ssid >= N_SETS)
		return false;
	*sid = SID(ssid, no);
	return true;
}

int next_chpid(struct line *line, u8 *chpid)
{
	char *word = strsep(&line->rest, " ");
	u64 val;

	if (!parse_hex(word, 0xff, &val))
		return complain(line, "not a CHPID:", word);
	*chpid = val;
	return 0;
}

/* A subchannel, or with a '@' before it, the device that it leads to. */
int next_sid(struct line *line, u32 *sid)
{
	char *word = strsep(&line->rest, " ");
	bool is_device = word && *word == '@';

	if (!parse_sid(word ? word + is_device : NULL, sid))
		return complain(line, "not a subchannel:", word);
	if (!is_device)
		return 0;
	return vcss_css_find(&vcss, SID_SET(*sid), SID_NO(*sid), sid)
		       ? 0
		       : complain(line, "no such device:", word + 1);
}

/* ---- pairs of key and value ---- */

static bool parse_bytes(const char *word, u8 *to, size_t size)
{
	size_t len = strlen(word);

	return !(len & 1) && len <= 2 * size && !hex2bin(to, word, len / 2);
}

static bool store_value(const struct pair *key, char *word, void *to)
{
	static const u64 max[] = { 1, 0xff, 0xffff, 0xffffffff, ~0ull };
	u64 val;

	if (key->type == TYPE_BYTES)
		return parse_bytes(word, to, key->size);
	if (key->type == TYPE_WORD) {
		*(const char **)to = word;
		return true;
	}
	if (!parse_hex(word, max[key->type], &val))
		return false;
	switch (key->type) {
	case TYPE_BOOL:
		*(bool *)to = val;
		break;
	case TYPE_U8:
		*(u8 *)to = val;
		break;
	case TYPE_U16:
		*(u16 *)to = val;
		break;
	case TYPE_U32:
		*(u32 *)to = val;
		break;
	default:
		*(u64 *)to = val;
		break;
	}
	return true;
}

int parse_pairs(struct line *line, const struct pair *keys, void *to)
{
	const struct pair *key;
	char *word, *value;

	while ((word = strsep(&line->rest, " "))) {
		value = strchr(word, '=');
		if (!value)
			return complain(line, "not a pair:", word);
		*value++ = '\0';
		for (key = keys; key->name && strcmp(key->name, word); key++)
			;
		if (!key->name)
			return complain(line, "unknown key", word);
		if (!store_value(key, value, to + key->offset))
			return complain(line, "value not possible:", value);
	}
	return 0;
}

/* ---- lines ---- */

/* When a line is for: while the machine is described, while it is live, or both. */
#define DOWN	0x1
#define LIVE	0x2

static const struct {
	const char *name;
	unsigned int when;
	int (*run)(struct line *line);
} commands[] = {
	{ "machine", DOWN, do_machine },
	{ "chpath", DOWN, do_chpath },
	{ "subchannel", DOWN | LIVE, do_subchannel },
	{ "live", DOWN, do_live },
	{ "down", LIVE, do_down },
	{ "status", DOWN | LIVE, do_status },
	{ "detach", LIVE, do_detach },
	{ "path-fail", LIVE, do_path_fail },
	{ "path-repair", LIVE, do_path_repair },
	{ "path-on", LIVE, do_path_on },
	{ "path-off", LIVE, do_path_off },
	{ "path-modified", LIVE, do_path_modified },
	{ "event", LIVE, do_event },
	{ "overflow", LIVE, do_overflow },
	{ "inject", LIVE, do_inject },
	{ "reserve", LIVE, do_reserve },
	{ "release", LIVE, do_release },
	{ "show", LIVE, do_show },
};

/**
 * parse_line - does what a line says
 * @line: without its newline; is changed
 * @msg: of MSG_LEN: what is wrong
 * @reply: of @size: the answer, if there is one
 *
 * Return: 0, or a negative errno.
 */
int parse_line(char *line, char *msg, char *reply, size_t size)
{
	struct line state = { .rest = line, .msg = msg, .reply = reply, .size = size };
	char *name = strsep(&state.rest, " ");
	size_t i;

	*msg = '\0';
	for (i = 0; i < ARRAY_SIZE(commands) && strcmp(commands[i].name, name); i++)
		;
	if (i == ARRAY_SIZE(commands))
		return complain(&state, "unknown word", name);
	if (!(commands[i].when & (live_is_on() ? LIVE : DOWN))) {
		snprintf(msg, MSG_LEN, live_is_on() ? "a machine is live" : "no machine is live");
		return -EBUSY;
	}
	return commands[i].run(&state);
}
