/* ends.c - the ways in which a screen ends, and the hours in which nothing happens */
#include "play.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	AT_ONCE = 1000,			/* ms, in the full form */
	HOUR = 3600 * 1000,		/* ms */
	HOUR_LOOKS = 150,		/* of the program in it: two a minute and some */
	STALL_SECONDS = 60
};

static const char title[] = "Thông báo cắt nước";

/* How it ends. */
struct way {
	const char *name;
	int signal;		/* 0: the line is closed */
	bool held;		/* nobody reads what it writes, from the start */
	bool mid_word;		/* right behind the last key; else after three seconds */
	bool in_paste;		/* the last keys are a paste without its end */
	int status;
};

static const struct way ways[] = {
	{"SIGTERM", SIGTERM, false, true, false, 0},
	{"SIGHUP", SIGHUP, false, true, false, 0},
	{"SIGINT", SIGINT, false, true, false, 0},
	{"the line closed", 0, false, true, false, 0},
	{"SIGTERM in a paste", SIGTERM, false, true, true, 0},
	{"the line closed in a paste", 0, false, true, true, 0},
	{"SIGTERM while nobody reads", SIGTERM, true, true, false, 0},
	{"the line closed while nobody reads", 0, true, true, false, 0},
	{"SIGKILL while nobody reads", SIGKILL, true, false, false, 128 + SIGKILL},
	{"SIGABRT", SIGABRT, false, false, false, 128 + SIGABRT},
	{"SIGABRT while nobody reads", SIGABRT, true, false, false, 128 + SIGABRT},
	{"SIGSEGV", SIGSEGV, false, false, false, 128 + SIGSEGV},
};

static void write_play(struct play *p, struct rig *r, const struct way *w)
{
	*p = (struct play){.n = 0};
	play_bulletin(p, r, title);
	/* each is a whole screen: more than a terminal takes that nobody reads */
	for (int i = 0; w->held && i < 30; i++)
		play_key(p, 50, INTO_NOTHING, "\f");
	play_text(p, r, 100, INTO_BODY, "Chủ nhật cắt nước từ 8 giờ. ");
	if (w->in_paste)
		play_key(p, 50, INTO_NOTHING, "\033[200~");
	play_text(p, r, 20, INTO_BODY, "Bà con trữ nước");
	if (!w->mid_word)
		play_clock(p, 3000, 1);
}

/* --- the terminal as it was found ---------------------------------------------- */

/* The last h or l of a private mode in what was written; 0: it was not touched. */
static char last_mode(const char *bytes, const char *mode)
{
	char last = 0, head[16];
	size_t n = (size_t)snprintf(head, sizeof(head), "\033[?%s", mode);

	for (const char *at = bytes; (at = strstr(at, head)) != NULL; at += n)
		if (at[n] == 'h' || at[n] == 'l')
			last = at[n];
	return last;
}

/* The last of the sequences that begin with `head` and end with `final`, what stands in
 * between in out; false: there was none. */
static bool last_words(const char *bytes, const char *head, char final, char out[16])
{
	bool found = false;

	for (const char *at = bytes; (at = strstr(at, head)) != NULL;) {
		at += strlen(head);
		size_t n = strspn(at, "0123456789;");
		if (at[n] == final) {
			snprintf(out, 16, "%.*s", (int)n, at);
			found = true;
		}
	}
	return found;
}

/* No region that scrolls alone, no insert mode, no colours, no other charset. */
static void is_plain(const char *bytes, const char *name, struct verdicts *v)
{
	char region[16] = "", insert[16], replace[16], face[16] = "";
	const char *charset = NULL;

	if (last_words(bytes, "\033[", 'r', region) && region[0] &&
	    strcmp(region, "1;24") != 0)
		verdict_bad(v, "%s: the scroll region stays %s", name, region);
	if (last_words(bytes, "\033[4", 'h', insert) &&
	    !last_words(bytes, "\033[4", 'l', replace))
		verdict_bad(v, "%s: insert mode stays", name);
	if (last_words(bytes, "\033[", 'm', face) && face[0] && strcmp(face, "0") != 0)
		verdict_bad(v, "%s: the face stays %s", name, face);
	for (const char *at = bytes; (at = strstr(at, "\033(")) != NULL; at += 2)
		charset = at;
	if (charset && charset[2] != 'B')
		verdict_bad(v, "%s: the charset stays %c", name, charset[2]);
}

/* Where it ends in the middle of a painting, whatever is on is taken back. */
static void says_farewell(const char *bytes, const char *name, struct verdicts *v)
{
	static const char *const words[] = {"\033[1;24r", "\033[4l", "\033[m", "\033(B"};
	const char *last = NULL;

	for (const char *at = bytes; (at = strstr(at, "\033[?2004l")) != NULL; at++)
		last = at;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!last || !strstr(last, words[i]))
			verdict_bad(v, "%s: it leaves without ESC %s", name,
				    words[i] + 1);
}

static void is_as_found(const struct term *t, const struct buf *bytes, const char *name,
			struct verdicts *v)
{
	static const struct {
		const char *mode;
		char was;
	} modes[] = {{"25", 'h'}, {"1049", 'l'}, {"2004", 'l'}, {"1", 'l'}, {"7", 'h'}};

	if (!term_as_found(t))
		verdict_bad(v, "%s: the terminal's modes are others", name);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		char is = last_mode(buf_str(bytes), modes[i].mode);
		if (is && is != modes[i].was)
			verdict_bad(v, "%s: mode %s stays %c", name, modes[i].mode, is);
	}
	is_plain(buf_str(bytes), name, v);
}

/* --- one end ------------------------------------------------------------------- */

