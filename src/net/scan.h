/* scan.h - cuts the items out of arriving JSON */
#ifndef BANTIN_NET_SCAN_H
#define BANTIN_NET_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

enum {
	SCAN_ITEM_MAX = 1 << 20,	/* bytes */
	SCAN_HEAD_MAX = 256 << 10
};

/*
 * A machine over bytes that knows strings, escapes and depth, and no more of JSON:
 * whether what it cut out is well-formed is for the parser to say. Everything but the
 * elements is gathered in head, with [] or {} where they stood. An element past
 * SCAN_ITEM_MAX is passed over and handed out with p NULL. Items are the elements of the
 * top-level object's "items", or with root_array (set after scan_init) those of the
 * document itself. An object as "items" is a list whose keys are nobody's business: some
 * programs write one where rows were left out.
 */
struct scan {
	bool (*on_item)(void *ctx, const char *p, size_t n);	/* false ends the scan */
	void *ctx;
	struct buf head, item;
	bool root_array;
	size_t depth;		/* open brackets */
	size_t items_depth;	/* of them within the list of items */
	size_t bom;		/* bytes of an unfinished byte order mark */
	char key[8];		/* the last string at depth 1, cut */
	size_t key_len;		/* as it stood; 0: the string is a value */
	bool in_string, escaped;
	bool expects_key, in_items, in_element, has_items;
	bool in_pairs;		/* the items are values of an object */
	bool started, ended;
};

void scan_init(struct scan *s, bool (*on_item)(void *ctx, const char *p, size_t n),
	       void *ctx);
void scan_clear(struct scan *s);

/* ERR_FORMAT: not an object, a NUL byte; ERR_LIMIT: the head is too large;
 * ERR_CANCELLED: on_item said so. */
bool scan_push(struct scan *s, const char *p, size_t n, struct err *e);

#endif
