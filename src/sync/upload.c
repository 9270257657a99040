/* upload.c - the files of a submission go up before the submission itself */
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

/*
 * A file that is there twice is no bulletin that is there twice: whatever becomes of an
 * upload, it is begun again, under the file's own key, and the row only waits. Where a
 * file is kept is committed before the next one goes.
 */

size_t upload_next(const struct submission *row)
{
	size_t i = 0;

	while (i < row->file_count && row->files[i].url)
		i++;
	return i;
}

bool upload_ask(struct lane *l, struct http_request *out, struct err *e)
{
	struct sync *s = l->sync;
	const struct submission *row = &l->delivery.row;
	size_t place = upload_next(row);
	struct buf bytes;

	if (!l->ops->upload_ask || !(l->portal.can & PORTAL_UPLOADS))
		return err_set(e, ERR_REFUSED, _("this portal takes no files"));
	buf_init(&bytes, ATTACHMENT_BYTES);
	bool ok = desk_submission_file(s->desk, row->id, place, &bytes, e);
	if (ok)
		l->ops->upload_ask(&l->portal, &row->files[place], buf_str(&bytes),
				   bytes.len, out);
	buf_clear(&bytes);
	return ok;
}

static void stored(struct lane *l, const struct verdict *v)
{
	struct sync *s = l->sync;
	struct submission *row = &l->delivery.row;
	size_t place = upload_next(row);
	struct submission_file *f = &row->files[place];
	struct err e;

	mem_set(&f->url, v->remote_url);
	mem_set(&f->remote_id, v->remote_id);
	if (desk_file_uploaded(s->desk, row->id, place, f, &e)) {
		deliver_put(s, row->id, clock_mono());
		s->changes |= SYNC_OUTBOX | SYNC_STATUS;
		return;
	}
	lane_failed(l, e.kind, e.text);
	deliver_put_off(s, row->id, -1);
}

static void refused(struct lane *l, const struct verdict *v)
{
	struct submission *row = &l->delivery.row;
	const char *why = v->reason ? v->reason : "";
	struct buf reason = {0};

	buf_addf(&reason, _("%s was not taken: %s"), row->files[upload_next(row)].name,
		 why);
	mem_set(&row->reason, buf_str(&reason));
	buf_clear(&reason);
	row_hold(l, row, v);
}

void upload_read(struct lane *l, const struct http_reply *r)
{
	struct verdict v = {.retry_after = -1};

	l->ops->upload_read(&l->portal, r, &v);
	if (v.kind == VERDICT_ACCEPTED && v.remote_url)
		stored(l, &v);
	else
		refused(l, &v);
	verdict_clear(&v);
}

static bool uploading(const struct lane *l)
{
	return l->delivery.call && l->delivery.kind == CALL_UPLOAD;
}

bool upload_moved(struct lane *l)
{
	struct delivery *d = &l->delivery;
	int64_t sent = uploading(l) ? http_sent(d->call) : 0;
	bool moved = sent != d->told;

	d->told = sent;
	return moved;
}

void upload_report(const struct lane *l, struct sync_report *out)
{
	const struct submission *row = &l->delivery.row;

	if (!uploading(l))
		return;
	out->file_size = row->files[upload_next(row)].size;
	out->file_sent = http_sent(l->delivery.call);
	/* what is around the file counts with curl, not with a clerk */
	if (out->file_sent > out->file_size)
		out->file_sent = out->file_size;
}
