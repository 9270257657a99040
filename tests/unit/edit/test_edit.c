/* test_edit.c - moves and edits, the cursor drawn inside the text */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include "script.h"

struct row {
	const char *before, *words, *after;
	bool refused;	/* the last word says false */
};

static void run_rows(const struct row *rows, size_t n, bool single, size_t max)
{
	for (size_t i = 0; i < n; i++) {
		struct edit *e = edit_new(single, max);
		struct buf clip = {0};
		edit_view(e, 20, 5);
		script_load(e, rows[i].before);
		bool said = script_run(e, rows[i].words, &clip);
		char *drawn = script_draw(e);
		if (strcmp(drawn, rows[i].after) || said == rows[i].refused)
			print_error("row %zu: %s\n  %s\n  said %d\n", i, rows[i].before,
				    rows[i].words, said);
		assert_string_equal(drawn, rows[i].after);
		assert_int_equal(said, !rows[i].refused);
		free(drawn);
		buf_clear(&clip);
		edit_free(e);
	}
}

#define RUN(rows, single, max) run_rows(rows, sizeof(rows) / sizeof(*(rows)), single, max)

static const struct row moves[] = {
	{"Đảng| ủy", "left", "Đản|g ủy", false},
	{"Đảng| ủy", "right right", "Đảng ủ|y", false},
	{"|Đảng ủy", "right", "Đ|ảng ủy", false},
	{"|Đảng ủy", "left", "|Đảng ủy", true},
	{"Đảng ủy|", "right", "Đảng ủy|", true},
	{"xã\n|thôn", "left", "xã|\nthôn", false},
	{"xã|\nthôn", "right", "xã\n|thôn", false},
	{"Đảng ủy xã|", "word-left", "Đảng ủy |xã", false},
	{"Đảng ủy xã|", "word-left word-left word-left", "|Đảng ủy xã", false},
	{"|Đảng, ủy", "word-right", "Đảng|, ủy", false},
	{"|Đảng, ủy", "word-right word-right", "Đảng, ủy|", false},
	{"một|\nhai", "word-right word-right", "một\nhai|", false},
	{"một\n|hai", "word-left", "một|\nhai", false},
	{"trời ☀️| nắng", "word-left", "trời |☀️ nắng", false},
	{"trời |☀️ nắng", "right", "trời ☀️| nắng", false},
	{"một ha|i", "home", "|một hai", false},
	{"một ha|i", "end", "một hai|", false},
	{"một hai|", "end", "một hai|", true},
	{"a\nb\n|c", "top", "|a\nb\nc", false},
	{"|a\nb\nc", "bottom", "a\nb\nc|", false},
	{"một\nhai\n\nba|\nbốn", "para-up", "một\nhai\n\n|ba\nbốn", false},
	{"một\nhai\n\nba\nb|ốn", "para-up para-up", "|một\nhai\n\nba\nbốn", false},
	{"m|ột\nhai\n\n \nba\nbốn", "para-down", "một\nhai\n\n \n|ba\nbốn", false},
	{"m|ột\nhai\n\nba\nbốn", "para-down para-down", "một\nhai\n\nba\nbốn|", false},
	{"một\nhai|", "para-down", "một\nhai|", true},
};

static void test_moves(void **state)
{
	(void)state;
	RUN(moves, false, 1000);
}

