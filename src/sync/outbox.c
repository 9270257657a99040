/* outbox.c - what a person does: submit, check, retry, cancel, settle */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "inside.h"

/* The draft's portal, or the only one that takes bulletins. */
static struct lane *lane_for(struct sync *s, const struct draft *d, struct err *e)
{
	struct lane *only = NULL;
	size_t writers = 0;

	if (d->portal && d->portal[0]) {
		only = lane_find(s, d->portal);
		if (!only)
			err_set(e, ERR_USAGE,
				_("there is no portal named %s; "
				  "see: bantin portal list"),
				d->portal);
		return only;
	}
	for (size_t i = 0; i < s->lane_count; i++) {
		if (!portal_takes_bulletins(&s->lanes[i]->portal))
			continue;
		only = s->lanes[i];
		writers++;
	}
	if (writers == 1)
		return only;
	if (writers == 0)
		err_set(e, ERR_USAGE,
			_("no portal that takes bulletins; add one with: "
			  "bantin portal add URL"));
	else
		err_set(e, ERR_USAGE,
			_("several portals take bulletins; choose one in the draft"));
	return NULL;
}

static bool blank(const char *s)
{
	return !s || s[strspn(s, " \t\n")] == '\0';
}

static bool draft_ready(const struct draft *d, struct err *e)
{
	if (blank(d->title))
		return err_set(e, ERR_USAGE, _("the bulletin has no title yet"));
	if (blank(d->body))
		return err_set(e, ERR_USAGE, _("the bulletin has no text yet"));
	return true;
}

static bool lane_takes(const struct lane *l, struct err *e)
{
	if (!l->ops || !l->ops->freeze || !portal_takes_bulletins(&l->portal))
		return err_set(e, ERR_USAGE, _("the portal %s takes no bulletins"),
			       l->portal.name);
	if (!l->portal.token)
		return err_set(e, ERR_USAGE,
			       _("not signed in to %s; run: bantin login %s"),
			       l->portal.name, l->portal.name);
	return true;
}

static bool is_status(const struct submission *row, const char *status)
{
	return row->remote_status && strcmp(row->remote_status, status) == 0;
}

static bool same_files(const struct submission *row, const struct draft_attachment *list,
		       size_t n)
{
	bool same = row->file_count == n;

	for (size_t i = 0; same && i < n; i++)
		same = strcmp(row->files[i].name, attachment_name(&list[i])) == 0 &&
		       row->files[i].size == list[i].size;
	return same;
}

static bool files_as_sent(struct sync *s, const struct draft *d,
			  const struct submission *row)
{
	struct draft_attachment *list;
	size_t n;

	if (!desk_attachments(s->desk, d->id, &list, &n, NULL))
		return false;
	bool same = same_files(row, list, n);
	attachment_list_free(list, n);
	return same;
}

/* The same words once more would stand on the portal twice. What an editor there gave
 * back or turned down may be tried again as it is. */
static bool portal_has_it(struct sync *s, const struct lane *l, const struct draft *d)
{
	struct submission row;
	struct buf payload = {0};

	if (d->submission == 0 || !desk_submission(s->desk, d->submission, &row, NULL))
		return false;
	bool there = row.state == SUBMISSION_ACCEPTED &&
		     strcmp(row.portal, l->portal.name) == 0 &&
		     !is_status(&row, "draft") && !is_status(&row, "trash") &&
		     files_as_sent(s, d, &row) &&
		     l->ops->freeze(&l->portal, d, row.key, &payload, NULL) &&
		     payload.len == row.payload_len &&
		     memcmp(buf_str(&payload), row.payload, payload.len) == 0;
	buf_clear(&payload);
	submission_clear(&row);
	return there;
}

static bool is_new_there(struct sync *s, const struct lane *l, const struct draft *d,
			 struct err *e)
{
	if (!portal_has_it(s, l, d))
		return true;
	return err_set(e, ERR_REFUSED,
		       _("the portal has this bulletin already, word for word"));
}

/* What stands on the portal as a draft, given back or never finished, is what the new
 * text is for: it goes there rather than beside it. */
