/* cmd_read.c - bantin list | show | search */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/text/clean.h>
#include <bantin/text/layout.h>
#include <bantin/text/measure.h>
#include <bantin/text/page.h>
#include <bantin/text/query.h>

#include "cli.h"
#include "json.h"

enum { LIST_PAGE = 200, WIDTH_MIN = 20, WIDTH_MAX = 500, WIDTH_READABLE = 80 };

static void row_print(const struct cli *c, const struct article_row *r)
{
	const struct document *d = &r->document;
	char day[STAMP_MAX];

	if (c->json) {
		struct json *j = json_new();
		json_int(j, "id", r->id);
		json_str(j, "portal", r->portal);
		json_str(j, "section", r->section);
		json_str(j, "title", r->title);
		json_str(j, "author", r->author);
		json_time(j, "published", r->published, false);
		json_time(j, "updated", r->updated, true);
		json_str(j, "url", r->url);
		json_flag(j, "read", r->read);
		json_int(j, "bytes", r->bytes);
		json_str(j, "number", d->number);
		json_str(j, "issued", d->issued);
		json_str(j, "issuer", d->issuer);
		json_print(j);
		return;
	}
	stamp_format(r->published, STAMP_DAY, day);
	out_line(c, "%6lld  %s  %s %s%s%s", (long long)r->id, day, r->read ? " " : "*",
		 d->number ? d->number : "", d->number ? "  " : "",
		 r->title ? r->title : "");
}

static bool list_rows(struct cli *c, const struct archive_filter *f, int64_t limit,
		      struct err *e)
{
	struct archive_place place;
	bool first = true;

	while (limit > 0) {
		struct article_row *rows;
		size_t n, want = limit < LIST_PAGE ? (size_t)limit : LIST_PAGE;
		if (!archive_rows(c->archive, f, first ? NULL : &place, true, want, &rows,
				  &n, e))
			return false;
		for (size_t i = 0; i < n; i++)
			row_print(c, &rows[i]);
		if (n > 0)
			place = (struct archive_place){rows[n - 1].published,
						       rows[n - 1].id};
		article_rows_free(rows, n);
		if (n < want)
			break;
		limit -= (int64_t)n;
		first = false;
	}
	return true;
}

bool cmd_list(struct cli *c, struct err *e)
{
	const char *section = NULL, *since = NULL, *limit = NULL, *portal = NULL;
	struct archive_filter f = {0};
	int64_t rows = 50;
	const struct option options[] = {
		{"--section", &section, NULL},
		{"--since", &since, NULL},
		{"--limit", &limit, NULL},
		{"--portal", &portal, NULL},
		{"--unread", NULL, &f.unread},
		{"--starred", NULL, &f.starred},
		{0},
	};

	if (!args_options(&c->args, options, false, e) || !args_done(&c->args, e) ||
	    !args_number(limit, "--limit", &(struct range){1, 100000000}, &rows, e))
		return false;
	if (since && !stamp_parse_loose(since, &f.since))
		return err_set(e, ERR_USAGE,
			       _("--since takes a date such as 2020-08-05 or "
				 "05/08/2020"));
	if (portal && !cli_portal(c, portal, e))
		return false;
	f.portal = portal;
	if (!cli_archive(c, ARCHIVE_READ, e))
		return false;
	char *id = section ? cli_section(c, portal, section) : NULL;
	f.section = id;
	bool ok = list_rows(c, &f, rows, e);
	free(id);
	return ok;
}

static size_t width_default(void)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= WIDTH_MIN &&
	    w.ws_col < WIDTH_READABLE)
		return w.ws_col;
	return WIDTH_READABLE;
}

static void show_text(const struct cli *c, const struct article *a, const char *section,
		      size_t width)
{
	struct layout page = {0};
	struct lines lines = {0};
	struct buf text = {0};

	page_article(a, section, &page);
	layout_lines(&page, width, &lines);
	lines_text(&lines, &text);
	out_text(c, buf_str(&text));
	buf_clear(&text);
	lines_clear(&lines);
	layout_clear(&page);
}

static void show_links(struct json *j, const struct article *a, const char *section)
{
	struct layout page = {0};

	json_list(j, "links");
	page_article(a, section, &page);
	for (size_t i = 0; i < page.link_count; i++)
		json_list_str(j, "links", page.links[i].url);
	layout_clear(&page);
	json_list(j, "attachments");
	for (size_t i = 0; i < a->attachment_count; i++) {
		struct json *item = json_new();
		json_str(item, "url", a->attachments[i].url);
		json_str(item, "title", a->attachments[i].title);
		json_str(item, "type", a->attachments[i].type);
		json_int(item, "bytes", a->attachments[i].size);
		json_list_add(j, "attachments", item);
	}
}

static void show_json(const struct article *a, const char *section)
{
	struct json *j = json_new();
	struct buf text = {0};

	page_text(a, &text);
	json_int(j, "id", a->id);
	json_str(j, "portal", a->portal);
	json_str(j, "section", a->section);
	json_str(j, "title", a->title);
	json_str(j, "author", a->author);
	json_time(j, "published", a->published, false);
	json_time(j, "updated", a->updated, true);
	json_str(j, "url", a->url);
	json_flag(j, "read", a->read);
	json_flag(j, "gone", a->gone);
	json_str(j, "image", a->image);
	json_int(j, "bytes", a->body ? (int64_t)strlen(a->body) : 0);
	json_str(j, "summary", a->summary);
	json_str(j, "text", buf_str(&text));
	json_str(j, "number", a->document.number);
	json_str(j, "issued", a->document.issued);
	json_str(j, "issuer", a->document.issuer);
	show_links(j, a, section);
	json_print(j);
	buf_clear(&text);
}

