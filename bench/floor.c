// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * floor.c - how fast a listing can be: the yardstick of the benchmarks
 *
 * One thread, the fewest system calls that obtain the facts, and nothing that makes
 * a program robust: trees that are not exactly as the kernel makes them are none of
 * its business. Prints the same bytes as
 *	floor lscss [ID]		lscss [ID]
 *	floor lscss-d ID		lscss -d ID
 *	floor lscss-json		FMT_NOMETA=1 lscss --format json
 *	floor lschp			lschp
 * Reads SYSFS_ROOT, css0 only.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char out[1 << 16];
static size_t out_len;
static int css_fd, ccw_fd, bus_fd, first_fd, n_open;

struct row {
	char sch[9];
	char dev[9];
	char has_dev, type;
	char alias[24]; /* tTTTTmMMdtTTTTdmMM of the device's modalias */
	char online;
	char masks[9];
	char chpids[24];
};

/* ---- output ---- */

static void put(const char *s, size_t len)
{
	if (out_len + len > sizeof(out)) {
		if (write(1, out, out_len) < 0)
			exit(1);
		out_len = 0;
	}
	memcpy(out + out_len, s, len);
	out_len += len;
}

static void puts_(const char *s)
{
	put(s, strlen(s));
}

/* ---- input ---- */

