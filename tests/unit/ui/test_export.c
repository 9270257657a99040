/* test_export.c - what the editor writes beside the desk: files, and one's own words */
#include "writing.h"

#include <sys/stat.h>

#include <bantin/base/file.h>

static void assert_file(const char *path, const char *want)
{
	struct buf b = {0};
	struct stat st;

	assert_true(file_read(path, 100000, &b, NULL));
	if (!strstr(buf_str(&b), want))
		fail_msg("\"%s\" is not in\n%s", want, buf_str(&b));
	assert_true(stat(path, &st) == 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	buf_clear(&b);
}

static char *export_to(struct view *v, const char *name)
{
	char *path = file_join(app.dir, name);

	act(v, ACTION_EXPORT);
	app.answer(app.ctx, path);
	return path;
}

static void assert_export(struct view *v, const char *name, const char *want,
			  const char *said)
{
	char *path = export_to(v, name);

	assert_file(path, want);
	assert_said(&app, said);
	assert_said(&app, path);
	free(path);
}

static void what_stands_on_the_screen(void **state)
{
	(void)state;
	struct view *v = view_editor_new(
		&app, put_draft(&app, "Lịch tiêm phòng", "Thôn *Trung*: ngày 1.\n"));

	type(v, "Mới! ");	/* not saved */
	assert_export(v, "a.md", "# Lịch tiêm phòng\n\nSection: tin\n\nMới! Thôn *Trung*",
		      "written as Markdown");
	assert_export(v, "a.HTML", "<em>Trung</em>", "written as a web page");
	assert_export(v, "a.txt", "Tin tức", "written as plain text");
	assert_export(v, "b.txt", "Mới! Thôn Trung: ngày 1.", "written as plain text");
	v->class->free(v);
}

static void no_file_is_replaced_unasked(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, put_draft(&app, "Một", "hai\n"));
	char *path = file_join(app.dir, "cu.md");

	assert_true(file_write(path, "đã có", strlen("đã có"), NULL));
	free(path);
	for (const char *key = "n"; key; key = *key == 'n' ? "" : NULL) {
		path = export_to(v, "cu.md");
		assert_non_null(strstr(buf_str(&app.question), "cu.md already. Replace"));
		assert_file(path, "đã có");
		app.choice(app.ctx, *key);
		assert_said(&app, "stays as it was");
		assert_file(path, "đã có");
		free(path);
	}
	path = export_to(v, "cu.md");
	app.choice(app.ctx, 'y');
	assert_file(path, "# Một");
	free(path);
	v->class->free(v);
}

static void what_cannot_be_written(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);

	act(v, ACTION_EXPORT);
	assert_said(&app, "nothing to export yet");
	type(v, "Một");
	act(v, ACTION_EXPORT);
	app.answer(app.ctx, NULL);
	app.answer(app.ctx, "");
	app.answer(app.ctx, "/no/such/folder/a.md");
	assert_said(&app, "cannot write /no/such/folder/a.md");
	assert_true(app.said_bad);
	free(export_to(v, "bao-cao.docx"));
	assert_said(&app, "must end in .txt, .md or .html");
	v->class->free(v);
}

static void words_of_ones_own(void **state)
{
	(void)state;
	struct view *v = view_editor_new(&app, 0);
	struct typist *t = &app.typist;

	typist_use(t, method_builtin("telex", &(struct err){0}));
	t->on = t->options.give_back = true;
	act(v, ACTION_ADD_WORD);
	assert_said(&app, "put the cursor behind the word");
	type(v, "boot ");
	assert_shows(v, 21, 80, "boot");
	type(v, "boot");
	act(v, ACTION_ADD_WORD);
	assert_said(&app, "bôt is one of your words now");
	assert_file(app.profile.words, "bôt\n");
	type(v, " Boot ");
	assert_shows(v, 21, 80, "boot bôt Bôt");
	type(v, "boot");
	act(v, ACTION_ADD_WORD);
	assert_said(&app, "bôt is one of your words already");
	v->class->free(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_stands_on_the_screen, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(no_file_is_replaced_unasked, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(what_cannot_be_written, open_one,
						close_one),
		cmocka_unit_test_setup_teardown(words_of_ones_own, open_one, close_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
