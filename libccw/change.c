// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * change.c - a change: what is asked for, and what became of it
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "change.h"

/* How long the kernel's answer to a change may take to show, in milliseconds. */
#define AGAIN_MS	  10000
#define ONLINE_CONFIRM_MS 2500
/* CHP_INFO_UPDATE_INTERVAL, and a bit */
#define CONFIGURE_CONFIRM_MS 1200

/* ---- making one ---- */

static int change_new(enum ccw_change_kind kind, const char *name, const char *asked,
		      struct ccw_change **out)
{
	struct ccw_change *change;

	change = calloc(1, sizeof(*change));
	if (!change)
		return -ENOMEM;
	change->asked = strdup(asked);
	if (!change->asked) {
		free(change);
		return -ENOMEM;
	}
	change->kind = kind;
	change->effect = CCW_EFFECT_NONE;
	snprintf(change->name, sizeof(change->name), "%s", name);
	*out = change;
	return 0;
}

CCW_EXPORT int ccw_change_new_vary(struct ccw_chpid chpid, bool on,
				   struct ccw_change **out)
{
	int rc = change_new(CCW_CHANGE_VARY, "status", on ? "online" : "offline", out);

	if (!rc)
		(*out)->chpid = chpid;
	return rc;
}

CCW_EXPORT int ccw_change_new_configure(struct ccw_chpid chpid, bool on,
					struct ccw_change **out)
{
	int rc = change_new(CCW_CHANGE_CONFIGURE, "configure", on ? "1" : "0", out);

	if (!rc)
		(*out)->chpid = chpid;
	return rc;
}

CCW_EXPORT int ccw_change_new_online(struct ccw_id id, bool force,
				     struct ccw_change **out)
{
	int rc = change_new(CCW_CHANGE_ONLINE, "online", force ? "force" : "1", out);

	if (!rc)
		(*out)->id = id;
	return rc;
}

CCW_EXPORT int ccw_change_new_offline(struct ccw_id id, bool safe,
				      struct ccw_change **out)
{
	int rc = change_new(CCW_CHANGE_OFFLINE, safe ? "safe_offline" : "online", "0",
			    out);

	if (!rc)
		(*out)->id = id;
	return rc;
}

CCW_EXPORT bool ccw_attribute_name_is_valid(const char *name)
{
	const char *c;

	for (c = name; *c; c++)
		if (*c == '/' || iscntrl((unsigned char)*c))
			return false;
	return c > name && c - name <= NAME_MAX && strcmp(name, ".") &&
	       strcmp(name, "..");
}

static int attribute_new(const char *name, const char *value, struct ccw_change **out)
{
	if (!ccw_attribute_name_is_valid(name) || !*value)
		return -EINVAL;
	/* a newline comes behind */
	if (strlen(value) > CCW_ATTRIBUTE_VALUE_MAX)
		return -E2BIG;
	return change_new(CCW_CHANGE_ATTRIBUTE, name, value, out);
}

CCW_EXPORT int ccw_change_new_chpath_attribute(struct ccw_chpid chpid, const char *name,
					       const char *value, struct ccw_change **out)
{
	int rc = attribute_new(name, value, out);

	if (rc)
		return rc;
	(*out)->chpid = chpid;
	(*out)->on_chpath = true;
	return 0;
}

CCW_EXPORT int ccw_change_new_device_attribute(struct ccw_id id, const char *name,
					       const char *value, struct ccw_change **out)
{
	int rc = attribute_new(name, value, out);

	if (!rc)
		(*out)->id = id;
	return rc;
}

CCW_EXPORT int ccw_change_new_rescan(uint8_t cssid, struct ccw_change **out)
{
	int rc = change_new(CCW_CHANGE_RESCAN, "rescan", "1", out);

	if (!rc)
		(*out)->cssid = cssid;
	return rc;
}

