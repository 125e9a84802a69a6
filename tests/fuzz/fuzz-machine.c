// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz-machine.c - any bytes as a machine file, and as a saved listing
 *
 * A machine that is accepted is written in its canonical form, and that is accepted
 * again and written the same.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture.h"
#include "fuzz.h"
#include "machine.h"
#include "out.h"

#define require(cond)            \
	do {                     \
		if (!(cond))     \
			abort(); \
	} while (0)

/* The machine file of @m in memory; *@len bytes, to be freed. */
static char *write_text(const struct machine *m, size_t *len)
{
	int fd = memfd_create("machine", MFD_CLOEXEC), copy;
	static struct out out;
	char *text;
	off_t size;

	require(fd >= 0);
	copy = dup(fd);
	out_init(&out, copy);
	machine_write(m, &out);
	require(!out_close(&out));
	size = lseek(fd, 0, SEEK_END);
	text = malloc((size_t)size + 1);
	require(text && pread(fd, text, (size_t)size, 0) == size);
	close(fd);
	*len = (size_t)size;
	return text;
}

static void check_canonical(const struct machine *m)
{
	struct machine_diag diag = { .fn = NULL };
	char *first, *second;
	size_t len, again;
	struct machine n;

	first = write_text(m, &len);
	machine_init(&n);
	require(machine_parse(&n, first, len, &diag));
	second = write_text(&n, &again);
	require(len == again && !memcmp(first, second, len));
	machine_free(&n);
	free(first);
	free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct machine_diag diag = { .fn = NULL }, text_diag = { .fn = NULL };
	struct machine m;

	machine_init(&m);
	if (machine_parse(&m, (const char *)data, size, &diag))
		check_canonical(&m);
	machine_free(&m);

	machine_init(&m);
	if (capture_text(&m, (const char *)data, size, &text_diag) &&
	    machine_finish(&m, &text_diag))
		check_canonical(&m);
	machine_free(&m);
	return 0;
}
