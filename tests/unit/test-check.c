// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-check.c - what is found to be wrong, and how that is written
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "check.h"
#include "metrics.h"
#include "savefile.h"
#include "tree.h"

#define DEV "devices/css0/0.0.0001/0.0.4711"

struct fixture {
	char *root, *proc;
	struct ccw_ctx *ctx;
	struct filter filter;
	struct check check;
	char text[4096];
};

/* Two usable paths, two more channel paths, a disk that is fine. */
static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	f->proc = tree_new();
	tree_write(f->root, "devices/css0/real_cssid", "0\n");
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "online", "1");
	tree_add_chpath(f->root, "0.4a", "online", "1");
	tree_add_chpath(f->root, "0.5a", "online", "0");
	tree_add_subchannel(f->root, "0.0.0001", "0.0.4711", "2a 3a 4a 00 00 00 00 00",
			    "e0 e0 ff", "e0");
	tree_link(f->root, DEV "/driver", "../../../../bus/ccw/drivers/dasd-eckd");
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	assert_int_equal(ccw_ctx_set_proc(f->ctx, f->proc), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	check_free(&f->check);
	filter_free(&f->filter);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	tree_free(f->proc);
	free(f);
	return 0;
}

/* All that is found: "KIND ID SEVERITY, ...". */
static const char *found(struct fixture *f, const char *words)
{
	char message[500], id[2 * CCW_ID_STRLEN];
	size_t i, len = 0;

	check_free(&f->check);
	filter_free(&f->filter);
	filter_init(&f->filter);
	assert_int_equal(filter_add_words(&f->filter, words, message, sizeof(message)),
			 0);
	check_init(&f->check, &f->filter, *words);
	f->check.notices = true;
	assert_int_equal(check_run(&f->check, f->ctx), 0);
	f->text[0] = '\0';
	for (i = 0; i < f->check.n; i++) {
		const struct finding *finding = &f->check.findings[i];

		len += (size_t)snprintf(f->text + len, sizeof(f->text) - len,
					"%s%s %s %s", len ? ", " : "",
					check_kinds[finding->kind].name,
					finding_get_id(finding, id),
					severity_get_name(finding->severity));
		assert_true(len < sizeof(f->text));
	}
	return f->text;
}

/* What the first finding of @kind says. */
static const char *said(struct fixture *f, enum check_kind kind)
{
	size_t i;

	for (i = 0; i < f->check.n; i++) {
		if (f->check.findings[i].kind != kind)
			continue;
		finding_get_message(&f->check.findings[i], f->text, sizeof(f->text));
		return f->text;
	}
	return "";
}

static void set_paths(struct fixture *f, const char *masks, const char *vpm)
{
	tree_write(f->root, "devices/css0/0.0.0001/pimpampom", "%s\n", masks);
	tree_write(f->root, "devices/css0/0.0.0001/vpm", "%s\n", vpm);
}

static void test_paths(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(found(f, ""), "");
	assert_int_equal(f->check.worst, SEVERITY_NOTICE);
	/* POM decides nothing */
	set_paths(f, "e0 e0 00", "e0");
	assert_string_equal(found(f, ""), "");
	set_paths(f, "e0 a0 ff", "e0");
	assert_string_equal(found(f, ""), "degraded 0.0.4711 warning");
	assert_string_equal(said(f, CHECK_DEGRADED),
			    "2 of 3 paths are usable: 0.3a:n/avail");
	set_paths(f, "e0 e0 ff", "c0");
	assert_string_equal(found(f, ""), "degraded 0.0.4711 warning");
	set_paths(f, "e0 60 ff", "c0");
	assert_string_equal(found(f, ""), "last-path 0.0.4711 critical");
	assert_string_equal(said(f, CHECK_LAST_PATH),
			    "1 of 3 paths is usable: 0.2a:n/avail 0.4a:n/verif");
	set_paths(f, "e0 e0 ff", "00");
	assert_string_equal(found(f, ""), "no-path 0.0.4711 critical");
	set_paths(f, "20 20 ff", "20");
	assert_string_equal(found(f, ""), "single-path 0.0.4711 notice");
	/* no paths at all: that is how it is made */
	set_paths(f, "00 00 ff", "00");
	assert_string_equal(found(f, ""), "");
	/* the VPM of a device that is offline is old */
	set_paths(f, "e0 00 ff", "00");
	tree_write(f->root, DEV "/online", "0\n");
	assert_string_equal(found(f, ""), "");
	assert_int_equal(f->check.totals.paths_installed, 0);
}

