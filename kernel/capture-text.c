// SPDX-License-Identifier: GPL-2.0-only
/*
 * capture-text.c - the machine that saved listings of lscss and lschp show
 *
 * A row is told by its first words, so that headings, rules of '-' or '=', prompts
 * and prose may stand between, and columns may be missing (VPM and Avail. are newer).
 * Blanks may be those of a web page, U+00A0.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "names.h"
#include "text.h"

#define WORDS_MAX    16
#define LINE_MAX_LEN 255

/*
 * struct row - a line as lower-case words, with the columns they start at
 * @other_type: of "n/a" rows in the table at hand
 * @vfio: the table at hand is that of lscss --vfio
 * @vpm_column: the table at hand has one
 * @max: the highest id of a subchannel so far
 */
struct row {
	uint8_t other_type;
	bool vfio;
	bool vpm_column;
	struct ccw_id max;
	struct machine *m;
	struct machine_diag *diag;
	struct machine_pos pos;
	char text[LINE_MAX_LEN + 1];
	char *word[WORDS_MAX];
	unsigned int column[WORDS_MAX];
	unsigned int n;
};

/* ---- words ---- */

/* False: not a line of a listing. */
static bool split(struct row *row, const char *line, size_t len)
{
	bool in_word = false;
	size_t i, n;

	row->n = 0;
	if (len > LINE_MAX_LEN)
		return false;
	for (i = 0; i < len; i += n) {
		char c = line[i];

		n = c == '\xc2' && i + 1 < len && line[i + 1] == '\xa0' ? 2 : 1;
		if (n == 2 || c == ' ' || c == '\t' || c == '\r') {
			memset(row->text + i, 0, n);
			in_word = false;
			continue;
		}
		row->text[i] = (char)tolower((unsigned char)c);
		if (in_word)
			continue;
		if (row->n == WORDS_MAX)
			return false;
		in_word = true;
		row->column[row->n] = (unsigned int)i + 1;
		row->word[row->n++] = row->text + i;
	}
	row->text[len] = '\0';
	return row->n > 0;
}

static const char *word(const struct row *row, unsigned int i)
{
	return i < row->n ? row->word[i] : "";
}

static bool is_hex(const char *text, unsigned int digits)
{
	uint32_t val;

	return strlen(text) == digits && text_to_hex(text, digits, &val);
}

static uint8_t hex_byte(const char *text)
{
	uint32_t val = 0;

	text_to_hex(text, 2, &val);
	return (uint8_t)val;
}

/* Full ids only: "css.ssid.devno" as lscss prints it. */
static bool is_busid(const char *text, struct ccw_id *id)
{
	const char *dot = strchr(text, '.');
	struct ccw_id parsed;

	if (!dot || !strchr(dot + 1, '.') || ccw_id_parse(text, &parsed) ||
	    parsed.ssid > 3)
		return false;
	*id = parsed;
	return true;
}

static void complain(struct row *row, unsigned int i, const char *expected)
{
	struct machine_pos pos = row->pos;

	if (i < row->n)
		pos.column = row->column[i];
	machine_error(row->diag, pos, "'%s': expected %s", word(row, i), expected);
}

/* ---- lscss ---- */

/*
 * Rows are in order, mostly: only an id that does not go on is looked for. NULL: it is
 * new.
 */
static struct machine_subchannel *find_subchannel(struct row *row, struct ccw_id id)
{
	struct machine *m = row->m;
	size_t i;

	if (!m->n_sch || ccw_id_cmp(id, row->max) > 0)
		return NULL;
	for (i = 0; i < m->n_sch; i++)
		if (!ccw_id_cmp(m->sch[i].id, id))
			return &m->sch[i];
	return NULL;
}

/* The row's own subchannel, made anew or told once more. */
static struct machine_subchannel *get_subchannel(struct row *row, struct ccw_id id)
{
	struct machine_subchannel *sch = find_subchannel(row, id);

