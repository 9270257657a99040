/* cmd_config.c - bantin config check | show | set */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/ui/keymap.h>
#include <bantin/ui/methods.h>

#include "cli.h"
#include "config_keys.h"
#include "json.h"

enum { CA_MAX = 4 << 20 }; /* bytes of certificates */

/* --- check ------------------------------------------------------------------ */

/* The file that ca names: there, and with a certificate in it (RFC 7468). */
static bool look_at_ca(const char *path, struct err *e)
{
	struct buf b = {0};
	bool ok = file_read(path, CA_MAX, &b, e);

	if (ok && !strstr(buf_str(&b), "-----BEGIN CERTIFICATE-----") &&
	    !strstr(buf_str(&b), "-----BEGIN TRUSTED CERTIFICATE-----"))
		ok = err_set(e, ERR_CONFIG, _("%s: no certificate in PEM form is in it"),
			     path);
	buf_clear(&b);
	return ok;
}

static bool look_at_method(const struct cli *c, const char *word, struct err *e)
{
	struct method *m;

	if (strcmp(word, "off") == 0)
		return true;
	m = methods_load(&c->profile, word, e);
	if (!m)
		return false;
	method_free(m);
	return true;
}

static bool look(void *ctx, const struct config_key *k, const char *value, struct err *e)
{
	bool good = k->kind == KEY_FILE     ? look_at_ca(value, e)
		    : k->kind == KEY_METHOD ? look_at_method(ctx, value, e)
					    : true;

	return good || err_set(e, ERR_CONFIG, "%s", e->text);
}

static void say_fault(void *ctx, const struct err *why)
{
	(void)ctx;
	complain("%s", why->text);
}

/* The user's own key map: faults in it keep the newsroom from opening, too. */
static bool keys_good(const struct cli *c, struct err *e)
{
	struct buf b = {0};
	struct keymap *m = keymap_new();
	bool ok = file_read(c->profile.keys, KEYMAP_BYTES, &b, e);

	if (ok)
		ok = keymap_read(m, c->profile.keys, buf_str(&b), b.len, e);
	else
		ok = e->kind == ERR_NOT_FOUND;
	keymap_free(m);
	buf_clear(&b);
	return ok;
}

static bool config_check(struct cli *c, struct err *e)
{
	const struct config_watch watch = {.ctx = c, .fault = say_fault, .look = look};
	struct buf raw = {0};
	bool there;

	if (!args_done(&c->args, e) || !config_load(c->profile.config, &raw, &there, e))
		return false;
	bool good = config_inspect(c->profile.config, &raw, &watch);
	buf_clear(&raw);
	if (!keys_good(c, e)) {
		complain("%s", e->text);
		good = false;
	}
	if (!good)
		return err_set(e, ERR_CONFIG, _("the configuration has faults"));
	out_line(c, there ? _("%s: no fault") : _("%s: not there, so all is as usual"),
		 c->profile.config);
	return true;
}

/* --- show ------------------------------------------------------------------- */

/* One key as it is in force. */
struct shown {
	const struct config_key *key;
	const char *name, *value; /* value NULL: nothing is in force */
	bool usual;
};

static void shown_print(const struct cli *c, const struct shown *s)
{
	if (c->json) {
		struct json *j = json_new();
		json_str(j, "key", s->name);
		json_str(j, "value", s->value);
		json_flag(j, "default", s->usual);
		json_str(j, "about", _(s->key->what));
		json_print(j);
		return;
	}
	if (!s->value)
		out_line(c, _("%s is not set"), s->name);
	else if (s->usual)
		out_line(c, _("%s = %s  (default)"), s->name, s->value);
	else
		out_line(c, "%s = %s", s->name, s->value);
	out_line(c, "        %s", _(s->key->what));
}

static void show_key(const struct cli *c, const char *text, const struct config_key *k,
		     const char *name, const void *base)
{
	struct buf value = {0};
	struct shown s = {.key = k, .name = name, .usual = !config_says(text, name)};

	config_key_give(k, base, &value);
	s.value = value.len > 0 ? value.s : s.usual ? k->usual : "";
	shown_print(c, &s);
	buf_clear(&value);
}

static void show_place(const struct cli *c, const char *text, enum key_place place,
		       const char *section, const void *base)
{
	const struct config_key *k;

	for (size_t i = 0; (k = config_key_at(i)); i++) {
		struct buf name = {0};
		if (k->place != place)
			continue;
		buf_addf(&name, "%s%s%s", section, section[0] ? "." : "", k->name);
		show_key(c, text, k, buf_str(&name), base);
		buf_clear(&name);
	}
}

static void show_all(const struct cli *c, const char *text)
{
	show_place(c, text, KEY_OWN, "", &c->config);
	show_place(c, text, KEY_AGENCY, "agency", &c->config.agency);
	for (size_t i = 0; i < c->config.portal_count; i++) {
		const struct portal *p = &c->config.portals[i];
		struct buf section = {0};
		buf_addf(&section, "portal.%s", p->name);
		show_place(c, text, KEY_PORTAL, buf_str(&section), p);
		buf_clear(&section);
	}
}

static bool show_one(const struct cli *c, const char *text, const char *name,
		     struct err *e)
{
	const struct config_key *k;
	const void *base = config_find(&c->config, name, &k, e);

	if (base)
		show_key(c, text, k, name, base);
	return base;
}

static bool config_show(struct cli *c, struct err *e)
{
	char *word = args_next(&c->args), *name = word ? text_clean_line(word) : NULL;
	struct buf raw = {0};
	bool there;

	config_clear(&c->config); /* what main could read of it */
	bool ok = args_done(&c->args, e) &&
			 config_load(c->profile.config, &raw, &there, e) &&
			 config_read(&c->config, c->profile.config, e);

	if (ok && name)
		ok = show_one(c, buf_str(&raw), name, e);
	else if (ok)
		show_all(c, buf_str(&raw));
	buf_clear(&raw);
	free(name);
	return ok;
}

/* --- set -------------------------------------------------------------------- */

/* The same closer look that check takes, where the key is one of what was read. */
static bool value_good(struct cli *c, const char *name, const char *value, struct err *e)
{
	const struct config_key *k;
	struct err none;

	return !config_find(&c->config, name, &k, &none) || look(c, k, value, e);
}

/* An empty value: the key goes, and what is usual holds again. */
static bool config_set_key(struct cli *c, struct err *e)
{
	const char *key = args_next(&c->args), *value = args_next(&c->args);

	if (!key || !value)
		return err_set(e, ERR_USAGE, _("say: bantin config set KEY VALUE"));
	if (!args_done(&c->args, e))
		return false;
	char *name = text_clean_line(key), *clean = text_clean_line(value);
	bool ok = (!clean[0] || value_good(c, name, clean, e)) &&
		  config_set(c->profile.config, name, clean[0] ? clean : NULL, e);
	free(clean);
	free(name);
	return ok;
}

bool cmd_config(struct cli *c, struct err *e)
{
	static const struct {
		const char *word;
		command_fn *fn;
	} table[] = {
		{"check", config_check}, {"show", config_show}, {"set", config_set_key}};
	const char *word = args_next(&c->args);

	for (size_t i = 0; word && i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].word, word) == 0)
			return table[i].fn(c, e);
	return err_set(e, ERR_USAGE,
		       _("say one of: bantin config check, show [KEY], "
			 "set KEY VALUE"));
}
