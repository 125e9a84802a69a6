// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * changer.c - has changes carried out, several at a time, and waits no longer than asked
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "change.h"

/*
 * Between two looks at the devices on a path that was varied: at least this, and so many
 * times as long as the last look took.
 */
#define CONFIRM_PAUSE_NS    (50 * 1000000ULL)
#define CONFIRM_PAUSE_LOOKS 2
/* How long to look where no time was given. */
#define VARY_CONFIRM_NS (2500 * 1000000ULL)

/*
 * struct slot - a writer, and what it is at
 * @change: NULL: idle
 * @replied: written; now the effect is waited for
 * @deadline: 0: none
 * @next_look: at the effect
 * @given_up: nobody waits any longer
 */
struct slot {
	struct writer writer;
	struct ccw_change *change;
	bool replied, given_up;
	uint64_t start, deadline, next_look;
};

struct ccw_changer {
	struct ccw_ctx *ctx;
	int root_fd, proc_fd;
	int epoll_fd, timer_fd;
	struct slot *slot;
	unsigned int n_slots;
	bool own_process; /* there are no writers */
	struct write_request request;
	/* writers that were given up while the kernel held them */
	pid_t *lost;
	size_t n_lost;
};

static int watch_fd(struct ccw_changer *changer, int fd)
{
	struct epoll_event event = { .events = EPOLLIN };

	return epoll_ctl(changer->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

static int open_poll_fds(struct ccw_changer *changer)
{
	changer->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (changer->epoll_fd < 0)
		return -errno;
	changer->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (changer->timer_fd < 0)
		return -errno;
	return watch_fd(changer, changer->timer_fd);
}

CCW_EXPORT int ccw_changer_new(struct ccw_ctx *ctx, unsigned int jobs,
			       struct ccw_changer **out)
{
	struct ccw_changer *changer;
	int rc = 0;

	if (jobs > CCW_CHANGER_JOBS_MAX)
		return -EINVAL;
	changer = calloc(1, sizeof(*changer));
	if (!changer)
		return -ENOMEM;
	changer->ctx = ccw_ctx_ref(ctx);
	changer->own_process = !jobs;
	changer->n_slots = jobs ? jobs : 1;
	changer->slot = calloc(changer->n_slots, sizeof(*changer->slot));
	changer->proc_fd = -1;
	if (ccw_ctx_get_proc(ctx))
		changer->proc_fd =
			open(ccw_ctx_get_proc(ctx), O_PATH | O_DIRECTORY | O_CLOEXEC);
	changer->root_fd = open(ccw_ctx_get_root(ctx), O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (changer->root_fd < 0)
		rc = -errno;
	changer->epoll_fd = changer->timer_fd = -1;
	if (!rc && !changer->slot)
		rc = -ENOMEM;
	if (!rc && !changer->own_process)
		rc = open_poll_fds(changer);
	if (rc) {
		ccw_changer_free(changer);
		return rc;
	}
	*out = changer;
	return 0;
}

static void collect_lost(struct ccw_changer *changer)
{
	size_t i, n = 0;

	for (i = 0; i < changer->n_lost; i++)
		if (waitpid(changer->lost[i], NULL, WNOHANG) == 0)
			changer->lost[n++] = changer->lost[i];
	changer->n_lost = n;
}

/* Gives up what the writer is at, if anything. */
static void stop_writer(struct ccw_changer *changer, struct slot *slot)
{
	bool busy = slot->change && !slot->replied;
	pid_t pid = writer_stop(&slot->writer, busy);
	pid_t *grown;

	if (!pid)
		return;
	grown = reallocarray(changer->lost, changer->n_lost + 1, sizeof(pid));
	if (!grown)
		return; /* it stays a zombie for as long as the program runs */
	changer->lost = grown;
	changer->lost[changer->n_lost++] = pid;
}

CCW_EXPORT void ccw_changer_free(struct ccw_changer *changer)
{
	unsigned int i;

	if (!changer)
		return;
	for (i = 0; changer->slot && i < changer->n_slots; i++)
		stop_writer(changer, &changer->slot[i]);
	collect_lost(changer);
	if (changer->epoll_fd >= 0)
		close(changer->epoll_fd);
	if (changer->timer_fd >= 0)
		close(changer->timer_fd);
	if (changer->root_fd >= 0)
		close(changer->root_fd);
	if (changer->proc_fd >= 0)
		close(changer->proc_fd);
	free(changer->slot);
	free(changer->lost);
	ccw_ctx_unref(changer->ctx);
	free(changer);
}

static struct timespec to_timespec(uint64_t ns)
{
	return (struct timespec){ .tv_sec = (time_t)(ns / 1000000000),
				  .tv_nsec = (long)(ns % 1000000000) };
}

/* When the next thing is due that no writer tells. */
static void set_timer(struct ccw_changer *changer)
{
	struct itimerspec when = { .it_interval = { 0, 0 } };
	uint64_t due = 0, at;
	unsigned int i;

	if (changer->own_process)
		return;
	for (i = 0; i < changer->n_slots; i++) {
		const struct slot *slot = &changer->slot[i];

		if (!slot->change)
			continue;
		at = slot->deadline;
		if (slot->replied && (!at || slot->next_look < at))
			at = slot->next_look;
		if (at && (!due || at < due))
			due = at;
	}
	when.it_value = to_timespec(due);
	timerfd_settime(changer->timer_fd, TFD_TIMER_ABSTIME, &when, NULL);
}

/* When to look again, as this look took @cost. False: there is no time for another. */
static bool plan_look(struct slot *slot, uint64_t now, uint64_t cost)
{
	uint64_t until = slot->deadline ? slot->deadline : slot->start + VARY_CONFIRM_NS;
	uint64_t pause = CONFIRM_PAUSE_LOOKS * cost;

	if (now + cost >= until)
		return false;
	slot->next_look = now + (pause > CONFIRM_PAUSE_NS ? pause : CONFIRM_PAUSE_NS);
	/* the last one is done when the time is over */
	if (slot->next_look + cost > until)
		slot->next_look = until - cost;
	return true;
}

/* Looks whether the devices have got, or lost, the path. False: look again. */
static bool is_confirmed(struct ccw_changer *changer, struct slot *slot)
{
	struct ccw_change *change = slot->change;
	uint64_t start = now_ns(), now;
	int rc = 0;

	/* who does not wait any longer gets to know what was seen last */
	if (!slot->given_up || !change->looked)
		rc = vary_find_missing(change, changer->ctx);
	now = now_ns();
	change->ns = now - slot->start;
	if (!rc && !change->missing.n) {
		if (change->watched.n)
			change->effect = CCW_EFFECT_DONE;
		else
			change_set_reason(change, "no online device uses the path");
		return true;
	}
	if (plan_look(slot, now, now - start))
		return false;
	/* nobody knows whether it would have come later: who set the time is to judge */
	change->effect = slot->deadline ? CCW_EFFECT_PENDING : CCW_EFFECT_UNCHANGED;
	change->reply.err = slot->deadline ? ETIMEDOUT : 0;
	if (rc) {
		change_set_reason(change, "devices on the path cannot be read: %s",
				  strerror(-rc));
		return true;
	}
	change_set_reason(change, "%zu of %zu online devices on the path still %s it",
			  change->missing.n, change->watched.n,
			  vary_is_on(change) ? "do without" : "use");
	return true;
}

static void give_up(struct ccw_changer *changer, struct slot *slot,
		    enum ccw_effect effect, int err)
{
	struct ccw_change *change = slot->change;

	stop_writer(changer, slot);
	change->effect = effect;
	change->step = CCW_CHANGE_STEP_WRITE;
	change->reply.err = err;
	change->ns = now_ns() - slot->start;
	change_explain(change, changer->root_fd);
}

/* Is what the slot is at done, or given up? */
static bool slot_is_done(struct ccw_changer *changer, struct slot *slot)
{
	struct ccw_change *change = slot->change;
	struct write_reply reply;
	int rc;

	if (!slot->replied) {
		rc = writer_receive(&slot->writer, &reply);
		if (rc == -EAGAIN) {
			if (!slot->deadline || now_ns() < slot->deadline)
				return false;
			give_up(changer, slot, CCW_EFFECT_PENDING, ETIMEDOUT);
			return true;
		}
		if (rc) {
			give_up(changer, slot, CCW_EFFECT_FAILED, EIO);
			return true;
		}
		slot->replied = true;
		change_judge(change, changer->root_fd, &reply);
	}
	if (change->kind != CCW_CHANGE_VARY || !change->settle ||
	    change->effect != CCW_EFFECT_WRITTEN)
		return true;
	return now_ns() >= slot->next_look && is_confirmed(changer, slot);
}

/* All of it, here and now. */
static void do_it(struct ccw_changer *changer, struct slot *slot)
{
	struct write_reply reply;

	writer_carry_out(changer->root_fd, changer->proc_fd, &changer->request, &reply);
	slot->replied = true;
	change_judge(slot->change, changer->root_fd, &reply);
	while (!slot_is_done(changer, slot)) {
		struct timespec until = to_timespec(slot->next_look);

		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
	}
}

static int send_to_writer(struct ccw_changer *changer, struct slot *slot)
{
	int rc = 0;

	if (!slot->writer.pid) {
		rc = writer_start(&slot->writer, changer->root_fd, changer->proc_fd);
		if (!rc)
			rc = watch_fd(changer, slot->writer.fd);
	}
	if (!rc)
		rc = writer_send(&slot->writer, &changer->request);
	if (rc)
		writer_stop(&slot->writer, false);
	return rc;
}

/* Has a writer begin, if there is to be one. */
static int begin(struct ccw_changer *changer, struct slot *slot)
{
	int rc;

	if (changer->own_process) {
		do_it(changer, slot);
		return 0;
	}
	rc = send_to_writer(changer, slot);
	/* it was killed while it had nothing to do */
	if (rc == -EPIPE)
		rc = send_to_writer(changer, slot);
	return rc;
}

static int start_in_slot(struct ccw_changer *changer, struct slot *slot,
			 struct ccw_change *change)
{
	int rc;

	rc = change_prepare(change, changer->root_fd, changer->proc_fd >= 0,
			    &changer->request);
	if (!rc && change->kind == CCW_CHANGE_VARY && change->settle)
		rc = vary_find_devices(change, changer->ctx);
	if (rc)
		return rc;
	slot->change = change;
	slot->replied = slot->given_up = false;
	slot->start = now_ns();
	slot->next_look = 0;
	slot->deadline =
		change->timeout_ms ? slot->start + change->timeout_ms * 1000000ULL : 0;
	rc = begin(changer, slot);
	if (rc)
		slot->change = NULL;
	set_timer(changer);
	return rc;
}

CCW_EXPORT int ccw_changer_start(struct ccw_changer *changer, struct ccw_change *change)
{
	unsigned int i;

	collect_lost(changer);
	for (i = 0; i < changer->n_slots; i++)
		if (!changer->slot[i].change)
			return start_in_slot(changer, &changer->slot[i], change);
	return -EAGAIN;
}

/* What was killed while it had nothing to do would be readable for ever. */
static void collect_ended(struct slot *slot)
{
	bool idle = !slot->change || slot->replied;

	if (slot->writer.pid && idle && writer_has_ended(&slot->writer))
		writer_stop(&slot->writer, false);
}

CCW_EXPORT int ccw_changer_get_fd(const struct ccw_changer *changer)
{
	return changer->epoll_fd;
}

CCW_EXPORT int ccw_changer_next(struct ccw_changer *changer, struct ccw_change **change)
{
	bool busy = false;
	unsigned int i;

	for (i = 0; i < changer->n_slots; i++) {
		struct slot *slot = &changer->slot[i];

		collect_ended(slot);
		if (!slot->change)
			continue;
		busy = true;
		if (!changer->own_process && !slot_is_done(changer, slot))
			continue;
		*change = slot->change;
		slot->change = NULL;
		set_timer(changer);
		return 0;
	}
	set_timer(changer);
	return busy ? -EAGAIN : -ENOENT;
}

CCW_EXPORT int ccw_changer_wait(struct ccw_changer *changer, struct ccw_change **change)
{
	struct pollfd pfd = { .fd = changer->epoll_fd, .events = POLLIN };
	int rc;

	for (;;) {
		rc = ccw_changer_next(changer, change);
		if (rc != -EAGAIN)
			return rc;
		if (poll(&pfd, 1, -1) < 0)
			return -errno;
	}
}

CCW_EXPORT void ccw_changer_give_up(struct ccw_changer *changer)
{
	unsigned int i;

	for (i = 0; i < changer->n_slots; i++) {
		changer->slot[i].given_up = true;
		changer->slot[i].deadline = changer->slot[i].start;
		changer->slot[i].next_look = 0;
	}
}
