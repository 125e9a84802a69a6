// SPDX-License-Identifier: GPL-2.0-only
/*
 * test-disk.c - disks: what they say of themselves, reservation, stores, faults
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "disks.h"

enum { CMD_NOP = 0x03, CMD_RESERVE = 0xb4, CMD_RELEASE = 0x94, CMD_STEAL = 0x14 };

static void inject(enum vcss_fault fault, u32 arg, u8 paths)
{
	disk->injection = (struct vcss_injection){
		.fault = fault, .left = 1, .arg = arg, .paths = paths
	};
}

static void set_reserved(bool reserved)
{
	host_lock_sch(disk);
	vcss_dev_set_reserved(&css, disk, reserved);
	host_unlock_sch(disk);
}

/* One command. */
static const struct irb_block *one(u8 cmd, u16 count)
{
	begin();
	add(cmd, 0, count, DATA);
	return go();
}

static u32 half_at(u32 at)
{
	return memory[at] << 8 | memory[at + 1];
}

static u32 word_at(u32 at)
{
	return half_at(at) << 16 | half_at(at + 2);
}

/* ---- what a disk says of itself ---- */

static void test_chars(void **state)
{
	assert_done(one(0x64, 64));
	assert_int_equal(half_at(DATA), 0x3990);
	assert_int_equal(half_at(DATA + 3), 0x3390);
	assert_int_equal(half_at(DATA + 12), ECKD_CYLINDERS);
	assert_int_equal(half_at(DATA + 14), 15);
	assert_int_equal(word_at(DATA + 60), 0);
	vcss_disk_set_size(&disk->dev, 65533);
	assert_done(one(0x64, 64));
	assert_int_equal(half_at(DATA + 12), 65533);
	/* that it is large, and how large */
	vcss_disk_set_size(&disk->dev, 262668);
	assert_done(one(0x64, 64));
	assert_int_equal(half_at(DATA + 12), 0xfffe);
	assert_int_equal(word_at(DATA + 60), 262668);
}

static void test_config(void **state)
{
	u8 first[256];
	u32 i, sneqs = 0, devices = 0;

	assert_done(one(0xfa, 256));
	memcpy(first, memory + DATA, 256);
	/* descriptors as the driver tells them apart */
	for (i = 0; i < 8; i++) {
		u32 at = DATA + 32 * i;

		sneqs += memory[at] >> 6 == 2;
		devices += memory[at] >> 6 == 3 && memory[at + 1] == 1;
	}
	assert_int_equal(sneqs, 1);
	assert_int_equal(devices, 1);
	/* the same every time, but not that of another disk */
	assert_done(one(0xfa, 256));
	assert_memory_equal(memory + DATA, first, 256);
	disk->schib.pmcw.devno = cpu_to_be16(0x1001);
	assert_done(one(0xfa, 256));
	assert_memory_not_equal(memory + DATA, first, 256);
	/* of one control unit, but for those with other numbers */
	assert_memory_equal(memory + DATA + 32 + 4, first + 32 + 4, 26);
	disk->schib.pmcw.devno = cpu_to_be16(0x1101);
	assert_done(one(0xfa, 256));
	assert_memory_not_equal(memory + DATA + 32 + 4, first + 32 + 4, 26);
}

static const struct irb_block *perform(u8 order, u8 suborder, u16 count)
{
	u8 param[12] = { order };

	param[6] = suborder;
	begin();
	add_param(0x27, param, 12);
	if (count)
		add(0x3e, 0, count, DATA);
	return go();
}

static void test_subsystem(void **state)
{
	static const u8 known[] = { 0x00, 0x01, 0x03, 0x0e, 0x41, 0x52, 0x53 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		memset(memory + DATA, 0xee, 0x400);
		assert_done(perform(0x18, known[i], 512));
		assert_int_not_equal(memory[DATA], 0xee);
		assert_int_equal(memory[DATA + 512], 0xee);
	}
	/* base devices, which have no base, one for each address */
	assert_done(perform(0x18, 0x0e, 512));
	for (i = 0; i < 256; i++)
		assert_int_equal(half_at(DATA + 2 * i), 0x0100);
	/* a volume as large as it is */
	assert_done(perform(0x18, 0x52, 28));
	assert_int_equal(word_at(DATA + 8), ECKD_CYLINDERS);
	assert_done(perform(0x1d, 0, 0));
	assert_sense(perform(0x18, 0x42, 512), SENSE0_REJECT, 0, MSG_PARAMETER);
	assert_sense(perform(0x1b, 0, 0), SENSE0_REJECT, 0, MSG_PARAMETER);
	assert_sense(one(0x3e, 16), SENSE0_REJECT, 0, MSG_SEQUENCE);
	begin();
	add(0x27, 0, 11, DATA);
	assert_sense(go(), SENSE0_REJECT, 0, MSG_SHORT);
	assert_done(one(0x54, 40));
	assert_sense(one(0x2f, 1), SENSE0_REJECT, 0, MSG_INVALID_COMMAND);
	/* it was told; a command that says so */
	assert_done(one(0x04, 32));
	assert_int_equal(memory[DATA], 0);
	disk->schib.pmcw.chars = 0;
	one(0x2f, 1);
	assert_done(one(0x04, 32));
	assert_int_equal(memory[DATA], SENSE0_REJECT);
	assert_int_equal(memory[DATA + 7], MSG_INVALID_COMMAND);
}

