/* cmd_portal.c - bantin portal add | list | remove | probe, bantin login */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/token.h>
#include <bantin/text/clean.h>

#include "cli.h"
#include "json.h"

/* What happens when the line breaks before the portal has answered. */
static const char *lost_answer(const struct portal *p)
{
	if (p->can & PORTAL_REMEMBERS_KEYS)
		return _("a lost answer: the same bulletin can be sent again safely");
	if (p->can & PORTAL_LOOKS_UP)
		return _("a lost answer: bantin looks up whether the bulletin arrived");
	return _("a lost answer: you will have to look on the site yourself");
}

static void abilities_print(const struct cli *c, const struct portal *p)
{
	out_line(c, "  %s", _("read: yes"));
	out_line(c, "  %s",
		 p->can & PORTAL_WRITES ? _("write bulletins: yes, after signing in")
					: _("write bulletins: no"));
	if (p->can & PORTAL_WRITES)
		out_line(c, "  %s", lost_answer(p));
	out_line(c, "  %s",
		 p->can & PORTAL_COUNTS ? _("visit counters: yes")
					: _("visit counters: no"));
	out_line(c, "  %s", p->can & PORTAL_POLLS ? _("poll: yes") : _("poll: no"));
}

static struct json *portal_object(const struct portal *p)
{
	struct json *j = json_new();
	struct buf can = {0};

	config_abilities(p->can, &can);
	json_str(j, "name", p->name);
	json_str(j, "family",
		 p->family == PORTAL_WORDPRESS ? "wordpress" : "jsonfeed");
	json_str(j, "title", p->title);
	json_str(j, "url", p->url);
	json_str(j, "feed", p->feed_url);
	json_str(j, "micropub", p->micropub_url);
	json_str(j, "media", p->media_url);
	json_str(j, "poll", p->poll_url);
	json_str(j, "can", buf_str(&can));
	buf_clear(&can);
	return j;
}

static void portal_print(const struct cli *c, const struct portal *p)
{
	if (c->json) {
		json_print(portal_object(p));
		return;
	}
	out_line(c, "%s  %s", p->name, p->title ? p->title : p->url);
	out_line(c, "  %s", p->feed_url);
	out_line(c, "  %s", p->family == PORTAL_WORDPRESS ? _("found: WordPress")
							  : _("found: JSON Feed"));
	abilities_print(c, p);
}

static bool probe(struct cli *c, const struct sync_address *at, struct portal *p,
		  struct probe_log *log, struct err *e)
{
	if (!at->url)
		return err_set(e, ERR_USAGE, _("the portal's address is missing"));
	if (c->offline)
		return err_set(e, ERR_USAGE,
			       _("this needs the network; leave out --offline"));
	return sync_probe(at, p, log, c->stop, e);
}

/* What is trusted has a place that counts from everywhere. */
static bool whole_path(const char *file, char **path, struct err *e)
{
	char *clean = text_clean_line(file);
	bool plain = strcmp(clean, file) == 0;

	*path = plain ? realpath(file, NULL) : NULL;
	bool ok = *path || (plain ? err_errno(e, ERR_USAGE, "%s", clean)
				  : err_set(e, ERR_USAGE,
					    _("the file's name is not plain UTF-8")));
	free(clean);
	return ok;
}

/* URL [--name NAME] [--ca FILE]; *ca is to be freed in any case. */
static bool address_args(struct cli *c, const char **name, struct sync_address *at,
			 char **ca, struct err *e)
{
	const char *file = NULL;
	const struct option options[] = {
		{"--ca", &file, NULL}, {name ? "--name" : NULL, name, NULL}, {0}};

	*ca = NULL;
	if (!args_options(&c->args, options, false, e) ||
	    (file && !whole_path(file, ca, e)))
		return false;
	*at = (struct sync_address){.url = args_next(&c->args), .ca = *ca};
	return args_done(&c->args, e);
}

/* What whoever looks after the site may want to know. Prints j. */
static void probe_json(struct json *j, const struct probe_log *log)
{
	const char *step = buf_str(&log->steps);

	json_str(j, "kind", log->kind);
	json_str(j, "reason", log->detail.len > 0 ? log->detail.s : NULL);
	json_list(j, "steps");
	while (*step) {
		const char *end = strchr(step, '\n');
		char *line = mem_strn(step, (size_t)(end - step));
		json_list_str(j, "steps", line);
		free(line);
		step = end + 1;
	}
	json_print(j);
}

static void probe_found_json(const struct portal *p, const struct probe_log *log)
{
	struct json *j = portal_object(p);

	json_flag(j, "read", true);
	json_flag(j, "write", portal_takes_bulletins(p));
	json_flag(j, "count", (p->can & PORTAL_COUNTS) != 0);
	json_flag(j, "vote", (p->can & PORTAL_POLLS) != 0);
	probe_json(j, log);
}

static void probe_failed_json(const char *url, const struct err *e,
			      const struct probe_log *log)
{
	struct json *j = json_new();
	char *clean = text_clean_line(url);

	json_str(j, "url", clean);
	json_flag(j, "read", false);
	json_str(j, "error", e->text);
	probe_json(j, log);
	free(clean);
}

