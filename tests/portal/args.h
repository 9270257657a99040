/* args.h - the sample portal's command line */
#ifndef PORTAL_ARGS_H
#define PORTAL_ARGS_H

#include <stdbool.h>

struct args {
	int port;			/* 0: any free one */
	const char *db;
	const char *plan;		/* a file, or NULL */
	const char *content;		/* a directory; NULL: the embedded articles */
	const char *title;		/* how the portal calls itself */
	const char *contributor;	/* tokens; NULL: random */
	const char *editor;
	long review;			/* seconds until a decision; 0: never */
	bool extension;
	bool idempotency;
	bool lookup;
	bool until_eof;
};

/* Returns -1 to go on, else the exit status: 0 after -h, 2 after a message.  The texts
 * are borrowed from argv. */
int args_read(struct args *a, int argc, char **argv);

#endif
