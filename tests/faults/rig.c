/* rig.c - portals, prepared profiles, cases counted */
#define _GNU_SOURCE
#include "rig.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const portal_kind_names[PORTAL_KINDS] = {
	"a portal that remembers keys", "a portal that looks up", "a portal without either"};

static const char *const switches[PORTAL_KINDS][2] = {
	[LOOKS_UP] = {"--no-idempotency", NULL},
	[DOES_NEITHER] = {"--no-idempotency", "--no-lookup"},
};

static const char body[] =
	"Sáng thứ bảy, xã ra quân dọn vệ sinh đường làng ngõ xóm.\n\n"
	"Mỗi nhà một người, mang theo chổi và xẻng.\n";

/* Where fsync costs nothing, if there is such a place. */
static void choose_tmp(struct rig *r)
{
	const char *dir = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");

	struct buf b = {0};

	buf_printf(&b, "%s/bantin-faults.XXXXXX", dir && *dir ? dir : "/tmp");
	r->tmp = b.data;
}

static bool run_well(struct rig *r, const char *input, struct buf *reason,
		     const char *const words[])
{
	struct outcome o = {0};

	run_once(&r->at, NULL, words, input, &o);
	bool ok = o.status == 0 || why(reason, "bantin %s %s: %d: %s", words[0],
				       words[1] ? words[1] : "", o.status,
				       buf_str(&o.err));
	outcome_clear(&o);
	return ok;
}

/* The portal a profile knows can wait a second, so that no case does. */
static bool prepare(struct rig *r, enum portal_kind kind, const struct list *vars,
		    struct buf *reason)
{
	const char *url = list_get(vars, "URL", 3);
	const char *token = list_get(vars, "TOKEN_CONTRIBUTOR", 17);

	snprintf(r->base[kind], sizeof(r->base[kind]), "%s/base-%d", r->tmp, (int)kind);
	r->at.profile = r->base[kind];
	bool ok = run_well(r, NULL, reason,
			   (const char *[]){"portal", "add", url, "--name", "huyen",
					    NULL}) &&
		  run_well(r, token, reason, (const char *[]){"login", "huyen", NULL}) &&
		  run_well(r, NULL, reason, (const char *[]){"sync", NULL}) &&
		  run_well(r, body, reason,
			   (const char *[]){"draft", "new", "--title", "Ra quân dọn đường",
					    "--section", "thong-bao", "-", NULL});
	r->at.profile = r->profile;
	return ok;
}

static bool start_portal(struct rig *r, enum portal_kind kind, struct buf *reason)
{
	struct list args, vars, env;
	char tmp[96];

	snprintf(tmp, sizeof(tmp), "%s/portal-%d", r->tmp, (int)kind);
	list_init(&args);
	list_init(&vars);
	list_init(&env);
	list_set(&env, "LC_ALL", "C.UTF-8");
	for (int i = 0; i < 2 && switches[kind][i]; i++)
		list_add(&args, switches[kind][i]);
	char *program = realpath("build/portal", NULL);
	struct portal_spec spec = {.program = program, .tmp = tmp, .args = &args,
				   .suffix = "", .envp = env.items, .limit = clock_ms() + 20000};
	bool ok = program && mkdir(tmp, 0700) == 0 &&
		  portal_start(&r->portals[kind], &spec, &vars, reason) &&
		  prepare(r, kind, &vars, reason);
	const char *editor = list_get(&vars, "TOKEN_EDITOR", 12);
	if (kind == REMEMBERS_KEYS)
		snprintf(r->editor, sizeof(r->editor), "%s", editor ? editor : "");
	free(program);
	list_clear(&args);
	list_clear(&vars);
	list_clear(&env);
	return ok;
}

bool rig_start(struct rig *r, struct buf *reason)
{
	bool ok = true;

	choose_tmp(r);
	if (!mkdtemp(r->tmp))
		return why(reason, "no folder for the rig: %s", r->tmp);
	snprintf(r->profile, sizeof(r->profile), "%s/profile", r->tmp);
	r->at = (struct place){
		.tmp = r->tmp,
		.program = realpath("build/bantin", NULL),
		.library = realpath("build/tests/faults/inject.so", NULL),
		.profile = r->profile,
	};
	if (!r->at.program || !r->at.library)
		return why(reason, "run make tools first");
	if (!run_start(&r->at, reason))
		return false;
	for (int kind = 0; ok && kind < PORTAL_KINDS; kind++)
		ok = start_portal(r, (enum portal_kind)kind, reason);
	return ok;
}

void rig_stop(struct rig *r)
{
	for (int kind = 0; kind < PORTAL_KINDS; kind++)
		if (r->portals[kind].child.pid)
			portal_stop(&r->portals[kind]);
	run_stop(&r->at);
	tree_remove(r->tmp);
	free((char *)(uintptr_t)r->at.program);
	free((char *)(uintptr_t)r->at.library);
	free(r->tmp);
}

void rig_profile(struct rig *r, const char *base)
{
	if (tree_remove(r->profile) && tree_copy(base, r->profile))
		return;
	perror(r->profile);
	rig_stop(r);
	exit(1);
}

/* splitmix64 */
uint32_t rig_below(struct rig *r, uint32_t n)
{
	uint64_t z = r->chance += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return n ? (uint32_t)((z ^ (z >> 31)) % n) : 0;
}

bool rig_ledger(struct rig *r, enum portal_kind kind, struct buf *out)
{
	struct http_call call = {.port = r->portals[kind].port, .method = "GET",
				 .path = "/_ledger?format=text",
				 .limit = clock_ms() + 20000};
	struct buf reason = {0};
	int status = 0;
	bool ok = http_ask(&call, &status, out, &reason) && status == 200;

	portal_drain(&r->portals[kind]);
	buf_clear(&reason);
	return ok;
}

size_t count_lines(const char *text, const char *with)
{
	size_t n = 0;

	for (const char *at = text; at && (at = strstr(at, with)) != NULL; n++) {
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	return n;
}

bool verdict_bad(struct verdicts *v, const char *fmt, ...)
{
	va_list ap;
	char text[400];

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (char *at = text; (at = strchr(at, '\n')) != NULL;)
		*at = ' ';
	if (v->failed++ < 12)
		buf_printf(&v->notes, "# %s\n", text);
	return false;
}

void rig_tell(struct rig *r, struct verdicts *v, const char *fmt, ...)
{
	va_list ap;

	printf("%s %d - ", v->failed || !v->cases ? "not ok" : "ok", ++r->number);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf(": %zu of %zu\n%s", v->cases - v->failed, v->cases, buf_str(&v->notes));
	fflush(stdout);
	if (v->failed || !v->cases)
		r->failed++;
	buf_clear(&v->notes);
	*v = (struct verdicts){0};
}
