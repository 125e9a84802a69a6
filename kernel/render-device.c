// SPDX-License-Identifier: GPL-2.0-only
/*
 * render-device.c - writes a machine as a sysfs tree: channel paths, devices, groups
 */
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "render.h"

/* Size of measurement_chars, struct cmg_chars: five words. */
#define MEASUREMENT_CHARS_SIZE 20

/* ---- channel paths ---- */

/* All of it from drivers/s390/cio/chp.c. */
static void render_chpath_values(struct render *r, const struct machine_chpath *chp,
				 const struct mktree_dir *dir)
{
	char cmg[16] = "unknown", shared[16] = "unknown";

	if (chp->has_cmg)
		snprintf(cmg, sizeof(cmg), "%u", chp->cmg);
	if (chp->has_shared)
		snprintf(shared, sizeof(shared), "%x", chp->shared);
	mktree_attr(r->tree, dir, "cmg", "%s\n", cmg);
	mktree_attr(r->tree, dir, "shared", "%s\n", shared);
	if (chp->has_chid) {
		mktree_attr(r->tree, dir, "chid", "%04x\n", chp->chid);
		mktree_attr(r->tree, dir, "chid_external", "%d\n", chp->chid_external);
	} else {
		mktree_attr(r->tree, dir, "chid", "%s", "");
		mktree_attr(r->tree, dir, "chid_external", "%s", "");
	}
}

static bool chp_exists(const struct machine_chpath *chp, enum ccw_attr attr)
{
	return !(chp->absent & CCW_ATTR(attr));
}

void render_chpath(struct render *r, const struct machine_chpath *chp)
{
	char name[CCW_ID_STRLEN + 3] = "chp", speed[32];
	char util[UTIL_MAX + 1] = "";
	static const char zeros[MEASUREMENT_CHARS_SIZE];
	struct mktree *tree = r->tree;
	struct mktree_dir dir;

	ccw_chpid_format(chp->id, name + 3);
	mktree_dir_new(tree, &r->css, name, &dir);
	mktree_attr_rw(tree, &dir, "uevent", "%s", "");
	if (chp_exists(chp, CCW_CHP_STATUS))
		mktree_attr_rw(tree, &dir, "status",
			       chp->vary ? "online\n" : "offline\n");
	if (chp_exists(chp, CCW_CHP_CONFIGURE))
		mktree_attr_rw(tree, &dir, "configure", "%d\n", chp->configure);
	if (chp_exists(chp, CCW_CHP_TYPE))
		mktree_attr(tree, &dir, "type", "%x\n", chp->type);
	render_chpath_values(r, chp, &dir);
	if (chp_exists(chp, CCW_CHP_ESC))
		mktree_attr(tree, &dir, "esc", "%x\n", chp->esc);
	speed_to_text(chp->speed, speed, sizeof(speed));
	if (chp_exists(chp, CCW_CHP_SPEED_BPS))
		mktree_attr(tree, &dir, "speed_bps", "%s\n", speed);
	if (chp->util)
		snprintf(util, sizeof(util), "%s", chp->util);
	if (chp_exists(chp, CCW_CHP_UTIL_STRING))
		mktree_write(tree, &dir, "util_string", 0444, util, UTIL_MAX);
	if (chp->measurement_chars)
		mktree_write(tree, &dir, "measurement_chars", 0400, zeros, sizeof(zeros));
	mktree_close(&dir);
}

/* ---- devices ---- */

static bool dev_exists(const struct machine_device *dev, enum ccw_attr attr)
{
	return !(dev->absent & CCW_ATTR(attr));
}

/* drivers/s390/cio/device.c: modalias_show() and friends */
static void format_modalias(const struct ccw_identity *id, char *buf, size_t size)
{
	int len;

	len = snprintf(buf, size, "ccw:t%04Xm%02X", id->cu_type, id->cu_model);
	if (id->dev_type)
		snprintf(buf + len, size - (size_t)len, "dt%04Xdm%02X", id->dev_type,
			 id->dev_model);
	else
		snprintf(buf + len, size - (size_t)len, "dtdm");
}

