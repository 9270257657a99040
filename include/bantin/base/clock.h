/* clock.h - the two clocks */
#ifndef BANTIN_BASE_CLOCK_H
#define BANTIN_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds since 1970 UTC, as the machine believes: for stamps shown to people. */
int64_t clock_now(void);

/* Milliseconds on a clock that never goes back: for waiting and back-off. It starts
 * anew with the machine, so it is never stored. */
int64_t clock_mono(void);

/* When the program was built (SOURCE_DATE_EPOCH; else the newest commit, or file, then):
 * seconds since 1970. A clock that is before that is wrong. */
int64_t clock_built(void);
bool clock_is_slow(void);

#endif
