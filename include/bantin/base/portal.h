/* portal.h - the noun "portal": where news come from and bulletins go */
#ifndef BANTIN_BASE_PORTAL_H
#define BANTIN_BASE_PORTAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much of the news stays here. 0: all. */
struct keep {
	int months;
	int64_t bytes;		/* of all portals together */
};

enum portal_family { PORTAL_JSONFEED, PORTAL_WORDPRESS };

/* What a portal can do, as it said itself; a bit set. */
enum portal_can {
	PORTAL_WRITES = 1 << 0,		/* takes bulletins */
	PORTAL_REMEMBERS_KEYS = 1 << 1,	/* the same Idempotency-Key twice is one bulletin */
	PORTAL_LOOKS_UP = 1 << 2,	/* finds a bulletin by its uid */
	PORTAL_REMARKS = 1 << 3,	/* tells the editor's decision and remark */
	PORTAL_COUNTS = 1 << 4,		/* has visit counters */
	PORTAL_POLLS = 1 << 5,		/* has a poll */
	PORTAL_UPLOADS = 1 << 6,	/* takes files */
	PORTAL_PUBLISHES = 1 << 7	/* what this account sends is before readers at once */
};

enum { PORTAL_NAME_MAX = 32 };		/* bytes, NUL included */
enum { PORTAL_LOOKUP_WAIT = 60 };	/* seconds; portal.md, exactly once, 5 */

/* Strings owned, URLs absolute; NULL where the portal has none. */
struct portal {
	char *name;		/* lower case a-z 0-9 - _, by which commands know it */
	char *title;		/* how it calls itself */
	char *url;		/* what the user gave */
	char *feed_url;		/* JSON Feed, or the base of WordPress REST */
	char *micropub_url;
	char *media_url;
	char *poll_url;
	enum portal_family family;
	unsigned can;		/* enum portal_can */
	int lookup_wait;	/* seconds */
	char *ca;		/* file of PEM certificates trusted for this portal beside
				 * the system's; an absolute path */
	bool light;		/* heads first, a body when its article is opened */
	int interval;		/* minutes between two syncs while the screen is open;
				 * 0: only when somebody asks */
	struct keep keep;	/* of its articles; bytes are not asked of one portal */
	char *token;		/* bearer token, or "user:application password"; loaded at
				 * start, never stored in the config */
};

/* Whether bulletins may be sent there at all. */
bool portal_takes_bulletins(const struct portal *p);

void portal_clear(struct portal *p);		/* wipes the token */
void portal_copy(struct portal *to, const struct portal *from);
bool portal_name_ok(const char *name);

#endif
