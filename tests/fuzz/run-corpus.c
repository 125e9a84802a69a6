// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * run-corpus.c - runs a fuzzer on the files of its corpus, without libFuzzer
 *
 * The corpus of "fuzz-x" is $srcdir/tests/fuzz/corpus/x. Prints TAP; what a fuzzer
 * finds ends the program.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static uint8_t *resized(uint8_t *data, size_t size)
{
	data = realloc(data, size);
	if (!data) {
		perror("realloc");
		exit(1);
	}
	return data;
}

static void run_file(const char *path)
{
	uint8_t *data = NULL;
	size_t size = 0, room = 0, n;
	FILE *file = fopen(path, "r");

	if (!file) {
		perror(path);
		exit(1);
	}
	do {
		room += 65536;
		data = resized(data, room);
		n = fread(data + size, 1, room - size, file);
		size += n;
	} while (n);
	fclose(file);
	/* just as large as it is: reading past the end is seen by sanitizers */
	data = resized(data, size ? size : 1);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
}

int main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir"), *name = strrchr(argv[0], '-');
	char dir[4096], path[8192];
	struct dirent *entry;
	int n = 0;
	DIR *d;

	snprintf(dir, sizeof(dir), "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".",
		 name ? name + 1 : argv[0]);
	d = opendir(dir);
	if (!d) {
		perror(dir);
		return 1;
	}
	while ((entry = readdir(d))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		run_file(path);
		printf("ok %d - %s\n", ++n, entry->d_name);
	}
	closedir(d);
	printf("1..%d\n", n);
	return !n;
}
