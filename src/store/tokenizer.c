/* tokenizer.c - the words of the search index: unicode61 with all marks */
#include "tokenizer.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

/* FTS5 hands out unicode61 as a table of functions and a context for its xCreate. One of
 * a connection. */
struct tokenizer {
	fts5_tokenizer type;
	void *context;
	word_told *told;
	void *told_ctx;
};

/* One instance: FTS5 knows it as an opaque Fts5Tokenizer. */
struct words {
	const struct tokenizer *of;
	Fts5Tokenizer *instance;
};

typedef int token_function(void *context, int flags, const char *token, int n, int start,
			   int end);

struct passing {
	const struct tokenizer *of;
	const char *text;
	bool query;
	token_function *sink;
	void *context;
};

static int words_create(void *context, const char **args, int n, Fts5Tokenizer **out)
{
	struct tokenizer *t = context;
	const char *all[] = {"remove_diacritics", "0"};
	struct words *w = mem_alloc(sizeof(*w));

	(void)args;
	(void)n;
	w->of = t;
	int rc = t->type.xCreate(t->context, all, 2, &w->instance);
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

	w->of->type.xDelete(w->instance);
	free(w);
}

static int pass_token(void *context, int flags, const char *token, int n, int start,
		      int end)
{
	struct passing *p = context;

	if (p->query && start > 0 && p->text[start - 1] == TOKENIZER_OR)
		flags |= FTS5_TOKEN_COLOCATED;
	else if (!p->query && p->of->told &&
		 !p->of->told(p->of->told_ctx, token, (size_t)n))
		return SQLITE_ERROR;
	return p->sink(p->context, flags, token, n, start, end);
}

static int words_tokenize(Fts5Tokenizer *t, void *context, int flags, const char *text,
			  int n, token_function *sink)
{
	struct words *w = (struct words *)t;
	struct passing p = {w->of, text, (flags & FTS5_TOKENIZE_QUERY) != 0, sink,
			    context};

	return w->of->type.xTokenize(w->instance, &p, flags, text, n, pass_token);
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
	struct tokenizer *t = mem_alloc(sizeof(*t));
	if (api->xFindTokenizer(api, "unicode61", &t->context, &t->type) != SQLITE_OK ||
	    api->xCreateTokenizer(api, "bantin", t, &ours, free) != SQLITE_OK) {
		free(t);
		return false;
	}
	return true;
}

static struct tokenizer *find_ours(sqlite3 *sql)
{
	fts5_api *api = find_api(sql);
	fts5_tokenizer type;
	void *context;

	if (!api || api->xFindTokenizer(api, "bantin", &context, &type) != SQLITE_OK)
		return NULL;
	return context;
}

void tokenizer_watch(sqlite3 *sql, word_told *told, void *ctx)
{
	struct tokenizer *t = find_ours(sql);

	if (t) {
		t->told = told;
		t->told_ctx = ctx;
	}
}

struct telling {
	word_told *told;
	void *ctx;
};

static int tell_token(void *context, int flags, const char *token, int n, int start,
		      int end)
{
	struct telling *to = context;

	(void)flags;
	(void)start;
	(void)end;
	return to->told(to->ctx, token, (size_t)n) ? SQLITE_OK : SQLITE_ABORT;
}

bool tokenizer_words(sqlite3 *sql, const char *text, size_t n, word_told *told, void *ctx)
{
	struct tokenizer *t = find_ours(sql);
	struct telling to = {told, ctx};
	Fts5Tokenizer *w;

	if (!t || n > INT32_MAX || words_create(t, NULL, 0, &w) != SQLITE_OK)
		return false;
	struct words *own = (struct words *)w;
	int rc = t->type.xTokenize(own->instance, &to, FTS5_TOKENIZE_AUX, text, (int)n,
				   tell_token);
	words_delete(w);
	return rc == SQLITE_OK;
}
