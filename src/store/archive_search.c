/* archive_search.c - words to articles: titles first, then the newest, in short steps */
#include "archive_in.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/text/page.h>

/*
 * The index is walked from its newest entry down, in windows of rowids: so a common word
 * costs no more than the articles that are shown, and a search can be left at any time.
 */

enum {
	WINDOW = 32768,		/* articles that the first window is about to hold */
	LOOK = 32,		/* rows between two looks at the clock */
	HEADS_MOST = 240,	/* titles that are put in order */
	PHRASES_MOST = 2000	/* articles that are looked through for phrases */
};

/* Ranks, in this order. */
enum tier {
	TIER_FIRST,	/* the title begins with the words in a row */
	TIER_TOGETHER,	/* the title has them in a row */
	TIER_TITLE,	/* title and number have them all */
	TIER_TEXT	/* the whole article has them all */
};

/* A row of the index that may become a hit. */
struct candidate {
	int64_t row, id, published;
	bool read, starred;
	int64_t section, portal;
	enum tier tier;
};

/* Titles are gathered, then the best of them become hits, then come texts. */
enum phase { GATHERS_TITLES, SHOWS_TITLES, SHOWS_TEXTS, OVER };

struct hunt {
	struct archive *archive;
	struct archive_filter filter;	/* its portal and section: scope */
	struct scope scope;
	struct question question;
	size_t limit;
	enum phase phase;
	bool begun;			/* this phase */
	int64_t below, lowest;		/* rowids: how far it came, and where it ends */
	int64_t window;			/* its next stretch */
	struct candidate *heads;
	size_t head_count, head_cap, head_at;
	struct id_set seen;
	size_t looked;			/* articles looked through for phrases */
	struct hit *hits;
	size_t count, cap;
	size_t text_start;		/* the first hit that is not by its title */
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

static void add_hit(struct hunt *f, const struct article *art, enum tier tier)
{
	struct buf body = {0};

	page_text(art, &body);
	f->hits = mem_grow(f->hits, &f->cap, f->count + 1, sizeof(*f->hits));
	f->hits[f->count++] = (struct hit){
		.id = art->id,
		.published = art->published,
		.rank = tier,
		.title = mem_str(art->title ? art->title : ""),
		.section = mem_str(art->section ? art->section : ""),
		.portal = mem_str(art->portal),
		.snippet = make_snippet(&f->question.query, buf_str(&body), art->summary),
		.read = art->read,
	};
	buf_clear(&body);
}

static bool phrases_stand(struct hunt *f, const struct article *art)
{
	struct buf all = {0};

	if (f->question.phrases.count == 0)
		return true;
	f->looked++;
	archive_whole_text(art, &all);
	bool stand = query_matches(&f->question.phrases, buf_str(&all), all.len);
	buf_clear(&all);
	return stand;
}

static bool look_at(struct hunt *f, const struct candidate *c, struct err *e)
{
	struct article art;
	struct err trouble = {0};

	if (!archive_article(f->archive, c->id, &art, &trouble)) {
		/* another process may have removed it in between */
		return trouble.kind == ERR_NOT_FOUND ||
		       err_set(e, trouble.kind, "%s", trouble.text);
	}
	if (c->tier != TIER_TEXT || phrases_stand(f, &art))
		add_hit(f, &art, c->tier);
	article_clear(&art);
	return true;
}

/* --- a walk ----------------------------------------------------------------- */

#define WALK(index) \
	"SELECT " index ".rowid, a.id, a.published, a.read, a.starred, a.section," \
	" a.portal, a.title FROM " index " CROSS JOIN doc AS d ON d.id = " index ".rowid" \
	" CROSS JOIN article AS a ON a.id = d.article" \
	" WHERE " index " MATCH ? AND " index ".rowid >= ? AND " index ".rowid < ?" \
	" ORDER BY " index ".rowid DESC"

const char archive_walk_title[] = WALK("headline"), archive_walk_text[] = WALK("search");

static struct stmt *walk(struct hunt *f, int64_t from, struct err *e)
{
	bool titles = f->phase == GATHERS_TITLES;
	struct stmt *s = db_stmt(f->archive->db,
				 titles ? archive_walk_title : archive_walk_text, e);

