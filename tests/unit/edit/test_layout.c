/* test_layout.c - rows and counts brought up to date are those of a line made anew */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/edit/edit.h>

enum { STEPS = 300, BYTES = 3000, MAX = 20000, ROWS = 250 };

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* What the rules of line breaking and of clusters look beyond a letter for. */
static const char *const pieces[] = {
	"a", " ", "  ", "ế", "hội nghị ", "Sáng ngày 08/8/2020, ", "(", ")", "\"", "- ",
	"-", "1.159,5 ", "12", ",", "%", "$ ", "/", "?", "! ", "“", "”", "– ", "…", "\t", "🇻",
	"🇳", "👩‍💻", "☀️", "\xcc\xa3", "e\xcc\x82", "漢字", "한", "אב", "đồng chí Chủ tịch ",
	"https://xa.example/tin-tuc/2020/08/08/hoi-nghi-giao-ban-danh-gia-ket-qua ",
	"mộttừdàihơnmộthàngcủamànhìnhnhỏvàcònnốithêmnữachođếnkhihếtchỗ",
};

static const char *piece(bool plain)
{
	return pieces[any(plain ? 6 : sizeof(pieces) / sizeof(*pieces))];
}

static struct edit *edit_with(const char *s, size_t n, size_t columns)
{
	struct edit *e = edit_new(false, MAX);

	edit_load(e, s, n);
	edit_view(e, columns, ROWS);
	return e;
}

static void assert_same(struct edit *e, size_t columns)
{
	size_t n, words, clusters, want_words, want_clusters;
	const char *s = edit_line(e, 0, &n);
	struct edit *anew = edit_with(s, n, columns);
	struct edit_row got, want;

	edit_count(e, &words, &clusters);
	edit_count(anew, &want_words, &want_clusters);
	assert_int_equal(words, want_words);
	assert_int_equal(clusters, want_clusters);
	for (size_t i = 0; i < ROWS; i++) {
		edit_row(e, i, &got);
		edit_row(anew, i, &want);
		assert_int_equal(got.line, want.line);
		assert_int_equal(got.start, want.start);
		assert_int_equal(got.end, want.end);
	}
	edit_free(anew);
}

static void change(struct edit *e, bool plain)
{
	const char *p = piece(plain);
	size_t n;

	edit_line(e, 0, &n);
	edit_set_cursor(e, (struct edit_pos){0, any((uint32_t)n + 1)});
	if (any(3) == 0 || n > BYTES + 1000) {
		edit_go(e, EDIT_WORD_RIGHT, true);
		if (any(8) == 0)
			edit_go(e, EDIT_DOWN, true);
		edit_erase(e, EDIT_LEFT);
	} else {
		edit_type(e, p, strlen(p));
	}
}

/* Several changes now and then between two looks. */
static void walk(uint32_t from, bool plain, size_t columns)
{
	struct buf b = {0};

	seed = from;
	while (b.len < BYTES)
		buf_adds(&b, piece(plain));
	struct edit *e = edit_with(b.s, b.len, columns);
	for (int i = 0; i < STEPS; i++) {
		for (uint32_t k = any(3); k < 3; k++)
			change(e, plain);
		if (any(10) == 0)
			edit_undo(e);
		edit_set_cursor(e, (struct edit_pos){0, 0});
		assert_same(e, columns);
	}
	edit_free(e);
	buf_clear(&b);
}

static void plain_text(void **state)
{
	(void)state;
	walk(1, true, 78);
	walk(2, true, 40);
}

static void any_text(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 6; i++)
		walk(10 + i, false, 20 + 10 * i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text),
		cmocka_unit_test(any_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