static void render_identity(struct render *r, const struct machine_device *dev,
			    const struct mktree_dir *dir)
{
	const struct ccw_identity *id = &dev->identity;
	char modalias[40], driver_line[96] = "";
	struct mktree *tree = r->tree;

	if (dev->driver)
		snprintf(driver_line, sizeof(driver_line), "DRIVER=%s\n", dev->driver);
	if (!dev_exists(dev, CCW_DEV_IDENTITY)) {
		mktree_attr_rw(tree, dir, "uevent", "%s", driver_line);
		return;
	}
	format_modalias(id, modalias, sizeof(modalias));
	mktree_attr_rw(tree, dir, "uevent",
		       "%sCU_TYPE=%04X\nCU_MODEL=%02X\nDEV_TYPE=%04X\nDEV_MODEL=%02X\n"
		       "MODALIAS=%s\n",
		       driver_line, id->cu_type, id->cu_model, id->dev_type,
		       id->dev_model, modalias);
	mktree_attr(tree, dir, "modalias", "%s\n", modalias);
	mktree_attr(tree, dir, "cutype", "%04x/%02x\n", id->cu_type, id->cu_model);
	if (id->dev_type)
		mktree_attr(tree, dir, "devtype", "%04x/%02x\n", id->dev_type,
			    id->dev_model);
	else
		mktree_attr(tree, dir, "devtype", "n/a\n");
}

/* drivers/s390/cio/cmf.c; a value that is not known is one of a device never started */
static void render_cmf(struct render *r, const struct machine_device *dev,
		       const struct mktree_dir *up)
{
	struct mktree_dir dir;
	int i;

	if (!dev->cmf && !(dev->cmb_enable && dev_exists(dev, CCW_DEV_CMB_ENABLE)))
		return;
	mktree_dir_new(r->tree, up, "cmf", &dir);
	for (i = 0; i < CCW_CMF_COUNT; i++) {
		unsigned long long val = dev->cmf ? dev->cmf->value[i] : 0;
		const char *name = ccw_cmf_get_name(i);

		if (!dev->cmf || !(dev->cmf->has & 1U << i))
			mktree_attr(r->tree, &dir, name,
				    i == CCW_CMF_AVG_UTILIZATION ? "n/a\n" : "-1\n");
		else if (i == CCW_CMF_AVG_UTILIZATION)
			mktree_attr(r->tree, &dir, name, "%02llu.%01llu%%\n", val / 10,
				    val % 10);
		else
			mktree_attr(r->tree, &dir, name, "%llu\n", val);
	}
	mktree_close(&dir);
}

/* Group devices are below a directory that has the name of their driver. */
static const char *group_driver_dir(const struct machine_group *group)
{
	const char *driver = group ? group->member[0]->driver : NULL;

	return driver ? driver : "ccwgroup";
}

void render_device_path(const struct machine_device *dev,
			const struct machine_subchannel *sch, char *buf)
{
	char id[CCW_ID_STRLEN], up[CCW_ID_STRLEN] = "defunct";

	if (sch)
		ccw_id_format(sch->id, up);
	snprintf(buf, 64, "css%x/%s/%s", dev->id.cssid, up, ccw_id_format(dev->id, id));
}

void render_device(struct render *r, const struct machine_device *dev,
		   const struct machine_subchannel *sch, const struct mktree_dir *up)
{
	char id[CCW_ID_STRLEN], path[64];
	struct mktree *tree = r->tree;
	struct mktree_dir dir;

	ccw_id_format(dev->id, id);
	mktree_dir_new(tree, up, id, &dir);
	render_identity(r, dev, &dir);
	if (dev_exists(dev, CCW_DEV_ONLINE))
		mktree_attr_rw(tree, &dir, "online", "%d\n", dev->online);
	if (dev_exists(dev, CCW_DEV_AVAILABILITY))
		mktree_attr(tree, &dir, "availability", "%s\n",
			    ccw_availability_get_name(dev->availability));
	if (dev_exists(dev, CCW_DEV_CMB_ENABLE))
		mktree_attr_rw(tree, &dir, "cmb_enable", "%d\n", dev->cmb_enable);
	render_cmf(r, dev, &dir);
	mktree_link(tree, &dir, "subsystem", "../../../../bus/ccw");
	if (dev->driver)
		mktree_link(tree, &dir, "driver", "../../../../bus/ccw/drivers/%s",
			    dev->driver);
	render_linux(r, dev, &dir);
	if (dev->group)
		mktree_link(tree, &dir, "group_device", "../../../%s/%s",
			    group_driver_dir(machine_get_group(r->m, dev->group)),
			    dev->group);
	mktree_close(&dir);
	render_device_path(dev, sch, path);
	render_bus_add(r, &r->ccw_bus, id, path, dev->driver);
}

/* ---- what Linux made of them ---- */

