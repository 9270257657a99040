/* states.c - what became of a submission, in words that say what to do next */
#include "states.h"

#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>

#include "reading.h"

const char *state_words(const struct submission *s)
{
	return s ? submission_words(s) : _("draft");
}

enum face state_face(const struct submission *s)
{
	if (!s || s->state == SUBMISSION_CANCELLED)
		return FACE_META;
	if (s->state == SUBMISSION_REFUSED || s->state == SUBMISSION_UNKNOWN)
		return FACE_BAD;
	if (s->state != SUBMISSION_ACCEPTED)
		return FACE_META;
	switch (submission_fate(s)) {
	case FATE_PUBLISHED:
		return FACE_GOOD;
	case FATE_PENDING:
	case FATE_WITHDRAWN:
		return FACE_META;
	default:
		return FACE_BAD;
	}
}

static void add_key(struct app *app, struct buf *out, enum action a, const char *sentence)
{
	struct buf key = {0};

	key_words(app, CONTEXT_OUTBOX, a, &key);
	buf_addf(out, "%s: %s\n", buf_str(&key), sentence);
	buf_clear(&key);
}

static void add_when(struct app *app, const struct submission *s, struct buf *out)
{
	struct buf when = {0};

	if (sync_offline(app_sync(app)))
		buf_addf(out, "%s\n",
			 _("You are working offline: it goes out when you go "
			   "online again."));
	else if (s->next_try > clock_now()) {
		when_words(s->next_try, &when);
		buf_addf(out, _("The next try is at %s, by itself."), buf_str(&when));
		buf_addc(out, '\n');
	} else
		buf_addf(out, "%s\n",
			 _("It goes out by itself as soon as the line is up."));
	buf_clear(&when);
}

static void advise_waiting(struct app *app, const struct submission *s, struct buf *out)
{
	add_when(app, s, out);
	add_key(app, out, ACTION_RETRY, _("try now"));
	add_key(app, out, ACTION_CANCEL, _("do not send it"));
}

static const struct portal *portal_of(struct app *app, const struct submission *s)
{
	const struct sync *sync = app_sync(app);

	for (size_t i = 0; i < sync_portal_count(sync); i++)
		if (strcmp(sync_portal(sync, i)->name, s->portal) == 0)
			return sync_portal(sync, i);
	return NULL;
}

bool state_can_be_asked(struct app *app, const struct submission *s)
{
	const struct portal *p = portal_of(app, s);

	return p && (p->can & (PORTAL_REMEMBERS_KEYS | PORTAL_LOOKS_UP));
}

static void advise_unknown(struct app *app, const struct submission *s, struct buf *out)
{
	struct buf when = {0};

	buf_addf(out, "%s\n",
		 _("The line broke before the portal answered: it may have the "
		   "bulletin or not. Look on the portal before you send it again."));
	if (s->next_try > clock_now() && !sync_offline(app_sync(app))) {
		when_words(s->next_try, &when);
		buf_addf(out, _("bantin asks the portal by itself at %s."),
			 buf_str(&when));
		buf_addc(out, '\n');
	}
	if (state_can_be_asked(app, s))
		add_key(app, out, ACTION_RETRY, _("ask the portal now"));
	add_key(app, out, ACTION_SETTLE_ACCEPTED, _("I have looked: it is there"));
	add_key(app, out, ACTION_SETTLE_AGAIN,
		_("I have looked: it is not there, send it again"));
	buf_clear(&when);
}

static void advise_taking_back(struct app *app, const struct submission *s,
			       struct buf *out)
{
	bool back = s->stage == STAGE_RESTORE;

	switch (s->state) {
	case SUBMISSION_WAITING:
		buf_addf(out, "%s\n", back ? _("It is to be put back on the portal.")
					   : _("It is to be withdrawn from the portal."));
		add_when(app, s, out);
		add_key(app, out, ACTION_RETRY, _("try now"));
		add_key(app, out, ACTION_CANCEL, _("leave it on the portal as it is"));
		break;
	case SUBMISSION_UNKNOWN:
		buf_addf(out, "%s\n",
			 _("The line broke before the portal answered. It is asked once "
			   "more by itself; that does no harm."));
		add_key(app, out, ACTION_RETRY, _("ask the portal now"));
		break;
	default:
		buf_addf(out, "%s\n", _("It is on its way; the answer shows here."));
	}
}

