// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * detail.c - all there is to know of one object, as lines of text
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "detail.h"
#include "plot.h"

/* Devices on a path that are named. */
#define USERS_MAX 500

/* ---- reading ---- */

static const struct ccw_subchannel *find_subchannel(const struct ccw_snapshot *snap,
						    const struct ccw_object *object)
{
	const struct ccw_device *dev;

	if (object->kind == CCW_KIND_SUBCHANNEL)
		return ccw_snapshot_get_subchannel(snap, object->id);
	dev = ccw_snapshot_get_device(snap, object->id);
	return dev ? ccw_device_get_subchannel(dev) : NULL;
}

/* Of the paths, those it has; all, if that is not known. */
static int limit_chpaths(struct ccw_query *query, const struct ccw_snapshot *known,
			 const struct ccw_object *object)
{
	const struct ccw_subchannel *sch = known ? find_subchannel(known, object) : NULL;
	uint8_t chpids[CCW_PATHS_MAX];
	struct ccw_masks masks;
	int i, rc = 0;

	if (!sch || ccw_subchannel_get_masks(sch, &masks) ||
	    ccw_subchannel_get_chpids(sch, chpids))
		return 0;
	for (i = 0; !rc && i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid id = { ccw_subchannel_get_id(sch).cssid, chpids[i] };

		if (masks.pim & (0x80 >> i))
			rc = ccw_query_add_chpaths(query, id, id);
	}
	return rc;
}

int detail_read(struct ccw_ctx *ctx, const struct ccw_snapshot *known,
		const struct ccw_object *object, struct ccw_snapshot **snap)
{
	struct ccw_query *query;
	int rc;

	rc = ccw_query_new(&query);
	if (rc)
		return rc;
	ccw_query_add_attrs(query, CCW_ATTRS_CHPATH);
	if (object->kind == CCW_KIND_CHPATH) {
		rc = ccw_query_add_chpaths(query, object->chpid, object->chpid);
	} else {
		ccw_query_add_attrs(query, CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE);
		if (object->kind == CCW_KIND_DEVICE)
			rc = ccw_query_add_devices(query, object->id, object->id);
		else
			rc = ccw_query_add_subchannels(query, object->id, object->id);
		if (!rc)
			rc = limit_chpaths(query, known, object);
	}
	if (!rc)
		rc = ccw_snapshot_new(ctx, query, snap);
	ccw_query_free(query);
	return rc;
}

/* The averages are for a start: all of it is so many times as long. */
static bool read_sample(const struct ccw_snapshot *snap, const struct ccw_object *object,
			uint64_t *busy_ns, uint64_t *starts)
{
	static const enum ccw_cmf busy[] = { CCW_CMF_AVG_FUNCTION_PENDING_TIME,
					     CCW_CMF_AVG_DEVICE_CONNECT_TIME,
					     CCW_CMF_AVG_DEVICE_DISCONNECT_TIME };
	const struct ccw_device *dev = object->kind == CCW_KIND_DEVICE ?
					       ccw_snapshot_get_device(snap, object->id) :
					       NULL;
	uint64_t ns;
	size_t i;

	if (!dev || ccw_device_get_cmf(dev, CCW_CMF_SSCH_RSCH_COUNT, starts))
		return false;
	*busy_ns = 0;
	for (i = 0; i < sizeof(busy) / sizeof(busy[0]); i++)
		if (!ccw_device_get_cmf(dev, busy[i], &ns))
			*busy_ns += ns * *starts;
	return true;
}

void history_add(struct history *h, const struct ccw_snapshot *snap,
		 const struct ccw_object *object)
{
	uint64_t busy, starts, now = clock_ms(), ms = now - h->taken;

	if (!object_is_same(&h->object, object))
		*h = (struct history){ .object = *object };
	if (!read_sample(snap, object, &busy, &starts))
		return;
	if (h->taken && ms) {
		if (h->n == HISTORY_MAX) {
			h->n--;
			memmove(h->utilization, h->utilization + 1,
				h->n * sizeof(*h->utilization));
			memmove(h->rate, h->rate + 1, h->n * sizeof(*h->rate));
		}
		/* what went back has begun anew */
		h->utilization[h->n] = busy < h->busy ? 0 :
				       (unsigned int)((busy - h->busy) / (ms * 1000));
		h->rate[h->n] = starts < h->starts ?
					0 :
					(unsigned int)((starts - h->starts) * 1000 / ms);
		h->n++;
	}
	h->taken = now;
	h->starts = starts;
	h->busy = busy;
}

/* ---- lines ---- */

struct writer {
	struct detail *detail;
	bool nomem;
};

