/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * model.h - an emulated channel subsystem: sets, subchannels, devices, channel paths
 *
 * Locking: each subchannel has a lock, and the machine has one. They are taken with
 * interrupts disabled, by functions of the model, in this order:
 *
 * 1. host_lock_sch(): all that is in a subchannel, while its channel program is carried
 *    out and data are moved, too. Nobody has the locks of two.
 * 2. host_lock(): the tables of subchannels, the queues of pending interruptions, channel
 *    reports, events; for moments only, as all subchannels may be waiting for it.
 *
 * The lock of a subchannel that the common I/O layer has is taken before them. None of
 * them is held while an interruption is presented, which makes the common I/O layer call
 * instructions.
 *
 * A function that gets a subchannel is called with its lock held, that of the machine not
 * held; one that gets a number takes the lock itself, as do vcss_css_insert() and
 * vcss_sch_run(). Commands of devices thus have the lock of their subchannel: they
 * neither sleep nor allocate.
 *
 * A subchannel is looked up without a lock: one that has been removed is freed when all
 * who may have found it are gone, see host_read_lock(). It is marked as gone by then:
 * vcss_css_lock() looks. What does not change while a subchannel is there may be read
 * without its lock: @sid, @pam, @has_dev, and of the path-management-control word the
 * device number and whether it is valid, type, installed paths and their CHPIDs.
 *
 * What is known of a channel path does not change while the machine is live, but for
 * @state and @failed. These are read without a lock; the subchannels that a change is
 * about follow one by one.
 */
#ifndef VCSS_MODEL_H
#define VCSS_MODEL_H

#include "arch.h"

#define UTIL_LEN	64
#define N_CRWS		32
#define N_EVENTS	16
#define EVENT_LEN	64

/* What SCLP says of a channel path. */
enum vcss_chp_state {
	CHP_STANDBY,
	CHP_CONFIGURED,
	CHP_RESERVED,
	CHP_NOT_RECOGNIZED,
};

/**
 * struct vcss_chp - a channel path
 * @failed: it is configured, but nothing gets through
 * @speed: in bits per second, 0: not told
 */
struct vcss_chp {
	bool present, failed;
	bool has_chid, chid_external, has_cmg, shared;
	u8 state, type, esc, cmg;
	u16 chid;
	u64 speed;
	u8 util[UTIL_LEN];
};

/* What a device does other than it should, for the next starts. */
enum vcss_fault {
	FAULT_NONE,
	FAULT_UNIT_CHECK,
	FAULT_DATA_CHECK,
	FAULT_INTERFACE_CHECK,
	FAULT_CHAINING_CHECK,
	FAULT_NO_RESPONSE,
	FAULT_CC,
	FAULT_DEFERRED_CC,
	FAULT_PENDING,
	FAULT_DELAY,
	FAULT_RETRY,
	FAULT_TRANSFER,
	FAULT_DEFECTIVE,
	FAULT_READ_ONLY,
};

/**
 * struct vcss_injection - a fault
 * @paths: only of starts over these; 0: over all
 * @left: so many starts to come
 * @arg: condition code, a time in microseconds, a number of bytes, a track or a block
 */
struct vcss_injection {
	enum vcss_fault fault;
	u8 paths;
	u32 left, arg;
	u8 sense[SENSE_MAX];
};

/* What a device knows of a path: state and path-group identifier of SENSE PGID. */
struct vcss_pgid {
	u8 state;
	u8 id[11];
};

#define PGID_GROUPED	0xc0
#define PGID_UNGROUPED	0x80
#define PGID_RESERVED	0x20 /* for somebody else */
#define PGID_HELD	0x30 /* for this system */
#define PGID_MULTIPATH	0x08

struct vcss_sch;
struct vcss_kind;
struct host_store;

/* Which part of a track has gone by under the heads last. */
enum eckd_area { AREA_INDEX, AREA_HOME, AREA_COUNT, AREA_KEY, AREA_DATA };

