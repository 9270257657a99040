/* jsonfeed.h - JSON Feed 1 and 1.1, read item by item while the body arrives */
#ifndef BANTIN_NET_JSONFEED_H
#define BANTIN_NET_JSONFEED_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/article.h>
#include <bantin/base/err.h>
#include <bantin/base/portal.h>

/* What stands beside the items; strings owned, clean, URLs absolute. */
struct feed_head {
	char *title, *home_url, *next_url;
	bool expired;
	bool newsroom;		/* carries the _newsroom extension */
	struct section *sections;
	size_t section_count;
	bool has_visits;
	struct visits visits;
	char *poll_url, *micropub_url;
	unsigned can;		/* enum portal_can, from "submissions" and the above */
	size_t bad_items;	/* skipped: unreadable, or of an id that was there */
	size_t items;		/* handed over */
};
void feed_head_clear(struct feed_head *h);

/*
 * A scanner cuts items out of the body and parses one at a time, so memory depends
 * on the largest item (1 MiB; larger ones are skipped and counted) and not on the
 * feed. Items come in the order they stand in, before or after the head's other keys.
 */
struct jsonfeed;

struct jsonfeed_sink {
	void *ctx;
	/* The article is cleaned, without id; the callee may keep nothing of it. False
	 * ends the parsing. */
	bool (*on_item)(void *ctx, const struct article *a);
	/*
	 * Both or neither. is_known: whether the article of an item of these bytes (raw
	 * as in struct article) is had already; then it fills key and what else on_known
	 * wants, and that is called in the place of on_item: nothing is parsed.
	 */
	bool (*is_known)(void *ctx, int64_t raw, struct article *out);
	bool (*on_known)(void *ctx, const struct article *a);
};

/* base: the URL of the feed, for relative ones; portal: the name put into articles. */
struct jsonfeed *jsonfeed_new(const char *base, const char *portal,
			      const struct jsonfeed_sink *sink);
void jsonfeed_free(struct jsonfeed *f);

/* How another family writes the same: where its items stand, and what one means. */
struct feed_dialect {
	bool root_array;	/* the body is the list, there is no head */
	/* One item's bytes, as they stood. Fills *out (the key at least), which the
	 * caller clears in any case; false where nothing can be made of it. */
	bool (*item)(const char *json, size_t n, const char *base, const char *portal,
		     struct article *out);
};

/* d is borrowed for the reader's life; NULL: JSON Feed itself. With root_array
 * jsonfeed_end fills the two counts of its head and nothing else. */
struct jsonfeed *jsonfeed_new_dialect(const struct feed_dialect *d, const char *base,
				      const char *portal,
				      const struct jsonfeed_sink *sink);

/* The next bytes of the body. False: not a JSON Feed, or on_item said so. */
bool jsonfeed_push(struct jsonfeed *f, const char *p, size_t n, struct err *e);

/* The body is over. ERR_FORMAT where it was cut short or is no feed; items handed
 * over before that stay good. Moves the head into *head (clear it in any case). */
bool jsonfeed_end(struct jsonfeed *f, struct feed_head *head, struct err *e);

/* Whether items are arriving now; while they do jsonfeed_so_far gives the head as far as
 * it has come, as jsonfeed_end would. */
bool jsonfeed_in_items(const struct jsonfeed *f);
bool jsonfeed_so_far(struct jsonfeed *f, struct feed_head *head, struct err *e);

/* A whole poll document. */
bool jsonfeed_poll(const char *p, size_t n, struct poll *out, struct err *e);

#endif
