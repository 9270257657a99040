/* program.c - the verbs for programs: run, open, their ends, their files */
#include "walk.h"

#include <string.h>

static struct child_spec spec_of(const struct walk *w, const struct list *argv)
{
	return (struct child_spec){
		.argv = argv->items,
		.envp = w->env.items,
		.dir = w->tmp,
	};
}

static void add_all(struct list *to, const struct list *from)
{
	for (size_t i = 0; i < from->n; i++)
		list_add(to, from->items[i]);
}

/* The program under test with what goes before it, and the words of the step. */
static void own_argv(const struct walk *w, const struct given *g, struct list *argv)
{
	list_init(argv);
	add_all(argv, &w->options->under);
	list_add(argv, w->options->bin);
	add_all(argv, &g->words);
}

static void tick(void *arg)
{
	struct walk *w = arg;

	if (w->term)
		term_pump(w->term, 0);
	portal_drain(&w->portal);
	portal_drain(&w->portal2);
}

static bool run(struct walk *w, const struct list *argv)
{
	struct child_spec spec = spec_of(w, argv);
	struct child child = {0};
	struct child_io io = {
		.input = buf_str(&w->input),
		.input_len = w->input.len,
		.out = &w->out,
		.err = &w->err,
		.limit = walk_limit(w),
		.tick = tick,
		.arg = w,
	};
	bool ok;

	if (!argv->n)
		return why(&w->why, "nothing to run");
	buf_reset(&w->out);
	buf_reset(&w->err);
	ok = child_run(&child, &spec, &io, &w->why);
	buf_reset(&w->input);
	w->code = child.code;
	w->is_http = false;
	return ok;
}

static bool do_run(struct walk *w, const struct given *g)
{
	struct list argv;
	bool ok;

	own_argv(w, g, &argv);
	ok = run(w, &argv);
	list_clear(&argv);
	return ok;
}

static bool do_run_program(struct walk *w, const struct given *g)
{
	return run(w, &g->words);
}

static bool open_argv(struct walk *w, const struct list *argv)
{
	struct child_spec spec = spec_of(w, argv);

	if (!argv->n)
		return why(&w->why, "nothing to open");
	if (w->term && !term_ended(w->term))
		return why(&w->why, "the program opened before is still running");
	term_free(w->term);
	w->written = 0;
	w->term = term_open(&spec, w->rows, w->cols, &w->why);
	if (w->term)
		term_record(w->term, w->options->record);
	return w->term != NULL;
}

static bool do_open(struct walk *w, const struct given *g)
{
	struct list argv;
	bool ok;

	own_argv(w, g, &argv);
	ok = open_argv(w, &argv);
	list_clear(&argv);
	return ok;
}

static bool do_open_program(struct walk *w, const struct given *g)
{
	return open_argv(w, &g->words);
}

static bool do_expect(struct walk *w, const struct given *g)
{
	const char *rest;
	long n;

	if (!walk_number(w, g->text, &n, &rest))
		return false;
	return w->code == n || why(&w->why, "it ended with %d", w->code);
}

static bool has(struct walk *w, const struct buf *b, const char *text)
{
	return strstr(buf_str(b), text) || why(&w->why, "it says: %s", buf_str(b));
}

static bool lacks(struct walk *w, const struct buf *b, const char *text)
{
	return !strstr(buf_str(b), text) || why(&w->why, "it says: %s", buf_str(b));
}

static bool do_stdout_has(struct walk *w, const struct given *g)
{
	return has(w, &w->out, g->text);
}

static bool do_stdout_lacks(struct walk *w, const struct given *g)
{
	return lacks(w, &w->out, g->text);
}

static bool do_stdout_is(struct walk *w, const struct given *g)
{
	if (!g->body && *g->text)
		return why(&w->why, "stdout-is <<END");
	return !strcmp(buf_str(&w->out), g->body ? g->body : "") ||
		why(&w->why, "it says: %s", buf_str(&w->out));
}

static bool do_stderr_has(struct walk *w, const struct given *g)
{
	return has(w, &w->err, g->text);
}

static bool do_stderr_lacks(struct walk *w, const struct given *g)
{
	return lacks(w, &w->err, g->text);
}

static bool do_input(struct walk *w, const struct given *g)
{
	buf_reset(&w->input);
	buf_puts(&w->input, g->body ? g->body : g->text);
	if (!g->body)
		buf_puts(&w->input, "\n");
	return true;
}

static bool do_signal(struct walk *w, const struct given *g)
{
	int sig = signal_number(g->text);

	if (!w->term || term_ended(w->term))
		return why(&w->why, "no program is open");
	if (!sig)
		return why(&w->why, "no such signal: %s", g->text);
	term_signal(w->term, sig);
	return true;
}

static bool do_hangup(struct walk *w, const struct given *g)
{
	(void)g;
	if (!w->term || term_ended(w->term))
		return why(&w->why, "no program is open");
	term_hangup(w->term);
	return true;
}

