/* power.c - the power goes at any write of a session: what was told stays true */
#define _GNU_SOURCE
#include "replay.h"
#include "sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IDS_MAX = 64, TOLD_MAX = 512, TEXTS = 40, PARTS = 3, TRACES_FAILING = 4 };

/* A line a session told, or a look. */
struct told {
	bool row;
	int id, state;	/* text number, or rank of the row's state */
};

struct session {
	struct told told[TOLD_MAX];
	size_t count;
	char *records;		/* mapped */
	size_t size;
	int texts;		/* the last that was tried */
};

/* Where the power goes while it is sent, nobody knows: SENDING is UNKNOWN then. */
static int rank_of(const char *state)
{
	return strcmp(state, "waiting") == 0 ? 0 : strcmp(state, "accepted") == 0 ? 2 : 1;
}

static size_t read_told(const char *text, struct told *out, size_t had)
{
	char what[8], state[24];
	int id;

	for (; sscanf(text, "%7s %d %23s", what, &id, state) == 3 && had < TOLD_MAX;
	     text = strchr(text, '\n') + 1) {
		bool row = strcmp(what, "row") == 0;
		out[had++] = (struct told){row, id, row ? rank_of(state) : atoi(state)};
	}
	return had;
}

static bool map_records(struct session *s, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0;

	s->size = ok ? (size_t)st.st_size : 0;
	s->records = ok ? mmap(NULL, s->size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	if (fd >= 0)
		close(fd);
	return ok && s->records != MAP_FAILED;
}

/* The session is left and taken up again, so that the desk is closed and opened too. In
 * part `failing` one fsync fails. */
static bool record(struct rig *r, const struct place *at, int failing, struct session *s,
		   char failed[120])
{
	char path[160], first[16], last[16];
	struct outcome o = {0};

	snprintf(path, sizeof(path), "%s/records", r->tmp);
	unlink(path);
	tree_remove(r->profile);
	*s = (struct session){.texts = PARTS * TEXTS};
	failed[0] = '\0';
	for (int part = 0; part < PARTS; part++) {
		struct fault f = {.record = path};
		if (part == failing) {
			f.calls = "sync";
			f.deed = "EIO";
			f.at = 8 + rig_below(r, TEXTS);
		}
		snprintf(first, sizeof(first), "%d", part * TEXTS + 1);
		snprintf(last, sizeof(last), "%d", (part + 1) * TEXTS);
		run_once(at, &f, (const char *[]){"save", r->profile, first, last, NULL},
			 NULL, &o);
		s->count = read_told(buf_str(&o.out), s->told, s->count);
		if (o.struck)
			snprintf(failed, 120, "%s", o.what);
	}
	bool ok = o.status == 0 && s->count > TEXTS && map_records(s, path);
	outcome_clear(&o);
	return ok;
}

/* What must hold of draft or row `id` after the first n lines. */
static int last_told(const struct session *s, size_t n, bool row, int id)
{
	int state = -1;

	for (size_t i = 0; i < n; i++)
		if (s->told[i].row == row && s->told[i].id == id)
			state = s->told[i].state;
	return state;
}

static int found(const struct told *list, size_t n, bool row, int id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].row == row && list[i].id == id)
			return list[i].state;
	return -1;
}

static void judge(const struct session *s, size_t acked, const struct outcome *o,
		  const char *where, struct verdicts *v)
{
	struct told *have = calloc(TOLD_MAX, sizeof(*have));
	size_t n = have ? read_told(buf_str(&o->out), have, 0) : 0;

	if (o->status != 0)
		verdict_bad(v, "%s: %d %s", where, o->status, buf_str(&o->err));
	for (int i = 0; o->status == 0 && i < 2 * IDS_MAX; i++) {
		bool row = i >= IDS_MAX;
		int want = last_told(s, acked, row, i % IDS_MAX);
		int is = found(have, n, row, i % IDS_MAX);
		if (is < want)
			verdict_bad(v, "%s: %s %d: %d was told, %d is there", where,
				    row ? "row" : "draft", i % IDS_MAX, want, is);
	}
	free(have);
}

