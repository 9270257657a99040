/* archive_doc.c - the numbers of the search index: they grow with the day of an article */
#include "archive_in.h"

#include <bantin/base/stamp.h>

/*
 * A day has so many numbers; once they are used up, the next day's are taken. A number
 * is never used twice, so the index may hold old entries that lead nowhere.
 */

enum {
	DAY = 86400,
	FIRST_DAY = 3653,	/* 1980-01-01; what is older counts as of that day */
	LAST_DAY = 1 << 20,
	NUMBERS = 1024		/* of a day; few, since the gaps are stored */
};

static int64_t day_of(int64_t published)
{
	int64_t day = published == STAMP_NONE ? 0 : published / DAY - FIRST_DAY;

	return day < 0 ? 0 : day > LAST_DAY ? LAST_DAY : day;
}

int64_t archive_doc_from(int64_t published)
{
	return day_of(published) * NUMBERS;
}

static bool run_with_two(struct archive *a, const char *sql, int64_t one, int64_t two,
			 struct err *e)
{
	struct stmt *s = db_stmt(a->db, sql, e);

	if (s) {
		bind_int(s, one);
		bind_int(s, two);
	}
	return stmt_run(s, e);
}

static bool ask_with_one(struct archive *a, const char *sql, int64_t one, int64_t *out,
			 struct err *e)
{
	struct stmt *s = db_stmt(a->db, sql, e);
	enum stmt_step step = STMT_FAILED;

	*out = 0;
	if (s) {
		bind_int(s, one);
		step = stmt_step(s, e);
	}
	if (step == STMT_ROW) {
		*out = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

/* The day whose numbers are taken instead of a full one's. */
static bool day_with_room(struct archive *a, int64_t *day, struct err *e)
{
	static const char sql[] = "SELECT next FROM doc_full WHERE day = ?";
	int64_t first = *day, next;

	do {
		if (!ask_with_one(a, sql, *day, &next, e))
			return false;
		*day = next ? next : *day;
	} while (next);
	return *day == first ||
	       run_with_two(a, "UPDATE doc_full SET next = ? WHERE day = ?", *day, first,
			    e);
}

/* The number after the last that is used of a day; 0: all are. */
static bool next_number(struct archive *a, int64_t day, int64_t *doc, struct err *e)
{
	int64_t last, end = (day + 1) * NUMBERS;

	if (!ask_with_one(a, "SELECT max(id) FROM doc WHERE id < ?", end, &last, e))
		return false;
	*doc = last < day * NUMBERS ? day * NUMBERS : last + 1;
	if (*doc == 0)
		*doc = 1; /* 0 says that an article has no number */
	if (*doc >= end)
		*doc = 0;
	return true;
}

bool archive_doc_new(struct archive *a, int64_t published, int64_t article, int64_t *doc,
		     struct err *e)
{
	int64_t day = day_of(published);

	for (;;) {
		if (!day_with_room(a, &day, e) || !next_number(a, day, doc, e))
			return false;
		if (*doc)
			return run_with_two(a, "INSERT INTO doc VALUES (?, ?)", *doc,
					    article, e);
		if (!run_with_two(a, "INSERT INTO doc_full VALUES (?, ?)", day, day + 1,
				  e))
			return false;
	}
}

bool archive_doc_drop(struct archive *a, int64_t doc, bool taken_out, struct err *e)
{
	return run_with_two(a, "UPDATE doc SET article = ? WHERE id = ?",
			    taken_out ? -1 : 0, doc, e);
}
