/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * parse.h - the text forms of sysfs attributes
 *
 * Each parser takes the whole text of an attribute, without its final newline,
 * and consumes all of it. Returns 0, or -EBADMSG; results are written on success
 * only. Nothing here does I/O: these are what the fuzzers run.
 */
#ifndef LIBCCW_PARSE_H
#define LIBCCW_PARSE_H

#include "libccw.h"

/* Reads min..max hexadecimal digits at *pos and moves it past them. */
int parse_hex_digits(const char **pos, unsigned int min, unsigned int max, uint32_t *val);

int parse_hex(const char *text, unsigned int max_digits, uint32_t *val);
int parse_dec(const char *text, uint64_t max, uint64_t *val);
int parse_bool(const char *text, bool *val);

/* "80 80 ff" */
int parse_pimpampom(const char *text, struct ccw_masks *masks);
/* "2a 3a 09 00 00 00 00 00 " */
int parse_chpids(const char *text, uint8_t *chpids);
/* "3990/e9"; "n/a" gives 0/0 */
int parse_type_model(const char *text, uint16_t *type, uint8_t *model);
/* "ccw:t3990mE9dt3390dm0C", "ccw:t3832m01dtdm" */
int parse_ccw_modalias(const char *text, struct ccw_identity *identity);
/* "8G": bits per second with a decimal suffix */
int parse_speed(const char *text, uint64_t *bps);
/* "12.5%" in tenths of a percent */
int parse_utilization(const char *text, uint64_t *tenths);
int parse_availability(const char *text, enum ccw_availability *avail);
/* "online" or "offline" */
int parse_vary(const char *text, bool *on);
/* a bus id exactly as the kernel prints it: only these name directories */
int parse_canonical_id(const char *text, struct ccw_id *id);
/* a line of /proc/cio_ignore: "0.0.0000-0.0.0190", "0.0.4711" */
int parse_ignored(const char *text, struct ccw_id *from, struct ccw_id *to);
/* "css0" to "cssff", exactly as the kernel prints it */
int parse_css_name(const char *name, uint32_t *id);
/* "chp0.3a" of css 0 */
int parse_chp_name(const char *name, uint8_t cssid, struct ccw_chpid *chpid);
bool is_uuid(const char *text);
/*
 * "/devices/css0/0.0.0001/0.0.4711": the object that a path below sysfs names, or the
 * next one above it; sets all of @event but the action
 */
int parse_devpath(const char *path, struct ccw_event *event);
/* EBCDIC or ASCII bytes to ASCII text; @out has room for len + 1; 0 if empty */
size_t util_string_to_ascii(const uint8_t *bytes, size_t len, char *out);

#endif
