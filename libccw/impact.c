// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * impact.c - what becomes of devices when channel paths or devices are taken away
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "impact.h"
#include "parse.h"

static int cmp_impact_devices(const void *a, const void *b)
{
	const struct ccw_impact_device *da = a, *db = b;

	return ccw_id_cmp(da->id, db->id);
}

struct ccw_impact_device *impact_find(const struct ccw_impact *impact, uint32_t key)
{
	struct ccw_impact_device want = { .id = id_from_key(key) };

	return impact->n_dev ? bsearch(&want, impact->dev, impact->n_dev, sizeof(want),
				       cmp_impact_devices)
			     : NULL;
}

bool impact_is_lost(const struct ccw_impact_device *dev)
{
	return dev->online &&
	       (dev->fate == CCW_FATE_WAITS || dev->fate == CCW_FATE_REMOVED ||
		dev->fate == CCW_FATE_OFFLINE || dev->fate == CCW_FATE_UNKNOWN);
}

/* ---- devices ---- */

static struct ccw_impact_device *add_device(struct look *look, struct ccw_id id,
					    const struct ccw_device *dev)
{
	struct ccw_impact *impact = look->impact;
	struct ccw_impact_device *added;

	if (!look_room(look, &impact->dev, impact->n_dev, &impact->room_dev,
		       sizeof(*added)))
		return NULL;
	added = &impact->dev[impact->n_dev++];
	*added = (struct ccw_impact_device){ .impact = impact, .dev = dev, .id = id };
	if (dev && ccw_device_get_online(dev, &added->online))
		added->online = false;
	return added;
}

static void sort_devices(struct ccw_impact *impact)
{
	if (impact->n_dev)
		qsort(impact->dev, impact->n_dev, sizeof(*impact->dev),
		      cmp_impact_devices);
}

/* Its usable paths, if they are known, of which those of @taken go. */
static void set_paths(struct ccw_impact_device *dev, const struct ccw_snapshot *snap,
		      uint8_t taken)
{
	struct ccw_paths paths;

	if (!dev->dev || !dev->dev->sch ||
	    ccw_subchannel_get_paths(snap, dev->dev->sch, &paths))
		return;
	dev->has_paths = true;
	dev->before = paths.usable;
	dev->after = paths.usable & (uint8_t)~taken;
}

/* ---- devices that go with others ---- */

struct companion {
	uint32_t key;
	struct ccw_id with;
	enum ccw_fate fate;
	bool is_new;
};

struct companions {
	struct companion *companion;
	size_t n, room;
};

static void add_companion(struct look *look, struct companions *list, uint32_t key,
			  struct ccw_id with, enum ccw_fate fate)
{
	if (!look_room(look, &list->companion, list->n, &list->room,
		       sizeof(*list->companion)))
		return;
	list->companion[list->n++] =
		(struct companion){ .key = key, .with = with, .fate = fate };
}

/*
 * The others of a ccwgroup device that loses one of its devices: when one is removed the
 * group device ends, and when one is to be set offline it is the group device that is
 * (drivers/s390/cio/ccwgroup.c).
 */
static void find_group_members(struct look *look, struct companions *list)
{
	const struct ccw_impact_device *dev;
	const struct group *group;
	unsigned int i;
	size_t k;

	for (k = 0; k < look->n_group; k++) {
		group = &look->group[k];
		dev = NULL;
		for (i = 0; i < group->n && !(dev && impact_is_lost(dev)); i++)
			dev = impact_find(look->impact, group->member[i]);
		if (!dev || !impact_is_lost(dev))
			continue;
		for (i = 0; i < group->n; i++)
			if (group->member[i] != id_key(dev->id))
				add_companion(look, list, group->member[i], dev->id,
					      CCW_FATE_OFFLINE);
	}
}

/* A DASD and its "uid". */
struct dasd {
	uint32_t key;
	char uid[ATTR_MAX];
};

struct dasds {
	struct dasd *dasd;
	size_t n, room;
};

static int cmp_dasds(const void *a, const void *b)
{
	return strcmp(((const struct dasd *)a)->uid, ((const struct dasd *)b)->uid);
}

static void add_dasd(struct look *look, struct dasds *list, uint32_t key)
{
	char name[CCW_ID_STRLEN];

	if (!look_room(look, &list->dasd, list->n, &list->room, sizeof(*list->dasd)))
		return;
	list->dasd[list->n].key = key;
	if (!look_line(look, list->dasd[list->n].uid, "bus/ccw/devices/%s/uid",
		       ccw_id_format(id_from_key(key), name)))
		list->n++;
}

