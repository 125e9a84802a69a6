// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-text.c - what ccwtop puts on a screen: texts, plots, its log
 */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chp_columns.h"
#include "log.h"
#include "plot.h"
#include "text.h"
#include "tree.h"

/* ---- text ---- */

static void check_clean(const char *src, const char *want, size_t columns, bool ascii)
{
	char buf[64];

	assert_int_equal(text_clean(buf, sizeof(buf), src, ascii), columns);
	assert_string_equal(buf, want);
}

static void test_text_clean(void **state)
{
	char small[5];

	check_clean("", "", 0, false);
	check_clean("abc ~", "abc ~", 5, true);
	check_clean("\u00e4\u2192", "\u00e4\u2192", 2, false);
	check_clean("\u00e4\u2192", "??", 2, true);
	/* wide ones take two columns; what takes none could hide */
	check_clean("\u6f22", "\u6f22", 2, false);
	check_clean("\u6f22", "?", 1, true);
	check_clean("a\u0301b\u200bc", "a?b?c", 5, false);
	check_clean("\033[31m\a\t\n\177", "?[31m????", 9, false);
	/* C1: as UTF-8, and as a byte */
	check_clean("\302\233m", "?m", 2, false);
	check_clean("\233m", "?m", 2, false);
	check_clean("a\377\376b", "a??b", 4, false);
	/* cut off in the middle of a character, an overlong one, a surrogate */
	check_clean("a\303", "a?", 2, false);
	check_clean("\300\257", "??", 2, false);
	check_clean("\355\240\200", "???", 3, false);
	/* characters are not cut in two */
	assert_int_equal(text_clean(small, sizeof(small), "\u2192\u2192", false), 1);
	assert_string_equal(small, "\u2192");
	assert_int_equal(text_clean(small, sizeof(small), "abcdef", false), 4);
	assert_string_equal(small, "abcd");
}

static void check_fit(const char *src, size_t width, const char *want, bool ascii)
{
	char buf[64];

	text_fit(buf, sizeof(buf), src, width, ascii);
	assert_string_equal(buf, want);
}

static void test_text_fit(void **state)
{
	char small[8];

	check_fit("abc", 5, "abc  ", false);
	check_fit("abc", 3, "abc", false);
	check_fit("abcd", 3, "ab\u2026", false);
	check_fit("abcd", 3, "ab>", true);
	check_fit("abcd", 1, ">", true);
	check_fit("abcd", 0, "", true);
	check_fit("", 2, "  ", true);
	/* nothing is missing */
	check_fit("ab      ", 3, "ab ", true);
	check_fit("ab     c", 3, "ab>", true);
	/* half of a wide one does not fit */
	check_fit("\u6f22\u6f22", 4, "\u6f22\u6f22", false);
	check_fit("\u6f22\u6f22", 3, "\u6f22\u2026", false);
	check_fit("a\u6f22\u6f22", 3, "a\u2026 ", false);
	check_fit("\033[0m", 3, "?[>", true);
	text_fit(small, sizeof(small), "abc", 100, true);
	assert_string_equal(small, "abc    ");
}

static void check_wrap(const char *src, size_t width, const char *want)
{
	char *text = text_wrap(src, width);

	assert_string_equal(text, want);
	free(text);
}

static void test_text_wrap(void **state)
{
	check_wrap("", 10, "");
	check_wrap("one two three", 7, "one two\nthree");
	check_wrap("one two three", 8, "one two\nthree");
	check_wrap("one two three", 3, "one\ntwo\nthree");
	check_wrap("one\ntwo three", 9, "one\ntwo three");
	/* no blank to break at */
	check_wrap("onetwothree four", 4, "onetwothree\nfour");
	check_wrap("one two   ", 7, "one two");
	/* below what is said of it; or where that would be too far to the right */
	check_wrap("  v o  one two three", 14, "  v o  one two\n       three");
	check_wrap("  v o  one two three", 10, "  v o  one\n    two\n    three");
	check_wrap("v o  one two", 10, "v o  one\n     two");
	check_wrap("v o  one two", 7, "v o \n  one\n  two");
	check_wrap("  one two three\none two three", 9,
		   "  one two\n    three\none two\nthree");
	check_wrap(" one", 2, " one");
	/* columns count, not bytes */
	check_wrap("\u00e4\u00e4\u00e4 \u00f6\u00f6\u00f6", 7,
		   "\u00e4\u00e4\u00e4 \u00f6\u00f6\u00f6");
}