void render_class(struct render *r, const struct mktree_dir *dir, const char *class,
		  const char *name)
{
	struct mktree_dir class_dir, name_dir;

	mktree_dir_new(r->tree, dir, class, &class_dir);
	mktree_dir_new(r->tree, &class_dir, name, &name_dir);
	mktree_attr_rw(r->tree, &name_dir, "uevent", "%s=%s\n",
		       strcmp(class, "net") ? "DEVNAME" : "INTERFACE", name);
	mktree_close(&name_dir);
	mktree_close(&class_dir);
}

static void render_virtio(struct render *r, const struct machine_device *dev,
			  const struct linux_names *names, const struct mktree_dir *up)
{
	struct mktree *tree = r->tree;
	struct mktree_dir dir;
	int i;

	mktree_dir_new(tree, up, names->virtio, &dir);
	mktree_attr_rw(tree, &dir, "uevent", "MODALIAS=virtio:d%08Xv%08X\n",
		       dev->identity.cu_model, dev->identity.cu_type);
	mktree_attr(tree, &dir, "modalias", "virtio:d%08Xv%08X\n", dev->identity.cu_model,
		    dev->identity.cu_type);
	mktree_attr(tree, &dir, "device", "0x%04x\n", dev->identity.cu_model);
	mktree_attr(tree, &dir, "vendor", "0x%04x\n", dev->identity.cu_type);
	mktree_link(tree, &dir, "subsystem", "../../../../../bus/virtio");
	for (i = 0; i < LINUX_CLASSES; i++)
		if (names->below[i][0])
			render_class(r, &dir, linux_class_names[i], names->below[i]);
	mktree_close(&dir);
}

void render_linux(struct render *r, const struct machine_device *dev,
		  const struct mktree_dir *dir)
{
	struct linux_names names;
	struct mktree_dir host;
	int i;

	if (!dev->linux_names || linux_names_split(dev, dev->linux_names, &names))
		return;
	for (i = 0; i < LINUX_CLASSES; i++)
		if (names.own[i][0])
			render_class(r, dir, linux_class_names[i], names.own[i]);
	if (names.virtio[0])
		render_virtio(r, dev, &names, dir);
	if (names.host[0]) {
		mktree_dir_new(r->tree, dir, names.host, &host);
		mktree_attr_rw(r->tree, &host, "uevent", "DEVTYPE=scsi_host\n");
		mktree_close(&host);
	}
}

/* ---- ccwgroup devices ---- */

static const struct machine_subchannel *find_subchannel(const struct machine *m,
							const struct machine_device *dev)
{
	/* the device is a part of its subchannel, or of the defunct ones */
	const char *at = (const char *)dev, *start = (const char *)m->sch;

	if (!m->n_sch || at < start || at >= start + m->n_sch * sizeof(*m->sch))
		return NULL;
	return &m->sch[(size_t)(at - start) / sizeof(*m->sch)];
}

static void render_group(struct render *r, const struct machine_group *group)
{
	const struct machine_device *first = group->member[0];
	const char *driver = first->driver;
	char path[160], link[32], member_path[64];
	struct mktree_dir up, dir;
	size_t i;

	mktree_open(r->tree, &r->devices, group_driver_dir(group), &up);
	mktree_dir_new(r->tree, &up, group->name, &dir);
	if (driver)
		mktree_attr_rw(r->tree, &dir, "uevent", "DRIVER=%s\n", driver);
	else
		mktree_attr_rw(r->tree, &dir, "uevent", "%s", "");
	mktree_attr_rw(r->tree, &dir, "online", "%d\n", first->online);
	mktree_link(r->tree, &dir, "subsystem", "../../../bus/ccwgroup");
	if (driver)
		mktree_link(r->tree, &dir, "driver", "../../../bus/ccwgroup/drivers/%s",
			    driver);
	for (i = 0; i < group->n; i++) {
		const struct machine_device *dev = group->member[i];

		render_device_path(dev, find_subchannel(r->m, dev), member_path);
		snprintf(link, sizeof(link), "cdev%zu", i);
		mktree_link(r->tree, &dir, link, "../../%s", member_path);
	}
	if (group->net)
		render_class(r, &dir, "net", group->net);
	mktree_close(&dir);
	mktree_close(&up);
	snprintf(path, sizeof(path), "%s/%s", group_driver_dir(group), group->name);
	render_bus_add(r, &r->group_bus, group->name, path, driver);
}

void render_groups(struct render *r)
{
	size_t i;

	render_bus_open(r, &r->group_bus, "ccwgroup");
	for (i = 0; i < r->m->n_group; i++)
		render_group(r, &r->m->group[i]);
	render_bus_close(&r->group_bus);
}
