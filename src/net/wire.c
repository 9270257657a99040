/* wire.c - JSON from strangers: repaired, parsed, each value cleaned on the way out */
#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/url.h>
#include <bantin/text/utf8.h>

#define REPLACEMENT "\xef\xbf\xbd"

enum { WHOLE_DIGITS = 18 };	/* what surely fits 64 bits */

/* The four hex digits at p, or -1. */
static long hex4(const char *p, const char *end)
{
	long v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *d = p[i] ? strchr(digits, p[i] | 0x20) : NULL;

		if (!d)
			return -1;
		v = v * 16 + (d - digits);
	}
	return v;
}

/* p stands behind "\u". Returns what follows the escape, a pair taken whole. */
static const char *repair_unicode(const char *p, const char *end, struct buf *out)
{
	long high = hex4(p, end), low = -1;

	if (high < 0) {
		buf_adds(out, REPLACEMENT);
		return p;
	}
	if (high < 0xd800 || high > 0xdfff) {
		buf_adds(out, "\\u");
		buf_add(out, p, 4);
		return p + 4;
	}
	if (high < 0xdc00 && end - p >= 10 && p[4] == '\\' && p[5] == 'u')
		low = hex4(p + 6, end);
	if (low < 0xdc00 || low > 0xdfff) {
		buf_adds(out, REPLACEMENT);
		return p + 4;
	}
	buf_adds(out, "\\u");
	buf_add(out, p, 10);
	return p + 10;
}

/* p stands behind a backslash. */
static const char *repair_escape(const char *p, const char *end, struct buf *out)
{
	if (p == end)
		return p;
	if (*p == 'u')
		return repair_unicode(p + 1, end, out);
	if (!strchr("\"\\/bfnrt", *p))
		return p;
	buf_addc(out, '\\');
	buf_addc(out, *p);
	return p + 1;
}

