/* archive_in.h - what the files of the archive share */
#ifndef BANTIN_SRC_STORE_ARCHIVE_IN_H
#define BANTIN_SRC_STORE_ARCHIVE_IN_H

#include <bantin/base/buf.h>
#include <bantin/store/archive.h>

#include "db.h"

extern const struct db_kind archive_kind;

struct archive {
	struct db *db;
	uint64_t version, outside;
	int64_t seen;		/* PRAGMA data_version: changes by other connections */
	bool shared;		/* archive_shared.c: "article" is a view, without indexes */
	char *aside;		/* where the damaged one lies now; NULL: all is well */
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

/* Puts the words of all articles whose doc is 0 into the index: before each commit. */
bool archive_index(struct archive *a, struct err *e);

/* A number of the index that is not used any more. */
bool archive_doc_drop(struct archive *a, int64_t doc, struct err *e);

/*
 * The SQL of a list. Rows come in list order (forward) or against it; COUNT counts what
 * lies in that direction. Parameters in order: the portal's or section's row (where
 * scope is not ALL), since, the place's two parts, the limit (ROWS).
 */
enum list_scope { LIST_ALL, LIST_PORTAL, LIST_SECTION };
enum list_verb { LIST_ROWS, LIST_COUNT };

struct list_shape {
	enum list_verb verb;
	enum list_scope scope;
	bool unread, starred, since;
	bool place, forward;
	bool shared;	/* no index can be named */
};
void archive_list_sql(const struct list_shape *shape, struct buf *sql);

/* One line of plain text: about 30 words around the byte `at` of s, "…" where cut. */
char *snippet_make(const char *s, size_t n, size_t at);

#endif
