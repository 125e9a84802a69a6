// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-answers.c - what libccw makes of answers that trees do not give
 *
 * read(2) and getdents64(2) are ours (--wrap): they answer as the kernel may, take their
 * time, and have trees change between two calls.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "libccw.h"
#include "tree.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	unsigned int warnings;
};

/* ---- the kernel ---- */

/* What is asked of a file or folder whose path ends so is answered with this errno. */
static const char *odd_file;
static int odd_errno;
/* Called before the next read. */
static void (*before_read)(void);
/* How long each read takes, and how often these have been read. */
static unsigned int read_ms;
static const char *counted_file[2];
static unsigned int n_read[2];

/* Is it the file or folder whose path ends so? NULL: none is. */
static bool is_file(int fd, const char *end)
{
	char path[64], target[PATH_MAX];
	size_t want, len;
	ssize_t n;

	if (!end)
		return false;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	n = readlink(path, target, sizeof(target));
	len = n < 0 ? 0 : (size_t)n;
	want = strlen(end);
	return len >= want && !memcmp(target + len - want, end, want);
}

ssize_t __real_read(int fd, void *buf, size_t size);
ssize_t __wrap_read(int fd, void *buf, size_t size);

ssize_t __wrap_read(int fd, void *buf, size_t size)
{
	void (*call)(void) = before_read;

	before_read = NULL;
	if (call)
		call();
	usleep(read_ms * 1000);
	n_read[0] += is_file(fd, counted_file[0]);
	n_read[1] += is_file(fd, counted_file[1]);
	if (!is_file(fd, odd_file))
		return __real_read(fd, buf, size);
	errno = odd_errno;
	return -1;
}

ssize_t __real_getdents64(int fd, void *buf, size_t size);
ssize_t __wrap_getdents64(int fd, void *buf, size_t size);

ssize_t __wrap_getdents64(int fd, void *buf, size_t size)
{
	if (!is_file(fd, odd_file))
		return __real_getdents64(fd, buf, size);
	errno = odd_errno;
	return -1;
}

/* ---- */

