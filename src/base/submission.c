/* submission.c - what became of a bulletin that was sent, in a word or a few */
#include <bantin/base/draft.h>

#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>

const char *submission_state_name(enum submission_state s)
{
	switch (s) {
	case SUBMISSION_WAITING:
		return "waiting";
	case SUBMISSION_SENDING:
		return "sending";
	case SUBMISSION_UNKNOWN:
		return "unknown";
	case SUBMISSION_ACCEPTED:
		return "accepted";
	case SUBMISSION_REFUSED:
		return "refused";
	case SUBMISSION_CANCELLED:
		return "cancelled";
	}
	return "unknown";
}

const char *submission_stage_name(enum submission_stage s)
{
	switch (s) {
	case STAGE_CREATE:
		return "create";
	case STAGE_FINISH:
		return "finish";
	case STAGE_UPDATE:
		return "update";
	case STAGE_WITHDRAW:
		return "withdraw";
	case STAGE_RESTORE:
		return "restore";
	}
	return "create";
}

bool submission_is_open(const struct submission *s)
{
	return s->state == SUBMISSION_WAITING || s->state == SUBMISSION_SENDING ||
	       s->state == SUBMISSION_UNKNOWN;
}

bool submission_takes_back(const struct submission *s)
{
	return s->stage == STAGE_WITHDRAW || s->stage == STAGE_RESTORE;
}

static bool is_trash(const struct submission *s)
{
	return s->remote_status && strcmp(s->remote_status, "trash") == 0;
}

enum submission_fate submission_fate(const struct submission *s)
{
	static const struct {
		const char *word;
		enum submission_fate fate;
	} words[] = {
		{"published", FATE_PUBLISHED},
		{"publish", FATE_PUBLISHED},
		{"draft", FATE_RETURNED},
		{"trash", FATE_DROPPED},
	};

	if (s->stage == STAGE_WITHDRAW && is_trash(s))
		return FATE_WITHDRAWN;
	for (size_t i = 0; s->remote_status && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, s->remote_status) == 0)
			return words[i].fate;
	return FATE_PENDING;
}

const char *submission_remark(const struct submission *s)
{
	bool returned = s->state == SUBMISSION_ACCEPTED &&
			submission_fate(s) == FATE_RETURNED;

	return returned && s->remark && *s->remark ? s->remark : NULL;
}

void submission_left_out(const struct submission *s, struct buf *out)
{
	bool first = true;

	for (const char *line = s->terms; line && *line;) {
		size_t n = strcspn(line, "\n");

		if (n > 2 && strncmp(line, "0\t", 2) == 0) {
			buf_adds(out, first ? "" : ", ");
			buf_add(out, line + 2, n - 2);
			first = false;
		}
		line += n + (line[n] == '\n');
	}
}

static const char *fate_words(enum submission_fate fate)
{
	switch (fate) {
	case FATE_PUBLISHED:
		return _("published");
	case FATE_RETURNED:
		return _("returned");
	case FATE_DROPPED:
		return _("turned down");
	case FATE_WITHDRAWN:
		return _("withdrawn");
	case FATE_PENDING:
		break;
	}
	return _("awaiting approval");
}

static const char *taking_back_words(const struct submission *s)
{
	bool back = s->stage == STAGE_RESTORE;

	switch (s->state) {
	case SUBMISSION_WAITING:
		return back ? _("restore waiting") : _("withdrawal waiting");
	case SUBMISSION_SENDING:
		return back ? _("being restored") : _("being withdrawn");
	case SUBMISSION_UNKNOWN:
		return back ? _("restore unknown") : _("withdrawal unknown");
	default:
		return NULL;
	}
}

const char *submission_words(const struct submission *s)
{
	const char *words = submission_takes_back(s) ? taking_back_words(s) : NULL;

	if (words)
		return words;
	switch (s->state) {
	case SUBMISSION_WAITING:
		return _("waiting to be sent");
	case SUBMISSION_SENDING:
		return _("being sent");
	case SUBMISSION_UNKNOWN:
		return _("arrival not known");
	case SUBMISSION_REFUSED:
		return _("refused");
	case SUBMISSION_CANCELLED:
		return _("cancelled");
	case SUBMISSION_ACCEPTED:
		break;
	}
	return fate_words(submission_fate(s));
}
