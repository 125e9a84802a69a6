// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * metrics.c - a check as OpenMetrics text
 *
 * How many lines there are is bounded, whatever the machine: totals, each channel path,
 * and the objects with findings up to METRICS_OBJECTS_MAX.
 */
#include <stdint.h>
#include <time.h>

#include "metrics.h"

static void put_family(struct out *out, const char *name, const char *help)
{
	out_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

/* Prometheus refuses a file with bytes that are no UTF-8: there are only ASCII names. */
static void put_label(struct out *out, const char *name, const char *value)
{
	out_printf(out, "%s=\"", name);
	for (; *value; value++) {
		if (*value == '\n') {
			out_puts(out, "\\n");
			continue;
		}
		if (*value == '"' || *value == '\\')
			out_putc(out, '\\');
		out_putc(out, *value < ' ' || *value > '~' ? '?' : *value);
	}
	out_putc(out, '"');
}

static void put_total(struct out *out, const char *name, const char *help, size_t n)
{
	put_family(out, name, help);
	out_printf(out, "%s %zu\n", name, n);
}

static void put_part(struct out *out, const char *name, const char *label,
		     const char *value, size_t n)
{
	out_printf(out, "%s{%s=\"%s\"} %zu\n", name, label, value, n);
}

/* ---- about the run ---- */

static void put_run(struct out *out, const struct check *check, double started)
{
	struct timespec now;

	put_family(out, "ccw_build_info", "Version of ccwtools that looked.");
	out_printf(out, "ccw_build_info{version=\"%s\"} 1\n", PACKAGE_VERSION);
	put_family(out, "ccw_check_timestamp_seconds",
		   "When it looked, since 1970 in UTC.");
	out_printf(out, "ccw_check_timestamp_seconds %lld\n", (long long)time(NULL));
	clock_gettime(CLOCK_MONOTONIC, &now);
	put_family(out, "ccw_check_duration_seconds", "How long it took.");
	out_printf(out, "ccw_check_duration_seconds %.6f\n",
		   (double)now.tv_sec + (double)now.tv_nsec / 1e9 - started);
	put_total(out, "ccw_check_status", "0 ok, 1 warning, 2 critical, 3 unknown.",
		  (size_t)severity_get_status(check->worst));
}

static void put_counts(struct out *out, const struct check *check)
{
	int kind, severity;

	put_family(out, "ccw_check_findings", "Number of findings of each kind.");
	for (kind = 0; kind < CHECK_KINDS; kind++) {
		for (severity = SEVERITY_NOTICE; severity < SEVERITIES; severity++) {
			/* at all times: a line that comes and goes has no past */
			if (severity != (int)check->severity[kind][0] &&
			    severity != (int)check->severity[kind][1])
				continue;
			out_printf(
				out,
				"ccw_check_findings{kind=\"%s\",severity=\"%s\"} %zu\n",
				check_kinds[kind].name, severity_get_name(severity),
				check->counts[kind][severity]);
		}
	}
}

static void put_totals(struct out *out, const struct check *check)
{
	const struct check_totals *totals = &check->totals;

	put_total(out, "ccw_subchannels", "Number of subchannels.", totals->subchannels);
	put_family(out, "ccw_devices", "Number of devices.");
	put_part(out, "ccw_devices", "state", "online", totals->online);
	put_part(out, "ccw_devices", "state", "offline", totals->offline);
	put_part(out, "ccw_devices", "state", "defunct", totals->defunct);
	put_part(out, "ccw_devices", "state", "unknown", totals->online_unknown);
	put_family(out, "ccw_paths", "Number of paths installed for online devices.");
	put_part(out, "ccw_paths", "state", "usable", totals->paths_usable);
	put_part(out, "ccw_paths", "state", "unusable",
		 totals->paths_installed - totals->paths_usable - totals->paths_unknown);
	put_part(out, "ccw_paths", "state", "unknown", totals->paths_unknown);
}

/* ---- channel paths ---- */

static void put_chpath(struct out *out, const char *name, const struct ccw_chpath *chp,
		       unsigned int value)
{
	char id[CCW_ID_STRLEN];

	out_printf(out, "%s{chpid=\"%s\"} %u\n", name,
		   ccw_chpid_format(ccw_chpath_get_id(chp), id), value);
}

static void put_chpaths(struct out *out, const struct check *check)
{
	const struct chp_usage *usage;
	const struct ccw_chpath *chp;
	enum ccw_configure state;
	bool on;

	put_family(out, "ccw_chpath_varied_on", "1: Linux uses the channel path.");
	ccw_snapshot_foreach_chpath(check->snap, chp)
		if (!ccw_chpath_get_vary(chp, &on))
			put_chpath(out, "ccw_chpath_varied_on", chp, on);
	put_family(out, "ccw_chpath_configure_state",
		   "0 standby, 1 configured, 2 reserved, 3 not recognized.");
	ccw_snapshot_foreach_chpath(check->snap, chp)
		if (!ccw_chpath_get_configure(chp, &state))
			put_chpath(out, "ccw_chpath_configure_state", chp, state);
	put_family(out, "ccw_chpath_online_devices",
		   "Number of online devices with the channel path installed.");
	usage = check->usage;
	ccw_snapshot_foreach_chpath(check->snap, chp)
		put_chpath(out, "ccw_chpath_online_devices", chp, usage++->online);
	put_family(out, "ccw_chpath_dependent_devices",
		   "Number of online devices with no other usable path.");
	usage = check->usage;
	ccw_snapshot_foreach_chpath(check->snap, chp)
		put_chpath(out, "ccw_chpath_dependent_devices", chp, usage++->depend);
}

/* ---- findings ---- */

/* Labels that tell one object from another. */
static void put_object(struct out *out, const struct finding *finding)
{
	char id[2 * CCW_ID_STRLEN], sch[CCW_ID_STRLEN] = "";
	const char *driver = "";

	finding_get_id(finding, id);
	if (finding->object != CCW_KIND_DEVICE) {
		put_label(out,
			  finding->object == CCW_KIND_CHPATH ? "chpid" : "subchannel",
			  id);
		return;
	}
	if (finding->sch)
		ccw_id_format(ccw_subchannel_get_id(finding->sch), sch);
	if (!finding->dev || ccw_device_get_driver(finding->dev, &driver))
		driver = "";
	put_label(out, "device", id);
	out_putc(out, ',');
	put_label(out, "subchannel", sch);
	out_putc(out, ',');
	put_label(out, "driver", driver);
}

static void put_finding(struct out *out, const struct finding *finding)
{
	static const char *const names[] = {
		[CCW_KIND_DEVICE] = "ccw_device_finding",
		[CCW_KIND_SUBCHANNEL] = "ccw_subchannel_finding",
		[CCW_KIND_CHPATH] = "ccw_chpath_finding",
	};

	out_printf(out, "%s{", names[finding->object]);
	put_object(out, finding);
	out_printf(out, ",kind=\"%s\",severity=\"%s\"} 1\n",
		   check_kinds[finding->kind].name, severity_get_name(finding->severity));
}

static void put_device_paths(struct out *out, const struct finding *finding)
{
	int installed = __builtin_popcount(finding->installed);
	int usable = __builtin_popcount(finding->usable);
	int unknown = __builtin_popcount(finding->unknown);
	static const char *const states[] = { "usable", "unusable", "unknown" };
	const int n[] = { usable, installed - usable - unknown, unknown };
	int i;

	for (i = 0; i < 3; i++) {
		out_puts(out, "ccw_device_paths{");
		put_object(out, finding);
		out_printf(out, ",state=\"%s\"} %d\n", states[i], n[i]);
	}
}

static bool is_same_object(const struct finding *a, const struct finding *b)
{
	return a->object == b->object && !ccw_id_cmp(a->id, b->id) &&
	       !ccw_id_cmp(a->last, b->last) && !ccw_chpid_cmp(a->chpid, b->chpid) &&
	       !ccw_chpid_cmp(a->chpid_last, b->chpid_last);
}

/* Those about one object are next to each other. Return: how many they are. */
static size_t get_object(const struct check *check, size_t i)
{
	size_t n = 1;

	while (i + n < check->n &&
	       is_same_object(&check->findings[i], &check->findings[i + n]))
		n++;
	return n;
}

/* Several things can be unknown of one object, but a line must not come twice. */
static void put_object_findings(struct out *out, const struct finding *findings, size_t n)
{
	uint32_t seen = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (seen & (1U << findings[i].kind))
			continue;
		seen |= 1U << findings[i].kind;
		put_finding(out, &findings[i]);
	}
}

