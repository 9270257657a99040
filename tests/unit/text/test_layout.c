/* test_layout.c - blocks as lines: gaps, lists, quotes, tables; every article, every width */
#include "render.h"

#include <dirent.h>
#include <stdio.h>

#include <bantin/base/err.h>
#include <bantin/base/file.h>
#include <bantin/text/clean.h>

static const struct rendering blocks[] = {
	{"<p>một</p><p>hai</p>", 20, "một\n\nhai\n"},
	{"<h2>Việc mới</h2><p>Đoạn</p>", 20, "Việc mới\n────────\nĐoạn\n"},
	{"<p>x</p><h3>Việc mới</h3><p>Đoạn</p>", 20, "x\n\nViệc mới\nĐoạn\n"},
	{"<h2>a</h2><h3>b</h3><p>c</p>", 20, "a\n─\n\nb\nc\n"},
	{"<p>a</p><hr><p>b</p>", 12, "a\n\n────────────\n\nb\n"},
	{"<p>a</p><pre>x\n  y</pre><p>b</p>", 12, "a\n\n  x\n    y\n\nb\n"},
	{"<img alt='Cánh đồng'>", 30, "[Image: Cánh đồng]\n"},
	{"<figure><img alt='Cánh đồng'><figcaption>Vụ mùa</figcaption></figure><p>a</p>", 30,
	 "[Image: Cánh đồng]\nVụ mùa\n\na\n"},
};

static const struct rendering lists[] = {
	{"<ul><li>một hai ba<li>bốn</ul>", 10, "- một hai\n  ba\n- bốn\n"},
	{"<p>a:</p><ul><li>b</ul><p>c</p>", 20, "a:\n\n- b\n\nc\n"},
	{"<ol start=9><li>chín<li>mười</ol>", 20, " 9. chín\n10. mười\n"},
	{"<ol><li>a<ul><li>b<ul><li>c dddddd</ul><li>e</ul><li>f</ol>", 14,
	 "1. a\n   + b\n     - c\n       dddddd\n   + e\n2. f\n"},
	{"<ul><li>a<ul><li>b</ul>c<li>d</ul>", 20, "- a\n  + b\n  c\n- d\n"},
	{"<ul><li><p>a</p><p>b</p><li>c</ul>", 20, "- a\n\n  b\n\n- c\n"},
	{"<ul><li>a</ul><ol><li>b</ol><ol><li>c</ol>", 20, "- a\n\n1. b\n\n1. c\n"},
	{"<dl><dt>Xã<dd>nơi ở<dd>cấp<dt>Thôn<dd>x</dl>", 20,
	 "Xã\n  nơi ở\n  cấp\n\nThôn\n  x\n"},
	{"<ol type=a><li>x<li>y</ol>", 20, "a. x\nb. y\n"},
	{"<ul><li>a<pre>b</pre><li>c</ul>", 20, "- a\n\n    b\n\n- c\n"},
};

static const struct rendering quotes[] = {
	{"<blockquote>một hai ba</blockquote>", 10, "│ một hai\n│ ba\n"},
	{"<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", 10, "│ a\n│\n│ b\n\nc\n"},
	{"<blockquote>a<blockquote>b</blockquote>c</blockquote>", 12,
	 "│ a\n│\n│ │ b\n│\n│ c\n"},
	{"<blockquote><ul><li>một hai<li>b</ul></blockquote>", 10,
	 "│ - một\n│   hai\n│ - b\n"},
};

#define CROPS "<table><caption>Vụ mùa</caption><tr><th>Giống<th>Diện tích (ha)<th>Ghi chú" \
	"<tr><td>Lúa nếp cái hoa vàng<td>1.204,5<td>đã gặt xong" \
	"<tr><td>Ngô<td>87<td></table>"

