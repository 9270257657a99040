/* editor.h - what the files of the editor share: its fields, its draft, its save state */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include <bantin/base/article.h>
#include <bantin/base/draft.h>
#include <bantin/edit/edit.h>
#include <bantin/ui/view.h>

enum editor_field { FIELD_TITLE, FIELD_SECTION, FIELD_SUMMARY, FIELD_BODY, FIELD_COUNT };

enum {
	TITLE_MAX = 1000, SECTION_MAX = 200, SUMMARY_MAX = 4000,	/* bytes */
	BODY_MAX = 2 << 20,
	SAVE_AFTER = 1000,	/* ms after the first unsaved change */
	SAVE_KEYS = 100,	/* or so many changes */
	SAVE_AGAIN = 5000	/* ms after a save that failed */
};

/*
 * A draft under way. Each field is an edit of its own, but for a section that is chosen
 * from the portal's list: then `section` is its place there, from 1. What is on the disk
 * is known by `stamp`, a number that every change moves on: all is saved where stamp ==
 * saved. A save that fails changes nothing but `trouble`, and is tried again.
 */
struct editor {
	struct view v;
	struct draft draft;	/* as it was last saved; id 0: never */
	struct edit *text[FIELD_COUNT];
	struct section *sections;	/* to choose from; none: the field is free */
	size_t section_count;
	size_t section;		/* 0: none chosen, or one that is not in the list */
	uint64_t section_moves;	/* part of stamp */
	enum editor_field focus;
	uint64_t stamp, saved, kept;	/* kept: in the last explicit save */
	int64_t due;		/* clock_mono of the next autosave; INT64_MAX: none */
	unsigned keys;		/* changes since the last save */
	struct err trouble;	/* of the last save; ERR_NONE: it went well */
	bool made_here;		/* the row was not there when the editor was opened */
	bool abandon;		/* leave though it cannot be saved */
	const char *state;	/* of its newest submission, in words */
	char *needle;		/* what was searched last */
};

/* editor_draft.c */
void editor_load(struct editor *ed, int64_t draft);
void editor_close(struct editor *ed);
/* After whatever may have changed something. */
void editor_touched(struct editor *ed, int64_t mono);
bool editor_is_empty(const struct editor *ed);
/* False: ed->trouble says why. */
bool editor_save(struct editor *ed, enum desk_save kind);
int64_t editor_tick(struct editor *ed, int64_t mono);
/* Fills *d with what stands on the screen; to draft_clear. */
void editor_collect(const struct editor *ed, struct draft *d);
void editor_step_section(struct editor *ed, bool forward);
/* To the next section whose title begins with the letters, marks or not. */
void editor_jump_section(struct editor *ed, const char *letters, size_t n);
const char *editor_section_words(const struct editor *ed);
void editor_read_state(struct editor *ed);

/* editor_import.c */
void editor_import(struct editor *ed);	/* asks for a file and takes it in */
/* Puts the text (clean) into the body at the cursor; undone at once. False, with the
 * reason said: there is no room. name: of the file, for what is said. */
bool editor_insert(struct editor *ed, const char *name, const char *s, size_t n);

/* editor_paint.c */
void editor_paint(struct editor *ed, struct grid *g, struct rect area);

#endif
