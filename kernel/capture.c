// SPDX-License-Identifier: GPL-2.0-only
/*
 * capture.c - the machine that libccw sees
 *
 * What cannot be read is absent: a machine file has no other word for it.
 */
#include <errno.h>
#include <string.h>

#include "capture.h"
#include "names.h"

/* Adds the attribute to *@absent unless @rc says it was read. */
static bool was_read(int rc, enum ccw_attr attr, uint64_t *absent)
{
	if (rc)
		*absent |= CCW_ATTR(attr);
	return !rc;
}

/* The kernel's own names always can be in a machine file; NULL: this one cannot. */
static const char *copy_name(struct machine *m, const char *what, const char *str,
			     struct machine_diag *diag)
{
	if (text_is_name(str))
		return machine_strdup(m, str);
	machine_warning(diag, (struct machine_pos){ 0, 0 },
			"%s \"%s\" left out: not a name", what, str);
	return NULL;
}

static void capture_css(struct machine *m, const struct ccw_css *css)
{
	struct machine_css *c = machine_add_css(m, ccw_css_get_id(css));
	uint8_t id;
	bool on;

	if (!ccw_css_get_cm_enable(css, &on))
		c->cm_enable = on;
	if (!ccw_css_get_real_cssid(css, &id))
		c->real_cssid = id;
}

static void capture_chpath(struct machine *m, const struct ccw_chpath *chp)
{
	struct machine_chpath *c = machine_add_chpath(m, ccw_chpath_get_id(chp));
	enum ccw_configure configure;
	const char *util;

	was_read(ccw_chpath_get_vary(chp, &c->vary), CCW_CHP_STATUS, &c->absent);
	if (was_read(ccw_chpath_get_configure(chp, &configure), CCW_CHP_CONFIGURE,
		     &c->absent))
		c->configure = (uint8_t)configure;
	was_read(ccw_chpath_get_type(chp, &c->type), CCW_CHP_TYPE, &c->absent);
	was_read(ccw_chpath_get_esc(chp, &c->esc), CCW_CHP_ESC, &c->absent);
	was_read(ccw_chpath_get_speed(chp, &c->speed), CCW_CHP_SPEED_BPS, &c->absent);
	c->has_cmg = !ccw_chpath_get_cmg(chp, &c->cmg);
	c->has_shared = !ccw_chpath_get_shared(chp, &c->shared);
	c->has_chid = !ccw_chpath_get_chid(chp, &c->chid, &c->chid_external);
	if (!ccw_chpath_get_util_string(chp, &util) && strlen(util) <= UTIL_MAX)
		c->util = machine_strdup(m, util);
	c->measurement_chars = ccw_chpath_has_measurement_chars(chp);
}

static void capture_cmf(struct machine *m, const struct ccw_device *dev,
			struct machine_device *d)
{
	uint64_t val;
	int i;

	for (i = 0; i < CCW_CMF_COUNT; i++) {
		if (ccw_device_get_cmf(dev, i, &val))
			continue;
		if (!d->cmf)
			d->cmf = machine_alloc(m, sizeof(*d->cmf));
		d->cmf->has |= 1U << i;
		d->cmf->value[i] = val;
	}
}

static void capture_device(struct machine *m, const struct ccw_device *dev,
			   struct machine_device *d, struct machine_diag *diag)
{
	const char *str, *wrong = NULL;
	char id[CCW_ID_STRLEN];

	was_read(ccw_device_get_identity(dev, &d->identity), CCW_DEV_IDENTITY,
		 &d->absent);
	was_read(ccw_device_get_online(dev, &d->online), CCW_DEV_ONLINE, &d->absent);
	was_read(ccw_device_get_availability(dev, &d->availability), CCW_DEV_AVAILABILITY,
		 &d->absent);
	was_read(ccw_device_get_cmb_enable(dev, &d->cmb_enable), CCW_DEV_CMB_ENABLE,
		 &d->absent);
	if (!ccw_device_get_driver(dev, &str))
		d->driver = copy_name(m, "driver", str, diag);
	if (!ccw_device_get_group_device(dev, &str))
		d->group = copy_name(m, "group", str, diag);
	capture_cmf(m, dev, d);
	if (!ccw_device_get_linux(dev, &str))
		wrong = device_set_linux(m, d, str);
	if (wrong)
		machine_warning(diag, d->pos, "device %s, names \"%s\": %s",
				ccw_id_format(d->id, id), str, wrong);
}

/* What only I/O subchannels have. */
static void capture_io(const struct ccw_subchannel *sch, struct machine_subchannel *s)
{
	was_read(ccw_subchannel_get_masks(sch, &s->masks), CCW_SCH_PIMPAMPOM, &s->absent);
	was_read(ccw_subchannel_get_chpids(sch, s->chpids), CCW_SCH_CHPIDS, &s->absent);
	if (was_read(ccw_subchannel_get_vpm(sch, &s->vpm), CCW_SCH_VPM, &s->absent))
		s->given |= CCW_ATTR(CCW_SCH_VPM);
}

static void capture_busid(const struct ccw_subchannel *sch, struct machine_subchannel *s)
{
	int rc = ccw_subchannel_get_dev_busid(sch, &s->busid);

	s->has_busid = !rc;
	if (rc && rc != -ENODEV)
		s->absent |= CCW_ATTR(CCW_SCH_DEV_BUSID);
}

static void capture_subchannel(struct machine *m, const struct ccw_subchannel *sch,
			       struct machine_diag *diag)
{
	const struct ccw_device *dev = ccw_subchannel_get_device(sch);
	struct machine_subchannel *s;
	const char *str;

	s = machine_add_subchannel(m, ccw_subchannel_get_id(sch));
	s->type = (uint8_t)ccw_subchannel_get_type(sch);
	was_read(ccw_subchannel_get_modalias(sch, &str), CCW_SCH_MODALIAS, &s->absent);
	if (!ccw_subchannel_get_driver(sch, &str))
		s->driver = copy_name(m, "driver", str, diag);
	if (!ccw_subchannel_get_driver_override(sch, &str))
		s->driver_override = copy_name(m, "driver_override", str, diag);
	if (!ccw_subchannel_get_mdev(sch, &str))
		s->mdev = machine_strdup(m, str);
	if (s->type == CCW_SUBCHANNEL_IO) {
		capture_io(sch, s);
		capture_busid(sch, s);
	}
	if (!dev)
		return;
	s->has_device = true;
	machine_device_init(&s->device, ccw_device_get_id(dev));
	capture_device(m, dev, &s->device, diag);
}

int capture_system(struct machine *m, struct ccw_ctx *ctx, struct machine_diag *diag)
{
	const struct ccw_subchannel *sch;
	const struct ccw_device *dev;
	const struct ccw_chpath *chp;
	const struct ccw_css *css;
	struct ccw_snapshot *snap;
	int rc;

	rc = ccw_snapshot_new(ctx, NULL, &snap);
	if (rc)
		return rc;
	ccw_snapshot_foreach_css (snap, css)
		capture_css(m, css);
	ccw_snapshot_foreach_chpath (snap, chp)
		capture_chpath(m, chp);
	ccw_snapshot_foreach_subchannel (snap, sch)
		capture_subchannel(m, sch, diag);
	ccw_snapshot_foreach_device (snap, dev)
		if (!ccw_device_get_subchannel(dev))
			capture_device(m, dev,
				       machine_add_defunct(m, ccw_device_get_id(dev)),
				       diag);
	ccw_snapshot_free(snap);
	return 0;
}
