/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * app.h - the program, whatever it shows itself on
 *
 * Commands (commands.h) and actions (action.h) work on it. The full screen (screen.h)
 * and the line mode (line.h) are its front ends: they get commands from the user, and
 * show what is there.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "model.h"
#include "options.h"

struct app;
struct action;

/* A path of a device, and the device. */
#define CURRENT_MAX 2

enum say {
	SAY_INFO,   /* the answer to a command */
	SAY_RESULT, /* something was done */
	SAY_FAILED, /* something was not done, or not as asked */
	SAY_ERROR,  /* what was typed makes no sense here */
};

/*
 * struct front - what a front end does
 * @say: one line of text
 * @text: several lines, under a heading
 * @view: the user asked for a view
 * @object: the user asked for an object
 * @current: the objects that a command without one may be for, the likeliest first;
 *	returns how many
 * @question: app->asking has come, has changed, or has gone
 * @changed: there is a new state, and events from log number @first on
 * @settings: something of how it is shown has changed, or the filter, or what is tagged
 * @input: keys can be read
 * @signal: SIGWINCH, SIGTSTP or SIGCONT has come
 * @tick: called each time before waiting; tells for how many milliseconds at most
 */
struct front {
	void (*say)(struct app *app, enum say how, const char *text);
	void (*text)(struct app *app, const char *heading, const char *text);
	void (*view)(struct app *app, enum view view);
	void (*object)(struct app *app, const struct ccw_object *object);
	size_t (*current)(struct app *app, struct ccw_object objects[CURRENT_MAX]);
	void (*question)(struct app *app);
	void (*changed)(struct app *app, uint64_t first);
	void (*settings)(struct app *app);
	void (*input)(struct app *app);
	void (*signal)(struct app *app, int signal);
	int (*tick)(struct app *app);
};

/*
 * struct app
 * @readonly: why nothing can be changed; NULL: it can
 * @asking: the action that waits for an answer
 * @running: actions that are being carried out, the oldest first
 * @hold_input: what is typed has to wait
 * @ascii, @mono: nothing but ASCII is drawn, no colours
 * @watching: line mode: changes are printed as they happen
 * @ended_by: the signal that ended it; 0: none
 */
struct app {
	struct cmdline *cmdline;
	struct options *options;
	struct settings settings;
	char *settings_path;
	struct ccw_ctx *ctx;
	struct feed *feed;
	struct model model;
	struct ccw_changer *changer;
	struct action *asking, *running;
	uint64_t serial;
	char readonly[160];
	const struct front *front;
	void *front_data;
	bool hold_input;
	bool ascii, mono, paused, watching, quit, failed;
	int ended_by;
};

/* Says something, as printf(3). */
void app_say(struct app *app, enum say how, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Starts reading; @rows: see feed_new(). 0, or -errno. */
int app_start(struct app *app, unsigned int rows);
/* Until the user has had enough, or a signal ends it. */
void app_loop(struct app *app);
void app_free(struct app *app);

/*
 * What is shown stays as it is: as soon as something changes, it gets old, and says so. But
 * what a new column shows is read.
 */
void app_pause(struct app *app, bool paused);
/* Is all there is known by now? */
bool app_is_complete(const struct app *app);
/* And all that the columns, the order and the filter look at? */
bool app_is_current(const struct app *app);

#endif
