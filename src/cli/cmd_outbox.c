/* cmd_outbox.c - bantin submit | outbox */
#include <stdio.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>

#include "cli.h"
#include "json.h"

static void row_json(const struct submission *s)
{
	struct json *j = json_new();
	struct buf left_out = {0};

	json_int(j, "id", s->id);
	json_int(j, "draft", s->draft);
	json_str(j, "key", s->key);
	json_str(j, "state", submission_state_name(s->state));
	json_str(j, "stage", submission_stage_name(s->stage));
	json_str(j, "words", submission_words(s));
	json_int(j, "tries", s->tries);
	json_time(j, "next_try", s->next_try, true);
	json_str(j, "remote_id", s->remote_id);
	json_str(j, "remote_url", s->remote_url);
	json_str(j, "remote_status", s->remote_status);
	json_str(j, "reason", s->remark ? s->remark : s->reason);
	json_str(j, "portal", s->portal);
	json_str(j, "title", s->title);
	json_str(j, "remark", s->remark);
	submission_left_out(s, &left_out);
	json_str(j, "tags_left_out", left_out.len ? buf_str(&left_out) : NULL);
	buf_clear(&left_out);
	json_list(j, "files");
	for (size_t i = 0; i < s->file_count; i++) {
		struct json *f = json_new();
		json_str(f, "name", s->files[i].name);
		json_str(f, "type", s->files[i].type);
		json_int(f, "bytes", s->files[i].size);
		json_str(f, "url", s->files[i].url);
		json_list_add(j, "files", f);
	}
	json_print(j);
}

static void left_out_print(const struct cli *c, const struct submission *s)
{
	struct buf tags = {0};
	struct buf line = {0};

	submission_left_out(s, &tags);
	if (tags.len) {
		buf_addf(&line,
			 _("These tags were left out, since the portal does not have "
			   "them and this account may not make them: %s"),
			 buf_str(&tags));
		out_line(c, "        %s", buf_str(&line));
	}
	buf_clear(&tags);
	buf_clear(&line);
}

static void row_print(const struct cli *c, const struct submission *s)
{
	if (c->json) {
		row_json(s);
		return;
	}
	out_line(c, "%6lld  %s: %s", (long long)s->id, submission_words(s), s->title);
	if (s->remote_url && s->remote_url[0])
		out_line(c, "        %s", s->remote_url);
	if (s->remark && s->remark[0])
		out_line(c, "        %s", s->remark);
	else if (s->reason && s->reason[0])
		out_line(c, "        %s", s->reason);
	left_out_print(c, s);
}

/* An errand that the portal did not do, so that all is as before. */
static bool errand_refused(const struct submission *s, enum submission_stage asked)
{
	return s->state == SUBMISSION_ACCEPTED && asked != STAGE_CREATE &&
	       (asked == STAGE_WITHDRAW) != (submission_fate(s) == FATE_WITHDRAWN);
}

/* Carries out what is due and tells what came of one row, of which `asked` was asked. */
static bool row_outcome(struct cli *c, int64_t id, enum submission_stage asked,
			struct err *e)
{
	struct submission s;

	if (!c->offline && !sync_run(c->sync, c->stop, e))
		return false;
	if (!desk_submission(c->desk, id, &s, e))
		return false;
	row_print(c, &s);
	err_clear(e);
	if (s.state == SUBMISSION_REFUSED || errand_refused(&s, asked))
		err_set(e, ERR_REFUSED, "%s", s.reason ? s.reason : submission_words(&s));
	else if (s.state == SUBMISSION_UNKNOWN ||
		 (s.state == SUBMISSION_WAITING && !c->offline))
		err_set(e, ERR_NET,
			_("nothing is lost; the next sync goes on with it: %s"),
			s.reason ? s.reason : submission_words(&s));
	submission_clear(&s);
	return e->kind == ERR_NONE;
}

bool cmd_submit(struct cli *c, struct err *e)
{
	int64_t draft, id;

	return cli_id(args_next(&c->args), _("a draft"), &draft, e) &&
	       args_done(&c->args, e) && cli_desk(c, true, e) && cli_sync(c, e) &&
	       sync_submit(c->sync, draft, &id, e) && row_outcome(c, id, STAGE_CREATE, e);
}

static bool outbox_list(struct cli *c, struct err *e)
{
	struct submission *list;
	size_t n;

	if (!desk_outbox(c->desk, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		row_print(c, &list[i]);
	submission_list_free(list, n);
	return true;
}

/* What is asked of one row; words that follow are read by the function. */
struct errand {
	const char *word;
	bool (*run)(struct cli *c, int64_t id, struct err *e);
	enum submission_stage asked;
};

static bool run_retry(struct cli *c, int64_t id, struct err *e)
{
	return args_done(&c->args, e) && sync_outbox_retry(c->sync, id, e);
}

static bool run_cancel(struct cli *c, int64_t id, struct err *e)
{
	return args_done(&c->args, e) && sync_outbox_cancel(c->sync, id, e);
}

static bool run_withdraw(struct cli *c, int64_t id, struct err *e)
{
	return args_done(&c->args, e) && sync_outbox_withdraw(c->sync, id, e);
}

static bool run_restore(struct cli *c, int64_t id, struct err *e)
{
	return args_done(&c->args, e) && sync_outbox_restore(c->sync, id, e);
}

static bool run_settle(struct cli *c, int64_t id, struct err *e)
{
	const char *word = args_next(&c->args);
	bool accepted = word && strcmp(word, "accepted") == 0;

	if (!accepted && !(word && strcmp(word, "again") == 0))
		return err_set(e, ERR_USAGE,
			       _("say: bantin outbox settle N accepted, or: "
				 "bantin outbox settle N again"));
	return args_done(&c->args, e) && sync_outbox_settle(c->sync, id, accepted, e);
}

static const struct errand *errand_named(const char *word)
{
	static const struct errand errands[] = {
		{"retry", run_retry, STAGE_CREATE},
		{"cancel", run_cancel, STAGE_CREATE},
		{"settle", run_settle, STAGE_CREATE},
		{"withdraw", run_withdraw, STAGE_WITHDRAW},
		{"restore", run_restore, STAGE_RESTORE},
	};

	for (size_t i = 0; i < sizeof(errands) / sizeof(errands[0]); i++)
		if (strcmp(errands[i].word, word) == 0)
			return &errands[i];
	return NULL;
}

bool cmd_outbox(struct cli *c, struct err *e)
{
	const char *word = args_next(&c->args);
	int64_t id;

	if (!cli_desk(c, true, e) || !cli_sync(c, e))
		return false;
	if (!word)
		return outbox_list(c, e);
	const struct errand *errand = errand_named(word);
	if (!errand)
		return err_set(e, ERR_USAGE,
			       _("say one of: bantin outbox, bantin outbox retry N, "
				 "cancel N, withdraw N, restore N, "
				 "settle N accepted|again"));
	return cli_id(args_next(&c->args), _("a submission"), &id, e) &&
	       errand->run(c, id, e) && row_outcome(c, id, errand->asked, e);
}
