/* leap.c - a whole line of plain text at once, as far as it fits (UAX #14) */
#include "leap.h"

#include <stdint.h>

/* Where the scan stands. */
struct place {
	size_t at, columns;
};

/* Bytes at p that are ASCII from the space to ~, of the eight looked at. */
static inline size_t ascii_run(const unsigned char *p)
{
	const uint64_t each = 0x0101010101010101, top = 0x80 * each;
	uint64_t w = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
		     (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
		     (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
	uint64_t low = w & ~top;
	uint64_t from_space = low + (0x80 - ' ') * each;
	uint64_t past_tilde = low + (0x7f - '~') * each;
	uint64_t others = (~from_space | past_tilde | w) & top;

	return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

/* Bytes of the Latin letter or common sign of one column at p, of n; 0: another. */
static inline size_t plain_size(const unsigned char *p, size_t n)
{
	if (p[0] >= 0xc3 && p[0] <= 0xc9)
		return n >= 2 ? 2 : 0;
	if (p[0] >= 0x20 && p[0] < 0x7f)
		return 1;
	if (n < 3)
		return 0;
	if (p[0] == 0xe1)
		return p[1] >= 0xb8 && p[1] <= 0xbb ? 3 : 0;
	/* – — ‘ ’ “ ” … */
	if (p[0] == 0xe2 && p[1] == 0x80)
		return (p[2] & 0xfe) == 0x98 || (p[2] & 0xfe) == 0x9c ||
		       p[2] == 0x93 || p[2] == 0x94 || p[2] == 0xa6 ? 3 : 0;
	return 0;
}

/* Goes on until limit columns are taken, or what is not plain. */
static void scan(const unsigned char *p, size_t n, size_t limit, struct place *here)
{
	size_t at = here->at, columns = here->columns, size;

	while (columns < limit && at < n) {
		size = n - at >= 8 ? ascii_run(p + at) : 0;
		at += size;
		columns += size;
		if (size == 8 || columns >= limit)
			continue;
		size = at < n ? plain_size(p + at, n - at) : 0;
		if (size == 0)
			break;
		at += size;
		columns++;
	}
	if (columns > limit) {	/* over by letters of ASCII */
		at -= columns - limit;
		columns = limit;
	}
	here->at = at;
	here->columns = columns;
}

/* A letter of Latin or a digit at p, of n bytes. */
static bool begins_word(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return (unsigned)((p[0] | 0x20) - 'a') < 26 ||
		       (unsigned)(p[0] - '0') < 10;
	return (p[0] == 0xe1 || p[0] <= 0xc9) && plain_size(p, n) > 0;
}

/* Whether `at` is behind one blank and before a word; the blank is behind anything but
 * what opens. Such a place is an opportunity by LB18. */
static bool between_words(const unsigned char *p, size_t n, size_t start, size_t at)
{
	if (at < start + 2 || at >= n || p[at - 1] != ' ' || !begins_word(p + at, n - at))
		return false;
	unsigned char before = p[at - 2];
	return before != ' ' && before != '(' && before != '[' && before != '{';
}

/* Back from here to the last such place; *word says that nothing but the start of one
 * word lies between. */
static bool retreat(const unsigned char *p, size_t n, size_t start, struct place *here,
		    bool *word)
{
	*word = true;
	while (!between_words(p, n, start, here->at)) {
		if (here->at <= start + 2)
			return false;
		do
			here->at--;
		while ((p[here->at] & 0xc0) == 0x80);
		here->columns--;
		*word = *word && begins_word(p + here->at, n - here->at);
	}
	return true;
}

static bool leap_to_end(const unsigned char *p, size_t n, size_t start, struct place here,
			struct leap *out)
{
	out->next = here.at;
	out->columns = here.columns;
	out->line_ends = here.at < n;
	out->next += out->line_ends;	/* the newline */
	while (here.at > start && p[here.at - 1] == ' ') {
		here.at--;
		here.columns--;
	}
	out->painted = here.at;
	out->painted_columns = here.columns;
	return true;
}

/* Whether what stands at p, of n > 0 bytes, begins a column and no line by itself:
 * neither a mark on what is before it, nor a dash that may be parted from a word. */
static bool stays(const unsigned char *p, size_t n)
{
	return (p[0] >= 0x20 && p[0] < 0x7f) || begins_word(p, n);
}

bool leap_line(const char *s, size_t n, size_t start, size_t limit, struct leap *out)
{
	const unsigned char *p = (const unsigned char *)s;
	struct place here = {.at = start};
	bool full, word;

	scan(p, n, limit, &here);
	if (here.at == n || p[here.at] == '\n')
		return leap_to_end(p, n, start, here, out);
	full = here.columns == limit && stays(p + here.at, n - here.at);
	if (full && p[here.at] == ' ') {	/* a blank may hang over the edge */
		here.at++;
		here.columns++;
	}
	if (!retreat(p, n, start, &here, &word))
		return false;
	*out = (struct leap){
		.painted = here.at - 1, .next = here.at,
		.painted_columns = here.columns - 1, .columns = here.columns,
		.line_ends = full && word,
	};
	return true;
}
