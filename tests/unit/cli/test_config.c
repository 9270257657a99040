/* test_config.c - the config file: read with its errors, changed without loss */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>

#include "../../../src/cli/config_keys.h"

static char folder[] = "/tmp/bantin-config-XXXXXX";
static char *path;

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return 1;
	path = file_join(folder, "config");
	return 0;
}

static int drop_folder(void **state)
{
	(void)state;
	unlink(path);
	free(path);
	return rmdir(folder);
}

static void write_config(const char *text)
{
	struct err e = {0};

	assert_true(file_write(path, text, strlen(text), &e));
}

static char *whole_file(void)
{
	struct buf b = {0};
	struct err e = {0};

	assert_true(file_read(path, 1 << 20, &b, &e));
	return buf_take(&b);
}

static void missing_is_empty(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	unlink(path);
	assert_true(config_read(&c, path, &e));
	assert_false(c.there);
	assert_null(c.lang);
	assert_int_equal(c.portal_count, 0);
	config_clear(&c);
}

static void the_agency_is_read(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	write_config("[agency]\nname = Ủy ban nhân dân xã Tam Hồng\nplace = Tam Hồng\n");
	assert_true(config_read(&c, path, &e));
	assert_string_equal(c.agency.name, "Ủy ban nhân dân xã Tam Hồng");
	assert_string_equal(c.agency.place, "Tam Hồng");
	assert_null(c.agency.parent);
	assert_null(c.agency.abbreviation);
	config_clear(&c);
	write_config("[agency]\nten = x\n");
	assert_false(config_read(&c, path, &e));
	assert_non_null(strstr(e.text, ":2: "));
	assert_non_null(strstr(e.text, "\"ten\""));
	assert_non_null(strstr(e.text, "name, parent, place, abbreviation"));
}

static void portals_are_read(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	write_config("\xef\xbb\xbf# của tôi\nlang = en\n\n[portal.huyen]\n"
		     "url = https://huyen.example/\nfeed = https://huyen.example/feed.json\n"
		     "title = Cổng huyện ; ghi chú\ncan = writes looks-up\nlookup_wait = 5\n"
		     "[portal.xa]\r\nurl=http://127.0.0.1:8/\r\nfeed=http://127.0.0.1:8/f\r\n");
	assert_true(config_read(&c, path, &e));
	assert_string_equal(c.lang, "en");
	assert_int_equal(c.portal_count, 2);
	const struct portal *p = config_portal(&c, "huyen");
	assert_non_null(p);
	assert_string_equal(p->title, "Cổng huyện");
	assert_int_equal(p->can, PORTAL_WRITES | PORTAL_LOOKS_UP);
	assert_int_equal(p->lookup_wait, 5);
	assert_string_equal(config_portal(&c, "xa")->feed_url, "http://127.0.0.1:8/f");
	assert_null(config_portal(&c, "tỉnh"));
	config_clear(&c);
}