static bool portal_probe(struct cli *c, struct err *e)
{
	struct sync_address at;
	struct probe_log log = {0};
	struct portal p = {0};
	char *ca;

	if (!address_args(c, NULL, &at, &ca, e)) {
		free(ca);
		return false;
	}
	bool ok = probe(c, &at, &p, &log, e);
	if (!c->json)
		out_text(c, buf_str(&log.steps));
	if (ok && c->json)
		probe_found_json(&p, &log);
	else if (ok)
		portal_print(c, &p);
	else if (c->json && at.url)
		probe_failed_json(at.url, e, &log);
	free(ca);
	probe_log_clear(&log);
	portal_clear(&p);
	return ok;
}

static bool name_portal(struct cli *c, struct portal *p, const char *name, struct err *e)
{
	if (name && !portal_name_ok(name))
		return err_set(e, ERR_USAGE,
			       _("a portal's name is made of a-z, 0-9, - and _, "
				 "at most 31 of them"));
	if (name)
		mem_set(&p->name, name);
	const struct portal *had = config_portal(&c->config, p->name);
	if (had && strcmp(had->url, p->url) != 0)
		return err_set(e, ERR_USAGE,
			       _("there is a portal named %s already; give this "
				 "one another name with --name"),
			       p->name);
	return true;
}

static bool portal_add(struct cli *c, struct err *e)
{
	struct sync_address at;
	const char *name = NULL;
	struct portal p = {0};
	char *ca;
	bool ok = address_args(c, &name, &at, &ca, e) && probe(c, &at, &p, NULL, e) &&
		  name_portal(c, &p, name, e) &&
		  config_put_portal(c->profile.config, &p, e);

	if (ok)
		portal_print(c, &p);
	free(ca);
	portal_clear(&p);
	return ok;
}

static bool portal_list(struct cli *c, struct err *e)
{
	if (!args_done(&c->args, e))
		return false;
	for (size_t i = 0; i < c->config.portal_count; i++)
		portal_print(c, &c->config.portals[i]);
	if (c->config.portal_count == 0 && !c->json)
		out_line(c, "%s",
			 _("No portal yet. Add one with: bantin portal add URL"));
	return true;
}

/* Drafts and submissions stay on the desk: they are the user's own. */
static bool portal_remove(struct cli *c, struct err *e)
{
	const char *name = args_next(&c->args);

	if (!name)
		return err_set(e, ERR_USAGE, _("the portal's name is missing"));
	const struct portal *p = args_done(&c->args, e) ? cli_portal(c, name, e) : NULL;
	if (!p || !cli_archive(c, ARCHIVE_WRITE, e))
		return false;
	if (!config_remove_portal(c->profile.config, name, e))
		return false;
	return token_remove(&c->profile, name, e) && archive_forget(c->archive, name, e);
}

bool cmd_portal(struct cli *c, struct err *e)
{
	static const struct {
		const char *word;
		command_fn *fn;
	} table[] = {
		{"add", portal_add},
		{"list", portal_list},
		{"remove", portal_remove},
		{"probe", portal_probe},
	};
	const char *word = args_next(&c->args);

	for (size_t i = 0; word && i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].word, word) == 0)
			return table[i].fn(c, e);
	return err_set(e, ERR_USAGE,
		       _("say one of: bantin portal add URL, list, remove NAME, "
			 "probe URL"));
}

/* One line from standard input; on a terminal nothing of it is shown. */
static bool token_ask(const struct cli *c, const struct portal *p, struct buf *out,
		      struct err *e)
{
	struct termios was, quiet;
	bool tty = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
	char ch;

	if (tty) {
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
		fprintf(stderr, _("Token for %s (it is not shown): "), p->name);
		fflush(stderr);
	}
	while (!*c->stop && read(STDIN_FILENO, &ch, 1) == 1 && ch != '\n')
		if (!buf_addc(out, ch))
			break;
	if (tty) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	if (out->full)
		return err_set(e, ERR_USAGE, _("that is too long for a token"));
	while (out->len > 0 && strchr(" \t\r", out->s[out->len - 1]))
		buf_cut(out, out->len - 1);
	if (out->len == 0)
		return err_set(e, ERR_USAGE,
			       _("no token was given; ask the portal's "
				 "administrator for one"));
	return true;
}

/* A token that the portal refuses is not kept; one that could not be tried is. */
static bool token_try(struct cli *c, struct portal *p, struct err *e)
{
	struct err why;

	if (!c->offline && sync_sign_in(p, c->stop, &why))
		return config_put_portal(c->profile.config, p, e);
	if (!c->offline && why.kind != ERR_NET) {
		*e = why;
		return false;
	}
	complain("%s", c->offline ? _("stored without trying it") : why.text);
	if (!c->offline)
		complain("%s", _("the token is stored, but it could not be tried now"));
	return true;
}

bool cmd_login(struct cli *c, struct err *e)
{
	struct buf token = {.max = TOKEN_MAX - 1};
	struct portal p = {0};
	const char *name = args_next(&c->args);
	const struct portal *known = args_done(&c->args, e) ? cli_portal(c, name, e)
							    : NULL;

	if (!known)
		return false;
	portal_copy(&p, known);
	bool ok = token_ask(c, &p, &token, e);
	if (ok) {
		mem_set(&p.token, token.s);
		ok = token_try(c, &p, e) && token_write(&c->profile, p.name, p.token, e);
	}
	if (ok && !c->json)
		out_line(c, _("Signed in to %s."), p.name);
	if (token.s)
		mem_wipe(token.s, token.cap);
	buf_clear(&token);
	portal_clear(&p);
	return ok;
}
