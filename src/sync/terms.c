/* terms.c - the tags of a submission are found or made on the portal before it goes */
#include <stdlib.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>

#include "inside.h"

bool terms_due(const struct lane *l, const struct submission *row)
{
	bool carries = row->stage == STAGE_CREATE || row->stage == STAGE_UPDATE;

	return carries && l->ops->terms_due && l->ops->terms_due(row);
}

/* What is known is committed before the next question; the row waits meanwhile. */
void terms_read(struct lane *l, const struct http_reply *r)
{
	struct submission *row = &l->delivery.row;
	struct verdict v = {.retry_after = -1};
	char *terms;

	l->ops->terms_read(&l->portal, row, r, &v, &terms);
	if (v.kind == VERDICT_ACCEPTED) {
		mem_set(&row->terms, terms);
		deliver_put(l->sync, row->id, clock_mono());
		row_move(l->sync, row, SUBMISSION_WAITING);
	} else {
		mem_set(&row->reason, v.reason);
		row_hold(l, row, &v);
	}
	free(terms);
	verdict_clear(&v);
}
