/* writing.h - a newsroom without a screen for the tests of the writing screens */
#ifndef BANTIN_TESTS_UI_WRITING_H
#define BANTIN_TESTS_UI_WRITING_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/mem.h>
#include <bantin/base/profile.h>
#include <bantin/ui/view.h>

#include "../../../src/ui/typist.h"

/* A real desk, archive and (offline) sync in a throw-away profile, and an app that only
 * takes notes of what views ask it to do. */
struct app {
	struct typist typist;	/* without a method */
	char dir[64];
	struct profile profile;
	struct archive *archive;
	struct desk *desk;
	struct sync *sync;
	struct keymap *keymap;
	struct buf clip, said, question;
	bool said_bad;
	void (*answer)(void *ctx, const char *text);
	void (*choice)(void *ctx, char key);
	void *ctx;
	char pushed[32];	/* the class of the last view that was opened */
	bool gone_to;		/* by app_go */
	int pops;
};

/* --- what views ask of the app ------------------------------------------------- */

struct archive *app_archive(struct app *a) { return a->archive; }
struct desk *app_desk(struct app *a) { return a->desk; }
struct sync *app_sync(struct app *a) { return a->sync; }
const struct profile *app_profile(struct app *a) { return &a->profile; }
const struct keymap *app_keymap(struct app *a) { return a->keymap; }
const struct agency *app_agency(struct app *a) { (void)a; return NULL; }
struct buf *app_clip(struct app *a) { return &a->clip; }
struct typist *app_typist(struct app *a) { return &a->typist; }
void app_dirty(struct app *a) { (void)a; }
void app_pop(struct app *a) { a->pops++; }
void app_take_desk(struct app *a, struct desk *desk) { a->desk = desk; }

const char *app_portal(struct app *a)
{
	return sync_portal_count(a->sync) == 1 ? sync_portal(a->sync, 0)->name : NULL;
}

void app_push(struct app *a, struct view *v)
{
	snprintf(a->pushed, sizeof a->pushed, "%s", v->class->name);
	v->class->free(v);
}

void app_go(struct app *a, struct view *v)
{
	a->gone_to = true;
	app_push(a, v);
}

void app_say(struct app *a, bool bad, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	buf_reset(&a->said);
	buf_adds(&a->said, text);
	a->said_bad = bad;
}

void app_say_err(struct app *a, const struct err *e) { app_say(a, true, "%s", e->text); }

void app_ask(struct app *a, const char *label, const char *initial,
	     void (*done)(void *ctx, const char *text), void *ctx)
{
	(void)initial;
	buf_reset(&a->question);
	buf_adds(&a->question, label);
	a->answer = done;
	a->ctx = ctx;
}

void app_ask_plain(struct app *a, const char *label, const char *initial,
		   void (*done)(void *ctx, const char *text), void *ctx)
{
	app_ask(a, label, initial, done, ctx);
}

void app_choose(struct app *a, const char *question, const char *keys,
		void (*done)(void *ctx, char key), void *ctx)
{
	(void)keys;
	buf_reset(&a->question);
	buf_adds(&a->question, question);
	a->choice = done;
	a->ctx = ctx;
}

void app_unask(struct app *a, void *ctx)
{
	if (a->ctx == ctx)
		a->ctx = NULL;
}

/* --- for the tests ---------------------------------------------------------------- */

