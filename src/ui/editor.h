/* editor.h - what the files of the editor share: its fields, its draft, its save state */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include <bantin/base/article.h>
#include <bantin/base/draft.h>
#include <bantin/edit/edit.h>
#include <bantin/store/attachment.h>
#include <bantin/text/import.h>
#include <bantin/ui/view.h>

/* In the order of Tab. The last three stand below the body, as on a printed page. */
enum editor_field {
	FIELD_TITLE, FIELD_SECTION, FIELD_SUMMARY, FIELD_BODY,
	FIELD_TAGS, FIELD_AUTHOR,
	FIELD_FILES,		/* a list; reached while it holds something */
	FIELD_COUNT
};

enum {
	TITLE_MAX = 1000, SECTION_MAX = 200, SUMMARY_MAX = 4000,	/* bytes */
	BODY_MAX = 2 << 20,
	TAGS_MAX = 1000, AUTHOR_MAX = 200,
	SAVE_AFTER = 1000,	/* ms after the first unsaved change */
	SAVE_KEYS = 90,		/* or so many letters: of 100 some come in one burst */
	SAVE_AGAIN = 5000,	/* ms after a save that failed */
	COUNT_AFTER = 800	/* ms without a key until the counters follow */
};

/* What the line below tells, as it was counted last: letters and small moves do not
 * repaint it one by one. That all is saved is taken back at once. */
struct editor_counts {
	size_t words, letters;	/* of the body */
	size_t line, column;	/* of the cursor, from 1 */
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
	bool unsaved_told;	/* that it is not saved is said, not only not denied */
	int64_t due;		/* clock_mono of the next autosave; INT64_MAX: none */
	unsigned keys;		/* letters and changes since the last save */
	struct err trouble;	/* of the last save; ERR_NONE: it went well */
	bool made_here;		/* the row was not there when the editor was opened */
	bool abandon;		/* leave though it cannot be saved */
	const char *state;	/* of its newest submission, in words */
	char *remark;		/* why it came back, a sentence in one line; NULL */
	char *needle;		/* what was searched last */
	char *instead;		/* what was last put in its place */
	size_t replaced;	/* places, in the replacing under way */
	struct draft_attachment *files;
	size_t file_count, file_cap, file;	/* file: the one the cursor is on */
	uint64_t file_moves;	/* part of stamp */
	struct editor_counts counts;
	int64_t count_due;	/* clock_mono; INT64_MAX: they are right */
	char *export;		/* path of a file that is there: replace it? */
	char *rescue;		/* path of the emergency copy; NULL: none */
	uint64_t rescued;	/* the stamp it holds */
};

/* editor_draft.c */
void editor_load(struct editor *ed, int64_t draft);
void editor_close(struct editor *ed);
/* After whatever may have changed something. */
void editor_touched(struct editor *ed, int64_t mono);
/* The same after a letter or a small move: the counters may wait. */
void editor_typed(struct editor *ed, int64_t mono);
bool editor_is_empty(const struct editor *ed);
/* False: ed->trouble says why. */
bool editor_save(struct editor *ed, enum desk_save kind);
int64_t editor_tick(struct editor *ed, int64_t mono);
/* Fills *d with what stands on the screen; to draft_clear. */
void editor_collect(const struct editor *ed, struct draft *d);
void editor_set_section(struct editor *ed, const char *id);
void editor_step_section(struct editor *ed, bool forward);
/* To the next section whose title begins with the letters, marks or not. */
void editor_jump_section(struct editor *ed, const char *letters, size_t n);
const char *editor_section_words(const struct editor *ed);
void editor_read_state(struct editor *ed);

/* editor_import.c */
void editor_import(struct editor *ed);	/* asks for a file and takes it in */
/* Puts the text (clean) into the body at the cursor; undone at once. Where the title is
 * empty, what the text has for it and the other fields goes there. False, with the reason
 * said: there is no room. name: of the file, for what is said. */
bool editor_insert(struct editor *ed, const char *name, const struct buf *text,
		   enum import_form form);

/* editor_export.c */
void editor_export(struct editor *ed);	/* asks for a path and writes there */

/* editor_beside.c: what is kept beside the text */
void editor_load_beside(struct editor *ed);
/* The undo logs of all fields, as they fit what d holds. */
void editor_collect_undo(const struct editor *ed, const struct draft *d, struct buf *out);
void editor_attach(struct editor *ed);		/* asks for a path */
bool editor_act_files(struct editor *ed, enum action a);
void editor_files_words(const struct editor *ed, size_t i, struct buf *out);
/* The emergency copy of what cannot be saved, and its end when it can. */
void editor_rescue(struct editor *ed, const struct draft *d);
void editor_rescue_done(struct editor *ed);

/* editor_tools.c: replacing, lines, case, joining, dates, own words, older versions */
bool editor_act_tools(struct editor *ed, enum action a);

/* Counts anew what the line below tells. */
void editor_count(struct editor *ed);

/* editor_paint.c */
void editor_paint(struct editor *ed, struct grid *g, struct rect area);

#endif
