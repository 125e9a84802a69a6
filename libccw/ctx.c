// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * ctx.c - the context: where sysfs and /proc are, where log lines go
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

CCW_EXPORT int ccw_ctx_new(struct ccw_ctx **out)
{
	const char *root = secure_getenv("SYSFS_ROOT");
	struct ccw_ctx *ctx;

	ctx = calloc(1, sizeof(*ctx));
	if (!ctx)
		return -ENOMEM;
	ctx->refs = 1;
	if (ccw_ctx_set_root(ctx, root ? root : "/sys") < 0) {
		free(ctx);
		return -ENOMEM;
	}
	*out = ctx;
	return 0;
}

CCW_EXPORT struct ccw_ctx *ccw_ctx_ref(struct ccw_ctx *ctx)
{
	ctx->refs++;
	return ctx;
}

CCW_EXPORT void ccw_ctx_unref(struct ccw_ctx *ctx)
{
	if (!ctx || --ctx->refs)
		return;
	free(ctx->root);
	free(ctx->proc);
	free(ctx);
}

CCW_EXPORT int ccw_ctx_set_root(struct ccw_ctx *ctx, const char *dir)
{
	char *root = strdup(dir);
	int rc = -ENOMEM;

	if (root)
		rc = ccw_ctx_set_proc(ctx, strcmp(dir, "/sys") ? NULL : "/proc");
	if (rc) {
		free(root);
		return rc;
	}
	free(ctx->root);
	ctx->root = root;
	return 0;
}

CCW_EXPORT const char *ccw_ctx_get_root(const struct ccw_ctx *ctx)
{
	return ctx->root;
}

CCW_EXPORT int ccw_ctx_set_proc(struct ccw_ctx *ctx, const char *dir)
{
	char *proc = dir ? strdup(dir) : NULL;

	if (dir && !proc)
		return -ENOMEM;
	free(ctx->proc);
	ctx->proc = proc;
	return 0;
}

CCW_EXPORT const char *ccw_ctx_get_proc(const struct ccw_ctx *ctx)
{
	return ctx->proc;
}

CCW_EXPORT void ccw_ctx_set_log(struct ccw_ctx *ctx, ccw_log_fn fn, void *data)
{
	ctx->log = fn;
	ctx->log_data = data;
}
