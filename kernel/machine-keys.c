// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-keys.c - lines of a machine file: machine, css, chpath
 */
#include <stdio.h>
#include <string.h>

#include "machine-keys.h"
#include "text.h"

/* ---- values that several tables have ---- */

bool parse_yes_no(const char *text, bool *val)
{
	if (strcmp(text, "yes") && strcmp(text, "no"))
		return false;
	*val = *text == 'y';
	return true;
}

/* As in sysfs; "cutype" stands for all that tells the identity. */
static const struct {
	const char *name;
	enum ccw_attr attr;
} absent_names[] = {
	{ "status", CCW_CHP_STATUS },
	{ "configure", CCW_CHP_CONFIGURE },
	{ "type", CCW_CHP_TYPE },
	{ "esc", CCW_CHP_ESC },
	{ "speed_bps", CCW_CHP_SPEED_BPS },
	{ "util_string", CCW_CHP_UTIL_STRING },
	{ "modalias", CCW_SCH_MODALIAS },
	{ "driver_override", CCW_SCH_DRIVER_OVERRIDE },
	{ "chpids", CCW_SCH_CHPIDS },
	{ "pimpampom", CCW_SCH_PIMPAMPOM },
	{ "vpm", CCW_SCH_VPM },
	{ "dev_busid", CCW_SCH_DEV_BUSID },
	{ "cutype", CCW_DEV_IDENTITY },
	{ "online", CCW_DEV_ONLINE },
	{ "availability", CCW_DEV_AVAILABILITY },
	{ "cmb_enable", CCW_DEV_CMB_ENABLE },
};

bool absent_parse(const char *text, uint64_t allowed, uint64_t *absent)
{
	uint64_t attrs = 0, attr;
	size_t i, len;

	for (;; text += len + 1) {
		len = strcspn(text, ",");
		for (attr = 0, i = 0; i < ARRAY_SIZE(absent_names); i++)
			if (strlen(absent_names[i].name) == len &&
			    !memcmp(absent_names[i].name, text, len))
				attr = CCW_ATTR(absent_names[i].attr);
		if (!(attr & allowed))
			return false;
		attrs |= attr;
		if (!text[len])
			break;
	}
	*absent |= attrs;
	return true;
}

bool absent_format(uint64_t absent, char *buf)
{
	char *p = buf;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(absent_names); i++)
		if (absent & CCW_ATTR(absent_names[i].attr))
			p += sprintf(p, "%s%s", p > buf ? "," : "", absent_names[i].name);
	return p > buf;
}

bool line_has(const struct object_line *line, const char *key)
{
	const struct key_def *def;
	unsigned int i;

	for (i = 0, def = line->def->keys; def->name; i++, def++)
		if (!strcmp(def->name, key))
			return line->seen & 1ULL << i;
	for (i = DEVICE_KEY_SHIFT, def = line->def->device_keys; def && def->name;
	     i++, def++)
		if (!strcmp(def->name, key))
			return line->seen & 1ULL << i;
	return false;
}

void check_absent(struct object_line *line, uint64_t absent)
{
	char names[KEY_VALUE_MAX];

	if (absent_format(absent & line->given, names))
		machine_error(line->diag, line->pos,
			      "%s: said to be absent, but there is a value", names);
}

/* ---- machine ---- */

static void *machine_begin(struct machine *m, const char *id, struct machine_pos pos)
{
	m->pos = pos;
	return m;
}

static bool parse_common_absent(struct machine *m, void *obj, int arg, const char *text)
{
	return absent_parse(text, ABSENT_CHPATH | ABSENT_SUBCHANNEL | ABSENT_DEVICE,
			    &m->absent);
}

static bool get_common_absent(const struct machine *m, const void *obj, int arg,
			      char *buf)
{
	return absent_format(m->absent, buf);
}

static bool parse_mode(struct machine *m, void *obj, int arg, const char *text)
{
	m->beside = !strcmp(text, "beside");
	return m->beside || !strcmp(text, "exclusive");
}

static bool get_mode(const struct machine *m, const void *obj, int arg, char *buf)
{
	strcpy(buf, "beside");
	return m->beside;
}

static bool parse_sclp(struct machine *m, void *obj, int arg, const char *text)
{
	m->sclp_refuse = !strcmp(text, "refuse");
	return m->sclp_refuse || !strcmp(text, "allow");
}

static bool get_sclp(const struct machine *m, const void *obj, int arg, char *buf)
{
	strcpy(buf, "refuse");
	return m->sclp_refuse;
}

static bool parse_configure_crw(struct machine *m, void *obj, int arg, const char *text)
{
	bool yes;

	if (!parse_yes_no(text, &yes))
		return false;
	m->silent_configure = !yes;
	return true;
}

static bool get_configure_crw(const struct machine *m, const void *obj, int arg, char *buf)
{
	strcpy(buf, "no");
	return m->silent_configure;
}

