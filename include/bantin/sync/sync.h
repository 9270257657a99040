/* sync.h - the one object that screens and commands talk to about the network */
#ifndef BANTIN_SYNC_SYNC_H
#define BANTIN_SYNC_SYNC_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/base/err.h>
#include <bantin/base/portal.h>
#include <bantin/store/archive.h>
#include <bantin/store/desk.h>

/*
 * Decides when to fetch, what to keep, what to send and what a reply means. It is a
 * set of small state machines, one refresh a portal and one delivery at a time, that
 * move only inside sync_step; sync_wait is the program's only place to wait. The
 * network writes into the two databases and nowhere else; who wants to see reads them.
 */
struct sync;

struct sync_setup {
	struct archive *archive;	/* opened for writing; borrowed */
	struct desk *desk;		/* borrowed; NULL: nothing is sent */
	const struct portal *portals;	/* copied */
	size_t portal_count;
	bool offline;			/* start nothing until sync_set_offline(false) */
	int patience;			/* seconds without a byte, then a call is lost; 0: 60 */
	int64_t max_bytes;		/* on the wire, where reading stops; 0: none */
	bool elsewhere;			/* the archive is another's to fill: only sent is here */
};

struct sync *sync_new(const struct sync_setup *setup);
void sync_free(struct sync *s);

/* In place of setup's NULL, once another program has left the desk: what waits goes
 * out. */
void sync_set_desk(struct sync *s, struct desk *desk);

size_t sync_portal_count(const struct sync *s);
const struct portal *sync_portal(const struct sync *s, size_t i);
const struct portal *sync_find(const struct sync *s, const char *name);	/* or NULL */
/* Copied; replaces by name: what is under way there ends, and submissions that waited
 * for the portal or its token are due. */
void sync_add_portal(struct sync *s, const struct portal *p);

/* Starts a refresh of one portal (or NULL, all) and makes waiting submissions due.
 * full reads every page to the end. Already under way: nothing happens. */
bool sync_start(struct sync *s, const char *portal, bool full, struct err *e);

/* Whether portals with an interval are read again by themselves, as long as sync_wait and
 * sync_step are called; at first they are not. What is left of an interval since the last
 * success is waited for, and nothing happens while offline. */
void sync_set_intervals(struct sync *s, bool on);

/* Makes due submissions go out without a refresh. */
void sync_deliver(struct sync *s);
/* Ends reading; a send under way becomes unknown, what else is due waits a while. */
void sync_stop(struct sync *s);
bool sync_busy(const struct sync *s);		/* anything under way now */
void sync_set_offline(struct sync *s, bool offline);
bool sync_offline(const struct sync *s);	/* the setting, not the line's state */

/* Waits for fds, the network or the next timer of its own, at most timeout_ms. */
bool sync_wait(struct sync *s, struct pollfd *fds, size_t n, int timeout_ms,
	       struct err *e);

enum sync_change {
	SYNC_ARTICLES = 1,	/* the archive has other rows */
	SYNC_OUTBOX = 2,	/* a submission changed */
	SYNC_STATUS = 4,	/* progress, online state, counters, poll */
	SYNC_FETCH = 8		/* the file that is being fetched */
};

/* Takes one step without blocking; what changed since the last call, as bits. */
unsigned sync_step(struct sync *s);

/* Waits and steps until nothing is under way: for commands without a screen. Ends early
 * when *stop (may be NULL; set by a signal handler) becomes nonzero. */
bool sync_run(struct sync *s, const volatile int *stop, struct err *e);

enum sync_line { SYNC_LINE_UNKNOWN, SYNC_LINE_UP, SYNC_LINE_DOWN };

/* What the status line and `sync --json` tell of a portal, since sync_start. */
struct sync_report {
	const char *portal;
	bool busy;
	enum sync_line line;
	int64_t last_success;	/* seconds since 1970; 0 never */
	size_t fetched;		/* new articles */
	size_t updated, unchanged, bad;
	size_t gone;		/* taken away by the portal, as a sweep found */
	size_t pages, requests;
	int64_t bytes;		/* on the wire */
	int64_t rate;		/* of them a second, while reading; 0: not known yet */
	int64_t left;		/* of the page that is arriving; -1 nobody says */
	size_t sent;		/* submissions accepted */
	int64_t file_sent, file_size;	/* bytes of the file that goes up; size 0 none */
	size_t errors;
	enum err_kind error_kind;
	char error[ERR_TEXT_MAX];	/* "" or the last failure in words */
};
bool sync_report(const struct sync *s, const char *portal, struct sync_report *out);

/* Fetches the text of an article of which the head alone is here (article.partial); it is
 * in the archive when sync is not busy any more, failures are in the report. */
bool sync_article(struct sync *s, int64_t id, struct err *e);

/* Freezes the draft for its portal (or the only one) and puts it in the outbox, then
 * sends when the line allows. ERR_USAGE with what is missing (title, body, token). */
bool sync_submit(struct sync *s, int64_t draft, int64_t *outbox, struct err *e);

/* Of n sections the one with that id or, marks and case not needed, title; NULL where
 * there is none, or several of that title. Points into list. */
