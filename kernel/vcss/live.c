// SPDX-License-Identifier: GPL-2.0-only
/*
 * live.c - brings a channel subsystem that has been described to life, and ends it
 *
 * Not called by two at a time: control.c has a mutex.
 */
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/module.h>
#include <asm/css_chars.h>
#include <asm/schid.h>

#include "module.h"

/*
 * What Linux has been told of CHSC when it booted, from the bit on that says whether
 * channel-measurement can be enabled: struct css_chsc_char, drivers/s390/cio/chsc.h.
 */
struct css_chsc_char {
	u64 res;
	u32 word[2];
} __packed;

extern struct css_chsc_char css_chsc_characteristics;

#define CHSC_WORD	0
#define CHSC_SECM	0x00000800 /* bit 84 */
#define CHSC_SCMC	0x00000200 /* bit 86 */

static bool live;
static struct css_general_char general_before;
static struct css_chsc_char chsc_before;

bool live_is_on(void)
{
	return live;
}

/* ---- what the machine can, as Linux sees it ---- */

static void set_characteristics(void)
{
	unsigned int chpid;

	general_before = css_general_characteristics;
	chsc_before = css_chsc_characteristics;
	for (chpid = 0; chpid < N_CHPIDS; chpid++) {
		const struct vcss_chp *chp = &vcss.chp[chpid];

		if (chp->has_chid)
			css_general_characteristics.cib = 1;
		if (chp->util[0])
			css_general_characteristics.util_str = 1;
		if (chp->has_cmg)
			css_chsc_characteristics.word[CHSC_WORD] |= CHSC_SECM | CHSC_SCMC;
	}
}

static void reset_characteristics(void)
{
	css_general_characteristics = general_before;
	css_chsc_characteristics = chsc_before;
}

/* ---- beginning ---- */

/**
 * live_clear - forgets what has been described
 */
void live_clear(void)
{
	unsigned int ssid;
	u32 n;

	for (ssid = 0; ssid < N_SETS; ssid++)
		while ((n = vcss.n_sch[ssid]))
			host_sch_free(vcss_css_remove(&vcss, SID(ssid, n - 1)));
	vcss_css_free(&vcss);
}

/* The real machine and the emulated one must not have anything in common. */
static int check_real(char *msg)
{
	unsigned int i;

	for (i = 0; i < N_SETS; i++) {
		if (vcss_css_has_set(&vcss, i) && redirect_set_is_real(i)) {
			snprintf(msg, MSG_LEN, "this machine has subchannels in set %u%s", i,
				 vcss.exclusive ? "; the mode for that is 'beside'" : "");
			return -EBUSY;
		}
	}
	for (i = 0; i < N_CHPIDS; i++) {
		if ((vcss.exclusive || vcss.chp[i].present) && chpaths_is_registered(i)) {
			snprintf(msg, MSG_LEN, "this machine has channel path 0.%02x", i);
			return -EBUSY;
		}
	}
	return 0;
}

/**
 * live_settle - waits until the common I/O layer has done what it was told to
 */
int live_settle(void)
{
	int err;

	vcss_cio.wait_for_channel_report();
	err = vcss_cio.complete_work();
	if (!err)
		ccwdrv_settle();
	return err;
}

/* Has the common I/O layer look at all subchannels. */
static int look_at_all(void)
{
	vcss_report_overflow(&vcss);
	return live_settle();
}

/* Channel paths first: those that no subchannel leads to would not be found otherwise. */
static int discover(void)
{
	vcss_event_available(&vcss);
	vcss_cio.wait_for_channel_report();
	return look_at_all();
}

int live_begin(char *msg)
{
	int err = check_real(msg);

	if (err)
		return err;
	set_characteristics();
	err = redirect_start();
	if (err) {
		snprintf(msg, MSG_LEN, "the kernel cannot be redirected, see its log");
		reset_characteristics();
		return err;
	}
	live = true;
	__module_get(THIS_MODULE);
	err = discover();
	if (err)
		snprintf(msg, MSG_LEN, "interrupted while devices were looked for");
	return err;
}

/* ---- change ---- */

/**
 * live_attach - a subchannel comes; it is the caller's if that fails
 */
int live_attach(struct vcss_sch *sch)
{
	int err;

	err = vcss_css_add_set(&vcss, SID_SET(sch->sid));
	if (err)
		return err;
	err = vcss_css_insert(&vcss, sch);
	if (!err && live)
		vcss_report_sch(&vcss, sch->sid);
	return err;
}

int live_detach(u32 sid, char *msg)
{
	struct vcss_sch *sch = vcss_css_remove(&vcss, sid);

	if (!sch) {
		snprintf(msg, MSG_LEN, "there is no such subchannel");
		return -ENODEV;
	}
	vcss_report_sch(&vcss, sid);
	host_sch_free(sch);
	return 0;
}

/* ---- ending ---- */

/*
 * One without a driver is never looked at by the common I/O layer. If there is one for it,
 * because somebody has unbound it, it gets that back; else nobody but us has to do with it.
 */
static void remove_without_driver(struct device *dev, u32 sid)
{
	const struct vcss_sch *sch = vcss_css_get(&vcss, sid);
	int err = 0;

	if (!sch || !sch_type(sch))
		err = device_attach(dev);
	else
		device_unregister(dev);
	if (err < 0)
		dev_warn(dev, "vcss: its driver does not take it: %d\n", err);
}

/* A subchannel of an emulated set that is still registered. */
static int is_left(struct device *dev, void *data)
{
	unsigned int cssid, ssid, no;
	char rest;

	if (!dev->bus || strcmp(dev->bus->name, "css") ||
	    sscanf(dev_name(dev), "%x.%x.%x%c", &cssid, &ssid, &no, &rest) != 3)
		return 0;
	if (ssid >= N_SETS || !vcss_css_has_set(&vcss, ssid))
		return 0;
	snprintf(data, MSG_LEN, "subchannel %s is still there", dev_name(dev));
	if (!dev->driver)
		remove_without_driver(dev, SID(ssid, no));
	return 1;
}

static int check_in_use(char *msg)
{
	struct ccw_dev_id id;
	const char *name;

	if (ccwdrv_find_online(&id, &name)) {
		snprintf(msg, MSG_LEN, "device 0.%x.%04x is online, with driver %s", id.ssid,
			 id.devno, name);
		return -EBUSY;
	}
	if (!chpaths_can_remove()) {
		snprintf(msg, MSG_LEN, "the channel paths are not where they should be");
		return -EBUSY;
	}
	return 0;
}

/* Has all subchannels go; what is found is in @msg if one does not. */
static int remove_subchannels(char *msg)
{
	int err, i;

	redirect_set_leaving(true);
	for (i = 0; i < 50; i++) {
		err = look_at_all();
		if (err)
			snprintf(msg, MSG_LEN, "interrupted while devices were removed");
		if (err || !device_for_each_child(vcss_cio.get_css(), msg, is_left))
			break;
		msleep(20);
	}
	if (!err && i < 50)
		return 0;
	/* they stay */
	redirect_set_leaving(false);
	look_at_all();
	return err ? err : -EBUSY;
}

int live_end(char *msg)
{
	int err = check_in_use(msg);

	if (!err)
		err = remove_subchannels(msg);
	if (err)
		return err;
	chpaths_remove();
	redirect_stop();
	reset_characteristics();
	live = false;
	live_clear();
	host_exit();
	module_put(THIS_MODULE);
	return 0;
}
