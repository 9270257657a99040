/* words_own.c - the user's own words: a sorted list, and the file it comes from */
#include <bantin/text/own_words.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/case.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>
#include <bantin/text/typing.h>

struct own_words {
	char **list; /* small letters; sorted, each once */
	size_t count, cap;
};

struct own_words *own_words_new(void)
{
	return mem_alloc(sizeof(struct own_words));
}

void own_words_free(struct own_words *o)
{
	for (size_t i = 0; o && i < o->count; i++)
		free(o->list[i]);
	if (o)
		free(o->list);
	free(o);
}

/* --- the list -------------------------------------------------------------------- */

/* The word is there, or belongs at *at. */
static bool find(const struct own_words *o, const char *word, size_t *at)
{
	size_t low = 0, high = o->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(o->list[middle], word);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return false;
}

static void insert(struct own_words *o, const char *word)
{
	size_t at;

	if (find(o, word, &at))
		return;
	o->list = mem_grow(o->list, &o->cap, o->count + 1, sizeof(*o->list));
	memmove(o->list + at + 1, o->list + at, (o->count - at) * sizeof(*o->list));
	o->list[at] = mem_str(word);
	o->count++;
}

static bool is_word(const char *s, size_t n)
{
	return n > 0 && text_word_next(s, n, 0) == n && text_word_prev(s, n, n) == 0;
}

bool own_words_has(const void *o, const char *word, size_t n)
{
	struct buf small = {0};
	size_t at;

	if (!o)
		return false;
	text_case(&small, word, n, CASE_LOWER);
	bool has = find(o, buf_str(&small), &at);
	buf_clear(&small);
	return has;
}

/* NULL: it can be one of them. */
static const char *wrong_with(const char *word, size_t n)
{
	if (!is_word(word, n))
		return _("one word a line: letters and digits, no blanks or signs");
	return n < TYPING_TEXT_MAX ? NULL : _("this word is too long");
}

static void take(struct own_words *o, const char *word, size_t n)
{
	struct buf small = {0};

	text_case(&small, word, n, CASE_LOWER);
	insert(o, buf_str(&small));
	buf_clear(&small);
}

/* --- the file -------------------------------------------------------------------- */

/* What is wrong with the line; NULL: nothing. */
static const char *take_line(struct own_words *o, const char *s, size_t n)
{
	struct buf line = {0};
	const char *why = NULL;

	text_clean(&line, s, n, CLEAN_LINE);
	bool counts = line.len > 0 && line.s[0] != '#';
	if (counts)
		why = wrong_with(line.s, line.len);
	if (counts && !why)
		take(o, line.s, line.len);
	buf_clear(&line);
	return why;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool take_lines(struct own_words *o, const char *name, const struct buf *b,
		       struct err *e)
{
	const char *why, *first = NULL;
	size_t line = 0, bad = 0;

	for (size_t at = 0; at < b->len;) {
		const char *end = memchr(b->s + at, '\n', b->len - at);
		size_t to = end ? (size_t)(end - b->s) : b->len;
		line++;
		why = take_line(o, b->s + at, to - at);
		if (why && !first) {
			first = why;
			bad = line;
		}
		at = to + 1;
	}
	return !first || err_set(e, ERR_CONFIG, "%s:%zu: %s", name, bad, first);
}

/* No file is an empty one. */
static bool read_file(const char *path, struct buf *b, struct err *e)
{
	struct err why = {0};

	if (file_read(path, OWN_WORDS_BYTES_MAX, b, &why) || why.kind == ERR_NOT_FOUND)
		return true;
	return err_set(e, why.kind, "%s: %s", name_of(path), why.text);
}

bool own_words_read(struct own_words *o, const char *path, struct err *e)
{
	struct buf b = {0};
	bool ok = read_file(path, &b, e) && take_lines(o, name_of(path), &b, e);

	buf_clear(&b);
	return ok;
}

bool own_words_add(struct own_words *o, const char *path, const char *word, size_t n,
		   struct err *e)
{
	const char *why = wrong_with(word, n);
	struct buf b = {0};

	if (why)
		return err_set(e, ERR_USAGE, "%s", why);
	bool ok = read_file(path, &b, e);
	if (ok && b.len > 0 && b.s[b.len - 1] != '\n')
		buf_addc(&b, '\n');
	buf_add(&b, word, n);
	buf_addc(&b, '\n');
	ok = ok && file_write(path, buf_str(&b), b.len, e);
	if (ok)
		take(o, word, n);
	buf_clear(&b);
	return ok;
}
