/* test_odd_feeds.c - odd feeds and what must come out of them */
#include "feed.h"

struct odd {
	const char *name, *feed, *lines;
	size_t bad;
};

static const struct odd odds[] = {
	{"empty", FEED(""), "", 0},
	{"plain", FEED(A "}"), OUT "\n", 0},
	{"numeric id", FEED("{\"id\":12,\"title\":\"T\",\"content_text\":\"x\"}"),
	 "12 title=T text=x\n", 0},
	{"huge numeric id", FEED("{\"id\":123456789012345678901234567890,\"title\":\"T\","
	 "\"content_text\":\"x\"}"), "123456789012345678901234567890 title=T text=x\n",
	 0},
	{"fractional id", FEED("{\"id\":1.50,\"title\":\"T\",\"content_text\":\"x\"}"),
	 "1.50 title=T text=x\n", 0},
	{"number beyond a double", FEED(A ",\"_x\":1e999}"), OUT "\n", 0},
	{"number with a leading zero", FEED(A ",\"_x\":007}"), OUT "\n", 0},
	{"no id, but a URL", FEED("{\"url\":\"/1\",\"title\":\"T\","
	 "\"content_text\":\"x\"}"),
	 "/1 title=T text=x url=https://portal.example/1\n", 0},
	{"neither id nor URL", FEED("{\"title\":\"T\",\"content_text\":\"x\"}," A "}"),
	 OUT "\n", 1},
	{"id is null", FEED("{\"id\":null,\"title\":\"T\",\"content_text\":\"x\"}"), "",
	 1},
	{"id is an object", FEED("{\"id\":{},\"content_text\":\"x\"}"), "", 1},
	{"id is empty", FEED("{\"id\":\" \",\"content_text\":\"x\"}"), "", 1},
	{"no content", FEED("{\"id\":\"a\",\"title\":\"T\"}"), "", 1},
	{"empty content", FEED("{\"id\":\"a\",\"content_html\":\" \\n\"}"), "", 1},
	{"summary is the content", FEED("{\"id\":\"a\",\"title\":\"T\","
	 "\"summary\":\"s\"}"),
	 "a title=T text=s\n", 0},
	{"HTML before text", FEED(A ",\"content_html\":\"<p>h</p>\",\"summary\":\"s\"}"),
	 "a title=T html=<p>h</p> summary=s\n", 0},
	{"HTML of a wrong type", FEED(A ",\"content_html\":[1]}"), OUT "\n", 0},
	{"title missing", FEED("{\"id\":\"a\","
	 "\"content_html\":\"<p>Họp <b>thôn</b></p>\"}"),
	 "a title=Họp thôn html=<p>Họp <b>thôn</b></p>\n", 0},
	{"title of a wrong type", FEED("{\"id\":\"a\",\"title\":7,"
	 "\"content_text\":\"x\"}"),
	 "a title=x text=x\n", 0},
	{"title over two lines", FEED("{\"id\":\"a\",\"title\":\" Họp\\r\\n thôn \","
	 "\"content_text\":\"x\"}"), "a title=Họp thôn text=x\n", 0},
	{"title keeps what looks like an entity", FEED("{\"id\":\"a\","
	 "\"title\":\"A &amp; B\","
	 "\"content_text\":\"x\"}"), "a title=A &amp; B text=x\n", 0},
	{"NFD", FEED("{\"id\":\"a\",\"title\":\"Ho\\u0323p\",\"content_text\":\"x\"}"),
	 "a title=Họp text=x\n", 0},
	{"lone high surrogate", FEED("{\"id\":\"a\",\"title\":\"T\\ud800!\","
	 "\"content_text\":\"x\"}"), "a title=T\xef\xbf\xbd! text=x\n", 0},
	{"lone low surrogate", FEED("{\"id\":\"a\",\"title\":\"T\\uDC00\","
	 "\"content_text\":\"x\"}"), "a title=T\xef\xbf\xbd text=x\n", 0},
	{"high surrogate twice", FEED("{\"id\":\"a\",\"title\":\"\\ud83c\\ud83c\\udf3e\","
	 "\"content_text\":\"x\"}"), "a title=\xef\xbf\xbd🌾 text=x\n", 0},
	{"escape without hex", FEED("{\"id\":\"a\",\"title\":\"\\uZZ\",\"content_text\":"
	 "\"x\"}"), "a title=\xef\xbf\xbdZZ text=x\n", 0},
	{"unknown escape", FEED("{\"id\":\"a\",\"title\":\"it\\'s\","
	 "\"content_text\":\"x\"}"),
	 "a title=it's text=x\n", 0},
	{"escaped NUL", FEED("{\"id\":\"a\",\"title\":\"T\\u0000\","
	 "\"content_text\":\"x\"}"),
	 "a title=T\xef\xbf\xbd text=x\n", 0},
	{"raw line end in a string", FEED("{\"id\":\"a\",\"title\":\"A\nB\","
	 "\"content_text\":\"x\"}"), "a title=A B text=x\n", 0},
	{"ill-formed UTF-8", FEED("{\"id\":\"a\",\"title\":\"T\xff\","
	 "\"content_text\":\"x\"}"),
	 "a title=T\xef\xbf\xbd text=x\n", 0},
	{"terminal escape", FEED("{\"id\":\"a\",\"title\":\"\\u001b[31mT\","
	 "\"content_text\":\"x\"}"), "a title=\xef\xbf\xbd[31mT text=x\n", 0},
	{"bidi override", FEED("{\"id\":\"a\",\"title\":\"T\\u202e\","
	 "\"content_text\":\"x\"}"),
	 "a title=T\xef\xbf\xbd text=x\n", 0},
	{"items that are no objects", FEED("1,\"x\",null,[],true," A "}"), OUT "\n", 5},
	{"a broken item between good ones", FEED(A "},{\"id\":\"b\",}," A "}"),
	 OUT "\n" OUT "\n", 1},
	{"trailing comma", FEED(A "},"), OUT "\n", 0},
	{"duplicate keys: the last counts", FEED("{\"id\":\"a\",\"title\":\"S\","
	 "\"title\":\"T\",\"content_text\":\"x\"}"), OUT "\n", 0},
	{"the same id twice", FEED(A "}," A "}"), OUT "\n" OUT "\n", 0},
	{"RFC 3339", FEED(A ",\"date_published\":\"2020-08-08T15:42:29Z\"}"),
	 OUT " at=2020-08-08T22:42:29+07:00\n", 0},
	{"dd/mm/yyyy", FEED(A ",\"date_published\":\"08/08/2020 22:42:29\"}"),
	 OUT " at=2020-08-08T22:42:29+07:00\n", 0},
	{"a date alone", FEED(A ",\"date_published\":\"2020-08-08\"}"),
	 OUT " at=2020-08-08T00:00:00+07:00\n", 0},
	{"both dates", FEED(A ",\"date_published\":\"2020-08-08T22:42:29+07:00\","
	 "\"date_modified\":\"2020-08-09T01:02:03.5+07:00\"}"),
	 OUT " at=2020-08-08T22:42:29+07:00 changed=2020-08-09T01:02:03+07:00\n", 0},
	{"31 February", FEED(A ",\"date_published\":\"2020-02-31T00:00:00Z\"}"), OUT "\n",
	 0},
	{"a date as a number", FEED(A ",\"date_published\":1596901349}"), OUT "\n", 0},
	{"version 1 author", FEED(A ",\"author\":{\"name\":\"Thu Hương\"}}"),
	 OUT " author=Thu Hương\n", 0},
	{"version 1.1 authors", FEED(A ",\"authors\":[{\"name\":\"An\"},{},7,{\"name\":"
	 "\"Bình\"}],\"author\":{\"name\":\"C\"}}"), OUT " author=An, Bình\n", 0},
	{"author as a string", FEED(A ",\"author\":\"An\"}"), OUT " author=An\n", 0},
	{"authors as one object", FEED(A ",\"authors\":{\"name\":\"An\"}}"),
	 OUT " author=An\n", 0},
	{"first tag is the section", FEED(A ",\"tags\":[\"Nông thôn mới\",3,"
	 "\"Đất đai\"]}"), OUT " section=nong-thon-moi tags=Nông thôn mới, Đất đai\n", 0},
	{"extension's section before tags", FEED(A ",\"tags\":[\"X\"],\"_newsroom\":{"
	 "\"section\":\"thong-bao\"}}"), OUT " section=thong-bao tags=X\n", 0},
	{"a tag without letters", FEED(A ",\"tags\":[\"!!\"]}"), OUT " tags=!!\n", 0},
	{"document", FEED(A ",\"_newsroom\":{\"document\":{\"number\":\"05/TB-UBND\","
	 "\"issued\":\"2020-08-05\",\"issuer\":\"UBND huyện\"}}}"),
	 OUT " number=05/TB-UBND issued=2020-08-05 issuer=UBND huyện\n", 0},
	{"document of wrong types", FEED(A ",\"_newsroom\":{\"document\":[],"
	 "\"section\":[]}}"), OUT "\n", 0},
	{"extension of a wrong type", FEED(A ",\"_newsroom\":\"x\"}"), OUT "\n", 0},
	{"relative addresses", FEED(A ",\"url\":\"../tin/1.html\","
	 "\"image\":\"/a b.png\"}"),
	 OUT " url=https://portal.example/tin/1.html"
	 " image=https://portal.example/a%20b.png\n", 0},
	{"addresses that are no web", FEED(A ",\"url\":\"javascript:alert(1)\",\"image\":"
	 "\"file:///etc/passwd\",\"external_url\":\"https://khac.example/\"}"),
	 OUT " url=https://khac.example/\n", 0},
	{"attachments", FEED(A ",\"attachments\":[{\"url\":\"/f.pdf\",\"mime_type\":"
	 "\"application/pdf\",\"title\":\"Công văn\",\"size_in_bytes\":12345},"
	 "{\"title\":\"no url\"},null,{\"url\":\"g\",\"size_in_bytes\":\"77\"},"
	 "{\"url\":\"h\",\"size_in_bytes\":-5}]}"),
	 OUT " file=https://portal.example/f.pdf,Công văn,application/pdf,12345"
	 " file=https://portal.example/feed/g,-,-,77"
	 " file=https://portal.example/feed/h,-,-,-1\n", 0},
	{"attachments of a wrong type", FEED(A ",\"attachments\":{\"url\":\"/f\"}}"),
	 OUT "\n", 0},
	{"unknown extensions", FEED(A ",\"_blue_shed\":{\"about\":[{\"a\":[[[]]]}]}}"),
	 OUT "\n", 0},
	{"items before the head", "{\"items\":[" A "}],\"title\":\"B\",\"version\":"
	 "\"https://jsonfeed.org/version/1\"}", OUT "\n", 0},
	{"no version", "{\"items\":[" A "}]}", OUT "\n", 0},
	{"byte order mark", "\xef\xbb\xbf" FEED(A "}"), OUT "\n", 0},
	{"head of wrong types", "{\"version\":1,\"title\":[],\"next_url\":7,"
	 "\"expired\":\"no\",\"_newsroom\":[],\"items\":[" A "}]}", OUT "\n", 0},
	{"items inside the extension are none",
	 "{\"version\":\"https://jsonfeed.org/version/1"
	 "\",\"_x\":{\"items\":[{\"id\":\"z\",\"content_text\":\"z\"}]},"
	 "\"items\":[" A "}]}", OUT "\n", 0},
	{"text behind the end", FEED(A "}") "\n<!-- 0.3 s -->", OUT "\n", 0},
};

