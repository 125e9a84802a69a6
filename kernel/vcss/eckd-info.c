// SPDX-License-Identifier: GPL-2.0-only
/*
 * eckd-info.c - what a storage server says of itself and of a disk
 *
 * Device characteristics, configuration data and the subsystem data that Linux asks for;
 * layouts: drivers/s390/block/dasd_eckd.h and dasd_alias.c, and "IBM 3990 Storage Control
 * Reference", GA32-0099. Locking: model.h.
 */
#include "eckd.h"

#define CHARS_LEN	64
#define CONFIG_LEN	256
#define ELEMENT_LEN	32
#define LARGE_DISK	0xfffe /* cylinders that do not fit are told elsewhere */

/* Of a 3390: the factors are those that the room of a record is computed with. */
u8 eckd_chars(struct vcss_sch *sch)
{
	static const u8 factors[] = { 0x02, 34, 19, 9, 6, 116 };
	const struct vcss_dev *dev = &sch->dev;
	u32 cylinders = dev->data.eckd.cylinders;
	u8 chars[CHARS_LEN] = { 0 };

	put16(&chars[0], dev->cu_type);
	chars[2] = dev->cu_model;
	put16(&chars[3], dev->dev_type);
	chars[5] = dev->dev_model;
	chars[6] = 0xd0; /* bursts, READ TRACK and READ DATA after LOCATE RECORD */
	chars[9] = 0x02; /* RESET ALLEGIANCE */
	chars[10] = 0x20;
	chars[11] = 0x26;
	put16(&chars[12], min_t(u32, cylinders, LARGE_DISK));
	put16(&chars[14], HEADS);
	chars[16] = 224;
	chars[17] = 0;
	put16(&chars[18], 58786);
	put16(&chars[20], 1428);
	memcpy(&chars[22], factors, sizeof(factors));
	chars[40] = 0x26;
	chars[41] = 0x26;
	chars[42] = 0x02;
	chars[43] = 0x02;
	put16(&chars[44], 57326);
	chars[47] = 0x08;
	put32(&chars[60], cylinders >= LARGE_DISK ? cylinders : 0);
	vcss_put(sch, chars, sizeof(chars));
	return DSTAT_DONE;
}

/* ---- configuration data ---- */

static void put_ebcdic(u8 *to, const char *text)
{
	for (; *text; text++, to++) {
		if (*text >= '0' && *text <= '9')
			*to = 0xf0 + *text - '0';
		else if (*text >= 'S')
			*to = 0xe2 + *text - 'S';
		else if (*text >= 'J')
			*to = 0xd1 + *text - 'J';
		else
			*to = 0xc1 + *text - 'A';
	}
}

static void put_hex(u8 *to, u32 val, int digits)
{
	char text[2] = { 0 };

	while (digits--) {
		text[0] = "0123456789ABCDEF"[val & 0xf];
		put_ebcdic(to + digits, text);
		val >>= 4;
	}
}

static u32 devno(const struct vcss_sch *sch)
{
	return be16_to_cpu(sch->schib.pmcw.devno);
}

/* Devices whose numbers begin alike are on one control unit. */
static u32 control_unit(const struct vcss_sch *sch)
{
	return SID_SET(sch->sid) << 8 | devno(sch) >> 8;
}

/*
 * A node-element descriptor: what it is, and a serial number that is that of the control
 * unit. Together with the address of the unit, that is what tells disks apart.
 */
static void put_element(const struct vcss_sch *sch, u8 *to, u8 flags, u8 what, u16 type, u8 model)
{
	to[0] = flags;
	to[1] = what;
	to[2] = 0x01; /* a disk */
	put_ebcdic(&to[4], "00");
	put_hex(&to[6], type, 4);
	put_ebcdic(&to[10], "0");
	put_hex(&to[11], model, 2);
	put_ebcdic(&to[13], "IBM75");
	put_ebcdic(&to[18], "000000000");
	put_hex(&to[27], control_unit(sch), 3);
	to[30] = devno(sch) >> 8;
	to[31] = devno(sch);
}

