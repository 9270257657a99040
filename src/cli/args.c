/* args.c - the command line: options anywhere, then words */
#include "args.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>

enum fault { FAULT_UNKNOWN, FAULT_NO_VALUE, FAULT_TOO_MANY };

/* Words of the command line are foreign bytes too. */
static bool refuse(const char *word, enum fault fault, struct err *e)
{
	char *clean = text_clean_line(word);

	if (fault == FAULT_UNKNOWN)
		err_set(e, ERR_USAGE, _("there is no option %s here; see: bantin --help"),
			clean);
	else if (fault == FAULT_NO_VALUE)
		err_set(e, ERR_USAGE, _("%s needs a value behind it"), clean);
	else
		err_set(e, ERR_USAGE,
			_("\"%s\" is one word too many; see: bantin --help"), clean);
	free(clean);
	return false;
}

/* Whether word is this option; *inlined is what stands behind its "=". */
static bool option_is(const struct option *o, const char *word, const char **inlined)
{
	size_t n = strlen(o->name);

	*inlined = NULL;
	if (strncmp(word, o->name, n) != 0)
		return false;
	if (word[n] == '=' && o->value)
		*inlined = word + n + 1;
	return word[n] == '\0' || *inlined;
}

static const struct option *option_find(const struct option *table, const char *word,
					const char **inlined)
{
	for (const struct option *o = table; o->name; o++)
		if (option_is(o, word, inlined))
			return o;
	return NULL;
}

static bool looks_like_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

bool args_options(struct args *a, const struct option *table, bool keep_unknown,
		  struct err *e)
{
	size_t kept = 0, i = 0;

	for (; i < a->count; i++) {
		char *word = a->word[i];
		const char *inlined;
		if (strcmp(word, "--") == 0 && keep_unknown)
			break;
		if (strcmp(word, "--") == 0) {
			i++;
			break;
		}
		const struct option *o = option_find(table, word, &inlined);
		if (!o && looks_like_option(word) && !keep_unknown)
			return refuse(word, FAULT_UNKNOWN, e);
		if (!o) {
			a->word[kept++] = word;
		} else if (o->flag) {
			*o->flag = true;
		} else if (inlined) {
			*o->value = inlined;
		} else if (i + 1 < a->count) {
			*o->value = a->word[++i];
		} else {
			return refuse(word, FAULT_NO_VALUE, e);
		}
	}
	while (i < a->count)
		a->word[kept++] = a->word[i++];
	a->count = kept;
	return true;
}

char *args_next(struct args *a)
{
	if (a->count == 0)
		return NULL;
	a->count--;
	return *a->word++;
}

bool args_done(const struct args *a, struct err *e)
{
	if (a->count == 0)
		return true;
	return refuse(a->word[0], FAULT_TOO_MANY, e);
}

bool args_number(const char *s, const char *option, const struct range *r, int64_t *out,
		 struct err *e)
{
	char *end;
	long long n = s ? strtoll(s, &end, 10) : 0;

	if (!s)
		return true;
	if (*s == '\0' || *end != '\0' || n < r->least || n > r->most)
		return err_set(e, ERR_USAGE, _("%s takes a number from %lld to %lld"),
			       option, (long long)r->least, (long long)r->most);
	*out = n;
	return true;
}
