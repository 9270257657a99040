/* inside.h - what the files of the sync room share and nobody else sees */
#ifndef BANTIN_SYNC_INSIDE_H
#define BANTIN_SYNC_INSIDE_H

#include <bantin/base/uuid.h>
#include <bantin/net/http.h>
#include <bantin/net/jsonfeed.h>
#include <bantin/net/portal.h>
#include <bantin/sync/sync.h>

/* PHASE_PAGES is all there is, but for families that are asked by time (by_time.c). */
enum refresh_phase {
	PHASE_PAGES,	/* all of it, newest first */
	PHASE_MODIFIED,	/* what changed since, oldest change first */
	PHASE_APPEARED,	/* what appeared late: published after a time */
	PHASE_SECTIONS,
	PHASE_KEYS,	/* all keys, for what is gone */
	PHASE_MISSING	/* what the keys told of and is not here, one by one */
};

/* The reading of one portal: a pass goes from the first page until nothing on a page is
 * new, then on from where an earlier pass was cut. */
struct refresh {
	bool active;
	enum refresh_phase phase;
	bool full;
	bool first_page;	/* of this pass */
	bool doubt;		/* the last pass failed: its first page may be cut */
	bool gap;		/* an older place was taken up, nothing new met since */
	bool plain;		/* a page of this pass came without the extension */
	struct jsonfeed *reader;	/* of the page that is arriving */
	bool storing;		/* within a transaction */
	int64_t begun;		/* clock_mono of the pass */
	int64_t arrived, length;	/* bytes of this page on the wire; -1 not told */
	size_t page_news;	/* new or changed on this page */
	char *page_url;		/* as asked for; NULL the first */
	char *older;		/* where an earlier pass was cut; NULL: taken up */
	bool older_complete;	/* state.complete with that place alone */
	struct feed_state state;
	uint64_t *seen;		/* hashes of the page addresses of this pass */
	size_t seen_count, seen_cap;
	struct section *tags;	/* what could be sections, met in this pass */
	size_t tag_count, tag_cap;
	bool same;		/* the glance: nothing new there; glance.c, as below */
	bool blind;		/* it cannot tell */
	char *mark;		/* what the next one asks with; NULL: as the last */
	int64_t newest;		/* of the changes met in this phase; by_time.c, as below */
	int64_t asked;		/* when what appeared late was asked for */
	bool sections_due;
	char **keys;		/* of the portal; in PHASE_MISSING those to fetch */
	size_t key_count, key_cap, key_at;
	struct err store_error;	/* the archive's refusal during the page */
};

/* An article that is asked for by itself. */
struct whole {
	struct http_call *call;
	struct jsonfeed *reader;
	struct err trouble;	/* of storing it */
};

enum { EXTRAS_MAX = 4 };

/* A copy too many that is being taken back. */
struct extra {
	struct lane *lane;
	struct http_call *call;
	struct submission copy;	/* where it stands */
};

enum call_kind { CALL_SEND, CALL_LOOK_UP, CALL_UPLOAD, CALL_TERMS };

/* What is under way with a portal: one row at a time. */
struct delivery {
	struct http_call *call;	/* NULL: nothing */
	struct submission row;	/* of the call */
	enum call_kind kind;
	int64_t told;		/* bytes of the upload that were last told of */
	bool repeated;		/* an earlier try may have brought it there */
};

/* One portal and all that is under way with it. */
struct lane {
	struct sync *sync;
	struct portal portal;
	const struct portal_ops *ops;
	struct refresh refresh;
	struct http_call *pull, *own, *poll;
	struct whole whole;
	struct delivery delivery;
	bool own_stale;		/* a send was accepted since `own` was asked */
	struct own_status *returned;	/* the answer whose remarks are asked for */
	size_t returned_count, returned_at;
	struct extra extras[EXTRAS_MAX];
	struct sync_report report;
	int64_t again;		/* clock_mono of the next refresh by itself */
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
	const struct lane *behind;	/* waits while that lane has a call; may be NULL */
};

struct schedule {
	bool loaded;
	struct due *due;
	size_t count, cap;
};

struct fetch;
struct probe;

