// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * action.c - something to be changed: asked about, then done in the background
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "impact_report.h"

/* So many devices at a time go online or offline. */
#define JOBS 8

/* With more devices than this, it is not waited for what vary does to them. */
#define SETTLE_DEVICES 4096

bool action_takes(const struct action *action)
{
	return action->kind == CCW_CHANGE_OFFLINE ||
	       ((action->kind == CCW_CHANGE_VARY ||
		 action->kind == CCW_CHANGE_CONFIGURE) &&
		!action->on);
}

void action_free(struct action *action)
{
	if (!action)
		return;
	free(action->attribute);
	free(action->value);
	free(action->objects);
	set_clear(&action->seen);
	free(action->impact);
	free(action->changes);
	free(action);
}

/* ---- words ---- */

const char *action_get_verb(const struct action *action)
{
	switch (action->kind) {
	case CCW_CHANGE_VARY:
		return action->on ? "vary on" : "vary off";
	case CCW_CHANGE_CONFIGURE:
		return action->on ? "configure on" : "configure off";
	case CCW_CHANGE_ONLINE:
		return action->special ? "online force" : "online";
	case CCW_CHANGE_OFFLINE:
		return action->special ? "offline safe" : "offline";
	case CCW_CHANGE_ATTRIBUTE:
		return "attr";
	case CCW_CHANGE_RESCAN:
		return "rescan";
	case CCW_CHANGE_UNIGNORE:
		break;
	}
	return "unignore";
}

static void make_title(struct action *action)
{
	char id[CCW_ID_STRLEN];
	size_t i, len;

	len = (size_t)snprintf(action->title, sizeof(action->title), "%s",
			       action_get_verb(action));
	for (i = 0; i < action->n && i < 4; i++)
		len += (size_t)snprintf(action->title + len, sizeof(action->title) - len,
					" %s", format_object_id(&action->objects[i], id));
	if (i < action->n)
		len += (size_t)snprintf(action->title + len, sizeof(action->title) - len,
					" and %zu more", action->n - i);
	if (action->attribute)
		snprintf(action->title + len, sizeof(action->title) - len, " %s=%.60s",
			 action->attribute, action->value);
}

/* ---- what would be lost ---- */

/*
 * struct impact_call - looks for it, in the thread of the feed
 * @text: NULL: no memory
 */
struct impact_call {
	struct feed_call call;
	struct app *app;
	uint64_t serial;
	enum ccw_change_kind kind;
	struct ccw_object *objects;
	size_t n;
	char *text;
	bool in_use;
};

/* Devices to be read one by one; of more, all are. */
#define READ_MAX 64

/* As it is now: what is known of devices that are not on the screen may be minutes old. */
static int read_now(const struct impact_call *c, struct ccw_ctx *ctx,
		    struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	size_t i;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	for (i = 0; !rc && c->kind == CCW_CHANGE_OFFLINE && c->n <= READ_MAX && i < c->n; i++)
		rc = ccw_query_add_devices(query, c->objects[i].id, c->objects[i].id);
	if (!rc)
		rc = ccw_snapshot_new(ctx, query, snap);
	ccw_query_free(query);
	return rc;
}

static int get_impact(struct impact_call *c, struct ccw_ctx *ctx,
		      const struct ccw_snapshot *snap, struct ccw_impact **impact)
{
	struct ccw_chpid *chpids = calloc(c->n + 1, sizeof(*chpids));
	struct ccw_id *ids = calloc(c->n + 1, sizeof(*ids));
	int rc = -ENOMEM;
	size_t i;

	for (i = 0; chpids && ids && i < c->n; i++) {
		chpids[i] = c->objects[i].chpid;
		ids[i] = c->objects[i].id;
	}
	if (chpids && ids) {
		if (c->kind == CCW_CHANGE_OFFLINE)
			rc = ccw_impact_new_offline(ctx, snap, ids, c->n, impact);
		else if (c->kind == CCW_CHANGE_VARY)
			rc = ccw_impact_new_vary_off(ctx, snap, chpids, c->n, impact);
		else
			rc = ccw_impact_new_configure_off(ctx, snap, chpids, c->n,
							  impact);
	}
	free(chpids);
	free(ids);
	return rc;
}

