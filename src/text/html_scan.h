/* html_scan.h - where the pieces of an HTML text begin and end (private to text) */
#ifndef BANTIN_SRC_TEXT_HTML_SCAN_H
#define BANTIN_SRC_TEXT_HTML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A piece is a run of text, a tag, or what a parser need not see: a comment, a
 * declaration, a script or style with its content, <wbr>, the end of the page (text may
 * follow it), a tag that never ends or has more than HTML_ATTRS_MAX words. {.s, .n} to
 * begin with. One pass, no byte looked at more than a few times, whatever stands there.
 */
struct scan {
	const char *s;
	size_t n;
	size_t start, end;	/* the piece, in bytes */
	bool skip;		/* not for the parser */
	bool quotes_end[2];	/* no more of ' and of " follows */
	bool scripts_end[2];	/* no more </script and </style follows */
};

bool scan_next(struct scan *c);	/* false at the end */

#endif
