/* key.c - keys as people write them */
#include <bantin/ui/key.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <bantin/text/utf8.h>

struct name {
	const char *name;
	uint32_t code;
};

/* The first name of a code is the one that is shown. */
static const struct name names[] = {
	{"Up", K_UP}, {"Down", K_DOWN}, {"Left", K_LEFT}, {"Right", K_RIGHT},
	{"Home", K_HOME}, {"End", K_END}, {"PgUp", K_PAGE_UP}, {"PgDn", K_PAGE_DOWN},
	{"Ins", K_INSERT}, {"Del", K_DELETE}, {"Backspace", K_BACKSPACE},
	{"Enter", K_ENTER}, {"Tab", K_TAB}, {"Esc", K_ESC}, {"Space", ' '},
	{"Hash", '#'}, {"Shift-Tab", K_BACKTAB}, {"F1", K_F1}, {"F2", K_F2},
	{"F3", K_F3}, {"F4", K_F4}, {"F5", K_F5}, {"F6", K_F6}, {"F7", K_F7},
	{"F8", K_F8}, {"F9", K_F9}, {"F10", K_F10}, {"F11", K_F11}, {"F12", K_F12},
	{"PageUp", K_PAGE_UP}, {"PageDown", K_PAGE_DOWN}, {"Insert", K_INSERT},
	{"Delete", K_DELETE}, {"Return", K_ENTER}, {"Escape", K_ESC},
	{"Backtab", K_BACKTAB},
};
enum { NAMES = sizeof names / sizeof *names };

static const struct {
	const char *prefix;
	unsigned mod;
} mods[] = {{"Ctrl-", KEY_CTRL}, {"Shift-", KEY_SHIFT}, {"Alt-", KEY_ALT}};

const char *key_known(size_t i)
{
	return i < NAMES ? names[i].name : NULL;
}

bool key_types(struct key k)
{
	return k.code >= 0x20 && k.code < KEYS_BASE && !(k.mods & (KEY_CTRL | KEY_ALT));
}

/* Whether both may begin alike, whatever the case: most names need no closer look. */
static bool may_begin(const char *s, const char *name)
{
	return ((s[0] ^ name[0]) & ~0x20) == 0;
}

/* No name is one byte long. */
static bool code_named(const char *s, uint32_t *code)
{
	if (s[0] == '\0' || s[1] == '\0')
		return false;
	for (size_t i = 0; i < NAMES; i++) {
		if (may_begin(s, names[i].name) && strcasecmp(names[i].name, s) == 0) {
			*code = names[i].code;
			return true;
		}
	}
	return false;
}

static bool code_letter(const char *s, uint32_t *code)
{
	size_t n = strlen(s);

	return n > 0 && utf8_valid(s, n) && utf8_next(s, n, code) == n && *code > 0x20 &&
	       *code != 0x7F;
}

/* What the terminal sends for Ctrl with a letter; some of these are keys of their own. */
static bool control(struct key *k)
{
	uint32_t c = k->code;

	if (c >= KEYS_BASE)
		return true;
	if (c >= 'a' && c <= 'z')
		c -= 'a' - 'A';
	if (c == ' ')
		c = '@';
	if (c < '@' || c > '_')
		return false;
	c -= '@';
	k->code = c;
	if (c == 8 || c == 9 || c == 10 || c == 13 || c == 27) {
		k->code = c == 8    ? K_BACKSPACE
			  : c == 9  ? K_TAB
			  : c == 27 ? K_ESC
				    : K_ENTER;
		k->mods &= ~(unsigned)KEY_CTRL;
	}
	return true;
}

bool key_parse(const char *s, struct key *out)
{
	struct key k = {0};
	bool again = s[0] != '\0' && s[1] != '\0';

	if (s[0] == '^' && s[1] != '\0') {
		k.mods |= KEY_CTRL;
		s++;
	}
	while (again) {
		again = false;
		for (size_t i = 0; i < 3; i++) {
			size_t n = strlen(mods[i].prefix);

			if (may_begin(s, mods[i].prefix) &&
			    strncasecmp(s, mods[i].prefix, n) == 0 && s[n] != '\0') {
				k.mods |= mods[i].mod;
				s += n;
				again = true;
			}
		}
	}
	if (!code_named(s, &k.code) && !code_letter(s, &k.code))
		return false;
	if ((k.mods & KEY_CTRL) && !control(&k))
		return false;
	if (k.code == K_TAB && (k.mods & KEY_SHIFT)) {
		k.code = K_BACKTAB;
		k.mods &= ~(unsigned)KEY_SHIFT;
	}
	*out = k;
	return k.code < KEYS_BASE ? !(k.mods & KEY_SHIFT) : true;
}

static void code_name(struct key k, char *out, size_t size)
{
	char utf8[5] = "";

	for (size_t i = 0; i < NAMES; i++) {
		if (names[i].code == k.code && !(k.code < 0x20)) {
			snprintf(out, size, "%s", names[i].name);
			return;
		}
	}
	if (k.code < 0x20)
		snprintf(out, size, "%c", (char)(k.code + '@'));
	else if (k.code < KEYS_BASE && utf8_put(utf8, k.code) > 0)
		snprintf(out, size, "%s", utf8);
	else
		snprintf(out, size, "?");
}

const char *key_label(struct key k, char out[KEY_NAME_MAX])
{
	char code[12];

	code_name(k, code, sizeof code);
	if (k.code == 0 && (k.mods & KEY_CTRL))
		snprintf(code, sizeof code, "Space");
	snprintf(out, KEY_NAME_MAX, "%s%s%s%s", k.mods & KEY_CTRL ? "Ctrl-" : "",
		 k.mods & KEY_SHIFT ? "Shift-" : "", k.mods & KEY_ALT ? "Alt-" : "",
		 code);
	return out;
}

const char *key_short(struct key k, char out[KEY_NAME_MAX])
{
	if (k.mods == KEY_CTRL && k.code > 0 && k.code < 0x20) {
		snprintf(out, KEY_NAME_MAX, "^%c", (char)(k.code + '@'));
		return out;
	}
	if (k.mods == 0 && k.code == '#') {
		snprintf(out, KEY_NAME_MAX, "#");
		return out;
	}
	return key_label(k, out);
}
