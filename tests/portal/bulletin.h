/* bulletin.h - the rows that people post: found, decided on, described */
#ifndef PORTAL_BULLETIN_H
#define PORTAL_BULLETIN_H

#include <jansson.h>
#include <stdbool.h>

#include "app.h"

/* The bulletin at a URL of this portal, or NULL; the caller owns it. */
json_t *bulletin_at(struct app *app, const char *url);
/* The oldest bulletin with this uid, or NULL; the caller owns it. */
json_t *bulletin_uid(struct app *app, const char *uid);

/* Inserts a row made by entry_read, gives it a slug of its own, and sets its "id" and
 * "slug".  Within a transaction. */
void bulletin_insert(struct app *app, json_t *row);
/* Writes a row's contents back, noting the change.  Within a transaction. */
void bulletin_update(struct app *app, const json_t *row);
/* Sets a row's status, with the time of first publication when that is it. */
void bulletin_status(json_t *row, const char *status);
/* The editor's word on a bulletin: published, draft (returned) or trash.  remark may be
 * NULL.  Within a transaction. */
void bulletin_decide(
	struct app *app, json_t *row, const char *status, const char *remark);

/* {"url", "id", "status"}, the body of most answers. */
json_t *bulletin_answer(const struct app *app, const json_t *row);
/* {"type": ["h-entry"], "properties": {…}}. */
json_t *bulletin_entry(const struct app *app, const json_t *row);

/* The stand-in editor: decides on what has waited `seconds`, approving and returning in
 * turn, and returns. */
void bulletin_review(struct app *app, long seconds);

#endif
