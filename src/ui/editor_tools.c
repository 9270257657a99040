/* editor_tools.c - replacing, lines, case, joining, dates, own words, older versions */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reading.h"
#include "typist.h"
#include "view_history.h"

static void touched(struct editor *ed)
{
	editor_touched(ed, clock_mono());
}

static struct edit *body_of(struct editor *ed)
{
	if (ed->focus != FIELD_BODY)
		edit_unselect(ed->text[ed->focus]);
	ed->focus = FIELD_BODY;
	return ed->text[FIELD_BODY];
}

/* --- replacing ------------------------------------------------------------------ */

static void say_replaced(struct editor *ed, size_t n)
{
	app_say(ed->v.app, false, n == 1 ? _("%zu place replaced") :
			_("%zu places replaced"), n);
}

static void replace_all(struct editor *ed)
{
	size_t n = edit_replace_all(body_of(ed), ed->needle, ed->instead);

	if (n == 0 && ed->replaced == 0)
		app_say(ed->v.app, true, _("not replaced: %s"), ed->needle);
	else
		say_replaced(ed, ed->replaced + n);
}

static void replace_next(struct editor *ed);

static void replace_chosen(void *ctx, char key)
{
	struct editor *ed = ctx;

	if (key == 'a') {
		replace_all(ed);
	} else if (key == 'y' || key == 'n') {
		if (key == 'y' && edit_replace_found(ed->text[FIELD_BODY], ed->needle,
						     ed->instead))
			ed->replaced++;
		replace_next(ed);
	} else {
		say_replaced(ed, ed->replaced);
	}
	touched(ed);
}

/* The next place, until the end; from there the beginning is not looked at again. */
static void replace_next(struct editor *ed)
{
	struct edit *body = body_of(ed);
	struct edit_pos was = edit_cursor(body);
	bool wrapped;

	if (!edit_find(body, ed->needle, true, &wrapped)) {
		if (ed->replaced == 0)
			app_say(ed->v.app, true, _("not in the text: %s"), ed->needle);
		else
			say_replaced(ed, ed->replaced);
	} else if (wrapped) {
		edit_set_cursor(body, was);
		say_replaced(ed, ed->replaced);
	} else {
		app_choose(ed->v.app, _("Replace this one? (y/n, a: all in the text)"),
			   "yna", replace_chosen, ed);
	}
}

static void instead_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;
	struct edit *body;
	struct edit_pos was;
	bool wrapped = false;

	if (!text)
		return;
	mem_set(&ed->instead, text);
	ed->replaced = 0;
	body = body_of(ed);
	was = edit_cursor(body);
	/* begin at the top where nothing is left below */
	if (edit_find(body, ed->needle, true, &wrapped) && wrapped)
		was = (struct edit_pos){0, 0};
	edit_set_cursor(body, was);
	replace_next(ed);
	touched(ed);
}

static void needle_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;

	if (!text || !*text)
		return;
	mem_set(&ed->needle, text);
	app_ask(ed->v.app, _("Replace with:"), ed->instead, instead_asked, ed);
}

/* --- going to a line ------------------------------------------------------------ */

static void line_asked(void *ctx, const char *text)
{
	struct editor *ed = ctx;
	char *end = NULL;
	long line = text ? strtol(text, &end, 10) : 0;

	if (!text || !*text)
		return;
	if (*end || line < 1) {
		app_say(ed->v.app, true, _("\"%s\" is no line: give its number"), text);
		return;
	}
	edit_set_cursor(body_of(ed), (struct edit_pos){(size_t)line - 1, 0});
	touched(ed);
}

/* --- case, joining, dates ------------------------------------------------------- */

static void change_case(struct editor *ed, enum text_case how)
{
	if (!edit_case(ed->text[ed->focus], how))
		app_say(ed->v.app, false, "%s",
			_("nothing to change here: put the cursor on a word, or select"));
}

static void join(struct editor *ed)
{
	if (!edit_join(body_of(ed)))
		app_say(ed->v.app, false, "%s",
			_("the paragraph is one line already: nothing to join"));
}

static void date_chosen(void *ctx, char key)
{
	struct editor *ed = ctx;
	char date[EDIT_DATE_MAX];

	if (key != '1' && key != '2')
		return;
	edit_date_text(clock_now(), key == '1' ? EDIT_DATE_SHORT : EDIT_DATE_LONG, date);
	edit_paste(ed->text[ed->focus], date, strlen(date));
	touched(ed);
}

static void ask_date(struct editor *ed)
{
	char little[EDIT_DATE_MAX], large[EDIT_DATE_MAX];
	struct buf b = {0};
	int64_t now = clock_now();

	buf_addf(&b, _("Insert the date: 1 %s, 2 %s"),
		 edit_date_text(now, EDIT_DATE_SHORT, little),
		 edit_date_text(now, EDIT_DATE_LONG, large));
	app_choose(ed->v.app, buf_str(&b), "12", date_chosen, ed);
	buf_clear(&b);
}

/* --- one's own words ------------------------------------------------------------ */

