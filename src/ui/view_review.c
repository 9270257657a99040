/* view_review.c - what will be sent and what the checks found, before anything is sent */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>
#include <bantin/ui/view.h>

#include "page_view.h"
#include "reading.h"
#include "states.h"

struct view_review {
	struct view v;
	int64_t id;
	struct draft draft;
	bool ready;		/* nothing forbids it */
	size_t offered[9];	/* portals of the question, by number */
	struct page_view page;
};

static struct view_review *self(struct view *v)
{
	return (struct view_review *)v;
}

/* --- the page ------------------------------------------------------------------ */

static void add(struct view_review *r, enum role role, const char *s)
{
	layout_add_text(&r->page.layout, role, role == ROLE_HEADING ? 2 : 0, s);
}

static void add_item(struct view_review *r, const char *s, size_t n)
{
	char *text = mem_strn(s, n);
	struct block *b = layout_add_text(&r->page.layout, ROLE_ITEM, 1, text);

	b->marker = mem_str("-");
	free(text);
}

static const struct portal *portal_of(const struct view_review *r)
{
	const struct sync *s = app_sync(r->v.app);

	if (r->draft.portal && *r->draft.portal)
		return sync_find(s, r->draft.portal);
	return sync_portal_count(s) == 1 ? sync_portal(s, 0) : NULL;
}

static void add_pair(struct buf *b, const char *label, const char *value)
{
	buf_addf(b, "%s%s: %s", b->len ? "\n" : "", label, value);
}

static void count_text(const char *s, size_t *words, size_t *clusters)
{
	size_t n = strlen(s);

	*words = *clusters = 0;
	for (size_t at = 0; (at = text_word_next(s, n + 1, at)) <= n;)
		++*words;
	for (size_t line; n > 0; s += line, n -= line) {
		struct extent x;

		line = strcspn(s, "\n");
		text_measure(s, line, NULL, &x);
		*clusters += x.clusters;
		line += line < n;
	}
}

static void add_size(struct view_review *r, struct buf *b)
{
	const struct draft *d = &r->draft;
	size_t words, clusters;
	char w[NUMBER_MAX], c[NUMBER_MAX], size[NUMBER_MAX];
	struct buf line = {0};

	count_text(d->body, &words, &clusters);
	number_group((int64_t)words, w);
	number_group((int64_t)clusters, c);
	number_size((int64_t)(strlen(d->title) + strlen(d->summary) + strlen(d->body)),
		    size);
	buf_addf(&line, _("%s words, %s letters, %s"), w, c, size);
	add_pair(b, _("Text"), buf_str(&line));
	buf_clear(&line);
}

static void add_facts(struct view_review *r)
{
	const struct draft *d = &r->draft;
	const struct portal *p = portal_of(r);
	struct buf b = {0};
	char *section = p && *d->section ? archive_section_title(app_archive(r->v.app),
								 p->name, d->section)
					 : NULL;

	add_pair(&b, _("To"), p ? (p->title && *p->title ? p->title : p->name)
				: _("no portal chosen"));
	add_pair(&b, _("Section"),
		 section       ? section
		 : *d->section ? d->section
			       : _("none"));
	if (*d->summary)
		add_pair(&b, _("Summary"), d->summary);
	if (*d->tags)
		add_pair(&b, _("Tags"), d->tags);
	if (*d->author)
		add_pair(&b, _("Author"), d->author);
	add_size(r, &b);
	add(r, ROLE_PARAGRAPH, buf_str(&b));
	free(section);
	buf_clear(&b);
}

/* An earlier submission that is under way forbids another; one that arrived does not, but
 * there will be two of it. */
static void check_earlier(struct view_review *r, struct buf *found)
{
	struct submission s;

	if (!draft_submission(r->v.app, &r->draft, &s))
		return;
	if (submission_is_open(&s)) {
		buf_addf(found, "%s\n",
			 _("it was submitted and is still on its way; see the "
			   "outbox"));
		r->ready = false;
	} else if (state_stands(&s) && !state_is_returned(&s)) {
		buf_addf(found,
			 _("it was submitted before (%s): there will be two of it"),
			 state_words(&s));
		buf_addc(found, '\n');
	}
	submission_clear(&s);
}

