/* view_editor.c - the screen on which a bulletin is written */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/number.h>
#include <bantin/ui/field.h>
#include <bantin/ui/view.h>

#include "editor.h"
#include "reading.h"
#include "states.h"
#include "typist.h"

static struct editor *self(struct view *v)
{
	return (struct editor *)v;
}

static bool chooses_section(const struct editor *ed)
{
	return ed->focus == FIELD_SECTION && ed->section_count > 0;
}

static void touched(struct editor *ed)
{
	editor_touched(ed, clock_mono());
}

/* --- between the fields --------------------------------------------------------- */

static void focus_on(struct editor *ed, enum editor_field f)
{
	edit_unselect(ed->text[ed->focus]);
	ed->focus = f;
}

static void step_field(struct editor *ed, bool forward)
{
	int by = forward ? 1 : FIELD_COUNT - 1;
	int f = ((int)ed->focus + by) % FIELD_COUNT;

	if (f == FIELD_FILES && ed->file_count == 0)
		f = (f + by) % FIELD_COUNT;
	focus_on(ed, (enum editor_field)f);
}

/* Up and down lead out of a field at its first and last row, and stop at the ends. */
static bool step_row(struct editor *ed, bool down)
{
	struct edit *e = ed->text[ed->focus];

	if (!chooses_section(ed) && !edit_is_single(e) &&
	    edit_go(e, down ? EDIT_DOWN : EDIT_UP, false))
		return true;
	if (ed->focus > FIELD_BODY && !down)
		focus_on(ed, FIELD_BODY);
	else if (ed->focus < FIELD_BODY && (down || ed->focus != FIELD_TITLE))
		step_field(ed, down);
	else if (ed->focus == FIELD_BODY && !down)
		step_field(ed, false);
	return true;
}

static bool act_section(struct editor *ed, enum action a)
{
	switch (a) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
		editor_step_section(ed, a == ACTION_RIGHT);
		return true;
	case ACTION_ERASE:
	case ACTION_ERASE_FORWARD:
		while (ed->section)
			editor_step_section(ed, false);
		return true;
	default:
		return false;
	}
}

/* --- finding --------------------------------------------------------------------- */

static void find(struct editor *ed, bool forward)
{
	bool wrapped;

	if (!ed->needle || !*ed->needle) {
		app_say(ed->v.app, true, "%s",
			_("nothing to look for yet: find some words first"));
		return;
	}
	/* else the place found last is where it goes on from */
	if (ed->focus != FIELD_BODY)
		focus_on(ed, FIELD_BODY);
	if (!edit_find(ed->text[FIELD_BODY], ed->needle, forward, &wrapped))
		app_say(ed->v.app, true, _("not in the text: %s"), ed->needle);
	else if (wrapped)
		app_say(ed->v.app, false, "%s",
			forward ? _("the end was reached; found from the beginning on")
				: _("the beginning was reached; found from the end "
				    "backwards"));
}

static void find_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;

	if (!text || !*text)
		return;
	mem_set(&ed->needle, text);
	find(ed, true);
	touched(ed);
}

/* --- saving, seeing, sending ------------------------------------------------------- */

static void save(struct editor *ed)
{
	if (editor_is_empty(ed) && ed->draft.id == 0)
		app_say(ed->v.app, false, "%s", _("nothing to save yet: write first"));
	else if (editor_save(ed, DESK_EXPLICIT))
		app_say(ed->v.app, false, "%s", _("saved on the desk"));
	else
		app_say(ed->v.app, true, _("NOT saved: %s"), ed->trouble.text);
}

static void preview(struct editor *ed)
{
	struct draft d;

	editor_collect(ed, &d);
	app_push(ed->v.app,
		 view_preview_new(ed->v.app, &d, ed->files, ed->file_count));
	draft_clear(&d);
}

static void review(struct editor *ed)
{
	if (!editor_save(ed, DESK_EXPLICIT))
		app_say(ed->v.app, true, _("NOT saved, so it cannot be submitted: %s"),
			ed->trouble.text);
	else if (ed->draft.id == 0)
		app_say(ed->v.app, true, "%s",
			_("nothing to submit yet: write a title and a text"));
	else
		app_push(ed->v.app, view_review_new(ed->v.app, ed->draft.id));
}

/* Esc ends a selection; leaving has a key of its own, so a stray Esc does nothing. */
static void escape(struct editor *ed)
{
	struct edit *e = ed->text[ed->focus];
	struct edit_pos from, to;
	struct buf b = {0};
	bool selected = edit_selection(e, &from, &to) || edit_marked(e);

	edit_unselect(e);
	if (selected)
		return;
	key_words(ed->v.app, CONTEXT_EDITOR, ACTION_BACK, &b);
	app_say(ed->v.app, false, _("%s leaves the editor; nothing is lost"),
		buf_str(&b));
	buf_clear(&b);
}