static inline void writing_open(struct app *a, size_t portals)
{
	static char url[] = "http://127.0.0.1:9/", names[2][4] = {"xa", "huy"};
	struct portal list[2];
	struct sync_setup setup = {
		.portals = list, .portal_count = portals, .offline = true};
	struct section sections[2] = {
		{.id = (char *)"tin", .title = (char *)"Tin tức"},
		{.id = (char *)"chi-dao", .title = (char *)"Chỉ đạo điều hành"},
	};
	struct err e = {0};

	memset(a, 0, sizeof *a);
	memset(list, 0, sizeof list);
	for (size_t i = 0; i < 2; i++) {
		list[i].name = names[i];
		list[i].url = list[i].feed_url = list[i].micropub_url = url;
		list[i].can = PORTAL_WRITES;
		list[i].token = names[i];
		list[i].title = names[i];
	}
	strcpy(a->dir, "/tmp/bantin-ui-XXXXXX");
	assert_non_null(mkdtemp(a->dir));
	if (!profile_open(&a->profile, a->dir, &e) ||
	    !desk_open(&a->desk, &a->profile, NULL, &e) ||
	    !archive_open(&a->archive, a->profile.archive, ARCHIVE_WRITE, &e) ||
	    !archive_put_sections(a->archive, "xa", sections, 2, &e))
		fail_msg("%s", e.text);
	setup.archive = a->archive;
	setup.desk = a->desk;
	a->sync = sync_new(&setup);
	a->keymap = keymap_new();
	typist_use_words(&a->typist, own_words_new());
}

static inline int writing_remove(const char *path, const struct stat *st, int type,
				 struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline void writing_close(struct app *a)
{
	typist_clear(&a->typist);
	sync_free(a->sync);
	desk_close(a->desk);
	archive_close(a->archive);
	keymap_free(a->keymap);
	buf_clear(&a->clip);
	buf_clear(&a->said);
	buf_clear(&a->question);
	nftw(a->dir, writing_remove, 8, FTW_DEPTH | FTW_PHYS);
	profile_clear(&a->profile);
}

/* The one of a test, for its setup and teardown. */
static struct app app;

static inline int open_one(void **state)
{
	(void)state;
	writing_open(&app, 1);
	return 0;
}

static inline int close_one(void **state)
{
	(void)state;
	writing_close(&app);
	return 0;
}

static inline void type(struct view *v, const char *s)
{
	v->class->text(v, s, strlen(s), false);
}

static inline void act(struct view *v, enum action a)
{
	v->class->act(v, a);
}

/* What the view paints at this size, rows joined by newlines, spaces at the ends gone. */
static inline char *picture(struct view *v, int rows, int cols)
{
	struct grid g;
	struct buf b = {0};

	grid_init(&g, rows, cols);
	v->class->paint(v, &g, (struct rect){0, 0, rows, cols});
	for (int i = 0; i < rows; i++) {
		char *row = grid_row_text(&g, i);

		buf_addf(&b, "%s\n", row);
		free(row);
	}
	grid_clear(&g);
	return buf_take(&b);
}

static inline void assert_shows(struct view *v, int rows, int cols, const char *text)
{
	char *all = picture(v, rows, cols);

	if (!strstr(all, text))
		fail_msg("\"%s\" is not in\n%s", text, all);
	free(all);
}

static inline void assert_hides(struct view *v, int rows, int cols, const char *text)
{
	char *all = picture(v, rows, cols);

	if (strstr(all, text))
		fail_msg("\"%s\" is in\n%s", text, all);
	free(all);
}

static inline void assert_said(struct app *a, const char *text)
{
	if (!strstr(buf_str(&a->said), text))
		fail_msg("\"%s\" is not in \"%s\"", text, buf_str(&a->said));
}

/* How many drafts there are; the newest one in *d (to draft_clear) where there is one. */
static inline size_t drafts(struct app *a, struct draft *d)
{
	struct draft *list;
	size_t n;

	assert_true(desk_drafts(a->desk, false, &list, &n, NULL));
	if (n > 0 && d)
		assert_true(desk_draft(a->desk, list[0].id, d, NULL));
	draft_list_free(list, n);
	return n;
}

static inline int64_t put_draft(struct app *a, const char *title, const char *body)
{
	struct draft d = {.portal = mem_str("xa"), .title = mem_str(title),
			  .body = mem_str(body), .section = mem_str("tin")};
	int64_t id;

	assert_true(desk_draft_save(a->desk, &d, DESK_EXPLICIT, NULL));
	id = d.id;
	draft_clear(&d);
	return id;
}

#endif
