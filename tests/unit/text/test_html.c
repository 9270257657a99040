/* test_html.c - HTML to blocks: elements, white space, links, entities, hostile pages */
#include "render.h"

#include <stdio.h>
#include <unistd.h>

static const struct rendering inlines[] = {
	{"", 20, ""},
	{" \n&nbsp; ", 20, ""},
	{"chữ trần", 20, "chữ trần\n"},
	{"<p>một\n   hai&nbsp;&nbsp; ba</p>", 20, "một hai ba\n"},
	{"<p>a<b> b</b> <i> c </i>d</p>", 20, "a b c d\n"},
	{"<p>a<br>b</p>", 20, "a\nb\n"},
	{"<p>a<br> &nbsp;<br/>\n<br>b</p>", 20, "a\n\nb\n"},
	{"<p><br>a<br></p>", 20, "a\n"},
	{"<p>10 m<sup>2</sup>, H<sub>2</sub>O</p>", 20, "10 m2, H2O\n"},
	{"<p><q>nhanh</q></p>", 20, "“nhanh”\n"},
	{"<p>a&lt;b&gt; &amp; &quot;c&quot; &ldquo;d&rdquo; &hellip; &#273;&#x1ea5;t</p>", 40,
	 "a<b> & \"c\" “d” … đất\n"},
	{"a < b, 5<6 và c > d", 40, "a < b, 5<6 và c > d\n"},
	{"<p>Gia&#768; h&#417;&#769;n</p>", 20, "Già hớn\n"},
	{"<p>a&#8203;b&shy;c&#65279;d</p>", 20, "abcd\n"},
	{"<p>2019&#150;2020 &#147;x&#148;</p>", 20, "2019–2020 “x”\n"},
	{"<p>a&#x202e;b&#x7;c&#xe000;</p>", 20, "a\uFFFDbc\uFFFD\n"},
	{"<p>a</html><p>b</body></x>c", 20, "a\n\nbc\n"},
	{"</x></div>a", 20, "a\n"},
	{"<p>tin <wbr>tức", 20, "tin tức\n"},
	/* what is no text */
	{"a<script>if (a<b) x('<p>');</script><style>p{}</style><!-- <p>c --> b", 20, "a b\n"},
	{"<head><title>t</title></head><body>a<noscript>b</noscript><svg><text>c</text></svg>",
	 20, "a\n"},
	{"a<div style='color:red; display : none'>b</div><p hidden>c</p><p>d", 20, "a\n\nd\n"},
	{"<p>a</p><form>b <input value=c><select><option>d</select></form>", 20, "a\n"},
	{"<form><div><p>a</p><button>b</button></div></form>", 20, "a\n"},
	{"<SCRIPT>x</SCRIPT ><P>a", 20, "a\n"},
	/* Word */
	{"<p class=MsoNormal style='mso-bidi-font-weight:bold'><span lang=VI>a<o:p></o:p></span>"
	 "</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><![if !supportLists]>"
	 "<span>-<span>&nbsp;&nbsp; </span></span><![endif]>b</p>"
	 "<!--[if gte mso 9]><xml>c</xml><![endif]--><?xml:namespace prefix = o />", 20,
	 "a\n\n- b\n"},
	{"<center><font size=4>a</font></center><font>b</font>", 20, "a\n\nb\n"},
	/* preformatted */
	{"<pre>\n\na\tb\n ư\tc\n</pre>", 30, "  a       b\n   ư      c\n"},
};

static const struct rendering links[] = {
	{"<a href=/b>tin</a>, <a href='c?d=1&amp;e=2'>x</a>, <a href=/b>tin cũ</a>.", 40,
	 "tin [1], x [2], tin cũ [1].\n"},
	{"<a href=#x>a</a> <a href='javascript:y()'>b</a> <a href='data:text/html,z'>c</a> "
	 "<a>d</a> <a href=''>e</a> <a href='VBScript:x'>f</a> <a href=tel:02353>02353</a>",
	 40, "a b c d e f 02353\n"},
	{"<a href='mailto:xa@a.example?subject=x'>Văn thư</a>, "
	 "<a href=mailto:xa@a.example>xa@a.example</a>", 60,
	 "Văn thư (xa@a.example), xa@a.example\n"},
	{"<a href=/b><p>một</p></a><p>hai", 40, "một [1]\n\nhai\n"},
	{"<a href=/b>a<br></a>b", 40, "a [1]\nb\n"},
	{"<a href=/b><img src=x></a>a", 40, "a\n"},
	{"<a href=/b><img src=x alt=Ảnh></a>", 40, "[Image: Ảnh [1]]\n"},
	{"x <img src=y alt=':)'> z", 40, "x :) z\n"},
	{"<figure><img alt=A><figcaption>A</figcaption></figure>", 40, "[Image: A]\n"},
	{"<iframe src=//v.example/x title='Phim tài liệu'>không có</iframe>", 40,
	 "Phim tài liệu [1]\n"},
	{"<video><source src=/v.mp4><source src=/v.webm>không có</video><p>a", 40,
	 "Video [1]\n\na\n"},
	{"<audio src=/a.mp3></audio>", 40, "Audio [1]\n"},
};

