// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine-check.c - puts a machine in order once all of its objects are there
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine-keys.h"
#include "names.h"

/* ---- every id once ---- */

static int cmp_pos(struct machine_pos a, struct machine_pos b)
{
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	return (a.column > b.column) - (a.column < b.column);
}

static int cmp_css(const void *a, const void *b)
{
	const struct machine_css *ca = a, *cb = b;

	return ca->id != cb->id ? ca->id - cb->id : cmp_pos(ca->pos, cb->pos);
}

static int cmp_chp(const void *a, const void *b)
{
	const struct machine_chpath *ca = a, *cb = b;
	int cmp = ccw_chpid_cmp(ca->id, cb->id);

	return cmp ? cmp : cmp_pos(ca->pos, cb->pos);
}

static int cmp_sch(const void *a, const void *b)
{
	const struct machine_subchannel *sa = a, *sb = b;
	int cmp = ccw_id_cmp(sa->id, sb->id);

	return cmp ? cmp : cmp_pos(sa->pos, sb->pos);
}

static int cmp_dev(const void *a, const void *b)
{
	const struct machine_device *da = a, *db = b;
	int cmp = ccw_id_cmp(da->id, db->id);

	return cmp ? cmp : cmp_pos(da->pos, db->pos);
}

static int cmp_dev_ptr(const void *a, const void *b)
{
	return cmp_dev(*(struct machine_device *const *)a,
		       *(struct machine_device *const *)b);
}

static void sort(void *array, size_t n, size_t size,
		 int (*cmp)(const void *, const void *))
{
	if (n)
		qsort(array, n, size, cmp);
}

static void duplicate(struct machine_diag *diag, const char *what, const char *id,
		      struct machine_pos first, struct machine_pos again)
{
	if (!first.line) {
		machine_error(diag, again, "%s %s: a second time", what, id);
		return;
	}
	machine_error(diag, again, "%s %s: a second time, the first is on line %u", what,
		      id, first.line);
}

static void check_css_chpath_ids(const struct machine *m, struct machine_diag *diag)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	for (i = 1; i < m->n_css; i++) {
		if (m->css[i].id != m->css[i - 1].id)
			continue;
		snprintf(id, sizeof(id), "%x", m->css[i].id);
		duplicate(diag, "css", id, m->css[i - 1].pos, m->css[i].pos);
	}
	for (i = 1; i < m->n_chp; i++)
		if (!ccw_chpid_cmp(m->chp[i].id, m->chp[i - 1].id))
			duplicate(diag, "chpath", ccw_chpid_format(m->chp[i].id, id),
				  m->chp[i - 1].pos, m->chp[i].pos);
}

static void check_subchannel_ids(const struct machine *m, struct machine_diag *diag)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	for (i = 1; i < m->n_sch; i++)
		if (!ccw_id_cmp(m->sch[i].id, m->sch[i - 1].id))
			duplicate(diag, "subchannel", ccw_id_format(m->sch[i].id, id),
				  m->sch[i - 1].pos, m->sch[i].pos);
}

static void check_device_ids(struct machine_device **dev, size_t n,
			     struct machine_diag *diag)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	for (i = 1; i < n; i++)
		if (!ccw_id_cmp(dev[i]->id, dev[i - 1]->id))
			duplicate(diag, "device", ccw_id_format(dev[i]->id, id),
				  dev[i - 1]->pos, dev[i]->pos);
}

static int cmp_mdev(const void *a, const void *b)
{
	const struct machine_subchannel *sa = *(struct machine_subchannel *const *)a;
	const struct machine_subchannel *sb = *(struct machine_subchannel *const *)b;
	int cmp = strcmp(sa->mdev, sb->mdev);

	return cmp ? cmp : cmp_sch(sa, sb);
}

