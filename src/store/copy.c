/* copy.c - each saved draft once more as a plain file, for which no bantin is needed */
#include "desk_in.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

enum { SLUG_MAX = 60 }; /* bytes */

/* Appends "-" and the title in a-z, 0-9 and single hyphens; nothing of an empty one. */
static void add_slug(struct buf *name, const char *title)
{
	struct buf folded = {0};
	size_t start = name->len;
	bool gap = true;

	text_fold(&folded, title, strlen(title));
	for (const char *s = buf_str(&folded); *s && name->len - start < SLUG_MAX; s++) {
		bool plain = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
		if (plain && gap)
			buf_addc(name, '-');
		if (plain)
			buf_addc(name, *s);
		gap = !plain;
	}
	buf_clear(&folded);
}

/* One head line; newlines in the text go on behind a tab. */
static void add_head(struct buf *out, const char *name, const char *text)
{
	buf_adds(out, name);
	buf_addc(out, ' ');
	for (; *text; text++) {
		buf_addc(out, *text);
		if (*text == '\n')
			buf_addc(out, '\t');
	}
	buf_addc(out, '\n');
}

void copy_text(struct buf *out, const struct draft *d)
{
	add_head(out, "Title:", d->title ? d->title : "");
	add_head(out, "Portal:", d->portal ? d->portal : "");
	add_head(out, "Section:", d->section ? d->section : "");
	add_head(out, "Author:", d->author ? d->author : "");
	add_head(out, "Tags:", d->tags ? d->tags : "");
	add_head(out, "Summary:", d->summary ? d->summary : "");
	buf_addc(out, '\n');
	buf_adds(out, d->body ? d->body : "");
}

bool copy_write(const char *drafts, const struct draft *d, struct err *e)
{
	struct buf name = {0}, text = {0};

	buf_addf(&name, "%lld", (long long)d->id);
	add_slug(&name, d->title ? d->title : "");
	buf_adds(&name, ".md");
	copy_text(&text, d);
	char *path = file_join(drafts, buf_str(&name));
	bool ok = file_write(path, buf_str(&text), text.len, e);
	if (ok)
		copy_remove(drafts, d->id, buf_str(&name));
	free(path);
	buf_clear(&name);
	buf_clear(&text);
	return ok;
}

/* One head line's text with those that go on from it; the bytes of all of them. */
static size_t read_head(const char *s, size_t n, char **slot)
{
	struct buf text = {0};
	size_t at = 0;

	for (; at < n && !(s[at] == '\n' && (at + 1 == n || s[at + 1] != '\t')); at++)
		if (at == 0 || s[at] != '\t' || s[at - 1] != '\n')
			buf_addc(&text, s[at]);
	free(*slot);
	*slot = text_clean_dup(buf_str(&text), text.len, CLEAN_TEXT);
	buf_clear(&text);
	return at < n ? at + 1 : at;
}

void copy_read(struct draft *d, const char *s, size_t n)
{
	const struct {
		const char *name;
		char **slot;
	} heads[] = {{"Title: ", &d->title},	 {"Portal: ", &d->portal},
		     {"Section: ", &d->section}, {"Author: ", &d->author},
		     {"Tags: ", &d->tags},	 {"Summary: ", &d->summary}};
	size_t at = 0;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		size_t len = strlen(heads[i].name);
		if (n - at >= len && strncmp(s + at, heads[i].name, len) == 0)
			at += len + read_head(s + at + len, n - at - len, heads[i].slot);
		else
			mem_set(heads[i].slot, "");
	}
	if (at < n && s[at] == '\n')
		at++;
	free(d->body);
	d->body = text_clean_dup(s + at, n - at, CLEAN_TEXT);
}

/* "12.md" and "12-anything.md" are copies of draft 12. */
int64_t copy_id(const char *name)
{
	char *end;
	size_t n = strlen(name);

	if (!isdigit((unsigned char)name[0]) || n < 4 || strcmp(name + n - 3, ".md") != 0)
		return 0;
	long long id = strtoll(name, &end, 10);
	return *end == '-' || end == name + n - 3 ? id : 0;
}

void copy_remove(const char *drafts, int64_t id, const char *keep)
{
	DIR *dir = opendir(drafts);

	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
		if (copy_id(d->d_name) != id || (keep && strcmp(d->d_name, keep) == 0))
			continue;
		char *path = file_join(drafts, d->d_name);
		unlink(path);
		free(path);
	}
	if (dir)
		closedir(dir);
}