struct sync {
	struct archive *archive;
	struct desk *desk;
	struct http *http;
	struct lane **lanes;
	size_t lane_count, lane_cap;
	struct schedule schedule;
	struct fetch *fetch;	/* the file asked for last; NULL: none yet */
	struct probe *probe;	/* NULL: none, or its end was taken */
	bool offline;
	bool intervals;		/* portals are read again by themselves */
	int64_t max_bytes;
	bool elsewhere;		/* the archive is another's to fill */
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
bool lane_start(struct lane *l, bool full, struct err *e);	/* begins a refresh */

/* interval.c */
void lane_again(struct lane *l);		/* the portal's interval begins now */
int64_t interval_next(const struct sync *s);	/* clock_mono; INT64_MAX never */
void interval_step(struct sync *s);		/* starts what is due */

bool refresh_start(struct lane *l, bool full, struct err *e);
void refresh_stop(struct lane *l);
void refresh_done(struct lane *l);	/* all phases are over */
void refresh_read(struct lane *l);	/* after the glance, or without one */
void refresh_page(struct lane *l, const struct pull *what);
/* How the pass comes on. */
void refresh_report(const struct lane *l, struct sync_report *out);
void refresh_broken(struct lane *l, const struct http_reply *r);
void refresh_save(struct lane *l);
bool refresh_page_is_new(struct refresh *f, const char *url);

bool whole_busy(const struct lane *l);
void whole_stop(struct lane *l);

/* intake.c */
struct jsonfeed *intake_new(struct lane *l, const struct http_reply *r);

/* glance.c */
bool glance_start(struct lane *l);		/* false: there will be none */
void glance_settle(struct refresh *f);		/* all is stored that it made us read */
void glance_drop(struct refresh *f);

/* by_time.c */
bool time_goes_on(const struct lane *l);	/* all was read once, the rest will do */
bool time_start(struct lane *l);		/* false: all pages are to be read */
void time_note(struct lane *l, int64_t updated);
void time_page(struct lane *l);			/* a page of PHASE_MODIFIED is stored */
void time_next(struct lane *l);			/* the phase is over */
void time_drop(struct refresh *f);
void own_start(struct lane *l);
void own_stop(struct lane *l);
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

/* section_named.c: the portal's id of the draft's section, the caller's; what the draft
 * says where the portal has none. False: e says what becomes of it, ERR_NONE where the
 * portal takes it all the same. */
bool section_find(struct sync *s, const struct lane *l, const struct draft *d, char **id,
		  struct err *e);

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

/* probe.c */
void probe_free(struct probe *p);		/* ends it where it is under way */
void probe_step(struct sync *s);		/* ends what has waited too long */
int64_t probe_next(const struct sync *s);	/* when that is, of clock_mono; INT64_MAX */

/* withdraw.c; whether row stands in the place of one that was withdrawn */
bool is_withdrawn_among(const struct submission *rows, size_t n,
			const struct submission *row);

/* row.c; what was changed is on the disk only after row_move */
bool row_move(struct sync *s, struct submission *row, enum submission_state from);
void row_put_off(struct sync *s, struct submission *row, int seconds);
void row_park(struct sync *s, struct submission *row);	/* till a person does something */
void row_take(struct submission *row, const struct verdict *v);
void row_accepted(struct sync *s, struct lane *l, struct submission *row);
void row_refused(struct sync *s, struct submission *row);
void row_unknown(struct sync *s, struct lane *l, struct submission *row, int seconds);
void row_next_stage(struct sync *s, struct submission *row, enum submission_stage stage);
/* r is the answer to a send; repeated: an earlier one may have brought it there. */
void row_sent(struct sync *s, struct lane *l, struct submission *row,
	      const struct http_reply *r, bool repeated);
void row_absent(struct sync *s, struct lane *l, struct submission *row);
/* Whether the same send once more cannot make two of it. */
bool row_may_repeat(const struct lane *l, const struct submission *row);
/* Whether the portal is asked how things stand before the row's step is taken. */
bool row_looks_first(const struct lane *l, const struct submission *row);
/* v, no yes, is the answer to what goes before row itself, which is not there yet; reason
 * is filled. */
void row_hold(struct lane *l, struct submission *row, const struct verdict *v);
/* The stage of what was to be taken back, or put back, and was not. */
void row_stays(struct submission *row);

/* Why a row cannot move although it is due; NULL: it can. l may be NULL. */
const char *lane_hindrance(const struct lane *l);

/* upload.c: the files of a row go first, one at a time; it waits meanwhile */
size_t upload_next(const struct submission *row);	/* file_count: all are there */
bool upload_ask(struct lane *l, struct http_request *out, struct err *e);
/* Whether there is more to tell of than last time. */
bool upload_moved(struct lane *l);
void upload_report(const struct lane *l, struct sync_report *out);
void upload_read(struct lane *l, const struct http_reply *r);

/* terms.c: whether tags are to be asked for first */
bool terms_due(const struct lane *l, const struct submission *row);
void terms_read(struct lane *l, const struct http_reply *r);

/* freeze.c: fills row->files from the draft, and *bytes with what each holds */
bool freeze_files(struct sync *s, const struct lane *l, struct submission *row,
		  struct buf **bytes, struct err *e);
void frozen_free(struct buf *bytes, size_t n);
/* What hinders the draft's files, a line each. */
bool files_check(struct sync *s, const struct lane *l, int64_t draft, struct buf *out);

void deliver_step(struct sync *s);
void deliver_stop(struct sync *s);
void deliver_stop_lane(struct lane *l);
void deliver_let_go(struct sync *s, int64_t id);	/* ends a look-up or upload of it */

#endif
