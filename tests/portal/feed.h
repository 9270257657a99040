/* feed.h - posts as JSON Feed items and as addresses */
#ifndef PORTAL_FEED_H
#define PORTAL_FEED_H

#include <jansson.h>

#include "app.h"

/* Where no --title is given. */
#define FEED_TITLE "Cổng thông tin điện tử huyện (trang mẫu)"

enum { FEED_PAGE = 20 };	/* items a page */

/* "http://127.0.0.1:PORT/tin/SLUG.html"; the caller owns it. */
json_t *post_url(const struct app *app, const json_t *row);
/* A member that holds JSON text ('tags', 'attachments', 'document'), parsed; null when it
 * is empty.  The caller owns it. */
json_t *post_part(const json_t *row, const char *name);
/* When the posts of a section (NULL: of all) last changed, in Unix seconds. */
long long feed_modified(struct app *app, const char *section);

#endif
