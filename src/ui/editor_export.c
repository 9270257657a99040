/* editor_export.c - the bulletin as it stands on the screen, written to a file */
#include "editor.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/number.h>

static void say_written(struct editor *ed, const char *path, enum import_form form,
			size_t bytes)
{
	char size[NUMBER_MAX];

	number_size((int64_t)bytes, size);
	if (form == IMPORT_HTML)
		app_say(ed->v.app, false, _("written as a web page: %s, %s"), path, size);
	else if (form == IMPORT_MARKDOWN)
		app_say(ed->v.app, false, _("written as Markdown: %s, %s"), path, size);
	else
		app_say(ed->v.app, false, _("written as plain text: %s, %s"), path, size);
}

static void write_to(struct editor *ed, const char *path)
{
	enum import_form form = import_form(path);
	struct draft d;
	struct buf text = {0};
	struct err e = {0};

	editor_collect(ed, &d);
	char *section = archive_section_title(app_archive(ed->v.app), d.portal,
					      d.section);
	draft_export(&d, form, section, &text);
	if (file_write(path, buf_str(&text), text.len, &e))
		say_written(ed, path, form, text.len);
	else
		app_say_err(ed->v.app, &e);
	free(section);
	buf_clear(&text);
	draft_clear(&d);
}

static void replace_chosen(void *ctx, char key)
{
	struct editor *ed = ctx;

	if (key == 'y')
		write_to(ed, ed->export);
	else
		app_say(ed->v.app, false, _("not written: %s stays as it was"),
			ed->export);
}

static void ask_replace(struct editor *ed, const char *path)
{
	struct buf question = {0};

	mem_set(&ed->export, path);
	buf_addf(&question, _("There is a file %s already. Replace it? (y/n)"), path);
	app_choose(ed->v.app, buf_str(&question), "yn", replace_chosen, ed);
	buf_clear(&question);
}

static bool ends_in_txt(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcasecmp(path + n - 4, ".txt") == 0;
}

static void path_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;

	if (!text || !*text)
		return;
	char *path = file_from_home(text);
	if (import_form(path) == IMPORT_PLAIN && !ends_in_txt(path))
		app_say(ed->v.app, true, "%s",
			_("not written: the file's name must end in .txt, .md or .html"));
	else if (access(path, F_OK) == 0)
		ask_replace(ed, path);
	else
		write_to(ed, path);
	free(path);
}

void editor_export(struct editor *ed)
{
	if (editor_is_empty(ed))
		app_say(ed->v.app, false, "%s",
			_("nothing to export yet: write first"));
	else
		app_ask_plain(ed->v.app, _("Export to the file (.txt, .md, .html):"),
			      NULL, path_asked, ed);
}
