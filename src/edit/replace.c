/* replace.c - other words in the place of those found: here, or everywhere at once */
#include "parts.h"

#include <string.h>

#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

struct swap {
	struct buf needle, with;	/* clean */
};

static bool swap_init(const struct edit *e, struct swap *s, const char *needle,
		      const char *with)
{
	*s = (struct swap){{0}, {0}};
	text_clean(&s->needle, needle, strlen(needle), CLEAN_TEXT);
	edit_clean(e, &s->with, with, strlen(with));
	return s->needle.len > 0;
}

static void swap_clear(struct swap *s)
{
	buf_clear(&s->needle);
	buf_clear(&s->with);
}

static bool is_match(const struct edit *e, const struct swap *s, struct edit_pos from,
		     struct edit_pos to)
{
	const struct text_line *l = line_at(e, from.line);
	struct match m;
	return from.line == to.line &&
	       text_find(l->s, l->len, s->needle.s, s->needle.len, from.byte, &m) &&
	       m.start == from.byte && m.end == to.byte;
}

bool edit_replace_found(struct edit *e, const char *needle, const char *with)
{
	struct edit_pos from, to;
	struct swap s;
	bool done = swap_init(e, &s, needle, with) && edit_selection(e, &from, &to) &&
		    is_match(e, &s, from, to);
	undo_close(&e->undo);
	done = done && edit_replace(e, from, to, buf_str(&s.with), s.with.len,
				    CHANGE_OTHER);
	swap_clear(&s);
	return done;
}

/* What the line holds between its first and its last place, replaced; how many. */
static size_t swap_in_line(const struct text_line *l, const struct swap *s,
			   struct match *whole, struct buf *out)
{
	struct match m;
	size_t n = 0, at = 0;
	buf_reset(out);
	while (text_find(l->s, l->len, s->needle.s, s->needle.len, at, &m)) {
		if (n++ == 0)
			whole->start = m.start;
		else
			buf_add(out, l->s + at, m.start - at);
		buf_add(out, buf_str(&s->with), s->with.len);
		at = whole->end = m.end;
	}
	return n;
}

/* False: the ceiling forbids it. The line of what comes next in *line. */
static bool swap_line(struct edit *e, const struct swap *s, size_t *line, size_t *n)
{
	const struct text_line *l = line_at(e, *line);
	struct match whole = {0, 0};
	struct buf b = {0};
	bool fits = true;
	size_t found = swap_in_line(l, s, &whole, &b);
	bool same = b.len == whole.end - whole.start &&
		    !memcmp(buf_str(&b), l->s + whole.start, b.len);
	if (found && !same) {
		fits = !b.full && edit_replace(e, (struct edit_pos){*line, whole.start},
					       (struct edit_pos){*line, whole.end},
					       buf_str(&b), b.len, CHANGE_OTHER);
		*line = fits ? e->cursor.line : *line;
	}
	++*line;
	*n += found;
	buf_clear(&b);
	return fits;
}

size_t edit_replace_all(struct edit *e, const char *needle, const char *with)
{
	struct edit_pos was = e->cursor;
	uint64_t version = e->version;
	struct swap s;
	bool fits = true;
	size_t n = 0;
	if (swap_init(e, &s, needle, with)) {
		undo_group_begin(&e->undo);
		for (size_t line = 0; fits && line < e->lines.count;)
			fits = swap_line(e, &s, &line, &n);
		undo_group_end(&e->undo);
	}
	if (!fits && e->version != version)
		undo_take_back(e);
	swap_clear(&s);
	if (e->version != version)
		edit_set_cursor(e, was);
	return fits ? n : 0;
}
