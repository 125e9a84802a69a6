// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * pairs.c - reads subchannels and devices, which are read together, from one of two sides
 *
 *  - All of them, or those of some devices: by the links in bus/ccw/devices. One
 *    readlink(2) tells the subchannel of a device and saves reading dev_busid.
 *    Subchannels that no link led to are read afterwards.
 *  - Some subchannels: by their ids; dev_busid, or a look into the directory, tells
 *    the device.
 * A few ids are looked up as they are; for more, directories are read.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "parse.h"
#include "workers.h"

/* ---- one subchannel and the device on it ---- */

static void set_subchannel_place(const struct tree *tree, struct place *place,
				 struct ccw_id id)
{
	char buf[CCW_ID_STRLEN];

	ccw_id_format(id, buf);
	if (tree->css_fd[id.cssid] >= 0)
		place_set(place, tree->css_fd[id.cssid], tree->css_name[id.cssid], "%s/", buf);
	else
		place_set(place, tree->bus_fd, "bus/css/devices", "%s/", buf);
}

static void set_device_place(struct place *place, const struct place *sch_place,
			     struct ccw_id id)
{
	char buf[CCW_ID_STRLEN];

	place_set(place, sch_place->dirfd, sch_place->label, "%.*s%s/", (int)sch_place->len,
		  sch_place->path, ccw_id_format(id, buf));
}

static bool is_canonical_id(const char *name)
{
	struct ccw_id id;

	return !parse_canonical_id(name, &id);
}

enum found { FOUND_NONE, FOUND_DEVICE, FOUND_NO_DIRECTORY };

/*
 * The device of a subchannel by its directory. dev_busid is not enough: it tells the
 * device number in the PMCW even where no device is registered.
 */
static enum found find_device(struct reader *reader, struct place *sch_place,
			      struct ccw_id *id)
{
	char text[ATTR_MAX], name[CCW_ID_STRLEN];
	struct place place;
	int rc;

	rc = reader_line(reader, sch_place->dirfd, place_file(sch_place, "dev_busid"), text);
	if (!rc && !strcmp(text, "none"))
		return FOUND_NONE;
	if (!rc && !parse_canonical_id(text, id)) {
		set_device_place(&place, sch_place, *id);
		return place_exists(&place) ? FOUND_DEVICE : FOUND_NO_DIRECTORY;
	}
	rc = scan_first(reader, sch_place, "", is_canonical_id, name, sizeof(name));
	if (!rc && !parse_canonical_id(name, id))
		return FOUND_DEVICE;
	if (rc && rc != -ENODATA && !is_absent(rc))
		reader_message(reader, CCW_LOG_WARNING, "%s/%s: %s", sch_place->label,
			       sch_place->path, strerrordesc_np(-rc));
	return FOUND_NONE;
}

/*
 * struct pair - a subchannel and the device on it, while they are read
 * @known: which device that is says dev->id already; otherwise it is looked for
 * @found: there is one
 */
struct pair {
	struct build *b;
	struct ccw_subchannel *sch;
	struct ccw_device *dev;
	struct place place;
	bool known, found;
};

static enum load load_pair_once(struct reader *reader, void *data)
{
	struct pair *pair = data;
	uint64_t attrs = pair->b->query->attrs;
	enum load dev_result = LOAD_OK, sch_result;
	enum found found = FOUND_DEVICE;
	struct place place;

	if (!pair->known)
		found = find_device(reader, &pair->place, &pair->dev->id);
	if (found == FOUND_DEVICE) {
		set_device_place(&place, &pair->place, pair->dev->id);
		dev_result = device_load(reader, &place, attrs, pair->dev);
	}
	/* should there be a next time, it may be another one */
	pair->known = false;
	pair->found = found == FOUND_DEVICE && dev_result != LOAD_GONE;
	sch_result = subchannel_load(reader, &pair->place, attrs, pair->found, pair->sch);
	if (sch_result == LOAD_OK &&
	    (dev_result != LOAD_OK || found == FOUND_NO_DIRECTORY))
		return LOAD_MISSING;
	return sch_result;
}

static bool is_asked_for(const struct pair *pair)
{
	return !pair->b->query->devices.limited ||
	       (pair->found && ranges_match(&pair->b->query->devices, id_key(pair->dev->id)));
}

