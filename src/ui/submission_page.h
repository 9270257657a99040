/* submission_page.h - all that is known of a submission, and what may be done about it */
#ifndef BANTIN_UI_SUBMISSION_PAGE_H
#define BANTIN_UI_SUBMISSION_PAGE_H

#include <stdbool.h>

#include <bantin/base/draft.h>
#include <bantin/text/layout.h>
#include <bantin/ui/app.h>

/* Appends to l. whole: title and state too, where no list beside it says them. */
void submission_page(struct app *app, const struct submission *s, bool whole,
		     struct layout *l);

#endif
