// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * net.c - network interfaces, and the terminal
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "impact.h"
#include "parse.h"

/* As many interfaces on top of each other: vlan, bridge, bond, ... */
#define DEPTH_MAX 8
#define VIA_MAX	  256

/* include/uapi/linux/if.h */
#define FLAG_UP 1

static bool is_up(struct look *look, const char *name)
{
	char text[ATTR_MAX];
	uint32_t flags;

	return !look_line(look, text, "class/net/%s/flags", name) &&
	       !strncmp(text, "0x", 2) && !parse_hex(text + 2, 8, &flags) &&
	       (flags & FLAG_UP);
}

/* The channel devices of an interface. */
static unsigned int find_devices(struct look *look, const char *name,
				 uint32_t key[GROUP_MAX])
{
	char path[300], target[PATH_MAX];

	snprintf(path, sizeof(path), "class/net/%s", name);
	return look_link(look, target, sizeof(target), path)
		       ? 0
		       : look_devices(look, target, key);
}

/* Interfaces directly above or below; @prefix: "upper_" or "lower_". */
static void find_neighbours(struct look *look, const char *name, const char *prefix,
			    struct names *names)
{
	char path[300];
	size_t i;

	snprintf(path, sizeof(path), "class/net/%s", name);
	look_list(look, path, prefix, names);
	for (i = 0; i < names->n; i++)
		names->name[i] += strlen(prefix);
}

static bool is_lost(struct look *look, const char *name, unsigned int depth)
{
	const struct ccw_impact_device *dev;
	uint32_t key[GROUP_MAX];
	struct names below;
	unsigned int i, n;
	bool lost = false, left = false;

	n = find_devices(look, name, key);
	for (i = 0; i < n; i++) {
		dev = impact_find(look->impact, key[i]);
		if (dev && impact_is_lost(dev))
			return true;
	}
	if (n || depth == DEPTH_MAX)
		return false;
	find_neighbours(look, name, "lower_", &below);
	for (i = 0; i < below.n; i++) {
		if (!is_up(look, below.name[i]))
			continue;
		if (is_lost(look, below.name[i], depth + 1))
			lost = true;
		else
			left = true;
	}
	free(below.name);
	return lost && !left;
}

/* An interface that is on some devices, and those on top of it. */
static void add_interface(struct look *look, const char *name, const char *via,
			  const uint32_t *key, unsigned int n, unsigned int depth)
{
	const struct ccw_impact_device *dev;
	bool lost = is_lost(look, name, 0);
	struct names above;
	char text[VIA_MAX];
	unsigned int i;

	for (i = 0; i < n; i++) {
		dev = impact_find(look->impact, key[i]);
		if (dev)
			look_add_use(look, dev, CCW_USE_NET, name, via, lost);
	}
	if (depth == DEPTH_MAX)
		return;
	find_neighbours(look, name, "upper_", &above);
	snprintf(text, sizeof(text), "%s%s%s", via ? via : "", via ? " " : "", name);
	via = above.n ? reader_strdup(&look->reader, text) : NULL;
	for (i = 0; i < above.n; i++)
		if (is_up(look, above.name[i]))
			add_interface(look, above.name[i], via, key, n, depth + 1);
	free(above.name);
}

static bool is_one_in_impact(struct look *look, const uint32_t *key, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (impact_find(look->impact, key[i]))
			return true;
	return false;
}

void look_for_nets(struct look *look)
{
	uint32_t key[GROUP_MAX];
	struct names names;
	unsigned int n;
	size_t i;

	look_list(look, "class/net", "", &names);
	for (i = 0; i < names.n; i++) {
		n = find_devices(look, names.name[i], key);
		if (is_one_in_impact(look, key, n) && is_up(look, names.name[i]))
			add_interface(look, names.name[i], NULL, key, n, 0);
	}
	free(names.name);
}

/* ---- the terminal ---- */

/*
 * Terminals that are a channel device, but in sysfs are not below it
 * (drivers/s390/char/con3270.c and con3215.c register them without a parent): @driver's.
 * Only one 3215 can be one. Which 3270 it is, only the driver knows: it may be each.
 */
static const struct {
	const char *driver;
	uint32_t major, min, max;
} terminals[] = {
	{"3270", 227, 1, 255},
	{"3215", 4, 64, 64},
};

static void add_terminal(struct look *look, const struct ccw_impact_device *dev,
			 const char *name)
{
	look_add_use(look, dev, CCW_USE_TERMINAL, name, NULL, impact_is_lost(dev));
}

static void add_terminals_of(struct look *look, const char *driver, const char *name)
{
	struct ccw_impact *impact = look->impact;
	const char *its;
	size_t i;

	for (i = 0; i < impact->n_dev; i++) {
		const struct ccw_impact_device *dev = &impact->dev[i];

		if (dev->online && dev->dev && !ccw_device_get_driver(dev->dev, &its) &&
		    !strcmp(its, driver))
			add_terminal(look, dev, name);
	}
}

static int find_terminal(struct look *look, struct dev_number *number)
{
	char *text = look_proc(look, "self/stat");
	int rc;

	rc = text ? proc_parse_terminal(text, number) : -ENODATA;
	free(text);
	return rc;
}

void look_for_terminal(struct look *look)
{
	char path[64], target[PATH_MAX], *name, *bang;
	const struct ccw_impact_device *dev;
	uint32_t key[GROUP_MAX];
	struct dev_number number;
	size_t i;

	if (find_terminal(look, &number) || !number.major)
		return;
	snprintf(path, sizeof(path), "dev/char/%u:%u", number.major, number.minor);
	if (look_link(look, target, sizeof(target), path) || !strrchr(target, '/'))
		return;
	name = reader_strdup(&look->reader, strrchr(target, '/') + 1);
	while (name && (bang = strchr(name, '!')))
		*bang = '/';
	if (look_devices(look, target, key) == 1) {
		dev = impact_find(look->impact, key[0]);
		if (dev)
			add_terminal(look, dev, name);
		return;
	}
	for (i = 0; i < ARRAY_SIZE(terminals); i++)
		if (number.major == terminals[i].major &&
		    number.minor >= terminals[i].min && number.minor <= terminals[i].max)
			add_terminals_of(look, terminals[i].driver, name);
}
