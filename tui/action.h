/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * action.h - something to be changed: asked about, then done in the background
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include "app.h"

/*
 * struct action
 * @on: of vary and configure
 * @special: online: force; offline: safe
 * @attribute, @value: of an attribute
 * @objects, @n: what to change; some may be @gone since
 * @seen: the same, to find those named twice
 * @serial: of the question, counted by app->serial
 * @title: "Vary off 0.3a"
 * @impact: what would be lost, as lines; NULL: still being looked for
 * @in_use: something in use would be
 * @started, @ended, @failed: of @n
 * @stopped: nothing more is to be started
 */
struct action {
	enum ccw_change_kind kind;
	bool on, special;
	char *attribute, *value;
	struct ccw_object *objects;
	size_t n, gone;
	struct object_set seen;
	uint64_t serial;
	char title[160];
	char *impact;
	bool in_use;
	struct ccw_change **changes;
	size_t started, ended, failed;
	bool stopped;
	struct action *next;
};

/* "vary off", "online force" */
const char *action_get_verb(const struct action *action);
/* Does it take something away? */
bool action_takes(const struct action *action);

/*
 * action_begin - asks the user, with what would be lost
 * @action: allocated, with its first members filled in; not the caller's any more
 *
 * What takes nothing away is asked about on a full screen only, where a key is easily
 * hit. False: it cannot be done, the user was told why.
 */
bool action_begin(struct app *app, struct action *action);
/* The answer to app->asking. */
void action_answer(struct app *app, bool yes);
/* After a new state: what it is about may be gone, or in use by now. */
void action_check(struct app *app);
/* Changes that have ended: app->changer's file can be read. */
void action_dispatch(struct app *app);
/* Starts nothing more. False: nothing was running. */
bool action_stop(struct app *app);
/* "vary off: 3/8"; an empty text: nothing is running. */
void action_progress(const struct app *app, char *buf, size_t size);
void action_free(struct action *action);

#endif
