// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * log.c - what happened: changes that were seen, and results of commands
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

uint64_t clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

static struct event *slot(const struct log *log, size_t i)
{
	return &log->events[(log->start + i) % log->room];
}

/* Doubles the room, up to LOG_MAX. */
static bool grow(struct log *log)
{
	size_t i, room = log->room ? 2 * log->room : 256;
	struct event *events = calloc(room, sizeof(*events));

	if (!events)
		return false;
	for (i = 0; i < log->n; i++)
		events[i] = *slot(log, i);
	free(log->events);
	log->events = events;
	log->room = room;
	log->start = 0;
	return true;
}

void log_add(struct log *log, struct event *event)
{
	if (log->n == log->room && (log->room == LOG_MAX || !grow(log))) {
		if (!log->n) {
			free(event->text);
			return;
		}
		free(slot(log, 0)->text);
		log->start = (log->start + 1) % log->room;
		log->first++;
		log->n--;
	}
	*slot(log, log->n) = *event;
	log->n++;
}

void log_text(struct log *log, enum event_kind kind, const char *fmt, ...)
{
	struct event event = { .kind = kind, .seen = clock_ms() };
	va_list ap;
	int len;

	clock_gettime(CLOCK_REALTIME, &event.when);
	va_start(ap, fmt);
	len = vasprintf(&event.text, fmt, ap);
	va_end(ap);
	if (len >= 0)
		log_add(log, &event);
}

void log_move(struct log *log, struct log *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		log_add(log, slot(from, i));
	/* their texts have moved */
	from->n = 0;
}

void log_free(struct log *log)
{
	size_t i;

	for (i = 0; i < log->n; i++)
		free(slot(log, i)->text);
	free(log->events);
	*log = (struct log){ .n = 0 };
}

const struct event *log_get(const struct log *log, size_t i)
{
	return slot(log, i);
}

char *event_format_time(const struct event *event, char *buf)
{
	struct tm tm;

	if (!localtime_r(&event->when.tv_sec, &tm))
		memset(&tm, 0, sizeof(tm));
	strftime(buf, 9, "%T", &tm);
	snprintf(buf + 8, 6, ".%03ld", event->when.tv_nsec / 1000000 % 1000);
	return buf;
}

const char *event_get_after(const struct event *event)
{
	return event->kind == EVENT_CHANGED ? event->text + strlen(event->text) + 1
					    : event->text;
}

static void format_object(const struct ccw_object *object, char *buf, size_t size)
{
	char id[CCW_ID_STRLEN];

	snprintf(buf, size, "%s %s", ccw_kind_get_name(object->kind),
		 format_object_id(object, id));
}

void event_format(const struct event *event, const char *arrow, char *buf, size_t size)
{
	char object[32];

	if (event->kind == EVENT_RESULT || event->kind == EVENT_WARNING) {
		snprintf(buf, size, "%s", event->text);
		return;
	}
	format_object(&event->object, object, sizeof(object));
	if (event->kind == EVENT_CHANGED)
		snprintf(buf, size, "%s %s %s%s%s", object, event->column->name,
			 event->text, arrow, event_get_after(event));
	else
		snprintf(buf, size, "%s %s%s%s", object,
			 event->kind == EVENT_APPEARED ? "appeared" : "vanished",
			 *event->text ? ": " : "", event->text);
}

int log_save(const struct log *log, const char *path)
{
	char date[16], time[16], line[1024];
	const struct event *event;
	FILE *file = fopen(path, "wxe");
	struct tm tm;
	size_t i;

	if (!file)
		return -errno;
	for (i = 0; i < log->n; i++) {
		event = log_get(log, i);
		if (!localtime_r(&event->when.tv_sec, &tm))
			memset(&tm, 0, sizeof(tm));
		strftime(date, sizeof(date), "%F", &tm);
		event_format(event, " -> ", line, sizeof(line));
		fprintf(file, "%s %s %s\n", date, event_format_time(event, time), line);
	}
	if (ferror(file)) {
		fclose(file);
		return -EIO;
	}
	return fclose(file) ? -errno : 0;
}