static void check_odd(const struct odd *o, size_t size)
{
	struct got g = {0};
	struct feed_head head;
	struct err e = {0};

	if (!read_feed(o->feed, strlen(o->feed), size, &g, &head, &e))
		fail_msg("%s: refused: %s", o->name, e.text);
	if (strcmp(buf_str(&g.lines), o->lines) != 0)
		fail_msg("%s:\nwant %sgot  %s", o->name, o->lines, buf_str(&g.lines));
	if (head.bad_items != o->bad || head.items != g.count)
		fail_msg("%s: %zu bad, %zu good", o->name, head.bad_items, head.items);
	feed_head_clear(&head);
	buf_clear(&g.lines);
}

static void odd_feeds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(odds) / sizeof(odds[0]); i++) {
		check_odd(&odds[i], strlen(odds[i].feed));
		for (size_t size = 1; size <= 7; size++)
			check_odd(&odds[i], size);
	}
}

struct refusal {
	const char *feed;
	size_t n;
	enum err_kind kind;
};

#define REFUSAL(s, kind) {s, sizeof(s) - 1, kind}

static void what_is_no_feed(void **state)
{
	static const struct refusal list[] = {
		REFUSAL("", ERR_FORMAT),
		REFUSAL(" \n", ERR_FORMAT),
		REFUSAL("<html><title>Wi-Fi</title>", ERR_FORMAT),
		REFUSAL("[]", ERR_FORMAT),
		REFUSAL("null", ERR_FORMAT),
		REFUSAL("{}", ERR_FORMAT),
		REFUSAL("{\"version\":\"2\",\"items\":7}", ERR_FORMAT),
		REFUSAL("{\"version\":\"https://jsonfeed.org/version/1.1\"", ERR_FORMAT),
		REFUSAL("{\"items\":[" A "}", ERR_FORMAT),
		REFUSAL("{\"items\":[" A, ERR_FORMAT),
		REFUSAL("{\"items\":[],\"x\":[}", ERR_FORMAT),
		REFUSAL("{\"items\":[],\"x\":\0}", ERR_FORMAT),
		REFUSAL("{\"items\":[],'x':1}", ERR_FORMAT),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct got g = {0};
		struct feed_head head;
		struct err e = {0};

		if (read_feed(list[i].feed, list[i].n, list[i].n + 1, &g, &head, &e))
			fail_msg("taken: %s", list[i].feed);
		assert_int_equal(e.kind, list[i].kind);
		assert_true(e.text[0] != '\0');
		feed_head_clear(&head);
		buf_clear(&g.lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(odd_feeds),
		cmocka_unit_test(what_is_no_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
