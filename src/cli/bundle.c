/* bundle.c - the files of a profile that go with its desk into a backup */
#include "bundle.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>

#include "config.h"

enum { FILE_MAX = 1 << 20, FILES_MAX = 200, NAME_BYTES = 128 };

struct bundle {
	struct backup_file *list;
	size_t count, cap;
};

/* --- reading ----------------------------------------------------------------- */

static bool add(struct bundle *b, const char *path, const char *name, struct err *e)
{
	struct buf bytes = {0};
	struct err why = {0};

	if (!file_read(path, FILE_MAX, &bytes, &why)) {
		buf_clear(&bytes);
		return why.kind == ERR_NOT_FOUND || err_set(e, why.kind, "%s", why.text);
	}
	b->list = mem_grow(b->list, &b->cap, b->count + 1, sizeof(*b->list));
	struct backup_file *f = &b->list[b->count++];
	f->name = mem_str(name);
	f->len = bytes.len;
	f->bytes = mem_strn(buf_str(&bytes), bytes.len);
	buf_clear(&bytes);
	return true;
}

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcmp(name + n - m, ending) == 0;
}

static bool name_fits(const char *name, const char *ending)
{
	return name[0] != '.' && !strchr(name, '/') && strlen(name) < NAME_BYTES &&
	       ends_in(name, ending) && text_is_clean(name, strlen(name), CLEAN_LINE);
}

static bool add_folder(struct bundle *b, const char *dir, const char *prefix,
		       const char *ending, struct err *e)
{
	DIR *d = opendir(dir);
	bool ok = true;

	for (struct dirent *at; ok && d && (at = readdir(d)) != NULL;) {
		if (!name_fits(at->d_name, ending) || b->count >= FILES_MAX)
			continue;
		char *path = file_join(dir, at->d_name);
		char *name = file_join(prefix, at->d_name);
		ok = add(b, path, name, e);
		free(path);
		free(name);
	}
	if (d)
		closedir(d);
	return ok;
}

bool bundle_read(const struct profile *p, struct backup_file **list, size_t *n,
		 struct err *e)
{
	char *templates = file_join(p->data, "templates");
	struct bundle b = {0};
	bool ok = add(&b, p->config, "config", e) && add(&b, p->keys, "keys", e) &&
		  add(&b, p->words, "words", e) &&
		  add_folder(&b, p->methods, "methods", ".im", e) &&
		  add_folder(&b, templates, "templates", ".md", e);

	free(templates);
	*list = b.list;
	*n = b.count;
	return ok;
}

/* --- putting back ------------------------------------------------------------ */

/* Where it belongs, the caller's; NULL: nowhere. *dir: its folder, if that may have to be
 * made. */
static char *place_of(const struct profile *p, const char *name, char **dir)
{
	*dir = NULL;
	if (strcmp(name, "config") == 0)
		return mem_str(p->config);
	if (strcmp(name, "keys") == 0)
		return mem_str(p->keys);
	if (strcmp(name, "words") == 0)
		return mem_str(p->words);
	if (strncmp(name, "methods/", 8) == 0 && name_fits(name + 8, ".im"))
		*dir = mem_str(p->methods);
	else if (strncmp(name, "templates/", 10) == 0 && name_fits(name + 10, ".md"))
		*dir = file_join(p->data, "templates");
	return *dir ? file_join(*dir, strchr(name, '/') + 1) : NULL;
}

static size_t line_length(const char *at)
{
	const char *end = strchr(at, '\n');

	return end ? (size_t)(end - at) + 1 : strlen(at);
}

/* The line at `at`, newline and blanks at its end aside, is one of text. */
static bool has_line(const char *text, const char *at)
{
	size_t n = strcspn(at, "\r\n");

	for (; *text; text += line_length(text))
		if (strcspn(text, "\r\n") == n && strncmp(text, at, n) == 0)
			return true;
	return false;
}

static void add_line(struct buf *out, const char *at)
{
	if (out->len > 0 && out->s[out->len - 1] != '\n')
		buf_addc(out, '\n');
	buf_add(out, at, strcspn(at, "\r\n"));
	buf_addc(out, '\n');
}

/* Sections whose head is not here, whole. */
static void add_sections(struct buf *out, const char *ours, const char *theirs)
{
	bool missing = false;

	for (const char *at = theirs; *at; at += line_length(at)) {
		if (*at == '[') {
			missing = !has_line(ours, at);
			if (missing && out->len > 0)
				buf_addc(out, '\n');
		}
		if (missing && *at != '\n')
			add_line(out, at);
	}
}

static void add_words(struct buf *out, const char *ours, const char *theirs)
{
	for (const char *at = theirs; *at; at += line_length(at))
		if (*at != '\n' && !has_line(ours, at))
			add_line(out, at);
}

static bool write_merged(const char *path, bool is_config, const struct buf *ours,
			 const char *theirs, struct err *e)
{
	struct buf all = {0};
	struct config c;

	buf_add(&all, buf_str(ours), ours->len);
	(is_config ? add_sections : add_words)(&all, buf_str(ours), theirs);
	bool ok = true;
	if (is_config) {
		ok = config_parse(&c, path, &all, e);
		if (ok)
			config_clear(&c);
	}
	if (ok && all.len != ours->len)
		ok = file_write(path, buf_str(&all), all.len, e);
	buf_clear(&all);
	return ok;
}

static bool put(const char *path, const struct backup_file *f, bool *differs,
		struct err *e)
{
	bool is_config = strcmp(f->name, "config") == 0;
	struct buf ours = {0};
	struct err why = {0};
	bool ok = true;

	if (file_read(path, FILE_MAX, &ours, &why)) {
		bool same = ours.len == f->len &&
			    memcmp(buf_str(&ours), f->bytes, f->len) == 0;
		if (is_config || strcmp(f->name, "words") == 0)
			ok = write_merged(path, is_config, &ours, f->bytes, e);
		else
			*differs = !same;
	} else if (why.kind == ERR_NOT_FOUND) {
		ok = file_write(path, f->bytes, f->len, e);
	} else {
		ok = err_set(e, why.kind, "%s", why.text);
	}
	buf_clear(&ours);
	return ok;
}

bool bundle_put(const struct profile *p, const struct backup_file *f, bool *differs,
		struct err *e)
{
	char *dir, *path = place_of(p, f->name, &dir);

	*differs = false;
	bool ok = path || err_set(e, ERR_FORMAT, _("the backup holds a file that does "
						   "not belong there"));
	ok = ok && (!dir || file_private_dir(dir, e)) && put(path, f, differs, e);
	free(dir);
	free(path);
	return ok;
}