const char *sync_section_named(const struct section *list, size_t n, const char *typed);

/* What would keep sync_submit from being accepted, and what a careful editor would
 * look at; one finding a line in out. True when nothing forbids it. */
bool sync_check(struct sync *s, const struct draft *d, struct buf *out);

/* The next permitted step now. ERR_REFUSED for rows that are ACCEPTED or CANCELLED, or
 * REFUSED and their draft was submitted again since. */
bool sync_outbox_retry(struct sync *s, int64_t id, struct err *e);
/* Only WAITING and REFUSED rows, ERR_REFUSED else. One that was to be withdrawn, or put
 * back, is ACCEPTED again. */
bool sync_outbox_cancel(struct sync *s, int64_t id, struct err *e);
/* The clerk's own word on an UNKNOWN row: it is there (accepted), or send it again. Not
 * for what is being withdrawn or put back: that can be repeated. */
bool sync_outbox_settle(struct sync *s, int64_t id, bool accepted, struct err *e);

/* Takes an ACCEPTED row back from its portal, and puts back there what was withdrawn, each
 * WAITING until the line is up. A no of the portal leaves it ACCEPTED with the reason.
 * ERR_REFUSED for rows that do not stand there, or are not withdrawn. */
bool sync_outbox_withdraw(struct sync *s, int64_t id, struct err *e);
bool sync_outbox_restore(struct sync *s, int64_t id, struct err *e);

/* Fetches the poll, or votes and stores the answer; the result is in the archive when
 * sync is not busy any more; failures are in the report. */
bool sync_poll(struct sync *s, const char *portal, struct err *e);
bool sync_vote(struct sync *s, const char *portal, const char *option, struct err *e);

/* What a portal is asked with before it is known; borrowed. */
struct sync_address {
	const char *url;		/* as people type it */
	const char *token;		/* NULL: none, and no signing in */
	const char *ca;			/* as in struct portal; NULL: none */
};

/* What was seen on the way, for those who look after the site. {0} to begin with. */
struct probe_log {
	struct buf steps;	/* "URL: STATUS TYPE", a line for each thing asked */
	const char *kind;	/* as in discover_note; NULL: nothing answered */
	struct buf detail;	/* the same's, of the last answer */
};
void probe_log_clear(struct probe_log *l);

/* Finds out what the address speaks into p, whose name is made from the host; where there
 * is a token, tries it. Waits for it, 30 s for each answer, or until *stop is not 0. log
 * and stop may be NULL. */
bool sync_probe(const struct sync_address *at, struct portal *p, struct probe_log *log,
		const volatile int *stop, struct err *e);

/* Asks the portal whether p->token is good and what it may do (fills p->can and
 * p->media_url). ERR_REFUSED, in the portal's words, when it is not. */
bool sync_sign_in(struct portal *p, const volatile int *stop, struct err *e);

enum probe_state { PROBE_NONE, PROBE_RUNNING, PROBE_OVER };

/* The same two beside all else, one at a time, within sync_step; what goes on is given up
 * for a new one. Offline too: somebody asked for it. */
void sync_probe_start(struct sync *s, const struct sync_address *at);
void sync_sign_in_start(struct sync *s, const struct portal *p);
enum probe_state sync_probe_state(const struct sync *s);
void sync_probe_stop(struct sync *s);		/* OVER, ERR_CANCELLED */
/* When it is OVER: as sync_probe; then NONE. */
bool sync_probe_end(struct sync *s, struct portal *p, struct err *e);

/* --- fetching a file, one at a time ------------------------------------------- */

enum { FETCH_MAX = 200 << 20 };	/* bytes of the largest file */

struct fetch_file {
	const char *url;	/* absolute; any site's, for no credentials go with it */
	const char *title, *type;	/* for its name and its kind; NULL unknown */
	int64_t size;		/* bytes, as the article says; -1 unknown */
	/* Where to: a private folder, made where there is none (path NULL); or a folder
	 * that is there, or the path of the new file; or, where fd >= 0, there. */
	const char *folder, *path;
	int fd;
};

enum fetch_state { FETCH_NONE, FETCH_LOOKING, FETCH_LOOKED, FETCH_RUNNING, FETCH_DONE,
		   FETCH_FAILED };

struct fetch_report {
	enum fetch_state state;
	int64_t done, total;	/* bytes; total -1 unknown */
	bool resumed;		/* what came earlier was gone on from */
	const char *path;	/* DONE: where it lies now; borrowed; NULL: fd */
	struct err err;		/* FAILED: why */
};

/* Asks how large it is; then LOOKED, with total -1 where nobody says. */
bool sync_fetch_look(struct sync *s, const struct fetch_file *f, struct err *e);

/* Fetches it. A line that breaks is gone on from, a few times by itself, else by the next
 * sync_fetch of the same file; nothing is overwritten. False: it did not begin. */
bool sync_fetch(struct sync *s, const struct fetch_file *f, struct err *e);
bool sync_fetching(const struct sync *s);	/* LOOKING or RUNNING */
void sync_fetch_stop(struct sync *s);		/* FAILED, ERR_CANCELLED; what came stays */
void sync_fetch_report(const struct sync *s, struct fetch_report *out);

#endif
