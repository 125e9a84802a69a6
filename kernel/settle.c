// SPDX-License-Identifier: GPL-2.0-only
/*
 * settle.c - devices and channel paths of an emulated machine, in the state that its
 * machine file says
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "disk.h"
#include "emulate.h"
#include "libccw.h"
#include "modprobe.h"
#include "settle.h"

#define DEVICES	 "/sys/bus/ccw/devices"
#define DRIVERS	 "/sys/bus/ccw/drivers"
#define PATH_LEN 128

/* For a device that its driver sets online by itself, or that is about to change. */
#define WAIT_TRIES 300
#define WAIT_NS	   100000000L
/* For a disk that somebody looks at as it has just come, such as udev. */
#define BUSY_TRIES 20

/* ---- attributes ---- */

static int write_attr(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err = 0;

	if (fd < 0)
		return errno;
	if (write(fd, value, strlen(value)) < 0)
		err = errno;
	close(fd);
	return err;
}

/* Its first character; '\0': it cannot be read. */
static char read_attr(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char c = '\0';

	if (fd < 0)
		return '\0';
	if (read(fd, &c, 1) != 1)
		c = '\0';
	close(fd);
	return c;
}

static void device_attr(char *path, const char *id, const char *name)
{
	snprintf(path, PATH_LEN, DEVICES "/%s/%s", id, name);
}

static void pause_a_little(void)
{
	const struct timespec pause = { .tv_nsec = WAIT_NS };

	nanosleep(&pause, NULL);
}

/* Has the kernel do what is pending. */
static void wait_for_kernel(void)
{
	write_attr("/proc/cio_settle", "1");
}

/* ---- drivers ---- */

static const struct {
	const char *driver, *module;
} disk_drivers[] = {
	[DISK_NONE] = { "", "" },
	[DISK_ECKD] = { "dasd-eckd", "dasd_eckd_mod" },
	[DISK_FBA] = { "dasd-fba", "dasd_fba_mod" },
};

static bool has_driver(enum disk_kind kind)
{
	char path[PATH_LEN];

	snprintf(path, sizeof(path), DRIVERS "/%s", disk_drivers[kind].driver);
	return !access(path, F_OK);
}

static bool load_driver(const struct cmdline *cmdline, enum disk_kind kind,
			const struct machine_device *dev)
{
	const char *module = disk_drivers[kind].module;
	struct utsname name = { .release = "" };
	char id[CCW_ID_STRLEN];

	/* it may be part of the kernel */
	if (has_driver(kind) || (!modprobe("-q", module) && has_driver(kind)))
		return true;
	uname(&name);
	warn(cmdline,
	     "Cannot load the module %s, which the disk %s needs; is it installed in "
	     "/lib/modules/%s, and listed by depmod?",
	     module, ccw_id_format(dev->id, id), name.release);
	return false;
}

bool settle_drivers(const struct cmdline *cmdline, const struct machine *m)
{
	bool tried[ARRAY_SIZE(disk_drivers)] = { [DISK_NONE] = true }, good = true;
	size_t i;

	for (i = 0; i < m->n_sch; i++) {
		const struct machine_device *dev = &m->sch[i].device;
		enum disk_kind kind = m->sch[i].has_device ? device_disk(dev) : DISK_NONE;

		if (!tried[kind])
			good = load_driver(cmdline, kind, dev) && good;
		tried[kind] = true;
	}
	return good;
}

/* ---- into the state of the machine ---- */

static bool vary_off(const struct cmdline *cmdline, const struct machine_chpath *chp)
{
	char path[PATH_LEN], id[CCW_ID_STRLEN];
	int err;

	ccw_chpid_format(chp->id, id);
	snprintf(path, sizeof(path), "/sys/devices/css%x/chp%s/status", chp->id.cssid, id);
	err = write_attr(path, "0");
	if (err)
		warn(cmdline, "Cannot vary off channel path %s: %s", id, strerror(err));
	return !err;
}

/* What a driver of the kernel sets online by itself takes a while. */
static bool wait_online(const char *path)
{
	int i;

	for (i = 0; i < WAIT_TRIES && read_attr(path) != '1'; i++)
		pause_a_little();
	return i < WAIT_TRIES;
}

