/* editor_beside.c - beside the text: undo kept, attachments, emergency copies */
#include "editor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/rescue.h>
#include <bantin/text/clean.h>
#include <bantin/text/number.h>

/* --- undo ----------------------------------------------------------------------- */

/*
 * For each field that has a log: its name in a letter, the length of the log in four
 * bytes (low ones first), the log. Letters, for enum editor_field may be put in another
 * order one day.
 */
static const char letters[FIELD_COUNT + 1] = "TXSBGAF";

enum { HEAD_BYTES = 5 };

static const char *stored_text(const struct draft *d, int field)
{
	const char *const texts[FIELD_COUNT] = {
		[FIELD_TITLE] = d->title, [FIELD_SECTION] = d->section,
		[FIELD_SUMMARY] = d->summary, [FIELD_BODY] = d->body,
		[FIELD_TAGS] = d->tags, [FIELD_AUTHOR] = d->author};

	return texts[field] ? texts[field] : "";
}

void editor_collect_undo(const struct editor *ed, const struct draft *d, struct buf *out)
{
	for (int f = 0; f < FIELD_FILES; f++) {
		const char *stored = stored_text(d, f);
		struct buf log = {0};

		if (f == FIELD_SECTION && ed->section_count > 0)
			continue;
		edit_history_save(ed->text[f], stored, strlen(stored), &log);
		if (log.len > 0) {
			buf_addc(out, letters[f]);
			for (int i = 0; i < 4; i++)
				buf_addc(out, (char)(unsigned char)(log.len >> (8 * i)));
			buf_add(out, log.s, log.len);
		}
		buf_clear(&log);
	}
}

static void load_undo(struct editor *ed, const struct buf *b)
{
	for (size_t at = 0; b->len - at >= HEAD_BYTES;) {
		const char *name = memchr(letters, b->s[at], FIELD_FILES);
		size_t n = 0;

		for (int i = 0; i < 4; i++)
			n |= (size_t)(unsigned char)b->s[at + 1 + (size_t)i] << (8 * i);
		at += HEAD_BYTES;
		if (!name || n > b->len - at)
			return;
		edit_history_load(ed->text[name - letters], b->s + at, n);
		at += n;
	}
}

void editor_load_beside(struct editor *ed)
{
	struct desk *desk = app_desk(ed->v.app);
	struct buf log = {0};
	struct err e = {0};

	if (ed->draft.id == 0)
		return;
	if (desk_undo(desk, ed->draft.id, &log, &e))
		load_undo(ed, &log);
	buf_clear(&log);
	if (!desk_attachments(desk, ed->draft.id, &ed->files, &ed->file_count, &e))
		app_say_err(ed->v.app, &e);
	ed->file_cap = ed->file_count;
}

/* --- attachments ------------------------------------------------------------------ */

static bool has_file(const struct editor *ed, const char *path)
{
	for (size_t i = 0; i < ed->file_count; i++)
		if (strcmp(ed->files[i].path, path) == 0)
			return true;
	return false;
}

static void add_file(struct editor *ed, struct draft_attachment *a)
{
	char size[NUMBER_MAX];

	ed->files = mem_grow(ed->files, &ed->file_cap, ed->file_count + 1,
			     sizeof(*ed->files));
	ed->file = ed->file_count;
	ed->files[ed->file_count++] = *a;
	ed->file_moves++;
	app_say(ed->v.app, false, _("attached: %s, %s"), attachment_name(a),
		number_size(a->size, size));
	editor_touched(ed, clock_mono());
}

static void path_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;
	struct draft_attachment a;
	struct err e = {0};

	if (!text || !*text)
		return;
	if (!attachment_look(&a, text, &e)) {
		app_say_err(ed->v.app, &e);
	} else if (has_file(ed, a.path)) {
		app_say(ed->v.app, true, _("%s is attached already"),
			attachment_name(&a));
		attachment_clear(&a);
	} else {
		add_file(ed, &a);
	}
}

void editor_attach(struct editor *ed)
{
	if (ed->file_count >= ATTACHMENTS_MAX_OF_DRAFT)
		app_say(ed->v.app, true, _("a bulletin has at most %d attachments"),
			ATTACHMENTS_MAX_OF_DRAFT);
	else
		app_ask_plain(ed->v.app, _("Attach the file:"), NULL, path_asked, ed);
}

static void remove_file(struct editor *ed)
{
	struct draft_attachment a = ed->files[ed->file];
	size_t after = --ed->file_count - ed->file;

	memmove(&ed->files[ed->file], &ed->files[ed->file + 1], after * sizeof(a));
	ed->file -= ed->file > 0 && ed->file == ed->file_count;
	ed->file_moves++;
	if (ed->file_count == 0)
		ed->focus = FIELD_BODY;
	app_say(ed->v.app, false, _("no longer attached: %s"), attachment_name(&a));
	attachment_clear(&a);
}

bool editor_act_files(struct editor *ed, enum action a)
{
	switch (a) {
	case ACTION_LEFT:
		ed->file -= ed->file > 0;
		return true;
	case ACTION_RIGHT:
		ed->file += ed->file + 1 < ed->file_count;
		return true;
	case ACTION_ERASE:
	case ACTION_ERASE_FORWARD:
	case ACTION_CUT:
		remove_file(ed);
		return true;
	default:
		return false;
	}
}

void editor_files_words(const struct editor *ed, size_t i, struct buf *out)
{
	struct draft_attachment *a = &ed->files[i];
	char size[NUMBER_MAX];

	buf_addf(out, "%s %s", attachment_name(a), number_size(a->size, size));
}

/* --- emergency copies ----------------------------------------------------------- */

static void drop_rescue(struct editor *ed)
{
	if (ed->rescue)
		unlink(ed->rescue);
	free(ed->rescue);
	ed->rescue = NULL;
}

void editor_rescue(struct editor *ed, const struct draft *d)
{
	const struct profile *p = app_profile(ed->v.app);

	if (ed->rescue && ed->rescued == ed->stamp)
		return;
	char *path = rescue_write(p ? p->drafts : NULL, d);
	if (!path)
		return;		/* an older copy is better than none */
	drop_rescue(ed);
	ed->rescue = path;
	ed->rescued = ed->stamp;
}

void editor_rescue_done(struct editor *ed)
{
	drop_rescue(ed);
}