	if (!sch) {
		if (!row->m->n_sch || ccw_id_cmp(id, row->max) > 0)
			row->max = id;
		return machine_add_subchannel(row->m, id);
	}
	machine_warning(row->diag, row->pos,
			"subchannel %s: listed again, this row counts", row->word[1]);
	memset(sch, 0, sizeof(*sch));
	sch->id = id;
	return sch;
}

/* "3390/0c 3990/e9 yes". Return: the next word, 0: an error was reported. */
static unsigned int read_device(struct row *row, unsigned int i,
				struct machine_device *dev)
{
	struct ccw_identity *id = &dev->identity;

	if (!text_to_type_model(word(row, i), &id->dev_type, &id->dev_model)) {
		complain(row, i, "a device type, e.g. 3390/0c");
		return 0;
	}
	i++;
	if (!text_to_type_model(word(row, i), &id->cu_type, &id->cu_model)) {
		complain(row, i, "a control unit type, e.g. 3990/e9");
		return 0;
	}
	i++;
	dev->driver = device_default_driver(id);
	dev->online = !strcmp(word(row, i), "yes");
	return dev->online ? i + 1 : i;
}

/* "08000000 00000000" */
static bool read_chpids(struct row *row, unsigned int i, uint8_t *chpids)
{
	unsigned int half, j;
	uint32_t val;

	for (half = 0; half < 2; half++, i++) {
		const char *text = word(row, i);

		if (!is_hex(text, 8)) {
			complain(row, i, "four CHPIDs in eight hexadecimal digits");
			return false;
		}
		for (j = 0; j < 4; j++) {
			if (!text_skip_hex(&text, 2, &val))
				return false;
			*chpids++ = (uint8_t)val;
		}
	}
	return true;
}

/* "80 80 ff [80] 08000000 00000000". Return: the next word, 0: an error was reported. */
static unsigned int read_paths(struct row *row, unsigned int i,
			       struct machine_subchannel *sch)
{
	uint8_t *mask[] = { &sch->masks.pim, &sch->masks.pam, &sch->masks.pom };
	unsigned int j;

	for (j = 0; j < ARRAY_SIZE(mask); j++, i++) {
		if (!is_hex(word(row, i), 2)) {
			complain(row, i, "a path mask of two hexadecimal digits");
			return 0;
		}
		*mask[j] = hex_byte(word(row, i));
	}
	if (is_hex(word(row, i), 2)) {
		sch->vpm = hex_byte(word(row, i++));
		sch->given |= CCW_ATTR(CCW_SCH_VPM);
	} else if (row->vpm_column) {
		sch->absent |= CCW_ATTR(CCW_SCH_VPM);
	}
	return read_chpids(row, i, sch->chpids) ? i + 2 : 0;
}

/* "no path", or nothing: there is no such column. */
static bool read_avail(struct row *row, unsigned int i, struct machine_device *dev)
{
	char text[24] = "";
	const char *name;
	unsigned int j;
	int avail;

	if (i >= row->n)
		return true;
	snprintf(text, sizeof(text), "%s%s%s", word(row, i), i + 1 < row->n ? " " : "",
		 word(row, i + 1));
	j = i + 2;
	for (avail = 0; j >= row->n && (name = ccw_availability_get_name(avail));
	     avail++) {
		if (!strcmp(text, name)) {
			dev->availability = avail;
			return true;
		}
	}
	complain(row, i, "good, boxed, no path or no device");
	return false;
}

/* "0.0.0191 0.0.0008 3390/0a 3990/e9 yes e0 e0 ff 2a3a0900 00000000" and the like */
static void read_io_row(struct row *row, struct ccw_id id, bool has_busid,
			struct ccw_id busid)
{
	struct machine_subchannel *sch = get_subchannel(row, id);
	unsigned int i = 2;

	sch->pos = row->pos;
	sch->driver = "io_subchannel";
	sch->has_busid = has_busid;
	sch->busid = busid;
	if (strchr(word(row, i), '/')) {
		sch->has_device = true;
		machine_device_init(&sch->device, busid);
		sch->device.pos = row->pos;
		i = read_device(row, i, &sch->device);
	}
	if (i)
		i = read_paths(row, i, sch);
	if (i && sch->has_device)
		read_avail(row, i, &sch->device);
	else if (i && i < row->n)
		complain(row, i, "the end of the row");
	if (sch->has_device && !has_busid)
		complain(row, 0, "the bus id of a device");
}