/* Of a portal read lightly only the head may be here: the text is asked for, and shown
 * without where that fails. */
static bool complete(struct cli *c, struct article *a, struct err *e)
{
	struct sync_report r;
	struct err late = {0};
	int64_t id = a->id;

	if (!a->partial || c->offline)
		return true;
	archive_close(c->archive); /* a sync opens it for writing */
	c->archive = NULL;
	if (!cli_sync(c, e))
		return false;
	if (!sync_article(c->sync, id, &late) || !sync_run(c->sync, c->stop, &late))
		complain("%s", late.text);
	else if (sync_report(c->sync, a->portal, &r) && r.error[0])
		complain("%s", r.error);
	article_clear(a);
	return archive_article(c->archive, id, a, e);
}

static bool show_article(struct cli *c, int64_t id, const char *format, size_t width,
			 struct err *e)
{
	struct article a;

	if (!cli_archive(c, ARCHIVE_READ, e) || !archive_article(c->archive, id, &a, e) ||
	    !complete(c, &a, e))
		return false;
	char *section = a.section ? archive_section_title(c->archive, a.portal, a.section)
				  : NULL;
	if (strcmp(format, "json") == 0)
		show_json(&a, section);
	else if (strcmp(format, "html") == 0)
		out_line(c, "%s", a.body ? a.body : "");
	else
		show_text(c, &a, section, width);
	free(section);
	article_clear(&a);
	return true;
}

bool cmd_show(struct cli *c, struct err *e)
{
	const char *width = NULL, *format = c->json ? "json" : "text";
	const struct option options[] = {
		{"--width", &width, NULL}, {"--format", &format, NULL}, {0}};
	int64_t id, columns = (int64_t)width_default();

	if (!args_options(&c->args, options, false, e) ||
	    !cli_id(args_next(&c->args), _("an article"), &id, e) ||
	    !args_done(&c->args, e) ||
	    !args_number(width, "--width", &(struct range){WIDTH_MIN, WIDTH_MAX},
			 &columns, e))
		return false;
	if (strcmp(format, "text") != 0 && strcmp(format, "html") != 0 &&
	    strcmp(format, "json") != 0)
		return err_set(e, ERR_USAGE, _("--format takes text, html or json"));
	return show_article(c, id, format, (size_t)columns, e);
}

/* Where the words stand in the snippet: [first, past the last] in code points. */
static void marks_json(struct json *j, const struct query *q, const char *snippet)
{
	struct match m;
	size_t n = strlen(snippet);

	json_list(j, "marks");
	for (size_t at = 0; query_mark(q, snippet, n, at, &m); at = m.end) {
		struct extent before, within;
		text_measure(snippet, m.start, NULL, &before);
		text_measure(snippet + m.start, m.end - m.start, NULL, &within);
		json_list_pair(j, "marks", (int64_t)before.points,
			       (int64_t)(before.points + within.points));
	}
}

static void hit_print(const struct cli *c, const struct hit *h, const struct query *q)
{
	char day[STAMP_MAX];

	if (c->json) {
		struct json *j = json_new();
		json_int(j, "id", h->id);
		json_str(j, "title", h->title);
		json_str(j, "snippet", h->snippet);
		marks_json(j, q, h->snippet);
		json_number(j, "rank", h->rank);
		json_print(j);
		return;
	}
	stamp_format(h->published, STAMP_DAY, day);
	out_line(c, "%6lld  %s  %s", (long long)h->id, day, h->title ? h->title : "");
	if (h->snippet && h->snippet[0])
		out_line(c, "        %s", h->snippet);
}

bool cmd_search(struct cli *c, struct err *e)
{
	const char *limit = NULL;
	const struct option options[] = {{"--limit", &limit, NULL}, {0}};
	struct archive_filter all = {0};
	struct buf words = {0}, clean = {0};
	struct hit *hits;
	int64_t most = 20;
	size_t n;

	if (!args_options(&c->args, options, false, e) ||
	    !args_number(limit, "--limit", &(struct range){1, 1000000}, &most, e))
		return false;
	if (c->args.count == 0)
		return err_set(e, ERR_USAGE,
			       _("say what to search for: bantin search WORDS"));
	for (const char *word; (word = args_next(&c->args));)
		buf_addf(&words, "%s ", word);
	text_clean(&clean, buf_str(&words), words.len, CLEAN_LINE);
	bool ok = cli_archive(c, ARCHIVE_READ, e) &&
		  archive_search(c->archive, buf_str(&clean), false, &all, (size_t)most,
				 &hits, &n, e);
	if (ok) {
		struct query q;
		query_parse(&q, buf_str(&clean), false);
		for (size_t i = 0; i < n; i++)
			hit_print(c, &hits[i], &q);
		query_clear(&q);
		if (n == 0 && !c->json)
			complain(_("nothing found for \"%s\""), buf_str(&clean));
		cli_unindexed(c);
		hits_free(hits, n);
	}
	buf_clear(&words);
	buf_clear(&clean);
	return ok;
}