/* --- actions ----------------------------------------------------------------------- */

static bool act_fields(struct editor *ed, enum action a)
{
	switch (a) {
	case ACTION_NEXT_FIELD:
	case ACTION_PREVIOUS_FIELD:
		step_field(ed, a == ACTION_NEXT_FIELD);
		return true;
	case ACTION_UP:
	case ACTION_DOWN:
		return step_row(ed, a == ACTION_DOWN);
	case ACTION_NEWLINE:
	case ACTION_OPEN:
		if (ed->focus != FIELD_BODY)
			step_field(ed, true);
		else
			edit_act(ed->text[FIELD_BODY], ACTION_NEWLINE,
				 app_clip(ed->v.app));
		return true;
	default:
		return false;
	}
}

static bool act_draft(struct editor *ed, enum action a)
{
	switch (a) {
	case ACTION_SAVE:
		save(ed);
		return true;
	case ACTION_PREVIEW:
		preview(ed);
		return true;
	case ACTION_REVIEW:
	case ACTION_SUBMIT:
		review(ed);
		return true;
	case ACTION_FIND:
		app_ask(ed->v.app, _("Find:"), ed->needle, find_asked, ed);
		return true;
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
		find(ed, a == ACTION_FIND_NEXT);
		return true;
	case ACTION_IMPORT:
		editor_import(ed);
		return true;
	case ACTION_STOP:
		escape(ed);
		return true;
	default:
		return false;
	}
}

static void put(struct editor *ed, const char *s, size_t n, bool pasted);

static void paste(struct editor *ed)
{
	struct buf *clip = app_clip(ed->v.app);

	if (clip->len == 0)
		app_say(ed->v.app, false, "%s", _("nothing was cut or copied yet"));
	else
		put(ed, clip->s, clip->len, true);
}

static bool act_text(struct editor *ed, enum action a)
{
	struct edit *e = ed->text[ed->focus];

	if (chooses_section(ed))
		return act_section(ed, a);
	if (ed->focus == FIELD_FILES)
		return editor_act_files(ed, a);
	if (a == ACTION_PASTE) {
		paste(ed);
		return true;
	}
	if (!edit_act(e, a, app_clip(ed->v.app)))
		return false;
	if (a == ACTION_MARK && edit_marked(e))
		app_say(ed->v.app, false, "%s",
			_("the mark is set: move to select, then cut or copy"));
	else if (a == ACTION_COPY)
		app_say(ed->v.app, false, "%s", _("copied"));
	return true;
}

/* What hands do by the second. */
static bool is_small(enum action a)
{
	static const enum action small[] = {
		ACTION_LEFT, ACTION_RIGHT, ACTION_UP, ACTION_DOWN, ACTION_WORD_LEFT,
		ACTION_WORD_RIGHT, ACTION_LINE_START, ACTION_LINE_END, ACTION_ERASE,
		ACTION_ERASE_FORWARD, ACTION_NEWLINE, ACTION_SELECT_LEFT,
		ACTION_SELECT_RIGHT, ACTION_SELECT_UP, ACTION_SELECT_DOWN,
		ACTION_SELECT_WORD_LEFT, ACTION_SELECT_WORD_RIGHT};

	for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++)
		if (small[i] == a)
			return true;
	return false;
}

static bool act_typing(struct editor *ed, enum action a)
{
	return !chooses_section(ed) && ed->focus != FIELD_FILES &&
	       typist_act(app_typist(ed->v.app), ed->text[ed->focus], a);
}

static bool editor_act(struct view *v, enum action a)
{
	struct editor *ed = self(v);
	enum editor_field was = ed->focus;
	bool done = act_typing(ed, a) || act_fields(ed, a) || act_draft(ed, a) ||
		    editor_act_tools(ed, a) || act_text(ed, a);

	if (is_small(a) && ed->focus == was)
		editor_typed(ed, clock_mono());
	else
		touched(ed);
	return done;
}

/* A summary is one paragraph, though it may have two rows. */
static void put_line(struct editor *ed, const char *s, size_t n, bool pasted)
{
	char *line = mem_strn(s, n);

	for (size_t i = 0; i < n; i++)
		if (line[i] == '\n' || line[i] == '\r')
			line[i] = ' ';
	typist_text(app_typist(ed->v.app), ed->text[FIELD_SUMMARY], line, n, pasted);
	free(line);
}

static void put(struct editor *ed, const char *s, size_t n, bool pasted)
{
	static const size_t max[FIELD_COUNT] = {TITLE_MAX, SECTION_MAX, SUMMARY_MAX,
						BODY_MAX, TAGS_MAX, AUTHOR_MAX, 0};
	struct edit *e = ed->text[ed->focus];
	uint64_t was = edit_version(e);
	char size[NUMBER_MAX];

	if (ed->focus == FIELD_SUMMARY)
		put_line(ed, s, n, pasted);
	else
		typist_text(app_typist(ed->v.app), e, s, n, pasted);
	if (edit_version(e) == was && edit_bytes(e) + n > max[ed->focus])
		app_say(ed->v.app, true, _("no room: this field holds at most %s"),
			number_size((int64_t)max[ed->focus], size));
}

