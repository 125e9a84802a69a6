// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-machine.c - machine files: what is accepted, what it means, what is said if not
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "capture.h"
#include "machine.h"
#include "out.h"
#include "text.h"

/* Messages of the last parse, a line each: "E3:12 text" or "W3:12 text". */
static char messages[8192];

static void keep_message(void *data, bool is_error, struct machine_pos pos,
			 const char *msg)
{
	size_t len = strlen(messages);

	snprintf(messages + len, sizeof(messages) - len, "%c%u:%u %s\n",
		 is_error ? 'E' : 'W', pos.line, pos.column, msg);
}

static bool parse(struct machine *m, const char *text)
{
	struct machine_diag diag = { .fn = keep_message };
	size_t len = strlen(text);
	char *copy;
	bool good;

	/* no NUL behind it: the parser must not need one */
	copy = malloc(len + 1);
	assert_non_null(copy);
	memcpy(copy, text, len);
	copy[len] = 'x';
	messages[0] = '\0';
	machine_init(m);
	good = machine_parse(m, copy, len, &diag);
	free(copy);
	return good;
}

static void written(const struct machine *m, char *buf, size_t size)
{
	static struct out out;
	int fd = memfd_create("machine", 0);
	ssize_t len;

	assert_true(fd >= 0);
	out_init(&out, dup(fd));
	machine_write(m, &out);
	assert_int_equal(out_close(&out), 0);
	len = pread(fd, buf, size - 1, 0);
	assert_true(len >= 0);
	buf[len] = '\0';
	close(fd);
}

static void assert_canonical(const char *text, const char *canonical)
{
	struct machine m;
	char buf[8192];

	if (!parse(&m, text))
		fail_msg("%s%s", text, messages);
	written(&m, buf, sizeof(buf));
	assert_string_equal(buf, canonical);
	machine_free(&m);
}

static void assert_error(const char *text, const char *message)
{
	struct machine m;

	if (parse(&m, text))
		fail_msg("accepted: %s", text);
	machine_free(&m);
	if (strncmp(messages, message, strlen(message)))
		fail_msg("%s\ngives:    %sexpected: %s", text, messages, message);
}

/* ---- what is accepted ---- */

static void test_empty(void **state)
{
	assert_canonical("", "");
	assert_canonical("# nothing\n\n\t \r\n#", "");
	assert_canonical("machine\n", "");
	assert_canonical("css 0", "css 0\n");
	assert_canonical("css 0\nchpath 0.00 type=32", "chpath 0.00 type=32\n");
}

static void test_defaults(void **state)
{
	const struct machine_subchannel *sch;
	struct machine m;

	assert_true(parse(&m,
			  "chpath 1b type=1b\nchpath 1c type=1b vary=off\n"
			  "subchannel 8 device=0191 cu=3990/e9 dev=3390/0a online=yes "
			  "chpids=1b,1c,1b\n"));
	assert_string_equal(messages, "");
	sch = &m.sch[0];
	assert_int_equal(sch->type, CCW_SUBCHANNEL_IO);
	assert_int_equal(sch->masks.pim, 0xe0);
	assert_int_equal(sch->masks.pam, 0xe0);
	assert_int_equal(sch->masks.pom, 0xff);
	assert_int_equal(sch->vpm, 0xa0); /* one is varied off */
	assert_string_equal(sch->driver, "io_subchannel");
	assert_true(sch->has_busid);
	assert_int_equal(sch->device.availability, CCW_AVAIL_GOOD);
	assert_string_equal(sch->device.driver, "dasd-eckd");
	assert_int_equal(sch->absent | sch->device.absent, 0);
	assert_int_equal(m.chp[0].configure, CCW_CONFIGURE_CONFIGURED);
	assert_true(m.chp[0].vary);
	assert_false(m.chp[0].has_chid || m.chp[0].has_cmg || m.chp[0].has_shared);
	machine_free(&m);
}