static const struct rendering tables[] = {
	{CROPS, 60,
	 "Vụ mùa\n"
	 "Giống                 Diện tích (ha)  Ghi chú\n"
	 "────────────────────  ──────────────  ───────────\n"
	 "Lúa nếp cái hoa vàng         1.204,5  đã gặt xong\n"
	 "Ngô                               87\n"},
	{CROPS, 36,
	 "Vụ mùa\n"
	 "Giống              Diện  Ghi chú\n"
	 "                   tích\n"
	 "                   (ha)\n"
	 "──────────────  ───────  ───────────\n"
	 "Lúa nếp cái     1.204,5  đã gặt xong\n"
	 "hoa vàng\n"
	 "\n"
	 "Ngô                  87\n"},
	{CROPS, 20,
	 "Vụ mùa\n"
	 "────────\n"
	 "Giống: Lúa nếp cái\n"
	 "  hoa vàng\n"
	 "Diện tích (ha):\n"
	 "  1.204,5\n"
	 "Ghi chú: đã gặt xong\n"
	 "────────\n"
	 "Giống: Ngô\n"
	 "Diện tích (ha): 87\n"},
	/* no head: the first of two cells names the second */
	{"<table><tr><td>Họ và tên:<td>Trần Văn Mẫu<tr><td>Nơi ở<td>thôn Trung</table>", 40,
	 "Họ và tên:  Trần Văn Mẫu\nNơi ở       thôn Trung\n"},
	{"<table><tr><td>Họ và tên:<td>Trần Văn Mẫu<tr><td>Nơi ở<td>thôn Trung</table>", 15,
	 "Họ và tên: Trần\n  Văn Mẫu\nNơi ở: thôn\n  Trung\n"},
	/* Word: a bold first row is a head */
	{"<table><tr><td><b>Tên</b><td><p><b>Số</b></p><tr><td>a<td>7</table>", 40,
	 "Tên  Số\n───  ──\na     7\n"},
	/* spans */
	{"<table><tr><th rowspan=2>TT<th colspan=2>Kế hoạch năm<tr><th>Xã<th>Huyện"
	 "<tr><td>1<td>10<td>20</table>", 40,
	 "TT  Kế hoạch năm\n    Xã     Huyện\n──  ──  ────────\n 1  10        20\n"},
	{"<table><tr><th rowspan=2>TT<th colspan=2>Kế hoạch<tr><th>Xã<th>Huyện"
	 "<tr><td>Xây dựng thôn<td>một trăm hai mươi<td>hai trăm</table>", 16,
	 "TT: Xây dựng\n  thôn\nKế hoạch – Xã:\n  một trăm hai\n  mươi\n"
	 "Kế hoạch –\n  Huyện: hai\n  trăm\n"},
	{"<table><tr><th>Xã<th>Thôn<tr><td rowspan=2>Phú Lộc<td>Đoài<tr><td>Đông</table>", 40,
	 "Xã       Thôn\n───────  ────\nPhú Lộc  Đoài\n         Đông\n"},
	/* a table that only arranges the page */
	{"<table><tr><td><p>một</p><ul><li>hai</ul></td></tr></table>", 40, "một\n\n- hai\n"},
	{"<table><tr><td><h2>A</h2><table><tr><td>a<td>b</table><td>x</table>", 40,
	 "A\n─\na  b\n\nx\n"},
	{"<table><tr><td>a<table><tr><td>b<td>c<tr><td>d<td>e</table><td>f<tr><td>1<td>2</table>",
	 40, "a    f\nb c\nd e\n\n1    2\n"},
};

static void test_blocks(void **state)
{
	(void)state;
	check_renderings(blocks, COUNT(blocks));
}

static void test_lists(void **state)
{
	(void)state;
	check_renderings(lists, COUNT(lists));
}

static void test_quotes(void **state)
{
	(void)state;
	check_renderings(quotes, COUNT(quotes));
}

static void test_tables(void **state)
{
	(void)state;
	check_renderings(tables, COUNT(tables));
}

static void test_runs(void **state)
{
	static const char html[] = "<ul><li>a <b>một hai</b> b</ul>";
	struct layout l = { 0 };
	struct lines lines = { 0 };

	(void)state;
	html_layout(html, strlen(html), NULL, &l);
	layout_lines(&l, 10, &lines);
	assert_int_equal(lines.count, 2);
	assert_string_equal(lines.list[0].text, "- a một");
	assert_int_equal(lines.list[0].run_count, 1);
	assert_memory_equal(lines.list[0].text + lines.list[0].runs[0].start, "một",
			    strlen("một"));
	assert_int_equal(lines.list[0].runs[0].style, STYLE_STRONG);
	assert_int_equal(lines.list[0].runs[0].end, lines.list[0].len);
	assert_string_equal(lines.list[1].text, "hai b");
	assert_int_equal(lines.list[1].indent, 2);
	assert_int_equal(lines.list[1].runs[0].start, 0);
	assert_int_equal(lines.list[1].runs[0].end, 3);
	lines_clear(&lines);
	layout_clear(&l);
}

