/* test_diff.c - two texts side by side: what went, what came, which words */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/edit/diff.h>

/* Each line behind "=", "-" or "+", what is marked between "[" and "]". */
static char *drawn(const char *old, const char *new)
{
	struct diff d;
	struct buf b = {0};
	diff_make(&d, old, strlen(old), new, strlen(new));
	for (size_t i = 0; i < d.count; i++) {
		const struct diff_line *l = &d.lines[i];
		const char *text = l->kind == DIFF_OLD ? old : new;
		size_t mark = 0;
		buf_addc(&b, "=-+"[l->kind]);
		for (size_t at = 0; at <= l->end - l->start; at++) {
			if (mark < l->mark_count && l->marks[mark].end == at) {
				buf_addc(&b, ']');
				mark++;
			}
			if (mark < l->mark_count && l->marks[mark].start == at)
				buf_addc(&b, '[');
			if (at < l->end - l->start)
				buf_addc(&b, text[l->start + at]);
		}
		buf_addc(&b, '\n');
	}
	diff_clear(&d);
	return buf_take(&b);
}

static void check(const char *old, const char *new, const char *want)
{
	char *s = drawn(old, new);
	assert_string_equal(s, want);
	free(s);
}

static void test_lines(void **state)
{
	(void)state;
	check("", "", "=\n");
	check("a", "a", "=a\n");
	check("", "a", "-\n+a\n");
	check("a\nb\nc", "a\nc", "=a\n-b\n=c\n");
	check("a\nc", "a\nb\nc", "=a\n+b\n=c\n");
	check("a\nb\nc\nd", "c\nd\na\nb", "-a\n-b\n=c\n=d\n+a\n+b\n");
}

static void test_words(void **state)
{
	(void)state;
	check("Sáng nay họp.\nHết.", "Chiều nay, họp.\nHết.",
	      "-[Sáng] nay[ ]họp.\n+[Chiều] nay[, ]họp.\n=Hết.\n");
	check("một hai ba", "một bốn năm ba", "-một [hai] ba\n+một [bốn năm] ba\n");
	check("một", "hai", "-một\n+hai\n");	/* nothing in common */
	check("a b\nc d", "a x\nc y\nmới", "-a [b]\n-c [d]\n+a [x]\n+c [y]\n+mới\n");
}

static char *lines_of(unsigned seed, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1103515245u + 12345u;
		buf_addf(&b, "%u\n", (seed >> 16) % 7);
	}
	buf_adds(&b, "");
	return buf_take(&b);
}

/* The lines that stay and went are the old text, those that stay and came the new. */
static void assert_whole(const char *old, const char *new)
{
	struct diff d;
	struct buf a = {0}, b = {0};
	diff_make(&d, old, strlen(old), new, strlen(new));
	for (size_t i = 0; i < d.count; i++) {
		const struct diff_line *l = &d.lines[i];
		const char *text = l->kind == DIFF_OLD ? old : new;
		if (l->kind != DIFF_NEW)
			buf_addf(&a, "%.*s\n", (int)(l->end - l->start), text + l->start);
		if (l->kind != DIFF_OLD)
			buf_addf(&b, "%.*s\n", (int)(l->end - l->start), text + l->start);
	}
	buf_cut(&a, a.len - 1);
	buf_cut(&b, b.len - 1);
	assert_string_equal(a.s, old);
	assert_string_equal(b.s, new);
	buf_clear(&a);
	buf_clear(&b);
	diff_clear(&d);
}

static void test_random(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 300; i++) {
		char *old = lines_of(i, i % 40), *new = lines_of(i * 7 + 1, i % 33);
		assert_whole(old, new);
		free(old);
		free(new);
	}
}

static void test_too_different(void **state)
{
	struct buf a = {0}, b = {0};
	(void)state;
	for (int i = 0; i < 3000; i++) {
		buf_addf(&a, "cũ %d\n", i);
		buf_addf(&b, "mới %d\n", i);
	}
	assert_whole(a.s, b.s);
	buf_clear(&a);
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_too_different),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
