/* test_unicode.c - Unicode's own test files, as Debian's unicode-data has them */
#include "check.h"

#include <stdio.h>

#include <unictype.h>

#include <bantin/text/charset.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>
#include <bantin/text/wrap.h>

#include "../../../src/text/atoms.h"

#define UCD "/usr/share/unicode/"

enum { POINTS = 64 };

/* One line of a file: code points and, for break tests, whether ÷ stands before each. */
struct line {
	char s[4 * POINTS];
	size_t n;
	bool stop[4 * POINTS + 1];	/* by byte */
	bool newer;		/* has a code point that libunistring does not know */
};

static void line_add(struct line *l, uint32_t cp)
{
	l->newer = l->newer || uc_is_general_category(cp, UC_CATEGORY_Cn);
	l->n += utf8_put(l->s + l->n, cp);
}

/* "÷ 0020 × 0308 ÷	# ..." ; false: no such line. */
static bool read_breaks(const char *p, struct line *l)
{
	*l = (struct line){0};
	while (*p && *p != '#' && *p != '\n') {
		if (strncmp(p, "÷", 2) == 0) {
			l->stop[l->n] = true;
			p += 2;
		} else if (strncmp(p, "×", 2) == 0) {
			p += 2;
		} else if (strchr("0123456789ABCDEF", *p)) {
			char *end;
			unsigned long cp = strtoul(p, &end, 16);
			if (cp >= 0xd800 && cp <= 0xdfff)
				return false;
			line_add(l, (uint32_t)cp);
			p = end;
		} else {
			p++;
		}
	}
	return l->n > 0;
}

static FILE *open_or_skip(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f)
		print_message("# SKIP %s: unicode-data is not installed\n", path);
	return f;
}

static void each_line(const char *path, void (*check)(const char *line, size_t count[3]))
{
	FILE *f = open_or_skip(path);
	size_t count[3] = {0};	/* looked at, newer than libunistring, left to the gate */
	char line[2048];

	if (!f)
		return;
	while (fgets(line, sizeof(line), f))
		check(line, count);
	fclose(f);
	print_message("# %zu lines hold, %zu are of a newer Unicode, %zu hold what the "
		      "gate takes out\n", count[0], count[1], count[2]);
	assert_true(count[0] > 500);
}

static void check_clusters(const char *text, size_t count[3])
{
	struct line l;

	if (!read_breaks(text, &l))
		return;
	if (l.newer) {
		count[1]++;
		return;
	}
	count[0]++;
	for (size_t at = 0; at < l.n;) {
		size_t next = text_cluster_next(l.s, l.n, at);
		for (size_t i = at + 1; i < next; i++)
			if (l.stop[i])
				fail_msg("%s", text);
		if (!l.stop[next] || text_cluster_prev(l.s, l.n, next) != at)
			fail_msg("%s", text);
		at = next;
	}
}

static void clusters(void **state)
{
	(void)state;
	each_line(UCD "auxiliary/GraphemeBreakTest.txt", check_clusters);
}

/* Controls, newlines but LF and U+FFFC never come past the gate. */
static bool has_what_the_gate_takes(const struct line *l)
{
	uint32_t cp;

	for (size_t i = 0; i < l->n;) {
		i += utf8_next(l->s + i, l->n - i, &cp);
		if ((uc_is_general_category(cp,
				UC_CATEGORY_Cc) && cp != '\n' && cp != '\t') ||
		    cp == 0x2028 || cp == 0x2029 || cp == 0xfffc)
			return true;
	}
	return false;
}

/* Where the file has opportunities that are also cluster boundaries. A newline, which the
 * file treats as any other end of line, is one. */
static void keep_boundaries(struct line *l)
{
	size_t at = 0;

	while (at < l->n) {
		size_t next = text_cluster_next(l->s, l->n, at);
		for (size_t i = at + 1; i < next; i++)
			l->stop[i] = false;
		at = next;
	}
}

/* The wrapping that wrap.h promises, done as simply as can be. */
static size_t wrap_simply(const struct line *l, size_t columns, size_t starts[])
{
	size_t count = 0, start = 0, stop = 0, used = 0;

	starts[count++] = 0;
	for (size_t at = 0, next; at < l->n; at = next) {
		next = text_cluster_next(l->s, l->n, at);
		size_t width = text_columns(l->s + at, next - at);
		bool blank = next == at + 1 && strchr(" \t", l->s[at]);
		if (at > start && l->stop[at])
			stop = at;
		if (!blank && used + width > columns && at > start && l->s[at] != '\n') {
			next = stop > start ? stop : at;
			used = 0;
			starts[count++] = start = next;
			continue;
		}
		used += width;
		if (l->s[at] == '\n') {
			used = 0;
			starts[count++] = start = next;
		}
	}
	return count;
}

