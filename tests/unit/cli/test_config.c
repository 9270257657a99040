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

#include "../../../src/cli/config.h"

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

	assert_true(file_write(path, text, strlen(text), 0600, &e));
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
	assert_non_null(strstr(e.text, ":2: \"ten\" is not name, parent, place"));
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
	write_config("# trên cùng\nlang = vi\n\n# cổng\n[portal.a]\nurl = https://a.example/\n"
		     "light = yes\n\n[portal.b]\nurl = https://b.example/\n");
	assert_true(config_set(path, "lang", "en", &e));
	assert_true(config_set(path, "portal.a.feed", "https://a.example/f", &e));
	assert_true(config_set(path, "portal.b.url", "https://c.example/", &e));
	assert_true(config_set(path, "portal.c.url", "https://d.example/", &e));
	char *text = whole_file();
	assert_string_equal(text, "# trên cùng\nlang = en\n\n# cổng\n[portal.a]\n"
		"url = https://a.example/\nlight = yes\nfeed = https://a.example/f\n\n"
		"[portal.b]\nurl = https://c.example/\n\n[portal.c]\nurl = https://d.example/\n");
	free(text);
	assert_true(config_set(path, "portal.a.light", NULL, &e));
	assert_true(config_remove_portal(path, "b", &e));
	text = whole_file();
	assert_null(strstr(text, "light"));
	assert_null(strstr(text, "portal.b"));
	assert_non_null(strstr(text, "portal.c"));
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
	write_config("[portal.a]\nurl = https://a.example/\n");
	assert_true(config_set(path, "lang", "vi", &e));
	text = whole_file();
	assert_string_equal(text, "lang = vi\n[portal.a]\nurl = https://a.example/\n");
	free(text);
}

static void portal_round_trip(void **state)
{
	struct portal p = {.lookup_wait = PORTAL_LOOKUP_WAIT,
			   .can = PORTAL_WRITES | PORTAL_POLLS};
	struct config c;
	struct err e = {0};

	(void)state;
	write_config("# giữ\n[portal.huyen]\nlookup_wait = 7\npoll = https://old.example/p\n");
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
		cmocka_unit_test(long_line_is_refused),
		cmocka_unit_test(typing_is_read),
		cmocka_unit_test(setting_keeps_the_rest),
		cmocka_unit_test(setting_in_nothing),
		cmocka_unit_test(portal_round_trip),
	};

	return cmocka_run_group_tests_name("config", tests, make_folder, drop_folder);
}
