/* cmd_type.c - bantin type: lines of keys become what the screen would show */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>
#include <bantin/text/own_words.h>
#include <bantin/text/typing.h>
#include <bantin/text/utf8.h>
#include <bantin/ui/methods.h>

#include "cli.h"

enum { TYPE_MAX = 64 << 20, BACKSPACE = 0x2408 }; /* U+2408, the picture of it */

/* A line with the cursor at its end. */
struct typed {
	struct buf s;
	struct typing t;
};

static void typed_apply(struct typed *l, const struct typing_edit *edit)
{
	buf_cut(&l->s, l->s.len - edit->remove);
	buf_add(&l->s, edit->insert, edit->len);
}

static void typed_back(struct typed *l, const struct typing_options *o)
{
	struct typing_edit edit;

	if (typing_backspace(&l->t, o, &edit))
		typed_apply(l, &edit);
	else
		buf_cut(&l->s, text_cluster_prev(buf_str(&l->s), l->s.len, l->s.len));
	if (!l->t.text[0])
		typing_from(&l->t, buf_str(&l->s), l->s.len);
}

static void line_type(struct typed *l, const struct typing_options *o, const char *keys,
		      size_t n)
{
	struct typing_edit edit;
	uint32_t cp;

	buf_reset(&l->s);
	l->t = (struct typing){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(keys + i, n - i, &cp);
		if (cp == BACKSPACE) {
			typed_back(l, o);
			continue;
		}
		typing_key(&l->t, o, cp, &edit);
		typed_apply(l, &edit);
	}
}

static void line_print(const struct cli *c, struct buf *s)
{
	buf_addc(s, '\n');
	if (c->ascii)
		out_text(c, buf_str(s));
	else
		fwrite(buf_str(s), 1, s->len, stdout);
}

/* Line by line, so that as many come out as went in. */
static void lines_type(const struct cli *c, const struct typing_options *o,
		       const struct buf *raw)
{
	struct typed line = {0};
	struct buf keys = {0};

	for (size_t at = 0; at < raw->len;) {
		const char *end = memchr(raw->s + at, '\n', raw->len - at);
		size_t to = end ? (size_t)(end - raw->s) : raw->len;
		size_t n = to > at && raw->s[to - 1] == '\r' ? to - at - 1 : to - at;
		buf_reset(&keys);
		text_clean(&keys, raw->s + at, n, CLEAN_TEXT);
		line_type(&line, o, buf_str(&keys), keys.len);
		line_print(c, &line.s);
		at = to + 1;
	}
	buf_clear(&keys);
	buf_clear(&line.s);
}

/* The user's own, where a profile is named. */
static struct own_words *words_of(const struct cli *c)
{
	struct own_words *own = own_words_new();
	struct err e = {0};

	if (c->profile.words && !own_words_read(own, c->profile.words, &e))
		complain("%s", e.text);
	return own;
}

static struct method *method_of(const struct cli *c, const char *word, struct err *e)
{
	return methods_is_file(word) ? methods_read(word, e)
				     : methods_load(&c->profile, word, e);
}

bool cmd_type(struct cli *c, struct err *e)
{
	const char *style = "old";
	const struct option options[] = {{"--style", &style, NULL}, {0}};
	struct typing_options o = {.give_back = true};
	struct buf keys = {0};

	if (!args_options(&c->args, options, false, e))
		return false;
	const char *word = args_next(&c->args);
	o.modern = strcmp(style, "new") == 0;
	if (!o.modern && strcmp(style, "old") != 0)
		return err_set(e, ERR_USAGE, _("--style takes old or new"));
	if (!word)
		return err_set(e, ERR_USAGE,
			       _("say which method: telex, telex-simple, vni, viqr, or a "
				 "file that ends in .im"));
	struct method *m = args_done(&c->args, e) ? method_of(c, word, e) : NULL;
	if (!m)
		return false;
	struct own_words *own = words_of(c);
	o.method = m;
	o.own = own_words_has;
	o.words = own;
	bool ok = file_read_fd(STDIN_FILENO, TYPE_MAX, &keys, e);
	if (ok)
		lines_type(c, &o, &keys);
	own_words_free(own);
	buf_clear(&keys);
	method_free(m);
	return ok;
}