/* "6dfd3ec5-... 0.0.16ca 80 80 ff 08000000 00000000", from lscss --vfio */
static void read_vfio_row(struct row *row, struct ccw_id id)
{
	const struct machine_subchannel *known = find_subchannel(row, id);
	struct machine_subchannel old = { 0 }, *sch;
	unsigned int i;

	/* lscss --io lists it, too, with its device number */
	if (known)
		old = *known;
	sch = get_subchannel(row, id);
	sch->has_busid = old.has_busid;
	sch->busid = old.busid;
	sch->pos = row->pos;
	sch->driver = "vfio_ccw";
	if (text_is_uuid(word(row, 0)))
		sch->mdev = machine_strdup(row->m, word(row, 0));
	i = read_paths(row, 2, sch);
	if (i && i < row->n)
		complain(row, i, "the end of the row");
}

/* "n/a 0.0.ff00": nothing but which table it is in tells a CHSC from an EADM one */
static void read_other_row(struct row *row, struct ccw_id id)
{
	struct machine_subchannel *sch = get_subchannel(row, id);

	sch->pos = row->pos;
	sch->type = row->other_type;
	sch->driver = subchannel_default_driver(sch);
}

/* "0.0.0191 n/a 3390/0a 3990/e9 yes" */
static void read_defunct_row(struct row *row, struct ccw_id id)
{
	struct machine_device *dev = machine_add_defunct(row->m, id);
	unsigned int i;

	dev->pos = row->pos;
	i = read_device(row, 2, dev);
	if (i)
		read_avail(row, i, dev);
}

/* ---- lschp ---- */

static struct machine_chpath *get_chpath(struct row *row, struct ccw_chpid id)
{
	struct machine *m = row->m;
	struct machine_chpath *chp = NULL;
	size_t i;

	for (i = 0; i < m->n_chp; i++)
		if (!ccw_chpid_cmp(m->chp[i].id, id))
			chp = &m->chp[i];
	if (!chp)
		return machine_add_chpath(m, id);
	machine_warning(row->diag, row->pos, "chpath %s: listed again, this row counts",
			row->word[0]);
	memset(chp, 0, sizeof(*chp));
	chp->id = id;
	return chp;
}

static bool is_unknown(const char *text)
{
	return !strcmp(text, "-");
}

/* "(ff00)" is an internal one, "-" none. */
static bool read_chid(const char *text, struct machine_chpath *chp)
{
	char digits[8] = "";
	size_t len = strlen(text);
	uint32_t val;

	chp->chid_external = text[0] != '(';
	if (is_unknown(text))
		return true;
	if (!chp->chid_external &&
	    (len < 2 || len > sizeof(digits) || text[len - 1] != ')'))
		return false;
	if (len > sizeof(digits))
		return false;
	if (chp->chid_external)
		memcpy(digits, text, len < sizeof(digits) ? len : sizeof(digits) - 1);
	else
		memcpy(digits, text + 1, len - 2);
	chp->has_chid = is_hex(digits, 4) && text_to_hex(digits, 4, &val);
	if (chp->has_chid)
		chp->chid = (uint16_t)val;
	return chp->has_chid;
}

static bool read_cmg_shared(struct row *row, struct machine_chpath *chp)
{
	uint64_t cmg = 0;

	if (!is_unknown(word(row, 4))) {
		chp->has_cmg = text_to_dec(word(row, 4), UINT32_MAX, &cmg);
		chp->cmg = (uint32_t)cmg;
		if (!chp->has_cmg) {
			complain(row, 4, "Cmg, a decimal number or -");
			return false;
		}
	}
	if (!is_unknown(word(row, 5))) {
		chp->has_shared = text_to_hex(word(row, 5), 8, &chp->shared);
		if (!chp->has_shared) {
			complain(row, 5, "Shared, a hexadecimal number or -");
			return false;
		}
	}
	return true;
}

