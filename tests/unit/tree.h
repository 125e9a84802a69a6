/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tree.h - sysfs trees in a temporary folder, file by file
 */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

/* A new, empty folder below TMPDIR; the caller frees the name. */
char *tree_new(void);
/* Removes it with all that is in it, and frees the name. */
void tree_free(char *root);
/* Makes a file, and the folders it is in, with the text of a printf format. */
void tree_write(const char *root, const char *path, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void tree_remove(const char *root, const char *path);
void tree_link(const char *root, const char *path, const char *target);
/*
 * An I/O subchannel of css0 with @chpids, as in "2a 3a 00 ...", and masks, as in
 * "c0 c0 ff". @dev: its online ECKD device, NULL: none.
 */
void tree_add_subchannel(const char *root, const char *sch, const char *dev,
			 const char *chpids, const char *masks, const char *vpm);
/* A channel path of css0, @id as in "0.2a". */
void tree_add_chpath(const char *root, const char *id, const char *status,
		     const char *configure);

#endif
