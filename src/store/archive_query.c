/* archive_query.c - what a person searches for, as questions to the search index */
#include "archive_in.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "tokenizer.h"

/* The words of a query, each with all it may mean, as FTS5 takes them within quotes. */
struct asking {
	struct archive *archive;
	struct buf each;	/* "a" AND "b" AND "c" */
	struct buf terms;	/* "a b" AND "c" */
	bool nowhere;		/* a word that no article has */
	struct err *e;
};

struct term_words {
	struct buf text;	/* a line each */
	size_t count;
};

static bool take_word(void *ctx, const char *word, size_t n)
{
	struct term_words *w = ctx;

	buf_add(&w->text, word, n);
	buf_addc(&w->text, '\n');
	w->count++;
	return true;
}

static bool add_word(struct asking *as, const char *word, bool prefix)
{
	struct buf ors = {0};

	bool ok = archive_words_like(as->archive, word, prefix, &ors, as->e);
	if (ors.len == 0)
		as->nowhere = true;
	buf_addf(&as->each, "%s\"%s\"", as->each.len ? " AND " : "", buf_str(&ors));
	buf_addf(&as->terms, " %s", buf_str(&ors));
	buf_clear(&ors);
	return ok;
}

/* Of a prefix only the last word is one. */
static bool add_words(struct asking *as, const struct query_term *t, struct buf *words)
{
	char *at = words->s, *end;
	bool ok = true;

	buf_adds(&as->terms, as->terms.len ? " AND \"" : "\"");
	for (; ok && (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		ok = add_word(as, at, t->prefix && end[1] == '\0');
	}
	buf_addc(&as->terms, '"');
	return ok;
}

/* A phrase counts as marked, so that query_matches looks for it. */
static void add_phrase(struct query *to, const char *text, bool prefix)
{
	size_t cap = to->count;

	to->terms = mem_grow(to->terms, &cap, to->count + 1, sizeof(*to->terms));
	to->terms[to->count++] = (struct query_term){.text = mem_str(text), .phrase = true,
						     .prefix = prefix, .marked = true};
}

static bool add_term(struct asking *as, struct question *q, const struct query_term *t)
{
	struct term_words words = {.count = 0};
	bool ok = tokenizer_words(db_handle(as->archive->db), t->text, strlen(t->text),
				  take_word, &words);

	ok = ok ? words.count == 0 || add_words(as, t, &words.text)
		: db_fail(as->archive->db, as->e);
	if (words.count > 1)
		add_phrase(&q->phrases, t->text, t->prefix);
	buf_clear(&words.text);
	return ok;
}

static void make_row(struct question *q)
{
	const struct query *all = &q->query;
	struct buf row = {0};

	for (size_t i = 0; i < all->count; i++)
		buf_addf(&row, "%s%s", i > 0 ? " " : "", all->terms[i].text);
	add_phrase(&q->row, buf_str(&row), all->terms[all->count - 1].prefix);
	buf_clear(&row);
}

bool question_init(struct question *q, struct archive *a, const char *text, bool typing,
		   struct err *e)
{
	struct asking as = {.archive = a, .e = e};
	bool ok = true;

	*q = (struct question){.title = NULL};
	query_parse(&q->query, text, typing);
	for (size_t i = 0; ok && i < q->query.count; i++)
		ok = add_term(&as, q, &q->query.terms[i]);
	if (ok && !as.nowhere && as.each.len > 0) {
		make_row(q);
		q->title = buf_take(&as.terms);
		q->text = buf_take(&as.each);
	}
	buf_clear(&as.each);
	buf_clear(&as.terms);
	return ok;
}

void question_clear(struct question *q)
{
	query_clear(&q->query);
	query_clear(&q->row);
	query_clear(&q->phrases);
	free(q->title);
	free(q->text);
}
