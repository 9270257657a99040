/* cli.c - what the commands share: opening the profile's things, printing */
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/token.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/number.h>

enum { UPKEEP_STEP = 200 }; /* ms: others may write in between */

/* Before the host's first sync there is an empty one. */
static bool open_shared(struct cli *c, struct err *e)
{
	const char *path = c->config.archive;
	char *marks = file_join(c->profile.data, "marks.db");
	bool ok = archive_open_shared(&c->archive, path, marks, e);

	free(marks);
	if (ok || e->kind != ERR_NOT_FOUND)
		return ok;
	complain(_("the host's news are not there yet (%s); they come with: "
		   "bantin sync --system"),
		 path);
	return archive_open(&c->archive, path, ARCHIVE_READ, e);
}

bool cli_archive(struct cli *c, enum archive_mode mode, struct err *e)
{
	const char *path = c->config.archive;

	if (c->archive)
		return true;
	if (path && !c->system)
		return open_shared(c, e);
	if (!archive_open(&c->archive, path ? path : c->profile.archive,
			  c->system ? ARCHIVE_PUBLISH : mode, e))
		return false;
	if (archive_set_aside(c->archive))
		complain(_("The news store was damaged; it is set aside as %s. The next "
			   "sync fetches the news again"),
			 archive_set_aside(c->archive));
	return true;
}

bool cli_upkeep(struct cli *c, struct err *e)
{
	bool more = true, ok = true;

	while (ok && more && !*c->stop)
		ok = archive_upkeep(c->archive, UPKEEP_STEP, &more, e);
	return ok;
}

void cli_unindexed(struct cli *c)
{
	char number[NUMBER_MAX];
	int64_t n;

	if (archive_unindexed(c->archive, &n, NULL) && n > 0)
		complain(_("articles not searched yet: %s"), number_group(n, number));
}

void cli_warn(const struct cli *c)
{
	if (c->desk && desk_warning(c->desk)[0])
		complain("%s", desk_warning(c->desk));
}

bool cli_desk(struct cli *c, bool need, struct err *e)
{
	struct err why;

	if (c->desk)
		return true;
	if (desk_open(&c->desk, &c->profile, NULL, &why)) {
		cli_warn(c);
		return true;
	}
	if (need || why.kind != ERR_BUSY) {
		*e = why;
		return false;
	}
	complain(_("%s; what is waiting is sent from there"), why.text);
	return true;
}

/* The portals of the config with the tokens of the tokens folder. */
static bool portals_with_tokens(struct cli *c, struct portal **list, struct err *e)
{
	size_t n = c->config.portal_count;
	bool ok = true;

	*list = mem_array(n, sizeof(**list));
	for (size_t i = 0; i < n; i++) {
		portal_copy(&(*list)[i], &c->config.portals[i]);
		ok = ok && token_read(&c->profile, (*list)[i].name, &(*list)[i].token, e);
	}
	return ok;
}

/* Of the portals that say something, and of all others. */
static bool set_keep(struct cli *c, struct err *e)
{
	size_t n = 0;
	struct archive_keep *list = mem_array(c->config.portal_count + 1, sizeof(*list));

	if (c->config.keep.months > 0)
		list[n++] = (struct archive_keep){.months = c->config.keep.months};
	for (size_t i = 0; i < c->config.portal_count; i++) {
		const struct portal *p = &c->config.portals[i];
		if (p->keep.months > 0)
			list[n++] = (struct archive_keep){p->name, p->keep.months};
	}
	bool ok = archive_set_keep(c->archive, list, n, c->config.keep.bytes, e);
	free(list);
	return ok;
}

