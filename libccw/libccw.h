/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * libccw - channel devices of a Linux system on s390x
 *
 * Reads channel subsystems, subchannels, channel devices and channel paths
 * from sysfs.
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
 * others. Return: 0; -ENOMEM; what opening the root answered, usually -ENOENT.
 * The caller owns it.
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
 * struct ccw_change - in what an object differs between two snapshots
 * @object: which; to be had from the snapshots with ccw_snapshot_get_*()
 * @attrs: CCW_ATTR() bits of what differs, values or why there is none; 0 for an object
 *	that is in one snapshot only
 * @appeared: only the new snapshot has it
 * @vanished: only the old snapshot has it
 * @moved: a device that is on another subchannel than before, or on none, or was on none
 *
 * Since: 0.1
 */
struct ccw_change {
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
const struct ccw_change *ccw_diff_next(const struct ccw_diff *diff,
				       const struct ccw_change *prev);

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
 * an event is found by reading it anew from time to time:
 *  - all channel paths, once a second;
 *  - the subchannels on paths where something happened, with their devices: a moment
 *    later, and once a second for three seconds, at most 1024 of them each second;
 *  - all subchannels, their devices and all else: once in five seconds, or, with more
 *    than 5120 subchannels, one second for each 1024 of them. Objects that appear without
 *    an event are found then, too.
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
 * For poll(2) and the like; borrowed. Readable at least once a second.
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
 * ccw_watch_get_previous - the snapshot before the last change, the old one of @diff
 *
 * Borrowed until ccw_watch_process(). Before the first change, the current one.
 *
 * Since: 0.1
 */
const struct ccw_snapshot *ccw_watch_get_previous(const struct ccw_watch *watch);

/** ccw_watch_has_events - false: changes are found by sweeping alone. Since: 0.1 */
bool ccw_watch_has_events(const struct ccw_watch *watch);

/**
 * ccw_watch_get_latency - milliseconds until a change of an attribute is seen, at most
 *
 * As long as the caller keeps calling ccw_watch_process() when there is something to do,
 * and the system answers. 2000 for channel paths, 3000 for their configure state, of
 * which the kernel's own copy is up to a second old (drivers/s390/cio/chp.c,
 * CHP_INFO_UPDATE_INTERVAL); for all else 5000, or with more than 5120 subchannels as
 * many seconds as there are started 1024. Where an event tells, it is much less.
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
 * @standby: its CHPID is configured to standby, reserved or not recognized
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
 * ccw_subchannel_uses_chpids - is one of its installed paths from @from to @to
 *
 * False where masks or CHPIDs are not known. Since: 0.1
 */
bool ccw_subchannel_uses_chpids(const struct ccw_subchannel *sch, struct ccw_chpid from,
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
