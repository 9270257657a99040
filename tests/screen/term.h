/* term.h - a program in a pseudo-terminal, its screen, and when it is idle */
#ifndef WALK_TERM_H
#define WALK_TERM_H

#include "child.h"
#include "grid.h"

struct term;

/* Starts spec's program (its descriptors are filled in here) on a new terminal. */
struct term *term_open(const struct child_spec *spec, int rows, int cols,
	struct buf *reason);
/* Hangs up, ends the program, frees. NULL is allowed. */
void term_free(struct term *t);

struct grid *term_grid(struct term *t);
/* What the program writes to the terminal goes to fd as well; -1: no more. */
void term_record(struct term *t, int fd);
/* Bytes that the program wrote to the terminal. */
size_t term_written(const struct term *t);
pid_t term_pid(const struct term *t);

/* Takes what the program wrote, waiting at most ms for something; true if it did. */
bool term_pump(struct term *t, int ms);

/* To the program's keyboard; term_flush sends what the grid has to say. */
bool term_send(struct term *t, const char *bytes, size_t n, long limit,
	struct buf *reason);
bool term_flush(struct term *t, long limit, struct buf *reason);

/* Waits until the screen has the text, or has it no more; fails if the program ends. */
bool term_wait(struct term *t, const char *text, bool gone, long limit,
	struct buf *reason);
/* Waits until the program is idle or has ended: it has read all its input, nothing it
 * wrote is left, and it sleeps until something comes from outside. */
bool term_settle(struct term *t, long limit, struct buf *reason);

void term_resize(struct term *t, int rows, int cols);
void term_signal(struct term *t, int sig);
/* The line goes down: the terminal disappears under the program. */
void term_hangup(struct term *t);
/* Nobody reads what the program writes, until it is held no more. */
void term_hold(struct term *t, bool hold);
/* What the program writes from now on is added to `to` as well. */
void term_tap(struct term *t, struct buf *to);
/* After the end: whether the terminal's modes are what they were at the start. */
bool term_as_found(const struct term *t);
bool term_ended(const struct term *t);
/* Waits for the end; *code as in struct child. */
bool term_wait_end(struct term *t, long limit, int *code, struct buf *reason);

#endif
