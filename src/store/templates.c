/* templates.c - the templates there are: the user's own files, and the built-in ones */
#include <bantin/store/templates.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/template.h>

enum { TEMPLATE_BYTES = 256 << 10, TEMPLATES_MAX = 500 };

static char *folder_of(const struct profile *p)
{
	return file_join(p->data, "templates");
}

/* The name of a template that the file of this name is; NULL: of none. */
static char *name_of_file(const char *file)
{
	size_t n = strlen(file);

	if (file[0] == '.' || n < 4 || strcmp(file + n - 3, ".md") != 0 ||
	    !text_is_clean(file, n, CLEAN_LINE))
		return NULL;
	return mem_strn(file, n - 3);
}

static bool name_is_file(const char *name)
{
	return name[0] != '\0' && name[0] != '.' && !strchr(name, '/');
}

static int by_name(const void *a, const void *b)
{
	const struct template_entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Takes name. */
static void add_own(struct template_entry **list, size_t *n, size_t *cap, char *name)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*list)[i].name, name) == 0) {
			(*list)[i].own = true;
			free(name);
			return;
		}
	*list = mem_grow(*list, cap, *n + 1, sizeof(**list));
	(*list)[(*n)++] = (struct template_entry){.name = name, .what = "", .own = true};
}

bool templates_list(const struct profile *p, struct template_entry **list, size_t *n,
		    struct err *e)
{
	char *folder = folder_of(p);
	DIR *dir = opendir(folder);
	bool ok = dir || errno == ENOENT ||
		  err_errno(e, ERR_FAILED, _("cannot open %s"), folder);
	const struct template *t;
	size_t cap = 0, built_in;

	*list = NULL;
	for (*n = 0; ok && (t = template_builtin(*n)); ++*n) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		(*list)[*n] = (struct template_entry){.name = mem_str(t->name),
						      .what = gettext(t->what)};
	}
	built_in = *n;
	for (struct dirent *d; ok && dir && *n < TEMPLATES_MAX && (d = readdir(dir));) {
		char *name = name_of_file(d->d_name);
		if (name)
			add_own(list, n, &cap, name);
	}
	if (*n > built_in)
		qsort(*list + built_in, *n - built_in, sizeof(**list), by_name);
	if (dir)
		closedir(dir);
	free(folder);
	return ok;
}

void templates_free(struct template_entry *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(list[i].name);
	free(list);
}

static bool own_read(const struct profile *p, const char *name, struct buf *raw,
		     struct err *e)
{
	struct buf file = {0};
	char *folder = folder_of(p);

	buf_addf(&file, "%s.md", name);
	char *path = file_join(folder, buf_str(&file));
	bool ok = file_read(path, TEMPLATE_BYTES, raw, e);
	free(path);
	free(folder);
	buf_clear(&file);
	return ok;
}

bool templates_read(const struct profile *p, const char *name, struct buf *out,
		    struct err *e)
{
	const struct template *t = template_find(name);
	struct buf raw = {0};
	struct err why = {.kind = ERR_NOT_FOUND};

	if (name_is_file(name) && own_read(p, name, &raw, &why)) {
		text_clean(out, buf_str(&raw), raw.len, CLEAN_TEXT);
		buf_clear(&raw);
		return true;
	}
	buf_clear(&raw);
	if (why.kind != ERR_NOT_FOUND) {
		if (e)
			*e = why;
		return false;
	}
	if (t)
		return buf_adds(out, t->text);
	return err_set(e, ERR_NOT_FOUND,
		       _("there is no template %s; see: bantin draft templates"), name);
}