static bool set_online(const struct cmdline *cmdline, const struct machine_device *dev,
		       const char *id)
{
	enum disk_kind kind = device_disk(dev);
	char path[PATH_LEN];
	int err;

	device_attr(path, id, "online");
	/* others than disks show that they are boxed when they are asked to be online */
	if (!dev->online && (kind || dev->availability != CCW_AVAIL_BOXED))
		return true;
	if (emulate_goes_online(dev) && wait_online(path))
		return true;
	/* that was said already */
	if (kind && !has_driver(kind))
		return false;
	err = read_attr(path) == '1' ? 0 : write_attr(path, "1");
	if (!err || !dev->online || dev->availability == CCW_AVAIL_BOXED)
		return true;
	warn(cmdline, "Cannot set device %s online: %s", id, strerror(err));
	return false;
}

static bool settle_device(const struct cmdline *cmdline, const struct machine_device *dev)
{
	char path[PATH_LEN], id[CCW_ID_STRLEN];
	int err;

	if (!set_online(cmdline, dev, ccw_id_format(dev->id, id)))
		return false;
	if (!dev->cmb_enable)
		return true;
	device_attr(path, id, "cmb_enable");
	err = write_attr(path, "1");
	if (err)
		warn(cmdline, "Cannot enable measurement of device %s: %s", id,
		     strerror(err));
	return !err;
}

int settle_machine(const struct cmdline *cmdline, const struct machine *m)
{
	size_t i, failed = 0;

	wait_for_kernel();
	for (i = 0; i < m->n_chp; i++)
		if (!m->chp[i].vary)
			failed += !vary_off(cmdline, &m->chp[i]);
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].has_device)
			failed += !settle_device(cmdline, &m->sch[i].device);
	wait_for_kernel();
	return failed ? STATUS_PARTLY : STATUS_OK;
}

/* ---- offline ---- */

/* Whether the device is one of the emulated sets, which @status lists. */
static bool is_emulated(const char *status, const char *id)
{
	const char *sets = strstr(status, "sets:"), *end;
	struct ccw_id busid;

	if (!sets || ccw_id_parse(id, &busid))
		return false;
	end = strchr(sets, '\n');
	sets = strchr(sets, '0' + busid.ssid);
	return sets && sets < end;
}

/* Name of the driver, "no" if there is none. */
static void driver_of(const char *id, char *buf, size_t size)
{
	char path[PATH_LEN], link[PATH_LEN];
	ssize_t n;

	device_attr(path, id, "driver");
	n = readlink(path, link, sizeof(link) - 1);
	link[n > 0 ? n : 0] = '\0';
	snprintf(buf, size, "%s", n > 0 ? strrchr(link, '/') + 1 : "no");
}

static bool is_disk(const char *id)
{
	char driver[64];
	size_t i;

	driver_of(id, driver, sizeof(driver));
	for (i = 0; i < ARRAY_SIZE(disk_drivers); i++)
		if (!strcmp(driver, disk_drivers[i].driver))
			return true;
	return false;
}

/* "no path", "no device" */
static bool is_waiting(const char *id)
{
	char path[PATH_LEN];

	device_attr(path, id, "availability");
	return read_attr(path) == 'n';
}

/* struct ids - a list of devices that grows */
struct ids {
	char (*id)[CCW_ID_STRLEN];
	size_t n;
};

static void add_id(struct ids *ids, const char *id)
{
	ids->id = reallocarray(ids->id, ids->n + 1, sizeof(*ids->id));
	if (!ids->id)
		abort();
	snprintf(ids->id[ids->n++], sizeof(*ids->id), "%.*s", CCW_ID_STRLEN - 1, id);
}

/* All emulated devices that are online: disks that their driver is asked about, others. */
static void find_online(const char *status, struct ids *disks, struct ids *others)
{
	DIR *dir = opendir(DEVICES);
	struct dirent *entry;
	char path[PATH_LEN];

	while (dir && (entry = readdir(dir))) {
		if (strlen(entry->d_name) >= CCW_ID_STRLEN ||
		    !is_emulated(status, entry->d_name))
			continue;
		device_attr(path, entry->d_name, "online");
		if (read_attr(path) == '1')
			add_id(is_disk(entry->d_name) && !is_waiting(entry->d_name) ? disks
										    : others,
			       entry->d_name);
	}
	if (dir)
		closedir(dir);
}

