// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-settings.c - the settings of ccwtop, and the file they are in
 */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "sch_columns.h"
#include "settings.h"
#include "tree.h"

static char complaints[1024];

static void complain(void *data, const char *message)
{
	size_t len = strlen(complaints);

	snprintf(complaints + len, sizeof(complaints) - len, "%s\n",
		 strstr(message, "line "));
}

static void read_text(struct settings *settings, const char *root, const char *text)
{
	char path[256];

	tree_write(root, "settings", "%s", text);
	snprintf(path, sizeof(path), "%s/settings", root);
	complaints[0] = '\0';
	settings_init(settings);
	assert_int_equal(settings_read(settings, path, complain, NULL), 0);
}

static void test_settings(void **state)
{
	struct settings a, b;
	char *root = tree_new(), path[256], bad[32];
	struct stat st;

	settings_init(&a);
	assert_int_equal(a.delay_ms, 1000);
	assert_true(a.colours);
	assert_false(a.ascii);
	a.delay_ms = 250;
	a.colours = false;
	a.ascii = true;
	assert_int_equal(
		settings_set_columns(&a, TABLE_DEVICES, "name,device", bad, sizeof(bad)),
		0);
	assert_int_equal(settings_set_sort(&a, TABLE_DEVICES, "online", true), 0);
	assert_int_equal(settings_set_columns(&a, TABLE_DEVICES, "device,nonsense", bad,
					      sizeof(bad)),
			 -ENOENT);
	assert_string_equal(bad, "nonsense");
	assert_int_equal(a.columns[TABLE_DEVICES].n, 2);
	assert_int_equal(settings_set_sort(&a, TABLE_PATHS, "nonsense", true), -ENOENT);
	assert_int_equal(settings_set_sort(&a, TABLE_PATHS, "chpid,vary", true), -ENOENT);
	assert_false(a.reverse[TABLE_PATHS]);

	/* what is written is what is read; the folder is made */
	snprintf(path, sizeof(path), "%s/folder/settings", root);
	assert_int_equal(settings_write(&a, path, bad, sizeof(bad)), 0);
	settings_init(&b);
	complaints[0] = '\0';
	assert_int_equal(settings_read(&b, path, complain, NULL), 0);
	assert_string_equal(complaints, "");
	assert_int_equal(b.delay_ms, 250);
	assert_false(b.colours);
	assert_true(b.ascii);
	assert_int_equal(b.columns[TABLE_DEVICES].n, 2);
	assert_string_equal(b.columns[TABLE_DEVICES].chosen[0]->name, "name");
	assert_ptr_equal(b.sort[TABLE_DEVICES], column_find(sch_columns, "online"));
	assert_true(b.reverse[TABLE_DEVICES]);
	assert_null(b.sort[TABLE_PATHS]);
	snprintf(path, sizeof(path), "%s/folder/settings.new", root);
	assert_int_equal(stat(path, &st), -1);

	read_text(&a, root,
		  "# x\n\n  delay = 0.5 # y\ndelay = 0.01\ndelay = 61\nnonsense\n"
		  "columns.paths = chpid,x\nsort.paths = vary x\ncolours = maybe\n"
		  "sort.other = vary\nsort.paths = vary reverse\nASCII = yes");
	assert_int_equal(a.delay_ms, 500);
	assert_true(a.reverse[TABLE_PATHS]);
	assert_true(a.colours);
	assert_false(a.ascii);
	assert_string_equal(complaints,
			    "line 4: this value makes no sense; the line is ignored\n"
			    "line 5: this value makes no sense; the line is ignored\n"
			    "line 6: no such setting; the line is ignored\n"
			    "line 7: this value makes no sense; the line is ignored\n"
			    "line 8: this value makes no sense; the line is ignored\n"
			    "line 9: this value makes no sense; the line is ignored\n"
			    "line 10: no such setting; the line is ignored\n"
			    "line 12: no such setting; the line is ignored\n");

	snprintf(path, sizeof(path), "%s/nothing", root);
	assert_int_equal(settings_read(&a, path, complain, NULL), 0);
	snprintf(path, sizeof(path), "%s/settings/below", root);
	assert_int_equal(settings_write(&a, path, bad, sizeof(bad)), -ENOTDIR);
	assert_string_equal(bad, "Not a directory");
	tree_free(root);
}

