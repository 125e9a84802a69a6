// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-change.c - changes of sysfs trees, and what is said of them
 *
 * A tree takes all that is written; how the kernel answers is seen in guests.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "libccw.h"
#include "tree.h"

static const struct ccw_chpid path_2a = { .cssid = 0, .id = 0x2a };
static const struct ccw_id disk = { .devno = 0x4711 };

struct fixture {
	char *root, *proc;
	struct ccw_ctx *ctx;
	struct ccw_changer *changer;
	struct ccw_change *change;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	f->proc = tree_new();
	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_chpath(f->root, "0.3a", "online", "1");
	tree_add_subchannel(f->root, "0.0.0000", "0.0.4711", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	assert_int_equal(ccw_changer_new(f->ctx, 2, &f->changer), 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_change_free(f->change);
	ccw_changer_free(f->changer);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	tree_free(f->proc);
	free(f);
	return 0;
}

/* Carries out what ccw_change_new_*() made, and returns the effect. */
static enum ccw_effect run(struct fixture *f)
{
	struct ccw_change *done = NULL;

	assert_int_equal(ccw_changer_start(f->changer, f->change), 0);
	assert_int_equal(ccw_changer_wait(f->changer, &done), 0);
	assert_ptr_equal(done, f->change);
	assert_int_equal(ccw_changer_wait(f->changer, &done), -ENOENT);
	return ccw_change_get_effect(f->change);
}

static void another(struct fixture *f)
{
	ccw_change_free(f->change);
	f->change = NULL;
}

static void assert_file(struct fixture *f, const char *path, const char *expected)
{
	char full[4096], text[64] = "";
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", f->root, path);
	file = fopen(full, "r");
	assert_non_null(file);
	assert_non_null(fgets(text, sizeof(text), file));
	fclose(file);
	assert_string_equal(text, expected);
}

static void move(struct fixture *f, const char *from, const char *to)
{
	char old_path[4096], new_path[4096];

	snprintf(old_path, sizeof(old_path), "%s/%s", f->root, from);
	snprintf(new_path, sizeof(new_path), "%s/%s", f->root, to);
	assert_int_equal(rename(old_path, new_path), 0);
}

static void test_record(void **state)
{
	struct fixture *f = *state;
	char buf[CCW_ID_STRLEN];
	const char *value;

	assert_int_equal(ccw_change_new_configure(path_2a, false, &f->change), 0);
	assert_int_equal(ccw_change_get_effect(f->change), CCW_EFFECT_NONE);
	assert_file(f, "devices/css0/chp0.2a/configure", "1\n");
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_file(f, "devices/css0/chp0.2a/configure", "0\n");
	assert_int_equal(ccw_change_get_kind(f->change), CCW_CHANGE_CONFIGURE);
	assert_string_equal(ccw_change_get_object(f->change, buf), "0.2a");
	assert_string_equal(ccw_change_get_attribute(f->change), "configure");
	assert_int_equal(ccw_change_get_before(f->change, &value), 0);
	assert_string_equal(value, "1");
	assert_string_equal(ccw_change_get_asked(f->change), "0");
	assert_int_equal(ccw_change_get_after(f->change, &value), 0);
	assert_string_equal(value, "0");
	assert_int_equal(ccw_change_get_step(f->change), CCW_CHANGE_STEP_DONE);
	assert_int_equal(ccw_change_get_errno(f->change), 0);
	assert_null(ccw_change_get_reason(f->change));
	assert_null(ccw_change_get_group_device(f->change));
}

/* One that waits for the devices, for so long; 0: as long as without a limit. */
static void another_vary(struct fixture *f, bool on, unsigned int timeout_ms)
{
	another(f);
	assert_int_equal(ccw_change_new_vary(path_2a, on, &f->change), 0);
	ccw_change_set_settle(f->change, true);
	if (timeout_ms)
		ccw_change_set_timeout(f->change, timeout_ms);
}

static void test_vary(void **state)
{
	struct fixture *f = *state;
	const struct ccw_id *missing;
	struct ccw_change *done;
	size_t n;

	assert_int_equal(ccw_change_new_vary(path_2a, false, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_WRITTEN);
	assert_file(f, "devices/css0/chp0.2a/status", "offline\n");

	/* the VPM of a tree does not follow, within the time */
	another_vary(f, false, 100);
	assert_int_equal(run(f), CCW_EFFECT_PENDING);
	assert_int_equal(ccw_change_get_errno(f->change), ETIMEDOUT);
	missing = ccw_change_get_missing(f->change, &n);
	assert_int_equal(n, 1);
	assert_int_equal(missing->devno, disk.devno);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "1 of 1 online devices on the path still use it");

	/* without a limit, there was none */
	another_vary(f, false, 0);
	assert_int_equal(run(f), CCW_EFFECT_UNCHANGED);
	assert_int_equal(ccw_change_get_errno(f->change), 0);
	assert_int_equal(ccw_change_get_step(f->change), CCW_CHANGE_STEP_DONE);
	ccw_change_get_missing(f->change, &n);
	assert_int_equal(n, 1);

	tree_write(f->root, "devices/css0/0.0.0000/vpm", "40\n");
	another_vary(f, false, 100);
	assert_int_equal(run(f), CCW_EFFECT_WRITTEN);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "no online device uses the path");

	another_vary(f, true, 100);
	assert_int_equal(run(f), CCW_EFFECT_PENDING);
	assert_int_equal(ccw_change_get_errno(f->change), ETIMEDOUT);
	ccw_change_get_missing(f->change, &n);
	assert_int_equal(n, 1);

	/* what cannot be read is not known to be as asked */
	tree_write(f->root, "devices/css0/0.0.0000/vpm", "c0\n");
	another_vary(f, false, 1000);
	assert_int_equal(ccw_changer_start(f->changer, f->change), 0);
	tree_write(f->root, "devices/css0/0.0.0000/vpm", "what?\n");
	assert_int_equal(ccw_changer_wait(f->changer, &done), 0);
	assert_int_equal(ccw_change_get_effect(f->change), CCW_EFFECT_PENDING);
	ccw_change_get_missing(f->change, &n);
	assert_int_equal(n, 1);
	tree_write(f->root, "devices/css0/0.0.0000/vpm", "c0\n");
	another_vary(f, false, 1000);
	assert_int_equal(ccw_changer_start(f->changer, f->change), 0);
	move(f, "bus", "away");
	tree_write(f->root, "bus", "no folder\n");
	assert_int_equal(ccw_changer_wait(f->changer, &done), 0);
	assert_int_equal(ccw_change_get_effect(f->change), CCW_EFFECT_PENDING);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "devices on the path cannot be read: Not a directory");
	tree_remove(f->root, "bus");
	move(f, "away", "bus");

