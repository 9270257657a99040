/* interval.c - portals that are read again by themselves while the screen is open */
#include <bantin/base/clock.h>

#include "inside.h"

enum { MINUTE = 60 * 1000 }; /* ms */

void lane_again(struct lane *l)
{
	l->again = clock_mono() + (int64_t)l->portal.interval * MINUTE;
}

/* Of an interval that began in an earlier run only the rest is waited for. Wall time is
 * trusted no further. */
static void lane_take_up(struct lane *l)
{
	int64_t passed = (clock_now() - l->report.last_success) * 1000;

	lane_again(l);
	if (passed > (int64_t)l->portal.interval * MINUTE)
		l->again = clock_mono();
	else if (passed > 0)
		l->again -= passed;
}

void sync_set_intervals(struct sync *s, bool on)
{
	s->intervals = on;
	for (size_t i = 0; on && i < s->lane_count; i++)
		lane_take_up(s->lanes[i]);
}

int64_t interval_next(const struct sync *s)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; s->intervals && !s->offline && i < s->lane_count; i++) {
		const struct lane *l = s->lanes[i];
		if (l->portal.interval > 0 && !l->refresh.active && l->again < next)
			next = l->again;
	}
	return next;
}

/* While a portal is read its interval does not pass. */
static void lane_step(struct lane *l, int64_t now)
{
	struct err e;

	if (l->refresh.active)
		lane_again(l);
	else if (l->again <= now && !lane_start(l, false, &e))
		lane_failed(l, e.kind, e.text);
}

void interval_step(struct sync *s)
{
	int64_t now = clock_mono();

	for (size_t i = 0; s->intervals && !s->offline && i < s->lane_count; i++)
		if (s->lanes[i]->portal.interval > 0)
			lane_step(s->lanes[i], now);
}
