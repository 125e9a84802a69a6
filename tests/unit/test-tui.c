// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * test-tui.c - the model of ccwtop and the commands on it, without a terminal
 */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "action.h"
#include "commands.h"
#include "render.h"
#include "sch_columns.h"
#include "tree.h"
#include "typed.h"

struct fixture {
	char *root;
	struct ccw_snapshot *snap;
	struct app app;
};

/* What the front end was told last. */
static char said[512];
static enum say said_how;
static struct ccw_object shown;
static enum view viewed;
static bool has_current;

static void fake_say(struct app *app, enum say how, const char *text)
{
	snprintf(said, sizeof(said), "%s", text);
	said_how = how;
}

static void fake_text(struct app *app, const char *heading, const char *text)
{
	snprintf(said, sizeof(said), "%s", text);
}

static void fake_view(struct app *app, enum view view)
{
	viewed = view;
}

static void fake_object(struct app *app, const struct ccw_object *object)
{
	shown = *object;
}

static size_t fake_current(struct app *app, struct ccw_object objects[CURRENT_MAX])
{
	objects[0] = (struct ccw_object){ .kind = CCW_KIND_DEVICE, .id = { 0, 0, 0x4712 } };
	return has_current;
}

static void fake_nothing(struct app *app)
{
}

static const struct front fake_front = {
	.say = fake_say,
	.text = fake_text,
	.view = fake_view,
	.object = fake_object,
	.current = fake_current,
	.question = fake_nothing,
	.settings = fake_nothing,
};

/*
 * 1: 0.0.4713, two paths. 2: 0.0.4712, one of two varied off. 3: 0.0.003a, offline. 4: no
 * device. 0.0.9999 is defunct.
 */
static void make_tree(const char *root)
{
	tree_add_chpath(root, "0.2a", "online", "1");
	tree_add_chpath(root, "0.3a", "offline", "1");
	tree_add_chpath(root, "0.4a", "online", "0");
	tree_add_subchannel(root, "0.0.0001", "0.0.4713", "2a 4a 00 00 00 00 00 00",
			    "c0 c0 ff", "80");
	tree_add_subchannel(root, "0.0.0002", "0.0.4712", "2a 3a 00 00 00 00 00 00",
			    "c0 c0 ff", "80");
	tree_write(root, "devices/css0/0.0.0002/0.0.4712/block/dasda/size", "1\n");
	tree_add_subchannel(root, "0.0.0003", "0.0.003a", "2a 00 00 00 00 00 00 00",
			    "80 80 ff", "00");
	tree_write(root, "devices/css0/0.0.0003/0.0.003a/online", "0\n");
	tree_add_subchannel(root, "0.0.0004", NULL, "3a 00 00 00 00 00 00 00", "80 80 ff",
			    "00");
	tree_write(root, "devices/css0/defunct/0.0.9999/online", "0\n");
	tree_link(root, "bus/ccw/devices/0.0.9999",
		  "../../../devices/css0/defunct/0.0.9999");
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct model *model = &f->app.model;
	struct ccw_query *query;

	f->root = tree_new();
	make_tree(f->root);
	settings_init(&f->app.settings);
	model_init(model, &f->app.settings);
	f->app.front = &fake_front;
	assert_int_equal(ccw_ctx_new(&f->app.ctx), 0);
	assert_int_equal(ccw_ctx_set_root(f->app.ctx, f->root), 0);
	assert_int_equal(ccw_query_new(&query), 0);
	ccw_query_add_attrs(query, CCW_ATTRS_SUBCHANNEL | CCW_ATTRS_DEVICE |
					   CCW_ATTRS_CHPATH);
	assert_int_equal(ccw_snapshot_new(f->app.ctx, query, &f->snap), 0);
	ccw_query_free(query);
	model->now.snap = f->snap;
	model->now.complete = true;
	model->now.usage = chp_usage_count(f->snap);
	said[0] = '\0';
	shown.kind = CCW_KIND_NONE;
	viewed = VIEW_COUNT;
	has_current = true;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	action_free(f->app.asking);
	model_free(&f->app.model);
	ccw_snapshot_free(f->snap);
	ccw_ctx_unref(f->app.ctx);
	tree_free(f->root);
	free(f);
	return 0;
}