/* The view is 20 columns, of which 19 are text. */
static const struct row rows_moves[] = {
	{"mộ|t\nhai", "up", "mộ|t\nhai", true},
	{"một\nha|i", "up", "mộ|t\nhai", false},
	{"một\nha|i", "down", "một\nha|i", true},
	{"Đảng ủy|\nxã\nNhân dân", "down", "Đảng ủy\nxã|\nNhân dân", false},
	{"Đảng ủy|\nxã\nNhân dân", "down down", "Đảng ủy\nxã\nNhân dâ|n", false},
	{"Đảng ủy|\nxã\nNhân dân", "down down up", "Đảng ủy\nxã|\nNhân dân", false},
	{"Đảng ủy|\nxã\nNhân dân", "down left down", "Đảng ủy\nxã\nN|hân dân", false},
	{"Ủy |ban nhân dân xã Yên Lạc", "down", "Ủy ban nhân dân xã Yên| Lạc", false},
	{"Ủy ban nhân dân xã Yên| Lạc", "up", "Ủy |ban nhân dân xã Yên Lạc", false},
	{"Ủy |ban nhân dân xã Yên Lạc", "end", "Ủy ban nhân dân xã| Yên Lạc", false},
	{"Ủy ban nhân dân xã Yên| Lạc", "home", "Ủy ban nhân dân xã |Yên Lạc", false},
	{"Ủy ban nhân dân xã Yên| Lạc", "end", "Ủy ban nhân dân xã Yên Lạc|", false},
	{"|aaaaaaaaaabbbbbbbbbbcc", "end", "aaaaaaaaaabbbbbbbb|bbcc", false},
	{"aaaaaaaaaabbbbbbbbbbc|c", "up end up", "aaaaaaaaaabbbbbbbb|bbcc", true},
	{"|1\n2\n3\n4\n5\n6\n7", "page-down", "1\n2\n3\n4\n|5\n6\n7", false},
	{"|1\n2\n3\n4\n5\n6\n7", "page-down page-down", "1\n2\n3\n4\n5\n6\n|7", false},
	{"1\n2\n3\n4\n5\n6\n7|", "page-up", "1\n2\n3|\n4\n5\n6\n7", false},
	{"1\n2|\n3", "page-up", "1|\n2\n3", false},
	{"1|\n2\n3", "page-up", "1|\n2\n3", true},
};

static void test_moves_by_row(void **state)
{
	(void)state;
	RUN(rows_moves, false, 1000);
}

static const struct row typing[] = {
	{"Đảng| ủy", "type=_bộ", "Đảng bộ| ủy", false},
	{"|", "keys=Hội_nghị", "Hội nghị|", false},
	{"|", "keys=nguoi retype3=ươi", "ngươi|", false},
	{"|", "keys=nguoi retype3=ươi retype5=ời undo", "|", false},
	{"|", "keys=nguoi retype3=ươi undo redo", "ngươi|", false},
	{"xa|", "retype1=ã type=s undo", "xa|", false},
	{"xa|", "retype3=ã", "xa|", true},
	{"một\nxa|", "retype4=ã", "một\nxa|", true},
	{"xã|", "retype1=a", "xã|", true},	/* half a letter */
	{"xã|", "retype2=", "x|", false},
	{"xa|", "retype0=s", "xas|", false},
	/* decomposed, as some machines send it: e, circumflex, dot below */
	{"Vi|t", "keys=e\xcc\x82\xcc\xa3", "Việ|t", false},
	{"Vi|t", "type=e\xcc\xa3\xcc\x82", "Việ|t", false},
	{"Vie|t", "type=\xcc\x82", "Viê|t", false},
	{"Việ|t", "type=\xcc\x81\xcc\x81\xcc\x81", "Việ\xcc\x81\xcc\x81|t", false},
	{"xa| Yên", "type=\xcc\x83", "xã| Yên", false},
	{"|a\xcc\x83 b", "insert=\xEF\xBB\xBF", "|ã b", true},	/* a BOM says nothing */
	{"mot|", "type=\x01", "mot\xEF\xBF\xBD|", false},
	{"a|b", "enter", "a\n|b", false},
	{"a|b", "type=x/y", "ax\ny|b", false},
	{"a|\nb", "enter enter type=c", "a\n\nc|\nb", false},
	{"đội| ", "back back back back", "| ", true},
	{"đội| viên", "delete delete", "đội|iên", false},
	{"xã\n|thôn", "back", "xã|thôn", false},
	{"xã|\nthôn", "delete", "xã|thôn", false},
	{"|xã", "back", "|xã", true},
	{"xã|", "delete", "xã|", true},
	{"Đảng ủy xã|", "del:word-left", "Đảng ủy |", false},
	{"Đảng| ủy xã", "del:word-right", "Đảng| xã", false},
	{"Đảng ủy| xã", "del:home", "| xã", false},
	{"Đảng ủy| xã", "del:end", "Đảng ủy|", false},
	/* lines joined: a mark that began the second goes to the first's last letter */
	{"a\n|\xcc\x80 b", "back", "à| b", false},
	{"a| b", "type=👩‍💻 left right back", "a| b", false},
	{"🇻|", "keys=🇳 left", "|🇻🇳", false},
	{"🇻|x🇳", "delete", "🇻🇳|", false},
};

static void test_typing(void **state)
{
	(void)state;
	RUN(typing, false, 1000);
}

