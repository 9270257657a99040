/* editor_draft.c - the editor's draft: read, kept on the disk, its section */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>

#include "states.h"

/* --- reading ------------------------------------------------------------------- */

static void make_fields(struct editor *ed)
{
	ed->text[FIELD_TITLE] = edit_new(true, TITLE_MAX);
	ed->text[FIELD_SECTION] = edit_new(true, SECTION_MAX);
	ed->text[FIELD_SUMMARY] = edit_new(false, SUMMARY_MAX);
	ed->text[FIELD_BODY] = edit_new(false, BODY_MAX);
	ed->text[FIELD_TAGS] = edit_new(true, TAGS_MAX);
	ed->text[FIELD_AUTHOR] = edit_new(true, AUTHOR_MAX);
	ed->text[FIELD_FILES] = edit_new(true, 1);	/* stays empty */
}

static void fill(struct edit *e, const char *s)
{
	edit_load(e, s ? s : "", s ? strlen(s) : 0);
}

/* The portal the draft is for; NULL: not chosen, its sections are all there are. */
static const char *portal_of(const struct editor *ed)
{
	const char *name = ed->draft.portal;

	return name && *name ? name : app_portal(ed->v.app);
}

static void load_sections(struct editor *ed)
{
	struct err e = {0};

	if (!archive_sections(app_archive(ed->v.app), portal_of(ed), &ed->sections,
			      &ed->section_count, &e)) {
		ed->sections = NULL;
		ed->section_count = 0;
	}
	for (size_t i = 0; i < ed->section_count; i++)
		if (ed->draft.section && !strcmp(ed->sections[i].id, ed->draft.section))
			ed->section = i + 1;
}

static uint64_t stamp_now(const struct editor *ed)
{
	uint64_t stamp = ed->section_moves + ed->file_moves;

	for (int i = 0; i < FIELD_COUNT; i++)
		stamp += edit_version(ed->text[i]);
	return stamp;
}

static void set_open(struct editor *ed, int64_t id)
{
	struct err e = {0};

	if (!desk_set_open_draft(app_desk(ed->v.app), id, &e))
		app_say_err(ed->v.app, &e);
}

/* Who opens a draft that came back wants to know why. */
static char *remark_words(const struct submission *s)
{
	const char *remark = submission_remark(s);
	struct buf words = {0};

	if (!remark)
		return NULL;
	buf_addf(&words, _("The editor's remark: %s"), remark);
	char *line = text_clean_line(buf_str(&words));
	buf_clear(&words);
	return line;
}

void editor_read_state(struct editor *ed)
{
	struct draft fresh = {0};
	struct submission s;

	if (ed->draft.id && desk_draft(app_desk(ed->v.app), ed->draft.id, &fresh, NULL)) {
		ed->draft.submission = fresh.submission;
		mem_set(&ed->draft.portal, fresh.portal); /* the review may choose it */
	}
	draft_clear(&fresh);
	bool sent = draft_submission(ed->v.app, &ed->draft, &s);
	ed->state = state_words(sent ? &s : NULL);
	free(ed->remark);
	ed->remark = remark_words(&s);
	submission_clear(&s);
}

void editor_load(struct editor *ed, int64_t draft)
{
	struct err e = {0};

	if (draft && !desk_draft(app_desk(ed->v.app), draft, &ed->draft, &e)) {
		app_say_err(ed->v.app, &e);
		draft_clear(&ed->draft);
		ed->draft = (struct draft){0};
	}
	if (!ed->draft.id) {
		const char *portal = app_portal(ed->v.app);

		ed->draft.portal = mem_str(portal ? portal : "");
		ed->made_here = true;
	}
	make_fields(ed);
	fill(ed->text[FIELD_TITLE], ed->draft.title);
	fill(ed->text[FIELD_SECTION], ed->draft.section);
	fill(ed->text[FIELD_SUMMARY], ed->draft.summary);
	fill(ed->text[FIELD_BODY], ed->draft.body);
	fill(ed->text[FIELD_TAGS], ed->draft.tags);
	fill(ed->text[FIELD_AUTHOR], ed->draft.author);
	editor_load_beside(ed);
	load_sections(ed);
	ed->focus = ed->draft.title && *ed->draft.title ? FIELD_BODY : FIELD_TITLE;
	ed->stamp = ed->saved = ed->kept = stamp_now(ed);
	ed->due = INT64_MAX;
	editor_count(ed);
	editor_read_state(ed);
	if (ed->draft.id)
		set_open(ed, ed->draft.id);
}