__attribute__((format(printf, 4, 5))) static void add(struct writer *w,
						      enum line_kind kind,
						      const struct ccw_object *object,
						      const char *fmt, ...)
{
	struct detail *d = w->detail;
	struct detail_line *grown;
	char *text;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (len < 0) {
		w->nomem = true;
		return;
	}
	if (!(d->n & (d->n - 1))) {
		grown = reallocarray(d->lines, d->n ? 2 * d->n : 1, sizeof(*grown));
		if (!grown) {
			free(text);
			w->nomem = true;
			return;
		}
		d->lines = grown;
	}
	d->lines[d->n++] = (struct detail_line){ .kind = kind, .text = text };
	if (object)
		d->lines[d->n - 1].object = *object;
}

void detail_free(struct detail *detail)
{
	size_t i;

	for (i = 0; i < detail->n; i++)
		free(detail->lines[i].text);
	free(detail->lines);
	*detail = (struct detail){ .n = 0 };
}

/* What is not known, or not there, is left out: there is much of it. */
static void add_columns(struct writer *w, const struct column *column, const void *row,
			const char *const *but)
{
	const char *const *name;
	struct cell cell;

	for (; column->name; column++) {
		for (name = but; *name && strcmp(*name, column->name); name++)
			;
		if (*name)
			continue;
		cell_get(&cell, column, row);
		if (cell.kind != CELL_NULL)
			add(w, LINE_TEXT, NULL, "  %-18s%s", column->name,
			    cell_shown(&cell) + strspn(cell_shown(&cell), " "));
	}
}

/* ---- a device ---- */

static void add_path(struct writer *w, const struct ccw_snapshot *snap,
		     const struct ccw_subchannel *sch, int i, enum path_state state)
{
	struct ccw_object object = { .kind = CCW_KIND_CHPATH };
	struct chp_row row = { .chp = NULL };
	struct ccw_masks masks = { 0 };
	struct cell type, name, cfg, vary;
	uint8_t chpids[CCW_PATHS_MAX] = { 0 }, vpm = 0, bit = 0x80 >> i;
	char id[CCW_ID_STRLEN];
	bool has_vpm;

	ccw_subchannel_get_chpids(sch, chpids);
	ccw_subchannel_get_masks(sch, &masks);
	has_vpm = !ccw_subchannel_get_vpm(sch, &vpm);
	object.chpid = (struct ccw_chpid){ ccw_subchannel_get_id(sch).cssid, chpids[i] };
	row.chp = ccw_snapshot_get_chpath(snap, object.chpid);
	type.text = name.text = cfg.text = vary.text = "-";
	if (row.chp) {
		cell_get(&type, column_find(chp_columns, "type"), &row);
		cell_get(&name, column_find(chp_columns, "name"), &row);
		cell_get(&cfg, column_find(chp_columns, "cfg"), &row);
		cell_get(&vary, column_find(chp_columns, "vary"), &row);
	}
	add(w, state == PATH_USABLE ? LINE_GOOD : LINE_BAD, &object,
	    "  %d  %-6s %-4s %-10s %-4s %-4s %d   %d   %d   %s   %c %s", i,
	    ccw_chpid_format(object.chpid, id), type.text, name.text, vary.text, cfg.text,
	    !!(masks.pim & bit), !!(masks.pam & bit), !!(masks.pom & bit),
	    !has_vpm   ? "-" :
	    vpm & bit ? "1" :
			"0",
	    path_state_texts[state].letter, path_state_texts[state].name);
}

static void add_paths(struct writer *w, const struct ccw_snapshot *snap,
		      const struct ccw_subchannel *sch)
{
	enum path_state states[CCW_PATHS_MAX];
	int i;

	if (!get_path_states(snap, sch, states))
		return;
	add(w, LINE_HEADING, NULL, "Channel paths");
	add(w, LINE_TEXT, NULL,
	    "  #  CHPID  Type Name       Vary Cfg. PIM PAM POM VPM State");
	for (i = 0; i < CCW_PATHS_MAX; i++)
		if (states[i] != PATH_NOT_INSTALLED)
			add_path(w, snap, sch, i, states[i]);
}

static void add_plot(struct writer *w, const char *what, const unsigned int *values,
		     size_t n, size_t width, bool ascii, unsigned int scale,
		     const char *unit)
{
	unsigned int max = 0;
	char line[TEXT_MAX];
	size_t i;
	int row;

	for (i = 0; i < n; i++)
		max = values[i] > max ? values[i] : max;
	add(w, LINE_TEXT, NULL, "  %s: now %.*f%s, at most %.*f%s", what, scale > 1,
	    (double)values[n - 1] / scale, unit, scale > 1, (double)max / scale, unit);
	for (row = PLOT_ROWS - 1; row >= 0; row--) {
		plot_row(line, sizeof(line), values, n, max, row, width, ascii);
		add(w, LINE_PLOT, NULL, "  %s", line);
	}
}

