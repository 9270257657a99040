/* backup.c - the desk as one file: written, read back and checked */
#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>

enum { VERSION = 1, HEAD_MAX = 128, CHUNK = 65536 };

static const char magic[] = "bantin-backup ";

void backup_files_free(struct backup_file *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(list[i].name);
		free(list[i].bytes);
	}
	free(list);
}

bool backup_is_one(const char *s, size_t n)
{
	return n >= sizeof(magic) - 1 && memcmp(s, magic, sizeof(magic) - 1) == 0;
}

struct head {
	int64_t made, length;
	uint64_t hash;
};

/* The hash of a run of bytes is that of its chunks' hashes, one after another. */
static uint64_t hash_more(uint64_t so_far, const void *p, size_t n)
{
	const uint64_t both[2] = {so_far, hash_bytes(p, n)};
	unsigned char bytes[16];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(both[i / 8] >> (i % 8 * 8));
	return hash_bytes(bytes, sizeof(bytes));
}

/* A whole chunk, or what is left: pipes give as they please. */
static ssize_t read_chunk(int fd, char chunk[CHUNK])
{
	size_t have = 0;

	while (have < CHUNK) {
		ssize_t n = read(fd, chunk + have, CHUNK - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		have += (size_t)n;
	}
	return (ssize_t)have;
}

/* --- writing ----------------------------------------------------------------- */

/* By the texts that every backup leaves in the history it is seen which came first. */
static bool add_versions(struct desk *desk, struct err *e)
{
	struct draft *list;
	size_t n;
	bool ok = desk_drafts(desk, true, &list, &n, e);

	for (size_t i = 0; ok && i < n; i++)
		ok = merge_add_version(desk, list[i].id, e);
	draft_list_free(list, n);
	return ok;
}

static bool put_file(struct db *db, const struct backup_file *f, struct err *e)
{
	struct stmt *s = db_stmt(db, "INSERT INTO backup_file VALUES (?, ?)", e);

	if (!s)
		return false;
	bind_text(s, f->name);
	bind_blob(s, f->bytes, f->len);
	return stmt_run(s, e);
}

static bool complete(struct db *db, const struct backup_file *files, size_t n,
		     struct err *e)
{
	bool ok = db_exec(db,
			  "CREATE TABLE backup_file (name TEXT PRIMARY KEY,"
			  " bytes BLOB NOT NULL) STRICT;"
			  "DELETE FROM undo; DELETE FROM setting",
			  e);

	for (size_t i = 0; ok && i < n; i++)
		ok = put_file(db, &files[i], e);
	return ok;
}

static bool make_copy(struct desk *desk, const struct backup_file *files, size_t n,
		      const char *path, struct err *e)
{
	struct db *db;

	if (!snapshot_copy(desk->db, path, e) ||
	    !db_open(&db, path, &desk_kind, DB_WRITE, e))
		return false;
	bool ok = db_begin(db, e);
	ok = ok && db_end(db, complete(db, files, n, e), e);
	db_close(db);
	return ok && (!log_is_left(path) ||
		      err_set(e, ERR_FAILED, _("cannot write %s"), path));
}

static bool measure(int in, struct head *h, struct err *e)
{
	char *chunk = mem_alloc(CHUNK);
	ssize_t n;

	while ((n = read_chunk(in, chunk)) > 0) {
		h->hash = hash_more(h->hash, chunk, (size_t)n);
		h->length += n;
	}
	free(chunk);
	return n == 0 || err_errno(e, ERR_FAILED, _("cannot read"));
}

static bool write_out(int in, int out, struct err *e)
{
	struct head h = {.made = clock_now()};
	char line[HEAD_MAX];
	bool ok = measure(in, &h, e);
	int n = snprintf(line, sizeof(line),
			 "%s%d %" PRId64 " %" PRId64 " %016" PRIx64 "\n", magic, VERSION,
			 h.made, h.length, h.hash);
	char *chunk = mem_alloc(CHUNK);
	ssize_t got = 0;

	ok = ok && file_write_fd(out, line, (size_t)n, e) && lseek(in, 0, SEEK_SET) == 0;
	while (ok && (got = read_chunk(in, chunk)) > 0)
		ok = file_write_fd(out, chunk, (size_t)got, e);
	free(chunk);
	return ok && (got == 0 || err_errno(e, ERR_FAILED, _("cannot read")));
}

bool desk_backup(struct desk *desk, const struct backup_file *files, size_t n, int fd,
		 struct err *e)
{
	char *path = file_join(desk->data, "desk-backup.new");
	int in = -1;

	desk_remove_files(path);
	bool ok = db_begin(desk->db, e);
	ok = ok && db_end(desk->db, add_versions(desk, e), e) &&
	     make_copy(desk, files, n, path, e);
	if (ok && (in = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) < 0)
		ok = err_errno(e, ERR_FAILED, _("cannot open %s"), path);
	ok = ok && write_out(in, fd, e);
	if (in >= 0)
		close(in);
	desk_remove_files(path);
	free(path);
	return ok;
}

/* --- reading ----------------------------------------------------------------- */

static bool no_backup(struct err *e)
{
	return err_set(e, ERR_FORMAT, _("this is no backup that bantin has made"));
}

static bool damaged(struct err *e)
{
	return err_set(e, ERR_FORMAT,
		       _("the backup is damaged or not whole; nothing was changed"));
}

static bool newer(struct err *e)
{
	return err_set(e, ERR_CONFIG,
		       _("the backup was made by a newer bantin; bring this one up to "
			 "date first"));
}

static bool read_head(int fd, struct head *h, struct err *e)
{
	char line[HEAD_MAX] = "";
	size_t n = 0;
	int version, end = 0;

	while (n + 1 < sizeof(line) && read(fd, line + n, 1) == 1 && line[n++] != '\n')
		;
	line[n] = '\0';
	if (!backup_is_one(line, n))
		return no_backup(e);
	if (sscanf(line + sizeof(magic) - 1, "%9d", &version) == 1 && version > VERSION)
		return newer(e);
	if (sscanf(line + sizeof(magic) - 1,
		   "%9d %18" SCNd64 " %18" SCNd64 " %16" SCNx64 "\n%n", &version,
		   &h->made, &h->length, &h->hash, &end) != 4 ||
	    end == 0)
		return damaged(e);
	return true;
}

static bool copy_in(int fd, const struct head *h, int out, struct err *e)
{
	struct head is = {0};
	char *chunk = mem_alloc(CHUNK);
	ssize_t n = 0;
	bool ok = true;

	while (ok && is.length <= h->length && (n = read_chunk(fd, chunk)) > 0) {
		is.hash = hash_more(is.hash, chunk, (size_t)n);
		is.length += n;
		ok = file_write_fd(out, chunk, (size_t)n, e);
	}
	free(chunk);
	if (n < 0)
		return err_errno(e, ERR_FAILED, _("cannot read"));
	return ok && ((is.length == h->length && is.hash == h->hash) || damaged(e));
}

static bool look_through(const char *path, struct err *e)
{
	struct db *db;
	bool bad;
	struct err why;

	if (db_open_whole(&db, path, &desk_kind, DB_WRITE, &bad, &why)) {
		db_close(db);
		return true;
	}
	if (why.kind == ERR_CONFIG)
		return newer(e);
	return bad ? damaged(e) : err_set(e, why.kind, "%s", why.text);
}

bool desk_restore(struct desk *desk, int fd, struct restored *r, struct err *e)
{
	char *path = file_join(desk->data, "desk-restore.new");
	struct head h;

	*r = (struct restored){0};
	desk_remove_files(path);
	int out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = out >= 0 || err_errno(e, ERR_FAILED, _("cannot make %s"), path);
	ok = ok && read_head(fd, &h, e) && copy_in(fd, &h, out, e);
	if (out >= 0)
		close(out);
	ok = ok && look_through(path, e);
	r->made = h.made;
	ok = ok && restore_merge(desk, path, r, e);
	desk_remove_files(path);
	free(path);
	return ok;
}
