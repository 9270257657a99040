/* replay.c - a disk of the mind: what a power cut would have left on it */
#define _GNU_SOURCE
#include "replay.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MAX = 4096, NAMES_MAX = 128, PENDING_MAX = 4096, SECTOR = 512 };

/* A write or a new length that no fsync has made sure of. */
struct change {
	size_t file;
	bool cut;
	int64_t at;
	size_t n;
	const char *data;	/* borrowed from the records */
};

struct name {
	char path[120];
	size_t file;
	bool folder;
};

struct names {
	struct name list[NAMES_MAX];
	size_t n;
};

/* What happened to names since their folder was synced. */
struct move {
	enum record_kind kind;
	char path[120], to[120];
	size_t file;
};

struct disk {
	struct buf files[FILES_MAX];	/* what is surely there */
	size_t file_count;
	struct names sure, seen;
	struct change changes[PENDING_MAX];
	size_t change_count;
	struct move moves[PENDING_MAX];
	size_t move_count;
};

static void overflow(const char *what)
{
	fprintf(stderr, "replay: too many %s\n", what);
	exit(1);
}

static void *room_for(void *list, size_t n, size_t max, size_t size, const char *what)
{
	if (n >= max)
		overflow(what);
	return (char *)list + n * size;
}

struct disk *disk_new(void)
{
	struct disk *d = calloc(1, sizeof(*d));

	if (!d)
		overflow("bytes");
	return d;
}

void disk_free(struct disk *d)
{
	for (size_t i = 0; i < d->file_count; i++)
		buf_clear(&d->files[i]);
	free(d);
}

/* --- names ------------------------------------------------------------------------ */

static struct name *find(struct names *all, const char *path)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->list[i].path, path) == 0)
			return &all->list[i];
	return NULL;
}

static void forget(struct names *all, const char *path)
{
	struct name *name = find(all, path);

	if (name)
		*name = all->list[--all->n];
}

static void add(struct names *all, const char *path, size_t file, bool folder)
{
	forget(all, path);
	struct name *name = room_for(all->list, all->n, NAMES_MAX, sizeof(*name), "names");
	all->n++;
	snprintf(name->path, sizeof(name->path), "%s", path);
	name->file = file;
	name->folder = folder;
}

static void move_names(struct names *all, const struct move *m)
{
	if (m->kind == RECORD_CREATE || m->kind == RECORD_FOLDER)
		add(all, m->path, m->file, m->kind == RECORD_FOLDER);
	if (m->kind == RECORD_UNLINK || m->kind == RECORD_RENAME)
		forget(all, m->path);
	if (m->kind == RECORD_RENAME)
		add(all, m->to, m->file, false);
}

static bool lies_in(const char *path, const char *folder)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (strcmp(folder, ".") == 0)
		return !slash;
	return n == strlen(folder) && strncmp(path, folder, n) == 0;
}

static void sync_folder(struct disk *d, const char *folder)
{
	size_t left = 0;

	for (size_t i = 0; i < d->move_count; i++) {
		if (lies_in(d->moves[i].path, folder))
			move_names(&d->sure, &d->moves[i]);
		else
			d->moves[left++] = d->moves[i];
	}
	d->move_count = left;
}

static void note_move(struct disk *d, enum record_kind kind, const char *path,
		      const char *to, size_t to_len, size_t file)
{
	struct move *m = room_for(d->moves, d->move_count, PENDING_MAX, sizeof(*m),
				  "moves");

	d->move_count++;
	*m = (struct move){.kind = kind, .file = file};
	snprintf(m->path, sizeof(m->path), "%s", path);
	snprintf(m->to, sizeof(m->to), "%.*s", (int)to_len, to);
	move_names(&d->seen, m);
}

/* --- what files hold ----------------------------------------------------------------- */

static void grow(struct buf *b, size_t n)
{
	static const char zeros[4096];

	while (b->len < n)
		buf_add(b, zeros, n - b->len < sizeof(zeros) ? n - b->len
							     : sizeof(zeros));
}

static void apply(struct buf *b, const struct change *c)
{
	size_t at = (size_t)c->at;

	grow(b, at + c->n);
	if (c->cut && b->len > at)
		b->len = at;
	if (c->n)
		memcpy(b->data + at, c->data, c->n);
}

/* After fsync: all of it is there, or, where that failed, none of it ever will be. */
static void settle(struct disk *d, size_t file, bool there)
{
	size_t left = 0;

	for (size_t i = 0; i < d->change_count; i++) {
		if (d->changes[i].file != file)
			d->changes[left++] = d->changes[i];
		else if (there)
			apply(&d->files[file], &d->changes[i]);
	}
	d->change_count = left;
}

