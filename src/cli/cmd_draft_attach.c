/* cmd_draft_attach.c - bantin draft attach | detach: the files that go with a draft */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>

#include "cli.h"

/* A draft and its list of files while it is being changed. */
struct files {
	struct draft draft;
	struct draft_attachment *list;
	size_t count, cap;
};

static void files_clear(struct files *f)
{
	draft_clear(&f->draft);
	attachment_list_free(f->list, f->count);
}

static bool files_load(struct cli *c, struct files *f, struct err *e)
{
	int64_t id;

	*f = (struct files){0};
	if (!cli_id(args_next(&c->args), _("a draft"), &id, e) || !cli_desk(c, true, e) ||
	    !desk_draft(c->desk, id, &f->draft, e))
		return false;
	if (desk_attachments(c->desk, id, &f->list, &f->count, e)) {
		f->cap = f->count;
		return true;
	}
	draft_clear(&f->draft);
	return false;
}

/* The undo log that is kept beside them stays. */
static bool files_save(struct cli *c, struct files *f, struct err *e)
{
	struct buf undo = {0};
	bool ok = desk_undo(c->desk, f->draft.id, &undo, e);
	struct desk_beside beside = {.undo = undo.s, .undo_len = undo.len,
				     .attachments = f->list,
				     .attachment_count = f->count};

	ok = ok && desk_draft_save_with(c->desk, &f->draft, DESK_AUTO, &beside, e);
	buf_clear(&undo);
	return ok;
}

static bool file_add(struct files *f, const char *word, struct err *e)
{
	char *path = text_clean_line(word);
	struct draft_attachment a;
	bool ok = f->count < ATTACHMENTS_MAX_OF_DRAFT ||
		  err_set(e, ERR_LIMIT, _("a draft takes %d files at most"),
			  ATTACHMENTS_MAX_OF_DRAFT);

	ok = ok && attachment_look(&a, path, e);
	free(path);
	if (!ok)
		return false;
	f->list = mem_grow(f->list, &f->cap, f->count + 1, sizeof(*f->list));
	f->list[f->count++] = a;
	return true;
}

static bool file_drop(struct files *f, const char *word, struct err *e)
{
	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(attachment_name(&f->list[i]), word) != 0 &&
		    strcmp(f->list[i].path, word) != 0)
			continue;
		attachment_clear(&f->list[i]);
		memmove(&f->list[i], &f->list[i + 1],
			(--f->count - i) * sizeof(*f->list));
		return true;
	}
	return err_set(e, ERR_NOT_FOUND, _("no such file goes with the draft: %s"), word);
}

static bool change(struct cli *c, bool (*each)(struct files *, const char *, struct err *),
		   struct err *e)
{
	struct files f;
	const char *word;

	if (!files_load(c, &f, e))
		return false;
	bool ok = c->args.count > 0 || err_set(e, ERR_USAGE, _("which file?"));
	while (ok && (word = args_next(&c->args)) != NULL)
		ok = each(&f, word, e);
	ok = ok && files_save(c, &f, e);
	files_clear(&f);
	return ok;
}

bool cmd_draft_attach(struct cli *c, struct err *e)
{
	return change(c, file_add, e);
}

bool cmd_draft_detach(struct cli *c, struct err *e)
{
	return change(c, file_drop, e);
}
