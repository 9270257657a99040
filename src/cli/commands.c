/* commands.c - the words after "bantin", in one table */
#include "commands.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/nearest.h>
#include <bantin/text/clean.h>

static const struct command commands[] = {
	{"portal", cmd_portal, NEEDS_CONFIG},
	{"login", cmd_login, NEEDS_CONFIG},
	{"sync", cmd_sync, NEEDS_CONFIG},
	{"list", cmd_list, NEEDS_CONFIG},
	{"show", cmd_show, NEEDS_CONFIG},
	{"search", cmd_search, NEEDS_CONFIG},
	{"visits", cmd_visits, NEEDS_CONFIG},
	{"poll", cmd_poll, NEEDS_CONFIG},
	{"draft", cmd_draft, NEEDS_CONFIG},
	{"fetch", cmd_fetch, NEEDS_CONFIG},
	{"submit", cmd_submit, NEEDS_CONFIG},
	{"outbox", cmd_outbox, NEEDS_CONFIG},
	{"config", cmd_config, NEEDS_PROFILE},
	{"doctor", cmd_doctor, NEEDS_CONFIG},
	{"clean", cmd_clean, NEEDS_NOTHING},
	{"fold", cmd_fold, NEEDS_NOTHING},
	{"wrap", cmd_wrap, NEEDS_NOTHING},
	{"render", cmd_render, NEEDS_NOTHING},
	{"convert", cmd_convert, NEEDS_NOTHING},
	{"type", cmd_type, NEEDS_NOTHING},
};
static const struct command newsroom = {"", cmd_newsroom, NEEDS_CONFIG};

const struct command *command_at(size_t i)
{
	return i < sizeof(commands) / sizeof(commands[0]) ? &commands[i] : NULL;
}

static const char *known_word(size_t i)
{
	const struct command *c = command_at(i);

	return c ? c->word : NULL;
}

const struct command *command_find(const char *word, struct err *e)
{
	const struct command *c;

	if (!word)
		return &newsroom;
	for (size_t i = 0; (c = command_at(i)); i++)
		if (strcmp(c->word, word) == 0)
			return c;
	char *clean = text_clean_line(word);
	const char *near = nearest_word(clean, known_word);
	if (near)
		err_set(e, ERR_USAGE,
			_("there is no command \"%s\"; did you mean \"%s\"?"), clean,
			near);
	else
		err_set(e, ERR_USAGE,
			_("there is no command \"%s\"; see: bantin --help"), clean);
	free(clean);
	return NULL;
}