/**
 * struct eckd_chain - what a disk knows during one channel program
 * @defined: an extent is defined, tracks @first to @last
 * @located: in the domain of LOCATE RECORD, @op with @extended, for @count more commands
 * @begun: a command of the domain was carried out
 * @found: the record that was searched for is where the heads are, and may be written
 * @mask: which writes are permitted
 * @len: how much is read of the last track
 * @prepared: @subsystem_data can be read
 * @track: where the heads are, @pos and @area: at which record, and where in it
 * @indexes: so often the beginning of the track went by without anything being read
 */
struct eckd_chain {
	bool defined, located, begun, found, prepared;
	u8 mask, op, extended, subsystem_data, area, indexes;
	u16 count, len;
	u32 first, last;
	u32 track, pos;
};

/* @blank: what is read of a track that was never written */
struct vcss_eckd {
	u32 cylinders;
	struct eckd_chain chain;
	u8 blank[32];
};

/**
 * struct vcss_fba - a disk of fixed blocks
 * @begin: block of the disk that is block @low of the extent, which ends with @high
 * @at, @count: what was located
 */
struct vcss_fba {
	u32 blocks;
	bool defined, located;
	u8 mask, op;
	u32 begin, low, high, at, count;
};

/**
 * struct vcss_dev - a device on a subchannel
 * @reserved: for another system, until its lock is stolen
 * @held: reserved for this system
 * @lost: it was, and was not told yet that it is not any more
 * @read_only: writing is inhibited
 * @own: served by the driver of this module
 * @keep: that driver keeps it when no path is left
 * @has_sense: @sense is about the last command
 * @delay: time to work on a channel program, in microseconds
 * @online_delay: time the driver of this module takes to set it online, in milliseconds
 * @online_error: the error it fails with then; 0: none
 * @data: of its kind
 */
struct vcss_dev {
	const struct vcss_kind *kind;
	u16 cu_type, dev_type;
	u8 cu_model, dev_model;
	bool reserved, held, lost, read_only, own, keep, has_sense;
	u8 sense[SENSE_MAX];
	u32 delay, online_delay, online_error;
	struct vcss_pgid pgid[N_PATHS];
	union {
		struct {
			u8 status, revision;
		} virtio;
		struct vcss_eckd eckd;
		struct vcss_fba fba;
	} data;
};

/* A channel-command word, whichever its format. */
struct vcss_ccw {
	u8 cmd, flags;
	u16 count;
	u32 addr;
};

/* What a channel program is waiting for, if it is not a time. */
enum vcss_await { AWAIT_NOTHING, AWAIT_STORE, AWAIT_RELEASE };

/**
 * struct vcss_chan - a channel program on its way
 * @orb: flags of the operation-request block
 * @at: address of the current CCW, @next: of the one to be fetched
 * @first: no command has been executed yet
 * @waited: the device has taken its time
 * @pci_done: the PCI flag at @next has been honoured
 * @pci_chained: a CCW that chains data has one that has not
 * @left: bytes of the current CCW that were not transferred
 * @block: bytes that follow at @data without another look
 * @list: address of the next IDAW or MIDAW; @list_begun: it is not the first
 * @skip: the current MIDAW has nothing stored
 * @too_long: the device had more to say than there was room
 * @ours: it has begun to use the device, which nobody else can reserve now
 * @awaits: enum vcss_await
 * @ending: all is done, with device status @dstat, but for what the device has to store
 * @moved: bytes transferred
 * @tried: path mask, what was tried, @path: what is used
 */
struct vcss_chan {
	u32 orb;
	u32 at, next;
	struct vcss_ccw ccw;
	bool first, waited, pci_done, pci_chained, list_begun, list_last, skip, too_long;
	bool ours, ending;
	u8 path, awaits;
	u8 cstat, dstat;
	u16 left;
	u32 block, moved;
	u64 data, list;
};

