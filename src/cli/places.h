/* places.h - where a command may write */
#ifndef BANTIN_CLI_PLACES_H
#define BANTIN_CLI_PLACES_H

#include "commands.h"

/*
 * Every command may write in its profile, in the folders for temporary files (the
 * database sorts there) and on devices such as the terminal. WRITES_NAMED: also in each
 * folder that a word of the command line names, or that holds what it names.
 * WRITES_ASKED: also in the home folder, the working folder and where other disks are
 * mounted, for the screen asks for a path when it has long begun. To be called when the
 * profile is open and the command's words are not read yet.
 */
void places_set(const struct cli *c, enum command_writes writes);

#endif
