/* test_model.c - thousands of random edits against a model too simple to be wrong */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <bantin/base/mem.h>
#include <bantin/edit/edit.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

enum { STEPS = 10000, MAX = 3000 };

/* The model: the whole text as one string, and byte offsets in it. */
struct model {
	char *s;
	size_t cursor, mark;
	bool marked;
};

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static const char *const pieces[] = {
	"a",
	"Đ",
	"ả",
	" ",
	"ng",
	"ư",
	"ệ",
	"e\xcc\x82",
	"\xcc\xa3",
	"\xcc\x81",
	"🇻",
	"🇳",
	"👩‍💻",
	"☀️",
	"한",
	"\xe1\x84\x92",
	"\xe1\x85\xa1",
	"\xe1\x86\xab",
	"漢",
	".",
	"\t",
	"Hội nghị giao ban ",
	"thôn Ba\nthôn Bốn",
	"\r\n",
	"\n",
	"\xff",
	"\xe1\xba",
	"một đoạn văn dài hơn một hàng của màn hình nhỏ, nên phải xuống hàng. ",
};
enum { PIECES = sizeof(pieces) / sizeof(*pieces) };

static size_t offset_of(const struct edit *e, struct edit_pos p)
{
	size_t at = p.byte, n;
	for (size_t i = 0; i < p.line; i++) {
		edit_line(e, i, &n);
		at += n + 1;
	}
	return at;
}

static char *text_of(const struct edit *e)
{
	struct buf b = {0};
	edit_text(e, &b);
	return b.s ? buf_take(&b) : mem_str("");
}

/* Clean, each line by itself: what a text must be after any edit. */
static char *clean_text(const char *s)
{
	struct buf b = {0};
	for (;;) {
		size_t n = strcspn(s, "\r\n");
		text_clean(&b, s, n, CLEAN_TEXT);
		if (!s[n])
			return b.s ? buf_take(&b) : mem_str("");
		buf_addc(&b, '\n');
		s += n + (!strncmp(s + n, "\r\n", 2) ? 2 : 1);
	}
}

static char *spliced(const struct model *m, const char *piece)
{
	size_t from = m->marked && m->mark < m->cursor ? m->mark : m->cursor;
	size_t to = m->marked && m->mark > m->cursor ? m->mark : m->cursor;
	struct buf b = {0};
	char *clean = clean_text(piece);
	buf_add(&b, m->s, from);
	buf_adds(&b, clean);
	buf_adds(&b, m->s + to);
	free(clean);
	clean = clean_text(buf_str(&b));
	buf_clear(&b);
	return clean;
}

static void take(struct model *m, const struct edit *e)
{
	struct edit_pos from, to;
	free(m->s);
	m->s = text_of(e);
	m->cursor = offset_of(e, edit_cursor(e));
	m->marked = edit_selection(e, &from, &to);
	m->mark = m->cursor;
	if (m->marked)
		m->mark = offset_of(e, from) == m->cursor ? offset_of(e, to)
							  : offset_of(e, from);
}

static void check_counts(struct edit *e, const struct model *m)
{
	size_t words, clusters, lines = 1, want_words = 0, want_clusters = 0;
	for (const char *s = m->s;; s++) {
		size_t n = strcspn(s, "\n");
		struct extent x;
		text_measure(s, n, NULL, &x);
		want_clusters += x.clusters;
		for (size_t at = 0; (at = text_word_next(s, n + 1, at)) <= n;)
			want_words++;
		s += n;
		if (!*s)
			break;
		lines++;
	}
	edit_count(e, &words, &clusters);
	assert_int_equal(words, want_words);
	assert_int_equal(clusters, want_clusters);
	assert_int_equal(edit_lines(e), lines);
	assert_int_equal(edit_bytes(e), strlen(m->s));
}

