/* keys.c - key names as walks write them */
#include "keys.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	VTermKey key;
} specials[] = {
	{"Enter", VTERM_KEY_ENTER},
	{"Tab", VTERM_KEY_TAB},
	{"Backspace", VTERM_KEY_BACKSPACE},
	{"Esc", VTERM_KEY_ESCAPE},
	{"Up", VTERM_KEY_UP},
	{"Down", VTERM_KEY_DOWN},
	{"Left", VTERM_KEY_LEFT},
	{"Right", VTERM_KEY_RIGHT},
	{"Insert", VTERM_KEY_INS},
	{"Delete", VTERM_KEY_DEL},
	{"Home", VTERM_KEY_HOME},
	{"End", VTERM_KEY_END},
	{"PgUp", VTERM_KEY_PAGEUP},
	{"PgDn", VTERM_KEY_PAGEDOWN},
};

static const struct {
	const char *prefix;
	VTermModifier mod;
} modifiers[] = {
	{"Ctrl-", VTERM_MOD_CTRL},
	{"Shift-", VTERM_MOD_SHIFT},
	{"Alt-", VTERM_MOD_ALT},
};

static const char *skip_modifier(const char *name, VTermModifier *mod)
{
	for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
		size_t n = strlen(modifiers[i].prefix);

		if (strncasecmp(name, modifiers[i].prefix, n) || !name[n])
			continue;
		*mod = (VTermModifier)(*mod | modifiers[i].mod);
		return name + n;
	}
	return NULL;
}

static VTermKey special_of(const char *name)
{
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		if (!strcasecmp(name, specials[i].name))
			return specials[i].key;
	if ((name[0] == 'F' || name[0] == 'f') && name[1]) {
		char *end;
		long n = strtol(name + 1, &end, 10);

		if (!*end && n >= 1 && n <= 12)
			return (VTermKey)VTERM_KEY_FUNCTION(n);
	}
	return VTERM_KEY_NONE;
}

/* One character of valid UTF-8 and nothing after it, else 0. */
static uint32_t only_character(const char *name)
{
	const unsigned char *s = (const unsigned char *)name;
	int more = s[0] < 0x80 ? 0 : s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
	uint32_t code = more ? s[0] & (0x3fu >> more) : s[0];

	for (int i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	return s[more + 1] ? 0 : code;
}

static bool key_control(struct key *k)
{
	uint32_t c = k->code >= 'a' && k->code <= 'z' ? k->code - 32 : k->code;

	if (c == '?')
		k->control = 0x7f;
	else if (c == ' ' || (c >= '@' && c <= '_'))
		k->control = (char)(c & 0x1f);
	else
		return false;
	return true;
}

bool key_parse(const char *name, struct key *out)
{
	const char *next;

	*out = (struct key){0};
	if (!strcasecmp(name, "BackTab"))
		name = "Shift-Tab";
	while ((next = skip_modifier(name, &out->mod)))
		name = next;
	out->special = special_of(name);
	if (out->special)
		return true;
	out->code = !strcasecmp(name, "Space") ? ' ' : *name ? only_character(name) : 0;
	if (!out->code)
		return false;
	return !(out->mod & VTERM_MOD_CTRL) || key_control(out);
}