static void faults_name_their_line(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{"lang = fr\n", ":1: "},
		{"\n\ncolour = red\n", ":3: "},
		{"[portals]\nx = 1\n", ":2: "},
		{"[portal.HUYEN]\nurl = https://a.example/\n", ":2: "},
		{"[portal.a]\nurl = http://a.example/\n", "https://"},
		{"[portal.a]\nurl = javascript:x\n", ":2: "},
		{"[portal.a]\nurl = https://a.example/\n", "portal.a"},
		{"[portal.a]\ncan = fly\n", "fly"},
		{"[portal.a]\nlookup_wait = 0\n", ":2: "},
		{"[portal.a]\nlookup_wait = 9x\n", ":2: "},
		{"lang vi\n", ":1: "},
		{"[portal.a\n", ":1: "},
		{"lnag = vi\n", "\"lang\""},
		{"[portal.a]\nlokup_wait = 9\n", "\"lookup_wait\""},
		{"[portal.a]\nintreval = 9\n", "\"interval\""},
		{"[agency]\nplase = Tam Hồng\n", "\"place\""},
		{"\ninterval = 30\n", "[portal.NAME]"},
		{"[agensy]\nname = x\n", ":2: "},
		{"[portal.a]\ninterval = 10081\n", "10080"},
		{"[portal.a]\nlight = maybe\n", "no, yes"},
		{"[portal.a]\nca = ubnd.pem\n", ":2: "},
		{"[portal.a]\nfamily = gopher\n", "jsonfeed, wordpress"},
		{"lang = vi\n   lang = xx\n", ":2: "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config c;
		struct err e = {0};
		write_config(cases[i].text);
		assert_false(config_read(&c, path, &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		if (!strstr(e.text, cases[i].said))
			fail_msg("%s: no \"%s\" in \"%s\"", cases[i].text, cases[i].said, e.text);
	}
}

static void a_portal_has_its_own_ways(void **state)
{
	struct config c;
	struct err e = {0};

	(void)state;
	write_config("[portal.a]\nurl = https://a.example/\nfeed = https://a.example/f\n"
		     "[portal.b]\nurl = https://b.example/\n   feed = https://b.example/f\n"
		     "family = wordpress\nca = /etc/ubnd/xã.pem\nlight = yes\ninterval = 30\n"
		     "can = polls\ncan = writes, counts\n");
	assert_true(config_read(&c, path, &e));
	const struct portal *a = config_portal(&c, "a"), *b = config_portal(&c, "b");
	assert_null(a->ca);
	assert_false(a->light);
	assert_int_equal(a->interval, 0);
	assert_int_equal(a->lookup_wait, PORTAL_LOOKUP_WAIT);
	assert_int_equal(a->family, PORTAL_JSONFEED);
	assert_string_equal(b->feed_url, "https://b.example/f");
	assert_string_equal(b->ca, "/etc/ubnd/xã.pem");
	assert_true(b->light);
	assert_int_equal(b->interval, 30);
	assert_int_equal(b->family, PORTAL_WORDPRESS);
	assert_int_equal(b->can, PORTAL_WRITES | PORTAL_COUNTS);
	config_clear(&c);
}

struct faults {
	size_t count;
	char first[ERR_TEXT_MAX], last[ERR_TEXT_MAX];
};

static void count_fault(void *ctx, const struct err *why)
{
	struct faults *f = ctx;

	snprintf(f->count++ == 0 ? f->first : f->last, ERR_TEXT_MAX, "%s", why->text);
}

static bool dislike_files(void *ctx, const struct config_key *k, const char *value,
			  struct err *e)
{
	(void)ctx;
	return k->kind != KEY_FILE || err_set(e, ERR_CONFIG, "no %s", value);
}

static void all_faults_are_told(void **state)
{
	struct faults f = {0};
	const struct config_watch watch = {&f, count_fault, dislike_files};
	struct buf raw = {0};

	(void)state;
	buf_adds(&raw, "lnag = vi\n[portal.a]\nurl = https://a.example/\n"
		       "feed = https://a.example/f\nlight = x\nca = /x.pem\n");
	assert_false(config_inspect("c", &raw, &watch));
	assert_int_equal(f.count, 3);
	assert_non_null(strstr(f.first, "c:1: "));
	assert_string_equal(f.last, "c:6: no /x.pem");
	buf_reset(&raw);
	buf_adds(&raw, "lang = vi\n");
	assert_true(config_inspect("c", &raw, &watch));
	buf_clear(&raw);
}

/* Whatever a key takes it gives back, and take reads what give wrote. */
static void keys_give_what_they_took(void **state)
{
	static const char *const values[] = {
		[KEY_TEXT] = "Ủy ban", [KEY_URL] = "https://a.example/",
		[KEY_FILE] = "/a/b.pem", [KEY_METHOD] = "cua-toi", [KEY_WORD] = NULL,
		[KEY_EITHER] = NULL, [KEY_FAMILY] = NULL, [KEY_NUMBER] = "7",
		[KEY_ABILITIES] = "writes counts uploads",
		[KEY_KEEP] = "24 months",
	};
	const struct config_key *k;
	struct err e;

	(void)state;
	for (size_t i = 0; (k = config_key_at(i)); i++) {
		const char *value = values[k->kind] ? values[k->kind]
						    : strstr(k->words, ", ") + 2;
		struct buf out = {0};
		assert_true(config_key_normal(k, value, &out, &e));
		assert_string_equal(buf_str(&out), value);
		buf_clear(&out);
		if (k->usual) {
			assert_true(config_key_normal(k, k->usual, &out, &e));
			assert_string_equal(buf_str(&out), k->usual);
			buf_clear(&out);
		}
		assert_true(k->what && *k->what);
	}
}

static void long_line_is_refused(void **state)
{
	struct buf b = {0};
	struct config c;
	struct err e = {0};

	(void)state;
	buf_adds(&b, "# ");
	buf_fill(&b, 'x', 5000);
	buf_adds(&b, "\nlang = en\n");
	write_config(b.s);
	assert_false(config_read(&c, path, &e));
	assert_non_null(strstr(e.text, ":1: "));
	buf_clear(&b);
}

static bool reads(const char *text, struct config *c)
{
	struct err e = {0};

	write_config(text);
	return config_read(c, path, &e);
}

static void typing_is_read(void **state)
{
	struct config c;

	(void)state;
	assert_true(reads("lang = vi\n", &c));
	assert_null(c.typing);
	assert_false(c.modern_tones);
	assert_false(c.keeps_marks);
	config_clear(&c);
	assert_true(reads("typing = telex-simple\ntone_style=new\ngive_back = no\n", &c));
	assert_string_equal(c.typing, "telex-simple");
	assert_true(c.modern_tones);
	assert_true(c.keeps_marks);
	config_clear(&c);
	assert_true(reads("typing = off\ntone_style = old\ngive_back = yes\n", &c));
	assert_false(c.modern_tones);
	assert_false(c.keeps_marks);
	config_clear(&c);
	assert_false(reads("typing = ../telex\n", &c));
	assert_false(reads("tone_style = cũ\n", &c));
	assert_false(reads("give_back = maybe\n", &c));
}

static void setting_keeps_the_rest(void **state)
{
	struct err e = {0};

	(void)state;
	write_config("# trên cùng\nlang = vi ; tiếng Việt\n\n# cổng\n[portal.a]\n"
		     "url = https://a.example/\nfeed = https://a.example/g\n"
		     "light = yes\n\n[portal.b]\nurl = https://b.example/\n"
		     "feed = https://b.example/f\n");
	assert_true(config_set(path, "lang", "en", &e));
	assert_true(config_set(path, "portal.a.feed", "https://a.example/f", &e));
	assert_true(config_set(path, "portal.b.url", "https://c.example/", &e));
	assert_true(config_set(path, "portal.b.interval", "015", &e));
	assert_true(config_set(path, "agency.place", "Tam Hồng", &e));
	char *text = whole_file();
	assert_string_equal(text, "# trên cùng\nlang = en ; tiếng Việt\n\n# cổng\n[portal.a]\n"
		"url = https://a.example/\nfeed = https://a.example/f\nlight = yes\n\n"
		"[portal.b]\nurl = https://c.example/\nfeed = https://b.example/f\n"
		"interval = 15\n\n[agency]\nplace = Tam Hồng\n");
	assert_true(config_says(text, "lang"));
	assert_true(config_says(text, "portal.b.interval"));
	assert_false(config_says(text, "portal.a.interval"));
	assert_false(config_says(text, "typing"));
	free(text);
	assert_true(config_set(path, "portal.a.light", NULL, &e));
	assert_true(config_remove_portal(path, "b", &e));
	text = whole_file();
	assert_null(strstr(text, "light"));
	assert_null(strstr(text, "portal.b"));
	assert_non_null(strstr(text, "Tam Hồng"));
	free(text);
}

static void setting_in_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	unlink(path);
	assert_true(config_set(path, "lang", "vi", &e));
	char *text = whole_file();
	assert_string_equal(text, "lang = vi\n");
	free(text);
	write_config("[agency]\nname = UBND xã\n");
	assert_true(config_set(path, "lang", "vi", &e));
	text = whole_file();
	assert_string_equal(text, "lang = vi\n[agency]\nname = UBND xã\n");
	free(text);
}

/* What would spoil the file is refused, and the file stays as it was. */
static void setting_what_cannot_be(void **state)
{
	static const char good[] = "[portal.a]\nurl = https://a.example/\n"
				   "feed = https://a.example/f\n";
	static const struct {
		const char *key, *value, *said;
	} cases[] = {
		{"lagn", "vi", "\"lang\""},
		{"lang", "fr", "vi, en"},
		{"portal.b.light", "yes", "b"},
		{"portal.a.lihgt", "yes", "\"light\""},
		{"portal.a.url", "http://a.example/", "https://"},
		{"portal.a.feed", NULL, "portal.a"},
		{"portal.A.light", "yes", "A"},
		{"agensy.name", "x", "agensy"},
		{"agency.name", "A ; B", "\"A\""},
		{"lagn", NULL, "\"lang\""},
	};

	(void)state;
	write_config(good);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err e = {0};
		assert_false(config_set(path, cases[i].key, cases[i].value, &e));
		if (!strstr(e.text, cases[i].said))
			fail_msg("%s: no \"%s\" in \"%s\"", cases[i].key, cases[i].said, e.text);
		char *text = whole_file();
		assert_string_equal(text, good);
		free(text);
	}
}