/* The rows of the window are the text in order, and the cursor is in it. */
static void check_view(struct edit *e, size_t columns, size_t rows)
{
	struct edit_row r, last = {0};
	struct edit_pos cursor = edit_cursor(e);
	size_t row, column, n;
	edit_cursor_cell(e, &row, &column);
	assert_true(row < rows && column < columns);
	for (size_t i = 0; i < rows; i++) {
		edit_row(e, i, &r);
		if (r.line == SIZE_MAX)
			continue;
		const char *s = edit_line(e, r.line, &n);
		assert_true(r.start <= r.end && r.end <= n);
		assert_true(r.first == (r.start == 0));
		size_t wide = text_columns(s + r.start, r.end - r.start);
		assert_true(wide <= columns ||
			    text_cluster_next(s, n, r.start) == r.end);
		if (i > 0)
			assert_true(r.line == last.line
					    ? r.start >= last.end
					    : r.line == last.line + 1 && r.first);
		if (i == row)
			assert_true(r.line == cursor.line && r.start <= cursor.byte);
		if (i > 0 && i == row + 1)
			assert_true(r.line > cursor.line || r.start > cursor.byte);
		last = r;
	}
}

static void insert(struct edit *e, struct model *m)
{
	const char *piece = pieces[any(PIECES)];
	char *want = spliced(m, piece), *got;
	bool done = any(4) ? edit_type(e, piece, strlen(piece))
			   : edit_paste(e, piece, strlen(piece));
	got = text_of(e);
	if (done || strlen(want) <= MAX)
		assert_string_equal(got, want);
	else
		assert_string_equal(got, m->s);
	free(got);
	free(want);
}

static void erase(struct edit *e, struct model *m)
{
	static const enum edit_move spans[] = {
		EDIT_LEFT,	 EDIT_LEFT,	 EDIT_RIGHT,  EDIT_WORD_LEFT,
		EDIT_WORD_RIGHT, EDIT_ROW_START, EDIT_ROW_END};
	bool was_marked = m->marked;
	char *want = m->marked ? spliced(m, "") : NULL;
	edit_erase(e, spans[any(7)]);
	if (was_marked) {
		char *got = text_of(e);
		assert_string_equal(got, want);
		free(got);
	}
	free(want);
}

static void cut_and_paste(struct edit *e, struct model *m, struct buf *clip)
{
	char *want, *got;
	if (any(2)) {
		edit_cut(e, clip);
		return;
	}
	want = spliced(m, buf_str(clip));
	bool done = edit_paste(e, buf_str(clip), clip->len);
	got = text_of(e);
	assert_string_equal(got, done || strlen(want) <= MAX ? want : m->s);
	free(got);
	free(want);
}

static void step(struct edit *e, struct model *m, struct buf *clip)
{
	switch (any(12)) {
	case 0: case 1: case 2: case 3:
		insert(e, m);
		break;
	case 4: case 5:
		erase(e, m);
		break;
	case 6:
		cut_and_paste(e, m, clip);
		break;
	case 7:
		edit_newline(e);
		break;
	case 8: case 9: {
		/* What is undone is done again to the byte. */
		if (any(4) || !edit_undo(e))
			break;
		edit_redo(e);
		char *got = text_of(e);
		assert_string_equal(got, m->s);
		free(got);
		break;
	}
	case 10:
		edit_set_cursor(e, (struct edit_pos){any(20), any(60)});
		break;
	default:
		edit_go(e, (enum edit_move)any(EDIT_END + 1), any(3) == 0);
		break;
	}
}

static void walk(uint32_t from, const char *begin, size_t columns, size_t rows)
{
	struct edit *e = edit_new(false, MAX);
	struct model m = {0};
	struct buf clip = {0};
	seed = from;
	edit_load(e, begin, strlen(begin));
	edit_view(e, columns, rows);
	char *first = text_of(e);
	for (int i = 0; i < STEPS; i++) {
		take(&m, e);
		step(e, &m, &clip);
		take(&m, e);
		if (i % 8 == 0)
			check_counts(e, &m);
		if (i % 64 == 0)
			edit_view(e, columns = 1 + any(90), rows = 1 + any(24));
		check_view(e, columns, rows);
	}
	char *last = text_of(e), *back, *again;
	while (edit_undo(e))
		;
	back = text_of(e);
	assert_string_equal(back, first);
	while (edit_redo(e))
		;
	again = text_of(e);
	assert_string_equal(again, last);
	free(first);
	free(last);
	free(back);
	free(again);
	free(m.s);
	buf_clear(&clip);
	edit_free(e);
}

static void test_random_edits(void **state)
{
	(void)state;
	walk(1, "", 40, 8);
	walk(2, "Hội nghị giao ban\n\nSáng ngày 8/8, thôn Trung tổ chức hội nghị.\n", 80,
	     22);
	walk(20200808, "Vie\xcc\xa3\xcc\x82t Nam\r\nx", 11, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_edits)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
