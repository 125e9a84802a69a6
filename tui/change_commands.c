// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change_commands.c - the commands that change something, and what they are for
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "action.h"
#include "change_commands.h"
#include "commands.h"
#include "idlist.h"
#include "typed.h"

/* ---- objects ---- */

/*
 * "0.3a" and "3a" are channel paths; "0.0.4711", "0.4711" and "4711" are not. Of a list or
 * a range, the first one tells.
 */
static bool looks_like_chpid(const char *text)
{
	size_t i, len = strcspn(text, ",-"), dots = 0, digits = 0;

	for (i = 0; i < len; i++) {
		dots += text[i] == '.';
		digits = text[i] == '.' ? 0 : digits + 1;
	}
	return dots < 2 && digits <= 2;
}

bool parse_object(struct app *app, const char *text, struct ccw_object *object)
{
	struct ccw_object o = { .kind = CCW_KIND_CHPATH };

	if (looks_like_chpid(text)) {
		if (ccw_chpid_parse(text, &o.chpid)) {
			app_say(app, SAY_ERROR, "'%s' is neither a bus id nor a CHPID",
				text);
			return false;
		}
		if (!model_has_object(&app->model, &o)) {
			app_say(app, SAY_ERROR, "Channel path %s not found", text);
			return false;
		}
		*object = o;
		return true;
	}
	o.kind = CCW_KIND_DEVICE;
	if (ccw_id_parse(text, &o.id)) {
		app_say(app, SAY_ERROR, "'%s' is neither a bus id nor a CHPID", text);
		return false;
	}
	if (!model_has_object(&app->model, &o))
		o.kind = CCW_KIND_SUBCHANNEL;
	if (!model_has_object(&app->model, &o)) {
		app_say(app, SAY_ERROR, "No device or subchannel %s", text);
		return false;
	}
	*object = o;
	return true;
}

