// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-track.c - images of tracks: what fits, what is found, what must not be trusted
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store.h"

static u8 image[TRACK_LEN];
static struct eckd_track track;

static int make_blank(void **state)
{
	memset(image, 0, sizeof(image));
	vcss_track_blank(image, 0);
	track = (struct eckd_track){ image, TRACK_LEN };
	return 0;
}

/* Puts a record behind the last one. */
static u32 append(u8 number, u8 kl, u16 dl)
{
	u32 pos = HOME_LEN, last = NO_RECORD;

	while (vcss_track_at(&track, pos) != NO_RECORD) {
		last = pos;
		pos = vcss_track_end(&track, pos);
	}
	assert_true(vcss_track_fits(&track, last, kl, dl));
	memset(image + pos, 0, COUNT_LEN + kl + dl);
	image[pos + 4] = number;
	image[pos + 5] = kl;
	image[pos + 6] = (u8)(dl >> 8);
	image[pos + 7] = (u8)dl;
	vcss_track_cut(&track, pos + COUNT_LEN + kl + dl);
	return pos;
}

static void test_blank(void **state)
{
	u32 first;

	assert_false(vcss_track_is_blank(image));
	first = vcss_track_first(&track);
	assert_int_equal(first, HOME_LEN);
	assert_int_equal(rec_kl(image + first), 0);
	assert_int_equal(rec_dl(image + first), 8);
	assert_int_equal(vcss_track_next(&track, first), NO_RECORD);
	memset(image, 0, sizeof(image));
	assert_true(vcss_track_is_blank(image));
	/* what is behind an empty beginning does not matter */
	image[BLANK_LEN] = 1;
	assert_true(vcss_track_is_blank(image));
}

static void test_address(void **state)
{
	static const struct {
		u32 track;
		u8 address[4];
	} cases[] = {
		{ 0, { 0, 0, 0, 0 } },
		{ 44, { 0, 2, 0, 14 } },
		{ 65535 * 15 + 1, { 0xff, 0xff, 0, 1 } },
		{ 65536 * 15 + 1, { 0, 0, 0, 0x11 } },
		{ 0x12345 * 15 + 14, { 0x23, 0x45, 0, 0x1e } },
		{ 0x1054321 * 15, { 0x43, 0x21, 0x10, 0x50 } },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		vcss_track_blank(image, cases[i].track);
		assert_memory_equal(image + 1, cases[i].address, 4);
		assert_memory_equal(image + HOME_LEN, cases[i].address, 4);
	}
}

static void test_find(void **state)
{
	static const u8 third[5] = { 0, 0, 0, 0, 3 }, fifth[5] = { 0, 0, 0, 0, 5 };
	u32 pos;

	append(1, 0, 100);
	append(2, 8, 0);
	pos = append(3, 255, 4096);
	append(4, 0, 1);
	assert_int_equal(vcss_track_find(&track, third), pos);
	assert_int_equal(vcss_track_find(&track, fifth), NO_RECORD);
	vcss_track_cut(&track, pos);
	assert_int_equal(vcss_track_find(&track, third), NO_RECORD);
}

/* How many records of a kind a 3390's track has, as the driver computes it. */
static u32 quotient(u32 a, u32 b)
{
	return (a + b - 1) / b;
}

static u32 per_track(u32 kl, u32 dl)
{
	u32 dn = quotient(dl + 6, 232) + 1, kn = quotient(kl + 6, 232) + 1;
	u32 data = 9 + quotient(dl + 6 * dn, 34), key = 9 + quotient(kl + 6 * kn, 34);

	return 1729 / (10 + (kl ? key : 0) + data);
}

static u32 how_many(u8 kl, u16 dl)
{
	u32 n = 0, last = HOME_LEN;

	make_blank(NULL);
	while (n < 1000 && vcss_track_fits(&track, last, kl, dl)) {
		last = append((u8)++n, kl, dl);
	}
	return n;
}

static void test_capacity(void **state)
{
	static const struct {
		u16 dl;
		u8 n;
	} known[] = {
		{ 512, 49 }, { 1024, 33 }, { 2048, 21 }, { 4096, 12 }, { 56664, 1 }
	};
	size_t i;
	u32 dl;

	for (i = 0; i < ARRAY_SIZE(known); i++)
		assert_int_equal(how_many(0, known[i].dl), known[i].n);
	for (dl = 1; dl < 56800; dl += dl < 2000 ? 7 : 331) {
		assert_int_equal(how_many(0, (u16)dl), per_track(0, dl));
		assert_int_equal(how_many(4, (u16)dl), per_track(4, dl));
		assert_int_equal(how_many(255, (u16)dl), per_track(255, dl));
	}
	assert_int_equal(how_many(0, 56665), 0);
	assert_int_equal(how_many(0, 65535), 0);
}

/* Behind the record that it follows, nothing counts. */
static void test_fits_anew(void **state)
{
	u32 pos = append(1, 0, 20000);

	append(2, 0, 20000);
	assert_false(vcss_track_fits(&track, vcss_track_next(&track, pos), 0, 20000));
	assert_true(vcss_track_fits(&track, pos, 0, 30000));
	assert_true(vcss_track_fits(&track, HOME_LEN, 0, 50000));
}

/* Lengths that lead out of the track, to the last byte. */
static void test_untrusted(void **state)
{
	u32 pos, dl;

	pos = append(1, 0, 100);
	image[pos + 6] = 0xff;
	image[pos + 7] = 0xff;
	assert_int_equal(vcss_track_next(&track, HOME_LEN), NO_RECORD);
	assert_int_equal(vcss_track_at(&track, pos), NO_RECORD);
	dl = TRACK_LEN - pos - COUNT_LEN;
	image[pos + 6] = (u8)(dl >> 8);
	image[pos + 7] = (u8)dl;
	assert_int_equal(vcss_track_at(&track, pos), pos);
	assert_int_equal(vcss_track_next(&track, pos), NO_RECORD);
	assert_false(vcss_track_fits(&track, pos, 0, 0));
	image[pos + 7]++;
	assert_int_equal(vcss_track_at(&track, pos), NO_RECORD);
	/* a count of which only the beginning is on the track */
	assert_int_equal(vcss_track_at(&track, TRACK_LEN - COUNT_LEN + 1), NO_RECORD);
	assert_int_equal(vcss_track_at(&track, TRACK_LEN), NO_RECORD);
	assert_int_equal(vcss_track_end(&track, TRACK_LEN - 1), TRACK_LEN);
	/* without a mark, it ends with the track */
	memset(image + HOME_LEN, 0, TRACK_LEN - HOME_LEN);
	for (pos = HOME_LEN; vcss_track_at(&track, pos) != NO_RECORD; pos += COUNT_LEN)
		;
	assert_true(pos > TRACK_LEN - COUNT_LEN && pos <= TRACK_LEN);
}

#define TEST(name) cmocka_unit_test_setup(test_##name, make_blank)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(blank),	TEST(address),	 TEST(find),
		TEST(capacity), TEST(fits_anew), TEST(untrusted),
	};

	return cmocka_run_group_tests_name("images of tracks", tests, NULL, NULL);
}
