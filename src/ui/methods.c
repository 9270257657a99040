/* methods.c - typing methods to choose from, built in and of the profile; own words */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/ui/methods.h>

#include "inside.h"
#include "reading.h"

enum { OWN_MAX = 5, METHOD_WORD_MAX = 32 };

/* Each stands for itself in the config and for its digit in the question. */
static const char *const builtin[] = {"telex", "telex-simple", "vni", "viqr"};
enum { BUILTIN = sizeof builtin / sizeof *builtin };

struct own {
	char word[OWN_MAX][METHOD_WORD_MAX];
	size_t count;
};

static bool is_word(const char *s, size_t n)
{
	return n > 0 && n < METHOD_WORD_MAX &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") >= n;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void own_list(const struct app *a, struct own *list)
{
	const struct profile *p = a->setup.profile;
	DIR *dir = p && p->methods ? opendir(p->methods) : NULL;

	list->count = 0;
	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
		size_t n = strlen(d->d_name);
		if (n < 4 || strcmp(d->d_name + n - 3, ".im") != 0 ||
		    !is_word(d->d_name, n - 3) || list->count == OWN_MAX)
			continue;
		memcpy(list->word[list->count], d->d_name, n - 3);
		list->word[list->count++][n - 3] = '\0';
	}
	if (dir)
		closedir(dir);
	qsort(list->word, list->count, sizeof list->word[0], by_name);
}

/* name: for what is said of it. */
static struct method *file_parse(const char *path, const char *name, struct err *e)
{
	struct buf b = {0};
	struct method *m = NULL;

	if (file_read(path, METHOD_BYTES_MAX, &b, e))
		m = method_parse(name, buf_str(&b), b.len, e);
	buf_clear(&b);
	return m;
}

static struct method *own_read(const struct profile *p, const char *word, struct err *e)
{
	char name[METHOD_WORD_MAX + 4];

	snprintf(name, sizeof name, "%s.im", word);
	char *path = file_join(p->methods, name);
	struct method *m = file_parse(path, name, e);
	free(path);
	return m;
}

struct method *methods_read(const char *path, struct err *e)
{
	return file_parse(path, path, e);
}

bool methods_is_file(const char *word)
{
	size_t n = strlen(word);

	return strchr(word, '/') || (n > 3 && strcmp(word + n - 3, ".im") == 0);
}

struct method *methods_load(const struct profile *p, const char *word, struct err *e)
{
	struct err own = {0};
	struct method *m = method_builtin(word, e);

	if (m || e->kind != ERR_NOT_FOUND || !p || !p->methods ||
	    !is_word(word, strlen(word)))
		return m;
	m = own_read(p, word, &own);
	if (!m && own.kind != ERR_NOT_FOUND)
		*e = own;
	return m;
}

static void words_begin(struct app *a)
{
	const struct profile *p = a->setup.profile;
	struct own_words *own = own_words_new();
	struct err e = {0};

	if (p && p->words && !file_missing(p->words) &&
	    !own_words_read(own, p->words, &e))
		app_say_err(a, &e);
	typist_use_words(&a->typist, own);
}

void methods_begin(struct app *a)
{
	const char *word = a->setup.typing ? a->setup.typing : builtin[0];
	bool off = strcmp(word, "off") == 0;
	struct err e = {0}, none = {0};
	struct method *m = methods_load(a->setup.profile, off ? builtin[0] : word, &e);

	if (!m)
		app_say_err(a, &e);
	typist_use(&a->typist, m ? m : method_builtin(builtin[0], &none));
	a->typist.on = !off;
	a->typist.options.modern = a->setup.modern_tones;
	a->typist.options.give_back = !a->setup.keeps_marks;
	words_begin(a);
}

/* --- the question --------------------------------------------------------------- */

static const char *word_of(const struct own *list, char key)
{
	size_t i = (size_t)(key - '1');

	if (key == '0')
		return "off";
	if (i < BUILTIN)
		return builtin[i];
	return i - BUILTIN < list->count ? list->word[i - BUILTIN] : NULL;
}

static void chosen(void *ctx, char key)
{
	struct app *a = ctx;
	struct own list;
	struct method *m;
	struct err e = {0};

	own_list(a, &list);
	const char *word = key ? word_of(&list, key) : NULL;
	if (!word)
		return;
	if (key != '0') {
		m = methods_load(a->setup.profile, word, &e);
		if (!m) {
			app_say_err(a, &e);
			return;
		}
		typist_use(&a->typist, m);
	}
	a->typist.on = key != '0';
	if (a->setup.config_set &&
	    !a->setup.config_set(a->setup.ctx, "typing", word, &e))
		app_say_err(a, &e);
}

void methods_choose(struct app *a)
{
	struct buf question = {0};
	char keys[BUILTIN + OWN_MAX + 2] = "0";
	struct own list;
	size_t n;

	own_list(a, &list);
	n = BUILTIN + list.count;
	buf_adds(&question, _("Typing method:"));
	for (size_t i = 0; i < n; i++) {
		char key = (char)('1' + i);
		keys[i + 1] = key;
		choice_words(&question, key, word_of(&list, key));
	}
	keys[n + 1] = '\0';
	choice_words(&question, '0', _("plain letters"));
	app_choose(a, buf_str(&question), keys, chosen, a);
	buf_clear(&question);
}
