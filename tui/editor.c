// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * editor.c - lines that are typed: readline, for both front ends
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "commands.h"
#include "editor.h"
#include "home.h"

#define HISTORY_LINES 500

/* readline has no place for a pointer of ours: this is what its functions work on. */
static struct {
	struct app *app;
	editor_take_fn take;
	char *history;
	/* line mode */
	bool interactive, visible, in_handler;
	char *input;
	size_t len;
	bool ended;
	/* full screen */
	bool open, unwanted;
	FILE *nowhere;
	const char *keys, *prefix;
	char matches[512];
} editor;

/* ---- history ---- */

void editor_remember(const char *line)
{
	HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1)
					  : NULL;

	if (line[strspn(line, " ")] && (!last || strcmp(last->line, line)))
		add_history(line);
}

/* ---- completion ---- */

static char *no_match(const char *text, int state)
{
	return NULL;
}

static char *next_match(const char *text, int state)
{
	static char **words;
	static size_t n, i;
	char *line;
	size_t start;

	if (!state) {
		line = NULL;
		if (editor.prefix && asprintf(&line, "%s%.*s", editor.prefix, rl_point,
					      rl_line_buffer) < 0)
			line = NULL;
		free(words);
		words = NULL;
		n = i = 0;
		if (line)
			n = command_complete(editor.app, line, &start, &words);
		free(line);
	}
	return i < n ? words[i++] : NULL;
}

static char **complete(const char *text, int start, int end)
{
	size_t len;

	/* names of files are not wanted where there is nothing to offer */
	rl_attempted_completion_over = 1;
	rl_completion_append_character = ' ';
	char **matches = rl_completion_matches(text, next_match);

	if (!matches)
		return rl_completion_matches(text, no_match);
	/* a value comes next */
	len = strlen(matches[0]);
	if (len && matches[0][len - 1] == '=')
		rl_completion_append_character = '\0';
	return matches;
}

void editor_init(struct app *app)
{
	editor.app = app;
	editor.prefix = "";
	editor.history = home_get_path("XDG_STATE_HOME", ".local/state", "ccwtop-history");
	rl_readline_name = "ccwtop";
	rl_attempted_completion_function = complete;
	rl_basic_word_break_characters = " ";
	rl_completer_word_break_characters = (char *)" ";
	/* the loop has them all */
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	using_history();
	stifle_history(HISTORY_LINES);
	if (editor.history)
		read_history(editor.history);
}

void editor_free(void)
{
	int rc;

	if (editor.history && history_length) {
		rc = home_make_folders(editor.history);
		if (!rc)
			rc = -write_history(editor.history);
		if (rc && rc != -EROFS && rc != -EACCES)
			fprintf(stderr, "ccwtop: %s: %s\n", editor.history,
				strerror(-rc));
	}
	rl_clear_history();
	free(editor.history);
	editor.history = NULL;
}

/* ---- line mode ---- */

static void handle_line(char *line)
{
	editor.in_handler = true;
	editor.visible = false;
	if (!line)
		putchar('\n');
	editor.take(editor.app, line);
	free(line);
	editor.in_handler = false;
	if (editor.app->quit)
		rl_callback_handler_remove();
	/* readline shows the prompt now */
	editor.visible = true;
}

void editor_begin(struct app *app, bool interactive, editor_take_fn take)
{
	editor.take = take;
	editor.interactive = interactive;
}

void editor_end(void)
{
	if (editor.interactive)
		rl_callback_handler_remove();
	free(editor.input);
	editor.input = NULL;
}

/* What is not typed is not edited. */
static void read_lines(void)
{
	char buf[4096], *grown;
	ssize_t len = read(0, buf, sizeof(buf));

	if (len <= 0) {
		editor.ended = true;
		return;
	}
	grown = realloc(editor.input, editor.len + (size_t)len);
	if (!grown) {
		editor.ended = true;
		return;
	}
	memcpy(grown + editor.len, buf, (size_t)len);
	editor.input = grown;
	editor.len += (size_t)len;
}

void editor_read(void)
{
	if (editor.interactive)
		rl_callback_read_char();
	else
		read_lines();
}

bool editor_has_line(void)
{
	return !editor.interactive &&
	       (editor.ended || (editor.len && memchr(editor.input, '\n', editor.len)));
}