static void test_canonical(void **state)
{
	/* defaults go, order comes */
	assert_canonical(
		"subchannel 0.0.0001 chpids=00\t pim=80 pam=80 pom=ff vpm=00 # x\n"
		"subchannel 0.0.0000 type=3\r\nchpath 0.00 type=32 vary=on esc=0",
		"chpath 0.00 type=32\nsubchannel 0.0.0000 type=eadm\n"
		"subchannel 0.0.0001 chpids=00\n");
	assert_canonical(
		"chpath 1F.a type=1B speed=16000M util=\"a \\\"b\\\\\\\" \" chid=5E4",
		"chpath 1f.0a type=1b chid=05e4 speed=16G util=\"a \\\"b\\\\\\\"\"\n");
	assert_canonical(
		"chpath 0.00 type=32 configure=2 chid=0 external=no",
		"chpath 0.00 type=32 configure=reserved chid=0000 external=no\n");
	assert_canonical(
		"chpath 0.01 type=1b\nsubchannel 0 chpids=00,01,00 pim=40",
		"chpath 0.01 type=1b\nsubchannel 0.0.0000 chpids=00,01 pim=40\n");
	assert_canonical("defunct 0.0.0191 cu=3990/e9 dev=none avail=\"no device\"",
			 "defunct 0.0.0191 cu=3990/e9\n");
	assert_canonical("subchannel 0 device=1 cu=3832/01 linux=\"virtio1  eth0\"",
			 "subchannel 0.0.0000 device=0.0.0001 cu=3832/01 "
			 "linux=\"virtio1 eth0\"\n");
}

static void test_absent(void **state)
{
	/* said once where it holds for all, where it does not hold for all each time */
	assert_canonical(
		"chpath 0.00 type=32 absent=configure\nchpath 1 type=32 "
		"absent=configure",
		"machine absent=configure\nchpath 0.00 type=32\nchpath 0.01 type=32\n");
	assert_canonical(
		"machine absent=configure\nchpath 0.00 type=32\nchpath 1 type=32 "
		"configure=standby",
		"chpath 0.00 type=32 absent=configure\n"
		"chpath 0.01 type=32 configure=standby\n");
	/* vfio_ccw brings no vpm */
	assert_canonical(
		"subchannel 0 sch_driver=vfio_ccw absent=vpm\nsubchannel 1\n",
		"subchannel 0.0.0000 sch_driver=vfio_ccw\nsubchannel 0.0.0001\n");
	assert_canonical(
		"subchannel 0 sch_driver=none vpm=00\nsubchannel 1\n",
		"subchannel 0.0.0000 vpm=00 sch_driver=none\nsubchannel 0.0.0001\n");
	assert_canonical("subchannel 0 device=1 absent=cutype,online\n"
			 "subchannel 1 device=2 cu=3990/e9 dev=3390/0c",
			 "subchannel 0.0.0000 device=0.0.0001 absent=cutype,online\n"
			 "subchannel 0.0.0001 device=0.0.0002 cu=3990/e9 dev=3390/0c\n");
}

static void test_groups(void **state)
{
	const struct machine_group *group;
	struct machine m;

	assert_true(parse(
		&m, "subchannel 0 device=8002 cu=1731/01 group=0.0.8000 linux=encx\n"
		    "subchannel 1 device=8000 cu=1731/01 group=0.0.8000\n"
		    "subchannel 2 device=8001 cu=1731/01 group=0.0.8000\n"));
	group = machine_get_group(&m, "0.0.8000");
	assert_non_null(group);
	assert_int_equal(group->n, 3);
	assert_int_equal(group->member[0]->id.devno, 0x8000);
	assert_int_equal(group->member[2]->id.devno, 0x8002);
	assert_string_equal(group->net, "encx");
	assert_null(machine_get_group(&m, "0.0.8001"));
	machine_free(&m);
	assert_canonical(
		"subchannel 0 device=8001 cu=1731/01 group=g linux=encx\n"
		"subchannel 1 device=8000 cu=1731/01 group=g",
		"subchannel 0.0.0000 device=0.0.8001 cu=1731/01 group=g\n"
		"subchannel 0.0.0001 device=0.0.8000 cu=1731/01 group=g linux=encx\n");
}

static void test_warnings(void **state)
{
	struct machine m;

	assert_true(parse(&m, "chpath 1 type=32\nsubchannel 0 chpids=01,02\n"
			      "subchannel 1 chpids=02,00 pim=80"));
	assert_string_equal(messages,
			    "W2:12 subchannel 0.0.0000 uses channel path 0.02, which "
			    "has no chpath line\n");
	machine_free(&m);
}

/* ---- what is not ---- */