/* Reads a subchannel and the device on it; @known as in struct pair. */
static void load_pair(struct build *b, struct reader *reader, struct ccw_subchannel *sch,
		      struct ccw_device *dev, bool known)
{
	struct pair pair = { .b = b, .sch = sch, .dev = dev, .known = known };

	set_subchannel_place(&b->tree, &pair.place, sch->id);
	sch->gone = !load_whole(reader, &pair.place, load_pair_once, &pair) ||
		    !is_asked_for(&pair);
	dev->gone = sch->gone || !pair.found;
	if (!dev->gone)
		dev->sch = sch;
}

/* ---- from the side of the devices ---- */

/* The ids of subchannel and device from a link such as ../../../devices/css0/S/D. */
enum link_kind { LINK_NONE, LINK_ODD, LINK_DEVICE, LINK_DEFUNCT, LINK_ERROR };

static enum link_kind parse_device_link(char *target, struct ccw_id *sch_id)
{
	char *dev, *sch;

	dev = strrchr(target, '/');
	if (!dev)
		return LINK_ODD;
	*dev = '\0';
	sch = strrchr(target, '/');
	if (!sch)
		return LINK_ODD;
	sch++;
	if (!strcmp(sch, "defunct"))
		return LINK_DEFUNCT;
	return parse_canonical_id(sch, sch_id) ? LINK_ODD : LINK_DEVICE;
}

static enum load load_device_once(struct reader *reader, void *data)
{
	struct alone *alone = data;

	return device_load(reader, &alone->place, alone->attrs, alone->obj);
}

/* The same, of a device. LINK_ERROR: in errno. */
static enum link_kind read_device_link(int ccw_fd, struct ccw_id id, struct ccw_id *sch_id)
{
	char target[PATH_MAX], name[CCW_ID_STRLEN];
	ssize_t len;

	len = readlinkat(ccw_fd, ccw_id_format(id, name), target, sizeof(target) - 1);
	/* EINVAL: it is no link */
	if (len < 0)
		return is_absent(-errno) || errno == EINVAL ? LINK_NONE : LINK_ERROR;
	target[len] = '\0';
	return parse_device_link(target, sch_id);
}

static void load_defunct(struct build *b, struct reader *reader, struct ccw_device *dev)
{
	struct alone alone = { .attrs = b->query->attrs, .obj = dev };
	char buf[CCW_ID_STRLEN];

	place_set(&alone.place, b->tree.ccw_fd, "bus/ccw/devices", "%s/",
		  ccw_id_format(dev->id, buf));
	dev->gone = b->query->subchannels.limited ||
		    !load_whole(reader, &alone.place, load_device_once, &alone);
}

/* Those of all subchannels are found without the links, too; those asked for are not. */
static void note_link_error(const struct build *b, struct reader *reader,
			    struct ccw_id id, int err)
{
	char name[CCW_ID_STRLEN];

	if (b->query->devices.limited)
		reader_fail(reader, -err);
	else
		reader_message(reader, CCW_LOG_WARNING, "bus/ccw/devices/%s: %s",
			       ccw_id_format(id, name), strerrordesc_np(err));
}

static void load_by_device(struct reader *reader, void *data, size_t item)
{
	struct build *b = data;
	struct ccw_device *dev = &b->snap->dev[item];
	struct ccw_subchannel *sch;
	char name[CCW_ID_STRLEN];
	struct ccw_id sch_id;
	ssize_t i;

	dev->gone = true;
	switch (read_device_link(b->tree.ccw_fd, dev->id, &sch_id)) {
	case LINK_NONE:
		return;
	case LINK_ODD:
		reader_message(reader, CCW_LOG_WARNING,
			       "bus/ccw/devices/%s: does not lead to a subchannel",
			       ccw_id_format(dev->id, name));
		return;
	case LINK_ERROR:
		note_link_error(b, reader, dev->id, errno);
		return;
	case LINK_DEFUNCT:
		load_defunct(b, reader, dev);
		return;
	case LINK_DEVICE:
		break;
	}
	i = key_list_find(&b->sch_ids, id_key(sch_id));
	if (i < 0)
		return;
	sch = &b->snap->sch[i];
	if (!__atomic_exchange_n(&sch->claimed, true, __ATOMIC_RELAXED))
		load_pair(b, reader, sch, dev, true);
}

