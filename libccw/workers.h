/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * workers.h - the same work on many objects
 */
#ifndef LIBCCW_WORKERS_H
#define LIBCCW_WORKERS_H

#include "reader.h"

typedef void (*work_fn)(struct reader *reader, void *data, size_t item);

/*
 * workers_run - calls @fn for each item from 0 to @n - 1
 * @reader: receives the memory and messages of all
 *
 * Few items are worked off in this thread, many by threads of their own, which take
 * them in small portions: one that the kernel holds up keeps nothing from the others.
 */
void workers_run(struct reader *reader, size_t n, work_fn fn, void *data);

struct background;

/*
 * background_start - calls @fn in a thread of its own
 *
 * @fn gets a reader of its own.
 *
 * Return: NULL if there is no thread to be had; then nothing was called.
 */
struct background *background_start(void (*fn)(struct reader *reader, void *data), void *data);
/* Waits for it. @reader receives memory and messages. */
void background_join(struct background *background, struct reader *reader);

#endif
