// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * subchannel.c - subchannels
 */
#include <errno.h>
#include <string.h>

#include "internal.h"
#include "parse.h"

static int parse_type(const char *text, void *obj)
{
	struct ccw_subchannel *sch = obj;
	uint64_t type;
	int rc;

	rc = parse_dec(text, 7, &type);
	if (!rc)
		sch->type = type;
	return rc;
}

static int parse_masks(const char *text, void *obj)
{
	struct ccw_subchannel *sch = obj;

	return parse_pimpampom(text, &sch->masks);
}

static int parse_sch_chpids(const char *text, void *obj)
{
	struct ccw_subchannel *sch = obj;

	return parse_chpids(text, sch->chpids);
}

static int parse_vpm(const char *text, void *obj)
{
	struct ccw_subchannel *sch = obj;
	uint32_t vpm;
	int rc;

	rc = parse_hex(text, 2, &vpm);
	if (!rc)
		sch->vpm = vpm;
	return rc;
}

static int parse_dev_busid(const char *text, void *obj)
{
	struct ccw_subchannel *sch = obj;

	if (!strcmp(text, "none"))
		return -ENODEV;
	return parse_canonical_id(text, &sch->dev_busid);
}

static struct sch_strings *strings(struct reader *reader, struct ccw_subchannel *sch)
{
	if (!sch->str)
		sch->str = reader_alloc(reader, sizeof(*sch->str));
	return sch->str;
}

static int load_string(struct reader *reader, struct place *place, const char *file,
		       const char **str)
{
	char text[ATTR_MAX];
	int rc;

	rc = reader_line(reader, place->dirfd, place_file(place, file), text);
	if (rc)
		return rc;
	if (!strcmp(text, "(null)"))
		return -ENODATA;
	*str = reader_strdup(reader, text);
	return *str ? 0 : -ENOMEM;
}

static int load_modalias(struct reader *reader, struct place *place, void *obj)
{
	struct sch_strings *str = strings(reader, obj);

	return str ? load_string(reader, place, "modalias", &str->modalias) : -ENOMEM;
}

static int load_override(struct reader *reader, struct place *place, void *obj)
{
	struct sch_strings *str = strings(reader, obj);

	return str ? load_string(reader, place, "driver_override", &str->driver_override) :
		     -ENOMEM;
}

static int load_driver(struct reader *reader, struct place *place, void *obj)
{
	struct sch_strings *str = strings(reader, obj);

	if (!str)
		return -ENOMEM;
	if (str->driver)
		return 0;
	return load_link_name(reader, place, "driver", &str->driver);
}

/* vfio_ccw names its mediated device by the UUID it was made with. */
static int load_mdev(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_subchannel *sch = obj;
	char uuid[40];
	int rc;

	rc = load_driver(reader, place, obj);
	if (rc)
		return rc;
	if (strcmp(sch->str->driver, "vfio_ccw"))
		return -ENODATA;
	rc = scan_first(reader, place, "", is_uuid, uuid, sizeof(uuid));
	if (rc == -ENODATA)
		return -ENODEV;
	if (rc)
		return rc;
	sch->str->mdev = reader_strdup(reader, uuid);
	return sch->str->mdev ? 0 : -ENOMEM;
}

static const struct attr_def sch_attrs[] = {
	{ CCW_SCH_PIMPAMPOM, "pimpampom", parse_masks, NULL },
	{ CCW_SCH_CHPIDS, "chpids", parse_sch_chpids, NULL },
	{ CCW_SCH_VPM, "vpm", parse_vpm, NULL },
	{ CCW_SCH_DEV_BUSID, "dev_busid", parse_dev_busid, NULL },
	{ CCW_SCH_MODALIAS, "modalias", NULL, load_modalias },
	{ CCW_SCH_DRIVER, "driver", NULL, load_driver },
	{ CCW_SCH_DRIVER_OVERRIDE, "driver_override", NULL, load_override },
	{ CCW_SCH_MDEV, "driver", NULL, load_mdev },
};

static const struct attr_def sch_type_attr[] = {
	{ CCW_SCH_TYPE, "type", parse_type, NULL },
};