static void take_place(struct sync *s, const struct lane *l, struct submission *row,
		       const struct draft *d)
{
	struct submission last;

	if (d->submission == 0 || !desk_submission(s->desk, d->submission, &last, NULL))
		return;
	bool returned = last.state == SUBMISSION_ACCEPTED && is_status(&last, "draft");
	bool unfinished = (last.state == SUBMISSION_REFUSED ||
			   last.state == SUBMISSION_CANCELLED) &&
			  last.stage != STAGE_CREATE;
	if ((returned || unfinished) && (last.remote_id || last.remote_url) &&
	    strcmp(last.portal, row->portal) == 0) {
		row->stage = STAGE_UPDATE;
		mem_set(&row->remote_id, last.remote_id);
		mem_set(&row->remote_url, last.remote_url);
		mem_set(&row->remote_version, last.remote_version);
		row->cleared = l->ops->cleared ? l->ops->cleared(&last, row) : NULL;
	}
	submission_clear(&last);
}

static bool submit_draft(struct sync *s, struct lane *l, const struct draft *d,
			 int64_t *outbox, struct err *e)
{
	struct submission row = {.draft = d->id,
				 .portal = mem_str(l->portal.name),
				 .title = mem_str(d->title)};
	struct buf payload = {0}, *bytes = NULL;
	bool ok = uuid_new(row.key, e) &&
		  l->ops->freeze(&l->portal, d, row.key, &payload, e) &&
		  freeze_files(s, l, &row, &bytes, e);

	row.payload_len = payload.len;
	row.payload = buf_take(&payload);
	take_place(s, l, &row, d);
	ok = ok && desk_submit(s->desk, &row, bytes, e);
	if (ok) {
		*outbox = row.id;
		deliver_load(s);
		deliver_put(s, row.id, clock_mono());
		s->changes |= SYNC_OUTBOX | SYNC_STATUS;
	}
	frozen_free(bytes, row.file_count);
	submission_clear(&row);
	return ok;
}

/* The draft goes under the portal's own id of its section. */
static bool section_settle(struct sync *s, const struct lane *l, struct draft *d,
			   struct err *e)
{
	struct err why = {0};
	char *id;
	bool known = section_find(s, l, d, &id, &why);

	mem_set(&d->section, id);
	free(id);
	return known || why.kind == ERR_NONE || err_set(e, why.kind, "%s", why.text);
}

bool sync_submit(struct sync *s, int64_t draft, int64_t *outbox, struct err *e)
{
	struct draft d;

	if (!s->desk)
		return err_set(e, ERR_BUSY, _("the desk is open in another bantin"));
	if (!desk_draft(s->desk, draft, &d, e))
		return false;
	struct lane *l = draft_ready(&d, e) ? lane_for(s, &d, e) : NULL;
	bool ok = l && lane_takes(l, e) && section_settle(s, l, &d, e) &&
		  is_new_there(s, l, &d, e) && submit_draft(s, l, &d, outbox, e);
	draft_clear(&d);
	return ok;
}

/* What stands against sending it to this portal; one finding a line. */
static bool check_portal(struct sync *s, const struct lane *l, const struct draft *d,
			 struct buf *out)
{
	struct err e = {0};
	struct draft at = *d;	/* borrowed, but for the section */
	bool ok = true;

	if (!section_find(s, l, d, &at.section, &e)) {
		buf_addf(out, "%s\n", e.text);
		ok = e.kind == ERR_NONE;
	}
	if (!lane_takes(l, &e) || (s->desk && !is_new_there(s, l, &at, &e))) {
		buf_addf(out, "%s\n", e.text);
		ok = false;
	}
	free(at.section);
	return s->desk ? files_check(s, l, d->id, out) && ok : ok;
}

bool sync_check(struct sync *s, const struct draft *d, struct buf *out)
{
	struct err e;
	bool ok = true;

	if (!draft_ready(d, &e)) {
		buf_addf(out, "%s\n", e.text);
		ok = false;
	}
	struct lane *l = lane_for(s, d, &e);
	if (!l)
		buf_addf(out, "%s\n", e.text);
	ok = l && check_portal(s, l, d, out) && ok;
	if (blank(d->section))
		buf_addf(out, "%s\n", _("no section is chosen"));
	if (blank(d->summary))
		buf_addf(out, "%s\n", _("there is no summary"));
	if (d->title && text_columns(d->title, strlen(d->title)) > 120)
		buf_addf(out, "%s\n", _("the title is longer than 120 letters"));
	return ok;
}

