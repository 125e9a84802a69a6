// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-write.c - writes a machine file in its canonical form: objects by kind and
 * id, keys in the order of their tables, nothing that is the default
 */
#include <string.h>

#include "machine-keys.h"
#include "out.h"

static void write_value(struct out *out, const char *value)
{
	size_t plain =
		strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "0123456789_.,:/+%-");

	if (*value && !value[plain]) {
		out_puts(out, value);
		return;
	}
	out_putc(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			out_putc(out, '\\');
		out_putc(out, *value);
	}
	out_putc(out, '"');
}

/* The first @n keys of a table, or all. */
static void write_some_keys(struct out *out, const struct machine *m,
			    const struct key_def *keys, size_t n, const void *obj)
{
	char value[KEY_VALUE_MAX];

	for (; n-- && keys->name; keys++) {
		if (!keys->get(m, obj, keys->arg, value))
			continue;
		out_putc(out, ' ');
		out_puts(out, keys->name);
		out_putc(out, '=');
		write_value(out, value);
	}
}

static void write_keys(struct out *out, const struct machine *m,
		       const struct key_def *keys, const void *obj)
{
	write_some_keys(out, m, keys, SIZE_MAX, obj);
}

static void start_line(struct out *out, const struct object_def *def, const char *id)
{
	out_puts(out, def->keyword);
	out_putc(out, ' ');
	out_puts(out, id);
}

static void write_machine_line(const struct machine *m, struct out *out)
{
	if (!m->absent && !m->beside && !m->sclp_refuse && !m->silent_configure)
		return;
	out_puts(out, machine_object.keyword);
	write_keys(out, m, machine_object.keys, m);
	out_putc(out, '\n');
}

static bool has_objects(const struct machine *m, uint8_t cssid)
{
	size_t i;

	for (i = 0; i < m->n_chp; i++)
		if (m->chp[i].id.cssid == cssid)
			return true;
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].id.cssid == cssid)
			return true;
	for (i = 0; i < m->n_defunct; i++)
		if (m->defunct[i].id.cssid == cssid)
			return true;
	return false;
}

/* A css that shows by its objects is worth a line only if there is more to say. */
static void write_css(const struct machine *m, struct out *out)
{
	size_t i;

	for (i = 0; i < m->n_css; i++) {
		const struct machine_css *css = &m->css[i];

		if (css->cm_enable < 0 && css->real_cssid < 0 && has_objects(m, css->id))
			continue;
		out_printf(out, "%s %x", css_object.keyword, css->id);
		write_keys(out, m, css_object.keys, css);
		out_putc(out, '\n');
	}
}

/* As in lscss: the device first, then the paths to it. */
static void write_subchannel(const struct machine *m,
			     const struct machine_subchannel *sch, struct out *out)
{
	const struct key_def *keys = subchannel_object.keys;
	char id[CCW_ID_STRLEN];

	start_line(out, &subchannel_object, ccw_id_format(sch->id, id));
	write_some_keys(out, m, keys, KEYS_BEFORE_DEVICE, sch);
	if (sch->has_device)
		write_keys(out, m, subchannel_object.device_keys, &sch->device);
	write_keys(out, m, keys + KEYS_BEFORE_DEVICE, sch);
	out_putc(out, '\n');
}

void machine_write(const struct machine *m, struct out *out)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	write_machine_line(m, out);
	write_css(m, out);
	for (i = 0; i < m->n_chp; i++) {
		start_line(out, &chpath_object, ccw_chpid_format(m->chp[i].id, id));
		write_keys(out, m, chpath_object.keys, &m->chp[i]);
		out_putc(out, '\n');
	}
	for (i = 0; i < m->n_sch; i++)
		write_subchannel(m, &m->sch[i], out);
	for (i = 0; i < m->n_defunct; i++) {
		start_line(out, &defunct_object, ccw_id_format(m->defunct[i].id, id));
		write_keys(out, m, defunct_object.device_keys, &m->defunct[i]);
		write_keys(out, m, defunct_object.keys, &m->defunct[i]);
		out_putc(out, '\n');
	}
}
