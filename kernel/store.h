/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * store.h - files with what is on emulated disks
 *
 * Of a 9336: its blocks of 512 bytes, one behind the other, and nothing else.
 *
 * Of a 3390: a header of 512 bytes, then the tracks, 56832 bytes each. The header has
 *	0  "CKD_P370"
 *	8  tracks in a cylinder: 15; 32 bits
 *	12 bytes of a track: 56832; 32 bits
 *	16 device type: 90 for 3390
 *	17 number of the file, if there are several; else 0
 *	18 last cylinder in the file, if there are several; else 0; 16 bits
 *	20 serial number, 12 bytes; 0
 * and zeros; numbers are little-endian. The Hercules emulator has such images, too. A
 * track of zeros only was never formatted: new files are holes, but for the header.
 */
#ifndef KERNEL_STORE_H
#define KERNEL_STORE_H

#include <sys/types.h>

#include "machine.h"

/*
 * struct store
 * @file_dev, @ino: which file it is, by whatever name; of a block device @ino is 0
 * @is_new: was made by stores_prepare()
 */
struct store {
	const struct machine_device *dev;
	dev_t file_dev;
	ino_t ino;
	bool is_block, is_new;
};

/* struct stores - those of a machine; begins as zeros */
struct stores {
	struct store *store;
	size_t n;
};

/*
 * stores_prepare - makes the stores that are not there, checks those that are
 *
 * False: some cannot be used, all of them told to @diag.
 */
bool stores_prepare(struct stores *stores, const struct machine *m,
		    struct machine_diag *diag);
/* @keep: or else those that were made are removed again */
void stores_end(struct stores *stores, bool keep);

#endif
