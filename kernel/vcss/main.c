// SPDX-License-Identifier: GPL-2.0-only
/*
 * main.c - vcss, an emulated channel subsystem below the common I/O layer of Linux
 *
 * model.c, instr.c, chan.c, chan-data.c, dev.c, dev-*.c, disk.c, eckd-*.c, measure.c and
 * chsc.c are the channel subsystem, and know nothing of the kernel; host.c is what they
 * stand on, and store.c where the data of disks are.
 * redirect.c has the common I/O layer use them. control.c, parse.c, describe.c and
 * change.c are how a machine is described and changed, live.c how it comes to life and
 * goes. driver.c serves devices, chpaths.c removes channel paths. See vcss(7).
 */
#define pr_fmt(fmt) "vcss: " fmt

#include <linux/module.h>
#include <asm/setup.h>

#include "module.h"

static bool force;
module_param(force, bool, 0444);
MODULE_PARM_DESC(force, "Load even if this is not a guest of QEMU or KVM");

static int __init vcss_init(void)
{
	int err;

	if (!MACHINE_IS_KVM && !force) {
		pr_err("this is not a guest of QEMU or KVM; force=1 loads nevertheless\n");
		return -ENODEV;
	}
	host_init();
	err = redirect_init();
	if (!err)
		err = store_init();
	if (err)
		return err;
	err = ccwdrv_init();
	if (err)
		goto out_store;
	err = control_init();
	if (err)
		goto out_driver;
	return 0;

out_driver:
	ccwdrv_exit();
out_store:
	store_exit();
	return err;
}

static void __exit vcss_exit(void)
{
	control_exit();
	ccwdrv_exit();
	live_clear();
	store_exit();
	host_exit();
}

module_init(vcss_init);
module_exit(vcss_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The ccwtools developers");
MODULE_DESCRIPTION("Emulated channel subsystem");