static void test_words(void **state)
{
	assert_error("frob", "E1:1 'frob': expected machine, css, chpath, subchannel or");
	assert_error("\n  css=1", "E2:3 'css': expected machine");
	assert_error("chpath", "E1:7 expected a channel-path id");
	assert_error("chpath # x", "E1:8 expected a channel-path id");
	assert_error("chpath type=1b", "E1:8 expected a channel-path id");
	assert_error("chpath 0.3x type=1b", "E1:8 '0.3x': expected a channel-path id");
	assert_error("chpath 0.3a type", "E1:13 expected type=VALUE");
	assert_error("chpath 0.3a type=", "E1:18 type=: expected a channel-path type");
	assert_error("chpath 0.3a type=1b tpye=1b",
		     "E1:21 'tpye': no key of a chpath line; "
		     "expected one of type, vary");
	assert_error("chpath 0.3a type=1b type=1b",
		     "E1:21 type: a second time on this line");
	assert_error("chpath 0.3a type=1b util=\"a", "E1:26 expected another '\"'");
	assert_error("chpath 0.3a type=1b util=\"a\"b", "E1:29 expected a blank");
	assert_error("chpath 0.3a type=1b util=a\"b",
		     "E1:27 not allowed in a value without");
	assert_error("chpath 0.3a type=1b util=\"a\tb\"", "E1:28 a control character");
	assert_error("chpath \"0.3a\"", "E1:8 expected a word, or KEY=VALUE");
	assert_error("css 100", "E1:5 '100': expected a css id");
}

static void test_values(void **state)
{
	assert_error("css 0 cm_enable=1", "E1:17 cm_enable=1: expected yes or no");
	assert_error("chpath 0.3a type=1b chid=12345",
		     "E1:26 chid=12345: expected one to four");
	assert_error("chpath 0.3a type=1b vary=offline",
		     "E1:26 vary=offline: expected on or off");
	assert_error("chpath 0.3a type=1b configure=4",
		     "E1:31 configure=4: expected standby");
	assert_error("chpath 0.3a type=1b speed=1k",
		     "E1:27 speed=1k: expected bits per second");
	assert_error("chpath 0.3a type=1b util=@@", "E1:26 util=@@: expected up to 64");
	assert_error("chpath 0.3a type=1b absent=vpm",
		     "E1:28 absent=vpm: expected of status");
	assert_error("subchannel 0.4.0000", "E1:12 '0.4.0000': expected a bus id");
	assert_error("subchannel 0 chpids=1",
		     "E1:21 chpids=1: expected up to eight CHPIDs");
	assert_error("subchannel 0 chpids=01,", "E1:21 chpids=01,: expected up to eight");
	assert_error("subchannel 0 chpids=0102",
		     "E1:21 chpids=0102: expected up to eight");
	assert_error("subchannel 0 chpids=01,01,01,01,01,01,01,01,01", "E1:21 chpids=");
	assert_error("subchannel 0 pim=8",
		     "E1:18 pim=8: expected two hexadecimal digits");
	assert_error("subchannel 0 pim=800",
		     "E1:18 pim=800: expected two hexadecimal digits");
	assert_error("subchannel 0 type=8",
		     "E1:19 type=8: expected io, chsc, message, eadm");
	assert_error("subchannel 0 mdev=x", "E1:19 mdev=x: expected a UUID");
	assert_error("subchannel 0 sch_driver=a/b",
		     "E1:25 sch_driver=a/b: expected name of");
	assert_error("subchannel 0 device=1 cu=3990",
		     "E1:26 cu=3990: expected TYPE/MODEL");
	assert_error("subchannel 0 device=1 cu=3990/e9 dev=0000/01",
		     "E1:38 dev=0000/01: exp");
	assert_error("subchannel 0 device=1 cu=3990/e9 avail=bad",
		     "E1:40 avail=bad: expected");
	assert_error("defunct 0 cu=3990/e9 cmf.avg_utilization=5",
		     "E1:42 cmf.avg_utilization=5");
}