static bool look(struct rig *r, const struct place *at, struct disk *d, enum cut cut,
		 struct outcome *o)
{
	if (!tree_remove(r->profile) || mkdir(r->profile, 0700) != 0 ||
	    !disk_write(d, cut, r, r->profile))
		return false;
	run_once(at, NULL, (const char *[]){"look", r->profile, NULL}, NULL, o);
	return true;
}

static void cut_here(struct rig *r, const struct place *at, const struct session *s,
		     struct disk *d, size_t number, size_t acked, struct verdicts *v)
{
	static const char *const names[CUT_KINDS] = {"nothing lost", "unsynced lost",
						     "reordered", "torn"};
	enum cut cut = (enum cut)rig_below(r, CUT_KINDS);
	struct outcome o = {0};
	char where[80];
	size_t failed = v->failed;

	snprintf(where, sizeof(where), "record %zu, %s", number, names[cut]);
	if (look(r, at, d, cut, &o))
		judge(s, acked, &o, where, v);
	else
		verdict_bad(v, "%s: the disk could not be laid out: %s", where,
			    strerror(errno));
	v->cases++;
	if (v->failed > failed)
		v->failed = failed + 1;
	outcome_clear(&o);
}

static size_t count_records(const struct session *s)
{
	struct record rec;
	size_t n = 0;

	for (size_t at = 0; at + sizeof(rec) <= s->size; n++) {
		memcpy(&rec, s->records + at, sizeof(rec));
		at += sizeof(rec) + rec.path + rec.data;
	}
	return n;
}

/* Goes through the records once, stopping at `cuts` places. */
static void replay(struct rig *r, const struct place *at, const struct session *s,
		   size_t cuts, struct verdicts *v)
{
	struct disk *d = disk_new();
	size_t total = count_records(s), number = 0, acked = 0, done = 0;
	struct record rec;
	char path[512];

	for (size_t pos = 0; pos + sizeof(rec) <= s->size; number++) {
		memcpy(&rec, s->records + pos, sizeof(rec));
		pos += sizeof(rec);
		snprintf(path, sizeof(path), "%.*s", (int)rec.path, s->records + pos);
		pos += rec.path;
		if (rec.kind == RECORD_SAID)
			acked++;
		else if (strcmp(path, "desk.reserve") != 0)
			disk_record(d, &rec, path, s->records + pos);
		pos += rec.data;
		for (; done < cuts && done * total / cuts <= number; done++)
			cut_here(r, at, s, d, number, acked, v);
	}
	disk_free(d);
}

static void trace(struct rig *r, const struct place *at, int failing, size_t cuts)
{
	struct session s;
	struct verdicts v = {0};
	char failed[120];

	if (record(r, at, failing, &s, failed))
		replay(r, at, &s, cuts, &v);
	else
		verdict_bad(&v, "the session could not be recorded");
	rig_tell(r, &v, "the power goes in a session of %d saves%s%s", s.texts,
		 failed[0] ? " with a failed " : "", failed);
	if (s.records)
		munmap(s.records, s.size);
}

void power_sweep(struct rig *r)
{
	struct place at = r->at;
	struct buf reason = {0};
	size_t cuts = r->every ? 3000 / r->every : 200;
	struct verdicts v = {0};

	at.program = realpath("build/tests/faults/session", NULL);
	at.tmp = r->tmp;
	if (at.program && run_start(&at, &reason)) {
		trace(r, &at, -1, cuts);
		for (int i = 0; i < TRACES_FAILING; i++)
			trace(r, &at, i % PARTS, cuts / 8);
		run_stop(&at);
	} else {
		verdict_bad(&v, "the session does not start: %s", buf_str(&reason));
		rig_tell(r, &v, "the power goes");
	}
	free((char *)(uintptr_t)at.program);
	buf_clear(&reason);
}
