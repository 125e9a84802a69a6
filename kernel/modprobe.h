/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * modprobe.h - modules of the kernel
 */
#ifndef KERNEL_MODPROBE_H
#define KERNEL_MODPROBE_H

/* modprobe - runs modprobe(8) with an option. Return: 0, or an errno. */
int modprobe(const char *option, const char *module);

#endif