static void test_chpaths(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/chp0.3a/status", "offline\n");
	assert_string_equal(found(f, ""),
			    "degraded 0.0.4711 warning, varied-off 0.3a warning");
	assert_string_equal(said(f, CHECK_VARIED_OFF),
			    "varied off, 1 device has it, 1 of them online");
	tree_write(f->root, "devices/css0/chp0.2a/configure", "2\n");
	assert_string_equal(found(f, ""),
			    "last-path 0.0.4711 critical, "
			    "standby 0.2a warning, varied-off 0.3a warning");
	/* that it is not recognized says nothing against it */
	tree_write(f->root, "devices/css0/chp0.2a/configure", "3\n");
	assert_string_equal(found(f, ""),
			    "degraded 0.0.4711 warning, varied-off 0.3a warning");
	tree_write(f->root, "devices/css0/chp0.5a/status", "offline\n");
	assert_string_equal(found(f, ""),
			    "degraded 0.0.4711 warning, varied-off 0.3a warning, "
			    "varied-off 0.5a warning");
	/* only what the devices asked for have */
	assert_string_equal(found(f, "0.0.4711"),
			    "degraded 0.0.4711 warning, varied-off 0.3a warning");
	assert_int_equal(f->check.totals.chpaths, 3);
	assert_string_equal(found(f, "chpid=0.5a"), "varied-off 0.5a warning");
	assert_string_equal(said(f, CHECK_VARIED_OFF), "varied off, no device has it");
	assert_string_equal(found(f, "chpid=0.2a"), "degraded 0.0.4711 warning");
}

/* Neither good nor bad. */
static void test_unknown_paths(void **state)
{
	struct fixture *f = *state;

	tree_remove(f->root, "devices/css0/0.0.0001/vpm");
	assert_string_equal(found(f, ""), "unknown 0.0.4711 unknown");
	assert_string_equal(said(f, CHECK_UNKNOWN), "vpm: not there");
	assert_int_equal(f->check.totals.paths_usable, 0);
	assert_int_equal(f->check.totals.paths_unknown, 3);
	/* what is certain is said nevertheless */
	tree_write(f->root, "devices/css0/0.0.0001/pimpampom", "e0 80 ff\n");
	assert_string_equal(found(f, ""),
			    "unknown 0.0.4711 unknown, last-path 0.0.4711 critical");
	tree_write(f->root, "devices/css0/0.0.0001/pimpampom", "e0 00 ff\n");
	assert_string_equal(found(f, ""), "unknown 0.0.4711 unknown, "
					  "no-path 0.0.4711 critical");
}

static void test_unknown_chpath(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/chp0.3a/status", "perhaps\n");
	assert_string_equal(found(f, ""),
			    "unknown 0.0.4711 unknown, unknown 0.3a unknown");
	assert_int_equal(f->check.findings[0].usable, 0xa0);
	assert_int_equal(f->check.findings[0].unknown, 0x40);
	assert_int_equal(f->check.worst, SEVERITY_UNKNOWN);
	/* with one path down for certain, one or two are left */
	set_paths(f, "e0 c0 ff", "e0");
	assert_string_equal(found(f, ""),
			    "unknown 0.0.4711 unknown, "
			    "degraded 0.0.4711 warning, unknown 0.3a unknown");
	assert_string_equal(said(f, CHECK_DEGRADED),
			    "1 of 3 paths is usable, 1 is not known: 0.4a:n/avail");
	/* no SCLP, no such state */
	tree_write(f->root, "devices/css0/chp0.3a/status", "online\n");
	tree_remove(f->root, "devices/css0/chp0.3a/configure");
	set_paths(f, "e0 e0 ff", "e0");
	assert_string_equal(found(f, ""), "");
	tree_write(f->root, "devices/css0/chp0.3a/configure", "x\n");
	assert_string_equal(found(f, ""),
			    "unknown 0.0.4711 unknown, unknown 0.3a unknown");
}

static void test_device(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, DEV "/availability", "boxed\n");
	assert_string_equal(found(f, ""), "boxed 0.0.4711 critical");
	tree_write(f->root, DEV "/availability", "no device\n");
	assert_string_equal(found(f, ""), "no-device 0.0.4711 critical");
	tree_write(f->root, DEV "/availability", "no path\n");
	assert_string_equal(found(f, ""), "no-path 0.0.4711 critical");
	assert_string_equal(said(f, CHECK_NO_PATH), "the kernel knows no path to it");
	tree_write(f->root, DEV "/online", "0\n");
	assert_string_equal(found(f, ""), "no-path 0.0.4711 notice");
	tree_write(f->root, DEV "/availability", "splendid\n");
	assert_string_equal(found(f, ""), "unknown 0.0.4711 unknown");
	assert_string_equal(said(f, CHECK_UNKNOWN), "availability: makes no sense");
	tree_write(f->root, DEV "/availability", "boxed\n");
	/* if it is not known whether it is in use, it may be */
	tree_remove(f->root, DEV "/online");
	assert_string_equal(found(f, ""),
			    "unknown 0.0.4711 unknown, boxed 0.0.4711 critical");
	assert_int_equal(f->check.totals.online_unknown, 1);
	tree_write(f->root, DEV "/availability", "good\n");
	tree_write(f->root, DEV "/online", "1\n");
	tree_remove(f->root, DEV "/driver");
	assert_string_equal(found(f, ""), "no-driver 0.0.4711 warning");
	tree_write(f->root, DEV "/online", "0\n");
	assert_string_equal(found(f, ""), "no-driver 0.0.4711 notice");
}