CCW_EXPORT int ccw_change_new_unignore(struct ccw_id from, struct ccw_id to,
				       struct ccw_change **out)
{
	char value[2 * CCW_ID_STRLEN + 8], first[CCW_ID_STRLEN], last[CCW_ID_STRLEN];
	int rc;

	ccw_id_format(from, first);
	if (ccw_id_cmp(from, to))
		snprintf(value, sizeof(value), "free %s-%s", first,
			 ccw_id_format(to, last));
	else
		snprintf(value, sizeof(value), "free %s", first);
	rc = change_new(CCW_CHANGE_UNIGNORE, "cio_ignore", value, out);
	if (!rc)
		(*out)->id = from;
	return rc;
}

CCW_EXPORT void ccw_change_free(struct ccw_change *change)
{
	if (!change)
		return;
	free(change->watched.id);
	free(change->missing.id);
	free(change->asked);
	free(change);
}

CCW_EXPORT void ccw_change_set_timeout(struct ccw_change *change, unsigned int ms)
{
	change->timeout_ms = ms;
}

CCW_EXPORT void ccw_change_set_settle(struct ccw_change *change, bool settle)
{
	change->settle = settle;
}

CCW_EXPORT void ccw_change_set_skip(struct ccw_change *change, bool skip)
{
	change->skip = skip;
}

CCW_EXPORT void ccw_change_set_snapshot(struct ccw_change *change,
					const struct ccw_snapshot *snap)
{
	change->before_snap = snap;
}

/* ---- what a writer is to do ---- */

static bool is_of_chpath(const struct ccw_change *change)
{
	return change->kind == CCW_CHANGE_VARY || change->kind == CCW_CHANGE_CONFIGURE ||
	       change->on_chpath;
}

void change_get_dir(const struct ccw_change *change, char *buf, size_t size)
{
	char id[CCW_ID_STRLEN];

	if (is_of_chpath(change))
		snprintf(buf, size, "devices/css%x/chp%s", change->chpid.cssid,
			 ccw_chpid_format(change->chpid, id));
	else if (change->kind == CCW_CHANGE_RESCAN)
		snprintf(buf, size, "devices/css%x", change->cssid);
	else if (change->group[0])
		snprintf(buf, size, "bus/ccwgroup/devices/%s", change->group);
	else
		snprintf(buf, size, "bus/ccw/devices/%s", ccw_id_format(change->id, id));
}

/* drivers/s390/cio/ccwgroup.c: the link "group_device" of a member */
static void find_group(struct ccw_change *change, int root_fd)
{
	char path[PATH_LEN], target[PATH_MAX], id[CCW_ID_STRLEN];
	const char *name;
	ssize_t len;

	snprintf(path, sizeof(path), "bus/ccw/devices/%s/group_device",
		 ccw_id_format(change->id, id));
	len = readlinkat(root_fd, path, target, sizeof(target) - 1);
	if (len < 0)
		return;
	target[len] = '\0';
	name = strrchr(target, '/');
	name = name ? name + 1 : target;
	if (strlen(name) < sizeof(change->group))
		strcpy(change->group, name);
}

static bool is_online_change(const struct ccw_change *change)
{
	return change->kind == CCW_CHANGE_ONLINE || change->kind == CCW_CHANGE_OFFLINE;
}

/* What the attribute reads when it is done; NULL: it does not tell. */
static const char *get_expected(const struct ccw_change *change)
{
	if (change->kind == CCW_CHANGE_VARY)
		return NULL;
	return change->kind == CCW_CHANGE_ONLINE ? "1" : change->asked;
}

int change_prepare(struct ccw_change *change, int root_fd, bool has_proc,
		   struct write_request *request)
{
	const char *expected;
	char dir[PATH_LEN / 4];

