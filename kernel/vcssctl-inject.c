// SPDX-License-Identifier: GPL-2.0-only
/*
 * vcssctl-inject.c - the command inject: devices of an emulated machine that fail
 */
#include <stdio.h>
#include <string.h>

#include "disk.h"
#include "text.h"
#include "vcssctl-live.h"
#include "vcssctl.h"

const char inject_about[] =
	"Have the next COUNT starts on subchannel ID (1 if not given) fail:\n"
	"unit-check=SENSE, data-check, interface-check, chaining-check,\n"
	"transfer-check=BYTES, no-response, retry[=MS], cc=1..3, deferred-cc=1|3,\n"
	"pending=MS, delay=MS. Have a disk be read-only or defective=CYLINDER.HEAD|BLOCK\n"
	"until that is ended. none ends what there is.";

enum fault_arg {
	ARG_NONE,
	ARG_CC,
	ARG_DEFERRED,
	ARG_MS,
	ARG_RETRY,
	ARG_SENSE,
	ARG_BYTES,
	ARG_PLACE,
};

/*
 * @expected: of the value, for messages
 * @stays: until it is ended, however many starts there are
 */
static const struct fault {
	const char *name;
	enum fault_arg arg;
	bool stays;
	const char *expected;
} faults[] = {
	{ "none", ARG_NONE, false, NULL },
	{ "unit-check", ARG_SENSE, false, "up to 32 bytes of sense data in hexadecimal" },
	{ "data-check", ARG_NONE, false, NULL },
	{ "interface-check", ARG_NONE, false, NULL },
	{ "chaining-check", ARG_NONE, false, NULL },
	{ "transfer-check", ARG_BYTES, false, "a number of bytes" },
	{ "no-response", ARG_NONE, false, NULL },
	{ "retry", ARG_RETRY, false, "a number of milliseconds" },
	{ "cc", ARG_CC, false, "1, 2 or 3" },
	{ "deferred-cc", ARG_DEFERRED, false, "1 or 3" },
	{ "pending", ARG_MS, false, "a number of milliseconds" },
	{ "delay", ARG_MS, false, "a number of milliseconds" },
	{ "defective", ARG_PLACE, true, "CYLINDER.HEAD of a 3390, or a block of a 9336" },
	{ "read-only", ARG_NONE, true, NULL },
};

/* Room for what is said of the argument to the module. */
#define FAULT_ARG_MAX 96
#define SENSE_DIGITS  64
#define MS_MAX	      600000

static bool is_sense(const char *text)
{
	return *text && !(strlen(text) % 2) && strlen(text) <= SENSE_DIGITS &&
	       !text[strspn(text, "0123456789abcdefABCDEF")];
}

/* A block, or with a dot in it a track: both are numbers for the module. */
static bool parse_place(const char *text, uint64_t *val)
{
	const char *dot = strchr(text, '.');
	char cylinder[16];
	uint64_t head;

	if (!dot)
		return text_to_dec(text, BLOCKS_MAX - 1, val);
	if ((size_t)(dot - text) >= sizeof(cylinder))
		return false;
	snprintf(cylinder, sizeof(cylinder), "%.*s", (int)(dot - text), text);
	if (!text_to_dec(cylinder, CYLINDERS_MAX_A - 1, val) ||
	    !text_to_dec(dot + 1, TRACKS_PER_CYLINDER - 1, &head))
		return false;
	*val = *val * TRACKS_PER_CYLINDER + head;
	return true;
}

static bool parse_number(enum fault_arg arg, const char *text, uint64_t *val)
{
	switch (arg) {
	case ARG_MS:
	case ARG_RETRY:
		if (!text_to_dec(text, MS_MAX, val))
			return false;
		*val *= 1000;
		return true;
	case ARG_BYTES:
		return text_to_dec(text, UINT32_MAX, val);
	case ARG_PLACE:
		return parse_place(text, val);
	default:
		return text_to_dec(text, 3, val) && *val &&
		       (arg != ARG_DEFERRED || *val != 2);
	}
}

/* False: it is not what it should be. */
static bool fault_arg(enum fault_arg arg, const char *text, char *buf)
{
	uint64_t val;

	*buf = '\0';
	if (arg == ARG_RETRY && !text)
		text = "1";
	if (arg == ARG_NONE || !text)
		return arg == ARG_NONE && !text;
	if (arg == ARG_SENSE) {
		if (!is_sense(text))
			return false;
		snprintf(buf, FAULT_ARG_MAX, " sense=%s", text);
		return true;
	}
	if (!parse_number(arg, text, &val))
		return false;
	snprintf(buf, FAULT_ARG_MAX, " arg=%x", (unsigned int)val);
	return true;
}

/* What is behind the fault: how many starts, over which path. */
static void fault_scope(struct cmdline *cmdline, const struct fault *fault,
			const char *count_arg, char *count, char *path, size_t size)
{
	uint64_t val = fault->stays ? UINT32_MAX : 1;

	if (count_arg && fault->stays)
		usage_error(cmdline,
			    "%s stays until it is ended: it has no number of starts",
			    fault->name);
	if (count_arg && (!text_to_dec(count_arg, UINT32_MAX, &val) || !val))
		usage_error(cmdline, "'%s' is not a number of starts", count_arg);
	snprintf(count, size, " count=%x", (unsigned int)val);
	*path = '\0';
	if (!options.path)
		return;
	if (!strcmp(fault->name, "none"))
		usage_error(cmdline, "none ends what there is on all paths");
	snprintf(path, size, " chpid=%02x", chpid_argument(cmdline, options.path));
}

int run_inject(struct cmdline *cmdline, char **args, int n)
{
	char id[ID_ARGUMENT_MAX], arg[FAULT_ARG_MAX], count[24], path[24], line[192],
		attempt[96], *value;
	size_t i;

	id_argument(cmdline, args[0], id, sizeof(id));
	value = strchr(args[1], '=');
	if (value)
		*value++ = '\0';
	for (i = 0; i < ARRAY_SIZE(faults) && strcmp(faults[i].name, args[1]); i++)
		;
	if (i == ARRAY_SIZE(faults))
		usage_error(cmdline, "Unknown fault '%s'", args[1]);
	if (!fault_arg(faults[i].arg, value, arg)) {
		if (faults[i].expected)
			usage_error(cmdline, "%s=: expected %s", args[1],
				    faults[i].expected);
		usage_error(cmdline, "%s has no value", args[1]);
	}
	fault_scope(cmdline, &faults[i], n > 2 ? args[2] : NULL, count, path,
		    sizeof(path));
	snprintf(line, sizeof(line), "inject %s fault=%s%s%s%s", id, args[1], count, arg,
		 path);
	snprintf(attempt, sizeof(attempt), "inject %.40s %.40s", args[0], args[1]);
	return tell_once(cmdline, attempt, line);
}

const struct option_def inject_options[] = {
	OPTIONS_HEADING,
	{ "device", 'd', NULL, true, "ID is the id of a device" },
	{ "path", OPT_PATH, "CHPID", true, "only starts over that channel path" },
	HELP_OPTION,
	{ 0 },
};