void editor_close(struct editor *ed)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		edit_free(ed->text[i]);
	section_list_free(ed->sections, ed->section_count);
	draft_clear(&ed->draft);
	attachment_list_free(ed->files, ed->file_count);
	free(ed->needle);
	free(ed->remark);
	free(ed->instead);
	free(ed->export);
	free(ed->rescue);
}

/* --- saving -------------------------------------------------------------------- */

static void set_text(char **slot, const struct edit *e, enum clean_mode mode)
{
	struct buf b = {0};

	edit_text(e, &b);
	free(*slot);
	*slot = mode == CLEAN_LINE ? text_clean_line(buf_str(&b)) : mem_str(buf_str(&b));
	buf_clear(&b);
}

static void set_section(const struct editor *ed, struct draft *d)
{
	if (ed->section)
		mem_set(&d->section, ed->sections[ed->section - 1].id);
	else if (ed->section_count == 0)
		set_text(&d->section, ed->text[FIELD_SECTION], CLEAN_LINE);
	else if (ed->section_moves)	/* was taken away */
		mem_set(&d->section, "");
	else
		mem_set(&d->section, ed->draft.section ? ed->draft.section : "");
}

void editor_collect(const struct editor *ed, struct draft *d)
{
	const struct draft *was = &ed->draft;

	*d = (struct draft){
		.id = was->id,
		.created = was->created,
		.modified = was->modified,
		.version = was->version,
		.submission = was->submission,
	};
	d->portal = mem_str(was->portal ? was->portal : "");
	set_text(&d->title, ed->text[FIELD_TITLE], CLEAN_LINE);
	set_text(&d->summary, ed->text[FIELD_SUMMARY], CLEAN_LINE);
	set_text(&d->tags, ed->text[FIELD_TAGS], CLEAN_LINE);
	set_text(&d->author, ed->text[FIELD_AUTHOR], CLEAN_LINE);
	set_text(&d->body, ed->text[FIELD_BODY], CLEAN_TEXT);
	set_section(ed, d);
}

bool editor_is_empty(const struct editor *ed)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (i != FIELD_SECTION && edit_bytes(ed->text[i]) > 0)
			return false;
	return ed->file_count == 0;
}

static void save_failed(struct editor *ed, const struct draft *d, const struct err *e)
{
	bool first = ed->trouble.kind == ERR_NONE;

	ed->trouble = *e;
	ed->due = clock_mono() + SAVE_AGAIN;
	editor_rescue(ed, d);
	if (first && ed->rescue)
		app_say(ed->v.app, true,
			_("NOT saved, and tried again every 5 seconds; your text stays "
			  "on the screen. A copy of it: %s"),
			ed->rescue);
	else if (first)
		app_say(ed->v.app, true, "%s",
			_("NOT saved, and tried again every 5 seconds; your "
			  "text stays on the screen"));
}

static void save_done(struct editor *ed, enum desk_save kind)
{
	ed->trouble = (struct err){0};
	editor_rescue_done(ed);
	ed->saved = ed->stamp;
	if (kind == DESK_EXPLICIT)
		ed->kept = ed->stamp;
	ed->due = INT64_MAX;
	ed->keys = 0;
	/* the draft is safe, but its plain copy is not, or the disk is full */
	const char *warning = desk_warning(app_desk(ed->v.app));
	if (warning[0])
		app_say(ed->v.app, true, "%s", warning);
}

static bool store(struct editor *ed, struct draft *d, enum desk_save kind, struct err *e)
{
	struct buf undo = {0};
	struct desk_beside beside = {.attachments = ed->files,
				     .attachment_count = ed->file_count,
				     .open = ed->draft.id == 0};

	editor_collect_undo(ed, d, &undo);
	beside.undo = undo.s;
	beside.undo_len = undo.len;
	bool ok = desk_draft_save_with(app_desk(ed->v.app), d, kind, &beside, e);
	buf_clear(&undo);
	return ok;
}

