/* cmd_fetch.c - bantin fetch: the files of an article */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/text/files.h>
#include <bantin/text/number.h>
#include <bantin/text/page.h>

#include "cli.h"
#include "json.h"

enum { LOOK_AGAIN = 500 };	/* ms */

static struct json *file_json(int64_t article, const struct article_file *f)
{
	struct json *j = json_new();

	json_int(j, "id", article);
	json_int(j, "number", (int64_t)f->number);
	json_str(j, "url", f->url);
	json_str(j, "title", f->title);
	json_str(j, "type", f->type);
	return j;
}

/* "[3]  Công văn số 512/UBND-NN (PDF, 1,2 MB)" */
static void file_print(const struct cli *c, int64_t article, const struct article_file *f)
{
	const char *type = file_type_name(f->type);
	char size[NUMBER_MAX];
	struct buf words = {0};

	if (c->json) {
		struct json *j = file_json(article, f);
		json_int(j, "bytes", f->size);
		json_print(j);
		return;
	}
	number_size(f->size, size);
	article_file_words(f, &words);
	if (type || *size)
		buf_addf(&words, " (%s%s%s)", type ? type : "", type && *size ? ", " : "",
			 size);
	out_line(c, "[%zu]  %s", f->number, buf_str(&words));
	buf_clear(&words);
}

/* On a terminal, over the same line. */
static void progress_print(const struct fetch_report *r)
{
	char done[NUMBER_MAX], total[NUMBER_MAX];

	number_size(r->done, done);
	number_size(r->total, total);
	if (r->total > 0)
		fprintf(stderr, "\r%3d%%  %s / %s\033[K", (int)(r->done * 100 / r->total),
			done, total);
	else
		fprintf(stderr, "\r%s\033[K", done);
}

static bool wait_done(struct cli *c, struct fetch_report *r, struct err *e)
{
	bool shows = isatty(STDERR_FILENO) == 1;
	int64_t next = 0;

	while (sync_fetching(c->sync)) {
		if (*c->stop)
			sync_fetch_stop(c->sync);
		else if (!sync_wait(c->sync, NULL, 0, LOOK_AGAIN, e))
			return false;
		sync_step(c->sync);
		sync_fetch_report(c->sync, r);
		if (shows && clock_mono() >= next) {
			progress_print(r);
			next = clock_mono() + 1000;
		}
	}
	sync_fetch_report(c->sync, r);
	if (shows)
		fputs("\r\033[K", stderr);
	if (r->state != FETCH_FAILED)
		return true;
	*e = r->err;
	return false;
}

static void done_print(const struct cli *c, int64_t article, const struct article_file *f,
		       const struct fetch_report *r)
{
	char size[NUMBER_MAX];

	if (!r->path)
		return;
	if (c->json) {
		struct json *j = file_json(article, f);
		json_int(j, "bytes", r->done);
		json_flag(j, "resumed", r->resumed);
		json_str(j, "path", r->path);
		json_print(j);
	} else {
		out_line(c, "%s (%s)", r->path, number_size(r->done, size));
	}
}

static bool fetch(struct cli *c, int64_t article, const struct article_file *f,
		  const char *path, struct err *e)
{
	bool standard = path && strcmp(path, "-") == 0;
	struct fetch_file file = {.url = f->url, .title = f->title, .type = f->type,
				  .size = f->size, .folder = c->profile.files,
				  .path = path, .fd = standard ? STDOUT_FILENO : -1};
	struct fetch_report r;

	if (standard && isatty(STDOUT_FILENO) == 1)
		return err_set(e, ERR_USAGE,
			       _("a file is not written to the terminal; redirect it "
				 "or pipe it on"));
	if (!cli_sync(c, e) || !sync_fetch(c->sync, &file, e) || !wait_done(c, &r, e))
		return false;
	done_print(c, article, f, &r);
	return true;
}

static const struct article_file *file_numbered(const struct article_file *list, size_t n,
						int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if ((int64_t)list[i].number == number)
			return &list[i];
	return NULL;
}

/* number 0: none was given, and one file needs none. */
static bool fetch_or_list(struct cli *c, int64_t article, int64_t number,
			  const char *path, const struct article_file *list, size_t n,
			  struct err *e)
{
	const struct article_file *f = number ? file_numbered(list, n, number) : list;

	if (n == 0)
		return err_set(e, ERR_NOT_FOUND, _("this article has no files"));
	if (!f)
		return err_set(e, ERR_NOT_FOUND,
			       _("the article has no file [%lld]; "
				 "see: bantin fetch %lld"),
			       (long long)number, (long long)article);
	if (number || n == 1)
		return fetch(c, article, f, path, e);
	if (path)
		return err_set(e, ERR_USAGE,
			       _("the article has several files; say which one by its "
				 "number"));
	for (size_t i = 0; i < n; i++)
		file_print(c, article, &list[i]);
	return true;
}

static bool with_article(struct cli *c, int64_t id, int64_t number, const char *path,
			 struct err *e)
{
	struct article a;
	struct layout page = {0};
	struct article_file *list;

	if (!cli_archive(c, ARCHIVE_READ, e) || !archive_article(c->archive, id, &a, e))
		return false;
	archive_close(c->archive);	/* a sync opens it for writing */
	c->archive = NULL;
	page_article(&a, NULL, &page);
	size_t n = article_files(&a, &page, &list);
	bool ok = fetch_or_list(c, id, number, path, list, n, e);
	article_files_free(list, n);
	layout_clear(&page);
	article_clear(&a);
	return ok;
}

bool cmd_fetch(struct cli *c, struct err *e)
{
	const char *path = NULL;
	const struct option options[] = {{"-o", &path, NULL}, {0}};
	int64_t id, number = 0;

	if (!args_options(&c->args, options, false, e) ||
	    !cli_id(args_next(&c->args), _("an article"), &id, e))
		return false;
	const char *which = args_next(&c->args);
	if ((which && !cli_id(which, _("a file"), &number, e)) || !args_done(&c->args, e))
		return false;
	char *clean = path ? text_clean_line(path) : NULL;
	bool ok = !path || (strcmp(clean, path) == 0 && *path)
		  ? with_article(c, id, number, path, e)
		  : err_set(e, ERR_USAGE,
			    _("the path given with -o is not plain UTF-8"));
	free(clean);
	return ok;
}
