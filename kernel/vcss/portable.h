/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * portable.h - what the model needs of its surroundings
 *
 * The model of the channel subsystem (model.c, instr.c, chan*.c, dev*.c, measure.c,
 * chsc.c) is compiled into the module, and as a program for its unit tests.
 */
#ifndef VCSS_PORTABLE_H
#define VCSS_PORTABLE_H

#ifdef __KERNEL__

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/byteorder.h>

#define vcss_alloc(size)	kvzalloc(size, GFP_KERNEL_ACCOUNT)
#define vcss_free(p)		kvfree(p)

#else

#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>	/* has __be16 and the like for programs, too */

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define be16_to_cpu	be16toh
#define be32_to_cpu	be32toh
#define be64_to_cpu	be64toh
#define cpu_to_be16	htobe16
#define cpu_to_be32	htobe32
#define cpu_to_be64	htobe64

#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define __packed		__attribute__((packed))
#define min(a, b)		((a) < (b) ? (a) : (b))
#define min_t(type, a, b)	min((type)(a), (type)(b))
#define fallthrough		__attribute__((fallthrough))
#define static_assert		_Static_assert

#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, val)	__atomic_store_n(&(x), val, __ATOMIC_RELAXED)
#define smp_load_acquire(p)	__atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_store_release(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)

#define vcss_alloc(size)	calloc(1, size)
#define vcss_free(p)		free(p)

#endif

#endif