static void test_inlines(void **state)
{
	(void)state;
	check_renderings(inlines, COUNT(inlines));
}

static void test_links(void **state)
{
	(void)state;
	check_renderings(links, COUNT(links));
}

static void test_urls(void **state)
{
	static const char html[] = "<a href='../x y'>a</a><a href=//b.example>b</a>";
	struct layout l = { 0 };

	(void)state;
	html_layout(html, strlen(html), "https://portal.example/tin/bai.html", &l);
	assert_int_equal(l.link_count, 2);
	assert_string_equal(l.links[0].url, "https://portal.example/x%20y");
	assert_string_equal(l.links[1].url, "https://b.example");
	layout_clear(&l);
	html_layout(html, strlen(html), NULL, &l);
	assert_string_equal(l.links[0].url, "../x%20y");
	layout_clear(&l);
}

static void test_styles(void **state)
{
	static const char html[] = "<p>a <b>b <i>c</i></b> <span style='font-weight:bold'>d"
				   "</span> <a href=/e>e</a></p>";
	static const struct run want[] = {
		{ 2, 4, STYLE_STRONG }, { 4, 5, STYLE_STRONG | STYLE_EM },
		{ 6, 7, STYLE_STRONG }, { 8, 13, STYLE_LINK }
	};
	struct layout l = { 0 };

	(void)state;
	html_layout(html, strlen(html), NULL, &l);
	assert_string_equal(l.blocks[0].text, "a b c d e [1]");
	assert_int_equal(l.blocks[0].run_count, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_int_equal(l.blocks[0].runs[i].start, want[i].start);
		assert_int_equal(l.blocks[0].runs[i].end, want[i].end);
		assert_int_equal(l.blocks[0].runs[i].style, want[i].style);
	}
	layout_clear(&l);
}

/* Cleaning moves bytes: the styles move along, or go. */
static void test_styles_of_unclean(void **state)
{
	static const char html[] = "<p>e&#769; <b>u&#769;</b> o<i>&#769;x</i></p>";
	static const char moved[] = "<p>e&#769; <b>u&#769;</b> x</p>";
	struct layout l = { 0 };

	(void)state;
	html_layout(moved, strlen(moved), NULL, &l);
	assert_string_equal(l.blocks[0].text, "é ú x");
	assert_int_equal(l.blocks[0].runs[0].start, 3);
	assert_int_equal(l.blocks[0].runs[0].end, 5);
	layout_clear(&l);
	html_layout(html, strlen(html), NULL, &l);
	assert_string_equal(l.blocks[0].text, "é ú óx");
	assert_int_equal(l.blocks[0].run_count, 0);
	layout_clear(&l);
}

static void test_text(void **state)
{
	static const char html[] = "<h2>Tin</h2><ol><li>một <a href=/x>hai</a></ol><table><tr>"
				   "<th>a<th>b<tr><td>c<td>d</table><img alt=Ảnh><hr>";
	struct buf out = { 0 };

	(void)state;
	html_text(html, strlen(html), &out);
	assert_string_equal(buf_str(&out), "Tin\nmột hai\na b\nc d\nẢnh\n");
	buf_clear(&out);
	html_text("", 0, &out);
	assert_int_equal(out.len, 0);
}

static void test_escape(void **state)
{
	static const char in[] = "a<b> & \"đ\"\0z";
	struct buf out = { 0 };

	(void)state;
	html_escape(&out, in, sizeof in - 1);
	assert_int_equal(out.len, strlen("a&lt;b&gt; &amp; &quot;đ&quot;") + 2);
	assert_string_equal(out.s, "a&lt;b&gt; &amp; &quot;đ&quot;");
	buf_clear(&out);
}

static void test_bytes_that_are_no_text(void **state)
{
	static const char nul[] = "a\0b<p>\0c\xff\xe1\xbb", meta[] =
		"<meta charset=windows-1258><meta http-equiv=content-type "
		"content='text/html; charset=iso-8859-1'><p>Tiếng Việt";
	char *got = paint_html(nul, sizeof nul - 1, 20);

	(void)state;
	assert_string_equal(got, "a\uFFFDb\n\n\uFFFDc\uFFFD\uFFFD\n");
	free(got);
	got = paint_html(meta, strlen(meta), 20);
	assert_string_equal(got, "Tiếng Việt\n");
	free(got);
}

/* Hostile pages: each of up to a megabyte. Nothing is measured here but that they end,
 * within the alarm, with what text they have, and with bounded blocks. */

struct hostile {
	const char *before, *unit, *between;	/* unit many times, then between, … */
	const char *after;			/* … then this as often */
	size_t times;
	const char *has;			/* in the text, or NULL */
};