/* Once, from the finding that tells. */
static void put_object_paths(struct out *out, const struct finding *findings, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (findings[i].installed) {
			put_device_paths(out, &findings[i]);
			return;
		}
	}
}

static enum severity get_worst(const struct finding *findings, size_t n)
{
	enum severity worst = SEVERITY_IGNORED;
	size_t i;

	for (i = 0; i < n; i++)
		if (findings[i].severity > worst)
			worst = findings[i].severity;
	return worst;
}

/* Objects that have lines of their own, each with its findings. */
struct objects {
	struct {
		const struct finding *findings;
		size_t n;
	} object[METRICS_OBJECTS_MAX];
	size_t n, left_out;
};

static void add_objects(struct objects *objects, const struct check *check,
			enum severity severity, bool chpaths)
{
	size_t i, n;

	for (i = 0; i < check->n; i += n) {
		const struct finding *findings = &check->findings[i];

		n = get_object(check, i);
		if (findings->object == CCW_KIND_NONE ||
		    (findings->object == CCW_KIND_CHPATH) != chpaths ||
		    get_worst(findings, n) != severity)
			continue;
		if (objects->n == METRICS_OBJECTS_MAX) {
			objects->left_out++;
			continue;
		}
		objects->object[objects->n].findings = findings;
		objects->object[objects->n++].n = n;
	}
}

