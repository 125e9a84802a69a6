// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check.c - what is wrong with subchannels, devices and channel paths
 *
 * What is certain is a finding of its kind; what cannot be read is not taken for good,
 * but is a finding by itself.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

void check_init(struct check *check, const struct filter *filter, bool filtered)
{
	int kind;

	memset(check, 0, sizeof(*check));
	check->filter = filter;
	check->filtered = filtered;
	check->worst = SEVERITY_NOTICE;
	for (kind = 0; kind < CHECK_KINDS; kind++) {
		check->severity[kind][0] = check_kinds[kind].idle;
		check->severity[kind][1] = check_kinds[kind].severity;
	}
}

void check_free(struct check *check)
{
	free(check->findings);
	free(check->usage);
	free(check->ignored);
	ccw_snapshot_free(check->snap);
}

size_t check_count(const struct check *check, enum severity severity)
{
	size_t n = 0;
	int kind;

	for (kind = 0; kind < CHECK_KINDS; kind++)
		n += check->counts[kind][severity];
	return n;
}

/* ---- making findings ---- */

/* @in_use: the device is online, as far as is known. */
static int add(struct check *check, const struct finding *finding, enum check_kind kind,
	       bool in_use)
{
	enum severity severity = check->severity[kind][in_use];
	struct finding *grown;

	if (severity == SEVERITY_IGNORED)
		return 0;
	check->counts[kind][severity]++;
	if (severity > check->worst)
		check->worst = severity;
	if (severity == SEVERITY_NOTICE && !check->notices)
		return 0;
	/* room for 16, 32, 64, ... */
	if (check->n < 16 ? !check->n : !(check->n & (check->n - 1))) {
		grown = reallocarray(check->findings, check->n ? 2 * check->n : 16,
				     sizeof(*grown));
		if (!grown)
			return -ENOMEM;
		check->findings = grown;
	}
	check->findings[check->n] = *finding;
	check->findings[check->n].kind = kind;
	check->findings[check->n].severity = severity;
	check->findings[check->n++].snap = check->snap;
	return 0;
}

static int add_unknown(struct check *check, const struct finding *about, const char *what,
		       int cause, bool in_use)
{
	struct finding finding = *about;

	finding.what = what;
	finding.rc = cause;
	return add(check, &finding, CHECK_UNKNOWN, in_use);
}

static struct finding about_subchannel(const struct ccw_subchannel *sch)
{
	struct ccw_id id = ccw_subchannel_get_id(sch);

	return (struct finding){
		.object = CCW_KIND_SUBCHANNEL, .id = id, .last = id, .sch = sch
	};
}

static struct finding about_device(const struct ccw_subchannel *sch,
				   const struct ccw_device *dev)
{
	struct ccw_id id = ccw_device_get_id(dev);

	return (struct finding){
		.object = CCW_KIND_DEVICE, .id = id, .last = id, .sch = sch, .dev = dev
	};
}

static bool is_on_list(const struct check *check, struct ccw_id id)
{
	size_t from = 0, to = check->n_ignored, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (ccw_id_cmp(check->ignored[middle].to, id) < 0)
			from = middle + 1;
		else if (ccw_id_cmp(id, check->ignored[middle].from) < 0)
			to = middle;
		else
			return true;
	}
	return false;
}

/* ---- paths of an online device ---- */

/* A machine without SCLP has no such state, and neither have some old kernels. */
static bool is_doubtful(const struct ccw_chpath *chp, const char **what, int *cause)
{
	enum ccw_configure state;
	bool on;
	int rc;

	*what = "status";
	*cause = ccw_chpath_get_vary(chp, &on);
	if (*cause)
		return true;
	rc = ccw_chpath_get_configure(chp, &state);
	*what = "configure";
	*cause = rc == -EOPNOTSUPP || rc == -ENODATA ? 0 : rc;
	return *cause;
}

/* Installed paths whose channel path has a state that is not known. */
static uint8_t get_doubtful_paths(const struct check *check, const struct finding *about)
{
	uint8_t chpids[CCW_PATHS_MAX], mask = 0;
	const struct ccw_chpath *chp;
	const char *what;
	int i, cause;

	if (!check->doubtful_chpaths || ccw_subchannel_get_chpids(about->sch, chpids))
		return 0;
	for (i = 0; i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid id = { ccw_subchannel_get_id(about->sch).cssid,
					chpids[i] };

		if (!(about->installed & (0x80 >> i)))
			continue;
		chp = ccw_snapshot_get_chpath(check->snap, id);
		if (chp && is_doubtful(chp, &what, &cause))
			mask |= 0x80 >> i;
	}
	return mask;
}

