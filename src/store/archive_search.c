/* archive_search.c - words to articles, the best first, with a piece of their text */
#include "archive_in.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/page.h>
#include <bantin/text/query.h>

/* The index knows no marks: so many of its rows are looked at for the marks. */
enum { EXAMINED_MAX = 2000 };

/*
 * A word in the title is worth most, then the document's number. An article of today
 * counts a quarter more than a very old one, half of that at half a year; "today" is the
 * newest article's date, for the machine's clock may be wrong. A title in which the words
 * stand together as typed counts twice, one that begins with them three times: who types
 * a headline wants that article.
 */
static const char search_sql[] =
	"SELECT a.id, bm25(search, 8.0, 2.0, 2.0, 4.0, 1.0) * (1.0 + 0.25 / (1.0 +"
	"  max(0, ((SELECT max(published) FROM article) - a.published)) / 15768000.0))"
	"  * (1 + (search.rowid IN (SELECT rowid FROM search WHERE search MATCH ?8))"
	"  + (search.rowid IN (SELECT rowid FROM search WHERE search MATCH ?9)))"
	"  AS score"
	" FROM search CROSS JOIN doc AS d ON d.id = search.rowid"
	" CROSS JOIN article AS a ON a.id = d.article"
	" CROSS JOIN section AS s ON s.id = a.section"
	" CROSS JOIN portal AS p ON p.id = a.portal"
	" WHERE search MATCH ?1 AND (?2 IS NULL OR p.name = ?2)"
	" AND (?3 IS NULL OR s.name = ?3) AND (?4 = 0 OR a.read = 0)"
	" AND (?5 = 0 OR a.starred = 1) AND (?6 = 0 OR a.published >= ?6)"
	" ORDER BY score, a.published DESC, a.id DESC LIMIT ?7";

struct candidate {
	int64_t id;
	double rank;
};

struct candidates {
	struct candidate *list;
	size_t count, cap;
};

struct hit_list {
	struct hit *hits;
	size_t count, cap;
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

/* The three questions to the index: all the words; the title with them in a row; the
 * title that begins with that row. */
struct matches {
	struct buf all, together, first;
};

static void matches_init(struct matches *m, const struct query *q)
{
	*m = (struct matches){0};
	query_fts(q, &m->all);
	buf_adds(&m->together, "title : ");
	query_fts_phrase(q, &m->together);
	buf_adds(&m->first, "title : ^ ");
	query_fts_phrase(q, &m->first);
}

static void matches_clear(struct matches *m)
{
	buf_clear(&m->all);
	buf_clear(&m->together);
	buf_clear(&m->first);
}

static bool find_candidates(struct archive *a, const struct matches *m,
			    const struct archive_filter *f, size_t limit,
			    struct candidates *found, struct err *e)
{
	static const struct archive_filter none;
	struct stmt *s = db_stmt(a->db, search_sql, e);

	f = f ? f : &none;
	if (!s)
		return false;
	bind_text(s, buf_str(&m->all));
	bind_text(s, f->portal);
	bind_text(s, f->section);
	bind_int(s, f->unread);
	bind_int(s, f->starred);
	bind_int(s, f->since);
	bind_int(s, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	bind_text(s, buf_str(&m->together));
	bind_text(s, buf_str(&m->first));
	enum stmt_step step = stmt_step(s, e);
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		found->list = mem_grow(found->list, &found->cap, found->count + 1,
				       sizeof(*found->list));
		found->list[found->count++] =
			(struct candidate){stmt_int(s, 0), stmt_double(s, 1)};
	}
	return step == STMT_DONE;
}

static void add_line(struct buf *to, const char *text)
{
	buf_adds(to, text ? text : "");
	buf_addc(to, '\n');
}

/* Whether the words stand in the article with their marks. */
static bool marks_agree(const struct query *q, const struct article *art,
			const struct buf *body)
{
	struct buf all = {0};

	add_line(&all, art->title);
	add_line(&all, art->summary);
	add_line(&all, art->author);
	add_line(&all, art->document.number);
	add_line(&all, buf_str(body));
	bool agree = query_matches(q, buf_str(&all), all.len);
	buf_clear(&all);
	return agree;
}

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

static void add_hit(struct hit_list *list, const struct candidate *c,
		    const struct article *art, char *snippet)
{
	list->hits =
		mem_grow(list->hits, &list->cap, list->count + 1, sizeof(*list->hits));
	list->hits[list->count++] = (struct hit){
		.id = c->id,
		.published = art->published,
		.rank = c->rank,
		.title = mem_str(art->title ? art->title : ""),
		.section = mem_str(art->section ? art->section : ""),
		.portal = mem_str(art->portal),
		.snippet = snippet,
		.read = art->read,
	};
}

static bool look_at(struct archive *a, const struct query *q, const struct candidate *c,
		    struct hit_list *list, struct err *e)
{
	struct buf body = {0};
	struct article art;
	struct err trouble = {0};

	if (!archive_article(a, c->id, &art, &trouble)) {
		/* another process may have removed it in between */
		return trouble.kind == ERR_NOT_FOUND ||
		       err_set(e, trouble.kind, "%s", trouble.text);
	}
	page_text(&art, &body);
	if (marks_agree(q, &art, &body))
		add_hit(list, c, &art, make_snippet(q, buf_str(&body), art.summary));
	buf_clear(&body);
	article_clear(&art);
	return true;
}

static bool is_marked(const struct query *q)
{
	for (size_t i = 0; i < q->count; i++) {
		if (q->terms[i].marked)
			return true;
	}
	return false;
}

static bool search(struct archive *a, const struct query *q,
		   const struct archive_filter *f, size_t limit, struct hit_list *list,
		   struct err *e)
{
	struct candidates found = {0};
	struct matches m;
	bool ok = true;

	matches_init(&m, q);
	if (m.all.len > 0)
		ok = find_candidates(a, &m, f,
				     is_marked(q) && limit < EXAMINED_MAX ? EXAMINED_MAX
									  : limit,
				     &found, e);
	for (size_t i = 0; ok && i < found.count && list->count < limit; i++)
		ok = look_at(a, q, &found.list[i], list, e);
	matches_clear(&m);
	free(found.list);
	return ok;
}

bool archive_search(struct archive *a, const char *query, bool typing,
		    const struct archive_filter *f, size_t limit, struct hit **hits,
		    size_t *n, struct err *e)
{
	struct hit_list list = {0};
	struct query q;

	*hits = NULL;
	*n = 0;
	query_parse(&q, query, typing);
	bool ok = search(a, &q, f, limit, &list, e);
	query_clear(&q);
	if (!ok) {
		hits_free(list.hits, list.count);
		return false;
	}
	*hits = list.hits;
	*n = list.count;
	return true;
}
