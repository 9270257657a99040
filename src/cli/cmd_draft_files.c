/* cmd_draft_files.c - bantin draft import | export: a draft from a file, and as one */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/import.h>

#include "cli.h"

enum { IMPORT_MAX = 2 << 20 };

static bool form_named(const char *name, enum import_form *form, struct err *e)
{
	static const char *const names[] = {"txt", "md", "html"};

	for (int i = 0; i < 3; i++)
		if (strcmp(name, names[i]) == 0) {
			*form = (enum import_form)i;
			return true;
		}
	return err_set(e, ERR_USAGE, _("--format takes md, txt or html"));
}

/* What --format says; else the file's name; else, on the standard streams, Markdown. */
static bool form_of(const char *format, const char *file, enum import_form *form,
		    struct err *e)
{
	if (format)
		return form_named(format, form, e);
	bool named = file && strcmp(file, "-") != 0;
	*form = named ? import_form(file) : IMPORT_MARKDOWN;
	return true;
}

/* --- import ---------------------------------------------------------------------- */

static void set_line(char **slot, const char *value)
{
	char *line = text_clean_line(value);

	free(*slot);
	*slot = line;
}

static void heads_clean(struct draft *d)
{
	char **const heads[] = {&d->title, &d->section, &d->summary, &d->author,
				&d->tags};

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (*heads[i])
			set_line(heads[i], *heads[i]);
}

static bool draft_from(const struct buf *raw, enum charset charset, enum import_form form,
		       struct draft *d)
{
	struct buf text = {0};
	bool ok = import_text(&text, buf_str(raw), raw->len, charset, form);

	draft_import(d, buf_str(&text), text.len, form);
	heads_clean(d);
	buf_clear(&text);
	return ok;
}

static bool import_read(const char *file, const char *from, enum import_form form,
			struct draft *d, struct err *e)
{
	struct buf raw = {0};
	struct charset_found found;
	enum charset charset;

	bool named = from != NULL, ok = cli_read(file, IMPORT_MAX, &raw, e);
	if (ok)
		charset_detect(buf_str(&raw), raw.len, &found);
	if (ok && !from && !import_is_text(buf_str(&raw), raw.len, &found))
		ok = err_set(e, ERR_FORMAT,
			     _("this is no text; in the word processor save it as plain "
			       "text (.txt) or web page (.html), then import that"));
	if (ok && !from && import_is_plain(&found))
		from = charset_name(found.guess[0].charset);
	ok = ok && cli_charset(from, &raw, &charset, e) &&
	     (draft_from(&raw, charset, form, d) ||
	      err_set(e, ERR_LIMIT, _("the text is too long")));
	if (ok && !named && from)
		complain("%s", from);
	buf_clear(&raw);
	return ok;
}

bool cmd_draft_import(struct cli *c, struct err *e)
{
	const char *from = NULL, *title = NULL, *section = NULL, *format = NULL;
	const struct option options[] = {
		{"--from", &from, NULL},       {"--title", &title, NULL},
		{"--section", &section, NULL}, {"--format", &format, NULL},
		{0},
	};
	struct draft d = {0};
	enum import_form form;

	if (!args_options(&c->args, options, false, e))
		return false;
	const char *file = args_next(&c->args);
	if (!file)
		return err_set(e, ERR_USAGE,
			       _("name the file to import, or - for standard input"));
	bool ok = args_done(&c->args, e) && form_of(format, file, &form, e) &&
		  import_read(file, from, form, &d, e);
	if (ok && title)
		set_line(&d.title, title);
	if (ok && section)
		set_line(&d.section, section);
	ok = ok && cli_draft_new(c, &d, e);
	draft_clear(&d);
	return ok;
}

/* --- export ---------------------------------------------------------------------- */

static char *section_title(struct cli *c, const struct draft *d)
{
	if (!d->portal[0] || !d->section[0] || !cli_archive(c, ARCHIVE_READ, NULL))
		return NULL;
	return archive_section_title(c->archive, d->portal, d->section);
}

static bool export_write(const char *file, bool replace, const struct buf *text,
			 struct err *e)
{
	char *path = text_clean_line(file);
	bool ok;

	if (strcmp(path, file) != 0)
		ok = err_set(e, ERR_USAGE,
			     _("the file's name is not plain UTF-8; choose another"));
	else if (!replace && access(path, F_OK) == 0)
		ok = err_set(e, ERR_USAGE,
			     _("there is a file %s already; give another name, or "
			       "--replace"),
			     path);
	else
		ok = file_write(path, buf_str(text), text->len, e);
	free(path);
	return ok;
}

bool cmd_draft_export(struct cli *c, struct err *e)
{
	const char *format = NULL;
	bool replace = false;
	const struct option options[] = {
		{"--format", &format, NULL}, {"--replace", NULL, &replace}, {0}};
	struct buf text = {0};
	struct draft d;
	enum import_form form;
	int64_t id;

	if (!args_options(&c->args, options, false, e) ||
	    !cli_id(args_next(&c->args), _("a draft"), &id, e))
		return false;
	const char *file = args_next(&c->args);
	if (!args_done(&c->args, e) || !form_of(format, file, &form, e) ||
	    !cli_desk(c, true, e) || !desk_draft(c->desk, id, &d, e))
		return false;
	char *section = form == IMPORT_PLAIN ? section_title(c, &d) : NULL;
	draft_export(&d, form, section, &text);
	free(section);
	bool ok = true;
	if (file && strcmp(file, "-") != 0)
		ok = export_write(file, replace, &text, e);
	else
		out_text(c, buf_str(&text));
	buf_clear(&text);
	draft_clear(&d);
	return ok;
}
