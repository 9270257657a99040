/* test_import.c - a file taken into the editor: charsets to choose from, undo, no room */
#include "writing.h"

#include <bantin/base/file.h>
#include <bantin/text/import.h>

#include "../../../src/ui/view_import.h"

enum { ROWS = 21, COLS = 80 };

static const char tcvn[] = "H\344p th\253n.\n";
static char *body_of(struct view *v)
{
	struct buf b = {0};

	edit_text(((struct editor *)v)->text[FIELD_BODY], &b);
	return b.s ? buf_take(&b) : mem_str("");
}

static void assert_body(struct view *v, const char *want)
{
	char *got = body_of(v);

	assert_string_equal(got, want);
	free(got);
}

static struct view *look_at(struct view *editor, const char *s, size_t n)
{
	struct import_file f = {.name = "hop.txt"};

	buf_add(&f.raw, s, n);
	charset_detect(s, n, &f.found);
	return view_import_new((struct editor *)editor, &f);
}

static void answer_file(struct view *v, const char *name, const char *s, size_t n)
{
	char *path = file_join(app.dir, name);

	assert_true(file_write(path, s, n, NULL));
	act(v, ACTION_IMPORT);
	app.answer(app.ctx, path);
	free(path);
}

static void charsets_go_round(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0), *p = look_at(v, tcvn, sizeof tcvn - 1);

	assert_shows(p, ROWS, COLS, "tcvn3");
	assert_shows(p, ROWS, COLS, "Họp thôn.");
	assert_shows(p, ROWS, COLS, "Not certain");
	act(p, ACTION_NEXT_CHARSET);
	assert_hides(p, ROWS, COLS, "Họp thôn.");
	act(p, ACTION_PREVIOUS_CHARSET);
	assert_shows(p, 7, 40, "Họp thôn.");
	act(p, ACTION_PREVIOUS_CHARSET);
	assert_shows(p, ROWS, COLS, "hardly");
	act(p, ACTION_NEXT_CHARSET);
	act(p, ACTION_STOP);
	assert_int_equal(app.pops, 1);
	assert_body(v, "");
	act(p, ACTION_INSERT);
	assert_int_equal(app.pops, 2);
	assert_said(&app, "hop.txt was inserted");
	p->class->free(p);
	assert_body(v, "Họp thôn.\n");
	act(v, ACTION_UNDO);
	assert_body(v, "");
	v->class->free(v);
}

static void plain_files_go_straight_in(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	answer_file(v, "a.txt", "mot hai\n", 8);
	assert_body(v, "mot hai\n");
	assert_string_equal(app.pushed, "");
	answer_file(v, "b.html", "<p>Thôn<li>Đoài", strlen("<p>Thôn<li>Đoài"));
	assert_body(v, "mot hai\nThôn\n\n- Đoài\n");
	act(v, ACTION_UNDO);
	assert_body(v, "mot hai\n");
	answer_file(v, "c.txt", tcvn, sizeof tcvn - 1);
	assert_string_equal(app.pushed, "import");
	assert_body(v, "mot hai\n");
	v->class->free(v);
}

static void assert_title(struct view *v, const char *want)
{
	const struct editor *ed = (const struct editor *)v;

	assert_string_equal(edit_line(ed->text[FIELD_TITLE], 0, NULL), want);
}

/* Long enough that its charset is beyond doubt. */
#define TEXT \
	"Ban chăn nuôi thú y xã thông báo: sáng ngày 1 tiêm phòng cho đàn lợn của thôn " \
	"Trung, các hộ nhốt lợn từ sáng sớm.\n"

static void a_title_goes_to_its_field(void **state)
{
	(void)state;
	static const char md[] = "# Lịch tiêm phòng\n\nSection: tin\nTags: thú y\n\n"
				 TEXT;
	static const char html[] = "<h1>Thông báo</h1><p>" TEXT;
	struct view *v = view_editor_new(&app, 0);
	const struct editor *ed = (const struct editor *)v;

	answer_file(v, "lich.md", md, sizeof md - 1);
	assert_title(v, "Lịch tiêm phòng");
	assert_body(v, TEXT);
	assert_string_equal(edit_line(ed->text[FIELD_TAGS], 0, NULL), "thú y");
	assert_shows(v, ROWS, COLS, "Tin tức");
	assert_said(&app, "its first line as the title");
	act(v, ACTION_UNDO);
	assert_body(v, "");
	/* where there is a title, it is text like any other */
	answer_file(v, "lich.md", md, sizeof md - 1);
	assert_title(v, "Lịch tiêm phòng");
	assert_body(v, md);
	v->class->free(v);
	v = view_editor_new(&app, 0);
	answer_file(v, "trang.html", html, sizeof html - 1);
	assert_title(v, "Thông báo");
	assert_body(v, TEXT);
	v->class->free(v);
	v = view_editor_new(&app, 0);
	answer_file(v, "ten.md", "# Chi co ten", strlen("# Chi co ten"));
	assert_title(v, "Chi co ten");
	assert_body(v, "");
	v->class->free(v);
	v = view_editor_new(&app, 0);
	answer_file(v, "a.txt", "# mot hai\n", 10);
	assert_title(v, "");
	assert_body(v, "# mot hai\n");
	v->class->free(v);
}

static void what_cannot_be_imported(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	char *big = mem_alloc(BODY_MAX + 1);

	memset(big, 'a', BODY_MAX + 1);
	act(v, ACTION_IMPORT);
	app.answer(app.ctx, NULL);
	app.answer(app.ctx, "/no/such/file");
	assert_said(&app, "there is no file /no/such/file");
	answer_file(v, "bao-cao.doc", "\320\317\021\340\0\0", 6);
	assert_said(&app, "is no text");
	answer_file(v, "rong.txt", "", 0);
	assert_said(&app, "there is no text");
	answer_file(v, "to.txt", big, BODY_MAX + 1);
	assert_said(&app, "to.txt has more than");
	answer_file(v, "vua.txt", big, BODY_MAX - 1);
	assert_said(&app, "was inserted");
	answer_file(v, "them.txt", "mot hai\n", 8);
	assert_said(&app, "too long");
	free(big);
	v->class->free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(charsets_go_round, open_one, close_one),
		cmocka_unit_test_setup_teardown(plain_files_go_straight_in, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(a_title_goes_to_its_field, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(what_cannot_be_imported, open_one,
						close_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
