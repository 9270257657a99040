/* run.c - bantin run once, with a fault or without; folders copied and removed */
#define _GNU_SOURCE
#include "run.h"

#include "inject.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static void in_tmp(const struct place *at, const char *name, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "%s/%s", at->tmp, name);
}

static void add_number(struct list *env, const char *name, long value)
{
	struct buf b = {0};

	buf_printf(&b, "%ld", value);
	list_set(env, name, buf_str(&b));
	buf_clear(&b);
}

static void fault_environment(const struct place *at, const struct fault *f,
			      struct list *env)
{
	char tally[PATH_SIZE];

	in_tmp(at, "tally", tally);
	list_set(env, "FAULT_TALLY", tally);
	if (f->calls)
		list_set(env, "FAULT_CALLS", f->calls);
	if (f->deed)
		list_set(env, "FAULT_DO", f->deed);
	if (f->at)
		add_number(env, "FAULT_AT", f->at);
	if (f->always)
		list_set(env, "FAULT_ALWAYS", "1");
	if (f->room)
		add_number(env, "FAULT_ROOM", f->room);
	if (f->later)
		add_number(env, "FAULT_LATER", f->later);
	if (f->type)
		list_set(env, "FAULT_TYPE", f->type);
	if (f->record) {
		list_set(env, "FAULT_RECORD", f->record);
		list_set(env, "FAULT_UNDER", at->profile);
	}
}

static bool is_none(const struct fault *f)
{
	return !f || (!f->calls && !f->room && !f->later && !f->record && !f->type);
}

void run_environment(const struct place *at, const struct fault *f, struct list *env)
{
	list_init(env);
	list_set(env, "PATH", "/usr/bin:/bin");
	list_set(env, "HOME", at->tmp);
	list_set(env, "TMPDIR", at->tmp);
	list_set(env, "BANTIN_HOME", at->profile);
	list_set(env, "LC_ALL", "C.UTF-8");
	list_set(env, "TZ", "<+07>-7");
	list_set(env, "NO_PROXY", "*");
	if (!is_none(f))
		fault_environment(at, f, env);
}

static void put_file(const char *path, const char *data, size_t n)
{
	struct buf reason = {0};

	if (!file_write(path, data, n, &reason)) {
		fprintf(stderr, "%s\n", buf_str(&reason));
		exit(1);
	}
}

void run_tally_fresh(const struct place *at)
{
	char path[PATH_SIZE];
	const struct tally zero = {0};

	in_tmp(at, "tally", path);
	put_file(path, (const char *)&zero, sizeof(zero));
}

void run_tally_read(const struct place *at, struct outcome *o)
{
	char path[PATH_SIZE];
	struct buf b = {0}, reason = {0};
	struct tally t;

	in_tmp(at, "tally", path);
	if (file_read(path, &b, &reason) && b.len == sizeof(t)) {
		memcpy(&t, b.data, sizeof(t));
		o->count = t.count;
		o->struck = t.struck;
		o->keys = t.keys;
		o->polls = t.polls;
		o->now = t.now;
		o->key_at = t.key_at;
		snprintf(o->what, sizeof(o->what), "%s", t.what);
	}
	buf_clear(&b);
	buf_clear(&reason);
}

static void collect(const struct place *at, const char *name, struct buf *out)
{
	char path[PATH_SIZE];

	struct buf reason = {0};

	in_tmp(at, name, path);
	buf_reset(out);
	file_read(path, out, &reason);
	buf_clear(&reason);
}

static void add_words(struct buf *b, const struct list *l)
{
	for (size_t i = 0; i < l->n; i++)
		buf_add(b, l->items[i], strlen(l->items[i]) + 1);
}

static void put_request(const struct place *at, const struct fault *f,
			const char *const words[])
{
	char path[PATH_SIZE];
	struct buf b = {0};
	struct list argv, env;

	list_init(&argv);
	list_add(&argv, at->program);
	for (size_t i = 0; words[i]; i++)
		list_add(&argv, words[i]);
	run_environment(at, f, &env);
	buf_printf(&b, "%zu", argv.n);
	buf_add(&b, "", 1);
	add_words(&b, &argv);
	add_words(&b, &env);
	in_tmp(at, "request", path);
	put_file(path, b.data, b.len);
	buf_clear(&b);
	list_clear(&argv);
	list_clear(&env);
}

/* The status of its end; 127 << 8 where the server is gone. */
static int ask_server(const struct place *at)
{
	int status;

	if (write(at->ask, "", 1) != 1 ||
	    read(at->answer, &status, sizeof(status)) != sizeof(status))
		return 127 << 8;
	return status;
}

void run_once(const struct place *at, const struct fault *f, const char *const words[],
	      const char *input, struct outcome *o)
{
	char path[PATH_SIZE];

	in_tmp(at, "in", path);
	put_file(path, input ? input : "", input ? strlen(input) : 0);
	run_tally_fresh(at);
	put_request(at, f, words);
	int status = ask_server(at);
	o->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	collect(at, "out", &o->out);
	collect(at, "err", &o->err);
	run_tally_read(at, o);
}

static _Noreturn void become_server(const struct place *at, int in, int out)
{
	char *const argv[] = {(char *)(uintptr_t)at->program, NULL};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setenv("LD_PRELOAD", at->library, 1);
	setenv("FAULT_SERVE", at->tmp, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (dup2(in, SERVE_IN) < 0 || dup2(out, SERVE_OUT) < 0)
		_exit(127);
	execv(at->program, argv);
	_exit(127);
}

bool run_start(struct place *at, struct buf *reason)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return why(reason, "pipe: %s", strerror(errno));
	fflush(stdout);
	at->server = fork();
	if (at->server == 0)
		become_server(at, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	at->ask = in[1];
	at->answer = out[0];
	return at->server > 0 || why(reason, "fork: %s", strerror(errno));
}

void run_stop(struct place *at)
{
	if (at->server <= 0)
		return;
	close(at->ask);
	close(at->answer);
	waitpid(at->server, NULL, 0);
	at->server = 0;
}

void outcome_clear(struct outcome *o)
{
	buf_clear(&o->out);
	buf_clear(&o->err);
}

/* --- folders -------------------------------------------------------------------- */

static bool file_copy(const char *from, const char *to)
{
	struct stat st;
	int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = in >= 0 && out >= 0 && fstat(in, &st) == 0;

	for (off_t left = ok ? st.st_size : 0; ok && left > 0;) {
		ssize_t n = sendfile(out, in, NULL, (size_t)left);
		ok = n > 0;
		left -= ok ? n : 0;
	}
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return ok;
}

/* nftw gives no context of the caller's. */
static const char *copy_from, *copy_to;

static int copy_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	char to[PATH_SIZE];

	(void)at;
	snprintf(to, sizeof(to), "%s%s", copy_to, path + strlen(copy_from));
	if (type == FTW_D)
		return mkdir(to, 0700);
	return S_ISREG(st->st_mode) && file_copy(path, to) ? 0 : -1;
}

bool tree_copy(const char *from, const char *to)
{
	copy_from = from;
	copy_to = to;
	return nftw(from, copy_one, 8, FTW_PHYS) == 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

bool tree_remove(const char *path)
{
	return nftw(path, remove_one, 8, FTW_PHYS | FTW_DEPTH) == 0 || errno == ENOENT;
}