/* The rows of a view, by their ids; those in a tree behind dots. */
static void check_rows(struct model *model, enum view view, const char *want)
{
	char have[512] = "", id[CCW_ID_STRLEN];
	size_t i, len = 0;

	assert_int_equal(model_build(model, view), 0);
	for (i = 0; i < model->lists[view].n; i++) {
		const struct item *item = &model->lists[view].items[i];
		struct ccw_object object = item_object(model, item);

		len += (size_t)snprintf(have + len, sizeof(have) - len, "%s%.*s%s",
					i ? " " : "", item->depth, "..",
					item->kind == ITEM_GHOST ?
						model->ghosts[item->index].text :
						format_object_id(&object, id));
	}
	assert_string_equal(have, want);
}

static void test_model_rows(void **state)
{
	struct fixture *f = *state;
	struct model *model = &f->app.model;
	struct ccw_object path = { .kind = CCW_KIND_CHPATH, .chpid = { 0, 0x2a } };
	struct ccw_object dev = { .kind = CCW_KIND_DEVICE, .id = { 0, 0, 0x4712 } };
	char message[512];

	check_rows(model, VIEW_DEVICES, "0.0.4713 0.0.4712 0.0.003a 0.0.0004 0.0.9999");
	check_rows(model, VIEW_PATHS, "0.2a 0.3a 0.4a");
	check_rows(model, VIEW_MATRIX, "0.0.4713 0.0.4712 0.0.003a 0.0.0004");
	check_rows(model, VIEW_TREE,
		   "0.2a .0.0.4713 .0.0.4712 ..0.0.4712 .0.0.003a 0.3a .0.0.4712 ..0.0.4712 "
		   ".0.0.0004 0.4a .0.0.4713");
	assert_true(model->lists[VIEW_TREE].items[4].last);
	assert_false(model->lists[VIEW_TREE].items[2].last);
	check_rows(model, VIEW_EVENTS, "");
	/* below which path? */
	assert_int_equal(model_find(model, VIEW_TREE, &dev, (struct ccw_chpid){ 0, 0x3a }, 1),
			 6);
	assert_int_equal(model_find(model, VIEW_TREE, &dev, (struct ccw_chpid){ 0, 0x2a }, 1),
			 2);
	assert_int_equal(model_find(model, VIEW_DEVICES, &dev, path.chpid, 0), 1);
	assert_int_equal(model_find(model, VIEW_DEVICES, &path, path.chpid, 0), -1);
	set_put(&model->toggled, &path, true);
	check_rows(model, VIEW_TREE,
		   "0.2a 0.3a .0.0.4712 ..0.0.4712 .0.0.0004 0.4a .0.0.4713");
	assert_false(model->lists[VIEW_TREE].items[0].expanded);

	assert_int_equal(model_set_filter(model, "online", message, sizeof(message)), 0);
	check_rows(model, VIEW_DEVICES, "0.0.4713 0.0.4712");
	assert_string_equal(model->filter_words, "online");
	assert_int_equal(model_set_filter(model, "nonsense", message, sizeof(message)),
			 -EINVAL);
	assert_non_null(strstr(message, "nonsense"));
	check_rows(model, VIEW_DEVICES, "0.0.4713 0.0.4712");
	assert_int_equal(model_set_filter(model, "  ", message, sizeof(message)), 0);
	assert_null(model->filter_words);
	model_forget(model);
	assert_int_equal(model->lists[VIEW_DEVICES].n, 0);
	model->now.snap = NULL;
	check_rows(model, VIEW_DEVICES, "");
}

