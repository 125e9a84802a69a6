// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tree.c - channel path, subchannel, device
 *
 * Drawn in ASCII: line-mode consoles have nothing else.
 */
#include <stdlib.h>

#include "tree.h"

static void print_chpath(struct out *out, const struct ccw_snapshot *snap,
			 struct ccw_chpid id)
{
	const struct ccw_chpath *chp = ccw_snapshot_get_chpath(snap, id);
	enum ccw_configure state;
	char buf[CCW_ID_STRLEN];
	const char *name;
	uint8_t type;
	bool on;

	out_puts(out, ccw_chpid_format(id, buf));
	if (chp && !ccw_chpath_get_type(chp, &type)) {
		name = ccw_chpath_type_get_name(type);
		out_printf(out, " %02x%s%s", type, name ? " " : "", name ? name : "");
	}
	if (chp && !ccw_chpath_get_vary(chp, &on) && !on)
		out_puts(out, ", varied off");
	if (chp && !ccw_chpath_get_configure(chp, &state) &&
	    state != CCW_CONFIGURE_CONFIGURED)
		out_puts(out, state == CCW_CONFIGURE_STANDBY ? ", standby" : ", not configured");
	out_putc(out, '\n');
}

/* What is wrong with this path of the subchannel, and with no other. */
static void print_path_state(struct out *out, const struct sch_row *row, uint8_t bit)
{
	struct ccw_paths paths;

	if (ccw_subchannel_get_paths(row->snap, row->sch, &paths))
		return;
	if (paths.not_available & bit)
		out_puts(out, ", path not available");
	if (paths.not_verified & bit)
		out_puts(out, ", path not verified");
	if (paths.usable == bit && paths.installed != bit)
		out_puts(out, ", last usable path");
}

static void print_device(struct out *out, const struct sch_row *row, const char *stem)
{
	struct ccw_identity identity;
	char buf[CCW_ID_STRLEN];
	const char *text;
	bool online;

	out_printf(out, "%s`-%s", stem, ccw_id_format(ccw_device_get_id(row->dev), buf));
	if (!ccw_device_get_identity(row->dev, &identity)) {
		text = ccw_identity_get_name(&identity);
		out_printf(out, " %04x/%02x %04x/%02x%s%s", identity.dev_type,
			   identity.dev_model, identity.cu_type, identity.cu_model,
			   text ? " " : "", text ? text : "");
	}
	if (!ccw_device_get_online(row->dev, &online))
		out_puts(out, online ? ", online" : ", offline");
	if (!ccw_device_get_linux(row->dev, &text))
		out_printf(out, ": %s", text);
	out_putc(out, '\n');
}

static void print_users(struct out *out, struct ccw_chpid id, const struct sch_row *rows,
			size_t n)
{
	const struct sch_row *row, *last = NULL;
	char buf[CCW_ID_STRLEN];

	for (row = rows; row < rows + n; row++)
		if (ccw_subchannel_get_path_mask(row->sch, id, id))
			last = row;
	for (row = rows; row < rows + n; row++) {
		uint8_t bit = ccw_subchannel_get_path_mask(row->sch, id, id);

		if (!bit)
			continue;
		out_printf(out, "%c-%s", row == last ? '`' : '|',
			   ccw_id_format(ccw_subchannel_get_id(row->sch), buf));
		print_path_state(out, row, bit);
		out_putc(out, '\n');
		if (row->dev)
			print_device(out, row, row == last ? "  " : "| ");
	}
}

static bool is_used(struct ccw_chpid id, const struct sch_row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ccw_subchannel_get_path_mask(rows[i].sch, id, id))
			return true;
	return false;
}

void tree_print(struct out *out, const struct ccw_snapshot *snap, const struct sch_row *rows,
		size_t n, const struct chpid_list *only)
{
	bool css_seen[256] = { false };
	unsigned int css, id;
	size_t i;

	for (i = 0; i < n; i++)
		if (rows[i].sch)
			css_seen[ccw_subchannel_get_id(rows[i].sch).cssid] = true;
	for (css = 0; css < 256; css++) {
		for (id = 0; css_seen[css] && id < 256; id++) {
			struct ccw_chpid chpid = { css, id };

			if (only->n && !chpid_list_has(only, chpid))
				continue;
			if (!is_used(chpid, rows, n))
				continue;
			print_chpath(out, snap, chpid);
			print_users(out, chpid, rows, n);
		}
	}
}
