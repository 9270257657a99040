/* config.c - the file "config" of the profile (INI), read with inih */
#include "config.h"

#include <ini.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

enum { CONFIG_MAX = 256 << 10 };

static const struct {
	const char *word;
	unsigned bit;
} abilities[] = {
	{"writes", PORTAL_WRITES},     {"remembers-keys", PORTAL_REMEMBERS_KEYS},
	{"looks-up", PORTAL_LOOKS_UP}, {"remarks", PORTAL_REMARKS},
	{"counts", PORTAL_COUNTS},     {"polls", PORTAL_POLLS},
	{"uploads", PORTAL_UPLOADS},	{"publishes", PORTAL_PUBLISHES},
};
static const char known_abilities[] =
	"writes, remembers-keys, looks-up, remarks, counts, polls, uploads, publishes";
static const char known_keys[] =
	"url, feed, micropub, media, poll, title, family, can, lookup_wait";
enum { ABILITIES = sizeof(abilities) / sizeof(abilities[0]) };

/* inih hands out lines; which one is being read it does not tell its handler. */
struct reading {
	struct config *config;
	const char *path, *at;
	int line;
	struct err *err;
};

static bool bad(struct reading *r, const char *what, const char *value)
{
	if (r->err->kind == ERR_NONE)
		err_set(r->err, ERR_CONFIG, _("%s:%d: \"%s\" is not %s"), r->path,
			r->line, value, what);
	return false;
}

static bool take_family(struct reading *r, struct portal *p, const char *value)
{
	if (strcmp(value, "jsonfeed") == 0)
		p->family = PORTAL_JSONFEED;
	else if (strcmp(value, "wordpress") == 0)
		p->family = PORTAL_WORDPRESS;
	else
		return bad(r, "jsonfeed, wordpress", value);
	return true;
}

static bool take_abilities(struct reading *r, struct portal *p, const char *value)
{
	char *words = mem_str(value), *rest = NULL;
	bool ok = true;

	for (char *w = strtok_r(words, " ,", &rest); w && ok;
	     w = strtok_r(NULL, " ,", &rest)) {
		size_t i = 0;
		while (i < ABILITIES && strcmp(abilities[i].word, w) != 0)
			i++;
		if (i < ABILITIES)
			p->can |= abilities[i].bit;
		else
			ok = bad(r, known_abilities, w);
	}
	free(words);
	return ok;
}

static bool take_wait(struct reading *r, struct portal *p, const char *value)
{
	char *end;
	long seconds = strtol(value, &end, 10);

	if (*end != '\0' || end == value || seconds < 1 || seconds > 3600)
		return bad(r, _("a number of seconds from 1 to 3600"), value);
	p->lookup_wait = (int)seconds;
	return true;
}

static bool take_url(struct reading *r, char **slot, const char *value)
{
	if (!url_is_safe(value))
		return bad(r, _("an address that begins with https://"), value);
	mem_set(slot, value);
	return true;
}

static bool portal_key(struct reading *r, struct portal *p, const char *key,
		       const char *value)
{
	const struct {
		const char *key;
		char **slot;
	} urls[] = {
		{"url", &p->url},
		{"feed", &p->feed_url},
		{"micropub", &p->micropub_url},
		{"media", &p->media_url},
		{"poll", &p->poll_url},
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if (strcmp(urls[i].key, key) == 0)
			return take_url(r, urls[i].slot, value);
	if (strcmp(key, "title") == 0)
		mem_set(&p->title, value);
	else if (strcmp(key, "family") == 0)
		return take_family(r, p, value);
	else if (strcmp(key, "can") == 0)
		return take_abilities(r, p, value);
	else if (strcmp(key, "ca") == 0)
		mem_set(&p->ca, value);
	else if (strcmp(key, "lookup_wait") == 0)
		return take_wait(r, p, value);
	else
		return bad(r, known_keys, key);
	return true;
}

static struct portal *portal_slot(struct config *c, const char *name)
{
	for (size_t i = 0; i < c->portal_count; i++)
		if (strcmp(c->portals[i].name, name) == 0)
			return &c->portals[i];
	size_t cap = c->portal_count;
	c->portals = mem_grow(c->portals, &cap, c->portal_count + 1, sizeof(*c->portals));
	struct portal *p = &c->portals[c->portal_count++];
	*p = (struct portal){.name = mem_str(name), .lookup_wait = PORTAL_LOOKUP_WAIT};
	return p;
}

static bool agency_key(struct reading *r, struct agency *a, const char *key,
		       const char *value)
{
	const struct {
		const char *key;
		char **slot;
	} keys[] = {
		{"name", &a->name},
		{"parent", &a->parent},
		{"place", &a->place},
		{"abbreviation", &a->abbreviation},
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i].key, key) == 0) {
			mem_set(keys[i].slot, value);
			return true;
		}
	return bad(r, "name, parent, place, abbreviation", key);
}

/* One of two words; *second tells which. */
static bool take_either(struct reading *r, const char *value, const char *a,
			const char *b, bool *second)
{
	char both[32];

	*second = strcmp(value, b) == 0;
	if (*second || strcmp(value, a) == 0)
		return true;
	snprintf(both, sizeof both, "%s, %s", a, b);
	return bad(r, both, value);
}

