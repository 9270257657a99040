/* text.c - memory, growing text, slugs and random names for the sample portal */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

static void die(const char *why)
{
	fprintf(stderr, "portal: %s\n", why);
	abort();
}

void *mem_get(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);

	if (p == NULL)
		die("out of memory");
	return p;
}

char *mem_copy(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(mem_get(size), s, size);
}

static void text_reserve(struct text *t, size_t more)
{
	size_t room = t->room > 0 ? t->room : 256;
	char *at;

	if (more >= TEXT_MAX || t->size + more >= TEXT_MAX)
		die("a text grew past its ceiling");
	while (room < t->size + more + 1)
		room *= 2;
	if (room == t->room)
		return;
	at = realloc(t->at, room);
	if (at == NULL)
		die("out of memory");
	t->at = at;
	t->room = room;
}

void text_add(struct text *t, const void *bytes, size_t size)
{
	text_reserve(t, size);
	if (size > 0)
		memcpy(t->at + t->size, bytes, size);
	t->size += size;
	t->at[t->size] = '\0';
}

void text_put(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_print(struct text *t, const char *format, ...)
{
	va_list list;
	int size;

	va_start(list, format);
	size = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (size < 0)
		die("a format failed");
	text_reserve(t, (size_t)size);
	va_start(list, format);
	vsnprintf(t->at + t->size, (size_t)size + 1, format, list);
	va_end(list);
	t->size += (size_t)size;
}

static const char *html_entity(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	default: return NULL;
	}
}

void text_html(struct text *t, const char *s)
{
	for (; *s != '\0'; s++) {
		const char *entity = html_entity(*s);

		if (entity != NULL)
			text_put(t, entity);
		else
			text_add(t, s, 1);
	}
}

char *text_take(struct text *t, size_t *size)
{
	char *at = t->at != NULL ? t->at : mem_get(1);

	*size = t->size;
	*t = (struct text){0};
	return at;
}

void text_clear(struct text *t)
{
	free(t->at);
	*t = (struct text){0};
}

char *text_trim(char *s)
{
	size_t size;

	s += strspn(s, " \t\r\n");
	size = strlen(s);
	while (size > 0 && strchr(" \t\r\n", s[size - 1]) != NULL)
		s[--size] = '\0';
	return s;
}

/* The Vietnamese letters beyond ASCII, as ranges of code points. */
static const struct {
	unsigned first, last;
	char plain;
} folds[] = {
	{0xC0, 0xC3, 'a'}, {0xC8, 0xCA, 'e'}, {0xCC, 0xCD, 'i'}, {0xD2, 0xD5, 'o'},
	{0xD9, 0xDA, 'u'}, {0xDD, 0xDD, 'y'}, {0xE0, 0xE3, 'a'}, {0xE8, 0xEA, 'e'},
	{0xEC, 0xED, 'i'}, {0xF2, 0xF5, 'o'}, {0xF9, 0xFA, 'u'}, {0xFD, 0xFD, 'y'},
	{0x102, 0x103, 'a'}, {0x110, 0x111, 'd'}, {0x128, 0x129, 'i'},
	{0x168, 0x169, 'u'}, {0x1A0, 0x1A1, 'o'}, {0x1AF, 0x1B0, 'u'},
	{0x1EA0, 0x1EB7, 'a'}, {0x1EB8, 0x1EC7, 'e'}, {0x1EC8, 0x1ECB, 'i'},
	{0x1ECC, 0x1EE3, 'o'}, {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'},
};

static char fold_point(unsigned point)
{
	if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9'))
		return (char)point;
	if (point >= 'A' && point <= 'Z')
		return (char)(point - 'A' + 'a');
	for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++) {
		if (point >= folds[i].first && point <= folds[i].last)
			return folds[i].plain;
	}
	return '-';
}

/* One code point of well-formed UTF-8; anything else counts as one byte. */
static unsigned next_point(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC0 ? 1 : 0;
	unsigned point = more > 0 ? p[0] & (0x3FU >> more) : p[0];

	for (size_t i = 1; i <= more; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			*s += 1;
			return '-';
		}
		point = point << 6 | (p[i] & 0x3FU);
	}
	*s += more + 1;
	return point;
}

void slug_make(const char *s, char slug[SLUG_MAX + 1])
{
	size_t size = 0;

	while (*s != '\0' && size < SLUG_MAX) {
		unsigned point = next_point(&s);
		char c = fold_point(point);

		if (point >= 0x300 && point < 0x370)
			continue;	/* a combining mark, of the letter before */
		if (c != '-' || (size > 0 && slug[size - 1] != '-'))
			slug[size++] = c;
	}
	while (size > 0 && slug[size - 1] == '-')
		size--;
	slug[size] = '\0';
}

void random_hex(char *hex, size_t bytes)
{
	unsigned char raw[32];
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (bytes > sizeof raw || fd < 0 || read(fd, raw, bytes) != (ssize_t)bytes)
		die("no random numbers");
	close(fd);
	for (size_t i = 0; i < bytes; i++)
		snprintf(hex + 2 * i, 3, "%02x", raw[i]);
}

void random_uid(char uid[46])
{
	char hex[33];

	random_hex(hex, 16);
	snprintf(uid, 46, "urn:uuid:%.8s-%.4s-4%.3s-8%.3s-%.12s", hex, hex + 8, hex + 13,
	    hex + 17, hex + 20);
}

unsigned long long hash_bytes(const void *bytes, size_t size)
{
	const unsigned char *p = bytes;
	unsigned long long hash = 0xCBF29CE484222325ULL;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ p[i]) * 0x100000001B3ULL;
	return hash;
}
