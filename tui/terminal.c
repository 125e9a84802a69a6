// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * terminal.c - what kind of terminal it is, and how it comes back from a crash
 *
 * A file of its own: <term.h> takes many a word as a macro.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "terminal.h"

bool terminal_is_possible(const char **why)
{
	const char *term = getenv("TERM");
	int err;

	*why = "standard input or output is no terminal";
	if (!isatty(0) || !isatty(1))
		return false;
	*why = "the terminal is not known (TERM)";
	if (!term || !*term || setupterm(NULL, 1, &err) != OK)
		return false;
	*why = "the terminal cannot move its cursor";
	return cursor_address && clear_screen && strcmp(term, "dumb");
}

/* What brings the terminal back, at hand for a handler that must not look for it. */
static struct {
	struct termios termios;
	bool saved;
	char sequence[256];
} rescue;

static void restore_and_die(int signal_number)
{
	ssize_t len;

	if (rescue.saved)
		tcsetattr(0, TCSANOW, &rescue.termios);
	len = write(1, rescue.sequence, strlen(rescue.sequence));
	(void)len;
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

void terminal_prepare_rescue(void)
{
	static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	const char *const parts[] = { exit_attribute_mode, cursor_normal, keypad_local,
				      exit_ca_mode };
	struct sigaction action = { .sa_handler = restore_and_die,
				    .sa_flags = SA_RESETHAND | SA_NODEFER };
	size_t i, len = 0;

	rescue.saved = !tcgetattr(0, &rescue.termios);
	len += (size_t)snprintf(rescue.sequence, sizeof(rescue.sequence), "\033[?1000l");
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i] && len < sizeof(rescue.sequence))
			len += (size_t)snprintf(rescue.sequence + len,
						sizeof(rescue.sequence) - len, "%s",
						parts[i]);
	for (i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
		sigaction(crashes[i], &action, NULL);
	/* the screen has a description of its own */
	del_curterm(cur_term);
}
