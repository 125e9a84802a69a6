// SPDX-License-Identifier: GPL-2.0-only
/*
 * emulate.c - machines for the module vcss: what is written to /dev/vcss
 *
 * The module takes lines that are like those of a machine file, but have everything
 * spelled out, see vcss/parse.c: what defaults there are, and what is wrong with a
 * machine, is known here only.
 */
#include <string.h>

#include "disk.h"
#include "emulate.h"

#define CU_VIRTIO 0x3832

/* The kernel has a driver for virtio built in, which takes these devices first. */
bool emulate_is_own(const struct machine_device *dev)
{
	return !dev->by_kernel && !emulate_goes_online(dev);
}

bool emulate_goes_online(const struct machine_device *dev)
{
	return dev->identity.cu_type == CU_VIRTIO;
}

/* Like the drivers of the kernel: those of disks keep theirs. */
static bool keeps(const struct machine_device *dev)
{
	if (dev->has_keep)
		return dev->keep;
	return dev->driver && (!strncmp(dev->driver, "dasd", 4) || !strcmp(dev->driver, "zfcp"));
}

bool emulate_check(const struct machine *m, struct machine_diag *diag)
{
	static const char only_css_0[] = "only channel subsystem 0 can be emulated";
	size_t i;

	for (i = 0; i < m->n_chp; i++)
		if (m->chp[i].id.cssid)
			machine_error(diag, m->chp[i].pos, "%s", only_css_0);
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].id.cssid)
			machine_error(diag, m->sch[i].pos, "%s", only_css_0);
	for (i = 0; i < m->n_defunct; i++)
		machine_warning(diag, m->defunct[i].pos,
				"a defunct device is not emulated: to get one, detach a "
				"device that is online");
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].mdev)
			machine_warning(diag, m->sch[i].pos,
					"a mediated device is not emulated");
	return !diag->errors;
}

static void put_hex(struct out *out, const char *text)
{
	for (; *text; text++)
		out_printf(out, "%02x", (unsigned char)*text);
}

static void emulate_chpath(const struct machine_chpath *chp, struct out *out)
{
	out_printf(out, "chpath %02x type=%x state=%x", chp->id.id, chp->type,
		   chp->configure);
	if (chp->has_chid)
		out_printf(out, " has_chid=1 chid=%x external=%d", chp->chid,
			   chp->chid_external);
	if (chp->has_cmg)
		out_printf(out, " has_cmg=1 cmg=%x shared=%d speed=%llx", chp->cmg & 0xff,
			   chp->has_shared && chp->shared, (unsigned long long)chp->speed);
	if (chp->esc)
		out_printf(out, " esc=%x", chp->esc);
	if (chp->util) {
		out_puts(out, " util=");
		put_hex(out, chp->util);
	}
	out_putc(out, '\n');
}

/*
 * Available are also paths in standby: they are as soon as somebody configures them. The
 * module takes away those that are not.
 */
static uint8_t pam_if_configured(const struct machine *m, const struct machine_subchannel *sch)
{
	const struct machine_chpath *chp;
	uint8_t pam = sch->masks.pam;
	struct ccw_chpid id = { .cssid = sch->id.cssid };
	int i;

	for (i = 0; i < CCW_PATHS_MAX; i++) {
		id.id = sch->chpids[i];
		chp = machine_get_chpath(m, id);
		if (chp && chp->configure != CCW_CONFIGURE_CONFIGURED)
			pam |= sch->masks.pim & 0x80 >> i;
	}
	return pam;
}

static void emulate_disk(const struct machine_device *dev, struct out *out)
{
	if (!device_disk(dev))
		return;
	out_printf(out, " size=%x", device_disk_size(dev));
	if (dev->store) {
		out_puts(out, " store=");
		put_hex(out, dev->store);
	}
	if (dev->read_only)
		out_puts(out, " ro=1");
}

static void emulate_device(const struct machine_device *dev, struct out *out)
{
	out_printf(out, " cu=%x cumodel=%x", dev->identity.cu_type, dev->identity.cu_model);
	if (dev->identity.dev_type)
		out_printf(out, " dev=%x devmodel=%x", dev->identity.dev_type,
			   dev->identity.dev_model);
	if (emulate_is_own(dev))
		out_puts(out, " own=1");
	if (keeps(dev))
		out_puts(out, " keep=1");
	if (dev->availability == CCW_AVAIL_BOXED)
		out_puts(out, " reserved=1");
	if (dev->delay)
		out_printf(out, " delay=%x", dev->delay);
	if (dev->online_delay)
		out_printf(out, " onlinedelay=%x", dev->online_delay);
	if (dev->online_error)
		out_printf(out, " onlineerror=%x", (unsigned int)dev->online_error);
	emulate_disk(dev, out);
}

void emulate_subchannel(const struct machine *m, const struct machine_subchannel *sch,
			struct out *out)
{
	int i;

	out_printf(out, "subchannel %x.%04x type=%x", sch->id.ssid, sch->id.devno, sch->type);
	if (sch->has_device || sch->has_busid)
		out_printf(out, " dnv=1 devno=%x",
			   sch->has_device ? sch->device.id.devno : sch->busid.devno);
	out_printf(out, " pim=%x pam=%x pom=%x chpids=", sch->masks.pim,
		   pam_if_configured(m, sch), sch->masks.pom);
	for (i = 0; i < CCW_PATHS_MAX; i++)
		out_printf(out, "%02x", sch->chpids[i]);
	if (sch->has_device)
		emulate_device(&sch->device, out);
	else
		out_puts(out, " nodev=1");
	out_putc(out, '\n');
}

void emulate_machine(const struct machine *m, struct out *out)
{
	bool has_sclp = !(m->absent & CCW_ATTR(CCW_CHP_CONFIGURE));
	size_t i;

	out_printf(out, "machine beside=%d sclp=%d sclp_refuse=%d configure_crw=%d\n",
		   m->beside, has_sclp, m->sclp_refuse, !m->silent_configure);
	for (i = 0; i < m->n_chp; i++)
		emulate_chpath(&m->chp[i], out);
	for (i = 0; i < m->n_sch; i++)
		emulate_subchannel(m, &m->sch[i], out);
}
