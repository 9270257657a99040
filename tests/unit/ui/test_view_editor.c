/* test_view_editor.c - writing: fields, what is saved when, a save that fails */
#include "writing.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>

#include "../../../src/ui/editor.h"
#include "../../../src/ui/view_history.h"

enum { ROWS = 21, COLS = 80 };

static void tick(struct view *v, int64_t later)
{
	v->class->tick(v, clock_mono() + later);
}

static void test_an_empty_draft_leaves_nothing(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	tick(v, 100000);
	act(v, ACTION_SAVE);
	assert_said(&app, "nothing to save");
	act(v, ACTION_REVIEW);
	assert_said(&app, "nothing to submit");
	assert_true(v->class->leave(v, false));
	assert_int_equal(drafts(&app, NULL), 0);
	assert_int_equal(desk_open_draft(app.desk), 0);
	v->class->free(v);
}

static void test_autosave_after_a_second(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	struct draft d;

	type(v, "Họp thôn");
	assert_hides(v, ROWS, COLS, "saved");
	tick(v, 0);
	assert_int_equal(drafts(&app, NULL), 0);
	int64_t due = v->class->tick(v, clock_mono());
	assert_true(due <= clock_mono() + 1000);
	tick(v, 900);
	assert_shows(v, ROWS, COLS, "not saved yet");
	tick(v, 1000);
	assert_shows(v, ROWS, COLS, " saved");
	assert_hides(v, ROWS, COLS, "not saved yet");
	assert_int_equal(drafts(&app, &d), 1);
	assert_string_equal(d.title, "Họp thôn");
	assert_string_equal(d.portal, "xa");
	assert_int_equal(desk_open_draft(app.desk), d.id);
	tick(v, 2000);	/* the counters */
	assert_true(v->class->tick(v, clock_mono()) == INT64_MAX);
	type(v, " mới");	/* the first letter takes back that all is saved */
	assert_hides(v, ROWS, COLS, "saved");
	tick(v, 1000);
	assert_shows(v, ROWS, COLS, " saved");
	draft_clear(&d);
	/* killed here, it would be found again; left, it is closed */
	assert_true(v->class->leave(v, false));
	assert_int_equal(desk_open_draft(app.desk), 0);
	v->class->free(v);
}

static void test_autosave_before_a_hundred_keys(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	for (int i = 0; i < 89; i++)
		type(v, "a");
	tick(v, 0);
	assert_int_equal(drafts(&app, NULL), 0);
	type(v, "b");
	tick(v, 0);
	assert_int_equal(drafts(&app, NULL), 1);
	v->class->leave(v, false);
	v->class->leave(v, false);
	v->class->free(v);
}