static int add_object(struct action *action, const struct ccw_object *object)
{
	struct ccw_object *grown;

	if (set_has(&action->seen, object))
		return 0;
	if (set_put(&action->seen, object, true))
		return -ENOMEM;
	grown = reallocarray(action->objects, action->n + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	action->objects = grown;
	action->objects[action->n++] = *object;
	return 0;
}

/* A range stands for what exists of it, one id for itself. */
static bool add_devices(struct app *app, struct action *action, const char *text)
{
	struct ccw_object o = { .kind = CCW_KIND_DEVICE };
	const struct ccw_device *dev;
	struct id_list list = { .n = 0 };
	char bad[48];
	bool found;
	size_t i;
	int rc;

	rc = id_list_add(&list, text, bad, sizeof(bad));
	if (rc == -EINVAL)
		app_say(app, SAY_ERROR, "'%s' is no bus id", bad);
	else if (!rc && !list.n)
		app_say(app, SAY_ERROR, "'%s' names no device", text);
	if (!rc && !list.n)
		rc = -ENOENT;
	for (i = 0; !rc && i < list.n; i++) {
		const struct id_range *range = &list.range[i];

		found = false;
		o.id = range->from;
		if (ccw_id_cmp(range->from, range->to) && !app_is_complete(app)) {
			app_say(app, SAY_ERROR, "Not all devices have been read yet; try "
						"again in a moment");
			rc = -EAGAIN;
		} else if (ccw_id_cmp(range->from, range->to)) {
			ccw_snapshot_foreach_device(app->model.now.snap, dev) {
				o.id = ccw_device_get_id(dev);
				if (rc || !id_range_has(range, o.id))
					continue;
				found = true;
				rc = add_object(action, &o);
			}
		} else if (!model_has_object(&app->model, &o)) {
			app_say(app, SAY_ERROR, "Device %s not found", range->text);
			rc = -ENOENT;
		} else {
			found = true;
			rc = add_object(action, &o);
		}
		if (!rc && !found) {
			app_say(app, SAY_ERROR, "No device in range %s", range->text);
			rc = -ENOENT;
		}
	}
	id_list_free(&list);
	if (rc == -ENOMEM)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	return !rc;
}

static bool add_chpaths(struct app *app, struct action *action, const char *text)
{
	struct ccw_object o = { .kind = CCW_KIND_CHPATH };
	const struct ccw_chpath *chp;
	struct chpid_list list = { .n = 0 };
	char bad[48], id[CCW_ID_STRLEN];
	bool found;
	size_t i;
	int rc;

	rc = chpid_list_add(&list, text, bad, sizeof(bad));
	if (rc == -EINVAL)
		app_say(app, SAY_ERROR, "'%s' is no CHPID", bad);
	else if (!rc && !list.n)
		app_say(app, SAY_ERROR, "'%s' names no channel path", text);
	if (!rc && !list.n)
		rc = -ENOENT;
	for (i = 0; !rc && i < list.n; i++) {
		const struct chpid_range *range = &list.range[i];

		found = false;
		ccw_snapshot_foreach_chpath(app->model.now.snap, chp) {
			o.chpid = ccw_chpath_get_id(chp);
			if (rc || ccw_chpid_cmp(range->from, o.chpid) > 0 ||
			    ccw_chpid_cmp(o.chpid, range->to) > 0)
				continue;
			found = true;
			rc = add_object(action, &o);
		}
		if (!rc && !found) {
			app_say(app, SAY_ERROR, "Channel path %s not found",
				ccw_chpid_format(range->from, id));
			rc = -ENOENT;
		}
	}
	chpid_list_free(&list);
	if (rc == -ENOMEM)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	return !rc;
}

static bool is_of(const struct action *action, const struct ccw_object *object)
{
	if (action->kind == CCW_CHANGE_VARY || action->kind == CCW_CHANGE_CONFIGURE)
		return object->kind == CCW_KIND_CHPATH;
	return object->kind == CCW_KIND_DEVICE ||
	       (action->kind == CCW_CHANGE_ATTRIBUTE && object->kind == CCW_KIND_CHPATH);
}

/* What is tagged, or what the cursor is on. */
static bool add_current(struct app *app, struct action *action)
{
	const struct object_set *tagged = &app->model.tagged;
	bool paths = is_of(action, &(struct ccw_object){ .kind = CCW_KIND_CHPATH });
	const char *what = action->kind == CCW_CHANGE_ATTRIBUTE ? "device or channel path" :
			   paths				? "channel path" :
								  "device";
	struct ccw_object objects[CURRENT_MAX], object;
	size_t i, n;

	for (i = 0; i < tagged->n; i++) {
		object = set_get(tagged, i);
		if (is_of(action, &object) && add_object(action, &object))
			return false;
	}
	/* not for something else that happens to be under the cursor */
	if (tagged->n && !action->n) {
		app_say(app, SAY_ERROR,
			"None of what is tagged is a %s; 'untag' takes all "
			"tags away",
			what);
		return false;
	}
	n = action->n ? 0 : app->front->current(app, objects);
	for (i = 0; i < n && !action->n; i++)
		if (is_of(action, &objects[i]) && add_object(action, &objects[i]))
			return false;
	/* there is something under a cursor, thus there are views, and keys */
	if (!action->n && n)
		app_say(app, SAY_ERROR,
			"'%s' is for %ss: go to one (%s), or tag some",
			action_get_verb(action), what, paths ? "F3" : "F2");
	else if (!action->n)
		app_say(app, SAY_ERROR, "Which %s?", what);
	return action->n;
}

static struct action *new_action(struct app *app, enum ccw_change_kind kind)
{
	struct action *action = calloc(1, sizeof(*action));

	if (!action)
		app_say(app, SAY_ERROR, "%s", strerror(ENOMEM));
	else
		action->kind = kind;
	return action;
}

/* What was wrong otherwise, has been said. */
static void begin_or_free(struct app *app, struct action *action, bool ok)
{
	if (ok)
		action_begin(app, action);
	else
		action_free(action);
}

bool has_read(struct app *app)
{
	if (app->model.now.snap)
		return true;
	app_say(app, SAY_ERROR, "Nothing has been read yet; try again in a moment");
	return false;
}

/* ---- changing ---- */

static void change_paths(struct app *app, enum ccw_change_kind kind, int argc,
			 char **argv)
{
	struct action *action;
	bool ok = true, on;
	int i;

	on = argc > 1 && !strcmp(argv[1], "on");
	if (argc < 2 || (!on && strcmp(argv[1], "off"))) {
		app_say(app, SAY_ERROR, "%s: 'on' or 'off'?", argv[0]);
		return;
	}
	action = new_action(app, kind);
	if (!action)
		return;
	action->on = on;
	for (i = 2; ok && i < argc; i++)
		ok = add_chpaths(app, action, argv[i]);
	if (ok && argc == 2)
		ok = add_current(app, action);
	begin_or_free(app, action, ok);
}

void run_vary(struct app *app, int argc, char **argv)
{
	if (has_read(app))
		change_paths(app, CCW_CHANGE_VARY, argc, argv);
}

void run_configure(struct app *app, int argc, char **argv)
{
	if (has_read(app))
		change_paths(app, CCW_CHANGE_CONFIGURE, argc, argv);
}

static void change_devices(struct app *app, enum ccw_change_kind kind,
			   const char *special, int argc, char **argv)
{
	struct action *action;
	bool ok = true;
	int i = 1;

	if (!has_read(app))
		return;
	action = new_action(app, kind);
	if (!action)
		return;
	if (argc > 1 && !strcmp(argv[1], special)) {
		action->special = true;
		i++;
	}
	if (i == argc)
		ok = add_current(app, action);
	for (; ok && i < argc; i++)
		ok = add_devices(app, action, argv[i]);
	begin_or_free(app, action, ok);
}

void run_online(struct app *app, int argc, char **argv)
{
	change_devices(app, CCW_CHANGE_ONLINE, "force", argc, argv);
}

void run_offline(struct app *app, int argc, char **argv)
{
	change_devices(app, CCW_CHANGE_OFFLINE, "safe", argc, argv);
}

/* "NAME=VALUE", the last of the words; those before it are objects. */
static bool take_attribute(struct app *app, struct action *action, const char *word)
{
	const char *sign = strchr(word, '=');

	if (!sign || sign == word || !sign[1]) {
		app_say(app, SAY_ERROR, "'%s' is not NAME=VALUE", word);
		return false;
	}
	action->attribute = strndup(word, (size_t)(sign - word));
	action->value = strdup(sign + 1);
	if (!action->attribute || !action->value)
		return false;
	if (ccw_attribute_name_is_valid(action->attribute))
		return true;
	app_say(app, SAY_ERROR, "'%s' is no name of an attribute", action->attribute);
	return false;
}

/* Attributes that a command is for: by that, it is seen what would be lost. */
static const struct known_attribute {
	enum ccw_kind of;
	const char *name, *value;
	enum ccw_change_kind kind;
	bool on, special;
} known_attributes[] = {
	{ CCW_KIND_DEVICE, "online", "0", CCW_CHANGE_OFFLINE, false, false },
	{ CCW_KIND_DEVICE, "online", "1", CCW_CHANGE_ONLINE, true, false },
	{ CCW_KIND_DEVICE, "online", "force", CCW_CHANGE_ONLINE, true, true },
	{ CCW_KIND_DEVICE, "safe_offline", "1", CCW_CHANGE_OFFLINE, false, true },
	{ CCW_KIND_CHPATH, "status", "offline", CCW_CHANGE_VARY, false, false },
	{ CCW_KIND_CHPATH, "status", "online", CCW_CHANGE_VARY, true, false },
	{ CCW_KIND_CHPATH, "configure", "0", CCW_CHANGE_CONFIGURE, false, false },
	{ CCW_KIND_CHPATH, "configure", "1", CCW_CHANGE_CONFIGURE, true, false },
};

/* A status has several words that mean the same. */
static bool is_value(const struct known_attribute *known, const char *value)
{
	bool on;

	if (known->kind == CCW_CHANGE_VARY)
		return !parse_status(value, &on) && on == known->on;
	return !strcmp(known->value, value);
}

/* False: it is such an attribute, and the value is none of it. */
static bool use_known_attribute(struct app *app, struct action *action)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there is always an object */
	enum ccw_kind of = action->objects[0].kind;
	bool known = false;
	size_t i;

	for (i = 0; i < sizeof(known_attributes) / sizeof(known_attributes[0]); i++) {
		if (known_attributes[i].of != of ||
		    strcmp(known_attributes[i].name, action->attribute))
			continue;
		known = true;
		if (!is_value(&known_attributes[i], action->value))
			continue;
		action->kind = known_attributes[i].kind;
		action->on = known_attributes[i].on;
		action->special = known_attributes[i].special;
		free(action->attribute);
		action->attribute = NULL;
		return true;
	}
	if (known)
		app_say(app, SAY_ERROR, "attr: '%s' is no value of %s", action->value,
			action->attribute);
	return !known;
}