/* "12 devices: 9 with other paths, 3 removed"; one device has been told about. */
static void put_summary(FILE *file, const struct ccw_impact *impact)
{
	static const char *const become[] = {
		[CCW_FATE_UNAFFECTED] = "not affected",
		[CCW_FATE_KEEPS] = "with other paths",
		[CCW_FATE_ONE_PATH] = "left with one path",
		[CCW_FATE_WAITS] = "waiting for a path",
		[CCW_FATE_REMOVED] = "removed",
		[CCW_FATE_OFFLINE] = "offline",
		[CCW_FATE_IDLE] = "with nothing to do",
		[CCW_FATE_UNKNOWN] = "waiting or removed",
	};
	unsigned int count[CCW_FATE_UNKNOWN + 1] = { 0 }, n = 0;
	const struct ccw_impact_device *dev;
	const char *separator = ": ";
	int i;

	ccw_impact_foreach_device(impact, dev) {
		count[ccw_impact_device_get_fate(dev)]++;
		n++;
	}
	if (n == 1 && ccw_impact_is_in_use(impact))
		return;
	fprintf(file, "%u device%s", n, n == 1 ? "" : "s");
	for (i = CCW_FATE_UNAFFECTED; i <= CCW_FATE_UNKNOWN; i++) {
		if (!count[i])
			continue;
		fprintf(file, "%s%u %s", separator, count[i], become[i]);
		separator = ", ";
	}
	fputc('\n', file);
}

static void put_impact(struct impact_call *c, FILE *file, const struct ccw_impact *impact)
{
	bool offline = c->kind == CCW_CHANGE_OFFLINE;
	char *lines;

	c->in_use = ccw_impact_is_in_use(impact);
	lines = impact_describe(impact, offline ? "take" : "leave",
				offline ? " offline" : " without a path");
	fputs(!c->in_use ? "Nothing in use would be lost.\n" :
	      lines	 ? lines :
			   "No memory to tell what would be lost\n",
	      file);
	free(lines);
	put_summary(file, impact);
}

static void run_impact(struct feed_call *call, struct ccw_ctx *ctx,
		       const struct ccw_snapshot *known)
{
	struct impact_call *c = (struct impact_call *)call;
	struct ccw_impact *impact = NULL;
	struct ccw_snapshot *snap = NULL;
	size_t size;
	FILE *file = open_memstream(&c->text, &size);
	int rc;

	if (!file)
		return;
	rc = read_now(c, ctx, &snap);
	if (!rc)
		rc = get_impact(c, ctx, snap, &impact);
	if (rc)
		fprintf(file, "What would be lost cannot be found out: %s\n",
			strerror(-rc));
	else
		put_impact(c, file, impact);
	fclose(file);
	ccw_impact_free(impact);
	ccw_snapshot_free(snap);
}

static void end_impact(struct feed_call *call)
{
	struct impact_call *c = (struct impact_call *)call;
	struct app *app = c->app;
	struct action *action = app->asking;

	if (action && action->serial == c->serial) {
		free(action->impact);
		action->impact = c->text;
		action->in_use = c->in_use;
		c->text = NULL;
		if (!action->impact)
			action->impact = strdup("No memory to tell what would be lost\n");
		app->front->question(app);
	}
	free(c->text);
	free(c->objects);
	free(c);
}

static bool ask_for_impact(struct app *app, const struct action *action)
{
	struct impact_call *c = calloc(1, sizeof(*c));

	if (!c)
		return false;
	c->call.run = run_impact;
	c->call.done = end_impact;
	c->app = app;
	c->serial = action->serial;
	c->kind = action->kind;
	/* until it is known better */
	c->in_use = true;
	c->n = action->n;
	c->objects = calloc(action->n, sizeof(*c->objects));
	if (!c->objects) {
		free(c);
		return false;
	}
	memcpy(c->objects, action->objects, action->n * sizeof(*c->objects));
	feed_call(app->feed, &c->call);
	return true;
}

/* ---- asking ---- */

static void carry_out(struct app *app, struct action *action);

