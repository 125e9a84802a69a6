/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * libccw - channel devices of a Linux system on s390x
 *
 * Reads channel subsystems, subchannels, channel devices and channel paths
 * from sysfs, and changes them.
 *
 * Conventions, valid for every function below:
 *  - What can fail returns 0 or a negative errno value; a result comes through
 *    an out-parameter, which is written only on success. errno itself says
 *    nothing.
 *  - -ENODATA: the attribute does not exist (older kernel, facility not
 *    installed) or holds nothing. -EBADMSG: the attribute is there, its text
 *    makes no sense. -EINVAL: the query did not ask for it, or an argument is
 *    out of range. Anything else is what the kernel answered to the read
 *    (-EACCES, -EIO, -EOPNOTSUPP, ...). Zero is never a stand-in for these.
 *  - Objects borrowed from a snapshot, and strings borrowed from an object, live
 *    as long as the snapshot. What the caller owns says so.
 *  - Nothing is printed, no signal handler is installed, no global state is kept.
 *    A context must not be used by two threads at once; a snapshot is immutable
 *    and may be.
 *
 * Path masks are 8 bits wide; bit 0x80 belongs to CHPID index 0, bit 0x01 to
 * index 7 (Principles of Operation, SA22-7832, chapter 15, "PMCW").
 */
#ifndef LIBCCW_H
#define LIBCCW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ ids -- */

/**
 * struct ccw_id - bus id of a device or subchannel, "css.ssid.devno"
 * @cssid: channel-subsystem id, 0-0xff
 * @ssid: subchannel-set id, 0-3 on today's machines
 * @devno: device number, or subchannel number, 0-0xffff
 *
 * Since: 0.1
 */
struct ccw_id {
	uint8_t cssid;
	uint8_t ssid;
	uint16_t devno;
};

/**
 * struct ccw_chpid - channel-path id, "css.id"
 * @cssid: channel-subsystem id, 0-0xff
 * @id: channel-path id, 0-0xff
 *
 * Since: 0.1
 */
struct ccw_chpid {
	uint8_t cssid;
	uint8_t id;
};

/**
 * struct ccw_id_range - ids @from to @to, both included
 *
 * Since: 0.1
 */
struct ccw_id_range {
	struct ccw_id from;
	struct ccw_id to;
};

/** CCW_ID_STRLEN - room for the longest id and its NUL. Since: 0.1 */
#define CCW_ID_STRLEN 10

/** CCW_PATHS_MAX - channel paths of a subchannel (PMCW). Since: 0.1 */
#define CCW_PATHS_MAX 8

/**
 * ccw_id_parse - "0.1.4711", or a bare device number such as "4711" for 0.0.4711
 *
 * Hexadecimal digits of either case: 1-2, 1 and 1-4 of them. The whole string
 * is consumed. Return: 0, or -EINVAL.
 *
 * Since: 0.1
 */
int ccw_id_parse(const char *str, struct ccw_id *id);

/**
 * ccw_id_format - the id as printed by the kernel: lower case, 1-2, 1, 4 digits
 * @buf: at least %CCW_ID_STRLEN bytes
 *
 * Return: @buf.
 *
 * Since: 0.1
 */
char *ccw_id_format(struct ccw_id id, char *buf);

/** ccw_id_cmp - <0, 0, >0: order by css, set, number. Since: 0.1 */
int ccw_id_cmp(struct ccw_id a, struct ccw_id b);

/**
 * ccw_chpid_parse - "0.3a", or a bare "3a" or "a" for 0.3a, 0.0a
 *
 * Return: 0, or -EINVAL.
 *
 * Since: 0.1
 */
int ccw_chpid_parse(const char *str, struct ccw_chpid *chpid);

/**
 * ccw_chpid_format - lower case, 1-2 and 2 digits
 * @buf: at least %CCW_ID_STRLEN bytes
 *
 * Return: @buf.
 *
 * Since: 0.1
 */
char *ccw_chpid_format(struct ccw_chpid chpid, char *buf);

/** ccw_chpid_cmp - <0, 0, >0: order by css, id. Since: 0.1 */
int ccw_chpid_cmp(struct ccw_chpid a, struct ccw_chpid b);

/* -------------------------------------------------------------- context -- */

struct ccw_ctx;

/**
 * enum ccw_log_level - how much a log line matters
 * @CCW_LOG_WARNING: data in sysfs that is garbled or could not be read
 * @CCW_LOG_DEBUG: things that happen on a healthy system, such as an object that
 *	went away while it was read
 *
 * Since: 0.1
 */
enum ccw_log_level {
	CCW_LOG_WARNING,
	CCW_LOG_DEBUG,
};

/**
 * ccw_log_fn - receives log lines
 * @msg: one line without newline, valid during the call
 *
 * Called only from within a libccw function, in the thread that called it.
 *
 * Since: 0.1
 */
typedef void (*ccw_log_fn)(void *data, enum ccw_log_level level, const char *msg);

/**
 * ccw_ctx_new - a context: where sysfs is and where log lines go
 *
 * The root is SYSFS_ROOT from the environment (secure_getenv(3)), else "/sys".
 * Return: 0, or -ENOMEM. The caller owns one reference.
 *
 * Since: 0.1
 */
int ccw_ctx_new(struct ccw_ctx **ctx);

/** ccw_ctx_ref - one more reference; returns @ctx. Since: 0.1 */
struct ccw_ctx *ccw_ctx_ref(struct ccw_ctx *ctx);

/** ccw_ctx_unref - one reference less; NULL is ignored. Since: 0.1 */
void ccw_ctx_unref(struct ccw_ctx *ctx);

/**
 * ccw_ctx_set_root - read another sysfs tree
 * @dir: what stands for "/sys"; not looked at before the first snapshot
 *
 * Return: 0, or -ENOMEM.
 *
 * Since: 0.1
 */
int ccw_ctx_set_root(struct ccw_ctx *ctx, const char *dir);

/** ccw_ctx_get_root - the root in use, borrowed from @ctx. Since: 0.1 */
const char *ccw_ctx_get_root(const struct ccw_ctx *ctx);

/**
 * ccw_ctx_set_proc - read another /proc: mounts, swap space, the terminal, cio_settle
 * @dir: what stands for "/proc"; NULL: nothing does
 *
 * At first it is "/proc" if the root is "/sys", and nothing if it is not. Setting the root
 * makes it so again: what is in use here says nothing about another machine's tree.
 * Return: 0, or -ENOMEM.
 *
 * Since: 0.1
 */
int ccw_ctx_set_proc(struct ccw_ctx *ctx, const char *dir);

/** ccw_ctx_get_proc - what stands for "/proc", borrowed; NULL: nothing. Since: 0.1 */
const char *ccw_ctx_get_proc(const struct ccw_ctx *ctx);

/**
 * ccw_ctx_is_ignored - is the device on the list of devices that are ignored
 *
 * Reads "cio_ignore" of ccw_ctx_get_proc(). Return: 0; -ENODATA: no such file; -EBADMSG:
 * it makes no sense; -ENOMEM; -errno.
 *
 * Since: 0.1
 */
int ccw_ctx_is_ignored(struct ccw_ctx *ctx, struct ccw_id id, bool *ignored);

/**
 * ccw_ctx_get_ignored - the list of devices that are ignored
 * @ranges: receives an array of @n ranges in id order, which the caller frees; NULL if
 *	there are none
 *
 * What ccw_ctx_is_ignored() looks at, to be read once for many devices. Return: as there.
 *
 * Since: 0.1
 */
int ccw_ctx_get_ignored(struct ccw_ctx *ctx, struct ccw_id_range **ranges, size_t *n);

/**
 * ccw_ctx_settle - wait until the kernel has no more to do with channel devices
 *
 * Writes to "cio_settle" of ccw_ctx_get_proc() (drivers/s390/cio/css.c): up to a second
 * after a channel path was varied, longer while devices are looked for. Return: 0;
 * -ENODATA: no such file; -EINTR: a signal came; -errno.
 *
 * Since: 0.1
 */
int ccw_ctx_settle(struct ccw_ctx *ctx);

/**
 * ccw_ctx_check_writable - could the calling process change channel devices at all
 *
 * Asks whether "status" of a channel path, or without one "online" of a device, may be
 * written, with the effective user (faccessat(2)). Takes as long on a machine of any size.
 * Return: 0; -EACCES: it may not; -EROFS: no one may; -ENODATA: there is nothing to change;
 * -ENOMEM; what else the system answered, -ENOENT if there is no root.
 *
 * Since: 0.1
 */
int ccw_ctx_check_writable(struct ccw_ctx *ctx);

/** ccw_ctx_set_log - where log lines go; NULL (the default): nowhere. Since: 0.1 */
void ccw_ctx_set_log(struct ccw_ctx *ctx, ccw_log_fn fn, void *data);

/* ----------------------------------------------------------- attributes -- */