/* A burst of keys comes as one change. */
static unsigned letters_after_first(const char *s, size_t n)
{
	unsigned letters = 0;

	for (size_t i = 1; i < n; i++)
		letters += ((unsigned char)s[i] & 0xc0) != 0x80;
	return letters;
}

static void editor_text(struct view *v, const char *s, size_t n, bool pasted)
{
	struct editor *ed = self(v);

	if (chooses_section(ed))
		editor_jump_section(ed, s, n);
	else if (ed->focus != FIELD_FILES)
		put(ed, s, n, pasted);
	ed->keys += pasted ? 0 : letters_after_first(s, n);
	if (pasted)
		touched(ed);
	else
		editor_typed(ed, clock_mono());
}

/* --- the rest of a view ------------------------------------------------------------ */

static void view_paint(struct view *v, struct grid *g, struct rect area)
{
	editor_paint(self(v), g, area);
}

static void editor_title(const struct view *v, struct buf *out)
{
	const struct editor *ed = (const struct editor *)v;
	const char *title = edit_line(ed->text[FIELD_TITLE], 0, NULL);

	buf_adds(out, *title ? title : _("New bulletin"));
	buf_addf(out, "\t%s", ed->state);
}

static const enum action *editor_hints(const struct view *v)
{
	static const enum action hints[] = {
		ACTION_BACK,	   ACTION_SAVE, ACTION_REVIEW, ACTION_PREVIEW,
		ACTION_NEXT_FIELD, ACTION_FIND, ACTION_CUT,    ACTION_PASTE,
		ACTION_UNDO,	   ACTION_MORE, ACTION_MARK,   ACTION_COPY,
		ACTION_NONE};

	(void)v;
	return hints;
}

static void editor_changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_OUTBOX)
		editor_read_state(self(v));
}

static int64_t view_tick(struct view *v, int64_t mono)
{
	return editor_tick(self(v), mono);
}

static void editor_shown(struct view *v)
{
	struct editor *ed = self(v);

	editor_read_state(ed);
	if (ed->draft.id)
		desk_set_open_draft(app_desk(v->app), ed->draft.id, NULL);
}

static void abandon_chosen(void *ctx, char key)
{
	struct editor *ed = ctx;

	if (key != 'y')
		return;
	ed->abandon = true;
	app_pop(ed->v.app);
}

static void ask_abandon(struct editor *ed)
{
	struct buf b = {0};

	if (ed->rescue)
		buf_addf(&b, _("NOT saved; a copy is in %s. Leave? (y/n)"), ed->rescue);
	else
		buf_adds(&b, _("NOT saved. Leave and lose the last changes? (y/n)"));
	app_choose(ed->v.app, buf_str(&b), "yn", abandon_chosen, ed);
	buf_clear(&b);
}

/* A row that this editor made and that holds nothing any more goes again. */
static void drop_if_empty(struct editor *ed)
{
	if (ed->made_here && ed->draft.id && ed->draft.submission == 0 &&
	    editor_is_empty(ed) &&
	    desk_draft_delete(app_desk(ed->v.app), ed->draft.id, NULL))
		ed->draft.id = 0;
}

/* Forced, the draft stays noted as open: the next start offers it. */
static bool editor_leave(struct view *v, bool forced)
{
	struct editor *ed = self(v);

	touched(ed);
	if (!ed->abandon && !editor_save(ed, DESK_EXPLICIT) && !forced) {
		ask_abandon(ed);
		return false;
	}
	if (forced)
		return true;
	drop_if_empty(ed);
	desk_set_open_draft(app_desk(v->app), 0, NULL);
	return true;
}

static void editor_free(struct view *v)
{
	struct editor *ed = self(v);

	app_unask(v->app, ed);
	editor_close(ed);
	free(ed);
}

static const struct view_class editor_class = {
	.name = "editor",
	.paint = view_paint,
	.keys = CONTEXT_EDITOR,
	.act = editor_act,
	.text = editor_text,
	.title = editor_title,
	.hints = editor_hints,
	.changed = editor_changed,
	.tick = view_tick,
	.shown = editor_shown,
	.leave = editor_leave,
	.free = editor_free,
};

struct view *view_editor_new(struct app *app, int64_t draft)
{
	struct editor *ed;

	if (!app_desk(app))
		return view_no_desk_new(app);
	ed = mem_alloc(sizeof(*ed));
	ed->v = (struct view){&editor_class, app};
	editor_load(ed, draft);
	return &ed->v;
}
