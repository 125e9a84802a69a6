// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * names.c - names for people, of numbers that the machine uses
 */
#include <stddef.h>

#include "internal.h"

#define ANY 0xffff

/*
 * Control units and devices. The first row that fits counts.
 * Sources: the id tables of the drivers in drivers/s390 (dasd_eckd.c, dasd_fba.c,
 * qeth_core_main.c, zfcp_ccw.c, ctcm_main.c, lcs.c, tape_34xx.c, tape_3590.c,
 * raw3270.c, con3215.c, vmur.c); for 3832, the device ids of the virtio
 * specification, chapter 5.
 */
static const struct {
	uint16_t cu_type, cu_model, dev_type, dev_model;
	const char *name;
} identities[] = {
	{ 0x3832, 0x01, ANY, ANY, "virtio-net" },
	{ 0x3832, 0x02, ANY, ANY, "virtio-blk" },
	{ 0x3832, 0x03, ANY, ANY, "virtio-console" },
	{ 0x3832, 0x04, ANY, ANY, "virtio-rng" },
	{ 0x3832, 0x05, ANY, ANY, "virtio-balloon" },
	{ 0x3832, 0x08, ANY, ANY, "virtio-scsi" },
	{ 0x3832, 0x09, ANY, ANY, "virtio-9p" },
	{ 0x3832, 0x10, ANY, ANY, "virtio-gpu" },
	{ 0x3832, 0x12, ANY, ANY, "virtio-input" },
	{ 0x3832, 0x13, ANY, ANY, "virtio-vsock" },
	{ 0x3832, 0x14, ANY, ANY, "virtio-crypto" },
	{ 0x3832, 0x17, ANY, ANY, "virtio-iommu" },
	{ 0x3832, 0x18, ANY, ANY, "virtio-mem" },
	{ 0x3832, 0x19, ANY, ANY, "virtio-sound" },
	{ 0x3832, 0x1a, ANY, ANY, "virtio-fs" },
	{ 0x3832, 0x1b, ANY, ANY, "virtio-pmem" },
	{ 0x3832, ANY, ANY, ANY, "virtio" },
	{ 0x3990, ANY, 0x3390, ANY, "ECKD DASD" },
	{ 0x3990, ANY, 0x3380, ANY, "ECKD DASD" },
	{ 0x3990, ANY, 0x0000, ANY, "ECKD DASD" },
	{ 0x2105, ANY, 0x3390, ANY, "ECKD DASD" },
	{ 0x2105, ANY, 0x3380, ANY, "ECKD DASD" },
	{ 0x2107, ANY, 0x3390, ANY, "ECKD DASD" },
	{ 0x2107, ANY, 0x3380, ANY, "ECKD DASD" },
	{ 0x1750, ANY, 0x3390, ANY, "ECKD DASD" },
	{ 0x1750, ANY, 0x3380, ANY, "ECKD DASD" },
	{ 0x9343, ANY, 0x9345, ANY, "ECKD DASD" },
	{ 0x6310, ANY, 0x9336, ANY, "FBA DASD" },
	{ 0x3880, ANY, 0x3370, ANY, "FBA DASD" },
	{ 0x1731, 0x01, 0x1732, 0x01, "OSA QDIO" },
	{ 0x1731, 0x02, 0x1732, 0x02, "OSX" },
	{ 0x1731, 0x02, 0x1732, 0x03, "OSM" },
	{ 0x1731, 0x05, 0x1732, 0x05, "HiperSockets" },
	{ 0x1731, 0x06, 0x1732, 0x06, "OSN" },
	{ 0x1731, 0x03, 0x1732, 0x03, "FCP" },
	{ 0x1731, 0x03, 0x1732, 0x04, "FCP" },
	{ 0x3088, 0x01, ANY, ANY, "LCS P/390" },
	{ 0x3088, 0x08, ANY, ANY, "CTC" },
	{ 0x3088, 0x1e, ANY, ANY, "CTC FICON" },
	{ 0x3088, 0x1f, ANY, ANY, "CTC ESCON" },
	{ 0x3088, 0x60, ANY, ANY, "LCS OSA" },
	{ 0x3480, ANY, 0x3480, ANY, "tape 3480" },
	{ 0x3490, ANY, 0x3490, ANY, "tape 3490" },
	{ 0x3590, ANY, 0x3590, ANY, "tape 3590" },
	{ 0x3590, ANY, 0x3592, ANY, "tape 3592" },
	{ 0x3592, ANY, 0x3592, ANY, "tape 3592" },
	{ 0x3270, ANY, ANY, ANY, "3270 terminal" },
	{ 0x3274, ANY, ANY, ANY, "3270 terminal" },
	{ 0x3174, ANY, ANY, ANY, "3270 terminal" },
	{ 0x3215, ANY, ANY, ANY, "3215 console" },
	{ 0x2540, ANY, ANY, ANY, "card reader/punch" },
	{ 0x1403, ANY, ANY, ANY, "printer" },
};

