/* cmd_convert.c - bantin convert: older Vietnamese text to UTF-8 */
#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/text/charset.h>
#include <bantin/text/clean.h>

#include "cli.h"

enum { CONVERT_MAX = 64 << 20 };

static void guess_tell(const struct charset_guess *g)
{
	complain(g->mojibake ? _("%s, read wrongly and made UTF-8 (%u %%, %zu words)")
			     : _("%s (%u %%, %zu words)"),
		 charset_name(g->charset), g->percent, g->words);
}

/* Nothing is guessed silently: what was found is said, and what else it could be. */
static bool charset_guess_one(const struct buf *raw, enum charset *found, struct err *e)
{
	struct charset_found f;

	charset_detect(buf_str(raw), raw->len, &f);
	if (f.count == 0)
		return err_set(
			e, ERR_FORMAT,
			_("no Vietnamese charset fits this text; if you know it, name "
			  "it with --from"));
	*found = f.guess[0].charset;
	if (f.certain) {
		guess_tell(&f.guess[0]);
		return true;
	}
	complain("%s",
		 _("not certain; look at the result, or name another with --from:"));
	for (size_t i = 0; i < f.count; i++)
		guess_tell(&f.guess[i]);
	return true;
}

static bool charset_named(const char *name, enum charset *found, struct err *e)
{
	if (charset_find(name, found))
		return true;
	struct buf known = {0};
	for (int i = 0; i < CHARSET_COUNT; i++)
		buf_addf(&known, "%s%s", i > 0 ? ", " : "",
			 charset_name((enum charset)i));
	err_set(e, ERR_USAGE, _("--from takes one of: %s"), buf_str(&known));
	buf_clear(&known);
	return false;
}

bool cli_charset(const char *from, const struct buf *raw, enum charset *found,
		 struct err *e)
{
	return from ? charset_named(from, found, e) : charset_guess_one(raw, found, e);
}

static void converted(const struct cli *c, const struct buf *raw, enum charset from,
		      bool raise)
{
	struct buf text = {0}, raised = {0}, clean = {0};

	charset_decode(&text, buf_str(raw), raw->len, from);
	if (raise)
		charset_raise(&raised, buf_str(&text), text.len);
	const struct buf *done = raise ? &raised : &text;
	text_clean(&clean, buf_str(done), done->len, CLEAN_TEXT);
	out_text(c, buf_str(&clean));
	buf_clear(&text);
	buf_clear(&raised);
	buf_clear(&clean);
}

bool cmd_convert(struct cli *c, struct err *e)
{
	const char *from = NULL;
	bool raise = false;
	const struct option options[] = {
		{"--from", &from, NULL}, {"--raise-headings", NULL, &raise}, {0}};
	struct buf raw = {0};
	enum charset charset;

	if (!args_options(&c->args, options, false, e))
		return false;
	const char *file = args_next(&c->args);
	bool ok = args_done(&c->args, e) && (!from || charset_named(from, &charset, e)) &&
		  cli_read(file, CONVERT_MAX, &raw, e) &&
		  cli_charset(from, &raw, &charset, e);
	if (ok)
		converted(c, &raw, charset, raise);
	buf_clear(&raw);
	return ok;
}
