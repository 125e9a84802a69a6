/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - what is wrong with subchannels, devices and channel paths
 */
#ifndef CCWCHECK_CHECK_H
#define CCWCHECK_CHECK_H

#include "chp_columns.h"
#include "filter.h"
#include "sch_columns.h"

/* In the order of what makes the status: a warning outweighs what is not known. */
enum severity {
	SEVERITY_IGNORED, /* not even counted */
	SEVERITY_NOTICE,
	SEVERITY_UNKNOWN,
	SEVERITY_WARNING,
	SEVERITY_CRITICAL,
	SEVERITIES,
};

/* "notice", "unknown", "warning", "critical" */
const char *severity_get_name(enum severity severity);
/* The same for all: "ok", "unknown", ... */
const char *severity_get_status_name(enum severity worst);
/* As monitoring plugins end: 0 ok, 1 warning, 2 critical, 3 unknown. */
int severity_get_status(enum severity worst);

/* In the order in which they are listed for one object. */
enum check_kind {
	CHECK_MISSING,
	CHECK_DEFUNCT,
	CHECK_NO_PATH,
	CHECK_NO_DEVICE,
	CHECK_BOXED,
	CHECK_LAST_PATH,
	CHECK_DEGRADED,
	CHECK_SINGLE_PATH,
	CHECK_VARIED_OFF,
	CHECK_STANDBY,
	CHECK_NO_DRIVER,
	CHECK_IGNORED,
	CHECK_LOST,
	CHECK_OFFLINE,
	CHECK_UNKNOWN,
	CHECK_KINDS,
};

/*
 * struct check_kind_info
 * @severity: if nothing else is asked for
 * @idle: the same if the device is offline, or there is none
 */
struct check_kind_info {
	const char *name;
	enum severity severity, idle;
	const char *help;
};

extern const struct check_kind_info check_kinds[CHECK_KINDS];

/*
 * struct finding - one thing that is wrong
 * @object: what it is about; CCW_KIND_NONE: the system
 * @id, @last: of a device or subchannel; a range only with CHECK_MISSING
 * @chpid, @chpid_last: the same of a channel path
 * @sch, @dev, @chp: what there is of these
 * @installed, @usable, @unknown: masks of paths; @usable are those that certainly are
 * @usage: of a channel path
 * @what, @rc: CHECK_UNKNOWN: which attribute, and why: a negative errno, or 0 if @what
 *	says it all
 * @on_list: CHECK_MISSING: it is on the cio_ignore list
 */
struct finding {
	enum check_kind kind;
	enum severity severity;
	enum ccw_kind object;
	struct ccw_id id, last;
	struct ccw_chpid chpid, chpid_last;
	const struct ccw_snapshot *snap;
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	const struct ccw_chpath *chp;
	uint8_t installed, usable, unknown;
	const struct chp_usage *usage;
	const char *what;
	int rc;
	bool on_list;
};

/* How much was looked at. Paths are those of online devices. */
struct check_totals {
	size_t subchannels, devices;
	size_t online, offline, online_unknown, defunct;
	size_t paths_installed, paths_usable, paths_unknown;
	size_t chpaths, chpaths_varied_off, chpaths_standby, chpaths_unknown;
};

/*
 * struct check
 * @filter: what to look at; @filtered: it is not everything
 * @notices: keep notices, too, not only their number
 * @severity: of each kind, if the device is online and if not
 * @ignored: the list of devices that are ignored, in order
 * @findings: @n of them, in the order they were made
 * @counts: how many there are of each kind and severity
 * @worst: of all findings; SEVERITY_NOTICE: there are none that matter
 */
struct check {
	const struct filter *filter;
	bool filtered, notices;
	enum severity severity[CHECK_KINDS][2];

	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct ccw_id_range *ignored;
	size_t n_ignored;
	struct chp_usage *usage;
	size_t n_usage;
	bool doubtful_chpaths;

	struct finding *findings;
	size_t n;
	size_t counts[CHECK_KINDS][SEVERITIES];
	struct check_totals totals;
	enum severity worst;
};

/* What they are if nothing else is asked for. */
void check_init(struct check *check, const struct filter *filter, bool filtered);
/*
 * check_run - look
 * @ctx: tells where
 *
 * What cannot be read is a finding. Return: 0, or -ENOMEM.
 */
int check_run(struct check *check, struct ccw_ctx *ctx);
void check_free(struct check *check);

size_t check_count(const struct check *check, enum severity severity);

/* For struct finding; for struct check, what there is to know of all. */
extern const struct column finding_columns[];
extern const struct column summary_columns[];

/* "0.0.4711", "0.3a", "0.0.4711-0.0.4720"; at least 2 * CCW_ID_STRLEN bytes. */
char *finding_get_id(const struct finding *finding, char *buf);

/* In a sentence without a full stop. */
void finding_get_message(const struct finding *finding, char *buf, size_t size);

#endif