static void check_mdevs(struct machine *m, struct machine_diag *diag)
{
	const struct machine_subchannel **sch;
	size_t i, n = 0;

	sch = machine_alloc(m, (m->n_sch + 1) * sizeof(*sch));
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].mdev)
			sch[n++] = &m->sch[i];
	sort(sch, n, sizeof(*sch), cmp_mdev);
	for (i = 1; i < n; i++)
		if (!strcmp(sch[i]->mdev, sch[i - 1]->mdev))
			duplicate(diag, "mediated device", sch[i]->mdev, sch[i - 1]->pos,
				  sch[i]->pos);
}

static int cmp_store(const void *a, const void *b)
{
	const struct machine_device *da = *(struct machine_device *const *)a;
	const struct machine_device *db = *(struct machine_device *const *)b;
	int cmp = strcmp(da->store, db->store);

	return cmp ? cmp : cmp_dev(da, db);
}

/* That one file has several names can be seen only when it is opened, see store.h. */
static void check_stores(struct machine *m, struct machine_device **dev, size_t n_dev,
			 struct machine_diag *diag)
{
	struct machine_device **with;
	size_t i, n = 0;

	with = machine_alloc(m, (n_dev + 1) * sizeof(*with));
	for (i = 0; i < n_dev; i++)
		if (dev[i]->store)
			with[n++] = dev[i];
	sort(with, n, sizeof(*with), cmp_store);
	for (i = 1; i < n; i++)
		if (!strcmp(with[i]->store, with[i - 1]->store))
			duplicate(diag, "store", with[i]->store, with[i - 1]->pos,
				  with[i]->pos);
}

/* drivers/s390/cio/device.c makes a device's id of its subchannel's css and set. */
static void check_busids(const struct machine *m, struct machine_diag *diag)
{
	char id[CCW_ID_STRLEN], busid[CCW_ID_STRLEN];
	size_t i;

	for (i = 0; i < m->n_sch; i++) {
		const struct machine_subchannel *sch = &m->sch[i];

		if (!sch->has_busid || (sch->busid.cssid == sch->id.cssid &&
					sch->busid.ssid == sch->id.ssid))
			continue;
		machine_error(
			diag, sch->pos,
			"device %s on subchannel %s: expected one of the same css and "
			"subchannel set",
			ccw_id_format(sch->busid, busid), ccw_id_format(sch->id, id));
	}
}

/* ---- groups ---- */

static int cmp_grouped(const void *a, const void *b)
{
	const struct machine_device *da = *(struct machine_device *const *)a;
	const struct machine_device *db = *(struct machine_device *const *)b;
	int cmp = strcmp(da->group, db->group);

	return cmp ? cmp : cmp_dev(da, db);
}

/*
 * The network interface belongs to the group. Any member may name it; it is moved
 * from the member's names to the group.
 */
static void adopt_net(struct machine *m, struct machine_group *group,
		      struct machine_device *dev, struct machine_diag *diag)
{
	char text[LINUX_NAMES_MAX];
	struct linux_names names;

	if (!dev->linux_names || linux_names_split(dev, dev->linux_names, &names) ||
	    !names.group_net[0])
		return;
	if (!group->net)
		group->net = machine_strdup(m, names.group_net);
	else if (strcmp(group->net, names.group_net))
		machine_error(diag, dev->pos,
			      "group %s: has network interface %s already", group->name,
			      group->net);
	linux_names_join(&names, text);
	dev->linux_names = *text ? machine_strdup(m, text) : NULL;
}

static void build_groups(struct machine *m, struct machine_device **dev, size_t n_dev,
			 struct machine_diag *diag)
{
	struct machine_group *group = NULL;
	size_t i, n = 0;

	m->grouped = calloc(n_dev + 1, sizeof(*m->grouped));
	m->group = calloc(n_dev + 1, sizeof(*m->group));
	if (!m->grouped || !m->group)
		return;
	for (i = 0; i < n_dev; i++)
		if (dev[i]->group)
			m->grouped[n++] = dev[i];
	sort(m->grouped, n, sizeof(*m->grouped), cmp_grouped);
	for (i = 0; i < n; i++) {
		struct machine_device *member = m->grouped[i];

		if (!group || strcmp(group->name, member->group)) {
			group = &m->group[m->n_group++];
			group->name = member->group;
			group->member = &m->grouped[i];
		}
		group->n++;
		adopt_net(m, group, member, diag);
	}
}