static bool ended_with(struct walk *w, long wanted)
{
	int code;

	if (!w->term)
		return why(&w->why, "no program was opened");
	if (!term_wait_end(w->term, walk_limit(w), &code, &w->why))
		return false;
	return code == wanted || why(&w->why, "it ended with %d", code);
}

static bool do_exit_status(struct walk *w, const struct given *g)
{
	const char *rest;
	long n;

	return walk_number(w, g->text, &n, &rest) && ended_with(w, n);
}

static bool do_closed(struct walk *w, const struct given *g)
{
	(void)g;
	return ended_with(w, 0);
}

static bool do_env(struct walk *w, const struct given *g)
{
	for (size_t i = 0; i < g->words.n; i++) {
		char *pair = g->words.items[i], *equals = strchr(pair, '=');

		if (!equals)
			return why(&w->why, "env NAME=VALUE");
		*equals = '\0';
		list_set(&w->env, pair, equals + 1);
		*equals = '=';
	}
	return true;
}

static bool do_unset(struct walk *w, const struct given *g)
{
	for (size_t i = 0; i < g->words.n; i++)
		list_unset(&w->env, g->words.items[i]);
	return true;
}

static bool do_file(struct walk *w, const struct given *g)
{
	struct buf path = {0};
	bool ok;

	if (g->words.n != 1 || !g->body)
		return why(&w->why, "file PATH <<END");
	if (g->words.items[0][0] != '/')
		buf_printf(&path, "%s/", w->tmp);
	buf_puts(&path, g->words.items[0]);
	ok = file_write(buf_str(&path), g->body, strlen(g->body), &w->why);
	buf_clear(&path);
	return ok;
}

static bool do_capture(struct walk *w, const struct given *g)
{
	size_t n = strcspn(g->text, " \t");
	struct buf name = {0}, value = {0};
	regmatch_t m[2];
	regex_t re;
	bool ok;

	if (!g->text[n] || regcomp(&re, g->text + n + 1, REG_EXTENDED | REG_NEWLINE))
		return why(&w->why, "capture NAME REGULAR-EXPRESSION");
	ok = !regexec(&re, buf_str(&w->out), 2, m, 0);
	regfree(&re);
	if (!ok)
		return why(&w->why, "no match in: %s", buf_str(&w->out));
	if (m[1].rm_so < 0)
		m[1] = m[0];
	buf_add(&name, g->text, n);
	buf_add(&value, w->out.data + m[1].rm_so, (size_t)(m[1].rm_eo - m[1].rm_so));
	list_set(&w->vars, buf_str(&name), buf_str(&value));
	buf_clear(&name);
	buf_clear(&value);
	return true;
}

static bool do_set(struct walk *w, const struct given *g)
{
	if (g->words.n != 2)
		return why(&w->why, "set NAME VALUE");
	list_set(&w->vars, g->words.items[0], g->words.items[1]);
	return true;
}

static bool do_limit(struct walk *w, const struct given *g)
{
	const char *rest;
	long n;

	if (!walk_number(w, g->text, &n, &rest))
		return false;
	w->limit_ms = n * 1000;
	return true;
}

static bool do_say(struct walk *w, const struct given *g)
{
	(void)w;
	walk_comment(g->text);
	return true;
}

const struct verb program_verbs[] = {
	{"run", TAKES_WORDS | GIVES_STATUS, do_run},
	{"run-program", TAKES_WORDS | GIVES_STATUS, do_run_program},
	{"expect", TAKES_TEXT, do_expect},
	{"stdout-has", TAKES_TEXT, do_stdout_has},
	{"stdout-lacks", TAKES_TEXT, do_stdout_lacks},
	{"stdout-is", TAKES_TEXT | TAKES_BODY, do_stdout_is},
	{"stderr-has", TAKES_TEXT, do_stderr_has},
	{"stderr-lacks", TAKES_TEXT, do_stderr_lacks},
	{"input", TAKES_TEXT | TAKES_BODY, do_input},
	{"open", TAKES_WORDS, do_open},
	{"open-program", TAKES_WORDS, do_open_program},
	{"kill", TAKES_TEXT, do_signal},
	{"signal", TAKES_TEXT, do_signal},
	{"hangup", TAKES_NOTHING, do_hangup},
	{"exit-status", TAKES_TEXT, do_exit_status},
	{"closed", TAKES_NOTHING, do_closed},
	{"env", TAKES_WORDS, do_env},
	{"unset", TAKES_WORDS, do_unset},
	{"file", TAKES_WORDS | TAKES_BODY, do_file},
	{"capture", TAKES_PATTERN, do_capture},
	{"set", TAKES_WORDS, do_set},
	{"limit", TAKES_TEXT, do_limit},
	{"say", TAKES_TEXT, do_say},
	{0},
};
