/* signals.h - what the system tells the program, as bytes in a pipe */
#ifndef UI_SIGNALS_H
#define UI_SIGNALS_H

#include <stdbool.h>

#include <bantin/base/err.h>

enum signal_bit {
	SIGNAL_SIZE = 1,     /* SIGWINCH */
	SIGNAL_END = 2,	     /* SIGTERM, SIGINT */
	SIGNAL_HANGUP = 4,   /* SIGHUP: the terminal is gone */
	SIGNAL_STOP = 8,     /* SIGTSTP from elsewhere: ^Z is a key here */
	SIGNAL_CONTINUE = 16 /* SIGCONT: the terminal may be in any state */
};

/* To be called before the terminal is opened, so that curses leaves the signals alone. A
 * signal that the program was started with as ignored (nohup) stays so. Signals that kill
 * the program restore the terminal first. */
bool signals_open(struct err *e);
int signals_fd(void);	     /* readable: there is something to take */
unsigned signals_take(void); /* bits of enum signal_bit since the last call */
void signals_close(void);		  /* puts the old handlers back */

#endif