/* Of paths and devices together, a name would mean two things. */
static bool are_of_one_kind(struct app *app, const struct action *action)
{
	size_t i;

	for (i = 1; i < action->n; i++) {
		if (action->objects[i].kind != action->objects[0].kind) {
			app_say(app, SAY_ERROR,
				"attr: either devices or channel paths, not both");
			return false;
		}
	}
	return true;
}

void run_attr(struct app *app, int argc, char **argv)
{
	struct action *action;
	bool ok;
	int i;

	if (!has_read(app))
		return;
	if (argc < 2) {
		app_say(app, SAY_ERROR, "attr: NAME=VALUE is missing");
		return;
	}
	action = new_action(app, CCW_CHANGE_ATTRIBUTE);
	if (!action)
		return;
	ok = take_attribute(app, action, argv[argc - 1]);
	for (i = 1; ok && i < argc - 1; i++)
		ok = looks_like_chpid(argv[i]) ? add_chpaths(app, action, argv[i])
					       : add_devices(app, action, argv[i]);
	if (ok && argc == 2)
		ok = add_current(app, action);
	ok = ok && are_of_one_kind(app, action) && use_known_attribute(app, action);
	begin_or_free(app, action, ok);
}

/* It is not there yet: only its id can be looked at. */
void run_unignore(struct app *app, int argc, char **argv)
{
	struct ccw_object object = { .kind = CCW_KIND_DEVICE };
	struct action *action = new_action(app, CCW_CHANGE_UNIGNORE);
	bool ok = action;
	int i;

	for (i = 1; ok && i < argc; i++) {
		ok = !ccw_id_parse(argv[i], &object.id);
		if (!ok)
			app_say(app, SAY_ERROR, "'%s' is no bus id", argv[i]);
		else
			ok = !add_object(action, &object);
	}
	if (ok && argc == 1) {
		app_say(app, SAY_ERROR, "Which device?");
		ok = false;
	}
	begin_or_free(app, action, ok);
}

void run_rescan(struct app *app, int argc, char **argv)
{
	struct ccw_object object = { .kind = CCW_KIND_CSS };
	struct action *action;
	const struct ccw_css *css;
	bool ok = true;

	if (!has_read(app))
		return;
	action = new_action(app, CCW_CHANGE_RESCAN);
	if (!action)
		return;
	ccw_snapshot_foreach_css(app->model.now.snap, css) {
		object.chpid.cssid = ccw_css_get_id(css);
		ok = ok && !add_object(action, &object);
	}
	if (ok && !action->n)
		app_say(app, SAY_ERROR, "There is no channel subsystem");
	begin_or_free(app, action, ok && action->n);
}

void run_stop(struct app *app, int argc, char **argv)
{
	app_say(app, SAY_INFO, "%s",
		action_stop(app) ? "Nothing more is started"
				 : "Nothing is being changed");
}
