/* play.c - the screen under a typist: what is typed when, and what of it is on the desk */
#define _GNU_SOURCE
#include "play.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Long enough for a start on a slow machine: keys that are late come in one burst. */
enum { FIRST_KEY = 60000 };

void play_key(struct play *p, int gap, enum into into, const char *bytes)
{
	struct stroke *s = &p->list[p->n++];

	*s = (struct stroke){.gap = gap, .into = into};
	snprintf(s->bytes, sizeof(s->bytes), "%s", bytes);
}

void play_file(struct play *p, const char *path)
{
	p->list[p->n++] = (struct stroke){.wait = path};
}

static bool is_key(const struct stroke *s)
{
	return s->jump == 0 && !s->wait;
}

void play_clock(struct play *p, int gap, int seconds)
{
	p->list[p->n++] = (struct stroke){.gap = gap, .jump = seconds};
}

void play_text(struct play *p, struct rig *r, int gap, enum into into, const char *text)
{
	char letter[8];

	while (*text && p->n < STROKES_MAX) {
		size_t n = 1;
		while ((text[n] & 0xc0) == 0x80)
			n++;
		snprintf(letter, sizeof(letter), "%.*s", (int)n, text);
		if (*text == '\n')
			letter[0] = '\r';
		play_key(p, 1 + (int)rig_below(r, (uint32_t)gap), into, letter);
		text += n;
	}
}

void play_bulletin(struct play *p, struct rig *r, const char *title)
{
	play_key(p, FIRST_KEY, INTO_NOTHING, "w");
	play_text(p, r, 100, INTO_TITLE, title);
	for (int i = 0; i < 3; i++)
		play_key(p, 80, INTO_NOTHING, "\t");
}

int play_keys(const struct play *p)
{
	int n = 0;

	for (int i = 0; i < p->n; i++)
		n += is_key(&p->list[i]);
	return n;
}

/* --- the program ------------------------------------------------------------------ */

static void write_script(const struct play *p, const char *path)
{
	struct buf b = {0}, reason = {0};

	for (int i = 0; i < p->n; i++) {
		const struct stroke *s = &p->list[i];
		if (s->wait) {
			buf_printf(&b, "%d wait %s\n", s->gap, s->wait);
			continue;
		}
		if (s->jump) {
			buf_printf(&b, "%d clock %d\n", s->gap, s->jump);
			continue;
		}
		buf_printf(&b, "%d ", s->gap);
		for (size_t k = 0; s->bytes[k]; k++)
			buf_printf(&b, "%02x", (unsigned char)s->bytes[k]);
		buf_puts(&b, "\n");
	}
	file_write(path, buf_str(&b), b.len, &reason);
	buf_clear(&b);
	buf_clear(&reason);
}

struct term *play_open(struct rig *r, struct fault *f, const struct play *p,
		       struct buf *reason)
{
	char script[160];
	char *argv[] = {(char *)(uintptr_t)r->at.program, NULL};
	struct list env;

	snprintf(script, sizeof(script), "%s/keys", r->tmp);
	if (p) {
		write_script(p, script);
		f->type = script;
		run_tally_fresh(&r->at);
	}
	run_environment(&r->at, f, &env);
	list_set(&env, "TERM", "xterm-256color");
	if (p)
		list_set(&env, "LD_PRELOAD", r->at.library);
	struct child_spec spec = {.argv = argv, .envp = env.items, .dir = r->tmp};
	struct term *t = term_open(&spec, 24, 80, reason);
	list_clear(&env);
	return t;
}

bool play_wait(struct rig *r, struct term *t, const struct play *p, struct outcome *o,
	       struct buf *reason)
{
	long limit = clock_ms() + SCREEN_LIMIT;
	uint32_t keys = (uint32_t)play_keys(p);

	run_tally_read(&r->at, o);
	while (!term_ended(t) && o->keys < keys && !clock_passed(limit)) {
		term_pump(t, 10);
		run_tally_read(&r->at, o);
	}
	bool ok = term_ended(t) || term_settle(t, limit, reason);
	run_tally_read(&r->at, o);
	return ok && (term_ended(t) || o->keys == keys ||
		      why(reason, "only %u of %u keys are taken", (unsigned)o->keys,
			  (unsigned)keys));
}

/* --- what is on the desk ------------------------------------------------------------ */

/* The value of a member of one JSON object, its escapes undone but for \u. */
static void member(const char *json, const char *name, struct buf *out)
{
	struct buf head = {0};

	buf_reset(out);
	buf_printf(&head, "\"%s\":\"", name);
	const char *at = strstr(json, buf_str(&head));
	for (at = at ? at + head.len : ""; *at && *at != '"'; at++) {
		if (*at == '\\' && *++at == 'n')
			buf_puts(out, "\n");
		else
			buf_add(out, at, 1);
	}
	buf_clear(&head);
}

/* The texts end in no blanks and line breaks, however they are kept. */
static size_t trimmed(const struct buf *b)
{
	size_t n = b->len;

	while (n > 0 && strchr(" \n\r", b->data[n - 1]))
		n--;
	return n;
}

static bool same(const struct buf *a, const struct buf *b)
{
	return trimmed(a) == trimmed(b) &&
	       memcmp(buf_str(a), buf_str(b), trimmed(a)) == 0;
}

static void add_stroke(const struct stroke *s, struct buf *title, struct buf *body)
{
	if (s->into == INTO_TITLE)
		buf_puts(title, s->bytes);
	else if (s->into == INTO_BODY)
		buf_puts(body, s->bytes[0] == '\r' ? "\n" : s->bytes);
}

int play_held(struct rig *r, const struct play *p, int keys, const char *id)
{
	struct buf title = {0}, body = {0}, has_title = {0}, has_body = {0};
	struct outcome o = {0};
	int held = -1;

	plain_run(r, (const char *[]){"draft", "show", id, "--json", NULL}, &o);
	member(buf_str(&o.out), "title", &has_title);
	member(buf_str(&o.out), "body", &has_body);
	for (int i = 0, k = 0; i <= p->n && k <= keys; i++) {
		if (same(&title, &has_title) && same(&body, &has_body))
			held = k;
		if (i < p->n && is_key(&p->list[i])) {
			add_stroke(&p->list[i], &title, &body);
			k++;
		}
	}
	buf_clear(&title);
	buf_clear(&body);
	buf_clear(&has_title);
	buf_clear(&has_body);
	outcome_clear(&o);
	return held;
}

int play_lost_ms(const struct play *p, int held, int keys)
{
	int ms = 0;

	for (int i = 0, k = 0; i < p->n && k < keys; i++) {
		if (k > held)
			ms += p->list[i].gap;
		k += is_key(&p->list[i]);
	}
	return ms;
}

int play_asked(const struct play *p, int keys)
{
	int asked = 0;

	for (int i = 0, k = 0; i < p->n && k < keys; i++) {
		if (!is_key(&p->list[i]))
			continue;
		k++;
		if (p->list[i].into == INTO_SAVE && k < keys)
			asked = k;
	}
	return asked;
}