static void test_contradictions(void **state)
{
	assert_error("chpath 0.3a", "E1:8 a chpath needs type=");
	assert_error("chpath 0.3a type=1b external=no", "E1:8 external= says nothing");
	assert_error("chpath 0.3a type=1b esc=1 absent=esc",
		     "E1:8 esc: said to be absent");
	assert_error("subchannel 0 online=yes", "E1:12 keys of a device, but no device=");
	assert_error("subchannel 0 absent=online",
		     "E1:12 keys of a device, but no device=");
	assert_error("subchannel 0 device=1", "E1:12 a device needs cu=TYPE/MODEL");
	assert_error("subchannel 0 type=chsc chpids=01", "E1:12 chpids= is for I/O");
	assert_error("subchannel 0 type=chsc absent=vpm",
		     "E1:12 absent= has attributes of I/O");
	assert_error("subchannel 0 device=0.1.0000 cu=3990/e9",
		     "E1:12 device 0.1.0000 on sub");
	assert_error("subchannel 0 dev_busid=1.0.0000",
		     "E1:12 device 1.0.0000 on subchannel");
	assert_error("subchannel 0 device=1 dev_busid=1 cu=3990/e9",
		     "E1:12 dev_busid= and");
	assert_error("subchannel 0 device=1 cu=3990/e9 linux=\"dasda dasdb\"",
		     "E1:12 linux=\"dasda dasdb\": two names of the same kind");
	assert_error(
		"subchannel 0 mdev=6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920 sch_driver=none",
		"E1:12 mdev= needs sch_driver=vfio_ccw");
	assert_error("css 0\nmachine absent=vpm",
		     "E2:1 the machine line must come first");
	assert_error("machine absent=vpm\nmachine", "E2:1 a second machine line");
}

#define DISK(keys) "subchannel 0 device=1 " keys
#define CANONICAL_DISK(keys) "subchannel 0.0.0000 device=0.0.0001 " keys "\n"

static void test_disks(void **state)
{
	assert_canonical(DISK("kind=3390-9 driver=kernel"),
			 CANONICAL_DISK("cu=3990/e9 dev=3390/0c driver=kernel"));
	assert_canonical(DISK("kind=3390-3"), CANONICAL_DISK("cu=3990/e9 dev=3390/0a"));
	/* what is usual need not be said */
	assert_canonical(DISK("kind=3390-a driver=kernel cylinders=65520 store=\"\" "
			      "read-only=no"),
			 CANONICAL_DISK("cu=3990/e9 dev=3390/0e driver=kernel"));
	assert_canonical(DISK("kind=9336 blocks=0920115 driver=kernel read-only=yes"),
			 CANONICAL_DISK("cu=6310/80 dev=9336/10 driver=kernel "
					"read-only=yes"));
	assert_canonical(DISK("kind=3390-a driver=kernel cylinders=1182006 "
			      "store=\"/a b/\\\"c\" chpids=00"),
			 CANONICAL_DISK("cu=3990/e9 dev=3390/0e driver=kernel "
					"cylinders=1182006 store=\"/a b/\\\"c\" "
					"chpids=00"));
	assert_canonical(DISK("cu=2107/e8 dev=3390/33 driver=kernel cylinders=1"),
			 CANONICAL_DISK("cu=2107/e8 dev=3390/33 driver=kernel "
					"cylinders=1"));
	assert_canonical(DISK("cu=6310/80 dev=9336/20 driver=kernel blocks=4194304"),
			 CANONICAL_DISK("cu=6310/80 dev=9336/20 driver=kernel "
					"blocks=4194304"));
	/* no disk, so that nobody needs to know how large it is */
	assert_canonical(DISK("cu=3880/03 dev=3390/33 driver=kernel"),
			 CANONICAL_DISK("cu=3880/03 dev=3390/33 driver=kernel"));
}

