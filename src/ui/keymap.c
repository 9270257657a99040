/* keymap.c - which key does what, where */
#include <bantin/ui/keymap.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/nearest.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

#include "builtin.h"

enum { WORD_MAX = 64, BINDINGS_MAX = 4096 };

struct binding {
	enum context context;
	struct key key;
	enum action action;
	unsigned file; /* counts the files read: a later one's keys are hinted first */
};

/* In the order read. No two have the same context and key: a later line replaces. */
struct keymap {
	struct binding *list;
	size_t count, cap;
	size_t from[CONTEXT_COUNT]; /* no binding of the context stands before that */
	unsigned files;
};

static const struct {
	const char *name, *title;
} contexts[CONTEXT_COUNT] = {
	[CONTEXT_GLOBAL] = {"global", N_("Everywhere")},
	[CONTEXT_LIST] = {"list", N_("In lists of articles")},
	[CONTEXT_ARTICLE] = {"article", N_("In an article")},
	[CONTEXT_FILES] = {"files", N_("At the files of an article")},
	[CONTEXT_DESK] = {"desk", N_("On the desk")},
	[CONTEXT_OUTBOX] = {"outbox", N_("In the outbox")},
	[CONTEXT_POLL] = {"poll", N_("At the poll")},
	[CONTEXT_REVIEW] = {"review", N_("In the review")},
	[CONTEXT_TAKEN] = {"taken", N_("While another bantin has the desk")},
	[CONTEXT_HISTORY] = {"history", N_("At the older versions")},
	[CONTEXT_IMPORT] = {"import", N_("At the preview of a file")},
	[CONTEXT_EDITOR] = {"editor", N_("In the editor")},
	[CONTEXT_FIELD] = {"field", N_("In a field")},
};

const char *context_name(enum context c)
{
	return contexts[c].name;
}

const char *context_title(enum context c)
{
	return gettext(contexts[c].title);
}

bool context_is_text(enum context c)
{
	return c == CONTEXT_EDITOR || c == CONTEXT_FIELD;
}

static const char *known_context(size_t i)
{
	return i < CONTEXT_COUNT ? contexts[i].name : NULL;
}

static const char *known_action(size_t i)
{
	return i < ACTION_COUNT ? action_name((enum action)i) : NULL;
}

static bool same_key(struct key a, struct key b)
{
	return a.code == b.code && a.mods == b.mods;
}

static struct binding *lookup(const struct keymap *m, enum context c, struct key k)
{
	for (size_t i = m->from[c]; i < m->count; i++) {
		if (same_key(m->list[i].key, k) && m->list[i].context == c)
			return &m->list[i];
	}
	return NULL;
}

static void take_out(struct keymap *m, size_t i)
{
	struct binding *b = &m->list[i];

	memmove(b, b + 1, (m->count - i - 1) * sizeof *b);
	m->count--;
	for (int c = 0; c < CONTEXT_COUNT; c++)
		m->from[c] -= m->from[c] > i;
}

/* Replacing moves the binding to the end, where the line that made it stands. */
static void bind(struct keymap *m, const struct binding *b)
{
	struct binding *old = lookup(m, b->context, b->key);

	if (old)
		take_out(m, (size_t)(old - m->list));
	if (m->from[b->context] > m->count)
		m->from[b->context] = m->count;
	m->list = mem_grow(m->list, &m->cap, m->count + 1, sizeof *m->list);
	m->list[m->count++] = *b;
}

/* Where in a file the reader stands, for its complaints. */
struct place {
	const char *name;
	size_t line;
};

/* What most words are: as they stand they are clean. */
static bool is_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return n < WORD_MAX;
}

