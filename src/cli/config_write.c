/* config_write.c - changing the config file without touching what people wrote in it */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "config.h"

enum { CONFIG_MAX = 256 << 10, CONFIG_LINE_MAX = 190 };

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
	struct err why;

	if (file_read(path, CONFIG_MAX, text, &why) || why.kind == ERR_NOT_FOUND) {
		if (text->len > 0 && text->s[text->len - 1] != '\n')
			buf_addc(text, '\n');
		return true;
	}
	*e = why;
	return false;
}

static bool text_store(const char *path, const struct buf *text, struct err *e)
{
	return file_write(path, buf_str(text), text->len, 0600, e);
}

static bool value_fits(const char *key, const char *value, struct err *e)
{
	if (strlen(key) + strlen(value) + 3 > CONFIG_LINE_MAX)
		return err_set(e, ERR_CONFIG, _("too long for the config file: %s"), key);
	return true;
}

/* Copies text to out with the key's line in the section replaced, added or taken away. */
static void text_set(const char *text, const char *section, const char *key,
		     const char *value, struct buf *out)
{
	const char *start, *end;
	bool there = section_find(text, section, &start, &end);
	bool done = value == NULL;

	buf_add(out, text, (size_t)((there ? start : end) - text));
	if (!there && value)
		buf_addf(out, "%s[%s]\n", out->len > 0 ? "\n" : "", section);
	const char *last = there ? end
				 : start; /* before blank lines at the section's end */
	while (there && last > start && last[-1] == '\n' &&
	       (last - 1 == start || last[-2] == '\n'))
		last--;
	for (const char *at = start; there && at < end; at += line_length(at)) {
		bool match = line_has_key(at, key);
		if (at == last && !done) {
			buf_addf(out, "%s = %s\n", key, value);
			done = true;
		}
		if (match && !done)
			buf_addf(out, "%s = %s\n", key, value);
		if (match)
			done = true;
		else
			buf_add(out, at, line_length(at));
	}
	if (!done)
		buf_addf(out, "%s = %s\n", key, value);
	if (there)
		buf_adds(out, end);
}

bool config_set(const char *path, const char *key, const char *value, struct err *e)
{
	const char *dot = strrchr(key, '.');
	char *section = dot ? mem_strn(key, (size_t)(dot - key)) : mem_str("");
	const char *name = dot ? dot + 1 : key;
	struct buf text = {0}, fresh = {0};
	bool ok = (!value || value_fits(name, value, e)) && text_load(path, &text, e);

	if (ok) {
		text_set(buf_str(&text), section, name, value, &fresh);
		ok = text_store(path, &fresh, e);
	}
	free(section);
	buf_clear(&text);
	buf_clear(&fresh);
	return ok;
}

/* A semicolon behind a blank would begin a comment. */
static char *title_value(const char *title)
{
	char *copy = mem_str(title);

	for (char *at = copy; at && *at; at++)
		if (*at == ';')
			*at = ',';
	return copy;
}

static bool portal_set(struct buf *text, const struct portal *p, struct err *e)
{
	struct buf can = {0}, section = {0};
	char *title = title_value(p->title);

	config_abilities(p->can, &can);
	buf_addf(&section, "portal.%s", p->name);
	const struct {
		const char *key, *value;
	} lines[] = {
		{"url", p->url},
		{"title", title},
		{"family", p->family == PORTAL_WORDPRESS ? "wordpress" : "jsonfeed"},
		{"feed", p->feed_url},
		{"micropub", p->micropub_url},
		{"media", p->media_url},
		{"poll", p->poll_url},
		{"ca", p->ca},
		{"can", can.len > 0 ? can.s : NULL},
	};
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct buf fresh = {0};
		ok = !lines[i].value || value_fits(lines[i].key, lines[i].value, e);
		text_set(buf_str(text), section.s, lines[i].key, lines[i].value, &fresh);
		buf_clear(text);
		*text = fresh;
	}
	free(title);
	buf_clear(&can);
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