/* ---- plot ---- */

static void check_plot(const unsigned int *values, size_t n, unsigned int max, int row,
		       size_t width, const char *want, bool ascii)
{
	char buf[64];

	plot_row(buf, sizeof(buf), values, n, max, row, width, ascii);
	assert_string_equal(buf, want);
}

static void test_plot(void **state)
{
	static const unsigned int values[] = { 0, 1, 8, 12, 24 };
	char small[8];

	check_plot(values, 5, 24, 0, 10, " \u2581\u2588\u2588\u2588", false);
	check_plot(values, 5, 24, 1, 10, "   \u2584\u2588", false);
	check_plot(values, 5, 24, 2, 10, "    \u2588", false);
	check_plot(values, 5, 24, 0, 10, " .|||", true);
	/* the last ones */
	check_plot(values, 5, 24, 1, 2, "\u2584\u2588", false);
	/* what is not nothing is to be seen, nothing is not */
	check_plot(values, 2, 1000000, 0, 10, " \u2581", false);
	check_plot(values, 5, 0, 0, 10, "     ", false);
	check_plot(values, 0, 24, 0, 10, "", false);
	check_plot((const unsigned int[]){ ~0u }, 1, ~0u, 2, 10, "\u2588", false);
	plot_row(small, sizeof(small), values, 5, 24, 0, 10, false);
	assert_string_equal(small, " \u2581\u2588");
}

/* ---- log ---- */

static void test_log(void **state)
{
	const struct column *vary = column_find(chp_columns, "vary");
	struct log log = { .n = 0 };
	struct event event;
	char text[128], *root = tree_new(), path[256], line[128];
	FILE *file;
	size_t i;

	for (i = 0; i < LOG_MAX + 100; i++)
		log_text(&log, EVENT_RESULT, "%zu", i);
	assert_int_equal(log.n, LOG_MAX);
	assert_int_equal(log.first, 100);
	assert_string_equal(log_get(&log, 0)->text, "100");
	snprintf(text, sizeof(text), "%d", LOG_MAX + 99);
	assert_string_equal(log_get(&log, LOG_MAX - 1)->text, text);
	log_free(&log);
	assert_int_equal(log.n, 0);

	event = (struct event){ .kind = EVENT_CHANGED,
				.when = { 3600, 7000000 },
				.object = { .kind = CCW_KIND_CHPATH,
					    .chpid = { 0, 0x3a } },
				.column = vary };
	event.text = malloc(4);
	memcpy(event.text, "1\0000", 4);
	log_add(&log, &event);
	event_format(&event, " -> ", text, sizeof(text));
	assert_non_null(strstr(text, " 0.3a vary 1 -> 0"));
	assert_string_equal(event_get_after(&event), "0");
	assert_string_equal(event_format_time(&event, text), "01:00:00.007");
	event = (struct event){ .kind = EVENT_VANISHED,
				.object = { .kind = CCW_KIND_DEVICE,
					    .id = { 0, 0, 0x4711 } },
				.text = strdup("online=yes") };
	log_add(&log, &event);
	event_format(&event, "", text, sizeof(text));
	assert_string_equal(text, "device 0.0.4711 vanished: online=yes");
	event_format(&event, "", text, 8);
	assert_string_equal(text, "device ");
	log_text(&log, EVENT_WARNING, "%s", "oh");

	snprintf(path, sizeof(path), "%s/log", root);
	assert_int_equal(log_save(&log, path), 0);
	file = fopen(path, "r");
	assert_non_null(fgets(line, sizeof(line), file));
	assert_string_equal(line, "1970-01-01 01:00:00.007 chpath 0.3a vary 1 -> 0\n");
	assert_non_null(fgets(line, sizeof(line), file));
	assert_non_null(fgets(line, sizeof(line), file));
	assert_non_null(strstr(line, " oh\n"));
	assert_null(fgets(line, sizeof(line), file));
	fclose(file);
	/* what is there already is not written over */
	assert_int_equal(log_save(&log, path), -EEXIST);
	assert_int_equal(log_save(&log, root), -EEXIST);
	log_free(&log);
	tree_free(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_clean), cmocka_unit_test(test_text_fit),
		cmocka_unit_test(test_text_wrap),  cmocka_unit_test(test_plot),
		cmocka_unit_test(test_log),
	};

	setenv("TZ", "UTC", 1);
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		fprintf(stderr, "test-text: there is no locale C.UTF-8\n");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
