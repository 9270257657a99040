/* layout_markdown.c - a layout back to Markdown: HTML that is imported */
#include <stdlib.h>
#include <string.h>

#include <bantin/text/markdown.h>

/* What stands before each line of the block being written, and its links. */
struct writer {
	struct buf *out;
	const struct layout *l;
	struct buf edge;
};

static void put(struct writer *w, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool tag = s[i] == '<' && i + 1 < n && strchr("/!?", s[i + 1]);
		bool name = s[i] == '<' && i + 1 < n && (s[i + 1] | 0x20) >= 'a' &&
			    (s[i + 1] | 0x20) <= 'z';
		if (tag || name)
			buf_addc(w->out, '\\');
		if (s[i] == '\n') {
			buf_adds(w->out, "  \n");
			buf_adds(w->out, buf_str(&w->edge));
		} else {
			buf_addc(w->out, s[i]);
		}
	}
}

/* The number k of a "[k]" at s that a link has, and its bytes; 0: it is none. */
static size_t link_number(const struct layout *l, const char *s, size_t n, size_t *len)
{
	size_t k = 0, i = 1;

	if (n < 3 || s[0] != '[')
		return 0;
	while (i < n && i < 7 && s[i] >= '0' && s[i] <= '9')
		k = k * 10 + (size_t)(s[i++] - '0');
	*len = i + 1;
	return i > 1 && i < n && s[i] == ']' && k <= l->link_count ? k : 0;
}

static void put_url(struct writer *w, const char *url)
{
	for (; *url; url++)
		if (strchr("()<> \\", *url))
			buf_addf(w->out, "%%%02X", (unsigned)(unsigned char)*url);
		else
			buf_addc(w->out, *url);
}

static void put_link(struct writer *w, const char *s, size_t n, size_t k)
{
	const char *url = w->l->links[k - 1].url;

	while (n && s[n - 1] == ' ')
		n--;
	if (strlen(url) == n && memcmp(url, s, n) == 0) {
		buf_addc(w->out, '<');
		put_url(w, url);
		buf_addc(w->out, '>');
		return;
	}
	buf_addc(w->out, '[');
	put(w, s, n);
	buf_adds(w->out, "](");
	put_url(w, url);
	buf_addc(w->out, ')');
}

/* Link text, in which each link ends with its number. */
static void put_links(struct writer *w, const char *s, size_t n)
{
	size_t from = 0, len;

	for (size_t i = 0; i < n; i++) {
		size_t k = link_number(w->l, s + i, n - i, &len);
		if (!k)
			continue;
		put_link(w, s + from, i - from, k);
		i += len - 1;
		from = i + 1;
	}
	put(w, s + from, n - from);
}

static void put_text(struct writer *w, const struct block *b)
{
	size_t at = 0, len = strlen(b->text);

	for (size_t i = 0; i < b->run_count;) {
		size_t start = b->runs[i].start, end = b->runs[i].end;
		if (!(b->runs[i++].style & STYLE_LINK))
			continue;
		while (i < b->run_count && b->runs[i].start == end &&
		       (b->runs[i].style & STYLE_LINK))
			end = b->runs[i++].end;
		put(w, b->text + at, start - at);
		put_links(w, b->text + start, end - start);
		at = end;
	}
	put(w, b->text + at, len - at);
}

/* Cells have no runs: their links stand behind their numbers. */
static void put_cell(struct writer *w, const char *s)
{
	size_t n = strlen(s), len;

	for (size_t i = 0; i < n; i++) {
		size_t k = link_number(w->l, s + i, n - i, &len);
		if (k) {
			buf_addc(w->out, '<');
			put_url(w, w->l->links[k - 1].url);
			buf_addc(w->out, '>');
			i += len - 1;
		} else if (s[i] == '\n') {
			buf_addc(w->out, ' ');
		} else {
			put(w, s + i, 1);
		}
	}
}

static void put_table(struct writer *w, const struct table *t)
{
	for (size_t r = 0; r < t->count; r++) {
		const char *gap = "- ";

		for (size_t c = 0; c < t->rows[r].count; c++) {
			const struct cell *cell = &t->rows[r].cells[c];
			if (!*cell->text)
				continue;
			buf_adds(w->out, gap);
			put_cell(w, cell->text);
			gap = " | ";
		}
		if (gap[0] == ' ' && r + 1 < t->count) {
			buf_addc(w->out, '\n');
			buf_adds(w->out, buf_str(&w->edge));
		}
	}
}

