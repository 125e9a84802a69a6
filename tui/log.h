/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * log.h - what happened: changes that were seen, and results of commands
 */
#ifndef TUI_LOG_H
#define TUI_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "changes.h"
#include "libccw.h"

/* The oldest go when there are more. */
#define LOG_MAX 16384

enum event_kind {
	EVENT_CHANGED,
	EVENT_APPEARED,
	EVENT_VANISHED,
	EVENT_RESULT,  /* of a command */
	EVENT_WARNING, /* what libccw had to say */
};

/*
 * struct event
 * @seen: as clock_ms()
 * @column: EVENT_CHANGED: which one
 * @text: before and after of EVENT_CHANGED, with a zero byte between; a summary of the
 *	object, or a line of text, else
 */
struct event {
	enum event_kind kind;
	struct timespec when;
	uint64_t seen;
	struct ccw_object object;
	const struct column *column;
	char *text;
};

/*
 * struct log
 * @first: number of the oldest, counted from the beginning
 */
struct log {
	struct event *events;
	size_t n, room, start;
	uint64_t first;
};

/* Milliseconds of a clock that only goes forward. */
uint64_t clock_ms(void);

/* The event is the log's from here on, its text too. */
void log_add(struct log *log, struct event *event);
/* A line of text, as printf(3). */
void log_text(struct log *log, enum event_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Those of @from, which has none then. */
void log_move(struct log *log, struct log *from);
void log_free(struct log *log);
/* The @i-th of log->n, the oldest first. */
const struct event *log_get(const struct log *log, size_t i);

/* "14:05:59.123"; at least 16 bytes. */
char *event_format_time(const struct event *event, char *buf);
/* "device 0.0.4711 online yes -> no": without the time, @arrow as it is to be shown. */
void event_format(const struct event *event, const char *arrow, char *buf, size_t size);
const char *event_get_after(const struct event *event);
/* All of them, a line each, in a new file. Return: 0; -EEXIST; -errno. */
int log_save(const struct log *log, const char *path);

#endif
