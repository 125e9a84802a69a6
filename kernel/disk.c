// SPDX-License-Identifier: GPL-2.0-only
/*
 * disk.c - devices that are emulated with what is on them
 */
#include "disk.h"

enum disk_kind disk_kind_of(const struct ccw_identity *identity)
{
	switch (identity->cu_type) {
	case 0x3990:
	case 0x2105:
	case 0x2107:
	case 0x1750:
		return identity->dev_type == 0x3390 ? DISK_ECKD : DISK_NONE;
	case 0x6310:
		return identity->dev_type == 0x9336 ? DISK_FBA : DISK_NONE;
	}
	return DISK_NONE;
}

static const struct {
	uint16_t dev_type;
	uint8_t dev_model;
	uint32_t size;
} usual_sizes[] = {
	{ 0x3390, 0x02, 1113 },
	{ 0x3390, 0x06, 2226 },
	{ 0x3390, 0x0a, 3339 },
	{ 0x3390, 0x0c, 10017 },
	{ 0x3390, MODEL_3390_A, 65520 },
	{ 0x9336, 0x00, 920115 },
	{ 0x9336, 0x10, 920115 },
	{ 0x9336, 0x20, 1672881 },
};

uint32_t disk_usual_size(const struct ccw_identity *identity)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(usual_sizes); i++)
		if (usual_sizes[i].dev_type == identity->dev_type &&
		    usual_sizes[i].dev_model == identity->dev_model)
			return usual_sizes[i].size;
	return 0;
}

uint32_t disk_max_size(const struct ccw_identity *identity)
{
	if (disk_kind_of(identity) == DISK_FBA)
		return BLOCKS_MAX;
	return identity->dev_model == MODEL_3390_A ? CYLINDERS_MAX_A : CYLINDERS_MAX;
}

enum disk_kind device_disk(const struct machine_device *dev)
{
	return dev->by_kernel ? disk_kind_of(&dev->identity) : DISK_NONE;
}

uint32_t device_disk_size(const struct machine_device *dev)
{
	uint32_t size = device_disk(dev) == DISK_FBA ? dev->blocks : dev->cylinders;

	return size ? size : disk_usual_size(&dev->identity);
}
