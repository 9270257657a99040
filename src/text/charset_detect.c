/* charset_detect.c - which charset makes the most Vietnamese of a text */
#include <bantin/text/charset.h>

#include <stdint.h>
#include <string.h>

#include <unictype.h>

#include <bantin/text/syllable.h>
#include <bantin/text/utf8.h>

#include "charset_read.h"
#include "letters.h"

enum {
	SAMPLE_MAX = 64 << 10,	/* bytes */
	LEAD_IN = 4 << 10,
	WEAK = 10,		/* percent below which a guess is not worth showing */
	LIKELY = 60,		/* from which UTF-8 may be mojibake all the same */
	NEAR = 80,		/* from which a second guess leaves the first unsure */
	SURE = 90,
	MARKED_SURE = 6,	/* words with marks, among the CHARSET_SURE */
	SOUND_WEIGHT = 3	/* of a letter that mojibake has not, against a word */
};

/* What a text looks like under one reading. */
struct tally {
	size_t words;			/* of letters */
	size_t possible;		/* of them, as syllables */
	size_t marked, marked_possible;	/* with letters beyond ASCII */
	size_t odd;			/* signs that offices do not write */
};

static bool is_wordly(uint32_t cp)
{
	if (cp < 0x80)
		return letter_rank(cp) > 0;
	return letter_find(cp) || uc_is_general_category_withtable(
					  cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

static bool is_usual_sign(uint32_t cp)
{
	static const uint16_t usual[] = {
		0xa0, 0xab, 0xb0, 0xb2, 0xb3, 0xb7, 0xbb, 0xbd, 0xd7, 0x20ab, 0x20ac,
	};

	if (cp < 0x80)
		return cp >= 0x20 || cp == '\n' || cp == '\r' || cp == '\t';
	if (cp >= 0x2010 && cp <= 0x2027)
		return true;
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (usual[i] == cp)
			return true;
	return cp >= 0x2190 && cp < 0x2600;	/* arrows, boxes, bullets */
}

static void tally_word(struct tally *t, const char *s, size_t n)
{
	bool marked = false, possible = syllable_possible(s, n);

	for (size_t i = 0; i < n && !marked; i++)
		marked = (unsigned char)s[i] >= 0x80;
	t->words++;
	t->possible += possible;
	t->marked += marked;
	t->marked_possible += marked && possible;
}

static void tally_text(struct tally *t, const char *s, size_t n)
{
	size_t word = 0;	/* where the word that ends at i began */
	uint32_t cp;

	*t = (struct tally){0};
	for (size_t i = 0; i < n;) {
		size_t step = utf8_next(s + i, n - i, &cp);
		if (!is_wordly(cp)) {
			if (i > word)
				tally_word(t, s + word, i - word);
			word = i + step;
			t->odd += !is_usual_sign(cp);
		}
		i += step;
	}
	if (n > word)
		tally_word(t, s + word, n - word);
}

/* The share of good ones; few words say less than many. Three of four words in
 * Vietnamese are marked. */
static unsigned weigh(size_t good, size_t all)
{
	size_t known = good * 4 / 3 < CHARSET_SURE ? good * 4 / 3 : CHARSET_SURE;

	if (good == 0)
		return 0;
	return (unsigned)(good * 100 / all * (CHARSET_SURE + known) / (2 * CHARSET_SURE));
}

static unsigned percent_of(const struct tally *t, enum charset c)
{
	if (c != CHARSET_VIQR)
		return weigh(t->marked_possible, t->marked + t->odd);
	/* English has words that end in a vowel and a full stop: most words must be
	 * Vietnamese, and many of them marked */
	if (t->marked * 4 < t->words || t->possible * 5 < t->words * 3)
		return 0;
	return weigh(t->marked_possible, t->marked);
}

static void found_add(struct charset_found *f, struct charset_guess g)
{
	size_t at = f->count++;

	while (at > 0 && f->guess[at - 1].percent < g.percent) {
		f->guess[at] = f->guess[at - 1];
		at--;
	}
	f->guess[at] = g;
}

/* Letters and marks that no byte was ever read as: they speak against mojibake. */
static size_t count_sound(const char *s, size_t n)
{
	size_t count = 0;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		count += cp >= 0x100 && (letter_find(cp) || (cp >= 0x300 && cp < 0x370));
	}
	return count;
}

static void try_charset(struct charset_found *f, const char *s, size_t n, enum charset c,
			bool mojibake)
{
	struct buf b = {.max = SIZE_MAX / 2};
	struct tally t;

	if (c == CHARSET_UTF8)	/* as it is: what is not composed counts against it */
		buf_add(&b, s, n);
	else
		charset_decode(&b, s, n, c);
	bool same = b.len == n && memcmp(b.s, s, n) == 0;
	if (!same || c == CHARSET_UTF8) {	/* what changes nothing is no other reading */
		tally_text(&t, buf_str(&b), b.len);
		if (mojibake)
			t.odd += SOUND_WEIGHT * count_sound(s, n);
		struct charset_guess g = {
			.charset = c, .mojibake = mojibake, .percent = percent_of(&t, c),
			.words = t.marked_possible ? t.possible : 0,
			.sound = t.marked_possible == t.marked && t.odd == 0,
		};
		if (g.percent >= WEAK)
			found_add(f, g);
		f->certain = f->certain ||
			     (g.percent >= SURE && t.possible >= CHARSET_SURE &&
			      t.marked_possible >= MARKED_SURE);
	}
	buf_clear(&b);
}

/* UTF-8 that says nothing under any reading, ASCII among it, is what it is. */
static void settle_as(struct charset_found *f, enum charset c)
{
	bool rival = f->count > 0 && f->guess[0].percent >= LIKELY;

	for (size_t i = 0; i < f->count; i++)
		if (f->guess[i].charset == c)
			return;
	found_add(f, (struct charset_guess){
		.charset = c, .percent = rival ? 100 - f->guess[0].percent : 100,
	});
	f->certain = f->certain || !rival;
}

static bool is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

static bool has_utf16_mark(const char *s, size_t n)
{
	return n >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0);
}

