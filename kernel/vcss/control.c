// SPDX-License-Identifier: GPL-2.0-only
/*
 * control.c - /dev/vcss: where a machine is described, brought to life and changed
 *
 * What is written are lines, see parse.c; each is carried out when it is complete, and
 * the first that fails has the write fail. Reading gives what is wrong, or the answer,
 * once. One program at a time has it open.
 *
 * A device instead of configfs: a machine of 65536 subchannels is one write of a few
 * megabytes, and not 400,000 files; configfs is a module of its own in Debian; a file of
 * configfs cannot say what is wrong with what was written to it.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "module.h"

#define LINE_LEN	1024
#define REPLY_LEN	512

/**
 * struct session - while /dev/vcss is open
 * @line: what has been written of a line, @len bytes
 * @reply: to be read
 */
struct session {
	struct mutex lock;
	size_t len;
	char line[LINE_LEN];
	char msg[MSG_LEN];
	char reply[REPLY_LEN];
};

static atomic_t in_use;

static int session_open(struct inode *inode, struct file *file)
{
	struct session *session;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	if (atomic_cmpxchg(&in_use, 0, 1))
		return -EBUSY;
	session = kzalloc(sizeof(*session), GFP_KERNEL);
	if (!session) {
		atomic_set(&in_use, 0);
		return -ENOMEM;
	}
	mutex_init(&session->lock);
	file->private_data = session;
	return stream_open(inode, file);
}

static int session_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	atomic_set(&in_use, 0);
	return 0;
}

static int end_line(struct session *session)
{
	int err;

	session->line[session->len] = '\0';
	session->len = 0;
	session->reply[0] = '\0';
	err = parse_line(session->line, session->msg, session->reply, REPLY_LEN);
	if (err)
		snprintf(session->reply, REPLY_LEN, "%s\n", session->msg);
	return err;
}

static int add_char(struct session *session, char c)
{
	if (c == '\n')
		return end_line(session);
	if (session->len == LINE_LEN - 1) {
		session->len = 0;
		snprintf(session->reply, REPLY_LEN, "line too long\n");
		return -EINVAL;
	}
	session->line[session->len++] = c;
	return 0;
}

static ssize_t session_write(struct file *file, const char __user *buf, size_t count,
			     loff_t *pos)
{
	struct session *session = file->private_data;
	size_t i;
	char c = 0;
	int err;

	err = mutex_lock_interruptible(&session->lock);
	if (err)
		return err;
	for (i = 0; !err && i < count; i++) {
		err = get_user(c, buf + i);
		if (!err)
			err = add_char(session, c);
		if (c == '\n')
			cond_resched();
	}
	mutex_unlock(&session->lock);
	return err ? err : count;
}

static ssize_t session_read(struct file *file, char __user *buf, size_t count, loff_t *pos)
{
	struct session *session = file->private_data;
	ssize_t n;
	int err;

	err = mutex_lock_interruptible(&session->lock);
	if (err)
		return err;
	n = min(count, strlen(session->reply));
	if (copy_to_user(buf, session->reply, n))
		n = -EFAULT;
	else
		memmove(session->reply, session->reply + n, strlen(session->reply + n) + 1);
	mutex_unlock(&session->lock);
	return n;
}

static const struct file_operations control_fops = {
	.owner = THIS_MODULE,
	.open = session_open,
	.release = session_release,
	.read = session_read,
	.write = session_write,
};

static struct miscdevice control = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "vcss",
	.mode = 0600,
	.fops = &control_fops,
};

int control_init(void)
{
	return misc_register(&control);
}

void control_exit(void)
{
	misc_deregister(&control);
}
