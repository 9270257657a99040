/* config_write.c - changing the config file without touching what people wrote in it */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "config.h"
#include "config_keys.h"

enum { CONFIG_LINE_MAX = 190, TITLE_COLS = 40 };

static size_t line_length(const char *s)
{
	size_t n = strcspn(s, "\n");

	return s[n] == '\n' ? n + 1 : n;
}

/* Where [section] stands: *start at its head line, *end past its last line. The
 * nameless section is what comes before the first head. */
static bool section_find(const char *text, const char *section, const char **start,
			 const char **end)
{
	size_t n = strlen(section);
	bool inside = n == 0;

	*start = text;
	for (const char *at = text; *at; at += line_length(at)) {
		const char *head = at + strspn(at, " \t");
		if (*head != '[')
			continue;
		if (inside) {
			*end = at;
			return true;
		}
		inside = strncmp(head + 1, section, n) == 0 && head[n + 1] == ']';
		if (inside)
			*start = at;
	}
	*end = text + strlen(text);
	return inside;
}

static bool line_has_key(const char *line, const char *key)
{
	size_t n = strlen(key);

	line += strspn(line, " \t");
	return strncmp(line, key, n) == 0 && strchr(" \t=:", line[n]) && line[n];
}

static bool text_load(const char *path, struct buf *text, struct err *e)
{
	bool there;

	if (!config_load(path, text, &there, e))
		return false;
	if (text->len > 0 && text->s[text->len - 1] != '\n')
		buf_addc(text, '\n');
	return true;
}

/* A line as it is to be: key "feed" of section "portal.a"; value NULL: no line. */
struct setting {
	char *section; /* owned */
	const char *name, *value;
};

/* "portal.a.feed" is "feed" in "portal.a". */
static struct setting setting_of(const char *key, const char *value)
{
	const char *dot = strrchr(key, '.');

	return (struct setting){
		.section = dot ? mem_strn(key, (size_t)(dot - key)) : mem_str(""),
		.name = dot ? dot + 1 : key,
		.value = value,
	};
}

static bool setting_fits(const struct setting *s, struct err *e)
{
	if (s->value && strlen(s->name) + strlen(s->value) + 3 > CONFIG_LINE_MAX)
		return err_set(e, ERR_CONFIG, _("too long for the config file: %s"),
			       s->name);
	return true;
}

/* The comment behind a value, with the blanks before it; "" where there is none. */
static const char *line_comment(const char *line, size_t *n)
{
	const char *end = line + strcspn(line, "\n"), *at = line;

	while (at < end && !(strchr(" \t", *at) && at[strspn(at, " \t")] == ';'))
		at++;
	*n = (size_t)(end - at);
	return at;
}

/* The same line with another value. */
static void line_put(const char *line, const struct setting *s, struct buf *out)
{
	size_t n;
	const char *comment = line_comment(line, &n);

	buf_addf(out, "%s = %s", s->name, s->value);
	buf_add(out, comment, n);
	buf_addc(out, '\n');
}

/* Where a new line goes: before the blank lines at the section's end. */
static const char *last_line(const char *start, const char *end)
{
	while (end > start && end[-1] == '\n' && (end - 1 == start || end[-2] == '\n'))
		end--;
	return end;
}

/* Replaces the setting's line in text, adds it or takes it away. */
static void text_set(struct buf *text, const struct setting *s)
{
	const char *all = buf_str(text), *start, *end;
	bool there = section_find(all, s->section, &start, &end);
	const char *last = there ? last_line(start, end) : end;
	bool done = s->value == NULL;
	struct buf out = {0};

	buf_add(&out, all, (size_t)((there ? start : end) - all));
	for (const char *at = start; there && at < last; at += line_length(at)) {
		bool match = line_has_key(at, s->name);
		if (match && !done)
			line_put(at, s, &out);
		else if (!match)
			buf_add(&out, at, line_length(at));
		done = done || match;
	}
	if (!there && !done)
		buf_addf(&out, "%s[%s]\n", out.len > 0 ? "\n" : "", s->section);
	if (!done)
		buf_addf(&out, "%s = %s\n", s->name, s->value);
	buf_adds(&out, last);
	buf_clear(text);
	*text = out;
}

static bool text_says(const char *text, const struct setting *s)
{
	const char *at, *end;

	if (section_find(text, s->section, &at, &end))
		for (; at < end; at += line_length(at))
			if (line_has_key(at, s->name))
				return true;
	return false;
}

bool config_says(const char *text, const char *key)
{
	struct setting s = setting_of(key, NULL);
	bool says = text_says(text, &s);

	free(s.section);
	return says;
}

/* What would not be read again is not written. */
static bool text_store(const char *path, const struct buf *text, struct err *e)
{
	struct config c;

	if (!config_parse(&c, path, text, e))
		return false;
	config_clear(&c);
	return file_write(path, buf_str(text), text->len, e);
}

/* --- one key ---------------------------------------------------------------- */

/* A portal begins with what discovery finds out, not with a setting. */
static bool section_there(const char *text, const struct setting *s,
			  enum key_place *place, struct err *e)
{
	const char *start, *end;

