/* import.c - a text from elsewhere as a draft's Markdown */
#include <bantin/text/import.h>

#include <string.h>
#include <strings.h>

#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>
#include <bantin/text/measure.h>

enum { HAND_WRAPPED = 100 };	/* columns that nobody wraps a line behind by hand */

enum import_form import_form(const char *name)
{
	static const struct {
		const char *end;
		enum import_form form;
	} ends[] = {{".md", IMPORT_MARKDOWN},
		    {".markdown", IMPORT_MARKDOWN},
		    {".html", IMPORT_HTML},
		    {".htm", IMPORT_HTML}};
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(ends[i].end);
		if (n > len && strcasecmp(name + n - len, ends[i].end) == 0)
			return ends[i].form;
	}
	return IMPORT_PLAIN;
}

bool import_is_text(const char *s, size_t n, const struct charset_found *f)
{
	bool wide = f->count > 0 && f->guess[0].charset == CHARSET_UTF16;

	return wide || n == 0 || !memchr(s, '\0', n);
}

bool import_is_plain(const struct charset_found *f)
{
	const struct charset_guess *g = &f->guess[0];

	/* a few words are not certain, but UTF-8 is seldom anything else by chance */
	bool alone = f->count > 0 &&
		     (f->count == 1 || f->guess[1].percent * 2 < g->percent);

	return f->count > 0 && (f->certain || alone || g->sound) && !g->mojibake &&
	       (g->charset == CHARSET_ASCII || g->charset == CHARSET_UTF8);
}

static size_t line_len(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n);

	return end ? (size_t)(end - s) : n;
}

static bool line_is_paragraph(const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		size_t len = line_len(s + at, n - at);
		if (len > HAND_WRAPPED && text_columns(s + at, len) > HAND_WRAPPED)
			return true;
		at += len + 1;
	}
	return false;
}

static void plain_lines(struct buf *out, const char *s, size_t n)
{
	bool apart = line_is_paragraph(s, n);

	for (size_t at = 0; at < n;) {
		size_t len = line_len(s + at, n - at), from = at;
		at += len + 1;
		while (len && (s[from] == ' ' || s[from] == '\t')) {
			from++;
			len--;
		}
		buf_add(out, s + from, len);
		buf_adds(out, apart && len ? "\n\n" : "\n");
	}
	while (out->len > 1 && out->s[out->len - 2] == '\n')
		buf_cut(out, out->len - 1);
}

static void html_lines(struct buf *out, const char *s, size_t n)
{
	struct layout l = {0};

	html_layout(s, n, NULL, &l);
	layout_markdown(&l, out);
	layout_clear(&l);
}

bool import_text(struct buf *out, const char *s, size_t n, enum charset c,
		 enum import_form form)
{
	struct buf utf8 = {0}, clean = {0}, lines = {0};
	bool was_full = out->full;

	charset_decode(&utf8, s, n, c);
	if (form == IMPORT_HTML) {
		html_lines(&lines, buf_str(&utf8), utf8.len);
	} else {
		text_clean(&clean, buf_str(&utf8), utf8.len, CLEAN_TEXT);
		if (form == IMPORT_PLAIN)
			plain_lines(&lines, buf_str(&clean), clean.len);
	}
	const struct buf *done = form == IMPORT_MARKDOWN ? &clean : &lines;
	bool whole = !utf8.full && !clean.full && !lines.full;
	if (whole)
		text_clean(out, buf_str(done), done->len, CLEAN_TEXT);
	buf_clear(&utf8);
	buf_clear(&clean);
	buf_clear(&lines);
	return whole && (was_full || !out->full);
}
