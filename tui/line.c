// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * line.c - line mode: a prompt, for consoles without a cursor
 *
 * Nothing is drawn over: what has been printed stays. While a line is being typed, what
 * comes meanwhile is printed above it.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "action.h"
#include "batch.h"
#include "commands.h"
#include "detail.h"
#include "editor.h"
#include "line.h"
#include "render.h"
#include "sysroot.h"

#define PROMPT	     "ccwtop> "
#define ANSWER	     "Go on? [y/N] "
#define MORE	     "-- more: Enter, or q --"
#define DETAIL_WIDTH 60

/*
 * struct line_mode
 * @shown: serial of the question that was printed, with @impact
 * @gone: how many of what it is about are known to be gone
 * @rest: text that is waiting for "more"; NULL: none
 * @pages: the output is a terminal, on which a page is read before the next one comes
 * @lost: errno of the first output that did not arrive, which stdout does not remember
 */
struct line_mode {
	uint64_t shown;
	size_t gone;
	char *impact, *rest, *at;
	bool pages;
	int lost;
};

/* Is somebody to answer? What takes nothing in use was answered by being typed. */
static bool is_asked(const struct app *app)
{
	const struct line_mode *m = app->front_data;
	const struct action *action = app->asking;

	return action && action->impact && action_takes(action) && action->in_use &&
	       m->pages && !getenv("CCW_ASSUME_YES");
}

static const char *prompt_of(struct app *app)
{
	struct line_mode *m = app->front_data;

	if (m->rest)
		return MORE;
	return is_asked(app) ? ANSWER : PROMPT;
}

static unsigned int page_length(void)
{
	struct winsize size;

	/* the consoles of a mainframe do not know */
	return !ioctl(1, TIOCGWINSZ, &size) && size.ws_row > 2 ? size.ws_row : 24;
}

/* 0: as wide as it takes. */
static unsigned int page_width(void)
{
	struct winsize size;

	if (!isatty(1))
		return 0;
	return !ioctl(1, TIOCGWINSZ, &size) && size.ws_col > 20 ? size.ws_col : 80;
}

/* ---- printing ---- */

/* @rc: of printing; EOF: it did not arrive. */
static void note_lost(struct app *app, int rc)
{
	struct line_mode *m = app->front_data;

	if (rc == EOF && !m->lost)
		m->lost = errno;
}

static void print_line(struct app *app, const char *text)
{
	char clean[TEXT_MAX];

	text_clean(clean, sizeof(clean), text, app->ascii);
	note_lost(app, puts(clean));
}

/* Up to a page of what is left. */
static void print_page(struct app *app)
{
	struct line_mode *m = app->front_data;
	unsigned int left = m->pages ? page_length() - 1 : ~0u;
	char *end;

	while (*m->at && left--) {
		end = m->at + strcspn(m->at, "\n");
		if (*end)
			*end++ = '\0';
		print_line(app, m->at);
		m->at = end;
	}
	if (*m->at)
		return;
	free(m->rest);
	m->rest = NULL;
}

/* Text is the line mode's from here on. */
static void print_text(struct app *app, char *text)
{
	struct line_mode *m = app->front_data;

	if (!text)
		return;
	free(m->rest);
	m->rest = m->at = text;
	editor_hide();
	print_page(app);
	/* where nobody is asked, the result comes next */
	if (m->rest || !app->asking || is_asked(app))
		editor_show(prompt_of(app));
}

/* ---- what a front end does ---- */

static void line_say(struct app *app, enum say how, const char *text)
{
	const struct line_mode *m = app->front_data;

	/* a script learns of it by the exit status */
	if (!m->pages && (how == SAY_ERROR || how == SAY_FAILED))
		app->failed = true;
	editor_hide();
	print_line(app, text);
	editor_show(prompt_of(app));
}

static void line_text(struct app *app, const char *heading, const char *text)
{
	print_text(app, strdup(text));
}

