/* cmd_draft.c - bantin draft new | list | show | set | check | delete */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/clean.h>

#include "cli.h"
#include "json.h"

enum { DRAFT_MAX = 1 << 20 };

/* What --title and its like were given; NULL: not given. */
struct fields {
	const char *portal, *title, *section, *summary, *author, *tags;
};

static void field_set(char **slot, const char *value)
{
	if (value) {
		free(*slot);
		*slot = text_clean_line(value);
	}
}

static bool fields_apply(struct cli *c, const struct fields *f, struct draft *d,
			 struct err *e)
{
	if (f->portal && !cli_portal(c, f->portal, e))
		return false;
	field_set(&d->portal, f->portal);
	field_set(&d->title, f->title);
	if (f->section) {
		free(d->section);
		d->section = cli_section(c, d->portal, f->section);
	}
	field_set(&d->summary, f->summary);
	field_set(&d->author, f->author);
	field_set(&d->tags, f->tags);
	return true;
}

static bool fields_read(struct cli *c, struct fields *f, struct err *e)
{
	const struct option options[] = {
		{"--portal", &f->portal, NULL},
		{"--title", &f->title, NULL},
		{"--section", &f->section, NULL},
		{"--summary", &f->summary, NULL},
		{"--author", &f->author, NULL},
		{"--tags", &f->tags, NULL},
		{0},
	};

	return args_options(&c->args, options, false, e);
}

/* Its bytes are foreign and cleaned here. */
static bool body_read(const char *file, struct draft *d, struct err *e)
{
	struct buf raw = {0};

	if (!file)
		return true;
	bool ok = cli_read(file, DRAFT_MAX, &raw, e);
	if (ok) {
		free(d->body);
		d->body = text_clean_dup(buf_str(&raw), raw.len, CLEAN_TEXT);
	}
	buf_clear(&raw);
	return ok;
}

bool cli_draft_new(struct cli *c, struct draft *d, struct err *e)
{
	if (!cli_desk(c, true, e) || !desk_draft_save(c->desk, d, DESK_EXPLICIT, e))
		return false;
	out_line(c, "%lld", (long long)d->id);
	cli_warn(c);
	return true;
}

static bool draft_new(struct cli *c, struct err *e)
{
	const char *template = NULL;
	const struct option options[] = {{"--template", &template, NULL}, {0}};
	struct fields f = {0};
	struct draft d = {0};

	if (!args_options(&c->args, options, true, e) || !fields_read(c, &f, e))
		return false;
	const char *file = args_next(&c->args);
	if (file && template)
		return err_set(e, ERR_USAGE, _("either a template or a file, not both"));
	bool ok = args_done(&c->args, e) &&
		  (!template || cli_template(c, template, &d, e)) &&
		  fields_apply(c, &f, &d, e) &&
		  body_read(file, &d, e) && cli_draft_new(c, &d, e);
	draft_clear(&d);
	return ok;
}

static void draft_print(const struct cli *c, const struct draft *d)
{
	char day[STAMP_MAX];

	if (c->json) {
		struct json *j = json_new();
		json_int(j, "id", d->id);
		json_str(j, "portal", d->portal);
		json_str(j, "title", d->title);
		json_str(j, "section", d->section);
		json_time(j, "modified", d->modified, false);
		json_int(j, "version", d->version);
		json_int(j, "submission", d->submission);
		json_print(j);
		return;
	}
	out_line(c, "%6lld  %s  %s", (long long)d->id,
		 stamp_format(d->modified, STAMP_MINUTE, day),
		 d->title && d->title[0] ? d->title : _("(no title)"));
}

