/* test_markdown.c - Markdown to HTML and to blocks */
#include "render.h"

#include <bantin/text/markdown.h>

static const struct rendering texts[] = {
	{"", 40, ""},
	{"Một đoạn\nhai dòng\n\nĐoạn hai", 40, "Một đoạn hai dòng\n\nĐoạn hai\n"},
	{"Dòng một  \ndòng hai", 40, "Dòng một\ndòng hai\n"},
	{"## Việc\n\n1. một\n2. hai\n   - ba\n\n> trích", 40,
	 "Việc\n────\n1. một\n2. hai\n   + ba\n\n│ trích\n"},
	{"- một\n\n- hai", 40, "- một\n- hai\n"},
	{"**đậm** và *nghiêng*", 40, "đậm và nghiêng\n"},
	{"[trang](https://a.example/x) ![Ảnh đồng](y.png)", 40, "trang [1] Ảnh đồng\n"},
	{"![Ảnh đồng](y.png)", 40, "[Image: Ảnh đồng]\n"},
	{"[bấm](javascript:x)", 40, "bấm\n"},
	{"a <script>b</script> c\n\n<div>d</div>\n", 40, "a b c\n"},
	{"Số 05/TB-UBND -- \"kép\"...", 40, "Số 05/TB-UBND -- \"kép\"...\n"},
	{"2 * 3 = 6 và a_b_c", 40, "2 * 3 = 6 và a_b_c\n"},
	{"***", 12, "────────────\n"},
	{"    mã\n\ttab", 40, "  mã\n  tab\n"},
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct layout l = { 0 };
		char *got;

		markdown_layout(texts[i].in, strlen(texts[i].in), &l);
		got = paint_layout(&l, texts[i].columns);
		assert_string_equal(got, texts[i].want);
		free(got);
		layout_clear(&l);
	}
}

static void test_html(void **state)
{
	static const char in[] = "# Tin\n\na <b>đậm</b> & [x](javascript:y)\n";
	struct buf out = { 0 };

	(void)state;
	markdown_html(in, strlen(in), &out);
	assert_string_equal(buf_str(&out), "<h1>Tin</h1>\n<p>a <!-- raw HTML omitted -->đậm"
			    "<!-- raw HTML omitted --> &amp; <a href=\"\">x</a></p>\n");
	buf_clear(&out);
	markdown_html("", 0, &out);
	assert_int_equal(out.len, 0);
}

/* What an entity stands for goes through the gate too. */
static void test_entities(void **state)
{
	static const char in[] = "a &#27;[31m &#x9b;2J &#8238; &amp; &#272;\n";
	struct buf out = { 0 };

	(void)state;
	markdown_html(in, strlen(in), &out);
	assert_string_equal(buf_str(&out), "<p>a \xef\xbf\xbd[31m \xef\xbf\xbd"
			    "2J \xef\xbf\xbd &amp; Đ</p>\n");
	buf_clear(&out);
}

/* Nesting that would be deep: it ends, and the text is there. */
static void test_deep(void **state)
{
	static const char *const units[] = { "> ", "- ", "*", "[", "![", "a`", "**a ", "1. " };

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++) {
		struct buf in = { 0 };
		struct layout l = { 0 };

		for (int k = 0; k < 20000; k++)
			buf_adds(&in, units[i]);
		buf_adds(&in, "sau");
		markdown_layout(in.s, in.len, &l);
		check_lines(&l, 20);
		buf_clear(&in);
		layout_text(&l, &in);
		assert_non_null(strstr(buf_str(&in), "sau"));
		buf_clear(&in);
		layout_clear(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
