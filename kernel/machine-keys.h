/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * machine-keys.h - the lines of a machine file and their keys
 *
 * A key is a row of one table, which says how to read its value and how to write it.
 * To add one, add a row; vcss-machine(5) has the same order.
 */
#ifndef KERNEL_MACHINE_KEYS_H
#define KERNEL_MACHINE_KEYS_H

#include "machine.h"

/* Room for any value. */
#define KEY_VALUE_MAX 1024

/*
 * struct key_def - a key of an object
 * @gives: CCW_ATTR() bits of attributes that exist if it has a value
 * @expected: for messages: what the value should have been
 * @parse: from a value; false: makes no sense
 * @get: the value into @buf of %KEY_VALUE_MAX bytes; false: it is the default
 * @arg: for both
 */
struct key_def {
	const char *name;
	uint64_t gives;
	const char *expected;
	bool (*parse)(struct machine *m, void *obj, int arg, const char *text);
	bool (*get)(const struct machine *m, const void *obj, int arg, char *buf);
	int arg;
};

/* The keys of a device are bits from here on. */
#define DEVICE_KEY_SHIFT 32

/* So many of the keys of a subchannel are written before those of its device. */
#define KEYS_BEFORE_DEVICE 2

/*
 * struct object_line - a line that is being read
 * @seen: bits of keys: index in the table, devices' from %DEVICE_KEY_SHIFT
 * @given: what their @gives add up to
 */
struct object_line {
	const struct object_def *def;
	struct machine *m;
	struct machine_diag *diag;
	struct machine_pos pos;
	void *obj;
	uint64_t seen, given;
};

/*
 * struct object_def - a kind of line
 * @id_expected: for messages; NULL: it has no id
 * @begin: makes the object; NULL: that is no id
 * @device_of: the device that @device_keys are about
 * @end: after the last key: defaults, and what does not fit together
 */
struct object_def {
	const char *keyword;
	const char *id_expected;
	void *(*begin)(struct machine *m, const char *id, struct machine_pos pos);
	const struct key_def *keys;
	const struct key_def *device_keys;
	struct machine_device *(*device_of)(void *obj);
	void (*end)(struct object_line *line);
};

extern const struct key_def device_keys[];
extern const struct object_def machine_object, css_object, chpath_object,
	subchannel_object, defunct_object;

/* The end of a line that has a device. */
void device_end(struct object_line *line);
/* Was the key on the line? */
bool line_has(const struct object_line *line, const char *key);
/* A bus id as machine files have it: known subchannel sets only. */
bool parse_busid(const char *text, struct ccw_id *id);

/* ---- values that several tables have ---- */

bool parse_yes_no(const char *text, bool *val);

/*
 * Names of attributes that can be absent, separated by commas. False: one of them is
 * not in @allowed.
 */
bool absent_parse(const char *text, uint64_t allowed, uint64_t *absent);
/* False: none. */
bool absent_format(uint64_t absent, char *buf);

#define ABSENT_CHPATH                                                                   \
	(CCW_ATTR(CCW_CHP_STATUS) | CCW_ATTR(CCW_CHP_CONFIGURE) |                       \
	 CCW_ATTR(CCW_CHP_TYPE) | CCW_ATTR(CCW_CHP_ESC) | CCW_ATTR(CCW_CHP_SPEED_BPS) | \
	 CCW_ATTR(CCW_CHP_UTIL_STRING))
#define ABSENT_SUBCHANNEL                                        \
	(CCW_ATTR(CCW_SCH_MODALIAS) | CCW_ATTR(CCW_SCH_CHPIDS) | \
	 CCW_ATTR(CCW_SCH_PIMPAMPOM) | CCW_ATTR(CCW_SCH_VPM) |   \
	 CCW_ATTR(CCW_SCH_DEV_BUSID) | CCW_ATTR(CCW_SCH_DRIVER_OVERRIDE))
#define ABSENT_DEVICE                                            \
	(CCW_ATTR(CCW_DEV_IDENTITY) | CCW_ATTR(CCW_DEV_ONLINE) | \
	 CCW_ATTR(CCW_DEV_AVAILABILITY) | CCW_ATTR(CCW_DEV_CMB_ENABLE))

/* Those a subchannel of this type can have. */
uint64_t subchannel_attrs(const struct machine_subchannel *sch);

/* Complains about attributes that are both said to be absent and given a value. */
void check_absent(struct object_line *line, uint64_t absent);

#endif
