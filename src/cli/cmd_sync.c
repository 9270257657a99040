/* cmd_sync.c - bantin sync | visits | poll */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/text/number.h>

#include "cli.h"
#include "json.h"

enum { BYTES_MOST = INT32_MAX }; /* of one sync, on the wire */

static void report_json(const struct sync_report *r)
{
	struct json *j = json_new();

	json_str(j, "portal", r->portal);
	json_int(j, "fetched", (int64_t)r->fetched);
	json_int(j, "updated", (int64_t)r->updated);
	json_int(j, "unchanged", (int64_t)r->unchanged);
	json_int(j, "bad", (int64_t)r->bad);
	json_int(j, "pages", (int64_t)r->pages);
	json_int(j, "requests", (int64_t)r->requests);
	json_int(j, "bytes", r->bytes);
	json_int(j, "sent", (int64_t)r->sent);
	json_int(j, "errors", (int64_t)r->errors);
	json_str(j, "error", r->error[0] ? r->error : NULL);
	json_print(j);
}

static void report_print(const struct cli *c, const struct sync_report *r)
{
	char size[NUMBER_MAX];

	if (c->json) {
		report_json(r);
		return;
	}
	out_line(c, _("%s: %zu new, %zu changed, %zu sent (%zu requests, %s)"), r->portal,
		 r->fetched, r->updated, r->sent, r->requests,
		 number_size(r->bytes, size));
	if (r->bad > 0)
		complain(_("%s: %zu items could not be read and were left out"),
			 r->portal, r->bad);
}

/* A refusal outweighs the network: trying again does not help there. */
static bool report_worse(const struct sync_report *r, struct err *e)
{
	if (r->error_kind == ERR_NONE)
		return false;
	return e->kind == ERR_NONE || (e->kind == ERR_NET && r->error_kind != ERR_NET);
}

bool cmd_sync(struct cli *c, struct err *e)
{
	bool full = false;
	const char *bytes = NULL;
	const struct option options[] = {
		{"--full", NULL, &full}, {"--max-bytes", &bytes, NULL}, {0}};

	if (!args_options(&c->args, options, false, e) ||
	    !args_number(bytes, "--max-bytes", &(struct range){1, BYTES_MOST},
			 &c->max_bytes, e))
		return false;
	const char *name = args_next(&c->args);
	if (!args_done(&c->args, e) || (name && !cli_portal(c, name, e)))
		return false;
	if ((!c->system && !cli_desk(c, false, e)) || !cli_sync(c, e) ||
	    !sync_start(c->sync, name, full, e) || !sync_run(c->sync, c->stop, e) ||
	    !cli_learned(c, e))
		return false;
	err_clear(e);
	for (size_t i = 0; i < sync_portal_count(c->sync); i++) {
		struct sync_report r;
		const char *portal = sync_portal(c->sync, i)->name;
		if ((name && strcmp(name, portal) != 0) ||
		    !sync_report(c->sync, portal, &r))
			continue;
		report_print(c, &r);
		if (report_worse(&r, e))
			err_set(e, r.error_kind, "%s: %s", portal, r.error);
	}
	return cli_upkeep(c, e->kind == ERR_NONE ? e : NULL) && e->kind == ERR_NONE;
}

bool cmd_visits(struct cli *c, struct err *e)
{
	const char *name = args_next(&c->args);
	struct visits v;
	char n[NUMBER_MAX];

	const struct portal *p = args_done(&c->args, e) ? cli_portal(c, name, e) : NULL;
	if (!p || !cli_archive(c, ARCHIVE_READ, e) ||
	    !archive_visits(c->archive, p->name, &v, e))
		return false;
	const struct {
		const char *key, *label;
		int64_t value;
	} rows[] = {
		{"today", _("Today"), v.today},
		{"yesterday", _("Yesterday"), v.yesterday},
		{"week", _("This week"), v.week},
		{"month", _("This month"), v.month},
		{"total", _("All"), v.total},
	};
	struct json *j = c->json ? json_new() : NULL;
	if (j)
		json_str(j, "portal", p->name);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (j && rows[i].value >= 0)
			json_int(j, rows[i].key, rows[i].value);
		else if (j)
			json_str(j, rows[i].key, NULL);
		else if (rows[i].value >= 0)
			out_line(c, "%s: %s", rows[i].label,
				 number_group(rows[i].value, n));
	}
	if (j)
		json_print(j);
	return true;
}

