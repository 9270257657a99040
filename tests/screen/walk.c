/* walk.c - runs one script from its first step to the cleaning up */
#define _DEFAULT_SOURCE
#include "walk.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* From outside only what a compiler's or a checker's run-time needs; the rest is the same
 * on every machine. Vietnam's time zone is spelled out and needs no database. */
static const char *const kept_env[] = {
	"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
	"ASAN_SYMBOLIZER_PATH", "LLVM_PROFILE_FILE", "GCOV_PREFIX", "GCOV_PREFIX_STRIP",
};

static const struct {
	const char *name;
	const char *value;
} fixed_env[] = {
	{"TERM", "xterm-256color"},
	{"LC_ALL", "C.UTF-8"},
	{"LANG", "C.UTF-8"},
	{"TZ", "<+07>-7"},
};

long walk_limit(const struct walk *w)
{
	return clock_ms() + w->limit_ms;
}

bool walk_expand(struct walk *w, const char *text, struct buf *out)
{
	return script_expand(text, &w->vars, out, &w->why);
}

bool walk_number(struct walk *w, const char *text, long *n, const char **rest)
{
	char *end;

	*n = strtol(text, &end, 10);
	if (end == text || *n < 0 || (*end && *end != ' '))
		return why(&w->why, "a number is expected: %s", text);
	*rest = end + strspn(end, " ");
	return true;
}

void walk_comment(const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		printf("# %.*s\n", (int)n, text);
		text += n + (text[n] ? 1 : 0);
	}
	fflush(stdout);
}

void walk_tap(struct walk *w, bool ok, const char *what)
{
	printf("%sok - walk %s%s%s\n", ok ? "" : "not ", w->name, what ? " " : "",
		what ? what : "");
	fflush(stdout);
	if (ok)
		w->tap->passed++;
	else
		w->tap->failed++;
}

static char *join(const char *a, const char *b)
{
	struct buf path = {0};

	buf_printf(&path, "%s%s", a, b);
	return path.data;
}

static char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = join(slash ? slash + 1 : path, "");
	char *dot = strrchr(name, '.');

	if (dot && !strcmp(dot, ".walk"))
		*dot = '\0';
	return name;
}

static void set_env(struct walk *w, const char *name, const char *folder)
{
	char *path = join(w->tmp, folder);

	mkdir(path, 0700);
	list_set(&w->env, name, path);
	free(path);
}

static void fill_env(struct walk *w)
{
	for (size_t i = 0; i < sizeof kept_env / sizeof *kept_env; i++) {
		const char *value = getenv(kept_env[i]);

		if (value)
			list_set(&w->env, kept_env[i], value);
	}
	for (size_t i = 0; i < sizeof fixed_env / sizeof *fixed_env; i++)
		list_set(&w->env, fixed_env[i].name, fixed_env[i].value);
	list_set(&w->env, "TMPDIR", w->tmp);
	set_env(w, "HOME", "/home");
	set_env(w, "BANTIN_HOME", "/profile");
}

static void fill_vars(struct walk *w)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

	self[n > 0 ? n : 0] = '\0';
	list_set(&w->vars, "TMP", w->tmp);
	list_set(&w->vars, "ROOT", w->options->root);
	list_set(&w->vars, "BIN", w->options->bin);
	list_set(&w->vars, "PORTAL", w->options->portal);
	list_set(&w->vars, "WALK", self);
	list_set(&w->vars, "PROFILE", list_get(&w->env, "BANTIN_HOME", 11));
}

static bool walk_prepare(struct walk *w)
{
	const char *parent = getenv("TMPDIR");

	if (!parent || *parent != '/')
		parent = "/tmp";
	w->name = name_of(w->path);
	w->tmp = join(parent, "/walk-XXXXXX");
	list_init(&w->vars);
	list_init(&w->env);
	if (!mkdtemp(w->tmp)) {
		w->tmp[0] = '\0';
		return why(&w->why, "no temporary folder in %s", parent);
	}
	fill_env(w);
	fill_vars(w);
	return script_read(w->path, &w->script, &w->why);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	remove(path);
	return 0;
}

