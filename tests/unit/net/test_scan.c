/* test_scan.c - items cut out of JSON, however the bytes arrive */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/mem.h>

#include "../../../src/net/scan.h"

struct seen {
	struct buf text;	/* "item|item|", an oversize one as "-" */
	size_t count, stop_at;	/* stop_at 0: never */
};

static bool note(void *ctx, const char *p, size_t n)
{
	struct seen *s = ctx;

	if (p)
		buf_add(&s->text, p, n);
	else
		buf_addc(&s->text, '-');
	buf_addc(&s->text, '|');
	s->count++;
	return s->count != s->stop_at;
}

static const char sample[] =
	"\xef\xbb\xbf \r\n{\"title\": \"[{\\\"items\\\": [\", \"items\" : [\n"
	"{\"id\": 1, \"t\": \"a\\\\\\\"]}\"}, [2, {}] ,\"b,]\\\"\", 3,\n"
	"{\"x\": {\"items\": [9]}}\n], \"deep\": {\"items\": [7]}, \"x\": [1, [2]]} \n";
static const char sample_items[] =
	"{\"id\": 1, \"t\": \"a\\\\\\\"]}\"}|[2, {}] |"
	"\"b,]\\\"\"|3|{\"x\": {\"items\": [9]}}\n|";
static const char sample_head[] =
	"{\"title\": \"[{\\\"items\\\": [\", \"items\" : [], "
	"\"deep\": {\"items\": [7]}, \"x\": [1, [2]]}";

static void check_sample(const struct scan *s, const struct seen *seen)
{
	assert_true(s->ended);
	assert_true(s->has_items);
	assert_string_equal(buf_str(&seen->text), sample_items);
	assert_string_equal(buf_str(&s->head), sample_head);
}

static void in_pieces_of(size_t size)
{
	struct seen seen = {0};
	struct scan s;
	size_t n = sizeof(sample) - 1;

	scan_init(&s, note, &seen);
	for (size_t at = 0; at < n; at += size)
		assert_true(scan_push(&s, sample + at,
				      n - at < size ? n - at : size, NULL));
	check_sample(&s, &seen);
	scan_clear(&s);
	buf_clear(&seen.text);
}

static void every_size(void **state)
{
	(void)state;
	for (size_t size = 1; size <= 7; size++)
		in_pieces_of(size);
	in_pieces_of(sizeof(sample));
}

static void every_split(void **state)
{
	(void)state;
	for (size_t at = 0; at < sizeof(sample); at++) {
		size_t rest = sizeof(sample) - 1 - at;
		struct seen seen = {0};
		struct scan s;

		scan_init(&s, note, &seen);
		assert_true(scan_push(&s, sample, at, NULL));
		assert_true(scan_push(&s, sample + at, rest, NULL));
		check_sample(&s, &seen);
		scan_clear(&s);
		buf_clear(&seen.text);
	}
}

static void every_cut_is_unfinished(void **state)
{
	const char *last = strrchr(sample, '}');

	(void)state;
	for (size_t n = 0; n <= (size_t)(last - sample); n++) {
		struct seen seen = {0};
		struct scan s;

		scan_init(&s, note, &seen);
		assert_true(scan_push(&s, sample, n, NULL));
		assert_false(s.ended);
		scan_clear(&s);
		buf_clear(&seen.text);
	}
}

static void an_oversize_item_is_passed_over(void **state)
{
	struct seen seen = {0};
	struct scan s;
	char *long_text = mem_alloc(SCAN_ITEM_MAX);

	(void)state;
	memset(long_text, 'a', SCAN_ITEM_MAX);
	scan_init(&s, note, &seen);
	assert_true(scan_push(&s, "{\"items\":[1,\"", 13, NULL));
	assert_true(scan_push(&s, long_text, SCAN_ITEM_MAX, NULL));
	assert_true(scan_push(&s, "\",2]}", 5, NULL));
	assert_true(s.ended);
	assert_string_equal(buf_str(&seen.text), "1|-|2|");
	assert_true(s.item.cap <= SCAN_ITEM_MAX * 2);
	scan_clear(&s);
	buf_clear(&seen.text);
	free(long_text);
}

static void a_list_is_cut_too(void **state)
{
	static const char list[] = " [{\"items\": [1, \"]\"]}, 2 ,[[3],{}]\n] \n";

	(void)state;
	for (size_t size = 1; size <= sizeof(list); size++) {
		struct seen seen = {0};
		struct scan s;
		size_t n = sizeof(list) - 1;

		scan_init(&s, note, &seen);
		s.root_array = true;
		for (size_t at = 0; at < n; at += size)
			assert_true(scan_push(&s, list + at,
					      n - at < size ? n - at : size, NULL));
		assert_true(s.ended && s.has_items);
		assert_string_equal(buf_str(&seen.text),
				    "{\"items\": [1, \"]\"]}|2 |[[3],{}]\n|");
		assert_string_equal(buf_str(&s.head), "[]");
		scan_clear(&s);
		buf_clear(&seen.text);
	}
}

static void refused(const char *p, size_t n, enum err_kind kind)
{
	struct seen seen = {0};
	struct err e = {0};
	struct scan s;

	scan_init(&s, note, &seen);
	assert_false(scan_push(&s, p, n, &e));
	assert_int_equal(e.kind, kind);
	assert_true(e.text[0] != '\0');
	scan_clear(&s);
	buf_clear(&seen.text);
}

static void what_is_no_object_is_refused(void **state)
{
	(void)state;
	refused("<!DOCTYPE html>", 15, ERR_NET);
	refused("[1]", 3, ERR_FORMAT);
	refused("\xef\xbb{", 3, ERR_FORMAT);
	refused("{\"a\0\":1}", 8, ERR_FORMAT);
	refused("{\"items\":[\"a\0\"]}", 16, ERR_FORMAT);
	refused("{}\0", 3, ERR_FORMAT);
}

static void a_large_head_is_refused(void **state)
{
	char *space = mem_alloc(SCAN_HEAD_MAX + 1);

	(void)state;
	memset(space, ' ', SCAN_HEAD_MAX + 1);
	space[0] = '{';
	refused(space, SCAN_HEAD_MAX + 1, ERR_LIMIT);
	free(space);
}

static void the_receiver_may_stop(void **state)
{
	struct seen seen = {.stop_at = 2};
	struct err e = {0};
	struct scan s;

	(void)state;
	scan_init(&s, note, &seen);
	assert_false(scan_push(&s, "{\"items\":[1,2,3]}", 17, &e));
	assert_int_equal(e.kind, ERR_CANCELLED);
	assert_string_equal(buf_str(&seen.text), "1|2|");
	scan_clear(&s);
	buf_clear(&seen.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size),
		cmocka_unit_test(every_split),
		cmocka_unit_test(every_cut_is_unfinished),
		cmocka_unit_test(an_oversize_item_is_passed_over),
		cmocka_unit_test(a_list_is_cut_too),
		cmocka_unit_test(what_is_no_object_is_refused),
		cmocka_unit_test(a_large_head_is_refused),
		cmocka_unit_test(the_receiver_may_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
