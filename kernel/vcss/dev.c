// SPDX-License-Identifier: GPL-2.0-only
/*
 * dev.c - what all devices answer to: identification, sense, path groups, reservation
 *
 * Commands: Principles of Operation, chapter 15, for sense and no-operation; "Common I/O
 * Device Commands", SA22-7204, for the rest. A kind of devices with commands of its own
 * has a file of its own, and passes on here what it does not know. Locking: model.h.
 */
#include "model.h"

enum {
	CMD_NOP = 0x03,
	CMD_SENSE = 0x04,
	CMD_STEAL_LOCK = 0x14,
	CMD_SENSE_PGID = 0x34,
	CMD_READ_CHARS = 0x64,
	CMD_RELEASE = 0x94,
	CMD_RESERVE = 0xb4,
	CMD_SET_PGID = 0xaf,
	CMD_SENSE_ID = 0xe4,
	CMD_READ_CONFIG = 0xfa,
};

/* Functions of SET PATH GROUP ID. */
#define SPID_MULTIPATH	0x80
#define SPID_RESIGN	0x40
#define SPID_DISBAND	0x20

#define CHARS_LEN	64
#define CONFIG_LEN	256
#define NED_LEN		32

/**
 * vcss_unit_check - a command fails
 * @sense0: the first byte of the sense data
 *
 * Return: the device status.
 */
u8 vcss_unit_check(struct vcss_dev *dev, u8 sense0)
{
	memset(dev->sense, 0, SENSE_MAX);
	dev->sense[0] = sense0;
	dev->has_sense = true;
	return DSTAT_DONE | DSTAT_UC;
}

/**
 * vcss_dev_reset_path - a device has lost touch over some paths: these leave their group
 */
void vcss_dev_reset_path(struct vcss_dev *dev, u8 paths)
{
	int i;

	for (i = 0; i < N_PATHS; i++)
		if (paths & 0x80 >> i)
			memset(&dev->pgid[i], 0, sizeof(dev->pgid[i]));
}

static struct vcss_pgid *pgid_of_path(struct vcss_sch *sch)
{
	int i = 0;

	while (!(sch->chan.path & 0x80 >> i))
		i++;
	return &sch->dev.pgid[i];
}

static u8 sense(struct vcss_sch *sch)
{
	vcss_put(sch, sch->dev.sense, SENSE_MAX);
	memset(sch->dev.sense, 0, SENSE_MAX);
	sch->dev.has_sense = false;
	return DSTAT_DONE;
}

static u8 sense_id(struct vcss_sch *sch)
{
	const struct vcss_dev *dev = &sch->dev;
	const u8 id[] = { 0xff,
			  dev->cu_type >> 8, dev->cu_type, dev->cu_model,
			  dev->dev_type >> 8, dev->dev_type, dev->dev_model,
			  0,
			  /* how to read the configuration data */
			  0x40, CMD_READ_CONFIG, CONFIG_LEN >> 8, CONFIG_LEN & 0xff };

	vcss_put(sch, id, sizeof(id));
	return DSTAT_DONE;
}

static u8 read_chars(struct vcss_sch *sch)
{
	const struct vcss_dev *dev = &sch->dev;
	const u8 chars[CHARS_LEN] = { dev->cu_type >> 8, dev->cu_type, dev->cu_model,
				      dev->dev_type >> 8, dev->dev_type, dev->dev_model };

	vcss_put(sch, chars, sizeof(chars));
	return DSTAT_DONE;
}

/* Four hexadecimal digits in EBCDIC. */
static void put_type(u8 *to, u16 type)
{
	int i, digit;

	for (i = 3; i >= 0; i--, type >>= 4) {
		digit = type & 0xf;
		to[i] = digit < 10 ? 0xf0 + digit : 0xc1 + digit - 10;
	}
}

/* A node-element descriptor of the device, and one of its control unit. */
static u8 read_config(struct vcss_sch *sch)
{
	const struct vcss_dev *dev = &sch->dev;
	u8 config[CONFIG_LEN] = { 0 };

	config[0] = 0xcc;
	config[1] = 0x01;
	put_type(&config[6], dev->dev_type);
	config[NED_LEN] = 0xc4;
	config[NED_LEN + 1] = 0x02;
	put_type(&config[NED_LEN + 6], dev->cu_type);
	vcss_put(sch, config, sizeof(config));
	return DSTAT_DONE;
}

static u8 sense_pgid(struct vcss_sch *sch)
{
	struct vcss_pgid pgid = *pgid_of_path(sch);

	if (sch->dev.reserved)
		pgid.state |= PGID_RESERVED;
	else if (sch->dev.held)
		pgid.state |= PGID_HELD;
	vcss_put(sch, &pgid, sizeof(pgid));
	return DSTAT_DONE;
}