/**
 * struct vcss_sch - a subchannel
 * @pam: paths that would be available if all were configured
 * @has_dev: there is a device; without one, nothing answers
 * @irb: what TEST SUBCHANNEL will store besides the status word
 * @due: when the channel program goes on, by host_now()
 * @n_path: starts by path, @n_faults: channel programs that a fault has hit
 * @started, @selected: times for measurement; @connect, @pending: what was measured
 * @store: where the host has the data of a disk; NULL: it is none
 * @gone: it is not part of the channel subsystem any more
 * @queued: an interruption is pending, between those of @prev_queued and @next_queued;
 *	the lock of the machine protects these
 */
struct vcss_sch {
	u32 sid;
	u8 pam;
	bool has_dev, gone, queued;
	struct schib_block schib;
	struct irb_block irb;
	struct vcss_dev dev;
	struct vcss_chan chan;
	struct vcss_injection injection;
	u64 due, started, selected, connect, pending;
	u32 samples;
	u32 n_path[N_PATHS], n_faults;
	struct host_store *store;
	struct vcss_sch *prev_queued, *next_queued;
};

/* What an interruption tells. */
struct vcss_interruption {
	u32 sid, intparm;
	u8 isc;
};

/* Event information for CHSC, from its flags on. */
struct vcss_event {
	u8 data[EVENT_LEN];
};

/**
 * struct vcss_css - the channel subsystem
 * @sch: of each set, by number; NULL: the set is not emulated
 * @n_sch: numbers below this one exist
 * @sclp: channel paths can be read and changed
 * @sclp_refuse: changing them is refused
 * @configure_crw: such a change is reported
 */
struct vcss_css {
	struct vcss_sch **sch[N_SETS];
	u32 n_sch[N_SETS];
	struct vcss_chp chp[N_CHPIDS];
	struct vcss_sch *queue[N_ISCS], *queue_end[N_ISCS];
	__be32 crw[N_CRWS];
	unsigned int crw_first, n_crw;
	struct vcss_event event[N_EVENTS];
	unsigned int event_first, n_event;
	bool event_lost;
	bool exclusive, sclp, sclp_refuse, configure_crw;
};

#define SID(ssid, no)	((u32)(ssid) << 16 | (no))
#define SID_SET(sid)	((sid) >> 16)
#define SID_NO(sid)	((sid) & 0xffff)

static inline u32 sch_control(const struct vcss_sch *sch)
{
	return be32_to_cpu(sch->schib.scsw.control);
}

static inline void sch_set_control(struct vcss_sch *sch, u32 control)
{
	sch->schib.scsw.control = cpu_to_be32(control);
}

static inline u16 sch_flags(const struct vcss_sch *sch)
{
	return be16_to_cpu(sch->schib.pmcw.flags);
}

static inline u32 sch_chars(const struct vcss_sch *sch)
{
	return be32_to_cpu(sch->schib.pmcw.chars);
}

static inline u8 sch_type(const struct vcss_sch *sch)
{
	return sch_chars(sch) >> CHARS_ST_SHIFT & 7;
}

/* model.c */

void vcss_css_init(struct vcss_css *css);
void vcss_css_free(struct vcss_css *css);
int vcss_css_add_set(struct vcss_css *css, unsigned int ssid);
int vcss_css_insert(struct vcss_css *css, struct vcss_sch *sch);
struct vcss_sch *vcss_css_remove(struct vcss_css *css, u32 sid);
struct vcss_sch *vcss_css_get(const struct vcss_css *css, u32 sid);
struct vcss_sch *vcss_css_lock(const struct vcss_css *css, u32 sid);
bool vcss_css_find(const struct vcss_css *css, unsigned int ssid, u16 devno, u32 *sid);
bool vcss_css_has_set(const struct vcss_css *css, unsigned int ssid);