static void put_code(struct writer *w, const char *s)
{
	buf_adds(w->out, "```\n");
	for (size_t n; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		buf_adds(w->out, buf_str(&w->edge));
		buf_add(w->out, s, n);
		buf_addc(w->out, '\n');
	}
	buf_adds(w->out, buf_str(&w->edge));
	buf_adds(w->out, "```");
}

static bool is_item(const struct block *b)
{
	return b->role == ROLE_ITEM && b->marker && *b->marker;
}

/* Items keep "-" and "3."; letters and Roman numerals are none of Markdown's. */
static void put_marker(struct writer *w, const char *marker)
{
	size_t digits = strspn(marker, "0123456789");

	if (digits && strcmp(marker + digits, ".") == 0)
		buf_adds(w->out, marker);
	else if (marker[0] && marker[1] == '.')
		buf_addf(w->out, "- %s", marker);
	else
		buf_addc(w->out, '-');
	buf_addc(w->out, ' ');
}

/* Four blanks a level are enough for "10. " and few enough for "- ". */
static void set_edge(struct writer *w, const struct block *b, unsigned level)
{
	buf_reset(&w->edge);
	for (size_t q = b->quote; q > 0; q--)
		buf_adds(&w->edge, "> ");
	buf_fill(&w->edge, ' ', (size_t)level * 4);
}

static void put_block(struct writer *w, const struct block *b)
{
	if (b->role == ROLE_HEADING)
		buf_adds(w->out, b->level > 2 ? "### " : "## ");
	if (b->role == ROLE_RULE)
		buf_adds(w->out, "---");
	else if (b->table)
		put_table(w, b->table);
	else if (b->text && b->role == ROLE_CODE)
		put_code(w, b->text);
	else if (b->text)
		put_text(w, b);
}

/* How deep lists are open; an item may only be one deeper than the one before. */
static unsigned depth_of(const struct block *b, unsigned open)
{
	unsigned level = b->role == ROLE_ITEM || b->role == ROLE_CODE ||
					 b->role == ROLE_TABLE || b->role == ROLE_IMAGE ||
					 b->role == ROLE_CAPTION
				 ? b->level
				 : 0;
	unsigned most = is_item(b) ? open + 1 : open;

	return level < most ? level : most;
}

/* Ends the block before; an empty line between, but for item after item. */
static void put_gap(struct writer *w, const struct block *last, const struct block *b)
{
	bool tight = is_item(b) && is_item(last) && last->quote == b->quote;

	buf_addc(w->out, '\n');
	if (tight)
		return;
	for (size_t q = b->quote < last->quote ? b->quote : last->quote; q > 0; q--)
		buf_adds(w->out, q > 1 ? "> " : ">");
	buf_addc(w->out, '\n');
}

void layout_markdown(const struct layout *l, struct buf *out)
{
	struct writer w = {.out = out, .l = l};
	const struct block *last = NULL;
	unsigned open = 0;

	for (size_t i = 0; i < l->count; i++) {
		const struct block *b = &l->blocks[i];
		bool item = is_item(b);

		if (!b->table && b->role != ROLE_RULE && (!b->text || !*b->text))
			continue;
		open = depth_of(b, open);
		if (last)
			put_gap(&w, last, b);
		set_edge(&w, b, item && open ? open - 1 : open);
		buf_adds(out, buf_str(&w.edge));
		if (item)
			put_marker(&w, b->marker);
		set_edge(&w, b, open);
		put_block(&w, b);
		last = b;
	}
	if (last)
		buf_addc(out, '\n');
	buf_clear(&w.edge);
}

size_t markdown_title(const char *s, size_t n, struct buf *title)
{
	size_t end, from = 2;

	if (n < 3 || s[0] != '#' || s[1] != ' ')
		return 0;
	for (end = from; end < n && s[end] != '\n';)
		end++;
	buf_add(title, s + from, end - from);
	while (end < n && s[end] == '\n')
		end++;
	return end;
}
