/* typing_builtin.c - the typing methods that are always there */
#include <bantin/text/typing.h>

#include <string.h>

#include <bantin/base/i18n.h>

#include "typing_builtin.h"

struct method *method_builtin(const char *word, struct err *e)
{
	const struct {
		const char *word;
		const unsigned char *s;
		size_t len;
	} all[] = {
		{"telex", method_telex, method_telex_len},
		{"telex-simple", method_telex_simple, method_telex_simple_len},
		{"vni", method_vni, method_vni_len},
		{"viqr", method_viqr, method_viqr_len},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(word, all[i].word) == 0)
			return method_parse(word, (const char *)all[i].s, all[i].len, e);
	err_set(e, ERR_NOT_FOUND,
		_("there is no typing method \"%s\"; there are telex, telex-simple, vni and "
		  "viqr, and files that end in .im"), word);
	return NULL;
}