static const struct hostile pages[] = {
	{"", "<div>", "trong", "</div>", 200000, "trong"},
	{"", "<span><b>", "trong", "</b></span>", 60000, "trong"},
	{"", "<div>", "trong", "</x>", 100000, "trong"},
	{"", "<b>x</b>y", "", "", 100000, "yx"},
	{"", "</x>", "sau", "", 200000, "sau"},
	{"", "<ul><li>x", "sau", "", 100000, "sau"},
	{"", "<li>x", "sau", "", 200000, "sau"},
	{"", "<dl><dd>", "sau", "", 100000, "sau"},
	{"", "<blockquote>", "sau", "", 80000, "sau"},
	{"", "<p>x", "sau", "", 250000, "sau"},
	{"", "x<br>", "sau", "", 200000, "sau"},
	{"<pre>", "\t", "sau", "", 300000, "sau"},
	{"<table><tr>", "<th>cột", "<tr>", "<td>ô", 10000, "cột"},
	{"<table>", "<tr><td>x<td>y", "<tr><td>z<td>sau", "", 60000, "sau"},
	{"<table>", "<tr><td rowspan=1000 colspan=1000>x", "<tr><td>z<td>sau", "", 25000, "sau"},
	{"", "<table><tr><td>a<td>b", "sau", "", 30000, "sau"},
	{"", "<table><caption>x", "sau", "", 50000, "sau"},
	{"<p ", "a1 ", ">sau", "", 300000, "sau"},
	{"<p x='>' ", "a1 ", ">sau", "", 300000, "sau"},
	{"", "<a b=\"x>", "sau", "", 100000, "sau"},
	{"", "<", "sau", "", 1000000, NULL},
	{"", "<a ", "", "", 300000, NULL},
	{"", "<!--", "", "", 250000, NULL},
	{"", "<script>", "", "", 120000, NULL},
	{"", "<!x", "", "", 300000, NULL},
	{"", "&", "sau", "", 1000000, "sau"},
	{"&", "a", "; sau", "", 1000000, "sau"},
	{"", "&#x1ea5;", "sau", "", 120000, "sau"},
	{"e", "\u0301", " sau", "", 400000, "sau"},
	{"e", "&#769;", " sau", "", 160000, "sau"},
	{"<p style='", "font-weight", "'>sau", "", 90000, "sau"},
	{"", "<svg>", "</svg>", "", 100000, NULL},
	{"", "<form>", "sau", "", 100000, "sau"},
	{"", "chữ ", "sau", "", 200000, "sau"},
	{"", "chữ", "sau", "", 200000, NULL},
	{"", "<a href=/x>x</a>", "sau", "", 60000, "sau"},
};

static void fill(struct buf *b, const struct hostile *p)
{
	buf_adds(b, p->before);
	for (size_t i = 0; i < p->times; i++)
		buf_adds(b, p->unit);
	buf_adds(b, p->between);
	for (size_t i = 0; i < p->times && *p->after; i++)
		buf_adds(b, p->after);
}

static void test_hostile(void **state)
{
	(void)state;
	alarm(300);
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct layout l = { 0 };
		struct buf b = { 0 }, text = { 0 };

		fill(&b, &pages[i]);
		html_layout(b.s, b.len, "https://portal.example/", &l);
		layout_text(&l, &text);
		if (pages[i].has && !strstr(buf_str(&text), pages[i].has))
			fail_msg("page %zu lost its text", i);
		assert_true(l.count < 22000);
		check_lines(&l, 10);
		check_lines(&l, 40);
		buf_clear(&text);
		buf_clear(&b);
		layout_clear(&l);
	}
	alarm(0);
}

/* Tags and texts in any order: no crash, clean text, lines within their width. */
static void test_random(void **state)
{
	static const char *const parts[] = {
		"<p>", "</p>", "<ul>", "</ul>", "<ol type=i>", "</ol>", "<li>", "</li>", "<table>",
		"</table>", "<tr>", "</tr>", "<td>", "<td colspan=3>", "<td rowspan=2>", "</td>",
		"<th>", "<caption>", "</caption>", "<b>", "</b>", "<a href=/x>", "</a>", "<br>",
		"<pre>", "</pre>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<img alt=x>",
		"<dd>", "<dt>", "</dd>", "<thead>", "</thead>", "<hr>", "<form>", "</form>",
		"<figcaption>", "</figcaption>", "<script>", "</script>", "<!--", "-->", "<a \"",
		"<video>", "</video>", "<source src=/v>", "</body>", "<p hidden>", "1.204", " ", "\n",
	};
	struct dice dice = { 20200808 };

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct layout l = { 0 };
		struct buf b = { 0 };

		for (uint32_t n = dice_roll(&dice, 40); n > 0; n--) {
			char text[RANDOM_MAX];
			size_t len = dice_string(&dice, text);

			if (dice_roll(&dice, 3) == 0)
				buf_add(&b, text, len);
			else
				buf_adds(&b, parts[dice_roll(&dice, COUNT(parts))]);
		}
		html_layout(buf_str(&b), b.len, NULL, &l);
		check_lines(&l, 10 + dice_roll(&dice, 80));
		buf_clear(&b);
		layout_clear(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inlines),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_urls),
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_styles_of_unclean),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_bytes_that_are_no_text),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
