/* archive_list.c - lists: rows around a place, how many, and how far down */
#include "archive_in.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

static const struct archive_filter nothing_narrowed;

static void scope_add(struct scope *sc, int64_t id)
{
	sc->ids = mem_grow(sc->ids, &sc->cap, sc->count + 1, sizeof(*sc->ids));
	sc->ids[sc->count++] = id;
}

static bool scope_sections(struct scope *sc, struct archive *a, const char *name,
			   const char *portal, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			portal ? "SELECT s.id FROM portal AS p CROSS JOIN section AS s"
				 " ON s.portal = p.id WHERE s.name = ? AND p.name = ?"
			       : "SELECT id FROM section WHERE name = ?",
			e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_text(s, name);
		if (portal)
			bind_text(s, portal);
		step = stmt_step(s, e);
	}
	for (; step == STMT_ROW; step = stmt_step(s, e))
		scope_add(sc, stmt_int(s, 0));
	return step == STMT_DONE;
}

bool archive_scope(struct scope *sc, struct archive *a, const struct archive_filter *f,
		   struct err *e)
{
	int64_t id;

	*sc = (struct scope){0};
	if (f->section) {
		sc->kind = LIST_SECTION;
		return scope_sections(sc, a, f->section, f->portal, e);
	}
	if (!f->portal) {
		scope_add(sc, 0);
		return true;
	}
	sc->kind = LIST_PORTAL;
	if (!archive_find_portal(a, f->portal, &id, e))
		return false;
	if (id)
		scope_add(sc, id);
	return true;
}

void archive_scope_clear(struct scope *sc)
{
	free(sc->ids);
}

static struct stmt *list_stmt(struct archive *a, const struct list_shape *shape,
			      const struct archive_filter *f,
			      const struct archive_place *place, int64_t scope_id,
			      struct err *e)
{
	struct buf sql = {0};

	archive_list_sql(shape, &sql);
	struct stmt *s = db_stmt(a->db, buf_str(&sql), e);
	buf_clear(&sql);
	if (!s)
		return NULL;
	if (shape->scope != LIST_ALL)
		bind_int(s, scope_id);
	if (shape->since)
		bind_int(s, f->since);
	if (shape->place) {
		bind_int(s, place->published);
		bind_int(s, place->id);
	}
	if (shape->until)
		bind_int(s, ((place->published >> TALLY_SHIFT) + 1) * TALLY_STRETCH - 1);
	return s;
}

static struct list_shape shape_of(const struct archive *a, const struct archive_filter *f,
				  const struct scope *sc)
{
	return (struct list_shape){
		.shared = a->shared,
		.scope = sc->kind,
		.unread = f->unread,
		.starred = f->starred,
		.since = f->since != 0,
	};
}

struct row_list {
	struct article_row *rows;
	size_t count, cap;
};

static void row_clear(struct article_row *r)
{
	free(r->portal);
	free(r->section);
	free(r->title);
	free(r->author);
	free(r->url);
	free(r->document.number);
	free(r->document.issued);
	free(r->document.issuer);
}

void article_rows_free(struct article_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row_clear(&rows[i]);
	free(rows);
}

static char *text_or_empty(struct stmt *s, int column)
{
	char *text = stmt_text(s, column);

	return text ? text : mem_str("");
}

static void take_row(struct stmt *s, struct article_row *r)
{
	r->id = stmt_int(s, 0);
	r->published = stmt_int(s, 1);
	r->bytes = stmt_int(s, 2);
	r->portal = text_or_empty(s, 3);
	r->section = text_or_empty(s, 4);
	r->title = text_or_empty(s, 5);
	r->author = text_or_empty(s, 6);
	r->url = text_or_empty(s, 7);
	r->updated = stmt_int(s, 8);
	r->read = stmt_int(s, 9) != 0;
	r->starred = stmt_int(s, 10) != 0;
	r->document.number = stmt_text(s, 11);
	r->document.issued = stmt_text(s, 12);
	r->document.issuer = stmt_text(s, 13);
	r->gone = stmt_int(s, 14) != 0;
}

static bool collect(struct stmt *s, size_t limit, struct row_list *list, struct err *e)
{
	if (!s)
		return false;
	bind_int(s, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	enum stmt_step step = stmt_step(s, e);
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		list->rows = mem_grow(list->rows, &list->cap, list->count + 1,
				      sizeof(*list->rows));
		take_row(s, &list->rows[list->count++]);
	}
	return step == STMT_DONE;
}

