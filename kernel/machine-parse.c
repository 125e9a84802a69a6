// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-parse.c - reads a machine file: lines of words, see vcss-machine(5)
 */
#include <stdio.h>
#include <string.h>

#include "machine-keys.h"

/*
 * struct word - KEY=VALUE, or a single word
 * @key: all of it, if there is no '='
 * @value: without quotes and backslashes; NULL: no '='
 */
struct word {
	struct machine_pos pos, value_pos;
	char key[64];
	char text[KEY_VALUE_MAX];
	const char *value;
};

/* @p: what comes next; @end: of the line */
struct line {
	struct machine *m;
	struct machine_diag *diag;
	const char *start, *p, *end;
	unsigned int number;
};

static const struct object_def *const objects[] = {
	&machine_object, &css_object, &chpath_object, &subchannel_object, &defunct_object,
};

static struct machine_pos here(const struct line *line)
{
	return (struct machine_pos){ line->number,
				     (unsigned int)(line->p - line->start) + 1 };
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* The name in front of '='. False: it cannot be one. */
static bool read_key(struct line *line, struct word *word)
{
	size_t len = 0;

	word->pos = here(line);
	while (line->p < line->end && !is_blank(*line->p) && *line->p != '=') {
		if (len == sizeof(word->key) - 1 || is_control(*line->p) ||
		    *line->p == '"') {
			machine_error(line->diag, here(line),
				      "expected a word, or KEY=VALUE");
			return false;
		}
		word->key[len++] = *line->p++;
	}
	word->key[len] = '\0';
	return true;
}

static bool read_quoted(struct line *line, struct word *word, size_t *len)
{
	struct machine_pos start = here(line);

	for (line->p++; line->p < line->end && *line->p != '"'; line->p++) {
		if (*line->p == '\\' && line->p + 1 < line->end &&
		    (line->p[1] == '"' || line->p[1] == '\\'))
			line->p++;
		if (is_control(*line->p) || *len == sizeof(word->text) - 1) {
			machine_error(line->diag, here(line),
				      is_control(*line->p)
					      ? "a control character in a value"
					      : "this value is too long");
			return false;
		}
		word->text[(*len)++] = *line->p;
	}
	if (line->p == line->end) {
		machine_error(line->diag, start,
			      "expected another '\"' before the line ends");
		return false;
	}
	line->p++;
	if (line->p == line->end || is_blank(*line->p))
		return true;
	machine_error(line->diag, here(line), "expected a blank behind the value");
	return false;
}

static bool read_value(struct line *line, struct word *word)
{
	size_t len = 0;

	word->value = word->text;
	word->value_pos = here(line);
	if (line->p < line->end && *line->p == '"') {
		if (!read_quoted(line, word, &len))
			return false;
	} else {
		for (; line->p < line->end && !is_blank(*line->p); line->p++) {
			if (is_control(*line->p) || *line->p == '"' ||
			    len == sizeof(word->text) - 1) {
				machine_error(line->diag, here(line),
					      "not allowed in a value without quotes");
				return false;
			}
			word->text[len++] = *line->p;
		}
	}
	word->text[len] = '\0';
	return true;
}

/* Return: 1: a word; 0: end of the line, or a comment; -1: an error was reported. */
static int next_word(struct line *line, struct word *word)
{
	word->value = NULL;
	while (line->p < line->end && is_blank(*line->p))
		line->p++;
	if (line->p == line->end || *line->p == '#')
		return 0;
	if (!read_key(line, word))
		return -1;
	if (line->p == line->end || *line->p != '=')
		return 1;
	line->p++;
	return read_value(line, word) ? 1 : -1;
}

static const struct key_def *find_key(const struct key_def *keys, const char *name,
				      unsigned int *bit)
{
	for (; keys && keys->name; keys++, ++*bit)
		if (!strcmp(keys->name, name))
			return keys;
	return NULL;
}

static void list_keys(const struct key_def *keys, char *buf, size_t size)
{
	size_t len = strlen(buf);

	for (; keys && keys->name && len < size; keys++)
		len += (size_t)snprintf(buf + len, size - len, "%s%s", len ? ", " : "",
					keys->name);
}

static void unknown_key(struct object_line *obj, const struct word *word,
			struct machine_diag *diag)
{
	char keys[400] = "";