bool action_begin(struct app *app, struct action *action)
{
	const char *why = NULL;

	if (*app->readonly)
		why = app->readonly;
	else if (!action->n)
		why = "nothing was named";
	else if (app->asking)
		why = "there is a question to be answered first";
	else if (!app_is_complete(app) && action_takes(action))
		why = "not all devices have been read yet; try again in a moment";
	if (why) {
		app_say(app, SAY_ERROR, "Nothing was changed: %s", why);
		action_free(action);
		return false;
	}
	make_title(action);
	action->serial = ++app->serial;
	app->asking = action;
	if (!action_takes(action)) {
		action->impact = strdup(action->kind == CCW_CHANGE_ATTRIBUTE ?
						"What this does, the driver knows.\n" :
						"Nothing is taken away by this.\n");
	} else if (!ask_for_impact(app, action)) {
		action->in_use = true;
		action->impact = strdup("No memory to tell what would be lost\n");
	}
	app->front->question(app);
	return true;
}

void action_answer(struct app *app, bool yes)
{
	struct action *action = app->asking;

	app->asking = NULL;
	/* an answer to a question that was not asked is none */
	if (yes && action->impact && action->gone < action->n) {
		carry_out(app, action);
		app->front->question(app);
		return;
	}
	app_say(app, SAY_INFO, "%s: nothing was changed", action->title);
	app->front->question(app);
	action_free(action);
}

void action_check(struct app *app)
{
	struct action *action = app->asking;
	size_t i, gone = 0;

	if (!action || action->kind == CCW_CHANGE_UNIGNORE ||
	    action->kind == CCW_CHANGE_RESCAN)
		return;
	for (i = 0; i < action->n; i++)
		gone += !model_has_object(&app->model, &action->objects[i]);
	action->gone = gone;
	/* what is in use may be another matter by now */
	if (action->impact && action_takes(action) && gone < action->n)
		ask_for_impact(app, action);
	app->front->question(app);
}

/* ---- carrying out ---- */

static int new_change(const struct action *action, const struct ccw_object *object,
		      struct ccw_change **change)
{
	switch (action->kind) {
	case CCW_CHANGE_VARY:
		return ccw_change_new_vary(object->chpid, action->on, change);
	case CCW_CHANGE_CONFIGURE:
		return ccw_change_new_configure(object->chpid, action->on, change);
	case CCW_CHANGE_ONLINE:
		return ccw_change_new_online(object->id, action->special, change);
	case CCW_CHANGE_OFFLINE:
		return ccw_change_new_offline(object->id, action->special, change);
	case CCW_CHANGE_RESCAN:
		return ccw_change_new_rescan(object->chpid.cssid, change);
	case CCW_CHANGE_UNIGNORE:
		return ccw_change_new_unignore(object->id, object->id, change);
	case CCW_CHANGE_ATTRIBUTE:
		break;
	}
	if (object->kind == CCW_KIND_CHPATH)
		return ccw_change_new_chpath_attribute(object->chpid, action->attribute,
						       action->value, change);
	return ccw_change_new_device_attribute(object->id, action->attribute,
					       action->value, change);
}

static bool is_done(enum ccw_effect effect)
{
	return effect == CCW_EFFECT_DONE || effect == CCW_EFFECT_ALREADY ||
	       effect == CCW_EFFECT_WRITTEN;
}

/* One line with the reason; it is in the list of events, too. */
static void tell_result(struct app *app, struct action *action,
			const struct ccw_change *change)
{
	enum ccw_effect effect = ccw_change_get_effect(change);
	const char *reason = ccw_change_get_reason(change);
	char id[CCW_ID_STRLEN];
	size_t missing = 0;

	ccw_change_get_object(change, id);
	ccw_change_get_missing(change, &missing);
	if (!reason && !is_done(effect))
		reason = strerror(ccw_change_get_errno(change));
	app_say(app, is_done(effect) && !missing ? SAY_RESULT : SAY_FAILED,
		"%s %s: %s%s%s (%llu ms)%s", action_get_verb(action), id,
		ccw_effect_get_name(effect), reason ? ": " : "", reason ? reason : "",
		(unsigned long long)(ccw_change_get_duration(change) / 1000000),
		missing && !reason ? "; not seen at all devices" : "");
}