/* @why: what is said; "": it is written. */
static void write_settings(const char *root, const char *name, const char *why)
{
	struct settings settings;
	char path[256], message[64] = "";
	int rc;

	settings_init(&settings);
	snprintf(path, sizeof(path), "%s/%s", root, name);
	rc = settings_write(&settings, path, message, sizeof(message));
	assert_string_equal(message, why);
	assert_int_equal(!rc, !*why);
}

/* What is there must be of this kind and mode. */
static void check_mode(const char *root, const char *name, mode_t want)
{
	char path[256];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	assert_int_equal(lstat(path, &st), 0);
	assert_int_equal(st.st_mode & S_IFMT, want & S_IFMT);
	if (!S_ISLNK(want))
		assert_int_equal(st.st_mode & 07777, want & 07777);
}

static size_t count_files(const char *root, const char *name)
{
	char path[256];
	size_t n = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	dir = opendir(path);
	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n - 2;
}

/* People keep such files elsewhere, and have links in their places. */
static void test_settings_links(void **state)
{
	char *root = tree_new(), path[256], text[256];
	mode_t mask = umask(027);
	FILE *file;

	/* folders are made; nobody else's temporary file is used; none stays behind */
	tree_write(root, "a/b/ccwtop.new/x", "%s", "");
	write_settings(root, "a/b/ccwtop", "");
	write_settings(root, "a/b/ccwtop", "");
	check_mode(root, "a/b/ccwtop", S_IFREG | 0640);
	assert_int_equal(count_files(root, "a/b"), 2);
	write_settings(root, "c/d/e/ccwtop", "");
	check_mode(root, "c", S_IFDIR | 0700);
	check_mode(root, "c/d/e", S_IFDIR | 0700);

	/* what links lead to is replaced, and has the mode it had */
	tree_write(root, "files/settings", "old\n");
	snprintf(path, sizeof(path), "%s/files/settings", root);
	assert_int_equal(chmod(path, 0600), 0);
	tree_link(root, "home/ccwtop", "../one");
	snprintf(text, sizeof(text), "%s/files/settings", root);
	tree_link(root, "one", text);
	write_settings(root, "home/ccwtop", "");
	check_mode(root, "home/ccwtop", S_IFLNK);
	check_mode(root, "one", S_IFLNK);
	check_mode(root, "files/settings", S_IFREG | 0600);
	assert_int_equal(count_files(root, "files"), 1);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_string_equal(fgets(text, sizeof(text), file), "# settings of ccwtop(8)\n");
	fclose(file);

	/* it need not be there; what it is in must */
	tree_link(root, "home/new", "../files/new");
	write_settings(root, "home/new", "");
	check_mode(root, "home/new", S_IFLNK);
	check_mode(root, "files/new", S_IFREG | 0640);
	tree_link(root, "home/far", "../nowhere/new");
	write_settings(root, "home/far", "No such file or directory");

	/* what cannot be replaced stays */
	tree_link(root, "home/loop", "loop");
	write_settings(root, "home/loop", strerror(ELOOP));
	check_mode(root, "home/loop", S_IFLNK);
	snprintf(path, sizeof(path), "%s/files/fifo", root);
	assert_int_equal(mkfifo(path, 0600), 0);
	tree_link(root, "home/fifo", "../files/fifo");
	write_settings(root, "home/fifo", "Not a regular file, it cannot be replaced");
	check_mode(root, "files/fifo", S_IFIFO | 0600);
	umask(mask);
	tree_free(root);
}

static void test_settings_path(void **state)
{
	char *path;

	setenv("HOME", "/h", 1);
	setenv("XDG_CONFIG_HOME", "/x", 1);
	path = settings_get_path();
	assert_string_equal(path, "/x/ccwtop");
	free(path);
	setenv("XDG_CONFIG_HOME", "x", 1);
	path = settings_get_path();
	assert_string_equal(path, "/h/.config/ccwtop");
	free(path);
	unsetenv("HOME");
	assert_null(settings_get_path());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_settings_links),
		cmocka_unit_test(test_settings_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