static void disband(struct vcss_dev *dev, const struct vcss_pgid *group)
{
	int i;

	for (i = 0; i < N_PATHS; i++)
		if (!memcmp(dev->pgid[i].id, group->id, sizeof(group->id)))
			memset(&dev->pgid[i], 0, sizeof(dev->pgid[i]));
}

static u8 set_pgid(struct vcss_sch *sch)
{
	struct vcss_pgid *pgid = pgid_of_path(sch), new;
	u8 multipath;

	/* the function is where the state is */
	if (vcss_get(sch, &new, sizeof(new)) != sizeof(new))
		return vcss_unit_check(&sch->dev, SENSE_REJECT);
	multipath = new.state & SPID_MULTIPATH ? PGID_MULTIPATH : 0;
	if (new.state & SPID_DISBAND) {
		disband(&sch->dev, &new);
	} else if (new.state & SPID_RESIGN) {
		pgid->state = PGID_UNGROUPED | multipath;
	} else {
		*pgid = new;
		pgid->state = PGID_GROUPED | multipath;
	}
	return DSTAT_DONE;
}

/* RESERVE, unconditional or not, and RELEASE: whoever else has it, it is not we. */
static u8 set_held(struct vcss_sch *sch, bool held)
{
	sch->dev.reserved = false;
	sch->dev.lost = false;
	sch->dev.held = held;
	vcss_put(sch, sch->dev.sense, SENSE_MAX);
	return DSTAT_DONE;
}

/**
 * vcss_dev_is_busy - whether a channel program has to wait for another system
 * @cmd: its next command
 *
 * Some commands are carried out nevertheless, but do not let others slip in behind them.
 */
bool vcss_dev_is_busy(struct vcss_sch *sch, u8 cmd)
{
	if (sch->chan.ours || !sch->dev.kind->unit_len)
		return false;
	switch (cmd) {
	case CMD_NOP:
	case CMD_SENSE:
	case CMD_STEAL_LOCK:
	case CMD_SENSE_PGID:
	case CMD_SET_PGID:
	case CMD_SENSE_ID:
		return false;
	}
	sch->chan.ours = !sch->dev.reserved;
	return sch->dev.reserved;
}

/**
 * vcss_dev_set_reserved - another system reserves a device, or gives it back
 */
void vcss_dev_set_reserved(struct vcss_css *css, struct vcss_sch *sch, bool reserved)
{
	struct vcss_dev *dev = &sch->dev;

	dev->lost = dev->lost || (reserved && dev->held);
	dev->held = dev->held && !reserved;
	dev->reserved = reserved;
	if (!reserved)
		vcss_sch_wake(css, sch, AWAIT_RELEASE);
}

/**
 * vcss_generic_command - what all devices know; the rest is rejected
 */
u8 vcss_generic_command(struct vcss_sch *sch, u8 cmd)
{
	switch (cmd) {
	case CMD_NOP:
		return DSTAT_DONE;
	case CMD_SENSE:
		return sense(sch);
	case CMD_SENSE_ID:
		return sense_id(sch);
	case CMD_SENSE_PGID:
		return sense_pgid(sch);
	case CMD_SET_PGID:
		return set_pgid(sch);
	case CMD_READ_CHARS:
		return read_chars(sch);
	case CMD_READ_CONFIG:
		return read_config(sch);
	case CMD_STEAL_LOCK:
		return set_held(sch, true);
	case CMD_RELEASE:
		return set_held(sch, false);
	case CMD_RESERVE:
		if (sch->dev.kind->unit_len)
			return set_held(sch, true);
		break;
	}
	return vcss_unit_check(&sch->dev, SENSE_REJECT);
}

const struct vcss_kind vcss_generic = {
	.name = "generic",
	.command = vcss_generic_command,
};

/* How a control unit answers; @is_disk: its device has data. */
const struct vcss_kind *vcss_kind_of(u16 cu_type, bool is_disk)
{
	if (is_disk)
		return cu_type == 0x6310 ? &vcss_fba_kind : &vcss_eckd_kind;
	return cu_type == 0x3832 ? &vcss_virtio : &vcss_generic;
}

/**
 * vcss_dev_command - the device carries out a command
 *
 * Sense data are about the command before: all but SENSE have them forgotten.
 *
 * Return: the device status.
 */
u8 vcss_dev_command(struct vcss_sch *sch, u8 cmd)
{
	if (cmd != CMD_SENSE) {
		memset(sch->dev.sense, 0, SENSE_MAX);
		sch->dev.has_sense = false;
	}
	return sch->dev.kind->command(sch, cmd);
}
