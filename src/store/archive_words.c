/* archive_words.c - which words there are, and which of them a word of a query means */
#include "archive_in.h"

#include <string.h>

#include <bantin/base/uuid.h>
#include <bantin/text/fold.h>

#include "tokenizer.h"

enum {
	LIKE_MAX = 256,		/* words that a beginning may stand for */
	LIKE_LETTER = 64,	/* of one letter: the commonest stand everywhere */
	KNOWN_MAX = 1 << 18	/* words that are remembered to be there */
};

/* FTS5 may not be disturbed while it reads a text: what is new is put down after. */
static bool note(void *ctx, const char *word, size_t n)
{
	struct archive *a = ctx;

	if (a->words.count >= KNOWN_MAX)
		id_set_clear(&a->words);
	if (id_set_add(&a->words, hash_bytes(word, n))) {
		buf_add(&a->new_words, word, n);
		buf_addc(&a->new_words, '\n');
	}
	return true;
}

void archive_words_watch(struct archive *a)
{
	tokenizer_watch(db_handle(a->db), note, a);
}

void archive_words_unwatch(struct archive *a, bool ok)
{
	tokenizer_watch(db_handle(a->db), NULL, NULL);
	buf_reset(&a->new_words);
	if (!ok)
		id_set_clear(&a->words);
}

static bool save_word(struct archive *a, const char *word, size_t n, struct err *e)
{
	struct buf fold = {0}, own = {0};
	struct stmt *s =
		db_stmt(a->db,
			"INSERT OR IGNORE INTO word (fold, word) VALUES (?, ?)", e);

	if (!s)
		return false;
	text_fold(&fold, word, n);
	buf_add(&own, word, n);
	bind_text(s, buf_str(&fold));
	bind_text(s, buf_str(&own));
	bool ok = stmt_run(s, e);
	buf_clear(&fold);
	buf_clear(&own);
	return ok;
}

bool archive_words_save(struct archive *a, struct err *e)
{
	const char *at = buf_str(&a->new_words), *end;
	bool ok = true;

	for (; ok && (end = strchr(at, '\n')); at = end + 1)
		ok = save_word(a, at, (size_t)(end - at), e);
	buf_reset(&a->new_words);
	return ok;
}

/* A word without marks means all that are it but for marks; one with marks itself. The
 * commonest words were met first. */
static struct stmt *ask_like(struct archive *a, bool marked, bool prefix, struct err *e)
{
	static const char *const sql[2][2] = {
		{"SELECT word FROM word WHERE fold = ?1 LIMIT ?3",
		 "SELECT word FROM word WHERE fold >= ?1"
		 " AND fold < ?1 || char(0x10ffff) ORDER BY id LIMIT ?3"},
		{"SELECT word FROM word WHERE fold = ?1 AND word = ?2 LIMIT ?3",
		 "SELECT word FROM word WHERE fold >= ?1"
		 " AND fold < ?1 || char(0x10ffff)"
		 " AND substr(word, 1, length(?2)) = ?2 ORDER BY id LIMIT ?3"},
	};

	return db_stmt(a->db, sql[marked][prefix], e);
}

bool archive_words_like(struct archive *a, const char *word, bool prefix, struct buf *out,
			struct err *e)
{
	struct buf fold = {0};
	enum stmt_step step = STMT_FAILED;

	text_fold(&fold, word, strlen(word));
	struct stmt *s = ask_like(a, strcmp(buf_str(&fold), word) != 0, prefix, e);
	if (s) {
		bind_text(s, buf_str(&fold));
		bind_text(s, word);
		bind_int(s, fold.len > 1 ? LIKE_MAX : LIKE_LETTER);
		step = stmt_step(s, e);
	}
	for (size_t n = 0; step == STMT_ROW; step = stmt_step(s, e), n++) {
		if (n > 0)
			buf_addc(out, TOKENIZER_OR);
		buf_adds(out, stmt_peek(s, 0));
	}
	buf_clear(&fold);
	return step == STMT_DONE;
}