static void add_word(struct editor *ed)
{
	struct typist *t = app_typist(ed->v.app);
	const struct profile *p = app_profile(ed->v.app);
	struct buf word = {0};
	struct err e = {0};

	if (!edit_word(ed->text[ed->focus], &word))
		app_say(ed->v.app, false, "%s",
			_("put the cursor behind the word that is to stay as typed"));
	else if (own_words_has(t->own, buf_str(&word), word.len))
		app_say(ed->v.app, false, _("%s is one of your words already"),
			buf_str(&word));
	else if (own_words_add(t->own, p->words, buf_str(&word), word.len, &e))
		app_say(ed->v.app, false,
			_("%s is one of your words now: it stays as it is typed"),
			buf_str(&word));
	else
		app_say_err(ed->v.app, &e);
	buf_clear(&word);
}

/* --- older versions ------------------------------------------------------------- */

static void put_back(struct edit *e, const char *s)
{
	edit_select_all(e);
	if (s && *s)
		edit_paste(e, s, strlen(s));
	else
		edit_erase(e, EDIT_LEFT);
	edit_unselect(e);
	edit_set_cursor(e, (struct edit_pos){0, 0});
}

/* The portal stays as it is: it says where to, not what. */
static void restore(void *ctx, const struct draft *was)
{
	struct editor *ed = ctx;

	put_back(ed->text[FIELD_TITLE], was->title);
	put_back(ed->text[FIELD_SUMMARY], was->summary);
	put_back(ed->text[FIELD_TAGS], was->tags);
	put_back(ed->text[FIELD_AUTHOR], was->author);
	put_back(ed->text[FIELD_BODY], was->body);
	editor_set_section(ed, was->section);
	edit_unselect(ed->text[ed->focus]);
	ed->focus = FIELD_BODY;
	touched(ed);
}

static void show_history(struct editor *ed)
{
	struct history h = {.draft = ed->draft.id, .restore = restore, .ctx = ed};

	if (ed->draft.id == 0) {
		app_say(ed->v.app, false, "%s",
			_("no versions yet: each save and each submission is one"));
		return;
	}
	editor_collect(ed, &h.now);
	app_push(ed->v.app, view_history_new(ed->v.app, &h));
}

/* --- actions -------------------------------------------------------------------- */

static const struct {
	char key;
	enum action action;
} menu[] = {
	{'r', ACTION_REPLACE}, {'g', ACTION_GO_LINE}, {'u', ACTION_UPPER_CASE},
	{'l', ACTION_LOWER_CASE}, {'t', ACTION_TITLE_CASE}, {'j', ACTION_JOIN},
	{'d', ACTION_INSERT_DATE}, {'a', ACTION_ATTACH}, {'h', ACTION_HISTORY},
	{'e', ACTION_EXPORT}, {'w', ACTION_ADD_WORD},
};

static void menu_chosen(void *ctx, char key)
{
	struct editor *ed = ctx;

	for (size_t i = 0; i < sizeof(menu) / sizeof(menu[0]); i++)
		if (menu[i].key == key)
			editor_act_tools(ed, menu[i].action);
	touched(ed);
}

static void ask_menu(struct editor *ed)
{
	struct buf question = {0};
	char keys[sizeof(menu) / sizeof(menu[0]) + 1] = "";

	for (size_t i = 0; i < sizeof(menu) / sizeof(menu[0]); i++) {
		keys[i] = menu[i].key;
		choice_words(&question, menu[i].key, action_hint(menu[i].action));
	}
	app_choose(ed->v.app, buf_str(&question), keys, menu_chosen, ed);
	buf_clear(&question);
}

static bool act_text(struct editor *ed, enum action a)
{
	bool text = ed->focus != FIELD_FILES &&
		    !(ed->focus == FIELD_SECTION && ed->section_count > 0);

	switch (a) {
	case ACTION_UPPER_CASE:
	case ACTION_LOWER_CASE:
	case ACTION_TITLE_CASE:
		if (text)
			change_case(ed, a == ACTION_UPPER_CASE	 ? CASE_UPPER
					: a == ACTION_LOWER_CASE ? CASE_LOWER
								 : CASE_TITLE);
		return true;
	case ACTION_INSERT_DATE:
		if (text)
			ask_date(ed);
		return true;
	case ACTION_ADD_WORD:
		if (text)
			add_word(ed);
		return true;
	default:
		return false;
	}
}

bool editor_act_tools(struct editor *ed, enum action a)
{
	switch (a) {
	case ACTION_REPLACE:
		app_ask(ed->v.app, _("Replace:"), ed->needle, needle_asked, ed);
		return true;
	case ACTION_GO_LINE:
		app_ask_plain(ed->v.app, _("Go to line:"), NULL, line_asked, ed);
		return true;
	case ACTION_JOIN:
		join(ed);
		return true;
	case ACTION_ATTACH:
		editor_attach(ed);
		return true;
	case ACTION_HISTORY:
		show_history(ed);
		return true;
	case ACTION_EXPORT:
		editor_export(ed);
		return true;
	case ACTION_MORE:
		ask_menu(ed);
		return true;
	default:
		return act_text(ed, a);
	}
}
