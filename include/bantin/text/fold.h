/* fold.h - search keys: no case, no marks, đ is d */
#ifndef BANTIN_TEXT_FOLD_H
#define BANTIN_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>

/* Appends the search key of clean text: canonical decomposition without marks, case
 * folded, đ and Đ to d. "Đặng Thị Hường" gives "dang thi huong". */
void text_fold(struct buf *out, const char *s, size_t n);

/* Unaccented letters for a terminal without UTF-8: case kept, quotes, dashes, bullets and
 * lines plain, "₫" as "d", never "?": what has no likeness becomes "*". Each cluster
 * keeps its columns, so that what was laid out stays aligned ("…" is "."). */
void text_ascii(struct buf *out, const char *s, size_t n);

struct match {
	size_t start, end;	/* bytes, on cluster boundaries of the text searched */
};

/*
 * The first place at or after byte `from` of hay where needle (clean text) stands. Case
 * never counts. Marks count where the needle has them: "dong" finds đồng, dòng and
 * Đông, "đồng" finds đồng and ĐỒNG alone (letter by letter). An empty needle
 * finds nothing.
 */
bool text_find(const char *hay, size_t hay_len, const char *needle, size_t needle_len,
	       size_t from, struct match *out);

/* The last such place that starts before byte `before`. */
bool text_find_back(const char *hay, size_t hay_len, const char *needle,
		    size_t needle_len, size_t before, struct match *out);

#endif
