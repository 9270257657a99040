/* template.c - a template's names and dates filled in, its two columns laid out */
#include <bantin/text/template.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/case.h>
#include <bantin/text/measure.h>
#include <bantin/text/wrap.h>

enum {
	NAME_MAX_LEN = 24,	/* of a name in braces */
	LEFT_COLS = 32,
	GAP_COLS = 2,
	RIGHT_COLS = 40
};

void agency_clear(struct agency *a)
{
	free(a->name);
	free(a->parent);
	free(a->place);
	free(a->abbreviation);
	*a = (struct agency){0};
}

/* --- names ------------------------------------------------------------------------ */

/* "08/08/2020" as "ngày 08 tháng 8 năm 2020": the months 1 and 2 keep their zero. */
static void add_long_date(struct buf *out, const char *day)
{
	bool zero = day[3] == '0' && day[4] > '2';

	buf_addf(out, "ngày %.2s tháng %.*s năm %s", day, zero ? 1 : 2,
		 day + 3 + zero, day + 6);
}

static void add_known(struct buf *out, const char *value, const char *missing)
{
	buf_adds(out, value && *value ? value : missing);
}

/* A commune whose agency stands under no other has one line less in its head. */
static void add_parent(struct buf *out, const struct agency *a)
{
	bool known = a->name && *a->name;

	add_known(out, a->parent, known ? "" : "[cơ quan cấp trên]");
}

static bool add_value(struct buf *out, const char *name, const struct agency *a,
		      const char *day)
{
	if (strcmp(name, "co_quan") == 0)
		add_known(out, a->name, "[cơ quan]");
	else if (strcmp(name, "co_quan_cap_tren") == 0)
		add_parent(out, a);
	else if (strcmp(name, "dia_danh") == 0)
		add_known(out, a->place, "[địa danh]");
	else if (strcmp(name, "viet_tat") == 0)
		add_known(out, a->abbreviation, "[viết tắt]");
	else if (strcmp(name, "ngay") == 0)
		add_long_date(out, day);
	else if (strcmp(name, "ngay_ngan") == 0)
		buf_adds(out, day);
	else if (strcmp(name, "nam") == 0)
		buf_adds(out, day + 6);
	else if (strcmp(name, "so") == 0)
		buf_adds(out, "……");
	else
		return false;
	return true;
}

/* The name in braces at s in small letters, and its bytes with them; 0: it is none. */
static size_t name_at(const char *s, size_t n, char name[NAME_MAX_LEN], bool *capitals)
{
	size_t i = 1;

	*capitals = n > 1 && s[1] >= 'A' && s[1] <= 'Z';
	for (; i < n && i < NAME_MAX_LEN; i++) {
		bool capital = s[i] >= 'A' && s[i] <= 'Z';
		if (!capital && s[i] != '_' && (s[i] < 'a' || s[i] > 'z'))
			break;
		name[i - 1] = (char)(capital ? s[i] | 0x20 : s[i]);
	}
	if (i >= n || i == NAME_MAX_LEN || s[i] != '}')
		return 0;
	name[i - 1] = '\0';
	return i + 1;
}

static void fill_names(struct buf *out, const char *s, size_t n, const struct agency *a,
		       const char *day)
{
	char name[NAME_MAX_LEN];
	bool capitals;

	for (size_t i = 0, len; i < n; i += len) {
		struct buf value = {0};
		len = s[i] == '{' ? name_at(s + i, n - i, name, &capitals) : 0;
		if (len && add_value(&value, name, a, day)) {
			if (capitals)
				text_case(out, buf_str(&value), value.len, CASE_UPPER);
			else
				buf_add(out, buf_str(&value), value.len);
		} else {
			buf_addc(out, s[i]);
			len = 1;
		}
		buf_clear(&value);
	}
}

/* --- two columns ------------------------------------------------------------------ */

struct column {
	size_t columns;
	struct buf text;	/* its lines, of exactly so many columns each */
	size_t lines, taken;	/* taken: bytes of them that are out already */
	struct wrap wrap;	/* scratch */
};

