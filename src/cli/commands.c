/* commands.c - the words after "bantin", in one table */
#include "commands.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/nearest.h>
#include <bantin/text/clean.h>

static const struct command commands[] = {
	{"portal", cmd_portal, NEEDS_CONFIG, WRITES_PROFILE},
	{"login", cmd_login, NEEDS_CONFIG, WRITES_PROFILE},
	{"sync", cmd_sync, NEEDS_CONFIG, WRITES_PROFILE},
	{"list", cmd_list, NEEDS_CONFIG, WRITES_PROFILE},
	{"show", cmd_show, NEEDS_CONFIG, WRITES_PROFILE},
	{"search", cmd_search, NEEDS_CONFIG, WRITES_PROFILE},
	{"visits", cmd_visits, NEEDS_CONFIG, WRITES_PROFILE},
	{"poll", cmd_poll, NEEDS_CONFIG, WRITES_PROFILE},
	{"draft", cmd_draft, NEEDS_CONFIG, WRITES_NAMED},
	{"fetch", cmd_fetch, NEEDS_CONFIG, WRITES_NAMED},
	{"submit", cmd_submit, NEEDS_CONFIG, WRITES_PROFILE},
	{"outbox", cmd_outbox, NEEDS_CONFIG, WRITES_PROFILE},
	{"config", cmd_config, NEEDS_PROFILE, WRITES_PROFILE},
	{"backup", cmd_backup, NEEDS_CONFIG, WRITES_NAMED},
	{"restore", cmd_restore, NEEDS_CONFIG, WRITES_PROFILE},
	{"doctor", cmd_doctor, NEEDS_CONFIG, WRITES_PROFILE},
	{"clean", cmd_clean, NEEDS_NOTHING, WRITES_PROFILE},
	{"fold", cmd_fold, NEEDS_NOTHING, WRITES_PROFILE},
	{"wrap", cmd_wrap, NEEDS_NOTHING, WRITES_PROFILE},
	{"render", cmd_render, NEEDS_NOTHING, WRITES_PROFILE},
	{"convert", cmd_convert, NEEDS_NOTHING, WRITES_PROFILE},
	{"type", cmd_type, NEEDS_NOTHING, WRITES_PROFILE},
};
static const struct command newsroom = {"", cmd_newsroom, NEEDS_CONFIG, WRITES_ASKED};

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
