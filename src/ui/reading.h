/* reading.h - what the reading screens share */
#ifndef UI_READING_H
#define UI_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/store/archive.h>
#include <bantin/ui/view.h>

/* Where an article was opened, which decides what next and previous are. Copied. */
struct from {
	const struct archive_filter *filter; /* a list; NULL: ids */
	const int64_t *ids;		     /* hits, in their order */
	size_t id_count;
	const char *query; /* its words are marked in the text; NULL */
};
struct view *view_article_open(struct app *app, int64_t article, const struct from *from);

/* Appends the name of the first key of act in context c, for sentences that tell what to
 * press; "?" where it has none. */
void key_words(struct app *app, enum context c, enum action act, struct buf *out);

/* Appends "k words" to a question that lets choose among letters, with blanks before it
 * where something stands there already. NO_BREAK_SPACE keeps it on one row. */
void choice_words(struct buf *out, char key, const char *words);
#define NO_BREAK_SPACE "\xc2\xa0"

/* Paints text wrapped to the rect's width, an empty row between paragraphs; rows used. */
int paint_words(struct grid *g, struct rect r, enum face face, const char *s);

#endif