/* However many keys come at once. */
static void test_autosave_counts_the_letters_of_a_burst(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	for (int i = 0; i < 29; i++)
		type(v, "ạbc");
	tick(v, 0);
	assert_int_equal(drafts(&app, NULL), 0);
	type(v, "ạbc");
	tick(v, 0);
	assert_int_equal(drafts(&app, NULL), 1);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_fields(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	struct draft d;

	type(v, "  Họp thôn Trung ");
	act(v, ACTION_NEWLINE);
	assert_shows(v, ROWS, COLS, "< (none chosen) >");
	act(v, ACTION_RIGHT);
	act(v, ACTION_RIGHT);
	assert_shows(v, ROWS, COLS, "< Chỉ đạo điều hành >");
	act(v, ACTION_RIGHT);
	assert_shows(v, ROWS, COLS, "(none chosen)");
	type(v, "chi");
	assert_shows(v, ROWS, COLS, "Chỉ đạo điều hành");
	act(v, ACTION_DOWN);
	v->class->text(v, "Một dòng\nhai dòng", strlen("Một dòng\nhai dòng"), true);
	act(v, ACTION_NEXT_FIELD);
	type(v, "Đoạn một.");
	act(v, ACTION_NEWLINE);
	act(v, ACTION_NEWLINE);
	type(v, "Đoạn hai.");
	assert_shows(v, ROWS, COLS, "0 words, 0 letters");	/* follows when hands rest */
	tick(v, 2000);
	assert_shows(v, ROWS, COLS, "4 words, 18 letters");
	assert_shows(v, ROWS, COLS, "3:10");
	act(v, ACTION_SAVE);
	assert_int_equal(drafts(&app, &d), 1);
	assert_string_equal(d.title, "Họp thôn Trung");
	assert_string_equal(d.section, "chi-dao");
	assert_string_equal(d.summary, "Một dòng hai dòng");
	assert_string_equal(d.body, "Đoạn một.\n\nĐoạn hai.");
	assert_int_equal(d.version, 1);
	draft_clear(&d);
	act(v, ACTION_NEXT_FIELD);
	type(v, "họp, thôn");
	act(v, ACTION_NEWLINE);
	type(v, "Ban biên tập");
	assert_shows(v, ROWS, COLS, "Tags     họp, thôn");
	assert_shows(v, ROWS, COLS, "Author  Ban biên tập");
	act(v, ACTION_NEXT_FIELD);	/* around to the title */
	act(v, ACTION_PREVIOUS_FIELD);
	act(v, ACTION_SAVE);
	assert_int_equal(drafts(&app, &d), 1);
	assert_string_equal(d.tags, "họp, thôn");
	assert_string_equal(d.author, "Ban biên tập");
	draft_clear(&d);
	act(v, ACTION_UP);
	act(v, ACTION_UP);
	act(v, ACTION_UP);
	act(v, ACTION_UP);		/* out of the body at its first row */
	type(v, "!");
	act(v, ACTION_SAVE);
	assert_int_equal(drafts(&app, &d), 1);
	assert_non_null(strchr(d.summary, '!'));
	draft_clear(&d);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_an_unknown_section_is_kept(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "Một", "Hai");
	struct draft d;

	assert_true(desk_draft(app.desk, id, &d, NULL));
	mem_set(&d.section, "cu");
	assert_true(desk_draft_save(app.desk, &d, DESK_AUTO, NULL));
	draft_clear(&d);
	struct view *v = view_editor_new(&app, id);
	assert_shows(v, ROWS, COLS, "Section  cu");
	type(v, "x");
	act(v, ACTION_SAVE);
	drafts(&app, &d);
	assert_string_equal(d.section, "cu");
	assert_string_equal(d.body, "xHai");
	draft_clear(&d);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_small(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Họp thôn", "Một đoạn."));

	char *all = picture(v, 7, 40);
	assert_string_equal(all, " Title  Họp thôn\n Một đoạn.\n\n\n\n\n"
				 " 2 words  1:1                     saved\n");
	free(all);
	act(v, ACTION_PREVIOUS_FIELD);
	assert_shows(v, 7, 40, " Summary\n Một đoạn.\n");
	act(v, ACTION_PREVIOUS_FIELD);
	assert_shows(v, 7, 40, " Section  < Tin tức >\n Một đoạn.\n");
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_find(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app,
					 put_draft(&app, "Một", "Hội nghị\ngiao ban"));

	act(v, ACTION_FIND_NEXT);
	assert_said(&app, "find some words first");
	act(v, ACTION_FIND);
	app.answer(app.ctx, "giao");
	assert_shows(v, ROWS, COLS, "2:5");
	act(v, ACTION_FIND_NEXT);
	assert_said(&app, "from the beginning");
	act(v, ACTION_FIND);
	app.answer(app.ctx, "không có");
	assert_said(&app, "not in the text: không có");
	act(v, ACTION_FIND);
	app.answer(app.ctx, NULL);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_too_much(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	char *much = mem_alloc(5001);

	memset(much, 'a', 5000);
	v->class->text(v, much, 5000, true);
	assert_said(&app, "no room");
	assert_true(app.said_bad);
	act(v, ACTION_PASTE);
	assert_said(&app, "nothing was cut or copied yet");
	free(much);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_what_was_emptied_goes(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	type(v, "a");
	tick(v, 2000);
	assert_int_equal(drafts(&app, NULL), 1);
	act(v, ACTION_ERASE);
	assert_true(v->class->leave(v, false));
	assert_int_equal(drafts(&app, NULL), 0);
	v->class->leave(v, true);	/* as at the program's end */
	assert_int_equal(drafts(&app, NULL), 0);
	v->class->free(v);
}

static void test_forced_leave_keeps_it_open(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	struct draft d;

	type(v, "giữa chừ");
	v->class->leave(v, true);
	assert_int_equal(drafts(&app, &d), 1);
	assert_string_equal(d.title, "giữa chừ");
	assert_int_equal(desk_open_draft(app.desk), d.id);
	draft_clear(&d);
	v->class->free(v);
}

/* A disk with so many bytes left for a file; negative: room again. */
static void fill_disk_but(long left)
{
	static struct rlimit was;
	struct rlimit now;

	if (left >= 0) {
		signal(SIGXFSZ, SIG_IGN);
		getrlimit(RLIMIT_FSIZE, &was);
		now = was;
		now.rlim_cur = (rlim_t)left;
		setrlimit(RLIMIT_FSIZE, &now);
	} else {
		setrlimit(RLIMIT_FSIZE, &was);
	}
}

/* A full disk: no file may grow. */
static void fill_disk(bool full)
{
	fill_disk_but(full ? 0 : -1);
}

static void test_failed_save(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	type(v, "Không được mất");
	fill_disk(true);
	tick(v, 1000);
	fill_disk(false);
	assert_true(app.said_bad);
	assert_said(&app, "NOT saved");
	assert_shows(v, ROWS, COLS, "NOT SAVED: ");
	assert_shows(v, ROWS, COLS, "Không được mất");
	assert_int_equal(drafts(&app, NULL), 0);
	fill_disk(true);
	assert_false(v->class->leave(v, false));
	assert_non_null(strstr(buf_str(&app.question), "Leave and lose"));
	app.choice(app.ctx, 'n');
	assert_int_equal(app.pops, 0);
	app.choice(app.ctx, 'y');
	assert_int_equal(app.pops, 1);
	assert_true(v->class->leave(v, false));
	fill_disk(false);
	v->class->free(v);
}

/* No room for the desk, but for a small file: the copy is named, and goes when it is saved. */
static void test_emergency_copy(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	struct buf b = {0};

	type(v, "Không được mất");
	fill_disk_but(4000);
	tick(v, 1000);
	fill_disk(false);
	assert_said(&app, "A copy of it: ");
	const char *at = strstr(buf_str(&app.said), "A copy of it: ");
	char *path = mem_str(at + strlen("A copy of it: "));
	assert_true(file_read(path, 1000, &b, NULL));
	assert_non_null(strstr(buf_str(&b), "Không được mất"));
	tick(v, 60000);
	assert_int_equal(drafts(&app, NULL), 1);
	assert_int_not_equal(access(path, F_OK), 0);
	free(path);
	buf_clear(&b);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_failed_save_is_tried_again(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	type(v, "Không được mất");
	fill_disk(true);
	tick(v, 1000);
	act(v, ACTION_SAVE);
	assert_said(&app, "NOT saved: ");
	fill_disk(false);
	tick(v, 1000);
	assert_int_equal(drafts(&app, NULL), 0);
	tick(v, 6000);
	assert_int_equal(drafts(&app, NULL), 1);
	assert_hides(v, ROWS, COLS, "NOT SAVED");
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_undo_outlives_the_program(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Một", "Hai"));
	struct draft d;

	act(v, ACTION_BOTTOM);
	type(v, " ba");
	act(v, ACTION_NEWLINE);
	type(v, "bốn ");
	tick(v, 2000);
	v->class->leave(v, true);
	v->class->free(v);
	drafts(&app, &d);
	v = view_editor_new(&app, d.id);
	draft_clear(&d);
	assert_shows(v, ROWS, COLS, " bốn");
	while (edit_undo(((struct editor *)v)->text[FIELD_BODY]))
		;
	assert_shows(v, ROWS, COLS, " Hai\n");
	act(v, ACTION_REDO);
	assert_shows(v, ROWS, COLS, " Hai ba\n");
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_attachments(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Một", "Hai"));
	char *path = file_join(app.dir, "Báo cáo.pdf");
	struct draft d;

	act(v, ACTION_ATTACH);
	app.answer(app.ctx, path);
	assert_true(app.said_bad);
	assert_true(file_write(path, "0123456789", 10, NULL));
	app.answer(app.ctx, path);
	assert_said(&app, "attached: Báo cáo.pdf, 10 B");
	app.answer(app.ctx, path);
	assert_said(&app, "attached already");
	assert_shows(v, ROWS, COLS, "Files    Báo cáo.pdf 10 B");
	v->class->leave(v, false);
	v->class->free(v);
	drafts(&app, &d);
	v = view_editor_new(&app, d.id);
	draft_clear(&d);
	assert_shows(v, ROWS, COLS, "Báo cáo.pdf");
	act(v, ACTION_NEXT_FIELD);
	act(v, ACTION_NEXT_FIELD);
	act(v, ACTION_NEXT_FIELD);
	type(v, "no field for letters");
	act(v, ACTION_ERASE);
	assert_said(&app, "no longer attached: Báo cáo.pdf");
	assert_hides(v, ROWS, COLS, "Báo cáo.pdf");
	type(v, "x");			/* in the body again */
	assert_shows(v, ROWS, COLS, " xHai\n");
	v->class->leave(v, false);
	v->class->free(v);
	free(path);
}

static void test_replacing(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app,
					 put_draft(&app, "Một", "hội một\nHội hai\nhoi ba"));

	act(v, ACTION_REPLACE);
	app.answer(app.ctx, "hội");
	app.answer(app.ctx, "họp");
	assert_non_null(strstr(buf_str(&app.question), "Replace this one"));
	app.choice(app.ctx, 'y');
	app.choice(app.ctx, 'n');
	assert_said(&app, "1 place replaced");
	assert_shows(v, ROWS, COLS, " họp một\n Hội hai\n");
	act(v, ACTION_REPLACE);
	app.answer(app.ctx, "ho");
	app.answer(app.ctx, "X");
	app.choice(app.ctx, 'a');
	assert_said(&app, "3 places replaced");
	assert_shows(v, ROWS, COLS, " Xp một\n Xi hai\n Xi ba\n");
	act(v, ACTION_UNDO);
	assert_shows(v, ROWS, COLS, " họp một\n Hội hai\n hoi ba\n");
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_tools(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app,
					 put_draft(&app, "Một", "ủy ban\nnhân dân\n\nba"));

	act(v, ACTION_GO_LINE);
	app.answer(app.ctx, "2");
	assert_shows(v, ROWS, COLS, "2:1");
	act(v, ACTION_UPPER_CASE);
	assert_shows(v, ROWS, COLS, " NHÂN dân\n");
	act(v, ACTION_JOIN);
	assert_shows(v, ROWS, COLS, " ủy ban NHÂN dân\n\n ba\n");
	act(v, ACTION_JOIN);
	assert_said(&app, "nothing to join");
	act(v, ACTION_MORE);
	app.choice(app.ctx, 't');
	assert_shows(v, ROWS, COLS, " ủy ban Nhân dân\n");
	act(v, ACTION_GO_LINE);
	app.answer(app.ctx, "9x");
	assert_said(&app, "is no line");
	act(v, ACTION_INSERT_DATE);
	app.choice(app.ctx, '2');
	assert_shows(v, ROWS, COLS, "ngày ");
	act(v, ACTION_HISTORY);
	assert_string_equal(app.pushed, "history");
	v->class->leave(v, false);
	v->class->free(v);
}

static char restored_body[64];

static void restored(void *ctx, const struct draft *was)
{
	assert_non_null(ctx);
	snprintf(restored_body, sizeof restored_body, "%s", was->body);
}

static void test_history(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Một", "Hai ba\nbốn"));
	struct editor *ed = (struct editor *)v;
	struct history h = {.draft = ed->draft.id, .restore = restored, .ctx = ed};

	type(v, "x");
	editor_collect(ed, &h.now);
	struct view *list = view_history_new(&app, &h);
	assert_shows(list, ROWS, COLS, "saved         12 B");
	act(list, ACTION_OPEN);
	assert_string_equal(app.pushed, "preview");
	act(list, ACTION_COMPARE);
	assert_string_equal(app.pushed, "compare");
	act(list, ACTION_RESTORE);
	assert_string_equal(restored_body, "Hai ba\nbốn");
	list->class->free(list);
	struct draft was = {.title = (char *)"Một", .body = (char *)"Hai\nbốn\nnăm"};
	struct draft now = {.title = (char *)"Một hai", .body = (char *)"Hai\nnăm"};
	struct view *compare = view_compare_new(&app, &was, &now);
	assert_shows(compare, ROWS, COLS, "- Một\n");
	assert_shows(compare, ROWS, COLS, "+ Một hai\n");
	assert_shows(compare, ROWS, COLS, "- bốn\n");
	compare->class->free(compare);
	compare = view_compare_new(&app, &was, &was);
	assert_shows(compare, ROWS, COLS, "Nothing changed");
	compare->class->free(compare);
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_other_screens(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Một", "Hai"));
	struct buf title = {0};

	act(v, ACTION_PREVIEW);
	assert_string_equal(app.pushed, "preview");
	act(v, ACTION_REVIEW);
	assert_string_equal(app.pushed, "review");
	act(v, ACTION_STOP);
	assert_said(&app, "^X leaves the editor");
	assert_false(v->class->act(v, ACTION_BACK));	/* the app's */
	v->class->title(v, &title);
	assert_string_equal(title.s, "Một\tdraft");
	buf_clear(&title);
	v->class->leave(v, false);
	v->class->free(v);
}

/* Any keys at any size: the sanitizers and the editor's own assertions watch. */
static void test_any_keys(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a", "ệ", "\xcc\xa3", " ", "漢", "👩‍💻", "một hai",
		"dòng\ndòng", "\t", "\xff",
	};
	struct view *v = view_editor_new(&app, 0);
	uint32_t seed = 8;

	for (int i = 0; i < 4000; i++) {
		seed = seed * 1664525u + 1013904223u;
		uint32_t any = seed >> 8;
		enum action a = (enum action)(any % ACTION_COUNT);
		const char *piece = pieces[any % 10];

		if (any & 0x1000)
			v->class->text(v, piece, strlen(piece), any & 0x2000);
		else if (a != ACTION_SAVE && a != ACTION_REVIEW && a != ACTION_SUBMIT)
			act(v, a);
		if (i % 3 == 0)
			free(picture(v, 1 + (int)(any >> 5) % 24,
				     1 + (int)(any >> 9) % 90));
	}
	assert_true(v->class->leave(v, false));
	v->class->free(v);
}

int main(void)
{
#define WITH_DESK(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)
	const struct CMUnitTest tests[] = {
		WITH_DESK(test_an_empty_draft_leaves_nothing),
		WITH_DESK(test_autosave_after_a_second),
		WITH_DESK(test_autosave_before_a_hundred_keys),
		WITH_DESK(test_autosave_counts_the_letters_of_a_burst),
		WITH_DESK(test_fields),
		WITH_DESK(test_an_unknown_section_is_kept),
		WITH_DESK(test_small),
		WITH_DESK(test_find),
		WITH_DESK(test_too_much),
		WITH_DESK(test_what_was_emptied_goes),
		WITH_DESK(test_forced_leave_keeps_it_open),
		WITH_DESK(test_failed_save),
		WITH_DESK(test_emergency_copy),
		WITH_DESK(test_failed_save_is_tried_again),
		WITH_DESK(test_undo_outlives_the_program),
		WITH_DESK(test_attachments),
		WITH_DESK(test_replacing),
		WITH_DESK(test_tools),
		WITH_DESK(test_history),
		WITH_DESK(test_other_screens),
		WITH_DESK(test_any_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
