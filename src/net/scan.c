/* scan.c - cuts the items out of arriving JSON */
#include "scan.h"

#include <string.h>

#include <bantin/base/i18n.h>

enum verdict_of_byte { GO_ON, NOT_JSON, HAS_NUL, HEAD_FULL, TOLD_TO_STOP };

void scan_init(struct scan *s, bool (*on_item)(void *ctx, const char *p, size_t n),
	       void *ctx)
{
	*s = (struct scan){.on_item = on_item, .ctx = ctx};
	buf_init(&s->head, SCAN_HEAD_MAX);
	buf_init(&s->item, SCAN_ITEM_MAX);
}

void scan_clear(struct scan *s)
{
	buf_clear(&s->head);
	buf_clear(&s->item);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What stands behind the key and the colon; NULL where they are missing. */
static const char *behind_key(const char *p)
{
	if (*p++ != '"')
		return NULL;
	for (; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	if (*p == '"')
		p++;
	while (is_space(*p))
		p++;
	return *p == ':' ? p + 1 : NULL;
}

static bool hand_out(struct scan *s)
{
	const char *whole = buf_str(&s->item);
	const char *p = s->in_pairs ? behind_key(whole) : whole;
	size_t n = p ? s->item.len - (size_t)(p - whole) : 0;
	bool go_on = s->on_item(s->ctx, s->item.full ? NULL : p, n);

	s->in_element = false;
	buf_reset(&s->item);
	return go_on;
}

/* A byte inside the array. */
static enum verdict_of_byte take_element(struct scan *s, char c)
{
	bool opens = c == '{' || c == '[', closes = c == '}' || c == ']';

	if (s->in_string || s->depth > s->items_depth) {
		buf_addc(&s->item, c);
	} else if (closes || c == ',') {
		if (s->in_element && !hand_out(s))
			return TOLD_TO_STOP;
		if (!closes)
			return GO_ON;
		s->depth--;
		s->ended = s->depth == 0;
		s->in_items = false;
		buf_addc(&s->head, c);
		return GO_ON;
	} else if (s->in_element || !is_space(c)) {
		s->in_element = true;
		buf_addc(&s->item, c);
	}
	if (s->in_string) {
		if (!s->escaped && c == '"')
			s->in_string = false;
		s->escaped = !s->escaped && c == '\\';
	} else if (c == '"') {
		s->in_string = true;
	} else if (opens) {
		s->depth++;
	} else if (closes) {
		s->depth--;
	}
	return GO_ON;
}

static void take_string(struct scan *s, char c)
{
	if (!s->escaped && c == '"') {
		s->in_string = false;
		s->expects_key = false;
		return;
	}
	s->escaped = !s->escaped && c == '\\';
	if (s->depth == 1 && s->expects_key && s->key_len < sizeof(s->key))
		s->key[s->key_len++] = c;
}

/* "items" was the last key, and its value begins here. */
static bool is_items(const struct scan *s)
{
	if (s->root_array)
		return s->depth == 0;
	return s->depth == 1 && !s->expects_key && s->key_len == 5 &&
	       memcmp(s->key, "items", 5) == 0;
}

static void open_bracket(struct scan *s, char c)
{
	s->in_items = is_items(s);
	s->in_pairs = s->in_items && c == '{';
	s->has_items = s->has_items || s->in_items;
	s->expects_key = c == '{' && s->depth == 0;
	s->depth++;
	s->items_depth = s->depth;
}

static void take_mark(struct scan *s, char c)
{
	switch (c) {
	case '"':
		s->in_string = true;
		s->escaped = false;
		if (s->expects_key)
			s->key_len = 0;
		break;
	case '[':
	case '{':
		open_bracket(s, c);
		break;
	case ']':
	case '}':
		s->depth--;
		s->ended = s->depth == 0;
		break;
	case ',':
		s->expects_key = s->depth == 1;
		break;
	default:
		break;
	}
}

/* Before the opening bracket: byte order marks and white space. */
static enum verdict_of_byte take_start(struct scan *s, char c)
{
	static const char bom[] = "\xef\xbb\xbf";

	if (c == bom[s->bom]) {
		s->bom = (s->bom + 1) % 3;
		return GO_ON;
	}
	if (s->bom > 0)
		return NOT_JSON;
	if (is_space(c))
		return GO_ON;
	if (c != (s->root_array ? '[' : '{'))
		return NOT_JSON;
	s->started = true;
	buf_addc(&s->head, c);
	take_mark(s, c);
	return GO_ON;
}

static enum verdict_of_byte take_byte(struct scan *s, char c)
{
	if (c == '\0')
		return HAS_NUL;
	if (s->ended)
		return GO_ON;
	if (!s->started)
		return take_start(s, c);
	if (s->in_items)
		return take_element(s, c);
	if (!buf_addc(&s->head, c))
		return HEAD_FULL;
	if (s->in_string)
		take_string(s, c);
	else
		take_mark(s, c);
	return GO_ON;
}

static bool refuse(const struct scan *s, enum verdict_of_byte v, char c, struct err *e)
{
	if (v == NOT_JSON && c == '<')
		return err_set(e, ERR_NET,
			       _("A web page came instead of the feed: perhaps a sign-in "
				 "page of the network stands in between"));
	if (v == NOT_JSON && s->root_array)
		return err_set(e, ERR_FORMAT, _("This is no list of articles"));
	if (v == NOT_JSON)
		return err_set(e, ERR_FORMAT, _("This is no JSON Feed"));
	if (v == HAS_NUL)
		return err_set(e, ERR_FORMAT,
			       _("The feed carries bytes that are no text"));
	if (v == HEAD_FULL)
		return err_set(e, ERR_LIMIT, _("The feed's head is too large"));
	return err_set(e, ERR_CANCELLED, _("Reading was stopped"));
}

/* Most bytes stand within strings of items: takes such a run at once. */
static size_t take_run(struct scan *s, const char *p, size_t n)
{
	size_t i = 0;

	if (!s->in_element || !s->in_string || s->escaped)
		return 0;
	while (i < n && p[i] != '"' && p[i] != '\0') {
		if (p[i] == '\\' && (i + 1 == n || p[i + 1] == '\0'))
			break;
		i += p[i] == '\\' ? 2 : 1;
	}
	buf_add(&s->item, p, i);
	return i;
}

bool scan_push(struct scan *s, const char *p, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		i += take_run(s, p + i, n - i);
		if (i == n)
			break;
		enum verdict_of_byte v = take_byte(s, p[i]);

		if (v != GO_ON)
			return refuse(s, v, p[i], e);
	}
	return true;
}
