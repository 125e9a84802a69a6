/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * change.h - a change: what is asked for, and what became of it
 *
 * change.c makes them, changer.c has them carried out by writers, explain.c says why
 * they failed.
 */
#ifndef LIBCCW_CHANGE_H
#define LIBCCW_CHANGE_H

#include "internal.h"
#include "writer.h"

struct id_array {
	struct ccw_id *id;
	size_t n, room;
};

struct ccw_change {
	enum ccw_change_kind kind;
	union {
		struct ccw_id id;
		struct ccw_chpid chpid;
		uint8_t cssid;
	};
	char name[NAME_MAX + 1];
	char *asked;
	bool on_chpath; /* of an attribute: a channel path's */
	bool settle, skip;
	unsigned int timeout_ms; /* 0: none */
	const struct ccw_snapshot *before_snap;

	enum ccw_effect effect;
	enum ccw_change_step step;
	struct write_reply reply;
	uint64_t ns;
	char group[64];
	char reason[256];
	struct id_array watched, missing;
	bool looked; /* the latter is what was seen */
};

/* What a writer is to do; finds out about a group device. 0, or -errno. */
int change_prepare(struct ccw_change *change, int root_fd, bool has_proc,
		   struct write_request *request);
/* Effect and reason, from what the writer answered. */
void change_judge(struct ccw_change *change, int root_fd,
		  const struct write_reply *reply);
void change_set_reason(struct ccw_change *change, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The directory of the object, below the root. */
void change_get_dir(const struct ccw_change *change, char *buf, size_t size);
/* Why a change failed, or did not do what was asked. */
void change_explain(struct ccw_change *change, int root_fd);

/* ---- vary: seen at the devices on the path ---- */

bool vary_is_on(const struct ccw_change *change);
/* Which devices are to gain or lose the path. */
int vary_find_devices(struct ccw_change *change, struct ccw_ctx *ctx);
/* Which of them have not: of those that had not when this was called before. */
int vary_find_missing(struct ccw_change *change, struct ccw_ctx *ctx);

#endif