/* ---- reservation ---- */

static u8 pgid_state(void)
{
	assert_done(one(0x34, 12));
	return memory[DATA] & 0x30;
}

static void test_reserve(void **state)
{
	assert_int_equal(pgid_state(), 0);
	assert_done(one(CMD_RESERVE, 32));
	assert_int_equal(pgid_state(), PGID_HELD);
	assert_done(one(CMD_RELEASE, 32));
	assert_int_equal(pgid_state(), 0);
	assert_done(one(CMD_STEAL, 32));
	assert_int_equal(pgid_state(), PGID_HELD);
}

/* What is started waits until the other system gives the disk back. */
static void test_reserved(void **state)
{
	static const u8 waits[] = { 0x06, 0x64, CMD_RESERVE, CMD_RELEASE, 0xfa, 0x27 };
	size_t i;

	make_track(0, 1, 0, 80);
	set_reserved(true);
	assert_int_equal(pgid_state(), PGID_RESERVED);
	assert_done(one(CMD_NOP, 1));
	assert_done(one(0xe4, 12));
	for (i = 0; i < ARRAY_SIZE(waits); i++) {
		begin();
		add(waits[i], 0, 80, DATA);
		assert_int_equal(start_program(), 0);
		run(1000000000000ULL);
		test_status(disk, 1);
		assert_true(disk->dev.reserved);
		vcss_csch(&css, 0);
		run(0);
		test_status(disk, 0);
	}
	begin();
	add(0x06, 0, 80, DATA);
	assert_int_equal(start_program(), 0);
	run(1000);
	set_reserved(false);
	assert_done(test_status(disk, 0));
	assert_bytes(DATA, fill(0, 1), 80);
}

/* A command that need not wait does not let others slip past. */
static void test_reserved_behind(void **state)
{
	make_track(0, 1, 0, 80);
	set_reserved(true);
	begin();
	add(CMD_NOP, 0, 0, 0);
	add(CMD_NOP, CCW_PCI, 0, 0);
	add(0x06, 0, 80, DATA);
	assert_int_equal(start_program(), 0);
	run(1000);
	assert_int_equal(test_status(disk, 0)->scsw.cstat, CSTAT_PCI);
	run(1000);
	test_status(disk, 1);
	assert_int_equal(memory[DATA], 0);
	set_reserved(false);
	assert_done(test_status(disk, 0));
	/* who has the disk is not interrupted */
	store_slow = true;
	begin();
	add_seek(0);
	add(0x06, 0, 80, DATA);
	add(0x12, 0, 8, DATA);
	assert_int_equal(start_program(), 0);
	run(0);
	assert_true(store_is_waiting(disk));
	set_reserved(true);
	test_status(disk, 1);
	store_ready(disk);
	assert_done(test_status(disk, 0));
	/* the lock is stolen: the same program may go on */
	begin();
	add(CMD_STEAL, 0, 32, DATA);
	add(0x06, 0, 80, DATA);
	go_well();
	assert_false(disk->dev.reserved);
}

static void test_reservation_lost(void **state)
{
	assert_done(one(CMD_RESERVE, 32));
	set_reserved(true);
	/* paths are verified meanwhile, which is not what is to be told of it */
	assert_int_equal(pgid_state(), PGID_RESERVED);
	set_reserved(false);
	assert_done(one(CMD_NOP, 1));
	assert_sense(one(0x64, 64), 0, 0, MSG_ALLEGIANCE);
	/* once */
	assert_done(one(0x64, 64));
	assert_int_equal(pgid_state(), 0);
	/* taken back, it is not lost */
	assert_done(one(CMD_RESERVE, 32));
	set_reserved(true);
	assert_done(one(CMD_STEAL, 32));
	assert_done(one(0x64, 64));
	assert_int_equal(pgid_state(), PGID_HELD);
	assert_done(one(CMD_RELEASE, 32));
	/* who did not have it has not lost it */
	set_reserved(true);
	set_reserved(false);
	assert_done(one(0x64, 64));
}