static ssize_t get(int dir, const char *path, char *buf, size_t size)
{
	int fd = openat(dir, path, O_RDONLY);
	ssize_t len;

	if (fd < 0)
		return -1;
	len = read(fd, buf, size - 1);
	if (++n_open == 256) {
		close_range(first_fd, ~0U, 0);
		n_open = 0;
	}
	if (len < 0)
		return -1;
	if (len && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return len;
}

static void copy(char *to, const char *from, size_t size)
{
	size_t len = strnlen(from, size - 1);

	memcpy(to, from, len);
	to[len] = '\0';
}

static void read_subchannel(struct row *row)
{
	char path[64], buf[64];

	memcpy(path, row->sch, 8);
	path[8] = '/';
	if (row->has_dev) {
		memcpy(path + 9, row->dev, 8);
		strcpy(path + 17, "/modalias");
		if (get(css_fd, path, buf, sizeof(buf)) > 0)
			copy(row->alias, buf + 5, sizeof(row->alias));
		strcpy(path + 17, "/online");
		if (get(css_fd, path, buf, sizeof(buf)) > 0)
			row->online = buf[0] == '1';
	}
	strcpy(path + 9, "pimpampom");
	if (get(css_fd, path, buf, sizeof(buf)) < 0) {
		strcpy(path + 9, "type");
		if (get(css_fd, path, buf, sizeof(buf)) > 0)
			row->type = buf[0];
		return;
	}
	row->type = '0';
	memcpy(row->masks, buf, 8);
	strcpy(path + 9, "chpids");
	if (get(css_fd, path, buf, sizeof(buf)) > 0)
		memcpy(row->chpids, buf, 23);
	if (!row->has_dev) {
		strcpy(path + 9, "dev_busid");
		if (get(css_fd, path, buf, sizeof(buf)) > 0)
			copy(row->dev, buf, sizeof(row->dev));
	}
}

/* ---- printing ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'F' ? (char)(c + 32) : c;
}

static void type_model(char *to, const char *alias, size_t type, size_t model)
{
	int i;

	for (i = 0; i < 4; i++)
		to[i] = lower(alias[type + i]);
	to[4] = '/';
	to[5] = lower(alias[model]);
	to[6] = lower(alias[model + 1]);
}

/* alias: 3990mE9dt3390dm0C, or 3832m01dtdm */
static void types(const struct row *row, char *dev, char *cu)
{
	type_model(cu, row->alias, 0, 5);
	if (row->alias[9] == 'd')
		memcpy(dev, "0000/00", 7);
	else
		type_model(dev, row->alias, 9, 15);
}

static void print_row(const struct row *row)
{
	char line[] = "                                                                      \n";
	int i;

	if (row->type != '0' && row->sch[0] != 'n')
		return;
	memcpy(line, row->dev, strlen(row->dev));
	memcpy(line + 9, row->sch, strlen(row->sch));
	if (row->has_dev) {
		types(row, line + 19, line + 27);
		if (row->online)
			memcpy(line + 35, "yes", 3);
	}
	if (row->masks[0]) {
		memcpy(line + 40, row->masks, 2);
		memcpy(line + 44, row->masks + 3, 2);
		memcpy(line + 48, row->masks + 6, 2);
		for (i = 0; i < 8; i++)
			memcpy(line + 53 + 2 * i + (i > 3), row->chpids + 3 * i, 2);
		line[61] = ' ';
	}
	put(line, 71);
}

static int hex(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void print_json_row(const struct row *row, int first)
{
	char dev[8] = "", cu[8] = "", text[640];
	int i, n, len = 0, pim;

	if (row->type != '0' && row->sch[0] != 'n')
		return;
	puts_(first ? "  {\n" : ",\n  {\n");
#define ADD(...) (len += snprintf(text + len, sizeof(text) - len, __VA_ARGS__))
	if (strcmp(row->dev, "none"))
		ADD("    \"device\": \"%s\",\n", row->dev);
	else
		ADD("    \"device\": null,\n");
	if (row->sch[0] == 'n')
		ADD("    \"subchannel\": null,\n    \"type\": \"defunct\",\n");
	else
		ADD("    \"subchannel\": \"%s\",\n    \"type\": \"io\",\n", row->sch);
	if (row->has_dev) {
		types(row, dev, cu);
		if (strcmp(dev, "0000/00"))
			ADD("    \"devtype\": \"%s\",\n", dev);
		else
			ADD("    \"devtype\": null,\n");
		ADD("    \"cutype\": \"%s\",\n    \"online\": %s,\n", cu,
		    row->online ? "true" : "false");
	} else {
		ADD("    \"devtype\": null,\n    \"cutype\": null,\n    \"online\": null,\n");
	}
	if (row->masks[0]) {
		ADD("    \"pim\": \"%.2s\",\n    \"pam\": \"%.2s\",\n    \"pom\": \"%.2s\",\n",
		    row->masks, row->masks + 3, row->masks + 6);
		ADD("    \"chpids\": [");
		pim = hex(row->masks[0]) << 4 | hex(row->masks[1]);
		for (i = n = 0; i < 8; i++)
			if (pim & (0x80 >> i))
				ADD("%s\"0.%.2s\"", n++ ? ", " : "", row->chpids + 3 * i);
		ADD("]\n  }");
	} else {
		ADD("    \"pim\": null,\n    \"pam\": null,\n    \"pom\": null,\n"
		    "    \"chpids\": null\n  }");
	}
	put(text, len);
}

static void print_heading(void)
{
	puts_("Device   Subchan.  DevType CU Type Use  PIM PAM POM  CHPIDs           \n"
	      "----------------------------------------------------------------------\n");
}

/* ---- lscss ---- */

static int cmp_names(const void *a, const void *b)
{
	return memcmp(a, b, 8);
}

static size_t list(int dir, const char *path, char (**names)[9])
{
	size_t n = 0, room = 1024;
	struct dirent *de;
	DIR *d;
	int fd = openat(dir, path, O_RDONLY | O_DIRECTORY);

	*names = malloc(room * 9);
	d = fd < 0 ? NULL : fdopendir(fd);
	while (d && (de = readdir(d))) {
		if (strlen(de->d_name) != 8)
			continue;
		if (n == room)
			*names = realloc(*names, (room *= 2) * 9);
		memcpy((*names)[n++], de->d_name, 9);
	}
	if (d)
		closedir(d);
	qsort(*names, n, 9, cmp_names);
	return n;
}

static struct row *rows, *defunct;
static size_t n_rows;

static struct row *find(const char *sch)
{
	return bsearch(sch, rows, n_rows, sizeof(*rows), cmp_names);
}

static void lscss(int json)
{
	char (*sch)[9], (*dev)[9], target[128], path[64], buf[64];
	size_t i, n_dev, n_defunct = 0;
	struct row *row;
	ssize_t len;
	int first = 1;

	n_rows = list(bus_fd, ".", &sch);
	rows = calloc(n_rows + 1, sizeof(*rows));
	for (i = 0; i < n_rows; i++)
		memcpy(rows[i].sch, sch[i], 9);
	n_dev = list(ccw_fd, ".", &dev);
	defunct = calloc(n_dev + 1, sizeof(*rows));
	for (i = 0; i < n_dev; i++) {
		len = readlinkat(ccw_fd, dev[i], target, sizeof(target) - 1);
		target[len] = '\0';
		if (!strncmp(target + len - 16, "defunct", 7)) {
			row = &defunct[n_defunct++];
			strcpy(row->sch, "n/a");
			memcpy(row->dev, dev[i], 9);
			row->has_dev = 1;
			snprintf(path, sizeof(path), "defunct/%s/modalias", dev[i]);
			if (get(css_fd, path, buf, sizeof(buf)) > 0)
				copy(row->alias, buf + 5, sizeof(row->alias));
			snprintf(path, sizeof(path), "defunct/%s/online", dev[i]);
			if (get(css_fd, path, buf, sizeof(buf)) > 0)
				row->online = buf[0] == '1';
			continue;
		}
		row = find(target + len - 17);
		if (!row)
			continue;
		memcpy(row->dev, dev[i], 9);
		row->has_dev = 1;
		read_subchannel(row);
	}
	for (i = 0; i < n_rows; i++)
		if (!rows[i].has_dev)
			read_subchannel(&rows[i]);
	if (json)
		puts_("[\n");
	else
		print_heading();
	for (i = 0; i < n_rows + n_defunct; i++) {
		row = i < n_rows ? &rows[i] : &defunct[i - n_rows];
		if (!json) {
			print_row(row);
		} else if (row->type == '0' || row->sch[0] == 'n') {
			print_json_row(row, first);
			first = 0;
		}
	}
	if (json)
		puts_(first ? "]\n" : "\n]\n");
}

static void lscss_one(const char *id)
{
	struct row row = { .has_dev = 0 };
	char path[64], buf[64];

	memcpy(row.sch, id, 8);
	snprintf(path, sizeof(path), "%s/dev_busid", id);
	if (get(css_fd, path, buf, sizeof(buf)) > 0) {
		copy(row.dev, buf, sizeof(row.dev));
		row.has_dev = strcmp(buf, "none") != 0;
	}
	read_subchannel(&row);
	print_heading();
	print_row(&row);
}

static void lscss_device(const char *id)
{
	struct row row = { .has_dev = 1 };
	char target[128];
	ssize_t len = readlinkat(ccw_fd, id, target, sizeof(target));

	memcpy(row.dev, id, 8);
	memcpy(row.sch, target + len - 17, 8);
	read_subchannel(&row);
	print_heading();
	print_row(&row);
}

/* ---- lschp ---- */

/* Which paths exist: from the directory as long as it is small. */
static void find_paths(char *exists)
{
	int fd = openat(css_fd, ".", O_RDONLY | O_DIRECTORY), n = 0;
	char buf[4096];
	ssize_t len, pos;

	while (n < 256 && (len = getdents64(fd, buf, sizeof(buf))) > 0) {
		for (pos = 0; pos < len && n < 256; n++) {
			struct dirent64 *de = (struct dirent64 *)(buf + pos);

			pos += de->d_reclen;
			if (!strncmp(de->d_name, "chp0.", 5))
				exists[strtoul(de->d_name + 5, NULL, 16)] = 1;
		}
	}
	close(fd);
	if (n == 256)
		memset(exists, 1, 256);
}

static void lschp(void)
{
	char exists[256] = { 0 };
	char path[32], status[32], cfg[32], type[32], cmg[32], shared[32], chid[32], ext[32];
	unsigned int id;

	puts_("CHPID  Vary  Cfg.  Type  Cmg  Shared  PCHID\n"
	      "===========================================\n");
	find_paths(exists);
	for (id = 0; id < 256; id++) {
		if (!exists[id])
			continue;
		char line[64], pchid[16];
		int len = snprintf(path, sizeof(path), "chp0.%02x/", id);

#define GET(name, buf)                                              \
	do {                                                        \
		strcpy(path + len, name);                           \
		if (get(css_fd, path, buf, sizeof(buf)) < 0)        \
			(buf)[0] = '\0';                            \
	} while (0)
		strcpy(path + len, "status");
		if (get(css_fd, path, status, sizeof(status)) < 0)
			continue;
		GET("configure", cfg);
		GET("type", type);
		GET("cmg", cmg);
		GET("shared", shared);
		GET("chid", chid);
		strcpy(pchid, "-");
		if (chid[0]) {
			GET("chid_external", ext);
			snprintf(pchid, sizeof(pchid), ext[0] == '1' ? " %.4s " : "(%.4s)", chid);
		}
		len = snprintf(line, sizeof(line), "0.%02x   %-5s %-5.5s %-5.5s %-4.4s %-6.6s %-6s\n",
			       id, status[1] == 'n' ? "1" : "0", cfg[0] ? cfg : "-", type,
			       cmg[0] == 'u' ? "-" : cmg, shared[0] == 'u' ? "-" : shared, pchid);
		put(line, len);
	}
}

int main(int argc, char **argv)
{
	const char *root = getenv("SYSFS_ROOT");
	int root_fd = open(root ? root : "/sys", O_PATH | O_DIRECTORY);

	css_fd = openat(root_fd, "devices/css0", O_PATH | O_DIRECTORY);
	first_fd = css_fd + 1;
	if (argc < 2)
		return 1;
	if (!strcmp(argv[1], "lschp")) {
		lschp();
	} else if (!strcmp(argv[1], "lscss") && argc == 3) {
		lscss_one(argv[2]);
	} else {
		ccw_fd = openat(root_fd, "bus/ccw/devices", O_PATH | O_DIRECTORY);
		bus_fd = openat(root_fd, "bus/css/devices", O_PATH | O_DIRECTORY);
		first_fd = bus_fd + 1;
		if (!strcmp(argv[1], "lscss-d"))
			lscss_device(argv[2]);
		else
			lscss(!strcmp(argv[1], "lscss-json"));
	}
	return write(1, out, out_len) < 0;
}
