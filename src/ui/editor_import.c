/* editor_import.c - a file taken into the editor */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/import.h>
#include <bantin/text/number.h>

#include "reading.h"
#include "view_import.h"

static void say_too_long(struct editor *ed, const char *name)
{
	char room[NUMBER_MAX];

	app_say(ed->v.app, true,
		_("%s is too long: the text may have %s in all; take in a part of it"),
		name, number_size(BODY_MAX, room));
}

static void put_field(struct editor *ed, enum editor_field f, const char *s)
{
	if (s && *s && edit_bytes(ed->text[f]) == 0)
		edit_paste(ed->text[f], s, strlen(s));
}

static void put_heads(struct editor *ed, const struct draft *d)
{
	put_field(ed, FIELD_TITLE, d->title);
	put_field(ed, FIELD_SUMMARY, d->summary);
	put_field(ed, FIELD_TAGS, d->tags);
	put_field(ed, FIELD_AUTHOR, d->author);
	if (d->section && ed->section == 0 && edit_bytes(ed->text[FIELD_SECTION]) == 0)
		editor_set_section(ed, d->section);
}

static bool put_body(struct editor *ed, const char *name, const char *s)
{
	struct edit *body = ed->text[FIELD_BODY];

	edit_unselect(ed->text[ed->focus]);
	edit_unselect(body);
	if (*s && !edit_paste(body, s, strlen(s))) {
		say_too_long(ed, name);
		return false;
	}
	ed->focus = FIELD_BODY;
	return true;
}

static void say_inserted(struct editor *ed, const char *name, bool title)
{
	struct buf undo = {0};

	key_words(ed->v.app, CONTEXT_EDITOR, ACTION_UNDO, &undo);
	if (title)
		app_say(ed->v.app, false,
			_("%s was inserted, its first line as the title; %s takes the "
			  "text out again"),
			name, buf_str(&undo));
	else
		app_say(ed->v.app, false, _("%s was inserted; %s takes it out again"),
			name, buf_str(&undo));
	buf_clear(&undo);
}

bool editor_insert(struct editor *ed, const char *name, const struct buf *text,
		   enum import_form form)
{
	bool untitled = edit_bytes(ed->text[FIELD_TITLE]) == 0;
	struct draft d = {0};

	if (text->len == 0) {
		app_say(ed->v.app, true, _("there is no text in %s"), name);
		return false;
	}
	draft_import(&d, buf_str(text), text->len, untitled ? form : IMPORT_PLAIN);
	bool done = put_body(ed, name, d.body);
	if (done) {
		put_heads(ed, &d);
		editor_touched(ed, clock_mono());
		say_inserted(ed, name, d.title && *d.title);
	}
	draft_clear(&d);
	return done;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static bool read_file(struct editor *ed, const char *path, struct import_file *f)
{
	struct err e = {0};
	char most[NUMBER_MAX];

	if (!file_read(path, BODY_MAX, &f->raw, &e)) {
		if (e.kind == ERR_NOT_FOUND)
			app_say(ed->v.app, true,
				_("there is no file %s; give its whole path, from / or "
				  "~/ on"),
				path);
		else if (e.kind == ERR_LIMIT)
			app_say(ed->v.app, true,
				_("%s has more than %s; take in a part of it"), f->name,
				number_size(BODY_MAX, most));
		else
			app_say_err(ed->v.app, &e);
		return false;
	}
	charset_detect(buf_str(&f->raw), f->raw.len, &f->found);
	if (import_is_text(buf_str(&f->raw), f->raw.len, &f->found))
		return true;
	app_say(ed->v.app, true,
		_("%s is no text; in the word processor save it as plain text (.txt) or "
		  "web page (.html), then import that"),
		f->name);
	return false;
}

static void insert_plain(struct editor *ed, const struct import_file *f)
{
	struct buf text = {0};

	if (import_text(&text, buf_str(&f->raw), f->raw.len, f->found.guess[0].charset,
			f->form))
		editor_insert(ed, f->name, &text, f->form);
	else
		say_too_long(ed, f->name);
	buf_clear(&text);
}

static void import_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;
	struct import_file f = {0};

	if (!text || !*text)
		return;
	char *path = file_from_home(text);
	f.name = name_of(path);
	f.form = import_form(path);
	if (read_file(ed, path, &f)) {
		if (f.raw.len == 0 || import_is_plain(&f.found))
			insert_plain(ed, &f);
		else
			app_push(ed->v.app, view_import_new(ed, &f));
	}
	buf_clear(&f.raw);
	free(path);
}

void editor_import(struct editor *ed)
{
	app_ask_plain(ed->v.app, _("Import file:"), NULL, import_asked, ed);
}
