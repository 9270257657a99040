/* archive.c - what the screens ask of the archive: how long it takes, how much it is
 *
 * archive FILE                 each question, milliseconds: the best of some; beside it
 *                              the least that SQLite takes for the same rows
 * archive FILE rows COUNT      the same as lines of the table (table.sh)
 * archive FILE pages QUESTION  pages that SQLite reads for the first time it is asked
 * archive FILE QUESTION TIMES  one so often, for counting instructions
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bantin/store/archive.h>

#include "../../src/store/archive_in.h"

#include "least.h"

enum { SCREEN = 24, RUNS = 7 };

struct asker {
	struct archive *archive;
	const char *path;
	struct archive_place middle;
	int64_t id;
};

static void die(const char *what)
{
	fprintf(stderr, "archive: %s\n", what);
	exit(1);
}

static void check(bool ok, const struct err *e)
{
	if (!ok)
		die(e->text);
}

static void rows(struct asker *as, const struct archive_place *from, bool forward,
		 size_t limit, struct archive_place *last)
{
	struct article_row *list;
	struct err e = {0};
	size_t n;

	check(archive_rows(as->archive, NULL, from, forward, limit, &list, &n, &e), &e);
	if (last && n > 0) {
		*last = (struct archive_place){list[n - 1].published, list[n - 1].id};
		as->id = list[n - 1].id;
	}
	article_rows_free(list, n);
}

static void totals(struct asker *as)
{
	struct section *list;
	struct err e = {0};
	int64_t all, unread;
	size_t n;

	check(archive_count(as->archive, NULL, &all, &unread, &e), &e);
	check(archive_sections(as->archive, NULL, &list, &n, &e), &e);
	section_list_free(list, n);
}

static void ask_start(struct asker *as)
{
	struct err e = {0};

	archive_close(as->archive);
	check(archive_open(&as->archive, as->path, ARCHIVE_READ, &e), &e);
	rows(as, NULL, true, SCREEN, NULL);
	totals(as);
}

static void ask_line(struct asker *as)
{
	rows(as, &as->middle, true, 1, NULL);
}

static void ask_page(struct asker *as)
{
	rows(as, &as->middle, true, SCREEN, NULL);
}

static void ask_open(struct asker *as)
{
	struct article art;
	struct err e = {0};

	check(archive_article(as->archive, as->id, &art, &e), &e);
	article_clear(&art);
}

static void ask_back(struct asker *as)
{
	struct err e = {0};
	int64_t rank;

	rows(as, &as->middle, true, SCREEN, NULL);
	rows(as, &as->middle, false, SCREEN, NULL);
	check(archive_rank(as->archive, NULL, &as->middle, &rank, &e), &e);
	totals(as);
}

static void search(struct asker *as, const char *words, bool typing)
{
	struct hit *hits;
	struct err e = {0};
	size_t n;

	check(archive_search(as->archive, words, typing, NULL, SCREEN, &hits, &n, &e),
	      &e);
	hits_free(hits, n);
}

static void ask_common(struct asker *as)
{
	search(as, "của", false);
}

static void ask_common_bare(struct asker *as)
{
	search(as, "cua", false);
}

static void ask_rare(struct asker *as)
{
	search(as, "tin77", false);
}

static void ask_two(struct asker *as)
{
	search(as, "nhân dân", false);
}

static void ask_three_bare(struct asker *as)
{
	search(as, "thon xa huyen", false);
}

static void ask_prefix(struct asker *as)
{
	search(as, "th", true);
}

static const struct {
	const char *name, *words;
	void (*ask)(struct asker *as);
	double aim;		/* ms */
} questions[] = {
	{"start", "open, first 24 rows, counts", ask_start, 0},
	{"line", "line down, in the middle", ask_line, 0.3},
	{"page", "page down, in the middle", ask_page, 0.5},
	{"open", "open an article", ask_open, 2},
	{"back", "back to the list: 48 rows, rank, counts", ask_back, 1},
	{"rare", "search: a rare word", ask_rare, 10},
	{"common", "search: a common word", ask_common, 10},
	{"bare", "search: a common word without accents", ask_common_bare, 10},
	{"two", "search: two common words", ask_two, 10},
	{"three", "search: three without accents", ask_three_bare, 10},
	{"prefix", "search: a beginning", ask_prefix, 30},
};
enum { QUESTIONS = sizeof(questions) / sizeof(questions[0]) };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double shorter(double best, double took)
{
	return best > 0 && best < took ? best : took;
}

