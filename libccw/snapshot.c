// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * snapshot.c - reads what a query asks for
 *
 * Subchannels and devices are in pairs.c, channel paths and channel subsystems here.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "workers.h"

bool is_lookup(const struct ccw_query *query, const struct ranges *ranges)
{
	return ranges->limited && (query->known || ranges_are_few(ranges, FEW));
}

/* ---- channel paths, channel subsystems ---- */

static enum load load_chpath_once(struct reader *reader, void *data)
{
	struct alone *alone = data;

	return chpath_load(reader, &alone->place, alone->attrs, alone->obj);
}

static void load_chpath(struct reader *reader, void *data, size_t item)
{
	struct build *b = data;
	struct ccw_chpath *chp = &b->snap->chp[item];
	struct alone alone = { .attrs = b->query->attrs, .obj = chp };
	uint8_t css = chp->id.cssid;
	char buf[CCW_ID_STRLEN];
	int rc = 0;

	place_set(&alone.place, b->tree.css_fd[css], b->tree.css_name[css], "chp%s/",
		  ccw_chpid_format(chp->id, buf));
	chp->gone = true;
	if (b->tree.css_fd[css] < 0)
		return;
	if (!b->query->known)
		rc = place_find(&alone.place);
	if (!rc)
		chp->gone = !load_whole(reader, &alone.place, load_chpath_once, &alone);
	else if (rc != -ENOENT)
		reader_fail(reader, rc);
}

static int list_chpaths(struct build *b, struct key_list *list)
{
	const struct key_list *css = &b->tree.css;
	size_t i;
	int rc = 0;

	if (is_lookup(b->query, &b->query->chpaths))
		return ranges_expand(&b->query->chpaths, list);
	for (i = 0; !rc && i < css->n; i++)
		rc = scan_chpids(&b->reader, b->tree.css_fd[css->key[i]],
				 (uint8_t)css->key[i], &b->query->chpaths, list);
	key_list_sort(list);
	return rc;
}

static int read_chpaths(struct build *b)
{
	struct ccw_snapshot *snap = b->snap;
	struct key_list list = { .n = 0 };
	size_t i;
	int rc;

	rc = list_chpaths(b, &list);
	snap->chp = calloc(list.n ? list.n : 1, sizeof(*snap->chp));
	if (!rc && !snap->chp)
		rc = -ENOMEM;
	if (!rc) {
		for (i = 0; i < list.n; i++)
			snap->chp[i].id = chpid_from_key(list.key[i]);
		if (!b->query->serial)
			workers_run(&b->reader, list.n, load_chpath, b);
		for (i = 0; b->query->serial && i < list.n; i++)
			load_chpath(&b->reader, b, i);
		for (i = 0; i < list.n; i++)
			if (!snap->chp[i].gone)
				snap->chp[snap->n_chp++] = snap->chp[i];
	}
	free(list.key);
	return rc;
}

static int read_css(struct build *b)
{
	const struct key_list *ids = &b->tree.css;
	struct ccw_snapshot *snap = b->snap;
	struct place place;
	size_t i;

	snap->css = calloc(ids->n ? ids->n : 1, sizeof(*snap->css));
	if (!snap->css)
		return -ENOMEM;
	for (i = 0; i < ids->n; i++) {
		struct ccw_css *css = &snap->css[snap->n_css];

		css->id = ids->key[i];
		place_set(&place, b->tree.css_fd[css->id], b->tree.css_name[css->id], "./");
		if (css_load(&b->reader, &place, b->query->attrs, css) != LOAD_GONE)
			snap->n_css++;
	}
	return 0;
}

static int read_all(struct build *b)
{
	uint64_t attrs = b->query->attrs;
	int rc = 0;

	if (attrs & (CCW_ATTRS_CSS | CCW_ATTRS_CHPATH))
		rc = tree_find_css(&b->tree, &b->reader);
	if (!rc && (attrs & CCW_ATTRS_CSS))
		rc = read_css(b);
	if (!rc && (attrs & CCW_ATTRS_CHPATH))
		rc = read_chpaths(b);
	if (!rc && (attrs & (CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE)))
		rc = read_subchannels(b);
	if (!rc && b->reader.nomem)
		rc = -ENOMEM;
	return rc ? rc : b->reader.error;
}

static void deliver_messages(struct ccw_ctx *ctx, const struct reader *reader)
{
	const struct message *message;
	char *text;

	for (message = reader->messages; ctx->log && message; message = message->next) {
		/* paths in messages are relative to the root */
		if (asprintf(&text, "%s/%s", ctx->root, message->text) < 0)
			return;
		ctx->log(ctx->log_data, message->level, text);
		free(text);
	}
}

int snapshot_list(struct ccw_ctx *ctx, const struct ccw_query *query, struct key_list *sch,
		  struct key_list *dev)
{
	struct build b = { .query = query };
	int rc;

	reader_init(&b.reader);
	rc = tree_open(&b.tree, ctx);
	if (!rc)
		rc = list_pairs(&b, reads_by_device(&b), dev);
	*sch = b.sch_ids;
	tree_close(&b.tree);
	arena_free(&b.reader.arena);
	reader_done(&b.reader);
	return rc;
}

CCW_EXPORT int ccw_snapshot_new(struct ccw_ctx *ctx, const struct ccw_query *query,
				struct ccw_snapshot **out)
{
	struct build b = { .query = query ? query : &query_everything };
	int rc;

	reader_init(&b.reader);
	b.snap = calloc(1, sizeof(*b.snap));
	if (!b.snap)
		return -ENOMEM;
	rc = tree_open(&b.tree, ctx);
	if (!rc)
		rc = read_all(&b);
	tree_close(&b.tree);
	free(b.sch_ids.key);
	b.snap->attrs = b.query->attrs;
	b.snap->arena = b.reader.arena;
	deliver_messages(ctx, &b.reader);
	reader_done(&b.reader);
	if (rc) {
		ccw_snapshot_free(b.snap);
		return rc;
	}
	*out = b.snap;
	return 0;
}

CCW_EXPORT void ccw_snapshot_free(struct ccw_snapshot *snap)
{
	if (!snap)
		return;
	free(snap->css);
	free(snap->sch);
	free(snap->dev);
	free(snap->chp);
	arena_free(&snap->arena);
	free(snap);
}