static bool is_alias(struct look *look, uint32_t key)
{
	char name[CCW_ID_STRLEN], text[ATTR_MAX];

	return !look_line(look, text, "bus/ccw/devices/%s/alias",
			  ccw_id_format(id_from_key(key), name)) &&
	       !strcmp(text, "1");
}

/* Aliases that stay online. They have no block device, which spares looking at most. */
static void find_aliases(struct look *look, const struct ccw_snapshot *snap,
			 struct dasds *aliases)
{
	const struct ccw_device *device;
	struct ccw_impact_device *dev;
	struct names names;
	struct ccw_id id;
	bool online;
	size_t i;

	look_list(look, "bus/ccw/drivers/dasd-eckd", "", &names);
	for (i = 0; i < names.n; i++) {
		if (parse_canonical_id(names.name[i], &id) ||
		    key_list_find(&look->disks, id_key(id)) >= 0)
			continue;
		device = ccw_snapshot_get_device(snap, id);
		if (device && !ccw_device_get_online(device, &online) && !online)
			continue;
		dev = impact_find(look->impact, id_key(id));
		if (dev && impact_is_lost(dev))
			continue;
		if (is_alias(look, id_key(id)))
			add_dasd(look, aliases, id_key(id));
	}
	free(names.name);
}

static bool is_eckd(const struct ccw_impact_device *dev)
{
	const char *driver;

	return dev->dev && !ccw_device_get_driver(dev->dev, &driver) &&
	       !strcmp(driver, "dasd-eckd");
}

/*
 * The "uid" of an alias ends in the unit address of its base device, as that of the base
 * does; without a base, in "xx" (HyperPAV): drivers/s390/block/dasd_devmap.c,
 * dasd_alias_show() and dasd_uid_show().
 */
static void find_companion_aliases(struct look *look, const struct ccw_snapshot *snap,
				   struct companions *list)
{
	const struct ccw_impact *impact = look->impact;
	struct dasds aliases = { .n = 0 }, bases = { .n = 0 };
	size_t i, n_eckd = 0;
	struct dasd *base;

	for (i = 0; i < impact->n_dev; i++)
		n_eckd += impact_is_lost(&impact->dev[i]) && is_eckd(&impact->dev[i]);
	if (n_eckd)
		find_aliases(look, snap, &aliases);
	for (i = 0; aliases.n && i < impact->n_dev; i++) {
		uint32_t key = id_key(impact->dev[i].id);

		if (impact_is_lost(&impact->dev[i]) && is_eckd(&impact->dev[i]) &&
		    !is_alias(look, key))
			add_dasd(look, &bases, key);
	}
	if (bases.n)
		qsort(bases.dasd, bases.n, sizeof(*bases.dasd), cmp_dasds);
	for (i = 0; bases.n && i < aliases.n; i++) {
		base = bsearch(&aliases.dasd[i], bases.dasd, bases.n, sizeof(*base),
			       cmp_dasds);
		if (base)
			add_companion(look, list, aliases.dasd[i].key,
				      id_from_key(base->key), CCW_FATE_IDLE);
	}
	free(aliases.dasd);
	free(bases.dasd);
}

/* Puts them into the impact, unless they are lost or offline themselves. */
static void join_companions(struct look *look, const struct ccw_snapshot *snap,
			    struct companions *list)
{
	struct ccw_impact_device *dev;
	struct companion *c;
	size_t i;

	for (i = 0; i < list->n; i++) {
		c = &list->companion[i];
		dev = impact_find(look->impact, c->key);
		c->is_new = !dev;
		if (!dev || !dev->online || impact_is_lost(dev))
			continue;
		dev->fate = c->fate;
		dev->with = c->with;
		dev->has_with = true;
	}
	for (i = 0; i < list->n; i++) {
		struct ccw_id id;

		c = &list->companion[i];
		if (!c->is_new)
			continue;
		id = id_from_key(c->key);
		dev = add_device(look, id, ccw_snapshot_get_device(snap, id));
		if (!dev)
			break;
		/* all members of a group are online, or none; aliases are if they tell */
		if (!dev->dev)
			dev->online = true;
		set_paths(dev, snap, 0);
		dev->fate = dev->online ? c->fate : CCW_FATE_UNAFFECTED;
		dev->with = c->with;
		dev->has_with = true;
	}
	free(list->companion);
	sort_devices(look->impact);
}

/* ---- what becomes of a device ---- */

