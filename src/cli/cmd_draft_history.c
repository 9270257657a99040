/* cmd_draft_history.c - bantin draft history N: the versions of a draft */
#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/text/number.h>

#include "cli.h"
#include "json.h"

static const char *cause_name(enum version_cause c)
{
	return c == VERSION_SUBMITTED ? "submitted" : "saved";
}

static const char *cause_words(enum version_cause c)
{
	return c == VERSION_SUBMITTED ? _("submitted") : _("saved");
}

static void print_version(const struct cli *c, const struct draft_version *v)
{
	char stamp[STAMP_MAX], size[NUMBER_MAX];

	if (c->json) {
		struct json *j = json_new();
		json_int(j, "version", v->number);
		json_time(j, "saved", v->saved, false);
		json_str(j, "cause", cause_name(v->cause));
		json_int(j, "bytes", v->bytes);
		json_print(j);
		return;
	}
	out_line(c, "%6lld  %s  %s  %s", (long long)v->number,
		 stamp_format(v->saved, STAMP_MINUTE, stamp),
		 number_size(v->bytes, size), cause_words(v->cause));
}

bool cmd_draft_history(struct cli *c, struct err *e)
{
	struct draft d = {0};
	struct draft_version *list;
	int64_t id;
	size_t n;

	if (!cli_id(args_next(&c->args), _("a draft"), &id, e) ||
	    !args_done(&c->args, e) || !cli_desk(c, true, e) ||
	    !desk_draft(c->desk, id, &d, e))
		return false;
	draft_clear(&d);
	if (!desk_history(c->desk, id, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		print_version(c, &list[i]);
	free(list);
	return true;
}