/* "0.3a 1 1 1a - - 05e4" */
static void read_chpath_row(struct row *row, struct ccw_chpid id)
{
	struct machine_chpath *chp = get_chpath(row, id);
	const char *cfg = word(row, 2);
	uint32_t type;

	chp->pos = row->pos;
	chp->vary = !strcmp(word(row, 1), "1");
	if (is_unknown(cfg))
		chp->absent |= CCW_ATTR(CCW_CHP_CONFIGURE);
	else if (cfg[0] >= '0' && cfg[0] <= '3' && !cfg[1])
		chp->configure = (uint8_t)(cfg[0] - '0');
	else
		complain(row, 2, "Cfg., 0 to 3 or -");
	if (text_to_hex(word(row, 3), 2, &type))
		chp->type = (uint8_t)type;
	else
		complain(row, 3, "a channel-path type");
	if (!read_cmg_shared(row, chp))
		return;
	if (!read_chid(word(row, 6), chp))
		complain(row, 6, "a PCHID, one in parentheses, or -");
}

/* "c.xx" and not a number such as 0.5; behind it, Vary. */
static bool is_chpath_row(const struct row *row, struct ccw_chpid *id)
{
	const char *text = word(row, 0), *dot = strchr(text, '.');
	struct ccw_chpid parsed;

	if (row->n != 7 || !dot || strlen(dot) != 3 || ccw_chpid_parse(text, &parsed) ||
	    (strcmp(word(row, 1), "0") && strcmp(word(row, 1), "1")))
		return false;
	*id = parsed;
	return true;
}

/* ---- any row ---- */

/* Headings tell what the next rows are. */
static void read_heading(struct row *row)
{
	unsigned int i;

	if (!strcmp(word(row, 0), "mdev") || !strcmp(word(row, 0), "device")) {
		row->vfio = word(row, 0)[0] == 'm';
		row->vpm_column = false;
		for (i = 0; i < row->n; i++)
			row->vpm_column |= !strcmp(word(row, i), "vpm");
	}
	if (strcmp(word(row, 1), "subchannels:"))
		return;
	if (!strcmp(word(row, 0), "chsc"))
		row->other_type = CCW_SUBCHANNEL_CHSC;
	else if (!strcmp(word(row, 0), "eadm"))
		row->other_type = CCW_SUBCHANNEL_EADM;
}

static bool read_row(struct row *row)
{
	struct ccw_id first = { 0 }, second;
	bool has_first = is_busid(word(row, 0), &first);
	const char *name = word(row, 0);
	struct ccw_chpid chpid;

	if (is_chpath_row(row, &chpid)) {
		read_chpath_row(row, chpid);
	} else if (has_first && !strcmp(word(row, 1), "n/a")) {
		/* s390-tools lists it once more in tables it does not belong to */
		if (row->n == 2)
			return false;
		read_defunct_row(row, first);
	} else if (!is_busid(word(row, 1), &second)) {
		read_heading(row);
		return false;
	} else if (row->n == 2 && !has_first) {
		read_other_row(row, second);
	} else if (text_is_uuid(name) || (row->vfio && !strcmp(name, "none"))) {
		read_vfio_row(row, second);
	} else if (has_first || !strcmp(name, "none") || !strcmp(name, "n/a")) {
		read_io_row(row, second, has_first, first);
	} else {
		return false;
	}
	return true;
}

size_t capture_text(struct machine *m, const char *text, size_t len,
		    struct machine_diag *diag)
{
	struct row row = { .m = m, .diag = diag, .other_type = CCW_SUBCHANNEL_CHSC };
	const char *end = text + len, *stop;
	size_t n = 0;

	for (; text < end; text = stop + 1) {
		stop = memchr(text, '\n', (size_t)(end - text));
		if (!stop)
			stop = end;
		row.pos.line++;
		if (!split(&row, text, (size_t)(stop - text)))
			continue;
		row.pos.column = row.column[0];
		n += read_row(&row);
	}
	return n;
}
