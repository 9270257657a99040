/* config.c - the file "config" of the profile (INI), read with inih */
#include "config.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>

#include "config_keys.h"

enum { CONFIG_MAX = 256 << 10 };

/* inih hands out lines; which one is being read it does not tell its handler. */
struct reading {
	struct config *config;
	const struct config_watch *watch;	/* NULL: the first fault is enough */
	const char *path, *at;
	int line;
	struct err first;
};

static void tell(struct reading *r, const struct err *e)
{
	if (r->watch)
		r->watch->fault(r->watch->ctx, e);
	if (r->first.kind == ERR_NONE)
		r->first = *e;
}

static void fault(struct reading *r, const struct err *why)
{
	struct err e;

	err_set(&e, ERR_CONFIG, "%s:%d: %s", r->path, r->line, why->text);
	tell(r, &e);
}

static void set_usual(struct portal *p)
{
	const struct config_key *k;

	for (size_t i = 0; (k = config_key_at(i)); i++)
		if (k->place == KEY_PORTAL && k->usual)
			config_key_take(k, p, k->usual, NULL);
}

static struct portal *portal_slot(struct config *c, const char *name)
{
	for (size_t i = 0; i < c->portal_count; i++)
		if (strcmp(c->portals[i].name, name) == 0)
			return &c->portals[i];
	size_t cap = c->portal_count;
	c->portals = mem_grow(c->portals, &cap, c->portal_count + 1, sizeof(*c->portals));
	struct portal *p = &c->portals[c->portal_count++];
	*p = (struct portal){.name = mem_str(name)};
	set_usual(p);
	return p;
}

/* Where the keys of a section are put; NULL: it is none, *e says why. */
static void *base_of(struct config *c, const char *section, enum key_place *place,
		     struct err *e)
{
	if (!config_section(section, place, e))
		return NULL;
	if (*place == KEY_OWN)
		return c;
	if (*place == KEY_AGENCY)
		return &c->agency;
	if (portal_name_ok(section + 7))
		return portal_slot(c, section + 7);
	err_set(e, ERR_CONFIG,
		_("\"%s\" is no name for a portal: a-z, 0-9, - and _, at most 31"),
		section + 7);
	return NULL;
}

static bool key_read(struct reading *r, const char *section, const char *name,
		     const char *value, struct err *e)
{
	enum key_place place;
	void *base = base_of(r->config, section, &place, e);
	const struct config_key *k = base ? config_key_find(place, name, e) : NULL;

	return k && config_key_take(k, base, value, e) &&
	       (!r->watch || !r->watch->look ||
		r->watch->look(r->watch->ctx, k, value, e));
}

static int take_key(void *ctx, const char *section, const char *key, const char *value)
{
	struct reading *r = ctx;
	struct err why;

	if (!key_read(r, section, key, value, &why))
		fault(r, &why);
	return 1; /* a fault does not end the reading */
}

/* fgets over a string, counting lines; inih's own ceiling on a line is size. Without the
 * blanks before it no line is taken for the end of the one above. */
static char *next_line(char *out, int size, void *ctx)
{
	struct reading *r = ctx;
	struct err why;

	if (*r->at == '\0')
		return NULL;
	r->line++;
	r->at += strspn(r->at, " \t");
	size_t n = strcspn(r->at, "\n"), kept = n;
	if (n + 2 > (size_t)size) {
		err_set(&why, ERR_CONFIG, _("the line is longer than %d bytes"),
			size - 2);
		fault(r, &why);
		kept = 0;
	}
	memcpy(out, r->at, kept);
	out[kept] = '\n';
	out[kept + 1] = '\0';
	r->at += n + (r->at[n] == '\n');
	return out;
}

/* Every portal needs these two; the others may be unknown. */
static void portals_whole(struct reading *r)
{
	struct err e;

	for (size_t i = 0; i < r->config->portal_count; i++) {
		const struct portal *p = &r->config->portals[i];
		if (p->url && p->feed_url)
			continue;
		err_set(&e, ERR_CONFIG,
			_("%s: [portal.%s] needs the keys url and feed; "
			  "or remove it and run: bantin portal add URL"),
			r->path, p->name);
		tell(r, &e);
	}
}

/* Line by line, so that faults are counted in the lines that people see. */
static void clean_lines(const struct buf *raw, struct buf *out)
{
	for (size_t at = 0; at < raw->len;) {
		const char *end = memchr(raw->s + at, '\n', raw->len - at);
		size_t n = end ? (size_t)(end - raw->s) - at : raw->len - at;
		text_clean(out, raw->s + at, n, CLEAN_LINE);
		buf_addc(out, '\n');
		at += n + 1;
	}
}

static bool parse(struct reading *r, const struct buf *raw)
{
	struct buf text = {0};
	struct err why;

	*r->config = (struct config){.there = true};
	clean_lines(raw, &text);
	r->at = buf_str(&text);
	int line = ini_parse_stream(next_line, r, take_key, r);
	if (line != 0) {
		err_set(&why, ERR_CONFIG,
			_("this line is neither [section] nor key = value"));
		r->line = line;
		fault(r, &why);
	}
	portals_whole(r);
	buf_clear(&text);
	return r->first.kind == ERR_NONE;
}

bool config_parse(struct config *c, const char *path, const struct buf *raw,
		  struct err *e)
{
	struct reading r = {.config = c, .path = path};

	if (parse(&r, raw))
		return true;
	config_clear(c);
	return err_set(e, r.first.kind, "%s", r.first.text);
}

bool config_inspect(const char *path, const struct buf *raw,
		    const struct config_watch *watch)
{
	struct config c;
	struct reading r = {.config = &c, .path = path, .watch = watch};
	bool good = parse(&r, raw);

	config_clear(&c);
	return good;
}

bool config_load(const char *path, struct buf *out, bool *there, struct err *e)
{
	struct err why = {0};

	*there = file_read(path, CONFIG_MAX, out, &why);
	return *there || why.kind == ERR_NOT_FOUND ||
	       err_set(e, why.kind, "%s", why.text);
}

bool config_read(struct config *c, const char *path, struct err *e)
{
	struct buf raw = {0};
	bool there;

	*c = (struct config){0};
	bool ok = config_load(path, &raw, &there, e) &&
		  (!there || config_parse(c, path, &raw, e));
	buf_clear(&raw);
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
	free(c->archive);
	*c = (struct config){0};
}

const struct portal *config_portal(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->portal_count; i++)
		if (strcmp(c->portals[i].name, name) == 0)
			return &c->portals[i];
	return NULL;
}

const void *config_find(const struct config *c, const char *key,
			const struct config_key **k, struct err *e)
{
	const char *dot = strrchr(key, '.');
	char *section = dot ? mem_strn(key, (size_t)(dot - key)) : mem_str("");
	enum key_place place;
	const void *base = NULL;

	*k = config_section(section, &place, e)
		     ? config_key_find(place, dot ? dot + 1 : key, e)
		     : NULL;
	if (*k && place == KEY_PORTAL) {
		base = config_portal(c, section + 7);
		if (!base)
			err_set(e, ERR_NOT_FOUND,
				_("there is no portal named %s; "
				  "see: bantin portal list"),
				section + 7);
	} else if (*k) {
		base = place == KEY_AGENCY ? (const void *)&c->agency : c;
	}
	free(section);
	return base;
}