static void machine_end(struct object_line *line)
{
	struct machine *m = line->m;

	if (m->has_line)
		machine_error(line->diag, line->pos, "a second machine line");
	else if (m->n_css || m->n_chp || m->n_sch || m->n_defunct)
		machine_error(line->diag, line->pos, "the machine line must come first");
	m->has_line = true;
}

static const struct key_def machine_keys[] = {
	{ "absent", 0, "names of attributes, separated by commas", parse_common_absent,
	  get_common_absent, 0 },
	{ "mode", 0, "exclusive or beside", parse_mode, get_mode, 0 },
	{ "sclp", 0, "allow or refuse", parse_sclp, get_sclp, 0 },
	{ "configure-crw", 0, "yes or no", parse_configure_crw, get_configure_crw, 0 },
	{ 0 },
};

const struct object_def machine_object = {
	.keyword = "machine",
	.begin = machine_begin,
	.keys = machine_keys,
	.end = machine_end,
};

/* ---- css ---- */

static void *css_begin(struct machine *m, const char *id, struct machine_pos pos)
{
	struct machine_css *css;
	uint32_t val;

	if (!text_to_hex(id, 2, &val))
		return NULL;
	css = machine_add_css(m, (uint8_t)val);
	css->pos = pos;
	return css;
}

static bool parse_cm_enable(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_css *css = obj;
	bool on;

	if (!parse_yes_no(text, &on))
		return false;
	css->cm_enable = on;
	return true;
}

static bool get_cm_enable(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_css *css = obj;

	if (css->cm_enable < 0)
		return false;
	strcpy(buf, css->cm_enable ? "yes" : "no");
	return true;
}

static bool parse_real_cssid(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_css *css = obj;
	uint32_t val;

	if (!text_to_hex(text, 2, &val))
		return false;
	css->real_cssid = (int16_t)val;
	return true;
}

static bool get_real_cssid(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_css *css = obj;

	if (css->real_cssid < 0)
		return false;
	sprintf(buf, "%x", (unsigned int)css->real_cssid);
	return true;
}

static const struct key_def css_keys[] = {
	{ "cm_enable", 0, "yes or no", parse_cm_enable, get_cm_enable, 0 },
	{ "real_cssid", 0, "one or two hexadecimal digits", parse_real_cssid,
	  get_real_cssid, 0 },
	{ 0 },
};

const struct object_def css_object = {
	.keyword = "css",
	.id_expected = "a css id, one or two hexadecimal digits",
	.begin = css_begin,
	.keys = css_keys,
};

/* ---- chpath ---- */

static void *chpath_begin(struct machine *m, const char *id, struct machine_pos pos)
{
	struct machine_chpath *chp;
	struct ccw_chpid chpid;

	if (ccw_chpid_parse(id, &chpid))
		return NULL;
	chp = machine_add_chpath(m, chpid);
	chp->pos = pos;
	return chp;
}

static bool parse_type(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	uint32_t val;

	if (!text_to_hex(text, 2, &val))
		return false;
	chp->type = (uint8_t)val;
	return true;
}

static bool get_type(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	if (chp->absent & CCW_ATTR(CCW_CHP_TYPE))
		return false;
	sprintf(buf, "%02x", chp->type);
	return true;
}

static bool parse_vary(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;

	if (strcmp(text, "on") && strcmp(text, "off"))
		return false;
	chp->vary = !strcmp(text, "on");
	return true;
}

static bool get_vary(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	if (chp->vary || (chp->absent & CCW_ATTR(CCW_CHP_STATUS)))
		return false;
	strcpy(buf, "off");
	return true;
}

static const char *const configure_names[] = {
	[CCW_CONFIGURE_STANDBY] = "standby",
	[CCW_CONFIGURE_CONFIGURED] = "configured",
	[CCW_CONFIGURE_RESERVED] = "reserved",
	[CCW_CONFIGURE_NOT_RECOGNIZED] = "not_recognized",
};

static bool parse_configure(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(configure_names); i++) {
		if (strcmp(text, configure_names[i]) && (text[0] != '0' + i || text[1]))
			continue;
		chp->configure = (uint8_t)i;
		return true;
	}
	return false;
}

static bool get_configure(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	if (chp->configure == CCW_CONFIGURE_CONFIGURED ||
	    (chp->absent & CCW_ATTR(CCW_CHP_CONFIGURE)))
		return false;
	strcpy(buf, configure_names[chp->configure]);
	return true;
}

static bool parse_chid(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	uint32_t val;

	if (!text_to_hex(text, 4, &val))
		return false;
	chp->chid = (uint16_t)val;
	chp->has_chid = true;
	return true;
}

static bool get_chid(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	sprintf(buf, "%04x", chp->chid);
	return chp->has_chid;
}

static bool parse_external(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;

	return parse_yes_no(text, &chp->chid_external);
}

static bool get_external(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	strcpy(buf, "no");
	return chp->has_chid && !chp->chid_external;
}

static bool parse_cmg(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	uint64_t val;

	if (!text_to_dec(text, UINT32_MAX, &val))
		return false;
	chp->cmg = (uint32_t)val;
	chp->has_cmg = true;
	return true;
}

