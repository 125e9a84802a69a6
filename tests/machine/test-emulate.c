// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-emulate.c - what the module is told of a machine
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "emulate.h"

static void no_message(void *data, bool is_error, struct machine_pos pos, const char *msg)
{
	fail_msg("line %u: %s", pos.line, msg);
}

/* What @text has the module be told, without the line of the machine. */
static void assert_told(const char *text, const char *told)
{
	struct machine_diag diag = { .fn = no_message };
	static struct out out;
	char buf[4096], *lines;
	struct machine m;
	ssize_t len;
	int fd;

	machine_init(&m);
	assert_true(machine_parse(&m, text, strlen(text), &diag));
	assert_true(emulate_check(&m, &diag));
	fd = memfd_create("told", 0);
	assert_true(fd >= 0);
	out_init(&out, dup(fd));
	emulate_machine(&m, &out);
	assert_int_equal(out_close(&out), 0);
	machine_free(&m);
	len = pread(fd, buf, sizeof(buf) - 1, 0);
	close(fd);
	assert_true(len > 0);
	buf[len] = '\0';
	lines = strchr(buf, '\n');
	assert_non_null(lines);
	assert_string_equal(lines + 1, told);
}

static void test_chpath(void **state)
{
	assert_told("chpath 3a type=1b chid=5e4 cmg=2 shared=1 speed=16G util=A esc=1",
		    "chpath 3a type=1b state=1 has_chid=1 chid=5e4 external=1 has_cmg=1 cmg=2 "
		    "shared=1 speed=3b9aca000 esc=1 util=41\n");
}

#define DEVICE(keys) "subchannel 8 device=191 " keys
#define TOLD(words)                                                                 \
	"subchannel 0.0008 type=0 dnv=1 devno=191 pim=0 pam=0 pom=ff chpids=" \
	"0000000000000000 " words "\n"

static void test_device(void **state)
{
	assert_told(DEVICE("kind=tape delay=20 on-no-path=keep online-error=EIO"),
		    TOLD("cu=3490 cumodel=10 dev=3490 devmodel=40 own=1 keep=1 delay=14 "
			 "onlineerror=5"));
	assert_told("subchannel 8 dev_busid=191",
		    TOLD("nodev=1"));
}

static void test_disks(void **state)
{
	assert_told(DEVICE("kind=3390-3 driver=kernel"),
		    TOLD("cu=3990 cumodel=e9 dev=3390 devmodel=a keep=1 size=d0b"));
	assert_told(DEVICE("cu=1750/80 dev=3390/0c driver=kernel cylinders=16 "
			   "store=/a\xc3\xa4 read-only=yes"),
		    TOLD("cu=1750 cumodel=80 dev=3390 devmodel=c keep=1 size=10 "
			 "store=2f61c3a4 ro=1"));
	assert_told(DEVICE("kind=9336 driver=kernel store=/x"),
		    TOLD("cu=6310 cumodel=80 dev=9336 devmodel=10 keep=1 size=e0a33 "
			 "store=2f78"));
	/* what its driver makes of a disk, as before */
	assert_told(DEVICE("kind=9336 avail=boxed"),
		    TOLD("cu=6310 cumodel=80 dev=9336 devmodel=10 own=1 keep=1 reserved=1"));
	assert_told(DEVICE("cu=3880/03 dev=3390/0a driver=kernel"),
		    TOLD("cu=3880 cumodel=3 dev=3390 devmodel=a keep=1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chpath),
		cmocka_unit_test(test_device),
		cmocka_unit_test(test_disks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
