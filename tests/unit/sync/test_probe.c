/* test_probe.c - finding out what an address speaks, and whether a token is good */
#include "stub.h"

static void begin(void)
{
	struct sigaction on = {.sa_handler = world_on_alarm};

	sigaction(SIGALRM, &on, NULL);
	alarm(PATIENCE_MS / 1000);
	world_late = 0;
}

static void expect_sample(const struct sample *s, const char *typed)
{
	struct probe_log log = {0};
	struct buf want = {0};
	struct portal p;
	struct err e = {0};

	if (!sync_probe(&(struct sync_address){.url = typed}, &p, &log, &world_late, &e))
		fail_msg("%s: %s", typed, e.text);
	print_message("# %s", log.steps.s);
	assert_string_equal(log.kind, "json-feed");
	assert_string_equal(p.name, "portal");
	assert_non_null(p.title);
	assert_int_equal(p.family, PORTAL_JSONFEED);
	buf_addf(&want, "%sfeed.json", s->url);
	assert_string_equal(p.feed_url, want.s);
	buf_reset(&want);
	buf_addf(&want, "%smicropub", s->url);
	assert_string_equal(p.micropub_url, want.s);
	buf_reset(&want);
	buf_addf(&want, "%spoll.json", s->url);
	assert_string_equal(p.poll_url, want.s);
	assert_int_equal(p.can & CAN_KEYS, CAN_KEYS);
	assert_int_equal(p.lookup_wait, PORTAL_LOOKUP_WAIT);
	assert_null(p.token);
	portal_clear(&p);
	probe_log_clear(&log);
	buf_clear(&want);
}

static void the_sample_portal(void **state)
{
	struct sample s = {0};
	struct buf typed = {0};

	(void)state;
	begin();
	sample_start(&s, NULL);
	expect_sample(&s, s.url);
	buf_addf(&typed, "%sfeed.json", s.url);
	expect_sample(&s, typed.s);
	buf_reset(&typed);
	buf_addf(&typed, "127.0.0.1:%u", s.port);	/* as people type */
	expect_sample(&s, typed.s);
	buf_reset(&typed);
	buf_addf(&typed, "  localhost:%u/feed.json ", s.port);
	struct portal p;
	assert_true(sync_probe(&(struct sync_address){.url = typed.s}, &p, NULL,
			       NULL, NULL));
	assert_string_equal(p.name, "localhost");
	portal_clear(&p);
	buf_clear(&typed);
	sample_stop(&s);
}