/**
 * enum ccw_attr - everything a snapshot can hold
 *
 * Names end in the sysfs file they come from. Documented with their accessors.
 *
 * Since: 0.1
 */
enum ccw_attr {
	/* channel subsystem, devices/cssN/ */
	CCW_CSS_CM_ENABLE,
	CCW_CSS_REAL_CSSID,
	/* subchannel, devices/cssN/<subchannel>/ */
	CCW_SCH_TYPE,
	CCW_SCH_MODALIAS,
	CCW_SCH_DRIVER,
	CCW_SCH_DRIVER_OVERRIDE,
	CCW_SCH_CHPIDS,
	CCW_SCH_PIMPAMPOM,
	CCW_SCH_VPM,
	CCW_SCH_DEV_BUSID,
	CCW_SCH_MDEV,
	/* device, devices/cssN/<subchannel>/<device>/ */
	CCW_DEV_IDENTITY, /* modalias, else cutype and devtype */
	CCW_DEV_ONLINE,
	CCW_DEV_AVAILABILITY,
	CCW_DEV_CMB_ENABLE,
	CCW_DEV_DRIVER,
	CCW_DEV_GROUP_DEVICE,
	CCW_DEV_LINUX, /* block/, net/, tty/, virtioN/, hostN/ */
	CCW_DEV_CMF,
	/* channel path, devices/cssN/chpN.NN/ */
	CCW_CHP_STATUS,
	CCW_CHP_CONFIGURE,
	CCW_CHP_TYPE,
	CCW_CHP_CMG,
	CCW_CHP_SHARED,
	CCW_CHP_CHID, /* chid and chid_external */
	CCW_CHP_ESC,
	CCW_CHP_SPEED_BPS,
	CCW_CHP_UTIL_STRING,
	CCW_CHP_MEASUREMENT_CHARS,
	CCW_ATTR_COUNT
};

/** CCW_ATTR - the attribute's bit in a set of attributes. Since: 0.1 */
#define CCW_ATTR(attr) (1ULL << (attr))

#define CCW_ATTRS_FROM_TO(from, to) \
	((CCW_ATTR(to) | (CCW_ATTR(to) - 1)) & ~(CCW_ATTR(from) - 1))

/** Every attribute of one kind of object. Since: 0.1 */
#define CCW_ATTRS_CSS	     CCW_ATTRS_FROM_TO(CCW_CSS_CM_ENABLE, CCW_CSS_REAL_CSSID)
#define CCW_ATTRS_SUBCHANNEL CCW_ATTRS_FROM_TO(CCW_SCH_TYPE, CCW_SCH_MDEV)
#define CCW_ATTRS_DEVICE     CCW_ATTRS_FROM_TO(CCW_DEV_IDENTITY, CCW_DEV_CMF)
#define CCW_ATTRS_CHPATH     CCW_ATTRS_FROM_TO(CCW_CHP_STATUS, CCW_CHP_MEASUREMENT_CHARS)
#define CCW_ATTRS_ALL \
	(CCW_ATTRS_CSS | CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE | CCW_ATTRS_CHPATH)

/** What ccw_subchannel_get_paths() needs. Since: 0.1 */
#define CCW_ATTRS_PATH_STATE                                                           \
	(CCW_ATTR(CCW_SCH_CHPIDS) | CCW_ATTR(CCW_SCH_PIMPAMPOM) | CCW_ATTR(CCW_SCH_VPM) | \
	 CCW_ATTR(CCW_DEV_ONLINE) | CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE))

/* ---------------------------------------------------------------- query -- */

struct ccw_query;

/**
 * ccw_query_new - what to read: at first nothing
 *
 * Return: 0, or -ENOMEM. The caller owns it.
 *
 * Since: 0.1
 */
int ccw_query_new(struct ccw_query **query);

/** ccw_query_free - NULL is ignored. Since: 0.1 */
void ccw_query_free(struct ccw_query *query);

/**
 * ccw_query_add_attrs - attributes to read
 * @attrs: CCW_ATTR() bits
 *
 * A kind of object is listed when at least one attribute of it is asked for;
 * devices are listed along with subchannels and the other way round.
 *
 * Since: 0.1
 */
void ccw_query_add_attrs(struct ccw_query *query, uint64_t attrs);

/**
 * ccw_query_add_subchannels - only subchannels @from to @to, both included
 *
 * May be called again for more ranges, each of which may cross subchannel sets.
 * A reversed range matches nothing. Defunct devices have no subchannel and are
 * left out. Looking up a few ids costs the same on a machine of any size.
 * Return: 0, or -ENOMEM.
 *
 * Since: 0.1
 */
int ccw_query_add_subchannels(struct ccw_query *query, struct ccw_id from, struct ccw_id to);

/**
 * ccw_query_add_devices - only devices @from to @to and their subchannels
 *
 * As ccw_query_add_subchannels(); with both, an object must match both.
 * Return: 0, or -ENOMEM.
 *
 * Since: 0.1
 */
int ccw_query_add_devices(struct ccw_query *query, struct ccw_id from, struct ccw_id to);

/**
 * ccw_query_add_chpaths - only channel paths @from to @to
 *
 * Says nothing about subchannels. Return: 0, or -ENOMEM.
 *
 * Since: 0.1
 */
int ccw_query_add_chpaths(struct ccw_query *query, struct ccw_chpid from,
			  struct ccw_chpid to);

/* ------------------------------------------------------------- snapshot -- */

struct ccw_snapshot;
struct ccw_css;
struct ccw_subchannel;
struct ccw_device;
struct ccw_chpath;

/**
 * ccw_snapshot_new - read the channel subsystem
 * @query: what to read; NULL: everything. Not kept.
 *
 * Objects that appear or vanish meanwhile are in it or not; an object that is in
 * it was there during the whole of its own reading. A system without a channel
 * subsystem gives an empty snapshot. Large listings are read by several threads
 * with signals blocked; a read that the kernel holds up does not hold up the
 * others. Return: 0; -ENOMEM; what opening the root answered, usually -ENOENT, or
 * reading a directory that tells which objects there are (-EACCES, -EMFILE, ...): there
 * is no snapshot with a part of them. The caller owns it.
 *
 * Since: 0.1
 */
int ccw_snapshot_new(struct ccw_ctx *ctx, const struct ccw_query *query,
		     struct ccw_snapshot **snap);

/** ccw_snapshot_free - and with it all of its objects; NULL is ignored. Since: 0.1 */
void ccw_snapshot_free(struct ccw_snapshot *snap);

/**
 * ccw_snapshot_next_* - the object after @prev in id order; NULL: the first
 *
 * Return: a borrowed object, NULL after the last. Devices include the defunct
 * ones.
 *
 * Since: 0.1
 */
const struct ccw_css *ccw_snapshot_next_css(const struct ccw_snapshot *snap,
					    const struct ccw_css *prev);
const struct ccw_subchannel *ccw_snapshot_next_subchannel(const struct ccw_snapshot *snap,
							  const struct ccw_subchannel *prev);
const struct ccw_device *ccw_snapshot_next_device(const struct ccw_snapshot *snap,
						  const struct ccw_device *prev);
const struct ccw_chpath *ccw_snapshot_next_chpath(const struct ccw_snapshot *snap,
						  const struct ccw_chpath *prev);

