// SPDX-License-Identifier: GPL-2.0-only
/*
 * devvcss.c - /dev/vcss, the module's file
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "devvcss.h"
#include "emulate.h"
#include "modprobe.h"
#include "out.h"

int devvcss_open(struct devvcss *dev, bool load_module)
{
	dev->answer[0] = '\0';
	dev->fd = open(DEVVCSS_PATH, O_RDWR | O_CLOEXEC);
	if (dev->fd < 0 && errno == ENOENT && load_module && !modprobe("-q", "vcss"))
		dev->fd = open(DEVVCSS_PATH, O_RDWR | O_CLOEXEC);
	return dev->fd < 0 ? errno : 0;
}

int devvcss_unload_module(void)
{
	return modprobe("-r", "vcss");
}

void devvcss_close(struct devvcss *dev)
{
	close(dev->fd);
}

static void read_answer(struct devvcss *dev)
{
	ssize_t n = read(dev->fd, dev->answer, sizeof(dev->answer) - 1);

	dev->answer[n > 0 ? n : 0] = '\0';
}

/* What is wrong is a sentence: without its newline, it can be part of a message. */
static void read_complaint(struct devvcss *dev)
{
	read_answer(dev);
	dev->answer[strcspn(dev->answer, "\n")] = '\0';
}

int devvcss_vtell(struct devvcss *dev, const char *fmt, va_list args)
{
	char line[512];
	int len = vsnprintf(line, sizeof(line) - 1, fmt, args);

	if (len < 0 || (size_t)len >= sizeof(line) - 1)
		return E2BIG;
	line[len++] = '\n';
	if (write(dev->fd, line, len) < 0) {
		len = errno;
		read_complaint(dev);
		return len;
	}
	read_answer(dev);
	return 0;
}

static int end(struct devvcss *dev, struct out *out)
{
	int err = out_flush(out);

	if (err)
		read_complaint(dev);
	return err;
}

int devvcss_describe(struct devvcss *dev, const struct machine *m)
{
	struct out out;

	out_init(&out, dev->fd);
	emulate_machine(m, &out);
	return end(dev, &out);
}

int devvcss_attach(struct devvcss *dev, const struct machine *m)
{
	struct out out;
	size_t i;

	out_init(&out, dev->fd);
	for (i = 0; i < m->n_sch; i++)
		emulate_subchannel(m, &m->sch[i], &out);
	return end(dev, &out);
}