static void signing_in(void **state)
{
	struct sample s = {0};
	struct err e = {0};
	struct portal p;

	(void)state;
	begin();
	sample_start(&s, NULL);
	if (!sync_probe(&(struct sync_address){.url = s.url, .token = CONTRIBUTOR},
			&p, NULL, &world_late, &e))
		fail_msg("%s", e.text);
	assert_string_equal(p.token, CONTRIBUTOR);
	assert_non_null(p.media_url);
	assert_true(p.can & PORTAL_UPLOADS);
	mem_set(&p.token, "sai");
	assert_false(sync_sign_in(&p, &world_late, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_non_null(strstr(e.text, "Mã truy cập không đúng"));
	sample_plan(&s, "path=/micropub status=503");
	mem_set(&p.token, EDITOR);
	assert_false(sync_sign_in(&p, &world_late, &e));
	assert_int_equal(e.kind, ERR_NET);
	/* config open to all proves nothing: the list of one's own must answer too */
	sample_plan(&s, "path=/micropub nth=2 status=401");
	assert_false(sync_sign_in(&p, &world_late, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	sample_plan(&s, "");
	assert_true(sync_sign_in(&p, &world_late, &e));
	portal_clear(&p);
	assert_false(sync_probe(&(struct sync_address){.url = s.url, .token = "sai"}, &p,
				NULL, &world_late, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	sample_stop(&s);
}

static enum err_kind probe_kind(const char *url)
{
	struct err e = {0};
	struct portal p;
	bool ok = sync_probe(&(struct sync_address){.url = url}, &p, NULL, &world_late, &e);

	print_message("# %s: %s\n", url, ok ? "found" : e.text);
	if (ok)
		portal_clear(&p);
	else
		assert_null(p.name);
	return ok ? ERR_NONE : e.kind;
}

static unsigned dead_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(bind(fd, (struct sockaddr *)&at, size) == 0 &&
		    getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	close(fd);
	return ntohs(at.sin_port);
}

static void addresses_that_lead_nowhere(void **state)
{
	static const struct stub_page pages[] = {
		{"/", STUB_HTML, "<!DOCTYPE html><title>Trang</title><p>Không.</p>"},
		{"/circle", STUB_HTML,
		 "<link rel=alternate type='application/feed+json' href='/circle2'>"},
		{"/circle2", STUB_HTML,
		 "<link rel=alternate type='application/feed+json' href='/circle'>"},
		{"/json", STUB_FEED, "{\"a\":1}"},
		{"/cut", STUB_FEED,
		 "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["},
		{"/empty", STUB_FEED, ""},
		{0},
	};
	static const struct {
		const char *path;
		enum err_kind kind;
	} cases[] = {
		{"", ERR_NOT_FOUND}, {"circle", ERR_FORMAT}, {"json", ERR_FORMAT},
		{"cut", ERR_FORMAT}, {"empty", ERR_NOT_FOUND}, {"khong-co", ERR_REFUSED},
	};
	struct buf url = {0};
	struct stub s;

	(void)state;
	begin();
	stub_start(&s, pages);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&url);
		buf_addf(&url, "%s%s", s.url, cases[i].path);
		assert_int_equal(probe_kind(url.s), cases[i].kind);
	}
	stub_stop(&s);
	buf_reset(&url);
	buf_addf(&url, "http://127.0.0.1:%u/", dead_port());
	assert_int_equal(probe_kind(url.s), ERR_NET);
	assert_int_equal(probe_kind(""), ERR_USAGE);
	assert_int_equal(probe_kind("ftp://127.0.0.1/"), ERR_USAGE);
	assert_int_equal(probe_kind("http://cong.example/"), ERR_USAGE);
	assert_int_equal(probe_kind("http://127.0.0.1.ke-gian.example/"), ERR_USAGE);
	assert_int_equal(probe_kind("127.evil.example"), ERR_USAGE);
	buf_clear(&url);
}

#define STUB_JSON "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define TO_WORDPRESS(base) "<link rel='https://api.w.org/' href='" base "'>"

/* What is said of an address: its kind, and where it leads if anywhere. */
static void expect_kind(const struct stub *s, const char *path, const char *kind,
			const char *feed)
{
	struct buf url = {0}, want = {0};
	struct probe_log log = {0};
	struct err e = {0};
	struct portal p;

	buf_addf(&url, "%s%s", s->url, path);
	bool ok = sync_probe(&(struct sync_address){.url = url.s}, &p, &log, &world_late, &e);
	print_message("# %s: %s %s\n# %s\n", path, log.kind, e.text,
		      buf_str(&log.detail));
	assert_string_equal(log.kind, kind);
	assert_int_equal(ok, feed != NULL);
	if (ok) {
		buf_addf(&want, "%s%s", s->url, feed);
		assert_string_equal(p.feed_url, want.s);
		assert_string_equal(p.title, "Xã Phú Lộc");
		portal_clear(&p);
	}
	buf_clear(&url);
	buf_clear(&want);
	probe_log_clear(&log);
}

static void sites_as_they_are(void **state)
{
	static struct stub_page pages[] = {
		{"/", STUB_HTML, "<title>Xã</title>" TO_WORDPRESS("@/wp-json/")},
		{"/wp-json/?_fields=name,namespaces", STUB_JSON,
		 "{\"name\":\"X&atilde; Phú L&#7897;c\",\"namespaces\":[\"wp\\/v2\"]}"},
		{"/plain", STUB_HTML, TO_WORDPRESS("/index.php?rest_route=/")},
		{"/index.php?rest_route=/&_fields=name,namespaces", STUB_JSON,
		 "{\"name\":\"Xã Phú Lộc\"}"},
		{"/header", STUB_HTML
		 "Link: <@/wp-json/>; rel=\"https://api.w.org/\"\r\n", "<p>"},
		{"/both", STUB_HTML, "<link rel=alternate type='application/feed+json' "
		 "href=/feed.json>" TO_WORDPRESS("@/wp-json/")},
		{"/closed", STUB_HTML, TO_WORDPRESS("/no-rest/")},
		{"/no-rest/?_fields=name,namespaces", "HTTP/1.1 401 No\r\nContent-Type: "
		 "application/json\r\n", "{\"code\":\"rest_cannot_access\",\"message\":"
		 "\"Chỉ dành cho người đã đăng nhập.\"}"},
		{"/empty-rest", STUB_HTML, TO_WORDPRESS("/e/")},
		{"/e/?_fields=name,namespaces", STUB_JSON,
		 "{\"name\":\"Xã\",\"namespaces\":[\"oembed/1.0\"]}"},
		{"/gone-rest", STUB_HTML, TO_WORDPRESS("/g/")},
		{"/rss", STUB_HTML,
		 "<link rel=alternate type=application/rss+xml href=/f>"},
		{"/login", STUB_HTML, "<form><input type=password name=p></form>"},
		{"/wifi", "HTTP/1.1 302 Found\r\nLocation: ~/login\r\n", ""},
		{"/long", STUB_HTML, NULL},
		{"/sub/tin.json", STUB_FEED,
		 "{\"title\":\"Xã Phú Lộc\",\"items\":[],\"next_url\":\"2\"}"},
		{0},
	};
	struct buf page = {0};
	struct stub s;

	(void)state;
	begin();
	buf_adds(&page, "<html><head><link rel=alternate type='application/feed+json' "
		 "href='/sub/tin.json'></head><body>");
	buf_fill(&page, 'x', 2 << 20);
	pages[14].body = page.s;
	stub_start(&s, pages);
	expect_kind(&s, "", "wordpress", "wp-json/");
	expect_kind(&s, "plain", "wordpress", "index.php?rest_route=/");
	expect_kind(&s, "header", "wordpress", "wp-json/");
	expect_kind(&s, "both", "wordpress", "wp-json/");
	expect_kind(&s, "closed", "wordpress-closed", NULL);
	expect_kind(&s, "empty-rest", "wordpress-closed", NULL);
	expect_kind(&s, "gone-rest", "wordpress-closed", NULL);
	expect_kind(&s, "rss", "rss-only", NULL);
	expect_kind(&s, "login", "login-page", NULL);
	expect_kind(&s, "long", "json-feed", "sub/tin.json");
	expect_kind(&s, "wifi", "other-site", NULL);
	stub_stop(&s);
	buf_clear(&page);
}

/* The user gives up on a portal that says nothing. */
static void stopping(void **state)
{
	static const struct stub_page pages[] = {{"/", NULL, NULL}, {0}};
	static volatile int stop = 1;
	struct err e = {0};
	struct portal p;
	struct stub s;

	(void)state;
	begin();
	stub_start(&s, pages);
	assert_false(sync_probe(&(struct sync_address){.url = s.url}, &p, NULL, &stop,
				&e));
	assert_int_equal(e.kind, ERR_CANCELLED);
	stub_stop(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sample_portal),
		cmocka_unit_test(signing_in),
		cmocka_unit_test(addresses_that_lead_nowhere),
		cmocka_unit_test(sites_as_they_are),
		cmocka_unit_test(stopping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
