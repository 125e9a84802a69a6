/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * vcssctl-live.h - what commands have in common that are one line to the module
 */
#ifndef KERNEL_VCSSCTL_LIVE_H
#define KERNEL_VCSSCTL_LIVE_H

#include "cmdline.h"

/* Room for what id_argument() makes. */
#define ID_ARGUMENT_MAX 16

/* A subchannel as the module calls it, or with -d a device. */
void id_argument(struct cmdline *cmdline, const char *text, char *buf, size_t size);
unsigned int chpid_argument(struct cmdline *cmdline, const char *text);

/*
 * tell_once - has the module carry out one line
 * @attempt: for messages, behind "Cannot"
 *
 * Return: an exit status; a message was printed.
 */
int tell_once(struct cmdline *cmdline, const char *attempt, const char *line);

extern const char inject_about[];
extern const struct option_def inject_options[];
int run_inject(struct cmdline *cmdline, char **args, int n);

#endif