	if (!config_section(s->section, place, e))
		return false;
	if (*place != KEY_PORTAL || section_find(text, s->section, &start, &end))
		return true;
	return err_set(e, ERR_NOT_FOUND,
		       _("there is no portal named %s; see: bantin portal list"),
		       s->section + 7);
}

/* The setting's value in the form in which it is read back into normal, and set so. Any
 * line may be taken away; where there is none, the key must be known at least. */
static bool setting_check(const char *text, struct setting *s, struct buf *normal,
			  struct err *e)
{
	enum key_place place;

	if (!s->value && text_says(text, s))
		return true;
	const struct config_key *k = section_there(text, s, &place, e)
					     ? config_key_find(place, s->name, e)
					     : NULL;
	if (!k || !s->value)
		return k;
	if (!config_key_normal(k, s->value, normal, e))
		return false;
	s->value = buf_str(normal);
	return setting_fits(s, e);
}

static void count_fault(void *ctx, const struct err *why)
{
	size_t *n = ctx;

	(void)why;
	++*n;
}

static size_t faults(const char *path, const struct buf *text)
{
	size_t n = 0;
	const struct config_watch watch = {.ctx = &n, .fault = count_fault};

	config_inspect(path, text, &watch);
	return n;
}

/* A comment that the value itself began, or the key once more further down. */
static bool reads_back(const struct buf *text, const char *path, const char *key,
		       const char *value, struct err *e)
{
	struct config c;
	const struct config_key *k;
	struct buf held = {0};

	if (!config_parse(&c, path, text, e))
		return false;
	const void *base = config_find(&c, key, &k, e);
	if (base)
		config_key_give(k, base, &held);
	bool same = base && strcmp(buf_str(&held), value) == 0;
	if (base && !same)
		err_set(e, ERR_CONFIG,
			_("%s cannot be written: the file would be read as \"%s\""),
			key, buf_str(&held));
	buf_clear(&held);
	config_clear(&c);
	return same;
}

bool config_set(const char *path, const char *key, const char *value, struct err *e)
{
	struct setting s = setting_of(key, value);
	struct buf text = {0}, normal = {0};
	bool ok = text_load(path, &text, e) &&
		  setting_check(buf_str(&text), &s, &normal, e);

	if (ok) {
		size_t had = faults(path, &text);
		text_set(&text, &s);
		bool mends = faults(path, &text) < had; /* one line at a time */
		ok = (mends || !s.value || reads_back(&text, path, key, s.value, e)) &&
		     (mends ? file_write(path, buf_str(&text), text.len, e)
			    : text_store(path, &text, e));
	}
	free(s.section);
	buf_clear(&text);
	buf_clear(&normal);
	return ok;
}

/* --- a portal --------------------------------------------------------------- */

/* A semicolon behind a blank would begin a comment; a line of the file has an end. */
static char *title_value(const char *title)
{
	struct buf b = {0};

	text_truncate(&b, title, strlen(title), TITLE_COLS);
	char *value = buf_take(&b);
	for (char *at = value; *at; at++)
		if (*at == ';')
			*at = ',';
	return value;
}

/* What discovery found for a key, to be freed; NULL: nothing, and no line for it. */
static char *found_value(const struct config_key *k, const struct portal *p)
{
	struct buf b = {0};

	config_key_give(k, p, &b);
	if (b.len == 0) {
		buf_clear(&b);
		return NULL;
	}
	char *value = buf_take(&b);
	if (k->kind != KEY_TEXT)
		return value;
	char *title = title_value(value);
	free(value);
	return title;
}

static bool portal_set(struct buf *text, const struct portal *p, struct err *e)
{
	const struct config_key *k;
	struct buf section = {0};
	bool ok = true;

	buf_addf(&section, "portal.%s", p->name);
	for (size_t i = 0; ok && (k = config_key_at(i)); i++) {
		if (k->place != KEY_PORTAL || !k->found)
			continue;
		char *value = found_value(k, p);
		const struct setting s = {section.s, k->name, value};
		ok = setting_fits(&s, e);
		text_set(text, &s);
		free(value);
	}
	buf_clear(&section);
	return ok;
}

bool config_put_portal(const char *path, const struct portal *p, struct err *e)
{
	struct buf text = {0};
	bool ok = text_load(path, &text, e) && portal_set(&text, p, e) &&
		  text_store(path, &text, e);

	buf_clear(&text);
	return ok;
}

bool config_remove_portal(const char *path, const char *name, struct err *e)
{
	struct buf text = {0}, fresh = {0}, section = {0};
	const char *start, *end;
	bool ok = text_load(path, &text, e);

	buf_addf(&section, "portal.%s", name);
	if (ok && section_find(buf_str(&text), section.s, &start, &end)) {
		buf_add(&fresh, buf_str(&text), (size_t)(start - buf_str(&text)));
		buf_adds(&fresh, end);
		ok = text_store(path, &fresh, e);
	}
	buf_clear(&text);
	buf_clear(&fresh);
	buf_clear(&section);
	return ok;
}