/* Reads the row and makes sure it is in one of the states, a bit set. */
static bool row_in(struct sync *s, int64_t id, unsigned states, struct submission *row,
		   struct err *e)
{
	if (!s->desk)
		return err_set(e, ERR_BUSY, _("the desk is open in another bantin"));
	if (!desk_submission(s->desk, id, row, e))
		return false;
	if (states & 1u << row->state)
		return true;
	enum submission_state state = row->state;
	submission_clear(row);
	switch (state) {
	case SUBMISSION_ACCEPTED:
		return err_set(e, ERR_REFUSED, _("the portal has it already"));
	case SUBMISSION_CANCELLED:
		return err_set(e, ERR_REFUSED,
			       _("it was cancelled; submit the draft anew"));
	case SUBMISSION_SENDING:
		return err_set(e, ERR_REFUSED, _("it is being sent just now"));
	case SUBMISSION_UNKNOWN:
		return err_set(e, ERR_REFUSED,
			       _("whether the portal has it is not known yet; "
				 "retry, or settle it yourself"));
	case SUBMISSION_WAITING:
	case SUBMISSION_REFUSED:
		break;
	}
	return err_set(e, ERR_REFUSED,
		       _("that is possible only while it is not known whether "
			 "the portal has it"));
}

enum {
	IN_WAITING = 1 << SUBMISSION_WAITING,
	IN_UNKNOWN = 1 << SUBMISSION_UNKNOWN,
	IN_REFUSED = 1 << SUBMISSION_REFUSED
};

static bool row_change(struct sync *s, struct submission *row, enum submission_state to,
		       struct err *e)
{
	enum submission_state from = row->state;

	row->state = to;
	row->next_try = 0;
	bool ok = desk_submission_update(s->desk, row, from, e);
	if (ok)
		s->changes |= SYNC_OUTBOX | SYNC_STATUS;
	return ok;
}

/* The same draft went out again since: sending this row too would make two of it. */
static bool row_newest(struct sync *s, const struct submission *row, struct err *e)
{
	struct submission *list;
	bool newest = true;
	size_t n;

	if (!desk_outbox(s->desk, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].draft == row->draft && list[i].id > row->id &&
		    list[i].state != SUBMISSION_REFUSED &&
		    list[i].state != SUBMISSION_CANCELLED)
			newest = false;
	submission_list_free(list, n);
	return newest || err_set(e, ERR_REFUSED,
				 _("the draft was submitted again since; "
				   "this older text stays here"));
}

bool sync_outbox_retry(struct sync *s, int64_t id, struct err *e)
{
	struct submission row;

	if (!row_in(s, id, IN_WAITING | IN_UNKNOWN | IN_REFUSED, &row, e))
		return false;
	bool ok = row.state != SUBMISSION_REFUSED ||
		  (row_newest(s, &row, e) && row_change(s, &row, SUBMISSION_WAITING, e));
	if (ok) {
		deliver_load(s);
		deliver_put(s, id, clock_mono());
	}
	submission_clear(&row);
	return ok;
}

bool sync_outbox_cancel(struct sync *s, int64_t id, struct err *e)
{
	struct submission row;

	if (!row_in(s, id, IN_WAITING | IN_REFUSED, &row, e))
		return false;
	deliver_let_go(s, id);
	bool stays = submission_takes_back(&row);
	if (stays)
		row_stays(&row);
	bool ok = row_change(s, &row, stays ? SUBMISSION_ACCEPTED : SUBMISSION_CANCELLED,
			     e);
	if (ok)
		deliver_drop(s, id);
	submission_clear(&row);
	return ok;
}

bool sync_outbox_settle(struct sync *s, int64_t id, bool accepted, struct err *e)
{
	struct submission row;

	if (!row_in(s, id, IN_UNKNOWN, &row, e))
		return false;
	if (submission_takes_back(&row)) {
		submission_clear(&row);
		return err_set(e, ERR_REFUSED,
			       _("try it once more instead: what is done already is not "
				 "done twice"));
	}
	deliver_let_go(s, id);
	mem_set(&row.reason, accepted ? _("settled by hand") : NULL);
	bool ok = row_change(s, &row, accepted ? SUBMISSION_ACCEPTED : SUBMISSION_WAITING,
			     e);
	if (ok && accepted)
		deliver_drop(s, id);
	if (ok && !accepted) {
		deliver_load(s);
		deliver_put(s, id, clock_mono());
	}
	submission_clear(&row);
	return ok;
}