/* When the last usable path goes. */
static enum ccw_fate fate_without_path(const struct ccw_impact_device *dev)
{
	static const struct {
		const char *driver;
		enum ccw_fate fate;
	} fates[] = {
		/* drivers/s390/block/dasd.c, dasd_generic_notify() */
		{"dasd-eckd", CCW_FATE_WAITS},
		{"dasd-fba", CCW_FATE_WAITS},
		/* drivers/s390/scsi/zfcp_ccw.c, zfcp_ccw_notify() */
		{"zfcp", CCW_FATE_WAITS},
		/* kernel/vcss/driver.c, notify(): "on-no-path" of the machine file */
		{"vcss", CCW_FATE_UNKNOWN},
	};
	const char *driver;
	size_t i;

	if (!dev->online || ccw_device_get_driver(dev->dev, &driver))
		return CCW_FATE_REMOVED;
	for (i = 0; i < ARRAY_SIZE(fates); i++)
		if (!strcmp(driver, fates[i].driver))
			return fates[i].fate;
	return CCW_FATE_REMOVED;
}

static enum ccw_fate fate_of_paths(const struct ccw_impact_device *dev)
{
	if (!dev->has_paths)
		return dev->online ? CCW_FATE_UNKNOWN : CCW_FATE_UNAFFECTED;
	if (dev->before == dev->after)
		return CCW_FATE_UNAFFECTED;
	if (!dev->after)
		return fate_without_path(dev);
	return dev->after & (dev->after - 1) ? CCW_FATE_KEEPS : CCW_FATE_ONE_PATH;
}

/* ---- channel paths ---- */

/* One bit for each CHPID of each channel subsystem. */
struct chpid_set {
	uint8_t bits[256 * 256 / 8];
};

static bool is_in_set(const struct chpid_set *set, uint32_t key)
{
	return set->bits[key / 8] >> key % 8 & 1;
}

static void add_user_of_paths(struct look *look, const struct ccw_snapshot *snap,
			      const struct ccw_subchannel *sch,
			      const struct chpid_set *set)
{
	uint8_t chpids[CCW_PATHS_MAX], taken = 0;
	struct ccw_impact_device *dev;
	struct ccw_masks masks;
	bool is_known;
	int i;

	if (!sch->dev)
		return;
	is_known = !ccw_subchannel_get_masks(sch, &masks) &&
		   !ccw_subchannel_get_chpids(sch, chpids);
	for (i = 0; is_known && i < CCW_PATHS_MAX; i++) {
		struct ccw_chpid chpid = { .cssid = sch->id.cssid, .id = chpids[i] };

		if (is_in_set(set, chpid_key(chpid)))
			taken |= 0x80 >> i;
	}
	if (is_known && !(masks.pim & taken))
		return;
	dev = add_device(look, sch->dev->id, sch->dev);
	if (!dev)
		return;
	set_paths(dev, snap, taken);
	dev->fate = fate_of_paths(dev);
}

static int find_users_of_paths(struct look *look, const struct ccw_snapshot *snap,
			       const struct ccw_chpid *chpids, size_t n)
{
	const struct ccw_subchannel *sch;
	struct chpid_set *set;
	size_t i;

	set = calloc(1, sizeof(*set));
	if (!set)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		set->bits[chpid_key(chpids[i]) / 8] |=
			(uint8_t)(1 << chpid_key(chpids[i]) % 8);
	ccw_snapshot_foreach_subchannel (snap, sch)
		add_user_of_paths(look, snap, sch, set);
	free(set);
	sort_devices(look->impact);
	return 0;
}

/* ---- devices by name ---- */

static void find_named_devices(struct look *look, const struct ccw_snapshot *snap,
			       const struct ccw_id *ids, size_t n)
{
	struct ccw_impact *impact = look->impact;
	const struct ccw_device *device;
	struct ccw_impact_device *dev;
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		device = ccw_snapshot_get_device(snap, ids[i]);
		dev = device ? add_device(look, ids[i], device) : NULL;
		if (!dev)
			continue;
		set_paths(dev, snap, 0);
		dev->fate = dev->online ? CCW_FATE_OFFLINE : CCW_FATE_UNAFFECTED;
	}
	/* someone may be named twice */
	sort_devices(impact);
	for (i = 0; i < impact->n_dev; i++)
		if (!kept || impact->dev[kept - 1].dev != impact->dev[i].dev)
			impact->dev[kept++] = impact->dev[i];
	impact->n_dev = kept;
}

/* ---- uses ---- */

static int cmp_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int cmp_uses(const void *a, const void *b)
{
	const struct ccw_impact_use *ua = a, *ub = b;
	int rc;

	if (ua->dev != ub->dev)
		return ua->dev < ub->dev ? -1 : 1;
	if (ua->kind != ub->kind)
		return ua->kind < ub->kind ? -1 : 1;
	rc = cmp_strings(ua->name, ub->name);
	return rc ? rc : cmp_strings(ua->via, ub->via);
}