static bool draft_list(struct cli *c, struct err *e)
{
	struct draft *list;
	size_t n;

	if (!args_done(&c->args, e) || !cli_desk(c, true, e) ||
	    !desk_drafts(c->desk, true, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		draft_print(c, &list[i]);
	draft_list_free(list, n);
	return true;
}

/* The draft whose number is the next word. */
static bool draft_named(struct cli *c, struct draft *d, struct err *e)
{
	int64_t id;

	return cli_id(args_next(&c->args), _("a draft"), &id, e) &&
	       args_done(&c->args, e) && cli_desk(c, true, e) &&
	       desk_draft(c->desk, id, d, e);
}

static void attachments_json(struct cli *c, struct json *j, int64_t draft)
{
	struct draft_attachment *list;
	size_t n;

	if (!desk_attachments(c->desk, draft, &list, &n, NULL))
		return;
	json_list(j, "attachments");
	for (size_t i = 0; i < n; i++) {
		struct json *item = json_new();
		json_str(item, "path", list[i].path);
		json_str(item, "type", list[i].type);
		json_int(item, "bytes", list[i].size);
		json_list_add(j, "attachments", item);
	}
	attachment_list_free(list, n);
}

/* What the editor wrote who gave it back; the caller's, NULL: nothing. */
static char *draft_remark(struct cli *c, const struct draft *d)
{
	struct submission s = {0};

	if (d->submission)
		desk_submission(c->desk, d->submission, &s, NULL);
	char *remark = mem_str(submission_remark(&s));
	submission_clear(&s);
	return remark;
}

static bool draft_show(struct cli *c, struct err *e)
{
	struct draft d;

	if (!draft_named(c, &d, e))
		return false;
	char *remark = draft_remark(c, &d);
	if (c->json) {
		struct json *j = json_new();
		json_int(j, "id", d.id);
		json_str(j, "portal", d.portal);
		json_str(j, "title", d.title);
		json_str(j, "section", d.section);
		json_str(j, "summary", d.summary);
		json_str(j, "author", d.author);
		json_str(j, "tags", d.tags);
		json_str(j, "body", d.body);
		attachments_json(c, j, d.id);
		json_time(j, "modified", d.modified, false);
		json_str(j, "remark", remark);
		json_print(j);
	} else {
		if (remark)
			complain(_("The editor's remark: %s"), remark);
		out_line(c, "# %s\n", d.title);
		if (d.summary[0])
			out_line(c, "%s\n", d.summary);
		out_text(c, d.body);
		if (d.body[0] && d.body[strlen(d.body) - 1] != '\n')
			out_text(c, "\n");
	}
	free(remark);
	draft_clear(&d);
	return true;
}

static bool draft_set(struct cli *c, struct err *e)
{
	struct fields f = {0};
	struct draft d;

	if (!fields_read(c, &f, e) || !draft_named(c, &d, e))
		return false;
	bool ok = fields_apply(c, &f, &d, e) &&
		  desk_draft_save(c->desk, &d, DESK_EXPLICIT, e);
	if (ok)
		cli_warn(c);
	draft_clear(&d);
	return ok;
}

static bool draft_check(struct cli *c, struct err *e)
{
	struct draft d;
	struct buf findings = {0};

	if (!draft_named(c, &d, e))
		return false;
	bool ok = cli_sync(c, e);
	if (ok) {
		ok = sync_check(c->sync, &d, &findings) ||
		     err_set(e, ERR_FAILED, _("the draft cannot be submitted yet"));
		out_text(c, buf_str(&findings));
	}
	buf_clear(&findings);
	draft_clear(&d);
	return ok;
}

static bool draft_delete(struct cli *c, struct err *e)
{
	int64_t id;

	return cli_id(args_next(&c->args), _("a draft"), &id, e) &&
	       args_done(&c->args, e) && cli_desk(c, true, e) &&
	       desk_draft_delete(c->desk, id, e);
}

bool cmd_draft(struct cli *c, struct err *e)
{
	static const struct {
		const char *word;
		command_fn *fn;
	} table[] = {
		{"new", draft_new}, {"list", draft_list},   {"show", draft_show},
		{"set", draft_set}, {"check", draft_check}, {"delete", draft_delete},
		{"import", cmd_draft_import}, {"export", cmd_draft_export},
		{"history", cmd_draft_history},
		{"attach", cmd_draft_attach},
		{"detach", cmd_draft_detach},
		{"templates", cmd_draft_templates},
	};
	const char *word = args_next(&c->args);

	for (size_t i = 0; word && i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].word, word) == 0)
			return table[i].fn(c, e);
	return err_set(e, ERR_USAGE,
		       _("say one of: bantin draft new, templates, list, show N, set N, "
			 "check N, delete N, import FILE, export N, history N, "
			 "attach N FILE, detach N NAME"));
}