static void check_wrap(const char *text, size_t count[3])
{
	size_t starts[4 * POINTS + 1];
	struct wrap w = {0};
	struct line l;
	struct atom m;

	if (!read_breaks(text, &l))
		return;
	if (l.newer || has_what_the_gate_takes(&l)) {
		count[l.newer ? 1 : 2]++;
		return;
	}
	count[0]++;
	keep_boundaries(&l);
	struct atoms a = {.s = l.s, .n = l.n};
	for (size_t at = 0; atoms_next(&a, &m); at = m.next)
		for (size_t i = at + 1; i <= m.next; i++)
			if (l.stop[i] != (i == m.next))
				fail_msg("%s", text);
	atoms_clear(&a);
	for (size_t columns = 1; columns < 12; columns++) {
		size_t lines = wrap_simply(&l, columns, starts);
		text_wrap(&w, l.s, l.n, columns, columns);
		if (w.count != lines)
			fail_msg("%zu lines at %zu columns: %s", w.count, columns, text);
		for (size_t i = 0; i < lines; i++)
			if (w.lines[i].start != starts[i])
				fail_msg("%zu columns: %s", columns, text);
	}
	wrap_clear(&w);
}

static void wrapping(void **state)
{
	(void)state;
	each_line(UCD "auxiliary/LineBreakTest.txt", check_wrap);
}

/* What the table of pairs knows, and at the end of the list what it does not. */
static const char *const pieces[] = {
	"a", "xã", "Đ", "ường", "1", "05", " ", " ", "  ", "[", "]", "(", ")", "{", "}",
	"\"", "'", "!", "?", ".", ",", ":", ";", "/", "-", "|", "—", "–", "…", "$", "%",
	"₫", "°", "“", "”", "‘", "’", "«", "»", "•", "‰", "@", "#", "+", "\\", "‚", "²",
	"½", "×", "nghiêng", "‐", "¡", "¿", "£", "¤", "′", "‹", "›", "†", "~", "&", "=",
	" a", " xã", " ở ", " ủy ", " và ", ", ", ". ", " hội nghị ", " tổng kết ", "\n",
	"\t", "e\u0301", "\u0323", "人", "👩", "\u200d", "🌾", "가", "ก", "𝐀", "‑",
	"×\ufe0f",
};

enum { UNKNOWN = 12 };	/* pieces at the end; a newline before them */

/* Pieces until about `bytes` bytes are there. */
static size_t roll_pieces(struct dice *d, char *s, size_t bytes, bool plain)
{
	uint32_t count = COUNT(pieces) - (plain ? UNKNOWN + 1 : 0);
	size_t n = 0;

	while (n < bytes) {
		const char *piece = pieces[dice_roll(d, count)];
		memcpy(s + n, piece, strlen(piece));
		n += strlen(piece);
	}
	s[n] = '\0';
	return n;
}

/* Strings of what the table of pairs knows, once as they are and once behind a code point
 * that it does not know, for which libunistring is asked. */
static void table_is_libunistrings(void **state)
{
	struct dice d = {30};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char s[256] = "人 ";
		bool plain[256] = {0}, asked[256] = {0};
		struct atom m;
		size_t more = strlen(s);
		size_t n = more + roll_pieces(&d, s + more, dice_roll(&d, 40), true);
		struct atoms a = {.s = s + more, .n = n - more}, b = {.s = s, .n = n};
		while (atoms_next(&a, &m))
			plain[m.next] = true;
		assert_null(a.breaks);
		while (atoms_next(&b, &m))
			asked[m.next] = true;
		assert_non_null(b.breaks);
		atoms_clear(&b);
		for (size_t at = 1; at < n - more; at++)
			if (plain[at] != asked[more + at])
				fail_msg("%s: %zu", s + more, at);
	}
}

