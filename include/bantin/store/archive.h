/* archive.h - archive.db: articles, sections, counters, index; can be fetched again */
#ifndef BANTIN_STORE_ARCHIVE_H
#define BANTIN_STORE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/article.h>
#include <bantin/base/err.h>

/*
 * One SQLite database in WAL mode, synchronous NORMAL; several processes may have it
 * open. Everything put in is clean already. A database of a newer schema is refused
 * (ERR_CONFIG) and not touched; an older one is brought up to date. Functions fail
 * with ERR_FAILED and SQLite's words unless they say more.
 */
struct archive;

enum archive_mode {
	ARCHIVE_WRITE,
	ARCHIVE_READ,
	ARCHIVE_PUBLISH	/* as WRITE, for archive_open_shared: a rollback journal, 0644 */
};

/* ARCHIVE_READ of a file that is not there yet opens an empty one. A damaged one is set
 * aside (PATH.damaged-20200808-224229), and an empty one takes its place: the next sync
 * fetches all again. */
bool archive_open(struct archive **out, const char *path, enum archive_mode mode,
		  struct err *e);
/*
 * The archive of a whole host, which is read alone: one that ARCHIVE_PUBLISH writes. What
 * is this reader's own (what is read and starred, counts of it, votes) lies in a small
 * database at `marks`, which is made. All functions below work as with an archive of one's
 * own, but those that put or sweep fail. While its writer commits, readers wait. ERR_CONFIG
 * where the file or its folder could have been written by just anybody.
 */
bool archive_open_shared(struct archive **out, const char *path, const char *marks,
			 struct err *e);
bool archive_is_shared(const struct archive *a);

/* Where this opening has set a damaged one aside; NULL: it has not. Borrowed. */
const char *archive_set_aside(const struct archive *a);
void archive_close(struct archive *a);

/* Grows with every change, made here or by another process. Cheap. */
uint64_t archive_version(struct archive *a);
/* Grows with every change that another process made. Cheap. */
uint64_t archive_outside(struct archive *a);

/* Where its file lies, or would. */
const char *archive_path(const struct archive *a);

/* Puts between begin and commit are one transaction (for a page of a feed). A put that
 * fails (but for ERR_FORMAT) fails the transaction: further ones fail too, and commit
 * undoes all and is false. After a commit that is false nothing is left open. */
bool archive_begin(struct archive *a, struct err *e);
bool archive_commit(struct archive *a, struct err *e);
void archive_rollback(struct archive *a);

enum archive_change { ARTICLE_NEW, ARTICLE_CHANGED, ARTICLE_SAME };

/* Stores an article of a portal by its key, indexes it, and says what that changed. A
 * changed article becomes unread again only if its title or body changed. Where
 * article->guessed, an earlier publication date is kept. The article's id, read and
 * starred are ignored: a new one is unread. One that was marked gone is back. Of a partial
 * one a body that is here stays, unless the portal changed the article since; that body
 * coming later does not make it unread. Without a key: ERR_FORMAT. */
bool archive_put(struct archive *a, const struct article *article,
		 enum archive_change *change, struct err *e);

/* Whether the portal's item of these bytes (article->raw) was put last for its article,
 * which is not gone: putting it again would change nothing. Then *key is the caller's and
 * *updated set. ERR_NOT_FOUND where it is not so. */
bool archive_known(struct archive *a, const char *portal, int64_t raw, char **key,
		   int64_t *updated, struct err *e);

/* What a list shows. NULL or false: no narrowing. */
struct archive_filter {
	const char *portal;
	const char *section;	/* id */
	bool unread;
	bool starred;
	int64_t since;		/* published at or after; 0 none */
};

struct article_row {
	int64_t id;
	int64_t published;
	int64_t bytes;		/* of the stored body */
	char *portal, *section, *title, *author, *url;	/* never NULL, "" unknown */
	struct document document;	/* NULLs where it is none */
	int64_t updated;
	bool read, starred, gone;
};
void article_rows_free(struct article_row *rows, size_t n);

/* Lists run newest first; a place is a row of that order. Keyset paging: cost does not
 * grow with the distance from the top. */
struct archive_place {
	int64_t published, id;
};

/*
 * Up to `limit` rows after place (older, forward true) or before it (newer), nearest
 * first for forward, and always returned in list order. place NULL: from the
 * beginning (forward) or the end (backward) of the list.
 */
bool archive_rows(struct archive *a, const struct archive_filter *f,
		  const struct archive_place *place, bool forward, size_t limit,
		  struct article_row **rows, size_t *n, struct err *e);

/* How many match, and how many of these are unread. */
bool archive_count(struct archive *a, const struct archive_filter *f, int64_t *all,
		   int64_t *unread, struct err *e);

/* How many rows of the list stand before place. */
bool archive_rank(struct archive *a, const struct archive_filter *f,
		  const struct archive_place *place, int64_t *rank, struct err *e);

/* ERR_NOT_FOUND where there is none. */
bool archive_article(struct archive *a, int64_t id, struct article *out, struct err *e);
bool archive_set_read(struct archive *a, int64_t id, bool read, struct err *e);
bool archive_set_starred(struct archive *a, int64_t id, bool starred, struct err *e);
bool archive_set_all_read(struct archive *a, const struct archive_filter *f,
			  struct err *e);

