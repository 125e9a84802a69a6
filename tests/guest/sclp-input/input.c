// SPDX-License-Identifier: GPL-2.0-only
/*
 * input.c - what is typed on QEMU's line-mode console, put right for the kernel
 *
 * QEMU (7.2, at least) writes the ids of the vectors in such an event in the order of
 * bytes of the machine it runs on, and their lengths, of one byte, as if they had two. On
 * one that is not big-endian the kernel does not know them, and drops the event. Here
 * they are mended before the driver gets to see them; all else is as without.
 */
#define pr_fmt(fmt) "sclp-input: " fmt

#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/ptrace.h>

/* An operator's command: three vectors with two bytes each for length and id, then two
 * subvectors with one byte each, the second of which is what was typed.
 */
struct vector {
	u16 length, id;
} __packed;

struct subvector {
	u8 length, key;
} __packed;

struct command {
	u16 length;
	u8 type, flags;
	u16 reserved;
	struct vector vectors[3];
	struct subvector message, text;
} __packed;

#define TYPE_COMMAND	1
#define ID_FIRST	0x1310

static int mend(struct kprobe *probe, struct pt_regs *regs)
{
	struct command *cmd = (struct command *)regs->gprs[2];
	int i;

	if (cmd->type != TYPE_COMMAND || cmd->length < sizeof(*cmd) ||
	    cmd->vectors[0].id != swab16(ID_FIRST))
		return 0;
	for (i = 0; i < 3; i++)
		cmd->vectors[i].id = swab16(cmd->vectors[i].id);
	cmd->message.length = sizeof(cmd->message) + sizeof(cmd->text);
	cmd->text.length = sizeof(cmd->text) + cmd->length - sizeof(*cmd);
	return 0;
}

static struct kprobe probe = {
	.symbol_name = "sclp_tty_receiver",
	.pre_handler = mend,
};

static int __init sclp_input_init(void)
{
	return register_kprobe(&probe);
}

static void __exit sclp_input_exit(void)
{
	unregister_kprobe(&probe);
}

module_init(sclp_input_init);
module_exit(sclp_input_exit);
MODULE_DESCRIPTION("Input of QEMU's line-mode console, mended");
MODULE_LICENSE("GPL");
