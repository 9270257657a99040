/* script.h - walk scripts: lines, bodies, words, ${NAMES} */
#ifndef WALK_SCRIPT_H
#define WALK_SCRIPT_H

#include "buf.h"

struct step {
	int line;
	char *verb;
	char *rest;	/* what follows the verb, blanks at both ends cut */
	char *body;	/* the lines up to the marker after <<, or NULL */
};

struct script {
	struct step *steps;
	size_t n;
};

bool script_read(const char *path, struct script *out, struct buf *reason);
void script_clear(struct script *s);

/* Adds text to out with every ${NAME} replaced; an unknown name is an error. */
bool script_expand(const char *text, const struct list *vars, struct buf *out,
	struct buf *reason);
/* Adds text to out. If it stands in double quotes they go and \n \t \e \" \\ are read. */
void script_unquote(const char *text, struct buf *out);
/* Splits at blanks as a shell does with '…', "…" and \, then expands each word. */
bool script_words(const char *text, const struct list *vars, struct list *out,
	struct buf *reason);

#endif
