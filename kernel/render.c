// SPDX-License-Identifier: GPL-2.0-only
/*
 * render.c - writes a machine as a sysfs tree: buses, channel subsystems, subchannels
 *
 * Layout and texts are those of Linux 6.12 (drivers/s390/cio). Files that can only be
 * written, or whose reading fails on the machine, are left out.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render.h"

/* ---- buses ---- */

void render_bus_open(struct render *r, struct render_bus *bus, const char *name)
{
	memset(bus, 0, sizeof(*bus));
	mktree_dir_new(r->tree, &r->bus, name, &bus->dir);
	mktree_dir_new(r->tree, &bus->dir, "devices", &bus->devices);
	mktree_dir_new(r->tree, &bus->dir, "drivers", &bus->drivers);
	mktree_attr_rw(r->tree, &bus->dir, "drivers_autoprobe", "1\n");
}

void render_bus_close(struct render_bus *bus)
{
	size_t i;

	for (i = 0; i < bus->n_drivers; i++) {
		mktree_close(&bus->driver[i].dir);
		free(bus->driver[i].name);
	}
	free(bus->driver);
	mktree_close(&bus->devices);
	mktree_close(&bus->drivers);
	mktree_close(&bus->dir);
}

/* Of a handful; made when first needed. NULL: no memory. */
static const struct mktree_dir *get_driver(struct render *r, struct render_bus *bus,
					   const char *name)
{
	struct render_driver *grown;
	size_t i;

	for (i = 0; i < bus->n_drivers; i++)
		if (!strcmp(bus->driver[i].name, name))
			return &bus->driver[i].dir;
	grown = reallocarray(bus->driver, bus->n_drivers + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	bus->driver = grown;
	grown += bus->n_drivers;
	grown->name = strdup(name);
	if (!grown->name)
		return NULL;
	bus->n_drivers++;
	mktree_dir_new(r->tree, &bus->drivers, grown->name, &grown->dir);
	return &grown->dir;
}

void render_bus_add(struct render *r, struct render_bus *bus, const char *id,
		    const char *path, const char *driver)
{
	const struct mktree_dir *dir;

	mktree_link(r->tree, &bus->devices, id, "../../../devices/%s", path);
	if (!driver)
		return;
	dir = get_driver(r, bus, driver);
	if (dir)
		mktree_link(r->tree, dir, id, "../../../../devices/%s", path);
	else if (!r->tree->error)
		r->tree->error = ENOMEM;
}

/* ---- subchannels ---- */

static bool exists(const struct machine_subchannel *sch, enum ccw_attr attr)
{
	return !(sch->absent & CCW_ATTR(attr));
}

static void render_io_attrs(struct render *r, const struct machine_subchannel *sch,
			    const struct mktree_dir *dir)
{
	char text[CCW_PATHS_MAX * 3 + 2], busid[CCW_ID_STRLEN], *p = text;
	unsigned int i;

	for (i = 0; i < CCW_PATHS_MAX; i++)
		p += sprintf(p, "%02x ", sch->chpids[i]);
	strcpy(p, "\n");
	if (exists(sch, CCW_SCH_CHPIDS))
		mktree_attr(r->tree, dir, "chpids", "%s", text);
	if (exists(sch, CCW_SCH_PIMPAMPOM))
		mktree_attr(r->tree, dir, "pimpampom", "%02x %02x %02x\n", sch->masks.pim,
			    sch->masks.pam, sch->masks.pom);
	if (exists(sch, CCW_SCH_VPM))
		mktree_attr(r->tree, dir, "vpm", "%02x\n", sch->vpm);
	if (exists(sch, CCW_SCH_DEV_BUSID))
		mktree_attr(r->tree, dir, "dev_busid", "%s\n",
			    sch->has_busid ? ccw_id_format(sch->busid, busid) : "none");
}

/* drivers/s390/cio/vfio_ccw_drv.c, and the mediated device made on it */
static void render_vfio(struct render *r, const struct machine_subchannel *sch,
			const struct mktree_dir *dir)
{
	struct mktree_dir types, type, mdev;

	mktree_dir_new(r->tree, dir, "mdev_supported_types", &types);
	mktree_dir_new(r->tree, &types, "vfio_ccw-io", &type);
	mktree_attr(r->tree, &type, "name", "I/O subchannel (Non-QDIO)\n");
	mktree_attr(r->tree, &type, "device_api", "vfio-ccw\n");
	mktree_attr(r->tree, &type, "available_instances", "%d\n", sch->mdev ? 0 : 1);
	mktree_close(&type);
	mktree_close(&types);
	if (!sch->mdev)
		return;
	mktree_dir_new(r->tree, dir, sch->mdev, &mdev);
	mktree_attr_rw(r->tree, &mdev, "uevent", "DRIVER=vfio_ccw_mdev\n");
	mktree_link(r->tree, &mdev, "mdev_type", "../mdev_supported_types/vfio_ccw-io");
	mktree_link(r->tree, &mdev, "subsystem", "../../../../bus/mdev");
	mktree_close(&mdev);
}

static void render_subchannel(struct render *r, const struct machine_subchannel *sch)
{
	char id[CCW_ID_STRLEN], path[32], driver_line[96] = "";
	struct mktree *tree = r->tree;
	struct mktree_dir dir;

	ccw_id_format(sch->id, id);
	mktree_dir_new(tree, &r->css, id, &dir);
	if (sch->driver)
		snprintf(driver_line, sizeof(driver_line), "DRIVER=%s\n", sch->driver);
	mktree_attr_rw(tree, &dir, "uevent", "%sST=%x\nMODALIAS=css:t%X\n", driver_line,
		       sch->type, sch->type);
	mktree_attr(tree, &dir, "type", "%x\n", sch->type);
	if (exists(sch, CCW_SCH_MODALIAS))
		mktree_attr(tree, &dir, "modalias", "css:t%X\n", sch->type);
	if (exists(sch, CCW_SCH_DRIVER_OVERRIDE))
		mktree_attr_rw(tree, &dir, "driver_override", "%s\n",
			       sch->driver_override ? sch->driver_override : "(null)");
	if (sch->type == CCW_SUBCHANNEL_IO)
		render_io_attrs(r, sch, &dir);
	mktree_link(tree, &dir, "subsystem", "../../../bus/css");
	if (sch->driver) {
		mktree_link(tree, &dir, "driver", "../../../bus/css/drivers/%s",
			    sch->driver);
		if (!strcmp(sch->driver, "vfio_ccw"))
			render_vfio(r, sch, &dir);
	}
	if (sch->has_device)
		render_device(r, &sch->device, sch, &dir);
	mktree_close(&dir);
	snprintf(path, sizeof(path), "css%x/%s", sch->id.cssid, id);
	render_bus_add(r, &r->css_bus, id, path, sch->driver);
}

/* ---- channel subsystems ---- */

static void render_css_attrs(struct render *r, uint8_t cssid)
{
	const struct machine *m = r->m;
	size_t i;

	mktree_attr_rw(r->tree, &r->css, "uevent", "%s", "");
	for (i = 0; i < m->n_css; i++) {
		const struct machine_css *css = &m->css[i];

		if (css->id != cssid)
			continue;
		if (css->cm_enable >= 0)
			mktree_attr_rw(r->tree, &r->css, "cm_enable", "%x\n",
				       css->cm_enable);
		if (css->real_cssid >= 0)
			mktree_attr(r->tree, &r->css, "real_cssid", "%x\n",
				    (unsigned int)css->real_cssid);
	}
}

static void render_css(struct render *r, uint8_t cssid)
{
	const struct machine *m = r->m;
	struct mktree_dir defunct;
	char name[8];
	size_t i;

	snprintf(name, sizeof(name), "css%x", cssid);
	mktree_dir_new(r->tree, &r->devices, name, &r->css);
	render_css_attrs(r, cssid);
	for (i = 0; i < m->n_chp; i++)
		if (m->chp[i].id.cssid == cssid)
			render_chpath(r, &m->chp[i]);
	for (i = 0; i < m->n_sch && !r->tree->error; i++)
		if (m->sch[i].id.cssid == cssid)
			render_subchannel(r, &m->sch[i]);
	mktree_dir_new(r->tree, &r->css, "defunct", &defunct);
	mktree_attr_rw(r->tree, &defunct, "uevent", "%s", "");
	for (i = 0; i < m->n_defunct; i++)
		if (m->defunct[i].id.cssid == cssid)
			render_device(r, &m->defunct[i], NULL, &defunct);
	mktree_close(&defunct);
	mktree_close(&r->css);
}

static void render_all_css(struct render *r)
{
	const struct machine *m = r->m;
	bool used[256] = { false };
	unsigned int id;
	size_t i;

	for (i = 0; i < m->n_css; i++)
		used[m->css[i].id] = true;
	for (i = 0; i < m->n_chp; i++)
		used[m->chp[i].id.cssid] = true;
	for (i = 0; i < m->n_sch; i++)
		used[m->sch[i].id.cssid] = true;
	for (i = 0; i < m->n_defunct; i++)
		used[m->defunct[i].id.cssid] = true;
	for (id = 0; id < ARRAY_SIZE(used); id++)
		if (used[id])
			render_css(r, (uint8_t)id);
}

int machine_render(const struct machine *m, const char *path, struct mktree *tree)
{
	struct render r = { .m = m, .tree = tree };

	mktree_start(tree, &r.root, path);
	mktree_dir_new(tree, &r.root, "bus", &r.bus);
	mktree_dir_new(tree, &r.root, "devices", &r.devices);
	render_bus_open(&r, &r.css_bus, "css");
	render_bus_open(&r, &r.ccw_bus, "ccw");
	render_all_css(&r);
	if (m->n_group)
		render_groups(&r);
	render_bus_close(&r.ccw_bus);
	render_bus_close(&r.css_bus);
	mktree_close(&r.devices);
	mktree_close(&r.bus);
	mktree_close(&r.root);
	return tree->error;
}
