/* portal_state.h - how a portal is doing, in a few words */
#ifndef UI_PORTAL_STATE_H
#define UI_PORTAL_STATE_H

#include <bantin/base/buf.h>
#include <bantin/ui/app.h>

/* The worst first. */
enum portal_mood {
	PORTAL_DOWN,	/* no line to it */
	PORTAL_FAILED,	/* it answered, but not with its news */
	PORTAL_UNKNOWN,	/* not asked since the program began, nor ever before */
	PORTAL_BUSY,
	PORTAL_FINE	/* perhaps by an earlier run's word */
};

struct portal_state {
	enum portal_mood mood;
	int64_t last_success;	/* seconds since 1970; 0 never */
	char error[ERR_TEXT_MAX];	/* of FAILED and DOWN, in words */
};

void portal_state_of(struct app *app, const char *portal, struct portal_state *out);

/* "mất mạng", "đồng bộ 08:30"; brief: of what is fine the time alone. */
void portal_state_words(const struct portal_state *s, bool brief, struct buf *out);

/* "xyz mất mạng · hvt đồng bộ 08:30": all portals, the worst first. */
void portal_states_line(struct app *app, bool brief, struct buf *out);

/* "08:30" today, else "05/08". */
void success_words(int64_t when, struct buf *out);

#endif
