// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * proc.c - the text forms of files in /proc
 *
 * fs/proc_namespace.c, show_mountinfo(); mm/swapfile.c, swap_show(); fs/proc/array.c,
 * do_task_stat().
 */
#include <errno.h>
#include <string.h>

#include "parse.h"
#include "proc.h"

char *proc_next_line(char **text)
{
	char *line = *text, *end;

	if (!*line)
		return NULL;
	end = strchr(line, '\n');
	if (end)
		*end++ = '\0';
	else
		end = line + strlen(line);
	*text = end;
	return line;
}

/* Cuts the next field off *@pos; fields may be empty. */
static char *next_field(char **pos)
{
	return strsep(pos, " ");
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

/* "\040" stands for a blank, and so on. */
static char *unescape(char *text)
{
	const char *from = text;
	char *to = text;

	while (*from) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' &&
		    is_octal(from[2]) && is_octal(from[3])) {
			*to++ = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 |
				       (from[3] - '0'));
			from += 4;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return text;
}

static int parse_dev_number(char *text, struct dev_number *dev)
{
	char *minor = strchr(text, ':');
	uint64_t major_val, minor_val;

	if (!minor)
		return -EBADMSG;
	*minor++ = '\0';
	if (parse_dec(text, UINT32_MAX, &major_val) ||
	    parse_dec(minor, UINT32_MAX, &minor_val))
		return -EBADMSG;
	*dev = (struct dev_number){(uint32_t)major_val, (uint32_t)minor_val};
	return 0;
}

int proc_parse_mount(char *line, struct proc_mount *mount)
{
	char *field[6], *pos = line, *more;
	int i;

	for (i = 0; i < 6; i++) {
		field[i] = next_field(&pos);
		if (!field[i])
			return -EBADMSG;
	}
	/* any number of fields, up to a dash */
	do {
		more = next_field(&pos);
		if (!more)
			return -EBADMSG;
	} while (strcmp(more, "-") != 0);
	mount->type = next_field(&pos);
	mount->source = next_field(&pos);
	if (!mount->source || parse_dev_number(field[2], &mount->dev))
		return -EBADMSG;
	mount->dir = unescape(field[4]);
	unescape(mount->source);
	return 0;
}

int proc_parse_swap(char *line, char **name, bool *is_file)
{
	char *pos, *type;
	size_t len;

	if (*line != '/')
		return -EBADMSG;
	type = line + strcspn(line, " \t");
	if (!*type)
		return -EBADMSG;
	*type++ = '\0';
	pos = type + strspn(type, " \t");
	len = strcspn(pos, " \t");
	*is_file = len == 4 && !memcmp(pos, "file", len);
	if (!*is_file && (len != 9 || memcmp(pos, "partition", len) != 0))
		return -EBADMSG;
	*name = unescape(line);
	return 0;
}

int proc_parse_terminal(const char *text, struct dev_number *dev)
{
	/* the command's name may hold anything, even parentheses and blanks */
	const char *pos = strrchr(text, ')');
	char number[16];
	uint64_t val;
	size_t len;
	int i;

	/* state, parent, process group, session */
	for (i = 0; pos && i < 5; i++)
		pos = strchr(pos + 1, ' ');
	if (!pos)
		return -EBADMSG;
	pos++;
	len = strcspn(pos, " \n");
	if (len >= sizeof(number))
		return -EBADMSG;
	memcpy(number, pos, len);
	number[len] = '\0';
	if (parse_dec(number, UINT32_MAX, &val))
		return -EBADMSG;
	/* include/linux/kdev_t.h, new_encode_dev() */
	dev->major = (uint32_t)(val >> 8 & 0xfff);
	dev->minor = (uint32_t)((val & 0xff) | (val >> 12 & 0xfff00));
	return 0;
}
