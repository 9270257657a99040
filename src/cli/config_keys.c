/* config_keys.c - every key of the config in one table: what it takes, what it is for */
#include "config_keys.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/nearest.h>
#include <bantin/text/url.h>

/* How an entry begins: name, place, kind, slot. */
#define OWN(name, kind, slot) name, KEY_OWN, kind, offsetof(struct config, slot)
#define AGENCY(name, slot) name, KEY_AGENCY, KEY_TEXT, offsetof(struct agency, slot)
#define PORTAL(name, kind, slot) name, KEY_PORTAL, kind, offsetof(struct portal, slot)

static const struct config_key keys[] = {
	{OWN("lang", KEY_WORD, lang), .words = "vi, en", .usual = "vi",
	 .what = N_("language of the screen and the messages")},
	{OWN("typing", KEY_METHOD, typing),
	 .words = "telex, telex-simple, vni, viqr, off", .usual = "telex",
	 .what = N_("how Vietnamese letters are typed; off: by the terminal itself")},
	{OWN("tone_style", KEY_EITHER, modern_tones), .words = "old, new",
	 .usual = "old", .what = N_("where the tone stands: hòa (old) or hoà (new)")},
	{OWN("give_back", KEY_EITHER, keeps_marks), .words = "yes, no",
	 .usual = "yes",
	 .what = N_("words that are not Vietnamese get their keys back as they end")},
	{OWN("archive", KEY_FILE, archive),
	 .what = N_("the news of the whole host, kept by: bantin sync --system")},

	{OWN("keep", KEY_KEEP, keep), .words = "24 months, 5 GB", .most = 1,
	 .usual = "all",
	 .what = N_("how much of the news stays here; starred articles always do")},

	{AGENCY("name", name), .what = N_("the office that writes, for templates")},
	{AGENCY("parent", parent), .what = N_("the office above it")},
	{AGENCY("place", place), .what = N_("the place that stands before a date")},
	{AGENCY("abbreviation", abbreviation),
	 .what = N_("the office's short name in the numbers of documents")},

	{PORTAL("url", KEY_URL, url), .found = true,
	 .what = N_("the portal's address, as it was given")},
	{PORTAL("title", KEY_TEXT, title), .found = true,
	 .what = N_("how the portal calls itself")},
	{PORTAL("family", KEY_FAMILY, family), .words = "jsonfeed, wordpress",
	 .usual = "jsonfeed", .found = true,
	 .what = N_("what the portal speaks")},
	{PORTAL("feed", KEY_URL, feed_url), .found = true,
	 .what = N_("where its articles are read")},
	{PORTAL("micropub", KEY_URL, micropub_url), .found = true,
	 .what = N_("where bulletins are sent")},
	{PORTAL("media", KEY_URL, media_url), .found = true,
	 .what = N_("where files are sent")},
	{PORTAL("poll", KEY_URL, poll_url), .found = true,
	 .what = N_("where its poll is")},
	{PORTAL("can", KEY_ABILITIES, can), .found = true,
	 .words = "writes, remembers-keys, looks-up, remarks, counts, polls, uploads, "
		  "publishes",
	 .what = N_("what the portal said it can do")},
	{PORTAL("ca", KEY_FILE, ca), .found = true,
	 .what = N_("a file of certificates (PEM) trusted for this portal alone")},
	{PORTAL("lookup_wait", KEY_NUMBER, lookup_wait), .least = 1, .most = 3600,
	 .usual = "60",
	 .what = N_("seconds after which \"it is not there\" is believed of what was "
		    "sent")},
	{PORTAL("light", KEY_EITHER, light), .words = "no, yes", .usual = "no",
	 .what = N_("for bad lines: only heads are fetched, a text when it is opened")},
	{PORTAL("interval", KEY_NUMBER, interval), .least = 0, .most = 10080,
	 .usual = "0",
	 .what = N_("minutes between two syncs while bantin is open; 0: only by hand")},
	{PORTAL("keep", KEY_KEEP, keep), .words = "24 months", .usual = "all",
	 .what = N_("how long this portal's articles stay here")},
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

const struct config_key *config_key_at(size_t i)
{
	return i < KEYS ? &keys[i] : NULL;
}

bool config_section(const char *section, enum key_place *place, struct err *e)
{
	if (section[0] == '\0')
		*place = KEY_OWN;
	else if (strcmp(section, "agency") == 0)
		*place = KEY_AGENCY;
	else if (strncmp(section, "portal.", 7) == 0)
		*place = KEY_PORTAL;
	else
		return err_set(e, ERR_CONFIG,
			       _("there is no section [%s]; the sections are [agency] "
				 "and [portal.NAME]"),
			       section);
	return true;
}

/* --- finding ---------------------------------------------------------------- */

static const char *nth(enum key_place place, size_t n)
{
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].place == place && n-- == 0)
			return keys[i].name;
	return NULL;
}