/* Lines in one leap are those that the opportunities make one by one. */
static void leaps_are_steps(void **state)
{
	struct dice d = {1802};
	struct wrap w = {0};
	struct atom m;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t starts[4 * POINTS + 1];
		struct line l = {0};
		char s[512];
		size_t columns = 1 + dice_roll(&d, 40);
		roll_pieces(&d, s, dice_roll(&d, 200), i % 2);
		char *clean = text_clean_text(s);
		l.n = strlen(clean);
		memcpy(l.s, clean, l.n);
		free(clean);
		struct atoms a = {.s = l.s, .n = l.n};
		while (atoms_next(&a, &m))
			l.stop[m.next] = true;
		atoms_clear(&a);
		size_t lines = wrap_simply(&l, columns, starts);
		text_wrap(&w, l.s, l.n, columns, columns);
		if (w.count != lines)
			fail_msg("%zu lines, %zu: %s", w.count, lines, l.s);
		for (size_t k = 0; k < lines; k++) {
			const struct wrap_line *line = &w.lines[k];
			if (line->start != starts[k])
				fail_msg("%zu columns: %s", columns, l.s);
			size_t painted = line->end - line->start;
			assert_int_equal(line->columns,
					 text_columns(l.s + line->start, painted));
		}
	}
	wrap_clear(&w);
}

/* One column of code points: "0044 0307". Returns what follows its semicolon. */
static const char *read_column(const char *p, struct line *l)
{
	*l = (struct line){0};
	while (*p && *p != ';') {
		char *end;
		line_add(l, (uint32_t)strtoul(p, &end, 16));
		p = *end == ' ' ? end + 1 : end;
	}
	return *p ? p + 1 : p;
}

static bool same(const struct buf *b, const struct line *want)
{
	return b->len == want->n && memcmp(buf_str(b), want->s, want->n) == 0;
}

/* What the gate leaves alone: it takes some code points out,
		and marks past the second. */
static bool passes_gate(const struct line *l)
{
	bool passes = true;
	size_t marks = 0;
	uint32_t cp;

	for (size_t i = 0; i < l->n;) {
		i += utf8_next(l->s + i, l->n - i, &cp);
		marks = uc_is_general_category(cp, UC_CATEGORY_M) ? marks + 1 : 0;
		passes = passes && marks <= 2 && !uc_is_general_category(cp,
				UC_CATEGORY_Z) &&
			 !uc_is_property_default_ignorable_code_point(cp);
	}
	return passes;
}

static void check_column(const struct line *in, const struct line *nfc, const char *text)
{
	struct buf composed = {0}, clean = {0}, wanted = {0};

	charset_decode(&composed, in->s, in->n, CHARSET_DECOMPOSED);
	text_clean(&clean, in->s, in->n, CLEAN_TEXT);
	text_clean(&wanted, nfc->s, nfc->n, CLEAN_TEXT);
	if (!same(&composed, nfc))
		fail_msg("composed: %s", text);
	if (clean.len != wanted.len || memcmp(buf_str(&clean), buf_str(&wanted),
			clean.len))
		fail_msg("equivalents do not meet: %s", text);
	if (passes_gate(nfc) && !same(&clean, nfc))
		fail_msg("clean: %s", text);
	buf_clear(&composed);
	buf_clear(&clean);
	buf_clear(&wanted);
}

static void check_normalization(const char *text, size_t count[3])
{
	struct line column[5];
	const char *p = text;
	bool newer = false;

	if (!strchr("0123456789ABCDEF", text[0]))
		return;
	for (size_t i = 0; i < 5; i++) {
		p = read_column(p, &column[i]);
		newer = newer || column[i].newer;
	}
	if (newer) {
		count[1]++;
		return;
	}
	count[0]++;
	count[2] += !passes_gate(&column[1]);
	for (size_t i = 0; i < 5; i++)
		check_column(&column[i], &column[i < 3 ? 1 : 3], text);
}

static void normalization(void **state)
{
	FILE *f = popen("bzcat " UCD "NormalizationTest.txt.bz2 2>/dev/null", "r");
	size_t count[3] = {0};
	char line[2048];

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		check_normalization(line, count);
	pclose(f);
	if (count[0] == 0) {
		print_message("# SKIP unicode-data or bzip2 is not installed\n");
		return;
	}
	print_message("# %zu lines hold, %zu are of a newer Unicode; of %zu the gate "
		      "takes something\n", count[0], count[1], count[2]);
	assert_true(count[0] > 18000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normalization),
		cmocka_unit_test(clusters),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(table_is_libunistrings),
		cmocka_unit_test(leaps_are_steps),
	};

	return cmocka_run_group_tests_name("unicode", tests, NULL, NULL);
}
