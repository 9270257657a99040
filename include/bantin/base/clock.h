/* clock.h - the two clocks */
#ifndef BANTIN_BASE_CLOCK_H
#define BANTIN_BASE_CLOCK_H

#include <stdint.h>

/* Seconds since 1970 UTC, as the machine believes: for stamps shown to people. */
int64_t clock_now(void);

/* Milliseconds on a clock that never goes back: for waiting and back-off. It starts
 * anew with the machine, so it is never stored. */
int64_t clock_mono(void);

#endif