static const struct row selecting[] = {
	{"Đả|ng ủy", "s:right s:right", "Đả[ng| ủy", false},
	{"Đả|ng ủy", "s:left", "Đ|ả[ng ủy", false},
	{"Đả|ng ủy", "s:right s:left", "Đả|ng ủy", false},
	{"Đả|ng ủy", "s:right s:right left", "Đả|ng ủy", false},
	{"Đả|ng ủy", "s:right s:right right", "Đảng| ủy", false},
	{"Đả|ng ủy", "s:right s:right end", "Đảng ủy|", false},
	{"Đả|ng ủy", "s:end type=", "Đả|", false},
	{"Đả|ng ủy", "mark right right", "Đả[ng| ủy", false},
	{"Đả|ng ủy", "mark right mark", "Đản|g ủy", false},
	{"Đả|ng ủy", "mark right mark right", "Đảng| ủy", false},
	{"Đả|ng ủy", "all", "[Đảng ủy|", false},
	{"Đả|ng ủy", "all none", "Đảng ủy|", false},
	{"Đả|ng ủy", "all type=x", "x|", false},
	{"a|b\nc", "s:down back", "a|", false},
	{"a|b\ncd", "s:down enter", "a\n|d", false},
	{"một |hai ba", "s:word-right cut", "một | ba", false},
	{"một |hai ba", "s:word-right cut end paste", "một  bahai|", false},
	{"một |hai", "s:word-right copy end paste", "một haihai|", false},
	{"m|ột\nhai\nba", "cut", "|hai\nba", false},
	{"m|ột\nhai\nba", "cut cut paste", "một\nhai\n|ba", false},
	{"m|ột\nhai\nba", "cut down cut paste", "hai\nba|", false},
	{"Đả|ng ủy", "mark right copy right", "Đảng| ủy", false},
	{"Đả|ng ủy", "s:right copy s:right", "Đả[ng| ủy", false},
	{"m|ột\nhai\nba", "copy paste", "mmột\n|ột\nhai\nba", false},
	{"một\nb|a", "cut", "một\n|", false},
	{"một\n|", "cut", "một\n|", true},
};

static void test_selecting(void **state)
{
	(void)state;
	RUN(selecting, false, 1000);
}

static const struct row undoing[] = {
	{"|", "undo", "|", true},
	{"a|", "redo", "a|", true},
	{"|", "keys=Hội_nghị undo", "|", false},
	{"|", "keys=Hội_nghị undo redo", "Hội nghị|", false},
	{"|", "keys=abc enter keys=def undo", "abc\n|", false},
	{"|", "keys=abc enter keys=def undo undo", "abc|", false},
	{"|", "keys=abc enter keys=def undo undo undo", "|", false},
	{"|", "keys=abc left right keys=def undo", "abc|", false},
	{"|", "keys=abc back back undo", "abc|", false},
	{"|", "keys=abc back back undo undo", "|", false},
	{"|", "keys=abc back keys=d undo", "ab|", false},
	{"abc|", "back back back undo", "abc|", false},
	{"|abc", "delete delete undo", "|abc", false},
	{"ab|cd", "back delete undo", "ab|cd", false},
	{"Vie|t", "keys=\xcc\x82\xcc\xa3 undo", "Vie|t", false},
	{"Vi|t", "keys=e\xcc\x82\xcc\xa3n undo", "Vi|t", false},
	{"Vi|t", "keys=e\xcc\x82\xcc\xa3n undo redo", "Viện|t", false},
	{"một |hai", "s:end type=x type=y undo", "một hai|", false},
	{"|x", "insert=một/hai undo", "|x", false},
	{"|x", "insert=một/hai undo redo", "một\nhai|x", false},
	{"|x", "insert=một insert=hai undo", "một|x", false},
	{"|x", "keys=a undo keys=b redo", "b|x", true},
	{"m|ột\nhai", "cut undo", "m|ột\nhai", false},
	{"a\n|\xcc\x80 b", "back undo", "a\n|\xcc\x80 b", false},
	/* a long run is undone in pieces, at a word */
	{"|", "keys=Ủy_ban_nhân_dân_xã_tổ_chức_hội_nghị_giao_ban_tháng_bảy_này undo",
	 "Ủy ban nhân dân xã tổ chức hội nghị giao ban tháng |", false},
};

static void test_undoing(void **state)
{
	(void)state;
	RUN(undoing, false, 1000);
}

