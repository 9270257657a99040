/* test_history.c - the undo log kept beside a text: read again, discarded, never trusted */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "script.h"

static char *text_of(const struct edit *e)
{
	struct buf b = {0};
	edit_text(e, &b);
	buf_adds(&b, "");
	return buf_take(&b);
}

static void assert_text(const struct edit *e, const char *text)
{
	char *s = text_of(e);
	assert_string_equal(s, text);
	free(s);
}

/* Kept and opened again in another program. */
static struct edit *reopened(const struct edit *e, const char *stored, bool fits)
{
	struct buf log = {0};
	struct edit *again = edit_new(false, 1 << 20);
	edit_history_save(e, stored, strlen(stored), &log);
	edit_load(again, stored, strlen(stored));
	assert_int_equal(edit_history_load(again, buf_str(&log), log.len), fits);
	buf_clear(&log);
	return again;
}

static struct edit *written(void)
{
	struct edit *e = edit_new(false, 1 << 20);
	edit_load(e, "Một", strlen("Một"));
	edit_go(e, EDIT_END, false);
	edit_type(e, " hai", 4);
	edit_newline(e);
	edit_type(e, "ba", 2);
	edit_replace_all(e, "a", "á");
	return e;
}

static void test_round(void **state)
{
	(void)state;
	struct edit *e = written();
	char *stored = text_of(e);
	struct edit *again = reopened(e, stored, true);
	assert_true(edit_undo(again));
	assert_text(again, "Một hai\nba");
	assert_true(edit_undo(again));
	assert_true(edit_undo(again));
	assert_text(again, "Một hai");
	struct edit *third = reopened(again, "Một hai", true);	/* with what is undone */
	assert_true(edit_redo(third));
	assert_true(edit_redo(third));
	assert_true(edit_redo(third));
	assert_false(edit_redo(third));
	assert_text(third, stored);
	while (edit_undo(third))
		;
	assert_text(third, "Một");
	free(stored);
	edit_free(third);
	edit_free(again);
	edit_free(e);
}

static void test_stored_differs(void **state)
{
	(void)state;
	struct edit *e = written();
	edit_undo(e);
	edit_paste(e, "\n\n\n  ", 5);
	struct edit *again = reopened(e, "Một hai\nba", true);
	assert_true(edit_undo(again));	/* the blanks and the paste that made them */
	assert_text(again, "Một hai\nba");
	assert_true(edit_undo(again));
	edit_free(again);
	again = reopened(e, "Mốt hai\nba", true);	/* within one letter */
	assert_true(edit_undo(again));
	assert_text(again, "Một hai\nba");
	edit_free(again);
	edit_free(e);
}

static void test_nothing(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 100), *again;
	struct buf log = {0};
	edit_load(e, "a", 1);
	edit_history_save(e, "a", 1, &log);
	assert_int_equal(log.len, 0);
	again = reopened(e, "a", false);
	assert_false(edit_undo(again));
	edit_free(again);
	edit_free(e);
}

static void test_of_another_text(void **state)
{
	(void)state;
	struct edit *e = written();
	struct buf log = {0};
	char *stored = text_of(e);
	edit_history_save(e, stored, strlen(stored), &log);
	edit_load(e, "khác", strlen("khác"));
	assert_false(edit_history_load(e, log.s, log.len));
	assert_false(edit_undo(e));
	edit_load(e, stored, strlen(stored));
	assert_true(edit_history_load(e, log.s, log.len));
	assert_false(edit_history_load(e, NULL, 0));
	free(stored);
	buf_clear(&log);
	edit_free(e);
}

/* Sums put right after the damage: what the log says is then all that can be wrong. */
static void sign(struct buf *log)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i + 8 < log->len; i++)
		h = (h ^ (unsigned char)log->s[i]) * 1099511628211u;
	for (size_t i = 0; i < 8; i++)
		log->s[log->len - 8 + i] = (char)(unsigned char)(h >> (8 * i));
}

static void test_damage(void **state)
{
	(void)state;
	struct edit *e = written();
	struct buf log = {0};
	char *stored = text_of(e);
	edit_history_save(e, stored, strlen(stored), &log);
	for (size_t i = 0; i < log.len; i++) {
		char was = log.s[i];
		log.s[i] = (char)(was ^ 0x41);
		edit_load(e, stored, strlen(stored));
		assert_false(edit_history_load(e, log.s, log.len));
		log.s[i] = was;
		assert_false(edit_history_load(e, log.s, i));
	}
	for (size_t i = 13; i + 8 < log.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			struct buf bad = {0};
			buf_add(&bad, log.s, log.len);
			bad.s[i] = (char)(bad.s[i] ^ (1 << bit));
			sign(&bad);
			edit_load(e, stored, strlen(stored));
			edit_history_load(e, bad.s, bad.len);
			while (edit_undo(e))
				;
			while (edit_redo(e))
				;
			buf_clear(&bad);
		}
	free(stored);
	buf_clear(&log);
	edit_free(e);
}

static void test_last_groups(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1 << 20);
	for (int i = 0; i < EDIT_HISTORY_GROUPS + 50; i++) {
		edit_type(e, "a", 1);
		edit_newline(e);
	}
	char *stored = text_of(e);
	struct edit *again = reopened(e, stored, true);
	int n = 0;
	while (edit_undo(again))
		n++;
	assert_int_equal(n, EDIT_HISTORY_GROUPS);
	free(stored);
	edit_free(again);
	edit_free(e);
}

static void test_last_bytes(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 8 << 20);
	struct buf much = {0}, log = {0};
	buf_fill(&much, 'a', 300000);
	for (int i = 0; i < 10; i++)
		edit_paste(e, much.s, much.len);
	char *stored = text_of(e);
	edit_history_save(e, stored, strlen(stored), &log);
	assert_true(log.len > 300000 && log.len < EDIT_HISTORY_BYTES);
	free(stored);
	buf_clear(&log);
	buf_clear(&much);
	edit_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_stored_differs),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_of_another_text),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_last_groups),
		cmocka_unit_test(test_last_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
