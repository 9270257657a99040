/* text.c - how fast the text room is, beside what the machine and libunistring can do
 *
 * bench-text              a table: MB/s, and time as a multiple of the two floors
 * bench-text WORK CORPUS  does it once, for a profiler that counts instructions
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <uninorm.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/collate.h>
#include <bantin/text/fold.h>
#include <bantin/text/html.h>
#include <bantin/text/layout.h>
#include <bantin/text/measure.h>
#include <bantin/text/utf8.h>
#include <bantin/text/wrap.h>

enum { CORPUS_SIZE = 1 << 20, COLUMNS = 80 };

static const double AT_LEAST = 0.2;	/* seconds that each work is repeated for */

struct corpus {
	const char *name;
	struct buf text;	/* paragraphs, a newline after each */
	struct buf html;
};

struct work {
	const char *name;
	void (*run)(const struct corpus *c);
};

static volatile size_t sink;	/* what keeps the compiler from leaving the work out */

static void run_memcpy(const struct corpus *c)
{
	static char copy[CORPUS_SIZE + 1];
	static void *(*volatile copier)(void *, const void *, size_t) = memcpy;

	copier(copy, c->text.s, c->text.len);
	sink += (unsigned char)copy[c->text.len / 2];
}

static void run_normalize(const struct corpus *c)
{
	size_t n = 0;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)c->text.s, c->text.len,
				    NULL, &n);

	sink += n;
	free(nfc);
}

static void run_valid(const struct corpus *c)
{
	sink += utf8_valid(c->text.s, c->text.len);
}

static void run_is_clean(const struct corpus *c)
{
	sink += text_is_clean(c->text.s, c->text.len, CLEAN_TEXT);
}

static void run_clean(const struct corpus *c)
{
	struct buf b = {0};

	text_clean(&b, c->text.s, c->text.len, CLEAN_TEXT);
	sink += b.len;
	buf_clear(&b);
}

static void run_fold(const struct corpus *c)
{
	struct buf b = {0};

	text_fold(&b, c->text.s, c->text.len);
	sink += b.len;
	buf_clear(&b);
}

static void run_measure(const struct corpus *c)
{
	sink += text_columns(c->text.s, c->text.len);
}

static void run_wrap(const struct corpus *c)
{
	struct wrap w = {0};

	text_wrap(&w, c->text.s, c->text.len, COLUMNS, COLUMNS);
	sink += w.count;
	wrap_clear(&w);
}

static void run_key(const struct corpus *c)
{
	struct buf b = {0};

	text_collate_key(&b, c->text.s, c->text.len);
	sink += b.len;
	buf_clear(&b);
}

static void run_html(const struct corpus *c)
{
	struct layout l = {0};

	html_layout(c->html.s, c->html.len, NULL, &l);
	sink += l.count;
	layout_clear(&l);
}

static void run_lines(const struct corpus *c)
{
	struct layout l = {0};
	struct lines lines = {0};

	html_layout(c->html.s, c->html.len, NULL, &l);
	layout_lines(&l, COLUMNS, &lines);
	sink += lines.count;
	lines_clear(&lines);
	layout_clear(&l);
}

static const struct work works[] = {
	{"memcpy", run_memcpy}, {"u8_normalize", run_normalize}, {"valid", run_valid},
	{"is_clean", run_is_clean}, {"clean", run_clean}, {"fold", run_fold},
	{"measure", run_measure}, {"wrap", run_wrap}, {"collate", run_key},
	{"html", run_html}, {"html+lines", run_lines},
};

enum { WORKS = sizeof(works) / sizeof(*works), MEMCPY = 0, NORMALIZE = 1 };

static void read_article(struct buf *html, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[8192];

	if (!f)
		return;
	while (fgets(line, sizeof(line), f))
		if (line[0] != '\n' && strncmp(line, "image:", 6) != 0)
			buf_adds(html, line);
	fclose(f);
}

static void read_articles(struct buf *html)
{
	const char *folder = TESTS_DIR "/portal/content";
	struct dirent **names;
	int count = scandir(folder, &names, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		if (strstr(names[i]->d_name, ".article"))
			read_article(html, path);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

static void repeat(struct buf *out, const struct buf *once)
{
	while (once->len > 0 && out->len + once->len <= CORPUS_SIZE)
		buf_add(out, once->s, once->len);
}

static void corpus_make(struct corpus *vietnamese, struct corpus *ascii)
{
	struct buf html = {0}, text = {0}, plain = {0}, plain_html = {0};
	struct layout l = {0};

	read_articles(&html);
	html_layout(buf_str(&html), html.len, NULL, &l);
	layout_text(&l, &text);
	text_ascii(&plain, buf_str(&text), text.len);
	text_ascii(&plain_html, buf_str(&html), html.len);
	repeat(&vietnamese->text, &text);
	repeat(&vietnamese->html, &html);
	repeat(&ascii->text, &plain);
	repeat(&ascii->html, &plain_html);
	layout_clear(&l);
	buf_clear(&html);
	buf_clear(&text);
	buf_clear(&plain);
	buf_clear(&plain_html);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds of one run: the best of many, which a busy machine disturbs least. */
static double time_of(const struct work *w, const struct corpus *c)
{
	double best = 1e9, start = now();

	do {
		double from = now();
		w->run(c);
		double took = now() - from;
		if (took < best)
			best = took;
	} while (now() - start < AT_LEAST);
	return best > 0 ? best : 1e-9;
}

static void print_table(const struct corpus *c)
{
	double floors[WORKS];

	printf("%s, %zu bytes of text\n", c->name, c->text.len);
	printf("%-14s %10s %12s %16s\n", "", "MB/s", "x memcpy", "x u8_normalize");
	for (size_t i = 0; i < WORKS; i++) {
		const struct work *w = &works[i];
		bool html = strncmp(w->name, "html", 4) == 0;
		double size = (double)(html ? c->html.len : c->text.len);
		double each = time_of(w, c) / size;
		floors[i] = each;
		printf("%-14s %10.1f %12.1f %16.3f\n", w->name, 1 / each / 1e6,
		       each / floors[MEMCPY], each / floors[i > 0 ? NORMALIZE : MEMCPY]);
	}
}

static bool run_once(const char *name, const struct corpus *c)
{
	for (size_t i = 0; i < WORKS; i++)
		if (strcmp(works[i].name, name) == 0) {
			works[i].run(c);
			return true;
		}
	return strcmp(name, "nothing") == 0;
}

int main(int argc, char **argv)
{
	struct corpus vietnamese = {.name = "Vietnamese"}, ascii = {.name = "ASCII"};
	int status = 0;

	corpus_make(&vietnamese, &ascii);
	if (vietnamese.text.len == 0) {
		fprintf(stderr, "no articles in %s\n", TESTS_DIR "/portal/content");
		status = 1;
	} else if (argc == 3) {
		const struct corpus *c = argv[2][0] == 'a' ? &ascii : &vietnamese;
		status = run_once(argv[1], c) ? 0 : 2;
	} else {
		print_table(&ascii);
		print_table(&vietnamese);
	}
	buf_clear(&vietnamese.text);
	buf_clear(&vietnamese.html);
	buf_clear(&ascii.text);
	buf_clear(&ascii.html);
	return status;
}