static const char *repair_char(const char *p, const char *end, struct buf *out)
{
	uint32_t cp;
	size_t len;

	if ((unsigned char)*p < ' ') {
		buf_addf(out, "\\u%04x", (unsigned)*p);
		return p + 1;
	}
	len = utf8_next(p, (size_t)(end - p), &cp);
	if (cp == 0xfffd)
		buf_adds(out, REPLACEMENT);
	else
		buf_add(out, p, len);
	return p + len;
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

/* p stands behind the opening quote; returns what follows the closing one. */
static const char *repair_string(const char *p, const char *end, struct buf *out)
{
	buf_addc(out, '"');
	while (p < end && *p != '"') {
		const char *run = p;

		while (p < end && is_plain(*p))
			p++;
		buf_add(out, run, (size_t)(p - run));
		if (p == end || *p == '"')
			break;
		if (*p == '\\')
			p = repair_escape(p + 1, end, out);
		else
			p = repair_char(p, end, out);
	}
	if (p == end)
		return p;
	buf_addc(out, '"');
	return p + 1;
}

static bool is_whole(const char *p, size_t n)
{
	if (n > 0 && *p == '-') {
		p++;
		n--;
	}
	if (n == 0 || n > WHOLE_DIGITS || (n > 1 && *p == '0'))
		return false;
	for (size_t i = 0; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

static size_t number_len(const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && p[n] && strchr("+-.0123456789eE", p[n]))
		n++;
	return n;
}

static const char *repair_number(const char *p, const char *end, struct buf *out)
{
	size_t n = number_len(p, end);
	bool whole = is_whole(p, n);
	if (!whole)
		buf_addc(out, '"');
	buf_add(out, p, n);
	if (!whole)
		buf_addc(out, '"');
	return p + n;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* NaN, undefined, True */
static const char *repair_word(const char *p, const char *end, struct buf *out)
{
	static const char *const known[] = {"true", "false", "null"};
	const char *from = p, *word = "null";

	while (p < end && is_letter(*p))
		p++;
	for (size_t i = 0; i < 3; i++)
		if (strlen(known[i]) == (size_t)(p - from) &&
		    strncasecmp(known[i], from, strlen(known[i])) == 0)
			word = known[i];
	buf_adds(out, word);
	return p;
}

static bool closes_next(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p < end && (*p == ']' || *p == '}');
}

bool wire_repair(const char *p, size_t n, struct buf *out)
{
	const char *end = p + n;
	size_t parts = 0;

	while (p < end) {
		char c = *p;

		if (c == ',' || c == '[' || c == '{')
			parts++;
		if (parts > WIRE_PARTS_MAX)
			return false;
		if (c == '"') {
			p = repair_string(p + 1, end, out);
		} else if (c == '-' && end - p > 1 && is_letter(p[1])) {
			p++;		/* -Infinity */
		} else if (c == '-' || (c >= '0' && c <= '9')) {
			p = repair_number(p, end, out);
		} else if (is_letter(c)) {
			p = repair_word(p, end, out);
		} else if (c == ',' && closes_next(p + 1, end)) {
			p++;
		} else {
			buf_addc(out, c);
			p++;
		}
	}
	return !out->full;
}

/* Whether repair would change nothing of it, where it is JSON. */
static bool is_tame(const char *p, size_t n)
{
	const char *end = p + n;
	size_t parts = 0;

	for (; p < end && parts <= WIRE_PARTS_MAX; p++) {
		if (*p == '"') {
			for (p++; p < end && *p != '"'; p++)
				p += *p == '\\';
		} else if (*p == '-' || (*p >= '0' && *p <= '9')) {
			size_t len = number_len(p, end);

			if (!is_whole(p, len))
				return false;
			p += len - 1;
		} else if (*p == ',' || *p == '[' || *p == '{') {
			parts++;
		}
	}
	return parts <= WIRE_PARTS_MAX;
}

json_t *wire_parse(const char *p, size_t n)
{
	struct buf whole = {0};
	json_t *v = NULL;

	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
		p += 3;
		n -= 3;
	}
	if (is_tame(p, n))
		v = json_loadb(p, n, JSON_ALLOW_NUL, NULL);
	if (!v && wire_repair(p, n, &whole))
		v = json_loadb(buf_str(&whole), whole.len, JSON_ALLOW_NUL, NULL);
	buf_clear(&whole);
	return v;
}

/* The bytes of what may not be the last in a clean text: a blank, a joiner. */
static size_t end_without_rest(const char *s, size_t n)
{
	if (n >= 1 && strchr(" \n\t", s[n - 1]))
		return 1;
	return n >= 3 && memcmp(s + n - 3, "\xe2\x80\x8d", 3) == 0 ? 3 : 0;
}

char *wire_cut(char *s, size_t max)
{
	size_t n = s ? strlen(s) : 0;

	if (n <= max)
		return s;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	s[max] = '\0';
	while (end_without_rest(s, max) > 0) {
		max -= end_without_rest(s, max);
		s[max] = '\0';
	}
	return s;
}

static char *clean_value(const json_t *v, size_t max, enum clean_mode mode)
{
	if (!json_is_string(v))
		return NULL;
	char *s = text_clean_dup(json_string_value(v), json_string_length(v), mode);
	if (s[strspn(s, " \n\t")] == '\0') {
		free(s);
		return NULL;
	}
	return wire_cut(s, max);
}

char *wire_line(const json_t *v, size_t max)
{
	return clean_value(v, max, CLEAN_LINE);
}

char *wire_text(const json_t *v, size_t max)
{
	return clean_value(v, max, CLEAN_TEXT);
}

char *wire_id(const json_t *v, size_t max)
{
	char digits[32];

	if (!json_is_integer(v))
		return wire_line(v, max);
	snprintf(digits, sizeof(digits), "%lld", (long long)json_integer_value(v));
	return mem_str(digits);
}

char *wire_url(const json_t *v, const char *base)
{
	char *ref = wire_line(v, WIRE_URL_MAX + 1);

	if (!ref)
		return NULL;
	char *url = url_resolve(base, ref);
	free(ref);
	if (strlen(url) <= WIRE_URL_MAX && url_is_web(url))
		return url;
	free(url);
	return NULL;
}

bool wire_true(const json_t *v)
{
	return json_is_true(v);
}

int64_t wire_count(const json_t *v)
{
	if (json_is_integer(v) && json_integer_value(v) >= 0)
		return json_integer_value(v);
	const char *s = json_string_value(v);
	if (s && *s && strlen(s) <= WHOLE_DIGITS && strspn(s, "0123456789") == strlen(s))
		return strtoll(s, NULL, 10);
	return -1;
}

char *wire_slug(const char *s, size_t max)
{
	struct buf folded = {0}, slug = {0};

	text_fold(&folded, s, strlen(s));
	for (const char *p = buf_str(&folded); *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

		if (letter)
			buf_addc(&slug, *p);
		else if (slug.len > 0 && slug.s[slug.len - 1] != '-')
			buf_addc(&slug, '-');
	}
	buf_clear(&folded);
	if (slug.len > max) {
		buf_cut(&slug, max);
		const char *dash = strrchr(slug.s, '-');
		if (dash && (size_t)(dash - slug.s) > max / 2)
			buf_cut(&slug, (size_t)(dash - slug.s));
	}
	while (slug.len > 0 && slug.s[slug.len - 1] == '-')
		buf_cut(&slug, slug.len - 1);
	return buf_take(&slug);
}

bool wire_dump(json_t *v, struct buf *out)
{
	char *text = json_dumps(v, JSON_COMPACT | JSON_PRESERVE_ORDER);
	bool good = text && buf_adds(out, text);

	free(text);
	json_decref(v);
	return good;
}