static void advise_accepted(struct app *app, const struct submission *s, struct buf *out)
{
	switch (submission_fate(s)) {
	case FATE_PUBLISHED:
		buf_addf(out, "%s\n", _("It is on the portal for everyone to read."));
		break;
	case FATE_WITHDRAWN:
		buf_addf(out, "%s\n",
			 _("You withdrew it: nobody reads it on the portal. The draft is "
			   "still on the desk."));
		add_key(app, out, ACTION_PUT_BACK, _("put it back as it was"));
		break;
	case FATE_RETURNED:
		buf_addf(out, "%s\n",
			 _("An editor of the portal gave it back. Open the draft on "
			   "the desk, correct it and submit it again."));
		break;
	case FATE_DROPPED:
		buf_addf(out, "%s\n",
			 _("An editor of the portal turned it down. The draft is "
			   "still on the desk."));
		break;
	case FATE_PENDING:
		/* settled by hand, and it has no name that the portal would answer to */
		if (!s->remote_status && !s->remote_url && !state_can_be_asked(app, s)) {
			buf_addf(out, "%s\n",
				 _("You have seen it on the portal. Look there for "
				   "what its editor decides."));
			break;
		}
		buf_addf(out, "%s\n",
			 _("The portal has it. An editor there must approve it; the "
			   "next sync tells what was decided."));
	}
}

void state_advice(struct app *app, const struct submission *s, struct buf *out)
{
	if (submission_is_open(s) && submission_takes_back(s)) {
		advise_taking_back(app, s, out);
		return;
	}
	switch (s->state) {
	case SUBMISSION_WAITING:
		advise_waiting(app, s, out);
		break;
	case SUBMISSION_SENDING:
		buf_addf(out, "%s\n", _("It is on its way; the answer shows here."));
		break;
	case SUBMISSION_UNKNOWN:
		advise_unknown(app, s, out);
		break;
	case SUBMISSION_ACCEPTED:
		advise_accepted(app, s, out);
		break;
	case SUBMISSION_REFUSED:
		buf_addf(out, "%s\n",
			 _("The portal did not take it. Correct the draft on the "
			   "desk and submit it again."));
		add_key(app, out, ACTION_RETRY, _("send the same once more"));
		add_key(app, out, ACTION_CANCEL, _("leave it"));
		break;
	case SUBMISSION_CANCELLED:
		buf_addf(out, "%s\n",
			 _("It will not be sent. The draft is still on the desk."));
		break;
	}
}

bool draft_submission(struct app *app, const struct draft *d, struct submission *out)
{
	*out = (struct submission){0};
	return d->submission && desk_submission(app_desk(app), d->submission, out, NULL);
}

bool state_stands(const struct submission *s)
{
	enum submission_fate fate = submission_fate(s);

	return s->state == SUBMISSION_ACCEPTED && fate != FATE_DROPPED &&
	       fate != FATE_WITHDRAWN;
}

bool state_is_withdrawn(const struct submission *s)
{
	return s->state == SUBMISSION_ACCEPTED && submission_fate(s) == FATE_WITHDRAWN;
}

bool state_is_returned(const struct submission *s)
{
	return s->state == SUBMISSION_ACCEPTED && submission_fate(s) == FATE_RETURNED;
}

const char *title_or_none(const char *title)
{
	return title && *title ? title : _("(no title yet)");
}

void when_words(int64_t t, struct buf *out)
{
	char now[STAMP_MAX], then[STAMP_MAX], clock[STAMP_MAX];

	stamp_format(clock_now(), STAMP_DAY, now);
	stamp_format(t, STAMP_DAY, then);
	stamp_format(t, STAMP_CLOCK, clock);
	if (strcmp(now, then)) {
		stamp_format(t, STAMP_DAY_MONTH, then);
		buf_addf(out, "%s ", then);
	}
	buf_adds(out, clock);
}