/* ---- from the side of the subchannels ---- */

struct leftovers {
	struct build *b;
	const uint32_t *sch; /* indices into snap->sch */
	size_t first_dev;    /* where in snap->dev there is room for as many devices */
};

static void load_by_subchannel(struct reader *reader, void *data, size_t item)
{
	struct leftovers *left = data;
	struct ccw_snapshot *snap = left->b->snap;

	load_pair(left->b, reader, &snap->sch[left->sch[item]],
		  &snap->dev[left->first_dev + item], false);
}

/* ---- both ---- */

/* The ids that may exist: those asked for if they are few, else those in the directory. */
static int list_ids(struct reader *reader, struct id_scan *scan)
{
	if (scan->dirfd < 0)
		return 0;
	if (scan->lookup)
		return ranges_expand(scan->ranges, &scan->list);
	return scan_ids(reader, scan, SIZE_MAX);
}

struct background_list {
	struct id_scan *scan;
	int rc;
};

static void list_in_background(struct reader *reader, void *data)
{
	struct background_list *list = data;

	list->rc = list_ids(reader, list->scan);
}

/* Enough entries to make it worth while to read both directories at the same time. */
#define LARGE 1024

/* All subchannels and all devices. */
static int list_everything(struct reader *reader, struct id_scan *subchannels,
			   struct id_scan *devices)
{
	struct background_list list = { .scan = devices };
	struct background *background = NULL;
	int rc;

	rc = scan_ids(reader, subchannels, LARGE);
	if (rc == -EAGAIN) {
		background = background_start(list_in_background, &list);
		rc = scan_ids(reader, subchannels, SIZE_MAX);
	}
	if (background)
		background_join(background, reader);
	else
		list_in_background(reader, &list);
	return rc ? rc : list.rc;
}

/* Where devices are, in no order. @without, which may be NULL: those on no subchannel. */
static int locate(const struct tree *tree, const struct key_list *devices,
		  struct key_list *subchannels, struct key_list *without)
{
	struct ccw_id sch_id;
	size_t i;
	int rc = 0;

	for (i = 0; !rc && i < devices->n; i++) {
		struct ccw_id id = id_from_key(devices->key[i]);
		enum link_kind kind = read_device_link(tree->ccw_fd, id, &sch_id);

		if (kind == LINK_DEVICE)
			rc = key_list_add(subchannels, id_key(sch_id));
		else if (kind == LINK_DEFUNCT && without)
			rc = key_list_add(without, devices->key[i]);
		else if (kind == LINK_ERROR)
			rc = -errno;
	}
	return rc;
}

int devices_locate(struct ccw_ctx *ctx, const struct key_list *devices,
		   struct key_list *subchannels, struct key_list *without)
{
	struct tree tree;
	int rc;

	rc = tree_open(&tree, ctx);
	if (!rc)
		rc = locate(&tree, devices, subchannels, without);
	tree_close(&tree);
	return rc;
}

/* Drops the ids without a directory. */
static int keep_existing(int dirfd, struct key_list *list)
{
	struct place place;
	char buf[CCW_ID_STRLEN];
	size_t i, n = 0;
	int rc;

	for (i = 0; i < list->n; i++) {
		place_set(&place, dirfd, "", "%s",
			  ccw_id_format(id_from_key(list->key[i]), buf));
		rc = place_find(&place);
		if (!rc)
			list->key[n++] = list->key[i];
		else if (rc != -ENOENT)
			return rc;
	}
	list->n = n;
	return 0;
}

bool reads_by_device(const struct build *b)
{
	return b->tree.ccw_fd >= 0 &&
	       (b->query->devices.limited || !b->query->subchannels.limited);
}

