/* freeze.c - a draft's files as they are when it is submitted */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

enum {
	MEBIBYTE = 1 << 20,
	FILES_BYTES = 20 * MEBIBYTE	/* of one submission together */
};

static bool takes_files(const struct lane *l, struct err *e)
{
	return (l->ops->upload_ask && l->portal.can & PORTAL_UPLOADS) ||
	       err_set(e, ERR_USAGE,
		       _("the portal %s takes no files from this account; take them off "
			 "the draft, or sign in with another: bantin login %s"),
		       l->portal.name, l->portal.name);
}

static bool freeze_file(struct submission_file *f, struct draft_attachment *a,
			struct buf *bytes, struct err *e)
{
	buf_init(bytes, ATTACHMENT_BYTES);
	if (!uuid_new(f->key, e) || !attachment_look_again(a, e) ||
	    !file_read(a->path, ATTACHMENT_BYTES, bytes, e))
		return false;
	f->name = mem_str(attachment_name(a));
	f->type = mem_str(a->type);
	f->size = (int64_t)bytes->len;
	return true;
}

static bool freeze_list(struct submission *row, struct draft_attachment *list, size_t n,
			struct buf *bytes, struct err *e)
{
	size_t total = 0;

	for (size_t i = 0; i < n; i++) {
		row->file_count = i + 1;
		if (!freeze_file(&row->files[i], &list[i], &bytes[i], e))
			return false;
		total += bytes[i].len;
		if (total > FILES_BYTES)
			return err_set(e, ERR_LIMIT,
				       _("the files are larger than %d MB together"),
				       FILES_BYTES / MEBIBYTE);
	}
	return true;
}

bool freeze_files(struct sync *s, const struct lane *l, struct submission *row,
		  struct buf **bytes, struct err *e)
{
	struct draft_attachment *list;
	size_t n;

	*bytes = NULL;
	if (!desk_attachments(s->desk, row->draft, &list, &n, e))
		return false;
	bool ok = n == 0 || takes_files(l, e);
	if (ok && n > 0) {
		row->files = mem_alloc(n * sizeof(*row->files));
		*bytes = mem_alloc(n * sizeof(**bytes));
		ok = freeze_list(row, list, n, *bytes, e);
	}
	attachment_list_free(list, n);
	return ok;
}

void frozen_free(struct buf *bytes, size_t n)
{
	for (size_t i = 0; bytes && i < n; i++)
		buf_clear(&bytes[i]);
	free(bytes);
}

bool files_check(struct sync *s, const struct lane *l, int64_t draft, struct buf *out)
{
	struct draft_attachment *list;
	struct err e;
	int64_t total = 0;
	size_t n;
	bool ok = true;

	if (draft == 0 || !desk_attachments(s->desk, draft, &list, &n, &e))
		return true;
	if (n > 0 && !takes_files(l, &e)) {
		buf_addf(out, "%s\n", e.text);
		ok = false;
	}
	for (size_t i = 0; i < n; i++) {
		if (!attachment_look_again(&list[i], &e)) {
			buf_addf(out, "%s\n", e.text);
			ok = false;
		}
		total += list[i].size;
	}
	if (total > FILES_BYTES) {
		buf_addf(out, _("the files are larger than %d MB together"),
			 FILES_BYTES / MEBIBYTE);
		buf_addc(out, '\n');
		ok = false;
	}
	attachment_list_free(list, n);
	return ok;
}