static void count_warnings(void *data, enum ccw_log_level level, const char *msg)
{
	struct fixture *f = data;

	f->warnings += level == CCW_LOG_WARNING;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	ccw_ctx_set_log(f->ctx, count_warnings, f);
	odd_file = NULL;
	before_read = NULL;
	read_ms = 0;
	memset(counted_file, 0, sizeof(counted_file));
	memset(n_read, 0, sizeof(n_read));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* What ccw_snapshot_new() returns; @attrs 0: of everything. */
static int take(struct fixture *f, uint64_t attrs)
{
	struct ccw_query *query = NULL;
	int rc;

	ccw_snapshot_free(f->snap);
	f->snap = NULL;
	f->warnings = 0;
	if (attrs) {
		assert_int_equal(ccw_query_new(&query), 0);
		ccw_query_add_attrs(query, attrs);
	}
	rc = ccw_snapshot_new(f->ctx, query, &f->snap);
	ccw_query_free(query);
	return rc;
}

/* What ccw_css_get_real_cssid() returns where the kernel answers @err. */
static int get_real_cssid(struct fixture *f, int err)
{
	uint8_t id;

	odd_file = "/real_cssid";
	odd_errno = err;
	assert_int_equal(take(f, CCW_ATTR(CCW_CSS_REAL_CSSID)), 0);
	return ccw_css_get_real_cssid(ccw_snapshot_get_css(f->snap, 0), &id);
}

static void test_real_cssid(void **state)
{
	struct fixture *f = *state;
	const struct ccw_css *css;
	uint8_t id;
	bool on;

	tree_write(f->root, "devices/css0/real_cssid", "1f\n");
	assert_int_equal(get_real_cssid(f, EINVAL), -ENODATA);
	assert_int_equal(get_real_cssid(f, EOPNOTSUPP), -ENODATA);
	assert_int_equal(f->warnings, 0);
	assert_int_equal(get_real_cssid(f, EIO), -EIO);
	assert_int_equal(f->warnings, 1);
	odd_file = NULL;
	assert_int_equal(take(f, CCW_ATTR(CCW_CSS_REAL_CSSID)), 0);
	css = ccw_snapshot_get_css(f->snap, 0);
	assert_int_equal(ccw_css_get_real_cssid(css, &id), 0);
	assert_int_equal(id, 0x1f);
	/* not asked for */
	assert_int_equal(ccw_css_get_cm_enable(css, &on), -EINVAL);
}

/* ---- a device that takes the place of another while that is read ---- */

static const char *replaced_root;

static void replace_device(void)
{
	static const char sch[] = "devices/css0/0.0.0000";
	char *from, *to;

	assert_true(asprintf(&from, "%s/%s/0.0.0001", replaced_root, sch) > 0);
	assert_true(asprintf(&to, "%s/%s/0.0.0009", replaced_root, sch) > 0);
	assert_int_equal(rename(from, to), 0);
	tree_write(replaced_root, "devices/css0/0.0.0000/dev_busid", "0.0.0009\n");
	free(from);
	free(to);
}

static void test_replaced(void **state)
{
	struct fixture *f = *state;
	char buf[CCW_ID_STRLEN], all[64] = "";
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;

	tree_add_subchannel(f->root, "0.0.0000", "0.0.0001", "01 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	tree_add_subchannel(f->root, "0.0.0001", "0.0.0005", "01 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	tree_add_subchannel(f->root, "0.0.0002", "0.0.0003", "01 00 00 00 00 00 00 00",
			    "80 80 ff", "80");
	replaced_root = f->root;
	before_read = replace_device;
	assert_int_equal(take(f, CCW_ATTRS_DEVICE), 0);
	ccw_snapshot_foreach_device(f->snap, dev) {
		struct ccw_id id = ccw_device_get_id(dev);

		strcat(all, ccw_id_format(id, buf));
		strcat(all, " ");
		assert_ptr_equal(ccw_snapshot_get_device(f->snap, id), dev);
		sch = ccw_device_get_subchannel(dev);
		assert_ptr_equal(ccw_subchannel_get_device(sch), dev);
	}
	assert_string_equal(all, "0.0.0003 0.0.0005 0.0.0009 ");
}

/* ---- directories ---- */

#define DISKS 20

/* As many disks, and as many channel paths. */
static void make_disks(struct fixture *f)
{
	char sch[16], dev[16], path[128];
	unsigned int i;

	for (i = 0; i < DISKS; i++) {
		snprintf(path, sizeof(path), "0.%02x", i);
		tree_add_chpath(f->root, path, "online", "1");
		snprintf(sch, sizeof(sch), "0.0.%04x", i);
		snprintf(dev, sizeof(dev), "0.0.%04x", 0x100 + i);
		tree_add_subchannel(f->root, sch, dev, "01 00 00 00 00 00 00 00",
				    "80 80 ff", "80");
		snprintf(path, sizeof(path), "devices/css0/%s/%s/block/dasd%c/dev", sch,
			 dev, 'a' + (int)i);
		tree_write(f->root, path, "94:0\n");
	}
}

static void check_disks(struct fixture *f)
{
	const struct ccw_chpath *chp;
	unsigned int i, n = 0;
	const char *names;
	char want[16];

	ccw_snapshot_foreach_chpath(f->snap, chp)
		n++;
	assert_int_equal(n, DISKS);
	for (i = 0; i < DISKS; i++) {
		const struct ccw_device *dev = ccw_snapshot_get_device(
			f->snap, (struct ccw_id){ .devno = (uint16_t)(0x100 + i) });

		snprintf(want, sizeof(want), "dasd%c", 'a' + (int)i);
		assert_non_null(dev);
		assert_int_equal(ccw_device_get_linux(dev, &names), 0);
		assert_string_equal(names, want);
	}
}

/* What cannot be read to its end is not what there is; what is gone is. */
static void test_directories(void **state)
{
	static const struct {
		const char *path;
		uint64_t attrs;
	} listed[] = {
		{ "/devices", CCW_ATTRS_CHPATH },
		{ "/devices/css0", CCW_ATTRS_CHPATH },
		{ "/bus/css/devices", CCW_ATTRS_SUBCHANNEL },
		{ "/bus/ccw/devices", CCW_ATTR(CCW_DEV_ONLINE) },
	};
	struct fixture *f = *state;
	size_t i;

	make_disks(f);
	for (i = 0; i < sizeof(listed) / sizeof(listed[0]); i++) {
		odd_file = listed[i].path;
		odd_errno = EIO;
		assert_int_equal(take(f, listed[i].attrs), -EIO);
		odd_errno = ENOENT;
		assert_int_equal(take(f, listed[i].attrs), 0);
	}
	odd_file = NULL;
	assert_int_equal(take(f, 0), 0);
	check_disks(f);
	assert_int_equal(f->warnings, 0);
}

/* What ccw_device_get_linux() returns where reading @odd answers @err. */
static int get_linux(struct fixture *f, const char *odd, int err)
{
	const struct ccw_id id = { .devno = 0x107 };
	const char *names;

	odd_file = odd;
	odd_errno = err;
	assert_int_equal(take(f, CCW_ATTR(CCW_DEV_LINUX)), 0);
	return ccw_device_get_linux(ccw_snapshot_get_device(f->snap, id), &names);
}

static void test_linux_names(void **state)
{
	struct fixture *f = *state;

	make_disks(f);
	assert_int_equal(get_linux(f, "/0.0.0107", EIO), -EIO);
	assert_int_equal(f->warnings, 1);
	assert_int_equal(get_linux(f, "/0.0.0107/block", EIO), -EIO);
	assert_int_equal(f->warnings, 1);
	/* going just now */
	assert_int_equal(get_linux(f, "/0.0.0107/block", ENOENT), -ENODATA);
	assert_int_equal(get_linux(f, "/0.0.0107/block", ENODEV), -ENODATA);
	assert_int_equal(f->warnings, 0);
	assert_int_equal(get_linux(f, NULL, 0), 0);
}

/* Files are kept open to be closed together; a directory is opened all the same. */
static void test_few_descriptors(void **state)
{
	struct fixture *f = *state;
	struct rlimit limit, few;
	int rc, first = dup(0);

	assert_true(first >= 0);
	close(first);
	make_disks(f);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	few = limit;
	/* the root, three directories, one that is read, and a few files */
	few.rlim_cur = (rlim_t)first + 9;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	rc = take(f, 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(rc, 0);
	check_disks(f);
	assert_int_equal(f->warnings, 0);

	few.rlim_cur = (rlim_t)first + 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	rc = take(f, 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(rc, -EMFILE);
}

/* ---- how often the devices on a path are looked at ---- */

struct looks {
	struct ccw_changer *changer;
	struct ccw_change *change;
};

/* Two devices on a path that is varied off. Before the first look, one has lost it. */
static void start_looking(struct fixture *f, struct looks *looks, unsigned int timeout_ms)
{
	const struct ccw_chpid path = { .cssid = 0, .id = 0x2a };

	tree_add_chpath(f->root, "0.2a", "online", "1");
	tree_add_subchannel(f->root, "0.0.0000", "0.0.4711", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	tree_add_subchannel(f->root, "0.0.0001", "0.0.4712", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "c0");
	assert_int_equal(ccw_changer_new(f->ctx, 1, &looks->changer), 0);
	assert_int_equal(ccw_change_new_vary(path, false, &looks->change), 0);
	ccw_change_set_settle(looks->change, true);
	ccw_change_set_timeout(looks->change, timeout_ms);
	assert_int_equal(ccw_changer_start(looks->changer, looks->change), 0);
	tree_write(f->root, "devices/css0/0.0.0000/vpm", "40\n");
	counted_file[0] = "/0.0.0000/vpm";
	counted_file[1] = "/0.0.0001/vpm";
	read_ms = 25;
}

static void end_looking(struct looks *looks)
{
	const struct ccw_id *missing;
	size_t n;

	assert_int_equal(ccw_change_get_effect(looks->change), CCW_EFFECT_PENDING);
	assert_int_equal(ccw_change_get_errno(looks->change), ETIMEDOUT);
	missing = ccw_change_get_missing(looks->change, &n);
	assert_int_equal(n, 1);
	assert_int_equal(missing->devno, 0x4712);
	assert_string_equal(ccw_change_get_reason(looks->change),
			    "1 of 2 online devices on the path still use it");
	ccw_change_free(looks->change);
	ccw_changer_free(looks->changer);
}

static void test_looks(void **state)
{
	struct fixture *f = *state;
	struct ccw_change *done;
	struct looks looks;

	start_looking(f, &looks, 2000);
	assert_int_equal(ccw_changer_wait(looks.changer, &done), 0);
	/* that one is known */
	assert_int_equal(n_read[0], 1);
	/* a look takes 100 ms at least: there is more time between two than in them */
	assert_in_range(n_read[1], 2, 8);
	/* but they go on until the end */
	assert_true(ccw_change_get_duration(done) > 1000000000);
	end_looking(&looks);
}

static void test_given_up(void **state)
{
	struct fixture *f = *state;
	struct ccw_change *done;
	struct looks looks;
	unsigned int before;

	start_looking(f, &looks, 60000);
	while (!n_read[1])
		assert_int_equal(ccw_changer_next(looks.changer, &done), -EAGAIN);
	before = n_read[1];
	ccw_changer_give_up(looks.changer);
	assert_int_equal(ccw_changer_next(looks.changer, &done), 0);
	assert_int_equal(n_read[1], before);
	end_looking(&looks);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_real_cssid),
		TEST(test_replaced),
		TEST(test_directories),
		TEST(test_linux_names),
		TEST(test_few_descriptors),
		TEST(test_looks),
		TEST(test_given_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