static void poll_json(const struct portal *portal, const struct poll *p)
{
	struct json *j = json_new();

	json_str(j, "portal", portal->name);
	json_str(j, "id", p->id);
	json_str(j, "question", p->question);
	json_list(j, "options");
	for (size_t i = 0; i < p->option_count; i++) {
		struct json *o = json_new();
		json_str(o, "id", p->options[i].id);
		json_str(o, "label", p->options[i].label);
		json_int(o, "votes", p->options[i].votes);
		json_list_add(j, "options", o);
	}
	json_flag(j, "closed", p->closed);
	json_str(j, "voted", p->voted);
	json_print(j);
}

static void poll_print(const struct cli *c, const struct portal *portal,
		       const struct poll *p)
{
	char n[NUMBER_MAX];

	if (c->json) {
		poll_json(portal, p);
		return;
	}
	out_line(c, "%s", p->question ? p->question : "");
	for (size_t i = 0; i < p->option_count; i++) {
		const struct poll_option *o = &p->options[i];
		bool mine = p->voted && o->id && strcmp(p->voted, o->id) == 0;
		out_line(c, "%c %zu. %s: %s  [%s]", mine ? '*' : ' ', i + 1, o->label,
			 number_group(o->votes, n), o->id);
	}
	if (p->closed)
		out_line(c, "%s", _("The poll is closed."));
}

/* An option by its id, or by its place in the list as it is printed. */
static const char *option_find(const struct poll *p, const char *said)
{
	char place[24];

	for (size_t i = 0; i < p->option_count; i++) {
		snprintf(place, sizeof(place), "%zu", i + 1);
		if (strcmp(p->options[i].id, said) == 0 || strcmp(place, said) == 0)
			return p->options[i].id;
	}
	return NULL;
}

static bool poll_outcome(struct cli *c, const char *portal, struct err *e)
{
	struct sync_report r;

	if (!sync_run(c->sync, c->stop, e) || !sync_report(c->sync, portal, &r))
		return false;
	if (r.error[0])
		return err_set(e, r.error_kind, "%s", r.error);
	return true;
}

static bool poll_vote(struct cli *c, const char *portal, const char *said, struct err *e)
{
	struct poll p;

	if (!archive_poll(c->archive, portal, &p, e))
		return false;
	const char *option = option_find(&p, said);
	bool ok = option ? sync_vote(c->sync, portal, option, e)
			 : err_set(e, ERR_USAGE,
				   _("there is no such option in the poll; "
				     "see: bantin poll"));
	poll_clear(&p);
	return ok && poll_outcome(c, portal, e);
}

bool cmd_poll(struct cli *c, struct err *e)
{
	const char *vote = NULL;
	const struct option options[] = {{"--vote", &vote, NULL}, {0}};
	struct poll p;
	struct err late = {0};

	if (!args_options(&c->args, options, false, e))
		return false;
	const char *name = args_next(&c->args);
	const struct portal *portal = args_done(&c->args, e) ? cli_portal(c, name, e)
							     : NULL;
	if (!portal || !cli_sync(c, e))
		return false;
	bool fresh = c->offline || (sync_poll(c->sync, portal->name, &late) &&
				    poll_outcome(c, portal->name, &late));
	if (vote && !(fresh && poll_vote(c, portal->name, vote, &late))) {
		*e = late;
		return false;
	}
	if (!archive_poll(c->archive, portal->name, &p, fresh ? e : NULL)) {
		if (!fresh)
			*e = late;
		return false;
	}
	poll_print(c, portal, &p);
	poll_clear(&p);
	*e = late;
	return late.kind == ERR_NONE;
}
