/* nearest.c - which known word was meant */
#include <bantin/base/nearest.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 32 };

static int lower(const char *s, size_t i)
{
	return tolower((unsigned char)s[i]);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: Levenshtein's distance with swaps, three rows at a time. */
size_t nearest_distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	size_t n = strlen(a), m = strlen(b);

	if (n > WORD_MAX || m > WORD_MAX)
		return WORD_MAX;
	for (size_t j = 0; j <= m; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *t = before;

		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			bool same = lower(a, i - 1) == lower(b, j - 1);

			now[j] = least(last[j - 1] + !same,
				       least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a, i - 1) == lower(b, j - 2) &&
			    lower(a, i - 2) == lower(b, j - 1))
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = t;
	}
	return last[m];
}

const char *nearest_word(const char *word, const char *(*known)(size_t i))
{
	size_t limit = strlen(word) / 3, best;
	const char *found = NULL;

	if (limit < 2)
		limit = strlen(word) < 4 ? 1 : 2;
	best = limit + 1;
	for (size_t i = 0; known(i); i++) {
		size_t d = nearest_distance(word, known(i));

		if (d < best) {
			best = d;
			found = known(i);
		}
	}
	return found;
}