static void test_disk_errors(void **state)
{
	assert_error(DISK("kind=3390-4"), "E1:28 kind=3390-4: expected 3270, ctc");
	assert_error(DISK("kind=3390-3 cylinders=10"),
		     "E1:12 cylinders= needs driver=kernel");
	assert_error(DISK("kind=9336 blocks=10"), "E1:12 blocks= needs driver=kernel");
	assert_error(DISK("kind=9336 store=/x"), "E1:12 store= needs driver=kernel");
	assert_error(DISK("kind=9336 read-only=yes"),
		     "E1:12 read-only= needs driver=kernel");
	assert_error(DISK("kind=9336 driver=kernel cylinders=10"),
		     "E1:12 cylinders= is for disks: 3390 on 3990, 2105, 2107 or 1750\n");
	assert_error(DISK("kind=3390-3 driver=kernel blocks=10"),
		     "E1:12 blocks= is for disks: 9336 on 6310\n");
	assert_error(DISK("kind=tape driver=kernel store=/x"),
		     "E1:12 store= is for disks: 3390");
	assert_error(DISK("cu=3880/03 dev=3390/0a driver=kernel read-only=yes"),
		     "E1:12 read-only= is for disks: 3390");
	assert_error(DISK("kind=3390-3 driver=kernel cylinders=0"),
		     "E1:59 cylinders=0: expected a number of cylinders");
	assert_error(DISK("kind=3390-3 driver=kernel cylinders=1x"), "E1:59 cylinders=1x");
	assert_error(DISK("kind=9336 driver=kernel blocks=-1"),
		     "E1:54 blocks=-1: expected a number of blocks");
	assert_error(DISK("kind=3390-9 driver=kernel cylinders=65521"),
		     "E1:12 cylinders=65521: a disk 3390/0c has up to 65520\n");
	assert_error(DISK("kind=3390-a driver=kernel cylinders=1182007"),
		     "E1:12 cylinders=1182007: a disk 3390/0e has up to 1182006\n");
	assert_error(DISK("kind=9336 driver=kernel blocks=4194305"),
		     "E1:12 blocks=4194305: a disk 9336/10 has up to 4194304\n");
	assert_error(DISK("cu=2107/e8 dev=3390/33 driver=kernel"),
		     "E1:12 a disk 3390/33 needs cylinders=: no number is usual");
	assert_error(DISK("cu=6310/80 dev=9336/33 driver=kernel"),
		     "E1:12 a disk 9336/33 needs blocks=");
	assert_error(DISK("kind=3390-3 driver=kernel read-only=maybe"),
		     "E1:59 read-only=maybe: expected yes or no");
	assert_error("subchannel 0 device=1 kind=9336 driver=kernel store=/x\n"
		     "subchannel 1 device=2 kind=9336 driver=kernel store=/x",
		     "E2:12 store /x: a second time, the first is on line 1");
}

/* Whatever the directory is: the path is absolute, and not too long. */
static void test_store_path(void **state)
{
	char text[512] = DISK("kind=9336 driver=kernel store="), *path, cwd[PATH_MAX];
	struct machine m;

	path = text + strlen(text);
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(chdir("/usr"), 0);
	strcpy(path, "a/b");
	assert_true(parse(&m, text));
	assert_string_equal(m.sch[0].device.store, "/usr/a/b");
	machine_free(&m);
	assert_int_equal(chdir("/"), 0);
	assert_true(parse(&m, text));
	assert_string_equal(m.sch[0].device.store, "/a/b");
	machine_free(&m);
	memset(path, 'x', 254);
	assert_true(parse(&m, text));
	assert_int_equal(strlen(m.sch[0].device.store), STORE_MAX);
	machine_free(&m);
	path[254] = 'x';
	assert_error(text, "E1:53 store=xxx");
	*path = '/';
	assert_true(parse(&m, text));
	machine_free(&m);
	path[255] = 'x';
	assert_error(text, "E1:53 store=/xx");
	*path = 'x';
	path[253] = '\0';
	assert_int_equal(chdir("/usr"), 0);
	assert_error(text, "E1:53 store=xxx");
	assert_int_equal(chdir(cwd), 0);
}

static void test_duplicates(void **state)
{
	assert_error("css 1\ncss 01",
		     "E2:5 css 1: a second time, the first is on line 1");
	assert_error("chpath 0.3a type=1b\n\n chpath 3a type=1b",
		     "E3:9 chpath 0.3a: a second time, the first is on line 1");
	assert_error("subchannel 1\nsubchannel 0\nsubchannel 0.0.0001",
		     "E3:12 subchannel 0.0.0001: a second time, the first is on line 1");
	assert_error("subchannel 0 device=1 cu=3990/e9\nsubchannel 1 device=1 cu=3990/e9",
		     "E2:12 device 0.0.0001: a second time, the first is on line 1");
	assert_error("subchannel 0 device=1 cu=3990/e9\ndefunct 1 cu=3990/e9",
		     "E2:9 device 0.0.0001: a second time, the first is on line 1");
	assert_error("subchannel 0 mdev=6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920\n"
		     "subchannel 1 mdev=6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920",
		     "E2:12 mediated device 6dfd3ec5");
	assert_error("subchannel 0 device=1 cu=1731/01 group=g linux=eth0\n"
		     "subchannel 1 device=2 cu=1731/01 group=g linux=eth1",
		     "E2:12 group g: has network interface eth0 already");
}

