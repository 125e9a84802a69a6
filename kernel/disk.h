/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * disk.h - devices that are emulated with what is on them
 */
#ifndef KERNEL_DISK_H
#define KERNEL_DISK_H

#include "machine.h"

enum disk_kind { DISK_NONE, DISK_ECKD, DISK_FBA };

/* The model of a 3390 that can have more cylinders than 16 bits can count. */
#define MODEL_3390_A 0x0e

/* Cylinder numbers of 16 bits, less those that mean something else. */
#define CYLINDERS_MAX	    65520
#define CYLINDERS_MAX_A	    1182006
#define BLOCKS_MAX	    4194304
#define TRACKS_PER_CYLINDER 15

/* What a device of these types is, whoever serves it. */
enum disk_kind disk_kind_of(const struct ccw_identity *identity);
/* Cylinders (ECKD) or blocks (FBA) of such a device; 0: there is no usual number. */
uint32_t disk_usual_size(const struct ccw_identity *identity);
uint32_t disk_max_size(const struct ccw_identity *identity);

/* Only what a driver of the kernel serves has anything on it. */
enum disk_kind device_disk(const struct machine_device *dev);
/* Cylinders or blocks. */
uint32_t device_disk_size(const struct machine_device *dev);

#endif