static const struct row single[] = {
	{"Tin |", "type=mới/hôm_nay", "Tin mới hôm nay|", false},
	{"Tin |", "insert=một/hai/", "Tin một hai |", false},
	{"Tin |", "insert=a\tb", "Tin a b|", false},
	{"Tin |",
	 "insert=a\xE2\x80\xA8"
	 "b",
	 "Tin a b|", false}, /* U+2028 */
	{"Tin |", "enter", "Tin |", true},
	{"T|in", "up", "T|in", true},
	{"T|in", "down", "T|in", true},
	{"T|in", "end", "Tin|", false},
	{"T|in", "cut", "|", false},
	{"Một tiêu đề dài hơn cả |màn hình", "home", "|Một tiêu đề dài hơn cả màn hình",
	 false},
};

static void test_single(void **state)
{
	(void)state;
	RUN(single, true, 1000);
}

/* Ten bytes and no more. */
static const struct row ceiling[] = {
	{"12345678|", "type=9 type=0", "1234567890|", false},
	{"12345678|", "type=9 type=0 type=1", "1234567890|", true},
	{"123456789|", "type=ả", "123456789|", true},
	{"12345|6789", "insert=a/b", "12345|6789", true},
	{"12345|67890", "s:right type=ă", "12345[6|7890", true},
	{"12345|67890", "s:right s:right type=ă", "12345ă|890", false},
	{"123456789|", "enter enter", "123456789\n|", true},
	{"123456e|", "keys=\xcc\x82\xcc\xa3", "123456ệ|", false},
};

static void test_ceiling(void **state)
{
	(void)state;
	for (size_t i = 0; i < 5; i++)
		run_rows(&ceiling[i], 1, false, 10);
	run_rows(&ceiling[5], 3, false, 10);
}

static void test_load(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 10);
	struct buf b = {0};
	assert_int_equal(edit_lines(e), 1);
	assert_true(edit_load(e, "a\r\nb\rc\n\n\nd", 10));
	edit_text(e, &b);
	assert_string_equal(b.s, "a\nb\nc\n\n\nd");
	assert_int_equal(edit_bytes(e), 9);
	assert_false(edit_load(e, "123456789\xE1\xBA\xA3x", 13));
	buf_reset(&b);
	edit_text(e, &b);
	assert_string_equal(b.s, "123456789");
	assert_false(edit_load(e, "1234567890x", 11));
	assert_int_equal(edit_bytes(e), 10);
	assert_false(edit_load(e, "1234567\xE1\xBA\xA3x", 11));
	assert_int_equal(edit_bytes(e), 10);
	assert_false(edit_undo(e));
	assert_true(edit_load(e, "a\xcc\x83\xff", 4));
	assert_string_equal(edit_line(e, 0, NULL), "ã\xEF\xBF\xBD");
	assert_true(edit_load(e, "", 0));
	assert_int_equal(edit_lines(e), 1);
	buf_clear(&b);
	edit_free(e);
	edit_free(NULL);
}

static void test_version(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 100);
	uint64_t v = edit_version(e);
	edit_type(e, "a", 1);
	assert_true(edit_version(e) > v);
	v = edit_version(e);
	edit_go(e, EDIT_LEFT, false);
	edit_erase(e, EDIT_LEFT);
	assert_true(edit_version(e) == v);
	edit_undo(e);
	assert_true(edit_version(e) > v);
	edit_free(e);
}

static void assert_count(struct edit *e, size_t words, size_t clusters)
{
	size_t w, c;
	edit_count(e, &w, &c);
	assert_int_equal(w, words);
	assert_int_equal(c, clusters);
}

static void test_count(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	assert_count(e, 0, 0);
	const char *s = "Đảng ủy xã, 15,5 km.\n\n  - \nTốt!";
	edit_load(e, s, strlen(s));
	assert_count(e, 7, 28);
	edit_select_all(e);
	edit_type(e, "một", strlen("một"));
	assert_count(e, 1, 3);
	edit_undo(e);
	assert_count(e, 7, 28);
	edit_free(e);
}

static void test_cursor_is_brought_to_a_boundary(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_load(e, "xả\nb", 6);
	edit_set_cursor(e, (struct edit_pos){0, 2});	/* inside ả */
	struct edit_pos p = edit_cursor(e);
	assert_true(p.byte == 1 || p.byte == 4);
	edit_set_cursor(e, (struct edit_pos){9, 9});
	p = edit_cursor(e);
	assert_int_equal(p.line, 1);
	assert_int_equal(p.byte, 1);
	edit_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_moves_by_row),
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_selecting),
		cmocka_unit_test(test_undoing),
		cmocka_unit_test(test_single),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_cursor_is_brought_to_a_boundary),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