/* The part of the text that tells most, *n bytes: it begins a little before what is not
 * ASCII, and ends between two code points, if these are any. */
static const char *sample(const char *s, size_t *n)
{
	size_t from = 0, size = SAMPLE_MAX;

	if (*n <= SAMPLE_MAX)
		return s;
	while (from < *n && (unsigned char)s[from] < 0x80)
		from++;
	from = from == *n || from < LEAD_IN ? 0 : from - LEAD_IN;
	if (*n - from <= SAMPLE_MAX)
		size = *n - from;
	else
		while (size > SAMPLE_MAX - 4 &&
		       ((unsigned char)s[from + size] & 0xc0) == 0x80)
			size--;
	*n = size;
	return s + from;
}

static void detect_bytes(struct charset_found *f, const char *s, size_t n)
{
	static const enum charset old[] = {
		CHARSET_TCVN3, CHARSET_VNI, CHARSET_VISCII, CHARSET_CP1258,
	};
	bool utf8 = is_wide_utf8(s, n);

	try_charset(f, s, n, CHARSET_UTF8, false);
	if (utf8) {
		try_charset(f, s, n, CHARSET_DECOMPOSED, false);
		try_charset(f, s, n, CHARSET_UTF8_TWICE, true);
	}
	for (size_t i = 0; i < sizeof(old) / sizeof(*old); i++)
		try_charset(f, s, n, old[i], utf8);
	if (utf8)
		settle_as(f, CHARSET_UTF8);
}

void charset_detect(const char *s, size_t n, struct charset_found *out)
{
	*out = (struct charset_found){0};
	if (has_utf16_mark(s, n)) {
		found_add(out, (struct charset_guess){
			.charset = CHARSET_UTF16, .percent = 100,
		});
		out->certain = true;
		return;
	}
	s = sample(s, &n);
	if (is_ascii(s, n)) {
		try_charset(out, s, n, CHARSET_VIQR, false);
		settle_as(out, CHARSET_ASCII);
	} else {
		detect_bytes(out, s, n);
	}
	if (out->count > 1 && out->guess[1].percent >= NEAR)
		out->certain = false;
}
