/* outlet.h - what goes to the terminal: drawn in memory, and sent without ever waiting */
#ifndef UI_OUTLET_H
#define UI_OUTLET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

/*
 * A terminal that nobody reads any more takes some kilobytes and then nothing; a write to
 * it would keep the program from saving. curses waits for every byte, so it writes to a
 * file in memory; from there the bytes go to the terminal as far as it takes them. Who
 * draws only while nothing waits keeps at most one picture here.
 */
struct outlet {
	FILE *drawing;	/* for curses */
	int tty;
	bool shares;	/* tty is a description that others use too */
	struct buf waiting;
	size_t sent;	/* bytes of it */
};

enum { OUTLET_MAX = 4 << 20 };	/* bytes that may wait */

/* For the terminal behind a descriptor. Until outlet_catch, drawing is that terminal:
 * curses asks it how it works. */
bool outlet_open(struct outlet *o, int tty, struct err *e);
bool outlet_catch(struct outlet *o, struct err *e);
void outlet_close(struct outlet *o);

void outlet_say(struct outlet *o, const char *s);	/* behind what waits */
/* Takes what was drawn since; false: it was more than may wait, all of it is gone. */
bool outlet_take(struct outlet *o);

/* As much as the terminal takes now. */
void outlet_send(struct outlet *o);
bool outlet_waits(const struct outlet *o);
int outlet_fd(const struct outlet *o);	/* POLLOUT: it takes more */

/* All of it, as long as the terminal takes something every 200 ms; false: the rest is
 * thrown away. */
bool outlet_finish(struct outlet *o);

/* In a hurry: what the terminal has not shown yet is thrown away for the n bytes. Callable
 * from a signal handler. */
void outlet_shout(struct outlet *o, const char *s, size_t n);

#endif