static double best_of(struct asker *as, size_t i)
{
	double best = 0;

	for (int run = 0; run < RUNS; run++) {
		double from = now();
		questions[i].ask(as);
		best = shorter(best, now() - from);
	}
	return best;
}

/* 0 where there is none. */
static double least_of(const struct asker *as, const char *name)
{
	struct least l;
	double best = 0;

	for (int run = 0; run < RUNS && least_begin(&l, as->path, name); run++) {
		bool opens = strcmp(name, "start") == 0;
		if (opens)
			least_end(&l);
		double from = now();
		if (opens)
			least_begin(&l, as->path, name);
		least_ask(&l, as->middle.published, as->middle.id);
		if (run > 0 || opens)
			best = shorter(best, now() - from);
		least_end(&l);
	}
	return best;
}

static void to_middle(struct asker *as)
{
	struct err e = {0};
	int64_t all, unread;

	check(archive_count(as->archive, NULL, &all, &unread, &e), &e);
	rows(as, NULL, true, 1, &as->middle);
	/* the generator spreads them evenly over ten years */
	if (all > SCREEN * 2)
		as->middle.published -= (int64_t)5 * 365 * 86400;
	rows(as, &as->middle, true, 1, &as->middle);
}

static void print_all(struct asker *as)
{
	for (size_t i = 0; i < QUESTIONS; i++) {
		double took = best_of(as, i), least = least_of(as, questions[i].name);
		printf("%-44s %9.3f ms", questions[i].words, took);
		if (least > 0)
			printf("  least %7.3f  %5.2f", least, took / least);
		if (questions[i].aim > 0)
			printf("  aim %5.1f  %5.2f", questions[i].aim,
			       took / questions[i].aim);
		printf("\n");
	}
}

static void print_rows(struct asker *as, const char *count)
{
	for (size_t i = 0; i < QUESTIONS; i++) {
		double took = best_of(as, i), least = least_of(as, questions[i].name);
		printf("%s\t%s\tms\t%.3f\t", questions[i].words, count, took);
		if (least > 0)
			printf("%.3f", least);
		printf("\t\t\t");
		if (questions[i].aim > 0)
			printf("%g", questions[i].aim);
		printf("\n");
	}
}

static void (*find_question(const char *name))(struct asker *as)
{
	for (size_t i = 0; i < QUESTIONS; i++) {
		if (strcmp(questions[i].name, name) == 0)
			return questions[i].ask;
	}
	die("no such question");
	return NULL;
}

static void ask_often(struct asker *as, const char *name, long times)
{
	void (*ask)(struct asker *as) = find_question(name);

	ask(as); /* what is prepared once is not counted */
	while (times-- > 0)
		ask(as);
}

/* By a connection that has read nothing yet but where the middle is. */
static void print_pages(struct asker *as, const char *name)
{
	int now = 0, most = 0;

	sqlite3_db_release_memory(db_handle(as->archive->db));
	sqlite3_db_status(db_handle(as->archive->db), SQLITE_DBSTATUS_CACHE_MISS, &now,
			  &most, 1);
	find_question(name)(as);
	sqlite3_db_status(db_handle(as->archive->db), SQLITE_DBSTATUS_CACHE_MISS, &now,
			  &most, 0);
	printf("%d\n", now);
}

int main(int argc, char **argv)
{
	struct asker as = {.path = argc > 1 ? argv[1] : ""};
	struct err e = {0};

	if (argc != 2 && argc != 4)
		die("archive FILE [rows COUNT | pages QUESTION | QUESTION TIMES]");
	check(archive_open(&as.archive, as.path, ARCHIVE_READ, &e), &e);
	to_middle(&as);
	if (argc == 2)
		print_all(&as);
	else if (strcmp(argv[2], "rows") == 0)
		print_rows(&as, argv[3]);
	else if (strcmp(argv[2], "pages") == 0)
		print_pages(&as, argv[3]);
	else
		ask_often(&as, argv[2], strtol(argv[3], NULL, 10));
	archive_close(as.archive);
	return 0;
}