u8 vcss_sch_paths_to(const struct vcss_sch *sch, u8 chpid);
u8 vcss_sch_operational(const struct vcss_css *css, const struct vcss_sch *sch);
void vcss_sch_update_pam(const struct vcss_css *css, struct vcss_sch *sch);
void vcss_chp_set_state(struct vcss_css *css, u8 chpid, enum vcss_chp_state state);
void vcss_chp_set_failed(struct vcss_css *css, u8 chpid, bool failed);

void vcss_queue(struct vcss_css *css, struct vcss_sch *sch);
void vcss_unqueue(struct vcss_css *css, struct vcss_sch *sch);
bool vcss_next_queued(struct vcss_css *css, u8 iscs, struct vcss_interruption *found);
bool vcss_any_queued(const struct vcss_css *css, u8 iscs);

enum vcss_rsc { RSC_SUBCHANNEL = 3, RSC_CHANNEL_PATH = 4, RSC_CSS = 0xb };
enum vcss_erc {
	ERC_EVENT = 0,
	ERC_AVAILABLE = 1,
	ERC_INITIALIZED = 2,
	ERC_TEMPORARY = 3,
	ERC_ALERT = 4,
	ERC_TERMINAL = 5,
	ERC_PERMANENT = 6,
	ERC_PERMANENT_INIT = 7,
	ERC_MODIFIED = 8,
};

void vcss_report(struct vcss_css *css, enum vcss_rsc rsc, enum vcss_erc erc, u16 rsid);
void vcss_report_sch(struct vcss_css *css, u32 sid);
void vcss_report_overflow(struct vcss_css *css);

/* instr.c: the condition code, or -EIO for an operand exception */

int vcss_stsch(struct vcss_css *css, u32 sid, struct schib_block *schib);
int vcss_msch(struct vcss_css *css, u32 sid, const struct schib_block *schib);
int vcss_ssch(struct vcss_css *css, u32 sid, const struct orb_block *orb);
int vcss_tsch(struct vcss_css *css, u32 sid, struct irb_block *irb);
int vcss_csch(struct vcss_css *css, u32 sid);
int vcss_hsch(struct vcss_css *css, u32 sid);
int vcss_xsch(struct vcss_css *css, u32 sid);
int vcss_rsch(struct vcss_css *css, u32 sid);
int vcss_tpi(struct vcss_css *css, u8 iscs, struct vcss_interruption *interruption);
int vcss_stcrw(struct vcss_css *css, __be32 *crw);
void vcss_sch_run(struct vcss_css *css, struct vcss_sch *sch);
void vcss_sch_ready(struct vcss_css *css, struct vcss_sch *sch);
void vcss_sch_wake(struct vcss_css *css, struct vcss_sch *sch, enum vcss_await what);

/* chan.c */

void vcss_chan_start(struct vcss_css *css, struct vcss_sch *sch);
void vcss_chan_go(struct vcss_css *css, struct vcss_sch *sch);
void vcss_chan_end(struct vcss_css *css, struct vcss_sch *sch, u8 dstat);
bool vcss_chan_fetch(struct vcss_sch *sch, bool chaining_data);

void vcss_chan_interrupt(struct vcss_css *css, struct vcss_sch *sch, u8 paths);
u8 vcss_chan_next_path(const struct vcss_css *css, const struct vcss_sch *sch);
bool vcss_fault_hits(struct vcss_sch *sch, enum vcss_fault fault);

/* chan-data.c: how devices get at data; they return how much there was */

u32 vcss_put(struct vcss_sch *sch, const void *buf, u32 len);
u32 vcss_get(struct vcss_sch *sch, void *buf, u32 len);
u32 vcss_get_some(struct vcss_sch *sch, void *buf, u32 len);

/* measure.c */

void vcss_measure(struct vcss_sch *sch);

/* chsc.c: true: answered; else it is for somebody else */