/* Would a mount, swap space or the like be lost with the disk? If that is not known, it is. */
static bool is_used(const char *id)
{
	struct ccw_query *query = NULL;
	struct ccw_snapshot *snap = NULL;
	struct ccw_impact *impact = NULL;
	struct ccw_ctx *ctx = NULL;
	struct ccw_id busid;
	bool used = true;

	if (ccw_id_parse(id, &busid) || ccw_ctx_new(&ctx) || ccw_query_new(&query))
		goto out;
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	if (!ccw_query_add_devices(query, busid, busid) &&
	    !ccw_snapshot_new(ctx, query, &snap) &&
	    !ccw_impact_new_offline(ctx, snap, &busid, 1, &impact))
		used = ccw_impact_is_in_use(impact);
out:
	ccw_impact_free(impact);
	ccw_snapshot_free(snap);
	ccw_query_free(query);
	ccw_ctx_unref(ctx);
	return used;
}

static void warn_disk(const struct cmdline *cmdline, const char *id)
{
	warn(cmdline,
	     "Cannot unload: the disk %s is in use; if it is mounted, unmount it first", id);
}

static bool is_free(const struct cmdline *cmdline, const char *id)
{
	char driver[64];

	if (is_disk(id)) {
		if (!is_used(id))
			return true;
		warn_disk(cmdline, id);
		return false;
	}
	driver_of(id, driver, sizeof(driver));
	if (!strcmp(driver, "vcss") || !strcmp(driver, "virtio_ccw"))
		return true;
	warn(cmdline,
	     "Cannot unload: device %s is in use, it is online with driver %s; if nobody needs "
	     "it, set it offline first",
	     id, driver);
	return false;
}

/* A device that has gone is no longer online. */
static int unless_gone(int err)
{
	return err == ENOENT || err == ENODEV ? 0 : err;
}

/* Return: 0, or an errno. */
static int write_offline(const char *id, int busy_tries)
{
	char path[PATH_LEN];
	int err = 0, i;

	device_attr(path, id, "online");
	for (i = 0; i < WAIT_TRIES; i++) {
		err = write_attr(path, "0");
		if (err != EAGAIN && (err != EBUSY || !busy_tries--))
			break;
		pause_a_little();
	}
	return unless_gone(err);
}

/*
 * One that waits for a path, or is lost, is not set offline as others are: the kernel takes
 * it away without asking its driver, looks whether it is there anew, and if a path has come
 * back by then, takes the new device for the old one (drivers/s390/cio/device.c,
 * CDEV_TODO_UNREG_EVAL; seen with 6.1).
 */
static int unbind(const char *id)
{
	char driver[64], path[PATH_LEN];

	driver_of(id, driver, sizeof(driver));
	snprintf(path, sizeof(path), DRIVERS "/%s/unbind", driver);
	return unless_gone(write_attr(path, id));
}

static bool set_offline(const struct cmdline *cmdline, const char *id)
{
	int err = is_waiting(id) ? unbind(id) : write_offline(id, WAIT_TRIES);

	if (err)
		warn(cmdline, "Cannot set device %s offline: %s", id, strerror(err));
	return !err;
}

/* Their driver knows whether disks are in use. If one is, those before come back. */
static bool disks_offline(const struct cmdline *cmdline, const struct ids *disks)
{
	char path[PATH_LEN];
	int err = 0;
	size_t i;

	for (i = 0; i < disks->n && !err; i++)
		err = write_offline(disks->id[i], BUSY_TRIES);
	if (!err)
		return true;
	i--;
	if (err == EBUSY)
		warn_disk(cmdline, disks->id[i]);
	else
		warn(cmdline, "Cannot set device %s offline: %s", disks->id[i],
		     strerror(err));
	while (i--) {
		device_attr(path, disks->id[i], "online");
		write_attr(path, "1");
	}
	return false;
}

bool settle_offline(const struct cmdline *cmdline, const char *status)
{
	struct ids disks = { 0 }, others = { 0 };
	bool good = true;
	size_t i;

	find_online(status, &disks, &others);
	for (i = 0; i < others.n; i++)
		good = is_free(cmdline, others.id[i]) && good;
	good = good && disks_offline(cmdline, &disks);
	for (i = 0; i < others.n && good; i++)
		good = set_offline(cmdline, others.id[i]);
	free(disks.id);
	free(others.id);
	return good;
}
