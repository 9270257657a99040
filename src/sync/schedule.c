/* schedule.c - when a row of the outbox is looked at again */
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>

#include "inside.h"

enum {
	BACKOFF_FIRST = 5,		/* seconds, doubling */
	BACKOFF_LAST = 15 * 60,
	BACKOFF_STEPS = 8,		/* to reach the last */
	PUT_OFF_MAX = 3600		/* the longest pause a portal may ask for */
};

struct due *deliver_due(struct sync *s, int64_t id)
{
	struct schedule *d = &s->schedule;

	for (size_t i = 0; i < d->count; i++)
		if (d->due[i].id == id)
			return &d->due[i];
	d->due = mem_grow(d->due, &d->cap, d->count + 1, sizeof(*d->due));
	struct due *due = &d->due[d->count++];
	*due = (struct due){.id = id, .sent = clock_mono()};
	return due;
}

void deliver_put(struct sync *s, int64_t id, int64_t at)
{
	deliver_due(s, id)->at = at;
}

void deliver_drop(struct sync *s, int64_t id)
{
	struct due *due = deliver_due(s, id);

	*due = s->schedule.due[--s->schedule.count];
}

/* Seconds until the next try: doubling, with up to a quarter of jitter so that a
 * portal that comes back is not met by everybody at once. */
static int backoff(int step)
{
	int delay = BACKOFF_FIRST;

	while (step-- > 0 && delay < BACKOFF_LAST)
		delay *= 2;
	if (delay > BACKOFF_LAST)
		delay = BACKOFF_LAST;
	return delay + (int)random_below((uint32_t)delay / 4 + 1);
}

int deliver_put_off(struct sync *s, int64_t id, int seconds)
{
	struct due *due = deliver_due(s, id);

	if (seconds < 0)
		seconds = backoff(due->step);
	if (due->step < BACKOFF_STEPS)
		due->step++;
	due->at = clock_mono() + (int64_t)seconds * 1000;
	return seconds;
}

static bool in_call(const struct sync *s, const struct submission *row)
{
	for (size_t i = 0; i < s->lane_count; i++)
		if (s->lanes[i]->delivery.call &&
		    s->lanes[i]->delivery.row.id == row->id)
			return true;
	return false;
}

/* SENDING without a call is a row whose last change the disk did not take. */
static bool is_open(const struct sync *s, const struct submission *row)
{
	return row->state == SUBMISSION_WAITING || row->state == SUBMISSION_UNKNOWN ||
	       (row->state == SUBMISSION_SENDING && !in_call(s, row));
}

/* Wall time is only trusted to say how much of a wait was left or over, never more. */
static void take_up(struct sync *s, const struct submission *row)
{
	int64_t left = row->next_try - clock_now(), over = clock_now() - row->sent_at;
	struct due *due = deliver_due(s, row->id);

	if (left > PUT_OFF_MAX)
		left = PUT_OFF_MAX;
	due->at = clock_mono() + (left > 0 ? left * 1000 : 0);
	due->sent = clock_mono() - (over > 0 ? over * 1000 : 0);
	due->step = row->tries > BACKOFF_STEPS ? BACKOFF_STEPS : row->tries;
}

static bool none_waits(struct sync *s)
{
	struct outbox_count n;

	return desk_outbox_count(s->desk, &n, NULL) &&
	       n.waiting + n.sending + n.unknown == 0;
}

void deliver_load(struct sync *s)
{
	struct submission *list;
	size_t n;

	if (s->schedule.loaded || !s->desk)
		return;
	s->schedule.loaded = none_waits(s);
	if (s->schedule.loaded || !desk_outbox(s->desk, &list, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++)
		if (is_open(s, &list[i]))
			take_up(s, &list[i]);
	submission_list_free(list, n);
	s->schedule.loaded = true;
}

void deliver_all_due(struct sync *s, const char *portal)
{
	struct submission *list;
	size_t n;

	deliver_load(s);
	if (!s->desk || !desk_outbox(s->desk, &list, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++)
		if (is_open(s, &list[i]) &&
		    (!portal || strcmp(portal, list[i].portal) == 0))
			deliver_put(s, list[i].id, clock_mono());
	submission_list_free(list, n);
}

void deliver_pause(struct sync *s)
{
	int64_t now = clock_mono();

	for (size_t i = 0; i < s->schedule.count; i++)
		if (s->schedule.due[i].at <= now)
			deliver_put_off(s, s->schedule.due[i].id, -1);
}

static bool is_behind(const struct due *due)
{
	return due->behind && due->behind->delivery.call;
}

int64_t deliver_next(const struct sync *s)
{
	int64_t next = INT64_MAX;

	if (!s->desk)
		return next;
	for (size_t i = 0; i < s->schedule.count; i++)
		if (!is_behind(&s->schedule.due[i]) && s->schedule.due[i].at < next)
			next = s->schedule.due[i].at;
	return next;
}

/* Of those that are due together the one that was submitted first. */
static bool comes_before(const struct due *a, const struct due *b)
{
	return a->at < b->at || (a->at == b->at && a->id < b->id);
}

int64_t deliver_first(const struct sync *s)
{
	const struct due *first = NULL;

	for (size_t i = 0; i < s->schedule.count; i++)
		if (!is_behind(&s->schedule.due[i]) &&
		    (!first || comes_before(&s->schedule.due[i], first)))
			first = &s->schedule.due[i];
	return first && first->at <= clock_mono() ? first->id : 0;
}
