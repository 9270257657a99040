/* html_list.c - lists of HTML: depth, numbers and markers */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html_build.h"

static void write_roman(char *out, size_t size, long n)
{
	static const struct { int value; char text[3]; } steps[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" },
		{ 90, "xc" }, { 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" },
		{ 5, "v" }, { 4, "iv" }, { 1, "i" }
	};
	size_t len = 0;

	for (size_t i = 0; n > 0 && len + 3 < size;) {
		if (n < steps[i].value) {
			i++;
			continue;
		}
		n -= steps[i].value;
		for (const char *p = steps[i].text; *p; p++)
			out[len++] = *p;
	}
	out[len] = '\0';
}

static void write_letters(char *out, size_t size, long n)
{
	char back[16];
	size_t len = 0;

	for (; n > 0 && len < sizeof back; n = (n - 1) / 26)
		back[len++] = (char)('a' + (n - 1) % 26);
	for (size_t i = 0; i < len && i + 1 < size; i++)
		out[i] = back[len - 1 - i];
	out[len < size ? len : size - 1] = '\0';
}

static void write_number(struct build *b, char kind, long n)
{
	char text[24];

	if (strchr("aAiI", kind) && n > 0 && n < 4000) {
		(tolower((unsigned char)kind) == 'a' ? write_letters : write_roman)
			(text, sizeof text, n);
		for (char *p = text; *p && isupper((unsigned char)kind); p++)
			*p = (char)toupper((unsigned char)*p);
	} else {
		snprintf(text, sizeof text, "%ld", n);
	}
	snprintf(b->marker, sizeof b->marker, "%s.", text);
}

long attr_number(const char *s, long least, long most, long otherwise)
{
	char *end;
	long v;

	if (!s)
		return otherwise;
	v = strtol(s, &end, 10);
	if (end == s)
		return otherwise;
	return v < least ? least : v > most ? most : v;
}

static struct html_list *list_now(struct build *b)
{
	size_t depth = b->list_depth < HTML_LISTS_MAX ? b->list_depth : HTML_LISTS_MAX;

	return depth ? &b->lists[depth - 1] : NULL;
}

void build_list(struct build *b, enum tag tag, const struct attrs *at)
{
	char kind = '-';

	build_flush(b);
	if (tag == TAG_OL)
		kind = '1';
	if (tag == TAG_OL && at->type && *at->type && strchr("aAiI", *at->type))
		kind = *at->type;
	if (b->list_depth++ < HTML_LISTS_MAX)
		*list_now(b) = (struct html_list) {
			kind, attr_number(at->start, -999999, 999999, 1)
		};
}

void build_item(struct build *b, const struct attrs *at)
{
	struct html_list *list;

	build_flush(b);
	list = list_now(b);
	if (list->kind == '-') {
		strcpy(b->marker, b->list_depth % 2 ? "-" : "+");
	} else {
		list->next = attr_number(at->value, -999999, 999999, list->next);
		write_number(b, list->kind, list->next++);
	}
	b->marked = true;
}

void build_definition(struct build *b, bool deeper)
{
	build_flush(b);
	b->list_depth += deeper;
	b->marker[0] = '\0';
	b->marked = true;
}
