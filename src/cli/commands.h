/* commands.h - the words after "bantin" */
#ifndef BANTIN_CLI_COMMANDS_H
#define BANTIN_CLI_COMMANDS_H

#include <stddef.h>

#include "cli.h"

/* What must be there before a command begins; a filter has the standard streams alone. */
enum command_needs {
	NEEDS_NOTHING,
	NEEDS_PROFILE,	/* a config with faults will do: it is to be looked at */
	NEEDS_CONFIG
};

/* Where it may write beside its profile: places.h. */
enum command_writes { WRITES_PROFILE, WRITES_NAMED, WRITES_ASKED };

struct command {
	const char *word;
	command_fn *fn;
	enum command_needs needs;
	enum command_writes writes;
};

/* The i-th, NULL past the last. */
const struct command *command_at(size_t i);
/* word NULL: the newsroom. NULL: there is none, *e may say which was meant. */
const struct command *command_find(const char *word, struct err *e);

#endif