/* The masks of @about. 0, or a finding was made of what is not known: 1; -ENOMEM. */
static int get_masks(struct check *check, struct finding *about)
{
	struct ccw_paths paths;
	struct ccw_masks masks;
	uint8_t vpm;
	int rc, unknown_vpm;

	rc = ccw_subchannel_get_paths(check->snap, about->sch, &paths);
	if (rc) {
		rc = add_unknown(check, about,
				 ccw_subchannel_get_masks(about->sch, &masks)
					 ? "pimpampom"
					 : "chpids",
				 rc, true);
		return rc ? rc : 1;
	}
	about->installed = paths.installed;
	unknown_vpm = ccw_subchannel_get_vpm(about->sch, &vpm);
	about->unknown = unknown_vpm ? paths.usable
				     : paths.usable & get_doubtful_paths(check, about);
	about->usable = paths.usable & ~about->unknown;
	check->totals.paths_installed += (size_t)__builtin_popcount(about->installed);
	check->totals.paths_usable += (size_t)__builtin_popcount(about->usable);
	check->totals.paths_unknown += (size_t)__builtin_popcount(about->unknown);
	if (unknown_vpm)
		return add_unknown(check, about, "vpm", unknown_vpm, true);
	if (about->unknown)
		return add_unknown(check, about, "the state of a channel path", 0, true);
	return 0;
}

/*
 * The worst that is certain: a path that may be usable is not held against the device.
 * @no_path: the kernel says that there is none, whatever the masks are.
 */
static int check_paths(struct check *check, struct finding *about, bool no_path)
{
	uint8_t possible;
	int rc;

	rc = get_masks(check, about);
	if (rc < 0)
		return rc;
	possible = about->usable | about->unknown;
	if (no_path || (!rc && about->installed && !possible))
		return add(check, about, CHECK_NO_PATH, true);
	if (rc || !about->installed)
		return 0;
	if (possible != about->installed)
		return add(check, about,
			   possible & (possible - 1) ? CHECK_DEGRADED : CHECK_LAST_PATH,
			   true);
	return possible & (possible - 1) ? 0 : add(check, about, CHECK_SINGLE_PATH, true);
}

/* ---- devices, subchannels ---- */

static int check_driver(struct check *check, const struct finding *about, bool in_use)
{
	const char *driver;
	int rc;

	rc = ccw_device_get_driver(about->dev, &driver);
	if (rc == -ENODATA)
		return add(check, about, CHECK_NO_DRIVER, in_use);
	return rc ? add_unknown(check, about, "driver", rc, in_use) : 0;
}

static int check_device(struct check *check, struct finding *about)
{
	enum ccw_availability avail = CCW_AVAIL_GOOD;
	bool online = false, in_use;
	int rc, unknown;

	unknown = ccw_device_get_online(about->dev, &online);
	/* the worse of both */
	in_use = online || unknown;
	check->totals.online += online;
	check->totals.offline += !in_use;
	check->totals.online_unknown += !!unknown;
	rc = unknown  ? add_unknown(check, about, "online", unknown, true)
	     : in_use ? 0
		      : add(check, about, CHECK_OFFLINE, false);
	unknown = ccw_device_get_availability(about->dev, &avail);
	if (!rc && unknown)
		rc = add_unknown(check, about, "availability", unknown, in_use);
	if (!rc && online)
		rc = check_paths(check, about, avail == CCW_AVAIL_NO_PATH);
	else if (!rc && avail == CCW_AVAIL_NO_PATH)
		rc = add(check, about, CHECK_NO_PATH, in_use);
	if (!rc && avail == CCW_AVAIL_NO_DEVICE)
		rc = add(check, about, CHECK_NO_DEVICE, in_use);
	if (!rc && avail == CCW_AVAIL_BOXED)
		rc = add(check, about, CHECK_BOXED, in_use);
	if (!rc)
		rc = check_driver(check, about, in_use);
	if (!rc && is_on_list(check, about->id))
		rc = add(check, about, CHECK_IGNORED, in_use);
	return rc;
}

/*
 * An I/O subchannel without a device. Only io_subchannel makes devices, and only that
 * driver has a VPM (since Linux 4.14). To read which driver it is takes much longer.
 */
