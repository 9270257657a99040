/* archive_in.h - what the files of the archive share */
#ifndef BANTIN_SRC_STORE_ARCHIVE_IN_H
#define BANTIN_SRC_STORE_ARCHIVE_IN_H

#include <bantin/base/buf.h>
#include <bantin/store/archive.h>
#include <bantin/text/query.h>

#include "archive_pack.h"
#include "db.h"
#include "id_set.h"

extern const struct db_kind archive_kind;

/* Seconds that a row of `tally` counts together: six days. */
enum { TALLY_SHIFT = 19, TALLY_STRETCH = 1 << TALLY_SHIFT };

/* What is kept of one portal, or (NULL) of those that say nothing themselves. */
struct keep_list {
	struct archive_keep *list;
	size_t count, cap;
	int64_t bytes;		/* of the whole archive; 0 any */
	bool shrinking;		/* there was too much, and still some is to go */
};

struct archive {
	struct db *db;
	uint64_t version, outside;
	int64_t seen;		/* PRAGMA data_version: changes by other connections */
	bool shared;		/* archive_shared.c: "article" is a view, without indexes */
	char *aside;		/* where the damaged one lies now; NULL: all is well */
	struct packer *packer;
	struct buf packed;	/* a body on its way in */
	struct buf new_words;	/* that go into the index now, a line each */
	struct id_set words;	/* hashes of words that `word` is known to hold */
	bool writable;
	int64_t pace;		/* microseconds that an article takes on its way into the
				 * index */
	unsigned unmerged;	/* pieces of the index since the last merge */
	bool merged;		/* there is nothing to merge */
	struct keep_list keeps;
};

/* The marks of a shared archive follow its articles: what is gone, changed or moved. */
bool shared_settle(struct archive *a, struct err *e);

/* A change was made here. */
void archive_touch(struct archive *a);

/* The row of a portal, or of a section of it, made where it is missing. */
bool archive_portal_id(struct archive *a, const char *name, int64_t *id, struct err *e);
bool archive_section_id(struct archive *a, int64_t portal, const char *name, int64_t *id,
			struct err *e);

/* The row of a portal that is there; *id is 0 where it is not. */
bool archive_find_portal(struct archive *a, const char *name, int64_t *id, struct err *e);

/* A new number of the index for an article of that date (archive_doc.c). */
bool archive_doc_new(struct archive *a, int64_t published, int64_t article, int64_t *doc,
		     struct err *e);
/* The lowest number that an article of that date can have. */
int64_t archive_doc_from(int64_t published);
/* A number of the index that is not used any more; taken_out: nor has it entries. */
bool archive_doc_drop(struct archive *a, int64_t doc, bool taken_out, struct err *e);

/* Puts the words of up to `limit` articles whose doc is 0 into the index, the newest
 * first; after `until`, of clock_mono, no more but one; *did: of how many. Within a
 * transaction. */
bool archive_index(struct archive *a, size_t limit, int64_t until, size_t *did,
		   struct err *e);

/* What of an article is looked through for words, a line each: all of it, but for what
 * stands behind its first 128 KiB, or behind the first 256 KiB of its body's markup. */
void archive_whole_text(const struct article *art, struct buf *out);

/* archive_words.c. Between watch and unwatch the words that go into the index are noted;
 * save puts those into `word` that are missing there; unwatch: whether all was well. */
void archive_words_watch(struct archive *a);
bool archive_words_save(struct archive *a, struct err *e);
void archive_words_unwatch(struct archive *a, bool ok);
/* Appends all words of the archive that a word of a query means, each but the first after
 * a TOKENIZER_OR; nothing where there is none. */
bool archive_words_like(struct archive *a, const char *word, bool prefix, struct buf *out,
			struct err *e);

/*
 * The SQL of a list. Rows come in list order (forward) or against it; COUNT counts what
 * lies in that direction. Parameters in order: the portal's or section's row (where
 * scope is not ALL), since, the place's two parts, until, the limit (ROWS).
 */
enum list_scope { LIST_ALL, LIST_PORTAL, LIST_SECTION }; /* numbers as in `tally` */
enum list_verb { LIST_ROWS, LIST_COUNT };

/*
 * What a filter means in rows of `portal` or `section`. A section's id may occur in
 * several portals: then each is walked by its own index, and the results are merged.
 * Of LIST_ALL the one id is 0.
 */
struct scope {
	enum list_scope kind;
	int64_t *ids;
	size_t count, cap;
};
/* To archive_scope_clear, also where it is false. */
bool archive_scope(struct scope *sc, struct archive *a, const struct archive_filter *f,
		   struct err *e);
void archive_scope_clear(struct scope *sc);

struct list_shape {
	enum list_verb verb;
	enum list_scope scope;
	bool unread, starred, since;
	bool place, forward;
	bool shared;	/* no index can be named */
	bool until;	/* no newer than the end of place's stretch of the tally */
};
void archive_list_sql(const struct list_shape *shape, struct buf *sql);

/* archive_keep.c: whether the article was dropped before, or is to be at once; then that is
 * noted. */
bool archive_keep_refuses(struct archive *a, int64_t portal, const struct article *art,
			  bool *refused, struct err *e);
int64_t archive_key_hash(const char *key);
/* Drops up to `limit` articles; *did: so many. Within a transaction. */
bool archive_keep_step(struct archive *a, size_t limit, size_t *did, struct err *e);
void archive_keep_clear(struct archive *a);

/* The entries of an article are taken out of the index. */
bool archive_unindex(struct archive *a, const struct article *art, int64_t doc,
		     struct err *e);

/* archive_query.c: what a query asks of the index. */
struct question {
	struct query query;
	struct query row;	/* its words in a row, as one phrase */
	struct query phrases;	/* its terms of several words: `search` does not know
				 * whether they stand in a row */
	char *title, *text;	/* for FTS5; NULL: nothing can be found */
};
bool question_init(struct question *q, struct archive *a, const char *text, bool typing,
		   struct err *e);
void question_clear(struct question *q);

/* One line of plain text: about 30 words around the byte `at` of s, "…" where cut. */
char *snippet_make(const char *s, size_t n, size_t at);

#endif
