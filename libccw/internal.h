/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * internal.h - the objects of a snapshot, for libccw's own files
 *
 * How a snapshot comes about: snapshot.c and pairs.c open the root and ask scan.c for
 * the ids that exist; workers.c spreads the objects over threads; subchannel.c,
 * device.c, chpath.c and css.c each read the attributes of one object, by a table
 * with one row per attribute, through reader.c; parse.c makes values of text.
 */
#ifndef LIBCCW_INTERNAL_H
#define LIBCCW_INTERNAL_H

#include <limits.h>
#include <time.h>

#include "libccw.h"
#include "reader.h"

/* Of the clock that nobody sets. */
static inline uint64_t now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000 + (uint64_t)ts.tv_nsec;
}

#define CCW_EXPORT __attribute__((visibility("default")))

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

struct ccw_ctx {
	unsigned int refs;
	char *root;
	char *proc; /* NULL: none */
	ccw_log_fn log;
	void *log_data;
};

/* ---- ids as numbers that sort ---- */

static inline uint32_t id_key(struct ccw_id id)
{
	return (uint32_t)id.cssid << 24 | (uint32_t)id.ssid << 16 | id.devno;
}

static inline struct ccw_id id_from_key(uint32_t key)
{
	return (struct ccw_id){ .cssid = key >> 24, .ssid = key >> 16 & 0xff, .devno = key };
}

static inline uint32_t chpid_key(struct ccw_chpid chpid)
{
	return (uint32_t)chpid.cssid << 8 | chpid.id;
}

static inline struct ccw_chpid chpid_from_key(uint32_t key)
{
	return (struct ccw_chpid){ .cssid = key >> 8 & 0xff, .id = key };
}

/* ---- query ---- */

struct range {
	uint32_t from, to;
};

/*
 * struct ranges - in order, and with gaps between them
 * @limited: false: everything
 */
struct ranges {
	struct range *range;
	size_t n, room;
	bool limited;
};

/*
 * struct ccw_query
 * @known: most of the ids asked for exist, so that looking them up as they are is best,
 *	however many they are
 * @serial: channel paths are read by the calling thread alone: starting others would
 *	cost more than the little that is read
 */
struct ccw_query {
	uint64_t attrs;
	struct ranges subchannels, devices, chpaths;
	bool known, serial;
};

/* What no query stands for. */
extern const struct ccw_query query_everything;

/* @to is empty, and has to be released even if that fails. */
int query_copy(struct ccw_query *to, const struct ccw_query *from);
void query_release(struct ccw_query *query);

/* @from > @to adds nothing, but makes them limited. */
int ranges_add(struct ranges *ranges, uint32_t from, uint32_t to);
bool ranges_match(const struct ranges *ranges, uint32_t key);
/* There are ranges, and they hold at most @max ids. */
bool ranges_are_few(const struct ranges *ranges, size_t max);

/* ---- objects; one byte of errno per attribute, 0: the value is good ---- */

#define N_ATTRS(first, last) ((last) - (first) + 1)

struct ccw_css {
	uint8_t id;
	uint8_t real_cssid;
	bool cm_enable;
	uint8_t err[N_ATTRS(CCW_CSS_CM_ENABLE, CCW_CSS_REAL_CSSID)];
};

/* What few people ask for is kept apart: a listing of 65536 must stay small. */
struct sch_strings {
	const char *modalias, *driver, *driver_override, *mdev;
};

struct ccw_subchannel {
	struct ccw_device *dev;
	struct sch_strings *str;
	struct ccw_id id;
	struct ccw_id dev_busid;
	uint8_t type;
	uint8_t vpm;
	struct ccw_masks masks;
	uint8_t chpids[CCW_PATHS_MAX];
	uint8_t err[N_ATTRS(CCW_SCH_TYPE, CCW_SCH_MDEV)];
	uint32_t read_at; /* by the clock of struct ccw_watch */
	bool claimed; /* someone reads it already; set atomically */
	bool gone;
};

