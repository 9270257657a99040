/* history.c - the undo log as bytes, to be kept beside the text it belongs to */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/utf8.h>

/*
 * magic, format version, sum of the text (8 bytes); count, done; the changes, oldest
 * first; sum of all before (8 bytes). Numbers are seven bits a byte, low ones first, the
 * eighth bit set where more follow; sums are FNV-1a, low byte first.
 */
static const char magic[] = "BTUL";
enum { FORMAT = 1, SUM_BYTES = 8, HEAD_BYTES = 4 + 1 + SUM_BYTES };
enum { FLAG_JOINED = 4 };	/* beside the kind */

/* --- writing ---------------------------------------------------------------------- */

static void put_sum(struct buf *out, uint64_t sum)
{
	for (int i = 0; i < SUM_BYTES; i++)
		buf_addc(out, (char)(unsigned char)(sum >> (8 * i)));
}

static void put_number(struct buf *out, uint64_t n)
{
	for (; n > 127; n >>= 7)
		buf_addc(out, (char)(unsigned char)(n | 128));
	buf_addc(out, (char)(unsigned char)n);
}

static void put_pos(struct buf *out, struct edit_pos p)
{
	put_number(out, p.line);
	put_number(out, p.byte);
}

static void put_change(struct buf *out, const struct change *c, bool joined)
{
	put_number(out, (uint64_t)c->kind | (joined ? FLAG_JOINED : 0));
	put_pos(out, c->from);
	put_pos(out, c->before);
	put_pos(out, c->after);
	put_number(out, c->removed_len);
	buf_add(out, c->removed, c->removed_len);
	put_number(out, c->inserted_len);
	buf_add(out, c->inserted, c->inserted_len);
}

/* The first change of the last groups that may be kept. */
static size_t first_kept(const struct undo_log *u, size_t count)
{
	size_t bytes = 0, groups = 0, first = count;
	for (size_t i = count; i-- > 0;) {
		const struct change *c = &u->list[i];
		bytes += sizeof(*c) + c->removed_len + c->inserted_len;
		if (bytes > EDIT_HISTORY_BYTES)
			break;
		if (c->joined)
			continue;
		first = i;
		if (++groups == EDIT_HISTORY_GROUPS)
			break;
	}
	return first;
}

/* The change that leads from one text to the other; its strings are borrowed. */
static struct change step_between(const struct buf *now, const char *to, size_t n)
{
	const char *from = buf_str(now);
	struct differing d = texts_differ(from, now->len, to, n);
	struct edit_pos at = pos_after((struct edit_pos){0, 0}, from, d.from);
	return (struct change){.kind = CHANGE_OTHER, .from = at, .after = at,
			       .removed = (char *)from + d.from,
			       .removed_len = d.old_to - d.from,
			       .inserted = (char *)to + d.from,
			       .inserted_len = d.new_to - d.from};
}

void edit_history_save(const struct edit *e, const char *stored, size_t n,
		       struct buf *out)
{
	const struct undo_log *u = &e->undo;
	struct buf now = {0};
	edit_text(e, &now);
	bool same = now.len == n && !memcmp(buf_str(&now), stored, n);
	size_t count = same ? u->count : u->done, first = first_kept(u, count);
	bool empty = first > u->done || (first == count && same);
	size_t start = out->len;
	if (!empty) {
		buf_add(out, magic, sizeof(magic) - 1);
		buf_addc(out, FORMAT);
		put_sum(out, sum_of(stored, n));
		put_number(out, count - first + !same);
		put_number(out, u->done - first + !same);
		for (size_t i = first; i < count; i++)
			put_change(out, &u->list[i], u->list[i].joined);
	}
	if (!empty && !same) {
		struct change c = step_between(&now, stored, n);
		c.before = e->cursor;
		put_change(out, &c, first < count);
	}
	if (!empty)
		put_sum(out, sum_of(out->s + start, out->len - start));
	buf_clear(&now);
}

/* --- reading ---------------------------------------------------------------------- */

struct reader {
	const char *at, *end;
	bool bad;
};

static uint64_t get_sum(const char *s)
{
	uint64_t sum = 0;
	for (int i = 0; i < SUM_BYTES; i++)
		sum |= (uint64_t)(unsigned char)s[i] << (8 * i);
	return sum;
}

static size_t get_number(struct reader *r)
{
	uint64_t n = 0;
	for (int shift = 0; shift < 63 && r->at < r->end; shift += 7) {
		unsigned char c = (unsigned char)*r->at++;
		n |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			return n < SIZE_MAX ? (size_t)n : SIZE_MAX;
	}
	r->bad = true;
	return 0;
}

static struct edit_pos get_pos(struct reader *r)
{
	struct edit_pos p;
	p.line = get_number(r);
	p.byte = get_number(r);
	return p;
}

/* Text as a line may hold it, newlines between. */
static bool is_text(const char *s, size_t n, bool single)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c == 127 || (c < ' ' && c != '\t' && (c != '\n' || single)))
			return false;
	}
	return utf8_valid(s, n);
}

static char *get_text(struct reader *r, size_t *n, bool single)
{
	*n = get_number(r);
	if (r->bad || *n > (size_t)(r->end - r->at) || !is_text(r->at, *n, single)) {
		r->bad = true;
		*n = 0;
	}
	char *s = mem_strn(r->at, *n);
	r->at += *n;
	return s;
}

static void get_change(struct reader *r, struct change *c, bool single)
{
	size_t kind = get_number(r);
	c->joined = kind & FLAG_JOINED;
	kind &= FLAG_JOINED - 1;
	r->bad |= kind > CHANGE_OTHER;
	c->kind = r->bad ? CHANGE_OTHER : (enum change_kind)kind;
	c->from = get_pos(r);
	c->before = get_pos(r);
	c->after = get_pos(r);
	c->removed = get_text(r, &c->removed_len, single);
	c->inserted = get_text(r, &c->inserted_len, single);
}

static bool is_ours(const struct edit *e, const char *s, size_t n)
{
	struct buf text = {0};
	if (n < HEAD_BYTES + SUM_BYTES || memcmp(s, magic, sizeof(magic) - 1) != 0 ||
	    s[sizeof(magic) - 1] != FORMAT ||
	    get_sum(s + n - SUM_BYTES) != sum_of(s, n - SUM_BYTES))
		return false;
	edit_text(e, &text);
	bool fits = get_sum(s + sizeof(magic)) == sum_of(buf_str(&text), text.len);
	buf_clear(&text);
	return fits;
}

bool edit_history_load(struct edit *e, const void *bytes, size_t n)
{
	struct undo_log *u = &e->undo;
	const char *s = bytes;
	undo_clear(u);
	if (!s || !is_ours(e, s, n))
		return false;
	struct reader r = {s + HEAD_BYTES, s + n - SUM_BYTES, false};
	size_t count = get_number(&r), done = get_number(&r);
	for (size_t i = 0; i < count && !r.bad; i++) {
		struct change c = {.joined = false};
		get_change(&r, &c, e->single);
		undo_closed_push(u, &c);
	}
	if (r.bad || done > count || r.at != r.end) {
		undo_clear(u);
		return false;
	}
	u->done = done;
	return true;
}
