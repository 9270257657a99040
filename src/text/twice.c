/* twice.c - recognises a text that a page holds twice */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "twice.h"

enum { LEAST = 200 };	/* bytes of a text that is worth telling from a refrain */

static const char *skip_blank(const char *s)
{
	return s + strspn(s, " \t\n");
}

bool text_same(const char *a, const char *b)
{
	a = skip_blank(a);
	b = skip_blank(b);
	while (*a && *b) {
		bool blank = strchr(" \t\n", *a) != NULL;

		if (blank != (strchr(" \t\n", *b) != NULL) || (!blank && *a != *b))
			return false;
		a = blank ? skip_blank(a) : a + 1;
		b = blank ? skip_blank(b) : b + 1;
	}
	return !*skip_blank(a) && !*skip_blank(b);
}

/* "08/08/2020 22:42:29 (GMT+7)" and the words that stand before it. */
static bool is_stamp(const char *s)
{
	static const char *const words[] = {
		"Ngày đăng", "Ngày", "Đăng lúc", "Cập nhật"
	};
	size_t digits = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strncmp(s, words[i], strlen(words[i])) == 0) {
			s += strlen(words[i]);
			break;
		}
	}
	s += strspn(s, ": ");
	for (; *s && strncmp(s, "(GMT", 4) != 0; s++) {
		digits += isdigit((unsigned char)*s) != 0;
		if (!isdigit((unsigned char)*s) && !strchr("/:-, ", *s))
			return false;
	}
	return digits >= 6 && strlen(s) <= 9;
}

static bool is_passed_over(const struct block *b, const char *title)
{
	if (b->role == ROLE_RULE)
		return true;
	return b->text && ((title && text_same(b->text, title)) || is_stamp(b->text));
}

static bool same_string(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_table(const struct table *a, const struct table *b)
{
	if (!a || !b || a->count != b->count)
		return a == b;
	for (size_t r = 0; r < a->count; r++) {
		if (a->rows[r].count != b->rows[r].count)
			return false;
		for (size_t c = 0; c < a->rows[r].count; c++) {
			const struct cell *x = &a->rows[r].cells[c];

			if (strcmp(x->text, b->rows[r].cells[c].text) != 0)
				return false;
		}
	}
	return true;
}

static bool same_block(const struct block *a, const struct block *b)
{
	return a->role == b->role && same_string(a->text, b->text) &&
	       same_table(a->table, b->table);
}

void layout_once(struct layout *l, size_t from, const char *title)
{
	size_t *kept = mem_array(l->count + 1, sizeof *kept);
	size_t n = 0, bytes = 0, half, i = 0;

	for (size_t k = from; k < l->count; k++)
		if (!is_passed_over(&l->blocks[k], title))
			kept[n++] = k;
	half = n / 2;
	while (i < half && same_block(&l->blocks[kept[i]], &l->blocks[kept[half + i]])) {
		const char *text = l->blocks[kept[i++]].text;

		bytes += text ? strlen(text) : 0;
	}
	if (half && n % 2 == 0 && i == half && bytes >= LEAST)
		layout_cut(l, kept[half - 1] + 1);
	free(kept);
}