struct dev_cmf {
	uint64_t value[CCW_CMF_COUNT];
	uint8_t err[CCW_CMF_COUNT];
};

/* @cmf: there if the attribute has no error. */
struct dev_strings {
	const char *driver, *group_device, *linux_names;
	struct dev_cmf *cmf;
};

struct ccw_device {
	struct ccw_subchannel *sch; /* NULL: defunct */
	struct dev_strings *str;
	struct ccw_id id;
	struct ccw_identity identity;
	uint8_t availability;
	bool online;
	bool cmb_enable;
	bool gone;
	uint8_t err[N_ATTRS(CCW_DEV_IDENTITY, CCW_DEV_CMF)];
};

struct ccw_chpath {
	struct ccw_chpid id;
	bool vary;
	bool chid_external;
	uint8_t configure;
	uint8_t type;
	uint8_t esc;
	bool has_measurement_chars;
	bool gone;
	uint16_t chid;
	uint32_t cmg;
	uint32_t shared;
	uint64_t speed;
	const char *util_string;
	uint8_t err[N_ATTRS(CCW_CHP_STATUS, CCW_CHP_MEASUREMENT_CHARS)];
};

/* What changes of a channel path without anything else, and without an event. */
#define CHP_STATE (CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE))

struct ccw_snapshot {
	struct ccw_css *css;
	struct ccw_subchannel *sch;
	struct ccw_device *dev;
	struct ccw_chpath *chp;
	size_t n_css, n_sch, n_dev, n_chp;
	uint64_t attrs;
	struct arena arena;
	/* of those that have no time of their own; chp_state_at: CHP_STATE of channel paths */
	uint32_t css_read_at, chp_read_at, chp_state_at, defunct_read_at;
};

/* ---- two readings of an object: the attributes that differ (diff.c) ---- */

uint64_t css_differ(const struct ccw_css *a, const struct ccw_css *b);
uint64_t subchannel_differ(const struct ccw_subchannel *a, const struct ccw_subchannel *b);
uint64_t device_differ(const struct ccw_device *a, const struct ccw_device *b);
uint64_t chpath_differ(const struct ccw_chpath *a, const struct ccw_chpath *b);
/* Is it on another subchannel? */
bool device_moved(const struct ccw_device *a, const struct ccw_device *b);

/* ---- reading one object ---- */

/*
 * struct place - the directory of an object: @path relative to @dirfd, ending in a
 * slash; attribute names are put behind it. @label names @dirfd in messages.
 */
struct place {
	int dirfd;
	const char *label;
	size_t len;
	char path[64];
};

