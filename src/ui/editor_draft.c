/* editor_draft.c - the editor's draft: read, kept on the disk, its section */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

#include "states.h"

/* --- reading ------------------------------------------------------------------- */

static void make_fields(struct editor *ed)
{
	ed->text[FIELD_TITLE] = edit_new(true, TITLE_MAX);
	ed->text[FIELD_SECTION] = edit_new(true, SECTION_MAX);
	ed->text[FIELD_SUMMARY] = edit_new(false, SUMMARY_MAX);
	ed->text[FIELD_BODY] = edit_new(false, BODY_MAX);
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
	uint64_t stamp = ed->section_moves;

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
	submission_clear(&s);
}

/* Who opens a draft that came back wants to know why. */
static void say_remark(struct editor *ed)
{
	struct submission s;

	if (draft_submission(ed->v.app, &ed->draft, &s) && state_is_returned(&s) &&
	    s.remark && *s.remark)
		app_say(ed->v.app, false, _("The editor's remark: %s"), s.remark);
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
	load_sections(ed);
	ed->focus = ed->draft.title && *ed->draft.title ? FIELD_BODY : FIELD_TITLE;
	ed->stamp = ed->saved = ed->kept = stamp_now(ed);
	ed->due = INT64_MAX;
	editor_read_state(ed);
	say_remark(ed);
	if (ed->draft.id)
		set_open(ed, ed->draft.id);
}

void editor_close(struct editor *ed)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		edit_free(ed->text[i]);
	section_list_free(ed->sections, ed->section_count);
	draft_clear(&ed->draft);
	free(ed->needle);
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
	d->author = mem_str(was->author ? was->author : "");
	d->tags = mem_str(was->tags ? was->tags : "");
	set_text(&d->title, ed->text[FIELD_TITLE], CLEAN_LINE);
	set_text(&d->summary, ed->text[FIELD_SUMMARY], CLEAN_LINE);
	set_text(&d->body, ed->text[FIELD_BODY], CLEAN_TEXT);
	set_section(ed, d);
}

bool editor_is_empty(const struct editor *ed)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (i != FIELD_SECTION && edit_bytes(ed->text[i]) > 0)
			return false;
	return true;
}

static void save_failed(struct editor *ed, const struct err *e)
{
	bool first = ed->trouble.kind == ERR_NONE;

	ed->trouble = *e;
	ed->due = clock_mono() + SAVE_AGAIN;
	if (first)
		app_say(ed->v.app, true, "%s",
			_("NOT saved, and tried again every 5 seconds; your "
			  "text stays on the screen"));
}

static void save_done(struct editor *ed, enum desk_save kind)
{
	ed->trouble = (struct err){0};
	ed->saved = ed->stamp;
	if (kind == DESK_EXPLICIT)
		ed->kept = ed->stamp;
	ed->due = INT64_MAX;
	ed->keys = 0;
	/* the draft is safe, but its plain copy is not */
	const char *warning = desk_warning(app_desk(ed->v.app));
	if (kind == DESK_EXPLICIT && warning[0])
		app_say(ed->v.app, true, "%s", warning);
}

bool editor_save(struct editor *ed, enum desk_save kind)
{
	struct draft d;
	struct err e = {0};
	bool fresh = ed->draft.id == 0;

	if ((fresh && editor_is_empty(ed)) ||
	    (ed->stamp == ed->saved && (kind == DESK_AUTO || ed->stamp == ed->kept))) {
		ed->due = INT64_MAX;
		return true;
	}
	editor_collect(ed, &d);
	if (!desk_draft_save(app_desk(ed->v.app), &d, kind, &e)) {
		draft_clear(&d);
		save_failed(ed, &e);
		return false;
	}
	draft_clear(&ed->draft);
	ed->draft = d;
	save_done(ed, kind);
	if (fresh)
		set_open(ed, d.id);
	return true;
}

void editor_touched(struct editor *ed, int64_t mono)
{
	uint64_t stamp = stamp_now(ed);

	if (stamp == ed->stamp)
		return;
	ed->stamp = stamp;
	ed->keys++;
	if (ed->due == INT64_MAX)
		ed->due = mono + SAVE_AFTER;
	if (ed->keys >= SAVE_KEYS && ed->trouble.kind == ERR_NONE)
		ed->due = mono;
}

int64_t editor_tick(struct editor *ed, int64_t mono)
{
	if (ed->due <= mono) {
		editor_save(ed, DESK_AUTO);
		app_dirty(ed->v.app);
	}
	return ed->due;
}

/* --- the section ---------------------------------------------------------------- */

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
