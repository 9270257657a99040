/* fetching.c - a file on its way, whatever screen is open: stopping it, its end */
#include <bantin/base/i18n.h>

#include "inside.h"

/* What begins here may have ended before the next step looks. */
bool fetching_begin(struct app *a, const struct fetch_file *f, bool look)
{
	struct err e = {0};

	if (!(look ? sync_fetch_look : sync_fetch)(a->setup.sync, f, &e)) {
		app_say_err(a, &e);
		return false;
	}
	a->was_fetching = true;
	bars_refresh(a);
	return true;
}

bool fetching_stop(struct app *a)
{
	if (!sync_fetching(a->setup.sync))
		return false;
	sync_fetch_stop(a->setup.sync);
	bars_refresh(a);
	return true;
}

static void say_end(struct app *a, const struct fetch_report *r)
{
	if (r->state == FETCH_DONE)
		app_say(a, false, _("Fetched: %s"), r->path);
	else if (r->state == FETCH_FAILED && r->err.kind == ERR_CANCELLED && r->done > 0)
		app_say(a, false, "%s",
			_("Stopped; what came is kept, and the next time goes on from "
			  "there."));
	else if (r->state == FETCH_FAILED && r->err.kind == ERR_CANCELLED)
		app_say(a, false, "%s", _("stopped"));
	else if (r->state == FETCH_FAILED)
		app_say_err(a, &r->err);
}

void fetching_step(struct app *a)
{
	bool fetching = sync_fetching(a->setup.sync);
	struct fetch_report r;

	if (a->was_fetching && !fetching) {
		sync_fetch_report(a->setup.sync, &r);
		say_end(a, &r);
		a->changes |= SYNC_FETCH;
	}
	a->was_fetching = fetching;
}