static bool fits(uint16_t want, uint16_t have)
{
	return want == ANY || want == have;
}

CCW_EXPORT const char *ccw_identity_get_name(const struct ccw_identity *id)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(identities); i++)
		if (identities[i].cu_type == id->cu_type &&
		    fits(identities[i].cu_model, id->cu_model) &&
		    fits(identities[i].dev_type, id->dev_type) &&
		    fits(identities[i].dev_model, id->dev_model))
			return identities[i].name;
	return NULL;
}

/*
 * Channel-path types: the acronyms of z/OS (message IEE174I, D M=CHP; IOCP), FICON
 * and ESCON spelled out; 32 is QEMU's for virtio (hw/s390x/css.h).
 */
static const char *const chpath_types[256] = {
	[0x01] = "Parallel block",   [0x02] = "Parallel byte",	  [0x03] = "ESCON",
	[0x04] = "ESCON",	     [0x05] = "ESCON",		  [0x06] = "CVC",
	[0x07] = "NTV",		     [0x08] = "CTC",		  [0x09] = "CTC",
	[0x0a] = "CTC",		     [0x0b] = "CFS",		  [0x0c] = "CFR",
	[0x0f] = "CBY",		     [0x10] = "OSE",		  [0x11] = "OSD",
	[0x12] = "OSA",		     [0x13] = "ISD",		  [0x14] = "OSC",
	[0x15] = "OSN",		     [0x16] = "CBS",		  [0x17] = "CBR",
	[0x18] = "ICS",		     [0x19] = "ICR",		  [0x1a] = "FICON p2p",
	[0x1b] = "FICON",	     [0x1c] = "FCV",		  [0x1d] = "FICON incomplete",
	[0x1e] = "DSD",		     [0x1f] = "EIO",		  [0x21] = "CBP",
	[0x22] = "CFP",		     [0x23] = "ICP",		  [0x24] = "IQD",
	[0x25] = "FCP",		     [0x26] = "CIB",		  [0x30] = "OSX",
	[0x31] = "OSM",		     [0x32] = "virtio",
};

CCW_EXPORT const char *ccw_chpath_type_get_name(uint8_t type)
{
	return chpath_types[type];
}

CCW_EXPORT const char *ccw_subchannel_type_get_name(enum ccw_subchannel_type type)
{
	switch (type) {
	case CCW_SUBCHANNEL_IO:
		return "io";
	case CCW_SUBCHANNEL_CHSC:
		return "chsc";
	case CCW_SUBCHANNEL_MESSAGE:
		return "message";
	case CCW_SUBCHANNEL_EADM:
		return "eadm";
	}
	return NULL;
}

CCW_EXPORT const char *ccw_kind_get_name(enum ccw_kind kind)
{
	static const char *const names[] = {
		[CCW_KIND_CSS] = "css",
		[CCW_KIND_SUBCHANNEL] = "subchannel",
		[CCW_KIND_DEVICE] = "device",
		[CCW_KIND_CHPATH] = "chpath",
	};

	return (unsigned int)kind < ARRAY_SIZE(names) ? names[kind] : NULL;
}