	list_keys(obj->def->keys, keys, sizeof(keys));
	list_keys(obj->def->device_keys, keys, sizeof(keys));
	/* the names of the measurement values would hide the others */
	if (strstr(keys, ", cmf."))
		strcpy(strstr(keys, ", cmf."), ", cmf.*");
	machine_error(diag, word->pos, "'%s': no key of a %s line; expected one of %s",
		      word->key, obj->def->keyword, keys);
}

static void apply_key(struct object_line *obj, const struct word *word)
{
	const struct key_def *key;
	unsigned int bit = 0;
	void *of = obj->obj;

	key = find_key(obj->def->keys, word->key, &bit);
	if (!key) {
		bit = DEVICE_KEY_SHIFT;
		key = find_key(obj->def->device_keys, word->key, &bit);
		if (key)
			of = obj->def->device_of(obj->obj);
	}
	if (!key) {
		unknown_key(obj, word, obj->diag);
		return;
	}
	if (obj->seen & 1ULL << bit) {
		machine_error(obj->diag, word->pos, "%s: a second time on this line",
			      key->name);
		return;
	}
	obj->seen |= 1ULL << bit;
	obj->given |= key->gives;
	if (!word->value)
		machine_error(obj->diag, word->pos, "expected %s=VALUE: %s", key->name,
			      key->expected);
	else if (!key->parse(obj->m, of, key->arg, word->value))
		machine_error(obj->diag, word->value_pos, "%s=%s: expected %s", key->name,
			      word->value, key->expected);
}

/* The id, and the object it is for. False: an error was reported. */
static bool begin_object(struct line *line, struct object_line *obj, struct word *word)
{
	const char *expected = obj->def->id_expected;

	if (expected) {
		int rc = next_word(line, word);

		if (rc < 0)
			return false;
		if (!rc || word->value) {
			machine_error(line->diag, rc ? word->pos : here(line),
				      "expected %s", expected);
			return false;
		}
		obj->pos = word->pos;
	}
	obj->obj = obj->def->begin(line->m, word->key, obj->pos);
	if (!obj->obj)
		machine_error(line->diag, obj->pos, "'%s': expected %s", word->key,
			      expected);
	return obj->obj;
}

static void parse_line(struct line *line)
{
	struct object_line obj = { .m = line->m, .diag = line->diag };
	unsigned int errors;
	struct word word;
	size_t i;
	int rc;

	rc = next_word(line, &word);
	if (rc <= 0)
		return;
	for (i = 0; i < ARRAY_SIZE(objects) && !word.value; i++)
		if (!strcmp(objects[i]->keyword, word.key))
			obj.def = objects[i];
	if (!obj.def) {
		machine_error(
			line->diag, word.pos,
			"'%s': expected machine, css, chpath, subchannel or defunct",
			word.key);
		return;
	}
	obj.pos = word.pos;
	if (!begin_object(line, &obj, &word))
		return;
	errors = line->diag->errors;
	while ((rc = next_word(line, &word)) > 0)
		apply_key(&obj, &word);
	/* what is missing may just not have been understood */
	if (line->diag->errors == errors && !rc && obj.def->end)
		obj.def->end(&obj);
}

bool machine_parse(struct machine *m, const char *text, size_t len,
		   struct machine_diag *diag)
{
	struct line line = { .m = m, .diag = diag };
	const char *end = text + len;

	for (; text < end; text = line.end + 1) {
		line.start = line.p = text;
		line.end = memchr(text, '\n', (size_t)(end - text));
		if (!line.end)
			line.end = end;
		line.number++;
		parse_line(&line);
		if (diag->errors >= MACHINE_ERRORS_MAX)
			break;
	}
	return machine_finish(m, diag);
}
