/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - what the channel subsystem exchanges with a program, in its own byte order
 *
 * Layouts and meanings: z/Architecture Principles of Operation, SA22-7832, chapters
 * 13 (I/O overview) to 17 (I/O support functions). Fields made of bits have masks, so
 * that all of this is the same wherever it is compiled.
 */
#ifndef VCSS_ARCH_H
#define VCSS_ARCH_H

#include "portable.h"

/* Subsystem-identification word: subchannel set and number. */
#define SSID_MASK	0x00060000
#define SSID_SHIFT	17
#define SID_ONE		0x00010000
#define SCH_NO_MASK	0x0000ffff

#define N_SETS		4
#define N_SUBCHANNELS	0x10000
#define N_CHPIDS	256
#define N_PATHS		8
#define N_ISCS		8

/* Path-management-control word. */
struct pmcw_word {
	__be32 intparm;
	__be16 flags;
	__be16 devno;
	u8 lpm, pnom, lpum, pim;
	__be16 mbi;
	u8 pom, pam;
	u8 chpid[N_PATHS];
	__be32 chars;
} __packed;

#define PMCW_ISC	0x3800
#define PMCW_ISC_SHIFT	11
#define PMCW_ENABLED	0x0080
#define PMCW_LM		0x0060
#define PMCW_MME	0x0018
#define PMCW_MME_MB	0x0010 /* measurement block is updated */
#define PMCW_MP		0x0004
#define PMCW_DNV	0x0001 /* device number valid */
#define PMCW_W		0x4000 /* the same of a message subchannel */
/* what MODIFY SUBCHANNEL takes over, and what has to be zero */
#define PMCW_MODIFY	(PMCW_ISC | PMCW_ENABLED | PMCW_LM | PMCW_MME | PMCW_MP)
#define PMCW_ZERO	0x0700

#define CHARS_ST_SHIFT	21
#define CHARS_MBFC	0x00000004
#define CHARS_XMWME	0x00000002
#define CHARS_CSENSE	0x00000001
#define CHARS_MODIFY	(CHARS_MBFC | CHARS_XMWME | CHARS_CSENSE)
#define CHARS_ZERO	0xff1ffff8

/* Subchannel-status word. */
struct scsw_word {
	__be32 control;
	__be32 ccw_addr;
	u8 dstat, cstat;
	__be16 count;
} __packed;

#define SCSW_KEY	0xf0000000
#define SCSW_S		0x08000000 /* suspend control */
#define SCSW_L		0x04000000 /* extended-status-word format 0 */
#define SCSW_CC		0x03000000 /* deferred condition code */
#define SCSW_CC_SHIFT	24
#define SCSW_F		0x00800000 /* format of CCWs */
#define SCSW_P		0x00400000
#define SCSW_I		0x00200000
#define SCSW_A		0x00100000
#define SCSW_U		0x00080000 /* suppress suspended interruption */
#define SCSW_Z		0x00040000 /* zero condition code */
#define SCSW_E		0x00020000 /* extended control: sense data in the IRB */
#define SCSW_N		0x00010000 /* path not operational */

#define FCTL		0x00007000
#define FCTL_START	0x00004000
#define FCTL_HALT	0x00002000
#define FCTL_CLEAR	0x00001000

#define ACTL		0x00000fe0
#define ACTL_RESUME	0x00000800
#define ACTL_START	0x00000400
#define ACTL_HALT	0x00000200
#define ACTL_CLEAR	0x00000100
#define ACTL_SCH	0x00000080 /* subchannel active */
#define ACTL_DEV	0x00000040 /* device active */
#define ACTL_SUSPENDED	0x00000020

#define STCTL		0x0000001f
#define STCTL_ALERT	0x00000010
#define STCTL_INTER	0x00000008
#define STCTL_PRIMARY	0x00000004
#define STCTL_SECONDARY	0x00000002
#define STCTL_PENDING	0x00000001