	memset(request, 0, offsetof(struct write_request, value));
	/* it may have been carried out before */
	memset(&change->reply, 0, sizeof(change->reply));
	change->effect = CCW_EFFECT_NONE;
	change->group[0] = change->reason[0] = '\0';
	change->watched.n = change->missing.n = 0;
	change->looked = false;
	if (is_online_change(change))
		find_group(change, root_fd);
	change_get_dir(change, dir, sizeof(dir));
	snprintf(request->write_path, sizeof(request->write_path), "%s/%s", dir,
		 change->name);
	/* a group knows no boxed devices */
	snprintf(request->value, sizeof(request->value), "%s\n",
		 change->group[0] && change->kind == CCW_CHANGE_ONLINE ? "1"
								       : change->asked);
	request->settle = change->settle;
	request->skip = change->skip;
	/* ends with what the kernel says, before the time is over */
	request->again_ms = change->timeout_ms ? change->timeout_ms / 10 * 9 : AGAIN_MS;

	switch (change->kind) {
	case CCW_CHANGE_RESCAN:
		return 0;
	case CCW_CHANGE_UNIGNORE:
		if (!has_proc)
			return -ENODATA;
		snprintf(request->write_path, sizeof(request->write_path), "%s",
			 change->name);
		request->proc_file = true;
		return 0;
	case CCW_CHANGE_VARY:
		break;
	case CCW_CHANGE_CONFIGURE:
		request->confirm_ms = change->settle ? CONFIGURE_CONFIRM_MS : 0;
		break;
	case CCW_CHANGE_ONLINE:
	case CCW_CHANGE_OFFLINE:
		request->confirm_ms = ONLINE_CONFIRM_MS;
		break;
	case CCW_CHANGE_ATTRIBUTE:
		break;
	}
	if (is_online_change(change))
		snprintf(request->read_path, sizeof(request->read_path), "%s/online",
			 dir);
	else
		memcpy(request->read_path, request->write_path,
		       sizeof(request->read_path));
	expected = get_expected(change);
	if (expected && strlen(expected) < sizeof(request->expect))
		strcpy(request->expect, expected);
	return 0;
}

/* ---- what became of it ---- */

void change_set_reason(struct ccw_change *change, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(change->reason, sizeof(change->reason), fmt, ap);
	va_end(ap);
}

/* Does the value read back say that it is done? */
static bool is_as_asked(const struct ccw_change *change)
{
	const char *expected = get_expected(change);

	return expected && !change->reply.after_err && !strcmp(change->reply.after, expected);
}

/* A device that is gone is not in use any more. */
static bool went_away(const struct ccw_change *change)
{
	return change->kind == CCW_CHANGE_OFFLINE &&
	       (change->reply.after_err == ENOENT || change->reply.after_err == ENODEV);
}

static enum ccw_effect find_effect(const struct ccw_change *change)
{
	const struct write_reply *reply = &change->reply;

	if (reply->err)
		return CCW_EFFECT_FAILED;
	if (reply->skipped)
		return CCW_EFFECT_ALREADY;
	switch (change->kind) {
	case CCW_CHANGE_RESCAN:
	case CCW_CHANGE_UNIGNORE:
	case CCW_CHANGE_VARY:
		return CCW_EFFECT_WRITTEN;
	case CCW_CHANGE_ATTRIBUTE:
		/*
		 * There are attributes that can only be written, "status" has many words,
		 * and of a long value just the beginning is read.
		 */
		if (reply->after_err ||
		    (change->on_chpath && !strcmp(change->name, "status")) ||
		    strlen(change->asked) >= sizeof(reply->after))
			return CCW_EFFECT_WRITTEN;
		break;
	case CCW_CHANGE_CONFIGURE:
	case CCW_CHANGE_ONLINE:
	case CCW_CHANGE_OFFLINE:
		if (reply->after_err && !went_away(change))
			return CCW_EFFECT_FAILED;
		break;
	}
	return is_as_asked(change) || went_away(change) ? CCW_EFFECT_DONE
							: CCW_EFFECT_UNCHANGED;
}

