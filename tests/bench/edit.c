/* edit.c - what a letter costs in small and large texts, undo, loading, memory
 *
 * bench-edit                    a table: time, ratios, memory
 * bench-edit memory             in hundredths of the size of the text
 * bench-edit WORK BYTES TIMES   does it so often, for a profiler that counts instructions;
 *                               with TIMES 0 it makes the text alone: subtract that
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <bantin/base/buf.h>
#include <bantin/edit/edit.h>

enum { COLUMNS = 78, ROWS = 14, SMALL = 1 << 10, LARGE = 1 << 20, LINE = 100000 };

static const char sentence[] =
	"Sáng ngày 08 tháng 8, tại hội trường Ủy ban nhân dân xã, đồng chí Chủ tịch đã chủ "
	"trì hội nghị giao ban đánh giá kết quả sản xuất vụ hè thu. ";

static volatile size_t sink;	/* what keeps the compiler from leaving the work out */

/* Paragraphs of two sentences, or one line. */
static void text_make(struct buf *b, size_t bytes, bool line)
{
	for (int i = 0; b->len + sizeof(sentence) < bytes; i++) {
		buf_adds(b, sentence);
		if (!line && i % 2)
			buf_adds(b, "\n\n");
	}
	if (b->len == 0)
		buf_adds(b, "Sáng nay ");
}

static struct edit *edit_with(const struct buf *text)
{
	struct edit *e = edit_new(false, 8 << 20);

	edit_view(e, COLUMNS, ROWS);
	edit_load(e, text->s, text->len);
	return e;
}

/* What a screen asks for after each key. */
static void look(struct edit *e)
{
	struct edit_row row;
	size_t r, c;

	for (size_t i = 0; i < ROWS; i++) {
		edit_row(e, i, &row);
		sink += row.end;
	}
	edit_cursor_cell(e, &r, &c);
	sink += r + c;
}

static void to_middle(struct edit *e)
{
	size_t line = edit_lines(e) / 2, n;

	edit_line(e, line, &n);
	edit_set_cursor(e, (struct edit_pos){line, n / 2});
	edit_go(e, EDIT_WORD_RIGHT, false);
	look(e);
}

static void work_type(struct edit *e, const struct buf *text, size_t times)
{
	(void)text;
	to_middle(e);
	for (size_t i = 0; i < times; i++) {
		edit_type(e, i % 5 == 4 ? " " : "a", 1);
		look(e);
		if (i % 100 == 99)
			for (int k = 0; k < 100; k++)
				edit_erase(e, EDIT_LEFT);
	}
}

/* Groups made and undone. */
static void work_undo(struct edit *e, const struct buf *text, size_t times)
{
	(void)text;
	to_middle(e);
	for (size_t i = 0; i < times; i++)
		edit_paste(e, "ban ", 4);
	for (size_t i = 0; i < times; i++)
		edit_undo(e);
	look(e);
}

static void work_load(struct edit *e, const struct buf *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		edit_load(e, text->s, text->len);
	look(e);
}

static void work_replace(struct edit *e, const struct buf *text, size_t times)
{
	(void)text;
	for (size_t i = 0; i < times; i++)
		sink += edit_replace_all(e, "hoi", i % 2 ? "hội" : "họp");
}

static const struct work {
	const char *name;
	void (*run)(struct edit *e, const struct buf *text, size_t times);
	bool line;
} works[] = {
	{"type", work_type, false}, {"type-line", work_type, true},
	{"undo", work_undo, false}, {"load", work_load, false},
	{"replace", work_replace, false},
};

enum { WORKS = sizeof(works) / sizeof(*works) };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const struct work *work_named(const char *name)
{
	for (size_t i = 0; i < WORKS; i++)
		if (strcmp(works[i].name, name) == 0)
			return &works[i];
	return NULL;
}

/* Seconds, without what making the text takes. */
static double run(const struct work *w, size_t bytes, size_t times)
{
	struct buf text = {0};

	text_make(&text, bytes, w->line);
	struct edit *e = edit_with(&text);
	double from = now();
	w->run(e, &text, times);
	double took = now() - from;
	edit_free(e);
	buf_clear(&text);
	return took;
}

static double best(const char *name, size_t bytes, size_t times)
{
	double least = 1e9;

	for (int i = 0; i < 5; i++) {
		double took = run(work_named(name), bytes, times);
		least = took < least ? took : least;
	}
	return least;
}

static long most_memory(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return r.ru_maxrss;	/* kB */
}

/* With every row of it seen; the cleaned copy that loading makes is among it. */
static long memory_of_text(void)
{
	struct buf text = {0};
	const size_t bytes = 7 << 20;

	text_make(&text, bytes, false);
	long before = most_memory();
	struct edit *e = edit_new(false, 8 << 20);
	edit_view(e, COLUMNS, ROWS);
	edit_load(e, text.s, text.len);
	do
		look(e);
	while (edit_go(e, EDIT_PAGE_DOWN, false));
	long hundredths = (most_memory() - before) * 1024 * 100 / (long)text.len;
	edit_free(e);
	buf_clear(&text);
	return hundredths;
}

static void print_table(void)
{
	enum { LETTERS = 2000 };
	printf("memory, every row seen: %.2f of the text's size\n",
	       (double)memory_of_text() / 100);
	double small = best("type", SMALL, LETTERS), large = best("type", LARGE, LETTERS);
	double line = best("type-line", LINE, LETTERS);

	printf("a letter in 1 kB: %.2f us, in 1 MB: %.2f us, ratio %.2f\n",
	       small / LETTERS * 1e6, large / LETTERS * 1e6, large / small);
	printf("a letter in one line of 100 kB: %.2f us, ratio %.2f\n",
	       line / LETTERS * 1e6, line / small);
	printf("1,000 groups made and undone in 1 MB: %.2f ms\n",
	       best("undo", LARGE, 1000) * 1e3);
	printf("loading 1 MB: %.2f ms\n", best("load", LARGE, 1) * 1e3);
	printf("replacing everywhere in 1 MB: %.2f ms\n", best("replace", LARGE, 1) * 1e3);
}

int main(int argc, char **argv)
{
	const struct work *w = argc == 4 ? work_named(argv[1]) : NULL;

	if (argc == 1)
		print_table();
	else if (argc == 2 && strcmp(argv[1], "memory") == 0)
		printf("%ld\n", memory_of_text());
	else if (w)
		run(w, strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10));
	else
		return 2;
	return 0;
}
