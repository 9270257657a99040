/* portal.h - the table of functions that every family of portals fills */
#ifndef BANTIN_NET_PORTAL_H
#define BANTIN_NET_PORTAL_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/base/err.h>
#include <bantin/base/portal.h>
#include <bantin/net/http.h>
#include <bantin/net/jsonfeed.h>

/*
 * No function here does I/O: an `ask` builds a request, a `read` says what the reply
 * means. Whoever runs the loop carries one to the other. A slot that is NULL is
 * something the family cannot do. A request's strings are the caller's to clear.
 */

/* What a reply to a write means (portal.md, "Writing: exactly once", 3 and 4). */
enum verdict_kind {
	VERDICT_ACCEPTED,	/* remote_id or remote_url is there */
	VERDICT_REFUSED,	/* reason is shown, no blind retry */
	VERDICT_RETRY,		/* 429 or 5xx, whole: later (retry_after or back-off) */
	VERDICT_NOT_SENT,	/* certainly not there: again */
	VERDICT_UNKNOWN,	/* nobody knows */
	VERDICT_STEP		/* done so far; `stage` comes next */
};

struct verdict {
	enum verdict_kind kind;
	char *remote_id, *remote_url, *remote_status;
	char *remote_version;	/* submission.remote_version; NULL */
	char *remark;		/* the editor's */
	char *reason;		/* in words, clean; NULL when accepted */
	enum submission_stage stage;	/* of VERDICT_STEP */
	int retry_after;	/* seconds; -1 */
};
void verdict_clear(struct verdict *v);

enum lookup_kind {
	LOOKUP_FOUND,		/* the verdict beside it: ACCEPTED, or STEP */
	LOOKUP_ABSENT,		/* a whole answer says that the stage is not done */
	LOOKUP_CONFLICT,	/* somebody changed it there since; reason is filled */
	LOOKUP_UNABLE,		/* this portal cannot look up */
	LOOKUP_FAILED		/* no answer worth the name: try later */
};

enum glance {
	GLANCE_SAME,		/* nothing that readers see has changed */
	GLANCE_CHANGED,		/* it has, or nobody knows */
	GLANCE_UNABLE,		/* this portal cannot be asked so */
	GLANCE_OFFLINE		/* nothing can be asked now */
};

/* A page of what is to be read. Conditional fields only for the first page. */
struct pull {
	const char *url;		/* NULL: the portal's first page */
	const char *etag, *last_modified;
	/* What a family that is `by_time` is asked for; seconds since 1970, 0: all. */
	int64_t modified_after, published_after;
	bool light;			/* without the texts, where that can be had */
};

/* The portal's word on one of the user's own submissions. */
struct own_status {
	char *uid;		/* our key, without "urn:uuid:"; may be NULL */
	char *remote_id, *remote_url, *remote_status, *remote_version, *remark;
};

struct portal_ops {
	const char *family;	/* "JSON Feed + Micropub" */

	/*
	 * Reading: the body of the reply goes to a reader of the family's dialect (NULL:
	 * JSON Feed itself). by_time: no validators, but what changed after a time can be
	 * asked for. next: the next page's address where a header names it; the caller's.
	 */
	const struct feed_dialect *dialect;
	bool by_time;
	void (*pull_ask)(const struct portal *p, const struct pull *what,
			 struct http_request *out);
	char *(*pull_next)(const struct portal *p, const struct http_reply *r);
	/* One short question before reading, where there is one: has anything changed
	 * since `since`, a mark of an earlier answer (NULL: there is none). *mark, the
	 * caller's: what to ask with after all was read; NULL: as this time. */
	void (*glance_ask)(const struct portal *p, const char *since,
			   struct http_request *out);
	enum glance (*glance_read)(const struct portal *p, const struct http_reply *r,
				   char **mark);
	/* The sections, where they do not come with the items. */
	void (*sections_ask)(const struct portal *p, struct http_request *out);
	bool (*sections_read)(const struct portal *p, const struct http_reply *r,
			      struct section **list, size_t *n, struct err *e);
	/* A page of the keys of all that stands there now (pull_next goes on), for those
	 * that tell nothing of what they take away. Appends to list, a growing array. */
	void (*keys_ask)(const struct portal *p, const char *url,
			 struct http_request *out);
	bool (*keys_read)(const struct portal *p, const struct http_reply *r,
			  char ***list, size_t *n, size_t *cap, struct err *e);
	/* The one article of a key, whole, in the dialect. */
	void (*article_ask)(const struct portal *p, const char *key,
			    struct http_request *out);

