/* keymap.h - which key does what, where */
#ifndef BANTIN_UI_KEYMAP_H
#define BANTIN_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/err.h>
#include <bantin/ui/action.h>
#include <bantin/ui/key.h>

/* Where keys go. A context falls back to CONTEXT_GLOBAL but for text contexts, in which
 * plain letters are text and never commands. */
enum context {
	CONTEXT_GLOBAL,
	CONTEXT_LIST,		/* news, search results, sections */
	CONTEXT_ARTICLE,	/* article, preview, help */
	CONTEXT_FILES,		/* of an article */
	CONTEXT_DESK,
	CONTEXT_OUTBOX,
	CONTEXT_POLL,
	CONTEXT_REVIEW,
	CONTEXT_TAKEN,		/* the desk, while another bantin has it */
	CONTEXT_HISTORY,	/* the versions of a draft, and two of them compared */
	CONTEXT_IMPORT,		/* the preview of a file in an older charset */
	CONTEXT_EDITOR,		/* text */
	CONTEXT_FIELD,		/* text: prompts and the search field */
	CONTEXT_COUNT
};

const char *context_name(enum context c);	/* "list", as in key map files */
const char *context_title(enum context c);	/* translated, for the help screen */
bool context_is_text(enum context c);

/*
 * The file format, of keymaps/default.keys and of the user's own: `# comment`,
 * `[context]`, and lines `KEY action`; lines before the first context are global. A later
 * line wins; action `none` takes a key away, from its fallback too. An unknown context,
 * key or action is refused with name:line and the nearest known one; nothing of that file
 * is taken then. Any bytes are taken; at most KEYMAP_BYTES of them.
 */
enum { KEYMAP_BYTES = 256 << 10 };

struct keymap;

struct keymap *keymap_new(void);	/* with the built-in keymaps/default.keys */
void keymap_free(struct keymap *m);
bool keymap_read(struct keymap *m, const char *name, const char *text, size_t n,
		 struct err *e);

/* The action of k in context c, or ACTION_NONE. */
enum action keymap_action(const struct keymap *m, enum context c, struct key k);

/* The keys of an action in a context (fallback included), the hint's first: up to max.
 * That is the first one of the last file that has any. */
size_t keymap_keys(const struct keymap *m, enum context c, enum action a, struct key *out,
		   size_t max);

#endif
