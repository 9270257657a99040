/* test_import.c - texts from elsewhere as Markdown, drafts as texts and back */
#include <bantin/text/import.h>

#include <bantin/base/mem.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>

#include "check.h"

static void check_import(const char *in, size_t n, enum charset c, enum import_form f,
			 const char *want)
{
	struct buf out = {0};

	assert_true(import_text(&out, in, n, c, f));
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void forms_by_name(void **state)
{
	(void)state;
	assert_int_equal(import_form("tin.txt"), IMPORT_PLAIN);
	assert_int_equal(import_form("tin"), IMPORT_PLAIN);
	assert_int_equal(import_form(".md"), IMPORT_PLAIN);
	assert_int_equal(import_form("a.MD"), IMPORT_MARKDOWN);
	assert_int_equal(import_form("a.b.markdown"), IMPORT_MARKDOWN);
	assert_int_equal(import_form("BÁO CÁO.HTM"), IMPORT_HTML);
	assert_int_equal(import_form("x.html"), IMPORT_HTML);
	assert_int_equal(import_form("x.html.bak"), IMPORT_PLAIN);
}

static void plain_text(void **state)
{
	static const char tcvn[] = "  \xa7\xb6ng \xf1y x\xb7\r\n\tTh\xabn Trung\r\n";

	(void)state;
	check_import(tcvn, sizeof(tcvn) - 1, CHARSET_TCVN3, IMPORT_PLAIN,
		     "Đảng ủy xã\nThôn Trung\n");
	check_import("", 0, CHARSET_ASCII, IMPORT_PLAIN, "");
	check_import("a\x1b[2Jb", 6, CHARSET_ASCII, IMPORT_PLAIN, "a\xef\xbf\xbd[2Jb\n");
}

static void long_lines_are_paragraphs(void **state)
{
	char in[160] = "", want[160];

	(void)state;
	memset(in, 'a', 120);
	memcpy(in + 120, "\nb\n", 3);
	memset(want, 'a', 120);
	strcpy(want + 120, "\n\nb\n");
	check_import(in, 123, CHARSET_ASCII, IMPORT_PLAIN, want);
}

static void markdown_stays(void **state)
{
	static const char md[] = "# Tin\n\n    code\n- a\n";

	(void)state;
	check_import(md, sizeof(md) - 1, CHARSET_UTF8, IMPORT_MARKDOWN, md);
}

static const struct {
	const char *html, *markdown;
} pages[] = {
	{"", ""},
	{"<p>Một</p><p>Hai</p>", "Một\n\nHai\n"},
	{"<h1>A</h1><h2>B</h2><h3>C</h3><p>d<br>e", "## A\n\n## B\n\n### C\n\nd  \ne\n"},
	{"<ul><li>a<li>b</ul><p>c", "- a\n- b\n\nc\n"},
	{"<ol start=9><li>a<li>b<ul><li>c</ul></ol>", "9. a\n10. b\n    - c\n"},
	{"<ol type=a><li>x</ol>", "- a. x\n"},
	{"<ul><li><p>a<p>b</ul>", "- a\n\n    b\n"},
	{"<p>Xem <a href='https://a.vn/x'>toàn <b>văn</b></a>, "
	 "<a href='https://a.vn/(y)'>y</a>.",
	 "Xem [toàn văn](https://a.vn/x), [y](https://a.vn/%28y%29).\n"},
	{"<a href='https://a.vn/'>https://a.vn/</a>", "<https://a.vn/>\n"},
	{"<p>[1] một <a href='/x'>hai</a>", "[1] một [hai](/x)\n"},
	{"<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b\n"},
	{"<pre>x\n  y</pre>", "```\nx\n  y\n```\n"},
	{"<p>a<hr><p>b", "a\n\n---\n\nb\n"},
	{"<table><tr><th>Thôn<th>Hộ<tr><td>Trung<td>52</table>",
	 "- Thôn | Hộ\n- Trung | 52\n"},
	{"<p>1 &lt; 2, &lt;b&gt;", "1 < 2, \\<b>\n"},
	{"<script>x</script><p onclick=y>z", "z\n"},
};

static void pages_to_markdown(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		check_import(pages[i].html, strlen(pages[i].html), CHARSET_UTF8,
			     IMPORT_HTML, pages[i].markdown);
}

/* What was imported looks, as Markdown, like the page it came from. */
static void pages_come_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct buf md = {0}, want = {0}, got = {0};
		struct layout l = {0}, m = {0};

		if (strstr(pages[i].html, "<table") || strstr(pages[i].html, "type=a") ||
		    strstr(pages[i].html, "/(y)"))
			continue;
		html_layout(pages[i].html, strlen(pages[i].html), NULL, &l);
		layout_markdown(&l, &md);
		markdown_layout(buf_str(&md), md.len, &m);
		layout_text(&l, &want);
		layout_text(&m, &got);
		assert_string_equal(buf_str(&got), buf_str(&want));
		layout_clear(&l);
		layout_clear(&m);
		buf_clear(&md);
		buf_clear(&want);
		buf_clear(&got);
	}
}

