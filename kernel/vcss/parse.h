/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * parse.h - lines that describe the channel subsystem, and change it
 */
#ifndef VCSS_PARSE_H
#define VCSS_PARSE_H

#include "module.h"

/* Where a line is being read, and where to complain. */
struct line {
	char *rest;
	char *msg;
	char *reply;
	size_t size;
};

/* Says what is wrong with a word. Return: -EINVAL. */
int complain(struct line *line, const char *what, const char *word);

/* The next word; 0, or -EINVAL after a complaint. */
int next_chpid(struct line *line, u8 *chpid);
int next_sid(struct line *line, u32 *sid);

enum type { TYPE_BOOL, TYPE_U8, TYPE_U16, TYPE_U32, TYPE_U64, TYPE_BYTES, TYPE_WORD };

/**
 * struct pair - where a value goes
 * @offset: in the structure that is filled
 * @size: of TYPE_BYTES
 */
struct pair {
	const char *name;
	enum type type;
	u16 offset, size;
};

#define KEY(s, name, type, member) { name, type, offsetof(struct s, member), \
				     sizeof(((struct s *)NULL)->member) }

/*
 * parse_pairs - reads all that is left of a line
 * @keys: up to one without a name
 * @to: the structure that is filled
 *
 * Return: 0, or -EINVAL after a complaint.
 */
int parse_pairs(struct line *line, const struct pair *keys, void *to);

/* What the first words of lines stand for: describe.c */
int do_machine(struct line *line);
int do_chpath(struct line *line);
int do_subchannel(struct line *line);
int do_live(struct line *line);
int do_down(struct line *line);
int do_status(struct line *line);
/* change.c */
int do_detach(struct line *line);
int do_path_fail(struct line *line);
int do_path_repair(struct line *line);
int do_path_on(struct line *line);
int do_path_off(struct line *line);
int do_path_modified(struct line *line);
int do_event(struct line *line);
int do_overflow(struct line *line);
int do_inject(struct line *line);
int do_reserve(struct line *line);
int do_release(struct line *line);
int do_show(struct line *line);

#endif
