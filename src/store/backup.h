/* backup.h - what the files of backups share */
#ifndef BANTIN_SRC_STORE_BACKUP_H
#define BANTIN_SRC_STORE_BACKUP_H

#include <bantin/store/backup.h>

#include "desk_in.h"

/* restore.c: merges the database at path, which is whole and of this schema. */
bool restore_merge(struct desk *desk, const char *path, struct restored *r,
		   struct err *e);

#endif
