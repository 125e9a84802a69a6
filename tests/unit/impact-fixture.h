/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * impact-fixture.h - trees of devices and what is on them, and what libccw says of them
 */
#ifndef TESTS_IMPACT_FIXTURE_H
#define TESTS_IMPACT_FIXTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "libccw.h"

struct fixture {
	char *root;
	struct ccw_ctx *ctx;
	struct ccw_snapshot *snap;
	struct ccw_impact *impact;
	char text[4096];
};

/* With channel paths 0.10, 0.11 and 0.12. */
int impact_setup(void **state);
int impact_teardown(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, impact_setup, impact_teardown)

/* ---- making trees ---- */

/*
 * Device 0.0.@number on the subchannel of the same number; @paths: masks as PIM and VPM
 * have them, of CHPIDs 10, 11, 12. @driver NULL: none.
 */
void add_device(struct fixture *f, unsigned int number, unsigned int paths, bool online,
		const char *driver);
/* @name: in class/block, @where: its directory below "devices/" */
void add_block(struct fixture *f, const char *name, const char *number,
	       const char *where);
/* A DASD with one partition, 94:@minor and 94:@minor+1. */
void add_dasd(struct fixture *f, unsigned int number, const char *name,
	      unsigned int minor);
/* @lines: of mountinfo */
void mount_all(struct fixture *f, const char *lines);

/* ---- asking ---- */

/* Takes a snapshot, with all that an impact needs. */
void take(struct fixture *f);
/*
 * The impact in words, a line for each device: "NUMBER fate BEFORE>AFTER" (?>?: not known),
 * and for each use "; kind NAME[ via CHAIN]", with "!" before it if it is lost.
 */
const char *text_of(struct fixture *f);
/* ... if the channel path 0.@id is varied off, or device 0.0.@number set offline, now. */
const char *vary_off(struct fixture *f, uint8_t id);
const char *offline(struct fixture *f, uint16_t number);

#endif