#define ccw_snapshot_foreach(kind, snap, obj)                        \
	for ((obj) = ccw_snapshot_next_##kind((snap), NULL); (obj); \
	     (obj) = ccw_snapshot_next_##kind((snap), (obj)))
/** Iterate over all objects of a kind in id order. Since: 0.1 */
#define ccw_snapshot_foreach_css(snap, obj)	   ccw_snapshot_foreach(css, snap, obj)
#define ccw_snapshot_foreach_subchannel(snap, obj) ccw_snapshot_foreach(subchannel, snap, obj)
#define ccw_snapshot_foreach_device(snap, obj)	   ccw_snapshot_foreach(device, snap, obj)
#define ccw_snapshot_foreach_chpath(snap, obj)	   ccw_snapshot_foreach(chpath, snap, obj)

/**
 * ccw_snapshot_get_* - the object with this id
 *
 * Return: a borrowed object, NULL: none in this snapshot.
 *
 * Since: 0.1
 */
const struct ccw_css *ccw_snapshot_get_css(const struct ccw_snapshot *snap, uint8_t cssid);
const struct ccw_subchannel *ccw_snapshot_get_subchannel(const struct ccw_snapshot *snap,
							 struct ccw_id id);
const struct ccw_device *ccw_snapshot_get_device(const struct ccw_snapshot *snap,
						 struct ccw_id id);
const struct ccw_chpath *ccw_snapshot_get_chpath(const struct ccw_snapshot *snap,
						 struct ccw_chpid chpid);

/* -------------------------------------------------- updates, differences -- */

/**
 * enum ccw_kind - kinds of objects
 * @CCW_KIND_NONE: none at all
 *
 * Since: 0.1
 */
enum ccw_kind {
	CCW_KIND_NONE,
	CCW_KIND_CSS,
	CCW_KIND_SUBCHANNEL,
	CCW_KIND_DEVICE,
	CCW_KIND_CHPATH,
};

/** ccw_kind_get_name - "css", "subchannel", "device", "chpath"; NULL. Since: 0.1 */
const char *ccw_kind_get_name(enum ccw_kind kind);

/**
 * struct ccw_object - the name of an object, which need not exist
 * @id: of a subchannel or device
 * @chpid: of a channel path; of a channel subsystem, its cssid
 *
 * Since: 0.1
 */
struct ccw_object {
	enum ccw_kind kind;
	struct ccw_id id;
	struct ccw_chpid chpid;
};

/**
 * ccw_snapshot_update - a snapshot like another one, with some objects read anew
 * @old: stays as it is, and the caller's
 * @query: the one that @old was read with; NULL: everything
 * @objects: array of @n; in any order, the same one more than once; those of
 *	%CCW_KIND_NONE do not count
 *
 * A subchannel and its device are read together, whichever is named; a device where it
 * is now, and so is the subchannel where it was. One channel path, or channel subsystem,
 * stands for all of them: they are few. What does not exist any more is not in the new
 * snapshot. Costs about what reading the objects costs, and copying @old if there is
 * anything new: better one call for many objects than many calls.
 *
 * Return: 0, and *@snap is the new snapshot, which the caller owns, or NULL if everything
 * is as in @old; -EINVAL: a kind of object that does not exist; otherwise as
 * ccw_snapshot_new().
 *
 * Since: 0.1
 */
int ccw_snapshot_update(struct ccw_ctx *ctx, const struct ccw_snapshot *old,
			const struct ccw_query *query, const struct ccw_object *objects,
			size_t n, struct ccw_snapshot **snap);

struct ccw_diff;

/**
 * struct ccw_difference - in what an object differs between two snapshots
 * @object: which; to be had from the snapshots with ccw_snapshot_get_*()
 * @attrs: CCW_ATTR() bits of what differs, values or why there is none; 0 for an object
 *	that is in one snapshot only
 * @appeared: only the new snapshot has it
 * @vanished: only the old snapshot has it
 * @moved: a device that is on another subchannel than before, or on none, or was on none
 *
 * Since: 0.1
 */
struct ccw_difference {
	struct ccw_object object;
	uint64_t attrs;
	bool appeared;
	bool vanished;
	bool moved;
};

/**
 * ccw_diff_new - in what two snapshots differ
 *
 * Both stay the caller's, and are not needed any more. They should have been read with
 * the same query. Return: 0, or -ENOMEM. The caller owns the difference.
 *
 * Since: 0.1
 */
int ccw_diff_new(const struct ccw_snapshot *old_snap, const struct ccw_snapshot *new_snap,
		 struct ccw_diff **diff);

/** ccw_diff_free - NULL is ignored. Since: 0.1 */
void ccw_diff_free(struct ccw_diff *diff);

/**
 * ccw_diff_next - the change after @prev; NULL: the first
 *
 * Channel subsystems, channel paths, subchannels, devices, each in id order.
 * Return: borrowed from @diff, NULL after the last.
 *
 * Since: 0.1
 */
const struct ccw_difference *ccw_diff_next(const struct ccw_diff *diff,
				       const struct ccw_difference *prev);

/* -------------------------------------------------------------- events -- */

/**
 * enum ccw_action - what happened to an object, the kernel's word in lower case
 * @CCW_ACTION_OTHER: a word that is not known here
 *
 * lib/kobject_uevent.c.
 *
 * Since: 0.1
 */
enum ccw_action {
	CCW_ACTION_OTHER,
	CCW_ACTION_ADD,
	CCW_ACTION_REMOVE,
	CCW_ACTION_CHANGE,
	CCW_ACTION_MOVE,
	CCW_ACTION_BIND,
	CCW_ACTION_UNBIND,
};

/**
 * struct ccw_event - an event of the kernel
 * @action: what happened
 * @object: to which object; for something deeper, such as a virtio device, the object it
 *	is below; for a group device (qeth, ctcm, lcs), its first device
 * @below: it happened to something below @object, not to itself
 * @parent: of a device, the subchannel that it is on; otherwise, and of a defunct device,
 *	of kind %CCW_KIND_NONE
 * @old_parent: with %CCW_ACTION_MOVE, the subchannel that it was on, as @parent
 *
 * Since: 0.1
 */
struct ccw_event {
	enum ccw_action action;
	struct ccw_object object;
	bool below;
	struct ccw_object parent;
	struct ccw_object old_parent;
};

struct ccw_monitor;

/**
 * ccw_monitor_new - receive events from now on
 *
 * Listens to the kernel, not to udevd, which need not run. Few changes send an event:
 * objects that come and go, drivers that are bound, and what drivers of devices report.
 * None is sent for channel paths, masks, availability, and for devices that are set
 * online or offline; see ccw_watch_new().
 *
 * Return: 0; -EOPNOTSUPP: the root is not sysfs, but for instance a copy of it; -ENOPKG:
 * libudev.so.1, which is loaded now, is not installed; -ENOMEM; what the system answered.
 * The caller owns it.
 *
 * Since: 0.1
 */
int ccw_monitor_new(struct ccw_ctx *ctx, struct ccw_monitor **monitor);

/** ccw_monitor_free - NULL is ignored. Since: 0.1 */
void ccw_monitor_free(struct ccw_monitor *monitor);

/** ccw_monitor_get_fd - readable when there are events; borrowed. Since: 0.1 */
int ccw_monitor_get_fd(const struct ccw_monitor *monitor);

/**
 * ccw_monitor_next - the next event; does not wait
 *
 * Return: 0; -EAGAIN: there is none yet; -ENOBUFS: events were lost, since they came
 * faster than they were fetched: read everything anew, then go on; what the system
 * answered.
 *
 * Since: 0.1
 */
int ccw_monitor_next(struct ccw_monitor *monitor, struct ccw_event *event);

/* ----------------------------------------------------------- watching -- */

struct ccw_watch;

/**
 * ccw_watch_new - a snapshot that is kept current
 * @query: what to read; NULL: everything. Not kept.
 *
 * Reads a first snapshot. From then on, events of the kernel (see ccw_monitor_new()) tell
 * which objects to read anew; should some be lost, everything is. What changes without
 * an event is found by reading it anew from time to time. At each tick, once a second if
 * ccw_watch_set_interval() does not say otherwise:
 *  - the status and configure state of all channel paths;
 *  - the subchannels on paths where something happened, with their devices: a moment
 *    later, and at each tick for three seconds, or two intervals if these are longer, at
 *    most 1024 of them at a tick;
 *  - some of all subchannels, with their devices, so that all of them have had their turn
 *    after five ticks, or, with more than 5120 subchannels, a tick for each 1024 of them;
 *    with ccw_watch_set_load(), after as many as it takes.
 * Once in five seconds: all else of channel paths, which is also read a moment after their
 * state changed, those that are new, and the channel subsystems. Subchannels and devices
 * that appear without an event are found after each round of all subchannels, or, with
 * events, once a minute.
 * Without events - the root is a copy of sysfs, or libudev is missing - all changes are
 * found in this way.
 *
 * Masks, VPM or availability in @query add the masks and CHPIDs of subchannels and the
 * status and configure state of channel paths, which tell where something happened.
 * Log lines about what is read anew are of level %CCW_LOG_DEBUG: the same fault would
 * come again and again.
 *
 * Return: 0, or as ccw_snapshot_new() and epoll_create1(2). The caller owns it. It keeps
 * a reference to @ctx.
 *
 * Since: 0.1
 */
int ccw_watch_new(struct ccw_ctx *ctx, const struct ccw_query *query,
		  struct ccw_watch **watch);

/** ccw_watch_free - and with it its snapshots; NULL is ignored. Since: 0.1 */
void ccw_watch_free(struct ccw_watch *watch);

/**
 * ccw_watch_get_fd - readable when ccw_watch_process() has something to do
 *
 * For poll(2) and the like; borrowed. Readable at least once in each interval.
 *
 * Since: 0.1
 */
int ccw_watch_get_fd(const struct ccw_watch *watch);

/**
 * ccw_watch_process - does what is due; does not wait
 * @diff: receives what changed, NULL if nothing did
 *
 * The difference, the snapshots and all that is borrowed from them are valid until the
 * next call. Return: 0; -ENOMEM; what opening the root answered. After an error the
 * snapshot is as it was, and at the next time that something is due, all is read anew.
 *
 * Since: 0.1
 */
int ccw_watch_process(struct ccw_watch *watch, const struct ccw_diff **diff);

/** ccw_watch_get_snapshot - as of now; borrowed until ccw_watch_process(). Since: 0.1 */
const struct ccw_snapshot *ccw_watch_get_snapshot(const struct ccw_watch *watch);

/**
 * ccw_watch_get_previous - the snapshot before the last ccw_watch_process()
 *
 * The old one of its @diff; if it found no change, the current one. Borrowed until the next
 * call of it.
 *
 * Since: 0.1
 */
const struct ccw_snapshot *ccw_watch_get_previous(const struct ccw_watch *watch);

/**
 * ccw_watch_set_interval - time from tick to tick
 * @ms: milliseconds, 100 to 60000; at first it is 1000
 *
 * The next tick is one interval from now, unless it is as it was. What is due at a tick,
 * see ccw_watch_new(). Return: 0; -EINVAL: out of range; what timerfd_settime(2) answered.
 *
 * Since: 0.1
 */
int ccw_watch_set_interval(struct ccw_watch *watch, unsigned int ms);

/**
 * ccw_watch_set_load - limit what the round of all subchannels costs
 * @permille: share of one processor, 1 to 1000; 0 (the default): no limit
 *
 * At each tick, as many subchannels get their turn as can be expected to take that share of
 * the interval, by what reading the last ones cost: never more than without a limit, nor
 * fewer than 16 a second. The limit is on nothing else: channel paths, what events name, and
 * subchannels on paths where something happened are read as ever. What other threads do
 * while subchannels are read counts as if it were reading. Return: 0; -EINVAL: out of range.
 *
 * Since: 0.1
 */
int ccw_watch_set_load(struct ccw_watch *watch, unsigned int permille);

/**
 * ccw_watch_touch - read objects anew, now
 * @objects: array of @n; in any order, the same one more than once; those of
 *	%CCW_KIND_NONE do not count. Not kept.
 *
 * For what someone is looking at right now. The next ccw_watch_process() reads them, and
 * has something to do at once: ccw_watch_get_fd() gets readable. What is read along with an
 * object is as in ccw_snapshot_update(). Objects that do not exist, or that are not in the
 * query, are none. Return: 0; -EINVAL: a kind of object that does not exist, and nothing is
 * read; -ENOMEM: some of them are read later, in their turn.
 *
 * Since: 0.1
 */
int ccw_watch_touch(struct ccw_watch *watch, const struct ccw_object *objects, size_t n);

/** ccw_watch_has_events - false: changes are found by sweeping alone. Since: 0.1 */
bool ccw_watch_has_events(const struct ccw_watch *watch);

/**
 * ccw_watch_get_latency - milliseconds until a change of an attribute is seen, at most
 *
 * As long as the caller keeps calling ccw_watch_process() when there is something to do,
 * and the system answers. Two intervals for the status of channel paths and for their
 * configure state, of which the kernel's own copy is up to another second old
 * (drivers/s390/cio/chp.c, CHP_INFO_UPDATE_INTERVAL); five seconds and an interval for all
 * else of channel paths and for channel subsystems, two intervals if these are longer; for
 * subchannels and devices five intervals, or with more than 5120 subchannels as many as
 * there are started 1024. With ccw_watch_set_load(), the latter is an estimate, by the
 * number of subchannels that get their turn at the next tick: it goes up and down with what
 * reading them costs. Where an event tells, it is much less.
 *
 * Since: 0.1
 */
unsigned int ccw_watch_get_latency(const struct ccw_watch *watch, enum ccw_attr attr);

/**
 * ccw_watch_get_age - how long ago an attribute of an object was read
 * @ms: receives milliseconds
 *
 * Return: 0; -EINVAL: the attribute is not watched, or not of this kind of object;
 * -ENOENT: the object is not in the current snapshot.
 *
 * Since: 0.1
 */
int ccw_watch_get_age(const struct ccw_watch *watch, const struct ccw_object *object,
		      enum ccw_attr attr, unsigned int *ms);

/* ---------------------------------------------------- channel subsystem -- */

/** ccw_css_get_id - N of cssN. Since: 0.1 */
uint8_t ccw_css_get_id(const struct ccw_css *css);

/**
 * ccw_css_get_cm_enable - are channel-path measurements on
 *
 * -ENODATA where the machine has none (drivers/s390/cio/css.c, cm_enable).
 *
 * Since: 0.1
 */
int ccw_css_get_cm_enable(const struct ccw_css *css, bool *on);

/**
 * ccw_css_get_real_cssid - the css id the machine itself uses
 *
 * -ENODATA where the kernel answers EINVAL or EOPNOTSUPP: not known here
 * (drivers/s390/cio/css.c, real_cssid; QEMU: EINVAL).
 *
 * Since: 0.1
 */
int ccw_css_get_real_cssid(const struct ccw_css *css, uint8_t *cssid);

/* ----------------------------------------------------------- subchannel -- */

/**
 * enum ccw_subchannel_type - Principles of Operation, chapter 14; the numbers are
 * those of sysfs' "type". Since: 0.1
 */
enum ccw_subchannel_type {
	CCW_SUBCHANNEL_IO = 0,
	CCW_SUBCHANNEL_CHSC = 1,
	CCW_SUBCHANNEL_MESSAGE = 2,
	CCW_SUBCHANNEL_EADM = 3,
};

/** ccw_subchannel_get_id - its bus id; @devno is the subchannel number. Since: 0.1 */
struct ccw_id ccw_subchannel_get_id(const struct ccw_subchannel *sch);

/**
 * ccw_subchannel_get_type - what kind of subchannel it is
 *
 * Always in a snapshot that has subchannels. A subchannel without a "type" is an
 * I/O subchannel (very old kernels). A number that has no name yet comes as it is.
 *
 * Since: 0.1
 */
enum ccw_subchannel_type ccw_subchannel_get_type(const struct ccw_subchannel *sch);

/**
 * ccw_subchannel_get_device - the device on it
 *
 * Return: a borrowed object, NULL: none is registered.
 *
 * Since: 0.1
 */
const struct ccw_device *ccw_subchannel_get_device(const struct ccw_subchannel *sch);

/**
 * ccw_subchannel_get_dev_busid - id of the device the subchannel leads to
 *
 * Where a device is registered, its id. Otherwise what the PMCW says
 * (drivers/s390/cio/css.c, dev_busid): -ENODEV where that is "none", -ENODATA
 * where the kernel has no such attribute.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_dev_busid(const struct ccw_subchannel *sch, struct ccw_id *id);

/**
 * struct ccw_masks - path masks of the hardware (PMCW), see the top of this file
 * @pim: path installed
 * @pam: path available
 * @pom: path operational as of the last I/O; shown, decides nothing
 *
 * Since: 0.1
 */
struct ccw_masks {
	uint8_t pim;
	uint8_t pam;
	uint8_t pom;
};

/** ccw_subchannel_get_masks - from "pimpampom"; I/O subchannels only. Since: 0.1 */
int ccw_subchannel_get_masks(const struct ccw_subchannel *sch, struct ccw_masks *masks);

/**
 * ccw_subchannel_get_vpm - the mask of paths Linux has verified
 *
 * 0 until the device first goes online, then kept when it goes offline.
 * -ENODATA before Linux 4.14 and on subchannels bound to vfio_ccw.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_vpm(const struct ccw_subchannel *sch, uint8_t *vpm);

/**
 * ccw_subchannel_get_chpids - the eight CHPIDs
 * @chpids: array of %CCW_PATHS_MAX
 *
 * An entry means something only where its PIM bit is set: a zero byte elsewhere
 * is not CHPID 00.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_chpids(const struct ccw_subchannel *sch, uint8_t *chpids);

/** ccw_subchannel_get_modalias - e.g. "css:t0"; borrowed. Since: 0.1 */
int ccw_subchannel_get_modalias(const struct ccw_subchannel *sch, const char **str);

/** ccw_subchannel_get_driver - e.g. "io_subchannel"; -ENODATA: none. Since: 0.1 */
int ccw_subchannel_get_driver(const struct ccw_subchannel *sch, const char **str);

/**
 * ccw_subchannel_get_driver_override - the only driver that may bind it
 *
 * -ENODATA: not set (sysfs says "(null)") or not known to this kernel.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_driver_override(const struct ccw_subchannel *sch, const char **str);

/**
 * ccw_subchannel_get_mdev - UUID of the mediated device on it
 *
 * -ENODATA: not bound to vfio_ccw. -ENODEV: bound, no mediated device made yet.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_mdev(const struct ccw_subchannel *sch, const char **uuid);

/**
 * struct ccw_paths - what has become of each channel path of a subchannel
 * @installed: PIM
 * @usable: installed, and in none of the masks below
 * @not_available: not in PAM
 * @varied_off: its CHPID is varied off in Linux
 * @standby: its CHPID is in standby or reserved, see ccw_chpath_is_standby()
 * @not_verified: the device is online and the path is not in the VPM
 *
 * The masks below @usable hold installed paths only; a path can be in several. A
 * CHPID without a directory in sysfs counts as varied on; a configure state that
 * cannot be read does not count against the path. An installed path is degraded
 * if it is not usable; one usable path is a single point of failure.
 *
 * Since: 0.1
 */
struct ccw_paths {
	uint8_t installed;
	uint8_t usable;
	uint8_t not_available;
	uint8_t varied_off;
	uint8_t standby;
	uint8_t not_verified;
};

/**
 * ccw_subchannel_get_paths - the facts about its paths
 * @snap: the snapshot @sch is of, read with %CCW_ATTRS_PATH_STATE
 *
 * Return: 0, or what ccw_subchannel_get_masks() or _get_chpids() answered; -EINVAL
 * if the snapshot was read without these attributes.
 *
 * Since: 0.1
 */
int ccw_subchannel_get_paths(const struct ccw_snapshot *snap,
			     const struct ccw_subchannel *sch, struct ccw_paths *paths);

/**
 * ccw_subchannel_get_path_mask - which of its installed paths are from @from to @to
 * @sch: NULL: none are
 *
 * Return: their mask bits; 0 if there is none, also where masks or CHPIDs are not known.
 *
 * Since: 0.1
 */
uint8_t ccw_subchannel_get_path_mask(const struct ccw_subchannel *sch, struct ccw_chpid from,
				     struct ccw_chpid to);

/* --------------------------------------------------------------- device -- */

/** ccw_device_get_id - its bus id. Since: 0.1 */
struct ccw_id ccw_device_get_id(const struct ccw_device *dev);

/**
 * ccw_device_get_subchannel - the subchannel it is on
 *
 * Return: a borrowed object; NULL: the device is defunct (in cssN/defunct: its
 * subchannel went away while the device was in use).
 *
 * Since: 0.1
 */
const struct ccw_subchannel *ccw_device_get_subchannel(const struct ccw_device *dev);

/**
 * struct ccw_identity - what SENSE ID answered
 * @cu_type: control unit type, e.g. 0x3990
 * @cu_model: control unit model, e.g. 0xe9
 * @dev_type: device type, e.g. 0x3390; 0 with @dev_model 0: the device has none
 *	("n/a" in sysfs)
 * @dev_model: device model, e.g. 0x0c
 *
 * Since: 0.1
 */
struct ccw_identity {
	uint16_t cu_type;
	uint16_t dev_type;
	uint8_t cu_model;
	uint8_t dev_model;
};

/** ccw_device_get_identity - control unit and device type and model. Since: 0.1 */
int ccw_device_get_identity(const struct ccw_device *dev, struct ccw_identity *identity);

/** ccw_device_get_online - is it in use by its driver. Since: 0.1 */
int ccw_device_get_online(const struct ccw_device *dev, bool *online);

/**
 * enum ccw_availability - drivers/s390/cio/device.c, available_show()
 * @CCW_AVAIL_GOOD: "good"
 * @CCW_AVAIL_BOXED: "boxed": reserved by another system
 * @CCW_AVAIL_NO_PATH: "no path"
 * @CCW_AVAIL_NO_DEVICE: "no device"
 *
 * Since: 0.1
 */
enum ccw_availability {
	CCW_AVAIL_GOOD,
	CCW_AVAIL_BOXED,
	CCW_AVAIL_NO_PATH,
	CCW_AVAIL_NO_DEVICE,
};

/** ccw_device_get_availability - as the kernel sees it. Since: 0.1 */
int ccw_device_get_availability(const struct ccw_device *dev, enum ccw_availability *avail);

/** ccw_availability_get_name - the kernel's word; NULL: no such. Since: 0.1 */
const char *ccw_availability_get_name(enum ccw_availability avail);

/** ccw_device_get_cmb_enable - is channel measurement on for it. Since: 0.1 */
int ccw_device_get_cmb_enable(const struct ccw_device *dev, bool *on);

/** ccw_device_get_driver - e.g. "dasd-eckd"; -ENODATA: none. Since: 0.1 */
int ccw_device_get_driver(const struct ccw_device *dev, const char **str);

/**
 * ccw_device_get_group_device - name of its ccwgroup device, e.g. "0.0.8000"
 *
 * -ENODATA: not part of one. It is the group device that goes online (qeth, ctcm,
 * lcs; drivers/s390/cio/ccwgroup.c).
 *
 * Since: 0.1
 */
int ccw_device_get_group_device(const struct ccw_device *dev, const char **str);

/**
 * ccw_device_get_linux - what Linux made of it
 *
 * Blank-separated names, e.g. "dasda", "enc8000", "virtio0 vda", "tty0.0.0009",
 * "host0"; -ENODATA: nothing.
 *
 * Since: 0.1
 */
int ccw_device_get_linux(const struct ccw_device *dev, const char **names);

/**
 * enum ccw_cmf - channel-measurement values of a device, drivers/s390/cio/cmf.c
 *
 * The AVG_* times are nanoseconds per start; @CCW_CMF_AVG_UTILIZATION is in tenths
 * of a percent; @CCW_CMF_AVG_SAMPLE_INTERVAL nanoseconds between samples; the rest
 * are counts since measurement was enabled.
 *
 * Since: 0.1
 */
enum ccw_cmf {
	CCW_CMF_SSCH_RSCH_COUNT,
	CCW_CMF_SAMPLE_COUNT,
	CCW_CMF_AVG_SAMPLE_INTERVAL,
	CCW_CMF_AVG_UTILIZATION,
	CCW_CMF_AVG_INITIAL_COMMAND_RESPONSE_TIME,
	CCW_CMF_AVG_DEVICE_ACTIVE_ONLY_TIME,
	CCW_CMF_AVG_DEVICE_BUSY_TIME,
	CCW_CMF_AVG_DEVICE_CONNECT_TIME,
	CCW_CMF_AVG_DEVICE_DISCONNECT_TIME,
	CCW_CMF_AVG_CONTROL_UNIT_QUEUING_TIME,
	CCW_CMF_AVG_FUNCTION_PENDING_TIME,
	CCW_CMF_COUNT
};

/**
 * ccw_device_get_cmf - one channel-measurement value
 *
 * -ENODATA while measurement is off for the device, and for values the format of
 * the measurement block does not have.
 *
 * Since: 0.1
 */
int ccw_device_get_cmf(const struct ccw_device *dev, enum ccw_cmf which, uint64_t *value);

/** ccw_cmf_get_name - file name below cmf/; NULL: no such. Since: 0.1 */
const char *ccw_cmf_get_name(enum ccw_cmf which);

/* --------------------------------------------------------- channel path -- */

/** ccw_chpath_get_id - its channel-path id. Since: 0.1 */
struct ccw_chpid ccw_chpath_get_id(const struct ccw_chpath *chp);

/** ccw_chpath_get_vary - true: Linux uses it ("status"). Since: 0.1 */
int ccw_chpath_get_vary(const struct ccw_chpath *chp, bool *on);

/**
 * enum ccw_configure - state of a channel path in the machine
 *
 * SCLP's answer, drivers/s390/cio/chp.c and arch/s390/include/asm/sclp.h.
 *
 * Since: 0.1
 */
enum ccw_configure {
	CCW_CONFIGURE_STANDBY = 0,
	CCW_CONFIGURE_CONFIGURED = 1,
	CCW_CONFIGURE_RESERVED = 2,
	CCW_CONFIGURE_NOT_RECOGNIZED = 3,
};

/**
 * ccw_chpath_get_configure - the configure state, up to a second old
 *
 * -EOPNOTSUPP: no SCLP that knows (QEMU).
 *
 * Since: 0.1
 */
int ccw_chpath_get_configure(const struct ccw_chpath *chp, enum ccw_configure *state);

/**
 * ccw_chpath_is_standby - does the machine keep it from this system
 *
 * In standby, or reserved. That SCLP does not recognize a channel path says nothing against
 * it: there are some that work. False also if the state is not known.
 *
 * Since: 0.1
 */
bool ccw_chpath_is_standby(const struct ccw_chpath *chp);

/** ccw_chpath_get_type - channel-path type, e.g. 0x1b. Since: 0.1 */
int ccw_chpath_get_type(const struct ccw_chpath *chp, uint8_t *type);

/** ccw_chpath_get_cmg - channel-measurement group; -ENODATA: "unknown". Since: 0.1 */
int ccw_chpath_get_cmg(const struct ccw_chpath *chp, uint32_t *cmg);

/** ccw_chpath_get_shared - shared between LPARs; -ENODATA: "unknown". Since: 0.1 */
int ccw_chpath_get_shared(const struct ccw_chpath *chp, uint32_t *shared);

/**
 * ccw_chpath_get_chid - channel id
 * @external: true: it is a physical channel id (PCHID), false: an internal one
 *
 * -ENODATA: not known.
 *
 * Since: 0.1
 */
int ccw_chpath_get_chid(const struct ccw_chpath *chp, uint16_t *chid, bool *external);

/** ccw_chpath_get_esc - extended support code, see SCPD format 1. Since: 0.1 */
int ccw_chpath_get_esc(const struct ccw_chpath *chp, uint8_t *esc);

/** ccw_chpath_get_speed - bits per second; 0: not told. -ENODATA before 6.10. Since: 0.1 */
int ccw_chpath_get_speed(const struct ccw_chpath *chp, uint64_t *bps);

/**
 * ccw_chpath_get_util_string - the machine's utility string, as ASCII
 *
 * sysfs has it as bytes in EBCDIC or ASCII; trailing blanks and zeros are cut, bytes
 * without an ASCII form come as '?'. -ENODATA: empty, or not known to the kernel.
 *
 * Since: 0.1
 */
int ccw_chpath_get_util_string(const struct ccw_chpath *chp, const char **str);

/** ccw_chpath_has_measurement_chars - does sysfs have "measurement_chars". Since: 0.1 */
bool ccw_chpath_has_measurement_chars(const struct ccw_chpath *chp);

/* --------------------------------------------------------------- impact -- */

/** What the ccw_impact_new_* functions need in a snapshot. Since: 0.1 */
#define CCW_ATTRS_IMPACT (CCW_ATTRS_PATH_STATE | CCW_ATTR(CCW_DEV_DRIVER))

struct ccw_impact;
struct ccw_impact_device;
struct ccw_impact_use;

/**
 * ccw_impact_new_vary_off - what would happen if Linux stopped using channel paths
 * @ctx: tells where to look for what is in use: the root @snap was read from, and
 *	ccw_ctx_get_proc()
 * @snap: read with %CCW_ATTRS_IMPACT, for all subchannels and channel paths: what is not
 *	in it is left out. Must not be freed before *@impact.
 * @chpids: @n channel paths, taken all together
 *
 * Nothing is changed to find out. Devices come from @snap, what is on them is looked
 * up now. Mounts are those of the calling process' mount namespace; without a /proc
 * there are none, nor swap, nor a terminal. A file system in a file (loop device) shows
 * as that where the file is. Uses that cannot be read are left out, with a log line unless
 * they just went away. A subchannel without a device, or with a
 * mediated one (vfio_ccw), has no place in the result. Return: 0; -EINVAL: @snap was
 * read without the attributes; -ENOMEM; what opening the root answered. The caller owns
 * the result.
 *
 * Since: 0.1
 */
int ccw_impact_new_vary_off(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
			    const struct ccw_chpid *chpids, size_t n,
			    struct ccw_impact **impact);

/**
 * ccw_impact_new_configure_off - the same if channel paths were set to standby
 *
 * As ccw_impact_new_vary_off(): the kernel handles both alike
 * (drivers/s390/cio/device.c, io_subchannel_chp_event()).
 *
 * Since: 0.1
 */
int ccw_impact_new_configure_off(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
				 const struct ccw_chpid *chpids, size_t n,
				 struct ccw_impact **impact);

/**
 * ccw_impact_new_offline - what would happen if devices were set offline
 * @snap: read with %CCW_ATTRS_IMPACT; just these devices will do
 * @devices: @n ids, taken all together; those not in @snap are left out
 *
 * With a device that is part of a ccwgroup device go the others of that group, and with
 * the base device of parallel access volumes its aliases, whether in @snap or not. An
 * alias of HyperPAV has no base of its own, and is not counted. Otherwise as
 * ccw_impact_new_vary_off(). That a driver may refuse, as the one of DASD does for a
 * device that is open, is not considered.
 *
 * Since: 0.1
 */
int ccw_impact_new_offline(struct ccw_ctx *ctx, const struct ccw_snapshot *snap,
			   const struct ccw_id *devices, size_t n,
			   struct ccw_impact **impact);

/** ccw_impact_free - and all that was borrowed from it; NULL is ignored. Since: 0.1 */
void ccw_impact_free(struct ccw_impact *impact);

/**
 * ccw_impact_is_in_use - would something in use be lost: what to ask the user about
 *
 * For channel paths: an online device would be left without a usable path (its fate is
 * %CCW_FATE_WAITS, %CCW_FATE_REMOVED, %CCW_FATE_OFFLINE or %CCW_FATE_UNKNOWN), whether
 * something is known to be on it or not. For devices: a mount, the root file system, swap
 * space, a network interface or the terminal would be lost (ccw_impact_use_is_lost()).
 *
 * Since: 0.1
 */
bool ccw_impact_is_in_use(const struct ccw_impact *impact);

/**
 * enum ccw_fate - what becomes of a device
 * @CCW_FATE_UNAFFECTED: it uses one of the channel paths, but none that was usable; or is
 *	to be set offline, and is
 * @CCW_FATE_KEEPS: two or more usable paths are left
 * @CCW_FATE_ONE_PATH: one is left: a single point of failure
 * @CCW_FATE_WAITS: none is left. The driver keeps the device, I/O waits until a path
 *	returns (DASD, unless "failfast" is set for it), or until the remote ports are
 *	given up, by dev_loss_tmo and fast_io_fail_tmo (zfcp)
 * @CCW_FATE_REMOVED: none is left. The kernel unregisters the device; should a path
 *	return it will be a new one. This is so for each device that is offline, whatever
 *	its driver, and for each driver that has no notify function or refuses (all but
 *	DASD, zfcp)
 * @CCW_FATE_OFFLINE: it goes offline
 * @CCW_FATE_IDLE: an alias whose base device goes offline. The kernel leaves it online,
 *	with nothing to do
 * @CCW_FATE_UNKNOWN: none is left, and it waits or is removed: its driver decides for
 *	each device, and does not say (vcss, see vcss-machine(5)). Or it is online and its
 *	paths are not known (ccw_impact_device_get_paths()): this may be its last one
 *
 * The driver is asked only if the device is online: drivers/s390/cio/device.c,
 * sch_get_action(), and what that calls in device_fsm.c.
 *
 * Since: 0.1
 */
enum ccw_fate {
	CCW_FATE_UNAFFECTED,
	CCW_FATE_KEEPS,
	CCW_FATE_ONE_PATH,
	CCW_FATE_WAITS,
	CCW_FATE_REMOVED,
	CCW_FATE_OFFLINE,
	CCW_FATE_IDLE,
	CCW_FATE_UNKNOWN,
};

/**
 * ccw_fate_get_name - "unaffected", "keeps", "one-path", "waits", "removed", "offline",
 * "idle", "unknown"; NULL: no such
 *
 * Since: 0.1
 */
const char *ccw_fate_get_name(enum ccw_fate fate);

/**
 * ccw_impact_next_device - the device after @prev in id order; NULL: the first
 *
 * Those that have one of the channel paths installed, or whose paths are not known, or
 * that were named; and those that go with them (ccw_impact_device_get_with()). Return: a
 * borrowed object, NULL after the last.
 *
 * Since: 0.1
 */
const struct ccw_impact_device *ccw_impact_next_device(const struct ccw_impact *impact,
						       const struct ccw_impact_device *prev);

/** ccw_impact_foreach_device - iterate over all of them. Since: 0.1 */
#define ccw_impact_foreach_device(impact, dev)                        \
	for ((dev) = ccw_impact_next_device((impact), NULL); (dev); \
	     (dev) = ccw_impact_next_device((impact), (dev)))

/** ccw_impact_device_get_id - its bus id. Since: 0.1 */
struct ccw_id ccw_impact_device_get_id(const struct ccw_impact_device *dev);

/**
 * ccw_impact_device_get_device - the device in the snapshot, borrowed from that
 *
 * NULL: it goes with another one, and the snapshot does not have it.
 *
 * Since: 0.1
 */
const struct ccw_device *
ccw_impact_device_get_device(const struct ccw_impact_device *dev);

/** ccw_impact_device_get_fate - what becomes of it. Since: 0.1 */
enum ccw_fate ccw_impact_device_get_fate(const struct ccw_impact_device *dev);

/** ccw_impact_device_get_online - is it online now; false: or not known. Since: 0.1 */
bool ccw_impact_device_get_online(const struct ccw_impact_device *dev);

/**
 * ccw_impact_device_get_paths - masks of its usable paths, now and then
 *
 * As in struct ccw_paths. The same twice for a device that goes offline. -ENODATA: they
 * are not known, as of a device that goes with another one and is not in the snapshot.
 *
 * Since: 0.1
 */
int ccw_impact_device_get_paths(const struct ccw_impact_device *dev, uint8_t *before,
				uint8_t *after);

/**
 * ccw_impact_device_get_with - the device it goes with
 *
 * Another one of the same ccwgroup device, or the base device of an alias. -ENODATA: it
 * goes for a reason of its own.
 *
 * Since: 0.1
 */
int ccw_impact_device_get_with(const struct ccw_impact_device *dev, struct ccw_id *id);

/**
 * enum ccw_use_kind - what a device is used for
 * @CCW_USE_BLOCK: a disk, "dasda", or a device on it that the device mapper or md made
 *	and that is not a disk's partition, "vg0-home", "md0"
 * @CCW_USE_MOUNT: where a file system on it is mounted, "/home"
 * @CCW_USE_ROOT: the one mounted at "/"
 * @CCW_USE_SWAP: swap space; name of the block device, or path of the file
 * @CCW_USE_NET: a network interface that is up, "enc8000", or one on top of it, "bond0"
 * @CCW_USE_TERMINAL: the controlling terminal of the calling process, "3270/tty1". Of
 *	several online 3270 devices the kernel does not tell which one it is: it comes with
 *	each of them
 *
 * Since: 0.1
 */
enum ccw_use_kind {
	CCW_USE_BLOCK,
	CCW_USE_MOUNT,
	CCW_USE_ROOT,
	CCW_USE_SWAP,
	CCW_USE_NET,
	CCW_USE_TERMINAL,
};

/**
 * ccw_use_kind_get_name - "block", "mount", "root", "swap", "net", "terminal"; NULL: no
 * such
 *
 * Since: 0.1
 */
const char *ccw_use_kind_get_name(enum ccw_use_kind kind);

/**
 * ccw_impact_next_use - the use of a device after @prev; NULL: the first
 *
 * What is used over several devices comes with each of them that is in the impact. Order:
 * by kind, then by name. Return: a borrowed object, NULL after the last.
 *
 * Since: 0.1
 */
const struct ccw_impact_use *ccw_impact_next_use(const struct ccw_impact_device *dev,
						 const struct ccw_impact_use *prev);

/** ccw_impact_foreach_use - iterate over all of them. Since: 0.1 */
#define ccw_impact_foreach_use(dev, use)                           \
	for ((use) = ccw_impact_next_use((dev), NULL); (use); \
	     (use) = ccw_impact_next_use((dev), (use)))

/** ccw_impact_use_get_kind - what it is. Since: 0.1 */
enum ccw_use_kind ccw_impact_use_get_kind(const struct ccw_impact_use *use);

/** ccw_impact_use_get_name - its name, see enum ccw_use_kind; borrowed. Since: 0.1 */
const char *ccw_impact_use_get_name(const struct ccw_impact_use *use);

/**
 * ccw_impact_use_get_via - what is between the device and the use
 *
 * Blank-separated names from the device on, "dasdb1 vg0-home"; device-mapper devices by
 * their names there. NULL: nothing. Borrowed.
 *
 * Since: 0.1
 */
const char *ccw_impact_use_get_via(const struct ccw_impact_use *use);

/**
 * ccw_impact_use_is_lost - could it not be used any more
 *
 * That is, not before a path returns, or ever: of the devices it stands on, so many wait,
 * are removed or go offline that it does not work without them. One leg is enough for
 * multipath devices and for md's raid1, all but one for raid4, raid5 and raid10, all
 * but two for raid6; legs that do not work already, such as SCSI disks of a multipath
 * device that are not "running", are missing from these. All are needed otherwise: sysfs
 * does not say which device-mapper devices are mirrors, and btrfs' own profiles are not
 * looked at. An interface on top of others (bonding) needs one that is up.
 *
 * Since: 0.1
 */
bool ccw_impact_use_is_lost(const struct ccw_impact_use *use);
/**
 * ccw_chpath_exists - is there a channel path, at this moment
 *
 * Cheaper than a snapshot. True also where that cannot be found out: whoever then reads
 * or writes its attributes gets to know why. Since: 0.1
 */
bool ccw_chpath_exists(const struct ccw_ctx *ctx, struct ccw_chpid chpid);

/* -------------------------------------------------------------- change -- */

struct ccw_change;
struct ccw_changer;

/**
 * enum ccw_change_kind - what is changed
 * @CCW_CHANGE_VARY: Linux' own use of a channel path ("status")
 * @CCW_CHANGE_CONFIGURE: the state of a channel path in the machine ("configure")
 * @CCW_CHANGE_ONLINE, @CCW_CHANGE_OFFLINE: a device's use by its driver ("online")
 * @CCW_CHANGE_ATTRIBUTE: any attribute of a channel path or device
 * @CCW_CHANGE_RESCAN: the kernel looks at all subchannels of a channel subsystem
 * @CCW_CHANGE_UNIGNORE: a device is taken off the list of devices that are ignored
 *
 * Since: 0.1
 */
enum ccw_change_kind {
	CCW_CHANGE_VARY,
	CCW_CHANGE_CONFIGURE,
	CCW_CHANGE_ONLINE,
	CCW_CHANGE_OFFLINE,
	CCW_CHANGE_ATTRIBUTE,
	CCW_CHANGE_RESCAN,
	CCW_CHANGE_UNIGNORE,
};

/**
 * enum ccw_effect - what became of a change
 * @CCW_EFFECT_NONE: it has not been started
 * @CCW_EFFECT_DONE: it was seen: the value reads as asked; of vary, all online devices
 *	on the path gained or lost it
 * @CCW_EFFECT_ALREADY: it was so before, and nothing was written (see
 *	ccw_change_set_skip())
 * @CCW_EFFECT_WRITTEN: the kernel took it; the effect cannot be seen or was not waited for
 * @CCW_EFFECT_UNCHANGED: the kernel took it, to no effect; of vary without a time limit,
 *	none was seen within 2.5 seconds
 * @CCW_EFFECT_PENDING: the time was over before the kernel was done, which goes on with
 *	it, or before the effect was seen
 * @CCW_EFFECT_FAILED: see ccw_change_get_errno()
 *
 * Since: 0.1
 */
enum ccw_effect {
	CCW_EFFECT_NONE,
	CCW_EFFECT_DONE,
	CCW_EFFECT_ALREADY,
	CCW_EFFECT_WRITTEN,
	CCW_EFFECT_UNCHANGED,
	CCW_EFFECT_PENDING,
	CCW_EFFECT_FAILED,
};

/**
 * enum ccw_change_step - how far a change got
 * @CCW_CHANGE_STEP_OPEN: the attribute could not be opened: nothing was written
 * @CCW_CHANGE_STEP_WRITE: the kernel did not take the value
 * @CCW_CHANGE_STEP_READ: it did, but the value could not be read afterwards
 * @CCW_CHANGE_STEP_DONE: to the end
 *
 * Since: 0.1
 */
enum ccw_change_step {
	CCW_CHANGE_STEP_OPEN,
	CCW_CHANGE_STEP_WRITE,
	CCW_CHANGE_STEP_READ,
	CCW_CHANGE_STEP_DONE,
};

/** ccw_effect_get_name - "done", "already", ...; NULL: no such. Since: 0.1 */
const char *ccw_effect_get_name(enum ccw_effect effect);

/** ccw_change_kind_get_name - "vary", "configure", ...; NULL: no such. Since: 0.1 */
const char *ccw_change_kind_get_name(enum ccw_change_kind kind);

/**
 * ccw_change_new_vary - vary a channel path on or off
 *
 * All of ccw_change_new_*(): nothing is changed before ccw_changer_start(). Return: 0;
 * -ENOMEM. The caller owns it.
 *
 * Since: 0.1
 */
int ccw_change_new_vary(struct ccw_chpid chpid, bool on, struct ccw_change **change);

/** ccw_change_new_configure - configure a channel path, or to standby. Since: 0.1 */
int ccw_change_new_configure(struct ccw_chpid chpid, bool on, struct ccw_change **change);

/**
 * ccw_change_new_online - set a device online
 * @force: also if it is boxed: it is taken from the system that reserved it
 *
 * A member of a ccwgroup stands for its group device, which is what goes online.
 *
 * Since: 0.1
 */
int ccw_change_new_online(struct ccw_id id, bool force, struct ccw_change **change);

/**
 * ccw_change_new_offline - set a device offline
 * @safe: after all of its outstanding I/O (DASD); may take for ever
 *
 * Since: 0.1
 */
int ccw_change_new_offline(struct ccw_id id, bool safe, struct ccw_change **change);

/** CCW_ATTRIBUTE_VALUE_MAX - bytes of a value sysfs takes before a newline. Since: 0.1 */
#define CCW_ATTRIBUTE_VALUE_MAX 4095

/**
 * ccw_object_list_attributes - what can be written of a device or channel path
 * @names: blank-separated names, in order, which the caller frees; "" if there are none
 *
 * Those that the kernel lets someone write, not necessarily the calling process. Return:
 * 0; -EINVAL: another kind of object; -ENOENT: it does not exist; -ENOMEM; -errno.
 *
 * Since: 0.1
 */
int ccw_object_list_attributes(const struct ccw_ctx *ctx, const struct ccw_object *object,
			       char **names);

/** ccw_attribute_name_is_valid - can it be a file in the object's directory. Since: 0.1 */
bool ccw_attribute_name_is_valid(const char *name);

/**
 * ccw_change_new_chpath_attribute - write an attribute of a channel path
 * @name: a file in its directory
 * @value: without a newline
 *
 * Return: as above; -EINVAL: the name is not valid, or the value is empty; -E2BIG: it is
 * longer than %CCW_ATTRIBUTE_VALUE_MAX.
 *
 * Since: 0.1
 */
int ccw_change_new_chpath_attribute(struct ccw_chpid chpid, const char *name,
				    const char *value, struct ccw_change **change);

/** ccw_change_new_device_attribute - the same of a device. Since: 0.1 */
int ccw_change_new_device_attribute(struct ccw_id id, const char *name, const char *value,
				    struct ccw_change **change);

/**
 * ccw_change_new_rescan - have the kernel look at all subchannels again
 *
 * What it knows of paths is a copy, which can be stale (drivers/s390/cio/css.c, rescan).
 *
 * Since: 0.1
 */
int ccw_change_new_rescan(uint8_t cssid, struct ccw_change **change);

/**
 * ccw_change_new_unignore - take devices off the list of devices that are ignored
 * @from, @to: both included, of the same css and subchannel set
 *
 * Writes to "cio_ignore" of ccw_ctx_get_proc() (drivers/s390/cio/blacklist.c). The devices
 * are there once the kernel has settled. The object of the change is the first of them.
 *
 * Since: 0.1
 */
int ccw_change_new_unignore(struct ccw_id from, struct ccw_id to,
			    struct ccw_change **change);

/** ccw_change_free - not while it is carried out; NULL is ignored. Since: 0.1 */
void ccw_change_free(struct ccw_change *change);

/**
 * ccw_change_set_timeout - how long it may take
 * @ms: milliseconds from its start; 0 (the default): as long as the kernel takes
 *
 * When the time is over, it ends as %CCW_EFFECT_PENDING; also where the kernel took it,
 * and the effect was waited for (ccw_change_set_settle()). While the kernel answers
 * EAGAIN, as another change is running, it is tried again: until then, or for ten seconds.
 *
 * Since: 0.1
 */
void ccw_change_set_timeout(struct ccw_change *change, unsigned int ms);

/**
 * ccw_change_set_settle - wait for the effect
 *
 * Waits until the kernel has settled, and then, of vary, until the VPM of the online
 * devices on the path has gained or lost the bit; of configure, until the value read is
 * not an old one. At the most until the time is over; without a limit, for 2.5 seconds.
 *
 * Since: 0.1
 */
void ccw_change_set_settle(struct ccw_change *change, bool settle);

/**
 * ccw_change_set_skip - write nothing if the value is as asked already
 *
 * Not for vary: it refreshes what the kernel knows of the path. Since: 0.1
 */
void ccw_change_set_skip(struct ccw_change *change, bool skip);

/**
 * ccw_change_set_snapshot - the state before, where it has been read anyway
 * @snap: read with %CCW_ATTRS_PATH_STATE; kept until the change is done
 *
 * For vary that settles; without it, all subchannels are read at its start. Since: 0.1
 */
void ccw_change_set_snapshot(struct ccw_change *change, const struct ccw_snapshot *snap);

/** ccw_change_get_kind - what kind of change it is. Since: 0.1 */
enum ccw_change_kind ccw_change_get_kind(const struct ccw_change *change);

/**
 * ccw_change_get_object - "0.3a", "0.0.4711", or "css0"
 * @buf: at least %CCW_ID_STRLEN bytes
 *
 * Return: @buf. Since: 0.1
 */
char *ccw_change_get_object(const struct ccw_change *change, char *buf);

/** ccw_change_get_attribute - name of the file that is written, borrowed. Since: 0.1 */
const char *ccw_change_get_attribute(const struct ccw_change *change);

/** ccw_change_get_asked - the value that is written, borrowed. Since: 0.1 */
const char *ccw_change_get_asked(const struct ccw_change *change);

/**
 * ccw_change_get_before - the value before, borrowed
 *
 * At most 127 bytes of its first line. -ENODATA: empty, or it has none; or what reading
 * it answered.
 *
 * Since: 0.1
 */
int ccw_change_get_before(const struct ccw_change *change, const char **value);

/** ccw_change_get_after - the value afterwards, as ccw_change_get_before(). Since: 0.1 */
int ccw_change_get_after(const struct ccw_change *change, const char **value);

/** ccw_change_get_effect - what became of it. Since: 0.1 */
enum ccw_effect ccw_change_get_effect(const struct ccw_change *change);

/** ccw_change_get_step - how far it got. Since: 0.1 */
enum ccw_change_step ccw_change_get_step(const struct ccw_change *change);

/** ccw_change_get_errno - a positive errno value; 0: nothing failed. Since: 0.1 */
int ccw_change_get_errno(const struct ccw_change *change);

/** ccw_change_get_duration - nanoseconds from the write to the last answer. Since: 0.1 */
uint64_t ccw_change_get_duration(const struct ccw_change *change);

/**
 * ccw_change_get_reason - a text for people: why it failed, or what the driver says
 *
 * Borrowed; NULL: nothing to say. Since: 0.1
 */
const char *ccw_change_get_reason(const struct ccw_change *change);

/**
 * ccw_change_get_group_device - the ccwgroup device that was changed in place of its member
 *
 * Borrowed; NULL: the device is in no group. Known once the change was started.
 * Since: 0.1
 */
const char *ccw_change_get_group_device(const struct ccw_change *change);

/**
 * ccw_change_get_missing - devices at which the effect was not seen
 *
 * Of vary that settles: online devices that have not lost the path, or not got it back.
 * Borrowed; NULL if there are none. Since: 0.1
 */
const struct ccw_id *ccw_change_get_missing(const struct ccw_change *change, size_t *n);

/** CCW_CHANGER_JOBS_MAX - changes at a time. Since: 0.1 */
#define CCW_CHANGER_JOBS_MAX 256

/**
 * ccw_changer_new - carries out changes
 * @jobs: how many at a time; 0: one, by the calling process
 *
 * A write may sleep in the kernel for minutes where no signal ends it, so it happens in a
 * child process, made when it is needed, with all signals blocked and all other files
 * closed. A program that waits for any child (wait(2)) may see these. A child whose change
 * is given up goes on until the kernel is done.
 * With 0 for @jobs there is no child, which is quicker: ccw_changer_start() returns when
 * the kernel is done, however long that takes.
 * Return: 0; -EINVAL; -ENOMEM; what opening the root answered. The caller owns it.
 *
 * Since: 0.1
 */
int ccw_changer_new(struct ccw_ctx *ctx, unsigned int jobs, struct ccw_changer **changer);

/** ccw_changer_free - gives up what is being carried out; NULL is ignored. Since: 0.1 */
void ccw_changer_free(struct ccw_changer *changer);

/**
 * ccw_changer_start - start carrying out a change
 *
 * It stays the caller's, but must not be touched until it comes from ccw_changer_next().
 * Return: 0; -EAGAIN: as many as possible are being carried out; -errno: it could not be
 * started.
 *
 * Since: 0.1
 */
int ccw_changer_start(struct ccw_changer *changer, struct ccw_change *change);

/**
 * ccw_changer_get_fd - readable when there may be something to do
 *
 * -1 if the calling process carries out changes. Since: 0.1
 */
int ccw_changer_get_fd(const struct ccw_changer *changer);

/**
 * ccw_changer_next - a change that has ended
 *
 * Return: 0; -EAGAIN: none has; -ENOENT: none is being carried out. Since: 0.1
 */
int ccw_changer_next(struct ccw_changer *changer, struct ccw_change **change);

/** ccw_changer_wait - waits for one; -EINTR: a signal came. Since: 0.1 */
int ccw_changer_wait(struct ccw_changer *changer, struct ccw_change **change);

/**
 * ccw_changer_give_up - do not wait any longer
 *
 * What is being carried out comes from ccw_changer_next() at once, as
 * %CCW_EFFECT_PENDING where the kernel is not done. Since: 0.1
 */
void ccw_changer_give_up(struct ccw_changer *changer);

/* ---------------------------------------------------------------- names -- */

/**
 * ccw_identity_get_name - a name for people, e.g. "ECKD DASD", "virtio-blk"
 *
 * Return: a static string, NULL: not known.
 *
 * Since: 0.1
 */
const char *ccw_identity_get_name(const struct ccw_identity *identity);

/** ccw_chpath_type_get_name - e.g. "FICON" for 0x1b; NULL: not known. Since: 0.1 */
const char *ccw_chpath_type_get_name(uint8_t type);

/** ccw_subchannel_type_get_name - "io", "chsc", "message", "eadm"; NULL. Since: 0.1 */
const char *ccw_subchannel_type_get_name(enum ccw_subchannel_type type);

#ifdef __cplusplus
}
#endif

#endif /* LIBCCW_H */
