/* archive_search.c - words to articles: titles first, then the newest, in short steps
 *
 * The index is walked from its newest entry down, in windows of rowids: so a common word
 * costs no more than the articles that are shown, and a search can be left at any time.
 */
#include "archive_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/text/page.h>

enum {
	WINDOW = 32768,		/* articles that the first window is about to hold */
	LOOK = 32		/* rows between two looks at the clock */
};

struct finder {
	struct archive *archive;
	struct archive_filter filter;	/* its portal and section: scope */
	struct scope scope;
	struct question question;
	size_t limit;
	int tier;
	bool begun;			/* this tier */
	int64_t below, lowest;		/* rowids: how far it came, and where it ends */
	int64_t window;			/* its next stretch */
	struct id_set seen;
	struct hit *hits;
	size_t count, cap;
	size_t tier_start;		/* the first hit of this tier */
};

/* A row of the index that may become a hit. */
struct candidate {
	int64_t row, id, published;
	bool read, starred;
	int64_t section, portal;
};

void hits_free(struct hit *hits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(hits[i].title);
		free(hits[i].section);
		free(hits[i].portal);
		free(hits[i].snippet);
	}
	free(hits);
}

/* --- a hit ------------------------------------------------------------------ */

/* Around the first word found in the body, else in the summary, else the beginning. */
static char *make_snippet(const struct query *q, const char *body, const char *summary)
{
	struct match m;

	if (query_mark(q, body, strlen(body), 0, &m))
		return snippet_make(body, strlen(body), m.start);
	if (summary && query_mark(q, summary, strlen(summary), 0, &m))
		return snippet_make(summary, strlen(summary), m.start);
	return snippet_make(body, strlen(body), 0);
}

static void add_hit(struct finder *f, const struct article *art)
{
	struct buf body = {0};

	page_text(art, &body);
	f->hits = mem_grow(f->hits, &f->cap, f->count + 1, sizeof(*f->hits));
	f->hits[f->count++] = (struct hit){
		.id = art->id,
		.published = art->published,
		.rank = f->tier,
		.title = mem_str(art->title ? art->title : ""),
		.section = mem_str(art->section ? art->section : ""),
		.portal = mem_str(art->portal),
		.snippet = make_snippet(&f->question.query, buf_str(&body), art->summary),
		.read = art->read,
	};
	buf_clear(&body);
}

static bool phrases_stand(const struct finder *f, const struct article *art)
{
	struct buf all = {0};

	if (f->tier != TIER_TEXT || f->question.phrases.count == 0)
		return true;
	archive_whole_text(art, &all);
	bool stand = query_matches(&f->question.phrases, buf_str(&all), all.len);
	buf_clear(&all);
	return stand;
}

static bool look_at(struct finder *f, const struct candidate *c, struct err *e)
{
	struct article art;
	struct err trouble = {0};

	if (!archive_article(f->archive, c->id, &art, &trouble)) {
		/* another process may have removed it in between */
		return trouble.kind == ERR_NOT_FOUND ||
		       err_set(e, trouble.kind, "%s", trouble.text);
	}
	if (phrases_stand(f, &art)) {
		id_set_add(&f->seen, (uint64_t)c->row);
		add_hit(f, &art);
	}
	article_clear(&art);
	return true;
}

/* --- a walk ----------------------------------------------------------------- */

#define WALK(index) \
	"SELECT " index ".rowid, a.id, a.published, a.read, a.starred, a.section," \
	" a.portal FROM " index " CROSS JOIN doc AS d ON d.id = " index ".rowid" \
	" CROSS JOIN article AS a ON a.id = d.article" \
	" WHERE " index " MATCH ? AND " index ".rowid >= ? AND " index ".rowid < ?" \
	" ORDER BY " index ".rowid DESC"

const char archive_walk_title[] = WALK("headline"), archive_walk_text[] = WALK("search");

static struct stmt *walk(struct finder *f, int64_t from, struct err *e)
{
	struct stmt *s = db_stmt(f->archive->db,
				 f->tier == TIER_TEXT ? archive_walk_text
						      : archive_walk_title, e);

	if (s) {
		bind_text(s, f->question.match[f->tier]);
		bind_int(s, from);
		bind_int(s, f->below);
	}
	return s;
}

static bool in_scope(const struct scope *sc, const struct candidate *c)
{
	int64_t id = sc->kind == LIST_SECTION  ? c->section
		     : sc->kind == LIST_PORTAL ? c->portal
					       : 0;

	for (size_t i = 0; i < sc->count; i++) {
		if (sc->ids[i] == id)
			return true;
	}
	return false;
}