/* ---- the store ---- */

/* Runs until the program has ended; how often it waited. */
static u32 wait_for_store(void)
{
	u32 n;

	run(0);
	for (n = 0; store_is_waiting(disk); n++) {
		test_status(disk, 1);
		store_ready(disk);
		run(0);
	}
	return n;
}

/* A command that goes from track to track is repeated from its first one. */
static void test_slow_reads(void **state)
{
	make_track(1, 2, 0, 80);
	make_track(3, 2, 0, 80);
	store_slow = true;
	begin();
	add_seek(1);
	add_search(0x31, 1, 2);
	add(0x86, 0, 80, DATA);
	/* over a blank track */
	add(0x86, 0, 80, DATA + 0x100);
	add(0x86, 0, 80, DATA + 0x200);
	assert_int_equal(start_program(), 0);
	assert_int_equal(wait_for_store(), 3);
	assert_done(test_status(disk, 0));
	assert_bytes(DATA, fill(1, 2), 80);
	assert_bytes(DATA + 0x100, fill(3, 1), 80);
	assert_bytes(DATA + 0x200, fill(3, 2), 80);
	assert_int_equal(n_stored, 0);
}

/* In a domain, none of its commands is counted twice. */
static void test_slow_domain(void **state)
{
	const struct irb_block *irb;

	make_track(1, 1, 0, 80);
	make_track(2, 1, 0, 80);
	memset(memory + DATA, 0xd1, 80);
	store_slow = true;
	begin();
	add_extent(PERMIT_ALL, 0, 14);
	add_locate(0x01, 2, 1, 1);
	add(0x85, CCW_PCI, 80, DATA);
	add(0x85, 0, 80, DATA);
	/* what a path may take before it breaks is not counted twice, either */
	inject(FAULT_TRANSFER, 16 + 16 + 160, 0);
	assert_int_equal(start_program(), 0);
	run(0);
	assert_true(store_is_waiting(disk));
	store_ready(disk);
	irb = test_status(disk, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_PCI);
	assert_int_equal(wait_for_store(), 2);
	irb = test_status(disk, 0);
	assert_int_equal(irb->scsw.cstat, 0);
	assert_int_equal(irb->scsw.dstat, DSTAT_DONE);
	assert_int_equal(find_record(1, 1)[8], 0xd1);
	assert_int_equal(find_record(2, 1)[8], 0xd1);
	assert_int_equal(n_stored, 1);
}

/* Parameters that could not be read, and a track that is not there: the check counts. */
static void test_slow_check(void **state)
{
	u32 at;

	make_track(0, 1, 0, 80);
	store_slow = true;
	begin();
	add(0x63, 0, 16, DATA);
	add(0xe7, CCW_CD, 64, DATA + 16);
	at = add(0, 0, 4, MEMORY_LEN);
	memory[DATA + 16] = 1;
	memory[DATA + 17] = 0x80;
	memory[DATA + 16 + 44] = 0x06;
	memory[DATA + 16 + 47] = 1;
	memory[DATA + 16 + 44 + 12] = 1;
	memory[PROGRAM] = CMD_NOP;
	assert_int_equal(start_program(), 0);
	wait_for_store();
	assert_int_equal(test_status(disk, 0)->scsw.cstat & CSTAT_PROGRAM, CSTAT_PROGRAM);
	assert_int_not_equal(at, 0);
}

/* A program has ended when what it changed is stored, not before. */
static void test_stored_at_end(void **state)
{
	make_track(0, 1, 0, 80);
	begin();
	add_extent(PERMIT_ALL, 0, 0);
	add_locate(0x01, 1, 0, 1);
	add(0x05, 0, 80, DATA);
	go_well();
	assert_int_equal(n_stored, 1);
	store_slow = true;
	assert_int_equal(start_program(), 0);
	run(0);
	store_ready(disk);
	run(0);
	assert_int_equal(n_stored, 2);
	assert_true(store_is_waiting(disk));
	/* neither time nor others make it quicker */
	run(1000000000000ULL);
	set_reserved(false);
	vcss_sch_run(&css, disk);
	test_status(disk, 1);
	store_ready(disk);
	assert_done(test_status(disk, 0));
}