	/* the kernel is done before the time is over */
	tree_write(f->root, "devices/css0/0.0.0000/vpm", "c0\n");
	another_vary(f, true, 10000);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_true(ccw_change_get_duration(f->change) < 5000000000);
}

static void test_device(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ccw_change_new_online(disk, false, &f->change), 0);
	ccw_change_set_skip(f->change, true);
	assert_int_equal(run(f), CCW_EFFECT_ALREADY);

	another(f);
	assert_int_equal(ccw_change_new_offline(disk, false, &f->change), 0);
	ccw_change_set_skip(f->change, true);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_file(f, "bus/ccw/devices/0.0.4711/online", "0\n");

	another(f);
	assert_int_equal(ccw_change_new_offline(disk, true, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_FAILED);
	assert_int_equal(ccw_change_get_step(f->change), CCW_CHANGE_STEP_OPEN);
	assert_int_equal(ccw_change_get_errno(f->change), ENOENT);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "it has no attribute safe_offline");

	another(f);
	assert_int_equal(
		ccw_change_new_online((struct ccw_id){ .devno = 1 }, false, &f->change),
		0);
	assert_int_equal(run(f), CCW_EFFECT_FAILED);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "it is not there (any more)");
}

/* A kernel that takes the value, and shows another one: here, by a file like that. */
static void test_unchanged(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(ccw_change_new_online(disk, true, &f->change), 0);
	/* a tree now reads "force" where the kernel says "1" */
	ccw_change_set_timeout(f->change, 10000);
	assert_int_equal(run(f), CCW_EFFECT_UNCHANGED);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "the kernel took the value, but online reads \"force\"");
}

static void test_verdict(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "bus/ccw/devices/0.0.4711/online", "0\n");
	tree_write(f->root, "bus/ccw/devices/0.0.4711/status", "unformatted\n");
	assert_int_equal(ccw_change_new_online(disk, false, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "its driver says: unformatted");
}

