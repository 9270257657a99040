/* view.h - a screen is a table of functions */
#ifndef BANTIN_UI_VIEW_H
#define BANTIN_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/store/attachment.h>
#include <bantin/ui/action.h>
#include <bantin/ui/app.h>
#include <bantin/ui/grid.h>
#include <bantin/ui/keymap.h>

struct view;

/* Each slot's contract in a line; slots marked * may be NULL. */
struct view_class {
	const char *name;
	/* Paints into area; everything there was erased. Sets the grid's cursor if it has
	 * one. */
	void (*paint)(struct view *v, struct grid *g, struct rect area);
	/* Which key map is in force; * context says it where that changes. */
	enum context keys;
	enum context (*context)(const struct view *v);
	/* Does the action; false: not mine (the app tries its own). */
	bool (*act)(struct view *v, enum action a);
	/* * Typed letters (in a text context), or a paste: clean it. Elsewhere the
	 * letters that no key map takes. */
	void (*text)(struct view *v, const char *s, size_t n, bool pasted);
	/* * The title bar's text; what follows a tab stands at the right end. */
	void (*title)(const struct view *v, struct buf *out);
	/* * The portal that what is shown belongs to, by name; NULL: none of its own. */
	const char *(*portal)(const struct view *v);
	/* * Actions for the hint line, most useful first, ended by ACTION_NONE. */
	const enum action *(*hints)(const struct view *v);
	/* * sync changed something (bits of enum sync_change): read again what is
	 * shown. */
	void (*changed)(struct view *v, unsigned changes);
	/* * Called on every turn; returns when it wants to be called again: a time of
	 * clock_mono, or INT64_MAX. The editor saves here. */
	int64_t (*tick)(struct view *v, int64_t mono);
	/* * It is on top again: another view was popped. */
	void (*shown)(struct view *v);
	/* * The program is ending or the view is popped: save. False (with a message
	 * said) keeps it open; forced: false is not taken. */
	bool (*leave)(struct view *v, bool forced);
	void (*free)(struct view *v);
};

/* The head of every view's own struct. */
struct view {
	const struct view_class *class;
	struct app *app;
};

/* Screens; each returns a view to push. */
struct view *view_news_new(struct app *app);
struct view *view_article_new(struct app *app, int64_t article);
struct view *view_search_new(struct app *app);
struct view *view_files_new(struct app *app, const struct article *a);	/* copied */
struct view *view_poll_new(struct app *app, const char *portal);	/* NULL: the first
									 * that has one */
/* The portals and how they are; Enter shows the news of one, or signs in to it. */
struct view *view_portals_new(struct app *app, bool sign_in);
struct view *view_help_new(struct app *app, enum context of);
struct view *view_desk_new(struct app *app);
struct view *view_outbox_new(struct app *app);
struct view *view_editor_new(struct app *app, int64_t draft);	/* 0: a new one */
struct view *view_templates_new(struct app *app);
/* As the portal will show it, with its files (borrowed while it is made). */
struct view *view_preview_new(struct app *app, const struct draft *d,
			      const struct draft_attachment *files, size_t file_count);
/* The same with the files that the desk has for it. */
struct view *view_preview_stored(struct app *app, const struct draft *d);
struct view *view_review_new(struct app *app, int64_t draft);

#endif