/* It cannot be read; it cannot be stored, at once or later. */
static void test_failing_store(void **state)
{
	int slow;

	for (slow = 0; slow < 2; slow++) {
		make_track(slow, 1, 0, 80);
		store_slow = slow;
		begin();
		add_extent(PERMIT_ALL, slow, slow);
		add_locate(0x01, 1, slow, 1);
		add(0x05, 0, 80, DATA);
		assert_int_equal(start_program(), 0);
		run(0);
		store_fails = 1;
		if (slow) {
			store_ready(disk);
			assert_sense(test_status(disk, 0), SENSE0_EQUIPMENT,
				     SENSE1_PERMANENT, MSG_STORE);
		} else {
			assert_done(test_status(disk, 0));
			assert_sense(go(), SENSE0_EQUIPMENT, SENSE1_PERMANENT, MSG_STORE);
		}
		store_fails = 0;
		assert_int_equal(start_program(), 0);
		if (slow) {
			run(0);
			store_fails = 1;
			store_ready(disk);
			assert_sense(test_status(disk, 0), SENSE0_EQUIPMENT,
				     SENSE1_PERMANENT, MSG_STORE);
			store_fails = 0;
		} else {
			run(0);
			assert_done(test_status(disk, 0));
		}
	}
}

/* Halted or cleared, it is over; what comes then is not for the next program. */
static void test_ended_while_waiting(void **state)
{
	const struct irb_block *irb;

	make_track(0, 1, 0, 80);
	make_track(1, 1, 0, 80);
	store_slow = true;
	begin();
	add_seek(0);
	add(0x06, 0, 80, DATA);
	assert_int_equal(start_program(), 0);
	run(0);
	assert_true(store_is_waiting(disk));
	assert_int_equal(vcss_xsch(&css, 0), 2);
	assert_int_equal(vcss_hsch(&css, 0), 0);
	run(0);
	irb = test_status(disk, 0);
	assert_int_equal(irb_control(irb) & FCTL, FCTL_START | FCTL_HALT);
	store_ready(disk);
	test_status(disk, 1);

	begin();
	add_seek(1);
	add(0x06, 0, 80, DATA);
	assert_int_equal(start_program(), 0);
	run(0);
	assert_true(store_is_waiting(disk));
	assert_int_equal(vcss_csch(&css, 0), 0);
	run(0);
	assert_int_equal(irb_control(test_status(disk, 0)) & FCTL, FCTL_CLEAR);
	/* what does not answer goes on not answering */
	inject(FAULT_NO_RESPONSE, 0, 0);
	assert_int_equal(start_program(), 0);
	run(0);
	store_ready(disk);
	set_reserved(false);
	run(1000000000000ULL);
	test_status(disk, 1);
	assert_int_equal(memory[DATA], 0);
	/* and what is delayed is not early */
	vcss_csch(&css, 0);
	run(0);
	test_status(disk, 0);
	inject(FAULT_DELAY, 10, 0);
	assert_int_equal(start_program(), 0);
	run(0);
	set_reserved(false);
	test_status(disk, 1);
	run(10000);
	assert_done(test_status(disk, 0));
}

/* ---- paths and faults ---- */

/* A path that fails takes the program along that runs over it. */
static void test_interrupt(void **state)
{
	const struct irb_block *irb;

	make_track(0, 1, 0, 80);
	store_slow = true;
	begin();
	add_seek(0);
	add(0x06, 0, 80, DATA);
	assert_int_equal(start_program(), 0);
	run(0);
	assert_int_equal(disk->chan.path, 0x80);
	/* another path does not matter */
	vcss_chp_set_failed(&css, 0x11, true);
	test_status(disk, 1);
	assert_int_equal(disk->n_faults, 0);
	vcss_chp_set_failed(&css, 0x10, true);
	irb = test_status(disk, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_INTERFACE);
	assert_int_equal(irb->scsw.dstat, 0);
	assert_int_equal(irb_control(irb) & STCTL_ALERT, STCTL_ALERT);
	assert_int_equal(irb->lpum, 0x80);
	assert_int_equal(disk->n_faults, 1);
	store_ready(disk);
	test_status(disk, 1);
	/* the next goes over the path that is left */
	go_well();
	assert_int_equal(disk->chan.path, 0x20);
	assert_int_equal(disk->n_path[0], 1);
	assert_int_equal(disk->n_path[1], 0);
	assert_int_equal(disk->n_path[2], 1);
	vcss_chp_set_failed(&css, 0x12, true);
	assert_int_equal(disk->n_faults, 1);
	test_status(disk, 1);
	assert_int_equal(start_program(), 3);
}

