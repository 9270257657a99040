/* prompt.c - questions on the hint line */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/ui/field.h>

#include "inside.h"

enum { ANSWER_COLS = 20 }; /* fewer beside the label, and it goes above */

bool prompt_on(const struct app *a)
{
	return a->prompt.label != NULL;
}

void prompt_drop(struct app *a)
{
	struct prompt *p = &a->prompt;

	free(p->label);
	free(p->keys);
	edit_free(p->edit);
	memset(p, 0, sizeof *p);
	a->dirty = true;
}

/* The prompt is gone before the answer is told, so that the answer may ask anew. */
static void answer_text(struct app *a, const char *text)
{
	void (*done)(void *, const char *) = a->prompt.done;
	void *ctx = a->prompt.ctx;

	prompt_drop(a);
	if (done)
		done(ctx, text);
}

static void answer_key(struct app *a, char key)
{
	void (*chosen)(void *, char) = a->prompt.chosen;
	void *ctx = a->prompt.ctx;

	prompt_drop(a);
	if (chosen)
		chosen(ctx, key);
}

static void give_up(struct app *a)
{
	if (a->prompt.keys)
		answer_key(a, 0);
	else
		answer_text(a, NULL);
}

static void begin(struct app *a, const char *label, void *ctx)
{
	if (prompt_on(a))
		give_up(a);
	prompt_drop(a);
	bars_unsay(a);
	a->prompt.label = mem_str(label);
	a->prompt.owner = stack_top(a);
	a->prompt.ctx = ctx;
}

void app_ask(struct app *a, const char *label, const char *initial,
	     void (*done)(void *ctx, const char *text), void *ctx)
{
	struct prompt *p = &a->prompt;

	begin(a, label, ctx);
	p->edit = edit_new(true, PROMPT_MAX);
	p->done = done;
	if (initial && *initial) {
		edit_load(p->edit, initial, strlen(initial));
		edit_go(p->edit, EDIT_END, false);
	}
}

void app_ask_plain(struct app *a, const char *label, const char *initial,
		   void (*done)(void *ctx, const char *text), void *ctx)
{
	app_ask(a, label, initial, done, ctx);
	a->prompt.plain = true;
}

void app_ask_secret(struct app *a, const char *label,
		    void (*done)(void *ctx, const char *text), void *ctx)
{
	app_ask_plain(a, label, NULL, done, ctx);
	a->prompt.secret = true;
}

void app_choose(struct app *a, const char *question, const char *keys,
		void (*done)(void *ctx, char key), void *ctx)
{
	begin(a, question, ctx);
	a->prompt.keys = mem_str(keys);
	a->prompt.chosen = done;
}

void app_unask(struct app *a, void *ctx)
{
	if (prompt_on(a) && a->prompt.ctx == ctx)
		prompt_drop(a);
}

static void choice_key(struct app *a, struct key k)
{
	char c = k.code == K_ENTER ? '\r' : k.code < 0x80 ? (char)k.code : '\0';

	if (k.code == K_ESC || (k.code == 3 && k.mods == KEY_CTRL)) {
		answer_key(a, 0);
		return;
	}
	if (c >= 'A' && c <= 'Z' && !strchr(a->prompt.keys, c))
		c = (char)(c - 'A' + 'a');
	if (c && k.mods == 0 && strchr(a->prompt.keys, c))
		answer_key(a, c);
}

static void answer_typed(struct app *a)
{
	struct buf b = {0};

	edit_text(a->prompt.edit, &b);
	answer_text(a, buf_str(&b));
	if (b.s)
		mem_wipe(b.s, b.len);
	buf_clear(&b);
}

/* A key that types no letter, or any key where a letter is the answer. */
void prompt_key(struct app *a, struct key k)
{
	enum action act;

	a->dirty = true;
	if (a->prompt.keys) {
		choice_key(a, k);
		return;
	}
	act = keymap_action(a->keymap, CONTEXT_FIELD, k);
	if (!a->prompt.plain && typist_act(&a->typist, a->prompt.edit, act))
		return;
	if (act == ACTION_OPEN)
		answer_typed(a);
	else if (act == ACTION_BACK || act == ACTION_STOP)
		answer_text(a, NULL);
	else if (act != ACTION_NONE)
		edit_act(a->prompt.edit, act, &a->clip);
}

void prompt_text(struct app *a, const char *s, size_t n, bool pasted)
{
	a->dirty = true;
	if (!a->prompt.edit)
		return;
	if (!a->prompt.plain)
		typist_text(&a->typist, a->prompt.edit, s, n, pasted);
	else if (pasted)
		edit_paste(a->prompt.edit, s, n);
	else
		edit_type(a->prompt.edit, s, n);
}

static void secret_paint(const struct edit *e, struct grid *g, int row, int col)
{
	size_t words, letters;

	edit_count(e, &words, &letters);
	for (size_t i = 0; i < letters && col < g->cols - 1; i++)
		grid_str(g, row, col++, 1, FACE_TEXT, "*");
	grid_cursor(g, row, col);
}

void prompt_paint(struct app *a, struct grid *g, int row)
{
	const struct prompt *p = &a->prompt;
	bool above = p->edit && text_columns(p->label, strlen(p->label)) + ANSWER_COLS >
					(size_t)g->cols;
	int x = bars_long(g, above ? row - 1 : row, FACE_KEY, p->label);

	if (above)
		x = 0;
	if (p->secret)
		secret_paint(p->edit, g, row, x + 1);
	else if (p->edit)
		field_paint(p->edit, g, row, x + 1, g->cols - x - 2, true);
	else
		grid_cursor(g, row, x + 1 < g->cols ? x + 1 : g->cols - 1);
}
