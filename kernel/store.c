// SPDX-License-Identifier: GPL-2.0-only
/*
 * store.c - files with what is on emulated disks: made, or checked
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "store.h"

#define BLOCK_SIZE  512
#define HEADER_SIZE 512
#define TRACK_SIZE  56832

static uint64_t store_size(const struct machine_device *dev)
{
	uint64_t size = device_disk_size(dev);

	if (device_disk(dev) == DISK_FBA)
		return size * BLOCK_SIZE;
	return HEADER_SIZE + size * TRACKS_PER_CYLINDER * TRACK_SIZE;
}

/* ---- the header of a 3390 ---- */

/* Where things are in it, and numbers in it. */
#define HEADER_HEADS	  8
#define HEADER_TRACK_SIZE 12
#define HEADER_TYPE	  16
#define HEADER_FILE	  17
#define ID_LEN		  8
#define TYPE_3390	  0x90

static const char header_id[] = "CKD_P370";

static void put_le32(uint8_t *p, uint32_t val)
{
	int i;

	for (i = 0; i < 4; i++)
		p[i] = (uint8_t)(val >> 8 * i);
}

static uint32_t get_le32(const uint8_t *p)
{
	return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Return: 0, or an errno. */
static int write_header(int fd)
{
	uint8_t header[HEADER_SIZE] = { 0 };
	ssize_t n;

	memcpy(header, header_id, ID_LEN);
	put_le32(header + HEADER_HEADS, TRACKS_PER_CYLINDER);
	put_le32(header + HEADER_TRACK_SIZE, TRACK_SIZE);
	header[HEADER_TYPE] = TYPE_3390;
	n = pwrite(fd, header, sizeof(header), 0);
	if (n < 0)
		return errno;
	return (size_t)n == sizeof(header) ? 0 : ENOSPC;
}

static void check_header(const struct machine_device *dev, const uint8_t *header,
			 struct machine_diag *diag)
{
	uint32_t heads = get_le32(header + HEADER_HEADS);
	uint32_t track = get_le32(header + HEADER_TRACK_SIZE);
	const char *file = dev->store;

	if (!memcmp(header, "CKD_C370", ID_LEN) || !memcmp(header, "CKD_S370", ID_LEN))
		machine_error(diag, dev->pos,
			      "store %s: a compressed CKD image; only others can be used",
			      file);
	else if (memcmp(header, header_id, ID_LEN))
		machine_error(diag, dev->pos,
			      "store %s: not a CKD image, it does not begin with %s",
			      file, header_id);
	else if (header[HEADER_TYPE] != TYPE_3390)
		machine_error(diag, dev->pos, "store %s: of a disk 33%02x, not of a 3390",
			      file, header[HEADER_TYPE]);
	else if (heads != TRACKS_PER_CYLINDER)
		machine_error(diag, dev->pos,
			      "store %s: %u tracks in a cylinder; a 3390 has %u", file,
			      heads, TRACKS_PER_CYLINDER);
	else if (track != TRACK_SIZE)
		machine_error(diag, dev->pos,
			      "store %s: tracks of %u bytes; those of a 3390 take %u",
			      file, track, TRACK_SIZE);
	else if (header[HEADER_FILE])
		machine_error(diag, dev->pos, "store %s: one of several files of a disk",
			      file);
}

static void read_header(const struct machine_device *dev, int fd,
			struct machine_diag *diag)
{
	uint8_t header[HEADER_SIZE] = { 0 };

	/* one that is too short does not begin as it should, or has the wrong size */
	if (pread(fd, header, sizeof(header), 0) < 0)
		machine_error(diag, dev->pos, "Cannot read store %s: %s", dev->store,
			      strerror(errno));
	else
		check_header(dev, header, diag);
}

/* ---- one store ---- */

static void check_size(const struct machine_device *dev, uint64_t size, bool at_least,
		       struct machine_diag *diag)
{
	bool is_fba = device_disk(dev) == DISK_FBA;
	uint64_t needed = store_size(dev);

	if (size == needed || (at_least && size > needed))
		return;
	machine_error(diag, dev->pos,
		      "store %s: has %llu bytes; a disk of %u %s needs %llu", dev->store,
		      (unsigned long long)size, device_disk_size(dev),
		      is_fba ? "blocks" : "cylinders", (unsigned long long)needed);
}

/* Opened like this, it must not be mounted, nor part of something else that is in use. */
static void check_free(const struct machine_device *dev, struct machine_diag *diag)
{
	int fd = open(dev->store, O_CLOEXEC | O_RDWR | O_EXCL);

	if (fd < 0)
		machine_error(diag, dev->pos, "Cannot open store %s: %s", dev->store,
			      strerror(errno));
	else
		close(fd);
}

static void check_file(const struct machine_device *dev, int fd, const struct stat *st,
		       struct machine_diag *diag)
{
	bool is_fba = device_disk(dev) == DISK_FBA;
	unsigned int errors = diag->errors;
	off_t size = st->st_size;

	if (!S_ISREG(st->st_mode) && !(is_fba && S_ISBLK(st->st_mode))) {
		machine_error(diag, dev->pos, "store %s: not a file%s", dev->store,
			      is_fba ? ", nor a block device" : "");
		return;
	}
	if (S_ISBLK(st->st_mode)) {
		size = lseek(fd, 0, SEEK_END);
		if (!dev->read_only)
			check_free(dev, diag);
	}
	if (!is_fba)
		read_header(dev, fd, diag);
	if (diag->errors == errors)
		check_size(dev, size > 0 ? (uint64_t)size : 0, S_ISBLK(st->st_mode),
			   diag);
}

/* Return: 0, or an errno. */
static int fill_file(const struct machine_device *dev, int fd)
{
	if (ftruncate(fd, (off_t)store_size(dev)))
		return errno;
	return device_disk(dev) == DISK_FBA ? 0 : write_header(fd);
}

/* Neither waits for the other end of a pipe, nor gets a terminal. */
#define OPEN_FLAGS (O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* Return: a file descriptor; -1: an error was reported. */
static int open_store(struct store *store, struct machine_diag *diag)
{
	const struct machine_device *dev = store->dev;
	int fd = -1, err = EEXIST;

	if (!dev->read_only) {
		fd = open(dev->store, OPEN_FLAGS | O_RDWR | O_CREAT | O_EXCL, 0600);
		err = fd < 0 ? errno : fill_file(dev, fd);
		store->is_new = fd >= 0;
	}
	if (fd < 0 && err == EEXIST) {
		fd = open(dev->store, OPEN_FLAGS | (dev->read_only ? O_RDONLY : O_RDWR));
		err = fd < 0 ? errno : 0;
	}
	if (!err)
		return fd;
	machine_error(diag, dev->pos, "Cannot %s store %s: %s",
		      store->is_new ? "make" : "open", dev->store, strerror(err));
	if (fd >= 0)
		close(fd);
	return -1;
}

static void prepare(struct store *store, struct machine_diag *diag)
{
	int fd = open_store(store, diag);
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st)) {
		machine_error(diag, store->dev->pos, "Cannot read store %s: %s",
			      store->dev->store, strerror(errno));
	} else {
		store->is_block = S_ISBLK(st.st_mode);
		store->file_dev = store->is_block ? st.st_rdev : st.st_dev;
		store->ino = store->is_block ? 0 : st.st_ino;
		if (!store->is_new)
			check_file(store->dev, fd, &st, diag);
	}
	close(fd);
}

