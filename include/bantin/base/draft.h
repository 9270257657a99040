/* draft.h - the nouns of writing: draft and submission */
#ifndef BANTIN_BASE_DRAFT_H
#define BANTIN_BASE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/base/uuid.h>

/* Strings owned, clean NFC UTF-8, never NULL once filled by the desk ("" instead). */
struct draft {
	int64_t id;		/* 0 before it is stored */
	char *portal;		/* name; "" = not chosen yet */
	char *title, *section, *summary, *author, *tags;
	char *body;		/* Markdown; lines end in \n */
	int64_t created, modified;
	int64_t version;	/* counts explicit saves and submits */
	int64_t submission;	/* newest outbox row of it; 0 none */
};

/*
 * portal.md, "exactly once", 2:  waiting -> sending -> accepted | refused | unknown,
 * and cancelled. Values are stored: never renumber.
 */
enum submission_state {
	SUBMISSION_WAITING = 0,
	SUBMISSION_SENDING = 1,
	SUBMISSION_UNKNOWN = 2,
	SUBMISSION_ACCEPTED = 3,
	SUBMISSION_REFUSED = 4,
	SUBMISSION_CANCELLED = 5
};

/* What the next send is to do, or the last one did; stored, never renumber. */
enum submission_stage {
	STAGE_CREATE = 0,	/* make it there; on most portals that is all */
	STAGE_FINISH = 1,	/* it stands there under remote_id; hand it to the editors */
	STAGE_UPDATE = 2,	/* put this text in the place of what stands at remote_id */
	STAGE_WITHDRAW = 3,	/* take it back from the portal */
	STAGE_RESTORE = 4	/* put back there what was withdrawn */
};

/* A file that goes with a submission; its bytes are frozen in the desk. */
struct submission_file {
	char *name, *type;	/* name without folders; MIME type */
	int64_t size;		/* bytes */
	char key[UUID_MAX];	/* Idempotency-Key of its upload */
	char *url, *remote_id;	/* where the portal keeps it; NULL until uploaded */
};

struct submission {
	int64_t id;		/* outbox row */
	int64_t draft;		/* the draft it was made from */
	char *portal;
	char *title;		/* for lists */
	char key[UUID_MAX];	/* Idempotency-Key and uid; never changes */
	char *payload;		/* the frozen bytes to send */
	size_t payload_len;	/* bytes */
	enum submission_state state;
	enum submission_stage stage;
	int tries;		/* sends begun */
	int lookups;		/* look-ups answered "not there" since the last send */
	int64_t created;	/* seconds since 1970 UTC, as all times here */
	int64_t sent_at;	/* begin of the last send; 0 never */
	int64_t next_try;	/* 0: as soon as the line is up */
	char *remote_id, *remote_url;
	char *remote_status;	/* the portal's word: "pending", "published", "draft", "trash" */
	char *remote_version;	/* which text stands there, in the portal's way; NULL */
	char *remote_before;	/* remote_status before it was withdrawn; NULL */
	char *cleared;		/* what STAGE_UPDATE leaves empty that was not, in the
				 * portal's words, a space between two; NULL */
	char *terms;		/* its tags on the portal: lines of a number, 0 where it
				 * has none, a tab and the tag; NULL: not asked for */
	char *remark;		/* the editor's */
	char *reason;		/* of the last failure or refusal, in words */
	struct submission_file *files;	/* in the order they go up; owned */
	size_t file_count;
};

const char *submission_state_name(enum submission_state s);	/* "waiting", for --json */
const char *submission_stage_name(enum submission_stage s);	/* "create", for --json */

/* What became of a bulletin that the portal took, by remote_status. */
enum submission_fate { FATE_PENDING, FATE_PUBLISHED, FATE_RETURNED, FATE_DROPPED,
		       FATE_WITHDRAWN };
enum submission_fate submission_fate(const struct submission *s);
/* What an editor wrote who gave it back, for who corrects the draft; NULL: not given back,
 * or without a word. Borrowed. */
const char *submission_remark(const struct submission *s);
/* Appends the tags that did not go with it, as its portal does not have them, with commas
 * between. */
void submission_left_out(const struct submission *s, struct buf *out);
/* What became of it in two or three words, translated: "being sent", "returned". */
const char *submission_words(const struct submission *s);

/* Waiting, sending or unknown. */
bool submission_is_open(const struct submission *s);
/* Whether what it does is taking back, or putting back, what the portal has. */
bool submission_takes_back(const struct submission *s);

void draft_clear(struct draft *d);
void draft_list_free(struct draft *list, size_t n);
void submission_clear(struct submission *s);
void submission_list_free(struct submission *list, size_t n);

#endif