static void column_line(struct column *c, const char *s, size_t n, bool margin)
{
	size_t taken = text_columns(s, n);
	size_t room = taken < c->columns ? c->columns - taken : 0;
	size_t left = margin ? 0 : room / 2;

	buf_fill(&c->text, ' ', left);
	buf_add(&c->text, s, n);
	buf_fill(&c->text, ' ', room - left);
	buf_addc(&c->text, '\n');
	c->lines++;
}

static void column_add(struct column *c, const char *s, size_t n, bool margin)
{
	text_wrap(&c->wrap, s, n, c->columns, c->columns);
	for (size_t i = 0; i < c->wrap.count; i++) {
		const struct wrap_line *l = &c->wrap.lines[i];
		column_line(c, s + l->start, l->end - l->start, margin);
	}
}

static void column_take(struct column *c, struct buf *out)
{
	const char *s = buf_str(&c->text) + c->taken;
	size_t n = strcspn(s, "\n");

	if (*s) {
		buf_add(out, s, n);
		c->taken += n + 1;
	} else {
		buf_fill(out, ' ', c->columns);
	}
}

/* Both columns line by line, without blanks at the ends. */
static void columns_out(struct column side[2], struct buf *out)
{
	size_t lines = side[0].lines > side[1].lines ? side[0].lines : side[1].lines;

	while (lines-- > 0) {
		column_take(&side[0], out);
		buf_fill(out, ' ', GAP_COLS);
		column_take(&side[1], out);
		while (out->len && out->s[out->len - 1] == ' ')
			buf_cut(out, out->len - 1);
		buf_addc(out, '\n');
	}
	for (int i = 0; i < 2; i++) {
		buf_reset(&side[i].text);
		side[i].lines = side[i].taken = 0;
	}
}

/* Where "||" or "|:" stands in a line; n: in none. */
static size_t bar_of(const char *s, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (s[i] == '|' && (s[i + 1] == '|' || s[i + 1] == ':'))
			return i;
	return n;
}

static void trim(const char **s, size_t *n)
{
	while (*n && (*s)[*n - 1] == ' ')
		--*n;
	while (*n && **s == ' ') {
		++*s;
		--*n;
	}
}

struct filling {
	const struct agency *a;
	char day[STAMP_MAX];
	struct column side[2];
	bool code;		/* within lines of two columns */
	struct buf *out;
};

static void add_side(struct filling *f, struct column *c, const char *s, size_t n,
		     bool margin)
{
	struct buf text = {0};

	trim(&s, &n);
	fill_names(&text, s, n, f->a, f->day);
	if (text.len > 0 || n == 0)
		column_add(c, buf_str(&text), text.len, margin);
	buf_clear(&text);
}

static void add_row(struct filling *f, const char *s, size_t n, size_t bar)
{
	bool margin = s[bar + 1] == ':';

	if (!f->code)
		buf_adds(f->out, "```\n");
	f->code = true;
	if (strspn(s, " |:") >= n) {
		columns_out(f->side, f->out);
		buf_addc(f->out, '\n');
		return;
	}
	add_side(f, &f->side[0], s, bar, margin);
	add_side(f, &f->side[1], s + bar + 2, n - bar - 2, false);
}

static void end_code(struct filling *f)
{
	if (!f->code)
		return;
	columns_out(f->side, f->out);
	buf_adds(f->out, "```\n");
	f->code = false;
}

void template_fill(const char *text, const struct agency *a, int64_t now, struct buf *out)
{
	static const struct agency nobody;
	struct filling f = {
		.a = a ? a : &nobody,
		.side = {{.columns = LEFT_COLS}, {.columns = RIGHT_COLS}},
		.out = out,
	};

	stamp_format(now, STAMP_DAY, f.day);
	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		size_t bar = bar_of(text, n);
		if (bar < n) {
			add_row(&f, text, n, bar);
			continue;
		}
		end_code(&f);
		fill_names(out, text, n, f.a, f.day);
		if (text[n] == '\n')
			buf_addc(out, '\n');
	}
	end_code(&f);
	for (int i = 0; i < 2; i++) {
		buf_clear(&f.side[i].text);
		wrap_clear(&f.side[i].wrap);
	}
}
