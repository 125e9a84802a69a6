// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * attrs.c - reads the attributes of one object by its table
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

void place_set(struct place *place, int dirfd, const char *label, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(place->path, sizeof(place->path), fmt, ap);
	va_end(ap);
	/* made of ids and the fixed names of attributes: always fits */
	place->len = (size_t)len;
	place->dirfd = dirfd;
	place->label = label;
}

const char *place_file(struct place *place, const char *name)
{
	size_t len = strlen(name);

	if (place->len + len >= sizeof(place->path))
		len = sizeof(place->path) - place->len - 1;
	memcpy(place->path + place->len, name, len);
	place->path[place->len + len] = '\0';
	return place->path;
}

int place_find(struct place *place)
{
	place->path[place->len] = '\0';
	if (!faccessat(place->dirfd, place->path, F_OK, AT_SYMLINK_NOFOLLOW))
		return 0;
	/* ENOTDIR, ELOOP: what has its name is something else */
	return is_absent(-errno) || errno == ENOTDIR || errno == ELOOP ? -ENOENT : -errno;
}

bool place_exists(struct place *place)
{
	return !place_find(place);
}

static int load_one(struct reader *reader, struct place *place, const struct attr_def *def,
		    void *obj)
{
	char text[ATTR_MAX];
	int rc;

	if (def->load)
		return def->load(reader, place, obj);
	rc = reader_line(reader, place->dirfd, place_file(place, def->file), text);
	return rc ? rc : def->parse(text, obj);
}

/* Is this what a healthy kernel may answer? */
static bool is_expected(int rc)
{
	switch (-rc) {
	case 0:
	case ENODATA:	 /* empty, or none */
	case ENODEV:	 /* none on this object */
	case EINVAL:	 /* the kernel's "not on this machine" */
	case EOPNOTSUPP: /* likewise */
		return true;
	}
	return false;
}

enum load attrs_load(struct reader *reader, struct place *place, const struct attr_def *defs,
		     size_t n_defs, enum ccw_attr first, uint64_t wanted, void *obj,
		     uint8_t *err)
{
	bool missing = false;
	size_t i;
	int rc;

	for (i = 0; i < n_defs; i++) {
		const struct attr_def *def = &defs[i];

		if (!(wanted & CCW_ATTR(def->attr)))
			continue;
		rc = load_one(reader, place, def, obj);
		if (rc == -ENOENT || rc == -ENODEV)
			missing = true;
		if (rc == -ENOENT)
			rc = -ENODATA;
		if (!is_expected(rc))
			/* the path is that of the file looked at last */
			reader_message(reader, CCW_LOG_WARNING, "%s/%s: %s", place->label,
				       place->path, rc == -EBADMSG ? "not understood" : strerrordesc_np(-rc));
		err[def->attr - first] = (uint8_t)-rc;
	}
	if (!missing)
		return LOAD_OK;
	return place_exists(place) ? LOAD_MISSING : LOAD_GONE;
}

/* Changes when a directory is made anew, moved, or gets or loses entries. */
struct stamp {
	dev_t dev;
	ino_t ino;
	struct timespec changed;
};

static bool get_stamp(struct place *place, struct stamp *stamp)
{
	struct stat st;

	place->path[place->len] = '\0';
	if (fstatat(place->dirfd, place->path, &st, 0) < 0)
		return false;
	*stamp = (struct stamp){ st.st_dev, st.st_ino, st.st_ctim };
	return true;
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino &&
	       a->changed.tv_sec == b->changed.tv_sec &&
	       a->changed.tv_nsec == b->changed.tv_nsec;
}

/*
 * Old kernels lack attributes, other types of subchannels have fewer; only where one is
 * missing is it worth asking whether the object was there all the time.
 */
bool load_whole(struct reader *reader, struct place *place,
		enum load (*load)(struct reader *reader, void *data), void *data)
{
	struct message **mark = reader->messages_end;
	struct stamp before, after;
	enum load result;
	int tries;

	result = load(reader, data);
	for (tries = 0; result == LOAD_MISSING && tries < 8; tries++) {
		reader_drop_messages(reader, mark);
		if (!get_stamp(place, &before))
			return false;
		result = load(reader, data);
		if (result == LOAD_MISSING && get_stamp(place, &after) &&
		    same_stamp(&before, &after))
			return true;
	}
	return result == LOAD_OK;
}

int load_link_name(struct reader *reader, struct place *place, const char *name,
		   const char **str)
{
	char target[PATH_MAX];
	const char *base;
	ssize_t len;

	len = readlinkat(place->dirfd, place_file(place, name), target, sizeof(target) - 1);
	if (len < 0)
		return -errno;
	target[len] = '\0';
	base = strrchr(target, '/');
	base = base ? base + 1 : target;
	if (!*base)
		return -EBADMSG;
	*str = reader_strdup(reader, base);
	return *str ? 0 : -ENOMEM;
}