static void put_objects(struct out *out, const struct objects *objects,
			enum ccw_kind kind)
{
	size_t i;

	for (i = 0; i < objects->n; i++)
		if (objects->object[i].findings->object == kind)
			put_object_findings(out, objects->object[i].findings,
					    objects->object[i].n);
}

static void put_findings(struct out *out, const struct check *check)
{
	struct objects objects = { .n = 0 };
	enum severity severity;
	size_t i;

	/* there are few channel paths, and they are why devices have findings */
	for (severity = SEVERITY_CRITICAL; severity > SEVERITY_IGNORED; severity--)
		add_objects(&objects, check, severity, true);
	for (severity = SEVERITY_CRITICAL; severity > SEVERITY_IGNORED; severity--)
		add_objects(&objects, check, severity, false);
	put_family(out, "ccw_device_finding", "1: this is wrong with the device.");
	put_objects(out, &objects, CCW_KIND_DEVICE);
	put_family(out, "ccw_subchannel_finding",
		   "1: this is wrong with the subchannel.");
	put_objects(out, &objects, CCW_KIND_SUBCHANNEL);
	put_family(out, "ccw_chpath_finding", "1: this is wrong with the channel path.");
	put_objects(out, &objects, CCW_KIND_CHPATH);
	put_family(out, "ccw_device_paths",
		   "Number of paths installed for an online device with a finding.");
	for (i = 0; i < objects.n; i++)
		put_object_paths(out, objects.object[i].findings, objects.object[i].n);
	put_total(out, "ccw_check_objects_left_out",
		  "Number of objects with findings that have no lines of their own.",
		  objects.left_out);
}

void metrics_print(struct out *out, const struct check *check, double started)
{
	put_run(out, check, started);
	put_counts(out, check);
	put_totals(out, check);
	if (check->snap)
		put_chpaths(out, check);
	put_findings(out, check);
	out_puts(out, "# EOF\n");
}