void place_set(struct place *place, int dirfd, const char *label, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Appends @name; valid until the next call. */
const char *place_file(struct place *place, const char *name);
/* Does it exist? 0; -ENOENT: no; -errno: that cannot be found out. */
int place_find(struct place *place);
/* Does the directory still exist? */
bool place_exists(struct place *place);

/*
 * enum load - how reading an object went
 * @LOAD_OK: all there
 * @LOAD_MISSING: some attributes are not there: they never are, or are just going
 * @LOAD_GONE: the directory is not there
 */
enum load {
	LOAD_OK,
	LOAD_MISSING,
	LOAD_GONE,
};

/*
 * load_whole - reads an object until what was read is of one moment
 * @place: its directory
 * @load: reads it; called again, with a clean start, if the object came or went
 *
 * False: it is gone, or comes and goes too fast.
 */
bool load_whole(struct reader *reader, struct place *place,
		enum load (*load)(struct reader *reader, void *data), void *data);

/*
 * struct attr_def - how one attribute of an object gets there
 * @attr: which
 * @file: its name in sysfs
 * @parse: makes the value from the text of @file; 0 or -errno, or
 * @load: where more than one file is needed
 */
struct attr_def {
	enum ccw_attr attr;
	const char *file;
	int (*parse)(const char *text, void *obj);
	int (*load)(struct reader *reader, struct place *place, void *obj);
};

/*
 * attrs_load - read those of the attributes in @defs that are in @wanted
 * @err: the object's error bytes, the first of which is for @first
 */
enum load attrs_load(struct reader *reader, struct place *place, const struct attr_def *defs,
		     size_t n_defs, enum ccw_attr first, uint64_t wanted, void *obj,
		     uint8_t *err);

enum load css_load(struct reader *reader, struct place *place, uint64_t wanted,
		   struct ccw_css *css);
enum load device_load(struct reader *reader, struct place *place, uint64_t wanted,
		      struct ccw_device *dev);
enum load chpath_load(struct reader *reader, struct place *place, uint64_t wanted,
		      struct ccw_chpath *chp);
/* With @has_device, the subchannel is known to be an I/O subchannel. */
enum load subchannel_load(struct reader *reader, struct place *place, uint64_t wanted,
			  bool has_device, struct ccw_subchannel *sch);

/* The target's last component, copied into the arena; -ENODATA: no such link. */
int load_link_name(struct reader *reader, struct place *place, const char *name,
		   const char **str);

/* ---- what exists ---- */

struct key_list {
	uint32_t *key;
	size_t n, room;
};

/*
 * struct tree - open directories of the root, and what was found there
 * @css_fd: devices/cssN by N; -1: none, or not opened yet
 * @css_name: "devices/cssN"
 * @ccw_fd: bus/ccw/devices; -1: none
 * @bus_fd: bus/css/devices; -1: none
 */
struct tree {
	int root_fd;
	int ccw_fd;
	int bus_fd;
	int css_fd[256];
	char css_name[256][16];
	struct key_list css; /* those that are open */
};

int tree_open(struct tree *tree, struct ccw_ctx *ctx);
/* Opens devices/cssN, if there is one. */
int tree_add_css(struct tree *tree, struct reader *reader, uint8_t id);
/* Opens all of them, and puts tree->css in order. */
int tree_find_css(struct tree *tree, struct reader *reader);
void tree_close(struct tree *tree);

int key_list_add(struct key_list *list, uint32_t key);
/* Sorts and drops doubles. */
void key_list_sort(struct key_list *list);
/* Drops what is not in @ranges. */
void key_list_keep(struct key_list *list, const struct ranges *ranges);
/* Index of @key, or -1. */
ssize_t key_list_find(const struct key_list *list, uint32_t key);

struct dir_reader;

/*
 * struct id_scan - reads the ids that name entries of a directory
 * @dirfd, @label: of the directory
 * @ranges: only ids in these
 * @lookup: take all of these for what there is, and read no directory
 * @list: what was found; the caller frees list.key
 * @dir: where it has got to; NULL: not begun
 */
struct id_scan {
	int dirfd;
	const char *label;
	const struct ranges *ranges;
	bool lookup;
	struct key_list list;
	struct dir_reader *dir;
};

/* Reads @max more entries. 0: done, and the list is in order; -EAGAIN: there are more. */
int scan_ids(struct reader *reader, struct id_scan *scan, size_t max);
/*
 * The channel paths of a channel subsystem that are in @ranges: those in its directory,
 * or, if that is large, all that there may be. The list is not in order.
 */
int scan_chpids(struct reader *reader, int css_fd, uint8_t cssid,
		const struct ranges *ranges, struct key_list *list);
/* Every id in @ranges. */
int ranges_expand(const struct ranges *ranges, struct key_list *list);
/* Calls @fn for each entry of a directory, in no order, dots included. */
int scan_each(struct reader *reader, struct place *place, const char *dir,
	      void (*fn)(void *data, const char *name), void *data);
/* The first entry of a directory, in order, for which @match holds; -ENODATA: none. */
int scan_first(struct reader *reader, struct place *place, const char *dir,
	       bool (*match)(const char *name), char *name, size_t size);

#endif
