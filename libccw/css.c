// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * css.c - channel subsystems
 */
#include <errno.h>
#include <string.h>

#include "internal.h"
#include "parse.h"

static int parse_cm_enable(const char *text, void *obj)
{
	struct ccw_css *css = obj;

	return parse_bool(text, &css->cm_enable);
}

/* Where the machine does not tell, the kernel shows the file and answers these. */
static int load_real_cssid(struct reader *reader, struct place *place, void *obj)
{
	struct ccw_css *css = obj;
	char text[ATTR_MAX];
	uint32_t id;
	int rc;

	rc = reader_line(reader, place->dirfd, place_file(place, "real_cssid"), text);
	if (rc == -EINVAL || rc == -EOPNOTSUPP)
		return -ENODATA;
	if (!rc)
		rc = parse_hex(text, 2, &id);
	if (!rc)
		css->real_cssid = id;
	return rc;
}

static const struct attr_def css_attrs[] = {
	{ CCW_CSS_CM_ENABLE, "cm_enable", parse_cm_enable, NULL },
	{ CCW_CSS_REAL_CSSID, "real_cssid", NULL, load_real_cssid },
};

enum load css_load(struct reader *reader, struct place *place, uint64_t wanted,
		   struct ccw_css *css)
{
	memset(css->err, EINVAL, sizeof(css->err));
	return attrs_load(reader, place, css_attrs, ARRAY_SIZE(css_attrs), CCW_CSS_CM_ENABLE,
			  wanted, css, css->err);
}

static int css_rc(const struct ccw_css *css, enum ccw_attr attr)
{
	return -css->err[attr - CCW_CSS_CM_ENABLE];
}

CCW_EXPORT uint8_t ccw_css_get_id(const struct ccw_css *css)
{
	return css->id;
}

CCW_EXPORT int ccw_css_get_cm_enable(const struct ccw_css *css, bool *on)
{
	int rc = css_rc(css, CCW_CSS_CM_ENABLE);

	if (!rc)
		*on = css->cm_enable;
	return rc;
}

CCW_EXPORT int ccw_css_get_real_cssid(const struct ccw_css *css, uint8_t *cssid)
{
	int rc = css_rc(css, CCW_CSS_REAL_CSSID);

	if (!rc)
		*cssid = css->real_cssid;
	return rc;
}
