/* bundle.h - the files of a profile that go with its desk into a backup */
#ifndef BANTIN_CLI_BUNDLE_H
#define BANTIN_CLI_BUNDLE_H

#include <bantin/base/profile.h>
#include <bantin/store/backup.h>

/* The config, the key map, the words, typing methods and templates, as far as there are
 * any; to backup_files_free. Never tokens. */
bool bundle_read(const struct profile *p, struct backup_file **list, size_t *n,
		 struct err *e);

/*
 * Puts one into the profile where it is missing. What is there stays: a config gets the
 * sections (portals) that it lacks, a list of words the words that it lacks; of another
 * file *differs is set and nothing is done. A name that is none of bundle_read's is
 * ERR_FORMAT.
 */
bool bundle_put(const struct profile *p, const struct backup_file *f, bool *differs,
		struct err *e);

#endif