static bool get_cmg(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	sprintf(buf, "%u", chp->cmg);
	return chp->has_cmg;
}

static bool parse_shared(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;

	chp->has_shared = text_to_hex(text, 8, &chp->shared);
	return chp->has_shared;
}

static bool get_shared(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	sprintf(buf, "%x", chp->shared);
	return chp->has_shared;
}

static bool parse_esc(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	uint32_t val;

	if (!text_to_hex(text, 2, &val))
		return false;
	chp->esc = (uint8_t)val;
	return true;
}

static bool get_esc(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	sprintf(buf, "%x", chp->esc);
	return chp->esc && !(chp->absent & CCW_ATTR(CCW_CHP_ESC));
}

static bool parse_speed(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;

	return text_to_speed(text, &chp->speed);
}

static bool get_speed(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	speed_to_text(chp->speed, buf, KEY_VALUE_MAX);
	return chp->speed && !(chp->absent & CCW_ATTR(CCW_CHP_SPEED_BPS));
}

/* Nothing but '@' is what a reader takes for EBCDIC blanks. */
static bool parse_util(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;
	char util[UTIL_MAX + 1];
	size_t i, len = strlen(text);

	while (len && text[len - 1] == ' ')
		len--;
	if (len >= sizeof(util) || (len && strspn(text, "@") >= len))
		return false;
	for (i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	memcpy(util, text, len);
	util[len] = '\0';
	chp->util = len ? machine_strdup(m, util) : NULL;
	return true;
}

static bool get_util(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	if (!chp->util)
		return false;
	snprintf(buf, KEY_VALUE_MAX, "%s", chp->util);
	return true;
}

static bool parse_measurement_chars(struct machine *m, void *obj, int arg,
				    const char *text)
{
	struct machine_chpath *chp = obj;

	return parse_yes_no(text, &chp->measurement_chars);
}

static bool get_measurement_chars(const struct machine *m, const void *obj, int arg,
				  char *buf)
{
	const struct machine_chpath *chp = obj;

	strcpy(buf, "yes");
	return chp->measurement_chars;
}

static bool parse_chp_absent(struct machine *m, void *obj, int arg, const char *text)
{
	struct machine_chpath *chp = obj;

	return absent_parse(text, ABSENT_CHPATH, &chp->absent);
}

static bool get_chp_absent(const struct machine *m, const void *obj, int arg, char *buf)
{
	const struct machine_chpath *chp = obj;

	return absent_format(chp->absent & ~m->absent, buf);
}

static void chpath_end(struct object_line *line)
{
	struct machine_chpath *chp = line->obj;

	chp->given = line->given;
	check_absent(line, chp->absent);
	if (!line_has(line, "type") &&
	    !((chp->absent | line->m->absent) & CCW_ATTR(CCW_CHP_TYPE)))
		machine_error(line->diag, line->pos, "a chpath needs type=");
	if (line_has(line, "external") && !chp->has_chid)
		machine_error(line->diag, line->pos,
			      "external= says nothing without chid=");
}

static const struct key_def chpath_keys[] = {
	{ "type", CCW_ATTR(CCW_CHP_TYPE), "a channel-path type, e.g. 1b", parse_type,
	  get_type, 0 },
	{ "vary", CCW_ATTR(CCW_CHP_STATUS), "on or off", parse_vary, get_vary, 0 },
	{ "configure", CCW_ATTR(CCW_CHP_CONFIGURE),
	  "standby, configured, reserved or not_recognized", parse_configure,
	  get_configure, 0 },
	{ "chid", 0, "one to four hexadecimal digits", parse_chid, get_chid, 0 },
	{ "external", 0, "yes or no", parse_external, get_external, 0 },
	{ "cmg", 0, "a decimal number", parse_cmg, get_cmg, 0 },
	{ "shared", 0, "0, 1 or another hexadecimal number", parse_shared, get_shared,
	  0 },
	{ "esc", CCW_ATTR(CCW_CHP_ESC), "one or two hexadecimal digits", parse_esc,
	  get_esc, 0 },
	{ "speed", CCW_ATTR(CCW_CHP_SPEED_BPS), "bits per second, e.g. 16G", parse_speed,
	  get_speed, 0 },
	{ "util", CCW_ATTR(CCW_CHP_UTIL_STRING),
	  "up to 64 ASCII characters, not only '@'", parse_util, get_util, 0 },
	{ "measurement_chars", 0, "yes or no", parse_measurement_chars,
	  get_measurement_chars, 0 },
	{ "absent", 0,
	  "of status, configure, type, esc, speed_bps, util_string, separated by commas",
	  parse_chp_absent, get_chp_absent, 0 },
	{ 0 },
};

const struct object_def chpath_object = {
	.keyword = "chpath",
	.id_expected = "a channel-path id, e.g. 0.3a",
	.begin = chpath_begin,
	.keys = chpath_keys,
	.end = chpath_end,
};
