/* page.c - an article from its title to its attachments, as blocks */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/files.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>
#include <bantin/text/number.h>
#include <bantin/text/page.h>
#include <bantin/text/url.h>

#include "html_build.h"
#include "twice.h"

static const char dot[] = " · ";

static bool has(const char *s)
{
	return s && *s;
}

/* What stands before the text */

static void add_part(struct buf *line, const char *s)
{
	if (!has(s))
		return;
	if (line->len)
		buf_adds(line, dot);
	buf_adds(line, s);
}

static void add_meta(struct layout *l, struct buf *line)
{
	if (line->len)
		layout_add_text(l, ROLE_META, 0, line->s);
	buf_reset(line);
}

static void add_stamp(struct buf *line, const struct article *a)
{
	struct buf text = { 0 };
	char stamp[STAMP_MAX];

	if (a->published == STAMP_NONE)
		return;
	stamp_format(a->published, STAMP_PORTAL, stamp);
	if (a->guessed)
		buf_addf(&text, _("First seen: %s"), stamp);
	else
		buf_addf(&text, _("Published: %s"), stamp);
	add_part(line, buf_str(&text));
	buf_clear(&text);
}

static void add_piece(struct buf *out, const char *between, bool *first, const char *s)
{
	if (!has(s))
		return;
	buf_adds(out, *first ? "" : between);
	buf_adds(out, s);
	*first = false;
}

void page_document(const struct document *d, const char *between, struct buf *out)
{
	char day[STAMP_MAX];
	bool first = true;
	int64_t t;

	add_piece(out, between, &first, d->number);
	if (has(d->issued) && stamp_parse(d->issued, &t))
		add_piece(out, between, &first, stamp_format(t, STAMP_DAY, day));
	else
		add_piece(out, between, &first, d->issued);
	add_piece(out, between, &first, d->issuer);
}

static void add_document(struct buf *line, const struct document *d)
{
	struct buf words = { 0 };

	page_document(d, dot, &words);
	if (has(d->number))
		buf_addf(line, _("No. %s"), buf_str(&words));
	else
		buf_adds(line, buf_str(&words));
	buf_clear(&words);
}

/* Whether the body's first words are the summary's, as far as that goes: some portals cut
 * their summaries from the text and put an ellipsis there. */
static bool begins_with(const char *body, const char *summary)
{
	size_t n = strlen(summary);

	for (;;) {
		while (n && strchr(" .[]", summary[n - 1]))
			n--;
		if (n < 3 || strncmp(summary + n - 3, "…", 3) != 0)
			break;
		n -= 3;
	}
	while (n) {
		size_t blank = strspn(summary, " \n");

		if (blank) {
			if (!strspn(body, " \n"))
				return false;
			summary += blank < n ? blank : n;
			n -= blank < n ? blank : n;
			body += strspn(body, " \n");
			continue;
		}
		if (*body++ != *summary++)
			return false;
		n--;
	}
	return true;
}

static bool body_says(const struct layout *l, size_t from, const char *summary)
{
	struct buf text = { 0 };
	bool says;

	for (size_t i = from; i < l->count && text.len <= strlen(summary); i++) {
		if (!l->blocks[i].text || l->blocks[i].role == ROLE_IMAGE)
			continue;
		if (text.len)
			buf_addc(&text, ' ');
		buf_adds(&text, l->blocks[i].text);
	}
	says = begins_with(buf_str(&text), summary);
	buf_clear(&text);
	return says;
}

/* The body */

/* Paragraphs of plain text lie between blank lines; single newlines stay. */
static void plain_layout(const char *s, struct layout *l)
{
	while (*s) {
		const char *end;
		size_t n;
		char *text;

		s += strspn(s, "\n");
		if (!*s)
			return;
		end = strstr(s, "\n\n");
		n = end ? (size_t)(end - s) : strlen(s);
		text = mem_strn(s, n);
		while (n && (text[n - 1] == '\n' || text[n - 1] == ' '))
			text[--n] = '\0';
		if (n)
			layout_add(l, ROLE_PARAGRAPH, 0)->text = text;
		else
			free(text);
		s += end ? (size_t)(end - s) : strlen(s);
	}
}

static void body_layout(const struct article *a, bool numbers, struct layout *l)
{
	size_t from = l->count;

	if (!has(a->body))
		return;
	if (a->body_kind == BODY_TEXT)
		plain_layout(a->body, l);
	else
		html_blocks(a->body, strlen(a->body), a->url, numbers, l);
	layout_once(l, from, a->title);
}

/* Takes the title out of the body's beginning, where some portals repeat it. */
static void drop_title(struct layout *l, size_t from, const char *title)
{
	struct block first;

	if (from >= l->count || !has(title) || !l->blocks[from].text ||
	    !text_same(l->blocks[from].text, title))
		return;
	first = l->blocks[from];
	memmove(l->blocks + from, l->blocks + from + 1,
		(l->count - from - 1) * sizeof *l->blocks);
	l->blocks[l->count - 1] = first;
	layout_cut(l, l->count - 1);
}

