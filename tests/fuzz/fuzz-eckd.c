// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz-eckd.c - channel programs for tracks of any content
 */
#include "disks.h"

#define CYLINDERS 4
#define N_TRACKS  (CYLINDERS * HEADS)

/* Tracks that something happens on: around the ends of cylinders. */
static u32 take_track(struct input *in)
{
	static const u8 tracks[] = { 0, 1, 2, 3, 13, 14, 15, 16, 29, 30, 59, 60 };

	return tracks[take8(in) % ARRAY_SIZE(tracks)];
}

static void put_track(u8 *to, u32 track)
{
	to[0] = 0;
	to[1] = (u8)(track / HEADS);
	to[2] = 0;
	to[3] = (u8)(track % HEADS);
}

/* ---- tracks ---- */

static u8 *put_record(u8 *to, u32 track, u8 record, u8 kl, u16 dl)
{
	put_track(to, track);
	to[4] = record;
	to[5] = kl;
	put16(to + 6, dl);
	memset(to + COUNT_LEN, record, kl);
	memset(to + COUNT_LEN + kl, (u8)(0x10 * track + record), dl);
	return to + COUNT_LEN + kl + dl;
}

/* One as it should be, of which bytes are changed then. */
static void fill_track(u8 *data, u32 track, struct input *in)
{
	u8 n = take8(in) % 12, kl = take8(in) & 0x0f, i;
	u16 dl = take16(in) & 0x0fff;
	u8 *to = data + HOME_LEN;

	put_track(data + 1, track);
	for (i = 0; i <= n; i++)
		to = put_record(to, track, i, i ? kl : 0, i ? dl : 8);
	memset(to, 0xff, COUNT_LEN);
	for (n = take8(in) & 3; n; n--)
		data[take16(in) % TRACK_LEN] = take8(in);
	for (n = take8(in) & 3; n; n--)
		data[HOME_LEN + 16 + take8(in) % 32] = take8(in);
}

/* Anything, with a mark behind it or not. */
static void fill_anyhow(u8 *data, struct input *in)
{
	u32 n = take8(in), begin = take8(in) & 1 ? TRACK_LEN - n : 0;

	memset(data, take8(in), TRACK_LEN);
	while (n--)
		data[begin++] = take8(in);
}

static void fill(struct vcss_sch *sch, struct input *in)
{
	u8 n = take8(in) & 3, how;
	u32 track;

	while (n--) {
		how = take8(in);
		track = take_track(in) % N_TRACKS;
		if (how & 7)
			fill_track(store_unit(sch, track), track, in);
		else
			fill_anyhow(store_unit(sch, track), in);
	}
}

/* ---- parameters ---- */

static void put_extent(u8 *to, struct input *in)
{
	to[0] = take8(in) & 0xc0;
	put_track(to + 8, take8(in) & 1 ? take_track(in) : 0);
	put_track(to + 12, take8(in) & 1 ? take_track(in) : N_TRACKS - 1);
}

static void put_location(u8 *to, struct input *in)
{
	static const u8 ops[] = { 0x00, 0x01, 0x03, 0x06, 0x0b, 0x0c, 0x16, 0x3f };
	u32 track = take_track(in);
	u8 how = take8(in);

	to[0] = ops[how & 7] | (how & 0xc0);
	to[3] = take8(in) & 0x0f;
	put_track(to + 4, track);
	put_track(to + 8, track);
	to[12] = take8(in) & 0x0f;
	put16(to + 14, how & 0x20 ? take16(in) : 0);
	to[17] = how & 0x10 ? 0x11 : 0x23;
}

static void add_param(struct command *command, struct input *in)
{
	u8 *param = command->param;

	switch (command->cmd) {
	case 0x63:
		command->len = 16;
		put_extent(param, in);
		break;
	case 0x47:
		command->len = 16;
		put_location(param, in);
		break;
	case 0x4b:
		command->len = 20;
		put_location(param, in);
		break;
	case 0xe7:
		command->len = 64;
		param[0] = take8(in) & 1;
		param[1] = 0x80;
		put_extent(param + 12, in);
		put_location(param + 44, in);
		break;
	case 0x07:
	case 0x0b:
	case 0x1b:
		command->len = 6;
		put_track(param + 2, take_track(in));
		break;
	case 0x31:
	case 0x51:
	case 0x71:
	case 0xb1:
	case 0xd1:
	case 0xf1:
		command->len = 5;
		put_track(param, take_track(in));
		param[4] = take8(in) & 0x0f;
		command->loops = true;
		break;
	case 0x29:
	case 0x49:
	case 0x69:
	case 0xa9:
		command->len = take8(in) & 0x0f;
		memset(param, take8(in) & 0x0f, command->len);
		command->loops = true;
		break;
	case 0x39:
		command->len = 4;
		put_track(param, take_track(in));
		break;
	case 0x27:
		command->len = 12;
		param[0] = take8(in) & 1 ? 0x1d : 0x18;
		param[6] = take8(in);
		break;
	case 0x1f:
		command->len = 1;
		param[0] = take8(in);
		break;
	}
}

static void choose(struct command *command, struct input *in)
{
	static const u8 cmds[] = {
		0x63, 0x47, 0x4b, 0xe7, 0x07, 0x0b, 0x1b, 0x13, 0x31, 0x51, 0x71, 0xb1,
		0xd1, 0xf1, 0x29, 0x49, 0x69, 0xa9, 0x39, 0x27, 0x3e, 0x1f, 0x22, 0x23,
		0x02, 0x05, 0x85, 0x06, 0x86, 0x09, 0x0a, 0x8a, 0x0d, 0x8d, 0x0e, 0x8e,
		0x11, 0x12, 0x92, 0x15, 0x16, 0x96, 0x19, 0x1a, 0x9a, 0x1d, 0x9d, 0x1e,
		0x9e, 0x5e, 0x95, 0xa5, 0xa6, 0xde, 0x03, 0x54, 0x64, 0x87, 0xfa, 0x94,
		0xb4, 0x14, 0x34, 0xe4, 0x04, 0xa4, 0x44,
	};
	u8 which = take8(in), how;

	command->cmd = which < 0xfe ? cmds[which % ARRAY_SIZE(cmds)] : take8(in) | 1;
	add_param(command, in);
	if (!command->len) {
		command->count = take16(in);
		return;
	}
	/* not quite right */
	how = take8(in);
	if (how == 0xff)
		command->param[take8(in) % PARAM_MAX] ^= take8(in);
	command->count = (u16)command->len - (how == 0xfe);
}

static void spoil(struct vcss_sch *sch)
{
	struct eckd_chain *chain = &sch->dev.data.eckd.chain;

	memset(chain, 0xff, sizeof(*chain));
	memset(sch->dev.data.eckd.blank, 0xff, sizeof(sch->dev.data.eckd.blank));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct disk_kind disk = { &vcss_eckd_kind, CYLINDERS, fill, choose,
					       spoil };
	struct input in = { data, data + size };

	fuzz_disk(&disk, &in);
	return 0;
}
