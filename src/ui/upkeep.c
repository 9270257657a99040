/* upkeep.c - what the news store does by itself while nobody needs the loop */
#include <bantin/base/clock.h>

#include "inside.h"

enum {
	STEP = 10,	/* ms */
	QUIET = 500	/* ms after articles came, so that a sync is not held up */
};

void upkeep_wake(struct app *a)
{
	int64_t unindexed = 0;

	if (!a->upkept)
		archive_unindexed(a->setup.archive, &unindexed, NULL);
	a->upkept = a->upkept || unindexed > 0;
	a->upkeep = true;
	a->upkeep_at = clock_mono() + QUIET;
}

int64_t upkeep_next(const struct app *a)
{
	return a->upkeep ? a->upkeep_at : INT64_MAX;
}

/* What fails here, as on a full disk, is tried again when something comes. */
void upkeep_step(struct app *a)
{
	struct archive *archive = a->setup.archive;
	uint64_t version = archive_version(archive);

	if (!a->upkeep || clock_mono() < a->upkeep_at)
		return;
	archive_upkeep(archive, STEP, &a->upkeep, NULL);
	/* a search finds more when all is indexed, though no list has changed */
	if (archive_version(archive) != version || (a->upkept && !a->upkeep))
		a->changes |= SYNC_ARTICLES;
	a->upkept = a->upkept && a->upkeep;
}