/* ---- the rest ---- */

static void apply_absent(struct machine *m)
{
	size_t i;

	for (i = 0; i < m->n_chp; i++)
		m->chp[i].absent |= m->absent & ABSENT_CHPATH & ~m->chp[i].given;
	for (i = 0; i < m->n_sch; i++) {
		struct machine_subchannel *sch = &m->sch[i];
		struct machine_device *dev = &sch->device;

		sch->absent |= ((m->absent & subchannel_attrs(sch)) |
				subchannel_default_absent(sch)) &
			       ~sch->given;
		/* without PIM nobody knows which CHPIDs mean something */
		if (sch->absent & CCW_ATTR(CCW_SCH_PIMPAMPOM))
			sch->masks = (struct ccw_masks){ 0 };
		if (sch->has_device)
			dev->absent |= m->absent & ABSENT_DEVICE & ~dev->given;
		if (sch->pam_by_default)
			sch->masks.pam = subchannel_default_pam(m, sch);
		if (!(sch->given & CCW_ATTR(CCW_SCH_VPM)))
			sch->vpm = subchannel_default_vpm(m, sch);
	}
	for (i = 0; i < m->n_defunct; i++)
		m->defunct[i].absent |= m->absent & ABSENT_DEVICE & ~m->defunct[i].given;
}

/*
 * Linux makes a directory for every CHPID it meets, unless the machine does not
 * describe it: strange, but possible.
 */
static void check_chpids(const struct machine *m, struct machine_diag *diag)
{
	uint8_t warned[256][256 / 8] = { { 0 } };
	char id[CCW_ID_STRLEN], sch_id[CCW_ID_STRLEN];
	unsigned int j;
	size_t i;

	for (i = 0; i < m->n_sch; i++) {
		const struct machine_subchannel *sch = &m->sch[i];

		for (j = 0; j < CCW_PATHS_MAX; j++) {
			struct ccw_chpid chpid = { sch->id.cssid, sch->chpids[j] };
			uint8_t *seen = &warned[chpid.cssid][chpid.id / 8];

			if (!(sch->masks.pim & (0x80 >> j)) ||
			    machine_get_chpath(m, chpid) || (*seen & (1 << chpid.id % 8)))
				continue;
			*seen |= (uint8_t)(1 << chpid.id % 8);
			machine_warning(
				diag, sch->pos,
				"subchannel %s uses channel path %s, which has no "
				"chpath line",
				ccw_id_format(sch->id, sch_id),
				ccw_chpid_format(chpid, id));
		}
	}
}

bool machine_finish(struct machine *m, struct machine_diag *diag)
{
	struct machine_device **dev;
	size_t i, n_dev = 0;

	sort(m->css, m->n_css, sizeof(*m->css), cmp_css);
	sort(m->chp, m->n_chp, sizeof(*m->chp), cmp_chp);
	sort(m->sch, m->n_sch, sizeof(*m->sch), cmp_sch);
	sort(m->defunct, m->n_defunct, sizeof(*m->defunct), cmp_dev);
	dev = machine_alloc(m, (m->n_sch + m->n_defunct + 1) * sizeof(*dev));
	for (i = 0; i < m->n_sch; i++)
		if (m->sch[i].has_device)
			dev[n_dev++] = &m->sch[i].device;
	for (i = 0; i < m->n_defunct; i++)
		dev[n_dev++] = &m->defunct[i];
	sort(dev, n_dev, sizeof(*dev), cmp_dev_ptr);

	check_css_chpath_ids(m, diag);
	check_subchannel_ids(m, diag);
	check_device_ids(dev, n_dev, diag);
	check_mdevs(m, diag);
	check_stores(m, dev, n_dev, diag);
	check_busids(m, diag);
	apply_absent(m);
	build_groups(m, dev, n_dev, diag);
	m->absent = machine_common_absent(m);
	if (!diag->errors)
		check_chpids(m, diag);
	return !diag->errors;
}
