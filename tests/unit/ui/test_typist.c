/* test_typist.c - keys typed into edits, the cursor drawn inside the text */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include <bantin/ui/field.h>

#include "../../../src/ui/typist.h"
#include "../edit/script.h"

static void begin(struct typist *t, const char *word)
{
	struct err e = {0};

	memset(t, 0, sizeof *t);
	typist_use(t, method_builtin(word, &e));
	t->options.give_back = true;
	t->on = true;
}

static bool act(struct typist *t, struct edit *e, enum action a, struct buf *clip)
{
	return typist_act(t, e, a) || edit_act(e, a, clip);
}

/* "<" is Backspace, "@" the raw keys, "}" and "{" right and left, "^" undo, "$" Enter,
 * "!" switches, "#" selects the letter before; what stands between them comes in one. */
static void play(struct typist *t, struct edit *e, const char *keys)
{
	static const char signs[] = "<@}{^$!#";
	static const enum action does[] = {
		ACTION_ERASE,	ACTION_TYPING_RAW, ACTION_RIGHT,	 ACTION_LEFT,
		ACTION_UNDO,	ACTION_NEWLINE,	   ACTION_TYPING_TOGGLE, ACTION_SELECT_LEFT,
	};
	struct buf clip = {0};

	while (*keys) {
		size_t n = strcspn(keys, signs);
		if (n > 0)
			typist_text(t, e, keys, n, false);
		keys += n;
		if (*keys)
			act(t, e, does[strchr(signs, *keys++) - signs], &clip);
	}
	buf_clear(&clip);
}

struct row {
	const char *before, *keys, *after;
};

static void run(const struct row *rows, size_t n, const char *method, bool single)
{
	for (size_t i = 0; i < n; i++) {
		struct edit *e = edit_new(single, 1000);
		struct typist t;
		begin(&t, method);
		script_load(e, rows[i].before);
		play(&t, e, rows[i].keys);
		char *drawn = script_draw(e);
		if (strcmp(drawn, rows[i].after))
			print_error("row %zu: %s: %s\n", i, rows[i].keys, drawn);
		assert_string_equal(drawn, rows[i].after);
		free(drawn);
		typist_clear(&t);
		edit_free(e);
	}
}

#define RUN(rows, method) run(rows, sizeof(rows) / sizeof(*(rows)), method, false)

static const struct row telex[] = {
	{"|", "Hooij nghij", "Hội nghị|"},
	{"|", "nguoiwf truowngf dduwowcj", "người trường được|"},
	{"xã |thôn", "ddeens ", "xã đến |thôn"},
	{"|", "aaa", "aa|"},
	{"|", "ass tesst", "as test|"},
	{"|", "windows office boot password ", "windows office boot password |"},
	{"|", "hoafn<", "hòa|"},
	{"|", "hoafn<<<<<", "|"},
	{"|", "tieengs<<<<<", "|"},
	/* the cursor comes back to a word, in front of another or behind it */
	{"hoa|", "f", "hòa|"},
	{"hoa| nhac", "f}}}}}j", "hòa nhạc|"},
	{"hòa|n", "<", "hò|n"},
	{"Tien|g", "e", "Tiên|g"},
	{"một\n|hai", "<", "một|hai"},
	{"một\n|", "<s", "mốt|"},
	/* undo gives the whole run back, and a key then is a key */
	{"|", "nguoiwf^", "|"},
	{"x |", "nguoiwf dduwowcj^", "x |"},
	{"|", "ba^f", "f|"},
	{"|", "toiongs^", "|"},
	/* the raw keys, and going on behind them */
	{"|", "vieejt@", "vieejt|"},
	{"|", "xem vieejt@s", "xem vieejts|"},
	{"|", "ab @", "ab |"},
	/* a word that ends as the cursor leaves */
	{"|", "windows$", "windows\n|"},
	{"|", "windows{", "window|s"},
	{"|", "nguoiwf$nha", "người\nnha|"},
	/* switched off and on in mid-word */
	{"|", "as!as", "áas|"},
	{"|", "as!s!f", "ásf|"},
	/* a selection goes first */
	{"ba|", "##as", "á|"},
	{"hoan|", "#f", "hòa|"},
	{"ho|", "##<", "|"},
	/* finished letters, and a method of the terminal's own that steps back */
	{"|", "tiếng as", "tiếng á|"},
	{"|", "tie<êng<<<ếng vie<êt<<ệt", "tiếng việt|"},
	{"|", "d<đa as", "đa á|"},
	/* decomposed, as it may arrive */
	{"|", "e\xcc\x82\xcc\xa3 as", "\xe1\xbb\x87 á|"},
	{"trời |☀️ nắng", "dd", "trời đ|☀️ nắng"},
};