void change_judge(struct ccw_change *change, int root_fd, const struct write_reply *reply)
{
	change->reply = *reply;
	change->ns = reply->ns;
	change->step = (enum ccw_change_step)reply->step;
	change->effect = find_effect(change);
	if (change->effect == CCW_EFFECT_FAILED && !reply->err)
		change->reply.err = reply->after_err;
	change_explain(change, root_fd);
}

/* ---- the record ---- */

CCW_EXPORT enum ccw_change_kind ccw_change_get_kind(const struct ccw_change *change)
{
	return change->kind;
}

CCW_EXPORT char *ccw_change_get_object(const struct ccw_change *change, char *buf)
{
	if (is_of_chpath(change))
		return ccw_chpid_format(change->chpid, buf);
	if (change->kind == CCW_CHANGE_RESCAN) {
		snprintf(buf, CCW_ID_STRLEN, "css%x", change->cssid);
		return buf;
	}
	return ccw_id_format(change->id, buf);
}

CCW_EXPORT const char *ccw_change_get_attribute(const struct ccw_change *change)
{
	return change->name;
}

static int get_value(int err, const char *text, const char **value)
{
	if (err)
		return -err;
	if (!*text)
		return -ENODATA;
	*value = text;
	return 0;
}

CCW_EXPORT int ccw_change_get_before(const struct ccw_change *change, const char **value)
{
	return get_value(change->reply.before_err, change->reply.before, value);
}

CCW_EXPORT const char *ccw_change_get_asked(const struct ccw_change *change)
{
	return change->asked;
}

CCW_EXPORT int ccw_change_get_after(const struct ccw_change *change, const char **value)
{
	return get_value(change->reply.after_err, change->reply.after, value);
}

CCW_EXPORT int ccw_change_get_errno(const struct ccw_change *change)
{
	return change->reply.err;
}

CCW_EXPORT enum ccw_change_step ccw_change_get_step(const struct ccw_change *change)
{
	return change->step;
}

CCW_EXPORT uint64_t ccw_change_get_duration(const struct ccw_change *change)
{
	return change->ns;
}

CCW_EXPORT enum ccw_effect ccw_change_get_effect(const struct ccw_change *change)
{
	return change->effect;
}

CCW_EXPORT const char *ccw_change_get_reason(const struct ccw_change *change)
{
	return change->reason[0] ? change->reason : NULL;
}

CCW_EXPORT const char *ccw_change_get_group_device(const struct ccw_change *change)
{
	return change->group[0] ? change->group : NULL;
}

CCW_EXPORT const struct ccw_id *ccw_change_get_missing(const struct ccw_change *change,
						       size_t *n)
{
	*n = change->missing.n;
	return change->missing.id;
}

CCW_EXPORT const char *ccw_effect_get_name(enum ccw_effect effect)
{
	static const char *const names[] = {
		[CCW_EFFECT_NONE] = "none",	      [CCW_EFFECT_DONE] = "done",
		[CCW_EFFECT_ALREADY] = "already",     [CCW_EFFECT_WRITTEN] = "written",
		[CCW_EFFECT_UNCHANGED] = "unchanged", [CCW_EFFECT_PENDING] = "pending",
		[CCW_EFFECT_FAILED] = "failed",
	};

	return (size_t)effect < ARRAY_SIZE(names) ? names[effect] : NULL;
}

CCW_EXPORT const char *ccw_change_kind_get_name(enum ccw_change_kind kind)
{
	static const char *const names[] = {
		[CCW_CHANGE_VARY] = "vary",
		[CCW_CHANGE_CONFIGURE] = "configure",
		[CCW_CHANGE_ONLINE] = "online",
		[CCW_CHANGE_OFFLINE] = "offline",
		[CCW_CHANGE_ATTRIBUTE] = "attribute",
		[CCW_CHANGE_RESCAN] = "rescan",
		[CCW_CHANGE_UNIGNORE] = "unignore",
	};

	return (size_t)kind < ARRAY_SIZE(names) ? names[kind] : NULL;
}