/* Text of what can be written to a file only. */
static char *print_to_memory(struct app *app, enum view view)
{
	static struct out out;
	int fd = memfd_create("list", MFD_CLOEXEC);
	char *text = NULL;
	off_t len;

	if (fd < 0)
		return NULL;
	out_init(&out, fd);
	print_view(&app->model, view, &out, page_width(), app->ascii);
	len = out_flush(&out) ? -1 : lseek(fd, 0, SEEK_CUR);
	if (len >= 0)
		text = malloc((size_t)len + 1);
	if (text) {
		len = pread(fd, text, (size_t)len, 0);
		text[len > 0 ? len : 0] = '\0';
	}
	close(fd);
	return text;
}

static void line_view(struct app *app, enum view view)
{
	if (model_build(&app->model, view)) {
		line_say(app, SAY_ERROR, strerror(ENOMEM));
		return;
	}
	editor_hide();
	if (app->model.now.snap && view != VIEW_EVENTS)
		warn_no_css(app->cmdline, app->ctx, app->model.now.snap);
	print_text(app, print_to_memory(app, view));
}

static void line_object(struct app *app, const struct ccw_object *object)
{
	struct detail detail = { .n = 0 };
	struct ccw_snapshot *snap;
	char *text = NULL;
	size_t i, size;
	FILE *file;
	int rc;

	rc = detail_read(app->ctx, app->model.now.snap, object, &snap);
	if (!rc) {
		rc = detail_make(&detail, &app->model, snap, object, NULL, DETAIL_WIDTH,
				 app->ascii);
		ccw_snapshot_free(snap);
	}
	file = rc ? NULL : open_memstream(&text, &size);
	if (!file) {
		line_say(app, SAY_ERROR, rc == -ENOENT ? "It is not there any more"
						       : strerror(rc ? -rc : ENOMEM));
		detail_free(&detail);
		return;
	}
	for (i = 0; i < detail.n; i++)
		fprintf(file, "%s\n", detail.lines[i].text);
	fclose(file);
	detail_free(&detail);
	print_text(app, text);
}

static size_t line_current(struct app *app, struct ccw_object objects[CURRENT_MAX])
{
	return 0;
}

/* Nobody can be asked, or need not be. */
static bool answer_at_once(struct app *app, bool *yes)
{
	const struct line_mode *m = app->front_data;
	const struct action *action = app->asking;

	*yes = true;
	/* that it was typed is answer enough */
	if (!action_takes(action) || (action->impact && !action->in_use))
		return true;
	if (getenv("CCW_ASSUME_YES"))
		return action->impact;
	*yes = false;
	if (action->impact && !m->pages)
		line_say(app, SAY_ERROR,
			 "Nobody can be asked here: with CCW_ASSUME_YES in "
			 "the environment, the answer is yes");
	return action->impact && (!m->pages || action->gone == action->n);
}

/* What would be lost, when it is known, and each time that it is something else. */
static void show_question(struct app *app)
{
	struct line_mode *m = app->front_data;
	const struct action *action = app->asking;

	if (action->serial == m->shown && m->impact && !strcmp(m->impact, action->impact))
		return;
	m->shown = action->serial;
	free(m->impact);
	m->impact = strdup(action->impact);
	editor_hide();
	print_line(app, action->title);
	print_text(app, strdup(action->impact));
	/* what was typed before is no answer to this */
	if (m->pages)
		tcflush(0, TCIFLUSH);
}

static void line_question(struct app *app)
{
	struct line_mode *m = app->front_data;
	struct action *action = app->asking;
	bool yes, asked;

	if (!action) {
		editor_show(prompt_of(app));
		return;
	}
	/* who has been asked, answers, whatever has become of it */
	asked = action->serial == m->shown;
	if (action->impact && action_takes(action))
		show_question(app);
	if (action->gone && action->gone != m->gone)
		line_say(app, SAY_ERROR,
			 action->gone == action->n ? "It is not there any more" :
						     "Some of them are not there any more");
	m->gone = action->gone;
	if (answer_at_once(app, &yes) && !(asked && yes))
		action_answer(app, yes);
	else
		editor_show(prompt_of(app));
}