void editor_next_line(void)
{
	char *end = editor.len ? memchr(editor.input, '\n', editor.len) : NULL;
	size_t len = end ? (size_t)(end - editor.input) : editor.len;
	char *line = len || end ? strndup(editor.input, len) : NULL;

	len += !!end;
	if (editor.len)
		memmove(editor.input, editor.input + len, editor.len - len);
	editor.len -= len;
	editor.take(editor.app, line);
	free(line);
}

static bool can_go_back(void)
{
	return rl_terminal_name && strcmp(rl_terminal_name, "dumb");
}

void editor_hide(void)
{
	if (!editor.interactive || !editor.visible || editor.in_handler)
		return;
	editor.visible = false;
	if (can_go_back())
		rl_clear_visible_line();
	else
		putchar('\n');
}

void editor_show(const char *prompt)
{
	if (!editor.interactive)
		return;
	if (!rl_readline_state || !RL_ISSTATE(RL_STATE_CALLBACK)) {
		rl_callback_handler_install(prompt, handle_line);
		editor.visible = true;
		return;
	}
	rl_set_prompt(prompt);
	if (editor.in_handler)
		return;
	if (editor.visible) {
		rl_redisplay();
		return;
	}
	rl_on_new_line();
	rl_redisplay();
	editor.visible = true;
}

void editor_suspend(void)
{
	editor_hide();
	fflush(stdout);
	if (editor.interactive)
		rl_deprep_terminal();
	kill(getpid(), SIGSTOP);
	if (editor.interactive)
		rl_prep_terminal(1);
}

/* ---- full screen ---- */

static int next_key(FILE *stream)
{
	return *editor.keys ? (unsigned char)*editor.keys++ : EOF;
}

/* readline would look at its stream, which always has an end of file to offer. */
static int has_key(void)
{
	return *editor.keys != '\0';
}

static void draw_nothing(void)
{
}

static void prepare_nothing(int meta)
{
}

static void show_matches(char **matches, int n, int longest)
{
	size_t len = 0;
	int i;

	editor.matches[0] = '\0';
	for (i = 1; i <= n && len < sizeof(editor.matches); i++)
		len += (size_t)snprintf(editor.matches + len,
					sizeof(editor.matches) - len, "%s%s",
					i > 1 ? " " : "", matches[i]);
}

static void shut(void)
{
	editor.open = false;
	rl_callback_handler_remove();
}

static void take_typed(char *line)
{
	editor_take_fn take = editor.take;

	shut();
	if (!editor.unwanted)
		take(editor.app, line ? line : "");
	free(line);
}

void editor_open(struct app *app, const char *prefix, const char *text,
		 editor_take_fn take)
{
	if (!editor.nowhere)
		editor.nowhere = fopen("/dev/null", "r+e");
	rl_outstream = rl_instream = editor.nowhere;
	rl_getc_function = next_key;
	rl_input_available_hook = has_key;
	rl_redisplay_function = draw_nothing;
	rl_prep_term_function = prepare_nothing;
	rl_deprep_term_function = draw_nothing;
	rl_completion_display_matches_hook = show_matches;
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("completion-query-items", "0");
	editor.keys = "";
	editor.prefix = prefix;
	editor.take = take;
	editor.open = true;
	editor.matches[0] = '\0';
	rl_callback_handler_install("", take_typed);
	rl_insert_text(text);
}

/*
 * The line is ended by readline itself, which may have lines of the history in its hands.
 * If it waits for more keys of something, that takes the first Enter.
 */
void editor_close(void)
{
	int i;

	editor.unwanted = true;
	for (i = 0; editor.open && i < 8; i++)
		editor_key("\n");
	editor.unwanted = false;
	if (editor.open)
		shut();
}

bool editor_is_open(void)
{
	return editor.open;
}

void editor_key(const char *bytes)
{
	editor.keys = bytes;
	while (editor.open && *editor.keys)
		rl_callback_read_char();
}

const char *editor_get_line(size_t *cursor)
{
	*cursor = (size_t)rl_point;
	return rl_line_buffer ? rl_line_buffer : "";
}

void editor_get_matches(char *buf, size_t size)
{
	snprintf(buf, size, "%s", editor.matches);
	editor.matches[0] = '\0';
}