static int check_bare(struct check *check, const struct ccw_subchannel *sch)
{
	struct finding about = about_subchannel(sch);
	struct ccw_id id;
	uint8_t vpm;
	int rc;

	rc = ccw_subchannel_get_dev_busid(sch, &id);
	if (rc == -ENODEV || rc == -ENODATA)
		return 0;
	if (rc)
		return add_unknown(check, &about, "dev_busid", rc, false);
	if (is_on_list(check, id)) {
		about.object = CCW_KIND_DEVICE;
		about.id = about.last = id;
		return add(check, &about, CHECK_IGNORED, false);
	}
	return ccw_subchannel_get_vpm(sch, &vpm) ? 0
						 : add(check, &about, CHECK_LOST, false);
}

static int check_row(struct check *check, const struct ccw_subchannel *sch,
		     const struct ccw_device *dev)
{
	struct sch_row row = { .snap = check->snap, .sch = sch, .dev = dev };
	struct finding about;

	if (!filter_match_all(check->filter, &row))
		return 0;
	if (dev) {
		check->totals.devices++;
		about = about_device(sch, dev);
	}
	if (!sch) {
		check->totals.defunct++;
		return add(check, &about, CHECK_DEFUNCT, true);
	}
	check->totals.subchannels++;
	chp_usage_add(check->usage, check->n_usage, check->snap, sch);
	if (dev)
		return check_device(check, &about);
	return ccw_subchannel_get_type(sch) == CCW_SUBCHANNEL_IO ? check_bare(check, sch)
								 : 0;
}

static int check_rows(struct check *check)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	int rc = 0;

	ccw_snapshot_foreach_subchannel(check->snap, sch) {
		rc = check_row(check, sch, ccw_subchannel_get_device(sch));
		if (rc)
			return rc;
	}
	ccw_snapshot_foreach_device(check->snap, dev)
		if (!rc && !ccw_device_get_subchannel(dev))
			rc = check_row(check, NULL, dev);
	return rc;
}

/* ---- channel paths ---- */

static struct finding about_chpath(const struct ccw_chpath *chp,
				   const struct chp_usage *usage)
{
	struct ccw_chpid id = ccw_chpath_get_id(chp);

	return (struct finding){ .object = CCW_KIND_CHPATH,
				 .chpid = id,
				 .chpid_last = id,
				 .chp = chp,
				 .usage = usage };
}

static int check_chpath(struct check *check, const struct ccw_chpath *chp,
			const struct chp_usage *usage)
{
	struct finding about = about_chpath(chp, usage);
	const char *what;
	bool on = true;
	int cause, rc = 0;

	check->totals.chpaths++;
	if (is_doubtful(chp, &what, &cause)) {
		check->totals.chpaths_unknown++;
		rc = add_unknown(check, &about, what, cause, true);
	}
	/* one that nobody has may belong to someone else */
	if (!rc && ccw_chpath_is_standby(chp)) {
		check->totals.chpaths_standby++;
		if (usage->subchannels)
			rc = add(check, &about, CHECK_STANDBY, true);
	}
	if (!rc && !ccw_chpath_get_vary(chp, &on) && !on) {
		check->totals.chpaths_varied_off++;
		rc = add(check, &about, CHECK_VARIED_OFF, true);
	}
	return rc;
}

static int check_chpaths(struct check *check)
{
	const struct filter *filter = check->filter;
	const struct chp_usage *usage = check->usage;
	const struct ccw_chpath *chp;
	int rc = 0;

	ccw_snapshot_foreach_chpath(check->snap, chp) {
		bool chosen = filter->chpids.n
				      ? chpid_list_has(&filter->chpids, usage->id)
			      : check->filtered ? usage->subchannels
						: true;

		if (!rc && chosen)
			rc = check_chpath(check, chp, usage);
		usage++;
	}
	return rc;
}

/* ---- what was asked for ---- */

/* Is the range at @i there before, too? */
static bool is_repeated(const struct id_list *ids, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (!ccw_id_cmp(ids->range[j].from, ids->range[i].from) &&
		    !ccw_id_cmp(ids->range[j].to, ids->range[i].to))
			return true;
	return false;
}

static int check_ids(struct check *check, const struct id_list *ids, enum ccw_kind object,
		     bool (*has)(const struct id_range *range,
				 const struct ccw_snapshot *snap))
{
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < ids->n; i++) {
		const struct id_range *range = &ids->range[i];
		struct finding about = { .object = object,
					 .id = range->from,
					 .last = range->to };

		about.on_list = object == CCW_KIND_DEVICE &&
				!ccw_id_cmp(range->from, range->to) &&
				is_on_list(check, range->from);
		if (!has(range, check->snap) && !is_repeated(ids, i))
			rc = add(check, &about, CHECK_MISSING, true);
	}
	return rc;
}

