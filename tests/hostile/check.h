/* check.h - what may reach a terminal, and what a program took to run */
#ifndef HOSTILE_CHECK_H
#define HOSTILE_CHECK_H

/* 0 where the files are UTF-8 without controls but newline and tab, and without what
 * turns or hides text; else 1, and the place on standard output. */
int check_text(char *const *files);

/* 0 where every control and escape sequence in other stands in clean as well. Of those
 * that move the cursor or erase, the numbers may differ, and BS, LF and CR are among them.
 */
int check_stream(const char *clean, const char *other);

/* SECONDS OUT ERR PROGRAM ARGUMENT...: runs it, prints its status (128 + the signal; 124
 * where it took too long and was ended), the most memory it had in KiB, and milliseconds.
 */
int check_run(char *const *words);

/* SECONDS PROGRAM ARGUMENT...: starts a sync on its screen and types into a new bulletin
 * until the sync is over, so many seconds at most, and a little longer. Prints: 0, or 1
 * where a key was not answered; keys; the most milliseconds that one took, and of them
 * those of the processor in the program; the most memory it had in KiB; milliseconds of
 * the processor for all.
 */
int check_press(char *const *words);

#endif