static int list_order(const void *left, const void *right)
{
	const struct article_row *a = left, *b = right;

	if (a->published != b->published)
		return a->published < b->published ? 1 : -1;
	return (a->id < b->id) - (a->id > b->id);
}

/* In list order, and of a merge only the `limit` rows nearest to the place. */
static void arrange(struct row_list *list, bool forward, size_t limit)
{
	size_t extra = list->count > limit ? list->count - limit : 0;
	size_t first = forward ? list->count - extra : 0;

	if (list->count > 1)
		qsort(list->rows, list->count, sizeof(*list->rows), list_order);
	for (size_t i = first; i < first + extra; i++)
		row_clear(&list->rows[i]);
	list->count -= extra;
	if (extra && !forward) {
		for (size_t i = 0; i < list->count; i++)
			list->rows[i] = list->rows[i + extra];
	}
}

bool archive_rows(struct archive *a, const struct archive_filter *f,
		  const struct archive_place *place, bool forward, size_t limit,
		  struct article_row **rows, size_t *n, struct err *e)
{
	struct row_list list = {0};
	struct scope sc;

	*rows = NULL;
	*n = 0;
	f = f ? f : &nothing_narrowed;
	bool ok = archive_scope(&sc, a, f, e);
	struct list_shape shape = shape_of(a, f, &sc);
	shape.verb = LIST_ROWS;
	shape.place = place != NULL;
	shape.forward = forward;
	for (size_t i = 0; ok && i < sc.count; i++)
		ok = collect(list_stmt(a, &shape, f, place, sc.ids[i], e), limit, &list,
			     e);
	archive_scope_clear(&sc);
	if (!ok) {
		article_rows_free(list.rows, list.count);
		return false;
	}
	arrange(&list, forward, limit);
	*rows = list.rows;
	*n = list.count;
	return true;
}

static bool add_up(struct stmt *s, int64_t *sum, struct err *e)
{
	if (!s || stmt_step(s, e) != STMT_ROW)
		return false;
	*sum += stmt_int(s, 0);
	stmt_done(s);
	return true;
}

/* Walks the index from its newer end down to place, or (NULL) wholly. */
static bool count_by_index(struct archive *a, const struct archive_filter *f,
			   const struct archive_place *place, int64_t *sum, struct err *e)
{
	struct scope sc;
	bool ok = archive_scope(&sc, a, f, e);
	struct list_shape shape = shape_of(a, f, &sc);

	*sum = 0;
	shape.verb = LIST_COUNT;
	shape.place = place != NULL;
	for (size_t i = 0; ok && i < sc.count; i++)
		ok = add_up(list_stmt(a, &shape, f, place, sc.ids[i], e), sum, e);
	archive_scope_clear(&sc);
	return ok;
}

static bool count_by_counter(struct archive *a, const struct archive_filter *f,
			     int64_t *all, int64_t *unread, struct err *e)
{
	static const char sql[] =
		"SELECT coalesce(sum(s.total), 0), coalesce(sum(s.unread), 0)"
		" FROM section AS s JOIN portal AS p ON p.id = s.portal"
		" WHERE (?1 IS NULL OR p.name = ?1) AND (?2 IS NULL OR s.name = ?2)";
	struct stmt *s = db_stmt(a->db, sql, e);

	if (!s)
		return false;
	bind_text(s, f->portal);
	bind_text(s, f->section);
	if (stmt_step(s, e) != STMT_ROW)
		return false;
	*unread = stmt_int(s, 1);
	*all = f->unread ? *unread : stmt_int(s, 0);
	stmt_done(s);
	return true;
}

bool archive_count(struct archive *a, const struct archive_filter *f, int64_t *all,
		   int64_t *unread, struct err *e)
{
	f = f ? f : &nothing_narrowed;
	struct archive_filter only_unread = *f;

	*all = *unread = 0;
	if (!f->since && !f->starred)
		return count_by_counter(a, f, all, unread, e);
	only_unread.unread = true;
	return count_by_index(a, f, NULL, all, e) &&
	       count_by_index(a, &only_unread, NULL, unread, e);
}