static bool is_repeated_chpid(const struct chpid_list *list, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (!ccw_chpid_cmp(list->range[j].from, list->range[i].from) &&
		    !ccw_chpid_cmp(list->range[j].to, list->range[i].to))
			return true;
	return false;
}

static int check_chpids(struct check *check)
{
	const struct chpid_list *list = &check->filter->chpids;
	size_t i, j;
	int rc = 0;

	for (i = 0; !rc && i < list->n; i++) {
		struct finding about = { .object = CCW_KIND_CHPATH,
					 .chpid = list->range[i].from,
					 .chpid_last = list->range[i].to };
		struct chpid_list one = { &list->range[i], 1 };

		for (j = 0; j < check->n_usage; j++)
			if (chpid_list_has(&one, check->usage[j].id))
				break;
		if (j == check->n_usage && !is_repeated_chpid(list, i))
			rc = add(check, &about, CHECK_MISSING, true);
	}
	return rc;
}

static int check_asked(struct check *check)
{
	const struct filter *filter = check->filter;
	int rc;

	rc = check_ids(check, &filter->devices, CCW_KIND_DEVICE,
		       id_range_has_device);
	if (!rc)
		rc = check_ids(check, &filter->subchannels, CCW_KIND_SUBCHANNEL,
			       id_range_has_subchannel);
	return rc ? rc : check_chpids(check);
}

/* ---- reading ---- */

static struct ccw_query *make_query(const struct check *check)
{
	const struct filter *filter = check->filter;
	/* a device may exist, and yet not be on one of these subchannels */
	bool both = filter->devices.n && filter->subchannels.n;
	struct ccw_query *query;
	size_t i;
	int rc;

	if (ccw_query_new(&query))
		return NULL;
	ccw_query_add_attrs(query, filter_get_attrs(filter) | CCW_ATTRS_PATH_STATE |
					   CCW_ATTR(CCW_SCH_DEV_BUSID) |
					   CCW_ATTR(CCW_DEV_AVAILABILITY) |
					   CCW_ATTR(CCW_DEV_DRIVER) |
					   CCW_ATTR(CCW_CSS_CM_ENABLE));
	for (i = 0, rc = 0; !rc && !both && i < filter->devices.n; i++)
		rc = ccw_query_add_devices(query, filter->devices.range[i].from,
					   filter->devices.range[i].to);
	for (i = 0; !rc && !both && i < filter->subchannels.n; i++)
		rc = ccw_query_add_subchannels(query, filter->subchannels.range[i].from,
					       filter->subchannels.range[i].to);
	if (!rc)
		return query;
	ccw_query_free(query);
	return NULL;
}

static int read_all(struct check *check)
{
	struct finding about = { .object = CCW_KIND_NONE };
	const struct ccw_chpath *chp;
	struct ccw_query *query = make_query(check);
	const char *what;
	int rc, cause;

	if (!query)
		return -ENOMEM;
	rc = ccw_snapshot_new(check->ctx, query, &check->snap);
	ccw_query_free(query);
	if (rc)
		return rc == -ENOMEM ? rc : add_unknown(check, &about, "sysfs", rc, true);
	if (!ccw_snapshot_next_css(check->snap, NULL))
		return add_unknown(check, &about, "there is no channel subsystem", 0,
				   true);
	ccw_snapshot_foreach_chpath(check->snap, chp)
		check->doubtful_chpaths |= is_doubtful(chp, &what, &cause);
	rc = ccw_ctx_get_ignored(check->ctx, &check->ignored, &check->n_ignored);
	if (rc == -ENODATA)
		return 0;
	return rc && rc != -ENOMEM ? add_unknown(check, &about, "cio_ignore", rc, true)
				   : rc;
}

int check_run(struct check *check, struct ccw_ctx *ctx)
{
	struct finding about = { .object = CCW_KIND_NONE };
	int rc;

	check->ctx = ctx;
	rc = read_all(check);
	if (rc || !check->snap)
		return rc;
	check->usage = chp_usage_new(check->snap, &check->n_usage);
	if (!check->usage)
		return -ENOMEM;
	rc = check_rows(check);
	if (!rc)
		rc = check_chpaths(check);
	if (!rc)
		rc = check_asked(check);
	if (!rc && check->filtered && !check->n && !check->totals.subchannels &&
	    !check->totals.devices && !check->totals.chpaths)
		rc = add_unknown(check, &about, "there is nothing like that", 0, true);
	return rc;
}
