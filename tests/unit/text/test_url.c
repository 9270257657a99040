/* test_url.c - references made absolute, and what may be asked of a URL */
#include "check.h"

#include <bantin/text/url.h>

struct resolving {
	const char *ref, *want;
};

/* RFC 3986, 5.4.1 and 5.4.2, against http://a/b/c/d;p?q */
static const struct resolving examples[] = {
	{"g:h", "g:h"}, {"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"},
	{"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"}, {"//g", "http://g"},
	{"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"},
	{"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"},
	{"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"},
	{"g;x", "http://a/b/c/g;x"}, {"g;x?y#s", "http://a/b/c/g;x?y#s"},
	{"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
	{"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"},
	{"../..", "http://a/"}, {"../../", "http://a/"}, {"../../g", "http://a/g"},
	{"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"},
	{"/./g", "http://a/g"}, {"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."},
	{".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."},
	{"..g", "http://a/b/c/..g"}, {"./../g", "http://a/b/g"},
	{"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"},
	{"g/../h", "http://a/b/c/h"}, {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
	{"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
	{"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"},
	{"g#s/../x", "http://a/b/c/g#s/../x"}, {"http:g", "http:g"},
	/* ours */
	{"tin tức/bài.html", "http://a/b/c/tin%20t%E1%BB%A9c/b%C3%A0i.html"},
	{"/t%E1%BB%A9c?q=xã", "http://a/t%E1%BB%A9c?q=x%C3%A3"},
	{"100%", "http://a/b/c/100%25"}, {"%zz", "http://a/b/c/%25zz"},
	{"  g\r\n", "http://a/b/c/g"}, {"a\tb", "http://a/b/c/a%09b"},
	{"/a[1].jpg", "http://a/a%5B1%5D.jpg"}, {"\"<>", "http://a/b/c/%22%3C%3E"},
	{"\\\\evil", "http://a/b/c/%5C%5Cevil"}, {"./a:b", "http://a/b/c/a:b"},
	{"//[::1]:80/x y", "http://[::1]:80/x%20y"}, {"a//b/../c", "http://a/b/c/a//c"},
	{"javascript:alert(1)", "javascript:alert(1)"},
	{"java\nscript:alert(1)", "http://a/b/c/java%0Ascript:alert(1)"},
	{"mailto:xa@example.vn", "mailto:xa@example.vn"},
	{"data:text/html,a b", "data:text/html,a%20b"},
	{"https://xã.vn/tin", "https://xã.vn/tin"},
};

static void the_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		char *got = url_resolve("http://a/b/c/d;p?q", examples[i].ref);
		assert_string_equal(got, examples[i].want);
		free(got);
	}
}

struct based {
	const char *base, *ref, *want;
};

static const struct based other_bases[] = {
	{NULL, "g h", "g%20h"},
	{NULL, "http://a/b", "http://a/b"},
	{"http://a", "g", "http://a/g"},
	{"http://a?x", "g", "http://a/g"},
	{"http://a/", "", "http://a/"},
	{"http://a/b#f", "", "http://a/b"},
	{"http://a/b#f", "#g", "http://a/b#g"},
	{"https://yenlac.example.vn/web/trang-chu/", "tin/1.html",
	 "https://yenlac.example.vn/web/trang-chu/tin/1.html"},
	{"https://a:8443/x", "/y", "https://a:8443/y"},
	{"https://a/x", "//b/../y", "https://b/y"},
	{"not a base", "g", "g"},
	{"", "g", "g"},
};

static void any_base(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(other_bases); i++) {
		char *got = url_resolve(other_bases[i].base, other_bases[i].ref);
		assert_string_equal(got, other_bases[i].want);
		free(got);
	}
}

static const struct {
	const char *a, *b;
	bool same;
} origins[] = {
	{"http://a/x", "http://a/y?z", true},
	{"http://a", "HTTP://A:80/", true},
	{"https://a:443/", "https://a", true},
	{"https://a:/", "https://a", true},
	{"http://a", "https://a", false},
	{"http://a:80", "https://a:80", false},
	{"http://a", "http://a:8080", false},
	{"http://a", "http://b", false},
	{"http://a", "http://a.b", false},
	{"http://u:p@a/", "http://a/", true},
	{"http://a@b/", "http://a/", false},
	{"http://a/@b", "http://b/", false},
	{"http://a?@b", "http://b/", false},
	{"http://[::1]:80/", "http://[::1]/", true},
	{"http://[::1]/", "http://[::2]/", false},
	{"http://a:99999/", "http://a:99999/", false},
	{"http://a:8x/", "http://a:8x/", false},
	{"http://[::1/", "http://[::1/", false},
	{"http://[::1]x/", "http://[::1]x/", false},
	{"a/b", "a/b", false},
	{"", "", false},
	{"http:a", "http:a", false},
};

static void same_origin(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(origins); i++) {
		bool same = origins[i].same;
		if (url_same_origin(origins[i].a, origins[i].b) != same ||
		    url_same_origin(origins[i].b, origins[i].a) != same)
			fail_msg("%s %s", origins[i].a, origins[i].b);
	}
}

static const struct {
	const char *url;
	bool web, safe;
} kinds[] = {
	{"https://yenlac.example.vn/tin", true, true},
	{"HTTPS://A/", true, true},
	{"http://yenlac.example.vn/", true, false},
	{"http://127.0.0.1:8080/feed.json", true, true},
	{"http://127.255.0.9/", true, true},
	{"http://localhost:8080", true, true},
	{"http://LOCALHOST/", true, true},
	{"http://[::1]:9/", true, true},
	{"http://localhost.example.vn/", true, false},
	{"http://127.0.0.1.example.vn/", true, false},
	{"http://127.1/", true, false},
	{"http://127.0.0.256/", true, false},
	{"http://127.0.0.0001/", true, false},
	{"http://128.0.0.1/", true, false},
	{"http://[::2]/", true, false},
	{"http://127.0.0.1@evil.example/", false, false},
	{"https://user:secret@a/", false, false},
	{"https:///x", false, false},
	{"https://", false, false},
	{"https:a", false, false},
	{"https://a b/", false, false},
	{"https://a\\@b/", false, false},
	{"https://a:port/", false, false},
	{"ftp://a/", false, false},
	{"javascript:alert(1)", false, false},
	{"//a/", false, false},
	{"", false, false},
};

static void web_and_safe(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (url_is_web(kinds[i].url) != kinds[i].web ||
		    url_is_safe(kinds[i].url) != kinds[i].safe)
			fail_msg("%s", kinds[i].url);
}

/* Whatever comes in: what comes out is ASCII without blanks, and stays as it is. */
static void ten_thousand_random_references(void **state)
{
	static const char signs[] = "ab.././//:?#%2[]@\\ \t\"\xc3\xa0\xff";
	struct dice d = {80};

	(void)state;
	for (int i = 0; i < 10000; i++) {
		char ref[24] = "";
		size_t n = dice_roll(&d, sizeof(ref));
		for (size_t k = 0; k < n; k++)
			ref[k] = signs[dice_roll(&d, sizeof(signs) - 1)];
		ref[n < sizeof(ref) ? n : n - 1] = '\0';
		char *once = url_resolve("https://h/x/y", ref);
		char *again = url_resolve(NULL, once);
		assert_string_equal(once, again);
		for (const char *c = once; *c; c++)
			assert_true((unsigned char)*c > ' ' && *c != '"' && *c != '\\');
		free(once);
		free(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples),
		cmocka_unit_test(any_base),
		cmocka_unit_test(same_origin),
		cmocka_unit_test(web_and_safe),
		cmocka_unit_test(ten_thousand_random_references),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
