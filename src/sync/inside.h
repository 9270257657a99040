/* inside.h - what the files of the sync room share and nobody else sees */
#ifndef BANTIN_SYNC_INSIDE_H
#define BANTIN_SYNC_INSIDE_H

#include <bantin/base/uuid.h>
#include <bantin/net/http.h>
#include <bantin/net/jsonfeed.h>
#include <bantin/net/portal.h>
#include <bantin/sync/sync.h>

/* The reading of one portal: a pass goes from the first page until nothing on a page is
 * new, then on from where an earlier pass was cut. */
struct refresh {
	bool active;
	bool full;
	bool first_page;	/* of this pass */
	bool doubt;		/* the last pass failed: its first page may be cut */
	bool gap;		/* an older place was taken up, nothing new met since */
	bool plain;		/* a page of this pass came without the extension */
	struct jsonfeed *reader;	/* of the page that is arriving */
	size_t page_news;	/* new or changed on this page */
	char *page_url;		/* as asked for; NULL the first */
	char *older;		/* where an earlier pass was cut; NULL: taken up */
	bool older_complete;	/* state.complete with that place alone */
	struct feed_state state;
	uint64_t *seen;		/* hashes of the page addresses of this pass */
	size_t seen_count, seen_cap;
	struct section *tags;	/* what could be sections, met in this pass */
	size_t tag_count, tag_cap;
	struct err store_error;	/* the archive's refusal during the page */
};

enum { EXTRAS_MAX = 4 };

/* A copy too many that is being taken back. */
struct extra {
	struct lane *lane;
	struct http_call *call;
};

/* One portal and all that is under way with it. */
struct lane {
	struct sync *sync;
	struct portal portal;
	const struct portal_ops *ops;
	struct refresh refresh;
	struct http_call *pull, *own, *poll;
	struct extra extras[EXTRAS_MAX];
	struct sync_report report;
	char *vote;		/* option voted for and not yet confirmed; or NULL */
	char vote_key[UUID_MAX];
};

/* When a row of the outbox is looked at again, on the clock that never goes back. The
 * desk keeps next_try and sent_at in wall time so that a restart can tell roughly. */
struct due {
	int64_t id;
	int64_t at;		/* clock_mono; INT64_MAX: only when somebody asks */
	int64_t sent;		/* clock_mono of the last send */
	int step;		/* how often it was put off in a row */
};

struct delivery {
	bool loaded;
	struct due *due;
	size_t count, cap;
	struct http_call *call;
	struct submission row;	/* of the call */
	bool looking_up;	/* the call is a look-up, not a send */
	bool repeated;		/* an earlier try may have brought it there */
	struct lane *lane;
};

struct fetch;

struct sync {
	struct archive *archive;
	struct desk *desk;
	struct http *http;
	struct lane **lanes;
	size_t lane_count, lane_cap;
	struct delivery delivery;
	struct fetch *fetch;	/* the file asked for last; NULL: none yet */
	bool offline;
	int64_t max_bytes;
	unsigned changes;
};

enum { SYNC_PAGES_MAX = 10000, SYNC_CHECK_MAX = 16 << 10 };

struct lane *lane_find(struct sync *s, const char *name);
/* Sends r, with what the config says of this portal, and clears it. */
bool lane_ask(struct lane *l, struct http_request *r, const struct http_handler *on,
	      struct http_call **call, struct err *e);
/* Notes what a reply tells about the line, and its bytes. */
void lane_heard(struct lane *l, const struct http_reply *r);
void lane_failed(struct lane *l, enum err_kind kind, const char *text);

bool refresh_start(struct lane *l, bool full, struct err *e);
void refresh_stop(struct lane *l);
void own_start(struct lane *l);
/* Fetches the poll where none is stored yet; nobody asked, so a failure is not told. */
void poll_first(struct lane *l);

/* extras.c; r is the answer to a look-up that found row */
void extras_withdraw(struct lane *l, const struct http_reply *r,
		     const struct submission *row);
bool extras_busy(const struct lane *l);
void extras_stop(struct lane *l);

/* sections.c: sections of a feed that does not list them */
void sections_note(struct lane *l, const struct article *a);
void sections_settle(struct lane *l);
void sections_drop(struct lane *l);

/* schedule.c */
struct due *deliver_due(struct sync *s, int64_t id);	/* made where there is none */
void deliver_put(struct sync *s, int64_t id, int64_t at);
/* Negative: by the back-off. Returns the seconds. */
int deliver_put_off(struct sync *s, int64_t id, int seconds);
void deliver_drop(struct sync *s, int64_t id);
void deliver_load(struct sync *s);
void deliver_all_due(struct sync *s, const char *portal);
void deliver_pause(struct sync *s);	/* puts off all that is due */
int64_t deliver_next(const struct sync *s);	/* clock_mono; INT64_MAX never */
int64_t deliver_first(const struct sync *s);	/* id of the row due longest; 0 none */

void fetch_free(struct fetch *f);	/* fetch.c; ends it where it is under way */

void deliver_step(struct sync *s);
void deliver_stop(struct sync *s);
void deliver_let_go(struct sync *s, int64_t id);	/* ends a look-up of this row */

#endif
