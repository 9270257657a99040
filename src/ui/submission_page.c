/* submission_page.c - all that is known of a submission, and what may be done about it */
#include "submission_page.h"

#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/text/number.h>

#include "states.h"

static void add_words(struct layout *l, enum role role, const char *label, const char *s)
{
	struct buf b = {0};

	if (!s || !*s)
		return;
	buf_addf(&b, "%s: %s", label, s);
	layout_add_text(l, role, 0, buf_str(&b));
	buf_clear(&b);
}

static void add_left_out(struct layout *l, const struct submission *s)
{
	struct buf tags = {0}, words = {0};

	submission_left_out(s, &tags);
	if (tags.len) {
		buf_addf(&words,
			 _("These tags were left out, since the portal does not have "
			   "them and this account may not make them: %s"),
			 buf_str(&tags));
		layout_add_text(l, ROLE_PARAGRAPH, 0, buf_str(&words));
	}
	buf_clear(&tags);
	buf_clear(&words);
}

static void add_sent(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char stamp[STAMP_MAX];

	if (s->sent_at == 0 || s->tries == 0)
		return;
	stamp_format(s->sent_at, STAMP_MINUTE, stamp);
	buf_addf(&b,
		 s->tries == 1 ? _("Sent at %s, %d try.") : _("Sent at %s, %d tries."),
		 stamp, s->tries);
	layout_add_text(l, ROLE_META, 0, buf_str(&b));
	buf_clear(&b);
}

/* Says what the portal calls the row, for those who must ask its keepers. */
static void add_papers(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char size[NUMBER_MAX];

	buf_addf(&b, _("Portal %s, %s, number %s"), s->portal,
		 number_size((int64_t)s->payload_len, size), s->key);
	layout_add_text(l, ROLE_META, 0, buf_str(&b));
	buf_clear(&b);
}

static void add_files(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char size[NUMBER_MAX];

	for (size_t i = 0; i < s->file_count; i++) {
		const struct submission_file *f = &s->files[i];

		buf_addf(&b, f->url ? _("%s, %s, is on the portal") : _("%s, %s, goes first"),
			 f->name, number_size(f->size, size));
		layout_add_text(l, ROLE_META, 0, buf_str(&b));
		buf_cut(&b, 0);
	}
	buf_clear(&b);
}

void submission_page(struct app *app, const struct submission *s, bool whole,
		     struct layout *l)
{
	struct buf advice = {0};

	if (whole) {
		layout_add_text(l, ROLE_TITLE, 0, title_or_none(s->title));
		layout_add_text(l, ROLE_HEADING, 2, state_words(s));
	}
	add_words(l, ROLE_LEAD, _("Editor's remark"), s->remark);
	add_words(l, ROLE_PARAGRAPH, _("Answer"), s->reason);
	state_advice(app, s, &advice);
	while (advice.len && advice.s[advice.len - 1] == '\n')
		buf_cut(&advice, advice.len - 1);
	layout_add_text(l, ROLE_PARAGRAPH, 0, buf_str(&advice));
	add_left_out(l, s);
	add_words(l, ROLE_PARAGRAPH, _("Address"), s->remote_url);
	add_sent(l, s);
	add_files(l, s);
	add_papers(l, s);
	buf_clear(&advice);
}