bool cli_sync(struct cli *c, struct err *e)
{
	struct portal *list;

	if (c->sync)
		return true;
	if (!cli_archive(c, ARCHIVE_WRITE, e) || !set_keep(c, e))
		return false;
	bool ok = portals_with_tokens(c, &list, e);
	if (ok) {
		struct sync_setup setup = {
			.archive = c->archive,
			.desk = c->desk,
			.portals = list,
			.portal_count = c->config.portal_count,
			.offline = c->offline,
			.max_bytes = c->max_bytes,
			.elsewhere = c->config.archive && !c->system,
		};
		c->sync = sync_new(&setup);
	}
	for (size_t i = 0; i < c->config.portal_count; i++)
		portal_clear(&list[i]);
	free(list);
	return ok;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* A feed's head and a sign-in tell what a portal can do; a stale word on whether it
 * remembers keys could send a bulletin twice. */
bool cli_learned(struct cli *c, struct err *e)
{
	for (size_t i = 0; !c->system && c->sync && i < sync_portal_count(c->sync); i++) {
		const struct portal *now = sync_portal(c->sync, i);
		const struct portal *then = config_portal(&c->config, now->name);
		bool known = then && then->can == now->can &&
			     same(then->micropub_url, now->micropub_url) &&
			     same(then->media_url, now->media_url) &&
			     same(then->poll_url, now->poll_url);
		if (then && !known && !config_put_portal(c->profile.config, now, e))
			return false;
	}
	return true;
}

void cli_close(struct cli *c)
{
	sync_free(c->sync);
	if (c->archive)
		archive_close(c->archive);
	if (c->desk)
		desk_close(c->desk);
	config_clear(&c->config);
	profile_clear(&c->profile);
}

const struct portal *cli_portal(struct cli *c, const char *name, struct err *e)
{
	const struct portal *p = name ? config_portal(&c->config, name) : NULL;

	if (p)
		return p;
	if (name) {
		char *clean = text_clean_line(name);
		err_set(e, ERR_NOT_FOUND,
			_("there is no portal named %s; "
			  "see: bantin portal list"),
			clean);
		free(clean);
	} else if (c->config.portal_count == 1) {
		return &c->config.portals[0];
	} else if (c->config.portal_count == 0) {
		err_set(e, ERR_CONFIG,
			_("no portal yet; add one with: bantin portal add URL"));
	} else {
		err_set(e, ERR_USAGE,
			_("there are several portals; name one of those that "
			  "bantin portal list shows"));
	}
	return NULL;
}

bool cli_id(const char *s, const char *what, int64_t *id, struct err *e)
{
	char *end;
	bool digits = s && s[0] != '\0' && strspn(s, "0123456789") == strlen(s) &&
		      strlen(s) < 19;

	if (digits)
		*id = strtoll(s, &end, 10);
	if (digits && *id > 0)
		return true;
	if (!s)
		return err_set(e, ERR_USAGE, _("the number of %s is missing"), what);
	char *clean = text_clean_line(s);
	err_set(e, ERR_USAGE, _("\"%s\" is not the number of %s"), clean, what);
	free(clean);
	return false;
}

bool cli_read(const char *file, size_t max, struct buf *out, struct err *e)
{
	if (!file || strcmp(file, "-") == 0)
		return file_read_fd(STDIN_FILENO, max, out, e);
	char *path = text_clean_line(file);
	bool plain = strcmp(path, file) == 0;
	bool ok = plain ? file_read(path, max, out, e)
			: err_set(e, ERR_USAGE,
				  _("the file's name is not plain UTF-8; rename it, or "
				    "give the text on standard input with -"));
	free(path);
	return ok;
}

void out_text(const struct cli *c, const char *s)
{
	struct buf plain = {0};

	if (!c->ascii) {
		fputs(s, stdout);
		return;
	}
	text_ascii(&plain, s, strlen(s));
	fputs(buf_str(&plain), stdout);
	buf_clear(&plain);
}

void out_line(const struct cli *c, const char *fmt, ...)
{
	va_list ap;
	char *line;

	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	line = mem_alloc((size_t)n + 2);
	va_start(ap, fmt);
	vsnprintf(line, (size_t)n + 1, fmt, ap);
	va_end(ap);
	line[n] = '\n';
	out_text(c, line);
	free(line);
}

void complain(const char *fmt, ...)
{
	va_list ap;

	fputs("bantin: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}
