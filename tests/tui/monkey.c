// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * monkey.c - presses any key of ccwtop, while the machine changes
 *
 *	monkey KEYS SEED TREE COMMAND...
 *
 * COMMAND runs on a pseudo terminal, gets KEYS keys, and q at the end. Each few of them
 * it has to draw something within ANSWER_S, else it hangs. It has to end by itself, with
 * status 0. The keys are the same for the same SEED, and so is what changes in TREE; when
 * it fails, the last of them are printed.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_S  5
#define LAST_KEYS 40
/* Keys that are sent at once, before an answer is waited for. */
#define BURST 10

/* As xterm sends them. */
static const char *const sequences[] = {
	"\033OP",    "\033OQ",   "\033OR",    "\033OS",    "\033[15~",   "\033[17~",
	"\033[21~",  "\033[24~", "\033OA",    "\033OB",    "\033OC",	 "\033OD",
	"\033OH",    "\033OF",   "\033[5~",   "\033[6~",   "\033[Z",	 "\033[3~",
	"\033[1;5C", "\033[2~",  "\033[99~",  "\033",	   "\r",	 "\t",
	"\177",	     "\303\244", "\360\237\230\200", "\377\376", "\302\233",
};

static const char *const words[] = {
	":vary off 0.0a\r",	":vary on 0.00-0.3a\r",	 ":online 0.0.0190-0.0.019e\r",
	":offline 0.0.208f\r",	":configure off 0.0b\r", ":filter degraded\r",
	":filter chpid=2a\r",	":filter\r",		 ":sort linux reverse\r",
	":sort\r",		":columns help\r",	 ":list tree\r",
	":show 0.0.8000\r",	":show 0.2a\r",		 ":tag 208f 218f 0.2a\r",
	":attr cmb_enable=1\r", ":delay 0.1\r",		 ":sho\t0.0.2\t\t\r",
	"/dasd\r",		"\\online\r",		 ":columns device,paths\r",
	":columns device,subchannel,devtype,online,paths,chpids,linux\r",
};

static const char sch[] = "devices/css0/0.0.0009", dev[] = "devices/css0/0.0.0009/0.0.208f";

static const char *tree;
static int terminal;
static pid_t child;
static uint64_t state;
static char last[LAST_KEYS][64];
static size_t n_last;

/* xorshift: the same everywhere */
static unsigned int any(unsigned int n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned int)((state >> 20) % n);
}

static void note(const char *what)
{
	snprintf(last[n_last++ % LAST_KEYS], sizeof(last[0]), "%s", what);
}

static void fail(const char *why)
{
	size_t i;

	fprintf(stderr, "monkey: %s; the last keys:", why);
	for (i = n_last > LAST_KEYS ? n_last - LAST_KEYS : 0; i < n_last; i++) {
		const char *c;

		fputc(' ', stderr);
		for (c = last[i % LAST_KEYS]; *c; c++)
			fprintf(stderr, *c > ' ' && *c < 127 ? "%c" : "<%02x>",
				(unsigned char)*c);
	}
	fputc('\n', stderr);
	kill(child, SIGKILL);
	exit(1);
}

/* ---- what the program draws ---- */

/* False: nothing, in @ms. */
static bool drain(int ms)
{
	struct pollfd pfd = { .fd = terminal, .events = POLLIN };
	char buf[65536];

	if (poll(&pfd, 1, ms) <= 0)
		return false;
	if (read(terminal, buf, sizeof(buf)) > 0)
		return true;
	/* the other end is closed, the program is about to end */
	poll(NULL, 0, ms);
	return false;
}