/* Device status. */
#define DSTAT_ATTENTION	0x80
#define DSTAT_MODIFIER	0x40
#define DSTAT_CU_END	0x20
#define DSTAT_BUSY	0x10
#define DSTAT_CE	0x08 /* channel end */
#define DSTAT_DE	0x04 /* device end */
#define DSTAT_UC	0x02 /* unit check */
#define DSTAT_UX	0x01 /* unit exception */

/* Subchannel status. */
#define CSTAT_PCI	0x80
#define CSTAT_LENGTH	0x40
#define CSTAT_PROGRAM	0x20
#define CSTAT_PROTECT	0x10
#define CSTAT_DATA	0x08
#define CSTAT_CONTROL	0x04
#define CSTAT_INTERFACE	0x02
#define CSTAT_CHAINING	0x01

struct schib_block {
	struct pmcw_word pmcw;
	struct scsw_word scsw;
	__be64 mba;
	u8 mda[4];
} __packed;

#define SENSE_MAX	32

struct irb_block {
	struct scsw_word scsw;
	/* extended-status word; format 1 and the beginning of format 0 */
	u8 esf, lpum;
	__be16 logout;
	__be32 erw;
	__be32 faddr[2], saddr;
	u8 ecw[SENSE_MAX];
} __packed;

#define ERW_PVRF	0x08000000 /* path verification required */
#define ERW_CONS	0x01000000 /* concurrent sense, with its count */
#define ERW_SCNT_SHIFT	16

struct orb_block {
	__be32 intparm;
	__be32 control;
	__be32 cpa;
} __packed;

#define ORB_KEY		0xf0000000
#define ORB_KEY_SHIFT	28
#define ORB_SPND	0x08000000
#define ORB_D		0x00000040 /* modified indirect data addressing */
#define ORB_SYNC	0x01000000
#define ORB_FMT1	0x00800000
#define ORB_PFCH	0x00400000
#define ORB_ISIC	0x00200000
#define ORB_ALCC	0x00100000
#define ORB_SSIC	0x00080000
#define ORB_TM		0x00040000 /* transport mode */
#define ORB_C64		0x00020000 /* IDAWs of 64 bits */
#define ORB_I2K		0x00010000 /* they address blocks of 2 KiB */
#define ORB_LPM		0x0000ff00
#define ORB_LPM_SHIFT	8
#define ORB_ILS		0x00000080 /* incorrect-length suppression */
#define ORB_ZERO	0x0400003e

struct ccw0_block {
	__be32 cmd_addr;
	u8 flags, zero;
	__be16 count;
} __packed;

struct ccw1_block {
	u8 cmd, flags;
	__be16 count;
	__be32 addr;
} __packed;

#define CCW_CD		0x80 /* chain data */
#define CCW_CC		0x40 /* chain command */
#define CCW_SLI		0x20 /* suppress incorrect length */
#define CCW_SKIP	0x10
#define CCW_PCI		0x08
#define CCW_IDA		0x04
#define CCW_SUSPEND	0x02
#define CCW_MIDA	0x01

struct midaw_block {
	u8 zero[5];
	u8 flags;
	__be16 count;
	__be64 addr;
} __packed;

#define MIDAW_LAST	0x80
#define MIDAW_SKIP	0x40
#define MIDAW_DTI	0x20 /* data-transfer interruption: none by this channel */

/* Channel-report word. */
#define CRW_SOLICITED	0x40000000
#define CRW_OVERFLOW	0x20000000
#define CRW_CHAINED	0x10000000
#define CRW_RSC_SHIFT	24
#define CRW_ANCILLARY	0x00800000
#define CRW_ERC_SHIFT	16

/* Extended measurement block; times in units of 128 microseconds. */
struct cmb_block {
	__be32 starts, samples;
	__be32 connect, pending, disconnect, queuing, active, busy, response;
	__be32 reserved[7];
};

static_assert(sizeof(struct pmcw_word) == 28, "PMCW");
static_assert(sizeof(struct schib_block) == 52, "SCHIB");
static_assert(sizeof(struct irb_block) == 64, "IRB");
static_assert(sizeof(struct cmb_block) == 64, "measurement block");

#endif
