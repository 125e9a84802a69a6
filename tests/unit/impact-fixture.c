// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * impact-fixture.c - trees of devices and what is on them, and what libccw says of them
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "impact-fixture.h"
#include "tree.h"

int impact_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char proc[256];

	f->root = tree_new();
	assert_int_equal(ccw_ctx_new(&f->ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->ctx, f->root), 0);
	snprintf(proc, sizeof(proc), "%s/proc", f->root);
	assert_int_equal(ccw_ctx_set_proc(f->ctx, proc), 0);
	tree_add_chpath(f->root, "0.10", "online", NULL);
	tree_add_chpath(f->root, "0.11", "online", NULL);
	tree_add_chpath(f->root, "0.12", "online", NULL);
	*state = f;
	return 0;
}

int impact_teardown(void **state)
{
	struct fixture *f = *state;

	ccw_impact_free(f->impact);
	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* ---- making trees ---- */

void add_device(struct fixture *f, unsigned int number, unsigned int paths, bool online,
		const char *driver)
{
	char sch[16], dev[16], masks[16], vpm[8], path[128], target[128];

	snprintf(dev, sizeof(dev), "0.0.%04x", number);
	snprintf(sch, sizeof(sch), "0.0.%04x", number & 0xff);
	snprintf(masks, sizeof(masks), "%02x %02x ff", paths, paths);
	snprintf(vpm, sizeof(vpm), "%02x", online ? paths : 0);
	tree_add_subchannel(f->root, sch, dev, "10 11 12 00 00 00 00 00", masks, vpm);
	snprintf(path, sizeof(path), "devices/css0/%s/%s/online", sch, dev);
	tree_write(f->root, path, "%d\n", online);
	if (!driver)
		return;
	snprintf(path, sizeof(path), "devices/css0/%s/%s/driver", sch, dev);
	snprintf(target, sizeof(target), "../../../../bus/ccw/drivers/%s", driver);
	tree_link(f->root, path, target);
	snprintf(path, sizeof(path), "bus/ccw/drivers/%s/%s", driver, dev);
	snprintf(target, sizeof(target), "../../../../devices/css0/%s/%s", sch, dev);
	tree_link(f->root, path, target);
}

void add_block(struct fixture *f, const char *name, const char *number, const char *where)
{
	char path[256], target[256];

	snprintf(path, sizeof(path), "devices/%s/dev", where);
	tree_write(f->root, path, "%s\n", number);
	snprintf(target, sizeof(target), "../../devices/%s", where);
	snprintf(path, sizeof(path), "class/block/%s", name);
	tree_link(f->root, path, target);
	snprintf(path, sizeof(path), "dev/block/%s", number);
	tree_link(f->root, path, target);
}

void add_dasd(struct fixture *f, unsigned int number, const char *name,
	      unsigned int minor)
{
	char where[128], part[32], dev[16];

	snprintf(dev, sizeof(dev), "94:%u", minor);
	snprintf(where, sizeof(where), "css0/0.0.%04x/0.0.%04x/block/%s", number & 0xff,
		 number, name);
	add_block(f, name, dev, where);
	snprintf(part, sizeof(part), "%s1", name);
	snprintf(dev, sizeof(dev), "94:%u", minor + 1);
	strcat(where, "/");
	strcat(where, part);
	add_block(f, part, dev, where);
}

void mount_all(struct fixture *f, const char *lines)
{
	tree_write(f->root, "proc/self/mountinfo",
		   "20 1 0:4 / /proc rw,nosuid shared:1 - proc proc rw\n%s", lines);
}

/* ---- asking ---- */

void take(struct fixture *f)
{
	struct ccw_query *query;

	ccw_impact_free(f->impact);
	f->impact = NULL;
	ccw_snapshot_free(f->snap);
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_IMPACT);
	assert_int_equal(ccw_snapshot_new(f->ctx, query, &f->snap), 0);
	ccw_query_free(query);
}

const char *text_of(struct fixture *f)
{
	const struct ccw_impact_device *dev;
	const struct ccw_impact_use *use;
	char *pos = f->text, *end = f->text + sizeof(f->text);
	uint8_t before, after;
	struct ccw_id with;

	*pos = '\0';
	ccw_impact_foreach_device(f->impact, dev) {
		pos += snprintf(pos, (size_t)(end - pos), "%04x %s ",
				ccw_impact_device_get_id(dev).devno,
				ccw_fate_get_name(ccw_impact_device_get_fate(dev)));
		if (ccw_impact_device_get_paths(dev, &before, &after))
			pos += snprintf(pos, (size_t)(end - pos), "?>?");
		else
			pos += snprintf(pos, (size_t)(end - pos), "%02x>%02x", before,
					after);
		if (!ccw_impact_device_get_with(dev, &with))
			pos += snprintf(pos, (size_t)(end - pos), " with %04x",
					with.devno);
		ccw_impact_foreach_use(dev, use) {
			const char *via = ccw_impact_use_get_via(use);

			pos += snprintf(
				pos, (size_t)(end - pos), "; %s%s %s%s%s",
				ccw_impact_use_is_lost(use) ? "!" : "",
				ccw_use_kind_get_name(ccw_impact_use_get_kind(use)),
				ccw_impact_use_get_name(use), via ? " via " : "",
				via ? via : "");
		}
		pos += snprintf(pos, (size_t)(end - pos), "\n");
	}
	return f->text;
}

const char *vary_off(struct fixture *f, uint8_t id)
{
	struct ccw_chpid chpid = { .id = id };

	take(f);
	assert_int_equal(ccw_impact_new_vary_off(f->ctx, f->snap, &chpid, 1, &f->impact),
			 0);
	return text_of(f);
}

const char *offline(struct fixture *f, uint16_t number)
{
	struct ccw_id id = { .devno = number };

	take(f);
	assert_int_equal(ccw_impact_new_offline(f->ctx, f->snap, &id, 1, &f->impact), 0);
	return text_of(f);
}
