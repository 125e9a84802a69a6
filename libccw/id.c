// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * id.c - bus ids and channel-path ids
 */
#include <errno.h>

#include "internal.h"
#include "parse.h"

CCW_EXPORT int ccw_id_parse(const char *str, struct ccw_id *id)
{
	uint32_t cssid = 0, ssid = 0, devno;
	const char *p = str;

	if (parse_hex_digits(&p, 1, 4, &devno) == 0 && !*p) {
		*id = (struct ccw_id){ .devno = devno };
		return 0;
	}
	p = str;
	if (parse_hex_digits(&p, 1, 2, &cssid) < 0 || *p++ != '.' ||
	    parse_hex_digits(&p, 1, 1, &ssid) < 0 || *p++ != '.' ||
	    parse_hex_digits(&p, 1, 4, &devno) < 0 || *p)
		return -EINVAL;
	*id = (struct ccw_id){ .cssid = cssid, .ssid = ssid, .devno = devno };
	return 0;
}

static char *put_hex(char *p, unsigned int val, unsigned int digits)
{
	while (digits--)
		*p++ = "0123456789abcdef"[(val >> (4 * digits)) & 0xf];
	return p;
}

CCW_EXPORT char *ccw_id_format(struct ccw_id id, char *buf)
{
	char *p = buf;

	p = put_hex(p, id.cssid, id.cssid > 0xf ? 2 : 1);
	*p++ = '.';
	/* one digit by definition; an id that came from a parser always fits */
	p = put_hex(p, id.ssid, 1);
	*p++ = '.';
	p = put_hex(p, id.devno, 4);
	*p = '\0';
	return buf;
}

CCW_EXPORT int ccw_id_cmp(struct ccw_id a, struct ccw_id b)
{
	uint32_t ka = id_key(a), kb = id_key(b);

	return (ka > kb) - (ka < kb);
}

CCW_EXPORT int ccw_chpid_parse(const char *str, struct ccw_chpid *chpid)
{
	uint32_t cssid = 0, id;
	const char *p = str;

	if (parse_hex_digits(&p, 1, 2, &id) == 0 && !*p) {
		*chpid = (struct ccw_chpid){ .id = id };
		return 0;
	}
	p = str;
	if (parse_hex_digits(&p, 1, 2, &cssid) < 0 || *p++ != '.' ||
	    parse_hex_digits(&p, 1, 2, &id) < 0 || *p)
		return -EINVAL;
	*chpid = (struct ccw_chpid){ .cssid = cssid, .id = id };
	return 0;
}

CCW_EXPORT char *ccw_chpid_format(struct ccw_chpid chpid, char *buf)
{
	char *p = buf;

	p = put_hex(p, chpid.cssid, chpid.cssid > 0xf ? 2 : 1);
	*p++ = '.';
	p = put_hex(p, chpid.id, 2);
	*p = '\0';
	return buf;
}

CCW_EXPORT int ccw_chpid_cmp(struct ccw_chpid a, struct ccw_chpid b)
{
	uint32_t ka = chpid_key(a), kb = chpid_key(b);

	return (ka > kb) - (ka < kb);
}
