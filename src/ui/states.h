/* states.h - what the writing screens share: states in words, the desk that is taken */
#ifndef UI_STATES_H
#define UI_STATES_H

#include <bantin/base/draft.h>
#include <bantin/ui/view.h>

/* What became of it in two or three words, translated; NULL: never submitted. */
const char *state_words(const struct submission *s);
enum face state_face(const struct submission *s);

/* What a clerk should know and may do now, whole sentences, newlines between them. */
void state_advice(struct app *app, const struct submission *s, struct buf *out);

/* The draft's newest submission, to submission_clear; false: it has none. */
bool draft_submission(struct app *app, const struct draft *d, struct submission *out);
/* Whether the portal can be asked what became of an unknown one, or given it again. */
bool state_can_be_asked(struct app *app, const struct submission *s);
bool state_stands(const struct submission *s);	/* on the portal: it may be withdrawn */
bool state_is_withdrawn(const struct submission *s);
bool state_is_returned(const struct submission *s);	/* an editor gave it back */

/* The screen that stands for desk, outbox, editor and review while another bantin has the
 * desk: by whom it is taken, and what to do. */
struct view *view_no_desk_new(struct app *app);

/* The title, or words for its lack. */
const char *title_or_none(const char *title);

/* A time as short as it may be: the clock of today, else day and clock. */
void when_words(int64_t t, struct buf *out);

#endif