/* keys: of all that the portal shows now. What is not among them is marked gone and *gone
 * counts what was so marked anew; what is among them is back. *missing: those that are
 * not here, as many as limit; each and the array the caller's. */
bool archive_sweep(struct archive *a, const char *portal, char *const *keys, size_t n,
		   size_t limit, size_t *gone, char ***missing, size_t *missing_count,
		   struct err *e);

struct hit {
	int64_t id;
	int64_t published;
	double rank;		/* smaller is better */
	char *title;		/* never NULL, as section and snippet */
	char *section;		/* id */
	char *portal;		/* name */
	char *snippet;		/* one line, about 30 words around the best place */
	bool read;
};
void hits_free(struct hit *hits, size_t n);

/*
 * A search in short steps. Words as text/query.h reads them (typing as there): all must
 * be in the article, with their marks where they have any. Of the 240 newest whose titles
 * have them those come first that begin with the words in a row, then those that have
 * them in a row, then the others; then the articles that have them; each newest first.
 * For phrases the 2,000 newest articles that have their words are looked through. A
 * beginning that stands for more than 256 words stands for the 256 that were met first,
 * one of a single letter for 64.
 * An empty query finds nothing, nor is found what is not indexed (archive_unindexed).
 * Marks of the words in title and snippet come from query_mark. NULL: it failed.
 */
struct hunt;
struct hunt *hunt_new(struct archive *a, const char *query, bool typing,
			  const struct archive_filter *filter, size_t limit,
			  struct err *e);
/* Goes on for about so many ms; *done: all is found, or as many as limit. */
bool hunt_step(struct hunt *f, int ms, bool *done, struct err *e);
/* What is found so far; borrowed until the next step. */
const struct hit *hunt_hits(const struct hunt *f, size_t *n);
void hunt_free(struct hunt *f);

/* All steps at once. */
bool archive_search(struct archive *a, const char *query, bool typing,
		    const struct archive_filter *f, size_t limit, struct hit **hits,
		    size_t *n, struct err *e);

/* Articles whose words are not in the index yet. */
bool archive_unindexed(struct archive *a, int64_t *n, struct err *e);

/*
 * What is kept: of a portal (NULL: of all that say nothing themselves) the articles of so
 * many months, 0 all; and of the whole archive so many bytes, 0 any: past that the oldest
 * go. Starred ones stay. What went is not taken in again while the rules are the same, and
 * its room in the file is used anew. Strings are copied.
 */
struct archive_keep {
	char *portal;
	int months;
};
bool archive_set_keep(struct archive *a, const struct archive_keep *list, size_t n,
		      int64_t bytes, struct err *e);

/*
 * Work that waits until there is nothing else to do: words of articles go into the index,
 * what is not kept goes, the index is put in order. One step takes about so many ms;
 * *more: it is not all done. Nothing is done, and *more is false, where another process
 * writes, or this one may not.
 */
bool archive_upkeep(struct archive *a, int ms, bool *more, struct err *e);

/* Replaces the portal's list of sections, in its order. */
bool archive_put_sections(struct archive *a, const char *portal,
			  const struct section *list, size_t n, struct err *e);
/* Of one portal or (NULL) of all, in order; counts filled in. To section_list_free. */
bool archive_sections(struct archive *a, const char *portal, struct section **list,
		      size_t *n, struct err *e);
/* The title of a section, the caller's, or NULL. */
char *archive_section_title(struct archive *a, const char *portal, const char *id);

bool archive_put_visits(struct archive *a, const char *portal, const struct visits *v,
			struct err *e);
/* ERR_NOT_FOUND where the portal never told any. */
bool archive_visits(struct archive *a, const char *portal, struct visits *v,
		    struct err *e);
bool archive_put_poll(struct archive *a, const char *portal, const struct poll *p,
		      struct err *e);
/* ERR_NOT_FOUND likewise. The user's own vote on a poll id is kept across put. */
bool archive_poll(struct archive *a, const char *portal, struct poll *p, struct err *e);

/* How far reading a portal has come. Strings owned; feed_state_clear frees. */
struct feed_state {
	/* Of the first page, for If-None-Match; or of what is glanced at. */
	char *etag, *last_modified;
	char *resume_url;		/* next page of a first sync that was cut; NULL */
	bool complete;			/* was read to its end once */
	bool expired;			/* the feed said it will not change again */
	int64_t last_success, last_try;	/* seconds since 1970; 0 never */
	char *last_error;		/* in words; NULL after a success */
	/* For families that are asked by time (net/portal.h); seconds since 1970, 0 none. */
	int64_t modified;		/* the newest change that was seen */
	int64_t appeared;		/* when it was last asked for what appeared late */
	int64_t swept;			/* when it was last asked for all keys */
	int64_t glance;			/* not glanced at before; sync/glance.c */
};
void feed_state_clear(struct feed_state *s);
/* A portal not seen yet gives a zeroed state. */
bool archive_feed_state(struct archive *a, const char *portal, struct feed_state *s,
			struct err *e);
bool archive_put_feed_state(struct archive *a, const char *portal,
			    const struct feed_state *s, struct err *e);

/* Removes all that came from a portal. */
bool archive_forget(struct archive *a, const char *portal, struct err *e);

#endif