/* What stands behind it */

static void add_note(struct layout *l, size_t number, const char *text)
{
	struct block *b = layout_add_text(l, ROLE_NOTE, 0, text);
	char marker[32];

	snprintf(marker, sizeof marker, "[%zu]", number);
	b->marker = mem_str(marker);
}

static void add_links(struct layout *l)
{
	if (!l->link_count)
		return;
	layout_add_text(l, ROLE_HEADING, 3, _("Links"));
	for (size_t i = 0; i < l->link_count; i++)
		add_note(l, i + 1, l->links[i].url);
}

/* "Thông báo số 05/TB-UBND (PDF, 120,5 kB)" and below it the address. number: of one that
 * has none. */
static void add_attachment(struct layout *l, const struct attachment *at,
			   const char *base, size_t number)
{
	char *url = has(at->url) ? url_resolve(base, at->url) : NULL;
	const char *type = file_type_name(at->type) ? file_type_name(at->type) : at->type;
	char size[NUMBER_MAX];
	struct buf text = { 0 };

	buf_adds(&text, has(at->title) ? at->title : has(url) ? url : _("Attachment"));
	if (has(type) || at->size >= 0) {
		buf_adds(&text, " (");
		buf_adds(&text, has(type) ? type : "");
		buf_adds(&text, has(type) && at->size >= 0 ? ", " : "");
		buf_adds(&text, at->size >= 0 ? number_size(at->size, size) : "");
		buf_adds(&text, ")");
	}
	if (has(url) && has(at->title)) {
		buf_addc(&text, '\n');
		buf_adds(&text, url);
	}
	add_note(l, has(url) ? layout_link(l, url) : number, buf_str(&text));
	buf_clear(&text);
	free(url);
}

static void add_attachments(struct layout *l, const struct article *a)
{
	if (!a->attachment_count)
		return;
	layout_add_text(l, ROLE_HEADING, 3, _("Attachments"));
	for (size_t i = 0, links = l->link_count; i < a->attachment_count; i++)
		add_attachment(l, &a->attachments[i], a->url, links + i + 1);
}

/* Puts the lead before the body, which stands from block `from` on. */
static void add_lead(struct layout *l, size_t from, const char *summary)
{
	struct block lead;

	if (!has(summary) || body_says(l, from, summary))
		return;
	layout_add_text(l, ROLE_LEAD, 0, summary);
	lead = l->blocks[l->count - 1];
	memmove(l->blocks + from + 1, l->blocks + from,
		(l->count - 1 - from) * sizeof *l->blocks);
	l->blocks[from] = lead;
}

void page_article(const struct article *a, const char *section, struct layout *l)
{
	struct buf line = { 0 };
	size_t from;

	layout_clear(l);
	if (has(a->title))
		layout_add_text(l, ROLE_TITLE, 0, a->title);
	add_part(&line, section);
	add_stamp(&line, a);
	add_part(&line, a->author);
	add_meta(l, &line);
	add_document(&line, &a->document);
	add_meta(l, &line);
	if (a->gone)
		layout_add_text(l, ROLE_META, 0,
				_("The portal does not show this article any more."));
	buf_clear(&line);
	from = l->count;
	body_layout(a, true, l);
	drop_title(l, from, a->title);
	add_lead(l, from, a->summary);
	if (a->partial)
		layout_add_text(l, ROLE_META, 0,
				_("The text has not been fetched yet."));
	add_links(l);
	add_attachments(l, a);
}

void page_preview(const struct draft *d, const char *section, struct attachment *files,
		  size_t file_count, struct layout *l)
{
	struct buf html = { 0 };

	if (has(d->body))
		markdown_html(d->body, strlen(d->body), &html);
	struct article a = {
		.title = d->title, .summary = d->summary, .author = d->author,
		.published = STAMP_NONE, .body = html.s, .body_kind = BODY_HTML,
		.attachments = files, .attachment_count = file_count,
	};
	page_article(&a, section, l);
	buf_clear(&html);
}

void page_draft(const struct draft *d, const char *section, struct layout *l)
{
	struct buf line = { 0 };
	size_t from;

	layout_clear(l);
	if (has(d->title))
		layout_add_text(l, ROLE_TITLE, 0, d->title);
	add_part(&line, section);
	add_part(&line, d->author);
	add_meta(l, &line);
	buf_clear(&line);
	from = l->count;
	if (has(d->body))
		markdown_layout(d->body, strlen(d->body), l);
	add_lead(l, from, d->summary);
	add_links(l);
}

void page_text(const struct article *a, struct buf *out)
{
	struct layout l = { 0 };

	body_layout(a, false, &l);
	layout_text(&l, out);
	layout_clear(&l);
}
