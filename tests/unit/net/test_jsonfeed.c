/* test_jsonfeed.c - the head, cut feeds, ceilings, polls */
#include "feed.h"

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>

static void a_cut_feed_keeps_its_items(void **state)
{
	static const char feed[] = FEED(A "}," A "}");
	struct got g = {0};
	struct feed_head head;
	struct err e = {0};

	(void)state;
	assert_false(read_feed(feed, sizeof(feed) - 4, 5, &g, &head, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_string_equal(buf_str(&g.lines), OUT "\n");
	assert_int_equal(head.items, 1);
	feed_head_clear(&head);
	buf_clear(&g.lines);
}

static void the_head(void **state)
{
	static const char feed[] = "{\"version\":\"https://jsonfeed.org/version/1.1\","
		"\"title\":\"Cổng xã\",\"home_page_url\":\"/\",\"next_url\":\"?page=2\","
		"\"expired\":true,\"_newsroom\":{\"sections\":[{\"id\":\"thong-bao\","
		"\"title\":\"Thông báo\",\"feed_url\":\"thong-bao.json\"},"
		"{\"title\":\"no id\"},{\"id\":\"x\"}],"
		"\"visits\":{\"today\":1159,\"yesterday\":\"1987\","
		"\"week\":-1,\"total\":2240627},\"poll_url\":\"/poll.json\","
		"\"micropub\":\"/micropub\","
		"\"submissions\":{\"idempotency_key\":true,\"lookup_by_uid\":1,"
		"\"remarks\":true}},\"items\":[]}";
	struct got g = {0};
	struct feed_head h;

	(void)state;
	assert_true(read_feed(feed, sizeof(feed) - 1, 3, &g, &h, NULL));
	assert_string_equal(h.title, "Cổng xã");
	assert_string_equal(h.home_url, "https://portal.example/");
	assert_string_equal(h.next_url, BASE "?page=2");
	assert_true(h.expired && h.newsroom && h.has_visits);
	assert_int_equal(h.section_count, 2);
	assert_string_equal(h.sections[0].title, "Thông báo");
	assert_string_equal(h.sections[0].feed_url,
		"https://portal.example/feed/thong-bao.json");
	assert_string_equal(h.sections[1].title, "x");
	assert_null(h.sections[1].feed_url);
	assert_int_equal(h.visits.today, 1159);
	assert_int_equal(h.visits.yesterday, 1987);
	assert_int_equal(h.visits.week, -1);
	assert_int_equal(h.visits.month, -1);
	assert_int_equal(h.visits.total, 2240627);
	assert_string_equal(h.poll_url, "https://portal.example/poll.json");
	assert_string_equal(h.micropub_url, "https://portal.example/micropub");
	assert_int_equal(h.can, PORTAL_WRITES | PORTAL_REMEMBERS_KEYS | PORTAL_REMARKS |
			 PORTAL_COUNTS | PORTAL_POLLS);
	feed_head_clear(&h);
	buf_clear(&g.lines);
}

static void shared_tags_are_sections(void **state)
{
	static const char feed[] = FEED(A ",\"tags\":[\"Nông thôn mới\"]}," A
		",\"tags\":[\"nông thôn mới\"]}," A
		",\"tags\":[\"NÔNG THÔN MỚI\",\"b\"]}," A
		",\"tags\":[\"b\"]}," A ",\"tags\":[\"b\"]}");
	struct got g = {0};
	struct feed_head h;

	(void)state;
	assert_true(read_feed(feed, sizeof(feed) - 1, 64, &g, &h, NULL));
	assert_false(h.newsroom);
	assert_int_equal(h.section_count, 1);
	assert_string_equal(h.sections[0].id, "nong-thon-moi");
	assert_string_equal(h.sections[0].title, "Nông thôn mới");
	feed_head_clear(&h);
	buf_clear(&g.lines);
}

static struct article kept;

static bool keep(void *ctx, const struct article *a)
{
	(void)ctx;
	kept = (struct article){.published = a->published, .guessed = a->guessed,
		.key = mem_str(a->key), .title = mem_str(a->title)};
	return false;
}

static void read_one(const char *feed)
{
	const struct jsonfeed_sink sink = {.on_item = keep};
	struct jsonfeed *f = jsonfeed_new(BASE, "xa", &sink);
	struct feed_head head;
	struct err e = {0};

	assert_false(jsonfeed_push(f, feed, strlen(feed), &e));
	assert_int_equal(e.kind, ERR_CANCELLED);
	assert_false(jsonfeed_push(f, "}", 1, NULL));
	assert_false(jsonfeed_end(f, &head, &e));
	assert_int_equal(head.items, 1);
	feed_head_clear(&head);
	jsonfeed_free(f);
}

static void a_wrong_date_is_now_and_marked(void **state)
{
	int64_t before = clock_now();

	(void)state;
	read_one(FEED(A ",\"date_published\":\"hôm qua\"}"));
	assert_true(kept.guessed);
	assert_true(kept.published >= before && kept.published <= clock_now());
	article_clear(&kept);
}

static void long_fields_have_ceilings(void **state)
{
	struct buf feed = {0};

	(void)state;
	buf_adds(&feed, "{\"items\":[{\"content_text\":\"x\",\"id\":\"");
	buf_fill(&feed, 'k', 5000);
	buf_adds(&feed, "\",\"title\":\"");
	for (int i = 0; i < 4000; i++)
		buf_adds(&feed, "ố");
	buf_adds(&feed, "\"}]}");
	read_one(buf_str(&feed));
	assert_true(strlen(kept.key) <= 1000);
	assert_true(strlen(kept.title) <= 1000 && strlen(kept.title) % 3 == 0);
	article_clear(&kept);
	buf_clear(&feed);
}

static void long_text_gives_a_short_title(void **state)
{
	struct buf feed = {0};

	(void)state;
	buf_adds(&feed, "{\"items\":[{\"id\":1,\"content_text\":\"");
	for (int i = 0; i < 50; i++)
		buf_adds(&feed, "thôn xóm ");
	buf_adds(&feed, "\"}]}");
	read_one(buf_str(&feed));
	assert_true(strlen(kept.title) <= 83);
	assert_string_equal(kept.title + strlen(kept.title) - 3, "…");
	article_clear(&kept);
	buf_clear(&feed);
}

/* n times open, then as often close, as the "x" of an item before a good one */
static void check_heavy(const char *open, const char *close, size_t n)
{
	struct buf feed = {0};
	struct got g = {0};
	struct feed_head head;

	buf_adds(&feed, "{\"items\":[" A ",\"x\":[");
	for (size_t i = 0; i < n; i++)
		buf_adds(&feed, open);
	buf_addc(&feed, '0');
	for (size_t i = 0; i < n; i++)
		buf_adds(&feed, close);
	buf_adds(&feed, "]}," A "}]}");
	assert_true(read_feed(feed.s, feed.len, 4096, &g, &head, NULL));
	assert_int_equal(head.bad_items, 1);
	assert_string_equal(buf_str(&g.lines), OUT "\n");
	feed_head_clear(&head);
	buf_clear(&g.lines);
	buf_clear(&feed);
}

static void heavy_items_cost_only_themselves(void **state)
{
	(void)state;
	check_heavy("[", "]", 100000);
	check_heavy("{\"a\":", "}", 5000);
	check_heavy("{},", "", 200000);
	check_heavy("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", 40000);
}

/* An item is its own key. */
static bool dialect_item(const char *json, size_t n, const char *base, const char *portal,
			 struct article *out)
{
	assert_string_equal(base, BASE);
	out->portal = mem_str(portal);
	out->key = mem_strn(json, n);
	out->title = mem_str("T");
	out->body = mem_str("x");
	out->updated = STAMP_NONE;
	out->guessed = true;
	return json[0] == '{';
}

/* Whether it ended well. */
static bool read_dialect(const char *list, struct got *g, struct feed_head *head,
			 struct err *e)
{
	static const struct feed_dialect dialect = {true, dialect_item};
	const struct jsonfeed_sink sink = {.ctx = g, .on_item = note};
	struct jsonfeed *f = jsonfeed_new_dialect(&dialect, BASE, "xa", &sink);
	bool good = true;

	for (; good && *list; list++)
		good = jsonfeed_push(f, list, 1, e);
	good = jsonfeed_end(f, head, good ? e : NULL) && good;
	jsonfeed_free(f);
	return good;
}

static bool take_any(void *ctx, const struct article *a)
{
	(void)ctx;
	(void)a;
	return true;
}

/* A page of a million things that are no items is not read to its end. */
static void rubbish_is_given_up(void **state)
{
	struct jsonfeed_sink sink = {.on_item = take_any};
	struct jsonfeed *f = jsonfeed_new("https://xa.example/feed", "xa", &sink);
	struct err e = {0};
	size_t pushed = 0;

	(void)state;
	assert_true(jsonfeed_push(f, "{\"items\":[", 10, &e));
	while (pushed < 1000000 && jsonfeed_push(f, "{},", 3, &e))
		pushed++;
	assert_true(pushed > 1000 && pushed < 10000);
	assert_int_equal(e.kind, ERR_LIMIT);
	assert_false(jsonfeed_push(f, "{}", 2, NULL));
	jsonfeed_free(f);
}

static void another_dialect(void **state)
{
	static const char *const no[] = {"{\"code\":\"rest_no_route\"}", "<html>", "",
					 "[{}"};
	struct got g = {0};
	struct feed_head head;
	struct err e = {0};

	(void)state;
	assert_true(read_dialect("[{\"a\":[1]}, 7, {}]", &g, &head, &e));
	assert_string_equal(buf_str(&g.lines),
			    "{\"a\":[1]} title=T html=x\n{} title=T html=x\n");
	assert_int_equal(head.items, 2);
	assert_int_equal(head.bad_items, 1);
	feed_head_clear(&head);
	assert_true(read_dialect("[]", &g, &head, &e));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		err_clear(&e);
		assert_false(read_dialect(no[i], &g, &head, &e));
		assert_int_equal(e.kind, i == 1 ? ERR_NET : ERR_FORMAT);
		feed_head_clear(&head);
	}
	buf_clear(&g.lines);
}

/* --- the bytes of items --- */

static bool note_raw(void *ctx, int64_t raw, struct article *out)
{
	(void)out;
	assert_int_not_equal(raw, 0);
	*(int64_t *)ctx = raw;
	return false;
}

static bool same_raw(void *ctx, const struct article *a)
{
	assert_true(*(int64_t *)ctx == a->raw);
	return true;
}

/* The hash of the last item. */
static int64_t raw_of(const char *base, const char *feed)
{
	int64_t raw = 0;
	const struct jsonfeed_sink sink = {.ctx = &raw, .on_item = same_raw,
					   .is_known = note_raw, .on_known = same_raw};
	struct jsonfeed *f = jsonfeed_new(base, "xa", &sink);

	assert_true(jsonfeed_push(f, feed, strlen(feed), NULL));
	jsonfeed_free(f);
	return raw;
}

static void hashes_of_items(void **state)
{
#define ONE(text) "{\"items\":[{\"id\":1,\"content_text\":\"" text "\"}]}"
	static const char base[] = "https://xa.example/a/feed.json";
	int64_t raw = raw_of(base, ONE("x"));

	(void)state;
	assert_true(raw == raw_of("https://xa.example/a/feed.json?page=2", ONE("x")));
	assert_true(raw != raw_of("https://xa.example/b/feed.json", ONE("x")));
	assert_true(raw != raw_of(base, ONE("y")));
	assert_true(raw != raw_of(base, "{\"author\":{\"name\":\"A\"},"
				  "\"items\":[{\"id\":1,\"content_text\":\"x\"}]}"));
#undef ONE
}

static void a_poll(void **state)
{
	static const char text[] = "{\"id\":\"q\","
		"\"question\":\"Bạn quan tâm\\u0007 gì?\","
		"\"options\":[{\"id\":1,\"label\":\"Tin tức\",\"votes\":412},"
		"{\"id\":\"b\"},"
		"{\"label\":\"no id\"},7],\"closed\":false,\"voted\":null}";
	struct poll p;
	struct err e = {0};

	(void)state;
	assert_true(jsonfeed_poll(text, sizeof(text) - 1, &p, &e));
	assert_string_equal(p.question, "Bạn quan tâm\xef\xbf\xbd gì?");
	assert_int_equal(p.option_count, 2);
	assert_string_equal(p.options[0].id, "1");
	assert_int_equal(p.options[0].votes, 412);
	assert_string_equal(p.options[1].label, "b");
	assert_int_equal(p.options[1].votes, -1);
	assert_null(p.voted);
	poll_clear(&p);
	assert_false(jsonfeed_poll("{}", 2, &p, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	assert_false(jsonfeed_poll("<html>", 6, &p, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_feed_keeps_its_items),
		cmocka_unit_test(the_head),
		cmocka_unit_test(shared_tags_are_sections),
		cmocka_unit_test(a_wrong_date_is_now_and_marked),
		cmocka_unit_test(long_fields_have_ceilings),
		cmocka_unit_test(long_text_gives_a_short_title),
		cmocka_unit_test(heavy_items_cost_only_themselves),
		cmocka_unit_test(rubbish_is_given_up),
		cmocka_unit_test(another_dialect),
		cmocka_unit_test(hashes_of_items),
		cmocka_unit_test(a_poll),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