static const char *known_own(size_t i)
{
	return nth(KEY_OWN, i);
}

static const char *known_agency(size_t i)
{
	return nth(KEY_AGENCY, i);
}

static const char *known_portal(size_t i)
{
	return nth(KEY_PORTAL, i);
}

static const char *(*const known[])(size_t i) = {
	[KEY_OWN] = known_own, [KEY_AGENCY] = known_agency, [KEY_PORTAL] = known_portal};

static const struct config_key *find(enum key_place place, const char *name)
{
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].place == place && strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static void list_names(enum key_place place, struct buf *out)
{
	const char *name;

	for (size_t i = 0; (name = nth(place, i)); i++)
		buf_addf(out, "%s%s", i > 0 ? ", " : "", name);
}

static const struct config_key *unknown(enum key_place place, const char *name,
					struct err *e)
{
	const char *near = nearest_word(name, known[place]);
	struct buf list = {0};

	if (near) {
		err_set(e, ERR_CONFIG, _("there is no key \"%s\"; did you mean \"%s\"?"),
			name, near);
		return NULL;
	}
	if (find(KEY_PORTAL, name)) {
		err_set(e, ERR_CONFIG, _("the key \"%s\" belongs under [portal.NAME]"),
			name);
		return NULL;
	}
	list_names(place, &list);
	err_set(e, ERR_CONFIG, _("there is no key \"%s\"; the keys here are: %s"), name,
		buf_str(&list));
	buf_clear(&list);
	return NULL;
}

const struct config_key *config_key_find(enum key_place place, const char *name,
					 struct err *e)
{
	const struct config_key *k = find(place, name);

	return k ? k : unknown(place, name, e);
}

/* --- words ------------------------------------------------------------------ */

/* The place of the word s..s+n in the list "a, b, c"; -1 none. */
static int word_place(const char *words, const char *s, size_t n)
{
	for (int i = 0; *words; i++) {
		size_t length = strcspn(words, ",");
		if (length == n && strncmp(words, s, n) == 0)
			return i;
		words += length + strspn(words + length, ", ");
	}
	return -1;
}

static void word_give(const char *words, unsigned place, struct buf *out)
{
	while (place-- > 0 && *words) {
		words += strcspn(words, ",");
		words += strspn(words, ", ");
	}
	buf_add(out, words, strcspn(words, ","));
}

static bool not_a_word(const struct config_key *k, const char *value, struct err *e)
{
	return err_set(e, ERR_CONFIG, _("%s cannot be \"%s\"; it is one of: %s"), k->name,
		       value, k->words);
}

/* --- taking ----------------------------------------------------------------- */

static bool take_abilities(const struct config_key *k, unsigned *slot, const char *value,
			   struct err *e)
{
	unsigned can = 0;

	for (const char *at = value + strspn(value, " ,"); *at; at += strspn(at, " ,")) {
		size_t n = strcspn(at, " ,");
		int bit = word_place(k->words, at, n);
		if (bit < 0)
			return err_set(e, ERR_CONFIG,
				       _("%s cannot be \"%s\"; it is made of: %s"),
				       k->name, value, k->words);
		can |= 1u << bit;
		at += n;
	}
	*slot = can;
	return true;
}

static bool take_number(const struct config_key *k, int *slot, const char *value,
			struct err *e)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (*end != '\0' || end == value || n < k->least || n > k->most)
		return err_set(e, ERR_CONFIG,
			       _("%s cannot be \"%s\"; it is a number from %d to %d"),
			       k->name, value, k->least, k->most);
	*slot = (int)n;
	return true;
}

