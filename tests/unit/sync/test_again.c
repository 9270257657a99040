/* test_again.c - a feed that is sent whole each time: what is known is passed over */
#include "stub.h"

#define FEED(more, items) "{\"version\":\"https://jsonfeed.org/version/1.1\"," \
	"\"title\":\"T\"," more "\"items\":[" items "]}"
#define ITEM(id, text) "{\"id\":\"" id "\",\"title\":\"Tin " id "\",\"content_html\":" \
	"\"" text "<a href='a'>x</a>\",\"url\":\"bai/" id "\"}"

struct site {
	struct world w;
	struct stub stub;
	struct stub_page *page;
};

static void site_open(struct site *s, const char *feed)
{
	const struct stub_page pages[] = {{"/feed.json", STUB_FEED, feed}};

	*s = (struct site){0};
	s->page = stub_pages(pages, 1);
	stub_start(&s->stub, s->page);
	world_open(&s->w, s->stub.url, 0);
	mem_set(&s->w.portal.poll_url, NULL);
	sync_add_portal(s->w.sync, &s->w.portal);
}

static void site_close(struct site *s)
{
	world_close(&s->w);
	stub_stop(&s->stub);
	stub_pages_free(s->page, 1);
}

static void expect(struct site *s, const char *feed, size_t fetched, size_t updated,
		   size_t unchanged, size_t bad)
{
	s->page->body = feed;
	struct sync_report r = world_sync(&s->w);
	assert_string_equal(r.error, "");
	assert_int_equal(r.fetched, fetched);
	assert_int_equal(r.updated, updated);
	assert_int_equal(r.unchanged, unchanged);
	assert_int_equal(r.bad, bad);
}

/* The body of the article with the title begins so. */
static void expect_body(struct site *s, const char *title, const char *start)
{
	struct article_row *rows;
	struct article a = {0};
	size_t n;

	assert_true(archive_rows(s->w.archive, NULL, NULL, true, 9, &rows, &n, NULL));
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].title, title) == 0) {
			article_clear(&a);
			assert_true(archive_article(s->w.archive, rows[i].id, &a, NULL));
		}
	assert_int_equal(strncmp(a.body ? a.body : "", start, strlen(start)), 0);
	article_clear(&a);
	article_rows_free(rows, n);
}

static void known_bytes_are_passed_over(void **state)
{
	static const char one[] = FEED("", ITEM("1", "A") "," ITEM("2", "B")),
		other[] = FEED("", ITEM("1", "A") "," ITEM("2", "C")),
		third[] = FEED("", ITEM("3", "D") "," ITEM("1", "A") "," ITEM("2", "C"));
	struct site s;

	(void)state;
	site_open(&s, one);
	expect(&s, one, 2, 0, 0, 0);
	expect(&s, one, 0, 0, 2, 0);
	expect(&s, other, 0, 1, 1, 0);
	expect_body(&s, "Tin 2", "C");
	/* what it said before is not known any more */
	expect(&s, one, 0, 1, 1, 0);
	expect_body(&s, "Tin 2", "B");
	expect(&s, third, 1, 1, 1, 0);
	expect(&s, third, 0, 0, 3, 0);
	site_close(&s);
}

/* The second of one id is left out, whether the first is parsed or known. */
static void twice_in_one_feed(void **state)
{
	static const char feed[] = FEED("", ITEM("1", "A") "," ITEM("1", "B")),
		turned[] = FEED("", ITEM("1", "B") "," ITEM("1", "A"));
	struct site s;

	(void)state;
	site_open(&s, feed);
	expect(&s, feed, 1, 0, 0, 1);
	expect(&s, feed, 0, 0, 1, 1);
	expect_body(&s, "Tin 1", "A");
	expect(&s, turned, 0, 1, 0, 1);
	expect(&s, turned, 0, 0, 1, 1);
	expect_body(&s, "Tin 1", "B");
	site_close(&s);
}

/* The same bytes say something else where the head says something else. */
static void the_head_takes_part(void **state)
{
	static const char one[] = FEED("\"authors\":[{\"name\":\"Ban A\"}],",
				       ITEM("1", "A")),
		other[] = FEED("\"authors\":[{\"name\":\"Ban B\"}],", ITEM("1", "A"));
	struct site s;

	(void)state;
	site_open(&s, one);
	expect(&s, one, 1, 0, 0, 0);
	expect(&s, other, 0, 1, 0, 0);
	expect(&s, other, 0, 0, 1, 0);
	site_close(&s);
}

/* Sections that make themselves of tags, where only a new item is looked at. */
static void sections_still_grow(void **state)
{
#define TAGGED(id) "{\"id\":\"" id "\",\"content_text\":\"x\",\"tags\":[\"Thuế\"]}"
	static const char two[] = FEED("", TAGGED("1") "," TAGGED("2")),
		three[] = FEED("", TAGGED("3") "," TAGGED("1") "," TAGGED("2"));
	struct section *list;
	struct site s;
	size_t n;

	(void)state;
	site_open(&s, two);
	expect(&s, two, 2, 0, 0, 0);
	expect(&s, three, 1, 0, 2, 0);
	assert_true(archive_sections(s.w.archive, "mau", &list, &n, NULL));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].count, 3);
	section_list_free(list, n);
	site_close(&s);
}

/* What the user asks for by hand. */
static void all_is_looked_at_when_asked(void **state)
{
	static const char feed[] = FEED("", ITEM("1", "A") "," ITEM("2", "B"));
	struct sync_report r;
	struct site s;

	(void)state;
	site_open(&s, feed);
	expect(&s, feed, 2, 0, 0, 0);
	assert_true(sync_start(s.w.sync, "mau", true, NULL));
	world_run(&s.w);
	assert_true(sync_report(s.w.sync, "mau", &r));
	assert_int_equal(r.unchanged, 2);
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_bytes_are_passed_over),
		cmocka_unit_test(twice_in_one_feed),
		cmocka_unit_test(the_head_takes_part),
		cmocka_unit_test(sections_still_grow),
		cmocka_unit_test(all_is_looked_at_when_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
