/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text.h - numbers and words in text
 *
 * All parsers consume the whole text, and write results on success only.
 */
#ifndef KERNEL_TEXT_H
#define KERNEL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest name of a driver or Linux device. */
#define NAME_MAX_LEN 63

/* 1 to @digits hexadecimal digits. */
bool text_to_hex(const char *text, unsigned int digits, uint32_t *val);
/* Exactly @digits of them, behind which comes anything; moves *@pos past them. */
bool text_skip_hex(const char **pos, unsigned int digits, uint32_t *val);
bool text_to_dec(const char *text, uint64_t max, uint64_t *val);
/* Decimal, with a suffix K, M, G or T for powers of 1000. */
bool text_to_speed(const char *text, uint64_t *val);
/* As the kernel prints it, and text_to_speed() reads it. */
void speed_to_text(uint64_t val, char *buf, size_t size);
/* "12.5%" in tenths. */
bool text_to_tenths(const char *text, uint64_t *val);
bool text_is_uuid(const char *text);
/* A name that can be a directory: no blanks, no slash, not too long. */
bool text_is_name(const char *text);
/* "3990/e9" */
bool text_to_type_model(const char *text, uint16_t *type, uint8_t *model);

#endif