static bool own_key(struct reading *r, const char *key, const char *value)
{
	struct config *c = r->config;
	bool english;

	if (strcmp(key, "lang") == 0) {
		mem_set(&c->lang, value);
		return take_either(r, value, "vi", "en", &english);
	}
	if (strcmp(key, "typing") == 0) {
		mem_set(&c->typing, value);
		return portal_name_ok(value) || /* the rules of a file's name too */
		       bad(r, "telex, telex-simple, vni, viqr, off", value);
	}
	if (strcmp(key, "tone_style") == 0)
		return take_either(r, value, "old", "new", &c->modern_tones);
	if (strcmp(key, "give_back") == 0)
		return take_either(r, value, "yes", "no", &c->keeps_marks);
	return bad(r, "lang, typing, tone_style, give_back", key);
}

static int take_key(void *ctx, const char *section, const char *key, const char *value)
{
	struct reading *r = ctx;

	if (r->err->kind != ERR_NONE)
		return 0;
	if (strncmp(section, "portal.", 7) == 0) {
		if (!portal_name_ok(section + 7))
			return bad(r, _("a portal name (a-z, 0-9, - and _, at most 31)"),
				   section + 7);
		return portal_key(r, portal_slot(r->config, section + 7), key, value);
	}
	if (strcmp(section, "agency") == 0)
		return agency_key(r, &r->config->agency, key, value);
	if (section[0] != '\0')
		return bad(r, "[portal.NAME], [agency]", section);
	return own_key(r, key, value);
}

/* fgets over a string, counting lines; inih's own ceiling on a line is size. */
static char *next_line(char *out, int size, void *ctx)
{
	struct reading *r = ctx;
	size_t n = strcspn(r->at, "\n");

	if (*r->at == '\0')
		return NULL;
	r->line++;
	if (n + 2 > (size_t)size) {
		if (r->err->kind == ERR_NONE)
			err_set(r->err, ERR_CONFIG,
				_("%s:%d: the line is longer than %d bytes"), r->path,
				r->line, size - 2);
		return NULL;
	}
	memcpy(out, r->at, n);
	out[n] = '\n';
	out[n + 1] = '\0';
	r->at += n + (r->at[n] == '\n');
	return out;
}

/* Every portal needs these two; the others may be unknown. */
static bool portals_whole(const struct config *c, const char *path, struct err *e)
{
	for (size_t i = 0; i < c->portal_count; i++)
		if (!c->portals[i].url || !c->portals[i].feed_url)
			return err_set(e, ERR_CONFIG,
				       _("%s: [portal.%s] needs the keys url and feed; "
					 "or remove it and run: bantin portal add URL"),
				       path, c->portals[i].name);
	return true;
}

static bool read_clean(const char *path, struct buf *out, struct err *e)
{
	struct buf raw = {0};
	bool ok = file_read(path, CONFIG_MAX, &raw, e);

	/* line by line, so that errors count the lines that people see */
	for (size_t at = 0; ok && at < raw.len;) {
		const char *end = memchr(raw.s + at, '\n', raw.len - at);
		size_t n = end ? (size_t)(end - raw.s) - at : raw.len - at;
		text_clean(out, raw.s + at, n, CLEAN_LINE);
		buf_addc(out, '\n');
		at += n + 1;
	}
	buf_clear(&raw);
	return ok;
}

bool config_read(struct config *c, const char *path, struct err *e)
{
	struct buf text = {0};
	struct err why = {0};

	*c = (struct config){0};
	if (!read_clean(path, &text, &why)) {
		if (why.kind == ERR_NOT_FOUND)
			return true;
		*e = why;
		return false;
	}
	c->there = true;
	struct reading r = {.config = c, .path = path, .at = buf_str(&text), .err = &why};
	int line = ini_parse_stream(next_line, &r, take_key, &r);
	if (line != 0 && why.kind == ERR_NONE)
		err_set(&why, ERR_CONFIG,
			_("%s:%d: this line is neither [section] nor "
			  "key = value"),
			path, line);
	bool ok = why.kind == ERR_NONE && portals_whole(c, path, &why);
	buf_clear(&text);
	if (!ok) {
		*e = why;
		config_clear(c);
	}
	return ok;
}

void config_clear(struct config *c)
{
	for (size_t i = 0; i < c->portal_count; i++)
		portal_clear(&c->portals[i]);
	free(c->portals);
	free(c->lang);
	agency_clear(&c->agency);
	free(c->typing);
	*c = (struct config){0};
}

const struct portal *config_portal(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->portal_count; i++)
		if (strcmp(c->portals[i].name, name) == 0)
			return &c->portals[i];
	return NULL;
}

void config_abilities(unsigned can, struct buf *out)
{
	for (size_t i = 0; i < ABILITIES; i++)
		if (can & abilities[i].bit)
			buf_addf(out, "%s%s", out->len > 0 ? " " : "", abilities[i].word);
}
