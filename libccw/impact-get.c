// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * impact-get.c - what an impact tells
 */
#include <errno.h>

#include "impact.h"

CCW_EXPORT bool ccw_impact_is_in_use(const struct ccw_impact *impact)
{
	return impact->in_use;
}

CCW_EXPORT const char *ccw_fate_get_name(enum ccw_fate fate)
{
	static const char *const names[] = {
		[CCW_FATE_UNAFFECTED] = "unaffected",
		[CCW_FATE_KEEPS] = "keeps",
		[CCW_FATE_ONE_PATH] = "one-path",
		[CCW_FATE_WAITS] = "waits",
		[CCW_FATE_REMOVED] = "removed",
		[CCW_FATE_OFFLINE] = "offline",
		[CCW_FATE_IDLE] = "idle",
		[CCW_FATE_UNKNOWN] = "unknown",
	};

	return (unsigned int)fate < ARRAY_SIZE(names) ? names[fate] : NULL;
}

CCW_EXPORT const struct ccw_impact_device *
ccw_impact_next_device(const struct ccw_impact *impact,
		       const struct ccw_impact_device *prev)
{
	const struct ccw_impact_device *dev = prev ? prev + 1 : impact->dev;

	return dev && dev < impact->dev + impact->n_dev ? dev : NULL;
}

CCW_EXPORT struct ccw_id ccw_impact_device_get_id(const struct ccw_impact_device *dev)
{
	return dev->id;
}

CCW_EXPORT const struct ccw_device *
ccw_impact_device_get_device(const struct ccw_impact_device *dev)
{
	return dev->dev;
}

CCW_EXPORT enum ccw_fate ccw_impact_device_get_fate(const struct ccw_impact_device *dev)
{
	return dev->fate;
}

CCW_EXPORT bool ccw_impact_device_get_online(const struct ccw_impact_device *dev)
{
	return dev->online;
}

CCW_EXPORT int ccw_impact_device_get_paths(const struct ccw_impact_device *dev,
					   uint8_t *before, uint8_t *after)
{
	if (!dev->has_paths)
		return -ENODATA;
	*before = dev->before;
	*after = dev->after;
	return 0;
}

CCW_EXPORT int ccw_impact_device_get_with(const struct ccw_impact_device *dev,
					  struct ccw_id *id)
{
	if (!dev->has_with)
		return -ENODATA;
	*id = dev->with;
	return 0;
}

CCW_EXPORT const char *ccw_use_kind_get_name(enum ccw_use_kind kind)
{
	static const char *const names[] = {
		[CCW_USE_BLOCK] = "block", [CCW_USE_MOUNT] = "mount",
		[CCW_USE_ROOT] = "root",   [CCW_USE_SWAP] = "swap",
		[CCW_USE_NET] = "net",	   [CCW_USE_TERMINAL] = "terminal",
	};

	return (unsigned int)kind < ARRAY_SIZE(names) ? names[kind] : NULL;
}

CCW_EXPORT const struct ccw_impact_use *
ccw_impact_next_use(const struct ccw_impact_device *dev,
		    const struct ccw_impact_use *prev)
{
	const struct ccw_impact *impact = dev->impact;
	const struct ccw_impact_use *use;

	use = prev ? prev + 1 : impact->use + dev->first_use;
	if (!impact->n_use || use == impact->use + impact->n_use ||
	    use->dev != (size_t)(dev - impact->dev))
		return NULL;
	return use;
}

CCW_EXPORT enum ccw_use_kind ccw_impact_use_get_kind(const struct ccw_impact_use *use)
{
	return use->kind;
}

CCW_EXPORT const char *ccw_impact_use_get_name(const struct ccw_impact_use *use)
{
	return use->name;
}

CCW_EXPORT const char *ccw_impact_use_get_via(const struct ccw_impact_use *use)
{
	return use->via;
}

CCW_EXPORT bool ccw_impact_use_is_lost(const struct ccw_impact_use *use)
{
	return use->lost;
}