static void add_findings(struct view_review *r)
{
	struct buf found = {0};

	r->ready = sync_check(app_sync(r->v.app), &r->draft, &found);
	check_earlier(r, &found);
	if (found.len == 0)
		add(r, ROLE_PARAGRAPH, _("The checks found nothing to put right."));
	else
		add(r, ROLE_HEADING, r->ready ? _("Look at this once more before sending")
					      : _("This must be put right first"));
	for (const char *s = buf_str(&found); *s;) {
		size_t n = strcspn(s, "\n");

		if (n > 0)
			add_item(r, s, n);
		s += n + (s[n] == '\n');
	}
	buf_clear(&found);
}

/* What goes along, and what is wrong with it. */
static void add_files(struct view_review *r)
{
	struct draft_attachment *list;
	size_t n;

	if (!desk_attachments(app_desk(r->v.app), r->id, &list, &n, NULL) || n == 0)
		return;
	add(r, ROLE_HEADING, _("Attachments"));
	for (size_t i = 0; i < n; i++) {
		struct buf b = {0};
		struct err e = {0};
		char size[NUMBER_MAX];
		bool good = attachment_look_again(&list[i], &e);

		buf_addf(&b, "%s, %s, %s", attachment_name(&list[i]), list[i].type,
			 number_size(list[i].size, size));
		if (!good)
			buf_addf(&b, ": %s", e.text);
		add_item(r, buf_str(&b), b.len);
		buf_clear(&b);
	}
	attachment_list_free(list, n);
}

/* Why it came back, for a last look at whether that is put right. */
static void add_remark(struct view_review *r)
{
	struct submission s;
	struct buf words = {0};

	draft_submission(r->v.app, &r->draft, &s);
	if (submission_remark(&s)) {
		buf_addf(&words, _("The editor's remark: %s"), submission_remark(&s));
		add(r, ROLE_LEAD, buf_str(&words));
	}
	buf_clear(&words);
	submission_clear(&s);
}

static bool line_is_down(const struct view_review *r)
{
	const struct portal *p = portal_of(r);
	struct sync_report report;

	return p && sync_report(app_sync(r->v.app), p->name, &report) &&
	       report.line == SYNC_LINE_DOWN;
}

static void add_sign_in(struct view_review *r, struct buf *b)
{
	const struct portal *p = portal_of(r);
	struct buf key = {0};

	if (p && !p->token) {
		key_words(r->v.app, CONTEXT_LIST, ACTION_SIGN_IN, &key);
		buf_addf(b, _("To sign in, press %s on the news screen."), buf_str(&key));
		buf_addc(b, '\n');
	}
	buf_clear(&key);
}

static void add_next(struct view_review *r)
{
	struct buf b = {0};
	bool go = r->ready;

	add_sign_in(r, &b);
	if (!portal_of(r) && sync_portal_count(app_sync(r->v.app)) > 1) {
		key_words(r->v.app, CONTEXT_REVIEW, ACTION_SUBMIT, &b);
		buf_addf(&b, ": %s\n", _("choose the portal it goes to"));
	}
	key_words(r->v.app, CONTEXT_REVIEW, go ? ACTION_SUBMIT : ACTION_BACK, &b);
	buf_addf(&b, ": %s", go ? _("submit to the portal") : _("back to the text"));
	if (go && sync_offline(app_sync(r->v.app)))
		buf_addf(&b, "\n%s",
			 _("You are working offline: it waits in the outbox until you "
			   "go online."));
	else if (go && line_is_down(r))
		buf_addf(&b, "\n%s",
			 _("The line is down: it waits in the outbox and goes out by "
			   "itself when the line is back."));
	add(r, ROLE_PARAGRAPH, buf_str(&b));
	buf_clear(&b);
}

static void make_page(struct view_review *r)
{
	layout_clear(&r->page.layout);
	page_new_layout(&r->page);
	if (r->draft.id == 0) {
		add(r, ROLE_PARAGRAPH, _("The draft is gone."));
		return;
	}
	add(r, ROLE_TITLE, title_or_none(r->draft.title));
	add_remark(r);
	add_facts(r);
	add_findings(r);
	add_files(r);
	add_next(r);
}

static void load(struct view_review *r)
{
	struct err e = {0};

	draft_clear(&r->draft);
	r->draft = (struct draft){0};
	if (!desk_draft(app_desk(r->v.app), r->id, &r->draft, &e)) {
		draft_clear(&r->draft);
		r->draft = (struct draft){0};
		app_say_err(r->v.app, &e);
	}
	make_page(r);
}