static void line_changed(struct app *app, uint64_t first)
{
	struct log *log = &app->model.log;
	struct item item = { .kind = ITEM_EVENT };
	char text[TEXT_MAX];
	size_t i;

	if (!app->watching)
		return;
	editor_hide();
	for (i = first > log->first ? (size_t)(first - log->first) : 0; i < log->n; i++) {
		item.index = log->first + i;
		if (log_get(log, i)->kind == EVENT_RESULT)
			continue;
		render_item(&app->model, VIEW_EVENTS, &item, app->ascii, text,
			    sizeof(text));
		print_line(app, text);
	}
	editor_show(prompt_of(app));
}

static void line_settings(struct app *app)
{
}

/* ---- what is typed ---- */

/*
 * At the end of a page. What would be lost is read to its end: nothing that is typed
 * before the question is an answer to it. True: that was all that was meant.
 */
static bool take_page(struct app *app, const char *line)
{
	struct line_mode *m = app->front_data;

	if (line && (!*line || (app->asking && strcasecmp(line, "q")))) {
		print_page(app);
		return true;
	}
	free(m->rest);
	m->rest = NULL;
	return line && (app->asking || !strcasecmp(line, "q"));
}

static void take_line(struct app *app, const char *line)
{
	struct line_mode *m = app->front_data;

	if (m->rest && take_page(app, line)) {
		editor_show(prompt_of(app));
		return;
	}
	app->quit = !line;
	if (app->asking) {
		action_answer(app, line && (!strcasecmp(line, "y") ||
					    !strcasecmp(line, "yes")));
	} else if (line) {
		if (m->pages)
			editor_remember(line);
		command_run(app, line);
	}
	if (!app->quit)
		editor_show(prompt_of(app));
}

static void line_input(struct app *app)
{
	editor_read();
}

static void line_signal(struct app *app, int signal_number)
{
	if (signal_number == SIGTSTP)
		editor_suspend();
	if (signal_number != SIGWINCH)
		editor_show(prompt_of(app));
}

/* Lines of a script are carried out one after the other. */
static bool is_busy(struct app *app)
{
	const struct line_mode *m = app->front_data;

	return !app_is_current(app) || (app->asking && !app->asking->impact) ||
	       (!m->pages && (app->asking || app->running));
}

static int line_tick(struct app *app)
{
	while (!app->quit && !is_busy(app) && editor_has_line())
		editor_next_line();
	app->hold_input = is_busy(app) || editor_has_line();
	if (!app->hold_input)
		editor_show(prompt_of(app));
	note_lost(app, fflush(stdout));
	return -1;
}

/* What can show nothing but lines can show nothing but ASCII, whatever the locale says. */
static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return isatty(1) && (!term || !*term || !strcmp(term, "dumb"));
}

/* Nothing is printed from here on. What was lost is a failure, as in batch mode. */
static void close_output(struct app *app)
{
	struct line_mode *m = app->front_data;

	/* what readline prints is lost without a word */
	if (ferror(stdout) && !m->lost)
		m->lost = EIO;
	note_lost(app, fclose(stdout));
	if (!m->lost)
		return;
	warn(app->cmdline, "Cannot write standard output: %s", strerror(m->lost));
	app->failed = true;
}

void line_run(struct app *app)
{
	static const struct front front = {
		.say = line_say,
		.text = line_text,
		.view = line_view,
		.object = line_object,
		.current = line_current,
		.question = line_question,
		.changed = line_changed,
		.settings = line_settings,
		.input = line_input,
		.signal = line_signal,
		.tick = line_tick,
	};
	static struct line_mode mode;
	int rc;

	mode.pages = isatty(1) && isatty(0);
	app->front = &front;
	app->front_data = &mode;
	app->ascii = app->ascii || is_dumb();
	/* nothing is on a screen: all is read at once */
	rc = app_start(app, ~0u);
	if (rc) {
		warn(app->cmdline, "%s: %s", ccw_ctx_get_root(app->ctx), strerror(-rc));
		app->failed = true;
		return;
	}
	editor_init(app);
	editor_begin(app, mode.pages, take_line);
	app_loop(app);
	editor_end();
	editor_free();
	close_output(app);
	free(mode.rest);
	free(mode.impact);
}
