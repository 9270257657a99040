/* test_page.c - an article from its title to its attachments */
#include "render.h"

#include <bantin/base/stamp.h>
#include <bantin/text/page.h>

/* The strings of these articles are literals: they are not cleared. */
static char *paint_page(const struct article *a, const char *section, size_t columns)
{
	struct layout l = { 0 };
	char *out;

	page_article(a, section, &l);
	check_lines(&l, 10);
	out = paint_layout(&l, columns);
	layout_clear(&l);
	return out;
}

static void check_page(const struct article *a, const char *section, size_t columns,
		       const char *want)
{
	char *got = paint_page(a, section, columns);

	assert_string_equal(got, want);
	free(got);
}

static struct article sample(void)
{
	struct article a = {
		.title = (char *)"Họp giao ban tháng 8",
		.url = (char *)"https://portal.example/tin/hop.html",
		.author = (char *)"Ban biên tập",
		.summary = (char *)"Mười việc phải xong.",
		.body = (char *)"<p>Sáng nay, <a href='/bang'>bảng việc</a> đã dán.</p>",
	};

	assert_true(stamp_parse("2020-08-08T22:42:29+07:00", &a.published));
	return a;
}

static void test_whole(void **state)
{
	struct article a = sample();
	struct attachment files[] = {
		{ (char *)"tb05.pdf", (char *)"Thông báo 05", (char *)"application/pdf", 123456 },
		{ (char *)"/bang", NULL, NULL, -1 },
		{ (char *)"x.bin", (char *)"Tệp khác", (char *)"application/x-la", -1 },
	};

	(void)state;
	a.document = (struct document) { (char *)"05/TB-UBND", (char *)"2020-08-05",
					 (char *)"UBND huyện" };
	a.attachments = files;
	a.attachment_count = COUNT(files);
	check_page(&a, "Nông thôn mới", 80,
		   "Họp giao ban tháng 8\n"
		   "════════════════════\n"
		   "Nông thôn mới · Published: 08/08/2020 22:42:29 (GMT+7) · Ban biên tập\n"
		   "No. 05/TB-UBND · 05/08/2020 · UBND huyện\n"
		   "\n"
		   "Mười việc phải xong.\n"
		   "\n"
		   "Sáng nay, bảng việc [1] đã dán.\n"
		   "\n"
		   "Links\n"
		   "[1] https://portal.example/bang\n"
		   "\n"
		   "Attachments\n"
		   "[2] Thông báo 05 (PDF, 123,5 kB)\n"
		   "    https://portal.example/tin/tb05.pdf\n"
		   "[1] https://portal.example/bang\n"
		   "[3] Tệp khác (application/x-la)\n"
		   "    https://portal.example/tin/x.bin\n");
}

/* Section, stamp and author are not torn apart. */
static void test_narrow(void **state)
{
	struct article a = sample();

	(void)state;
	a.summary = NULL;
	check_page(&a, "Nông thôn mới", 44,
		   "Họp giao ban tháng 8\n"
		   "════════════════════\n"
		   "Nông thôn mới\n"
		   "Published: 08/08/2020 22:42:29 (GMT+7)\n"
		   "Ban biên tập\n"
		   "\n"
		   "Sáng nay, bảng việc [1] đã dán.\n"
		   "\n"
		   "Links\n"
		   "[1] https://portal.example/bang\n");
}

static void test_little(void **state)
{
	struct article a = { .published = STAMP_NONE };

	(void)state;
	check_page(&a, NULL, 40, "");
	a.title = (char *)"Tin";
	a.published = 0;
	a.guessed = true;
	a.document.issued = (char *)"tháng 8";
	check_page(&a, "", 60, "Tin\n═══\nFirst seen: 01/01/1970 07:00:00 (GMT+7)\ntháng 8\n");
}