bool vcss_chsc(struct vcss_css *css, void *page);
bool vcss_event_resource_access(struct vcss_css *css, u8 chpid);
bool vcss_event_link_incident(struct vcss_css *css, u8 chpid, bool stopped);
bool vcss_event_available(struct vcss_css *css);
bool vcss_event_configure(struct vcss_css *css, u8 chpid, u8 op);

/* dev.c */

/**
 * struct vcss_kind - how a kind of devices answers
 * @command: carries out a command; returns the device status
 * @start: a channel program begins; NULL: it does not matter
 * @unit_len: the data are in units of so many bytes; 0: there are none
 */
struct vcss_kind {
	const char *name;
	u8 (*command)(struct vcss_sch *sch, u8 cmd);
	void (*start)(struct vcss_sch *sch);
	u32 unit_len;
};

extern const struct vcss_kind vcss_generic, vcss_virtio, vcss_eckd_kind, vcss_fba_kind;
const struct vcss_kind *vcss_kind_of(u16 cu_type, bool is_disk);
bool vcss_dev_is_busy(struct vcss_sch *sch, u8 cmd);
void vcss_dev_set_reserved(struct vcss_css *css, struct vcss_sch *sch, bool reserved);
void vcss_disk_set_size(struct vcss_dev *dev, u32 size);
u8 vcss_disk_failed(struct vcss_sch *sch);
u8 vcss_generic_command(struct vcss_sch *sch, u8 cmd);
u8 vcss_dev_command(struct vcss_sch *sch, u8 cmd);
u8 vcss_unit_check(struct vcss_dev *dev, u8 sense0);
void vcss_dev_reset_path(struct vcss_dev *dev, u8 paths);

#define DSTAT_DONE	(DSTAT_CE | DSTAT_DE)
/* command retry: the same command once more, when vcss_sch_ready() is called */
#define DSTAT_RETRY	(DSTAT_CE | DSTAT_MODIFIER | DSTAT_UC)
#define SENSE_REJECT	0x80
#define SENSE_INTERVENTION 0x40

/* ---- what the surroundings provide: host.c, or the unit tests ---- */

/* See above. */
void host_lock_sch(struct vcss_sch *sch);
void host_unlock_sch(struct vcss_sch *sch);
void host_lock(struct vcss_css *css);
void host_unlock(struct vcss_css *css);

/*
 * What was looked up between the two is not freed before the second. They may be nested,
 * and locks may be taken in between. host_synchronize() waits until all are done that had
 * begun.
 */
void host_read_lock(void);
void host_read_unlock(void);
void host_synchronize(void);

/* Has vcss_sch_run() called after @ns, but not before the caller has given up the lock. */
void host_start(struct vcss_css *css, struct vcss_sch *sch, u64 ns);
/* An interruption was queued. */
void host_interrupt(struct vcss_css *css);
/* A channel report is pending. */
void host_report(struct vcss_css *css);
u64 host_now(void);

/*
 * Memory by absolute address. 0, -EFAULT: there is none, -EACCES: @key does not fit.
 */
int host_read(u64 addr, void *buf, u32 len, u8 key);
int host_write(u64 addr, const void *buf, u32 len, u8 key);

/*
 * A unit of the data of a disk; NULL: it was never written, and is not to be now either.
 * 0, -EAGAIN: vcss_sch_ready() will be called when it is there; -EIO: it cannot be read.
 * What there is stays until the channel program has ended.
 */
int host_unit(struct vcss_sch *sch, u32 unit, bool write, u8 **data);
/* A unit has been changed, from byte @from on. */
void host_unit_changed(struct vcss_sch *sch, u32 unit, u32 from, u32 len);
/* Room for one unit, while there is one in memory; is of nobody between two commands. */
u8 *host_stage(struct vcss_sch *sch);
/* Has what was changed stored. 0, -EAGAIN and -EIO as above. */
int host_store(struct vcss_sch *sch);

/* Has a CCW appear in the trace. */
void host_trace_ccw(const struct vcss_sch *sch);

#endif
