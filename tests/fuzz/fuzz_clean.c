/* fuzz_clean.c - any bytes through the gate, then measured, wrapped, cut and folded */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>
#include <bantin/text/utf8.h>
#include <bantin/text/wrap.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool holds)
{
	if (!holds)
		abort();
}

static void check_wrap(const char *s, size_t n, size_t columns)
{
	struct wrap w = {0};
	size_t at = 0;

	text_wrap(&w, s, n, columns, columns);
	for (size_t i = 0; i < w.count; i++) {
		const struct wrap_line *l = &w.lines[i];
		insist(l->start == at && l->start <= l->end && l->end <= l->next);
		insist(l->columns <= columns ||
		       text_cluster_next(s, n, l->start) == l->end);
		at = l->next;
	}
	insist(w.count > 0 && at == n);
	wrap_clear(&w);
}

static void check_mode(const char *s, size_t n, enum clean_mode mode)
{
	struct buf once = {0}, other = {0};

	text_clean(&once, s, n, mode);
	insist(utf8_valid(buf_str(&once), once.len));
	insist(text_is_clean(buf_str(&once), once.len, mode));
	insist(text_is_clean(s, n, mode) ==
	       (n == once.len && (n == 0 || memcmp(s, once.s, n) == 0)));
	text_clean(&other, buf_str(&once), once.len, mode);
	insist(other.len == once.len && strcmp(buf_str(&other), buf_str(&once)) == 0);
	for (size_t columns = 1; columns < 100; columns *= 3)
		check_wrap(buf_str(&once), once.len, columns);
	buf_reset(&other);
	text_truncate(&other, buf_str(&once), once.len, 20);
	insist(text_columns(buf_str(&other), other.len) <= 20);
	buf_reset(&other);
	text_fold(&other, buf_str(&once), once.len);
	text_ascii(&other, buf_str(&once), once.len);
	insist(text_cluster_prev(buf_str(&once), once.len, once.len) <= once.len);
	buf_clear(&once);
	buf_clear(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_mode((const char *)data, size, CLEAN_TEXT);
	check_mode((const char *)data, size, CLEAN_LINE);
	return 0;
}
