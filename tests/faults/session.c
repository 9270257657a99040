/* session.c - a desk written to and told of line by line, and read again */
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>
#include <bantin/store/desk.h>

/*
 * save PROFILE FIRST LAST   the texts of these numbers, one after another, in three
 *                           drafts; every sixth is submitted and moves on. What the desk
 *                           took is told at once: "draft ID NUMBER", "row ID STATE".
 * look PROFILE              the same of what there is; 1 where something is damaged.
 */
enum { DRAFTS = 3, SUBMIT_EVERY = 6, TEXT_MAX = 60000 };

/* Text 17 is the same wherever it is asked for, and no prefix of another. */
static void text_of(int number, struct buf *out)
{
	uint64_t chance = (uint64_t)number * 0x9e3779b97f4a7c15u;
	size_t n = 200 + (size_t)(chance >> 33) % TEXT_MAX;

	buf_addf(out, "Bài số %d.\n", number);
	while (out->len < n) {
		chance = chance * 6364136223846793005u + 1442695040888963407u;
		buf_addf(out, "thôn %" PRIu64 " họp tối thứ bảy, ", chance >> 40);
	}
	buf_addf(out, "\nhết bài %d.\n", number);
}

static void tell(const char *what, int64_t id, const char *state)
{
	printf("%s %" PRId64 " %s\n", what, id, state);
	fflush(stdout);
}

static bool move(struct desk *desk, struct submission *row, enum submission_state to)
{
	enum submission_state from = row->state;

	row->state = to;
	if (!desk_submission_update(desk, row, from, NULL))
		return false;
	tell("row", row->id, submission_state_name(to));
	return true;
}

static void submit(struct desk *desk, int64_t draft)
{
	struct submission row = {.draft = draft, .portal = mem_str("huyen"),
				 .title = mem_str("Tin"), .payload = mem_str("{}"),
				 .payload_len = 2};

	if (uuid_new(row.key, NULL) && desk_submit(desk, &row, NULL, NULL)) {
		tell("row", row.id, submission_state_name(row.state));
		if (move(desk, &row, SUBMISSION_SENDING))
			move(desk, &row, SUBMISSION_ACCEPTED);
	}
	submission_clear(&row);
}

static void save(struct desk *desk, int number)
{
	struct draft d = {.id = number > DRAFTS ? 1 + number % DRAFTS : 0};
	struct buf text = {0}, title = {0};
	char what[24];

	text_of(number, &text);
	buf_addf(&title, "%d", number);
	d.body = buf_take(&text);
	d.title = buf_take(&title);
	snprintf(what, sizeof(what), "%d", number);
	if (desk_draft_save(desk, &d, number % 4 ? DESK_AUTO : DESK_EXPLICIT, NULL))
		tell("draft", d.id, what);
	if (d.id && number % SUBMIT_EVERY == 0)
		submit(desk, d.id);
	draft_clear(&d);
}

static bool is_whole(int number, const char *body)
{
	struct buf text = {0};

	text_of(number, &text);
	bool ok = strcmp(buf_str(&text), body) == 0;
	buf_clear(&text);
	return ok;
}

static bool look(struct desk *desk, struct err *e)
{
	struct draft *drafts;
	struct submission *rows;
	size_t n;
	bool ok = true;

	if (!desk_drafts(desk, false, &drafts, &n, e))
		return false;
	for (size_t i = 0; i < n; i++) {
		tell("draft", drafts[i].id, drafts[i].title);
		if (!is_whole(atoi(drafts[i].title), drafts[i].body))
			ok = err_set(e, ERR_FAILED, "draft %s is not whole",
				     drafts[i].title);
	}
	draft_list_free(drafts, n);
	if (!desk_outbox(desk, &rows, &n, ok ? e : NULL))
		return false;
	for (size_t i = 0; i < n; i++)
		tell("row", rows[i].id, submission_state_name(rows[i].state));
	submission_list_free(rows, n);
	return ok;
}

/* A plain copy is the old one or the new one, and whole. */
static bool is_whole_copy(const char *path, struct err *e)
{
	struct buf text = {0};
	const char *body = NULL;

	if (file_read(path, BUF_MAX, &text, e))
		body = strstr(buf_str(&text), "\n\n");
	bool ok = body && is_whole(atoi(buf_str(&text) + strlen("Title: ")), body + 2);
	buf_clear(&text);
	return ok || err_set(e, ERR_FAILED, "%s is not whole", path);
}

static bool look_at_copies(const char *folder, struct err *e)
{
	DIR *dir = opendir(folder);
	bool ok = true;

	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
		char *path = file_join(folder, d->d_name);
		size_t n = strlen(d->d_name);
		bool is_copy = n > 3 && strcmp(d->d_name + n - 3, ".md") == 0;
		ok = (!is_copy || is_whole_copy(path, e)) && ok;
		free(path);
	}
	if (dir)
		closedir(dir);
	return ok;
}

static int first_column(void *ctx, int n, char **values, char **names)
{
	(void)n;
	(void)names;
	snprintf(ctx, 64, "%s", values[0]);
	return 0;
}

static bool is_sound(const char *path, struct err *e)
{
	sqlite3 *sql;
	char said[64] = "";

	if (sqlite3_open(path, &sql) == SQLITE_OK)
		sqlite3_exec(sql, "PRAGMA quick_check(1)", first_column, said, NULL);
	sqlite3_close(sql);
	return strcmp(said, "ok") == 0 || err_set(e, ERR_FAILED, "%s: %s", path, said);
}

int main(int argc, char **argv)
{
	struct profile p;
	struct desk *desk = NULL;
	struct err e = {0};

	bool saves = argc == 5 && strcmp(argv[1], "save") == 0;
	bool looks = argc == 3 && strcmp(argv[1], "look") == 0;
	if (!saves && !looks)
		return 2;
	bool ok = profile_open(&p, argv[2], &e) && desk_open(&desk, &p, NULL, &e);
	for (int i = ok && saves ? atoi(argv[3]) : 1; ok && saves && i <= atoi(argv[4]);
	     i++)
		save(desk, i);
	ok = ok && (saves || (look_at_copies(p.drafts, &e) && look(desk, &e)));
	desk_close(desk);
	ok = ok && (saves || is_sound(p.desk, &e));
	profile_clear(&p);
	if (!ok)
		fprintf(stderr, "bantin: %s\n", e.text);
	return ok ? 0 : 1;
}
