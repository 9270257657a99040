/* tree.c - one JSON document as a tree */
#include "tree.h"

#include <stdbool.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/text/utf8.h>

enum { DEEPEST = 256, DIGITS_MOST = 18 };

struct reader {
	const char *p, *end;
	int depth;
	struct buf text;	/* the string that was read last */
};

static json_t *read_value(struct reader *r);

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end &&
	       (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
		r->p++;
}

/* The next that is no blank, passed over where it is c. */
static bool take(struct reader *r, char c)
{
	skip_blanks(r);
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
		return false;
	r->p += n;
	return true;
}

/* --- strings ---------------------------------------------------------------- */

static int hex_of(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

static bool take_hex4(struct reader *r, uint32_t *v)
{
	*v = 0;
	if (r->end - r->p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		int digit = hex_of(*r->p++);
		if (digit < 0)
			return false;
		*v = *v << 4 | (uint32_t)digit;
	}
	return true;
}

/* Behind "\u"; of a pair both. */
static bool take_code_point(struct reader *r)
{
	uint32_t cp, low;

	if (!take_hex4(r, &cp) || (cp >= 0xdc00 && cp <= 0xdfff))
		return false;
	if (cp >= 0xd800 && cp <= 0xdbff) {
		if (!take_word(r, "\\u") || !take_hex4(r, &low) || low < 0xdc00 ||
		    low > 0xdfff)
			return false;
		cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
	}
	char bytes[4];
	buf_add(&r->text, bytes, utf8_put(bytes, cp));
	return true;
}

/* Behind the backslash. */
static bool take_escape(struct reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

	if (r->p == r->end)
		return false;
	char c = *r->p++;
	if (c == 'u')
		return take_code_point(r);
	const char *at = c ? strchr(from, c) : NULL;
	if (at)
		buf_addc(&r->text, to[at - from]);
	return at != NULL;
}

static bool is_plain(char c)
{
	return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

/* Behind the opening quote; into r->text. */
static bool take_string(struct reader *r)
{
	buf_reset(&r->text);
	for (;;) {
		const char *run = r->p;

		while (r->p < r->end && is_plain(*r->p))
			r->p++;
		size_t n = (size_t)(r->p - run);
		if (r->p == r->end || !utf8_valid(run, n))
			return false;
		buf_add(&r->text, run, n);
		if (*r->p == '"') {
			r->p++;
			return !r->text.full;
		}
		if (*r->p++ != '\\' || !take_escape(r))
			return false;
	}
}

/* --- values ----------------------------------------------------------------- */

static json_t *read_number(struct reader *r)
{
	bool minus = take_word(r, "-");
	const char *from = r->p;
	json_int_t v = 0;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9' &&
	       r->p - from <= DIGITS_MOST)
		v = v * 10 + (*r->p++ - '0');
	bool more = r->p < r->end && *r->p && strchr(".eE0123456789", *r->p);
	if (r->p == from || r->p - from > DIGITS_MOST || more ||
	    (*from == '0' && r->p - from > 1))
		return NULL;
	return json_integer(minus ? -v : v);
}

static json_t *read_array(struct reader *r)
{
	json_t *list = json_array();
	bool ok = true;

	if (take(r, ']'))
		return list;
	do {
		json_t *v = read_value(r);
		ok = v && json_array_append_new(list, v) == 0;
	} while (ok && take(r, ','));
	if (ok && take(r, ']'))
		return list;
	json_decref(list);
	return NULL;
}

static bool read_member(struct reader *r, json_t *to)
{
	if (!take(r, '"') || !take_string(r) || memchr(buf_str(&r->text), 0, r->text.len))
		return false;
	struct buf key = r->text;
	r->text = (struct buf){0};
	json_t *v = take(r, ':') ? read_value(r) : NULL;
	bool ok = v && json_object_set_new_nocheck(to, buf_str(&key), v) == 0;
	buf_clear(&key);
	return ok;
}

static json_t *read_object(struct reader *r)
{
	json_t *object = json_object();
	bool ok = true;

	if (take(r, '}'))
		return object;
	do
		ok = read_member(r, object);
	while (ok && take(r, ','));
	if (ok && take(r, '}'))
		return object;
	json_decref(object);
	return NULL;
}

static json_t *read_nested(struct reader *r)
{
	json_t *v = NULL;

	if (++r->depth <= DEEPEST)
		v = *r->p++ == '[' ? read_array(r) : read_object(r);
	r->depth--;
	return v;
}

static json_t *read_value(struct reader *r)
{
	skip_blanks(r);
	if (r->p == r->end)
		return NULL;
	switch (*r->p) {
	case '{':
	case '[': return read_nested(r);
	case '"':
		r->p++;
		return take_string(r) ? json_stringn_nocheck(buf_str(&r->text),
							     r->text.len)
				      : NULL;
	case 't': return take_word(r, "true") ? json_true() : NULL;
	case 'f': return take_word(r, "false") ? json_false() : NULL;
	case 'n': return take_word(r, "null") ? json_null() : NULL;
	default: return read_number(r);
	}
}

json_t *tree_parse(const char *p, size_t n)
{
	struct reader r = {.p = p, .end = p + n};
	json_t *v = read_value(&r);

	skip_blanks(&r);
	if (v && (r.p != r.end || !(json_is_object(v) || json_is_array(v)))) {
		json_decref(v);
		v = NULL;
	}
	buf_clear(&r.text);
	return v;
}