static void walk_clear(struct walk *w)
{
	term_free(w->term);
	portal_stop(&w->portal);
	portal_stop(&w->portal2);
	if (w->tmp && *w->tmp)
		nftw(w->tmp, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	masks_clear(&w->masks);
	script_clear(&w->script);
	list_clear(&w->vars);
	list_clear(&w->env);
	buf_clear(&w->input);
	buf_clear(&w->out);
	buf_clear(&w->err);
	buf_clear(&w->why);
	free(w->name);
	free(w->tmp);
}

static const struct verb *find_in(const struct verb *verbs, const char *name)
{
	for (; verbs->name; verbs++)
		if (!strcmp(verbs->name, name))
			return verbs;
	return NULL;
}

static const struct verb *find_verb(const char *name)
{
	const struct verb *v = find_in(screen_verbs, name);

	if (!v)
		v = find_in(program_verbs, name);
	return v ? v : find_in(portal_verbs, name);
}

static bool check_form(struct walk *w, const struct verb *v, const struct step *s)
{
	int kind = v->takes & TAKES_KIND;

	if (s->body && !(v->takes & TAKES_BODY))
		return why(&w->why, "%s takes no <<", v->name);
	if (kind == TAKES_NOTHING && *s->rest)
		return why(&w->why, "%s takes nothing after it", v->name);
	if ((v->takes == TAKES_TEXT || kind == TAKES_PATTERN) && !*s->rest)
		return why(&w->why, "%s needs something after it", v->name);
	return true;
}

static bool step_act(struct walk *w, const struct verb *v, const struct step *s)
{
	struct buf raw = {0}, text = {0}, body = {0};
	struct given g = {0};
	bool ok;

	if (!check_form(w, v, s))
		return false;
	list_init(&g.words);
	if ((v->takes & TAKES_KIND) == TAKES_WORDS) {
		ok = script_words(s->rest, &w->vars, &g.words, &w->why);
	} else {
		if (v->takes == TAKES_PATTERN)
			buf_puts(&raw, s->rest);
		else
			script_unquote(s->rest, &raw);
		ok = walk_expand(w, buf_str(&raw), &text);
	}
	if (ok && s->body)
		ok = walk_expand(w, s->body, &body);
	g.text = buf_str(&text);
	g.body = s->body ? buf_str(&body) : NULL;
	ok = ok && v->act(w, &g);
	list_clear(&g.words);
	buf_clear(&raw);
	buf_clear(&text);
	buf_clear(&body);
	return ok;
}

/* A status that no "expect" follows must be a good one. */
static bool check_status(struct walk *w)
{
	bool good = w->is_http ? w->code >= 200 && w->code < 300 : !w->code;

	if (!w->unchecked || good)
		return true;
	w->at = w->unchecked;
	return why(&w->why, "it ended with %d", w->code);
}

static bool step_do(struct walk *w, const struct step *s)
{
	const struct verb *v = find_verb(s->verb);

	if (!v)
		return why(&w->why, "no such verb: %s", s->verb);
	if (strcmp(s->verb, "expect") && !check_status(w))
		return false;
	w->unchecked = NULL;
	portal_drain(&w->portal);
	portal_drain(&w->portal2);
	if (w->term)
		term_pump(w->term, 0);
	if (!step_act(w, v, s))
		return false;
	if (v->takes & GIVES_STATUS)
		w->unchecked = s;
	return true;
}

static void tell_file(const struct walk *w, const char *title, const char *name)
{
	struct buf text = {0}, reason = {0};
	char *path = join(w->tmp, name);

	if (file_read(path, &text, &reason) && text.len) {
		walk_comment(title);
		walk_comment(buf_str(&text));
	}
	free(path);
	buf_clear(&text);
	buf_clear(&reason);
}

static void tell_failure(struct walk *w)
{
	struct buf b = {0};

	if (w->at)
		buf_printf(&b, "%s:%d: %s %s\n", w->path, w->at->line, w->at->verb,
			w->at->rest);
	buf_printf(&b, "%s\n", buf_str(&w->why));
	if (w->err.len)
		buf_printf(&b, "standard error of the last run:\n%s\n", buf_str(&w->err));
	if (w->term) {
		buf_printf(&b, "the screen:\n");
		grid_print(term_grid(w->term), &b);
	}
	walk_comment(buf_str(&b));
	buf_clear(&b);
	tell_file(w, "standard error of the portal:", "/portal.err");
}

void walk_run(const struct options *o, const char *path, struct tap *tap)
{
	struct walk w = {
		.options = o,
		.path = path,
		.tap = tap,
		.rows = 24,
		.cols = 80,
		.limit_ms = o->limit_ms,
	};
	bool ok = walk_prepare(&w);

	for (size_t i = 0; ok && i < w.script.n; i++) {
		w.at = &w.script.steps[i];
		ok = step_do(&w, w.at) && (!clock_interrupted() ||
			why(&w.why, "walk was told to stop"));
	}
	ok = ok && check_status(&w);
	walk_tap(&w, ok, NULL);
	if (!ok)
		tell_failure(&w);
	walk_clear(&w);
}
