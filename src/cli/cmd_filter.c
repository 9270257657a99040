/* cmd_filter.c - bantin fold | wrap | clean | render: the text library as filters */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/html.h>
#include <bantin/text/layout.h>
#include <bantin/text/markdown.h>
#include <bantin/text/wrap.h>

#include "cli.h"

enum { FILTER_MAX = 64 << 20, COLUMNS_MIN = 10, COLUMNS_MAX = 1000, COLUMNS = 80 };

static bool input_clean(struct buf *out, struct err *e)
{
	struct buf raw = {0};
	bool ok = file_read_fd(STDIN_FILENO, FILTER_MAX, &raw, e);

	if (ok)
		text_clean(out, buf_str(&raw), raw.len, CLEAN_TEXT);
	buf_clear(&raw);
	return ok;
}

static void output(const struct cli *c, const struct buf *b)
{
	if (c->ascii)
		out_text(c, buf_str(b));
	else if (b->len > 0)
		fwrite(b->s, 1, b->len, stdout);
}

/* -w N, at the place of --width N. */
static bool width_option(struct cli *c, const char **from, size_t *columns, struct err *e)
{
	const char *width = NULL;
	const struct option options[] = {{"-w", &width, NULL},
					 {"--width", &width, NULL},
					 {from ? "--from" : NULL, from, NULL},
					 {0}};
	int64_t n = COLUMNS;

	if (!args_options(&c->args, options, false, e) || !args_done(&c->args, e) ||
	    !args_number(width, "-w", &(struct range){COLUMNS_MIN, COLUMNS_MAX}, &n, e))
		return false;
	*columns = (size_t)n;
	return true;
}

bool cmd_clean(struct cli *c, struct err *e)
{
	struct buf text = {0};
	bool ok = args_done(&c->args, e) && input_clean(&text, e);

	if (ok)
		output(c, &text);
	buf_clear(&text);
	return ok;
}

bool cmd_fold(struct cli *c, struct err *e)
{
	struct buf text = {0}, key = {0};
	bool ok = args_done(&c->args, e) && input_clean(&text, e);

	if (ok) {
		text_fold(&key, buf_str(&text), text.len);
		output(c, &key);
	}
	buf_clear(&text);
	buf_clear(&key);
	return ok;
}

static void paragraph_wrap(struct wrap *w, const char *s, size_t n, size_t columns,
			   struct buf *out)
{
	text_wrap(w, s, n, columns, columns);
	for (size_t i = 0; i < w->count; i++) {
		buf_add(out, s + w->lines[i].start, w->lines[i].end - w->lines[i].start);
		buf_addc(out, '\n');
	}
}

bool cmd_wrap(struct cli *c, struct err *e)
{
	struct buf text = {0}, lines = {0};
	struct wrap w = {0};
	size_t columns;
	bool ok = width_option(c, NULL, &columns, e) && input_clean(&text, e);

	for (size_t at = 0; ok && at < text.len;) {
		size_t n = strcspn(text.s + at, "\n");
		paragraph_wrap(&w, text.s + at, n, columns, &lines);
		at += n + 1;
	}
	if (ok)
		output(c, &lines);
	wrap_clear(&w);
	buf_clear(&text);
	buf_clear(&lines);
	return ok;
}

static void rendered(const struct buf *text, bool markdown, size_t columns,
		     struct buf *out)
{
	struct layout page = {0};
	struct lines lines = {0};

	if (markdown)
		markdown_layout(buf_str(text), text->len, &page);
	else
		html_layout(buf_str(text), text->len, NULL, &page);
	layout_lines(&page, columns, &lines);
	lines_text(&lines, out);
	lines_clear(&lines);
	layout_clear(&page);
}

bool cmd_render(struct cli *c, struct err *e)
{
	struct buf text = {0}, out = {0};
	const char *from = "html";
	size_t columns;

	if (!width_option(c, &from, &columns, e))
		return false;
	bool markdown = strcmp(from, "markdown") == 0;
	if (!markdown && strcmp(from, "html") != 0)
		return err_set(e, ERR_USAGE, _("--from takes html or markdown"));
	bool ok = input_clean(&text, e);
	if (ok) {
		rendered(&text, markdown, columns, &out);
		output(c, &out);
	}
	buf_clear(&text);
	buf_clear(&out);
	return ok;
}