bool editor_save(struct editor *ed, enum desk_save kind)
{
	struct draft d;
	struct err e = {0};

	if ((ed->draft.id == 0 && editor_is_empty(ed)) ||
	    (ed->stamp == ed->saved && (kind == DESK_AUTO || ed->stamp == ed->kept))) {
		ed->due = INT64_MAX;
		return true;
	}
	editor_collect(ed, &d);
	if (!store(ed, &d, kind, &e)) {
		save_failed(ed, &d, &e);
		draft_clear(&d);
		return false;
	}
	draft_clear(&ed->draft);
	ed->draft = d;
	save_done(ed, kind);
	return true;
}

static void note_change(struct editor *ed, int64_t mono)
{
	uint64_t stamp = stamp_now(ed);

	if (stamp == ed->stamp)
		return;
	if (ed->stamp == ed->saved)
		ed->unsaved_told = false;
	ed->stamp = stamp;
	ed->keys++;
	if (ed->due == INT64_MAX)
		ed->due = mono + SAVE_AFTER;
	if (ed->keys >= SAVE_KEYS && ed->trouble.kind == ERR_NONE)
		ed->due = mono;
}

static size_t column_of(const struct edit *e)
{
	struct edit_pos p = edit_cursor(e);
	struct extent x;

	text_measure(edit_line(e, p.line, NULL), p.byte, NULL, &x);
	return x.clusters + 1;
}

void editor_count(struct editor *ed)
{
	struct editor_counts *c = &ed->counts;
	const struct edit *e = ed->text[ed->focus];

	edit_count(ed->text[FIELD_BODY], &c->words, &c->letters);
	c->line = edit_cursor(e).line + 1;
	c->column = column_of(e);
	ed->unsaved_told = true;
	ed->count_due = INT64_MAX;
}

void editor_touched(struct editor *ed, int64_t mono)
{
	note_change(ed, mono);
	editor_count(ed);
}

void editor_typed(struct editor *ed, int64_t mono)
{
	note_change(ed, mono);
	ed->count_due = mono + COUNT_AFTER;
}

int64_t editor_tick(struct editor *ed, int64_t mono)
{
	if (ed->due <= mono) {
		editor_save(ed, DESK_AUTO);
		app_dirty(ed->v.app);
	}
	if (ed->count_due <= mono) {
		editor_count(ed);
		app_dirty(ed->v.app);
	}
	return ed->due < ed->count_due ? ed->due : ed->count_due;
}

/* --- the section ---------------------------------------------------------------- */

void editor_set_section(struct editor *ed, const char *id)
{
	struct edit *e = ed->text[FIELD_SECTION];

	for (size_t i = 0; i < ed->section_count; i++)
		if (id && strcmp(ed->sections[i].id, id) == 0) {
			ed->section = i + 1;
			ed->section_moves++;
		}
	if (ed->section_count > 0)
		return;
	edit_select_all(e);
	if (!edit_paste(e, id ? id : "", id ? strlen(id) : 0))
		edit_unselect(e);
}

void editor_step_section(struct editor *ed, bool forward)
{
	size_t n = ed->section_count + 1;

	ed->section = (ed->section + (forward ? 1 : n - 1)) % n;
	ed->section_moves++;
}

static bool begins_with(const char *title, const char *letters, size_t n)
{
	struct buf a = {0}, b = {0};

	text_fold(&a, title, strlen(title));
	text_fold(&b, letters, n);
	bool yes = b.len && a.len >= b.len && !memcmp(a.s, b.s, b.len);
	buf_clear(&a);
	buf_clear(&b);
	return yes;
}

void editor_jump_section(struct editor *ed, const char *letters, size_t n)
{
	for (size_t i = 0; i < ed->section_count; i++) {
		size_t k = (ed->section + i) % ed->section_count;

		if (!begins_with(ed->sections[k].title, letters, n))
			continue;
		ed->section = k + 1;
		ed->section_moves++;
		return;
	}
}

const char *editor_section_words(const struct editor *ed)
{
	if (ed->section)
		return ed->sections[ed->section - 1].title;
	if (ed->section_moves == 0 && ed->draft.section && *ed->draft.section)
		return ed->draft.section;
	return _("(none chosen)");
}
