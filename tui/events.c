// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * events.c - what changed from one snapshot to the next, for the log
 */
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "events.h"

/* Those whose changes are events; they tell all there is to tell. */
#define EVENT_SCH_COLUMNS "devtype,cutype,online,availability,paths,chpids,driver,linux"
#define EVENT_CHP_COLUMNS "state,type,shared,pchid,speed"

/* Changes told one by one of all that were seen at once. */
#define EVENTS_AT_ONCE 2048

struct telling {
	struct log *log;
	size_t n;
	struct timespec when;
	uint64_t seen;
};

static char *join(const char *before, const char *after)
{
	size_t len = strlen(before);
	char *text = malloc(len + strlen(after) + 2);

	if (text) {
		strcpy(text, before);
		strcpy(text + len + 1, after);
	}
	return text;
}

/* People know devices: what changes on a subchannel is told of the device on it. */
static struct ccw_object object_of(const struct object_change *change)
{
	const struct sch_row *row = change->after ? change->after : change->before;
	struct ccw_object object = *change->object;

	if (object.kind == CCW_KIND_SUBCHANNEL && change->column && row->dev) {
		object.kind = CCW_KIND_DEVICE;
		object.id = ccw_device_get_id(row->dev);
	}
	return object;
}

static void tell(void *data, const struct object_change *change)
{
	struct telling *t = data;
	struct event event = { .when = t->when,
			       .seen = t->seen,
			       .object = object_of(change),
			       .column = change->column };
	struct cell before, after;

	if (t->n++ >= EVENTS_AT_ONCE)
		return;
	if (change->column) {
		event.kind = EVENT_CHANGED;
		event.text = join(object_change_show_before(change, &before),
				  object_change_show_after(change, &after));
	} else {
		event.kind = change->after ? EVENT_APPEARED : EVENT_VANISHED;
		event.text = strdup(change->summary);
	}
	if (event.text)
		log_add(t->log, &event);
}

void events_add(struct log *log, const struct ccw_diff *diff,
		const struct ccw_snapshot *old_snap, const struct ccw_snapshot *new_snap)
{
	struct columns sch = { .all = sch_columns }, chp = { .all = chp_columns };
	struct telling t = { .log = log, .seen = clock_ms() };
	struct changes changes = { .columns = &chp, .tell = tell, .tell_data = &t };
	char bad[8];

	columns_choose(&sch, EVENT_SCH_COLUMNS, bad, sizeof(bad));
	columns_choose(&chp, EVENT_CHP_COLUMNS, bad, sizeof(bad));
	clock_gettime(CLOCK_REALTIME, &t.when);
	changes_of_chpaths(&changes, diff, old_snap, new_snap);
	changes.columns = &sch;
	if (changes_of_subchannels(&changes, diff, old_snap, new_snap))
		log_text(log, EVENT_WARNING, "no memory to tell what changed");
	if (t.n > EVENTS_AT_ONCE)
		log_text(log, EVENT_WARNING, "%zu more changes at the same time",
			 t.n - EVENTS_AT_ONCE);
}