static void end_it(struct term *t, const struct way *w)
{
	if (w->signal)
		term_signal(t, w->signal);
	else
		term_hangup(t);
}

static void one_way(struct rig *r, const struct way *w, struct verdicts *v)
{
	static struct play p;
	struct fault f = {0};
	struct buf reason = {0}, bytes = {0};
	struct outcome o = {0};
	int code = -1;
	size_t failed = v->failed;

	write_play(&p, r, w);
	play_profile(r, false);
	struct term *t = play_open(r, &f, &p, &reason);
	bool ok = t != NULL;
	if (ok) {
		term_hold(t, w->held);
		term_tap(t, &bytes);
		ok = play_wait(r, t, &p, &o, &reason);
		long since = clock_ms();
		end_it(t, w);
		ok = ok && term_wait_end(t, since + SCREEN_LIMIT, &code, &reason);
		if (ok && r->every && clock_ms() - since > AT_ONCE)
			verdict_bad(v, "%s: it takes %ld ms", w->name, clock_ms() - since);
	}
	int held = play_held(r, &p, play_keys(&p), "2");
	if (!ok)
		verdict_bad(v, "%s: %s", w->name, buf_str(&reason));
	else if (code != w->status)
		verdict_bad(v, "%s: it ends with %d", w->name, code);
	else if (held != play_keys(&p))
		verdict_bad(v, "%s: %d of %d keys are there", w->name, held,
			    play_keys(&p));
	if (ok && w->signal && w->signal != SIGKILL)
		is_as_found(t, &bytes, w->name, v);
	if (ok && w->status > 128 && w->signal != SIGKILL)
		says_farewell(buf_str(&bytes), w->name, v);
	v->cases++;
	if (v->failed > failed)
		v->failed = failed + 1;
	term_free(t);
	buf_clear(&reason);
	buf_clear(&bytes);
	outcome_clear(&o);
}

/* --- hours --------------------------------------------------------------------- */

/* An hour without a key, in which the program hardly wakes up; then it leaves. */
static void one_hour(struct rig *r, bool held, struct verdicts *v)
{
	static struct play p;
	struct fault f = {0};
	struct buf reason = {0};
	struct outcome o = {0};
	const char *name = held ? "an hour in which nobody reads" : "an idle hour";

	p.n = 0;
	play_bulletin(&p, r, title);
	for (int i = 0; held && i < 30; i++)
		play_key(&p, 50, INTO_NOTHING, "\f");
	play_text(&p, r, 50, INTO_BODY, "Nước");
	uint32_t typed = (uint32_t)play_keys(&p);
	play_key(&p, HOUR, INTO_BODY, ".");
	play_profile(r, false);
	struct term *t = play_open(r, &f, &p, &reason);
	if (t)
		term_hold(t, held);
	if (!t || !play_wait(r, t, &p, &o, &reason))
		verdict_bad(v, "%s: %s", name, buf_str(&reason));
	else if (o.polls > HOUR_LOOKS + 8 * typed)
		verdict_bad(v, "%s: it looks %u times", name, (unsigned)o.polls);
	v->cases++;
	term_free(t);
	buf_clear(&reason);
	outcome_clear(&o);
}

static long ticks_of(pid_t pid)
{
	char path[64], text[512] = "";
	long user = 0, kernel = 0;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	FILE *f = fopen(path, "r");
	if (f && fgets(text, sizeof(text), f) && strrchr(text, ')'))
		sscanf(strrchr(text, ')'), ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
					   "%ld %ld", &user, &kernel);
	if (f)
		fclose(f);
	return user + kernel;
}

/* Real time, by the kernel's count of what the program used; then the line goes down. */
static void real_minute(struct rig *r, bool held, struct verdicts *v)
{
	static struct play p;
	struct fault f = {0};
	struct buf reason = {0};
	struct outcome o = {0};
	const struct way w = {.held = held, .mid_word = true};
	const char *name = held ? "a minute in which nobody reads" : "an idle minute";
	int code;

	write_play(&p, r, &w);
	play_profile(r, false);
	struct term *t = play_open(r, &f, &p, &reason);
	bool ok = t != NULL;
	if (ok) {
		term_hold(t, held);
		ok = play_wait(r, t, &p, &o, &reason);
		long before = ticks_of(term_pid(t));
		for (long end = clock_ms() + STALL_SECONDS * 1000; !clock_passed(end);)
			term_pump(t, 1000);
		long used = ticks_of(term_pid(t)) - before;
		if (used * 100 > STALL_SECONDS * sysconf(_SC_CLK_TCK))
			verdict_bad(v, "%s: %ld ticks of the processor", name, used);
		long since = clock_ms();
		term_hangup(t);
		ok = ok && term_wait_end(t, since + SCREEN_LIMIT, &code, &reason);
		if (clock_ms() - since > AT_ONCE)
			verdict_bad(v, "%s: it leaves after %ld ms", name, clock_ms() - since);
	}
	if (!ok)
		verdict_bad(v, "%s: %s", name, buf_str(&reason));
	else if (play_held(r, &p, play_keys(&p), "2") != play_keys(&p))
		verdict_bad(v, "%s: keys are lost", name);
	v->cases++;
	term_free(t);
	buf_clear(&reason);
	outcome_clear(&o);
}

void ends_sweep(struct rig *r)
{
	struct verdicts v = {0};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		one_way(r, &ways[i], &v);
	rig_tell(r, &v, "the ways a screen ends: nothing is lost, the terminal is as found");
	for (int held = 0; held < 2; held++)
		one_hour(r, held, &v);
	for (int held = 0; r->every && held < 2; held++)
		real_minute(r, held, &v);
	rig_tell(r, &v, "idle, and with a terminal that nobody reads");
}
