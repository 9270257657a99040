/* html_ink.c - the letters of one block of HTML: white space folded, styles noted */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/utf8.h>

#include "html_build.h"

enum { TAB = 8 };

/* What &#128; to &#159; mean to everybody who writes them: Windows-1252. */
static const uint16_t windows[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178
};

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 || cp == 0x3000 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f || cp == 0x205f;
}

/* Soft hyphen, zero-width space, word joiner, BOM: only hints where to break. */
static bool is_hint(uint32_t cp)
{
	return cp == 0xad || cp == 0x200b || cp == 0x2060 || cp == 0xfeff;
}

bool ink_blank(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		if (!is_space(cp) && !is_hint(cp))
			return false;
	}
	return true;
}

static void ink_put(struct ink *k, const char *s, size_t n, unsigned style)
{
	struct run *r = k->run_count ? &k->runs[k->run_count - 1] : NULL;
	size_t start = k->text.len;

	if (!buf_add(&k->text, s, n) || !style)
		return;
	if (r && r->end == start && r->style == style) {
		r->end += n;
		return;
	}
	k->runs = mem_grow(k->runs, &k->run_cap, k->run_count + 1, sizeof *k->runs);
	k->runs[k->run_count++] = (struct run) { start, start + n, style };
}

static unsigned ink_last_style(const struct ink *k)
{
	const struct run *r = k->run_count ? &k->runs[k->run_count - 1] : NULL;

	return r && r->end == k->text.len ? r->style : 0;
}

/* The white space owed before a letter. */
static void ink_gap(struct ink *k)
{
	if (k->text.len && k->breaks)
		ink_put(k, "\n", 1, 0);
	else if (k->text.len && k->space)
		ink_put(k, " ", 1, k->style & k->space_style & ink_last_style(k));
	k->breaks = 0;
	k->space = false;
}

static void ink_pre(struct ink *k, uint32_t cp, const char *s, size_t n)
{
	size_t fill = TAB - k->column % TAB;

	if (cp == '\n') {
		ink_put(k, "\n", 1, 0);
		k->column = 0;
	} else if (cp == '\t') {
		ink_put(k, "        ", fill, 0);
		k->column += fill;
	} else if (cp != '\r') {
		ink_put(k, s, n, k->style);
		k->column++;
	}
}

static void ink_point(struct ink *k, uint32_t cp, const char *s, size_t n)
{
	char other[4];

	if (is_hint(cp))
		return;
	if (cp >= 0x80 && cp < 0xa0) {
		n = utf8_put(other, windows[cp - 0x80]);
		s = other;
	}
	if (k->pre) {
		ink_pre(k, cp, s, n);
	} else if (is_space(cp)) {
		k->space_style = k->space ? k->space_style & k->style : k->style;
		k->space = true;
	} else {
		ink_gap(k);
		ink_put(k, s, n, k->style);
	}
}

/* Bytes that are ASCII letters and the like, or the bulk of Vietnamese: no white space
 * and nothing to exchange. The lead bytes C2, E2, E3 and EF begin what is. */
static size_t plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 0xc2 || c == 0xe2 || c == 0xe3 || c == 0xef)
			break;
		i++;
	}
	return i;
}

void ink_add(struct ink *k, const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		size_t plain = k->pre ? 0 : plain_run(s + i, n - i);

		if (plain) {
			ink_gap(k);
			ink_put(k, s + i, plain, k->style);
			i += plain;
			continue;
		}
		plain = utf8_next(s + i, n - i, &cp);
		ink_point(k, cp, s + i, plain);
		i += plain;
	}
}

void ink_break(struct ink *k)
{
	if (k->pre)
		ink_add(k, "\n", 1);
	else
		k->breaks++;
}

void ink_space(struct ink *k)
{
	ink_add(k, " ", 1);
}

void ink_word(struct ink *k, const char *s)
{
	ink_space(k);
	ink_add(k, s, strlen(s));
	ink_space(k);
}

/* Cleans piece by piece, so that the runs move along. Pieces that are clean alone may not
 * be so together (a mark that begins a run): then the styles are given up. */
static void clean_pieces(struct ink *k)
{
	struct buf out = { 0 };
	size_t at = 0, kept = 0;

	for (size_t i = 0; i < k->run_count; i++) {
		struct run r = k->runs[i];

		text_clean(&out, k->text.s + at, r.start - at, CLEAN_TEXT);
		k->runs[kept].start = out.len;
		text_clean(&out, k->text.s + r.start, r.end - r.start, CLEAN_TEXT);
		k->runs[kept].end = out.len;
		k->runs[kept].style = r.style;
		kept += k->runs[kept].end > k->runs[kept].start;
		at = r.end;
	}
	text_clean(&out, k->text.s + at, k->text.len - at, CLEAN_TEXT);
	k->run_count = kept;
	if (!text_is_clean(buf_str(&out), out.len, CLEAN_TEXT)) {
		k->run_count = 0;
		buf_reset(&out);
		text_clean(&out, k->text.s, k->text.len, CLEAN_TEXT);
	}
	buf_clear(&k->text);
	k->text = out;
}

/* Cuts the text, and the runs with it. */
static void cut(struct ink *k, size_t len)
{
	buf_cut(&k->text, len);
	while (k->run_count && k->runs[k->run_count - 1].start >= len)
		k->run_count--;
	if (k->run_count && k->runs[k->run_count - 1].end > len)
		k->runs[k->run_count - 1].end = len;
}

/* Lines of <pre> lose the newlines around them, and blanks at the very end. */
static void trim_pre(struct ink *k)
{
	size_t lead = 0, len = k->text.len;

	while (len && (k->text.s[len - 1] == '\n' || k->text.s[len - 1] == ' '))
		len--;
	cut(k, len);
	for (size_t i = 0; i < len && (k->text.s[i] == '\n' || k->text.s[i] == ' '); i++)
		if (k->text.s[i] == '\n')
			lead = i + 1;
	if (lead) {
		memmove(k->text.s, k->text.s + lead, len - lead);
		buf_cut(&k->text, len - lead);
		k->run_count = 0;
	}
}

static void ink_reset(struct ink *k)
{
	buf_reset(&k->text);
	k->run_count = 0;
	k->breaks = 0;
	k->space = false;
	k->column = 0;
}

bool ink_take(struct ink *k, struct block *b)
{
	if (b->role == ROLE_CODE && k->text.len)
		trim_pre(k);
	if (k->text.len && !text_is_clean(k->text.s, k->text.len, CLEAN_TEXT))
		clean_pieces(k);
	if (!k->text.len) {
		ink_reset(k);
		return false;
	}
	b->text = mem_strn(k->text.s, k->text.len);
	if (k->run_count)
		b->runs = mem_dup(k->runs, k->run_count * sizeof *k->runs);
	b->run_count = k->run_count;
	ink_reset(k);
	return true;
}

void ink_clear(struct ink *k)
{
	buf_clear(&k->text);
	free(k->runs);
	*k = (struct ink) { 0 };
}