static void test_gone(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/css0/defunct/0.0.9999/online", "0\n");
	tree_link(f->root, "bus/ccw/devices/0.0.9999",
		  "../../../devices/css0/defunct/0.0.9999");
	assert_string_equal(found(f, ""), "defunct 0.0.9999 critical");
	/* leads nowhere; leads somewhere; vfio_ccw has it, and so it has no VPM */
	tree_add_subchannel(f->root, "0.0.0002", NULL, "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "00");
	tree_add_subchannel(f->root, "0.0.0003", NULL, "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "00");
	tree_write(f->root, "devices/css0/0.0.0003/dev_busid", "0.0.4713\n");
	tree_add_subchannel(f->root, "0.0.0004", NULL, "2a 00 00 00 00 00 00 00",
			    "80 80 ff", NULL);
	tree_write(f->root, "devices/css0/0.0.0004/dev_busid", "0.0.4714\n");
	assert_string_equal(found(f, ""),
			    "lost 0.0.0003 notice, defunct 0.0.9999 critical");
	assert_string_equal(said(f, CHECK_LOST),
			    "leads to 0.0.4713, which Linux does not have");
}

static void test_ignored(void **state)
{
	struct fixture *f = *state;

	tree_add_subchannel(f->root, "0.0.0003", NULL, "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "00");
	tree_write(f->root, "devices/css0/0.0.0003/dev_busid", "0.0.4713\n");
	tree_write(f->proc, "cio_ignore",
		   "0.0.0000-0.0.4710\n0.0.4713\n0.0.5000-0.0.6000\n");
	assert_string_equal(found(f, ""), "ignored 0.0.4713 notice");
	tree_write(f->proc, "cio_ignore", "0.0.0000-0.0.ffff\n0.1.0000-0.1.ffff\n");
	assert_string_equal(found(f, ""),
			    "ignored 0.0.4711 warning, ignored 0.0.4713 notice");
	found(f, "0.0.1111");
	assert_string_equal(said(f, CHECK_MISSING),
			    "does not exist: it is on the cio_ignore list");
	tree_write(f->proc, "cio_ignore", "all of them\n");
	assert_string_equal(found(f, ""), "unknown  unknown, lost 0.0.0003 notice");
	assert_string_equal(said(f, CHECK_UNKNOWN), "cio_ignore: makes no sense");
}

static void test_asked(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(found(f, "0.0.4711"), "");
	assert_string_equal(
		found(f, "0.0.4711-0.0.4720 0.0.4800-0.0.4820,4711 4799,4799"),
		"missing 0.0.4800-0.0.4820 critical, missing 0.0.4799 critical");
	assert_string_equal(found(f, "sch=0.0.0001,0.0.0007"),
			    "missing 0.0.0007 critical");
	assert_string_equal(found(f, "chpid=0.77,0.2a,0.80-0.8f"),
			    "missing 0.77 critical, missing 0.80-0.8f critical");
	/* nothing was looked at, so nothing is good */
	assert_string_equal(found(f, "type=9999"), "unknown  unknown");
	assert_int_equal(severity_get_status(f->check.worst), 3);
	tree_write(f->root, DEV "/online", "0\n");
	assert_string_equal(found(f, "offline"), "");
	assert_int_equal(f->check.totals.offline, 1);
}

static void test_no_system(void **state)
{
	struct fixture *f = *state;
	char *empty = tree_new();

	assert_int_equal(ccw_ctx_set_root(f->ctx, empty), 0);
	assert_string_equal(found(f, ""), "unknown  unknown");
	assert_string_equal(said(f, CHECK_UNKNOWN), "there is no channel subsystem");
	tree_free(empty);
	assert_int_equal(ccw_ctx_set_root(f->ctx, "/nowhere/at/all"), 0);
	assert_string_equal(found(f, ""), "unknown  unknown");
	assert_string_equal(said(f, CHECK_UNKNOWN), "sysfs: No such file or directory");
}

static void test_severities(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, DEV "/availability", "boxed\n");
	found(f, "");
	check_free(&f->check);
	check_init(&f->check, &f->filter, false);
	f->check.severity[CHECK_BOXED][1] = SEVERITY_NOTICE;
	assert_int_equal(check_run(&f->check, f->ctx), 0);
	/* counted, not kept */
	assert_int_equal(f->check.n, 0);
	assert_int_equal(check_count(&f->check, SEVERITY_NOTICE), 1);
	assert_int_equal(severity_get_status(f->check.worst), 0);
	assert_int_equal(severity_get_status(SEVERITY_WARNING), 1);
	assert_int_equal(severity_get_status(SEVERITY_CRITICAL), 2);
	assert_true(SEVERITY_WARNING > SEVERITY_UNKNOWN);
	check_free(&f->check);
	check_init(&f->check, &f->filter, false);
	f->check.severity[CHECK_BOXED][1] = SEVERITY_IGNORED;
	assert_int_equal(check_run(&f->check, f->ctx), 0);
	assert_int_equal(f->check.counts[CHECK_BOXED][SEVERITY_IGNORED], 0);
}

/* ---- metrics ---- */

static char *read_back(FILE *file)
{
	static char text[65536];
	size_t len;

	rewind(file);
	len = fread(text, 1, sizeof(text) - 1, file);
	text[len] = '\0';
	return text;
}

/* What comes from sysfs can be anything; each line comes once. */
static void test_metrics(void **state)
{
	static struct out out;
	struct fixture *f = *state;
	FILE *file = tmpfile();
	char *text;

	tree_remove(f->root, DEV "/driver");
	tree_link(f->root, DEV "/driver", "../a\"b\\c\nd\303(");
	tree_write(f->root, DEV "/availability", "splendid\n");
	tree_remove(f->root, "devices/css0/0.0.0001/vpm");
	found(f, "");
	assert_int_equal(f->check.counts[CHECK_UNKNOWN][SEVERITY_UNKNOWN], 2);
	out_init(&out, fileno(file));
	metrics_print(&out, &f->check, 0);
	out_flush(&out);
	text = read_back(file);
#define LABELS "device=\"0.0.4711\",subchannel=\"0.0.0001\",driver=\"a\\\"b\\\\c\\nd?(\""
	assert_non_null(strstr(text, "\nccw_device_finding{" LABELS
				     ",kind=\"unknown\",severity=\"unknown\"} 1\n# "));
	assert_non_null(
		strstr(text, "\nccw_device_paths{" LABELS ",state=\"unknown\"} 3\n"));
	assert_non_null(strstr(text, "\nccw_check_findings{kind=\"unknown\","
				     "severity=\"unknown\"} 2\n"));
	assert_string_equal(text + strlen(text) - 6, "# EOF\n");
	fclose(file);
}

/* ---- files ---- */

static void test_savefile(void **state)
{
	struct fixture *f = *state;
	char path[300], message[200];
	struct savefile file;
	struct stat st;
	FILE *old;

	snprintf(path, sizeof(path), "%s/x.prom", f->proc);
	assert_int_equal(savefile_check(path, message, sizeof(message)), 0);
	assert_int_equal(savefile_open(&file, path), 0);
	assert_int_equal(write(file.fd, "new\n", 4), 4);
	/* not there yet */
	assert_int_equal(lstat(path, &st), -1);
	assert_int_equal(savefile_close(&file, 0), 0);
	assert_int_equal(lstat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(st.st_size, 4);
	/* it stays as it is */
	assert_int_equal(savefile_open(&file, path), 0);
	assert_int_equal(write(file.fd, "garbage", 7), 7);
	assert_int_equal(savefile_close(&file, ENOSPC), -ENOSPC);
	old = fopen(path, "r");
	assert_non_null(old);
	assert_string_equal(fgets(message, sizeof(message), old), "new\n");
	fclose(old);
	/* and nothing is beside it */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(f->proc), 0);
	assert_int_equal(savefile_check(path, message, sizeof(message)), -ENOENT);
	assert_int_equal(savefile_open(&file, path), -ENOENT);
	tree_write(f->proc, "x", "%s", "");
	assert_int_equal(savefile_check("/", message, sizeof(message)), -EISDIR);
	assert_int_equal(savefile_check("", message, sizeof(message)), -EISDIR);
	assert_int_equal(savefile_check("..", message, sizeof(message)), -EISDIR);
	assert_int_equal(savefile_check("/dev/null", message, sizeof(message)), -EINVAL);
	assert_int_equal(savefile_check(f->proc, message, sizeof(message)), -EINVAL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		TEST(test_paths),	   TEST(test_chpaths), TEST(test_unknown_paths),
		TEST(test_unknown_chpath), TEST(test_device),  TEST(test_gone),
		TEST(test_ignored),	   TEST(test_asked),   TEST(test_no_system),
		TEST(test_severities),	   TEST(test_metrics), TEST(test_savefile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
