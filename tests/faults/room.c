/* room.c - a disk with so many bytes left: the last draft still finds room */
#include "sweep.h"

#include <stdio.h>
#include <string.h>

enum { STEP = 1024, FULL_LAST = 192 * 1024, QUICK_STEPS = 8 };

/* From a profile with or without what is kept for this; with it, it must be saved. */
static void one_room(struct rig *r, long room, bool reserve, struct verdicts *v)
{
	struct fault f = {.room = room};
	struct outcome o = {0};
	char path[160], line[160];

	rig_profile(r, r->base[REMEMBERS_KEYS]);
	snprintf(path, sizeof(path), "%s/desk.reserve", r->profile);
	if (!reserve)
		remove(path);
	run_once(&r->at, &f,
		 (const char *[]){"draft", "set", "1", "--title", "Ra quân chủ nhật", NULL},
		 NULL, &o);
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(buf_str(&o.err), "\n"),
		 buf_str(&o.err));
	bool saved = o.status == 0, words = strstr(line, "bantin: ") != NULL;
	if (reserve && !saved)
		verdict_bad(v, "%ld bytes left: not saved: %d %s", room, o.status, line);
	if (o.status > 1 || (!saved && !words))
		verdict_bad(v, "%ld bytes left: %d %s", room, o.status, line);
	run_once(&r->at, &f, (const char *[]){"draft", "show", "1", NULL}, NULL, &o);
	bool there = strstr(buf_str(&o.out), "chủ nhật") != NULL;
	if (o.status != 0 || saved != there)
		verdict_bad(v, "%ld bytes left: %s, and then: %d %s", room,
			    saved ? "saved" : "not saved", o.status, buf_str(&o.out));
	v->cases++;
	outcome_clear(&o);
}

void room_sweep(struct rig *r)
{
	struct verdicts v = {0};
	long step = r->every ? STEP * (long)r->every : FULL_LAST / QUICK_STEPS;

	for (int reserve = 1; reserve >= 0; reserve--) {
		for (long room = 1; room < FULL_LAST; room += step)
			one_room(r, room, reserve, &v);
		rig_tell(r, &v, "draft set on a disk that fills up, %s room kept for it",
			 reserve ? "with" : "without");
	}
}
