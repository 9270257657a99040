/* replay.h - a disk of the mind: what a power cut would have left on it */
#ifndef FAULTS_REPLAY_H
#define FAULTS_REPLAY_H

#include "inject.h"
#include "rig.h"

/*
 * Fed with the records of inject.h one by one. What fsync was not asked for may be on
 * the disk or not, in any order, half a write too; where fsync failed it is not, though
 * the program goes on seeing it. Names are taken over in their order, as a journal does,
 * and are sure once their folder was synced.
 */
struct disk;

struct disk *disk_new(void);
/* A file that is there from the beginning; data is copied. */
void disk_put(struct disk *d, const char *path, const void *data, size_t n);
void disk_record(struct disk *d, const struct record *r, const char *path,
		 const char *data);
void disk_free(struct disk *d);

/* How the power goes. */
enum cut { CUT_NOTHING, CUT_ALL, CUT_SOME, CUT_TORN, CUT_KINDS };

/* Writes what is left into the folder, which must be empty. */
bool disk_write(struct disk *d, enum cut cut, struct rig *chance, const char *folder);

#endif
