// SPDX-License-Identifier: GPL-2.0-only
/*
 * driver.c - a driver for emulated devices that no driver of the kernel is to serve
 *
 * It does nothing with them, but groups their paths as drivers of disks do, and answers
 * like these, or like virtio's, when one is lost. Other drivers may know such a device
 * too: those it is taken from.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <asm/ccwdev.h>
#include <asm/schid.h>

#include "module.h"

/* No device has a match with this flag, so that what else matters is not looked at. */
#define MATCH_ALL	0x100

static struct ccw_device_id ids[] = {
	{ .match_flags = MATCH_ALL },
	{ /* end */ },
};

/* What the driver remembers of a device, as its driver data. */
#define DATA_OURS	0x1ul
#define DATA_KEEP	0x2ul

/* False: it is not for this driver. */
static bool find_data(struct ccw_device *cdev, unsigned long *data)
{
	struct subchannel_id schid;
	struct vcss_sch *sch;
	bool own;

	ccw_device_get_schid(cdev, &schid);
	sch = vcss_css_lock(&vcss, SID(schid.ssid, schid.sch_no));
	if (!sch)
		return false;
	own = sch->dev.own;
	*data = DATA_OURS | (sch->dev.keep ? DATA_KEEP : 0);
	host_unlock_sch(sch);
	return own;
}

static void handler(struct ccw_device *cdev, unsigned long intparm, struct irb *irb)
{
}

static int probe(struct ccw_device *cdev)
{
	unsigned long data;

	if (!find_data(cdev, &data))
		return -ENODEV;
	dev_set_drvdata(&cdev->dev, (void *)data);
	cdev->handler = handler;
	return ccw_device_set_options(cdev, CCWDEV_DO_PATHGROUP | CCWDEV_DO_MULTIPATH |
						    CCWDEV_ALLOW_FORCE);
}

static void remove(struct ccw_device *cdev)
{
	cdev->handler = NULL;
	dev_set_drvdata(&cdev->dev, NULL);
}

/* Takes as long, and fails, as the machine says; by then the device's I/O has worked. */
static int set_online(struct ccw_device *cdev)
{
	struct subchannel_id schid;
	struct vcss_sch *sch;
	u32 ms = 0, err = 0;

	ccw_device_get_schid(cdev, &schid);
	sch = vcss_css_lock(&vcss, SID(schid.ssid, schid.sch_no));
	if (sch) {
		ms = sch->dev.online_delay;
		err = sch->dev.online_error;
		host_unlock_sch(sch);
	}
	msleep(ms);
	return -(int)err;
}

static int set_offline(struct ccw_device *cdev)
{
	return 0;
}

/* Whether to keep a device that is lost: for the time when it comes back. */
static int notify(struct ccw_device *cdev, int event)
{
	return event == CIO_OPER || (unsigned long)dev_get_drvdata(&cdev->dev) & DATA_KEEP;
}

static struct ccw_driver driver = {
	.driver = {
		.name = "vcss",
		.owner = THIS_MODULE,
	},
	.ids = ids,
	.probe = probe,
	.remove = remove,
	.set_online = set_online,
	.set_offline = set_offline,
	.notify = notify,
	.int_class = IRQIO_CIO,
};

/* ---- taking devices from other drivers ---- */

struct taken {
	struct work_struct work;
	struct device *dev;
};

static struct workqueue_struct *taking;

static void take(struct work_struct *work)
{
	struct taken *taken = container_of(work, struct taken, work);
	int err;

	device_release_driver(taken->dev);
	err = device_driver_attach(&driver.driver, taken->dev);
	if (err && err != -ENODEV)
		dev_warn(taken->dev, "vcss: cannot serve it: %d\n", err);
	put_device(taken->dev);
	kfree(taken);
}

/* Another driver has got a device; the lock of the device is held. */
static int bound(struct notifier_block *nb, unsigned long action, void *data)
{
	struct device *dev = data;
	struct taken *taken;
	unsigned long flags;

	if (action != BUS_NOTIFY_BOUND_DRIVER || dev->driver == &driver.driver ||
	    to_ccwdev(dev)->online || !find_data(to_ccwdev(dev), &flags))
		return NOTIFY_DONE;
	taken = kmalloc(sizeof(*taken), GFP_KERNEL);
	if (!taken)
		return NOTIFY_DONE;
	INIT_WORK(&taken->work, take);
	taken->dev = get_device(dev);
	queue_work(taking, &taken->work);
	return NOTIFY_OK;
}

static struct notifier_block bound_notifier = { .notifier_call = bound };

/**
 * ccwdrv_settle - waits until devices are with the driver they are for
 */
void ccwdrv_settle(void)
{
	flush_workqueue(taking);
}

/* ---- devices that are in use ---- */

struct found {
	struct ccw_dev_id id;
	const char *name;
};

static int is_online(struct device *dev, void *data)
{
	struct ccw_device *cdev = to_ccwdev(dev);
	struct found *found = data;

	ccw_device_get_id(cdev, &found->id);
	if (!cdev->online || !vcss_css_has_set(&vcss, found->id.ssid))
		return 0;
	found->name = cdev->drv ? cdev->drv->driver.name : "no";
	return 1;
}

/**
 * ccwdrv_find_online - looks for an emulated device that is online
 * @id: which, @name: of its driver
 */
bool ccwdrv_find_online(struct ccw_dev_id *id, const char **name)
{
	struct found found = {};

	if (!bus_for_each_dev(driver.driver.bus, NULL, &found, is_online))
		return false;
	*id = found.id;
	*name = found.name;
	return true;
}

int ccwdrv_init(void)
{
	int err;

	taking = alloc_ordered_workqueue("vcss", 0);
	if (!taking)
		return -ENOMEM;
	err = ccw_driver_register(&driver);
	if (!err) {
		err = bus_register_notifier((struct bus_type *)driver.driver.bus,
					    &bound_notifier);
		if (err)
			ccw_driver_unregister(&driver);
	}
	if (err)
		destroy_workqueue(taking);
	return err;
}

void ccwdrv_exit(void)
{
	bus_unregister_notifier((struct bus_type *)driver.driver.bus, &bound_notifier);
	destroy_workqueue(taking);
	ccw_driver_unregister(&driver);
}
