/* cmd_draft_template.c - bantin draft templates, and a draft begun with one */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/store/templates.h>
#include <bantin/text/clean.h>
#include <bantin/text/import.h>
#include <bantin/text/measure.h>
#include <bantin/text/template.h>

#include "cli.h"
#include "json.h"

enum { NAME_COLS = 18 };

bool cli_template(const struct cli *c, const char *name, struct draft *d, struct err *e)
{
	struct buf text = {0}, filled = {0};
	char *clean = text_clean_line(name);
	bool ok = templates_read(&c->profile, clean, &text, e);

	if (ok) {
		template_fill(buf_str(&text), &c->config.agency, clock_now(), &filled);
		draft_read(d, buf_str(&filled), filled.len);
	}
	free(clean);
	buf_clear(&text);
	buf_clear(&filled);
	return ok;
}

static void entry_json(const struct template_entry *t)
{
	struct json *j = json_new();

	json_str(j, "name", t->name);
	json_str(j, "what", t->what);
	json_flag(j, "own", t->own);
	json_print(j);
}

static void entry_line(const struct cli *c, const struct template_entry *t)
{
	size_t wide = text_columns(t->name, strlen(t->name));
	struct buf line = {0};

	buf_adds(&line, t->name);
	buf_fill(&line, ' ', wide < NAME_COLS ? NAME_COLS - wide : 2);
	buf_adds(&line, t->own ? _("your own") : t->what);
	out_line(c, "%s", buf_str(&line));
	buf_clear(&line);
}

bool cmd_draft_templates(struct cli *c, struct err *e)
{
	struct template_entry *list;
	size_t n;

	if (!args_done(&c->args, e) || !templates_list(&c->profile, &list, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		c->json ? entry_json(&list[i]) : entry_line(c, &list[i]);
	templates_free(list, n);
	return true;
}
