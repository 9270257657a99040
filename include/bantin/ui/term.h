/* term.h - the terminal: the only file that knows curses */
#ifndef BANTIN_UI_TERM_H
#define BANTIN_UI_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/ui/grid.h>
#include <bantin/ui/key.h>

/*
 * One terminal at a time. It is left as it was found by term_close, which may also be
 * called from an exit path and does nothing the second time. raw input without flow
 * control, so that ^S, ^Q, ^Z and ^C arrive as keys.
 */
struct term;

/* ERR_USAGE, in words, where standard input or output is no terminal, TERM is missing,
 * unknown or cannot move its cursor. */
bool term_open(struct term **out, bool ascii, struct err *e);
void term_close(struct term *t);

/* The same in a hurry, for a program that dies: a few system calls, no memory, callable
 * from a signal handler. Nothing where no terminal is open. */
void term_rescue(void);

int term_fd(const struct term *t);		/* for sync_wait: readable means keys */
void term_size(const struct term *t, int *rows, int *cols);
void term_resize(struct term *t);		/* asks the kernel; after SIGWINCH */

/* Puts the grid on the screen: what changed. Never waits for the terminal: what it does
 * not take yet is kept, and goes by term_send when term_fd_out can be written to. Nobody
 * paints while something waits. */
void term_paint(struct term *t, const struct grid *g);
bool term_waits(const struct term *t);
int term_fd_out(const struct term *t);
void term_send(struct term *t);
void term_redraw(struct term *t);		/* the next paint sends everything */

/* The next key without waiting; false: none there. A lone Esc is told from an escape
 * sequence by what follows within 50 ms of it. K_PASTE: the text (raw bytes) is appended
 * to paste. */
bool term_key(struct term *t, struct key *k, struct buf *paste);

/* No more will be waited for: what has come of a paste is a paste. */
void term_last_keys(struct term *t);

void term_suspend(struct term *t);		/* SIGTSTP to ourselves and back */
void term_resume(struct term *t);		/* after SIGCONT: modes and screen anew */
bool term_utf8(const struct term *t);

/* Without opening it: how many colours the terminal that TERM names has. False where it
 * is not known or cannot move its cursor. */
bool term_facts(int *colours);

#endif