static bool wanted(const struct finder *f, const struct candidate *c)
{
	return in_scope(&f->scope, c) && !(f->filter.unread && c->read) &&
	       (!f->filter.starred || c->starred) &&
	       (!f->filter.since || c->published >= f->filter.since) &&
	       !id_set_has(&f->seen, (uint64_t)c->row);
}

static struct candidate take_candidate(struct stmt *s)
{
	return (struct candidate){
		.row = stmt_int(s, 0),
		.id = stmt_int(s, 1),
		.published = stmt_int(s, 2),
		.read = stmt_int(s, 3) != 0,
		.starred = stmt_int(s, 4) != 0,
		.section = stmt_int(s, 5),
		.portal = stmt_int(s, 6),
	};
}

/* Down to `from`, or until the time is over; f->below tells how far it came. */
static bool walk_window(struct finder *f, int64_t from, int64_t until, struct err *e)
{
	struct stmt *s = walk(f, from, e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	bool ok = true;

	for (unsigned n = 1; step == STMT_ROW; step = stmt_step(s, e), n++) {
		struct candidate c = take_candidate(s);
		bool good = wanted(f, &c);
		ok = !good || look_at(f, &c, e);
		f->below = c.row;
		if (!ok || f->count == f->limit ||
		    ((good || n % LOOK == 0) && clock_mono() >= until)) {
			stmt_done(s);
			return ok;
		}
	}
	f->below = from;
	return step == STMT_DONE;
}

static int by_date(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	if (a->published != b->published)
		return a->published < b->published ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

/* The numbers of the index only grow by the day. */
static void end_tier(struct finder *f)
{
	if (f->count > f->tier_start)
		qsort(f->hits + f->tier_start, f->count - f->tier_start,
		      sizeof(*f->hits), by_date);
	f->tier_start = f->count;
	f->tier++;
}

/* Where the walks begin, and how wide a window is. */
static bool measure(struct finder *f, struct err *e)
{
	struct db *db = f->archive->db;
	int64_t last, first, live;

	if (!db_number(db, "SELECT max(id) FROM doc", &last, e) ||
	    !db_number(db, "SELECT min(id) FROM doc", &first, e) ||
	    !db_number(db, "SELECT sum(total) FROM section", &live, e))
		return false;
	f->below = last + 1;
	f->lowest = f->filter.since ? archive_doc_from(f->filter.since) : first;
	f->window = live <= WINDOW ? f->below : (last - first) / (live / WINDOW) + 1;
	return true;
}

/* One window, or what there is time for of it; each is twice as wide as the last. */
static bool go_on(struct finder *f, int64_t until, struct err *e)
{
	if (!f->begun && !measure(f, e))
		return false;
	f->begun = true;
	int64_t from = f->below - f->window > f->lowest ? f->below - f->window
							: f->lowest;
	if (!walk_window(f, from, until, e))
		return false;
	if (f->below <= f->lowest || f->count == f->limit) {
		end_tier(f);
		f->begun = false;
	} else if (f->below == from) {
		f->window *= 2;
	}
	return true;
}

bool finder_step(struct finder *f, int ms, bool *done, struct err *e)
{
	int64_t until = clock_mono() + ms;
	bool ok = true;

	do {
		*done = f->tier == TIERS || f->count == f->limit ||
			!f->question.match[TIER_TEXT];
		ok = *done || go_on(f, until, e);
	} while (ok && !*done && clock_mono() < until);
	return ok;
}

struct finder *finder_new(struct archive *a, const char *query, bool typing,
			  const struct archive_filter *filter, size_t limit,
			  struct err *e)
{
	static const struct archive_filter none;
	struct finder *f = mem_alloc(sizeof(*f));

	f->archive = a;
	f->filter = filter ? *filter : none;
	f->limit = limit;
	if (archive_scope(&f->scope, a, &f->filter, e) &&
	    question_init(&f->question, a, query, typing, e))
		return f;
	finder_free(f);
	return NULL;
}

void finder_free(struct finder *f)
{
	if (!f)
		return;
	archive_scope_clear(&f->scope);
	question_clear(&f->question);
	id_set_clear(&f->seen);
	hits_free(f->hits, f->count);
	free(f);
}

const struct hit *finder_hits(const struct finder *f, size_t *n)
{
	*n = f->count;
	return f->hits;
}

bool archive_search(struct archive *a, const char *query, bool typing,
		    const struct archive_filter *filter, size_t limit, struct hit **hits,
		    size_t *n, struct err *e)
{
	struct finder *f = finder_new(a, query, typing, filter, limit, e);
	bool done = false, ok = f != NULL;

	*hits = NULL;
	*n = 0;
	while (ok && !done)
		ok = finder_step(f, INT_MAX, &done, e);
	if (ok) {
		*hits = f->hits;
		*n = f->count;
		f->hits = NULL;
		f->count = 0;
	}
	finder_free(f);
	return ok;
}