static uint8_t *sch_err(struct ccw_subchannel *sch, enum ccw_attr attr)
{
	return &sch->err[attr - CCW_SCH_TYPE];
}

static int sch_rc(const struct ccw_subchannel *sch, enum ccw_attr attr)
{
	return -sch->err[attr - CCW_SCH_TYPE];
}

enum load subchannel_load(struct reader *reader, struct place *place, uint64_t wanted,
			  bool has_device, struct ccw_subchannel *sch)
{
	enum load result, type_result;

	memset(sch->err, EINVAL, sizeof(sch->err));
	sch->str = NULL;
	/* the directory of the device has told already, and saves a read */
	if (has_device)
		wanted &= ~CCW_ATTR(CCW_SCH_DEV_BUSID);
	result = attrs_load(reader, place, sch_attrs, ARRAY_SIZE(sch_attrs), CCW_SCH_TYPE,
			    wanted, sch, sch->err);
	/*
	 * Only I/O subchannels have devices or path masks (drivers/s390/cio/css.c,
	 * io_subchannel_type), so that the type is worth a read on others only.
	 */
	sch->type = CCW_SUBCHANNEL_IO;
	*sch_err(sch, CCW_SCH_TYPE) = 0;
	if (result == LOAD_GONE || has_device || !*sch_err(sch, CCW_SCH_PIMPAMPOM))
		return result;
	type_result = attrs_load(reader, place, sch_type_attr, 1, CCW_SCH_TYPE,
				 CCW_ATTR(CCW_SCH_TYPE), sch, sch->err);
	return type_result > result ? type_result : result;
}

CCW_EXPORT struct ccw_id ccw_subchannel_get_id(const struct ccw_subchannel *sch)
{
	return sch->id;
}

CCW_EXPORT enum ccw_subchannel_type ccw_subchannel_get_type(const struct ccw_subchannel *sch)
{
	return sch->type;
}

CCW_EXPORT const struct ccw_device *
ccw_subchannel_get_device(const struct ccw_subchannel *sch)
{
	return sch->dev;
}

CCW_EXPORT int ccw_subchannel_get_dev_busid(const struct ccw_subchannel *sch,
					    struct ccw_id *id)
{
	int rc = sch->dev ? 0 : sch_rc(sch, CCW_SCH_DEV_BUSID);

	if (!rc)
		*id = sch->dev ? sch->dev->id : sch->dev_busid;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_masks(const struct ccw_subchannel *sch,
					struct ccw_masks *masks)
{
	int rc = sch_rc(sch, CCW_SCH_PIMPAMPOM);

	if (!rc)
		*masks = sch->masks;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_vpm(const struct ccw_subchannel *sch, uint8_t *vpm)
{
	int rc = sch_rc(sch, CCW_SCH_VPM);

	if (!rc)
		*vpm = sch->vpm;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_chpids(const struct ccw_subchannel *sch, uint8_t *chpids)
{
	int rc = sch_rc(sch, CCW_SCH_CHPIDS);

	if (!rc)
		memcpy(chpids, sch->chpids, sizeof(sch->chpids));
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_modalias(const struct ccw_subchannel *sch,
					   const char **str)
{
	int rc = sch_rc(sch, CCW_SCH_MODALIAS);

	if (!rc)
		*str = sch->str->modalias;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_driver(const struct ccw_subchannel *sch, const char **str)
{
	int rc = sch_rc(sch, CCW_SCH_DRIVER);

	if (!rc)
		*str = sch->str->driver;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_driver_override(const struct ccw_subchannel *sch,
						  const char **str)
{
	int rc = sch_rc(sch, CCW_SCH_DRIVER_OVERRIDE);

	if (!rc)
		*str = sch->str->driver_override;
	return rc;
}

CCW_EXPORT int ccw_subchannel_get_mdev(const struct ccw_subchannel *sch, const char **uuid)
{
	int rc = sch_rc(sch, CCW_SCH_MDEV);

	if (!rc)
		*uuid = sch->str->mdev;
	return rc;
}