static bool add_newer(struct archive *a, const struct archive_filter *f,
		      enum list_scope scope, int64_t owner, int64_t stretch, int64_t *sum,
		      struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 f->unread ? "SELECT coalesce(sum(unread), 0) FROM tally"
					     " WHERE scope = ? AND owner = ?"
					     " AND stretch > ?"
					   : "SELECT coalesce(sum(total), 0) FROM tally"
					     " WHERE scope = ? AND owner = ?"
					     " AND stretch > ?", e);

	if (!s)
		return false;
	bind_int(s, scope);
	bind_int(s, owner);
	bind_int(s, stretch);
	return add_up(s, sum, e);
}

/* How many rows stand before place in its stretch are counted from its nearer end. */
struct stretch {
	int64_t number, start;
	bool from_start;
};

static struct stretch stretch_of(const struct archive_place *place)
{
	int64_t number = place->published >> TALLY_SHIFT;
	int64_t start = number * TALLY_STRETCH;

	return (struct stretch){number, start,
				place->published - start < TALLY_STRETCH / 2};
}

/* The rows of the newer stretches, and of its own those before it. */
static bool rank_from_newer(struct archive *a, const struct archive_filter *f,
			    const struct archive_place *place, const struct scope *sc,
			    int64_t id, int64_t *rank, struct err *e)
{
	struct list_shape shape = shape_of(a, f, sc);

	shape.verb = LIST_COUNT;
	shape.place = shape.until = true;
	return add_newer(a, f, sc->kind, id, place->published >> TALLY_SHIFT, rank, e) &&
	       add_up(list_stmt(a, &shape, f, place, id, e), rank, e);
}

/* The rows of the newer stretches and of its own, but those from it on. */
static bool rank_from_older(struct archive *a, const struct archive_filter *f,
			    const struct archive_place *place, const struct scope *sc,
			    int64_t id, int64_t *rank, struct err *e)
{
	struct stretch st = stretch_of(place);
	struct archive_place behind = {place->published, place->id + 1};
	struct archive_filter from_start = *f;
	struct list_shape shape = shape_of(a, f, sc);
	int64_t older = 0;

	from_start.since = st.start;
	shape.verb = LIST_COUNT;
	shape.place = shape.forward = shape.since = true;
	if (!add_newer(a, f, sc->kind, id, st.number - 1, rank, e) ||
	    !add_up(list_stmt(a, &shape, &from_start, &behind, id, e), &older, e))
		return false;
	*rank -= older;
	return true;
}

static bool rank_by_tally(struct archive *a, const struct archive_filter *f,
			  const struct archive_place *place, int64_t *rank, struct err *e)
{
	bool older = stretch_of(place).from_start;
	struct scope sc;
	bool ok = archive_scope(&sc, a, f, e);

	*rank = 0;
	for (size_t i = 0; ok && i < sc.count; i++)
		ok = older ? rank_from_older(a, f, place, &sc, sc.ids[i], rank, e)
			   : rank_from_newer(a, f, place, &sc, sc.ids[i], rank, e);
	archive_scope_clear(&sc);
	return ok;
}

bool archive_rank(struct archive *a, const struct archive_filter *f,
		  const struct archive_place *place, int64_t *rank, struct err *e)
{
	f = f ? f : &nothing_narrowed;
	if (f->starred || f->since || (a->shared && f->unread))
		return count_by_index(a, f, place, rank, e);
	return rank_by_tally(a, f, place, rank, e);
}

bool archive_set_all_read(struct archive *a, const struct archive_filter *f,
			  struct err *e)
{
	static const char what[] =
		" SET read = 1 WHERE read = 0"
		" AND (?1 IS NULL OR portal = (SELECT id FROM portal WHERE name = ?1))"
		" AND (?2 IS NULL OR section IN (SELECT id FROM section WHERE name = ?2))"
		" AND (?3 = 0 OR starred = 1) AND (?4 = 0 OR published >= ?4)";
	struct buf sql = {0};

	buf_addf(&sql, "UPDATE article%s%s", a->shared ? "" : " INDEXED BY unread_all",
		 what);
	struct stmt *s = db_stmt(a->db, buf_str(&sql), e);
	buf_clear(&sql);
	f = f ? f : &nothing_narrowed;
	if (!s)
		return false;
	bind_text(s, f->portal);
	bind_text(s, f->section);
	bind_int(s, f->starred);
	bind_int(s, f->since);
	archive_touch(a);
	return stmt_run(s, e);
}
