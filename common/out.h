/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * out.h - standard output, in few large writes
 *
 * The first write that fails is remembered, and makes out_close() fail: a listing
 * that did not arrive must not end with success.
 */
#ifndef COMMON_OUT_H
#define COMMON_OUT_H

#include <stddef.h>

struct out {
	int fd;
	int error; /* errno of the first write that failed */
	size_t len;
	char buf[65536];
};

/* @fd 1: before anything is opened. */
void out_init(struct out *out, int fd);
void out_write(struct out *out, const char *data, size_t len);
void out_puts(struct out *out, const char *str);
void out_putc(struct out *out, char c);
void out_fill(struct out *out, char c, size_t n);
/* Of any length. Where there is no memory for it, that is an error of writing. */
void out_printf(struct out *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Writes what is left. Return, both: 0, or the errno of the first failed write. */
int out_flush(struct out *out);
/* The same, and closes the file. */
int out_close(struct out *out);

#endif
