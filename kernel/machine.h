/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * machine.h - a machine: the channel subsystem that a machine file describes
 *
 * How a machine comes about: machine-parse.c reads a machine file, capture.c a
 * system, capture-text.c saved listings; then machine_finish() (machine-check.c)
 * puts it in order, checks what concerns several objects and fills in defaults that
 * depend on them. After that it can be written as a machine file (machine-write.c)
 * or as a sysfs tree (render.c). machine-keys.c has one row for every key of a
 * machine file. The format: vcss-machine(5).
 */
#ifndef KERNEL_MACHINE_H
#define KERNEL_MACHINE_H

#include "libccw.h"

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Longest utility string, struct channel_path_desc_fmt3 (drivers/s390/cio/chsc.h). */
#define UTIL_MAX 64
/* Longest path of a store: as many bytes as the module takes. */
#define STORE_MAX 255

/* Where a machine file mentions an object; line 0: it is from elsewhere. */
struct machine_pos {
	unsigned int line, column;
};

/* @cm_enable, @real_cssid: -1: there is no such attribute */
struct machine_css {
	struct machine_pos pos;
	uint8_t id;
	int8_t cm_enable;
	int16_t real_cssid;
};

/*
 * @absent, here and below: CCW_ATTR() bits of attributes that do not exist
 * @given: those that the machine file says something about
 */
struct machine_chpath {
	struct machine_pos pos;
	uint64_t absent, given;
	struct ccw_chpid id;
	bool vary;
	bool has_cmg, has_shared, has_chid;
	bool chid_external;
	bool measurement_chars;
	uint8_t configure, type, esc;
	uint16_t chid;
	uint32_t cmg, shared;
	uint64_t speed;
	const char *util; /* NULL: empty */
};

/* Channel-measurement values, by enum ccw_cmf; @has: bits of those known. */
struct machine_cmf {
	unsigned int has;
	uint64_t value[CCW_CMF_COUNT];
};

/*
 * struct machine_device
 * @by_kernel: emulated, a driver of the kernel serves it
 * @keep: emulated, its driver keeps it without paths; @has_keep: that was said
 * @delay: emulated, microseconds for a channel program
 * @online_delay: emulated, milliseconds its driver takes to set it online
 * @online_error: emulated, the errno with which that fails; 0: it does not
 * @cylinders, @blocks: emulated, of a disk; 0: as many as usual, see disk.h
 * @store: emulated, the absolute path of the file with what is on the disk; NULL: memory
 * @read_only: emulated, nothing can be written on the disk
 * @driver: NULL: none
 * @group: name of its ccwgroup device, NULL: none
 * @linux_names: what Linux made of the device itself, NULL: nothing; see names.h
 * @cmf: NULL: no values
 */
struct machine_device {
	struct machine_pos pos;
	uint64_t absent, given;
	struct ccw_id id;
	struct ccw_identity identity;
	bool online, cmb_enable;
	bool by_kernel, has_keep, keep;
	uint32_t delay, online_delay;
	int online_error;
	uint32_t cylinders, blocks;
	const char *store;
	bool read_only;
	enum ccw_availability availability;
	const char *driver;
	const char *group;
	const char *linux_names;
	struct machine_cmf *cmf;
};

/*
 * struct machine_subchannel
 * @driver, @driver_override: NULL: none
 * @mdev: UUID of the mediated device, NULL: none
 * @has_busid: the PMCW knows a device number; it is that of @device, if there is one
 */
struct machine_subchannel {
	struct machine_pos pos;
	uint64_t absent, given;
	struct ccw_id id;
	uint8_t type; /* enum ccw_subchannel_type, or a number without a name */
	uint8_t vpm;
	struct ccw_masks masks;
	uint8_t chpids[CCW_PATHS_MAX];
	uint8_t n_chpids;    /* so many were told; while parsing */
	bool pam_by_default; /* while parsing */
	bool has_busid;
	bool has_device;
	struct ccw_id busid;
	const char *driver;
	const char *driver_override;
	const char *mdev;
	struct machine_device device;
};

/*
 * struct machine_group - a ccwgroup device, made up from those that are part of it
 * @member: by id; borrowed from the machine
 * @net: its network interface, NULL: none
 */
struct machine_group {
	const char *name;
	struct machine_device **member;
	size_t n;
	const char *net;
};

