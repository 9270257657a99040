/* action.c - the table of everything a key can do */
#include <bantin/ui/action.h>

#include <stddef.h>
#include <string.h>

#include <bantin/base/i18n.h>

struct row {
	const char *name, *hint, *help;
};

#define ACTION_ROW(id, name, hint, help) [ACTION_##id] = {name, hint, help},
static const struct row table[ACTION_COUNT] = {
	[ACTION_NONE] = {"none", "", ""},
	ACTION_LIST(ACTION_ROW)
};
#undef ACTION_ROW

/* gettext("") is the catalogue's header, which nobody wants to read. */
static const char *translated(const char *msgid)
{
	return *msgid ? gettext(msgid) : "";
}

const char *action_name(enum action a)
{
	return table[a].name;
}

const char *action_hint(enum action a)
{
	return translated(table[a].hint);
}

const char *action_help(enum action a)
{
	return translated(table[a].help);
}

enum action action_find(const char *name)
{
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		if (table[a].name[0] == name[0] && strcmp(table[a].name, name) == 0)
			return (enum action)a;
	}
	return ACTION_NONE;
}