static void add_measurement(struct writer *w, const struct ccw_device *dev,
			    const struct history *history, size_t width, bool ascii)
{
	uint64_t value;
	bool first = true;
	int i;

	for (i = 0; i < CCW_CMF_COUNT; i++) {
		if (ccw_device_get_cmf(dev, i, &value))
			continue;
		if (first)
			add(w, LINE_HEADING, NULL, "Channel measurement");
		first = false;
		add(w, LINE_TEXT, NULL, "  %-36s%llu", ccw_cmf_get_name(i),
		    (unsigned long long)value);
	}
	if (first || !history || !history->n)
		return;
	add(w, LINE_HEADING, NULL, "The last %zu readings", history->n);
	add_plot(w, "utilization", history->utilization, history->n, width, ascii, 10,
		 "%");
	add_plot(w, "starts per second", history->rate, history->n, width, ascii, 1, "");
}

static int make_device(struct writer *w, const struct ccw_snapshot *snap,
		       const struct ccw_object *object, const struct history *history,
		       size_t width, bool ascii)
{
	static const char *const elsewhere[] = { "unusable", "utilization", "starts",
						 NULL };
	struct sch_row row = { .snap = snap, .sch = find_subchannel(snap, object) };

	row.dev = object->kind == CCW_KIND_DEVICE ?
			  ccw_snapshot_get_device(snap, object->id) :
			  (row.sch ? ccw_subchannel_get_device(row.sch) : NULL);
	if (!row.sch && !row.dev)
		return -ENOENT;
	if (row.sch)
		add_paths(w, snap, row.sch);
	if (row.dev)
		add_measurement(w, row.dev, history, width, ascii);
	add(w, LINE_HEADING, NULL, "Attributes");
	add_columns(w, sch_columns, &row, elsewhere);
	return 0;
}

/* ---- a channel path ---- */

static void add_user(struct writer *w, const struct ccw_snapshot *snap,
		     const struct ccw_subchannel *sch, uint8_t bit)
{
	struct sch_row row = { .snap = snap, .sch = sch,
			       .dev = ccw_subchannel_get_device(sch) };
	struct ccw_object object = { .kind = row.dev ? CCW_KIND_DEVICE
						     : CCW_KIND_SUBCHANNEL };
	struct cell paths, name, names;
	struct ccw_paths masks;
	char id[CCW_ID_STRLEN];
	bool online = false, only;

	object.id = row.dev ? ccw_device_get_id(row.dev) : ccw_subchannel_get_id(sch);
	if (row.dev && ccw_device_get_online(row.dev, &online))
		online = false;
	only = online && !ccw_subchannel_get_paths(snap, sch, &masks) &&
	       masks.usable == bit;
	cell_get(&paths, column_find(sch_columns, "paths"), &row);
	cell_get(&name, column_find(sch_columns, "name"), &row);
	cell_get(&names, column_find(sch_columns, "linux"), &row);
	add(w, only ? LINE_BAD : LINE_TEXT, &object, "  %-9s %s %-7s %-20s %s%s",
	    ccw_id_format(object.id, id), paths.text, online ? "online" : "offline",
	    name.text, names.text, only ? "  <- its only path" : "");
}

static void add_users(struct writer *w, const struct model *model, struct ccw_chpid chpid)
{
	const struct ccw_subchannel *sch;
	unsigned int n = 0;
	char id[CCW_ID_STRLEN];
	uint8_t bit;

	if (!model->now.snap)
		return;
	add(w, LINE_HEADING, NULL, "Devices on it");
	ccw_snapshot_foreach_subchannel(model->now.snap, sch) {
		bit = ccw_subchannel_get_path_mask(sch, chpid, chpid);
		if (bit && n++ < USERS_MAX)
			add_user(w, model->now.snap, sch, bit);
	}
	if (!n)
		add(w, LINE_TEXT, NULL, "  none");
	if (n > USERS_MAX)
		add(w, LINE_TEXT, NULL, "  and %u more: 'filter chpid=%s' lists them",
		    n - USERS_MAX, ccw_chpid_format(chpid, id));
}

static int make_chpath(struct writer *w, const struct model *model,
		       const struct ccw_snapshot *snap, const struct ccw_object *object)
{
	static const char *const elsewhere[] = { "devices", "online", "depend", NULL };
	struct chp_row row = { .chp = ccw_snapshot_get_chpath(snap, object->chpid) };

	if (!row.chp)
		return -ENOENT;
	add(w, LINE_HEADING, NULL, "Attributes");
	add_columns(w, chp_columns, &row, elsewhere);
	add_users(w, model, object->chpid);
	return 0;
}

int detail_make(struct detail *detail, const struct model *model,
		const struct ccw_snapshot *snap, const struct ccw_object *object,
		const struct history *history, size_t width, bool ascii)
{
	struct writer w = { .detail = detail };
	int rc;

	detail_free(detail);
	if (object->kind == CCW_KIND_CHPATH)
		rc = make_chpath(&w, model, snap, object);
	else
		rc = make_device(&w, snap, object, history, width, ascii);
	return w.nomem ? -ENOMEM : rc;
}
