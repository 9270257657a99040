/* view_history.h - the versions of a draft, and one beside the text as it is now */
#ifndef UI_VIEW_HISTORY_H
#define UI_VIEW_HISTORY_H

#include <bantin/base/draft.h>
#include <bantin/ui/view.h>

/* restore is called with the version to bring back (borrowed) when the views above the
 * one that asked are gone; ctx must outlive them. */
struct history {
	int64_t draft;
	struct draft now;	/* as it stands on the screen; taken */
	void (*restore)(void *ctx, const struct draft *was);
	void *ctx;
};

struct view *view_history_new(struct app *app, struct history *h);	/* takes h->now */
/* What changed from was (which may have been deleted since) to now; both borrowed. */
struct view *view_compare_new(struct app *app, const struct draft *was,
			      const struct draft *now);

#endif
