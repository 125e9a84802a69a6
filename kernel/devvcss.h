/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * devvcss.h - /dev/vcss, the module's file
 */
#ifndef KERNEL_DEVVCSS_H
#define KERNEL_DEVVCSS_H

#include <stdarg.h>

#include "machine.h"

/* A test has a file of its own. */
#ifndef DEVVCSS_PATH
#define DEVVCSS_PATH "/dev/vcss"
#endif

/*
 * struct devvcss
 * @answer: to the last line, or what is wrong with it; without the last newline
 */
struct devvcss {
	int fd;
	char answer[1024];
};

/* Both return an errno. @load_module: if there is no such file, load the module first */
int devvcss_open(struct devvcss *dev, bool load_module);
int devvcss_unload_module(void);
void devvcss_close(struct devvcss *dev);

/* Has a line carried out. Return, all below: 0, or an errno. */
int devvcss_vtell(struct devvcss *dev, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));
int devvcss_describe(struct devvcss *dev, const struct machine *m);
/* All subchannels of a machine. */
int devvcss_attach(struct devvcss *dev, const struct machine *m);

#endif