static void note_change(struct disk *d, size_t file, const struct record *r,
			const char *data)
{
	struct change *c = room_for(d->changes, d->change_count, PENDING_MAX, sizeof(*c),
				    "writes");

	d->change_count++;
	*c = (struct change){.file = file, .cut = r->kind != RECORD_WRITE, .at = r->at,
			     .n = r->kind == RECORD_WRITE ? r->data : 0, .data = data};
}

static size_t new_file(struct disk *d)
{
	if (d->file_count >= FILES_MAX)
		overflow("files");
	return d->file_count++;
}

void disk_put(struct disk *d, const char *path, const void *data, size_t n)
{
	size_t file = new_file(d);

	buf_add(&d->files[file], data, n);
	add(&d->sure, path, file, false);
	add(&d->seen, path, file, false);
}

void disk_record(struct disk *d, const struct record *r, const char *path,
		 const char *data)
{
	struct name *name = find(&d->seen, path);
	enum record_kind kind = (enum record_kind)r->kind;

	if (kind == RECORD_SYNC && !(name && !name->folder))
		sync_folder(d, path);
	else if (kind == RECORD_FOLDER)
		note_move(d, kind, path, "", 0, 0);
	else if (kind == RECORD_CREATE && !name)
		note_move(d, kind, path, "", 0, new_file(d));
	else if (!name)
		return;
	else if (kind == RECORD_UNLINK || kind == RECORD_RENAME)
		note_move(d, kind, path, data, r->data, name->file);
	else if (kind == RECORD_SYNC || kind == RECORD_SYNC_FAILED)
		settle(d, name->file, kind == RECORD_SYNC);
	else
		note_change(d, name->file, r, data);
}

/* --- the cut ------------------------------------------------------------------------ */

/* Of a torn write some sectors are new and the rest as before. */
static void apply_torn(struct buf *b, const struct change *c, struct rig *chance)
{
	for (size_t from = 0; from < c->n; from += SECTOR) {
		struct change part = *c;

		part.at += (int64_t)from;
		part.data += from;
		part.n = c->n - from < SECTOR ? c->n - from : SECTOR;
		if (rig_below(chance, 2))
			apply(b, &part);
	}
}

static void apply_changes(struct disk *d, size_t file, enum cut cut, struct rig *chance,
			  struct buf *b)
{
	for (size_t i = 0; i < d->change_count; i++) {
		const struct change *c = &d->changes[i];

		if (c->file != file || cut == CUT_ALL)
			continue;
		if (cut == CUT_NOTHING || rig_below(chance, 2))
			apply(b, c);
		else if (cut == CUT_TORN)
			apply_torn(b, c, chance);
	}
}

static bool write_file(const char *path, const struct buf *b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = fd >= 0;

	for (size_t at = 0; ok && at < b->len;) {
		ssize_t n = write(fd, b->data + at, b->len - at);
		ok = n > 0;
		at += ok ? (size_t)n : 0;
	}
	return fd >= 0 && close(fd) == 0 && ok;
}

static bool write_name(struct disk *d, const struct name *name, enum cut cut,
		       struct rig *chance, const char *folder)
{
	char path[400];
	struct buf b = {0};

	snprintf(path, sizeof(path), "%s/%s", folder, name->path);
	if (name->folder)
		return mkdir(path, 0700) == 0 || errno == EEXIST;
	for (char *at = path + strlen(folder) + 1; (at = strchr(at, '/')) != NULL; at++) {
		*at = '\0';
		mkdir(path, 0700);
		*at = '/';
	}
	buf_add(&b, buf_str(&d->files[name->file]), d->files[name->file].len);
	apply_changes(d, name->file, cut, chance, &b);
	bool ok = write_file(path, &b);
	buf_clear(&b);
	return ok;
}

bool disk_write(struct disk *d, enum cut cut, struct rig *chance, const char *folder)
{
	struct names left = d->sure;
	size_t moves = cut == CUT_ALL       ? 0
		       : cut == CUT_NOTHING ? d->move_count
					    : rig_below(chance, (uint32_t)d->move_count + 1);
	bool ok = true;

	for (size_t i = 0; i < moves; i++)
		move_names(&left, &d->moves[i]);
	for (size_t i = 0; ok && i < left.n; i++)
		ok = write_name(d, &left.list[i], cut, chance, folder);
	return ok;
}
