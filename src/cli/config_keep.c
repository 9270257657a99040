/* config_keep.c - the key "keep": for how long, and how much of the news stays here */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>

#include "config_keys.h"

enum { MONTHS_MOST = 1200, SIZE_MOST = 100000 };

#define MEGABYTE INT64_C(1000000)

static bool refuse(const struct config_key *k, const char *value, struct err *e)
{
	return err_set(e, ERR_CONFIG,
		       _("%s cannot be \"%s\"; it is \"all\", or like \"%s\""), k->name,
		       value, k->words);
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && strncmp(s, word, n) == 0;
}

/* One part, "24 months" or "5 GB"; *end: behind it. */
static bool take_part(const struct config_key *k, struct keep *keep, const char *s,
		      const char **end)
{
	char *unit;
	long n = strtol(s, &unit, 10);
	bool number = unit != s && n > 0;

	unit += strspn(unit, " ");
	size_t length = strcspn(unit, " ,");
	*end = unit + length;
	if (number && n <= MONTHS_MOST &&
	    (is_word(unit, length, "months") || is_word(unit, length, "month")))
		keep->months = (int)n;
	else if (number && k->most && n <= SIZE_MOST && is_word(unit, length, "MB"))
		keep->bytes = n * MEGABYTE;
	else if (number && k->most && n <= SIZE_MOST && is_word(unit, length, "GB"))
		keep->bytes = n * MEGABYTE * 1000;
	else
		return false;
	return true;
}

bool config_keep_take(const struct config_key *k, struct keep *slot, const char *value,
		      struct err *e)
{
	struct keep keep = {0};

	if (strcmp(value, "all") != 0) {
		const char *at = value;
		do {
			if (!take_part(k, &keep, at, &at))
				return refuse(k, value, e);
			at += strspn(at, " ,");
		} while (*at);
	}
	*slot = keep;
	return true;
}

void config_keep_give(const struct keep *keep, struct buf *out)
{
	bool whole = keep->bytes % (1000 * MEGABYTE) == 0;

	if (keep->months == 0 && keep->bytes == 0)
		buf_adds(out, "all");
	if (keep->months > 0)
		buf_addf(out, "%d months", keep->months);
	if (keep->bytes > 0)
		buf_addf(out, "%s%lld %s", keep->months > 0 ? ", " : "",
			 (long long)(keep->bytes / MEGABYTE / (whole ? 1000 : 1)),
			 whole ? "GB" : "MB");
}
