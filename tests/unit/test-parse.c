// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-parse.c - the text forms of ids and attributes
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "parse.h"

static void test_id(void **state)
{
	static const char *const bad[] = { "",	      ".",	  "0",	     "0.",     "0.0",
					   "0.0.",    "0.0.00001", "0.00.1", "000.0.1", "0.0.0x1",
					   "0.0.+1",  " 0.0.1",	  "0.0.1 ",  "0.0.g",	"00000",
					   "0x1",     "-1",	  "0.0.0.0", "0..0",	"0.0.1\n" };
	char buf[CCW_ID_STRLEN];
	struct ccw_id id;
	unsigned int i;

	assert_int_equal(ccw_id_parse("4f", &id), 0);
	assert_string_equal(ccw_id_format(id, buf), "0.0.004f");
	assert_int_equal(ccw_id_parse("0.3.ABCD", &id), 0);
	assert_string_equal(ccw_id_format(id, buf), "0.3.abcd");
	assert_int_equal(ccw_id_parse("fe.f.1", &id), 0);
	assert_string_equal(ccw_id_format(id, buf), "fe.f.0001");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (!strcmp(bad[i], "0"))
			continue; /* a device number */
		assert_int_equal(ccw_id_parse(bad[i], &id), -EINVAL);
	}
}

static void test_id_order(void **state)
{
	struct ccw_id a = { 0, 0, 0xffff }, b = { 0, 1, 0 }, c = { 1, 0, 0 };

	assert_true(ccw_id_cmp(a, b) < 0);
	assert_true(ccw_id_cmp(c, b) > 0);
	assert_int_equal(ccw_id_cmp(b, b), 0);
}

static void test_canonical_id(void **state)
{
	struct ccw_id id;

	assert_int_equal(parse_canonical_id("0.0.00af", &id), 0);
	assert_int_equal(parse_canonical_id("10.0.00af", &id), 0);
	assert_int_equal(parse_canonical_id("0.0.00AF", &id), -EBADMSG);
	assert_int_equal(parse_canonical_id("00.0.00af", &id), -EBADMSG);
	assert_int_equal(parse_canonical_id("0.0.af", &id), -EBADMSG);
	assert_int_equal(parse_canonical_id("00af", &id), -EBADMSG);
}

static void test_chpid(void **state)
{
	static const char *const bad[] = { "", "0.", ".0", "0.4O", "4zzz", "0.4.7", "0.100",
					   "100", "g", "000.1", "0x1", "1 " };
	char buf[CCW_ID_STRLEN];
	struct ccw_chpid chpid;
	unsigned int i;

	assert_int_equal(ccw_chpid_parse("a", &chpid), 0);
	assert_string_equal(ccw_chpid_format(chpid, buf), "0.0a");
	assert_int_equal(ccw_chpid_parse("1f.F6", &chpid), 0);
	assert_string_equal(ccw_chpid_format(chpid, buf), "1f.f6");
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ccw_chpid_parse(bad[i], &chpid), -EINVAL);
}

static void test_numbers(void **state)
{
	uint64_t dec = 77;
	uint32_t hex = 77;
	bool on = true;

	assert_int_equal(parse_dec("18446744073709551615", UINT64_MAX, &dec), 0);
	assert_true(dec == UINT64_MAX);
	assert_int_equal(parse_dec("18446744073709551616", UINT64_MAX, &dec), -EBADMSG);
	assert_int_equal(parse_dec("4", 3, &dec), -EBADMSG);
	assert_int_equal(parse_dec("5", 1, &dec), -EBADMSG);
	assert_int_equal(parse_dec("", 3, &dec), -EBADMSG);
	assert_int_equal(parse_dec("+1", 3, &dec), -EBADMSG);
	assert_true(dec == UINT64_MAX);
	assert_int_equal(parse_bool("0", &on), 0);
	assert_false(on);
	assert_int_equal(parse_bool("2", &on), -EBADMSG);
	assert_int_equal(parse_hex("Ff", 2, &hex), 0);
	assert_int_equal(hex, 0xff);
	assert_int_equal(parse_hex("100", 2, &hex), -EBADMSG);
	assert_int_equal(parse_hex("", 2, &hex), -EBADMSG);
}

static void test_pimpampom(void **state)
{
	struct ccw_masks masks = { 1, 2, 3 };

	assert_int_equal(parse_pimpampom("e0 c0 ff", &masks), 0);
	assert_int_equal(masks.pim, 0xe0);
	assert_int_equal(masks.pam, 0xc0);
	assert_int_equal(masks.pom, 0xff);
	assert_int_equal(parse_pimpampom("e0 c0", &masks), -EBADMSG);
	assert_int_equal(parse_pimpampom("e0 c0 ff ", &masks), -EBADMSG);
	assert_int_equal(parse_pimpampom("e0  c0 ff", &masks), -EBADMSG);
	assert_int_equal(parse_pimpampom("100 c0 ff", &masks), -EBADMSG);
	assert_int_equal(masks.pim, 0xe0);
}

