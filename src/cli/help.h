/* help.h - bantin --help */
#ifndef BANTIN_CLI_HELP_H
#define BANTIN_CLI_HELP_H

#include "cli.h"

void help_print(const struct cli *c);

/* The i-th line's usage ("sync [NAME] [--full] [--json]"), options common to all commands
 * last; NULL past the last. */
const char *help_usage(size_t i);

#endif