/* --- which portal, where there are several ----------------------------------------- */

static void portal_chosen(void *ctx, char key)
{
	struct view_review *r = ctx;
	struct err e = {0};

	if (key < '1' || key > '9')
		return;
	mem_set(&r->draft.portal,
		sync_portal(app_sync(r->v.app), r->offered[key - '1'])->name);
	if (!desk_draft_save(app_desk(r->v.app), &r->draft, DESK_AUTO, &e))
		app_say_err(r->v.app, &e);
	load(r);
}

static bool ask_portal(struct view_review *r)
{
	const struct sync *s = app_sync(r->v.app);
	struct buf question = {0};
	char keys[10] = "";
	size_t n = 0;

	if (r->draft.id == 0 || portal_of(r))
		return false;
	buf_adds(&question, _("Send to which portal?"));
	for (size_t i = 0; i < sync_portal_count(s) && n < 9; i++) {
		const struct portal *p = sync_portal(s, i);

		if (!portal_takes_bulletins(p))
			continue;
		r->offered[n] = i;
		keys[n] = (char)('1' + (int)n);
		n++;
		buf_addf(&question, "  %zu %s", n, p->name);
	}
	if (n > 1)
		app_choose(r->v.app, buf_str(&question), keys, portal_chosen, r);
	buf_clear(&question);
	return n > 1;
}

/* --- submitting ---------------------------------------------------------------- */

static const char *submitted_words(const struct view_review *r)
{
	if (sync_offline(app_sync(r->v.app)))
		return _("in the outbox; it is sent when you go online again");
	if (line_is_down(r))
		return _("in the outbox; it is sent by itself when the line is back");
	return _("in the outbox and on its way");
}

static void submit(struct view_review *r)
{
	struct app *app = r->v.app;
	int64_t outbox = 0;
	struct err e = {0};

	if (!sync_submit(app_sync(app), r->id, &outbox, &e)) {
		app_say_err(app, &e);
		load(r);
		return;
	}
	const char *words = submitted_words(r);
	app_go(app, view_outbox_new(app));
	app_say(app, false, "%s", words);
}

/* --- the rest of a view --------------------------------------------------------- */

static void review_paint(struct view *v, struct grid *g, struct rect area)
{
	page_paint(&self(v)->page, g, area);
}

static bool review_act(struct view *v, enum action a)
{
	struct view_review *r = self(v);

	if (a == ACTION_SUBMIT) {
		if (!ask_portal(r))
			submit(r);
		return true;
	}
	if (a == ACTION_PREVIEW) {
		if (r->draft.id)
			app_push(v->app, view_preview_stored(v->app, &r->draft));
		return true;
	}
	return page_act(&r->page, a);
}

static void review_title(const struct view *v, struct buf *out)
{
	(void)v;
	buf_adds(out, _("Review before sending"));
}

static const enum action *review_hints(const struct view *v)
{
	static const enum action ready[] = {ACTION_SUBMIT, ACTION_PREVIEW, ACTION_BACK,
					    ACTION_NONE};
	static const enum action not_ready[] = {ACTION_BACK, ACTION_PREVIEW, ACTION_NONE};

	return ((const struct view_review *)v)->ready ? ready : not_ready;
}

static void review_changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_STATUS)
		make_page(self(v));
}

static void review_shown(struct view *v)
{
	load(self(v));
}

static void review_free(struct view *v)
{
	struct view_review *r = self(v);

	app_unask(v->app, r);
	page_clear(&r->page);
	draft_clear(&r->draft);
	free(r);
}

static const struct view_class review_class = {
	.name = "review",
	.paint = review_paint,
	.keys = CONTEXT_REVIEW,
	.act = review_act,
	.title = review_title,
	.hints = review_hints,
	.changed = review_changed,
	.shown = review_shown,
	.free = review_free,
};

struct view *view_review_new(struct app *app, int64_t draft)
{
	struct view_review *r;

	if (!app_desk(app))
		return view_no_desk_new(app);
	r = mem_alloc(sizeof(*r));
	r->v = (struct view){&review_class, app};
	r->id = draft;
	load(r);
	return &r->v;
}