static void test_links_share_numbers(void **state)
{
	struct layout l = { 0 };
	char url[32];

	(void)state;
	for (size_t i = 0; i < 3 * LAYOUT_LINKS_MAX; i++) {
		size_t n = i % (LAYOUT_LINKS_MAX + 1);

		snprintf(url, sizeof url, "https://a.example/%zu", n);
		assert_int_equal(layout_link(&l, url), n < LAYOUT_LINKS_MAX ? n + 1 : 0);
	}
	assert_int_equal(l.link_count, LAYOUT_LINKS_MAX);
	layout_clear(&l);
}

/* Every article of the sample portal */

/* The words of HTML, by plainer means than html.c's: tags out, the few entities that the
 * articles use exchanged. */
static void strip(const char *s, struct buf *out)
{
	static const char *const pairs[][2] = {
		{ "&nbsp;", " " }, { "&ndash;", "–" }, { "&amp;", "&" }, { "&lt;", "<" },
		{ "&gt;", ">" }, { "&ldquo;", "“" }, { "&rdquo;", "”" }, { "&hellip;", "…" },
		{ "&quot;", "\"" }
	};

	while (*s) {
		const char *end = NULL;

		if (strncmp(s, "<script", 7) == 0)
			end = strstr(s, "</script>");
		else if (strncmp(s, "<style", 6) == 0)
			end = strstr(s, "</style>");
		else if (strncmp(s, "<!--", 4) == 0)
			end = strstr(s, "-->");
		else if (*s == '<')
			end = s;
		if (end) {
			s = strchr(end, '>') + 1;
			buf_addc(out, ' ');
			continue;
		}
		for (size_t i = 0; i < COUNT(pairs); i++) {
			if (strncmp(s, pairs[i][0], strlen(pairs[i][0])) == 0) {
				buf_adds(out, pairs[i][1]);
				end = s + strlen(pairs[i][0]);
			}
		}
		if (!end)
			buf_addc(out, *s);
		s = end ? end : s + 1;
	}
}

/* Words of letters that a line of 40 columns never breaks are there as they stood. */
static void check_words(const char *source, const char *painted)
{
	static const char apart[] = " \n\t-/:.,;()+%?!";

	while (*(source += strspn(source, apart))) {
		size_t n = strcspn(source, apart);
		char *word = mem_strn(source, n);

		if (text_columns(word, n) <= 8 && !strstr(word, "–") &&
		    !strstr(painted, word))
			fail_msg("lost: %s", word);
		free(word);
		source += n;
	}
}

/* At any width each letter is there at least as often as in the source. */
static void check_letters(const char *source, const char *painted)
{
	size_t had[256] = { 0 }, got[256] = { 0 };

	for (; *source; source++)
		had[(unsigned char)*source]++;
	for (; *painted; painted++)
		got[(unsigned char)*painted]++;
	for (int c = '0'; c < 256; c++)
		if (got[c] < had[c])
			fail_msg("byte %02x: %zu, then %zu", (unsigned)c, had[c], got[c]);
}

static void check_article(const char *body)
{
	struct layout l = { 0 };
	struct buf stripped = { 0 }, source = { 0 };

	strip(body, &stripped);
	text_clean(&source, stripped.s, stripped.len, CLEAN_TEXT);
	buf_clear(&stripped);
	html_layout(body, strlen(body), NULL, &l);
	for (size_t columns = 10; columns <= 100; columns++) {
		char *painted = paint_layout(&l, columns);

		check_lines(&l, columns);
		check_letters(buf_str(&source), painted);
		if (columns >= 40)
			check_words(buf_str(&source), painted);
		free(painted);
	}
	buf_clear(&source);
	layout_clear(&l);
}

static void test_every_article(void **state)
{
	DIR *dir = opendir(TESTS_DIR "/portal/content");
	size_t seen = 0;

	(void)state;
	assert_non_null(dir);
	for (struct dirent *d; (d = readdir(dir));) {
		struct buf text = { 0 };
		struct err e;
		char *path;

		if (!strstr(d->d_name, ".article"))
			continue;
		path = file_join(TESTS_DIR "/portal/content", d->d_name);
		if (!file_read(path, 1 << 20, &text, &e))
			fail_msg("%s", e.text);
		check_article(strstr(buf_str(&text), "\n\n") + 2);
		buf_clear(&text);
		free(path);
		seen++;
	}
	closedir(dir);
	assert_true(seen >= 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_links_share_numbers),
		cmocka_unit_test(test_every_article),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
