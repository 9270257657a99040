/* collation.h - the order of a Vietnamese dictionary, for ORDER BY */
#ifndef BANTIN_SRC_STORE_COLLATION_H
#define BANTIN_SRC_STORE_COLLATION_H

#include <stdbool.h>

#include "db.h"

/*
 * Registers on a connection the collations "vietnamese" (text/collate.h: text_collate)
 * and "vietnamese_name" (text_collate_name: persons by their last syllable). No index is
 * built on them, so that their rules may be corrected without rebuilding a file.
 */
bool collation_register(sqlite3 *sql);

#endif