static void test_model_order(void **state)
{
	struct fixture *f = *state;
	struct model *model = &f->app.model;
	struct settings *settings = &f->app.settings;

	settings_set_sort(settings, TABLE_DEVICES, "device", false);
	check_rows(model, VIEW_DEVICES, "0.0.0004 0.0.003a 0.0.4712 0.0.4713 0.0.9999");
	settings_set_sort(settings, TABLE_DEVICES, "", true);
	check_rows(model, VIEW_DEVICES, "0.0.9999 0.0.0004 0.0.003a 0.0.4712 0.0.4713");
	/* what is the same stays in the order of ids, the other way round, too */
	settings_set_sort(settings, TABLE_DEVICES, "online", false);
	check_rows(model, VIEW_DEVICES, "0.0.0004 0.0.003a 0.0.9999 0.0.4713 0.0.4712");
	settings_set_sort(settings, TABLE_DEVICES, "online", true);
	check_rows(model, VIEW_DEVICES, "0.0.4713 0.0.4712 0.0.003a 0.0.9999 0.0.0004");
	settings_set_sort(settings, TABLE_PATHS, "state", false);
	check_rows(model, VIEW_PATHS, "0.4a 0.2a 0.3a");
	/* the tree has its own */
	settings->reverse[TABLE_PATHS] = true;
	assert_int_equal(model_build(model, VIEW_TREE), 0);
	assert_int_equal(model->lists[VIEW_TREE].items[0].chpid.id, 0x2a);
}

static void test_model_ghosts(void **state)
{
	struct fixture *f = *state;
	struct model *model = &f->app.model;

	model->ghosts[0] = (struct ghost){ .view = VIEW_PATHS,
					   .object = { .kind = CCW_KIND_CHPATH,
						       .chpid = { 0, 0x30 } },
					   .text = strdup("gone"),
					   .until = 1000,
					   .position = 1 };
	model->ghosts[1] = model->ghosts[0];
	model->ghosts[1].text = strdup("last");
	model->ghosts[1].position = 99;
	model->ghosts[1].until = 2000;
	model->n_ghosts = 2;
	check_rows(model, VIEW_PATHS, "0.2a gone 0.3a 0.4a last");
	check_rows(model, VIEW_DEVICES, "0.0.4713 0.0.4712 0.0.003a 0.0.0004 0.0.9999");
	assert_false(model_drop_ghosts(model, 999));
	assert_true(model_drop_ghosts(model, 1000));
	check_rows(model, VIEW_PATHS, "0.2a 0.3a 0.4a last");
	/* one that has come back */
	model->ghosts[0].object.chpid.id = 0x2a;
	assert_true(model_drop_ghosts(model, 0));
	assert_int_equal(model->n_ghosts, 0);
}

static void test_sets(void **state)
{
	struct object_set set = { .n = 0 };
	struct ccw_object o = { .kind = CCW_KIND_DEVICE }, got;
	size_t i;

	for (i = 0; i < 300; i++) {
		o.id = (struct ccw_id){ 0, i % 2, (uint16_t)(i * 7919) };
		assert_int_equal(set_put(&set, &o, true), 0);
		assert_int_equal(set_put(&set, &o, true), 0);
	}
	assert_int_equal(set.n, 300);
	for (i = 1; i < set.n; i++)
		assert_true(set.keys[i - 1] < set.keys[i]);
	assert_true(set_has(&set, &o));
	got = set_get(&set, 299);
	assert_int_equal(got.kind, CCW_KIND_DEVICE);
	assert_true(set_has(&set, &got));
	/* another kind with the same numbers */
	got.kind = CCW_KIND_SUBCHANNEL;
	assert_false(set_has(&set, &got));
	assert_int_equal(set_put(&set, &got, false), 0);
	assert_int_equal(set_put(&set, &o, false), 0);
	assert_false(set_has(&set, &o));
	assert_int_equal(set.n, 299);
	o = (struct ccw_object){ .kind = CCW_KIND_CHPATH, .chpid = { 1, 0x3a } };
	set_put(&set, &o, true);
	for (i = 0; i < set.n; i++) {
		got = set_get(&set, i);
		if (got.kind == CCW_KIND_CHPATH)
			assert_true(object_is_same(&got, &o) && got.chpid.cssid == 1 &&
				    got.chpid.id == 0x3a);
	}
	set_clear(&set);
	assert_int_equal(set.n, 0);
	assert_false(set_has(&set, &o));
}