int list_pairs(struct build *b, bool by_device, struct key_list *devices)
{
	const struct ccw_query *query = b->query;
	struct id_scan sch = { .dirfd = b->tree.bus_fd,
			       .label = "bus/css/devices",
			       .ranges = &query->subchannels,
			       .lookup = is_lookup(query, &query->subchannels) };
	struct id_scan dev = { .dirfd = b->tree.ccw_fd,
			       .label = "bus/ccw/devices",
			       .ranges = &query->devices,
			       .lookup = is_lookup(query, &query->devices) };
	size_t i;
	int rc = 0;

	if (by_device && !query->devices.limited && !query->subchannels.limited &&
	    sch.dirfd >= 0) {
		rc = list_everything(&b->reader, &sch, &dev);
	} else {
		if (by_device)
			rc = list_ids(&b->reader, &dev);
		if (!rc && dev.list.n && dev.lookup) {
			rc = locate(&b->tree, &dev.list, &sch.list, NULL);
			key_list_sort(&sch.list);
			key_list_keep(&sch.list, &query->subchannels);
		} else if (!rc) {
			rc = list_ids(&b->reader, &sch);
			if (!rc && sch.lookup)
				rc = keep_existing(b->tree.bus_fd, &sch.list);
		}
	}
	b->sch_ids = sch.list;
	*devices = dev.list;
	for (i = 0; !rc && i < b->sch_ids.n; i++)
		rc = tree_add_css(&b->tree, &b->reader, b->sch_ids.key[i] >> 24);
	return rc;
}

static int cmp_devices(const void *a, const void *b)
{
	const struct ccw_device *da = a, *db = b;

	return ccw_id_cmp(da->id, db->id);
}

/*
 * Closes the gaps that gone devices left, puts the others in order, and ties subchannels
 * to devices. Out of order are those of subchannels that no device led to, and one that
 * took the place of another while that was read.
 */
static void settle_devices(struct ccw_snapshot *snap)
{
	bool sorted = true;
	size_t i, n = 0;

	for (i = 0; i < snap->n_dev; i++) {
		if (snap->dev[i].gone)
			continue;
		if (n && ccw_id_cmp(snap->dev[n - 1].id, snap->dev[i].id) > 0)
			sorted = false;
		snap->dev[n++] = snap->dev[i];
	}
	snap->n_dev = n;
	if (!sorted)
		qsort(snap->dev, n, sizeof(*snap->dev), cmp_devices);
	for (i = 0; i < n; i++)
		if (snap->dev[i].sch)
			snap->dev[i].sch->dev = &snap->dev[i];
}

/* Reads those subchannels that no device led to. */
static int read_leftovers(struct build *b)
{
	struct leftovers left = { .b = b, .first_dev = b->snap->n_dev };
	struct ccw_snapshot *snap = b->snap;
	struct ccw_device *dev;
	uint32_t *index;
	size_t i, n = 0;

	index = calloc(snap->n_sch ? snap->n_sch : 1, sizeof(*index));
	if (!index)
		return -ENOMEM;
	for (i = 0; i < snap->n_sch; i++)
		if (!snap->sch[i].claimed)
			index[n++] = (uint32_t)i;
	dev = n ? reallocarray(snap->dev, snap->n_dev + n, sizeof(*dev)) : NULL;
	if (dev) {
		memset(dev + snap->n_dev, 0, n * sizeof(*dev));
		snap->dev = dev;
		snap->n_dev += n;
		left.sch = index;
		workers_run(&b->reader, n, load_by_subchannel, &left);
	}
	free(index);
	return n && !dev ? -ENOMEM : 0;
}

int read_subchannels(struct build *b)
{
	const struct ccw_query *query = b->query;
	struct ccw_snapshot *snap = b->snap;
	struct key_list devices = { .n = 0 };
	bool by_device;
	size_t i;
	int rc;

	by_device = reads_by_device(b);
	rc = list_pairs(b, by_device, &devices);
	if (rc)
		goto out;

	snap->n_dev = devices.n;
	snap->dev = calloc(devices.n ? devices.n : 1, sizeof(*snap->dev));
	snap->n_sch = b->sch_ids.n;
	snap->sch = calloc(b->sch_ids.n ? b->sch_ids.n : 1, sizeof(*snap->sch));
	if (!snap->dev || !snap->sch) {
		rc = -ENOMEM;
		goto out;
	}
	for (i = 0; i < snap->n_dev; i++)
		snap->dev[i].id = id_from_key(devices.key[i]);
	for (i = 0; i < snap->n_sch; i++) {
		snap->sch[i].id = id_from_key(b->sch_ids.key[i]);
		snap->sch[i].gone = true;
	}
	workers_run(&b->reader, snap->n_dev, load_by_device, b);
	if (!by_device || !query->devices.limited)
		rc = read_leftovers(b);
	if (!rc)
		settle_devices(snap);
out:
	free(devices.key);
	return rc;
}