u8 eckd_config(struct vcss_sch *sch)
{
	const struct vcss_dev *dev = &sch->dev;
	u8 config[CONFIG_LEN] = { 0 };
	u8 *general = &config[CONFIG_LEN - ELEMENT_LEN];

	put_element(sch, &config[0], 0xdc, 0x01, dev->dev_type, dev->dev_model);
	put_element(sch, &config[ELEMENT_LEN], 0xd4, 0x02, dev->cu_type, dev->cu_model);
	config[ELEMENT_LEN + 31] = 0;
	general[0] = 0x80;
	general[6] = 30; /* seconds until an interrupt is missed */
	put16(&general[8], control_unit(sch) + 1);
	vcss_put(sch, config, sizeof(config));
	return DSTAT_DONE;
}

/* ---- subsystem data ---- */

enum { ORDER_PREPARE_READ = 0x18, ORDER_SET_CHARS = 0x1d };

/* What can be read; the first is said in READ SUBSYSTEM DATA's preparation. */
enum {
	DATA_PATHS = 0x00,
	DATA_STATISTICS = 0x01,
	DATA_MESSAGES = 0x03,
	DATA_UNITS = 0x0e,
	DATA_FEATURES = 0x41,
	DATA_VOLUME = 0x52,
	DATA_POOLS = 0x53,
};

#define ORDER_LEN	12
#define FEATURES_LEN	256
#define N_UNITS		256

/* PERFORM SUBSYSTEM FUNCTION */
u8 eckd_perform(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u8 order[66];
	u32 len = vcss_get_some(sch, order, sizeof(order));

	if (len < ORDER_LEN)
		return vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_SHORT);
	if (order[0] == ORDER_SET_CHARS)
		return DSTAT_DONE;
	if (order[0] != ORDER_PREPARE_READ)
		return vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_PARAMETER);
	switch (order[6]) {
	case DATA_PATHS:
	case DATA_STATISTICS:
	case DATA_MESSAGES:
	case DATA_UNITS:
	case DATA_FEATURES:
	case DATA_VOLUME:
	case DATA_POOLS:
		chain->prepared = true;
		chain->subsystem_data = order[6];
		return DSTAT_DONE;
	}
	return vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_PARAMETER);
}

/* None but base devices, which have no base; those that are not there may come. */
static void put_units(struct vcss_sch *sch)
{
	static const u8 unit[2] = { 0x01, 0 };
	u32 i;

	for (i = 0; i < N_UNITS; i++)
		vcss_put(sch, unit, sizeof(unit));
}

/* Commands, as far as Linux asks: PREFIX, READ TRACK DATA, WRITE TRACK DATA. */
static void put_features(struct vcss_sch *sch)
{
	u8 features[FEATURES_LEN] = { 0 };

	features[8] = 0x01;
	features[9] = 0x20;
	features[12] = 0x40;
	vcss_put(sch, features, sizeof(features));
}

/* READ SUBSYSTEM DATA */
u8 eckd_read_subsystem(struct vcss_sch *sch)
{
	const struct eckd_chain *chain = &sch->dev.data.eckd.chain;
	u32 cylinders = sch->dev.data.eckd.cylinders;
	u8 volume[28] = { 0 };

	if (!chain->prepared)
		return vcss_disk_check(sch, SENSE0_REJECT, 0, MSG_SEQUENCE);
	switch (chain->subsystem_data) {
	case DATA_UNITS:
		put_units(sch);
		break;
	case DATA_FEATURES:
		put_features(sch);
		break;
	case DATA_VOLUME:
		put32(&volume[8], cylinders);
		put32(&volume[16], cylinders);
		put32(&volume[20], cylinders);
		put32(&volume[24], cylinders);
		vcss_put(sch, volume, sizeof(volume));
		break;
	default:
		/* no statistics, no message, no pool */
		vcss_disk_put_zeros(sch, sch->chan.ccw.count);
		break;
	}
	return DSTAT_DONE;
}

/* SENSE SUBSYSTEM STATUS */
u8 eckd_status(struct vcss_sch *sch)
{
	u8 status[40] = { 0x00, 0x1f };

	put16(&status[38], control_unit(sch) + 1);
	vcss_put(sch, status, sizeof(status));
	return DSTAT_DONE;
}
