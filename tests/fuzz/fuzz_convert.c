/* fuzz_convert.c - any bytes under any charset, then raised, judged and sorted */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/text/charset.h>
#include <bantin/text/clean.h>
#include <bantin/text/collate.h>
#include <bantin/text/syllable.h>
#include <bantin/text/utf8.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_charset(const char *s, size_t n, enum charset c)
{
	struct buf out = {0}, raised = {0}, key = {0};

	charset_decode(&out, s, n, c);
	if (!utf8_valid(buf_str(&out), out.len))
		abort();
	charset_raise(&raised, buf_str(&out), out.len);
	if (!utf8_valid(buf_str(&raised), raised.len))
		abort();
	syllable_possible(buf_str(&out), out.len);
	text_collate_key(&key, buf_str(&out), out.len);
	int there = text_collate(buf_str(&out), out.len, buf_str(&raised), raised.len);
	int back = text_collate(buf_str(&raised), raised.len, buf_str(&out), out.len);
	if ((there < 0) != (back > 0) || (there == 0) != (back == 0))
		abort();
	text_collate_name(buf_str(&out), out.len, buf_str(&raised), raised.len);
	buf_clear(&out);
	buf_clear(&raised);
	buf_clear(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct charset_found found;

	charset_detect((const char *)data, size, &found);
	for (size_t i = 1; i < found.count; i++)
		if (found.guess[i].percent > found.guess[i - 1].percent)
			abort();
	for (int c = 0; c < CHARSET_COUNT; c++)
		check_charset((const char *)data, size, (enum charset)c);
	return 0;
}