static void test_views(void **state)
{
	enum view view = VIEW_EVENTS;

	assert_int_equal(view_parse("paths", &view), 0);
	assert_int_equal(view, VIEW_PATHS);
	assert_int_equal(view_parse("m", &view), 0);
	assert_int_equal(view, VIEW_MATRIX);
	assert_int_equal(view_parse("", &view), -EINVAL);
	assert_int_equal(view_parse("pathsx", &view), -EINVAL);
}

/* ---- commands ---- */

static void test_status_words(void **state)
{
	static const char *const on[] = { "1",	  "on",	     "ON",     "online",
					  "once", " \n1 x", "onto it" };
	static const char *const off[] = { "0", "off", "Off", "offline", "offx", "\t0\n",
					   "0 1" };
	static const char *const none[] = { "",	  " ", "o",	"of", "00", "10",
					    "-1", "2", "x off", "0x", "yes" };
	bool is_on;
	size_t i;

	for (i = 0; i < sizeof(on) / sizeof(on[0]); i++) {
		is_on = false;
		assert_int_equal(parse_status(on[i], &is_on), 0);
		assert_true(is_on);
	}
	for (i = 0; i < sizeof(off) / sizeof(off[0]); i++) {
		is_on = true;
		assert_int_equal(parse_status(off[i], &is_on), 0);
		assert_false(is_on);
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_int_equal(parse_status(none[i], &is_on), -EINVAL);
}

/* It is about to be asked about, as @title. */
static void check_asks(struct app *app, const char *line, const char *title)
{
	said[0] = '\0';
	command_run(app, line);
	assert_string_equal(said, "");
	assert_non_null(app->asking);
	assert_string_equal(app->asking->title, title);
	action_answer(app, false);
	assert_null(app->asking);
}

static void check_says(struct app *app, const char *line, const char *want)
{
	said[0] = '\0';
	command_run(app, line);
	if (!strstr(said, want))
		fail_msg("%s: '%s'", line, said);
	assert_null(app->asking);
}

static void test_commands(void **state)
{
	struct fixture *f = *state;
	struct app *app = &f->app;
	char line[2000];
	size_t i;

	assert_string_equal(command_find("vary")->name, "vary");
	assert_string_equal(command_find("v")->name, "vary");
	assert_null(command_find("o"));
	assert_null(command_find("varyx"));
	for (i = 0; commands[i].name; i++)
		assert_ptr_equal(command_find(commands[i].name), &commands[i]);

	check_asks(app, "vary on 2a", "vary on 0.2a");
	check_asks(app, "  va\ton  0.2a,3a 4a 2a \n", "vary on 0.2a 0.3a 0.4a");
	check_asks(app, "configure on 0.0-0.ff", "configure on 0.2a 0.3a 0.4a");
	check_asks(app, "online", "online 0.0.4712");
	check_asks(app, "online force 4713 0.0.003a", "online force 0.0.4713 0.0.003a");
	check_asks(app, "online 0.0.0-0.0.ffff",
		   "online 0.0.003a 0.0.4712 0.0.4713 0.0.9999");
	check_asks(app, "online 0.0.4712 0.0.4000-0.0.4fff 4712",
		   "online 0.0.4712 0.0.4713");
	check_says(app, "online 0.0.4712,0.0.5-0.0.9", "No device in range 0.0.5-0.0.9");
	check_asks(app, "attr 3a cmg=1", "attr 0.3a cmg=1");
	check_asks(app, "attr a=b=c", "attr 0.0.4712 a=b=c");
	/* what a command is for; of a status, all that the kernel takes and shows */
	check_asks(app, "attr 4713 online=force", "online force 0.0.4713");
	check_asks(app, "attr 3a configure=1", "configure on 0.3a");
	check_asks(app, "attr 3a status=online", "vary on 0.3a");
	check_asks(app, "attr 3a status=ON", "vary on 0.3a");
	check_asks(app, "attr 3a status=1", "vary on 0.3a");
	check_says(app, "attr 3a status=of", "'of' is no value of status");
	check_asks(app, "unignore 0.0.1234 0.1.2", "unignore 0.0.1234 0.1.0002");

	check_says(app, "", "");
	check_says(app, " \t ", "");
	check_says(app, "nonsense", "No command 'nonsense'");
	check_says(app, "vary", "'on' or 'off'?");
	check_says(app, "vary up 2a", "'on' or 'off'?");
	check_says(app, "s", "'s' could be save, show, sort or stop");
	check_says(app, "help wr", "write");
	check_says(app, "help un", "'un' could be unignore or untag");
	check_says(app, "vary on", "'vary on' is for channel paths: go to one (F3)");
	check_says(app, "vary on xx", "'xx' is no CHPID");
	check_says(app, "vary on 2a 2b", "Channel path 0.2b not found");
	check_says(app, "online xyz", "'xyz' is no bus id");
	check_says(app, "online 1234", "Device 1234 not found");
	check_says(app, "online 0.0.5-0.0.9", "No device in range 0.0.5-0.0.9");
	check_says(app, "attr", "NAME=VALUE is missing");
	check_says(app, "attr abc", "'abc' is not NAME=VALUE");
	check_says(app, "attr =x", "is not NAME=VALUE");
	check_says(app, "attr ../x=1", "is no name of an attribute");
	check_says(app, "unignore", "Which device?");
	check_says(app, "unignore x", "'x' is no bus id");
	check_says(app, "show 5a", "Channel path 5a not found");
	check_says(app, "show 0.0.5555", "No device or subchannel 0.0.5555");
	check_says(app, "stop", "Nothing is being changed");
	check_says(app, "delay 0", "from 0.1 to 60 seconds");
	check_says(app, "delay", "every 1.000 seconds");
	check_says(app, "watch maybe", "watch: 'on' or 'off'?");
	check_says(app, "sort online backwards", "'backwards' makes no sense");
	check_says(app, "sort nonsense", "no column 'nonsense'");
	check_says(app, "columns nonsense", "no column 'nonsense'");
	check_says(app, "filter nonsense", "nonsense");
	check_says(app, "list nonsense", "No view 'nonsense'");
	memset(line, 0, sizeof(line));
	for (i = 0; i < 300; i++)
		strcat(line, "x ");
	check_says(app, line, "Too many words");

	has_current = false;
	check_says(app, "vary on", "Which channel path?");
	check_says(app, "attr x=1", "Which device or channel path?");
	check_says(app, "online", "Which device?");
	check_says(app, "show", "Which device or channel path?");
	snprintf(app->readonly, sizeof(app->readonly), "because");
	check_says(app, "vary on 2a", "vary on 2a: nothing was changed: because");
	app->readonly[0] = '\0';
	app->model.now.snap = NULL;
	check_says(app, "vary on 2a", "Nothing has been read yet");
	app->model.now.snap = f->snap;
	/* what takes something away needs to know all */
	app->model.now.complete = false;
	check_says(app, "vary off 2a", "not all devices have been read yet");
	check_asks(app, "vary on 2a", "vary on 0.2a");
}

static void test_commands_look(void **state)
{
	struct fixture *f = *state;
	struct app *app = &f->app;
	struct settings *settings = &app->settings;

	command_run(app, "list tree");
	assert_int_equal(viewed, VIEW_TREE);
	command_run(app, "show 2a");
	assert_int_equal(shown.kind, CCW_KIND_CHPATH);
	command_run(app, "show 4713");
	assert_int_equal(shown.kind, CCW_KIND_DEVICE);
	/* a subchannel where there is no device; "0.3a" has two digits, "003a" four */
	command_run(app, "show 0.0.0004");
	assert_int_equal(shown.kind, CCW_KIND_SUBCHANNEL);
	command_run(app, "show 003a");
	assert_int_equal(shown.kind, CCW_KIND_DEVICE);
	assert_int_equal(shown.id.devno, 0x3a);
	command_run(app, "sort paths vary reverse");
	assert_string_equal(settings->sort[TABLE_PATHS]->name, "vary");
	assert_true(settings->reverse[TABLE_PATHS]);
	assert_null(settings->sort[TABLE_DEVICES]);
	/* a column, not the view */
	command_run(app, "columns paths");
	assert_non_null(strstr(said, "chpid"));
	command_run(app, "columns device,paths");
	assert_int_equal(settings->columns[TABLE_DEVICES].n, 2);
	command_run(app, "delay 2.5");
	assert_int_equal(settings->delay_ms, 2500);
	command_run(app, "filter online chpid=2a");
	assert_string_equal(app->model.filter_words, "online chpid=2a");
	command_run(app, "tag 2a 4713");
	command_run(app, "tag");
	assert_int_equal(app->model.tagged.n, 3);
	/* of those tagged, the ones it is for */
	check_asks(app, "online", "online 0.0.4712 0.0.4713");
	check_asks(app, "vary on", "vary on 0.2a");
	command_run(app, "untag 4713");
	assert_int_equal(app->model.tagged.n, 2);
	command_run(app, "untag");
	assert_int_equal(app->model.tagged.n, 0);
	command_run(app, "watch");
	assert_true(app->watching);
	command_run(app, "watch off");
	assert_false(app->watching);
	command_run(app, "quit");
	assert_true(app->quit);
}

/* @want: the words, each behind a blank. */
static void check_completion(struct app *app, const char *line, size_t start, const char *want)
{
	char have[2048] = "", **words;
	size_t i, n, at = 99;

	n = command_complete(app, line, &at, &words);
	for (i = 0; i < n; i++) {
		strcat(have, " ");
		strcat(have, words[i]);
		free(words[i]);
	}
	free(words);
	assert_string_equal(have, want);
	assert_int_equal(at, start);
}

static void test_completion(void **state)
{
	struct fixture *f = *state;
	struct app *app = &f->app;

	check_completion(app, "un", 0, " unignore untag");
	check_completion(app, "  va", 2, " vary");
	check_completion(app, "nonsense ", 9, "");
	check_completion(app, "nonsense", 0, "");
	check_completion(app, "vary ", 5, " off on");
	check_completion(app, "v on 0.", 5, " 0.2a 0.3a 0.4a");
	check_completion(app, "vary on 2a 0.3", 11, " 0.3a");
	check_completion(app, "online 0.0.47", 7, " 0.0.4712 0.0.4713");
	check_completion(app, "online f", 7, " force");
	check_completion(app, "offline 0.0.4712 s", 17, " safe");
	check_completion(app, "show 0.0.4712 0.3", 14, " 0.3a");
	check_completion(app, "list p", 5, " paths");
	check_completion(app, "help wr", 5, " write");
	check_completion(app, "filter on", 7, " online");
	check_completion(app, "filter online chp", 14, " chpid=");
	check_completion(app, "sort chpi", 5, " chpid chpids");
	check_completion(app, "attr 0.0.4712 av", 14, " availability=");
	check_completion(app, "attr 0.3a stat", 10, " status=");
	check_completion(app, "attr avail", 5, " availability=");
	check_completion(app, "quit x", 5, "");
	app->model.now.snap = NULL;
	check_completion(app, "vary on 0.", 8, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_status_words),
		cmocka_unit_test_setup_teardown(test_model_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_model_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_model_ghosts, setup, teardown),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_views),
		cmocka_unit_test_setup_teardown(test_commands, setup, teardown),
		cmocka_unit_test_setup_teardown(test_commands_look, setup, teardown),
		cmocka_unit_test_setup_teardown(test_completion, setup, teardown),
	};

	setenv("TZ", "UTC", 1);
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		fprintf(stderr, "test-tui: there is no locale C.UTF-8\n");
	return cmocka_run_group_tests_name("tui", tests, NULL, NULL);
}