static void test_chpids(void **state)
{
	uint8_t chpids[CCW_PATHS_MAX] = { 9 };

	assert_int_equal(parse_chpids("2a 3a 09 00 00 00 00 ff ", chpids), 0);
	assert_int_equal(chpids[0], 0x2a);
	assert_int_equal(chpids[7], 0xff);
	assert_int_equal(parse_chpids("2a 3a 09 00 00 00 00 00", chpids), 0);
	assert_int_equal(parse_chpids("2a 3a 09 00 00 00 00", chpids), -EBADMSG);
	assert_int_equal(parse_chpids("2a 3a 09 00 00 00 00 00 00", chpids), -EBADMSG);
	assert_int_equal(parse_chpids("2a3a0900 00000000", chpids), -EBADMSG);
	assert_int_equal(parse_chpids("2a 3a 9 00 00 00 00 00", chpids), -EBADMSG);
	assert_int_equal(parse_chpids("", chpids), -EBADMSG);
}

static void test_identity(void **state)
{
	struct ccw_identity id;
	uint16_t type;
	uint8_t model;

	assert_int_equal(parse_ccw_modalias("ccw:t3990mE9dt3390dm0C", &id), 0);
	assert_int_equal(id.cu_type, 0x3990);
	assert_int_equal(id.cu_model, 0xe9);
	assert_int_equal(id.dev_type, 0x3390);
	assert_int_equal(id.dev_model, 0x0c);
	assert_int_equal(parse_ccw_modalias("ccw:t3832m01dtdm", &id), 0);
	assert_int_equal(id.dev_type, 0);
	assert_int_equal(parse_ccw_modalias("ccw:t3832m01dt", &id), -EBADMSG);
	assert_int_equal(parse_ccw_modalias("ccw:t3832m01dtdm0", &id), -EBADMSG);
	assert_int_equal(parse_ccw_modalias("css:t0", &id), -EBADMSG);
	assert_int_equal(parse_type_model("3990/e9", &type, &model), 0);
	assert_int_equal(type, 0x3990);
	assert_int_equal(parse_type_model("n/a", &type, &model), 0);
	assert_int_equal(type | model, 0);
	assert_int_equal(parse_type_model("3990", &type, &model), -EBADMSG);
	assert_int_equal(parse_type_model("3990/e9/", &type, &model), -EBADMSG);
}

static void test_speed(void **state)
{
	uint64_t bps = 0;

	assert_int_equal(parse_speed("0", &bps), 0);
	assert_int_equal(parse_speed("32G", &bps), 0);
	assert_true(bps == 32000000000ULL);
	assert_int_equal(parse_speed("18446744T", &bps), 0);
	assert_int_equal(parse_speed("18446745T", &bps), -EBADMSG);
	assert_int_equal(parse_speed("G", &bps), -EBADMSG);
	assert_int_equal(parse_speed("1g", &bps), -EBADMSG);
	assert_int_equal(parse_speed("1GG", &bps), -EBADMSG);
}

static void test_utilization(void **state)
{
	uint64_t tenths;

	assert_int_equal(parse_utilization("03.7%", &tenths), 0);
	assert_int_equal(tenths, 37);
	assert_int_equal(parse_utilization("n/a", &tenths), -EBADMSG);
	assert_int_equal(parse_utilization("3.75%", &tenths), -EBADMSG);
	assert_int_equal(parse_utilization(".5%", &tenths), -EBADMSG);
}

static void test_words(void **state)
{
	enum ccw_availability avail;
	bool on;

	assert_int_equal(parse_availability("no path", &avail), 0);
	assert_int_equal(avail, CCW_AVAIL_NO_PATH);
	assert_string_equal(ccw_availability_get_name(avail), "no path");
	assert_null(ccw_availability_get_name(99));
	assert_int_equal(parse_availability("good ", &avail), -EBADMSG);
	assert_int_equal(parse_vary("offline", &on), 0);
	assert_false(on);
	assert_int_equal(parse_vary("on", &on), -EBADMSG);
	assert_true(is_uuid("6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb920"));
	assert_false(is_uuid("6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb92"));
	assert_false(is_uuid("6dfd3ec5-e8b3-4e18-a6fe-57bc9eceb9200"));
}