static void check_alive(void)
{
	int status;

	if (waitpid(child, &status, WNOHANG) == child)
		fail(WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it has ended");
}

/* It has to draw: it is told that the terminal has another size. */
static void wait_for_answer(void)
{
	static unsigned short rows;
	struct winsize size = { .ws_col = 80 };
	int tries;

	while (drain(0))
		;
	rows = rows == 24 ? 25 : 24;
	size.ws_row = rows;
	ioctl(terminal, TIOCSWINSZ, &size);
	for (tries = 0; tries < ANSWER_S * 20; tries++) {
		if (drain(50))
			return;
		check_alive();
	}
	fail("no answer");
}

static void put(const char *bytes, size_t len)
{
	ssize_t n;

	while (len) {
		n = write(terminal, bytes, len);
		if (n < 0 && errno != EAGAIN)
			fail("cannot write");
		/* it reads when it has written */
		while (drain(n < 0 ? 10 : 0))
			;
		check_alive();
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
}

/* ---- keys ---- */

/* What would end it: those are for the end. */
static bool ends_it(char c)
{
	return c == 'q' || c == ('c' & 0x1f) || c == ('z' & 0x1f) || c == ('\\' & 0x1f) ||
	       c == ('s' & 0x1f);
}

static void resize(void)
{
	struct winsize size = { .ws_row = (unsigned short)(1 + any(80)),
				.ws_col = (unsigned short)(1 + any(250)) };

	note("resize");
	ioctl(terminal, TIOCSWINSZ, &size);
}

static void press_any_key(void)
{
	char key[8];
	const char *bytes = key;
	unsigned int what = any(100);

	if (what < 40) {
		snprintf(key, sizeof(key), "%c", (char)(' ' + any(95)));
	} else if (what < 50) {
		snprintf(key, sizeof(key), "%u", any(10));
	} else if (what < 58) {
		snprintf(key, sizeof(key), "%c", (char)(1 + any(31)));
	} else if (what < 85) {
		bytes = sequences[any(sizeof(sequences) / sizeof(sequences[0]))];
	} else if (what < 90) {
		/* a button, or the wheel, anywhere */
		snprintf(key, sizeof(key), "\033[M%c%c%c", " #`a"[any(4)],
			 (char)('!' + any(80)), (char)('!' + any(30)));
	} else if (what < 97) {
		bytes = words[any(sizeof(words) / sizeof(words[0]))];
	} else {
		resize();
		return;
	}
	if (strlen(bytes) == 1 && ends_it(*bytes))
		return;
	/* F10 does, too; ESC in front of a letter is another key */
	if (!strcmp(bytes, "\033[21~"))
		return;
	note(bytes);
	put(bytes, strlen(bytes));
}

/* ---- what changes meanwhile ---- */

static void write_file(const char *dir, const char *name, const char *text)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s/%s", tree, dir, name);
	file = fopen(path, "w");
	if (!file)
		return;
	fputs(text, file);
	fclose(file);
}

static void set_link(const char *link, const char *target, bool there)
{
	char path[4096], to[256];

	snprintf(path, sizeof(path), "%s/%s", tree, link);
	snprintf(to, sizeof(to), "../../../%s", target);
	if (there ? symlink(to, path) : unlink(path))
		return; /* it is so already */
}

static void change_any_thing(void)
{
	static const char *const states[] = { "good\n", "boxed\n", "no path\n", "\033[31m\n" };
	bool there = any(2);

	switch (any(6)) {
	case 0:
		set_link("bus/css/devices/0.0.0009", sch, there);
		set_link("bus/ccw/devices/0.0.208f", dev, there);
		break;
	case 1:
		write_file(dev, "availability", states[any(4)]);
		break;
	case 2:
		write_file(dev, "online", there ? "1\n" : "0\n");
		break;
	case 3:
		write_file(sch, "vpm", there ? "e0\n" : "20\n");
		break;
	case 4:
		write_file("devices/css0/chp0.3a", "status", there ? "online\n" : "offline\n");
		break;
	default:
		write_file("devices/css0/chp0.2a", "configure", there ? "1\n" : "0\n");
	}
}

/* ---- from the beginning to the end ---- */

static void start(char **argv)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	child = forkpty(&terminal, NULL, NULL, &size);
	if (child < 0) {
		perror("forkpty");
		exit(1);
	}
	if (!child) {
		execv(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	fcntl(terminal, F_SETFL, O_NONBLOCK);
	if (!drain(ANSWER_S * 1000))
		fail("it does not start");
}

/* Out of whatever it is in: a prompt, a question, a text; then the end. */
static void end(void)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int status, tries;

	ioctl(terminal, TIOCSWINSZ, &size);
	for (tries = 0; tries < 3; tries++) {
		put("\033", 1);
		wait_for_answer();
	}
	note("q");
	/* not with put(), for which it must not end */
	if (write(terminal, "q", 1) != 1)
		fail("cannot write");
	for (tries = 0; tries < ANSWER_S * 20; tries++) {
		drain(50);
		if (waitpid(child, &status, WNOHANG) != child)
			continue;
		if (WIFEXITED(status) && !WEXITSTATUS(status))
			return;
		fail(WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) :
					   "it has ended with another status");
	}
	fail("q does not end it");
}

int main(int argc, char **argv)
{
	unsigned long i, n;

	if (argc < 5) {
		fprintf(stderr, "usage: monkey KEYS SEED TREE COMMAND...\n");
		return 2;
	}
	n = strtoul(argv[1], NULL, 10);
	state = strtoul(argv[2], NULL, 10) * 0x9e3779b97f4a7c15 + 1;
	tree = argv[3];
	start(argv + 4);
	for (i = 1; i <= n; i++) {
		press_any_key();
		if (i % 50 == 0)
			change_any_thing();
		if (i % BURST == 0)
			wait_for_answer();
	}
	end();
	printf("%lu keys\n", n);
	return 0;
}
