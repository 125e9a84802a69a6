// SPDX-License-Identifier: GPL-2.0-only
/*
 * dev-virtio.c - virtio devices, as far as the transport goes
 *
 * The common I/O layer's own driver takes every device with control unit 3832, and sets
 * it online. These devices shake hands with it (Virtual I/O Device specification,
 * section 4.3, "Virtio over channel I/O") and then have no queue to offer, so that no
 * driver waits for what nobody answers. Locking: model.h.
 */
#include "model.h"

enum {
	CMD_WRITE_FEATURES = 0x11,
	CMD_READ_FEATURES = 0x12,
	CMD_SET_QUEUE = 0x13,
	CMD_WRITE_CONFIG = 0x21,
	CMD_READ_CONFIG = 0x22,
	CMD_WRITE_STATUS = 0x31,
	CMD_READ_QUEUE = 0x32,
	CMD_RESET = 0x33,
	CMD_SET_INDICATORS = 0x43,
	CMD_SET_CONFIG_INDICATORS = 0x53,
	CMD_READ_STATUS = 0x72,
	CMD_SET_ADAPTER_INDICATORS = 0x73,
	CMD_SET_REVISION = 0x83,
};

#define REVISION_MAX	2
#define CONFIG_MAX	256
#define FEATURES_LEN	5
#define FEATURES_INDEX	4 /* where the driver says which 32 features it asks for */

/* All of it is taken note of, and ignored. */
static u8 swallow(struct vcss_sch *sch)
{
	u8 buf[CONFIG_MAX];

	vcss_get(sch, buf, min_t(u32, sch->chan.ccw.count, sizeof(buf)));
	return DSTAT_DONE;
}

static u8 zeros(struct vcss_sch *sch)
{
	static const u8 buf[CONFIG_MAX];

	vcss_put(sch, buf, min_t(u32, sch->chan.ccw.count, sizeof(buf)));
	return DSTAT_DONE;
}

static u8 set_revision(struct vcss_sch *sch)
{
	__be16 revision[2];

	if (vcss_get(sch, revision, sizeof(revision)) != sizeof(revision) ||
	    be16_to_cpu(revision[0]) > REVISION_MAX)
		return vcss_unit_check(&sch->dev, SENSE_REJECT);
	sch->dev.data.virtio.revision = be16_to_cpu(revision[0]);
	return DSTAT_DONE;
}

/* Only one, bit 32: that it complies with version 1. */
static u8 read_features(struct vcss_sch *sch)
{
	const struct vcss_chan begin = sch->chan;
	u8 features[FEATURES_LEN];

	/* what is read has the index in it: the same place once more, for the answer */
	if (vcss_get(sch, features, sizeof(features)) != sizeof(features))
		return vcss_unit_check(&sch->dev, SENSE_REJECT);
	sch->chan = begin;
	memset(features, 0, FEATURES_INDEX);
	features[0] = features[FEATURES_INDEX] == 1;
	vcss_put(sch, features, sizeof(features));
	return DSTAT_DONE;
}

static u8 virtio_command(struct vcss_sch *sch, u8 cmd)
{
	switch (cmd) {
	case CMD_SET_REVISION:
		return set_revision(sch);
	case CMD_READ_FEATURES:
		return read_features(sch);
	case CMD_READ_CONFIG:
	case CMD_READ_QUEUE:
		return zeros(sch);
	case CMD_READ_STATUS:
		vcss_put(sch, &sch->dev.data.virtio.status, 1);
		return DSTAT_DONE;
	case CMD_WRITE_STATUS:
		vcss_get(sch, &sch->dev.data.virtio.status, 1);
		return DSTAT_DONE;
	case CMD_RESET:
		sch->dev.data.virtio.status = 0;
		return DSTAT_DONE;
	case CMD_WRITE_FEATURES:
	case CMD_WRITE_CONFIG:
	case CMD_SET_QUEUE:
	case CMD_SET_INDICATORS:
	case CMD_SET_CONFIG_INDICATORS:
	case CMD_SET_ADAPTER_INDICATORS:
		return swallow(sch);
	}
	return vcss_generic_command(sch, cmd);
}

const struct vcss_kind vcss_virtio = {
	.name = "virtio",
	.command = virtio_command,
};