static void any_bytes(void **state)
{
	struct dice d = {20200808};
	char s[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t n = dice_string(&d, s);
		struct buf out = {0};
		enum import_form f = (enum import_form)dice_roll(&d, 3);
		enum charset c = (enum charset)dice_roll(&d, CHARSET_COUNT);

		assert_true(import_text(&out, s, n, c, f));
		buf_clear(&out);
	}
}

static void ceiling(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 4);
	assert_false(import_text(&out, "abcdefgh", 8, CHARSET_ASCII, IMPORT_PLAIN));
	assert_int_equal(out.len, 0);
	buf_clear(&out);
}

static void drafts_come_back(void **state)
{
	struct draft d = {.title = (char *)"Họp thôn", .section = (char *)"tin",
			  .author = (char *)"", .summary = (char *)"Một\nHai",
			  .body = (char *)"Tags: không phải\n\n- a\n"};
	struct draft back = {.author = mem_str("ai đó")};
	struct buf out = {0};

	(void)state;
	draft_markdown(&d, &out);
	assert_string_equal(buf_str(&out),
			    "# Họp thôn\n\nSection: tin\nSummary: Một\n\tHai\n\n"
			    "Tags: không phải\n\n- a\n");
	draft_read(&back, buf_str(&out), out.len);
	assert_string_equal(back.title, d.title);
	assert_string_equal(back.section, d.section);
	assert_string_equal(back.summary, d.summary);
	assert_string_equal(back.body, d.body);
	assert_string_equal(back.author, "ai đó");
	assert_null(back.tags);
	draft_clear(&back);
	buf_clear(&out);
}

static void any_text_is_a_body(void **state)
{
	static const struct {
		const char *in, *title, *body;
	} t[] = {
		{"", NULL, ""},
		{"Section: x\n\ny", NULL, "Section: x\n\ny"},
		{"#không\n", NULL, "#không\n"},
		{"# T", "T", ""},
		{"# T\nx\n", "T", "x\n"},
		{"# T\n\nTags: a", "T", ""},
		{"# T\n\nTags: a\n\n\nb", "T", "\nb"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct draft d = {0};

		draft_read(&d, t[i].in, strlen(t[i].in));
		assert_string_equal(d.body, t[i].body);
		if (t[i].title)
			assert_string_equal(d.title, t[i].title);
		else
			assert_null(d.title);
		draft_clear(&d);
	}
}

static void drafts_as_pages(void **state)
{
	struct draft d = {.title = (char *)"A < B", .body = (char *)"**x**\n",
			  .summary = (char *)""};
	struct buf out = {0};

	(void)state;
	draft_html(&d, &out);
	assert_non_null(strstr(buf_str(&out), "<h1>A &lt; B</h1>"));
	assert_non_null(strstr(buf_str(&out), "<strong>x</strong>"));
	assert_non_null(strstr(buf_str(&out), "charset=\"utf-8\""));
	buf_reset(&out);
	draft_plain(&d, NULL, 80, &out);
	assert_non_null(strstr(buf_str(&out), "A < B\n"));
	assert_non_null(strstr(buf_str(&out), "\nx\n"));
	buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_by_name),
		cmocka_unit_test(plain_text),
		cmocka_unit_test(long_lines_are_paragraphs),
		cmocka_unit_test(markdown_stays),
		cmocka_unit_test(pages_to_markdown),
		cmocka_unit_test(pages_come_back),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(ceiling),
		cmocka_unit_test(drafts_come_back),
		cmocka_unit_test(any_text_is_a_body),
		cmocka_unit_test(drafts_as_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
