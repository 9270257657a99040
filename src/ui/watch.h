/* watch.h - another process wrote to the news store: heard of, where the system tells */
#ifndef UI_WATCH_H
#define UI_WATCH_H

#include <stdbool.h>

/* A descriptor that can be read when something changed in the folder of the file; -1 where
 * the system has no such thing. */
int watch_open(const char *file);
/* Whether something did since the last call. */
bool watch_heard(int fd);
void watch_close(int fd);

#endif
