// SPDX-License-Identifier: GPL-2.0-only
/*
 * machine.c - a machine in memory: its objects and their simple defaults
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"
#include "names.h"

#define CHUNK_SIZE 65536

struct machine_chunk {
	struct machine_chunk *next;
	size_t used;
	char mem[];
};

static _Noreturn void out_of_memory(void)
{
	static const char msg[] = "out of memory\n";

	fputs(msg, stderr);
	exit(1);
}

void *machine_alloc(struct machine *m, size_t size)
{
	struct machine_chunk *chunk = m->chunks;
	void *mem;

	size = (size + 7) & ~(size_t)7;
	if (!chunk || size > CHUNK_SIZE - chunk->used) {
		chunk = malloc(sizeof(*chunk) + (size > CHUNK_SIZE ? size : CHUNK_SIZE));
		if (!chunk)
			out_of_memory();
		chunk->next = m->chunks;
		chunk->used = 0;
		m->chunks = chunk;
	}
	mem = chunk->mem + chunk->used;
	/* one that is larger than usual is full */
	chunk->used = size > CHUNK_SIZE ? CHUNK_SIZE : chunk->used + size;
	memset(mem, 0, size);
	return mem;
}

const char *machine_strdup(struct machine *m, const char *str)
{
	size_t size = strlen(str) + 1;

	return memcpy(machine_alloc(m, size), str, size);
}

void machine_init(struct machine *m)
{
	memset(m, 0, sizeof(*m));
}

void machine_free(struct machine *m)
{
	struct machine_chunk *chunk;

	while ((chunk = m->chunks)) {
		m->chunks = chunk->next;
		free(chunk);
	}
	free(m->css);
	free(m->chp);
	free(m->sch);
	free(m->defunct);
	free(m->group);
	free(m->grouped);
	machine_init(m);
}

/* Makes room for one more in an array of @n, and clears it. */
static void *add_object(void **array, size_t *n, size_t *room, size_t size)
{
	char *grown;

	if (*n == *room) {
		*room = *room ? 2 * *room : 16;
		grown = reallocarray(*array, *room, size);
		if (!grown)
			out_of_memory();
		*array = grown;
	}
	grown = (char *)*array + *n * size;
	memset(grown, 0, size);
	++*n;
	return grown;
}

struct machine_css *machine_add_css(struct machine *m, uint8_t id)
{
	struct machine_css *css =
		add_object((void **)&m->css, &m->n_css, &m->room_css, sizeof(*css));

	css->id = id;
	css->cm_enable = -1;
	css->real_cssid = -1;
	return css;
}

struct machine_chpath *machine_add_chpath(struct machine *m, struct ccw_chpid id)
{
	struct machine_chpath *chp =
		add_object((void **)&m->chp, &m->n_chp, &m->room_chp, sizeof(*chp));

	chp->id = id;
	chp->vary = true;
	chp->configure = CCW_CONFIGURE_CONFIGURED;
	chp->chid_external = true;
	return chp;
}

struct machine_subchannel *machine_add_subchannel(struct machine *m, struct ccw_id id)
{
	struct machine_subchannel *sch =
		add_object((void **)&m->sch, &m->n_sch, &m->room_sch, sizeof(*sch));

	sch->id = id;
	return sch;
}

void machine_device_init(struct machine_device *dev, struct ccw_id id)
{
	memset(dev, 0, sizeof(*dev));
	dev->id = id;
}

struct machine_device *machine_add_defunct(struct machine *m, struct ccw_id id)
{
	struct machine_device *dev = add_object((void **)&m->defunct, &m->n_defunct,
						&m->room_defunct, sizeof(*dev));

	machine_device_init(dev, id);
	dev->availability = CCW_AVAIL_NO_DEVICE;
	return dev;
}

static int cmp_chpath(const void *key, const void *obj)
{
	const struct machine_chpath *chp = obj;

	return ccw_chpid_cmp(*(const struct ccw_chpid *)key, chp->id);
}

const struct machine_chpath *machine_get_chpath(const struct machine *m,
						struct ccw_chpid id)
{
	return m->n_chp ? bsearch(&id, m->chp, m->n_chp, sizeof(*m->chp), cmp_chpath)
			: NULL;
}

static int cmp_group(const void *key, const void *obj)
{
	const struct machine_group *group = obj;

	return strcmp(key, group->name);
}

const struct machine_group *machine_get_group(const struct machine *m, const char *name)
{
	return m->n_group
		       ? bsearch(name, m->group, m->n_group, sizeof(*m->group), cmp_group)
		       : NULL;
}

/* ---- messages ---- */

static void report(struct machine_diag *diag, bool is_error, struct machine_pos pos,
		   const char *fmt, va_list ap)
{
	char msg[512];

	vsnprintf(msg, sizeof(msg), fmt, ap);
	if (diag->fn)
		diag->fn(diag->data, is_error, pos, msg);
}

