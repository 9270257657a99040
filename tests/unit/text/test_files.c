/* test_files.c - the files of an article, and the names they get on the disk */
#include "check.h"

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/files.h>
#include <bantin/text/page.h>

struct naming {
	const char *url, *title, *type, *want;
};

#define PDF "application/pdf"

static const struct naming namings[] = {
	{"https://a.vn/files/cong-van-512.pdf", "Công văn", PDF, "cong-van-512.pdf"},
	{"https://a.vn/t%E1%BB%87p/Th%C3%B4ng%20b%C3%A1o%205.PDF", NULL, NULL,
	 "Thông báo 5.PDF"},
	{"https://a.vn/download.aspx?id=7", "Thông báo số 05/TB-UBND", PDF,
	 "Thông báo số 05-TB-UBND.pdf"},
	{"https://a.vn/tai/77", "Biểu mẫu", NULL, "Biểu mẫu"},
	{"https://a.vn/..%2f..%2fetc%2fpasswd", NULL, NULL, "etc-passwd"},
	{"https://a.vn/%2e%2e/%2e.bashrc", NULL, NULL, "tep.bashrc"},
	{"https://a.vn/.ssh", NULL, PDF, "ssh.pdf"},
	{"https://a.vn/-rf.pdf", NULL, NULL, "rf.pdf"},
	{"https://a.vn/a%00b%0ac%1b%5b31m.pdf", NULL, NULL, "a-b c-[31m.pdf"},
	{"https://a.vn/anh%E2%80%AEfdp.exe", NULL, NULL, "anh-fdp.exe"},
	{"https://a.vn/%ff%fe.docx", NULL, NULL, "tep.docx"},
	{"https://a.vn/a%3Ab%7Cc%3f.zip", NULL, NULL, "a-b-c.zip"},
	{"https://a.vn/", NULL, PDF, "tep.pdf"},
	{"https://a.vn", "///", NULL, "tep"},
	{"https://a.vn/hop%", "", NULL, "hop%"},
	{"https://a.vn/bao-cao.2020.06 (ban cuoi)", NULL, NULL,
	 "bao-cao.2020.06 (ban cuoi)"},
};

static void names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(namings); i++) {
		const struct naming *n = &namings[i];
		struct buf got = {0};

		file_name_safe(n->url, n->title, n->type, &got);
		assert_string_equal(buf_str(&got), n->want);
		buf_clear(&got);
	}
}

/* However long, a name ends between two letters and keeps its ending. */
static void a_long_name(void **state)
{
	struct buf url = {0}, got = {0};

	(void)state;
	buf_adds(&url, "https://a.vn/");
	for (int i = 0; i < 100; i++)
		buf_adds(&url, "ệ");
	buf_adds(&url, ".docx");
	file_name_safe(buf_str(&url), NULL, NULL, &got);
	assert_true(got.len <= FILE_NAME_BYTES && got.len > FILE_NAME_BYTES - 4);
	assert_string_equal(got.s + got.len - 5, ".docx");
	assert_true(text_is_clean(got.s, got.len, CLEAN_LINE));
	buf_clear(&url);
	buf_clear(&got);
}

/* Whatever a portal writes, no name leads out of its folder. */
static void any_name_is_safe(void **state)
{
	static const char *const parts[] = {"..", "/", "%2f", "%5c", ".", "%2e", "%00",
		"%0a", "a", "%E1%BB%87", "%E2%80%AE", "-", " ", "%20", ".pdf", "?", "#",
		"%ff", "%EF%BF%BD", ":", "*"};
	struct dice dice = {0x5eed};

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct buf url = {0}, got = {0};

		buf_adds(&url, "https://a.vn/");
		for (uint32_t n = dice_roll(&dice, 12); n > 0; n--)
			buf_adds(&url, parts[dice_roll(&dice, COUNT(parts))]);
		file_name_safe(buf_str(&url), NULL, NULL, &got);
		assert_true(got.len > 0 && got.len <= FILE_NAME_BYTES);
		assert_null(strpbrk(got.s, "/\\:*?\"<>|"));
		assert_true(got.s[0] != '.' && got.s[0] != '-' && got.s[0] != ' ');
		assert_true(text_is_clean(got.s, got.len, CLEAN_LINE));
		assert_null(strstr(got.s, "\xef\xbf\xbd"));
		buf_clear(&url);
		buf_clear(&got);
	}
}

static void of_an_article(void **state)
{
	struct article a = {.url = mem_str("https://a.vn/tin/1.html"),
		.title = mem_str("Công văn"),
		.body = mem_str("<p>Xem <a href=\"/vb/quy%20che.docx\">quy chế</a> và "
				"<a href=\"https://b.vn/\">trang</a>, "
				"<a href=\"/files/1.pdf\">bản scan</a>.</p>"),
		.body_kind = BODY_HTML};
	struct attachment *at = article_add_attachment(&a);
	struct layout page = {0};
	struct article_file *list;
	struct buf words = {0};

	(void)state;
	at->url = mem_str("../files/1.pdf");
	at->title = mem_str("Bản scan");
	at->type = mem_str("application/pdf");
	at->size = 1234;
	page_article(&a, NULL, &page);
	assert_int_equal(article_files(&a, &page, &list), 2);
	assert_string_equal(list[0].url, "https://a.vn/files/1.pdf");
	assert_int_equal(list[0].number, 3);	/* as the link in the text has it */
	assert_int_equal(list[0].size, 1234);
	assert_int_equal(list[1].number, 1);
	assert_int_equal(list[1].size, -1);
	article_file_words(&list[1], &words);
	assert_string_equal(buf_str(&words), "quy che.docx");
	buf_clear(&words);
	article_files_free(list, 2);
	layout_clear(&page);
	article_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(a_long_name),
		cmocka_unit_test(any_name_is_safe),
		cmocka_unit_test(of_an_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