/* ---- all of a machine ---- */

static int cmp_file(const struct store *a, const struct store *b)
{
	if (a->is_block != b->is_block)
		return a->is_block - b->is_block;
	if (a->file_dev != b->file_dev)
		return a->file_dev < b->file_dev ? -1 : 1;
	return (a->ino > b->ino) - (a->ino < b->ino);
}

static int cmp_store(const void *a, const void *b)
{
	const struct store *sa = a, *sb = b;
	int cmp = cmp_file(sa, sb);

	return cmp ? cmp : ccw_id_cmp(sa->dev->id, sb->dev->id);
}

/* Links, and paths with dots and slashes to spare. */
static void check_same(struct stores *stores, struct machine_diag *diag)
{
	char id[CCW_ID_STRLEN];
	size_t i;

	qsort(stores->store, stores->n, sizeof(*stores->store), cmp_store);
	for (i = 1; i < stores->n; i++) {
		const struct store *store = &stores->store[i], *other = store - 1;

		if (!cmp_file(store, other))
			machine_error(diag, store->dev->pos,
				      "store %s: the same file as store %s of device %s",
				      store->dev->store, other->dev->store,
				      ccw_id_format(other->dev->id, id));
	}
}

bool stores_prepare(struct stores *stores, const struct machine *m,
		    struct machine_diag *diag)
{
	unsigned int errors = diag->errors;
	size_t i;

	stores->n = 0;
	stores->store = calloc(m->n_sch + 1, sizeof(*stores->store));
	if (!stores->store)
		abort();
	for (i = 0; i < m->n_sch && diag->errors < MACHINE_ERRORS_MAX; i++) {
		const struct machine_device *dev = &m->sch[i].device;

		if (!m->sch[i].has_device || !device_disk(dev) || !dev->store)
			continue;
		stores->store[stores->n].dev = dev;
		prepare(&stores->store[stores->n++], diag);
	}
	if (diag->errors == errors)
		check_same(stores, diag);
	return diag->errors == errors;
}

void stores_end(struct stores *stores, bool keep)
{
	size_t i;

	for (i = 0; !keep && i < stores->n; i++)
		if (stores->store[i].is_new)
			unlink(stores->store[i].dev->store);
	free(stores->store);
	*stores = (struct stores){ 0 };
}