	if (s) {
		bind_text(s, titles ? f->question.title : f->question.text);
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

static bool wanted(const struct hunt *f, const struct candidate *c)
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

static enum tier tier_of(const struct query *row, const char *title)
{
	struct match m;

	if (!title || !query_mark(row, title, strlen(title), 0, &m))
		return TIER_TITLE;
	return m.start == 0 ? TIER_FIRST : TIER_TOGETHER;
}

static bool take(struct hunt *f, struct candidate *c, struct stmt *s, struct err *e)
{
	if (f->phase == SHOWS_TEXTS) {
		c->tier = TIER_TEXT;
		return look_at(f, c, e);
	}
	c->tier = tier_of(&f->question.row, stmt_peek(s, 7));
	f->heads = mem_grow(f->heads, &f->head_cap, f->head_count + 1, sizeof(*f->heads));
	f->heads[f->head_count++] = *c;
	return true;
}

static bool has_enough(const struct hunt *f)
{
	return f->phase == GATHERS_TITLES ? f->head_count == HEADS_MOST
					  : f->count == f->limit ||
						    f->looked == PHRASES_MOST;
}

/* Down to `from`, or until the time is over; f->below tells how far it came. */
static bool walk_window(struct hunt *f, int64_t from, int64_t until, struct err *e)
{
	struct stmt *s = walk(f, from, e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	bool ok = true;

	for (unsigned n = 1; step == STMT_ROW; step = stmt_step(s, e), n++) {
		struct candidate c = take_candidate(s);
		bool good = wanted(f, &c);
		ok = !good || take(f, &c, s, e);
		f->below = c.row;
		if (!ok || has_enough(f) ||
		    ((n % LOOK == 0 || (good && f->phase == SHOWS_TEXTS)) &&
		     clock_mono() >= until)) {
			stmt_done(s);
			return ok;
		}
	}
	f->below = from;
	return step == STMT_DONE;
}

static int by_tier(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->tier != b->tier)
		return a->tier < b->tier ? -1 : 1;
	if (a->published != b->published)
		return a->published < b->published ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

static int by_date(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	if (a->published != b->published)
		return a->published < b->published ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

/* The numbers of the index grow only by the day. */
static void sort_texts(struct hunt *f)
{
	if (f->count > f->text_start)
		qsort(f->hits + f->text_start, f->count - f->text_start,
		      sizeof(*f->hits), by_date);
}

static bool show_titles(struct hunt *f, int64_t until, struct err *e)
{
	bool ok = true;

	if (f->head_at == 0 && f->head_count > 1)
		qsort(f->heads, f->head_count, sizeof(*f->heads), by_tier);
	while (ok && f->head_at < f->head_count && f->count < f->limit) {
		const struct candidate *c = &f->heads[f->head_at++];
		id_set_add(&f->seen, (uint64_t)c->row);
		ok = look_at(f, c, e);
		if (clock_mono() >= until)
			return ok;
	}
	f->text_start = f->count;
	f->phase = f->count == f->limit ? OVER : SHOWS_TEXTS;
	return ok;
}

/* Where the walks begin, and how wide a window is. */
static bool measure(struct hunt *f, struct err *e)
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
static bool walk_on(struct hunt *f, int64_t until, struct err *e)
{
	if (!f->begun && !measure(f, e))
		return false;
	f->begun = true;
	int64_t from = f->below - f->window > f->lowest ? f->below - f->window
							: f->lowest;
	if (!walk_window(f, from, until, e))
		return false;
	if (f->below <= f->lowest || has_enough(f)) {
		f->begun = false;
		f->phase = f->phase == GATHERS_TITLES ? SHOWS_TITLES : OVER;
		sort_texts(f);
	} else if (f->below == from) {
		f->window *= 2;
	}
	return true;
}

bool hunt_step(struct hunt *f, int ms, bool *done, struct err *e)
{
	int64_t until = clock_mono() + ms;
	bool ok = true;

	do {
		*done = f->phase == OVER || !f->question.text || f->limit == 0;
		ok = *done || (f->phase == SHOWS_TITLES ? show_titles(f, until, e)
							: walk_on(f, until, e));
	} while (ok && !*done && clock_mono() < until);
	return ok;
}

struct hunt *hunt_new(struct archive *a, const char *query, bool typing,
			  const struct archive_filter *filter, size_t limit,
			  struct err *e)
{
	static const struct archive_filter none;
	struct hunt *f = mem_alloc(sizeof(*f));

	f->archive = a;
	f->filter = filter ? *filter : none;
	f->limit = limit;
	if (archive_scope(&f->scope, a, &f->filter, e) &&
	    question_init(&f->question, a, query, typing, e))
		return f;
	hunt_free(f);
	return NULL;
}

void hunt_free(struct hunt *f)
{
	if (!f)
		return;
	archive_scope_clear(&f->scope);
	question_clear(&f->question);
	id_set_clear(&f->seen);
	free(f->heads);
	hits_free(f->hits, f->count);
	free(f);
}

const struct hit *hunt_hits(const struct hunt *f, size_t *n)
{
	*n = f->count;
	return f->hits;
}

bool archive_search(struct archive *a, const char *query, bool typing,
		    const struct archive_filter *filter, size_t limit, struct hit **hits,
		    size_t *n, struct err *e)
{
	struct hunt *f = hunt_new(a, query, typing, filter, limit, e);
	bool done = false, ok = f != NULL;

	*hits = NULL;
	*n = 0;
	while (ok && !done)
		ok = hunt_step(f, INT_MAX, &done, e);
	if (ok) {
		*hits = f->hits;
		*n = f->count;
		f->hits = NULL;
		f->count = 0;
	}
	hunt_free(f);
	return ok;
}
