// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-store.c - files with what is on emulated disks: what is made, what is refused
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store.h"

#define TRACK	  56832
#define FBA	  "kind=9336 blocks=16 "
#define FBA_SIZE  (16 * 512)
#define ECKD	  "kind=3390-3 cylinders=2 "
#define ECKD_SIZE (512 + 2 * 15 * TRACK)

/* The first message: "12 text", with the number of its line. */
static char message[512];

static void keep_message(void *data, bool is_error, struct machine_pos pos,
			 const char *msg)
{
	if (is_error && !*message)
		snprintf(message, sizeof(message), "%u %s", pos.line, msg);
}

static bool prepare(const char *text, bool keep)
{
	struct machine_diag diag = { .fn = keep_message };
	struct stores stores = { 0 };
	struct machine m;
	bool good;

	message[0] = '\0';
	machine_init(&m);
	if (!machine_parse(&m, text, strlen(text), &diag))
		fail_msg("%s%s", text, message);
	good = stores_prepare(&stores, &m, &diag);
	assert_int_equal(good, !*message);
	stores_end(&stores, good && keep);
	machine_free(&m);
	return good;
}

/* A machine of disks; each of @keys is what a line says. */
static bool prepare_disks(const char *first, const char *second, bool keep)
{
	char text[1024];

	snprintf(text, sizeof(text),
		 "subchannel 0 device=190 driver=kernel %s\n"
		 "subchannel 1 device=191 driver=kernel %s\n",
		 first, second);
	return prepare(text, keep);
}

static bool prepare_disk(const char *keys)
{
	return prepare_disks(keys, "kind=9336", true);
}

static void assert_refused(const char *keys, const char *expected)
{
	if (prepare_disk(keys))
		fail_msg("accepted: %s", keys);
	if (strncmp(message, "1 ", 2) || !strstr(message, expected))
		fail_msg("%s\ngives:    %s\nexpected: %s", keys, message, expected);
}

static off_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : st.st_size;
}

static void write_at(const char *path, off_t pos, const char *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, pos), len);
	close(fd);
}

static int setup(void **state)
{
	static char dir[] = "/tmp/test-store.XXXXXX";

	strcpy(dir + strlen(dir) - 6, "XXXXXX");
	*state = dir;
	return mkdtemp(dir) ? chdir(dir) : -1;
}

static int teardown(void **state)
{
	static const char *const files[] = { "a", "b", "c", "l", "d", "f" };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (remove(files[i]))
			continue;
	return chdir("/") || rmdir(*state);
}

static void test_new_fba(void **state)
{
	struct stat st;

	assert_true(prepare_disk(FBA "store=a"));
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_size, FBA_SIZE);
	assert_int_equal(st.st_mode, S_IFREG | 0600);
	assert_int_equal(st.st_blocks, 0);
	/* there it is */
	write_at("a", 512, "x", 1);
	assert_true(prepare_disk(FBA "store=a"));
	assert_int_equal(size_of("a"), FBA_SIZE);
	assert_true(prepare_disk(FBA "store=a read-only=yes"));
	assert_refused("kind=9336 blocks=17 store=a",
		       "/a: has 8192 bytes; a disk of 17 blocks needs 8704");
	assert_refused("kind=9336 blocks=15 store=a", "/a: has 8192 bytes");
	assert_int_equal(size_of("a"), FBA_SIZE);
}

static void test_new_eckd(void **state)
{
	static const uint8_t expected[32] = { 'C', 'K', 'D', '_', 'P', '3', '7', '0', 15,
					      0,   0,	0,   0,	  222, 0,   0,	 0x90 };
	uint8_t header[512], zeros[512] = { 0 };
	int fd;

	assert_true(prepare_disk(ECKD "store=a"));
	assert_int_equal(size_of("a"), ECKD_SIZE);
	fd = open("a", O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, header, 512), 512);
	assert_memory_equal(header, expected, 32);
	assert_memory_equal(header + 32, zeros, 480);
	assert_int_equal(read(fd, header, 512), 512);
	assert_memory_equal(header, zeros, 512);
	close(fd);
	assert_true(prepare_disk(ECKD "store=a"));
	assert_refused("kind=3390-3 cylinders=1 store=a",
		       "/a: has 1705472 bytes; a disk of 1 cylinders needs 852992");
	/* more than 32 bits can count */
	assert_true(prepare_disk("kind=3390-9 store=b"));
	assert_int_equal(size_of("b"), 512 + 10017LL * 15 * TRACK);
}

