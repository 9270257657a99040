/* draft_text.c - a draft as a text for elsewhere, and back */
#include <bantin/text/import.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>
#include <bantin/text/page.h>

enum { HEADS = 4, PLAIN_COLUMNS = 80 };

static const char *const head_names[HEADS] = {"Section:", "Author:", "Tags:", "Summary:"};

static const char *head_text(const struct draft *d, size_t i)
{
	const char *const heads[HEADS] = {d->section, d->author, d->tags, d->summary};

	return heads[i] ? heads[i] : "";
}

static char **head_slot(struct draft *d, size_t i)
{
	char **const heads[HEADS] = {&d->section, &d->author, &d->tags, &d->summary};

	return heads[i];
}

void draft_markdown(const struct draft *d, struct buf *out)
{
	bool any = false;

	if (d->title && *d->title)
		buf_addf(out, "# %s\n\n", d->title);
	for (size_t i = 0; i < HEADS; i++) {
		const char *s = head_text(d, i);
		if (!*s)
			continue;
		buf_addf(out, "%s ", head_names[i]);
		for (; *s; s++)
			buf_adds(out, *s == '\n' ? "\n\t" : (char[]){*s, '\0'});
		buf_addc(out, '\n');
		any = true;
	}
	if (any)
		buf_addc(out, '\n');
	if (!d->body || !*d->body)
		return;
	buf_adds(out, d->body);
	if (d->body[strlen(d->body) - 1] != '\n')
		buf_addc(out, '\n');
}

/* A line "Section: …" with the lines that go on from it; the bytes of them, 0: none. */
static size_t head_read(struct draft *d, const char *s, size_t n)
{
	struct buf text = {0};
	size_t i = 0, at;

	while (i < HEADS && (n < strlen(head_names[i]) ||
			     strncmp(s, head_names[i], strlen(head_names[i])) != 0))
		i++;
	if (i == HEADS)
		return 0;
	for (at = strlen(head_names[i]); at < n && s[at] == ' ';)
		at++;
	for (; at < n && !(s[at] == '\n' && (at + 1 == n || s[at + 1] != '\t')); at++)
		if (at == 0 || s[at] != '\t' || s[at - 1] != '\n')
			buf_addc(&text, s[at]);
	mem_set(head_slot(d, i), buf_str(&text));
	buf_clear(&text);
	return at < n ? at + 1 : at;
}

void draft_read(struct draft *d, const char *s, size_t n)
{
	struct buf title = {0};
	size_t at = markdown_title(s, n, &title), heads = at;

	if (at)
		mem_set(&d->title, buf_str(&title));
	/* without a title such lines are the writer's own */
	for (size_t len = at; at && len; heads += len)
		len = head_read(d, s + heads, n - heads);
	if (heads > at && heads < n && s[heads] == '\n')
		heads++;
	free(d->body);
	d->body = mem_strn(s + heads, n - heads);
	buf_clear(&title);
}

void draft_import(struct draft *d, const char *s, size_t n, enum import_form form)
{
	/* "## " is how its first heading came */
	size_t skip = form == IMPORT_HTML && n > 3 && strncmp(s, "## ", 3) == 0;

	if (form == IMPORT_PLAIN)
		mem_set(&d->body, s);
	else
		draft_read(d, s + skip, n - skip);
}

static void put_paragraph(struct buf *out, const char *tag, const char *s)
{
	if (!s || !*s)
		return;
	buf_addf(out, "<%s>", tag);
	html_escape(out, s, strlen(s));
	buf_addf(out, "</%s>\n", tag);
}

void draft_html(const struct draft *d, struct buf *out)
{
	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n");
	put_paragraph(out, "title", d->title);
	buf_adds(out, "</head>\n<body>\n");
	put_paragraph(out, "h1", d->title);
	put_paragraph(out, "p", d->summary);
	if (d->body)
		markdown_html(d->body, strlen(d->body), out);
	buf_adds(out, "</body>\n</html>\n");
}

void draft_plain(const struct draft *d, const char *section, size_t columns,
		 struct buf *out)
{
	struct layout l = {0};
	struct lines lines = {0};

	page_draft(d, section, &l);
	layout_lines(&l, columns, &lines);
	lines_text(&lines, out);
	lines_clear(&lines);
	layout_clear(&l);
}

void draft_export(const struct draft *d, enum import_form form, const char *section,
		  struct buf *out)
{
	if (form == IMPORT_MARKDOWN)
		draft_markdown(d, out);
	else if (form == IMPORT_HTML)
		draft_html(d, out);
	else
		draft_plain(d, section, PLAIN_COLUMNS, out);
}