static void test_lead(void **state)
{
	static const struct { const char *summary, *body; bool shown; } cases[] = {
		{"Tóm tắt", "<p>Thân bài", true},
		{"Sáng nay họp", "<p>Sáng nay  <b>họp</b> giao ban.", false},
		{"Sáng nay họp…", "<p>Sáng nay họp giao ban.", false},
		{"Sáng nay họp [...]", "<p>Sáng nay họp giao ban.", false},
		{"Sáng nay họp [&hellip;]", "<p>Sáng nay họp giao ban.", true},
		{"Sáng nay họp giao ban. Mai nghỉ", "<p>Sáng nay họp giao ban.<p>Mai nghỉ.", false},
		{"Sáng nay họp", "<img alt=Ảnh><p>Sáng nay họp.", false},
		{"Sáng nay họp", "<p>Sáng", true},
		{"Sáng nay họp", "", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct article a = { .published = STAMP_NONE };
		struct layout l = { 0 };

		a.summary = (char *)cases[i].summary;
		a.body = (char *)cases[i].body;
		page_article(&a, NULL, &l);
		assert_int_equal(l.count && l.blocks[0].role == ROLE_LEAD, cases[i].shown);
		layout_clear(&l);
	}
}

static void test_title_in_body(void **state)
{
	struct article a = { .published = STAMP_NONE };

	(void)state;
	a.title = (char *)"Họp giao ban";
	a.body = (char *)"<h1>Họp  giao ban</h1><p>Nội dung";
	check_page(&a, NULL, 40, "Họp giao ban\n════════════\n\nNội dung\n");
}

static void test_plain_body(void **state)
{
	struct article a = { .published = STAMP_NONE, .body_kind = BODY_TEXT };

	(void)state;
	a.body = (char *)"\nĐoạn <một>\ndòng hai\n\n- a\n- b\n";
	check_page(&a, NULL, 40, "Đoạn <một>\ndòng hai\n\n- a\n- b\n");
}

/* A text that the page holds twice */

#define FIRST "Sáng 5/8, ban chỉ đạo họp giao ban về tiến độ xây dựng thôn kiểu mẫu; dự họp có " \
	"lãnh đạo các phòng, ban, ngành và bí thư chi bộ các thôn, khối phố."
#define SECOND "Theo báo cáo, toàn huyện đã mở rộng 15,5 km đường, làm 7,7 km rãnh thoát nước, " \
	"xây 22 tường rào thoáng và 18 vườn mẫu./."

static void check_text(const char *title, const char *body, enum body_kind kind,
		       const char *want)
{
	struct article a = { .published = STAMP_NONE, .body_kind = kind };
	struct buf out = { 0 };

	a.title = (char *)title;
	a.body = (char *)body;
	page_text(&a, &out);
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void test_twice(void **state)
{
	(void)state;
	check_text("Họp", "<p>" FIRST "<p>" SECOND "<p>" FIRST "<p>" SECOND, BODY_HTML,
		   FIRST "\n" SECOND "\n");
	check_text("Họp", FIRST "\n\n" SECOND "\n\n" FIRST "\n\n" SECOND "\n", BODY_TEXT,
		   FIRST "\n" SECOND "\n");
	/* as the portal's page has it: each copy under the title and a stamp of its own */
	check_text("Họp", "<h1>Họp</h1><p>Ngày 08/08/2020 22:42:29<p>" FIRST "<p>" SECOND
		   "<p>Lan<h1>Họp</h1><p>Đăng lúc: 08/08/2020 22:42:29 (GMT+7)<p>" FIRST "<p>"
		   SECOND "<p>Lan", BODY_HTML,
		   "Họp\nNgày 08/08/2020 22:42:29\n" FIRST "\n" SECOND "\nLan\n");
	check_text(NULL, "<table><tr><td>" FIRST "<td>1</table>" FIRST "<p>" SECOND
		   "<table><tr><td>" FIRST "<td>1</table>" FIRST "<p>" SECOND, BODY_HTML,
		   FIRST " 1\n" FIRST "\n" SECOND "\n");
}

static void test_not_twice(void **state)
{
	(void)state;
	check_text("Họp", "<p>Lời ru<p>Lời ru", BODY_HTML, "Lời ru\nLời ru\n");
	check_text("Họp", "<p>" FIRST "<p>" SECOND "<p>" FIRST, BODY_HTML,
		   FIRST "\n" SECOND "\n" FIRST "\n");
	check_text("Họp", "<p>" FIRST "<p>" SECOND "<p>" SECOND "<p>" FIRST, BODY_HTML,
		   FIRST "\n" SECOND "\n" SECOND "\n" FIRST "\n");
	check_text("Họp", "<p>" FIRST SECOND "<h2>" FIRST SECOND "</h2>", BODY_HTML,
		   FIRST SECOND "\n" FIRST SECOND "\n");
	check_text(NULL, "<table><tr><td>" FIRST "<td>1</table><p>" FIRST
		   "<table><tr><td>" FIRST "<td>2</table><p>" FIRST, BODY_HTML,
		   FIRST " 1\n" FIRST "\n" FIRST " 2\n" FIRST "\n");
}

static void test_draft(void **state)
{
	struct draft d = {
		.title = (char *)"Dọn vệ sinh", .section = (char *)"tin", .author = (char *)"Lan",
		.summary = (char *)"Tóm tắt", .tags = (char *)"", .portal = (char *)"",
		.body = (char *)"Sáng nay **làm** [xong](https://a.example/).\n"
	};
	struct layout l = { 0 };
	char *got;

	(void)state;
	page_draft(&d, "Tin tức", &l);
	got = paint_layout(&l, 40);
	assert_string_equal(got, "Dọn vệ sinh\n═══════════\nTin tức · Lan\n\nTóm tắt\n\n"
			    "Sáng nay làm xong [1].\n\nLinks\n[1] https://a.example/\n");
	free(got);
	d.summary = d.title = d.body = d.author = (char *)"";
	page_draft(&d, NULL, &l);
	assert_int_equal(l.count, 0);
	layout_clear(&l);
}

/* A draft's preview is the screen of the article that it will be. */
static void test_preview(void **state)
{
	struct attachment files[] = {
		{.title = (char *)"lich.pdf", .type = (char *)"application/pdf", .size = 2048},
	};
	struct draft d = {
		.title = (char *)"Dọn vệ sinh", .author = (char *)"Lan",
		.summary = (char *)"Sáng nay làm xong.",
		.body = (char *)"# Dọn vệ sinh\n\nSáng nay **làm** [xong](https://a.example/).\n\n- một"
	};
	struct article a = {
		.title = d.title, .author = d.author, .summary = d.summary,
		.published = STAMP_NONE,
		.body = (char *)"<h1>Dọn vệ sinh</h1><p>Sáng nay <strong>làm</strong> "
				"<a href=\"https://a.example/\">xong</a>.</p><ul><li>một</ul>",
		.attachments = files, .attachment_count = 1,
	};
	struct layout l = {0};

	(void)state;
	page_preview(&d, "Tin tức", files, 1, &l);
	char *got = paint_layout(&l, 40);
	check_page(&a, "Tin tức", 40, got);
	assert_string_equal(got, "Dọn vệ sinh\n═══════════\nTin tức · Lan\n\n"
			    "Sáng nay làm xong [1].\n\n- một\n\nLinks\n"
			    "[1] https://a.example/\n\nAttachments\n"
			    "[2] lich.pdf (PDF, 2,0 kB)\n");
	free(got);
	page_preview(&(struct draft){0}, NULL, NULL, 0, &l);
	assert_int_equal(l.count, 0);
	layout_clear(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_little),
		cmocka_unit_test(test_lead),
		cmocka_unit_test(test_title_in_body),
		cmocka_unit_test(test_plain_body),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_not_twice),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_preview),
	};

	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