static void test_group(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "devices/qeth/0.0.8000/online", "0\n");
	tree_write(f->root, "devices/qeth/0.0.8000/state", "HARDSETUP\n");
	tree_link(f->root, "bus/ccwgroup/devices/0.0.8000",
		  "../../../devices/qeth/0.0.8000");
	tree_link(f->root, "devices/css0/0.0.0000/0.0.4711/group_device",
		  "../../../../devices/qeth/0.0.8000");
	assert_int_equal(ccw_change_new_online(disk, false, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_string_equal(ccw_change_get_group_device(f->change), "0.0.8000");
	assert_file(f, "devices/qeth/0.0.8000/online", "1\n");
	assert_string_equal(ccw_change_get_reason(f->change),
			    "its driver says: HARDSETUP");
}

static void test_attribute(void **state)
{
	static const char *const bad[] = { "",	  ".",		 "..",	 "../x",
					   "a/b", "/etc/passwd", "a\nb", "\177" };
	struct fixture *f = *state;
	char *large;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(
			ccw_change_new_device_attribute(disk, bad[i], "1", &f->change),
			-EINVAL);
		assert_int_equal(
			ccw_change_new_chpath_attribute(path_2a, bad[i], "1", &f->change),
			-EINVAL);
	}
	assert_int_equal(ccw_change_new_device_attribute(disk, "x", "", &f->change),
			 -EINVAL);
	large = malloc(5000);
	memset(large, 'x', 4999);
	large[4999] = '\0';
	assert_int_equal(ccw_change_new_device_attribute(disk, large, "1", &f->change),
			 -EINVAL);
	assert_int_equal(ccw_change_new_device_attribute(disk, "x", large, &f->change),
			 -E2BIG);
	large[4095] = '\0';
	tree_write(f->root, "bus/ccw/devices/0.0.4711/x", "0\n");
	assert_int_equal(ccw_change_new_device_attribute(disk, "x", large, &f->change),
			 0);
	assert_int_equal(run(f), CCW_EFFECT_WRITTEN);
	free(large);

	another(f);
	assert_int_equal(
		ccw_change_new_chpath_attribute(path_2a, "nosuch", "1", &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_FAILED);
	assert_string_equal(ccw_change_get_reason(f->change),
			    "it has no attribute nosuch");
}

/* Neither links nor folders are attributes. */
static void test_link(void **state)
{
	struct fixture *f = *state;

	tree_write(f->root, "outside", "0\n");
	tree_link(f->root, "bus/ccw/devices/0.0.4711/evil", "../../../../outside");
	assert_int_equal(ccw_change_new_device_attribute(disk, "evil", "1", &f->change),
			 0);
	assert_int_equal(run(f), CCW_EFFECT_FAILED);
	assert_file(f, "outside", "0\n");
	tree_write(f->root, "bus/ccw/devices/0.0.4711/cmf/x", "0\n");
	another(f);
	assert_int_equal(ccw_change_new_device_attribute(disk, "cmf", "1", &f->change),
			 0);
	assert_int_equal(run(f), CCW_EFFECT_FAILED);
	assert_int_equal(ccw_change_get_errno(f->change), ENOENT);
}

static void test_parallel(void **state)
{
	struct fixture *f = *state;
	struct ccw_change *change[3], *done;
	int i, seen = 0;

	for (i = 0; i < 3; i++)
		assert_int_equal(ccw_change_new_vary(path_2a, i & 1, &change[i]), 0);
	assert_int_equal(ccw_changer_start(f->changer, change[0]), 0);
	assert_int_equal(ccw_changer_start(f->changer, change[1]), 0);
	assert_int_equal(ccw_changer_start(f->changer, change[2]), -EAGAIN);
	for (i = 0; i < 2; i++) {
		assert_int_equal(ccw_changer_wait(f->changer, &done), 0);
		seen |= done == change[0] ? 1 : done == change[1] ? 2 : 4;
	}
	assert_int_equal(seen, 3);
	assert_int_equal(ccw_changer_start(f->changer, change[2]), 0);
	assert_int_equal(ccw_changer_wait(f->changer, &done), 0);
	assert_ptr_equal(done, change[2]);
	for (i = 0; i < 3; i++)
		ccw_change_free(change[i]);
}

/* Without a child. */
static void test_own_process(void **state)
{
	struct fixture *f = *state;

	ccw_changer_free(f->changer);
	assert_int_equal(ccw_changer_new(f->ctx, CCW_CHANGER_JOBS_MAX + 1, &f->changer),
			 -EINVAL);
	assert_int_equal(ccw_changer_new(f->ctx, 0, &f->changer), 0);
	assert_int_equal(ccw_change_new_configure(path_2a, false, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	another(f);
	assert_int_equal(ccw_change_new_vary(path_2a, false, &f->change), 0);
	ccw_change_set_settle(f->change, true);
	ccw_change_set_timeout(f->change, 100);
	assert_int_equal(run(f), CCW_EFFECT_PENDING);
	assert_int_equal(ccw_change_get_errno(f->change), ETIMEDOUT);
}

/* The first child of this process, as ps(1) finds it. */
static pid_t find_child(void)
{
	char path[300], stat[512], *at;
	pid_t child = 0;
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	FILE *file;

	assert_non_null(proc);
	while (!child && (entry = readdir(proc))) {
		snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
		file = isdigit((unsigned char)entry->d_name[0]) ? fopen(path, "r") : NULL;
		if (!file)
			continue;
		/* PID (NAME) STATE PARENT */
		at = fgets(stat, sizeof(stat), file) ? strrchr(stat, ')') : NULL;
		if (at && strtol(at + 4, NULL, 10) == getpid())
			child = (pid_t)strtol(entry->d_name, NULL, 10);
		fclose(file);
	}
	closedir(proc);
	return child;
}

/* As the kernel does when memory runs out, or someone by hand. */
static void kill_child(void)
{
	pid_t child = find_child();
	siginfo_t info;

	assert_true(child > 0);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT), 0);
}

/* A child that is killed while it has nothing to do keeps nobody busy. */
static void test_killed(void **state)
{
	struct fixture *f = *state;
	struct pollfd pfd = { .fd = ccw_changer_get_fd(f->changer), .events = POLLIN };
	struct ccw_change *done;
	unsigned int n = 0;
	int rc;

	assert_int_equal(ccw_change_new_configure(path_2a, false, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
	assert_int_equal(poll(&pfd, 1, 0), 0);
	kill_child();
	assert_int_equal(poll(&pfd, 1, -1), 1);
	assert_int_equal(ccw_changer_next(f->changer, &done), -ENOENT);
	assert_int_equal(poll(&pfd, 1, 0), 0);
	assert_int_equal(find_child(), 0);

	/* nor while its work is done, and the effect is waited for */
	another(f);
	assert_int_equal(ccw_change_new_vary(path_2a, false, &f->change), 0);
	ccw_change_set_settle(f->change, true);
	ccw_change_set_timeout(f->change, 1000);
	assert_int_equal(ccw_changer_start(f->changer, f->change), 0);
	assert_int_equal(poll(&pfd, 1, -1), 1);
	assert_int_equal(ccw_changer_next(f->changer, &done), -EAGAIN);
	kill_child();
	while ((rc = ccw_changer_next(f->changer, &done)) == -EAGAIN) {
		assert_int_equal(poll(&pfd, 1, -1), 1);
		n++;
	}
	assert_int_equal(rc, 0);
	assert_true(n < 50);

	/* the next change gets another one */
	another(f);
	assert_int_equal(ccw_change_new_configure(path_2a, true, &f->change), 0);
	assert_int_equal(run(f), CCW_EFFECT_DONE);
}

static void test_unignore(void **state)
{
	struct fixture *f = *state;
	struct ccw_id first = { .ssid = 1, .devno = 0x10 },
		      last = { .ssid = 1, .devno = 0x1f };
	bool ignored;

	/* the root is a copy: the system's own list is not for it */
	assert_int_equal(ccw_ctx_is_ignored(f->ctx, disk, &ignored), -ENODATA);
	assert_int_equal(ccw_ctx_settle(f->ctx), -ENODATA);
	assert_int_equal(ccw_change_new_unignore(first, last, &f->change), 0);
	assert_int_equal(ccw_changer_start(f->changer, f->change), -ENODATA);

	tree_write(f->proc, "cio_ignore", "0.0.0000-0.0.4710\n0.1.0010\n");
	assert_int_equal(ccw_ctx_set_proc(f->ctx, f->proc), 0);
	assert_int_equal(ccw_ctx_is_ignored(f->ctx, disk, &ignored), 0);
	assert_false(ignored);
	assert_int_equal(
		ccw_ctx_is_ignored(f->ctx, (struct ccw_id){ .devno = 0x4710 }, &ignored),
		0);
	assert_true(ignored);
	assert_int_equal(ccw_ctx_is_ignored(f->ctx, first, &ignored), 0);
	assert_true(ignored);
	ccw_changer_free(f->changer);
	assert_int_equal(ccw_changer_new(f->ctx, 2, &f->changer), 0);
	assert_int_equal(run(f), CCW_EFFECT_WRITTEN);
	assert_string_equal(ccw_change_get_asked(f->change), "free 0.1.0010-0.1.001f");
	tree_write(f->proc, "cio_ignore", "0.0.0000 0.0.4710\n");
	assert_int_equal(ccw_ctx_is_ignored(f->ctx, disk, &ignored), -EBADMSG);
}

static void test_ignored(void **state)
{
	struct fixture *f = *state;
	struct ccw_id_range *ranges = NULL;
	size_t i, n = 77;
	FILE *file;
	char *path;

	assert_int_equal(ccw_ctx_get_ignored(f->ctx, &ranges, &n), -ENODATA);
	tree_write(f->proc, "cio_ignore", "%s", "");
	assert_int_equal(ccw_ctx_set_proc(f->ctx, f->proc), 0);
	assert_int_equal(ccw_ctx_get_ignored(f->ctx, &ranges, &n), 0);
	assert_null(ranges);
	assert_int_equal(n, 0);

	/* many of them, the last one first */
	assert_true(asprintf(&path, "%s/cio_ignore", f->proc) > 0);
	file = fopen(path, "w");
	assert_non_null(file);
	for (i = 1000; i--;)
		fprintf(file, i % 2 ? "0.1.%04zx\n" : "0.1.%04zx-0.1.%04zx\n", 16 * i,
			16 * i + 7);
	fclose(file);
	assert_int_equal(ccw_ctx_get_ignored(f->ctx, &ranges, &n), 0);
	assert_int_equal(n, 1000);
	for (i = 0; i < n; i++) {
		assert_int_equal(ranges[i].from.devno, 16 * i);
		assert_int_equal(ranges[i].to.devno, 16 * i + (i % 2 ? 0 : 7));
	}
	free(ranges);
	tree_write(f->proc, "cio_ignore", "0.0.0000\n0.0.4710-\n");
	assert_int_equal(ccw_ctx_get_ignored(f->ctx, &ranges, &n), -EBADMSG);
	free(path);
}

/* As a user who may not do everything. */
static int check_unprivileged(struct fixture *f)
{
	uid_t user = geteuid();
	int rc;

	if (!user)
		assert_int_equal(seteuid(65534), 0);
	rc = ccw_ctx_check_writable(f->ctx);
	assert_int_equal(seteuid(user), 0);
	return rc;
}

static void set_mode(const struct fixture *f, const char *path, mode_t mode)
{
	char full[4096];

	snprintf(full, sizeof(full), "%s/%s", f->root, path);
	assert_int_equal(chmod(full, mode), 0);
}

static void test_writable(void **state)
{
	struct fixture *f = *state;
	char *empty = tree_new();

	assert_int_equal(ccw_ctx_set_root(f->ctx, empty), 0);
	assert_int_equal(ccw_ctx_check_writable(f->ctx), -ENODATA);
	/* a path is what is asked about, and without one a device */
	tree_add_subchannel(empty, "0.0.0000", NULL, "00", "00 00 00", NULL);
	assert_int_equal(ccw_ctx_check_writable(f->ctx), -ENODATA);
	tree_add_subchannel(empty, "0.0.0001", "0.0.4711", "00", "00 00 00", NULL);
	assert_int_equal(ccw_ctx_check_writable(f->ctx), 0);
	tree_free(empty);
	assert_int_equal(ccw_ctx_check_writable(f->ctx), -ENOENT);

	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	set_mode(f, "", 0755);
	assert_int_equal(ccw_ctx_check_writable(f->ctx), 0);
	set_mode(f, "devices/css0/chp0.2a/status", 0444);
	set_mode(f, "bus/ccw/devices/0.0.4711/online", 0666);
	assert_int_equal(check_unprivileged(f), -EACCES);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		TEST(test_record),    TEST(test_vary),	      TEST(test_device),
		TEST(test_unchanged), TEST(test_verdict),     TEST(test_group),
		TEST(test_attribute), TEST(test_link),	      TEST(test_parallel),
		TEST(test_unignore),  TEST(test_ignored),    TEST(test_own_process),
		TEST(test_writable),  TEST(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