/* A change that could not even be started. */
static void tell_failure(struct app *app, struct action *action, size_t i, int rc)
{
	char id[CCW_ID_STRLEN];

	action->failed++;
	action->ended++;
	app_say(app, SAY_FAILED, "%s %s: %s", action_get_verb(action),
		format_object_id(&action->objects[i], id), strerror(-rc));
}

static void end_action(struct app *app, struct action *action)
{
	struct action **at;

	if (action->started < action->n)
		app_say(app, SAY_FAILED, "%s: %zu of %zu left as they are", action->title,
			action->n - action->started, action->n);
	else if (action->n > 1)
		app_say(app, action->failed ? SAY_FAILED : SAY_RESULT,
			"%s: %zu done, %zu failed", action->title,
			action->ended - action->failed, action->failed);
	for (at = &app->running; *at != action; at = &(*at)->next)
		;
	*at = action->next;
	action_free(action);
}

/* Paths go one by one: of each, it is seen what it did, before the next one. */
static size_t jobs_of(const struct action *action)
{
	return action->kind == CCW_CHANGE_VARY || action->kind == CCW_CHANGE_CONFIGURE
		       ? 1
		       : JOBS;
}

static bool is_busy(const struct app *app)
{
	const struct action *action;

	for (action = app->running; action; action = action->next)
		if (action->started > action->ended)
			return true;
	return false;
}

/* Starts as many as can be. True: it has ended. */
static bool go_on(struct app *app, struct action *action)
{
	struct ccw_change *change;
	int rc;

	while (action->started < action->n && !action->stopped && !action->failed &&
	       action->started - action->ended < jobs_of(action)) {
		rc = new_change(action, &action->objects[action->started], &change);
		if (!rc) {
			/*
			 * Of vary, the effect would be looked for at all devices on the
			 * path, by this thread: on a large machine, that is to be seen.
			 */
			ccw_change_set_settle(change,
					      action->kind != CCW_CHANGE_VARY ||
						      app->model.now.overview.devices <
							      SETTLE_DEVICES);
			ccw_change_set_skip(change, true);
			rc = ccw_changer_start(app->changer, change);
			if (rc)
				ccw_change_free(change);
		}
		/* another one that ends goes on with this one */
		if (rc == -EAGAIN && is_busy(app))
			break;
		if (!rc)
			action->changes[action->started++] = change;
		else
			tell_failure(app, action, action->started++, rc);
	}
	if (action->ended < action->started ||
	    (action->started < action->n && !action->stopped && !action->failed))
		return false;
	end_action(app, action);
	return true;
}

static void carry_out(struct app *app, struct action *action)
{
	struct action **end;

	action->changes = calloc(action->n, sizeof(struct ccw_change *));
	if (!action->changes) {
		app_say(app, SAY_FAILED, "%s: %s", action->title, strerror(ENOMEM));
		action_free(action);
		return;
	}
	for (end = &app->running; *end; end = &(*end)->next)
		;
	*end = action;
	go_on(app, action);
}

static struct action *find_action(struct app *app, const struct ccw_change *change)
{
	struct action *action;
	size_t i;

	for (action = app->running; action; action = action->next)
		for (i = 0; i < action->started; i++)
			if (action->changes[i] == change) {
				action->changes[i] = NULL;
				return action;
			}
	return NULL;
}

void action_dispatch(struct app *app)
{
	struct action *action, *next;
	struct ccw_change *change;

	while (!ccw_changer_next(app->changer, &change)) {
		action = find_action(app, change);
		action->ended++;
		action->failed += !is_done(ccw_change_get_effect(change));
		tell_result(app, action, change);
		ccw_change_free(change);
	}
	/* also those that had to wait for the others */
	for (action = app->running; action; action = next) {
		next = action->next;
		go_on(app, action);
	}
}

bool action_stop(struct app *app)
{
	struct action *action;

	for (action = app->running; action; action = action->next)
		action->stopped = true;
	return app->running;
}

void action_progress(const struct app *app, char *buf, size_t size)
{
	const struct action *action = app->running;

	if (!action)
		snprintf(buf, size, "%s", "");
	else if (action->n == 1)
		snprintf(buf, size, "%s ...", action->title);
	else
		snprintf(buf, size, "%s: %zu/%zu ...", action_get_verb(action),
			 action->ended, action->n);
}