static void test_util_string(void **state)
{
	static const uint8_t ebcdic[] = { 0xc3, 0xc8, 0xd7, 0x60, 0xf1, 0x40, 0x40, 0x00 };
	static const uint8_t blanks[] = { 0x40, 0x40, 0x40, 0x40 };
	static const uint8_t zeros[8] = { 0 };
	char out[9];

	assert_int_equal(util_string_to_ascii(ebcdic, sizeof(ebcdic), out), 5);
	assert_string_equal(out, "CHP-1");
	assert_int_equal(util_string_to_ascii((const uint8_t *)"CHP-1  ", 8, out), 5);
	assert_string_equal(out, "CHP-1");
	assert_int_equal(util_string_to_ascii(blanks, sizeof(blanks), out), 0);
	assert_int_equal(util_string_to_ascii(zeros, sizeof(zeros), out), 0);
	assert_int_equal(util_string_to_ascii((const uint8_t *)"A\x01", 2, out), 2);
	assert_string_equal(out, "A?");
}

static struct ccw_event event_of(const char *path)
{
	struct ccw_event event;

	assert_int_equal(parse_devpath(path, &event), 0);
	return event;
}

static void test_devpath(void **state)
{
	static const char *const bad[] = {
		"", "/", "/devices", "/devices/", "/devices/css0/", "/devices//css0",
		"/devices/virtual/net/lo", "/devices/css100", "/devices/css00", "/devices/css",
		"/devices/cssA", "/devices/cssA/defunct/0.0.0042",
		"/bus/ccw/drivers/dasd", "devices/css0", "/devices/css0//0.0.0001",
		"/devices/css0/0.0.0001/", "/devices/qeth", "/devices/qeth/0.0.800",
		"/devices/pci0000:00/0000:00:01.0",
	};
	const struct ccw_id sch = { .devno = 0x42 }, dev = { .ssid = 1, .devno = 0x4711 };
	struct ccw_event e;
	unsigned int i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(parse_devpath(bad[i], &e), -EBADMSG);

	e = event_of("/devices/css0");
	assert_true(e.object.kind == CCW_KIND_CSS && !e.object.chpid.cssid && !e.below);
	e = event_of("/devices/cssfe/power");
	assert_true(e.object.kind == CCW_KIND_CSS && e.object.chpid.cssid == 0xfe && e.below);
	e = event_of("/devices/css0/0.0.0042");
	assert_true(e.object.kind == CCW_KIND_SUBCHANNEL && !e.below);
	assert_int_equal(ccw_id_cmp(e.object.id, sch), 0);
	assert_int_equal(e.parent.kind, CCW_KIND_NONE);
	/* a mediated device */
	e = event_of("/devices/css0/0.0.0042/8f0a8c6e-0b7b-4d5a-8f5e-000000000001");
	assert_true(e.object.kind == CCW_KIND_SUBCHANNEL && e.below);
	e = event_of("/devices/css0/0.0.0042/0.1.4711");
	assert_true(e.object.kind == CCW_KIND_DEVICE && !e.below);
	assert_int_equal(ccw_id_cmp(e.object.id, dev), 0);
	assert_int_equal(e.parent.kind, CCW_KIND_SUBCHANNEL);
	assert_int_equal(ccw_id_cmp(e.parent.id, sch), 0);
	e = event_of("/devices/css0/0.0.0042/0.1.4711/virtio1/block/vda");
	assert_true(e.object.kind == CCW_KIND_DEVICE && e.below);
	assert_int_equal(ccw_id_cmp(e.parent.id, sch), 0);
	e = event_of("/devices/css0/defunct/0.1.4711");
	assert_true(e.object.kind == CCW_KIND_DEVICE && !e.below);
	assert_int_equal(e.parent.kind, CCW_KIND_NONE);
	e = event_of("/devices/css0/defunct");
	assert_true(e.object.kind == CCW_KIND_CSS && e.below);
	e = event_of("/devices/css0/chp0.3a");
	assert_true(e.object.kind == CCW_KIND_CHPATH && e.object.chpid.id == 0x3a && !e.below);
	/* neither of these is what it looks like */
	e = event_of("/devices/css0/chp1.3a");
	assert_int_equal(e.object.kind, CCW_KIND_CSS);
	e = event_of("/devices/css0/1.0.0042");
	assert_int_equal(e.object.kind, CCW_KIND_CSS);
	e = event_of("/devices/qeth/0.1.4711/net/enc8000");
	assert_true(e.object.kind == CCW_KIND_DEVICE && e.below);
	assert_int_equal(ccw_id_cmp(e.object.id, dev), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id),	     cmocka_unit_test(test_id_order),
		cmocka_unit_test(test_canonical_id), cmocka_unit_test(test_chpid),
		cmocka_unit_test(test_numbers),	     cmocka_unit_test(test_pimpampom),
		cmocka_unit_test(test_chpids),	     cmocka_unit_test(test_identity),
		cmocka_unit_test(test_speed),	     cmocka_unit_test(test_utilization),
		cmocka_unit_test(test_devpath),
		cmocka_unit_test(test_words),	     cmocka_unit_test(test_util_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