/* A line that no key may have can still be taken away. */
static void setting_mends(void **state)
{
	struct err e = {0};

	(void)state;
	write_config("lagn = vi\n");
	assert_false(config_set(path, "typing", "vni", &e));
	assert_true(config_set(path, "lagn", NULL, &e));
	write_config("lang = fr\ntypng = vni\n");
	assert_false(config_set(path, "give_back", "no", &e));
	assert_true(config_set(path, "lang", "en", &e));
	write_config("lang = fr\n");
	assert_true(config_set(path, "lang", "en", &e));
	char *text = whole_file();
	assert_string_equal(text, "lang = en\n");
	free(text);
}

static void portal_round_trip(void **state)
{
	struct portal p = {.lookup_wait = PORTAL_LOOKUP_WAIT,
			   .can = PORTAL_WRITES | PORTAL_POLLS};
	struct config c;
	struct err e = {0};

	(void)state;
	write_config("# giữ\n[portal.huyen]\nlookup_wait = 7\npoll = https://old.example/p\n"
		     "interval = 30\n");
	p.name = mem_str("huyen");
	p.title = mem_str("Cổng ; huyện");
	p.url = mem_str("https://huyen.example/");
	p.feed_url = mem_str("https://huyen.example/feed.json");
	assert_true(config_put_portal(path, &p, &e));
	assert_true(config_read(&c, path, &e));
	assert_int_equal(c.portal_count, 1);
	assert_string_equal(c.portals[0].title, "Cổng , huyện");
	assert_int_equal(c.portals[0].can, p.can);
	assert_int_equal(c.portals[0].lookup_wait, 7);
	assert_int_equal(c.portals[0].interval, 30);
	assert_null(c.portals[0].poll_url);
	assert_null(c.portals[0].poll_url);
	char *text = whole_file();
	assert_non_null(strstr(text, "# giữ"));
	free(text);
	config_clear(&c);
	portal_clear(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_is_empty),
		cmocka_unit_test(the_agency_is_read),
		cmocka_unit_test(portals_are_read),
		cmocka_unit_test(faults_name_their_line),
		cmocka_unit_test(a_portal_has_its_own_ways),
		cmocka_unit_test(all_faults_are_told),
		cmocka_unit_test(keys_give_what_they_took),
		cmocka_unit_test(long_line_is_refused),
		cmocka_unit_test(typing_is_read),
		cmocka_unit_test(setting_keeps_the_rest),
		cmocka_unit_test(setting_in_nothing),
		cmocka_unit_test(setting_what_cannot_be),
		cmocka_unit_test(setting_mends),
		cmocka_unit_test(portal_round_trip),
	};

	return cmocka_run_group_tests_name("config", tests, make_folder, drop_folder);
}