static void test_header(void **state)
{
	static const struct {
		off_t pos;
		const char *bytes, *expected;
	} cases[] = {
		{ 0, "CKD_C", "/a: a compressed CKD image" },
		{ 0, "CKD_S", "/a: a compressed CKD image" },
		{ 0, "XXXXX", "/a: not a CKD image, it does not begin with CKD_P370" },
		{ 8, "\x0c", "/a: 12 tracks in a cylinder; a 3390 has 15" },
		{ 13, "\xba", "/a: tracks of 47616 bytes; those of a 3390 take 56832" },
		{ 16, "\x80", "/a: of a disk 3380, not of a 3390" },
		{ 17, "\x01", "/a: one of several files of a disk" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(prepare_disk(ECKD "store=a"));
		write_at("a", cases[i].pos, cases[i].bytes, strlen(cases[i].bytes));
		assert_refused(ECKD "store=a", cases[i].expected);
		assert_int_equal(unlink("a"), 0);
	}
	write_at("a", 0, "CKD_P370", 8);
	assert_refused(ECKD "store=a", "/a: of a disk 3300");
	assert_int_equal(truncate("a", 0), 0);
	assert_refused(ECKD "store=a", "/a: not a CKD image");
}

static void test_files(void **state)
{
	assert_refused(FBA "store=no/a", "Cannot open store /tmp/");
	assert_refused(FBA "store=a read-only=yes", "/a: No such file or directory");
	assert_int_equal(size_of("a"), -1);
	assert_int_equal(mkdir("d", 0700), 0);
	assert_refused(FBA "store=d", "/d: Is a directory");
	assert_refused(FBA "store=d read-only=yes", "/d: not a file, nor a block device");
	/* without waiting for somebody to write */
	assert_int_equal(mkfifo("f", 0600), 0);
	assert_refused(ECKD "store=f read-only=yes", "/f: not a file");
	assert_refused(FBA "store=/dev/null",
		       "/dev/null: not a file, nor a block device");
	assert_int_equal(symlink("nowhere", "l"), 0);
	assert_refused(FBA "store=l", "/l: No such file or directory");
	assert_int_equal(size_of("nowhere"), -1);
}

/* What was made goes again if the machine cannot be had. */
static void test_undo(void **state)
{
	assert_true(prepare_disk(FBA "store=b"));
	assert_false(prepare_disks(FBA "store=a", ECKD "store=b", true));
	assert_int_equal(size_of("a"), -1);
	assert_int_equal(size_of("b"), FBA_SIZE);
	assert_true(prepare_disks(FBA "store=a", FBA "store=b", false));
	assert_int_equal(size_of("a"), -1);
	assert_int_equal(size_of("b"), FBA_SIZE);
	assert_true(prepare_disks(FBA "store=a", FBA "store=b", true));
	assert_int_equal(size_of("a"), FBA_SIZE);
}

static void test_same(void **state)
{
	assert_false(prepare_disks(FBA "store=a", FBA "store=./a", true));
	assert_non_null(strstr(message, "/./a: the same file as store /tmp/"));
	assert_non_null(strstr(message, "/a of device 0.0.0190"));
	assert_int_equal(size_of("a"), -1);
	assert_true(prepare_disk(FBA "store=a"));
	assert_int_equal(link("a", "b"), 0);
	assert_false(prepare_disks(FBA "store=a read-only=yes",
				   FBA "store=b read-only=yes", true));
	assert_int_equal(strncmp(message, "2 store ", 8), 0);
	assert_int_equal(symlink("a", "l"), 0);
	assert_false(prepare_disks(FBA "store=l", FBA "store=b", true));
	assert_true(prepare_disk(FBA "store=l"));
	assert_true(prepare_disks(FBA "store=c", FBA "store=b", true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_new_fba, setup, teardown),
		cmocka_unit_test_setup_teardown(test_new_eckd, setup, teardown),
		cmocka_unit_test_setup_teardown(test_header, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_undo, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
