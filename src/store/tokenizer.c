/* tokenizer.c - the words of the search index: unicode61 without marks, đ as d */
#include "tokenizer.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

enum { WORD_MAX = 128 }; /* bytes; a longer word is copied to the heap */

/* FTS5 hands out unicode61 as a table of functions and a context for its xCreate. */
struct wrapped {
	fts5_tokenizer type;
	void *context;
};

/* One instance: FTS5 knows it as an opaque Fts5Tokenizer. */
struct words {
	struct wrapped inner;
	Fts5Tokenizer *instance;
};

typedef int token_function(void *context, int flags, const char *token, int n, int start,
			   int end);

struct passing {
	token_function *sink;
	void *context;
};

static int words_create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
	const struct wrapped *inner = context;
	const char *all[] = {"remove_diacritics", "2"};
	struct words *w = mem_alloc(sizeof(*w));

	(void)args;
	(void)n;
	w->inner = *inner;
	int rc = inner->type.xCreate(inner->context, all, 2, &w->instance);
	if (rc != SQLITE_OK) {
		free(w);
		w = NULL;
	}
	*out = (Fts5Tokenizer *)w;
	return rc;
}

static void words_delete(Fts5Tokenizer *t)
{
	struct words *w = (struct words *)t;

	w->inner.type.xDelete(w->instance);
	free(w);
}

/* unicode61 has folded Đ to đ (C4 91) already. */
static const char *find_dd(const char *s, const char *end)
{
	for (; (s = memchr(s, 0xc4, (size_t)(end - s))) != NULL; s++) {
		if (s + 1 < end && (unsigned char)s[1] == 0x91)
			return s;
	}
	return NULL;
}

/* Copies token to out with every đ as d; out has room for n bytes. */
static int fold_dd(const char *token, int n, char *out)
{
	const char *end = token + n;
	char *to = out;

	while (token < end) {
		const char *dd = find_dd(token, end);
		size_t plain = (size_t)((dd ? dd : end) - token);
		memcpy(to, token, plain);
		to += plain;
		if (dd)
			*to++ = 'd';
		token = dd ? dd + 2 : end;
	}
	return (int)(to - out);
}

static int pass_token(void *context, int flags, const char *token, int n, int start,
		      int end)
{
	struct passing *p = context;
	char near[WORD_MAX];

	if (n <= 0 || !find_dd(token, token + n))
		return p->sink(p->context, flags, token, n, start, end);
	char *word = n <= WORD_MAX ? near : mem_alloc((size_t)n);
	int rc = p->sink(p->context, flags, word, fold_dd(token, n, word), start, end);
	if (word != near)
		free(word);
	return rc;
}

static int words_tokenize(Fts5Tokenizer *t, void *context, int flags, const char *text,
			  int n, token_function *sink)
{
	struct words *w = (struct words *)t;
	struct passing p = {sink, context};

	return w->inner.type.xTokenize(w->instance, &p, flags, text, n, pass_token);
}

static fts5_api *find_api(sqlite3 *sql)
{
	fts5_api *api = NULL;
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(sql, "SELECT fts5(?1)", -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(st);
	}
	sqlite3_finalize(st);
	return api;
}

bool tokenizer_register(sqlite3 *sql)
{
	fts5_tokenizer ours = {words_create, words_delete, words_tokenize};
	fts5_api *api = find_api(sql);

	if (!api)
		return false;
	struct wrapped *inner = mem_alloc(sizeof(*inner));
	if (api->xFindTokenizer(api, "unicode61", &inner->context, &inner->type) !=
		    SQLITE_OK ||
	    api->xCreateTokenizer(api, "bantin", inner, &ours, free) != SQLITE_OK) {
		free(inner);
		return false;
	}
	return true;
}
