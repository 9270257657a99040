/* sweep.h - one command of bantin's, struck at each of its calls */
#ifndef FAULTS_SWEEP_H
#define FAULTS_SWEEP_H

#include "rig.h"

/* A command and what must hold whatever struck it. */
struct act {
	const char *name;
	const char *words[12];
	const char *input;
	const char *base;	/* profile to start from */
	const char *first[6];	/* run in it before, without faults; may be empty */
	enum portal_kind kind;
	/* Starts again without faults and looks. acked: the command said it was done. */
	void (*check)(struct rig *r, const struct act *a, bool acked, const char *strike,
		      struct verdicts *v);
	/* After the run without a fault that counts the calls; may be NULL. */
	void (*counted)(struct rig *r, const struct act *a);
	const void *ctx;
};

/* bantin without faults; the status. */
int plain_run(struct rig *r, const char *const words[], struct outcome *o);

/* All sweeps of a room. */
void saves_sweep(struct rig *r);
void submits_sweep(struct rig *r);
void power_sweep(struct rig *r);
void room_sweep(struct rig *r);
void typing_sweep(struct rig *r);
void ends_sweep(struct rig *r);
void clocks_sweep(struct rig *r);
void windows_sweep(struct rig *r);
void starved_sweep(struct rig *r);
void pairs_sweep(struct rig *r);
void news_sweep(struct rig *r);

/* Every kind of fault there is over one command: each at every call, or a sample. */
void sweep_all(struct rig *r, const struct act *a);

#endif
