/* desk.h - desk.db: drafts, their versions, the outbox; cannot be had again */
#ifndef BANTIN_STORE_DESK_H
#define BANTIN_STORE_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/base/err.h>
#include <bantin/base/profile.h>
#include <bantin/store/attachment.h>

/*
 * One owner at a time: a lock file beside the database (an fcntl lock, so that a dead
 * owner never blocks) names pid, terminal and since when. locking_mode=EXCLUSIVE, WAL,
 * synchronous=FULL. What a function here returned true for is on the disk. A newer
 * schema is refused (ERR_CONFIG) and not touched.
 *
 * A desk.db that is damaged, or gone, is set aside at opening as
 * desk.db.damaged-20200808-224229 (and -wal), never written to; what the newest snapshot
 * and the plain copies hold takes its place, submissions that were under way there become
 * UNKNOWN, and desk_warning says so.
 */
struct desk;

struct desk_owner {
	pid_t pid;
	int64_t since;		/* seconds since 1970 UTC */
	char tty[64];		/* "/dev/pts/3"; "" from cron */
};

/* ERR_BUSY, with the owner in *owner (may be NULL) and in words in e, where another
 * process has it. At opening every SENDING row becomes UNKNOWN. */
bool desk_open(struct desk **out, const struct profile *p, struct desk_owner *owner,
	       struct err *e);
void desk_close(struct desk *d);

/* Asks the owner that desk_open told of to save and leave, as SIGTERM does, and opens the
 * desk as soon as it has, within wait ms. ERR_BUSY: it has not, or nobody of that name is
 * there to be asked; ERR_FAILED: it belongs to another user. */
bool desk_take_over(struct desk **out, const struct profile *p, struct desk_owner *owner,
		    int wait, struct err *e);
/* desk_take_over in steps, for who has other things to do meanwhile: the owner that
 * desk_open told of is asked, and desk_open tried again until it succeeds or the question
 * is taken back. */
bool desk_ask(const struct profile *p, const struct desk_owner *owner, struct err *e);
void desk_ask_no_more(const struct profile *p);
/* For the owner on its way out: whether desk_take_over has asked for the desk, and who has.
 * since: when it did. */
bool desk_asked(const struct desk *d, struct desk_owner *by);

/* What went wrong beside the work itself (a damaged desk or today's snapshot at opening;
 * at the last save the plain copy, or that the disk is full and the draft took the room
 * kept for it): a line for the user, "" when all is well. Borrowed. */
const char *desk_warning(const struct desk *d);

/* Drafts. */
enum desk_save {
	DESK_AUTO,	/* the text alone */
	DESK_EXPLICIT	/* also a version, and a plain copy in the drafts folder */
};

/*
 * Inserts where d->id is 0 (and sets it), else replaces (ERR_NOT_FOUND where it is gone);
 * sets created, modified and version. The draft as it was last saved stays if this
 * fails. A COMMIT that fails is ERR_FAILED, and what is on the disk is then unknown.
 *
 * The plain copy is `<id>-<slug of the title>.md` (`<id>.md` without a title): lines
 * "Title:", "Portal:", "Section:", "Author:", "Tags:", "Summary:" (a line that begins
 * with a tab goes on from the one before), an empty line, the body. It is written when
 * the draft is already safe; if that fails the save has still succeeded, and
 * desk_warning says what happened.
 */
bool desk_draft_save(struct desk *desk, struct draft *d, enum desk_save kind,
		     struct err *e);
/* What an editor keeps beside the text; all borrowed. The log is bytes of its own
 * (edit_history_save); one that no longer fits the text harms nothing. */
struct desk_beside {
	const void *undo;
	size_t undo_len;	/* 0: none, and none is kept */
	const struct draft_attachment *attachments;	/* all there are */
	size_t attachment_count;
	bool open;		/* it is on the screen: desk_open_draft names it from now on */
};

/* The same, and what is beside it replaced in the same transaction; beside NULL: that
 * stays as it is. */
bool desk_draft_save_with(struct desk *desk, struct draft *d, enum desk_save kind,
			  const struct desk_beside *beside, struct err *e);
bool desk_draft(struct desk *desk, int64_t id, struct draft *out, struct err *e);
/* Appends the undo log that was kept with the draft; nothing where there is none. */
bool desk_undo(struct desk *desk, int64_t draft, struct buf *out, struct err *e);
/* In their order; to attachment_list_free. */
bool desk_attachments(struct desk *desk, int64_t draft, struct draft_attachment **list,
		      size_t *n, struct err *e);
/* Newest change first; body left empty when brief. */
bool desk_drafts(struct desk *desk, bool brief, struct draft **list, size_t *n,
		 struct err *e);
/* With its versions, what is beside it and its plain copy; rows of the outbox stay.
 * Refused (ERR_REFUSED) while a submission of it is waiting, sending or unknown. */
bool desk_draft_delete(struct desk *desk, int64_t id, struct err *e);

/* The versions of a draft: explicit saves and submits, the last DESK_VERSIONS_MAX. */
enum { DESK_VERSIONS_MAX = 100 };
enum version_cause { VERSION_SAVED = 0, VERSION_SUBMITTED = 1 };	/* stored */

struct draft_version {
	int64_t number;		/* draft.version after it */
	int64_t saved;		/* seconds since 1970 UTC */
	int64_t bytes;		/* of the body */
	enum version_cause cause;
};

/* Newest first; *list to free(). */
bool desk_history(struct desk *desk, int64_t draft, struct draft_version **list,
		  size_t *n,
		  struct err *e);
/* The draft as it was then: id and version are its own, modified when it was saved. */
bool desk_draft_version(struct desk *desk, int64_t draft, int64_t number,
			struct draft *out,
			struct err *e);

/* The draft open in the editor when the program last ended without closing it; 0 none. */
bool desk_set_open_draft(struct desk *desk, int64_t id, struct err *e);
int64_t desk_open_draft(struct desk *desk);

/* The outbox. */

/* Writes the outbox row (WAITING), its files and the draft's version in one transaction
 * and sets s->id, state and created. From s: draft, portal, title, key (new), payload,
 * stage, remote_*, cleared, files; bytes: what each of the files holds, in their order.
 * ERR_REFUSED where the draft already has a row that is waiting, sending or unknown. */
bool desk_submit(struct desk *desk, struct submission *s, const struct buf *bytes,
		 struct err *e);
/* Appends the bytes of file `place`. They are let go when the row is accepted or
 * cancelled: ERR_NOT_FOUND then. */
bool desk_submission_file(struct desk *desk, int64_t id, size_t place, struct buf *out,
			  struct err *e);
/* Where the portal keeps it now. */
bool desk_file_uploaded(struct desk *desk, int64_t id, size_t place,
			const struct submission_file *f, struct err *e);

/* Oldest first. */
bool desk_outbox(struct desk *desk, struct submission **list, size_t *n, struct err *e);
bool desk_submission(struct desk *desk, int64_t id, struct submission *out,
		     struct err *e);

/* How many rows there are of those that are not over. */
struct outbox_count {
	size_t waiting, sending, unknown;
};
bool desk_outbox_count(struct desk *desk, struct outbox_count *n, struct err *e);

/* Writes every field that may change (state, stage, tries, lookups, sent_at, next_try,
 * remote_*, terms, remark, reason), provided the row's state still is `from`; else
 * ERR_FAILED. */
bool desk_submission_update(struct desk *desk, const struct submission *s,
			    enum submission_state from, struct err *e);

#endif