	/*
	 * Writing. freeze makes the payload that a submission carries from then on; the
	 * other functions go by the row's stage and by where its files are. update_looks:
	 * before STAGE_UPDATE or STAGE_RESTORE is sent, look-up says whether the place is
	 * as it was. What is sent in a stage other than STAGE_CREATE may be sent again.
	 */
	bool update_looks;
	bool own_sections;	/* takes no section but those of its list */
	bool (*freeze)(const struct portal *p, const struct draft *d, const char *key,
		       struct buf *payload, struct err *e);
	/* What row, which takes the place of last, is to empty there (row.cleared); the
	 * caller's, NULL: nothing. */
	char *(*cleared)(const struct submission *last, const struct submission *row);
	void (*submit_ask)(const struct portal *p, const struct submission *s,
			   struct http_request *out);
	void (*submit_read)(const struct portal *p, const struct submission *s,
			    const struct http_reply *r, struct verdict *out);
	void (*lookup_ask)(const struct portal *p, const struct submission *s,
			   struct http_request *out);
	enum lookup_kind (*lookup_read)(const struct portal *p,
					const struct submission *s,
					const struct http_reply *r, struct verdict *out);
	/* The user's own posts with the editors' decisions; rows: those to ask for. */
	void (*own_ask)(const struct portal *p, const struct submission *rows, size_t n,
			struct http_request *out);
	bool (*own_read)(const struct portal *p, const struct http_reply *r,
			 struct own_status **list, size_t *n, struct err *e);
	/* What editors wrote to one of them, where own_read cannot know: o->remark. */
	void (*remark_ask)(const struct portal *p, const struct own_status *o,
			   struct http_request *out);
	bool (*remark_read)(const struct portal *p, const struct http_reply *r,
			    struct own_status *o, struct err *e);
	/* What it says of itself to everybody, where a page only named it: fills
	 * p->title, and fails where it does not answer as its family does. */
	void (*site_ask)(const struct portal *p, struct http_request *out);
	bool (*site_read)(struct portal *p, const struct http_reply *r, struct err *e);
	/* What the portal and this token can do: fills p->media_url, p->can. */
	void (*config_ask)(const struct portal *p, struct http_request *out);
	bool (*config_read)(struct portal *p, const struct http_reply *r, struct err *e);
	/* Where tags go by numbers: as long as terms_due the portal is asked; *terms,
	 * the caller's, is what the row knows then (ACCEPTED). What the portal does not
	 * have and will not make is left out. */
	bool (*terms_due)(const struct submission *s);
	void (*terms_ask)(const struct portal *p, const struct submission *s,
			  struct http_request *out);
	void (*terms_read)(const struct portal *p, const struct submission *s,
			   const struct http_reply *r, struct verdict *out, char **terms);
	/* data: n bytes of file f; accepted: remote_url, and remote_id where it has one. */
	void (*upload_ask)(const struct portal *p, const struct submission_file *f,
			   const void *data, size_t n, struct http_request *out);
	void (*upload_read)(const struct portal *p, const struct http_reply *r,
			    struct verdict *out);

	void (*poll_ask)(const struct portal *p, struct http_request *out);
	bool (*poll_read)(const struct portal *p, const struct http_reply *r,
			  struct poll *out, struct err *e);
	void (*vote_ask)(const struct portal *p, const char *option, const char *key,
			 struct http_request *out);
	bool (*vote_read)(const struct portal *p, const struct http_reply *r,
			  struct poll *out, struct err *e);
};

/* NULL for a family that is not there yet. */
const struct portal_ops *portal_ops(enum portal_family family);
void own_status_free(struct own_status *list, size_t n);

/* Why a reply is no success, in words that reach the clerk: the portal's own
 * error_description, or "detail" of a problem+json, or what the status means. */
void portal_reason(const struct http_reply *r, struct buf *out);

#endif