/* In order, each once: one may be found on two ways, or mounted over another. */
static void settle_uses(struct ccw_impact *impact)
{
	struct ccw_impact_use *use = impact->use;
	size_t i, n = 0;

	if (impact->n_use)
		qsort(use, impact->n_use, sizeof(*use), cmp_uses);
	for (i = 0; i < impact->n_use; i++) {
		if (n && use[n - 1].dev == use[i].dev && use[n - 1].kind == use[i].kind &&
		    !strcmp(use[n - 1].name, use[i].name))
			use[n - 1].lost |= use[i].lost;
		else
			use[n++] = use[i];
	}
	impact->n_use = n;
	for (i = n; i-- > 0;)
		impact->dev[use[i].dev].first_use = i;
}

static bool is_device_in_use(const struct ccw_impact *impact)
{
	size_t i;

	for (i = 0; i < impact->n_dev; i++)
		if (impact_is_lost(&impact->dev[i]))
			return true;
	return false;
}

static bool is_use_lost(const struct ccw_impact *impact)
{
	size_t i;

	for (i = 0; i < impact->n_use; i++)
		if (impact->use[i].kind != CCW_USE_BLOCK && impact->use[i].lost)
			return true;
	return false;
}

/* ---- all of it ---- */

static int look_begin(struct look *look, struct ccw_ctx *ctx,
		      const struct ccw_snapshot *snap, struct ccw_impact *impact)
{
	if ((snap->attrs & CCW_ATTRS_IMPACT) != CCW_ATTRS_IMPACT)
		return -EINVAL;
	memset(look, 0, sizeof(*look));
	look->ctx = ctx;
	look->impact = impact;
	look->root_fd = open(ctx->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (look->root_fd < 0)
		return -errno;
	reader_init(&look->reader);
	return 0;
}

static int look_end(struct look *look, int rc, struct ccw_impact **out)
{
	struct ccw_impact *impact = look->impact;

	settle_uses(impact);
	impact->arena = look->reader.arena;
	reader_done(&look->reader);
	close(look->root_fd);
	look_free_blocks(look);
	free(look->group);
	if (!rc && look->reader.nomem)
		rc = -ENOMEM;
	if (rc)
		ccw_impact_free(impact);
	else
		*out = impact;
	return rc;
}

static void look_for_uses(struct look *look)
{
	if (!look->impact->n_dev)
		return;
	look_for_block_uses(look);
	look_for_nets(look);
	look_for_terminal(look);
}

/* @n @chpids, or @devices if that is NULL: without any, it does not matter which. */
static int impact_new(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
		      const struct ccw_chpid *chpids, const struct ccw_id *devices, size_t n,
		      struct ccw_impact **out)
{
	struct companions companions = { .n = 0 };
	struct ccw_impact *impact = calloc(1, sizeof(*impact));
	struct look look;
	int rc;

	if (!impact)
		return -ENOMEM;
	rc = look_begin(&look, ctx, snap, impact);
	if (rc) {
		free(impact);
		return rc;
	}
	if (chpids)
		rc = find_users_of_paths(&look, snap, chpids, n);
	else
		find_named_devices(&look, snap, devices, n);
	if (!rc) {
		look_find_groups(&look);
		look_find_blocks(&look);
		find_group_members(&look, &companions);
		if (!chpids)
			find_companion_aliases(&look, snap, &companions);
		join_companions(&look, snap, &companions);
		look_for_uses(&look);
		impact->in_use = chpids ? is_device_in_use(impact) : is_use_lost(impact);
	}
	return look_end(&look, rc, out);
}

CCW_EXPORT int ccw_impact_new_vary_off(struct ccw_ctx *ctx,
				       const struct ccw_snapshot *snap,
				       const struct ccw_chpid *chpids, size_t n,
				       struct ccw_impact **out)
{
	return impact_new(ctx, snap, chpids, NULL, n, out);
}

CCW_EXPORT int ccw_impact_new_configure_off(struct ccw_ctx *ctx,
					    const struct ccw_snapshot *snap,
					    const struct ccw_chpid *chpids, size_t n,
					    struct ccw_impact **out)
{
	return impact_new(ctx, snap, chpids, NULL, n, out);
}

CCW_EXPORT int ccw_impact_new_offline(struct ccw_ctx *ctx,
				      const struct ccw_snapshot *snap,
				      const struct ccw_id *devices, size_t n,
				      struct ccw_impact **out)
{
	return impact_new(ctx, snap, NULL, devices, n, out);
}

CCW_EXPORT void ccw_impact_free(struct ccw_impact *impact)
{
	if (!impact)
		return;
	free(impact->dev);
	free(impact->use);
	arena_free(&impact->arena);
	free(impact);
}
