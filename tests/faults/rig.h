/* rig.h - what every sweep starts from: portals, prepared profiles, cases counted */
#ifndef FAULTS_RIG_H
#define FAULTS_RIG_H

#include "../screen/portal.h"
#include "run.h"

/* What a portal can do for "exactly once". */
enum portal_kind { REMEMBERS_KEYS, LOOKS_UP, DOES_NEITHER, PORTAL_KINDS };

struct rig {
	char *tmp;		/* the folder of the rig */
	char profile[128];	/* of the case at hand */
	char base[PORTAL_KINDS][128];	/* prepared: portal, sign-in, draft 1, all synced */
	struct portal portals[PORTAL_KINDS];
	char editor[80];	/* token of the one that remembers keys */
	struct place at;
	uint32_t every;		/* every so manieth call is struck; 0: a sample */
	const char *only;	/* calls of this kind alone: system, file or memory */
	uint64_t chance;	/* seeded */
	int number, failed;	/* TAP lines */
};

bool rig_start(struct rig *r, struct buf *reason);
void rig_stop(struct rig *r);

/* The profile of the case becomes a copy of the prepared one. */
void rig_profile(struct rig *r, const char *base);
uint32_t rig_below(struct rig *r, uint32_t n);

/* The portal's ledger: "status uid title" a line. */
bool rig_ledger(struct rig *r, enum portal_kind kind, struct buf *out);
size_t count_lines(const char *text, const char *with);

/* One line of TAP, with the first failures beneath. */
struct verdicts {
	size_t cases, failed;
	struct buf notes;
};
bool verdict_bad(struct verdicts *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void rig_tell(struct rig *r, struct verdicts *v, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

extern const char *const portal_kind_names[PORTAL_KINDS];

#endif