void machine_error(struct machine_diag *diag, struct machine_pos pos, const char *fmt,
		   ...)
{
	va_list ap;

	if (diag->errors++ >= MACHINE_ERRORS_MAX)
		return;
	va_start(ap, fmt);
	report(diag, true, pos, fmt, ap);
	va_end(ap);
}

void machine_warning(struct machine_diag *diag, struct machine_pos pos, const char *fmt,
		     ...)
{
	va_list ap;

	if (diag->warnings++ >= MACHINE_ERRORS_MAX)
		return;
	va_start(ap, fmt);
	report(diag, false, pos, fmt, ap);
	va_end(ap);
}

/* ---- defaults ---- */

uint8_t first_paths(unsigned int n)
{
	return (uint8_t)(0xff00 >> n);
}

unsigned int subchannel_count_chpids(const struct machine_subchannel *sch)
{
	unsigned int n = CCW_PATHS_MAX;

	while (n && !sch->chpids[n - 1] && !(sch->masks.pim & (0x80 >> (n - 1))))
		n--;
	return n;
}

uint64_t subchannel_default_absent(const struct machine_subchannel *sch)
{
	if (sch->type != CCW_SUBCHANNEL_IO)
		return 0;
	/* drivers/s390/cio/device.c: io_subchannel brings vpm with it */
	if (sch->driver && !strcmp(sch->driver, "io_subchannel"))
		return 0;
	return CCW_ATTR(CCW_SCH_VPM);
}

/* The installed paths whose channel paths are so. */
static uint8_t paths_that(const struct machine *m, const struct machine_subchannel *sch,
			  bool (*is)(const struct machine_chpath *chp))
{
	struct ccw_chpid id = { .cssid = sch->id.cssid };
	const struct machine_chpath *chp;
	uint8_t mask = 0;
	int i;

	for (i = 0; i < CCW_PATHS_MAX; i++) {
		id.id = sch->chpids[i];
		chp = sch->masks.pim & 0x80 >> i ? machine_get_chpath(m, id) : NULL;
		if (chp && is(chp))
			mask |= 0x80 >> i;
	}
	return mask;
}

static bool is_not_configured(const struct machine_chpath *chp)
{
	return chp->configure != CCW_CONFIGURE_CONFIGURED &&
	       !(chp->absent & CCW_ATTR(CCW_CHP_CONFIGURE));
}

static bool is_varied_off(const struct machine_chpath *chp)
{
	return !chp->vary;
}

uint8_t subchannel_default_pam(const struct machine *m,
			       const struct machine_subchannel *sch)
{
	return sch->masks.pim & ~paths_that(m, sch, is_not_configured);
}

uint8_t subchannel_default_vpm(const struct machine *m,
			       const struct machine_subchannel *sch)
{
	if (!sch->has_device || !sch->device.online)
		return 0;
	return sch->masks.pim & sch->masks.pam & ~paths_that(m, sch, is_varied_off);
}

uint64_t chpath_countable(const struct machine_chpath *chp)
{
	return CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE) |
	       CCW_ATTR(CCW_CHP_TYPE) | CCW_ATTR(CCW_CHP_ESC) |
	       CCW_ATTR(CCW_CHP_SPEED_BPS);
}

uint64_t subchannel_countable(const struct machine_subchannel *sch)
{
	uint64_t attrs = CCW_ATTR(CCW_SCH_MODALIAS);

	if (sch->type != CCW_SUBCHANNEL_IO)
		return attrs;
	attrs |= CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM) |
		 CCW_ATTR(CCW_SCH_VPM);
	/* libccw does not look at it where there is a device */
	if (!sch->has_device)
		attrs |= CCW_ATTR(CCW_SCH_DEV_BUSID);
	return attrs & ~subchannel_default_absent(sch);
}

uint64_t device_countable(const struct machine_device *dev)
{
	return CCW_ATTR(CCW_DEV_IDENTITY) | CCW_ATTR(CCW_DEV_ONLINE) |
	       CCW_ATTR(CCW_DEV_AVAILABILITY) | CCW_ATTR(CCW_DEV_CMB_ENABLE);
}

struct absent_count {
	uint64_t countable, present;
};

static void count_absent(struct absent_count *count, uint64_t countable, uint64_t absent)
{
	count->countable |= countable;
	count->present |= countable & ~absent;
}

uint64_t machine_common_absent(const struct machine *m)
{
	struct absent_count count = { 0, 0 };
	size_t i;

	for (i = 0; i < m->n_chp; i++)
		count_absent(&count, chpath_countable(&m->chp[i]), m->chp[i].absent);
	for (i = 0; i < m->n_sch; i++) {
		const struct machine_subchannel *sch = &m->sch[i];

		count_absent(&count, subchannel_countable(sch), sch->absent);
		if (sch->has_device)
			count_absent(&count, device_countable(&sch->device),
				     sch->device.absent);
	}
	for (i = 0; i < m->n_defunct; i++)
		count_absent(&count, device_countable(&m->defunct[i]),
			     m->defunct[i].absent);
	/* what the machine file says of objects that nobody can tell about, stays said */
	return (count.countable & ~count.present) | (m->absent & ~count.countable);
}