static bool take_string(const struct config_key *k, char **slot, const char *value,
			struct err *e)
{
	int place = k->words ? word_place(k->words, value, strlen(value)) : -1;

	if (k->kind == KEY_WORD && place < 0)
		return not_a_word(k, value, e);
	/* the file's name is the word, under the rules of a portal's */
	if (k->kind == KEY_METHOD && place < 0 && !portal_name_ok(value))
		return err_set(e, ERR_CONFIG,
			       _("%s cannot be \"%s\"; it is one of: %s, or the name of "
				 "a method of your own"),
			       k->name, value, k->words);
	if (k->kind == KEY_URL && !url_is_safe(value))
		return err_set(e, ERR_CONFIG,
			       _("%s cannot be \"%s\"; it is an address that begins "
				 "with https://"),
			       k->name, value);
	if (k->kind == KEY_FILE && value[0] != '/')
		return err_set(e, ERR_CONFIG,
			       _("%s cannot be \"%s\"; it is a path that begins with /"),
			       k->name, value);
	mem_set(slot, value);
	return true;
}

static bool take(const struct config_key *k, void *slot, const char *value,
		 struct err *e)
{
	int place = k->words ? word_place(k->words, value, strlen(value)) : -1;

	switch (k->kind) {
	case KEY_TEXT:
	case KEY_URL:
	case KEY_FILE:
	case KEY_METHOD:
	case KEY_WORD:
		break;
	case KEY_EITHER:
		if (place >= 0)
			*(bool *)slot = place == 1;
		return place >= 0 || not_a_word(k, value, e);
	case KEY_FAMILY:
		if (place >= 0)
			*(enum portal_family *)slot = (enum portal_family)place;
		return place >= 0 || not_a_word(k, value, e);
	case KEY_NUMBER:
		return take_number(k, slot, value, e);
	case KEY_ABILITIES:
		return take_abilities(k, slot, value, e);
	case KEY_KEEP:
		return config_keep_take(k, slot, value, e);
	}
	return take_string(k, slot, value, e);
}

bool config_key_take(const struct config_key *k, void *base, const char *value,
		     struct err *e)
{
	return take(k, (char *)base + k->offset, value, e);
}

/* --- giving ----------------------------------------------------------------- */

static void give_abilities(const struct config_key *k, unsigned can, struct buf *out)
{
	const char *between = "";

	for (unsigned i = 0; can; i++, can >>= 1) {
		if (!(can & 1))
			continue;
		buf_adds(out, between);
		word_give(k->words, i, out);
		between = " ";
	}
}

static void give(const struct config_key *k, const void *slot, struct buf *out)
{
	const char *s;

	switch (k->kind) {
	case KEY_TEXT:
	case KEY_URL:
	case KEY_FILE:
	case KEY_METHOD:
	case KEY_WORD:
		s = *(char *const *)slot;
		buf_adds(out, s ? s : "");
		break;
	case KEY_EITHER:
		word_give(k->words, *(const bool *)slot, out);
		break;
	case KEY_FAMILY:
		word_give(k->words, *(const enum portal_family *)slot, out);
		break;
	case KEY_NUMBER:
		buf_addf(out, "%d", *(const int *)slot);
		break;
	case KEY_ABILITIES:
		give_abilities(k, *(const unsigned *)slot, out);
		break;
	case KEY_KEEP:
		config_keep_give(slot, out);
		break;
	}
}

void config_key_give(const struct config_key *k, const void *base, struct buf *out)
{
	give(k, (const char *)base + k->offset, out);
}

bool config_key_normal(const struct config_key *k, const char *value, struct buf *out,
		       struct err *e)
{
	union {
		char *string;
		bool either;
		enum portal_family family;
		int number;
		unsigned can;
		struct keep keep;
	} slot = {0};

	if (!take(k, &slot, value, e))
		return false;
	give(k, &slot, out);
	if (k->kind <= KEY_WORD)
		free(slot.string);
	return true;
}

void config_abilities(unsigned can, struct buf *out)
{
	give_abilities(find(KEY_PORTAL, "can"), can, out);
}