/*
 * struct machine
 * @beside: emulated, it is there beside the real one
 * @sclp_refuse, @silent_configure: emulated, a request to configure a channel path is
 *	refused; is not followed by a channel report
 * @absent: what the machine line says is absent; after machine_finish():
 *	machine_common_absent()
 * @group: by name; only after machine_finish()
 */
struct machine {
	struct machine_pos pos;
	bool has_line;
	bool beside, sclp_refuse, silent_configure;
	uint64_t absent;
	struct machine_css *css;
	struct machine_chpath *chp;
	struct machine_subchannel *sch;
	struct machine_device *defunct;
	struct machine_group *group;
	size_t n_css, n_chp, n_sch, n_defunct, n_group;
	size_t room_css, room_chp, room_sch, room_defunct;
	struct machine_device **grouped; /* what the members point into */
	struct machine_chunk *chunks;
};

/*
 * machine_diag_fn - receives errors and warnings
 * @pos: line 0: not about a place in a file
 */
typedef void (*machine_diag_fn)(void *data, bool is_error, struct machine_pos pos,
				const char *msg);

/* Where they go, and how many there were. */
struct machine_diag {
	machine_diag_fn fn;
	void *data;
	unsigned int errors, warnings;
};

/* After that many errors, nobody reads on. */
#define MACHINE_ERRORS_MAX 20

void machine_error(struct machine_diag *diag, struct machine_pos pos, const char *fmt,
		   ...) __attribute__((format(printf, 3, 4)));
void machine_warning(struct machine_diag *diag, struct machine_pos pos, const char *fmt,
		     ...) __attribute__((format(printf, 3, 4)));

void machine_init(struct machine *m);
void machine_free(struct machine *m);

/* Memory that is freed with the machine. Running out of memory ends the program. */
void *machine_alloc(struct machine *m, size_t size);
const char *machine_strdup(struct machine *m, const char *str);

/*
 * A new object with the defaults that depend on nothing; valid until the next one of
 * its kind.
 */
struct machine_css *machine_add_css(struct machine *m, uint8_t id);
struct machine_chpath *machine_add_chpath(struct machine *m, struct ccw_chpid id);
struct machine_subchannel *machine_add_subchannel(struct machine *m, struct ccw_id id);
struct machine_device *machine_add_defunct(struct machine *m, struct ccw_id id);
void machine_device_init(struct machine_device *dev, struct ccw_id id);

/* Only after machine_finish(); NULL: none. */
const struct machine_chpath *machine_get_chpath(const struct machine *m,
						struct ccw_chpid id);
const struct machine_group *machine_get_group(const struct machine *m, const char *name);

/*
 * machine_parse - reads a machine file from memory, and finishes the machine
 * @text: need not end in NUL, nor in a newline
 *
 * False: there were errors, all of them told to @diag; the machine is of no use but
 * to be freed.
 */
bool machine_parse(struct machine *m, const char *text, size_t len,
		   struct machine_diag *diag);

/*
 * machine_finish - to be called when all objects are there
 *
 * Sorts them, checks that ids are unique and fit together, fills in defaults. False:
 * there were errors.
 */
bool machine_finish(struct machine *m, struct machine_diag *diag);

struct out;
/* machine_write - the machine as a machine file in its canonical form. */
void machine_write(const struct machine *m, struct out *out);

/* ---- defaults: what a machine file need not say ---- */

/* Attributes that do not exist unless the machine file gives them a value. */
uint64_t subchannel_default_absent(const struct machine_subchannel *sch);
/*
 * Attributes that exist by default, and of which capture can tell if they do not:
 * an attribute that is missing from every such object can be said so once.
 */
uint64_t chpath_countable(const struct machine_chpath *chp);
uint64_t subchannel_countable(const struct machine_subchannel *sch);
uint64_t device_countable(const struct machine_device *dev);
/* Attributes that no object has, though some could. */
uint64_t machine_common_absent(const struct machine *m);

/* How many CHPIDs have to be told: those installed, or else not zero. */
unsigned int subchannel_count_chpids(const struct machine_subchannel *sch);
/* The mask of the first @n paths. */
uint8_t first_paths(unsigned int n);
/* Installed paths but those that are not configured. */
uint8_t subchannel_default_pam(const struct machine *m,
			       const struct machine_subchannel *sch);
/* What an online device would have verified: paths available and not varied off. */
uint8_t subchannel_default_vpm(const struct machine *m,
			       const struct machine_subchannel *sch);

#endif
