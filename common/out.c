// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * out.c - standard output, in few large writes
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "out.h"

/*
 * Standard files that the caller has closed: what is opened next must not take their
 * place, and get what is printed. Writing still fails.
 */
static void hold_standard_files(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", O_RDONLY);
}

void out_init(struct out *out, int fd)
{
	if (fd == 1)
		hold_standard_files();
	out->fd = fd;
	out->error = 0;
	out->len = 0;
}

int out_flush(struct out *out)
{
	size_t done = 0;
	ssize_t n;

	while (!out->error && done < out->len) {
		n = write(out->fd, out->buf + done, out->len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			out->error = errno;
	}
	out->len = 0;
	return out->error;
}

void out_write(struct out *out, const char *data, size_t len)
{
	while (len > sizeof(out->buf) - out->len) {
		size_t part = sizeof(out->buf) - out->len;

		memcpy(out->buf + out->len, data, part);
		out->len += part;
		data += part;
		len -= part;
		out_flush(out);
	}
	memcpy(out->buf + out->len, data, len);
	out->len += len;
}

void out_puts(struct out *out, const char *str)
{
	out_write(out, str, strlen(str));
}

void out_putc(struct out *out, char c)
{
	if (out->len == sizeof(out->buf))
		out_flush(out);
	out->buf[out->len++] = c;
}

void out_fill(struct out *out, char c, size_t n)
{
	while (n--)
		out_putc(out, c);
}

void out_printf(struct out *out, const char *fmt, ...)
{
	char text[512], *longer = NULL;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (len >= (int)sizeof(text)) {
		va_start(ap, fmt);
		len = vasprintf(&longer, fmt, ap);
		va_end(ap);
	}
	if (len < 0) {
		/* what comes behind it is not to be printed without it */
		out->error = out->error ? out->error : errno;
		return;
	}
	out_write(out, longer ? longer : text, (size_t)len);
	free(longer);
}

int out_close(struct out *out)
{
	out_flush(out);
	/* some file systems tell only now that there is no room (NFS) */
	if (close(out->fd) < 0 && !out->error && errno != EINTR)
		out->error = errno;
	return out->error;
}
