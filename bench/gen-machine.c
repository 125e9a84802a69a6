// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gen-machine - prints a machine file of any size, such as a large LPAR would have
 *
 *	gen-machine [--seed N] [--odd] SUBCHANNELS CHPATHS
 *
 * The same arguments give the same file everywhere. --odd strews in what is rare:
 * attributes that are missing, other channel subsystems, strange texts.
 *
 * Needs nothing but a C library, since it runs where the project is built.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_SETS	 4
#define SET_SIZE 65536UL

/* ---- chance ---- */

static uint64_t state;

/* splitmix64 (Steele, Lea and Flood 2014) */
static uint64_t next_random(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* 0 to @n - 1 */
static unsigned int pick(unsigned int n)
{
	/* NOLINTNEXTLINE(clang-analyzer-core.DivideZero): never of nothing */
	return (unsigned int)(next_random() % n);
}

/* In @permille of 1000 cases. */
static bool chance(unsigned int permille)
{
	return pick(1000) < permille;
}

static unsigned int between(unsigned int from, unsigned int to)
{
	return from + pick(to - from + 1);
}

/* ---- channel paths ---- */

enum pool { FICON, OSA, IQD, FCP, N_POOLS };

static unsigned char pools[N_POOLS][256];
static unsigned int pool_size[N_POOLS];
static bool odd;

/* Of 16 paths, 11 lead to storage, 2 each to networks and to FCP, 1 to HiperSockets. */
static enum pool pool_of(unsigned int i)
{
	switch (i % 16) {
	case 2:
	case 10:
		return OSA;
	case 4:
	case 12:
		return FCP;
	case 14:
		return IQD;
	default:
		return FICON;
	}
}

static void odd_chpath(void)
{
	static const char *const extras[] = {
		" esc=2a",
		" speed=32G",
		" speed=123456",
		" util=\"PCHID \\\"05\\\\e4\\\" #1\"",
		" util=\" x\"",
		" absent=esc",
		" absent=status,configure,speed_bps",
		" shared=ff",
		" util=CHPID.17",
		" measurement_chars=no",
		" absent=type",
	};
	unsigned int i = pick(sizeof(extras) / sizeof(extras[0]) * 2);

	if (i >= sizeof(extras) / sizeof(extras[0]))
		i = 0;
	if (strcmp(extras[i], " absent=type"))
		fputs(" type=1b", stdout);
	fputs(extras[i], stdout);
}

/* By CHPID: not configured, so not available. */
static bool idle[256];

static void print_chpath(unsigned int css, unsigned int id, enum pool pool,
			 unsigned int n)
{
	static const char *const types[] = { "1b", "11", "24", "25" };
	bool plain = odd && chance(500);

	printf("chpath %x.%02x", css, id);
	if (plain) {
		fputs(" cmg=3", stdout);
		odd_chpath();
		putchar('\n');
		return;
	}
	printf(" type=%s", pool == FICON && n % 7 == 3 ? "1a" : types[pool]);
	if (n > 8 && chance(12))
		fputs(" vary=off", stdout);
	if (n > 8 && chance(12)) {
		printf(" configure=%s", chance(800) ? "standby" : "reserved");
		idle[id] = true;
	}
	if (pool == IQD)
		printf(" chid=%04x external=no", 0x700 + n);
	else
		printf(" chid=%04x", 0x500 + n * 4 % 0x400 + n / 64);
	printf(" cmg=%u shared=1", pool == FICON ? 2U : pool == IQD ? 5U : 4U);
	if (pool == FICON && chance(500))
		fputs(" speed=16G", stdout);
	fputs(" measurement_chars=yes\n", stdout);
}

static void print_chpaths(unsigned int n)
{
	unsigned int i, step = 256 / n;

	for (i = 0; i < n; i++) {
		enum pool pool = n < 4 ? FICON : pool_of(i);

		pools[pool][pool_size[pool]++] = (unsigned char)(i * step);
		print_chpath(0, i * step, pool, i);
	}
}

/* ---- subchannels ---- */

/*
 * struct set - a subchannel set
 * @left: subchannels to be made
 * @slack: device numbers that can be skipped
 */
struct set {
	unsigned int ssid;
	unsigned long left, slack;
	unsigned int sch, devno;
};

struct paths {
	unsigned int n;
	unsigned char chpid[8];
	unsigned char lost; /* not in PAM */
};

static unsigned int n_dasd, n_host, n_mdev;

static void choose_paths(struct paths *paths, enum pool pool, unsigned int n)
{
	unsigned int start;

	if (!pool_size[pool])
		pool = FICON;
	if (n > pool_size[pool])
		n = pool_size[pool];
	start = pick(pool_size[pool]);
	paths->n = n;
	paths->lost = 0;
	/* spread them: one cable, one failure */
	for (unsigned int i = 0; i < n; i++)
		paths->chpid[i] = pools[pool][(start + i * (pool_size[pool] / n)) %
					      pool_size[pool]];
	if (n > 1 && chance(40))
		paths->lost = (unsigned char)(0x80 >> pick(n));
}

static void print_paths(const struct paths *paths)
{
	unsigned int i, pam = 0xff00 >> paths->n & 0xff & ~(unsigned int)paths->lost;

	for (i = 0; i < paths->n; i++) {
		printf("%s%02x", i ? "," : " chpids=", paths->chpid[i]);
		if (idle[paths->chpid[i]])
			pam &= ~(0x80U >> i);
	}
	if (paths->lost)
		printf(" pam=%02x", pam);
}

static void start_subchannel(struct set *set)
{
	printf("subchannel 0.%x.%04x", set->ssid, set->sch++);
	set->left--;
}

/* Device numbers have gaps, as people leave them between control units. */
static void skip_devnos(struct set *set, unsigned int align)
{
	unsigned int gap = (align - set->devno % align) % align;

	if (gap > set->slack)
		return;
	set->slack -= gap;
	set->devno += gap;
}

static unsigned int next_devno(struct set *set)
{
	return set->devno++;
}

static void odd_extras(void)
{
	static const char *const extras[] = {
		" driver_override=vfio_ccw",
		" absent=vpm",
		" absent=pimpampom",
		" pom=f0",
		" absent=modalias,cmb_enable",
		" sch_driver=none",
		" avail=boxed",
		" vpm=80",
		" absent=online,availability",
		" driver=none",
		" pam=40",
		" driver=other_drv",
		" sch_driver=none vpm=40",
		" absent=cmb_enable,vpm",
		" online=yes",
		" cmb_enable=yes",
		" cmf.ssch_rsch_count=0",
		" linux=\"tty7 dasdzz\"",
	};
	unsigned int i = pick(sizeof(extras) / sizeof(extras[0]));

	fputs(extras[i], stdout);
}

/* "dasda", ..., "dasdz", "dasdaa", ... */
static void print_dasd_name(unsigned int n)
{
	char name[8], *p = name + sizeof(name);

	*--p = '\0';
	for (n++; n; n /= 26)
		*--p = (char)('a' + --n % 26);
	printf(" linux=dasd%s", p);
}

/* Each number on its own: which argument of a call is made first is not defined. */
static void print_cmf(void)
{
	unsigned int starts = between(1, 1000000);
	unsigned int tenths = pick(1000);
	unsigned int connect = between(1000, 900000);

	printf(" cmb_enable=yes cmf.ssch_rsch_count=%u cmf.sample_count=%u"
	       " cmf.avg_utilization=%u.%u%% cmf.avg_device_connect_time=%u",
	       starts, starts, tenths / 10, tenths % 10, connect);
}

/* A logical control unit: many disks, or aliases of some, on the same paths. */
static void print_dasds(struct set *set)
{
	unsigned int i, n = between(8, 64), model = chance(300) ? 0x0a : 0x0c;
	bool alias = set->ssid == 1, online;
	struct paths paths;

	choose_paths(&paths, FICON, chance(700) ? 8 : between(4, 7));
	skip_devnos(set, 16);
	for (i = 0; i < n && set->left; i++) {
		start_subchannel(set);
		printf(" device=0.%x.%04x cu=3990/e9 dev=3390/%02x", set->ssid,
		       next_devno(set), model);
		online = chance(alias ? 900 : 650);
		if (online)
			fputs(" online=yes", stdout);
		else if (chance(15))
			fputs(" avail=boxed", stdout);
		if (online && !alias)
			print_dasd_name(n_dasd++);
		if (online && chance(20))
			print_cmf();
		print_paths(&paths);
		if (online && chance(8))
			printf(" vpm=%02x", 0xff00 >> (paths.n / 2) & 0xff);
		putchar('\n');
	}
}

/* Three device numbers that make a network interface: OSA, or HiperSockets. */
static void print_qeth(struct set *set)
{
	bool iqd = chance(300), online = chance(600);
	struct paths paths;
	unsigned int i, first;

	choose_paths(&paths, iqd ? IQD : OSA, 1);
	skip_devnos(set, 4);
	first = set->devno;
	for (i = 0; i < 3 && set->left; i++) {
		start_subchannel(set);
		printf(" device=0.%x.%04x cu=1731/%02x dev=1732/%02x", set->ssid,
		       next_devno(set), iqd ? 5 : 1, iqd ? 5 : 1);
		if (online && set->left + i >= 2) {
			printf(" online=yes group=0.%x.%04x", set->ssid, first);
			if (!i)
				printf(" linux=enc%x", first);
		}
		print_paths(&paths);
		putchar('\n');
	}
}

static void print_fcp(struct set *set)
{
	unsigned int i, n = between(2, 8);
	struct paths paths;

	choose_paths(&paths, FCP, 1);
	for (i = 0; i < n && set->left; i++) {
		start_subchannel(set);
		printf(" device=0.%x.%04x cu=1731/03 dev=1732/03", set->ssid,
		       next_devno(set));
		if (chance(500))
			printf(" online=yes linux=host%u", n_host++);
		print_paths(&paths);
		putchar('\n');
	}
}

/* Tapes, channel-to-channel adapters. */
static void print_few(struct set *set, const char *types, unsigned int n,
		      unsigned int n_paths)
{
	struct paths paths;

	choose_paths(&paths, FICON, n_paths);
	while (n-- && set->left) {
		start_subchannel(set);
		printf(" device=0.%x.%04x %s", set->ssid, next_devno(set), types);
		if (chance(200))
			fputs(" online=yes", stdout);
		print_paths(&paths);
		putchar('\n');
	}
}

static void print_without_device(struct set *set)
{
	struct paths paths;

	choose_paths(&paths, FICON, between(1, 4));
	start_subchannel(set);
	if (chance(500))
		printf(" dev_busid=0.%x.%04x", set->ssid, next_devno(set));
	print_paths(&paths);
	putchar('\n');
}

static void print_vfio(struct set *set)
{
	struct paths paths;
	uint64_t uuid;

	choose_paths(&paths, FICON, 4);
	start_subchannel(set);
	printf(" dev_busid=0.%x.%04x", set->ssid, next_devno(set));
	print_paths(&paths);
	fputs(" driver_override=vfio_ccw", stdout);
	if (!chance(800)) {
		puts(" sch_driver=vfio_ccw");
		return;
	}
	uuid = next_random();
	printf(" mdev=%08x-%04x-4%03x-8%03x-%012llx\n", n_mdev++,
	       (unsigned int)(uuid >> 48), (unsigned int)(uuid >> 36 & 0xfff),
	       (unsigned int)(uuid >> 24 & 0xfff), (unsigned long long)(uuid & 0xffffff));
}

static void print_special(struct set *set)
{
	static const char *const types[] = { "chsc", "eadm", "eadm", "message" };

	start_subchannel(set);
	printf(" type=%s\n", types[pick(4)]);
}

static void print_odd(struct set *set)
{
	struct paths paths;

	choose_paths(&paths, FICON, between(1, 8));
	start_subchannel(set);
	printf(" device=0.%x.%04x", set->ssid, next_devno(set));
	paths.lost = 0;
	print_paths(&paths);
	switch (pick(4)) {
	case 0:
		fputs(" absent=cutype", stdout);
		break;
	case 1:
		fputs(" cu=3832/01 online=yes linux=\"virtio3 eth7\"", stdout);
		break;
	default:
		fputs(" cu=3990/e9", stdout);
		odd_extras();
	}
	putchar('\n');
}

static void print_set(struct set *set)
{
	while (set->left) {
		unsigned int kind = pick(1000);

		if (odd && chance(300))
			print_odd(set);
		else if (set->ssid == 1 || kind < 560)
			print_dasds(set);
		else if (kind < 680)
			print_qeth(set);
		else if (kind < 760)
			print_fcp(set);
		else if (kind < 820)
			print_few(set, "cu=3590/50 dev=3590/11", between(2, 8), 2);
		else if (kind < 880)
			print_few(set, "cu=3088/08", 2, 1);
		else if (kind < 910)
			print_vfio(set);
		else if (kind < 960)
			print_without_device(set);
		else
			print_special(set);
	}
}

/* Devices that were in use when their subchannel went away. */
static void print_defunct(struct set *set, unsigned long n)
{
	while (n-- && set->devno < SET_SIZE) {
		printf("defunct 0.%x.%04x cu=3990/e9 dev=3390/0c online=yes", set->ssid,
		       next_devno(set));
		print_dasd_name(n_dasd++);
		putchar('\n');
	}
}

/* Set 0 has the most, set 1 the aliases of its disks; none has more than it can. */
static void share_out(struct set *sets, unsigned long n)
{
	static const unsigned int percent[N_SETS] = { 55, 30, 10, 5 };
	unsigned long left = n, part;
	unsigned int i;

	for (i = 0; i < N_SETS; i++) {
		part = n * percent[i] / 100;
		sets[i] = (struct set){ .ssid = i,
					.left = part < SET_SIZE ? part : SET_SIZE };
		left -= sets[i].left;
	}
	for (i = 0; i < N_SETS && left; i++) {
		part = SET_SIZE - sets[i].left;
		if (part > left)
			part = left;
		sets[i].left += part;
		left -= part;
	}
	for (i = 0; i < N_SETS; i++)
		sets[i].slack = SET_SIZE - sets[i].left;
}

static void print_odd_css(void)
{
	puts("css 1f real_cssid=3\ncss a cm_enable=no\ncss b");
	puts("chpath 1f.3a type=1b\nchpath a.00 type=32 configure=not_recognized");
	puts("subchannel 1f.0.0001 device=1f.0.ffff cu=3990/e9 dev=3390/0c online=yes "
	     "chpids=3a"
	     "\nsubchannel a.3.0000 chpids=00,01,02 pim=a0\nsubchannel a.2.0000 type=5"
	     "\nsubchannel a.2.0001 pim=80 pam=00\ndefunct 1f.3.0000 absent=cutype "
	     "avail=good");
}

static void print_machine(unsigned long n_sch, unsigned int n_chp)
{
	struct set sets[N_SETS];
	unsigned int i;

	printf("# SPDX-License-Identifier: GPL-2.0-only\n"
	       "# Large LPAR: %lu subchannels in four sets, %u channel paths; "
	       "generated\n",
	       n_sch, n_chp);
	puts("css 0 cm_enable=yes real_cssid=0");
	print_chpaths(n_chp);
	share_out(sets, n_sch);
	for (i = 0; i < N_SETS; i++) {
		unsigned long defunct = sets[i].left / 1500;

		if (sets[i].slack > defunct)
			sets[i].slack -= defunct;
		print_set(&sets[i]);
		print_defunct(&sets[i], defunct);
	}
	if (odd)
		print_odd_css();
}

/* ---- command line ---- */

static unsigned long number(const char *text, unsigned long from, unsigned long to)
{
	char *end;
	unsigned long val = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || val < from || val > to) {
		fprintf(stderr, "gen-machine: '%s': expected a number from %lu to %lu\n",
			text, from, to);
		exit(2);
	}
	return val;
}

int main(int argc, char **argv)
{
	int i;

	state = 1;
	for (i = 1; i < argc && !strncmp(argv[i], "--", 2); i++) {
		if (!strcmp(argv[i], "--odd"))
			odd = true;
		else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
			state = number(argv[++i], 0, ~0UL);
		else
			break;
	}
	if (argc - i != 2) {
		fputs("Usage: gen-machine [--seed N] [--odd] "
		      "SUBCHANNELS CHPATHS\n",
		      stderr);
		return 2;
	}
	print_machine(number(argv[i], 1, N_SETS * SET_SIZE),
		      (unsigned int)number(argv[i + 1], 1, 256));
	if (fflush(stdout) || ferror(stdout)) {
		perror("gen-machine: standard output");
		return 1;
	}
	return 0;
}
