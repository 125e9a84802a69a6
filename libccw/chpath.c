// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * chpath.c - channel paths
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"
#include "parse.h"

/* The kernel's largest, channel_path_desc_fmt3.util_str, with room to spare. */
#define UTIL_STRING_MAX 256

static int parse_status(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;

	return parse_vary(text, &chp->vary);
}

static int parse_configure(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;
	uint64_t state;
	int rc;

	rc = parse_dec(text, CCW_CONFIGURE_NOT_RECOGNIZED, &state);
	if (!rc)
		chp->configure = state;
	return rc;
}

static int parse_type(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;
	uint32_t type;
	int rc;

	rc = parse_hex(text, 2, &type);
	if (!rc)
		chp->type = type;
	return rc;
}

static int parse_cmg(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;
	uint64_t cmg;
	int rc;

	if (!strcmp(text, "unknown"))
		return -ENODATA;
	rc = parse_dec(text, UINT32_MAX, &cmg);
	if (!rc)
		chp->cmg = cmg;
	return rc;
}

static int parse_shared(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;

	if (!strcmp(text, "unknown"))
		return -ENODATA;
	return parse_hex(text, 8, &chp->shared);
}

static int load_chid(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_chpath *chp = obj;
	char text[ATTR_MAX];
	uint32_t chid;
	int rc;

	rc = reader_line(reader, place->dirfd, place_file(place, "chid"), text);
	if (!rc)
		rc = parse_hex(text, 4, &chid);
	if (rc)
		return rc;
	rc = reader_line(reader, place->dirfd, place_file(place, "chid_external"), text);
	if (!rc)
		rc = parse_bool(text, &chp->chid_external);
	if (!rc)
		chp->chid = chid;
	return rc;
}

static int parse_esc(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;
	uint32_t esc;
	int rc;

	rc = parse_hex(text, 2, &esc);
	if (!rc)
		chp->esc = esc;
	return rc;
}

static int parse_speed_bps(const char *text, void *obj)
{
	struct ccw_chpath *chp = obj;

	return parse_speed(text, &chp->speed);
}

static int load_util_string(struct reader *reader, struct place *place, void *obj)
{
	char bytes[UTIL_STRING_MAX], text[UTIL_STRING_MAX];
	struct ccw_chpath *chp = obj;
	ssize_t len;

	len = reader_read(reader, place->dirfd, place_file(place, "util_string"), bytes,
			  sizeof(bytes));
	if (len == -EMSGSIZE)
		return -EBADMSG;
	if (len < 0)
		return (int)len;
	if (!util_string_to_ascii((const uint8_t *)bytes, (size_t)len, text))
		return -ENODATA;
	chp->util_string = reader_strdup(reader, text);
	return chp->util_string ? 0 : -ENOMEM;
}

static int load_measurement_chars(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_chpath *chp = obj;
	struct place file = *place;

	place_file(&file, "measurement_chars");
	file.len = strlen(file.path);
	chp->has_measurement_chars = place_exists(&file);
	return 0;
}

static const struct attr_def chp_attrs[] = {
	{ CCW_CHP_STATUS, "status", parse_status, NULL },
	{ CCW_CHP_CONFIGURE, "configure", parse_configure, NULL },
	{ CCW_CHP_TYPE, "type", parse_type, NULL },
	{ CCW_CHP_CMG, "cmg", parse_cmg, NULL },
	{ CCW_CHP_SHARED, "shared", parse_shared, NULL },
	{ CCW_CHP_CHID, "chid", NULL, load_chid },
	{ CCW_CHP_ESC, "esc", parse_esc, NULL },
	{ CCW_CHP_SPEED_BPS, "speed_bps", parse_speed_bps, NULL },
	{ CCW_CHP_UTIL_STRING, "util_string", NULL, load_util_string },
	{ CCW_CHP_MEASUREMENT_CHARS, "measurement_chars", NULL, load_measurement_chars },
};

enum load chpath_load(struct reader *reader, struct place *place, uint64_t wanted,
		      struct ccw_chpath *chp)
{
	memset(chp->err, EINVAL, sizeof(chp->err));
	return attrs_load(reader, place, chp_attrs, ARRAY_SIZE(chp_attrs), CCW_CHP_STATUS,
			  wanted, chp, chp->err);
}

static int chp_rc(const struct ccw_chpath *chp, enum ccw_attr attr)
{
	return -chp->err[attr - CCW_CHP_STATUS];
}

CCW_EXPORT bool ccw_chpath_exists(const struct ccw_ctx *ctx, struct ccw_chpid chpid)
{
	char id[CCW_ID_STRLEN], *path;
	bool exists;

	if (asprintf(&path, "%s/devices/css%x/chp%s", ctx->root, chpid.cssid,
		     ccw_chpid_format(chpid, id)) < 0)
		return true;
	exists = access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
	free(path);
	return exists;
}

CCW_EXPORT struct ccw_chpid ccw_chpath_get_id(const struct ccw_chpath *chp)
{
	return chp->id;
}

CCW_EXPORT int ccw_chpath_get_vary(const struct ccw_chpath *chp, bool *on)
{
	int rc = chp_rc(chp, CCW_CHP_STATUS);

	if (!rc)
		*on = chp->vary;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_configure(const struct ccw_chpath *chp,
					enum ccw_configure *state)
{
	int rc = chp_rc(chp, CCW_CHP_CONFIGURE);

	if (!rc)
		*state = chp->configure;
	return rc;
}

CCW_EXPORT bool ccw_chpath_is_standby(const struct ccw_chpath *chp)
{
	enum ccw_configure state;

	return !ccw_chpath_get_configure(chp, &state) &&
	       (state == CCW_CONFIGURE_STANDBY || state == CCW_CONFIGURE_RESERVED);
}

CCW_EXPORT int ccw_chpath_get_type(const struct ccw_chpath *chp, uint8_t *type)
{
	int rc = chp_rc(chp, CCW_CHP_TYPE);

	if (!rc)
		*type = chp->type;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_cmg(const struct ccw_chpath *chp, uint32_t *cmg)
{
	int rc = chp_rc(chp, CCW_CHP_CMG);

	if (!rc)
		*cmg = chp->cmg;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_shared(const struct ccw_chpath *chp, uint32_t *shared)
{
	int rc = chp_rc(chp, CCW_CHP_SHARED);

	if (!rc)
		*shared = chp->shared;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_chid(const struct ccw_chpath *chp, uint16_t *chid,
				   bool *external)
{
	int rc = chp_rc(chp, CCW_CHP_CHID);

	if (!rc) {
		*chid = chp->chid;
		*external = chp->chid_external;
	}
	return rc;
}

CCW_EXPORT int ccw_chpath_get_esc(const struct ccw_chpath *chp, uint8_t *esc)
{
	int rc = chp_rc(chp, CCW_CHP_ESC);

	if (!rc)
		*esc = chp->esc;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_speed(const struct ccw_chpath *chp, uint64_t *bps)
{
	int rc = chp_rc(chp, CCW_CHP_SPEED_BPS);

	if (!rc)
		*bps = chp->speed;
	return rc;
}

CCW_EXPORT int ccw_chpath_get_util_string(const struct ccw_chpath *chp, const char **str)
{
	int rc = chp_rc(chp, CCW_CHP_UTIL_STRING);

	if (!rc)
		*str = chp->util_string;
	return rc;
}

CCW_EXPORT bool ccw_chpath_has_measurement_chars(const struct ccw_chpath *chp)
{
	return chp->has_measurement_chars;
}
