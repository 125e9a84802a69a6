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
#include <time.h>
#include <unistd.h>

#include "emulate.h"
#include "settle.h"

#define DEVICES	 "/sys/bus/ccw/devices"
#define PATH_LEN 128

/* For a device that its driver sets online by itself, or that is about to change. */
#define WAIT_TRIES 300
#define WAIT_NS	   100000000L

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
	char path[PATH_LEN];
	int err;

	device_attr(path, id, "online");
	if (!dev->online && dev->availability != CCW_AVAIL_BOXED)
		return true;
	if (!emulate_is_own(dev) && wait_online(path))
		return true;
	err = read_attr(path) == '1' ? 0 : write_attr(path, "1");
	/* a device shows that it is boxed when it is asked to be online */
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

typedef bool (*device_fn)(const struct cmdline *cmdline, const char *id);

/* For all emulated devices that are online. False: one was not good. */
static bool for_each_online(const struct cmdline *cmdline, const char *status, device_fn fn)
{
	DIR *dir = opendir(DEVICES);
	struct dirent *entry;
	char path[PATH_LEN];
	bool good = true;

	while (dir && (entry = readdir(dir))) {
		if (strlen(entry->d_name) >= CCW_ID_STRLEN ||
		    !is_emulated(status, entry->d_name))
			continue;
		device_attr(path, entry->d_name, "online");
		if (read_attr(path) == '1')
			good = fn(cmdline, entry->d_name) && good;
	}
	if (dir)
		closedir(dir);
	return good;
}

static bool is_free(const struct cmdline *cmdline, const char *id)
{
	char driver[64];

	driver_of(id, driver, sizeof(driver));
	if (!strcmp(driver, "vcss") || !strcmp(driver, "virtio_ccw"))
		return true;
	warn(cmdline,
	     "Cannot unload: device %s is in use, it is online with driver %s; if nobody needs "
	     "it, set it offline first",
	     id, driver);
	return false;
}

static bool set_offline(const struct cmdline *cmdline, const char *id)
{
	char path[PATH_LEN];
	int err, i;

	device_attr(path, id, "online");
	for (i = 0; i < WAIT_TRIES; i++) {
		err = write_attr(path, "0");
		if (err != EAGAIN && err != EBUSY)
			break;
		pause_a_little();
	}
	if (err && err != ENOENT && err != ENODEV)
		warn(cmdline, "Cannot set device %s offline: %s", id, strerror(err));
	return !err || err == ENOENT || err == ENODEV;
}

bool settle_offline(const struct cmdline *cmdline, const char *status)
{
	return for_each_online(cmdline, status, is_free) &&
	       for_each_online(cmdline, status, set_offline);
}
