/* help.h - bantin --help */
#ifndef BANTIN_CLI_HELP_H
#define BANTIN_CLI_HELP_H

#include "cli.h"

void help_print(const struct cli *c);

#endif
