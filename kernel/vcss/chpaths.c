// SPDX-License-Identifier: GPL-2.0-only
/*
 * chpaths.c - channel paths that the kernel has registered, and how to get rid of them
 *
 * The kernel never removes a channel path: on a machine they do not go. What is emulated
 * has to, so here they are taken out of the table that the kernel has of them.
 */
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "module.h"

/**
 * struct kernel_css - beginning of what the kernel has of a channel subsystem
 * @chps: by CHPID; each begins with its device
 *
 * struct channel_subsystem of drivers/s390/cio/css.h, the same in 6.1 and 6.12.
 */
struct kernel_css {
	u8 cssid, iid;
	bool id_valid;
	struct device *chps[N_CHPIDS];
	struct device device;
	u8 global_pgid[12];
	struct mutex mutex;
};

static struct kernel_css *get_css(void)
{
	return container_of(vcss_cio.get_css(), struct kernel_css, device);
}

/* Whether the kernel knows the path. */
bool chpaths_is_registered(u8 chpid)
{
	return get_css()->chps[chpid];
}

/* A look at what would be removed: is it what it should be? */
static bool is_path(struct device *dev, unsigned int chpid)
{
	char name[16];

	snprintf(name, sizeof(name), "chp0.%02x", chpid);
	return dev->parent == vcss_cio.get_css() && !strcmp(dev_name(dev), name);
}

/**
 * chpaths_can_remove - whether the table of channel paths is where it is looked for
 */
bool chpaths_can_remove(void)
{
	struct kernel_css *css = get_css();
	unsigned int chpid;
	bool good = true;

	mutex_lock(&css->mutex);
	for (chpid = 0; chpid < N_CHPIDS; chpid++)
		if (vcss.chp[chpid].present && css->chps[chpid])
			good = good && is_path(css->chps[chpid], chpid);
	mutex_unlock(&css->mutex);
	return good;
}

/**
 * chpaths_remove - has the kernel forget the emulated paths
 *
 * Nothing may refer to them any more: no subchannel leads to them, and what was asked of
 * them, which is done on the workqueue of the system, is waited for.
 */
void chpaths_remove(void)
{
	struct kernel_css *css = get_css();
	struct device *dev;
	unsigned int chpid;

	__flush_workqueue(system_wq);
	for (chpid = 0; chpid < N_CHPIDS; chpid++) {
		if (!vcss.chp[chpid].present)
			continue;
		mutex_lock(&css->mutex);
		dev = css->chps[chpid];
		css->chps[chpid] = NULL;
		mutex_unlock(&css->mutex);
		if (dev)
			device_unregister(dev);
	}
}