/* A path that breaks while parameters are on their way: no word of the device. */
static void test_transfer(void **state)
{
	const struct irb_block *irb;
	u32 arg;

	make_track(0, 1, 0, 80);
	begin();
	add_extent(PERMIT_ALL, 0, 0);
	add_locate(0x06, 1, 0, 1);
	add(0x06, 0, 80, DATA);
	for (arg = 0; arg < 112; arg += 16) {
		inject(FAULT_TRANSFER, arg, 0);
		irb = go();
		assert_int_equal(irb->scsw.cstat & CSTAT_INTERFACE, CSTAT_INTERFACE);
		assert_int_equal(irb->scsw.dstat, 0);
		assert_int_equal(irb_control(irb) & SCSW_E, 0);
		assert_false(disk->dev.has_sense);
	}
	assert_int_equal(disk->n_faults, 7);
	inject(FAULT_TRANSFER, 112, 0);
	go_well();
}

/* The first command of a program, once. */
static void test_retry(void **state)
{
	const struct irb_block *irb;

	make_track(0, 1, 0, 80);
	begin();
	add_extent(PERMIT_ALL, 0, 0);
	add_locate(0x06, 1, 0, 1);
	add(0x06, 0, 80, DATA);
	memory[PROGRAM + 1] |= CCW_PCI;
	inject(FAULT_RETRY, 10, 0);
	disk->injection.left = 2;
	assert_int_equal(start_program(), 0);
	run(9999);
	irb = test_status(disk, 0);
	assert_int_equal(irb->scsw.cstat, CSTAT_PCI);
	assert_int_equal(disk->injection.left, 1);
	test_status(disk, 1);
	run(1);
	assert_done(test_status(disk, 0));
	assert_int_equal(disk->injection.left, 1);
	assert_bytes(DATA, fill(0, 1), 80);
}

/* A fault of one path spares the others. */
static void test_one_path(void **state)
{
	static const enum vcss_fault faults[] = {
		FAULT_UNIT_CHECK,     FAULT_DATA_CHECK,	 FAULT_INTERFACE_CHECK,
		FAULT_CHAINING_CHECK, FAULT_NO_RESPONSE, FAULT_DEFERRED_CC,
		FAULT_DELAY,	      FAULT_RETRY,	 FAULT_TRANSFER,
		FAULT_DEFECTIVE,      FAULT_PENDING,
	};
	size_t i;

	make_track(0, 1, 0, 80);
	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		begin();
		add(0x1a, 0, 5, DATA);
		inject(faults[i], 0, 0x40);
		memory[PROGRAM + 1] = CCW_SLI;
		assert_int_equal(start_path(disk, 0, 0xa0), 0);
		run(0);
		assert_done(test_status(disk, 0));
		assert_int_equal(disk->injection.left, 1);
		assert_int_equal(start_path(disk, 0, 0x40), 0);
		run(0);
		assert_int_equal(disk->injection.left, 0);
		assert_int_equal(disk->n_faults, i + 1);
		vcss_csch(&css, 0);
		run(0);
		test_status(disk, 0);
	}
	/* a condition code that is not 0; in multipath mode, the path is another each time */
	disk->schib.pmcw.flags |= cpu_to_be16(PMCW_MP);
	disk->schib.pmcw.lpum = 0x20;
	inject(FAULT_CC, 2, 0x40);
	assert_done(go());
	assert_int_equal(start_program(), 2);
	assert_int_equal(disk->n_faults, ARRAY_SIZE(faults) + 1);
	assert_done(go());
	assert_int_equal(disk->chan.path, 0x40);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up_eckd, tear_down_disk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(chars),
		TEST(config),
		TEST(subsystem),
		TEST(reserve),
		TEST(reserved),
		TEST(reserved_behind),
		TEST(reservation_lost),
		TEST(slow_reads),
		TEST(slow_domain),
		TEST(slow_check),
		TEST(stored_at_end),
		TEST(failing_store),
		TEST(ended_while_waiting),
		TEST(interrupt),
		TEST(transfer),
		TEST(retry),
		TEST(one_path),
	};

	return cmocka_run_group_tests_name("disks", tests, NULL, NULL);
}
