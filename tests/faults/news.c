/* news.c - news that another process brings show on a screen that nobody touches */
#include "play.h"

#include <stdio.h>
#include <string.h>

enum { WITHIN = 61 * 1000 /* ms, of the made-up clock */ };

static const char article[] =
	"{\"type\":[\"h-entry\"],\"properties\":{"
	"\"name\":[\"Tin vừa đăng của ban biên tập\"],"
	"\"content\":[{\"html\":\"<p>Nội dung.</p>\"}],\"category\":[\"thong-bao\"]}}";

static bool publish(struct rig *r, struct buf *reason)
{
	const struct http_call call = {.port = r->portals[REMEMBERS_KEYS].port,
				       .method = "POST", .path = "/micropub",
				       .token = r->editor, .body = article,
				       .limit = clock_ms() + SCREEN_LIMIT};
	struct buf answer = {0};
	int status = 0;

	bool ok = http_ask(&call, &status, &answer, reason) &&
		  (status / 100 == 2 || why(reason, "published: %d", status));
	buf_clear(&answer);
	return ok;
}

/* As cron does. */
static bool sync_beside(struct rig *r, struct buf *reason)
{
	struct outcome o = {0};

	bool ok = plain_run(r, (const char *[]){"sync", NULL}, &o) == 0 ||
		  why(reason, "sync: %s", buf_str(&o.err));
	outcome_clear(&o);
	return ok;
}

void news_sweep(struct rig *r)
{
	static struct play p;
	struct fault f = {0};
	struct verdicts v = {.cases = 1};
	struct buf reason = {0};
	char go[128];

	snprintf(go, sizeof(go), "%s/go", r->tmp);
	remove(go);
	p.n = 0;
	play_key(&p, 1000, INTO_NOTHING, "\f");
	play_file(&p, go);
	play_clock(&p, WITHIN, 1);
	play_profile(r, false);
	struct term *t = play_open(r, &f, &p, &reason);
	long limit = clock_ms() + SCREEN_LIMIT;
	bool ok = t && term_wait(t, "1/52", false, limit, &reason) &&
		  publish(r, &reason) && sync_beside(r, &reason) &&
		  (!grid_has(term_grid(t), "/53") || why(&reason, "too early")) &&
		  file_write(go, "", 0, &reason) &&
		  term_wait(t, "Tin vừa đăng", false, limit, &reason) &&
		  term_wait(t, "/53", false, limit, &reason);
	if (!ok)
		verdict_bad(&v, "%s", buf_str(&reason));
	term_free(t);
	rig_tell(r, &v, "news of a sync beside it show on the screen within a minute");
	buf_clear(&reason);
}
