/* portal_state.c - how a portal is doing, in a few words */
#include "portal_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

#include "tags.h"

void success_words(int64_t when, struct buf *out)
{
	char now[STAMP_MAX], then[STAMP_MAX], words[STAMP_MAX];

	stamp_format(clock_now(), STAMP_DAY, now);
	stamp_format(when, STAMP_DAY, then);
	buf_adds(out, stamp_format(when, strcmp(now, then) == 0 ? STAMP_CLOCK
								: STAMP_DAY_MONTH,
				   words));
}

static enum portal_mood mood_of(const struct sync_report *r)
{
	if (r->busy)
		return PORTAL_BUSY;
	if (r->line == SYNC_LINE_DOWN)
		return PORTAL_DOWN;
	if (r->error[0] && r->error_kind != ERR_CANCELLED)
		return PORTAL_FAILED;
	return r->last_success > 0 ? PORTAL_FINE : PORTAL_UNKNOWN;
}

void portal_state_of(struct app *app, const char *portal, struct portal_state *out)
{
	struct sync_report r;
	struct feed_state f = {0};

	*out = (struct portal_state){.mood = PORTAL_UNKNOWN};
	if (!sync_report(app_sync(app), portal, &r))
		return;
	/* another bantin may have read it since */
	if (archive_feed_state(app_archive(app), portal, &f, NULL) &&
	    f.last_success > r.last_success)
		r.last_success = f.last_success;
	feed_state_clear(&f);
	out->mood = mood_of(&r);
	out->last_success = r.last_success;
	snprintf(out->error, sizeof out->error, "%s", r.error);
}

void portal_state_words(const struct portal_state *s, bool brief, struct buf *out)
{
	struct buf when = {0};

	switch (s->mood) {
	case PORTAL_DOWN:
		buf_adds(out, _("no line"));
		break;
	case PORTAL_FAILED:
		buf_adds(out, _("in trouble"));
		break;
	case PORTAL_UNKNOWN:
		buf_adds(out, _("never synced"));
		break;
	case PORTAL_BUSY:
		buf_adds(out, _("syncing"));
		break;
	case PORTAL_FINE:
		success_words(s->last_success, &when);
		if (brief)
			buf_adds(out, buf_str(&when));
		else
			buf_addf(out, _("synced %s"), buf_str(&when));
		break;
	}
	buf_clear(&when);
}

void portal_states_line(struct app *app, bool brief, struct buf *out)
{
	const struct sync *sync = app_sync(app);
	size_t n = sync_portal_count(sync);
	struct portal_state *states = mem_array(n, sizeof(*states));
	char tag[TAG_MAX];

	for (size_t i = 0; i < n; i++)
		portal_state_of(app, sync_portal(sync, i)->name, &states[i]);
	for (int mood = PORTAL_DOWN; mood <= PORTAL_FINE; mood++) {
		for (size_t i = 0; i < n; i++) {
			if ((int)states[i].mood != mood)
				continue;
			buf_addf(out, "%s%s ", out->len > 0 ? " · " : "",
				 portal_tag(sync, sync_portal(sync, i)->name, tag));
			portal_state_words(&states[i], brief, out);
		}
	}
	free(states);
}
