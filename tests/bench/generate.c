/* generate.c - as many Vietnamese articles as asked for, always the same ones
 *
 * generate archive FILE COUNT [BYTES]   straight into an archive, indexed to the end
 * generate feed FOLDER COUNT [BYTES]    as JSON Feed, page-1.json and so on
 * generate atom FOLDER COUNT [BYTES]    as one Atom feed, feed.xml
 *
 * Syllables are put together from onsets, rimes and tones; how often one occurs follows
 * its rank (Zipf), so that there are words in every article and words in one alone.
 * BYTES of HTML an article on average (3500).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/store/archive.h>

enum {
	SYLLABLES = 6000,
	COMMIT = 64,		/* articles a transaction */
	PAGE = 1000,		/* articles a page of a feed */
	PORTALS = 3,
	SECTIONS = 8,
	NEWEST = 1596901349,	/* 2020-08-08 */
	SPAN = 10 * 365 * 86400	/* seconds from the oldest to the newest */
};

static void die(const char *what)
{
	fprintf(stderr, "generate: %s\n", what);
	exit(1);
}

/* --- chance that is always the same --- */

static uint64_t state;

static uint64_t chance(void)
{
	state += 0x9e3779b97f4a7c15u;
	uint64_t z = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static size_t below(size_t n)
{
	return (size_t)(chance() % n);
}

/* --- syllables --- */

/* The commonest of Vietnamese prose, in about that order; the rest is put together. */
static const char *const common[] = {
	"và", "của", "các", "có", "cho", "là", "trong", "được", "với", "công",
	"nhân", "dân", "xã", "hội", "người", "đồng", "thôn", "huyện", "ban", "về",
	"tổ", "chức", "thực", "hiện", "năm", "tác", "ngày", "phòng", "chính", "quyền",
	"đã", "này", "từ", "trên", "địa", "bàn", "tại", "sản", "xuất", "kinh",
	"tế", "một", "những", "để", "không", "ra", "đến", "phát", "triển", "xây",
	"dựng", "nông", "mới", "hộ", "gia", "đình", "văn", "hóa", "ủy", "thông",
};
enum { COMMON = sizeof(common) / sizeof(common[0]) };

static const char *const onsets[] = {
	"", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh",
	"ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
};

/* Each with its six tones: ngang huyền sắc hỏi ngã nặng. */
static const char *const vowels[][6] = {
	{"a", "à", "á", "ả", "ã", "ạ"}, {"ă", "ằ", "ắ", "ẳ", "ẵ", "ặ"},
	{"â", "ầ", "ấ", "ẩ", "ẫ", "ậ"}, {"o", "ò", "ó", "ỏ", "õ", "ọ"},
	{"ô", "ồ", "ố", "ổ", "ỗ", "ộ"}, {"ơ", "ờ", "ớ", "ở", "ỡ", "ợ"},
	{"u", "ù", "ú", "ủ", "ũ", "ụ"}, {"ư", "ừ", "ứ", "ử", "ữ", "ự"},
	{"uô", "uồ", "uố", "uổ", "uỗ", "uộ"}, {"ươ", "ườ", "ướ", "ưở", "ưỡ", "ượ"},
};
static const char *const codas[] = {"", "n", "ng", "m", "i", "u", "t", "c"};

static char syllables[SYLLABLES][16];
static double upto[SYLLABLES];	/* the share of a syllable and of all before it */

/* The i-th of all combinations, scattered so that neighbours in rank are not alike. */
static void put_together(char *out, size_t i)
{
	size_t n = i * 7919;

	snprintf(out, 16, "%s%s%s", onsets[n % 24], vowels[n / 24 % 10][n / 240 % 6],
		 codas[n / 1440 % 8]);
}

static void make_syllables(void)
{
	double sum = 0;

	for (size_t i = 0; i < SYLLABLES; i++) {
		if (i < COMMON)
			snprintf(syllables[i], sizeof(syllables[i]), "%s", common[i]);
		else
			put_together(syllables[i], i);
		sum += 1.0 / (double)(i + 5);
		upto[i] = sum;
	}
	for (size_t i = 0; i < SYLLABLES; i++)
		upto[i] /= sum;
}

static const char *syllable(void)
{
	double at = (double)(chance() >> 11) / 9007199254740992.0;
	size_t low = 0, high = SYLLABLES - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (upto[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return syllables[low];
}

/* --- articles --- */

static void words(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		buf_adds(out, syllable());
	}
}

static void sentence(struct buf *out)
{
	words(out, 8 + below(16));
	buf_adds(out, below(6) ? ". " : ", ngày 08/8/2020. ");
}

/* One word that stands nowhere else, so that something rare can be looked for. */
static void paragraph(struct buf *out, size_t number)
{
	switch (below(8)) {
	case 0:
		buf_addf(out, "<p style=\"text-align: justify;\"><strong>");
		sentence(out);
		buf_adds(out, "</strong></p>\n");
		return;
	case 1:
		buf_addf(out, "<p><img src=\"/uploads/2020/08/anh-%zu.jpg\" alt=\"",
			 number);
		words(out, 6);
		buf_adds(out, "\" width=\"640\"></p>\n");
		return;
	default:
		buf_adds(out, "<p style=\"text-align: justify;\">");
		for (size_t n = 2 + below(4); n > 0; n--)
			sentence(out);
		buf_adds(out, "</p>\n");
	}
}

struct made {
	struct buf key, url, title, summary, body;
	char portal[16], section[16];
	int64_t published;
	size_t number;
};

/* Number 0 is the newest. */
static void make_article(struct made *m, size_t number, size_t count, size_t bytes)
{
	struct buf *const all[] = {&m->key, &m->url, &m->title, &m->summary, &m->body};
	/* the last paragraph goes beyond by half of its length */
	size_t whole = bytes / 2 + below(bytes + 1) - bytes / 20;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_reset(all[i]);
	m->number = number;
	m->published = NEWEST - (int64_t)((double)SPAN * (double)number / (double)count);
	snprintf(m->portal, sizeof(m->portal), "cong%zu", number % PORTALS);
	snprintf(m->section, sizeof(m->section), "muc%zu", below(SECTIONS));
	buf_addf(&m->key, "https://cong%zu.example/tin/%zu", number % PORTALS, number);
	buf_addf(&m->url, "%s.html", m->key.s);
	words(&m->title, 7 + below(8));
	words(&m->summary, 20);
	buf_addf(&m->body, "<p>Tin%zu: ", number);
	sentence(&m->body);
	buf_adds(&m->body, "</p>\n");
	while (m->body.len < whole)
		paragraph(&m->body, number);
}

static void made_clear(struct made *m)
{
	buf_clear(&m->key);
	buf_clear(&m->url);
	buf_clear(&m->title);
	buf_clear(&m->summary);
	buf_clear(&m->body);
}

/* --- into an archive --- */

static void put(struct archive *a, struct made *m)
{
	struct article art = {
		.portal = m->portal,
		.section = m->section,
		.key = m->key.s,
		.url = m->url.s,
		.title = m->title.s,
		.summary = m->summary.s,
		.body = m->body.s,
		.author = (char[]){"Ban biên tập"},
		.published = m->published,
		.updated = m->published,
	};
	enum archive_change change;
	struct err e = {0};

	if (!archive_put(a, &art, &change, &e))
		die(e.text);
}

static void to_archive(const char *path, size_t count, size_t bytes)
{
	struct archive *a;
	struct made m = {.number = 0};
	struct err e = {0};

	if (!archive_open(&a, path, ARCHIVE_WRITE, &e))
		die(e.text);
	for (size_t i = 0; i < count; i++) {
		if (i % COMMIT == 0 && (!archive_commit(a, &e) || !archive_begin(a, &e)))
			die(e.text);
		make_article(&m, i, count, bytes);
		put(a, &m);
	}
	if (!archive_commit(a, &e))
		die(e.text);
	for (bool more = true; more;) {
		if (!archive_upkeep(a, 200, &more, &e))
			die(e.text);
	}
	archive_close(a);
	made_clear(&m);
}

/* --- as a feed --- */

static json_t *item(const struct made *m)
{
	char when[40];
	time_t t = (time_t)m->published;
	struct tm *utc = gmtime(&t);

	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", utc);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:[s], s:[{s:s}]}", "id",
			 m->key.s, "url", m->url.s, "title", m->title.s, "summary",
			 m->summary.s, "content_html", m->body.s, "date_published", when,
			 "tags", m->section, "authors", "name", "Ban biên tập");
}

static void write_page(const char *folder, size_t page, json_t *items, bool last)
{
	json_t *top = json_pack("{s:s, s:s, s:o}", "version",
				"https://jsonfeed.org/version/1.1", "title", "Cổng của xã",
				"items", items);
	char path[4096], next[64];

	snprintf(path, sizeof(path), "%s/page-%zu.json", folder, page);
	snprintf(next, sizeof(next), "page-%zu.json", page + 1);
	if (!last)
		json_object_set_new(top, "next_url", json_string(next));
	if (json_dump_file(top, path, JSON_COMPACT) != 0)
		die("a page cannot be written");
	json_decref(top);
}

static void to_feed(const char *folder, size_t count, size_t bytes)
{
	struct made m = {.number = 0};

	for (size_t i = 0, page = 1; i < count; page++) {
		json_t *items = json_array();
		for (size_t n = 0; n < PAGE && i < count; n++, i++) {
			make_article(&m, i, count, bytes);
			json_array_append_new(items, item(&m));
		}
		write_page(folder, page, items, i == count);
	}
	made_clear(&m);
}

static void write_escaped(FILE *f, const char *html)
{
	for (; *html; html++) {
		if (*html == '<')
			fputs("&lt;", f);
		else if (*html == '&')
			fputs("&amp;", f);
		else
			fputc(*html, f);
	}
}

static void write_entry(FILE *f, const struct made *m)
{
	char when[40];
	time_t t = (time_t)m->published;

	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", gmtime(&t));
	fprintf(f, "<entry><id>%s</id><title>%s</title><link href=\"%s\"/><updated>%s"
		"</updated><content type=\"html\">", m->key.s, m->title.s, m->url.s, when);
	write_escaped(f, m->body.s);
	fputs("</content></entry>\n", f);
}

static void to_atom(const char *folder, size_t count, size_t bytes)
{
	struct made m = {.number = 0};
	char path[4096];

	snprintf(path, sizeof(path), "%s/feed.xml", folder);
	FILE *f = fopen(path, "w");
	if (!f)
		die("the feed cannot be written");
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/"
	      "2005/Atom\"><title>Cổng của xã</title><id>xa</id>\n", f);
	for (size_t i = 0; i < count; i++) {
		make_article(&m, i, count, bytes);
		write_entry(f, &m);
	}
	fputs("</feed>\n", f);
	if (fclose(f) != 0)
		die("the feed cannot be written");
	made_clear(&m);
}

int main(int argc, char **argv)
{
	size_t count = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	size_t bytes = argc > 4 ? strtoul(argv[4], NULL, 10) : 3500;

	if (argc < 4 || count == 0)
		die("generate archive|feed|atom WHERE COUNT [BYTES]");
	make_syllables();
	if (strcmp(argv[1], "archive") == 0)
		to_archive(argv[2], count, bytes);
	else if (strcmp(argv[1], "atom") == 0)
		to_atom(argv[2], count, bytes);
	else
		to_feed(argv[2], count, bytes);
	return 0;
}