static void test_telex(void **state)
{
	(void)state;
	RUN(telex, "telex");
}

static const struct row vni[] = {
	{"|", "Ho65i nghi5 ngu7o72i d9u7o7c5", "Hội nghị người được|"},
	{"|", "thon6 2", "thôn 2|"},
	{"|", "nga2y 08", "ngày 08|"},
	{"hoa|", "2", "hòa|"},
};

static void test_vni(void **state)
{
	(void)state;
	RUN(vni, "vni");
}

static void test_paste_stays(void **state)
{
	(void)state;
	struct edit *e = edit_new(true, 1000);
	struct typist t;

	begin(&t, "telex");
	typist_text(&t, e, "as nguoiwf ", 11, true);
	typist_text(&t, e, "as", 2, false);
	assert_string_equal(edit_line(e, 0, NULL), "as nguoiwf á");
	typist_clear(&t);
	edit_free(e);
}

/* Two fields share the typist; each goes on where it stands. */
static void test_two_edits(void **state)
{
	(void)state;
	struct edit *a = edit_new(true, 1000), *b = edit_new(false, 1000);
	struct typist t;

	begin(&t, "telex");
	typist_text(&t, a, "hoa", 3, false);
	typist_text(&t, b, "f", 1, false);
	assert_string_equal(edit_line(b, 0, NULL), "f");
	typist_text(&t, a, "f", 1, false);
	assert_string_equal(edit_line(a, 0, NULL), "hòa");
	/* one that is freed and one in its place */
	edit_free(a);
	a = edit_new(true, 1000);
	typist_text(&t, a, "f", 1, false);
	assert_string_equal(edit_line(a, 0, NULL), "f");
	typist_clear(&t);
	edit_free(a);
	edit_free(b);
}

static void test_ceiling(void **state)
{
	(void)state;
	struct edit *e = edit_new(true, 4);
	struct typist t;

	begin(&t, "telex");
	typist_text(&t, e, "hoafa", 5, false); /* "hòa" has four bytes */
	assert_string_equal(edit_line(e, 0, NULL), "hòa");
	typist_text(&t, e, "n", 1, false);
	assert_string_equal(edit_line(e, 0, NULL), "hòa");
	typist_clear(&t);
	edit_free(e);
}

static void test_noticed_once(void **state)
{
	(void)state;
	struct edit *e = edit_new(true, 1000);
	struct typist t;

	begin(&t, "telex");
	typist_text(&t, e, "xas nguoiwf \xe2\x80\x93 ", 16, false);
	assert_false(typist_noticed(&t)); /* a dash is no letter */
	typist_text(&t, e, "xã", 3, false);
	assert_true(typist_noticed(&t));
	typist_text(&t, e, " thôn đội", 13, false);
	assert_false(typist_noticed(&t));
	typist_clear(&t);
	edit_free(e);
}

static void test_words(void **state)
{
	(void)state;
	struct buf b = {0};
	struct typist t;

	begin(&t, "vni");
	typist_words(&t, &b);
	assert_string_equal(buf_str(&b), "VI-VNI");
	buf_reset(&b);
	typist_toggle(&t);
	typist_words(&t, &b);
	assert_string_equal(buf_str(&b), "EN");
	typist_toggle(&t);
	assert_true(typist_on(&t));
	typist_clear(&t);
	assert_false(typist_on(&t));
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_telex),	    cmocka_unit_test(test_vni),
		cmocka_unit_test(test_paste_stays), cmocka_unit_test(test_two_edits),
		cmocka_unit_test(test_ceiling),	    cmocka_unit_test(test_noticed_once),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