static void test_many_errors(void **state)
{
	const char *p;
	char text[4096] = "";
	struct machine m;
	unsigned int n = 0;
	int i;

	/* each is told, but not without end */
	assert_false(parse(&m, "frob\nchpath x\nchpath 0.3a vary=1 esc=x\n"));
	machine_free(&m);
	assert_string_equal(messages,
			    "E1:1 'frob': expected machine, css, chpath, subchannel or "
			    "defunct\n"
			    "E2:8 'x': expected a channel-path id, e.g. 0.3a\n"
			    "E3:18 vary=1: expected on or off\n"
			    "E3:24 esc=x: expected one or two hexadecimal digits\n");
	for (i = 0; i < 100; i++)
		strcat(text, "frob\n");
	assert_false(parse(&m, text));
	machine_free(&m);
	for (p = messages; (p = strchr(p, '\n')); p++)
		n++;
	assert_int_equal(n, MACHINE_ERRORS_MAX);
}

/* ---- numbers and words ---- */

static void test_text(void **state)
{
	uint64_t val;
	uint32_t hex;
	char buf[32];

	assert_true(text_to_hex("fF", 2, &hex) && hex == 0xff);
	assert_false(text_to_hex("", 2, &hex) || text_to_hex("100", 2, &hex) ||
		     text_to_hex("0x", 2, &hex) || text_to_hex("1 ", 2, &hex) ||
		     text_to_hex("/", 2, &hex) || text_to_hex("\x01", 2, &hex));
	assert_true(text_to_dec("18446744073709551615", UINT64_MAX, &val) &&
		    val == UINT64_MAX);
	assert_false(text_to_dec("18446744073709551616", UINT64_MAX, &val) ||
		     text_to_dec("+1", 9, &val) || text_to_dec("10", 9, &val));
	assert_true(text_to_speed("32G", &val) && val == 32000000000);
	assert_false(text_to_speed("G", &val) || text_to_speed("99999999999T", &val));
	speed_to_text(32000000000, buf, sizeof(buf));
	assert_string_equal(buf, "32G");
	speed_to_text(1001, buf, sizeof(buf));
	assert_string_equal(buf, "1001");
	assert_true(text_to_tenths("99.9%", &val) && val == 999);
	assert_false(text_to_tenths("99%", &val) || text_to_tenths("9.99%", &val) ||
		     text_to_tenths(".9%", &val) || text_to_tenths("9.9", &val));
	assert_false(text_is_name("") || text_is_name("..") || text_is_name("a b"));
}

/* ---- listings ---- */

static void test_listing_errors(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "0.0.0001 0.0.0000 3390/0c 3990 yes 80 80 ff 00000000 00000000",
		  "E1:27 '3990': expected a control unit type" },
		{ "0.0.0001 0.0.0000 3390/0c 3990/e9 yes 80 80 00000000 00000000",
		  "E1:45 '00000000': expected a path mask" },
		{ "x\n0.0.0001 0.0.0000 3390/0c 3990/e9 80 80 ff 00000000",
		  "E2:1 '': expected four CHPIDs" },
		{ "0.0.0001 0.0.0000 3390/0c 3990/e9 80 80 ff 00000000 00000000 fine",
		  "E1:62 'fine': expected good, boxed" },
		{ "0.3a 1 7 1a - - 05e4", "E1:8 '7': expected Cfg." },
		{ "0.3a 1 1 1a - - 5e4", "E1:17 '5e4': expected a PCHID" },
		{ "0.3a 1 1 1a x - 05e4", "E1:13 'x': expected Cmg" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct machine_diag diag = { .fn = keep_message };
		struct machine m;

		messages[0] = '\0';
		machine_init(&m);
		assert_int_equal(
			capture_text(&m, cases[i].text, strlen(cases[i].text), &diag), 1);
		assert_false(machine_finish(&m, &diag));
		machine_free(&m);
		if (strncmp(messages, cases[i].message, strlen(cases[i].message)))
			fail_msg("%s\ngives: %s", cases[i].text, messages);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),	       cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_canonical),      cmocka_unit_test(test_absent),
		cmocka_unit_test(test_groups),	       cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_words),	       cmocka_unit_test(test_values),
		cmocka_unit_test(test_contradictions), cmocka_unit_test(test_duplicates),
		cmocka_unit_test(test_many_errors),    cmocka_unit_test(test_text),
		cmocka_unit_test(test_listing_errors), cmocka_unit_test(test_disks),
		cmocka_unit_test(test_disk_errors),    cmocka_unit_test(test_store_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
