/* desk_in.h - what the files of the desk share */
#ifndef BANTIN_SRC_STORE_DESK_IN_H
#define BANTIN_SRC_STORE_DESK_IN_H

#include <bantin/store/desk.h>

#include "db.h"

extern const struct db_kind desk_kind;

struct desk {
	struct db *db;
	char *data, *drafts;	/* folders */
	int lock;		/* descriptor that holds the lock */
	char warning[ERR_TEXT_MAX];
};

/* Takes the lock and signs it; the descriptor in *fd. ERR_BUSY with the owner. */
bool lock_take(int *fd, const char *path, struct desk_owner *owner, struct err *e);
void lock_drop(int fd);
/* Writes beside the owner's name that this process asks it to leave, or no longer asks. */
void lock_ask(const char *path, bool ask);
/* Whether somebody who is still there has asked the owner of the lock fd, and who. */
bool lock_asked(int fd, struct desk_owner *asker);

/* Writes today's copy of the database into the folder data unless it is there, or there
 * is no draft to copy, and removes all but the newest three. */
bool snapshot_take(struct db *db, const char *data, int64_t now, struct err *e);

/* Writes a copy of the database into a new file at path (0600). */
bool snapshot_copy(struct db *db, const char *path, struct err *e);
bool sync_path(const char *path, int flags);	/* to the disk; flags of open() */

/* The snapshots in the folder, newest first: paths, the caller's. */
enum { SNAPSHOTS_MAX = 16 };
size_t snapshot_list(const char *data, char *paths[SNAPSHOTS_MAX]);

/* desk_damage.c: opens desk.db, and where it is damaged or gone while there is something
 * to put in its place, sets it aside and puts that there. told: what happened, for the
 * clerk; nothing where all is well. The lock is held. */
bool damage_open(struct db **db, const struct profile *p, struct buf *told,
		 struct err *e);

/* SQLite's log of the database at path is there and holds something. */
bool log_is_left(const char *path);
/* Removes a database with what SQLite keeps beside it. */
void desk_remove_files(const char *path);

/* desk_merge.c: drafts that come from elsewhere. */
bool draft_same(const struct draft *a, const struct draft *b);	/* the texts alone */
/* Under the id d->id, which is free. uid NULL: a new one. */
bool merge_insert(struct desk *desk, const struct draft *d, const char *uid,
		  struct err *e);
/* Puts the texts of d over those of the draft d->id, which are kept as a version. */
bool merge_replace(struct desk *desk, const struct draft *d, struct err *e);
/* A version of the draft as it is, unless the newest one is that already. */
bool merge_add_version(struct desk *desk, int64_t id, struct err *e);
/* What was under way may have been sent since from elsewhere: nobody knows. */
bool merge_doubt(struct desk *desk, struct err *e);

/* Keeps some room on the disk for the last draft, and gives it back: false where there
 * is none. */
void reserve_keep(const char *data);
bool reserve_give(const char *data);

/* The plain copy of a draft, and its removal (keep: a name that stays, or NULL). */
void copy_text(struct buf *out, const struct draft *d);
/* Reads what copy_text wrote; any bytes. */
void copy_read(struct draft *d, const char *s, size_t n);
/* The draft's number in a copy's name; 0: no such name. */
int64_t copy_id(const char *name);
bool copy_write(const char *drafts, const struct draft *d, struct err *e);
void copy_remove(const char *drafts, int64_t id, const char *keep);

/* Gives the draft its next version number and stores what it holds under that. */
bool desk_add_version(struct desk *desk, int64_t draft, enum version_cause cause,
		      struct err *e);

/* desk_beside.c; within a transaction. */
bool desk_put_beside(struct desk *desk, int64_t draft, const struct desk_beside *b,
		     struct err *e);
bool desk_forget_beside(struct desk *desk, int64_t draft, struct err *e);

/* desk_outbox_file.c; put within a transaction. */
bool desk_put_files(struct desk *desk, int64_t id, const struct submission *s,
		    const struct buf *bytes, struct err *e);
bool desk_load_files(struct desk *desk, struct submission *s, struct err *e);
bool desk_drop_bytes(struct desk *desk, int64_t id, struct err *e);

/* Whether a submission of the draft is waiting, sending or unknown. */
bool desk_under_way(struct desk *desk, int64_t draft, bool *under_way, struct err *e);
bool desk_no_draft(int64_t id, struct err *e);	/* ERR_NOT_FOUND; false */

#endif