static void clean_word(const char *s, size_t n, char out[WORD_MAX])
{
	struct buf clean = {0};
	struct extent fits, limit = {.bytes = WORD_MAX - 1};

	text_clean(&clean, s, n, CLEAN_LINE);
	text_measure(buf_str(&clean), clean.len, &limit, &fits);
	memcpy(out, buf_str(&clean), fits.bytes);
	out[fits.bytes] = '\0';
	buf_clear(&clean);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of the line into out, clean; false at its end. A word that is too long is
 * cut, and then is not known. */
static bool next_word(const char **p, const char *end, char out[WORD_MAX])
{
	const char *from;
	size_t n;

	while (*p < end && is_blank(**p))
		(*p)++;
	for (from = *p; *p < end && !is_blank(**p);)
		(*p)++;
	n = (size_t)(*p - from);
	if (is_plain(from, n)) {
		memcpy(out, from, n);
		out[n] = '\0';
	} else {
		clean_word(from, n, out);
	}
	return out[0] != '\0';
}

static bool read_context(const struct place *at, char *word, enum context *c,
			 struct err *e)
{
	const char *near;

	word[strlen(word) - 1] = '\0';
	word++;
	for (int i = 0; i < CONTEXT_COUNT; i++) {
		if (strcmp(contexts[i].name, word) == 0) {
			*c = (enum context)i;
			return true;
		}
	}
	near = nearest_word(word, known_context);
	if (near)
		return err_set(e, ERR_CONFIG,
			       _("%s:%zu: no context \"%s\"; perhaps \"%s\""), at->name,
			       at->line, word, near);
	return err_set(e, ERR_CONFIG, _("%s:%zu: no context \"%s\""), at->name, at->line,
		       word);
}

static bool read_key(const struct place *at, const char *word, struct key *k,
		     struct err *e)
{
	const char *near;

	if (key_parse(word, k))
		return true;
	near = nearest_word(word, key_known);
	if (near)
		return err_set(e, ERR_CONFIG, _("%s:%zu: no key \"%s\"; perhaps \"%s\""),
			       at->name, at->line, word, near);
	return err_set(e, ERR_CONFIG, _("%s:%zu: no key \"%s\""), at->name, at->line,
		       word);
}

static bool read_action(const struct place *at, const char *word, enum action *a,
			struct err *e)
{
	const char *near;

	*a = action_find(word);
	if (*a != ACTION_NONE || strcmp(word, action_name(ACTION_NONE)) == 0)
		return true;
	near = nearest_word(word, known_action);
	if (near)
		return err_set(e, ERR_CONFIG,
			       _("%s:%zu: no action \"%s\"; perhaps \"%s\""), at->name,
			       at->line, word, near);
	return err_set(e, ERR_CONFIG, _("%s:%zu: no action \"%s\""), at->name, at->line,
		       word);
}

static bool read_line(const struct place *at, const char *p, const char *end,
		      struct binding *b, bool *found, struct err *e)
{
	char word[WORD_MAX];
	size_t n;

	*found = false;
	if (!next_word(&p, end, word) || word[0] == '#')
		return true;
	n = strlen(word);
	if (n > 2 && word[0] == '[' && word[n - 1] == ']')
		return read_context(at, word, &b->context, e);
	if (!read_key(at, word, &b->key, e))
		return false;
	if (!next_word(&p, end, word) || word[0] == '#')
		return err_set(e, ERR_CONFIG,
			       _("%s:%zu: no action stands behind the key"), at->name,
			       at->line);
	if (!read_action(at, word, &b->action, e))
		return false;
	if (next_word(&p, end, word) && word[0] != '#')
		return err_set(e, ERR_CONFIG, _("%s:%zu: \"%s\" is one word too many"),
			       at->name, at->line, word);
	*found = true;
	return true;
}

static bool read_all(struct keymap *m, const char *name, const char *s, size_t n,
		     struct err *e)
{
	struct binding b = {.context = CONTEXT_GLOBAL, .file = m->files};
	struct place at = {name, 0};
	const char *end = s + n;

	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		bool found;

		at.line++;
		if (!read_line(&at, s, nl ? nl : end, &b, &found, e))
			return false;
		if (found && m->count >= BINDINGS_MAX)
			return err_set(e, ERR_CONFIG, _("%s:%zu: too many keys"), name,
				       at.line);
		if (found)
			bind(m, &b);
		s = nl ? nl + 1 : end;
	}
	return true;
}

bool keymap_read(struct keymap *m, const char *name, const char *text, size_t n,
		 struct err *e)
{
	struct keymap draft = *m;
	bool ok;

	if (n > KEYMAP_BYTES)
		return err_set(e, ERR_CONFIG, _("%s: too long for a key map"), name);
	draft.files++;
	draft.cap = m->count;
	draft.list = mem_dup(m->list, m->count * sizeof *m->list);
	ok = read_all(&draft, name, text, n, e);
	free(ok ? m->list : draft.list);
	if (ok)
		*m = draft;
	return ok;
}

struct keymap *keymap_new(void)
{
	struct keymap *m = mem_alloc(sizeof *m);

	m->list = mem_grow(NULL, &m->cap, 1, sizeof *m->list);
	for (int c = 0; c < CONTEXT_COUNT; c++)
		m->from[c] = SIZE_MAX;
	keymap_read(m, "default.keys", (const char *)default_keys, default_keys_len,
		    NULL);
	return m;
}

void keymap_free(struct keymap *m)
{
	if (!m)
		return;
	free(m->list);
	free(m);
}

enum action keymap_action(const struct keymap *m, enum context c, struct key k)
{
	const struct binding *b = lookup(m, c, k);

	if (!b && !context_is_text(c))
		b = lookup(m, CONTEXT_GLOBAL, k);
	return b ? b->action : ACTION_NONE;
}

/* Adds the keys that `from` gives to the action and that have it in context c. */
static size_t collect(const struct keymap *m, enum context c, enum context from,
		      enum action a, struct key *out, size_t max)
{
	size_t n = 0;

	for (unsigned file = m->files; file > 0 && n < max; file--) {
		for (size_t i = m->from[from]; i < m->count && n < max; i++) {
			const struct binding *b = &m->list[i];

			if (b->action == a && b->context == from && b->file == file &&
			    keymap_action(m, c, b->key) == a &&
			    (c == from || !lookup(m, c, b->key)))
				out[n++] = b->key;
		}
	}
	return n;
}

size_t keymap_keys(const struct keymap *m, enum context c, enum action a, struct key *out,
		   size_t max)
{
	size_t n = collect(m, c, c, a, out, max);

	if (c != CONTEXT_GLOBAL && !context_is_text(c))
		n += collect(m, c, CONTEXT_GLOBAL, a, out + n, max - n);
	return n;
}
