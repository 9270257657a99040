/* fuzz_query.c - a first line as what a person searches for, in the text behind it */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/query.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_query(const char *typed, const char *text, bool typing)
{
	struct query q = {0};
	struct buf fts = {0};
	struct match m;
	size_t n = strlen(text), from = 0;

	query_parse(&q, typed, typing);
	query_fts(&q, &fts);
	query_matches(&q, text, n);
	while (from <= n && query_mark(&q, text, n, from, &m)) {
		if (m.start < from || m.end <= m.start || m.end > n)
			abort();
		from = m.end;
	}
	query_clear(&q);
	buf_clear(&fts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
	size_t first = end ? (size_t)(end - data) : size;
	char *typed = mem_strn((const char *)data, first);
	char *text = text_clean_dup((const char *)data + first, size - first, CLEAN_TEXT);

	check_query(typed, text, true);
	check_query(typed, text, false);
	free(typed);
	free(text);
	return 0;
}
